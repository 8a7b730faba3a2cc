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


@pytest.mark.parametrize("behind", ["", TEXT, "Next meeting in May.\n\nThe end.\n"])
def test_blank_lines_may_stand_between_rows(behind: str) -> None:
    whole = STEPS.replace("of the\ndistrict", "of the district").splitlines()
    grouped = "\n\n".join("\n".join(whole[i : i + 3]) for i in range(0, len(whole), 3))
    assert tables(f"{TEXT}\n{grouped}\n\n{behind}") == [ROWS]
    assert tables(f"{TEXT}\n{whole[0]}\n{whole[1]}\n{whole[2]}\n\n{behind}") == []


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Titles that end in a full stop, and a table without dates whose rows are numbered.
        ("No.\nRecommendation\nTo whom\n1\nBuy pumps\nTown council\n2\nTrain a fitter\nParish\n",
         [["No.", "Recommendation", "To whom"], ["1", "Buy pumps", "Town council"],
          ["2", "Train a fitter", "Parish"]]),
        # Two columns, one of dates; an event whose title is not known over dates and places.
        ("Deliverable\nDue\nFirst note of ten\npages at most\n3 May 2021\nReport\n9 July 2021\n",
         [["Deliverable", "Due"], ["First note of ten pages at most", "3 May 2021"],
          ["Report", "9 July 2021"]]),
        ("Gathering\nDate\nPlace\nFair\n3 May 2021\nApia\nFeast\n9 July 2021\nNadi\n",
         [["Gathering", "Date", "Place"], ["Fair", "3 May 2021", "Apia"],
          ["Feast", "9 July 2021", "Nadi"]]),
        # Two columns that tell of findings.
        ("Constat\nCe qui a été dit\nAction\nResp.\nDélai\nToit\nIl pleut\nRefaire le toit\n"
         "Mairie\nfin juin 2019\nPuits\nIl est sec\nCreuser plus bas\nDistrict\nmars 2020\n",
         [["Constat", "Ce qui a été dit", "Action", "Resp.", "Délai"],
          ["Toit", "Il pleut", "Refaire le toit", "Mairie", "fin juin 2019"],
          ["Puits", "Il est sec", "Creuser plus bas", "District", "mars 2020"]]),
        # Nobody and no day yet.
        ("Action\nWho\nBy when\nPaint the hall\nTo be named\nTo be decided\nBuy chairs\nParish\n"
         "Two weeks after the fair\n",
         [["Action", "Who", "By when"], ["Paint the hall", "To be named", "To be decided"],
          ["Buy chairs", "Parish", "Two weeks after the fair"]]),
    ],
)  # fmt: skip
def test_further_titles_and_cells(text: str, wanted: list[list[str]]) -> None:
    assert tables(text) == [wanted]


def test_small_letters_begin_a_cell_where_the_line_above_had_room() -> None:
    text = (
        "Action\nWho\nBy when\nRepair the old cold room behind the\nstore and paint its door\n"
        "engineer of the council\n4 June 2021\nCount all vials in the store and write\n"
        "them down in the book of the keeper of\nthe store\nParish\nMay 2021\n"
        "Pay the drivers of both lorries for a\nyear and buy what is missing in their\nkits\n"
        "accountant\n9 July 2021\n"
    )
    assert [row[1] for row in tables(text)[0][1:]] == [
        "engineer of the council", "Parish", "accountant",
    ]  # fmt: skip


@pytest.mark.parametrize("feed", ["\f", "\n\nReport of the store   {}\n\n"])
def test_rows_go_on_behind_the_end_of_a_page(feed: str) -> None:
    head, *rows = STEPS.split("Engineer", 1)
    pages = [TEXT * 2, head, "Engineer" + rows[0] + TEXT, TEXT, TEXT]
    text = "".join(page + feed.format(number) for number, page in enumerate(pages, start=1))
    assert tables(text) == [ROWS]
