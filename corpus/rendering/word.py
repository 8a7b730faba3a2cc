"""DOCX files with python-docx, and PDF files from them through LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from rendering.outline import Outline, Part, Runs

_HEADING_SIZES = {1: 16, 2: 13, 3: 12}


def make_docx(outline: Outline, target: Path) -> None:
    """Writes a DOCX: real heading and list styles, or headings that are only bold."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = "" if outline.bold_headings else outline.title
    section = document.sections[0]
    if outline.header:
        section.header.paragraphs[0].text = outline.header
    if outline.footer:
        section.footer.paragraphs[0].text = outline.footer
        if outline.columns == 1:
            _add_page_number(section.footer.add_paragraph())
    if outline.columns == 2:
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), "2")
    for part in outline.parts:
        _add_part(document, part, outline)
    draft = target.with_suffix(".unsorted")
    document.save(str(draft))
    _repack(draft, target)


def _add_part(document: Document, part: Part, outline: Outline) -> None:
    if part.kind == "heading":
        _add_heading(document, part, outline)
    elif part.kind == "item":
        _add_item(document, part, outline)
    elif part.kind == "table":
        _add_table(document, part)
    else:
        style = "Quote" if part.kind == "quote" else None
        _fill(document.add_paragraph(style=style), part.runs)


def _add_heading(document: Document, part: Part, outline: Outline) -> None:
    if not outline.bold_headings:
        _fill(document.add_heading(level=min(part.level, 9)), part.runs)
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(part.text)
    run.bold = True
    run.font.size = Pt(_HEADING_SIZES.get(part.level, 11))


def _add_item(document: Document, part: Part, outline: Outline) -> None:
    name = "List Bullet" if part.number is None else "List Number"
    style = name if part.level == 1 else f"{name} {min(part.level, 3)}"
    paragraph = document.add_paragraph(style=style)
    if part.number is not None:
        _number(document, paragraph, part)
    _fill(paragraph, part.runs)


def _number(document: Document, paragraph: Paragraph, part: Part) -> None:
    """Gives the paragraph a list of its own start, so that numbers are those of the source."""
    numbering = document.part.numbering_part.element
    if part.fresh:
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (
            ("w:start", str(part.number)), ("w:numFmt", "decimal"), ("w:lvlText", "%1."),
            ("w:lvlJc", "left"),
        ):  # fmt: skip
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        ids = [int(e.get(qn("w:abstractNumId"))) for e in numbering.findall(qn("w:abstractNum"))]
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(max(ids, default=0) + 1))
        abstract.append(level)
        # The schema wants all abstractNum before the first num.
        first = numbering.find(qn("w:num"))
        numbering.insert(list(numbering).index(first), abstract)
        numbering.add_num(max(ids, default=0) + 1)
    number_id = max(int(e.get(qn("w:numId"))) for e in numbering.findall(qn("w:num")))
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number_id


def _add_table(document: Document, part: Part) -> None:
    width = max(map(len, part.rows))
    table = document.add_table(rows=len(part.rows), cols=width)
    table.style = "Table Grid"
    for row, cells in zip(table.rows, part.rows, strict=True):
        for cell, runs in zip(row.cells, cells, strict=False):
            _fill(cell.paragraphs[0], runs)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    document.add_paragraph()


def _fill(paragraph: Paragraph, runs: Runs) -> None:
    for run in runs:
        for index, line in enumerate(run.text.split("\n")):
            if index:
                paragraph.add_run().add_break()
            if line:
                added = paragraph.add_run(line)
                added.bold = run.bold or None
                added.italic = run.italic or None


def _add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _repack(draft: Path, target: Path) -> None:
    """Writes the archive again with a fixed date, so that the same source gives the same bytes."""
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            out.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), source.read(name), 8)
    draft.unlink()


def convert_to_pdf(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Turns drafts into PDF files with one run of LibreOffice; the drafts are removed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice (soffice) is missing; install it or use --no-libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for index, (draft, _) in enumerate(pairs):
            shutil.move(draft, work / f"{index}.docx")
        subprocess.run(
            [
                soffice, f"-env:UserInstallation=file://{work}/profile", "--headless",
                "--convert-to", "pdf", "--outdir", str(work),
                *(str(work / f"{index}.docx") for index in range(len(pairs))),
            ],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip
        for index, (_, target) in enumerate(pairs):
            target.write_bytes(_without_time((work / f"{index}.pdf").read_bytes()))


def _without_time(pdf: bytes) -> bytes:
    """The file with a fixed date and identity of the same length, so that offsets stay true."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>20000101000000", pdf)
    for pattern in (rb"(?<=<)[0-9A-F]{32}(?=>\s*(?:<|\]))", rb"(?<=/DocChecksum /)[0-9A-F]{32}"):
        pdf = re.sub(pattern, b"0" * 32, pdf)
    return pdf
