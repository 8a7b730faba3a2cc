"""PDF files with reportlab and weasyprint."""

from __future__ import annotations

import html
import zlib
from pathlib import Path

from rendering.outline import Outline, Part, Runs

_MAKERS = ("reportlab", "weasyprint", "libreoffice")


def pick_maker(name: str, *, libreoffice: bool) -> str:
    """The maker for a file name: always the same for the same name."""
    makers = _MAKERS if libreoffice else _MAKERS[:2]
    return makers[zlib.crc32(name.encode()) % len(makers)]


def markup(runs: Runs) -> str:
    """Runs as inline markup that both makers understand."""
    parts = []
    for run in runs:
        text = html.escape(run.text, quote=False).replace("\n", "<br/>")
        text = f"<b>{text}</b>" if run.bold else text
        parts.append(f"<i>{text}</i>" if run.italic else text)
    return "".join(parts)


def make_with_weasyprint(outline: Outline, target: Path) -> None:
    """Writes a PDF from HTML, with real headings and running heads."""
    from weasyprint import HTML

    size = "10pt" if outline.columns == 2 else "11pt"
    style = f"""
      @page {{ size: A4; margin: 2.2cm 2cm;
        @top-center {{ content: "{_css(outline.header)}"; font-size: 8pt }}
        @bottom-center {{ content: "{_css(outline.footer)}"; font-size: 8pt }}
        @bottom-right {{ content: counter(page); font-size: 8pt }} }}
      body {{ font: {size}/1.35 "DejaVu Serif"; columns: {outline.columns}; column-gap: 0.8cm;
        hyphens: manual }}
      h1 {{ font-size: 1.5em; column-span: all }} h2 {{ font-size: 1.2em }}
      h3, h4 {{ font-size: 1.05em }}
      p.fake {{ font-weight: bold; margin-top: 1em }}
      table {{ border-collapse: collapse; width: 100%; font-size: 0.9em }}
      td, th {{ border: 0.5pt solid #444; padding: 3pt; text-align: left; vertical-align: top }}
    """
    body = "".join(html_parts(outline))
    title = "" if outline.bold_headings else f"<title>{html.escape(outline.title)}</title>"
    page = f"<html><head>{title}<style>{style}</style></head><body>{body}</body></html>"
    HTML(string=page).write_pdf(str(target), pdf_identifier=target.stem.encode())


def _css(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def html_parts(outline: Outline) -> list[str]:
    """The parts as HTML, headings and lists by their tags."""
    out: list[str] = []
    open_lists: list[str] = []

    def close(depth: int) -> None:
        while len(open_lists) > depth:
            out.append(f"</li></{open_lists.pop()}>")

    for part in outline.parts:
        if part.kind != "item":
            close(0)
            out.append(_html_part(part, outline))
            continue
        if part.level > len(open_lists):
            tag = "ul" if part.number is None else "ol"
            start = f' start="{part.number}"' if part.number else ""
            out.append(f"<{tag}{start}><li>{markup(part.runs)}")
            open_lists.append(tag)
            continue
        close(part.level)
        if part.fresh:
            close(part.level - 1)
            tag = "ul" if part.number is None else "ol"
            start = f' start="{part.number}"' if part.number else ""
            out.append(f"<{tag}{start}><li>{markup(part.runs)}")
            open_lists.append(tag)
        else:
            out.append(f"</li><li>{markup(part.runs)}")
    close(0)
    return out


def _html_part(part: Part, outline: Outline) -> str:
    if part.kind == "heading":
        if outline.bold_headings:
            return f'<p class="fake">{markup(part.runs)}</p>'
        return f"<h{part.level}>{markup(part.runs)}</h{part.level}>"
    if part.kind == "table":
        head, *body = part.rows
        cells = "".join(f"<th>{markup(cell)}</th>" for cell in head)
        rows = "".join(
            "<tr>" + "".join(f"<td>{markup(cell)}</td>" for cell in row) + "</tr>" for row in body
        )
        return f"<table><thead><tr>{cells}</tr></thead>{rows}</table>"
    tag = "blockquote" if part.kind == "quote" else "p"
    return f"<{tag}>{markup(part.runs)}</{tag}>"


def make_with_reportlab(outline: Outline, target: Path) -> None:
    """Writes a PDF with reportlab, in Liberation Sans where it is installed, else Helvetica."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    font = _register_fonts()
    width, height = A4
    margin, gap = 2.2 * cm, 0.8 * cm
    frame_width = (width - 2 * margin - (outline.columns - 1) * gap) / outline.columns
    lefts = [margin + k * (frame_width + gap) for k in range(outline.columns)]
    frames = [Frame(x, margin, frame_width, height - 2 * margin, 0, 0, 0, 0) for x in lefts]

    def draw_edges(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont(font, 8)
        if outline.header:
            canvas.drawCentredString(width / 2, height - 1.3 * cm, outline.header)
        if outline.footer:
            canvas.drawString(margin, 1.2 * cm, outline.footer)
        canvas.drawRightString(width - margin, 1.2 * cm, str(canvas.getPageNumber()))

    document = BaseDocTemplate(
        str(target), pagesize=A4, title="" if outline.bold_headings else outline.title,
        author="", invariant=1,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate(frames=frames, onPage=draw_edges)])
    document.build(_flowables(outline, font, frame_width))


def _register_fonts() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    folder = Path("/usr/share/fonts/truetype/liberation2")
    try:
        for name, file in (
            ("Body", "Regular"), ("Body-Bold", "Bold"), ("Body-Italic", "Italic"),
            ("Body-BoldItalic", "BoldItalic"),
        ):  # fmt: skip
            pdfmetrics.registerFont(TTFont(name, folder / f"LiberationSans-{file}.ttf"))
    except (TTFError, OSError):
        return "Helvetica"
    pdfmetrics.registerFontFamily("Body", "Body", "Body-Bold", "Body-Italic", "Body-BoldItalic")
    return "Body"


def _flowables(outline: Outline, font: str, width: float) -> list[object]:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    size = 9.5 if outline.columns == 2 else 10.5
    body = ParagraphStyle(
        "body", fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=size * 0.6
    )
    cell = ParagraphStyle("cell", parent=body, fontSize=size - 1, leading=size * 1.2, spaceAfter=0)
    story: list[object] = []
    for part in outline.parts:
        if part.kind == "heading":
            scale = {1: 1.5, 2: 1.2}.get(part.level, 1.05)
            if outline.bold_headings:
                scale = 1.0
            heading = ParagraphStyle(
                "heading", parent=body, fontSize=size * scale, leading=size * scale * 1.25,
                spaceBefore=size, spaceAfter=size * 0.4, keepWithNext=1,
            )  # fmt: skip
            story.append(Paragraph(f"<b>{markup(part.runs)}</b>", heading))
        elif part.kind == "item":
            item = ParagraphStyle(
                "item", parent=body, leftIndent=16 * part.level, bulletIndent=16 * part.level - 14,
                spaceAfter=size * 0.25,
            )  # fmt: skip
            bullet = "•" if part.level == 1 else "–"
            mark = bullet if part.number is None else f"{part.number}."
            story.append(Paragraph(markup(part.runs), item, bulletText=mark))
        elif part.kind == "table":
            columns = max(map(len, part.rows))
            table = Table(
                [[Paragraph(markup(runs), cell) for runs in row] for row in part.rows],
                colWidths=[width / columns] * columns,
                repeatRows=1,
            )
            table.setStyle(
                TableStyle(
                    [
                        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ]
                )
            )
            story += [table, Spacer(1, size)]
        else:
            story.append(Paragraph(markup(part.runs), body))
    return story
