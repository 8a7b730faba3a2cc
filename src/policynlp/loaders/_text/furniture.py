"""Pages of a text, and what stands at the head and foot of each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from policynlp.loaders._text.lines import Line, is_rule, make_line, starts_lower
from policynlp.loaders.web_lines import is_button_line, opens_related

_DIGITS = re.compile(r"\d{1,6}")
_NUMBER_ONLY = re.compile(r"[\W_]{0,6}\d{1,4}(?:\s?[/|]\s?\d{1,4})?[\W_]{0,6}")
# Longer lines are running text; what stands behind the last of them may be links to other pages.
_PROSE = 100
_CENTRED = 20  # a line that begins so far to the right is set apart from the text
_EDGE = 3  # lines looked at from the top and the bottom of a page
_BREAKS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")


def split_pages(text: str) -> list[list[Line]]:
    """The lines of each page; a text without form feeds is one page without a number."""
    text = _BREAKS.sub("\n", text)
    parts = text.split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    numbered = len(parts) > 1 or "\f" in text
    return [
        [make_line(raw, number if numbered else None) for raw in part.split("\n")]
        for number, part in enumerate(parts, start=1)
    ]


def separate_furniture(pages: Sequence[list[Line]]) -> tuple[list[Line], list[Line], list[Line]]:
    """Running heads, body lines and running feet.

    A head or foot is a line near the edge of a page that stands, but for its numbers, on at
    least half of the pages, or a bare page number. Without form feeds, lines that repeat with a
    page number that counts up ("… 3 of 9") are feet.
    """
    if len(pages) == 1 and pages[0][0].page is None:
        over, rest, under = _separate_web(pages[0])
        above, rest, below = _separate_counting(rest)
        return [*over, *above], rest, [*below, *under]
    heads, feet = _edges(pages, top=True), _edges(pages, top=False)
    head_lines: list[Line] = []
    foot_lines: list[Line] = []
    body: list[Line] = []
    for page in pages:
        start, end = 0, len(page)
        for index in _edge_indexes(page, top=True):
            if not _is_furniture(page[index].text, heads):
                break
            head_lines.append(page[index])
            start = index + 1
        found = []
        for index in _edge_indexes(page[start:], top=False):
            if not _is_furniture(page[start + index].text, feet):
                break
            found.append(page[start + index])
            end = start + index
        foot_lines.extend(reversed(found))
        _append_page(body, page[start:end])
    return head_lines, body, foot_lines


def _append_page(body: list[Line], page: list[Line]) -> None:
    """Adds a page's lines; a sentence that runs over the page break is not torn apart."""
    while page and not page[0].text:
        page = page[1:]
    while body and not body[-1].text:
        body.pop()
    if not page:
        return
    if body and not (starts_lower(page[0].text) and body[-1].text[-1] not in ".!?:;"):
        body.append(Line("", page=page[0].page))
    body.extend(page)


def _edge_indexes(page: Sequence[Line], *, top: bool) -> list[int]:
    order = range(len(page)) if top else range(len(page) - 1, -1, -1)
    return [index for index in order if page[index].text][:_EDGE]


def _template(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).split()).lower()


