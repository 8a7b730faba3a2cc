"""The same facts in another structure: tables, forms, lists and sections built anew.

The words of records stay what they are; what stands around them and where they stand changes.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.table import Table
from rendering.outline import Outline
from rendering.word import make_docx

from layout_makers import reshaped_lists as lists
from layout_makers import reshaped_tables as tables
from layout_makers.parts import styled
from layout_makers.text import web_copy
from layout_makers.web import semantic

_MAX_TITLE = 60  # letters of a title of a column


def _write(outline: Outline, target: Path) -> None:
    """A Word file by styles; labels in the first column alone are bold, rows of one text merged."""
    make_docx(styled(outline, "real-headings"), target)
    document = docx.Document(str(target))
    for table in document.tables:
        _finish(table)
    document.save(str(target))


def _finish(table: Table) -> None:
    labelled = len(table.rows) > 1 and _is_bold(table, 1)
    for i, row in enumerate(table.rows):
        texts = [cell.text.strip() for cell in row.cells]
        if i == 0 and (labelled or texts[0].isdigit() or max(map(len, texts)) > _MAX_TITLE):
            for k, cell in enumerate(row.cells):
                for run in cell.paragraphs[0].runs:
                    run.bold = (labelled and not k % 2) or None
        if texts[0] and not any(texts[1:]) and len(texts) > 1:
            merged = row.cells[0].merge(row.cells[-1])
            for paragraph in merged.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)


def _is_bold(table: Table, row: int) -> bool:
    runs = table.rows[row].cells[0].paragraphs[0].runs
    filled = any(cell.text.strip() for cell in table.rows[row].cells[1:])
    return filled and bool(runs) and all(run.bold for run in runs)


def columns_moved(outline: Outline, target: Path) -> None:
    """Columns of tables in another order, some with a number added."""
    _write(tables.with_columns_moved(outline), target)


def rows_told(outline: Outline, target: Path) -> None:
    """Each row of a table as lines "Title of the column: value"."""
    web_copy(tables.with_rows_told(outline), target)


def rows_listed(outline: Outline, target: Path) -> None:
    """Each row of a table as one item, its longest cell first, the others in brackets."""
    _write(tables.with_rows_listed(outline), target)


def rows_boxed(outline: Outline, target: Path) -> None:
    """Each row of a table as a table of its own, short tables turned round."""
    _write(tables.with_rows_boxed(outline), target)


def tables_padded(outline: Outline, target: Path) -> None:
    """Tables with a title row, titles of columns once more in the middle, an empty column."""
    _write(tables.with_tables_padded(outline), target)


def forms_swapped(outline: Outline, target: Path) -> None:
    """Labelled lines as tables of two columns, and such tables as labelled lines."""
    _write(tables.with_forms_swapped(outline), target)


def forms_paired(outline: Outline, target: Path) -> None:
    """Labels and values as tables of two pairs a row."""
    _write(tables.with_forms_paired(outline), target)


def forms_stacked(outline: Outline, target: Path) -> None:
    """Labels and values as bullets, as titles run into the text or as titles over it."""
    _write(tables.with_forms_stacked(outline), target)


def lists_tabled(outline: Outline, target: Path) -> None:
    """Lists as tables of numbers and texts."""
    _write(lists.with_lists_tabled(outline), target)


def lists_run_in(outline: Outline, target: Path) -> None:
    """Each list as one paragraph with numbers in it."""
    _write(lists.with_lists_run_in(outline), target)


def items_coded(outline: Outline, target: Path) -> None:
    """Recommendations with codes before them or small titles above."""
    _write(lists.with_items_coded(outline), target)


def items_bare(outline: Outline, target: Path) -> None:
    """Items as paragraphs without any sign."""
    semantic(styled(lists.with_items_bare(outline), "real-headings"), target)


def groups_tabled(outline: Outline, target: Path) -> None:
    """Titles with a list below each as the rows of one table."""
    _write(lists.with_groups_tabled(outline), target)


def sections_numbered(outline: Outline, target: Path) -> None:
    """Titles with other numbers and levels, a list of contents before them."""
    _write(lists.with_sections_numbered(outline), target)


TEXT_MAKERS = (rows_told,)
WEB_MAKERS = (items_bare,)
WORD_MAKERS = (
    columns_moved, rows_listed, rows_boxed, tables_padded, forms_swapped, forms_paired,
    forms_stacked, lists_tabled, lists_run_in, items_coded, groups_tabled, sections_numbered,
)  # fmt: skip
