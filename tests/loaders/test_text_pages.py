"""Text taken out of a paged document: what page ends tear apart, and columns under a title."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

FIRST = """\
The laboratory was rebuilt with the help of a bank, and the staff of the
district hospital moved in before the rains. The team should write to the
"""
SECOND = """\
hospital board, which has not answered the three letters of last winter,
and ask for a date.
"""
HEAD = "District Health Board                          Yearly report 2019\n"
RULE = "_" * 70 + "\n"
NAMED = """\
Most clinics now keep a register of their own. It was the work of Ms.
Ruth Okello, who left in March and has not been replaced up to this day.
"""
COLUMNS = """\
4 NEXT STEPS

Activity                         Who               When

Find a new midwife for the       Matron            July
  maternity ward
Send the accounts of June        Treasurer         5 August 2019
Paint the roof of the store,     Mayor, council    September 2019
  Lower Town                       members
"""


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Kind and text of each block in reading order."""
    loaded = load(Source("report.txt", text.encode()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


@pytest.mark.parametrize("foot", ["- {} -", "page {}"])
@pytest.mark.parametrize("head", ["", HEAD])
def test_page_end_does_not_tear_a_sentence_apart(foot: str, head: str) -> None:
    first, second = (f"\n{' ' * 26}{foot.format(number)}\n" for number in (1, 2))
    text = f"{head}\n{FIRST}{first}\n{head}\n{SECOND}{second}"
    joined = " ".join(f"{FIRST}{SECOND}".split())
    assert ("paragraph", joined) in blocks_of(text)


def test_line_of_underscores_is_drawn() -> None:
    found = blocks_of(f"{HEAD}{RULE}\n{FIRST}")
    assert not any("_" in text for _, text in found)


def test_title_at_a_line_end_belongs_to_the_name() -> None:
    text = f"{NAMED}\n{FIRST}{SECOND}"
    assert ("paragraph", " ".join(NAMED.split())) in blocks_of(text)


def test_columns_under_a_title_are_a_table_of_its_rows() -> None:
    found = blocks_of(f"{FIRST}{SECOND}\n{COLUMNS}")
    assert ("heading", "4 NEXT STEPS") in found
    table = next(text for kind, text in found if kind == "table")
    assert table.split("\n") == [
        "Activity\tWho\tWhen",
        "Find a new midwife for the maternity ward\tMatron\tJuly",
        "Send the accounts of June\tTreasurer\t5 August 2019",
        "Paint the roof of the store, Lower Town\tMayor, council members\tSeptember 2019",
    ]


SIGNS = """\
Follow-up

What / Who / When
Send the summary to the Deputy Minister / Representative / 27 October
Draft the plan of the two provinces / A. Toure with coordinators / mid-November
"""
LISTED = """\
Noms et prénoms - Fonction - Service

1. Dr Ali Moussa - chef du service des soins - Hôpital de Zinder
2. Mme Rose Garba - chargée des données - Direction des statistiques
"""


@pytest.mark.parametrize(("text", "rows"), [(SIGNS, 3), (LISTED, 3)])
def test_signs_part_cells_under_titles(text: str, rows: int) -> None:
    tables = [t for kind, t in blocks_of(f"{FIRST}{SECOND}\n{text}") if kind == "table"]
    assert [len(row.split("\t")) for row in tables[0].split("\n")] == [3] * rows


def test_a_capital_opens_no_paragraph_where_the_line_above_was_full() -> None:
    text = (
        "An engineer from the yard on the mainland has been in the store since the storm and\n"
        "shows the crew how to mend pumps. The course was held there on the 9th and 10th of\n"
        "August for the crews of both boats.\n"
    )
    assert blocks_of(text) == [("paragraph", " ".join(text.split()))]


def test_titles_above_whole_paragraphs_are_no_broken_lines() -> None:
    titles = [
        "The Coast Trust for Health in Region Four",
        "Coast Mothers and Children Project, phase two",
        "Second mission of support, in June of 2019",
        "Ines Falk, head of the health pool, Coast",
        "Ada Sow, field officer in charge, Kara town",
    ]
    prose = "The store was shut for two weeks in May and nobody had a key, so that nets got wet."
    text = "\n".join([*titles, "", f"{prose} {prose}", "", f"{prose} {prose}", ""])
    assert [text for _, text in blocks_of(text)[:5]] == titles


def test_rows_that_signs_part_may_break_at_the_edge_of_the_page() -> None:
    text = """\
Topic / Action / Who / By when
Roof / Ask two builders for the price of a new roof of tin / Head nurse / 18
October 2023
Roof / Put the price before the council of the hospital and of the town /
Ms Toure / November 2023
Stores / Count the vials / Store keeper / as soon as the last boat of the
month has come
Wharves, piers, steps and everything else that stands in the salt water /
Paint all / Mayor / May 2024
"""
    tables = [t for kind, t in blocks_of(f"{FIRST}{SECOND}\n{text}") if kind == "table"]
    assert [row.split("\t")[-2:] for row in tables[0].split("\n")] == [
        ["Who", "By when"],
        ["Head nurse", "18 October 2023"],
        ["Ms Toure", "November 2023"],
        ["Store keeper", "as soon as the last boat of the month has come"],
        ["Mayor", "May 2024"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Home / News / Press\n\nThe council met in May / June / July to vote the grant.\n",
        "Women and men - rich and poor - young and old\ncame - or nearly all - by noon.\n",
        "Dr. Ali Moussa - chief of care - Zinder\nMs Rose Garba - data officer - Niamey\n",
    ],
)
def test_signs_in_lines_without_titles_part_nothing(text: str) -> None:
    assert not [t for kind, t in blocks_of(f"{FIRST}{SECOND}\n{text}") if kind == "table"]


def test_a_line_that_ends_in_a_number_set_apart_is_a_foot() -> None:
    foot = f"Letter of the month - October 2022{' ' * 30}"
    text = f"{FIRST}{SECOND}\n{foot}1\n\nTHE WATER\n\n{SECOND}\n{foot}2\n"
    assert ("heading", "THE WATER") in blocks_of(text)
    assert [t for kind, t in blocks_of(text) if "month" in t and kind != "footer"] == []


LONG = (
    "The boat leaves the northern pier on Mondays and brings the samples of the whole week to the "
    "laboratory, where two technicians wait for them with the forms."
)


def test_blank_line_behind_every_line_is_no_end_of_paragraph() -> None:
    lines = [line.strip() for line in f"{FIRST}{SECOND}{NAMED}".split("\n") if line.strip()]
    joined = " ".join(lines)
    shown = " ".join(text for _, text in blocks_of("\n\n".join([*lines, *lines])))
    assert shown == f"{joined} {joined}"
    assert len(blocks_of("\n\n".join([*lines, *lines]))) < len(lines)


@pytest.mark.parametrize("title", ["1. WHERE THE SAMPLES GO", "2. WHO WAITS"])
def test_paragraph_set_in_is_no_part_of_a_title_in_capitals(title: str) -> None:
    assert blocks_of(f"{title}\n     {LONG}\n     {LONG}\n")[1:] == [("paragraph", LONG)] * 2


def test_paragraph_set_in_is_no_part_of_the_item_above() -> None:
    text = f"- the northern pier\n- the laboratory\n     {LONG}\n"
    assert blocks_of(text)[-1] == ("paragraph", LONG)


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ("No. / Step / Who / When", 4),
        ("Step / Who / When / How we shall know it", 4),
    ],
)
def test_tables_parted_by_signs_have_numbers_groups_and_long_titles(
    titles: str, wanted: int
) -> None:
    rows = (
        "North\n1. / Paint the pier / Town / May 2019\n"
        "2. / Buy a boat for the school / Parish and town / June 2019\n"
    )
    loaded = load(Source("pier.txt", f"{titles}\n{rows}".encode()))
    table = next(block for block in loaded.blocks if block.rows)
    assert [len(row) for row in table.rows or ()] == [wanted] * 4


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Fish &amp; chips&nbsp;: l&#39;&eacute;t&eacute; &#x2019;", "Fish & chips : l'été ’"),
        ("R&D; AT&T &c. &unknown;", "R&D; AT&T &c. &unknown;"),
        ("The [harbour](https://example.org/a_(b)?c=1) of [Lomé](/lome).",
         "The [harbour](https://example.org/a_(b)?c=1) of Lomé."),
        ("![the pier](pier.png) The [pier](https://example.org/pier \"Pier\") stands.",
         "The pier stands."),
        ("It rose [by a third](see page 4) and [sic].",
         "It rose [by a third](see page 4) and [sic]."),
    ],
)  # fmt: skip
def test_leftovers_of_web_pages_are_read_as_what_they_stand_for(typed: str, wanted: str) -> None:
    assert blocks_of(f"{typed}\n") == [("paragraph", wanted)]


