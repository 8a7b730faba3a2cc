"""Layouts of web pages as content systems build them."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from pathlib import Path

from rendering.outline import Outline, Part
from rendering.pdf import html_parts, markup

from layout_makers.parts import plain, sign_of
from layout_makers.web import page, table_html


def _grouped(outline: Outline) -> Iterator[list[Part]]:
    """The parts, items that follow one another together."""
    items: list[Part] = []
    for part in outline.parts:
        if part.kind == "item":
            items.append(part)
            continue
        if items:
            yield items
            items = []
        yield [part]
    if items:
        yield items


def _sections(outline: Outline) -> list[tuple[Part | None, list[Part]]]:
    """Headings with the parts below each; the first may stand under none."""
    sections: list[tuple[Part | None, list[Part]]] = [(None, [])]
    for part in outline.parts:
        if part.kind == "heading":
            sections.append((part, []))
        else:
            sections[-1][1].append(part)
    return sections if sections[0][1] else sections[1:]


def _of(parts: list[Part]) -> Outline:
    return Outline(tuple(parts))


def _simple(parts: list[Part]) -> str:
    """Paragraphs, lists and tables by their tags."""
    return "".join(html_parts(_of(parts)))


def _meta(title: str) -> str:
    return f'<meta property="og:title" content="{html.escape(title)}">'


def elementor(outline: Outline, target: Path) -> None:
    """A page builder: titles in styled boxes, lists of icons, sections twice (screen, phone)."""

    def widget(kind: str, inner: str) -> str:
        return (
            f'<div class="elementor-element elementor-widget elementor-widget-{kind}" '
            'data-element_type="widget"><div class="elementor-widget-container">'
            f"{inner}</div></div>"
        )

    def body(parts: list[Part]) -> Iterator[str]:
        for group in _grouped(_of(parts)):
            part = group[0]
            if part.kind == "item" and part.number is None:
                items = "".join(
                    '<li class="elementor-icon-list-item"><span class="elementor-icon-list-icon">'
                    '<i aria-hidden="true" class="fas fa-check"></i></span>'
                    f'<span class="elementor-icon-list-text">{markup(item.runs)}</span></li>'
                    for item in group
                )
                yield widget("icon-list", f'<ul class="elementor-icon-list-items">{items}</ul>')
            else:
                yield widget("text-editor", _simple(group))

    out = []
    for i, (title, parts) in enumerate(_sections(outline)):
        text = markup(title.runs) if title else ""
        head = f'<div class="elementor-heading-title elementor-size-default">{text}</div>'
        inner = (widget("heading", head) if title else "") + "".join(body(parts))
        out.append(f'<section class="elementor-section">{inner}</section>')
        if i == 1:
            hidden = "elementor-section elementor-hidden-desktop elementor-hidden-tablet"
            out[-1] = out[-1].replace(
                "elementor-section", "elementor-section elementor-hidden-mobile"
            )
            out.append(f'<section class="{hidden}">{inner}</section>')
    share = "".join(
        '<div class="elementor-grid-item"><div class="elementor-share-btn">'
        f"<span>{name}</span></div></div>"
        for name in ("Facebook", "Twitter", "LinkedIn")
    )
    posts = "".join(
        f'<article class="elementor-post"><h3 class="elementor-post__title"><a href="#">{name}</a>'
        '</h3><a class="elementor-post__read-more" href="#">Read more »</a></article>'
        for name in ("A new strategy", "Photo gallery")
    )
    text = (
        f'<div class="elementor elementor-12">{"".join(out)}{widget("share-buttons", share)}'
        f"{widget('posts', posts)}</div>"
    )
    target.write_text(page(text, f"{outline.title} – Portal", _meta(outline.title)), "utf-8")


def drupal(outline: Outline, target: Path) -> None:
    """Fields of a content type: their labels are the titles, all else is in their items."""
    out = []
    for title, parts in _sections(outline):
        if title is None or title.level == 1:
            out.append(
                (f'<h1 class="page-title"><span>{markup(title.runs)}</span></h1>' if title else "")
                + f'<div class="field field--name-body field__item">{_simple(parts)}</div>'
            )
            continue
        items = "".join(
            f'<div class="field__item">{_simple(g)}</div>' for g in _grouped(_of(parts))
        )
        out.append(
            '<div class="field field--type-text-long field--label-above">'
            f'<div class="field__label">{markup(title.runs)}</div>'
            f'<div class="field__items">{items}</div></div>'
        )
    languages = (
        '<div class="region region-header"><ul class="links language-switcher-url">'
        '<li><a href="#" hreflang="en">English</a></li><li><a href="#" hreflang="fr">Français</a>'
        "</li></ul></div>"
    )
    body = (
        f'{languages}<div class="layout-content"><div class="region region-content">'
        f'<div class="node node--type-page"><div class="node__content">{"".join(out)}</div>'
        '<ul class="links inline"><li><a href="#">Log in</a> to post comments</li></ul></div></div>'
        "</div>"
    )
    target.write_text(page(body, f"{outline.title} | Portal"), "utf-8")


def sharepoint(outline: Outline, target: Path) -> None:
    """A publishing page: titles by class, divisions for paragraphs, zero-width spaces, one cell."""
    out = []
    for group in _grouped(outline):
        part = group[0]
        if part.kind == "heading":
            name = f"ms-rteElement-H{part.level}"
            out.append(f'<div class="{name}">\u200b<span>{markup(part.runs)}</span><br></div>')
        elif part.kind == "table":
            rows = []
            for r, row in enumerate(part.rows):
                kind = "ms-rteTableHeaderRow-4" if r == 0 else "ms-rteTableOddRow-4"
                cell = kind.replace("Row", "OddCol")
                cells = (f'<td class="{cell}">\u200b{markup(c)}</td>' for c in row)
                rows.append(f'<tr class="{kind}">{"".join(cells)}</tr>')
            out.append(f'<table class="ms-rteTable-4"><tbody>{"".join(rows)}</tbody></table>')
        elif part.kind == "item":
            out.append(_simple(group))
        else:
            out.append(f"<div>{markup(part.runs)}\u200b</div><div><br></div>")
    field = (
        '<div id="ctl00_PlaceHolderMain_RichHtmlField" class="ms-rtestate-field">'
        f"{''.join(out)}</div>"
    )
    zones = (
        '<form method="post" id="aspnetForm"><div id="s4-workspace"><table id="layoutsTable" '
        'style="width:100%"><tbody><tr style="vertical-align:top"><td style="width:70%"><div '
        f'class="ms-rte-layoutszone-outer">{field}</div></td><td style="width:30%"><div '
        'class="ms-rte-layoutszone-inner"></div></td></tr></tbody></table></div></form>'
    )
    target.write_text(page(zones, outline.title), "utf-8")


def joomla(outline: Outline, target: Path) -> None:
    """An article of an older system: underlined or coloured titles, lists by breaks and dashes
    in the paragraph of their lead-in."""
    out: list[str] = []
    for part in outline.parts:
        text = markup(part.runs)
        if part.kind == "heading" and part.level == 1:
            info = (
                '<dl class="article-info muted"><dt class="article-info-term">Details</dt>'
                '<dd class="category-name">Category: <a href="#">News</a></dd>'
                '<dd class="hits">Hits: 1204</dd></dl>'
            )
            seen = any("page-header" in done for done in out)
            out.append(f'<div class="page-header"><h2>{text}</h2></div>{"" if seen else info}')
        elif part.kind == "heading":
            looks = (
                f"<u>{text}</u>",
                f'<span style="text-decoration: underline;">{text}</span>',
                f'<span style="font-size: 14pt; color: #003366;">{text}</span>',
            )
            out.append(f"<p>{looks[len(outline.title) % 3]}</p>")
        elif part.kind == "table":
            out.append(table_html(part))
        elif part.kind == "item":
            line = f"{sign_of(part, '-')} {text}"
            if (
                out
                and out[-1].startswith("<p>")
                and out[-1].endswith("</p>")
                and "<u>" not in out[-1]
            ):
                out[-1] = f"{out[-1][:-4]}<br />{line}</p>"
            else:
                out.append(f"<p>{line}</p>")
        else:
            out.append(f"<p>{text}</p>")
    body = f'<div class="item-page" itemscope>{"".join(out)}</div>'
    target.write_text(page(body, f"{outline.title} - Portal"), "utf-8")


def roles(outline: Outline, target: Path) -> None:
    """Elements of a program's own with roles for what they are: headings, lists, tables."""
    out = []
    for group in _grouped(outline):
        part = group[0]
        if part.kind == "heading":
            out.append(
                f'<x-title role="heading" aria-level="{part.level}">{markup(part.runs)}</x-title>'
            )
        elif part.kind == "item":
            items = "".join(
                f'<div role="listitem"><span aria-hidden="true">{sign_of(item)}</span>'
                f"<div>{markup(item.runs)}</div></div>"
                for item in group
            )
            out.append(f'<div role="list">{items}</div>')
        elif part.kind == "table":
            rows = ""
            for r, row in enumerate(part.rows):
                role = "cell" if r else "columnheader"
                cells = "".join(f'<div role="{role}">{markup(c)}</div>' for c in row)
                rows += f'<div role="row">{cells}</div>'
            out.append(f'<div role="table"><div role="rowgroup">{rows}</div></div>')
        else:
            out.append(f"<x-text><div>{markup(part.runs)}</div></x-text>")
    body = f'<x-app><div role="main">{"".join(out)}</div></x-app>'
    target.write_text(page(body, outline.title), "utf-8")


