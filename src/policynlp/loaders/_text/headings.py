"""Which pieces of a text are headings, and of which level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.loaders._text.leads import is_lead_in
from policynlp.loaders._text.lines import is_caps, label_of
from policynlp.loaders._text.pieces import Piece
from policynlp.loaders._text.shapes import (
    MAX_NAME_WORDS,
    count_words,
    has_value,
    is_closed,
    is_drawn,
    is_over,
    is_prose,
    is_sentence,
    names_section,
    names_speaker,
    runs_on,
)

_LEADERS = re.compile(
    # Only where the dots begin, and without giving any of them back.
    r"(?<![.…_])(?<![.…_]\s)(?:\.{4}|(?:\. ){4}|…{2}|_{4})[\s.…_]{0,2000}+\d{1,4}\s*$"
)
# A sentence that ends inside quotation marks: « ... : "They turn." »
_ENDS_QUOTED = re.compile(r"[.…]\s?[»”\"]$")
_MAIL = re.compile(r"\S@\S|https?://|www\.")
# Place, comma, date: "Moroni, le 12 mars 2015".
_DATELINE = re.compile(r"\A(?:[^\W\d]\S{0,30} |\(\S{1,30} ?){0,3}\S{1,30}, ?.{0,40}(?:19|20)\d\d\b")
# Unnumbered styles from the most to the least prominent.
_RANKS = ("=", "caps", "-", "bold", "plain", "lead", "colon")
_MAX_LEVEL = 6
# The style of headings whose level is known already.
FIXED = "fixed"
# A title right above text has at most so many words.
MAX_TITLE_WORDS = 10


def mark_headings(pieces: Sequence[Piece]) -> None:
    """Sets `heading` and `level` of the pieces that are headings."""
    content = [piece for piece in pieces if piece.kind != "rule"]
    _mark_numbered(content)
    for i, piece in enumerate(content):
        if piece.kind == "text" and not piece.heading:
            before = content[i - 1] if i else None
            after = content[i + 1] if i + 1 < len(content) else None
            piece.heading = _style(piece, before, after)
    _mark_stacked(content)
    _spare_runs(content)
    _set_levels(content)


def _style(piece: Piece, before: Piece | None, after: Piece | None) -> str:
    """The heading style of a text piece, or nothing."""
    text = piece.text
    if piece.underline and after is not None:
        return {"=": "=", "*": "=", "-": "-"}.get(piece.underline, "bold")
    if after is None or _ends_in_page(text) or not any(c.isalpha() for c in text):
        return ""
    if before is not None and names_speaker(piece, before):
        return ""
    opened = piece.gap_before or piece.set_off or is_closed(before) or names_section(piece)
    if text[-1] == ":" and before is not None and {before.kind, after.kind} <= {"item", "table"}:
        opened = opened or piece.indent <= before.indent
    if (
        is_caps(text)
        and count_words(text) <= 25
        and text[-1] not in ".,;"
        and not (has_value(text) and not (piece.gap_before and piece.gap_after))
    ):
        return "caps" if opened or len(piece.lines) == 1 else ""
    if not opened or count_words(text) > 30 or len(text) > 220 or _MAIL.search(text):
        return ""
    if is_lead_in(text):
        return ""
    if text[-1] == ":":
        return "colon" if _is_title_colon(text, bold=piece.bold) else ""
    if text[-1] in ".,;…" or text[0] in "«“\"'(–—-" or _ENDS_QUOTED.search(text):
        return ""
    if has_value(text) and not piece.large and not _is_headline(piece, before, after):
        return ""
    if piece.bold and count_words(text) <= 15:
        return "bold"
    if len(piece.lines) > 2 or not text[0].isupper() or _is_date_like(text):
        return ""
    if after.kind in ("item", "table") and not piece.gap_after:
        return "lead" if count_words(text) <= MAX_TITLE_WORDS else ""
    if not piece.gap_after:
        # Right above its text, without a blank line: a short line that was not full.
        below = is_prose(after) or (piece.set_off and runs_on(after))
        title = len(piece.lines) == 1 and count_words(text) <= MAX_TITLE_WORDS
        return "plain" if title and below else ""
    short = count_words(text) <= 12 and len(text) <= 90
    # A long title is one if what follows is clearly running text.
    return "plain" if short or (is_prose(after) and len(text) < len(after.text)) else ""


def _ends_in_page(text: str) -> bool:
    """Whether dots lead from a title to its page, as in a list of contents."""
    return text.rstrip()[-1:].isdecimal() and _LEADERS.search(text) is not None


def _mark_stacked(content: Sequence[Piece]) -> None:
    """Titles right above other titles, without a blank line between: "Findings", "Vetting"."""
    for i, piece in enumerate(content):
        before = content[i - 1] if i else None
        if not (piece.gap_before or is_closed(before)) or not _is_tight_title(piece):
            continue
        if before is not None and names_speaker(piece, before):
            continue
        last = i
        while last - i < 2 and last + 1 < len(content) and _is_tight_title(content[last + 1]):
            last += 1
        after = content[last + 1] if last + 1 < len(content) else None
        below = after is not None and (after.heading in ("plain", "number") or is_prose(after))
        if below or (last > i and after is not None and after.kind == "item"):
            for title in content[i : last + 1]:
                title.heading = "plain"
            if after is not None and after.kind == "item" and not after.heading:
                content[last].heading = "lead"


def _is_tight_title(piece: Piece) -> bool:
    """Whether a line looks like a title, with the next line right below it."""
    text = piece.text
    if piece.kind != "text" or piece.heading or piece.gap_after or len(piece.lines) > 1:
        return False
    if not text[:1].isupper() or text[-1] in ".,;:…" or count_words(text) > 10 or is_lead_in(text):
        return False
    return not (_is_date_like(text) or has_value(text) or _MAIL.search(text))


def _is_headline(piece: Piece, before: Piece | None, after: Piece) -> bool:
    """Whether a line with a colon inside is a title ("Toamasina : la semaine de la vaccination
    commence"): alone above running text, the second part several words and no number."""
    found = label_of(piece.text)
    if found is None or (before is not None and has_value(before.text)):
        return False
    value = found[1]
    plain = value[:1].islower() and len(value.split()) >= 4 and not re.search(r"\d", value)
    return plain and piece.gap_before and piece.gap_after and is_prose(after)


def _is_title_colon(text: str, *, bold: bool) -> bool:
    """Whether a line that ends in a colon is a title ("Résultats attendus :") and no lead-in that
    a sentence begins with: those are longer, have commas, or end in a little word."""
    words = text.rstrip(": \xa0\u202f").split()
    if not words or not words[0][0].isupper() or len(words) > (12 if bold else 7):
        return False
    if any(word[-1] in ",;.!?" for word in words[:-1]):
        return False
    last = words[-1].strip("()")
    return len(words) == 1 or len(last) > 3 or last.isupper()


def _is_date_like(text: str) -> bool:
    """Whether a short line is a date, perhaps with its place: it ends in a year or holds little
    else than numbers."""
    digits = sum(c.isdigit() for c in text)
    if digits * 2 >= sum(c.isalpha() for c in text):
        return True
    return bool(_DATELINE.match(text)) and count_words(text) <= 12


def _spare_runs(content: Sequence[Piece]) -> None:
    """Short lines that follow one another are a list of names or a cover, not headings: of three
    and more plain ones in a row only the last, above the text, stays."""
    run: list[Piece] = []
    for piece in [*content, Piece("rule", [])]:
        if piece.heading == "plain" and piece.kind == "text":
            run.append(piece)
            continue
        if len(run) >= 3:
            for early in run[:-1]:
                early.heading = ""
        run = []


def _mark_numbered(content: Sequence[Piece]) -> None:
    """Finds the numbered pieces that are headings and not items of a list.

    Numbers of one series stand or fall together: headings are short, without a final full stop,
    and have text of their own below them.
    """
    series: dict[tuple[str, tuple[int, ...]], list[list[int]]] = {}
    for i, piece in enumerate(content):
        marker = piece.marker
        if piece.kind != "item" or marker is None or not marker.numbered:
            continue
        # The series that run, the innermost last: a list inside a section counts from one again.
        running = series.setdefault((marker.sign, marker.path), [])
        if len(running) > 1 and _counts_on(content, running[-2], i):
            inner = running[-1]
            if not _counts_on(content, inner, i) or _sets_section(content, running, i):
                _judge_series(content, running.pop())
        if running and _counts_on(content, running[-1], i):
            running[-1].append(i)
            continue
        if marker.value == 1 and running and all(_can_be_title(content[k]) for k in running[0]):
            for members in running[1:]:
                _judge_series(content, members)
            running[1:] = [[i]]
            continue
        for members in running:
            _judge_series(content, members)
        running[:] = [[i]]
    for ran in series.values():
        for members in ran:
            _judge_series(content, members)


def _counts_on(content: Sequence[Piece], members: Sequence[int], i: int) -> bool:
    return _value(content[members[-1]]) + 1 == _value(content[i])


def _sets_section(content: Sequence[Piece], running: Sequence[Sequence[int]], i: int) -> bool:
    """Whether a number that both a list and the sections around it lead to opens a section: it
    stands apart like a title, which the items of the list do not."""

    def apart(k: int) -> bool:
        return _can_be_title(content[k]) and content[k].gap_before and _has_text_below(content, k)

    return apart(i) and not any(apart(k) for k in running[-1])


def _value(piece: Piece) -> int:
    return piece.marker.value if piece.marker else 0


def _judge_series(content: Sequence[Piece], members: Sequence[int]) -> None:
    if not members:
        return
    titles = [
        i
        for i in members
        if _can_be_title(content[i])
        and (content[i].gap_before or content[i].set_off or is_over(content[i - 1] if i else None))
    ]
    if len(titles) < max(1, 0.7 * len(members)):
        # A heading that counts on after the last number of a list by chance.
        for i in titles:
            told = content[i].gap_before and is_drawn(content[i])
            if (told or names_section(content[i])) and _has_text_below(content, i):
                content[i].heading = "number"
        return
    drawn = [i for i in titles if is_drawn(content[i])]
    followed = [i for i in titles if _has_text_below(content, i)]
    sign = content[members[0]].marker
    alone = len(members) == 1 and sign is not None and sign.kind not in ("decimal", "roman")
    alone = alone and not names_section(content[members[0]])
    enough = len(followed) >= 0.6 * (len(members) - (content[members[-1]] is content[-1]))
    if len(drawn) * 2 > len(members) or (followed and enough and not alone):
        for i in titles:
            apart = content[i].gap_before or (content[i].set_off and i + 1 not in members)
            if len(drawn) * 2 > len(members) or i in followed or apart:
                content[i].heading = "number"
    elif sign is not None and sign.kind == "bare":
        for i in members:
            content[i].kind, content[i].marker = "text", None


def _can_be_title(piece: Piece) -> bool:
    text = piece.content
    if not text or text[-1] in ".;," or _LEADERS.search(text) or len(text) > 200:
        return False
    return count_words(text) <= 30 and not has_value(text)


def _has_text_below(content: Sequence[Piece], i: int) -> bool:
    """Whether text of its own stands below a numbered piece: parted by a blank line, or right
    below a short line that stands on its own."""
    piece = content[i]
    after = content[i + 1] if i + 1 < len(content) else None
    if after is None or piece.marker is None or piece.content.endswith(":"):
        return False
    if after.marker is not None and after.marker.path[-1:] == (piece.marker.value,):
        return True  # "2.1" right below "2."
    if after.marker is not None and after.marker.numbered:
        deeper = after.marker.path[: len(piece.marker.path)] == piece.marker.path
        other = after.marker.sign != piece.marker.sign
        if not other and after.marker.value == 1 and after.marker.path == piece.marker.path:
            # A list that counts from one again.
            return piece.gap_after or names_section(piece)
        apart = piece.gap_after or (piece.set_off and runs_on(after))
        return other and apart and (deeper or after.marker.kind != "decimal")
    opened = piece.gap_before or is_over(content[i - 1] if i else None)
    short = opened and len(piece.lines) == 1
    if after.kind == "item":
        # "3. Recommendations" right above its bullets; a longer line is an item with its own.
        most = MAX_TITLE_WORDS if piece.set_off and runs_on(after) else MAX_NAME_WORDS
        named = short and count_words(piece.content) <= most
        return (piece.gap_after or named) and after.indent <= piece.indent + 3
    if after.kind == "table":
        return True
    tight = is_prose(after) or (short and (is_sentence(after) or runs_on(after)))
    return piece.gap_after or (len(piece.lines) == 1 and tight)


def _set_levels(content: Sequence[Piece]) -> None:
    """Levels from style, numbering and nesting: a series of numbers keeps one level, what stands
    between two numbers of a series lies below them."""
    headings = [(i, p) for i, p in enumerate(content) if p.heading and p.heading != FIXED]
    present = [style for style in _RANKS if any(p.heading == style for _, p in headings)]
    goes_on = _series_that_go_on([piece for _, piece in headings])
    open_levels: dict[str, int] = {}  # level of each numbered series, by sign
    last_plain = 0
    table_levels: dict[tuple[str, ...], int] = {}
    previous: tuple[int, Piece] | None = None
    for order, (i, piece) in enumerate(headings):
        stacked = previous is not None and previous[0] == i - 1
        if piece.heading == "number" and piece.marker is not None:
            level = _number_level(piece, open_levels, last_plain, previous and previous[1])
            open_levels[_series_key(piece)] = level
        else:
            level = present.index(piece.heading) + 1
            running = [open_levels[key] for key in goes_on[order] if key in open_levels]
            if running:
                level = max(running) + 1 + (piece.heading == "colon" and level > 6)
            elif stacked and previous and previous[1].heading == piece.heading == "colon":
                level = (previous[1].level or level) + 1
            after = content[i + 1] if i + 1 < len(content) else None
            if after is not None and after.kind == "table":
                # Tables of the same columns stand under sister headings.
                level = table_levels.setdefault(after.rows[0], level)
            if not running:
                last_plain = level
        piece.level = min(level, _MAX_LEVEL)
        previous = (i, piece)


def _series_key(piece: Piece) -> str:
    return piece.marker.sign if piece.marker else ""


def _number_level(
    piece: Piece, open_levels: dict[str, int], last_plain: int, previous: Piece | None
) -> int:
    marker = piece.marker
    if marker is None:
        return 1
    if marker.value > 1 and marker.sign in open_levels:
        return open_levels[marker.sign]
    if marker.path:
        parent = "1." if "1." in open_levels else ""
        base = open_levels.get(parent, last_plain + 1)
        return base + len(marker.path)
    if previous is not None and previous.heading == "number" and previous.level:
        # "A." right under "II." opens a series one level below.
        return previous.level + 1 if marker.value == 1 else previous.level
    if marker.sign in open_levels:
        return open_levels[marker.sign]
    return last_plain + 1


def _series_that_go_on(headings: Sequence[Piece]) -> list[set[str]]:
    """For each heading, the signs of numbered series that run on over it."""
    spans: list[set[str]] = [set() for _ in headings]
    last: dict[str, tuple[int, int]] = {}
    for i, piece in enumerate(headings):
        if piece.heading != "number" or piece.marker is None:
            continue
        sign, value = piece.marker.sign, piece.marker.value
        if sign in last and last[sign][1] + 1 == value:
            for k in range(last[sign][0] + 1, i):
                spans[k].add(sign)
        last[sign] = (i, value)
    return spans
