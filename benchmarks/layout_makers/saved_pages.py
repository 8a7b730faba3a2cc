"""Layouts of web pages as mail, text programs and converters leave them."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

from rendering.outline import Outline, Runs
from rendering.pdf import markup

from layout_makers.parts import cells_of, lines_of, plain, sign_of
from layout_makers.web import page, table_html


def google(outline: Outline, target: Path) -> None:
    """A shared text document, published: looks in classes of its style sheet, lists by level."""
    style = (
        '.lst-kix_a-0>li:before{content:"\\0025cf  "}ul.lst-kix_a-0{list-style-type:none}'
        '.c0{color:#000;font-weight:400;text-decoration:none;font-size:11pt;font-family:"Arial"}'
        ".c1{padding-top:0pt;line-height:1.15;text-align:left}"
        ".c2{font-weight:700}.c3{color:#000;font-weight:700;font-size:18pt;font-style:normal}"
        ".c4{color:#000;font-weight:700;text-decoration:none;font-size:13pt}"
        ".c5{font-style:italic}.c6{border-collapse:collapse;margin-right:auto}"
    )

    def spans(runs: Runs, name: str = "c0") -> str:
        return "".join(
            f'<span class="{"c2 " if run.bold else ""}{"c5 " if run.italic else ""}{name}">'
            f"{html.escape(run.text)}</span>".replace("\n", "<br>")
            for run in runs
        )

    out = []
    for part in outline.parts:
        if part.kind == "heading":
            name = "c3" if part.level == 1 else "c4"
            out.append(f'<p class="c1">{spans(part.runs, name)}</p>')
        elif part.kind == "table":
            rows = "".join(
                "<tr>" + "".join(f'<td><p class="c1">{spans(c)}</p></td>' for c in row) + "</tr>"
                for row in part.rows
            )
            out.append(f'<table class="c6"><tbody>{rows}</tbody></table><p class="c1"></p>')
        elif part.kind == "item":
            tag = "ul" if part.number is None else "ol"
            start = f' start="{part.number}"' if part.number else ""
            out.append(
                f'<{tag} class="c1 lst-kix_a-{part.level - 1}"{start}><li class="c1 li-bullet-0">'
                f"{spans(part.runs)}</li></{tag}>"
            )
        else:
            out.append(f'<p class="c1">{spans(part.runs)}</p>')
    target.write_text(page("".join(out), "", f'<style type="text/css">{style}</style>'), "utf-8")


def mailed(outline: Outline, target: Path) -> None:
    """A mail: tables for layout in each other, titles bold by style, bullets in cells of their
    own, what was answered below."""
    row = '<tr><td style="padding:0 20px;font-family:Arial">{}</td></tr>'
    out = []
    for part in outline.parts:
        text = markup(part.runs)
        if part.kind == "heading":
            size = 22 if part.level == 1 else 16
            look = f"font-size:{size}px;font-weight:bold;color:#1f3864"
            out.append(row.format(f'<div style="{look}">{text}</div>'))
        elif part.kind == "item":
            signed = f'<td width="20" valign="top">{sign_of(part)}</td><td>{text}</td>'
            out.append(row.format(f'<table border="0"><tr>{signed}</tr></table>'))
        elif part.kind == "table":
            out.append(row.format(table_html(part)))
        else:
            out.append(row.format(f"<div>{text}</div><div><br></div>"))
    inner = f'<table width="600" border="0" cellspacing="0">{"".join(out)}</table>'
    quoted = (
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, 3 May 2021 at 10:02, the office '
        'wrote:<br></div><blockquote class="gmail_quote"><div>Thank you, this is received.</div>'
        "</blockquote></div>"
    )
    body = (
        '<table width="100%" role="presentation"><tr><td align="center"><table width="640"><tr><td>'
        f"{inner}</td></tr></table></td></tr></table>{quoted}"
    )
    target.write_text(page(body, ""), "utf-8")


def word_filtered(outline: Outline, target: Path) -> None:
    """Saved by Word, filtered: conditional comments, list paragraphs with a sign and hard spaces,
    lines of the source broken in the middle of sentences."""
    out = []

    def broken(text: str) -> str:
        return "\n".join(wrap(text, 76, break_long_words=False, break_on_hyphens=False))

    hard = "<span style='font:7.0pt \"Times New Roman\"'>" + "&nbsp;" * 8 + "</span>"
    for part in outline.parts:
        text = markup(part.runs)
        if part.kind == "heading":
            size = 16 if part.level == 1 else 13
            look = f"font-size:{size}.0pt"
            out.append(
                f"<p class=MsoNormal><b><span lang=EN-GB style='{look}'>{text}<o:p></o:p></span>"
                "</b></p>"
            )
        elif part.kind == "item":
            sign = part.number or ("·" if part.level == 1 else "o")
            dot = "." if part.number else ""
            out.append(
                f"<p class=MsoListParagraphCxSpMiddle style='margin-left:{18 * part.level}pt;"
                f"text-indent:-18.0pt;mso-list:l0 level{part.level} lfo1'><![if !supportLists]>"
                f"<span style='font-family:Symbol'>{sign}{dot}{hard}</span><![endif]>{text}"
                "<o:p></o:p></p>"
            )
        elif part.kind == "table":
            out.append(table_html(part).replace("<p>", "<p class=MsoNormal>"))
        else:
            out.append(f"<p class=MsoNormal>{text}<o:p></o:p></p><p class=MsoNormal>&nbsp;</p>")
    body = f"<div class=WordSection1>{broken(''.join(out))}</div>"
    target.write_text(page(body, ""), "utf-8")


def typed_in(outline: Outline, target: Path) -> None:
    """A typed text as it is, set in a page: broken lines, blank lines between paragraphs."""
    out = []
    for part in outline.parts:
        if part.kind == "table":
            cells = cells_of(part)
            widths = [min(28, max(len(row[c]) for row in cells)) for c in range(len(cells[0]))]
            for row in cells:
                folded = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
                for k in range(max(map(len, folded))):
                    line = (
                        (lines[k] if k < len(lines) else "").ljust(width)
                        for lines, width in zip(folded, widths, strict=True)
                    )
                    out.append("   ".join(line).rstrip())
            out.append("")
            continue
        lead = "  " * part.level + sign_of(part, "-") + " " if part.kind == "item" else ""
        for k, line in enumerate(lines_of(part.runs)):
            out += wrap((lead if k == 0 else "") + line, 76, subsequent_indent=" " * len(lead))
        out.append("")
    text = html.escape("\n".join(out), quote=False)
    target.write_text(page(f"<div><pre>{text}</pre></div>", outline.title), "utf-8")


def from_pdf(outline: Outline, target: Path) -> None:
    """What converters make of a PDF: a break behind each printed line, hard spaces, rules between
    pages."""
    out: list[str] = []
    printed = 0
    for part in outline.parts:
        texts = (
            [" ".join(row) for row in cells_of(part)]
            if part.kind == "table"
            else [plain(part.runs)]
        )
        sign = f"{sign_of(part)}&#160;" if part.kind == "item" else ""
        for text in texts:
            for k, line in enumerate(wrap(text, 88)):
                shown = html.escape(line, quote=False)
                shown = f"<b>{shown}</b>" if part.kind == "heading" else shown
                out.append(f"{sign if k == 0 else ''}{shown}<br/>")
                printed += 1
                if printed % 46 == 0:
                    number = printed // 46
                    out.append(f"{number}<br/>\n<hr/>\n<a name={number + 1}></a>")
    target.write_text(page("<a name=1></a>" + "\n".join(out), outline.title), "utf-8")


MAKERS: tuple[Callable[[Outline, Path], None], ...] = (
    google, mailed, word_filtered, typed_in, from_pdf,
)  # fmt: skip
