"""Who is to act: splitting and cleaning the names of responsible bodies and addressees.

Words and heads of names stand in `languages/*/bodies.toml`. Known entities protect what they
cover: a name with "and" inside stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, all_words, any_of

# Marks that always separate bodies.
_MARKS = re.compile(r"(?:(?<!\s)\s+)?(?:<?(?<!-)-+>|<->|[→↔⇒⟶➔]|;|\n|\s\+\s|\s/\s|\t)\s*")
# "M&E unit" is one name, "Health&Welfare" may be two.
_SOFT = re.compile(r",\s+|/|(?<!\s)\s+&\s*|&\s+|(?<=\w{3})&(?=\w{3})")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_ACRONYM = re.compile(r"(?<!\w)(?=[\w-]{2,12}(?!\w))[A-ZÀ-Þ][\w-]*[A-ZÀ-Þ][\w-]*")
_EDGE = " \t\n.,;:·•*–—-\"«»“”'’"
# "(a) the Ministry of Health"
_LETTER = re.compile(r"^(?:\(?[a-h\d])?\)\s")
_PIECE = re.compile(r"[^,;()/\n]{2,60}")
_EMPTY = re.compile(r"[\W_\d]*")
MAX_BODY_WORDS = 24
# A stretch with more parts is a list of something else.
MAX_BODIES = 8
# The name of a body has at most so many characters.
LONGEST_NAME = 120
# How much of the text before is looked through for the name of a body.
EARLIER = 6000


def split_bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies named in a stretch of text, one entry each, without leading articles.

    "to be decided", dashes and the like give nothing.
    """
    rules = document.lexicon_at(start)
    found: list[str] = []
    for s, e in _pieces(document, start, end, rules):
        body = clean_body(document.text[s:e], rules)
        if body and body not in found:
            found.append(body)
    return found


def clean_body(text: str, rules: Lexicon) -> str | None:
    """A body's name without article, address and marks; None where nobody is named."""
    text = _LETTER.sub("", " ".join(text.split()).strip(_EDGE))
    if rules.pattern("bodies", "nobody").fullmatch(fold(text)):
        return None
    for key in ("address", "articles"):
        name, place = ("lexicon", "articles") if key == "articles" else ("bodies", "address")
        match = rules.pattern(name, place).match(fold(text))
        if match is not None and text[match.end() : match.end() + 1] not in (".", ""):
            text = text[match.end() :].strip(_EDGE)
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(_EDGE)
    elif text.count(")") > text.count("("):
        text = text.replace(")", "", 1).strip(_EDGE)
    if not text or _EMPTY.fullmatch(text) or len(text.split()) > MAX_BODY_WORDS:
        return None
    if rules.pattern("bodies", "nobody").fullmatch(fold(text)):
        return None
    return text


def inside_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is part of a longer name of a body: "for" in "Agency for Development"."""
    around = document.entities_in(max(0, start - LONGEST_NAME), end + LONGEST_NAME, "ORG")
    return any(e.start <= start and end <= e.end and e.end - e.start > end - start for e in around)


def body_meant(document: AnnotatedDocument, noun: str, before: int) -> str | None:
    """The body that a folded noun alone means: the last "ministry" named before."""
    named = document.entities_in(max(0, before - EARLIER), before, "ORG")
    for body in reversed(named):
        words = fold(body.text).split()
        if noun in words and len(words) > len(noun.split()):
            return body.text
    return None


def is_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch of text names somebody who can act: a body, a group, a person."""
    text = document.text[start:end]
    if not text.strip(_EDGE):
        return False
    for entity in document.entities_in(start, end, "ORG", "PERSON", "PROGRAM"):
        if 2 * (entity.end - entity.start) >= len(text.strip(_EDGE)) and (
            entity.label != "PROGRAM" or _ACRONYM.fullmatch(entity.text)
        ):
            return True
    rules = document.lexicon_at(start)
    bare = clean_body(text, rules)
    if bare is None:
        return False
    if _named_body(bare, rules) or _country(document, start, end):
        return True
    pieces = list(_pieces(document, start, end, rules))
    return 1 < len(pieces) <= MAX_BODIES and all(is_body(document, s, e) for s, e in pieces)


def _country(document: AnnotatedDocument, start: int, end: int) -> bool:
    length = len(document.text[start:end].strip(_EDGE))
    countries = document.entities_in(start, end, "COUNTRY")
    return any(2 * (e.end - e.start) > length for e in countries)


def _named_body(bare: str, rules: Lexicon) -> bool:
    folded = fold(bare)
    if rules.pattern("bodies", "persons").match(folded):
        return True
    words, gerunds = bare.split(), all_words("bodies", "gerund_endings")
    if len(words) <= 3 and _ACRONYM.match(words[0]) and not words[-1].endswith(gerunds):
        return True
    return head_at(folded, rules) is not None


