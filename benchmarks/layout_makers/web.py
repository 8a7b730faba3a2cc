"""Layouts of web pages."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from rendering.outline import Outline, Part
from rendering.pdf import html_parts, markup

from layout_makers.parts import sign_of


def page(body: str, title: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def semantic(outline: Outline, target: Path) -> None:
    """Headings, lists and tables as HTML names them."""
    target.write_text(page("".join(html_parts(outline)), outline.title), "utf-8")


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
    target.write_text(page(body, f"{outline.title} | Portal"), "utf-8")


def _bare_html(outline: Outline, tag: str, attributes: str) -> Iterator[str]:
    for part in outline.parts:
        opened = f"<{tag}{attributes}>"
        if part.kind == "table":
            yield table_html(part)
        elif part.kind == "heading":
            yield f"{opened}<strong>{markup(part.runs)}</strong></{tag}>"
        elif part.kind == "item":
            indent = "&nbsp;" * 4 * part.level
            yield f"{opened}{indent}{sign_of(part)}&nbsp; {markup(part.runs)}</{tag}>"
        else:
            yield f"{opened}{markup(part.runs)}</{tag}>"


def table_html(part: Part) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{markup(cell)}</p></td>" for cell in row) + "</tr>"
        for row in part.rows
    )
    return f"<table>{rows}</table>"


def soup(outline: Outline, target: Path) -> None:
    """Nothing but divisions: bold lines for headings, typed bullets."""
    body = "".join(_bare_html(outline, "div", ' class="txt"'))
    target.write_text(page(f"<div><div>{body}</div></div>", outline.title), "utf-8")


def from_word(outline: Outline, target: Path) -> None:
    """Saved as a web page by a word processor."""
    body = "".join(_bare_html(outline, "p", ' class="MsoNormal"'))
    target.write_text(page(f'<div class="WordSection1">{body}</div>', ""), "utf-8")


def broken_lines(outline: Outline, target: Path) -> None:
    """One cell of a table for layout holds everything, with line breaks for paragraphs."""
    out = []
    for part in outline.parts:
        if part.kind == "table":
            out.append(table_html(part))
        elif part.kind == "item":
            out.append(f"{sign_of(part, '-')} {markup(part.runs)}<br>")
        elif part.kind == "heading":
            out.append(f"<br><b>{markup(part.runs)}</b><br>")
        else:
            out.append(f"{markup(part.runs)}<br><br>")
    cell = f"<table width='100%'><tr><td class='main'>{''.join(out)}</td></tr></table>"
    target.write_text(page(cell, outline.title), "utf-8")


def lined(outline: Outline, target: Path) -> None:
    """Paragraphs that hold whole sections with line breaks: titles in bold, typed items."""
    out = ["<p>"]
    for part in outline.parts:
        if part.kind == "table":
            out.append(f"</p>{table_html(part)}<p>")
        elif part.kind == "heading":
            out.append(f"</p><p><strong>{markup(part.runs)}</strong><br>")
        elif part.kind == "item":
            out.append(f"{sign_of(part, '-')} {markup(part.runs)}<br>")
        else:
            out.append(f"{markup(part.runs)}<br>")
    target.write_text(page("".join([*out, "</p>"]), outline.title), "utf-8")


def _sections(outline: Outline) -> list[tuple[str, str]]:
    """Titles with the HTML of what stands below each, the first without one."""
    sections = [("", "")]
    for part in outline.parts:
        if part.kind == "heading":
            sections.append((markup(part.runs), ""))
            continue
        if part.kind == "table":
            inner = table_html(part)
        else:
            sign = f"{sign_of(part)} " if part.kind == "item" else ""
            inner = f"<p>{sign}{markup(part.runs)}</p>"
        sections[-1] = (sections[-1][0], sections[-1][1] + inner)
    return sections


def accordion(outline: Outline, target: Path) -> None:
    """Sections that open when one clicks on their titles."""
    body = "".join(
        f"<details><summary>{title}</summary><div>{text}</div></details>"
        for title, text in _sections(outline)
    )
    target.write_text(page(f"<main>{body}</main>", outline.title), "utf-8")


def defined(outline: Outline, target: Path) -> None:
    """A definition list: titles are its terms."""
    body = "".join(f"<dt>{title}</dt><dd>{text}</dd>" for title, text in _sections(outline))
    target.write_text(page(f"<dl>{body}</dl>", outline.title), "utf-8")


def newsletter(outline: Outline, target: Path) -> None:
    """Each part in a row of a table for layout, as mails and old sites have it."""
    rows = []
    for part in outline.parts:
        if part.kind == "table":
            inner = table_html(part)
        elif part.kind == "heading":
            inner = f"<font size='4'><b>{markup(part.runs)}</b></font>"
        elif part.kind == "item":
            inner = f"{sign_of(part)} {markup(part.runs)}"
        else:
            inner = markup(part.runs)
        rows.append(f"<tr><td align='left'>{inner}</td></tr>")
    body = f"<center><table border='0' cellpadding='4'>{''.join(rows)}</table></center>"
    target.write_text(page(body, outline.title), "utf-8")


def form(outline: Outline, target: Path) -> None:
    """Sections as rows of a form: titles in the left cell, all that they hold in the right one."""
    target.write_text(page(form_html(outline), outline.title), "utf-8")


def form_html(outline: Outline) -> str:
    rows, cells = [], ["", ""]
    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            rows.append(cells)
            cells = [f"<p>{markup(part.runs)}</p>", ""]
        elif part.kind == "table":
            cells[1] += table_html(part)
        else:
            sign = f"{sign_of(part)} " if part.kind == "item" else ""
            cells[1] += f"<p>{sign}{markup(part.runs)}</p>"
    body = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in [*rows, cells])
    return f"<table border='1'>{body}</table>"


MAKERS = (
    semantic, portal, soup, from_word, broken_lines, lined, accordion, defined, newsletter, form,
)  # fmt: skip
