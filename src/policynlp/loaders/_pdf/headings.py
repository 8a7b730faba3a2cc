"""Which paragraphs are headings, and of which level."""

from __future__ import annotations

import re
from functools import cache

from policynlp.languages import all_words, any_of
from policynlp.loaders._pdf.model import Line, Paragraph

_MAX_LENGTH = 220
_MAX_LINES = 4
_NUMBERED = re.compile(
    r"(?P<arabic>\d{1,2}(?:\.\d{1,2}){0,4})[.):]?\s|(?P<roman>[IVX]{1,5})[.):]\s|(?P<letter>[A-Z])[.)]\s"
)
_LABEL = re.compile(r"[^:]{1,60}\s?:\s\S")
# "Axe 2 : ...", "Annex B: ...": a title after a number, and no value after a label.
_COUNTED = r"[^\W\d_]{2,20}\s(?:%s\s?)?(?:\d{1,2}|[IVX]{1,4}|[A-Z]|(?i:%s))\s?:\s"
# "Assistance: what it can do and what not": a title of two halves, the second begins small.
_HALVES = re.compile(r"[^:]{1,80}\s?:\s[a-zà-ÿœ][^:\d]{5,120}")
_DOTS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")


@cache
def _counted() -> re.Pattern[str]:
    sign = any_of("reading", "numbers.signs", printed=True)
    return re.compile(_COUNTED % (sign, "|".join(all_words("reading", "titles.counts"))))


def body_size(lines: list[Line]) -> float:
    """The font size of most letters; bold ones do not count where there are others: of a document
    that is all tables the headings may be most of the text outside them."""
    counts: dict[float, int] = {}
    plain: dict[float, int] = {}
    for line in lines:
        size, width = round(line.size * 2) / 2, int(line.x1 - line.x0)
        counts[size] = counts.get(size, 0) + width
        if not line.bold:
            plain[size] = plain.get(size, 0) + width
    if sum(plain.values()) > 0.1 * sum(counts.values()):
        counts = plain
    return max(counts.items(), key=lambda item: (item[1], -item[0]))[0] if counts else 10.0


def mark_headings(
    paragraphs: list[Paragraph], body: float, bookmarks: list[tuple[str, int, int | None]]
) -> None:
    """Marks headings and sets their levels by bookmarks, size, weight, capitals and numbers."""
    named = {_key(title): depth for title, depth, _ in bookmarks if len(title.strip()) > 2}
    mostly_bold = _share_bold(paragraphs) > 0.5
    found: list[Paragraph] = []
    given = [paragraph for paragraph in paragraphs if paragraph.kind == "heading"]
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            found.append(paragraph)
            continue
        if paragraph.kind not in ("paragraph", "list_item") or paragraph.note:
            continue
        if paragraph.table is not None or not paragraph.lines:
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        bookmarked = bool(named) and _key(paragraph.text) in named
        if bookmarked or _is_heading(paragraph, following, body, mostly_bold):
            paragraph.kind = "heading"
            found.append(paragraph)
    _set_levels(found, named, body)
    for paragraph in given:
        # The title of a form's section stands under that of the document.
        if paragraph.size <= 1.15 * body:
            paragraph.level = max(paragraph.level or 1, 2)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _share_bold(paragraphs: list[Paragraph]) -> float:
    bold = total = 0
    for paragraph in paragraphs:
        if paragraph.lines and paragraph.table is None:
            total += len(paragraph.text)
            bold += len(paragraph.text) if paragraph.bold else 0
    return bold / total if total else 0.0


def _is_heading(
    paragraph: Paragraph, following: Paragraph | None, body: float, mostly_bold: bool
) -> bool:
    text = paragraph.text
    if not 2 < len(text) <= _MAX_LENGTH or len(paragraph.lines) > _MAX_LINES:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2 or _DOTS.search(text):
        return False
    numbered = _NUMBERED.match(text)
    large = paragraph.size > 1.08 * body + 0.1
    bold = paragraph.bold and not mostly_bold
    capitals = len(letters) > 4 and sum(map(str.isupper, letters)) > 0.9 * len(letters)
    if paragraph.marker and not numbered:
        return False
    if text[-1] in ",;" or text[:1].islower():
        return False
    if text[-1] == "." and not (numbered and len(text) < 90) and not paragraph.size > 1.2 * body:
        return False
    titled = numbered or (bold and _counted().match(text)) or paragraph.size > 1.15 * body
    if _LABEL.match(text) and not titled and not (bold and _is_in_halves(text, following)):
        return False
    if paragraph.marker:
        # A numbered line is a heading when set off from the items of a list.
        return large or (bold and not _is_item_like(paragraph, following))
    if large:
        return paragraph.size > 1.2 * body or bold or capitals or len(text) < 120
    if paragraph.size < 0.93 * body:
        return False
    if bold:
        return len(text) <= 160 and not _is_at_right(paragraph)
    # Capitals alone: over text, not one of several lines of a letterhead.
    return (
        capitals
        and len(text) <= 120
        and len(paragraph.lines) <= 2
        and (numbered is not None or (following is not None and len(following.text) > 80))
    )


