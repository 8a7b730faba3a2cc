"""Lines of a text with their indent, and the width at which the text was wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from policynlp.languages import all_words

_LEADING = re.compile(r"[\s\u200b\ufeff]*")
# "Destination : Lomé", "Dates ........ 3-9 May"
_LABEL = re.compile(
    r"([^\W\d_][^:\n\t]{0,70}?)"
    r"(?:\s{0,3}:|(?:\s\.{2,80}|\.{3,80}|\s?…{1,30})\s?:?)(?=\s|$)(.*)",
    re.DOTALL,
)
# An opening sign and the space after it are never parted from the word.
_FIRST_WORD = re.compile(r"\W{0,3}\S{0,60}")
_RULE = re.compile(r"[\W_]{3,}")
_PAGE_END = "\f"
_RULE_SIGNS = frozenset("-=_*~#.+—–·•")


@dataclass(frozen=True)
class Line:
    """One line as typed.

    Attributes:
        text: without white space around it; empty for a blank line.
        indent: columns before the text, tabs counted to the next multiple of 8.
        page: from 1, or None where the text has no form feeds.
        raw: the line with its tabs and spaces.
        bold: number of the `**` span that the whole line lies in, 0 for none.
    """

    text: str
    indent: int = 0
    page: int | None = None
    raw: str = ""
    bold: int = 0

    @property
    def end(self) -> int:
        """Column after the last character."""
        return self.indent + len(self.text)

    @property
    def page_end(self) -> bool:
        """Whether it is blank because a page or a column ends there, and not as typed."""
        return self.raw == _PAGE_END


def end_of_page(page: int | None = None) -> Line:
    """The blank line that stands where a page or a column ended."""
    return Line("", page=page, raw=_PAGE_END)


def make_line(raw: str, page: int | None = None) -> Line:
    """A line of a file as a `Line`."""
    lead = _LEADING.match(raw)
    cut = lead.end() if lead else 0
    indent = len(raw[:cut].replace("\u200b", "").replace("\ufeff", "").expandtabs(8))
    return Line(raw[cut:].rstrip(), indent, page, raw)


def is_rule(text: str) -> bool:
    """Whether a line is drawn, not written: "-----", "* * *", "____"."""
    if len(text) < 3 or not _RULE.fullmatch(text):
        return False
    signs = set(text) - {" ", "\t", "\xa0"}
    return len(signs) <= 2 and signs <= _RULE_SIGNS


def is_caps(text: str) -> bool:
    """Whether the text is written in capitals (a stray small letter allowed)."""
    most = len(text) // 10
    # Counted no further than needed: most texts are long and in small letters.
    lower = len(list(islice(filter(str.islower, text), most + 1)))
    if lower > most:
        return False
    upper = sum(map(str.isupper, text))
    return upper >= 4 and lower * 10 <= upper


def starts_lower(text: str) -> bool:
    """Whether the text goes on in the middle of a sentence: small letter, or a closing sign."""
    return bool(text) and (text[0].islower() or text[0] in ",;:)]»”%")


def _opens_label(label: str) -> bool:
    return label[0].isupper() or label in _small_labels()


@cache
def _small_labels() -> frozenset[str]:
    return frozenset(all_words("reading", "labels.small"))


def label_of(text: str) -> tuple[str, str] | None:
    """Label and value of "Destination : Lomé"; None where there is no short label with a colon or
    dots."""
    match = _LABEL.match(text)
    if match is None:
        return None
    label = match[1].strip()
    words = label.split()
    if len(words) > 7 or not _opens_label(label) or re.search(r"[!?«»“”\"]|[.;](?=\s)", label):
        return None
    return label, match[2].strip()


@dataclass(frozen=True)
class Wrap:
    """The width at which lines were broken by the program, not by the writer.

    `width` is 0 where lines are as long as paragraphs. `slack` is the share of the width that a
    broken line fills at least: less where the text was broken in a proportional font.
    """

    width: int
    slack: float = 1.0

    def forced(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would not have fitted into `line`."""
        word = _FIRST_WORD.match(following.text)
        size = word.end() if word else 0
        # After a full stop a short line is rather the end of a paragraph: more must be filled.
        slack = max(self.slack, 0.94) if line.text[-1:] in ".!?" else self.slack
        return self.width > 0 and line.end + 1 + size > self.width * slack


def ends_in_title(text: str) -> bool:
    """Whether the full stop at a line's end belongs to a title whose name stands on the next one:
    "the officer, Ms."."""
    last = text.split()[-1]
    return last[0].isupper() and last[-1] == "." and last[:-1].lower() in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(all_words("lexicon", "titles"))


# A line of prose has at least so many words.
PROSE_WORDS = 5
# Of the lines that fill so much of the width so many are unended, so many go on in small letters.
_FULL_SHARE, _LEAST_FULL, _UNENDED_SHARE, _LOWER_SHARE = 0.8, 5, 0.6, 0.4


