"""Lines of a column to paragraphs, list items and lines that stand for themselves."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from policynlp.loaders._pdf.lines import first_width
from policynlp.loaders._pdf.lists import is_bullet, is_initial, marker_of, text_indent
from policynlp.loaders._pdf.model import Line, Paragraph

_END = ".!?;:…"
_HYPHENS = "-\u00ad\u2010\u2011"
_CLOSING = "»”\"')]’"


def ends_sentence(text: str) -> bool:
    """Whether a line ends with punctuation that closes it."""
    text = text.rstrip().rstrip(_CLOSING).rstrip()
    return bool(text) and text[-1] in _END


def goes_on(text: str) -> bool:
    """Whether a line begins as the middle of a sentence does."""
    return text[:1].islower() or text[:1] in ",;:)»%"


class Leading:
    """The usual distance of baselines, by font size, over the whole document."""

    def __init__(self) -> None:
        self._counts: dict[float, Counter[float]] = {}
        self._known: dict[float, float] = {}
        self._indents: Counter[int] = Counter()

    def learn(self, lines: list[Line], left: float) -> None:
        """Counts the distances between lines of one column, and the indents of first lines."""
        before: Line | None = None
        for above, line in pairwise(lines):
            # A line that stands alone in its place: the last line of an item does not.
            alone = before is None or abs(before.x0 - above.x0) > 1
            if alone and abs(line.x0 - left) < 1 and 0.6 < (above.x0 - left) / line.size < 4:
                self._indents[round(above.x0 - left)] += 1
            before = above
            step = line.base - above.base
            if abs(above.size - line.size) < 0.3 and 0.9 < step / line.size < 2.6:
                counts = self._counts.setdefault(round(line.size * 2) / 2, Counter())
                counts[round(step * 2) / 2] += 1

    def is_first_indent(self, shift: float) -> bool:
        """Whether paragraphs of the document begin this far from the left edge."""
        known = self._indents
        return known[round(shift)] + known[int(shift)] + known[int(shift) + 1] > 3

    def of(self, size: float) -> float:
        """Points between two lines of a paragraph of this size."""
        size = round(size * 2) / 2
        known = self._known.get(size)
        if known is None:
            counts = self._counts.get(size)
            known = 1.3 * size
            if counts and counts.total() >= 3:
                common = max(counts.values())
                # The smallest distance that is common: spaced-out lists are no measure.
                known = min(step for step, count in counts.items() if count >= 0.3 * common)
            self._known[size] = known
        return known


def build_paragraphs(
    lines: list[Line], page: int, left: float, right: float, leading: Leading
) -> list[Paragraph]:
    """Paragraphs of a column, top down; items are marked as such by their marker."""
    done: list[Paragraph] = []
    above: Line | None = None
    for line in lines:
        marker = marker_of(line)
        if above is not None and done:
            current = done[-1]
            if not _breaks(current, above, line, marker, right, leading):
                current.lines.append(line)
                above = line
                continue
        gap = line.top - above.bottom if above is not None else 99.0
        done.append(Paragraph([line], page, left, right, gap, marker=marker or ""))
        above = line
    return done


def _breaks(
    current: Paragraph,
    above: Line,
    line: Line,
    marker: str | None,
    right: float,
    leading: Leading,
) -> bool:
    """Whether a line starts a new paragraph."""
    size = line.size
    step = line.base - above.base
    if abs(size - above.size) > 0.07 * max(size, above.size):
        return True
    usual = leading.of(size)
    if step > 1.22 * usual + 0.5 or step < 0:
        return True
    text, before = line.words[0].text, above.words[-1].text
    if before[-1] in _HYPHENS and before[-2:-1].isalnum() and text[:1].isalnum():
        return False  # a word that goes on, even where the line is not full
    full = _is_full(above, line, right)
    ended = ends_sentence(before)
    flows = full and not ended
    if marker is not None and is_initial(marker) and full and step <= 1.1 * usual:
        marker = None
    if marker is not None and not (flows and _is_plain_start(current, above, line, marker)):
        return True
    if above.bold != line.bold and not (flows and goes_on(text)):
        return True
    if _changes_case(above, line) and not goes_on(text):
        return True
    if size > 0 and above.bold and line.bold and not full and not ended and goes_on(text):
        return False
    if not full:
        return (
            ended or not goes_on(text) or (above.x1 < current.left + 0.6 * (right - current.left))
        )
    indented = line.x0 - above.x0 > 0.6 * size
    if not current.marker and indented and leading.is_first_indent(line.x0 - current.left):
        return True
    return _indent_breaks(current, above, line, ended)


def _changes_case(above: Line, line: Line) -> bool:
    """Whether one of two lines is set in capitals, with several words, and the other is not."""
    upper, lower = above.text.isupper(), line.text.isupper()
    return upper != lower and len((above if upper else line).words) > 1


def _is_plain_start(current: Paragraph, above: Line, line: Line, marker: str) -> bool:
    """Whether what looks like a marker is a dash or a number in the middle of a sentence."""
    if is_bullet(marker) and (marker not in "-–—*+" or line.words[1].text[:1].isupper()):
        return False
    start = text_indent(current.lines[0]) if current.marker else above.x0
    return abs(line.x0 - start) < 2 or (not current.marker and line.x0 <= above.x0)


def _is_full(above: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had found no room on the line above."""
    width = first_width(line)
    room = min(right, above.limit) - above.x1
    if abs((above.x0 + above.x1) - (line.x0 + line.x1)) < 3 and above.x0 - line.x0 != 0:
        room *= 2  # centred: half of the room is on the left
    return width + 0.25 * line.size > room - 0.6 * line.size


def _indent_breaks(current: Paragraph, above: Line, line: Line, ended: bool) -> bool:
    """Whether the line's left edge says that something new begins."""
    shift = line.x0 - above.x0
    size = line.size
    if abs(shift) < (0.3 if shift < 0 and current.marker else 0.6) * size:
        return False
    if abs((above.x0 + above.x1) - (line.x0 + line.x1)) < 4:
        return False  # centred
    if len(current.lines) == 1:
        if current.marker:
            # A hanging indent, or text that runs back under its marker.
            return shift < -0.3 * size and (ended or not goes_on(line.words[0].text))
        return shift > 0 and ended  # a first line may be indented, not the second
    return ended or shift > 3 * size
