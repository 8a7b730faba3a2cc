"""Layouts of PDF files."""

from __future__ import annotations

from pathlib import Path

from rendering.outline import Outline
from rendering.pdf import html_parts, make_with_reportlab

from layout_makers.parts import styled
from layout_makers.web import form_html, page

_PRINT = """
@page {{ size: A4; margin: 2.2cm 2cm; @top-left {{ content: "{head}"; font-size: 8pt }}
  @bottom-center {{ content: "{foot} " counter(page); font-size: 8pt }} }}
body {{ font: 10pt/1.3 "DejaVu Sans"; {body} }} h1 {{ font-size: 1.4em }} h2 {{ font-size: 1.2em }}
h3, h4 {{ font-size: 1em }} table {{ width: 100%; border-collapse: collapse; font-size: 0.9em }}
td, th {{ {cell} padding: 3pt; text-align: left; vertical-align: top }}
"""


def _print(
    outline: Outline, target: Path, *, body: str, cell: str, content: str | None = None
) -> None:
    from weasyprint import HTML

    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"')

    style = _PRINT.format(
        head=quoted(outline.header), foot=quoted(outline.footer), body=body, cell=cell
    )
    content = "".join(html_parts(outline)) if content is None else content
    made = page(content, outline.title, f"<style>{style}</style>")
    HTML(string=made).write_pdf(str(target))


def pdf_justified(outline: Outline, target: Path) -> None:
    """Justified, ruled tables."""
    _print(outline, target, body="text-align: justify;", cell="border: 0.5pt solid #444;")


def pdf_open_tables(outline: Outline, target: Path) -> None:
    """Tables without rules."""
    _print(outline, target, body="", cell="")


def pdf_columns(outline: Outline, target: Path) -> None:
    """Two columns."""
    _print(outline, target, body="columns: 2; column-gap: 0.8cm;", cell="border: 0.5pt solid #444;")


def pdf_form(outline: Outline, target: Path) -> None:
    """The form with sections as its rows, ruled."""
    _print(outline, target, body="", cell="border: 0.5pt solid #444;", content=form_html(outline))


def pdf_reportlab(outline: Outline, target: Path) -> None:
    """By ReportLab, one column."""
    make_with_reportlab(styled(outline, "real-headings"), target)


MAKERS = (pdf_justified, pdf_open_tables, pdf_columns, pdf_form, pdf_reportlab)
