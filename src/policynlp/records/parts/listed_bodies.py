"""Enumerations of bodies in running text: where they end, and who is named in them.

Words stand in `languages/*/records/partnership.toml` under `listing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import split_bodies
from policynlp.schema import Entity

NAME = "records/partnership"
MAX_LISTING = 420
_ACRONYM = re.compile(r"[A-Z]{3,12}")
MAX_LEAD = 5
_CAPITAL = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ]")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[;\n]\s*")
# "LAKE TOWN, Zambia – ": where a news item was written.
_DATELINE = re.compile(r"[A-ZÀ-Þ][^.;:()\n–—]{2,50}(?:\s\([^()\n]{2,30}\))?,?\s(?:[–—]|--?)\s")
MAX_DATELINE_WORDS = 10
# "and Nurses without Shoes": a conjunction and a name with a small word inside.
LEAST_UNKNOWN = 4
# No stop is the one of an initial ("Jackson F. Doe").
_STOP_MARK = re.compile(r"[;:!?\n]\s|(?<![\s(][A-Z])\.(?:\s|$)|\s[–—]\s|\t")


def read_bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies named from `start` on, up to where the sentence goes on with something else."""
    stop = listing_end(document, start, end)
    rules = document.lexicon_at(start)
    folded = document.folded
    function_words = set(rules.words("lexicon", "function_words"))
    found: list[str] = []
    begin = start
    spans = []
    names = [(e.start, e.end) for e in document.entities_in(start, stop, "ORG")]
    for match in rules.pattern(NAME, "listing.again").finditer(folded, start, stop):
        if match.start() > begin and not any(a <= match.start() < b for a, b in names):
            spans.append((begin, match.start()))
            begin = match.end()
    spans.append((begin, stop))
    for s, e in _cut_between_names(document, spans):
        for body in split_bodies(document, _behind_lead(document, s, e), e):
            for name in _behind_acronym(_without_joint(body, rules), rules):
                name = _cut_behind_first(name, rules)
                word = fold(name) in function_words and not name.isupper()  # but WHO is a body
                if is_named(name) and not word and name not in found:
                    found.append(name)
    return found


def read_all_bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies of a cell, an item or a labelled value: all of it is an enumeration."""
    found: list[str] = []
    position = start
    for match in [*_SEPARATOR.finditer(document.text, start, end), None]:
        stop = match.start() if match else end
        for body in read_bodies(document, position, stop):
            if body not in found:
                found.append(body)
        position = match.end() if match else end
    return found


def _behind_acronym(body: str, rules: Lexicon) -> list[str]:
    """An acronym and the name joined to it ("UNICEF and Makerere University") as two."""
    first, _, rest = body.partition(" ")
    joint = rules.pattern(NAME, "listing.joint").match(fold(rest))
    behind = rest[joint.end() :].strip() if joint else ""
    if _ACRONYM.fullmatch(first) and behind[:1].isupper():
        return [first, behind]
    return [body]


def _cut_behind_first(name: str, rules: Lexicon) -> str:
    """A name of one word without what goes on behind it: "Unitaid and at present works"."""
    first, *rest = name.split()
    joints = rules.words("lexicon", "conjunctions")
    goes_on = bool(rest) and rest[0] in joints and all(word.islower() for word in rest)
    return first if goes_on and first[:1].isupper() else name


def _without_joint(body: str, rules: Lexicon) -> str:
    match = rules.pattern(NAME, "listing.joint").match(fold(body))
    return body[match.end() :].lstrip() if match and match.end() < len(body) else body


def _behind_lead(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where the first name begins, behind prepositions and articles."""
    pattern = document.lexicon_at(start).pattern(NAME, "listing.lead")
    for _ in range(MAX_LEAD):
        while start < end and document.text[start] in " ,:\n":
            start += 1
        match = pattern.match(document.folded, start, end)
        if match is None:
            break
        start = match.end()
    return start