def measure_wrap(pairs: Sequence[tuple[Line, Line]]) -> Wrap:
    """The wrap of a text, from pairs of consecutive lines without bullets and labels."""
    prose = [(a, b) for a, b in pairs if len(a.text.split()) >= PROSE_WORDS]
    short = [(a, b) for a, b in prose if a.end <= 130]
    if not short or sum(a.end for a, _ in short) < sum(a.end for a, _ in prose) / 2:
        return Wrap(0)
    edges = sorted(a.end for a, _ in short)
    # A few lines that stick out (addresses, long words) do not make the width.
    width = edges[min(len(edges) - 1, int(len(edges) * 0.95))]
    if len(short) <= 2:
        ragged = all(starts_lower(b.text) for _, b in short)
        return Wrap(width, 0.9) if ragged and width >= 45 else Wrap(0)
    for slack, support in ((1.0, 0.85), (0.97, 0.7), (0.85, 0.5)):
        wrap = Wrap(width, slack)
        if sum(wrap.forced(a, b) for a, b in short) >= support * len(short):
            return wrap
    lower = sum(starts_lower(b.text) for _, b in short)
    return Wrap(width, 0.85) if lower >= 0.5 * len(short) or _runs_on(short, width) else Wrap(0)


def _runs_on(pairs: Sequence[tuple[Line, Line]], width: int) -> bool:
    """Whether the long lines among short ones (titles, cells, ends of paragraphs) are broken ones:
    most end without a mark, and many are followed by a small letter."""
    full = [(a, b) for a, b in pairs if a.end >= _FULL_SHARE * width]
    unended = sum(a.text[-1] not in ".!?:;" for a, _ in full)
    lower = sum(starts_lower(b.text) for _, b in full)
    return (
        len(full) >= _LEAST_FULL
        and unended >= _UNENDED_SHARE * len(full)
        and lower >= _LOWER_SHARE * len(full)
    )


_LEAST_SPACED = 12


def close_up(lines: Sequence[Line]) -> list[Line]:
    """Lines without the blank one behind each that a program put there: hardly any two stand right
    under one another, and long ones go on in the next.

    Where more blank lines stand, one of them stays.
    """
    filled = [i for i, line in enumerate(lines) if line.text]
    gaps = [b - a for a, b in pairwise(filled)]
    if len(filled) < _LEAST_SPACED or gaps.count(1) > len(gaps) / 20:
        return list(lines)
    wrap = measure_wrap([(lines[a], lines[b]) for a, b in pairwise(filled) if b - a == 2])
    if not wrap.width:
        return list(lines)
    return [line for i, line in enumerate(lines) if line.text or not i or not lines[i - 1].text]


# Two stars, or one right before a word.
_OPENS_BOLD = re.compile(r"\*\*(?=[^* ])|\*(?=[^\W_])")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*\*\*|\*\*|\*)(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\1(?![\w*])"
    r"|(?<![\w_])(__)(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])__(?![\w_])"
)


def strip_emphasis(text: str) -> str:
    """`text` without the asterisks of **bold** and *italic*."""
    if "*" not in text and "__" not in text:
        return text
    return _EMPHASIS.sub(lambda match: match[2] or match[4] or "", text)


def unmark_bold(lines: Iterable[Line]) -> list[Line]:
    """Lines with the `**` of whole lines taken off, or the `*` that mails have for it (beside `**`
    it makes no line bold); a span may run over several lines."""
    done = list(lines)
    slanted = any(line.text.startswith("**") for line in done)
    span = 0
    i = 0
    while i < len(done):
        opened = _OPENS_BOLD.match(done[i].text)
        last = _closing_line(done, i, opened[0]) if opened else None
        if opened and last is not None:
            bold = opened[0] == "**" or not slanted
            span += bold
            for k in range(i, last + 1):
                bare = done[k].text.removeprefix(opened[0]) if k == i else done[k].text
                bare = bare.removesuffix(opened[0]).rstrip() if k == last else bare
                done[k] = replace(done[k], text=bare.lstrip(), bold=span * bold)
            i = last
        i += 1
    return done


def _closing_line(lines: Sequence[Line], start: int, sign: str) -> int | None:
    """Index of the line whose end closes the bold span opened at the start of line `start`."""
    for k in range(start, min(start + 5, len(lines))):
        text = lines[k].text.removeprefix(sign) if k == start else lines[k].text
        if not text:
            return None
        if sign in text:
            return k if text.find(sign) == len(text) - len(sign) else None
    return None


_QUOTE = re.compile(r"(?:>\s?){1,6}")


def unquote(lines: Sequence[Line]) -> list[Line]:
    """Lines without the ">" of quoted mail; a ">" that is a bullet stays.

    Quoted lines go on from one to the next, items do not.
    """
    done = list(lines)
    start = 0
    while start < len(done):
        end = start
        while end < len(done) and done[end].text.startswith(">"):
            end += 1
        if end - start >= 2:
            bare = [_bare(line) for line in done[start:end]]
            goes_on = any(
                a.text and starts_lower(b.text) and a.text[-1] not in ".;:!?"
                for a, b in pairwise(bare)
            )
            if goes_on or any(not line.text for line in bare):
                done[start:end] = bare
        start = max(end, start + 1)
    return done


def _bare(line: Line) -> Line:
    match = _QUOTE.match(line.text)
    return make_line(line.text[match.end() :] if match else line.text, line.page)
