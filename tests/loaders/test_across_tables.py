"""Tables and forms read line by line across their columns, with a space between cells."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

TEXT = (
    "The store was visited in May and found to be in order but for its roof, which leaks once\n"
    "it rains for more than an hour, as the keeper has told the council several times this year.\n"
)
STEPS = """\
No. Action Responsible Deadline
1 Repair the cold room of Engineer, Town Council End of June 2021
the district store
2 Count the vials with the Store Keeper, Regional Third quarter of
nurses of all wards and Hospital 2021
report the losses
3 Pay the driver Accountant Immediately
"""
ROWS = [
    ["No.", "Action", "Responsible", "Deadline"],
    ["1", "Repair the cold room of the district store", "Engineer, Town Council",
     "End of June 2021"],
    ["2", "Count the vials with the nurses of all wards and report the losses",
     "Store Keeper, Regional Hospital", "Third quarter of 2021"],
    ["3", "Pay the driver", "Accountant", "Immediately"],
]  # fmt: skip
MESURES = """\
Mesure Responsable Échéance
Réparer la toiture du dépôt Service technique de la 31 mars 2022
et de la maternité commune
Former deux secou- Médecin-chef du district à déterminer
ristes au tri
Payer les relais Comité de gestion –
"""
LIGNES = [
    ["Mesure", "Responsable", "Échéance"],
    ["Réparer la toiture du dépôt et de la maternité", "Service technique de la commune",
     "31 mars 2022"],
    ["Former deux secouristes au tri", "Médecin-chef du district", "à déterminer"],
    ["Payer les relais", "Comité de gestion", "–"],
]  # fmt: skip


def tables(text: str) -> list[list[list[str]]]:
    loaded = load(Source("report.txt", text.encode()))
    return [[list(row) for row in block.rows] for block in loaded.blocks if block.rows]


@pytest.mark.parametrize("before", ["", TEXT, "4. Next steps\n"])
@pytest.mark.parametrize("behind", ["", TEXT, "5. Closing\n" + TEXT, "Conclusion\n" + TEXT])
@pytest.mark.parametrize(("table", "rows"), [(STEPS, ROWS), (MESURES, LIGNES)])
def test_words_are_given_to_columns(
    before: str, behind: str, table: str, rows: list[list[str]]
) -> None:
    assert tables(before + table + behind) == [rows]


def test_tables_go_on_over_pages() -> None:
    first, rest = STEPS.split("nurses of all wards")
    assert tables(f"{TEXT}{first}\f" + f"nurses of all wards{rest}{TEXT}") == [ROWS]


def test_words_that_stand_together_elsewhere_stay_together() -> None:
    # Only the sentence above tells that "Water Safety" names a committee.
    told = "The Water Safety Committee of the island met in May and again in June of that year.\n"
    table = (
        "Action Responsible Deadline\nClean the tanks Water Safety May 2022\nCommittee\n"
        "Test the wells Head of Works June 2022\n"
    )
    assert tables(told + table)[0][1] == ["Clean the tanks", "Water Safety Committee", "May 2022"]


@pytest.mark.parametrize(
    "text",
    [
        # Titles of columns in a sentence, a list of contents, and titles without rows.
        "Actions Responsible Deadlines\n" + TEXT * 3,
        "Findings Recommendations Deadlines\nThanks\n",
        TEXT + "Action by the Council of Ministers and\nits members is expected in June.\n" + TEXT,
    ],
)
def test_text_is_no_table(text: str) -> None:
    assert tables(text) == []


FICHE = """\
Lieu Kindia, région de Kindia
Durée Avril 2020 – mars 2024
Bailleurs Fondation du Delta, Ville de
Bruges
Effectif 40 aides
Partenaires Association des relais, commune de Kindia
"""


def test_labels_are_parted_from_values_by_what_forms_have() -> None:
    assert tables("Fiche du projet\n" + FICHE + TEXT) == [
        [
            ["Lieu", "Kindia, région de Kindia"],
            ["Durée", "Avril 2020 – mars 2024"],
            ["Bailleurs", "Fondation du Delta, Ville de Bruges"],
            ["Effectif", "40 aides"],
            ["Partenaires", "Association des relais, commune de Kindia"],
        ]
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Lists of contents, lines of prose that begin with a label, items, labels that come back.
        "Objectives 3\nMembers of the team 5\nDates 7\nPlaces visited 8\n",
        "Partners came first.\nPlaces were few.\nDates had to be moved.\n",
        "Session 1 Opening\nSession 2 Budgets\nSession 3 Closing\n",
        # What spaces align has a reader of its own.
        "Course A\n  When    3 May 2021\n",
        "Partners Pay Late\n" + TEXT + "Places Fill Quickly\n" + TEXT,
    ],
)
def test_no_form(text: str) -> None:
    assert tables(text) == []


def headings(text: str) -> list[str]:
    loaded = load(Source("report.txt", text.encode()))
    return [loaded.text[b.start : b.end] for b in loaded.blocks if b.kind == "heading"]


def test_names_of_sections_are_headings_though_they_count_on_after_items() -> None:
    items = "1. Build a shed for the pump by June.\n2. Give each ward a key to the store.\n"
    wanted = ["4. Recommendations", "3. Next steps"]
    text = f"{TEXT}4. Recommendations\n{items}3. Next steps\n{STEPS}{TEXT}"
    assert headings(text) == wanted


@pytest.mark.parametrize("name", ["Ana Reyes, head nurse in Ocoa", "Awa Diop, sage-femme à Podor"])
def test_who_is_quoted_is_no_heading(name: str) -> None:
    quote = "“We wash our hands now, and fewer of the newborn in this ward fall ill than before.”\n"
    assert name not in headings(f"{TEXT}{quote}{name}\nWhat has changed\n{TEXT}")
