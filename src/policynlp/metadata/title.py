"""The title, chosen among what stands at a document's top. Nothing is guessed: a document without
one has none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policynlp.blocks import LoadedDocument
from policynlp.folding import fold
from policynlp.metadata.letterheads import (
    REFERENCE,
    document_titles,
    ends_in_reference,
    is_series,
    issuer_share,
    names_issue,
    tells_place_and_date,
)
from policynlp.metadata.phrases import (
    MAX_TITLE,
    TOP_BLOCKS,
    WORD,
    date_words,
    pattern,
    small_words,
)
from policynlp.metadata.spread import LABELLED, before_edition, kind_alone, spread_title
from policynlp.schema import Block

# What a candidate loses for each block above it.
_FALL = 3
# What it loses for each paragraph of prose above it: the body has begun.
_AFTER_PROSE = 12
# A line of which nothing is known, and what the first that may be more than that gains.
_PLAIN = 12
_FIRST = 10
# What the name of an issuer loses above an address or a motto.
_LETTERHEAD = 24
# What the line above the number of an issue gains, and how long that line is at most.
_NEWSLETTER, _ISSUE_LINE = 20, 80
# What a line gains under which a day or an author stands, below another that may be a title.
_SIGNED = 10
# What a line with a bar loses: a site or column, and what it shows, beside a title of its own.
_BARRED = 18
_LEAST_PROSE = 160
_SENTENCE_WORDS = 9
# The first of numbered sections.
_FIRST_NUMBERS = frozenset({"1", "I", "A"})
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d{2}")
# A line of shorter words alone lists codes: "RO / RU / EN".
_LEAST_WORD = 3
# Between the entries of a menu and the headings that a line files a text under, the fewest of them
# and the words that one has at most: "Home | Courses | About us", "SANTÉ / TCHAD / FORMATION".
_BARS = re.compile(r"\s[/|›»·•>]\s")
_MENU, _MENU_WORDS = 3, 3
# The motto of a State under its name: "Paix - Travail - Patrie".
_MOTTO = re.compile(r"[^\W\d]{3,20}(?:(?: ?[–—-] ?|, )[^\W\d]{3,20}){2,3}")


@dataclass(frozen=True)
class _Candidate:
    """A line that may be the title: `clear` where it stands out as one above the body, `weak` where
    it names an issuer or an issue."""

    score: int
    index: int
    text: str
    clear: bool = False
    weak: bool = False


def find_title(loaded: LoadedDocument) -> str | None:
    """The document's own title as printed, or None.

    That is a heading (else a short line) near the top which is no letterhead, no date line, no
    labelled field and no section. Lines that run on into the next are joined. The title in the
    file's properties counts for it where the text has it too; by itself only for web pages.
    """
    top = [block for block in loaded.blocks if block.kind not in ("header", "footer")]
    levels = Counter(block.level for block in top if block.kind == "heading")
    candidates: list[_Candidate] = []
    prose, first, opened = 0, True, _salutation(loaded, top)
    for index, block in enumerate(top[:TOP_BLOCKS]):
        text = loaded.text[block.start : block.end]
        if block.kind in ("table", "caption"):
            continue
        if _opens_body(loaded, block, text):
            break
        if candidates and (_opens_column(text) or _opens_section(text)):
            break
        subject = LABELLED.match(text) if len(text) < MAX_TITLE else None
        if subject and pattern("subject_labels").fullmatch(fold(subject[1]).strip()):
            value = text[subject.end() :].partition("\n")[0].strip()
            # "Title: Laboratory officer" is a post more often than a title.
            sure = not pattern("post_labels").fullmatch(fold(subject[1]).strip())
            score = (70 if sure else 40) - _FALL * index
            candidates.append(_Candidate(score, index, value, clear=sure))
            continue
        in_letter = index < opened or (opened and prose)
        plain = block.kind == "paragraph" and not _names_kind(text)
        if plain and (in_letter or _is_form_row(loaded, top, index)):
            continue  # whom a letter is for, who signs it
        score = _title_score(loaded, block, text, index, levels)
        weak = score > 0 and names_issue(loaded, block, text)
        # A letterhead set as a heading leaves the title alone at its level.
        levels[block.level] -= weak and block.kind == "heading"
        if any(names(loaded, top, index) for names in (_has_address, _has_motto, _has_crumbs)):
            score -= _LETTERHEAD
        if score > 0 and _has_issue(loaded, top, index):
            score += _NEWSLETTER
        if candidates and not weak and not prose and _is_signed(loaded, top, index):
            score += _SIGNED
        if index < opened:
            score -= _FIRST
        elif score > _PLAIN and first and not weak and not prose:
            score, first = score + _FIRST, False
        if score > 0:
            clear = not weak and not prose and _stands_out(loaded, block, text, levels)
            score -= _FALL * index + _AFTER_PROSE * prose
            candidates.append(_Candidate(score, index, text, clear, weak))
        prose += block.kind == "paragraph" and _is_prose(text)
    if any(candidate.clear for candidate in candidates):
        # What names a series or an issuer is the title only of a document without another.
        candidates = [candidate for candidate in candidates if not candidate.weak]
    if candidates:
        best = max(candidates, key=lambda c: (c.score, -c.index))
        return spread_title(loaded, top, best.index, best.text, levels)
    if loaded.title and loaded.media_type == "text/html":
        return loaded.title
    return _gathered_body(loaded, top)


def _gathered_body(loaded: LoadedDocument, top: Sequence[Block]) -> str | None:
    """The body that minutes without another title begin with: "Health Partners Group"."""
    lines = [loaded.text[block.start : block.end] for block in top[:TOP_BLOCKS]]
    if not any(pattern("gathering_labels").match(fold(line)) for line in lines):
        return None
    if len(lines[0]) > MAX_TITLE or not issuer_share(loaded, top[0]):
        return None
    return lines[0]


def _salutation(loaded: LoadedDocument, top: Sequence[Block]) -> int:
    """Place of the line that greets the reader of a letter: its title stands behind; else 0."""
    for index, block in enumerate(top[:TOP_BLOCKS]):
        text = loaded.folded[block.start : block.end]
        if block.kind == "paragraph" and len(text) < 100 and pattern("salutations").match(text):
            return index
    return 0


def _opens_body(loaded: LoadedDocument, block: Block, text: str) -> bool:
    """Whether the body begins here: a section heading or a paragraph of prose."""
    if block.kind == "heading":
        first = loaded.numbers.get(block.id) in _FIRST_NUMBERS
        return first or bool(pattern("section_headings").fullmatch(_bare(text)))
    return block.kind == "paragraph" and len(text) > 320


def _opens_section(text: str) -> bool:
    """Whether a short line is the title of a section, though it is not set as a heading."""
    return len(text) < MAX_TITLE and bool(pattern("section_headings").fullmatch(_bare(text)))


def _is_prose(text: str) -> bool:
    """Whether a paragraph tells something: it is long, or a whole sentence."""
    if len(text) > _LEAST_PROSE:
        return True
    return text.rstrip()[-1:] in ".!?" and len(text.split()) >= _SENTENCE_WORDS


def _opens_column(text: str) -> bool:
    """Whether a line heads what newsletters begin with: their title stands above it."""
    return len(text) < MAX_TITLE and bool(pattern("opening_columns").fullmatch(_bare(text)))


def _is_menu(text: str) -> bool:
    """Whether a line is a row of short entries between bars."""
    parts = _BARS.split(text)
    return len(parts) >= _MENU and all(len(WORD.findall(p)) <= _MENU_WORDS for p in parts)


def _is_form_row(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether a line and one beside it are labels with values: "Team: ..." above "Aim: ..."."""
    lines = [
        block.kind == "paragraph" and LABELLED.match(loaded.text, block.start, block.end)
        for block in top[max(0, index - 1) : index + 2]
    ]
    return sum(map(bool, lines)) > 1 and bool(lines[min(index, 1)])


