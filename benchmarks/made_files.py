"""Files of a wanted length in several formats, for measuring: always the same ones.

French or English prose of mission reports with headings, recommendations, next steps and, where
asked for, ruled tables; as PDF (one or two columns), DOCX, HTML and text. The phrases are those of
`made_documents.py`: they repeat, so that nothing about accuracy follows from these files.
"""

from __future__ import annotations

import io
import random
import zipfile
from html import escape
from pathlib import Path

from made_documents import ACTS, ASKED, BODIES, COUNTRIES, HEADINGS, MONTHS, PROSE, TITLES, fill

WORDS_A_PAGE = 460
# A kind (title, heading, text, item, table) with its text, or the rows of a table.
Part = tuple[str, str | list[list[str]]]
TABLE_TITLES = {
    "en": ["Recommendation", "Responsible", "Deadline"],
    "fr": ["Recommandation", "Responsable", "Échéance"],
}
CHAPTERS = {"en": "Part", "fr": "Partie"}


def make_parts(language: str, pages: int, *, tables: bool = False, seed: int = 1) -> list[Part]:
    """Some pages of a report, part by part; each page's worth has some `WORDS_A_PAGE` words."""
    chance = random.Random(seed)
    country = chance.choice(COUNTRIES[language])

    def say(phrases: list[str]) -> str:
        return fill(chance.choice(phrases), chance, language, country)

    def row() -> list[str]:
        act, body = chance.choice(ACTS[language]), chance.choice(BODIES[language])
        return [act.capitalize(), body, f"{chance.choice(MONTHS[language])} 2026"]

    background, findings, asked, steps = HEADINGS[language]
    parts: list[Part] = [("title", say(TITLES[language]))]
    for page in range(pages):
        words = 0
        chapter = f"{CHAPTERS[language]} {page + 1}. {(background, findings)[page % 2]}"
        parts.append(("heading", chapter))
        while words < WORDS_A_PAGE * 0.72:
            text = " ".join(say(PROSE[language]) for _ in range(chance.randint(3, 6)))
            parts.append(("text", text))
            words += len(text.split())
        parts.append(("heading", (asked, steps)[page % 2]))
        if tables:
            parts.append(("table", [TABLE_TITLES[language], *(row() for _ in range(6))]))
        while words < WORDS_A_PAGE:
            text = say(ASKED[language])
            parts.append(("item", text))
            words += len(text.split())
    return parts


def words_in(parts: list[Part]) -> int:
    """Words of some parts, as white space tells them."""
    return sum(
        len(text.split()) if isinstance(text, str) else sum(len(c.split()) for r in text for c in r)
        for _, text in parts
    )


def write_pdf(parts: list[Part], path: Path, *, columns: int = 1) -> None:
    """A PDF by ReportLab: A4, running foot with page numbers, ruled tables."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.lib.units import cm
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
        TableStyle,
    )  # fmt: skip

    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", styles["BodyText"], fontSize=11, leading=16, spaceAfter=5)
    width, height = A4
    gap, inner = 0.8 * cm, width - 4 * cm
    each = (inner - gap * (columns - 1)) / columns
    frames = [
        Frame(2 * cm + i * (each + gap), 2 * cm, each, height - 4 * cm, 0, 0, 0, 0)
        for i in range(columns)
    ]

    def foot(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, 1.2 * cm, str(document.page))  # type: ignore[attr-defined]

    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=foot)])
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                       ("VALIGN", (0, 0), (-1, -1), "TOP")])  # fmt: skip
    story: list[object] = []
    for kind, text in parts:
        if isinstance(text, list):
            rows = [[Paragraph(escape(cell), body) for cell in row] for row in text]
            story += [Table(rows, colWidths=[each * x for x in (0.5, 0.3, 0.2)], style=grid),
                      Spacer(1, 8)]  # fmt: skip
        elif kind == "item":
            story.append(Paragraph(escape(text), body, bulletText="•"))
        else:
            style = {"title": styles["Title"], "heading": styles["Heading2"]}.get(kind, body)
            story.append(Paragraph(escape(text), style))
    document.build(story)


def write_docx(parts: list[Part], path: Path) -> None:
    """A Word file by python-docx with real headings, list items and tables."""
    from docx import Document

    document = Document()
    for kind, text in parts:
        if isinstance(text, list):
            table = document.add_table(len(text), len(text[0]), style="Table Grid")
            for cells, row in zip(text, table.rows, strict=True):
                for value, cell in zip(cells, row.cells, strict=True):
                    cell.text = value
        elif kind in ("title", "heading"):
            document.add_heading(text, 0 if kind == "title" else 1)
        else:
            document.add_paragraph(text, style="List Bullet" if kind == "item" else None)
    buffer = io.BytesIO()
    document.save(buffer)
    # Written again without the time, so that the bytes are always the same.
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info), zipfile.ZIP_DEFLATED)


def write_html(parts: list[Part], path: Path) -> None:
    """A page of HTML 5."""
    tags = {"title": "h1", "heading": "h2", "text": "p", "item": "li"}
    lines = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for kind, text in parts:
        if isinstance(text, list):
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in text)
            lines.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            lines.append(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>")
    path.write_text("\n".join([*lines, "</body></html>"]), "utf-8")


def write_text(parts: list[Part], path: Path) -> None:
    """Plain text with blank lines between paragraphs; a table's cells stand between tabs."""
    lines = []
    for kind, text in parts:
        if isinstance(text, list):
            lines.append("\n".join("\t".join(row) for row in text))
        else:
            lines.append(("- " if kind == "item" else "") + text)
    path.write_text("\n\n".join(lines) + "\n", "utf-8")


def write_file(path: Path, parts: list[Part], columns: int = 1) -> Path:
    """A file in the format that its name asks for."""
    if path.suffix == ".pdf":
        write_pdf(parts, path, columns=columns)
    else:
        {".docx": write_docx, ".html": write_html, ".txt": write_text}[path.suffix](parts, path)
    return path


def make_files(folder: Path) -> dict[str, Path]:
    """All files that `run.py` measures, by name; those that stand already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted: list[tuple[str, str, int, bool, int]] = []
    for language in ("fr", "en"):
        wanted += [(f"{language}-{n}.pdf", language, n, False, 1) for n in (1, 20, 200)]
        wanted += [(f"{language}-20-columns.pdf", language, 20, False, 2),
                   (f"{language}-20-tables.pdf", language, 20, True, 1)]  # fmt: skip
        endings = (".docx", ".html", ".txt")
        wanted += [(f"{language}-20{ending}", language, 20, False, 1) for ending in endings]
    found = {}
    for name, language, pages, tables, columns in wanted:
        path = folder / name
        if not path.exists():
            write_file(path, make_parts(language, pages, tables=tables), columns)
        found[name] = path
    return found
