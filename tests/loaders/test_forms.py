"""Forms whose left cells are titles and whose right cells hold whole sections are read as text."""

from __future__ import annotations

import io
from itertools import zip_longest
from textwrap import wrap

import docx
import pytest

from policynlp.loaders import load
from policynlp.source import Source

LONG = "The boat leaves on Mondays and brings the samples of the whole week to the laboratory. " * 3
SECTIONS = {
    "Subject": ["Visit to the islands"],
    "What we saw": [LONG, LONG],
    "What we need": ["- a second boat", "- forms in two languages", LONG],
    "What comes next": [LONG + LONG],
    "Written by": ["the crew"],
    "Date": ["May 2019"],
}
LONG = LONG.strip()


def blocks_of(data: bytes, name: str) -> list[tuple[str, str]]:
    loaded = load(Source(name, data))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def as_html(sections: dict[str, list[str]]) -> bytes:
    rows = "".join(
        f"<tr><td>{title}</td><td>{''.join(f'<p>{line}</p>' for line in lines)}</td></tr>"
        for title, lines in sections.items()
    )
    return f"<html><body><h1>Report</h1><table border=1>{rows}</table></body></html>".encode()


def as_docx(sections: dict[str, list[str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for title, lines in sections.items():
        left, right = table.add_row().cells
        left.text = title
        right.text = lines[0]
        for line in lines[1:]:
            right.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("make", "name"), [(as_html, "form.html"), (as_docx, "form.docx")])
def test_sections_in_cells_are_sections(make: object, name: str) -> None:
    assert callable(make)
    found = blocks_of(make(SECTIONS), name)
    assert ("paragraph", "Subject: Visit to the islands") in found
    assert ("table", "Written by\tthe crew\nDate\tMay 2019") in found
    assert [text for kind, text in found if kind == "heading" and text != "Report"] == [
        "What we saw", "What we need", "What comes next",
    ]  # fmt: skip
    assert found.count(("paragraph", LONG)) == 3
    assert ("list_item", "a second boat") in found


@pytest.mark.parametrize(("make", "name"), [(as_html, "form.html"), (as_docx, "form.docx")])
@pytest.mark.parametrize(
    "sections",
    [
        {"Finding": ["Recommendation"], **SECTIONS},  # titles of columns
        {"Subject": ["Visit"], "Place": ["Pemba"], "Aims": ["- boats", "- forms"]},
        {LONG: [LONG], "Second": [LONG, LONG], "Third": [LONG, LONG], "Fourth": [LONG]},
    ],
)
def test_other_tables_stay_tables(make: object, name: str, sections: dict[str, list[str]]) -> None:
    assert callable(make)
    assert any(kind == "table" for kind, _ in blocks_of(make(sections), name))
    assert not any(text in sections for kind, text in blocks_of(make(sections), name))


def as_text(sections: dict[str, list[str]], column: int) -> bytes:
    """Titles left of their text, both broken over lines."""
    out = []
    for title, lines in sections.items():
        left = wrap(title, column - 4)
        right = [part for line in lines for part in wrap(line, 60)]
        pairs = zip_longest(left, right, fillvalue="")
        out += [f"{a:<{column}}{b}".rstrip() for a, b in pairs] + [""]
    return "\n".join(out).encode()


@pytest.mark.parametrize("column", [16, 30])
def test_titles_left_of_their_text_are_set_above_it(column: int) -> None:
    before = f"Report of the crew\n\n{LONG}\n\n".encode()
    found = blocks_of(before + as_text(SECTIONS, column), "form.txt")
    assert [text for kind, text in found if kind == "heading"][-3:] == [
        "What we saw", "What we need", "What comes next",
    ]  # fmt: skip
    assert ("list_item", "a second boat") in found
    assert ("paragraph", "Subject : Visit to the islands") in found
    assert sum(LONG in text for _, text in found) >= 4


def test_two_columns_of_values_are_no_form() -> None:
    rows = "".join(f"Island {n:<12}{n} boats\n" for n in range(20))
    assert not any(kind == "heading" for kind, _ in blocks_of(rows.encode(), "islands.txt"))


CELLS = [
    ["", "Last year", "This year"], ["Boats", "2", "3"], ["Samples", "412", "530"],
    ["Forms", "90", "120"], ["Crew", "7", "9"], ["Visits", "11", "12"], ["Islands", "4", "5"],
]  # fmt: skip


def test_tables_may_stand_in_the_text_of_a_form() -> None:
    """Most lines are rows, and the first of them begins right of the text."""
    rows = ["".join(f"{cell:<16}" for cell in row).rstrip() for row in CELLS]
    tables = {f"Numbers of {place}": rows for place in ("the north", "the south", "the west")}
    text = as_text(SECTIONS, 30).decode() + "\n".join(
        f"{title if not number else '':<30}{row}".rstrip()
        for title, table in tables.items()
        for number, row in enumerate([*table, ""])
    )
    found = blocks_of(text.encode(), "form.txt")
    assert [text for kind, text in found if kind == "heading"][-3:] == list(tables)
    assert sum(kind == "table" for kind, _ in found) == 3


def test_title_that_a_narrow_column_parts_is_put_together() -> None:
    text = as_text(SECTIONS, 30).decode().replace("What we saw   ", "What we saw be-", 1)
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if line.startswith("What we saw be-"))
    lines[row] = lines[row].replace("What we saw be- ", "What we saw be-  ", 1)
    lines[row + 1] = "fore noon" + lines[row + 1][9:]
    found = blocks_of("\n".join(lines).encode(), "form.txt")
    assert ("heading", "What we saw before noon") in found