def head_at(folded: str, rules: Lexicon) -> int | None:
    """Where the head noun of a body's name begins: near the front in a head-first language.

    A head counts where only qualifying words stand before it, and the words before the first
    preposition end with it in a head-last language ("the National Health Council of Togo").
    """
    first = rules.pattern("bodies", "after_name").search(folded, 1)
    front = folded if first is None else folded[: first.start()]
    front = front.partition(",")[0]
    pattern = rules.pattern("bodies", "heads")
    if rules.get("bodies", "head_last"):
        last = max(pattern.finditer(front), key=lambda m: m.start(), default=None)
        if last is not None and last.end() >= len(front.rstrip(_EDGE + "()")) - 1:
            return last.start()
        bracket = front.find(" (")
        if bracket > 0 and last is not None and last.end() >= bracket:
            return last.start()
        return None
    match = pattern.search(front)
    if match is None:
        return None
    before = front[: match.start()].split()
    determiner = rules.pattern("lexicon", "determiners")
    telling = [word for word in before if not determiner.fullmatch(word) and word.isalpha()]
    return match.start() if len(telling) <= 1 else None


def _pieces(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """Offsets of the parts between marks and conjunctions that separate bodies."""
    text = document.text[start:end]
    closed = _closed(document, start, end)
    cuts = [(m.start(), m.end()) for m in _MARKS.finditer(text)]
    cuts += [m.span() for m in _SOFT.finditer(text)]
    folded = fold(text)
    cuts += [
        m.span()
        for m in rules.pattern("bodies", "joints").finditer(folded)
        if m.start() > 0 and m.end() < len(text) and not text[m.start() - 1].isalnum()
    ]
    hard = {m.span() for m in _MARKS.finditer(text)}
    position = 0
    for s, e in sorted(set(cuts)):
        if s < position or any(a < e + start and s + start < b for a, b in closed):
            continue
        if (s, e) not in hard and not _separates(
            document, start + position, start + s, start + e, end
        ):
            continue
        if text[position:s].strip(_EDGE):
            yield start + position, start + s
        position = e
    yield start + position, end


def _closed(document: AnnotatedDocument, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches inside which nothing is cut: brackets and names of more than one word."""
    text = document.text[start:end]
    closed = [(start + m.start(), start + m.end()) for m in _BRACKETS.finditer(text)]
    closed += [(e.start, e.end) for e in document.entities_in(start, end, "ORG", "PERSON")]
    return closed


def _separates(document: AnnotatedDocument, left: int, cut: int, after: int, end: int) -> bool:
    """Whether a comma or "and" at `cut` stands between two bodies and not inside one name."""
    text = document.text
    rules = document.lexicon_at(left)
    right = text[after:end].lstrip(" ")
    folded = fold(right)
    mark = text[cut:after].strip()
    if not right or _goes_on(document, left, cut, after, end):
        return False
    if document.entities_in(after, end, "ORG", "PERSON", "PROGRAM") and any(
        entity.start - after <= 4
        for entity in document.entities_in(after, end, "ORG", "PERSON", "PROGRAM")
    ):
        return True
    if rules.pattern("bodies", "continuing").match(folded):
        return False
    first = _next_body().split(right, maxsplit=1)[0]
    bare = clean_body(first, rules)
    if bare is not None and _named_body(bare, rules):
        return True
    if mark in (",", "/"):
        return text[left:cut].strip()[-1:].isupper() or right[:1].isupper() or mark == ","
    # "WHO and X": after an acronym, a capitalised word is another name.
    last = text[left:cut].split()[-1:]
    return bool(last and _ACRONYM.fullmatch(last[0]) and right[:1].isupper())


@cache
def _next_body() -> re.Pattern[str]:
    """What may stand behind the first of several bodies."""
    joint = "|".join(
        (any_of("lexicon", "and", "or", printed=True), any_of("bodies", "also", printed=True))
    )
    return re.compile(rf"[,;(]| (?:{joint}) ")


def _goes_on(document: AnnotatedDocument, left: int, cut: int, after: int, end: int) -> bool:
    """Whether what follows belongs to the name before it, though it looks like one of its own.

    A ministry of two portfolios ("Ministry of Finance and Treasury"), a post with its place or
    section ("Director, Clinical Care"), a ministry with the country at the end whose it is
    ("Ministry of Health, Lesotho").
    """
    rules = document.lexicon_at(left)
    mark = document.text[cut:after].strip()
    before = document.folded[left:cut].strip()
    while after < end and document.text[after] == " ":
        after += 1
    piece = _PIECE.match(document.text, after, end)
    if piece is None or not piece.group()[:1].isupper():
        return False
    if mark != ",":
        return (
            rules.pattern("bodies", "portfolio_head").match(before) is not None
            and rules.pattern("bodies", "portfolios").match(fold(piece.group())) is not None
        )
    if rules.pattern("bodies", "portfolio_head").match(before) is not None:
        country = document.entities_in(after, end, "COUNTRY")
        alone = len(country) == 1 and country[0].start == after
        return alone and not document.text[country[0].end : end].strip(_EDGE)
    if rules.pattern("bodies", "posts").fullmatch(before) is None:
        return False
    names = document.entities_in(after, after + len(piece.group()), "ORG", "PERSON", "COUNTRY")
    if not names:
        return not _named_body(piece.group(), rules) and not document.entities_in(
            after, after + len(piece.group()), "DATE"
        )
    # The body that the post is one of, where nothing else is listed.
    return len(names) == 1 and (
        rules.pattern("bodies", "portfolio_head").match(fold(piece.group())) is not None
        and not document.text[after + len(piece.group()) : end].strip(" .)")
    )
