"""Layouts in which files are passed on: converted for language models, justified, mailed, printed
to positioned lines, as rich text, in old or wrong encodings."""

from __future__ import annotations

import html
import itertools
import textwrap
from email.message import EmailMessage
from pathlib import Path

import docx
from docx.table import _Cell
from rendering.outline import Outline, Part, Runs
from rendering.pdf import markup

from layout_makers.parts import cells_of, lines_of, plain, sign_of
from layout_makers.text import fill, row_lines, starred_text
from layout_makers.web import page, table_html

_LINE = 78  # columns of a justified line
_HEIGHT, _LEFT, _LINES = 18, 106, 48  # points between positioned lines, their edge, lines a page


def _put(target: Path, lines: list[str]) -> None:
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _stretched(lines: list[str]) -> list[str]:
    """Lines but the last one filled up with spaces between words to one length."""
    done = []
    for line in lines[:-1]:
        words = line.split()
        gaps = max(1, len(words) - 1)
        missing = _LINE - len(line)
        parts = [
            word + " " * (1 + missing // gaps + (i < missing % gaps)) if i < gaps else word
            for i, word in enumerate(words)
        ]
        done.append("".join(parts).rstrip())
    return done + lines[-1:]


def justified(outline: Outline, target: Path) -> None:
    """Justified with spaces between words, all set in, no blank line between paragraphs that begin
    further in; tables by columns."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            count = max(map(len, part.rows))
            share = max(10, _LINE // count - 3)
            for row in cells_of(part):
                cells = [textwrap.wrap(cell, share) or [""] for cell in row]
                for pieces in itertools.zip_longest(*cells, fillvalue=""):
                    out.append("   ".join(piece.ljust(share) for piece in pieces).rstrip())
            out.append("")
        elif part.kind == "heading":
            out += ["", *textwrap.wrap(plain(part.runs), _LINE), ""]
        elif part.kind == "item":
            lines = textwrap.wrap(f"{sign_of(part, '-')} {plain(part.runs)}", _LINE)
            out += _stretched(lines)
        else:
            for line in lines_of(part.runs):
                lines = textwrap.wrap(f"#####{line}", _LINE)
                out += _stretched(lines)
    _put(target, [f"      {line.replace('#####', '     ')}".rstrip() for line in out])


def misdecoded(outline: Outline, target: Path) -> None:
    """Letters of UTF-8 that a program took for those of Windows, a line a paragraph."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["\t".join(row) for row in cells_of(part)] + [""]
        elif part.kind == "item":
            out.append(f"{sign_of(part)} {plain(part.runs)}")
        else:
            out += ["", *lines_of(part.runs), ""]
    text = "\n".join(out).replace("\xa0", " ").encode("utf-8").decode("cp1252", "ignore")
    target.write_text(text, "utf-8")


def model_markdown(outline: Outline, target: Path) -> None:
    """Markdown as converters make it of PDF files for language models: all titles of one level,
    some of them in bold, breaks in cells, comments for pictures and pages, lines as printed."""
    out: list[str] = []
    for number, part in enumerate(outline.parts):
        if part.kind == "table":
            rows = [[cell.replace(" ", " ", 1) for cell in row] for row in cells_of(part)]
            rows = [["<br>".join(fill(cell, 30)) for cell in row] for row in rows]
            lines = ["|" + "|".join(row) + "|" for row in rows]
            out += [lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]
        elif part.kind == "heading":
            text = plain(part.runs)
            out += [f"## **{text}**" if part.level < 3 else f"**{text}**", ""]
        elif part.kind == "item":
            out.append(f"- {sign_of(part, '•')} {starred_text(part.runs)}")
        else:
            out += ["", *fill(starred_text(part.runs).replace("\n", " "), 92), ""]
        if number % 14 == 13 and part.kind == "paragraph":
            out += ["<!-- image -->", "", "-----", ""]
    _put(target, out)


def positioned(outline: Outline, target: Path) -> None:
    """Each printed line a paragraph at its place on its page, as pdftohtml writes pages."""
    lines: list[tuple[str, bool]] = []
    for part in outline.parts:
        if part.kind == "table":
            lines += [(html.escape(line), False) for line in row_lines(part)]
        elif part.kind == "item":
            lines += [
                (html.escape(x), False) for x in fill(f"{sign_of(part)} {plain(part.runs)}", 90)
            ]
        else:
            heading = part.kind == "heading"
            lines += [(html.escape(x), heading) for y in lines_of(part.runs) for x in fill(y, 92)]
        lines.append(("", False))
    out = []
    for number, start in enumerate(range(0, len(lines), _LINES), start=1):
        made = []
        for place, (text, bold) in enumerate(lines[start : start + _LINES]):
            top = 90 + place * _HEIGHT
            inner = f"<b>{text}</b>" if bold else text
            style = f"position:absolute;top:{top}px;left:{_LEFT}px;white-space:nowrap"
            if text:
                made.append(f'<p style="{style}" class="ft0{int(bold)}">{inner}</p>')
        out.append(
            f'<div id="page{number}-div" style="position:relative;width:892px;height:1262px;">'
            f"{''.join(made)}</div>"
        )
    target.write_text(page("".join(out), outline.title), "utf-8")


def _rich(text: str) -> str:
    done = []
    for sign in text:
        if sign in "\\{}":
            done.append("\\" + sign)
        elif ord(sign) < 128:
            done.append(sign)
        else:
            done.append(f"\\u{ord(sign) if ord(sign) < 32768 else ord(sign) - 65536}?")
    return "".join(done)


def _rich_runs(runs: Runs) -> str:
    parts = [f"{{\\b {_rich(r.text)}}}" if r.bold else _rich(r.text) for r in runs]
    return "".join(parts).replace("\n", "\\line ")


def rich_text(outline: Outline, target: Path) -> None:
    """Rich text: bold titles of larger type, bullets with a tab, tables of cells."""
    out = ["{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22"]
    for part in outline.parts:
        if part.kind == "table":
            count = max(map(len, part.rows))
            edges = "".join(f"\\cellx{9000 * (k + 1) // count}" for k in range(count))
            for row in part.rows:
                cells = "".join(f"\\pard\\intbl {_rich_runs(cell)}\\cell" for cell in row)
                out.append(f"\\trowd{edges}{cells}\\row")
        elif part.kind == "heading":
            size = {1: 36, 2: 28}.get(part.level, 24)
            out.append(f"\\pard\\sb240\\b\\fs{size} {_rich(plain(part.runs))}\\b0\\fs22\\par")
        elif part.kind == "item":
            sign = _rich(sign_of(part))
            left = 360 * part.level
            out.append(f"\\pard\\li{left}\\fi-360 {sign}\\tab {_rich_runs(part.runs)}\\par")
        else:
            out.append(f"\\pard\\sa120 {_rich_runs(part.runs)}\\par")
    target.write_text("\n".join([*out, "}"]), "ascii")


def mail_file(outline: Outline, target: Path) -> None:
    """A mail sent on, as its file: lines broken at 76 and quoted, tables cell under cell."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [*(cell for row in cells_of(part) for cell in row if cell), ""]
        elif part.kind == "heading":
            out += ["", f"*{plain(part.runs)}*", ""]
        elif part.kind == "item":
            out += textwrap.wrap(f"{'   ' * part.level}{sign_of(part, '-')} {plain(part.runs)}", 72)
        else:
            out += [w for line in lines_of(part.runs) for w in textwrap.wrap(line, 72)] + [""]
    message = EmailMessage()
    message["Subject"] = f"Fwd: {outline.title}"
    message["From"], message["To"] = "A. Writer <a.writer@example.org>", "staff@example.org"
    body = ["fyi", "", "---------- Forwarded message ---------", f"Subject: {outline.title}", ""]
    message.set_content("\n".join([*body, *(f"> > {line}".rstrip() for line in out)]))
    target.write_bytes(message.as_bytes())


def _fill_cell(cell: _Cell, parts: list[Part]) -> None:
    for part in parts:
        if part.kind == "table":
            inner = cell.add_table(rows=0, cols=max(map(len, part.rows)))
            for texts in cells_of(part):
                for inner_cell, text in zip(inner.add_row().cells, texts, strict=False):
                    inner_cell.text = text
            continue
        sign = f"{sign_of(part)} " if part.kind == "item" else ""
        run = cell.add_paragraph().add_run(sign + plain(part.runs))
        run.bold = part.kind == "heading" or None


def word_nested(outline: Outline, target: Path) -> None:
    """A template: each section a table of one cell, with tables inside it."""
    document = docx.Document()
    sections: list[list[Part]] = [[]]
    for part in outline.parts:
        if part.kind == "heading" and part.level == 2:
            sections.append([])
        sections[-1].append(part)
    for parts in sections:
        if parts:
            _fill_cell(document.add_table(rows=1, cols=1).rows[0].cells[0], parts)
            document.add_paragraph()
    document.save(str(target))


def typed_over(outline: Outline, target: Path) -> None:
    """A page of a system for typing: paragraphs by spaces and empty paragraphs, titles in capitals
    by style, lists by signs of pictures, all within centred tables."""
    out = []
    for part in outline.parts:
        if part.kind == "table":
            out.append(f"</td></tr></table>{table_html(part)}<table><tr><td>")
        elif part.kind == "heading":
            out.append(
                "<p>&nbsp;</p><p align='center'><font size='3'><span style='text-transform:"
                f"uppercase'><b><u>{markup(part.runs)}</u></b></span></font></p>"
            )
        elif part.kind == "item":
            sign = "<img src='bullet.gif' alt=''>" if part.number is None else f"{part.number})"
            out.append(f"<p>&nbsp;&nbsp;&nbsp;{sign}&nbsp;&nbsp;{markup(part.runs)}</p>")
        else:
            out.append(f"<p align='justify'>&nbsp; &nbsp; {markup(part.runs)}</p>")
    body = f"<center><table width='760'><tr><td>{''.join(out)}</td></tr></table></center>"
    target.write_text(page(body, outline.title), "utf-8")


TEXT_MAKERS = (justified, misdecoded)
WEB_MAKERS = (positioned, typed_over)
OTHER_MAKERS = {".md": (model_markdown,), ".rtf": (rich_text,), ".eml": (mail_file,)}
WORD_MAKERS = (word_nested,)
