"""Footnotes: small text at the foot of a page, under a short rule or opened by a mark."""

from __future__ import annotations

import re

from policynlp.loaders._pdf.layout import Layout
from policynlp.loaders._pdf.lines import merge_rows
from policynlp.loaders._pdf.model import Line, Paragraph
from policynlp.loaders._pdf.opentables import row_rules

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,3}[.)]?|\[\d{1,3}\]|[*†‡]{1,3}|[ivx]{1,4}[.)]?")
_GLUED = re.compile(r"\d{1,2}[^\W\d_]{2}")
_CALL = re.compile(r"(?<=[^\W\d_]|[.,;:!?»”\"')\]])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?:\s(?=[.,])|(?=\W|$))")
_CALLS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_SMALL = 0.93
_ROWS = 2  # rules among notes that make them rows of a table


def set_notes_apart(layout: Layout, body: float) -> list[Paragraph]:
    """Takes the lines of footnotes out of a page's lines and gives them as paragraphs."""
    away = {id(line) for line in (*layout.furniture.heads, *layout.furniture.feet)}
    lines = sorted(
        (line for line in layout.lines if id(line) not in away), key=lambda line: line.base
    )
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * body:
        start -= 1
    notes = lines[start:]
    if not notes or any(table.box[3] > notes[0].base for table in layout.tables):
        return []
    first = _first_note(notes, layout)
    if first is None:
        return []
    notes = notes[first:]
    if _holds_rules(notes, layout):
        return []
    taken = {id(line) for line in notes}
    layout.lines = [line for line in layout.lines if id(line) not in taken]
    return _paragraphs(notes, layout)


def _first_note(notes: list[Line], layout: Layout) -> int | None:
    """Where the notes begin among the small lines at the foot of the page.

    A rule above a mark, or a mark that is raised or called in the text of the page.
    """
    page = layout.page
    called = {
        sign.translate(_PLAIN)
        for line in layout.lines
        for word in line.words
        for sign in _CALLS.findall(word.text)
    }
    rules = [edge for edge in page.drawing.horizontal if edge.at > 0.3 * page.height]
    above = -1.0
    for index, line in enumerate(notes):
        rule = any(
            above <= edge.at < line.base
            and line.base - edge.at < 3.5 * line.size
            and edge.end - edge.start > 20
            and _has_mark(line)
            for edge in rules
        )
        if rule or (line.base > 0.5 * page.height and _opens(line, called)):
            return index
        above = line.base
    return None


def _holds_rules(notes: list[Line], layout: Layout) -> bool:
    """Whether rules part the lines, as they do the numbered rows of a table in small print."""
    top, bottom = notes[0].bottom, notes[-1].bottom
    rules = row_rules(layout.page.drawing)
    return len({round(rule.at) for rule in rules if top < rule.at < bottom}) >= _ROWS


def _has_mark(line: Line) -> bool:
    text = line.words[0].text
    return text[0] in _RAISED or _MARK.fullmatch(text) is not None or _GLUED.match(text) is not None


def _opens(line: Line, called: set[str]) -> bool:
    first = line.words[0]
    if first.text[0] in _RAISED:
        return True
    if len(line.words) < 2 or _MARK.fullmatch(first.text) is None:
        return False
    raised = first.base < line.base - 1 or first.style.size < 0.85 * line.size
    return raised or first.text[0] in "*†‡[" or first.text.rstrip(".)") in called


def _paragraphs(notes: list[Line], layout: Layout) -> list[Paragraph]:
    """One paragraph a note; lines without a mark go on with the one above."""
    done: list[Paragraph] = []
    rows = merge_rows(notes)
    left = min(line.x0 for line in rows)
    right = max(line.x1 for line in rows)
    raised = any(line.words[0].text[:1] in _RAISED for line in rows)
    for line in rows:
        text = line.words[0].text
        opens = text[:1] in _RAISED if raised else _MARK.fullmatch(text) is not None
        if opens or not done:
            done.append(Paragraph([line], layout.page.number, left, right, note=True))
        else:
            done[-1].lines.append(line)
    return done


def plain_mark(text: str) -> str:
    """A note's text with its mark as plain figures and a space: "¹Voir" gives "1 Voir"."""
    match = re.match(rf"[{_RAISED}]{{1,3}}|\d{{1,3}}(?=[^\W\d_])", text)
    if match is None:
        return text
    return match.group().translate(_PLAIN) + " " + text[match.end() :].lstrip()


def drop_calls(paragraphs: list[Paragraph], notes: list[Paragraph]) -> None:
    """Takes the raised figures that call a note out of the text, where that note was found.

    Powers and exponents without such a note ("m²") stay.
    """
    known = {match.group() for note in notes if (match := re.match(r"\d{1,3}", note.text))}
    if not known:
        return
    for paragraph in paragraphs:
        if paragraph.note:
            continue
        if paragraph.table is not None:
            rows = paragraph.table.rows
            paragraph.table.rows = [[_without(cell, known) for cell in row] for row in rows]
        elif any(sign in paragraph.text for sign in _RAISED):
            paragraph.text = _without(paragraph.text, known)


def _without(text: str, known: set[str]) -> str:
    def choose(match: re.Match[str]) -> str:
        return "" if match[1].translate(_PLAIN) in known else match[0]

    return _CALL.sub(choose, text)