def _has_address(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether an address stands under a line, which is then the issuer's name."""
    if index + 1 >= len(top) or index > 4:
        return False
    below = top[index + 1]
    text = loaded.folded[below.start : below.end]
    return len(text) < 120 and bool(pattern("address_words").search(text))


def _has_motto(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether the motto of a State stands under a line, which is then its name."""
    if index + 1 >= len(top) or index > 1:
        return False
    below = top[index + 1]
    return _MOTTO.fullmatch(loaded.folded[below.start : below.end].strip()) is not None


def _has_crumbs(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether the way to a page stands under a line, which then names the site: "Home > News"."""
    if index + 1 >= len(top) or index > 1:
        return False
    below = loaded.text[top[index + 1].start : top[index + 1].end]
    return len(below) < MAX_TITLE and (" > " in below or _is_menu(below))


def _is_signed(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether a day or an author stands right under a line that tells neither, as under a title."""
    if index + 1 >= len(top):
        return False
    here, below = top[index], top[index + 1]
    if _DIGIT.search(loaded.text, here.start, here.end):
        return False
    folded = loaded.folded[below.start : below.end].strip()
    if below.kind != "paragraph" or len(folded) > _ISSUE_LINE:
        return False
    return _is_furniture(folded, WORD.findall(folded)) or tells_place_and_date(
        loaded, below, folded
    )


def _has_issue(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether the number of an issue stands under a line, which then names a newsletter."""
    if index + 1 >= len(top) or index > 1:
        return False
    below = loaded.folded[top[index + 1].start : top[index + 1].end]
    match = pattern("editions").match(below)
    return match is not None and len(below) < _ISSUE_LINE and bool(_DIGIT.search(match.group()))


def _bare(text: str) -> str:
    return re.sub(r"^[\s\d.)IVX]{0,8}(?<![A-Za-z])", "", fold(text)).strip(" :.-")


def _title_score(
    loaded: LoadedDocument, block: Block, text: str, index: int, levels: Counter[int | None]
) -> int:
    """How well a block would do as title; 0 or less where it cannot be one."""
    folded = fold(text)
    words = WORD.findall(fold(REFERENCE.sub("", text)))
    heading = block.kind == "heading"
    least = 1 if heading and kind_alone(text) else 2
    if not least <= len(words) <= 45 or len(text) > MAX_TITLE or block.kind == "list_item":
        return 0
    if text.rstrip().endswith((".", ";", ",", ":")) and not heading:
        return 0
    if not heading and len(text) < 90 and pattern("address_words").search(folded):
        return 0
    if max(map(len, words)) < _LEAST_WORD:
        return 0
    if _is_furniture(folded, words) or tells_place_and_date(loaded, block, folded):
        return 0
    shown = before_edition(text)
    if " > " in shown or (" | " in shown and _DIGITS.search(shown)) or _is_menu(shown):
        return 0
    score = 24
    if heading:
        # The first of many equal headings is a section, a title stands alone at its level.
        alone = levels[block.level] <= 3 or text.isupper()
        score += (26 if alone else 6) - 3 * min(block.level or 1, 4)
    elif text.isupper():
        score += 8
    elif len(text) > 160:
        score -= 12
    kind = _names_kind(text)
    barred = " | " in shown  # "Newsroom | Stories from the provinces"
    if kind and not barred and not is_series(loaded, block, folded):
        score += 14
    issuer = issuer_share(loaded, block)
    if issuer == 1:
        score -= 60
    elif issuer or pattern("letterhead").match(folded) or ends_in_reference(text):
        score -= 20
    if text.rstrip().endswith(":"):
        score -= 15
    if barred:
        score -= _BARRED
    label, colon, _ = folded.partition(":")
    if colon and len(label) < 40:
        if _labelled(label):
            return 0
        score -= 3
    if loaded.title and _same(loaded.title, text):
        score += 40
    return score


def _stands_out(
    loaded: LoadedDocument, block: Block, text: str, levels: Counter[int | None]
) -> bool:
    """Whether a line is no section among many: alone at its level, or named like a document; of a
    web page, whose headings are marked, no other line stands out."""
    if block.kind != "heading" and loaded.media_type != "text/html":
        return True
    if block.kind == "heading" and levels[block.level] <= 2:
        return True
    if loaded.title and _same(loaded.title, text):
        return True
    return _names_kind(text)


def _names_kind(text: str) -> bool:
    """Whether a line is worded like the title of a known kind of document."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in document_titles())


def _is_furniture(folded: str, words: Sequence[str]) -> bool:
    """Date lines, press headers, "for immediate release", authors."""
    if pattern("not_titles").match(folded) or _MOTTO.fullmatch(folded.strip()):
        return True
    some = [w for w in words if len(w) > 1]  # "9 h"
    content = [w for w in some if w not in small_words() and w not in date_words()]
    return not content or (len(content) <= 1 and any(c.isdigit() for c in folded))


def _labelled(label: str) -> bool:
    for key in ("published_labels", "updated_labels", "not_published_labels", "field_labels"):
        if pattern(key).fullmatch(label.strip()):
            return True
    return False


def _same(one: str, other: str) -> bool:
    a, b = fold(one).strip(), fold(other).strip()
    return a == b or (len(b) > 15 and (a.startswith(b) or b.startswith(a)))
