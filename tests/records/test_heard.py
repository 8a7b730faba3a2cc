"""Partnerships that the trained model hears: what is read of them depends on no weights."""

from __future__ import annotations

import pytest
from tests.records.bonds import ACTUALITES, NEWS, parse

from policynlp.records.partnership import heard


@pytest.mark.parametrize(
    ("frame", "sentence", "name", "partners"),
    [
        pytest.param(
            NEWS,
            "The Ministry of Health of Malawi and Partners In Health put their names to a five-year"
            " compact on rural hospitals.",
            "five-year compact on rural hospitals",
            ["Ministry of Health of Malawi", "Partners In Health"],
            id="a verb that no list holds",
        ),
        pytest.param(
            NEWS,
            "A twinning has tied Kamuzu Central Hospital to Haukeland University Hospital since"
            " 2008.",
            "twinning",
            ["Kamuzu Central Hospital", "Haukeland University Hospital"],
            id="rules know one party",
        ),
        pytest.param(
            NEWS,
            "UNICEF and the World Bank run the school programme “Clean Hands”.",
            "Clean Hands",
            ["UNICEF", "World Bank"],
            id="a name of its own",
        ),
        pytest.param(
            ACTUALITES,
            "Un protocole d'entente lie désormais l'OMS et la Croix-Rouge burundaise.",
            "protocole d'entente",
            ["OMS", "Croix-Rouge burundaise"],
            id="en français",
        ),
    ],
)  # fmt: skip
def test_the_bodies_of_a_sentence_take_part(
    frame: str, sentence: str, name: str, partners: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard, "chance_of", lambda *_: 0.9)
    found = parse(frame.format(sentence))
    assert [(r.name, sorted(r.partners)) for r in found] == [(name, sorted(partners))]


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        pytest.param(NEWS, "UNICEF and the World Bank met in Zomba.", id="no noun"),
        pytest.param(NEWS, "UNICEF hopes to sign a deal with the World Bank.", id="a plan"),
        pytest.param(
            NEWS, "A compact was read in the presence of UNICEF and the World Bank.", id="onlookers"
        ),
        pytest.param(
            ACTUALITES, "L'OMS et l'UNICEF travaillent en partenariat avec tous.", id="une manière"
        ),
    ],
)
def test_a_sure_model_is_not_enough(
    frame: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard, "chance_of", lambda *_: 0.9)
    assert parse(frame.format(sentence)) == []
