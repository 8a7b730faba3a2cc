"""Pages of a text, and what stands at the head and foot of each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cache
from itertools import pairwise

from policynlp.languages import all_words
from policynlp.loaders._text.lines import (
    Line,
    end_of_page,
    is_caps,
    is_rule,
    make_line,
    starts_lower,
)
from policynlp.loaders.web_lines import is_button_line, is_home, opens_related

_DIGITS = re.compile(r"\d{1,6}")
_NUMBER_ONLY = re.compile(r"[\W_]{0,6}\d{1,4}(?:\s?[/|]\s?\d{1,4})?[\W_]{0,6}")
# Longer lines are running text; what stands behind the last of them may be links to other pages.
_PROSE = 100
# A menu has so many entries at least, each no longer than so many characters.
_LEAST_ENTRIES, _ENTRY = 4, 40
_CENTRED = 20  # a line that begins so far to the right is set apart from the text
# A line of running text that fills the page is at least so long, in characters.
_RUNNING = 45
_BULLET = re.compile(r"[^\w\s«“\"(]|\(?\w{1,3}[.)]\s")
# "Quarterly report      3": a number that is set apart from what stands in the same line.
_NUMBER_APART = re.compile(r"(?<=\S)\s{3,200}\d{1,4}$|^\d{1,4}\s{3,200}(?=\S)")
_PAGE_MARK = re.compile(
    r"[-=_*#~<>\[({|+]{1,80}\s{0,3}([^\W\d_]{1,12}\.?)\s{0,3}\d{1,4}"
    r"(?:\s{0,2}(?:/|[^\W\d_]{1,4})\s{0,2}\d{1,4})?\s{0,3}[-=_*#~<>\])}|+]{1,80}"
)
_EDGE = 3  # lines looked at from the top and the bottom of a page
_BREAKS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")


def with_line_feeds(text: str) -> str:
    """The text with one sign at all ends of lines."""
    return _BREAKS.sub("\n", text)


def split_pages(text: str) -> list[list[Line]]:
    """The lines of each page; a text without form feeds is one page without a number."""
    text = with_line_feeds(text)
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
    head_lines: list[Line] = []
    foot_lines: list[Line] = []
    body: list[Line] = []
    for page, (start, end) in zip(pages, edges_of(pages), strict=True):
        head_lines.extend(line for line in page[:start] if line.text)
        foot_lines.extend(line for line in page[end:] if line.text)
        append_stretch(body, page[start:end])
    return head_lines, body, foot_lines


def edges_of(pages: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Where the body of each page begins, below its head, and ends, above its foot."""
    heads, feet = _edges(pages, top=True), _edges(pages, top=False)
    found: list[tuple[int, int]] = []
    for page in pages:
        start, end = 0, len(page)
        for index in _edge_indexes(page, top=True):
            if not _is_furniture(page[index].text, heads):
                break
            start = index + 1
        for index in _edge_indexes(page[start:], top=False):
            if not _is_furniture(page[start + index].text, feet):
                break
            end = start + index
        found.append((start, end))
    return found


def append_stretch(body: list[Line], page: list[Line]) -> None:
    """Adds the lines of a page or column; a sentence that runs over its end is not torn apart."""
    while page and not page[0].text:
        page = page[1:]
    while body and not body[-1].text:
        body.pop()
    if not page:
        return
    if body and not _runs_on(body, page):
        body.append(end_of_page(page[0].page))
    body.extend(page)


