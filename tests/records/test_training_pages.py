"""Trainings on web pages: a box of facts beside the text, titled sections, what others said."""

from __future__ import annotations

import pytest

from policynlp.pipeline import Pipeline
from policynlp.schema import Training

PAGE = """<!DOCTYPE html><html lang="{code}"><head><title>{title}</title></head><body>
<nav><a href="/">1</a> <a href="/c">2</a></nav>
<main><h1>{title}</h1><h2>{who}</h2><p>{people}</p><h2>{learn}</h2><ul><li>{aim}</li></ul>
<h2>{payers}</h2><p>{paid}</p><h2>{said}</h2><p>{quote}</p><h2>{apply}</h2><p>{deadline}</p></main>
<aside>{box}</aside></body></html>"""
ENGLISH = {
    "code": "en", "title": "Supply chains that do not break", "who": "Who should join",
    "people": "Pharmacists and logistics officers of public hospitals.",
    "learn": "What you will learn", "aim": "forecast demand from patchy data",
    "payers": "Partners and funding",
    "paid": "The course is run by Makerere University. Gavi covers tuition and board.",
    "said": "What graduates say", "quote": '"Two weeks in Jinja in May 2021 changed how I count."',
    "apply": "Apply", "deadline": "Send your form by 1 March 2024. Answers come on 14 March 2024.",
    "box": "<h3>Key facts</h3><table><tr><th>Starts</th><td>6 May 2024</td></tr>"
    "<tr><th>Ends</th><td>24 May 2024</td></tr><tr><th>Location</th><td>Entebbe, Uganda</td></tr>"
    "<tr><th>Places</th><td>28</td></tr><tr><th>Length</th><td>3 weeks, 90 hours</td></tr></table>",
}  # fmt: skip
FRENCH = {
    "code": "fr", "title": "Gérer une pharmacie d'hôpital", "who": "À qui s'adresse ce cours ?",
    "people": "Aux pharmaciens et aux gestionnaires de stocks des hôpitaux publics.",
    "learn": "Ce que vous apprendrez", "aim": "prévoir les besoins malgré des données lacunaires",
    "payers": "Qui organise, qui finance ?",
    "paid": "Le cours est organisé par l'Université de Lomé. Gavi prend en charge le séjour.",
    "said": "Ils l'ont suivi", "quote": "« Deux semaines à Kara en mai 2021 m'ont changé. »",
    "apply": "Candidater", "deadline": "Dossier à envoyer avant le 1er mars 2024.",
    "box": "<h3>En bref</h3><dl><dt>Début</dt><dd>6 mai 2024</dd><dt>Fin</dt><dd>24 mai 2024</dd>"
    "<dt>Lieu</dt><dd>Lomé, Togo</dd><dt>Places</dt><dd>28</dd>"
    "<dt>Durée</dt><dd>3 semaines, 90 heures</dd></dl>",
}  # fmt: skip


def _courses(pipeline: Pipeline, page: dict[str, str]) -> list[Training]:
    document = pipeline.parse(PAGE.format(**page).encode())
    return [record for record in document.records if isinstance(record, Training)]


@pytest.mark.parametrize(
    ("page", "place", "organizer"),
    [(ENGLISH, "Entebbe", "Makerere University"), (FRENCH, "Lomé", "Université de Lomé")],
    ids=["en", "fr"],
)
def test_one_course_is_read_from_all_parts_of_its_page(
    pipeline: Pipeline, page: dict[str, str], place: str, organizer: str
) -> None:
    (course,) = _courses(pipeline, page)
    assert course.title == page["title"]
    assert (course.start_date, course.end_date, course.place) == ("2024-05-06", "2024-05-24", place)
    assert (course.participant_count, course.duration_weeks, course.duration_hours) == (28, 3, 90)
    assert course.organizers == [organizer]
    assert course.funders == ["Gavi"]
    assert len(course.audience) == 2
    assert course.objectives == [page["aim"]]


def test_a_box_of_links_beside_a_page_stays_furniture(pipeline: Pipeline) -> None:
    links = "".join(f'<dt><a href="/{n}">{n} May 2019</a></dt><dd>Nadi</dd>' for n in range(1, 7))
    page = {**ENGLISH, "box": f"<h3>More courses</h3><dl>{links}</dl>"}
    document = pipeline.parse(PAGE.format(**page).encode())
    assert "Nadi" not in document.text