def grid(outline: Outline, target: Path) -> None:
    """Sections with heads of their own, titles by class, rows of a grid for tables, bullets that
    the style sheet draws."""
    out = []
    for title, parts in _sections(outline):
        inner = []
        for part in parts:
            if part.kind == "table":
                rows = "".join(
                    '<div class="table-row">'
                    + "".join(f'<div class="table-cell">{markup(c)}</div>' for c in row)
                    + "</div>"
                    for row in part.rows
                )
                inner.append(f'<div class="table-responsive">{rows}</div>')
            elif part.kind == "item":
                sign = f"{part.number}. " if part.number else ""
                inner.append(f'<p class="bullet">{sign}{markup(part.runs)}</p>')
            else:
                inner.append(f'<p class="text">{markup(part.runs)}</p>')
        head = ""
        if title:
            tag = f'<p class="h{title.level}">{markup(title.runs)}</p>'
            head = f'<header class="section__head">{tag}</header>'
        out.append(
            f'<section class="section">{head}<div class="row">{"".join(inner)}</div></section>'
        )
    target.write_text(page(f'<div class="page">{"".join(out)}</div>', outline.title), "utf-8")


def tabbed(outline: Outline, target: Path) -> None:
    """Tabs: the titles in a row above, the sections below without them; or, in every other
    document, sections that a button opens."""
    first, *rest = _sections(outline)
    names, panes = "", ""
    tabs = len(rest) % 2 == 0
    for i, (title, parts) in enumerate(rest):
        text = markup(title.runs) if title else ""
        if not tabs:
            panes += (
                f'<div class="accordion-item"><h2><button type="button" aria-expanded="false" '
                f'aria-controls="pane-{i}">{text}</button></h2>'
                f'<div id="pane-{i}">{_simple(parts)}</div></div>'
            )
            continue
        names += (
            f'<li class="nav-item" role="presentation"><a class="nav-link" id="tab-{i}" role="tab" '
            f'data-bs-toggle="tab" href="#pane-{i}" aria-controls="pane-{i}">{text}</a></li>'
        )
        panes += (
            f'<div class="tab-pane fade" id="pane-{i}" role="tabpanel" aria-labelledby="tab-{i}">'
            f"{_simple(parts)}</div>"
        )
    head = f"<h1>{markup(first[0].runs)}</h1>" if first[0] else ""
    row = f'<ul class="nav nav-tabs" role="tablist">{names}</ul>' if tabs else ""
    body = f'<main>{head}{_simple(first[1])}{row}<div class="tab-content">{panes}</div></main>'
    target.write_text(page(body, outline.title), "utf-8")


