"""How an item begins: with an infinitive, or with a noun that ends like one."""

from __future__ import annotations

import pytest

from policynlp.folding import fold
from policynlp.languages import lexicon
from policynlp.records.parts.moods import starting_mood


@pytest.mark.parametrize(
    ("text", "infinitive"),
    [
        ("Le secrétaire général a ouvert l'atelier", False),
        ("L'atelier a eu lieu à Kara", False),
        ("Le dossier a été remis au ministre", False),
        ("L'infirmier suit un cours", False),
        ("Le notaire a signé", False),
        ("Les former à la tenue des stocks", True),
        ("L'évaluer chaque année", True),
        ("Le transmettre au ministère", True),
        ("Se taire", True),
        ("Renforcer la surveillance", True),
    ],
)
def test_a_noun_behind_its_article_is_no_infinitive(text: str, infinitive: bool) -> None:
    mood = starting_mood(fold(text), lexicon("fr"))
    assert (mood is not None and mood.mood == "infinitive") == infinitive