def _is_in_halves(text: str, following: Paragraph | None) -> bool:
    """Whether a line that could be a label and its value is a title of two halves, over text."""
    if _HALVES.fullmatch(text) is None or following is None or not following.lines:
        return False
    return len(following.text) > 80 and not (following.bold and _LABEL.match(following.text))


def _is_at_right(paragraph: Paragraph) -> bool:
    """Whether a line stands in the right half, as names under a letter do."""
    line = paragraph.lines[0]
    middle = (paragraph.left + paragraph.right) / 2
    return line.x0 > middle and abs((line.x0 + line.x1) / 2 - middle) > 20


def _is_item_like(paragraph: Paragraph, following: Paragraph | None) -> bool:
    return len(paragraph.text) > 140


def _set_levels(found: list[Paragraph], named: dict[str, int], body: float) -> None:
    """Levels by rank of the style; numbers and bookmarks put headings of one kind together."""
    styles: dict[tuple[float, bool, bool], int] = {}
    for paragraph in found:
        styles[_style(paragraph)] = 0
    for rank, style in enumerate(sorted(styles, reverse=True), start=1):
        styles[style] = rank
    depths: dict[int, list[int]] = {}
    for paragraph in found:
        paragraph.level = styles[_style(paragraph)]
        depth = _depth(paragraph.text)
        if depth is not None:
            depths.setdefault(depth, []).append(paragraph.level)
    # All "1.1" stand on one level, one under "1".
    level_of: dict[int, int] = {}
    for depth in sorted(depths):
        levels = depths[depth]
        level = max(set(levels), key=levels.count)
        if depth - 1 in level_of:
            level = max(level, level_of[depth - 1] + 1)
        level_of[depth] = level
    for paragraph in found:
        depth = _depth(paragraph.text)
        if depth is not None:
            paragraph.level = level_of[depth]
    _apply_bookmarks(found, named)
    used = sorted({paragraph.level for paragraph in found if paragraph.level is not None})
    ranks = {level: min(rank, 6) for rank, level in enumerate(used, start=1)}
    for paragraph in found:
        paragraph.level = ranks[paragraph.level] if paragraph.level is not None else 1


def _apply_bookmarks(found: list[Paragraph], named: dict[str, int]) -> None:
    """Where most headings have a bookmark, its depth is the level."""
    matched = [(p, named[_key(p.text)]) for p in found if _key(p.text) in named]
    if len(matched) < 3 or len({depth for _, depth in matched}) < 2:
        return
    by_level: dict[int, list[int]] = {}
    for paragraph, depth in matched:
        by_level.setdefault(paragraph.level or 1, []).append(depth)
    translated = {level: max(set(depths), key=depths.count) for level, depths in by_level.items()}
    chosen = {id(paragraph): depth for paragraph, depth in matched}
    for paragraph in found:
        level = paragraph.level or 1
        if id(paragraph) in chosen:
            paragraph.level = chosen[id(paragraph)]
        elif level in translated:
            paragraph.level = translated[level]
        else:
            above = [translated[known] for known in translated if known < level]
            # A title over the headings that have bookmarks comes out as 0, over their 1.
            paragraph.level = max(above) + 1 if above else 0


def _style(paragraph: Paragraph) -> tuple[float, bool, bool]:
    letters = [letter for letter in paragraph.text if letter.isalpha()]
    capitals = bool(letters) and sum(map(str.isupper, letters)) > 0.9 * len(letters)
    return (round(paragraph.size * 2) / 2, paragraph.bold, capitals)


def _depth(text: str) -> int | None:
    match = _NUMBERED.match(text)
    if match is None or match["arabic"] is None:
        return None
    return match["arabic"].count(".") + 1
