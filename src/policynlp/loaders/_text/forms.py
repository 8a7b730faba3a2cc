"""Forms whose labels and values stand in one line with nothing but a space between, as programs
leave them that read across a page: "Place Bertoua", "First day 3 February 2014"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.loaders._text.lines import Line, is_rule, starts_lower
from policynlp.loaders.hyphens import join_lines

# A label has at most so many words; a form so many known ones.
_LABEL_WORDS, _LEAST_KNOWN = 6, 3
# A line that fills so much of the widest one may go on in the next.
_FULL = 0.85
# So many of the next lines may hold a label and a value.
_AHEAD = 6
_NAMES = ("mission", "training", "partnership", "event", "organisers")
_PAGE = re.compile(r"\d{1,3}")


def read_form(
    lines: Sequence[Line], start: int, marked: Container[int]
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where a form ends that begins in line `start`, and its labels and values; none where no form
    begins there. `marked`: the lines that begin with a bullet or a number."""
    if not _may_begin(lines, start, marked) or _known(lines[start].text) is None:
        return start + 1, ()
    rows: list[list[str]] = []
    labels: set[str] = set()
    whole = widest = 0  # rows up to the last known label, and the longest line
    end = start
    for i in range(start, len(lines)):
        text = lines[i].text
        if not text and lines[i].page_end:
            continue
        if not text or is_rule(text) or i in marked:
            break
        found = _known(text)
        if found is not None and found[0] in labels:
            break
        if found is not None:
            rows.append(list(found))
            labels.add(found[0])
            whole, end = len(rows), i + 1
        elif _goes_on(lines[i - 1].text, text, widest):
            rows[-1][1] = join_lines(rows[-1][1], text)
            end = i + 1 if whole == len(rows) else end
        elif other := next(_splits(text), None):
            rows.append(list(other))
        else:
            break
        widest = max(widest, len(text))
    rows = rows[:whole]
    pages = sum(_PAGE.fullmatch(value) is not None for _, value in rows)
    if len(labels) < max(_LEAST_KNOWN, len(rows) / 2) or pages * 2 > len(rows):
        return start + 1, ()
    return end, tuple(map(tuple, rows))


def _may_begin(lines: Sequence[Line], start: int, marked: Container[int]) -> bool:
    """Whether this line and some of the next ones may hold a label and a value each."""
    if not lines[start].text or start in marked or next(_splits(lines[start].text), None) is None:
        return False
    ahead = islice(lines, start, start + _AHEAD)
    return sum(next(_splits(line.text), None) is not None for line in ahead) >= _LEAST_KNOWN


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a line into a label and a value, which begins with a capital or a number;
    the shortest label first."""
    words = text.split()
    if "  " in text or "\t" in text:
        return  # columns
    if len(words) < 2 or not words[0][0].isupper() or ":" in text.split(" ", _LABEL_WORDS)[:-1]:
        return
    for i in range(1, min(len(words), _LABEL_WORDS + 1)):
        if words[i - 1][-1] in ".,;:!?»”)" or any(map(str.isdigit, words[i - 1])):
            return
        if words[i][0].isupper() or words[i][0].isdigit() or words[i][0] in '«“"':
            yield " ".join(words[:i]), " ".join(words[i:])


def _known(text: str) -> tuple[str, str] | None:
    """The label and the value of a line whose label is one that forms have."""
    return next((found for found in reversed([*_splits(text)]) if _is_label(found[0])), None)


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    folded = fold(text)
    return any(
        lexicon(code).pattern(f"records/{name}", f"labels.{key}").fullmatch(folded)
        for code in available()
        for name in _NAMES
        for key in lexicon(code).get(f"records/{name}", "labels")  # type: ignore[attr-defined]
    )


def _goes_on(previous: str, text: str, widest: int) -> bool:
    """Whether a line goes on with the value above."""
    if previous[-1:] in ".;" and not starts_lower(text):
        return False
    return starts_lower(text) or text[0] == "(" or len(previous) >= _FULL * widest > len(text)
