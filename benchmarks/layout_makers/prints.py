"""Layouts of PDF files."""

from __future__ import annotations

import html
import re
from pathlib import Path

from rendering.outline import Outline, Part
from rendering.pdf import html_parts, make_with_reportlab, markup

from layout_makers import redrawn, styles
from layout_makers.parts import plain, sign_of, styled
from layout_makers.web import form_html, page

_INITIAL = re.compile(r"(</h2><p>)([^\W\d_])(?=\w)")


def _print(outline: Outline, target: Path, style: str, content: str | None = None) -> None:
    from weasyprint import HTML

    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"')

    style = style.format(head=quoted(outline.header), foot=quoted(outline.footer))
    content = "".join(html_parts(outline)) if content is None else content
    made = page(content, outline.title, f"<style>{style}</style>")
    HTML(string=made).write_pdf(str(target))


def pdf_justified(outline: Outline, target: Path) -> None:
    """Justified, ruled tables."""
    _print(outline, target, styles.BASE + "body {{ text-align: justify }}" + styles.RULED)


def pdf_open_tables(outline: Outline, target: Path) -> None:
    """Tables without rules."""
    _print(outline, target, styles.BASE)


def pdf_columns(outline: Outline, target: Path) -> None:
    """Two columns."""
    columns = "body {{ columns: 2; column-gap: 0.8cm }}"
    _print(outline, target, styles.BASE + columns + styles.RULED)


def pdf_form(outline: Outline, target: Path) -> None:
    """The form with sections as its rows, ruled."""
    _print(outline, target, styles.BASE + styles.RULED, form_html(outline))


def pdf_reportlab(outline: Outline, target: Path) -> None:
    """By ReportLab, one column."""
    make_with_reportlab(styled(outline, "real-headings"), target)


def pdf_quality(outline: Outline, target: Path) -> None:
    """A ruled table as head of every page, titles white on dark bars, striped tables."""
    head = (
        f'<table id="head"><tr><td>{html.escape(outline.header)}</td><td colspan="2">FORM</td>'
        "<td>QF-07-02</td></tr><tr><td>Version: 3</td><td>Code: 114</td><td>Rev. 2</td>"
        "<td>Page 1</td></tr></table>"
    )
    _print(outline, target, styles.QUALITY, head + "".join(html_parts(outline)))


def pdf_booktabs(outline: Outline, target: Path) -> None:
    """Hyphenated, indented paragraphs, titles in spaced capitals, three rules to a table."""
    _print(outline, target, styles.BOOKTABS, "".join(html_parts(styled(outline, "real-headings"))))


def pdf_slides(outline: Outline, target: Path) -> None:
    """Slides: large type, a page a section, tables of thin lines under white heads."""
    _print(outline, target, styles.SLIDES)


def pdf_three_columns(outline: Outline, target: Path) -> None:
    """A sheet in three narrow columns."""
    _print(outline, target, styles.THREE)


def _titles(outline: Outline) -> list[Part]:
    return [part for part in outline.parts if part.kind == "heading" and part.level > 1]


def pdf_sidebar(outline: Outline, target: Path) -> None:
    """A shaded box beside the text, that names its sections; heads in colour."""
    names = "".join(f"<p>{markup(part.runs)}</p>" for part in _titles(outline)[:8])
    box = f'<div id="box"><p class="name">{html.escape(outline.title)}</p>{names}</div>'
    first, *rest = html_parts(styled(outline, "real-headings"))
    _print(outline, target, styles.SIDEBAR, "".join([first, box, *rest]))


def pdf_margin_titles(outline: Outline, target: Path) -> None:
    """Titles in a margin left of their text, no rules between."""
    sections: list[tuple[str, list[Part]]] = [("", [])]
    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            tag = f"h{min(part.level, 4)}"
            sections.append((f"<{tag}>{markup(part.runs)}</{tag}>", []))
        else:
            sections[-1][1].append(part)
    inner = ["".join(html_parts(Outline(tuple(parts)))) for _, parts in sections]
    rest = zip(sections[1:], inner[1:], strict=True)
    made = [f'<div class="part">{title}<div>{text}</div></div>' for (title, _), text in rest]
    _print(outline, target, styles.MARGIN_TITLES, "".join([inner[0], *made]))


def pdf_report(outline: Outline, target: Path) -> None:
    """A cover, a list of contents with dots, running heads that name the section."""
    entries, parts, count = [], [], 0
    for piece in html_parts(styled(outline, "real-headings")):
        tag = piece[1:3]
        if tag in ("h2", "h3"):
            count += 1
            piece = f'<{tag} id="s{count}">{piece[4:]}'
            kind = "deep" if tag == "h3" else "top"
            title = piece.partition(">")[2].removesuffix(f"</{tag}>")
            entries.append(f'<p class="{kind}"><a href="#s{count}">{title} </a></p>')
        parts.append(piece)
    first = next((i for i, piece in enumerate(parts) if piece.startswith("<h2")), len(parts))
    contents = f'<div id="contents">{"".join(entries)}</div>' if entries else ""
    _print(outline, target, styles.REPORT, "".join([*parts[:first], contents, *parts[first:]]))


