"""The same outline in the many layouts in which offices send and programs leave documents.

Each maker takes an outline (`corpus/rendering/outline.py`) and a file to write; `MAKERS` names
them, with the suffix of the file. Text layouts imitate what is left of a document once its text
was taken out of a PDF, a web page or a word processor.
"""

from __future__ import annotations

import html
import itertools
import textwrap
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from rendering.outline import Outline, Part, Runs
from rendering.pdf import html_parts, make_with_reportlab, markup
from rendering.word import make_docx
from reportlab.pdfbase.pdfmetrics import stringWidth

Maker = Callable[[Outline, Path], None]


def _plain(runs: Runs) -> str:
    return " ".join("".join(run.text for run in runs).split())


def _lines_of(runs: Runs) -> list[str]:
    return [" ".join(line.split()) for line in "".join(run.text for run in runs).split("\n")]


def _sign(part: Part, bullet: str = "•") -> str:
    return bullet if part.number is None else f"{part.number}."


# Text


def _rows(part: Part) -> list[list[str]]:
    return [[_plain(cell) for cell in row] for row in part.rows]


def _tabbed(part: Part) -> list[str]:
    return ["\t".join(row) for row in _rows(part)]


def _piped(part: Part) -> list[str]:
    first, *rest = _rows(part)
    lines = ["| " + " | ".join(row) + " |" for row in (first, *rest)]
    return [lines[0], "|" + "---|" * len(first), *lines[1:]]


def _aligned(part: Part, width: int = 100) -> list[str]:
    """Columns side by side with spaces between, cells broken over lines, as PDF programs do."""
    rows = _rows(part)
    count = max(map(len, rows))
    share = max(8, (width - 3 * count) // count)
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, share) or [""] for cell in row]
        for pieces in itertools.zip_longest(*cells, fillvalue=""):
            lines.append("   ".join(piece.ljust(share) for piece in pieces).rstrip())
    return lines


def _down(part: Part) -> list[str]:
    """One cell a line, as copying a table out of a page leaves it."""
    return [cell for row in _rows(part) for cell in row if cell]


def web_copy(outline: Outline, target: Path) -> None:
    """Copied from a browser: a line a paragraph, blank lines between, tables by tabs."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [*_tabbed(part), ""]
        elif part.kind == "item":
            out.append(f"{'  ' * (part.level - 1)}{_sign(part)} {_plain(part.runs)}")
        else:
            out += ["", *_lines_of(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def tight(outline: Outline, target: Path) -> None:
    """A line a paragraph and no blank line anywhere."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += _tabbed(part)
        elif part.kind == "item":
            out.append(f"{_sign(part, '-')} {_plain(part.runs)}")
        else:
            out += _lines_of(part.runs)
    target.write_text("\n".join(out), "utf-8")