def _edges(pages: Sequence[Sequence[Line]], *, top: bool) -> set[str]:
    """Templates of the lines that stand at this edge of at least half of the pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_template(page[i].text) for i in _edge_indexes(page, top=top)})
    enough = max(2, (len(pages) + 1) // 2)
    return {template for template, count in counts.items() if count >= enough and template}


def _is_furniture(text: str, templates: set[str]) -> bool:
    return bool(_NUMBER_ONLY.fullmatch(text)) or _template(text) in templates or is_rule(text)


def _separate_web(page: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """What was copied with a web page: buttons, and titles of other pages behind the text."""
    prose = [index for index, line in enumerate(page) if len(line.text) >= _PROSE]
    if not prose:
        return [], page, []
    gone = {index for index, line in enumerate(page) if is_button_line(line.text)}
    related = (i for i in range(prose[-1] + 1, len(page)) if opens_related(page[i].text))
    first = next(related, len(page))
    gone.update(index for index in range(first, len(page)) if page[index].text)
    body = [Line("") if index in gone else line for index, line in enumerate(page)]
    return (
        [page[index] for index in sorted(gone) if index < prose[0]],
        body,
        [page[index] for index in sorted(gone) if index > prose[0]],
    )


def _separate_counting(page: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Feet of a text without form feeds: one template, with a number that goes up by one."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(page):
        if 0 < len(line.text) <= 100 and _DIGITS.search(line.text):
            places.setdefault(_template(line.text), []).append(index)
    feet: set[int] = set()
    for template, indexes in places.items():
        of_total = _of_total(template, len(indexes)) and all(
            page[index].indent >= _CENTRED for index in indexes
        )
        # Set in the middle or at the right, "Page 3 of 9" may touch the text of the page.
        if not of_total and not all(_stands_alone(page, index) for index in indexes):
            continue
        if _counts_up([page[index].text for index in indexes]) and (
            _of_total(template, len(indexes)) or _falls_on_pages(page, indexes, template)
        ):
            feet.update(indexes)
    feet |= _centred_numbers(page)
    heads = _heads_after(page, feet)
    gone = set(feet)
    for index in feet:
        if _cuts_sentence(page, index):
            # The blank lines around a foot are its own, not the end of a paragraph.
            gone.update(_blanks_around(page, index))
    body = [
        line if index not in feet | heads else Line("")
        for index, line in enumerate(page)
        if index not in gone or (index in feet and not _cuts_sentence(page, index))
    ]
    return (
        [page[index] for index in sorted(heads)],
        body,
        [page[index] for index in sorted(feet)],
    )


def _centred_numbers(page: Sequence[Line]) -> set[int]:
    """Bare numbers in the middle or at the right of lines of their own, that count up."""
    found = [
        index
        for index, line in enumerate(page)
        if line.indent >= _CENTRED
        and _NUMBER_ONLY.fullmatch(line.text)
        and (_stands_alone(page, index) or (line.indent >= 40 and index + 2 >= len(page)))
    ]
    values = [int(match[0]) for i in found if (match := _DIGITS.search(page[i].text))]
    rising = all(b == a + 1 for a, b in pairwise(values))
    return set(found) if found and rising and values[0] <= 3 else set()


def _heads_after(page: Sequence[Line], feet: set[int]) -> set[int]:
    """Lines that stand, but for their numbers, at the top of the text and below its feet."""
    tops = {}
    for start in (-1, *feet):
        index = next((k for k in range(start + 1, len(page)) if page[k].text), None)
        if index is not None and index not in feet and _stands_alone(page, index):
            tops[index] = _template(page[index].text)
    counts = Counter(tops.values())
    return {index for index, template in tops.items() if counts[template] >= 2}


def _blanks_around(page: Sequence[Line], index: int) -> set[int]:
    found: set[int] = set()
    for step in (-1, 1):
        k = index + step
        while 0 <= k < len(page) and not page[k].text:
            found.add(k)
            k += step
    return found


def _of_total(template: str, count: int) -> bool:
    """Whether a line says "3 of 9" or the like; "3.1 Findings" is a section."""
    if template.startswith("#.#"):
        return False
    return count >= 2 and template.count("#") == 2 and len(template.split()) <= 4


def _falls_on_pages(page: Sequence[Line], indexes: Sequence[int], template: str) -> bool:
    """Whether counted lines are page numbers and not "Module 1", "Module 2" ...: they cut a
    sentence in two, or lie a page apart."""
    if len(indexes) < 3 or template.startswith("#."):
        return False
    if any(_cuts_sentence(page, index) for index in indexes):
        return True
    gaps = [b - a for a, b in pairwise(indexes)]
    return min(gaps) >= 30 and max(gaps) <= 1.5 * min(gaps) and len(template.split()) <= 3


def _cuts_sentence(page: Sequence[Line], index: int) -> bool:
    before = next((line.text for line in reversed(page[:index]) if line.text), "")
    after = next((line.text for line in page[index + 1 :] if line.text), "")
    return bool(before) and starts_lower(after) and before[-1] not in ".!?:;"


def _stands_alone(page: Sequence[Line], index: int) -> bool:
    before = index == 0 or not page[index - 1].text
    after = index + 1 == len(page) or not page[index + 1].text
    return before and after


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether exactly one number of the lines differs, going up by one from line to line."""
    rows = [[int(number) for number in _DIGITS.findall(text)] for text in texts]
    moving = 0
    for column in zip(*rows, strict=False):
        if len(set(column)) > 1:
            steps = {b - a for a, b in pairwise(column)}
            if steps != {1}:
                return False
            moving += 1
    return moving == 1
