"""Tables copied cell by cell: each line goes into the column whose title tells what it holds."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

STEPS = """\
Action
Who
By when
Repair the cold room of the
district store
Engineer, town council
end of June 2021
Count the vials
Store keeper
–
Pay the driver
Accountant
Immediately
"""
ROWS = [
    ["Action", "Who", "By when"],
    ["Repair the cold room of the district store", "Engineer, town council", "end of June 2021"],
    ["Count the vials", "Store keeper", "–"],
    ["Pay the driver", "Accountant", "Immediately"],
]
TEXT = "The store was visited in May and found to be in order but for its roof, which leaks.\n"


def tables(text: str) -> list[list[list[str]]]:
    loaded = load(Source("report.txt", text.encode()))
    return [[list(row) for row in block.rows] for block in loaded.blocks if block.rows]


@pytest.mark.parametrize("before", ["", TEXT, "Next steps\n", "Agreed actions\n"])
@pytest.mark.parametrize("behind", ["", TEXT, "4. Thanks\n" + TEXT])
def test_lines_are_given_to_columns(before: str, behind: str) -> None:
    assert tables(before + STEPS + behind) == [ROWS]


def test_blank_lines_may_stand_between_all_cells() -> None:
    spaced = STEPS.replace("of the\ndistrict", "of the district").replace("\n", "\n\n")
    assert tables(TEXT + "\n" + spaced + TEXT) == [ROWS]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Rows with numbers under no title, and titles of groups.
        ("Mesure\nResponsable\nÉchéance\n1\nAcheter un groupe\nMairie\nfin juin 2019\n2\n"
         "Former deux agents\nDistrict\nimmédiat\n",
         [["", "Mesure", "Responsable", "Échéance"],
          ["1", "Acheter un groupe", "Mairie", "fin juin 2019"],
          ["2", "Former deux agents", "District", "immédiat"]]),
        ("Mesure\nResponsable\nÉchéance\nBâtiments\nRefaire le toit\nMairie\n12/03/2019\n"
         "Personnel\nFormer deux agents\nDistrict\n30/06/2019\n",
         [["Mesure", "Responsable", "Échéance"], ["Bâtiments", "", ""],
          ["Refaire le toit", "Mairie", "12/03/2019"], ["Personnel", "", ""],
          ["Former deux agents", "District", "30/06/2019"]]),
        # A column more whose title is not known.
        ("Step\nLead\nDeadline\nSong of the day\nPaint the hall\nSchool\nMay 2021\nBlue skies\n"
         "Buy chairs\nParish\nJune 2021\nGreen hills\n",
         [["Step", "Lead", "Deadline", "Song of the day"],
          ["Paint the hall", "School", "May 2021", "Blue skies"],
          ["Buy chairs", "Parish", "June 2021", "Green hills"]]),
    ],
)  # fmt: skip
def test_numbers_groups_and_unknown_titles(text: str, wanted: list[list[str]]) -> None:
    assert tables(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        # Titles of sections, one under the other, are no table.
        "Findings\nActions\nDeadlines\nConclusion\n" + TEXT * 3,
        "Action\nWho\nBy when\n" + TEXT * 4,
    ],
)
def test_titles_without_rows_are_no_table(text: str) -> None:
    assert tables(text) == []
