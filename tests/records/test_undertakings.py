"""Partnerships told by a name beside several bodies, by a section or by a bare noun; who pays.

What the trained model says is put in its place: what is read depends on no weights.
"""

from __future__ import annotations

import pytest
from tests.records.bonds import ACTUALITES, NEWS, parse

from policynlp.records.partnership import heard, undertakings


def hear(monkeypatch: pytest.MonkeyPatch, chance: float, **others: float) -> None:
    chances = {"partnership": chance, **others}
    for module in (heard, undertakings):
        monkeypatch.setattr(module, "chance_of", lambda *asked: chances.get(asked[2], 0.0))


@pytest.mark.parametrize(
    ("frame", "chance", "text", "name", "partners"),
    [
        pytest.param(
            NEWS,
            0.1,
            "Under the title “Quiet Roofs” UNICEF, the World Bank and the Malawi Red Cross Society"
            " have gone from house to house since 2018. Norway pays for it.",
            "Quiet Roofs",
            ["Malawi Red Cross Society", "UNICEF", "World Bank"],
            id="a title before the list",
        ),
        pytest.param(
            NEWS,
            0.1,
            "In June 2019 UNICEF, the World Bank and the Malawi Red Cross Society brought to life"
            " Golden Cradle. Norway pays for it.",
            "Golden Cradle",
            ["Malawi Red Cross Society", "UNICEF", "World Bank"],
            id="a list before the name",
        ),
        pytest.param(
            NEWS,
            0.5,
            "The Lake Eye Institute, a joint undertaking of UNICEF and the World Bank that goes"
            " back to 2006, has trained forty nurses.",
            "Lake Eye Institute",
            ["UNICEF", "World Bank"],
            id="a name that could be that of a body",
        ),
        pytest.param(
            NEWS,
            0.9,
            "A meeting of the Rift Valley Cancer Twinning was held in May. Since 2017 that"
            " arrangement has joined Kamuzu Central Hospital with Haukeland University Hospital.",
            "Rift Valley Cancer Twinning",
            ["Haukeland University Hospital", "Kamuzu Central Hospital"],
            id="taken up by a demonstrative",
        ),
        pytest.param(
            NEWS,
            0.9,
            "The existing agreement between the LCB and the social security institute, signed in"
            " 2017, lets each use the other's vans.",
            "existing agreement",
            ["LCB", "social security institute"],
            id="a party by a common noun",
        ),
        pytest.param(
            ACTUALITES,
            0.1,
            "Le plus ancien, Santé Fleuve 2020, a vu le jour en 2012 par la volonté de l'UNICEF, de"
            " la Banque mondiale et de l'OMS. La Suisse en paie les frais.",
            "Santé Fleuve 2020",
            ["Banque mondiale", "OMS", "UNICEF"],
            id="en français",
        ),
    ],
)
def test_a_name_beside_bodies_is_that_of_their_undertaking(
    frame: str,
    chance: float,
    text: str,
    name: str,
    partners: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hear(monkeypatch, chance)
    found = parse(frame.format(text))
    assert [(r.name, sorted(r.partners)) for r in found] == [(name, partners)]


SENTENCE = (
    "Under the title “Quiet Roofs” UNICEF, the World Bank and the Malawi Red Cross Society have"
    " gone from house to house since 2018."
)


@pytest.mark.parametrize(
    ("chances", "text"),
    [
        pytest.param({"chance": 0.01}, SENTENCE, id="the model hears none"),
        pytest.param({"chance": 0.1, "training": 0.6}, SENTENCE, id="it hears a course"),
        pytest.param(
            {"chance": 0.3},
            "They met the Secretary of State, the directors of UNICEF, the World Bank and the"
            " Malawi Red Cross Society in 2018.",
            id="a post",
        ),
        pytest.param(
            {"chance": 0.3},
            "The Rural Lungs Survey came in 2018 from UNICEF, the World Bank and the Malawi Red"
            " Cross Society.",
            id="a thing that several made",
        ),
    ],
)
def test_else_it_is_none(
    chances: dict[str, float], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(monkeypatch, **chances)
    assert parse(NEWS.format(text)) == []


def test_a_section_names_what_its_first_sentence_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    hear(monkeypatch, 0.5)
    found = parse(
        "<html><body><h1>Who we are</h1><p>We work in wards.</p><h2>Breath First</h2><p>Our"
        " children's arm was set up in 2020 with Mercy Hospital and Save the Children. Breath First"
        " is financed by UNICEF.</p></body></html>"
    )
    assert [(r.name, sorted(r.partners), r.funders) for r in found] == [
        ("Breath First", ["Mercy Hospital", "Save the Children"], ["UNICEF"])
    ]


@pytest.mark.parametrize(
    ("frame", "text", "name"),
    [
        pytest.param(
            NEWS,
            "In 2015 UNICEF and the World Bank signed a compact, the Sector Health Path.",
            "Sector Health Path",
            id="in apposition",
        ),
        pytest.param(
            NEWS,
            "In 2015 UNICEF and the World Bank signed a compact known to all staff as Hill and"
            " Shore.",
            "Hill and Shore",
            id="called so",
        ),
        pytest.param(
            ACTUALITES,
            "En 2015, l'UNICEF et la Banque mondiale ont signé un pacte baptisé « Rives Saines ».",
            "Rives Saines",
            id="baptisé",
        ),
    ],
)
def test_a_bare_noun_gives_way_to_a_name(frame: str, text: str, name: str) -> None:
    assert [r.name for r in parse(frame.format(text))] == [name]


@pytest.mark.parametrize(
    ("sentence", "funders"),
    [
        pytest.param("The German Red Cross has set apart 2 million dollars.", 1, id="a sum"),
        pytest.param("The German Red Cross conjures up the money.", 1, id="any verb"),
        pytest.param("It subsists on funds from the German Red Cross.", 1, id="money from"),
        pytest.param("The German Red Cross has received 2 million dollars.", 0, id="receives"),
        pytest.param("The German Red Cross manages the money.", 0, id="manages"),
        pytest.param("The German Red Cross should carry the cost.", 0, id="a wish"),
    ],
)
def test_who_gives_money_is_told_by_the_shape_of_the_clause(sentence: str, funders: int) -> None:
    told = "The Rift Valley Alliance was founded in 2015 by UNICEF and the World Bank. "
    (found,) = parse(NEWS.format(told + sentence))
    assert found.funders == ["German Red Cross"] * funders