def news(outline: Outline, target: Path) -> None:
    """An article of a news site: boxes, pictures, sayings in large print and posts between its
    paragraphs, comments below."""
    boxes = (
        '<figure class="wp-block-image"><img src="a.jpg" alt=""><figcaption>Photo: Press office'
        "</figcaption></figure>",
        '<div class="td-related-inline"><strong>Read also:</strong> <a href="#">A new strategy for '
        "the coming years</a></div>",
        '<div class="post-share"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>',
        '<p><em>Read also</em> <a href="#">Photo gallery: a day at the office</a></p>',
        '<div class="ad-slot"><span>Advertisement</span></div>',
    )
    out, count, quoted = [], 0, False
    for group in _grouped(outline):
        out.append(_simple(group))
        if group[0].kind != "paragraph":
            continue
        if count < len(boxes):
            out.append(boxes[count])
            count += 1
        sentence = plain(group[0].runs).partition(". ")[0]
        if not quoted and 60 < len(sentence) < 220:
            quoted = True
            out.append(
                f'<figure class="wp-block-pullquote"><blockquote><p>{html.escape(sentence)}.</p>'
                "</blockquote></figure>"
            )
    body = (
        f'<article class="post"><div class="post-meta"><span class="author">By <a href="#">Editor'
        f'</a></span></div>{"".join(out)}<div class="tags-links"><a href="#">Policy</a></div>'
        "</article>"
        '<div id="comments" class="comments-area"><h2>2 comments</h2><ol class="comment-list"><li>'
        '<div class="comment-body"><p>Thank you for this, very useful for our students.</p></div>'
        "</li></ol></div>"
    )
    target.write_text(page(body, f"{outline.title} - Portal"), "utf-8")


