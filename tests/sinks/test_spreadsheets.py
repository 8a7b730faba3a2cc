"""What a spreadsheet program makes of our cells: texts stay texts, links lead to the files."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policynlp import read
from policynlp.errors import OutputError
from policynlp.sinks import write
from policynlp.sinks.cells import from_text, guard, to_text, unguard
from policynlp.sinks.links import link_to
from policynlp.sinks.sheets import Book
from policynlp.sinks.tables import Column, tables
from policynlp.sinks.workbook import Sheet, column_letters, pack
from sinks.made import RESULTS, document

TEXTS = Column("x", "text", many=True)


@given(st.text())
def test_guard_is_undone(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text())
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text(min_size=1), max_size=5))
def test_lists_come_back_whatever_their_texts_hold(texts: list[str]) -> None:
    assert from_text(to_text(list(texts)), TEXTS) == texts


def test_no_csv_cell_begins_like_a_formula(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "x.csv")
    cells = 0
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                cells += len(row)
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert cells > 1000


def test_workbook_holds_no_formula_and_one_sheet_a_table(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write(RESULTS, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == list(tables())
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["recommendation"]["C2"].value == "=1+1"
    assert book["recommendation"]["C2"].quotePrefix
    assert book["recommendation"].freeze_panes == "A2"


def test_workbook_links_to_file_and_page(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    source = tmp_path / "in" / "été 1#.pdf"
    source.parent.mkdir()
    source.write_bytes(b"x")
    (tmp_path / "out").mkdir()
    write([document(path=os.fspath(source))], tmp_path / "out" / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "x.xlsx")["mission"]
    assert sheet["B2"].hyperlink.target == "../in/%C3%A9t%C3%A9%201%23.pdf#page=2"
    assert sheet["A2"].hyperlink.ref == "A2"


def test_no_link_to_what_is_no_file(tmp_path: Path) -> None:
    assert link_to("-", tmp_path / "x.xlsx") is None
    assert link_to("javascript:alert(1)", tmp_path / "x.xlsx") is None


def test_text_longer_than_a_cell_is_cut(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write([document(title="x" * 40_000)], tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["documents"]
    assert len(sheet["B2"].value) == 32_767
    assert sheet["B2"].value.endswith("…")


@given(st.lists(st.lists(st.text() | st.integers(-(10**9), 10**9), min_size=2, max_size=2)))
def test_cells_come_back_whatever_they_hold(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str | int]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    sheet = Sheet(["a", "b"], [10, 10])
    for row in rows:
        sheet.append(row, {})
    pack({"one": sheet}, path)
    sheet.close()
    book = Book(path)
    titles, *found = book.rows("one")
    book.close()
    assert titles == ["a", "b"]
    filled = [line + [""] * (2 - len(line)) for line in found]
    assert filled == [[str(value) for value in row] for row in rows]


def test_columns_are_named_as_excel_names_them() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 52, 702, 703)] == [
        "A", "Z", "AA", "AZ", "ZZ", "AAA",
    ]  # fmt: skip


def test_a_workbook_that_another_program_has_saved_reads_back(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write(RESULTS, tmp_path / "ours.xlsx")
    openpyxl.load_workbook(tmp_path / "ours.xlsx").save(tmp_path / "theirs.xlsx")
    theirs = list(read(tmp_path / "theirs.xlsx"))
    assert theirs
    assert theirs == list(read(tmp_path / "ours.xlsx"))


def test_equal_results_give_equal_workbooks(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(RESULTS, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_damaged_workbook_is_named(tmp_path: Path, part: str) -> None:
    write(RESULTS, tmp_path / "x.xlsx")
    with ZipFile(tmp_path / "x.xlsx") as whole, ZipFile(tmp_path / "y.xlsx", "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, b"<broken" if name == part else whole.read(name))
    with pytest.raises(OutputError, match=r"y\.xlsx.*no workbook"):
        list(read(tmp_path / "y.xlsx"))