def _cut_between_names(
    document: AnnotatedDocument, spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Spans cut where one known name follows another: "Guinea and Sierra Leone"."""
    for start, end in spans:
        known: list[Entity] = []
        for entity in document.entities_in(start, end, "ORG", "COUNTRY"):
            if not known or entity.start >= known[-1].end:
                known.append(entity)
        begin = _behind_lead(document, start, end)
        for one, other in pairwise(known):
            between = document.folded[one.end : other.start]
            rules = document.lexicon_at(start)
            words = [word for word in re.split(r"[ ,']+", between) if word]
            small = {fold(w).strip("'") for w in (
                *rules.words("lexicon", "conjunctions"), *rules.words("lexicon", "articles")
            )}  # fmt: skip
            conjunctions = {fold(w) for w in rules.words("lexicon", "conjunctions")}
            # « les CDC des États-Unis » is one: an article joins no country to a body.
            owned = other.label == "COUNTRY" and one.label == "ORG" and "," not in between
            # « l'Institut Pasteur au CHU de Kara »: nor does it join a body to a place.
            joined = bool(set(words) & conjunctions) or (not owned and "," in between)
            if one.start <= begin + 1 and len(between) < 14 and joined and set(words) <= small:
                yield begin, one.end
                begin = _behind_lead(document, one.end + len(between), end)
        last = known[-1] if known and known[-1].label == "ORG" else None
        if last is not None and last.start <= begin + 1:
            other_name = _unknown_behind(document, last.end, end)
            if other_name is not None:
                yield begin, last.end
                begin = other_name
        yield begin, end


def _unknown_behind(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """Where a name that nobody knows begins behind a known one: "the Ministry of Health and Nurses
    without Shoes"; what a ministry is for too ("and Social Welfare") has no small word inside."""
    rules = document.lexicon_at(start)
    words = document.text[start:end].split()
    if len(words) < LEAST_UNKNOWN or fold(words[0]) not in rules.folded_words(
        "lexicon", "conjunctions"
    ):
        return None
    inside = {fold(word) for word in words[2:-1]} & rules.folded_words("lexicon", "prepositions")
    if not words[1][:1].isupper() or not inside:
        return None
    return document.text.index(words[1], start)


def listing_end(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where an enumeration that begins at `start` ends, at most at `end`.

    Brackets and known names protect what they cover.
    """
    end = min(end, start + MAX_LISTING)
    rules = document.lexicon_at(start)
    closed = [(e.start, e.end) for e in document.entities_in(start, end, "ORG", "PROGRAM")]
    closed += _brackets(document.text, start, end)
    ends = [m.start() for m in _STOP_MARK.finditer(document.text, start, end)]
    ends += [m.start() for m in rules.pattern(NAME, "listing.stop").finditer(
        document.folded, start, end
    )]  # fmt: skip
    ends += [e.start for e in document.entities_in(start, end, "DATE")]
    free = [i for i in ends if i > start and not any(a <= i < b for a, b in closed)]
    return min(free, default=end)


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [m.span() for m in re.compile(r"\([^()\n]{1,120}\)").finditer(text, start, end)]


def is_named(body: str) -> bool:
    """Whether what is listed is a body with a name: it holds a capital letter."""
    return _CAPITAL.search(body) is not None


def _behind_date(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """The end of an opening such as "In May,"; where a date in it has no comma, that of the date.

    "In 2011 WHO, UNICEF and ..." opens with two words; "In 2011 in Geneva, WHO and ..." with four.
    """
    for entity in document.entities_in(start, end, "DATE"):
        rest = document.folded[entity.end : end].strip(" ,")
        if rest and not rules.pattern("lexicon", "prepositions").match(rest):
            return entity.end
    return end


def subject_start(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where the subject of a verb at `end` begins: behind "In 2011," and the like."""
    rules = document.lexicon_at(start)
    position = _behind_dateline(document, start, end)
    for match in rules.pattern(NAME, "listing.opening").finditer(document.folded, start, end):
        # "The hospital in Lusaka and that of Nadiad, India, have ..." opens with none.
        if match[0].endswith(",") and not _opens_clause(document, position, match.start()):
            continue
        position = max(position, _behind_date(document, match.start(), match.end(), rules))
    before = rules.pattern(NAME, "listing.before_day")
    for entity in document.entities_in(start, end, "DATE"):
        after = document.text[entity.end : entity.end + 2]
        if after.startswith(","):
            position = max(position, entity.end + 1)
        elif before.fullmatch(document.folded[position : entity.start].strip()):
            position = max(position, entity.end)  # "On 8 March the institute ..."
    while position < end and document.text[position] in " ,\n-–—":
        position += 1
    return position


def _opens_clause(document: AnnotatedDocument, start: int, position: int) -> bool:
    """Whether a clause begins at `position`: nothing but marks and another opening before it."""
    before = document.text[start:position].rstrip(' \n-–—«“"')
    return not before or before[-1] in ",:;"


def _behind_dateline(document: AnnotatedDocument, start: int, end: int) -> int:
    """Behind the place that opens a news item; `start` where it opens with none."""
    match = _DATELINE.match(document.text, start, end)
    if match is None or len(match[0].split()) > MAX_DATELINE_WORDS:
        return start
    word = match[0].split()[0].strip(",")
    placed = document.entities_in(start, match.end(), "COUNTRY", "LOC")
    opens = any(entity.start == start for entity in placed)
    return match.end() if opens or (word.isupper() and len(word) > 2) else start