def starred(outline: Outline, target: Path) -> None:
    """Bold kept as stars, as converters leave it; tables as pipes."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["", *_piped(part), ""]
        elif part.kind == "heading":
            out += ["", f"**{_plain(part.runs)}**", ""]
        elif part.kind == "item":
            out.append(f"{'   ' * (part.level - 1)}{_sign(part, '-')} {_starred(part.runs)}")
        else:
            out += ["", _starred(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def _starred(runs: Runs) -> str:
    return "".join(f"**{run.text}**" if run.bold else run.text for run in runs)


def _fill(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    """Lines as a proportional font breaks them: `width` in letters of mean width; words that do not
    fit are parted now and then."""
    lines: list[str] = []
    line = indent
    for word in text.split():
        joined = f"{line} {word}" if line.strip() else line + word
        if not line.strip() or _size(joined) <= width:
            line = joined
            continue
        head, tail = _parted(word, width - _size(line + " -"))
        lines.append(f"{line} {head}" if head else line)
        line = hanging + tail
    return [*lines, line] if line.strip() else lines


def _size(text: str) -> float:
    return stringWidth(text, "Helvetica", 1) / 0.5


def _parted(word: str, room: float) -> tuple[str, str]:
    """A word cut in two with a hyphen where a good part of it still fits."""
    for cut in range(len(word) - 4, 4, -1):
        if _is_parted(word) and word.isalpha() and _size(word[:cut]) <= room:
            return f"{word[:cut]}-", word[cut:]
    return "", word


def _is_parted(word: str) -> bool:
    return len(word) > 9 and zlib.crc32(word.encode()) % 3 == 0


def _wrapped(outline: Outline, width: int, table: Callable[[Part], list[str]]) -> list[list[str]]:
    """The lines of each part, as a PDF has them."""
    out: list[list[str]] = []
    for part in outline.parts:
        if part.kind == "table":
            out.append(table(part))
        elif part.kind == "item":
            indent = "    " * part.level
            text = f"{_sign(part)} {_plain(part.runs)}"
            out.append(_fill(text, width, indent, indent + "  "))
        else:
            out.append([w for line in _lines_of(part.runs) for w in _fill(line, width)])
    return out


def _paged(lines: list[str], outline: Outline, length: int, feed: str) -> list[str]:
    out: list[str] = []
    for number, start in enumerate(range(0, len(lines), length), start=1):
        head = [outline.header, ""] if outline.header else []
        foot = ["", f"{outline.footer}   {number}".strip()]
        out += [*head, *lines[start : start + length], *foot, feed]
    return out


def laid_out(outline: Outline, target: Path) -> None:
    """Text of a PDF with its layout: broken lines, blank lines, pages with head and foot."""
    lines: list[str] = []
    for part in _wrapped(outline, 88, _aligned):
        lines += [*part, ""]
    target.write_text("\n".join(_paged(lines, outline, 52, "\f")), "utf-8")


def _cells_down(part: Part) -> list[str]:
    return [line for cell in _down(part) for line in _fill(cell, 40)]


def _row_lines(part: Part) -> list[str]:
    """A row one line after the other, as programs read across a page; cells with one space."""
    rows = _rows(part)
    count = max(map(len, rows))
    lines = []
    for row in rows:
        cells = [_fill(cell, 90 // count) for cell in row]
        for pieces in itertools.zip_longest(*cells, fillvalue=""):
            lines.append(" ".join(piece.strip() for piece in pieces if piece))
    return lines


def _poured(outline: Outline, table: Callable[[Part], list[str]]) -> str:
    lines = [line.strip() for part in _wrapped(outline, 95, table) for line in part]
    return "\n".join(_paged(lines, outline, 48, ""))


def poured(outline: Outline, target: Path) -> None:
    """Text of a PDF without layout: broken lines, no blank ones, tables cell after cell."""
    target.write_text(_poured(outline, _cells_down), "utf-8")


def poured_across(outline: Outline, target: Path) -> None:
    """The same, tables line after line across their columns."""
    target.write_text(_poured(outline, _row_lines), "utf-8")


def spaced(outline: Outline, target: Path) -> None:
    """Broken lines and cells under one another, a blank line between any two lines."""
    lines = [line.strip() for part in _wrapped(outline, 95, _cells_down) for line in part]
    target.write_text("\n\n".join(lines), "utf-8")


def trailing(outline: Outline, target: Path) -> None:
    """Broken lines with a blank at their ends, paragraphs parted by lines of a blank."""
    parts = (" \n".join(part) for part in _wrapped(outline, 92, _row_lines))
    target.write_text(" \n \n".join(parts), "utf-8")


def laid_form(outline: Outline, target: Path) -> None:
    """Text of a PDF whose sections are rows of a form: titles left, text right of them."""
    rows: list[tuple[list[str], list[str]]] = [([], [])]
    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            rows.append((_fill(_plain(part.runs), 24), []))
        elif part.kind == "table":
            rows[-1][1].extend(_aligned(part, 78))
        else:
            sign = f"{_sign(part)} " if part.kind == "item" else ""
            rows[-1][1].extend(_fill(sign + _plain(part.runs), 72))
    lines: list[str] = []
    for left, right in rows:
        for title, text in itertools.zip_longest(left, right, fillvalue=""):
            lines.append(f"{title:<30}{text}".rstrip())
        lines.append("")
    target.write_text("\n".join(lines), "utf-8")


def marked(outline: Outline, target: Path) -> None:
    """Markdown in a text file."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["", *_piped(part), ""]
        elif part.kind == "heading":
            out += ["", f"{'#' * part.level} {_plain(part.runs)}", ""]
        elif part.kind == "item":
            out.append(f"{'    ' * (part.level - 1)}{_sign(part, '*')} {_starred(part.runs)}")
        else:
            out += ["", _starred(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def shouted(outline: Outline, target: Path) -> None:
    """Titles in capitals, dashes before items, paragraphs begun with an indent, no blank lines."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            rows = [[cell for cell in row if cell] for row in _rows(part)]
            wide = max(map(len, rows))
            out += [
                " / ".join(cell or "–" for cell in full) if len(row) > 1 or wide == 1 else row[0]
                for row, full in zip(rows, _rows(part), strict=True)
                if row
            ]
        elif part.kind == "heading":
            out += ["", _plain(part.runs).upper()]
        elif part.kind == "item":
            out.append(f"{_sign(part, '–')} {_plain(part.runs)}")
        else:
            out += [f"     {line}" for line in _lines_of(part.runs)]
    target.write_text("\n".join(out), "utf-8")


# Web pages


def _page(body: str, title: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def semantic(outline: Outline, target: Path) -> None:
    """Headings, lists and tables as HTML names them."""
    target.write_text(_page("".join(html_parts(outline)), outline.title), "utf-8")


_MENU = ("Home", "About us", "Topics", "Publications", "Contact")


def portal(outline: Outline, target: Path) -> None:
    """The same within a content system's menus, crumbs, buttons, neighbours and foot."""
    menu = "".join(f'<li class="menu-item"><a href="#">{name}</a></li>' for name in _MENU)
    other = "".join(
        f'<article class="card"><h3><a href="#">{name}</a></h3><p>{text}</p></article>'
        for name, text in (("A new strategy", "Read what changes."), ("Photo gallery", "See more"))
    )
    body = (
        f'<div id="page" class="site"><header class="site-header"><nav><ul>{menu}</ul></nav>'
        f'</header><div class="breadcrumb"><a href="#">Home</a> &raquo; <a href="#">News</a></div>'
        f'<div class="row"><div class="col-md-8"><div class="entry-content">'
        f"{''.join(html_parts(outline))}</div>"
        f'<div class="share-buttons"><a href="#">Share</a><a href="#">Print</a></div></div>'
        f'<aside class="sidebar col-md-4"><h2>Related</h2>{other}</aside></div>'
        f'<footer class="site-footer"><p>&copy; {html.escape(outline.footer)}</p></footer></div>'
    )
    target.write_text(_page(body, f"{outline.title} | Portal"), "utf-8")


def _bare_html(outline: Outline, tag: str, attributes: str) -> Iterator[str]:
    for part in outline.parts:
        opened = f"<{tag}{attributes}>"
        if part.kind == "table":
            yield _table_html(part)
        elif part.kind == "heading":
            yield f"{opened}<strong>{markup(part.runs)}</strong></{tag}>"
        elif part.kind == "item":
            indent = "&nbsp;" * 4 * part.level
            yield f"{opened}{indent}{_sign(part)}&nbsp; {markup(part.runs)}</{tag}>"
        else:
            yield f"{opened}{markup(part.runs)}</{tag}>"


def _table_html(part: Part) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{markup(cell)}</p></td>" for cell in row) + "</tr>"
        for row in part.rows
    )
    return f"<table>{rows}</table>"


def soup(outline: Outline, target: Path) -> None:
    """Nothing but divisions: bold lines for headings, typed bullets."""
    body = "".join(_bare_html(outline, "div", ' class="txt"'))
    target.write_text(_page(f"<div><div>{body}</div></div>", outline.title), "utf-8")


def from_word(outline: Outline, target: Path) -> None:
    """Saved as a web page by a word processor."""
    body = "".join(_bare_html(outline, "p", ' class="MsoNormal"'))
    target.write_text(_page(f'<div class="WordSection1">{body}</div>', ""), "utf-8")


def broken_lines(outline: Outline, target: Path) -> None:
    """One cell of a table for layout holds everything, with line breaks for paragraphs."""
    out = []
    for part in outline.parts:
        if part.kind == "table":
            out.append(_table_html(part))
        elif part.kind == "item":
            out.append(f"{_sign(part, '-')} {markup(part.runs)}<br>")
        elif part.kind == "heading":
            out.append(f"<br><b>{markup(part.runs)}</b><br>")
        else:
            out.append(f"{markup(part.runs)}<br><br>")
    cell = f"<table width='100%'><tr><td class='main'>{''.join(out)}</td></tr></table>"
    target.write_text(_page(cell, outline.title), "utf-8")


def lined(outline: Outline, target: Path) -> None:
    """Paragraphs that hold whole sections with line breaks: titles in bold, typed items."""
    out = ["<p>"]
    for part in outline.parts:
        if part.kind == "table":
            out.append(f"</p>{_table_html(part)}<p>")
        elif part.kind == "heading":
            out.append(f"</p><p><strong>{markup(part.runs)}</strong><br>")
        elif part.kind == "item":
            out.append(f"{_sign(part, '-')} {markup(part.runs)}<br>")
        else:
            out.append(f"{markup(part.runs)}<br>")
    target.write_text(_page("".join([*out, "</p>"]), outline.title), "utf-8")


def _sections(outline: Outline) -> list[tuple[str, str]]:
    """Titles with the HTML of what stands below each, the first without one."""
    sections = [("", "")]
    for part in outline.parts:
        if part.kind == "heading":
            sections.append((markup(part.runs), ""))
            continue
        if part.kind == "table":
            inner = _table_html(part)
        else:
            sign = f"{_sign(part)} " if part.kind == "item" else ""
            inner = f"<p>{sign}{markup(part.runs)}</p>"
        sections[-1] = (sections[-1][0], sections[-1][1] + inner)
    return sections


def accordion(outline: Outline, target: Path) -> None:
    """Sections that open when one clicks on their titles."""
    body = "".join(
        f"<details><summary>{title}</summary><div>{text}</div></details>"
        for title, text in _sections(outline)
    )
    target.write_text(_page(f"<main>{body}</main>", outline.title), "utf-8")


def defined(outline: Outline, target: Path) -> None:
    """A definition list: titles are its terms."""
    body = "".join(f"<dt>{title}</dt><dd>{text}</dd>" for title, text in _sections(outline))
    target.write_text(_page(f"<dl>{body}</dl>", outline.title), "utf-8")


def newsletter(outline: Outline, target: Path) -> None:
    """Each part in a row of a table for layout, as mails and old sites have it."""
    rows = []
    for part in outline.parts:
        if part.kind == "table":
            inner = _table_html(part)
        elif part.kind == "heading":
            inner = f"<font size='4'><b>{markup(part.runs)}</b></font>"
        elif part.kind == "item":
            inner = f"{_sign(part)} {markup(part.runs)}"
        else:
            inner = markup(part.runs)
        rows.append(f"<tr><td align='left'>{inner}</td></tr>")
    body = f"<center><table border='0' cellpadding='4'>{''.join(rows)}</table></center>"
    target.write_text(_page(body, outline.title), "utf-8")


def form(outline: Outline, target: Path) -> None:
    """Sections as rows of a form: titles in the left cell, all that they hold in the right one."""
    target.write_text(_page(_form_html(outline), outline.title), "utf-8")


def _form_html(outline: Outline) -> str:
    rows, cells = [], ["", ""]
    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            rows.append(cells)
            cells = [f"<p>{markup(part.runs)}</p>", ""]
        elif part.kind == "table":
            cells[1] += _table_html(part)
        else:
            sign = f"{_sign(part)} " if part.kind == "item" else ""
            cells[1] += f"<p>{sign}{markup(part.runs)}</p>"
    body = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in [*rows, cells])
    return f"<table border='1'>{body}</table>"