def pdf_run_in(outline: Outline, target: Path) -> None:
    """A5, titles of the body's size, the lower ones at the head of their text; large initials."""
    content = "".join(html_parts(styled(outline, "real-headings")))
    _print(outline, target, styles.RUN_IN, _INITIAL.sub(r'\1<span class="drop">\2</span>', content))


def pdf_long_tables(outline: Outline, target: Path) -> None:
    """Low wide pages that cut tables and their rows; heads white on dark, merged cells."""
    out = []
    for part, piece in _pieces(outline):
        out.append(_merged(part) if part is not None else piece)
    _print(outline, target, styles.LONG_TABLES, "".join(out))


def _pieces(outline: Outline) -> list[tuple[Part | None, str]]:
    """The pieces of HTML, with the table that each is made from, if any."""
    tables = iter([part for part in outline.parts if part.kind == "table"])
    pieces = html_parts(styled(outline, "real-headings"))
    return [(next(tables) if x.startswith("<table") else None, x) for x in pieces]


def _merged(part: Part) -> str:
    """A table whose first cells stand once for all rows that have them alike."""
    head, *body = part.rows
    rows = [[f"<th>{markup(cell)}</th>" for cell in head]]
    start = 0
    for index, row in enumerate(body):
        cells = [f"<td>{markup(cell)}</td>" for cell in row]
        if index and len(row) > 2 and plain(row[0]) == plain(body[index - 1][0]) != "":
            count = index - start + 1
            rows[start + 1][0] = f'<td rowspan="{count}">{markup(row[0])}</td>'
            rows.append(cells[1:])
            continue
        start = index
        rows.append(cells)
    first, *rest = ("<tr>" + "".join(row) + "</tr>" for row in rows)
    return f"<table><thead>{first}</thead>{''.join(rest)}</table>"


def pdf_stacked_form(outline: Outline, target: Path) -> None:
    """One ruled table: shaded title rows over rows of text, tables as rows of its own columns."""
    grid = 12
    rows: list[str] = []
    cell: list[str] = []

    def close() -> None:
        if cell:
            rows.append(f'<tr><td colspan="{grid}">{"".join(cell)}</td></tr>')
            cell.clear()

    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            close()
            rows.append(f'<tr><td class="title" colspan="{grid}">{markup(part.runs)}</td></tr>')
        elif part.kind == "table":
            close()
            count = len(part.rows[0])
            widths = [grid * (k + 1) // count - grid * k // count for k in range(count)]
            for index, row in enumerate(part.rows):
                cells = "".join(
                    f'<td colspan="{width}">{markup(runs)}</td>'
                    for width, runs in zip(widths, row, strict=False)
                )
                rows.append(f'<tr class="{"head" if index == 0 else "row"}">{cells}</tr>')
        elif part.kind == "heading":
            rows.append(f'<tr><td colspan="{grid}"><h1>{markup(part.runs)}</h1></td></tr>')
        else:
            sign = f"{sign_of(part)} " if part.kind == "item" else ""
            cell.append(f"<p>{sign}{markup(part.runs)}</p>")
    close()
    content = f'<table id="form"><tbody>{"".join(rows)}</tbody></table>'
    _print(outline, target, styles.STACKED_FORM, content)


def pdf_two_up(outline: Outline, target: Path) -> None:
    """Two pages of a booklet on each sheet, side by side."""
    single = target.with_suffix(".single")
    _print(outline, single, styles.TWO_UP)
    redrawn.two_up(single, target)
    single.unlink()


def pdf_draft(outline: Outline, target: Path) -> None:
    """Every line numbered in the margin, DRAFT across the page, words placed one by one."""
    single = target.with_suffix(".single")
    _print(outline, single, styles.BASE + "body {{ line-height: 1.6 }}" + styles.RULED)
    redrawn.draft(single, target)
    single.unlink()


def pdf_letters(outline: Outline, target: Path) -> None:
    """Each letter placed by itself, no spaces, ligatures; bold first, the rest from the foot up."""
    single = target.with_suffix(".single")
    _print(outline, single, styles.BASE + "body {{ text-align: justify }}" + styles.RULED)
    redrawn.letters(single, target)
    single.unlink()


def pdf_fields(outline: Outline, target: Path) -> None:
    """A form to be filled in: titles printed, what stands below them in its fields."""
    redrawn.fields(outline, target)


MAKERS = (
    pdf_justified, pdf_open_tables, pdf_columns, pdf_form, pdf_reportlab, pdf_quality, pdf_booktabs,
    pdf_slides, pdf_three_columns, pdf_sidebar, pdf_margin_titles, pdf_report, pdf_run_in,
    pdf_long_tables, pdf_stacked_form, pdf_two_up, pdf_draft, pdf_letters, pdf_fields,
)  # fmt: skip
