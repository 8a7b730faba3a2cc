"""Deadlines as printed, and the date they end; frequencies and starting points have none."""

from __future__ import annotations

import pytest

from annotating import Marked, annotate, paragraph
from policynlp.records.requests.deadlines import is_clock, read_deadline, read_deadline_cell


@pytest.mark.parametrize(
    ("language", "text", "date", "canonical", "timeframe", "due"),
    [
        ("en", "Fill posts by the end of March 2018.", "end of March 2018", "2018-03-31",
         "by the end of March 2018", "2018-03-31"),
        ("en", "Open it in the first quarter of 2018.", "first quarter of 2018", "2018-01/2018-03",
         "in the first quarter of 2018", "2018-03"),
        ("en", "Pay them from January 2019.", "January 2019", "2019-01", "from January 2019", None),
        ("en", "Follow the 2018 plan.", "2018", "2018", None, None),
        ("en", "Share it (30 October 2023).", "30 October 2023", "2023-10-30", "30 October 2023",
         "2023-10-30"),
        ("fr", "Nommer un comptable avant fin décembre 2018.", "fin décembre 2018", "2018-12-31",
         "avant fin décembre 2018", "2018-12-31"),
        ("fr", "Livrer au plus tard le 28 février 2023.", "28 février 2023", "2023-02-28",
         "au plus tard le 28 février 2023", "2023-02-28"),
        ("fr", "Publier dès janvier 2013.", "janvier 2013", "2013-01", "dès janvier 2013", None),
        ("fr", "Verser la prime avant le 10 de chaque mois.", "10", "2020-01-10", None, None),
        ("fr", "Mettre à jour l'enquête de 2015.", "2015", "2015", None, None),
    ],
)  # fmt: skip
def test_a_date_with_its_preposition(
    language: str, text: str, date: str, canonical: str, timeframe: str | None, due: str | None
) -> None:
    entities: Marked = {date: ("DATE", f"date:{canonical}")}
    document = annotate(paragraph(text), language=language, entities=entities)
    found = read_deadline(document, 0, len(text))
    assert (found.timeframe, found.due) == (timeframe, due)


@pytest.mark.parametrize(
    ("language", "text", "timeframe"),
    [
        ("en", "Send results within three months.", "within three months"),
        ("en", "Collect feedback before the next meeting.", "before the next meeting"),
        ("en", "Release the budget without further delay.", "without further delay"),
        ("en", "Refrain from parallel tools.", None),
        ("en", "Report every quarter.", None),
        ("fr", "Nommer un pharmacien dans un délai de trois mois.", "dans un délai de trois mois"),
        ("fr", "La ramener à deux pages avant le prochain passage.", "avant le prochain passage"),
        ("fr", "Relire le texte dès la semaine prochaine.", "dès la semaine prochaine"),
        ("fr", "Équiper Maio avant de renouveler le matériel.", None),
        ("fr", "Corriger des erreurs.", None),
    ],
)
def test_words_without_a_date(language: str, text: str, timeframe: str | None) -> None:
    document = annotate(paragraph(text), language=language)
    found = read_deadline(document, 0, len(text))
    assert (found.timeframe, found.due) == (timeframe, None)


@pytest.mark.parametrize(
    ("text", "timeframe"),
    [("–", None), ("à définir", None), ("Trimestriel", None), ("Immédiat", "Immédiat")],
)
def test_cells(text: str, timeframe: str | None) -> None:
    document = annotate(paragraph(text), language="fr")
    assert read_deadline_cell(document, 0, len(text)).timeframe == timeframe


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("9:00", True), ("14 h 30", True), ("10.15", True), ("30.09.2019", False), ("T1 2019", False)],
)
def test_times_of_day(text: str, wanted: bool) -> None:
    assert is_clock(text) is wanted