def spanned(outline: Outline, target: Path) -> None:
    """Headings in the bars of a table for layout, tables with a title over all columns, heads of
    rows and cells that stand for several rows."""
    out = []
    for group in _grouped(outline):
        part = group[0]
        if part.kind == "heading":
            out.append(
                f'<tr><td colspan="2" bgcolor="#dde" class="bar"><font size="4">{markup(part.runs)}'
                "</font></td></tr>"
            )
            continue
        inner = _spanned_table(part) if part.kind == "table" else _simple(group)
        out.append(f'<tr><td width="12">&nbsp;</td><td>{inner}</td></tr>')
    target.write_text(page(f'<table width="90%">{"".join(out)}</table>', outline.title), "utf-8")


def _spanned_table(part: Part) -> str:
    head, *body = part.rows
    top = "".join(f'<th scope="col">{markup(cell)}</th>' for cell in head)
    rows, i = "", 0
    while i < len(body):
        end = i + 1
        while end < len(body) and plain(body[end][0]) == plain(body[i][0]):
            end += 1
        for r in range(i, end):
            first = f'<th scope="row" rowspan="{end - i}">{markup(body[i][0])}</th>'
            cells = "".join(f"<td>{markup(cell)}</td>" for cell in body[r][1:])
            rows += f"<tr>{first if r == i else ''}{cells}</tr>"
        i = end
    return f"<table border='1'><tbody><tr>{top}</tr>{rows}</tbody></table>"


MAKERS: tuple[Callable[[Outline, Path], None], ...] = (
    elementor, drupal, sharepoint, joomla, roles, grid, tabbed, news, spanned,
)  # fmt: skip