# Word and PDF


def _styled(outline: Outline, *styles: str) -> Outline:
    return Outline(outline.parts, frozenset(styles), outline.header, outline.footer)


def word(outline: Outline, target: Path) -> None:
    """Headings and lists by style."""
    make_docx(_styled(outline, "real-headings"), target)


def word_form(outline: Outline, target: Path) -> None:
    """Sections as rows of a form: titles in the left cell, all that they hold in the right one."""
    document = docx.Document()
    title, *parts = outline.parts
    document.add_paragraph(_plain(title.runs))
    table = document.add_table(rows=1, cols=2)
    for part in parts:
        cell = table.rows[-1].cells[1]
        if part.kind == "heading":
            table.add_row().cells[0].text = _plain(part.runs)
        elif part.kind == "table":
            inner = cell.add_table(rows=0, cols=max(map(len, part.rows)))
            for texts in _rows(part):
                for inner_cell, text in zip(inner.add_row().cells, texts, strict=False):
                    inner_cell.text = text
        else:
            sign = f"{_sign(part)} " if part.kind == "item" else ""
            cell.add_paragraph(sign + _plain(part.runs))
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
            paragraph.add_run(f"{_sign(part, '-')}\t")
        for run in part.runs:
            added = paragraph.add_run(run.text)
            added.bold = run.bold or part.kind == "heading" or None
    document.save(str(target))


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
    page = _page(content, outline.title, f"<style>{style}</style>")
    HTML(string=page).write_pdf(str(target))


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
    _print(
        outline, target, body="", cell="border: 0.5pt solid #444;", content=_form_html(outline)
    )


def pdf_reportlab(outline: Outline, target: Path) -> None:
    """By ReportLab, one column."""
    make_with_reportlab(_styled(outline, "real-headings"), target)


MAKERS: dict[str, tuple[str, Maker]] = {
    maker.__name__: (suffix, maker)
    for suffix, makers in {
        ".txt": (
            web_copy, tight, starred, marked, shouted, laid_out, poured, poured_across, spaced,
            trailing, laid_form,
        ),
        ".html": (
            semantic, portal, soup, from_word, broken_lines, lined, accordion, defined, newsletter,
            form,
        ),
        ".docx": (word, word_typed, word_form),
        ".pdf": (pdf_justified, pdf_open_tables, pdf_columns, pdf_form, pdf_reportlab),
    }.items()
    for maker in makers
}  # fmt: skip
