"""Layouts of Word files."""

from __future__ import annotations

from pathlib import Path

import docx
from rendering.outline import Outline
from rendering.word import make_docx

from layout_makers import word_builds
from layout_makers.parts import cells_of, plain, sign_of, styled


def word(outline: Outline, target: Path) -> None:
    """Headings and lists by style."""
    make_docx(styled(outline, "real-headings"), target)


def word_form(outline: Outline, target: Path) -> None:
    """Sections as rows of a form: titles in the left cell, all that they hold in the right one."""
    document = docx.Document()
    title, *parts = outline.parts
    document.add_paragraph(plain(title.runs))
    table = document.add_table(rows=1, cols=2)
    for part in parts:
        cell = table.rows[-1].cells[1]
        if part.kind == "heading":
            table.add_row().cells[0].text = plain(part.runs)
        elif part.kind == "table":
            inner = cell.add_table(rows=0, cols=max(map(len, part.rows)))
            for texts in cells_of(part):
                for inner_cell, text in zip(inner.add_row().cells, texts, strict=False):
                    inner_cell.text = text
        else:
            sign = f"{sign_of(part)} " if part.kind == "item" else ""
            cell.add_paragraph(sign + plain(part.runs))
    document.save(str(target))


def word_typed(outline: Outline, target: Path) -> None:
    """Nothing but plain paragraphs: bold lines for headings, typed bullets, cells with lines."""
    document = docx.Document()
    for part in outline.parts:
        if part.kind == "table":
            table = document.add_table(rows=len(part.rows), cols=max(map(len, part.rows)))
            for row, cells in zip(table.rows, part.rows, strict=True):
                for cell, runs in zip(row.cells, cells, strict=False):
                    cell.text = "".join(run.text for run in runs)
            continue
        paragraph = document.add_paragraph()
        if part.kind == "item":
            paragraph.add_run(f"{sign_of(part, '-')}\t")
        for run in part.runs:
            added = paragraph.add_run(run.text)
            added.bold = run.bold or part.kind == "heading" or None
    document.save(str(target))


MAKERS = (word, word_typed, word_form, *word_builds.MAKERS)