def _runs_on(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the sentence at a page's end goes on at the top of the next: in small letters, or
    where a full line of running text breaks off without a mark.

    Both stretches begin and end with a line of text.
    """
    last = before[-1]
    if last.text[-1] in ".!?:;" or not after:
        return False
    if starts_lower(after[0].text):
        return True
    running = len(before) > 1 and min(len(last.text), len(before[-2].text)) >= _RUNNING
    apart = any("  " in line.text or is_caps(line.text) for line in (last, *before[-2:], after[0]))
    below = len(after) > 1 and len(after[0].text) >= _RUNNING and after[1].text
    return running and not apart and bool(below) and not _BULLET.match(after[0].text)


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
    """What was copied with a web page above the text, the text, and what was below or between."""
    gone, first = web_lines_of(page)
    body = [Line("") if index in gone else line for index, line in enumerate(page)]
    return (
        [page[index] for index in sorted(gone) if index < first],
        body,
        [page[index] for index in sorted(gone) if index > first],
    )


def web_lines_of(page: Sequence[Line]) -> tuple[set[int], int]:
    """Places of the lines copied with a web page: buttons, menus, and titles of other pages behind
    the text; the place of the first line of running text."""
    prose = _prose_lines(page)
    if not prose:
        return set(), 0
    gone = {index for index, line in enumerate(page) if is_button_line(_bare(line.text))}
    related = (i for i in range(prose[-1] + 1, len(page)) if opens_related(_bare(page[i].text)))
    first = next(related, len(page))
    gone.update(index for index in range(first, len(page)) if page[index].text)
    gone.update(_menus(page, gone, prose))
    return gone, prose[0]


def _prose_lines(page: Sequence[Line]) -> list[int]:
    """Lines of running text: long ones, and such as the next goes on from in small letters."""
    return [
        index
        for index, (line, below) in enumerate(zip(page, [*page[1:], Line("")], strict=True))
        if len(line.text) >= _PROSE or (len(line.text) >= _RUNNING and starts_lower(below.text))
    ]


def _bare(text: str) -> str:
    """A line without its bullet or the mark of a title."""
    return text.lstrip("•◦*+-–·# ")


def _menus(page: Sequence[Line], buttons: Set[int], prose: Sequence[int]) -> set[int]:
    """Short lines right under one another, before or behind all running text, one of which is a
    button: the menu of a page, and what stands at its foot."""
    found: set[int] = set()
    stretch: list[int] = []
    for index, line in enumerate([*page, Line("")]):
        if line.text and len(line.text) <= _ENTRY:
            stretch.append(index)
            continue
        outside = bool(stretch) and not prose[0] < stretch[0] < prose[-1]
        known = sum(i in buttons or is_home(_bare(page[i].text)) for i in stretch)
        entries = sum(page[i].text[-1] not in ".;:" for i in stretch)
        if outside and not line.text and len(stretch) >= _LEAST_ENTRIES and entries == len(stretch):
            found.update(stretch if known else ())
        stretch = []
    return found


def _separate_counting(page: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Feet of a text without form feeds: one template, with a number that goes up by one."""
    places: dict[str, list[int]] = {}
    marks: set[int] = set()
    for index, line in enumerate(page):
        if is_page_mark(line.text):
            marks.add(index)
        elif 0 < len(line.text) <= 100 and _DIGITS.search(line.text):
            places.setdefault(_template(line.text), []).append(index)
    feet = set(marks)
    for template, indexes in places.items():
        of_total = _of_total(template, len(indexes)) and _all_centred(page, indexes)
        # Set in the middle or at the right, "Page 3 of 9" may touch the text of the page.
        set_apart = of_total or (_is_page_number(template) and _all_centred(page, indexes))
        if not set_apart and not all(_stands_alone(page, index) for index in indexes):
            continue
        if _counts_up([page[index].text for index in indexes]) and (
            _of_total(template, len(indexes))
            or _is_page_number(template)
            or all(_NUMBER_APART.search(page[index].text) for index in indexes)
            or _falls_on_pages(page, indexes, template)
        ):
            feet.update(indexes)
    feet |= _centred_numbers(page)
    heads = _heads_after(page, feet)
    furniture = feet | heads
    gone: set[int] = set()
    ends: set[int] = set()
    for index in sorted(feet):
        around = _with_blanks(page, index, furniture)
        before, after = page[max(0, around[0] - 2) : around[0]], page[around[-1] + 1 :][:2]
        if before and before[-1].text and _runs_on(before, after):
            # The blank lines around a foot are its own, not the end of a paragraph.
            gone.update(around)
        ends.update(around)
    body = [
        end_of_page() if index in ends else Line("") if index in furniture else line
        for index, line in enumerate(page)
        if index not in gone
    ]
    return (
        [page[index] for index in sorted(heads)],
        body,
        [page[index] for index in sorted(feet)],
    )


def _all_centred(page: Sequence[Line], indexes: Sequence[int]) -> bool:
    return all(page[index].indent >= _CENTRED for index in indexes)


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
        if index is not None and index not in feet and _stands_alone(page, index, feet):
            tops[index] = _template(page[index].text)
    counts = Counter(tops.values())
    return {index for index, template in tops.items() if counts[template] >= 2}


def _with_blanks(page: Sequence[Line], index: int, furniture: Set[int]) -> range:
    """The lines around one of furniture that are furniture or blank too."""
    first, last = index, index
    while first > 0 and (first - 1 in furniture or not page[first - 1].text):
        first -= 1
    while last + 1 < len(page) and (last + 1 in furniture or not page[last + 1].text):
        last += 1
    return range(first, last + 1)


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


def _is_page_number(template: str) -> bool:
    """Whether a line says nothing but "Page 3"."""
    words = [word for word in template.split() if any(c.isalnum() or c == "#" for c in word)]
    return len(words) == 2 and "#" in words and any(w in _page_words() for w in words)


def is_page_mark(text: str) -> bool:
    """Whether a program parted pages with a line: "--- Page 3 ---", "[Page 3 of 9]"."""
    match = _PAGE_MARK.fullmatch(text)
    return match is not None and match[1].lower() in _page_words()


@cache
def _page_words() -> frozenset[str]:
    return frozenset(all_words("reading", "numbers.pages"))


def _stands_alone(page: Sequence[Line], index: int, furniture: Set[int] = frozenset()) -> bool:
    above = page[index - 1].text if index and index - 1 not in furniture else ""
    before = not above or is_rule(above)
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