POURED = """\
Report on the northern boats
Drawn up by the harbour office
Where the samples go
The boat leaves the northern pier on Mondays and brings the samples of the
week to the laboratory, where two technicians wait for them with the forms.
{}Who waits
The technicians come at six and stay until the last box has been counted by
hand. They are paid by the day and bring their own food from the town hall.
{}What is missing
• a second boat for the islands in the south, which has room for a box of
ice
• forms
{}What comes next
The harbour office will write to the board before the rains and ask for all
of it once more.
"""


@pytest.mark.parametrize(
    "numbers", [("", "", ""), ("2. ", "3. ", "4. "), ("II. ", "III. ", "IV. ")]
)
def test_titles_stand_between_broken_lines_without_blank_ones(numbers: tuple[str, ...]) -> None:
    first = numbers[0].replace("2", "1").replace("II", "I")
    text = POURED.format(*numbers).replace("Where", f"{first}Where", 1)
    found = blocks_of(text)
    titles = ["Where the samples go", "Who waits", "What is missing", "What comes next"]
    numbered = [f"{number}{title}" for number, title in zip((first, *numbers), titles, strict=True)]
    assert [text for kind, text in found if kind == "heading"][-4:] == numbered
    assert [kind for kind, _ in found].count("list_item") == 2


def test_short_end_of_a_paragraph_is_no_title() -> None:
    text = "\n".join(
        f"{line} Nobody knows.\nThe end of it is short." if number % 3 else line
        for number, line in enumerate(POURED.format("", "", "").split("\n")[3:5] * 6)
    )
    assert not any(kind == "heading" for kind, _ in blocks_of(text))


NARROW = """\
No.      Activity         Who
{rule}1.1      Find a new       Matron
         midwife for
         the maternity
         ward of the
         town
{rule}1.2      Send the         Treasurer
         accounts of
         June to the
         council
"""


@pytest.mark.parametrize("rule", ["-" * 36 + "\n", "_" * 30 + "\n"])
def test_rest_of_a_cell_alone_in_its_line_stands_in_its_column(rule: str) -> None:
    loaded = load(Source("report.txt", NARROW.format(rule=rule).encode()))
    rows = [list(row) for block in loaded.blocks for row in block.rows or ()]
    assert rows[1:] == [
        ["1.1", "Find a new midwife for the maternity ward of the town", "Matron"],
        ["1.2", "Send the accounts of June to the council", "Treasurer"],
    ]
