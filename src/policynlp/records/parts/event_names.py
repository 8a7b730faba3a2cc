"""Names of events in a sentence: the noun ("atelier", "meeting") with what belongs to its name.

Nouns by kind stand in `languages/*/records/event.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from policynlp.annotated import AnnotatedDocument, once_a_document, once_a_stretch
from policynlp.languages import Lexicon, all_words, lexicon
from policynlp.records.parts.venues import NAME
from policynlp.schema import Entity, EventKind

KINDS: tuple[EventKind, ...] = get_args(EventKind)
# Words before and behind the noun that a name may have.
MAX_BEFORE = 9
MAX_NAME_WORDS = 24
# « troisième et dernier », with one more word.
MAX_ORDINALS = 4
# What stands further on in a sentence, or further from the noun, in characters, is left unread.
MAX_STRETCH = 2500
MAX_NAME = 400
# The full name before an acronym in brackets begins so near, in characters.
MAX_EXPANSION = 80
# Words no longer than this have no letter in an acronym.
SMALL = 3
_IN_BRACKETS = re.compile(r"\((?P<acronym>[A-Z]{2,7})\)")
_MARK = re.compile(r"[,;:!?()\n\t|]|\.(?=\s|$)|\s[–—-]\s")
_OPENING = re.compile(r"[,;:!?()\n\t|\"“”«»]|\.(?=\s)|\s[–—-]\s")
_QUOTE = re.compile(r"\s?[«“\"]\s?[^«»“”\"]{2,160}[»”\"]")
_KNOWN_PLACE = re.compile(r"^country:|-[A-Z]{3}$")
_WORD = re.compile(r"[^\s]+")


@dataclass(frozen=True)
class Mention:
    """A named event in the text.

    Attributes:
        name: without leading article.
        noun_start, noun_end: the noun that tells the kind.
        weak: the noun alone says too little ("visite").
        definite: an article or "this" before it points back at a known one.
    """

    name: str
    kind: EventKind
    start: int
    end: int
    noun_start: int
    noun_end: int
    weak: bool


@once_a_stretch
def find_mentions(document: AnnotatedDocument, start: int, end: int) -> Sequence[Mention]:
    """Names of events in a stretch of text, left to right, none inside another."""
    rules = document.lexicon_at(start)
    end = min(end, start + MAX_STRETCH)
    nouns = [*_nouns(document, start, end, rules)]
    if not nouns:
        return ()
    taken = [
        match.span()
        for key in ("nouns.training", "names.halls")
        for match in rules.pattern(NAME, key).finditer(document.folded, start, end)
    ]
    verbs = _verbs_printed(rules.code)
    found: list[Mention] = []
    for i, (s, e, kind) in enumerate(nouns):
        if any(a <= s < b for a, b in taken) or (found and s < found[-1].end):
            continue
        if _opens_another(document, nouns, i, rules):
            continue
        if verbs.fullmatch(document.text[s:e].lower()):
            continue  # « a visité », « a rencontré »
        if any(p.end == e and p.end - p.start < e - s + SMALL + 1 for p in _places(document, s, e)):
            continue  # « La Réunion »
        mention = mention_at(document, start, end, (s, e, kind), rules)
        if mention is not None and not _is_course(document, mention, rules):
            found.append(mention)
    return found


def _opens_another(
    document: AnnotatedDocument,
    nouns: Sequence[tuple[int, int, EventKind]],
    index: int,
    rules: Lexicon,
) -> bool:
    """Whether a noun only says that another event opens or closes: "the opening of the summit"."""
    start, end, _ = nouns[index]
    opens = rules.pattern(NAME, "nouns.openings").fullmatch(document.folded, start, end)
    if opens is None or index + 1 == len(nouns):
        return False
    following, _, kind = nouns[index + 1]
    link = rules.pattern(NAME, "names.of_event").match(document.folded, end + 1)
    between = document.folded[link.end() : following].split() if link is not None else None
    return (
        between is not None
        and len(between) <= MAX_BEFORE
        and kind in ("meeting", "conference", "workshop")
        and _MARK.search(document.text, end, following) is None
    )


def _places(document: AnnotatedDocument, start: int, end: int) -> Sequence[Entity]:
    """Known places whose name a noun with a capital letter ends."""
    if not document.text[start].isupper():
        return ()
    around = document.entities_in(max(0, start - SMALL), end, "LOC", "COUNTRY")
    return [e for e in around if _KNOWN_PLACE.search(e.canonical_id or "")]


def _is_course(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether the name is that of a course: "training workshop", "cérémonie" of one is none."""
    head = document.folded[mention.start : mention.noun_end]
    return rules.pattern(NAME, "nouns.training").search(head) is not None


def _nouns(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int, EventKind]]:
    """Nouns with their kinds; the longest at one place counts, of compounds in English the last."""
    hits = [*_nouns_of_lists(document, start, end, rules)]
    for acronym, kind in _acronyms(document).items():
        at = document.text.find(acronym, start, end)
        while at >= 0:
            stop = at + len(acronym)
            around = document.text[max(0, at - 1) : at] + document.text[stop : stop + 1]
            if not any(c.isalnum() or c in "(-" for c in around):
                hits.append((at, stop, kind))
            at = document.text.find(acronym, stop, end)
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, EventKind]] = []
    for s, e, kind in hits:
        if kept and s < kept[-1][1]:
            continue
        adjoining = kept and not document.folded[kept[-1][1] : s].strip()
        if adjoining and rules.get(NAME, "head_last"):
            kept[-1] = (s, e, kind)
            continue
        if adjoining:
            continue
        kept.append((s, e, kind))
    yield from kept


def _nouns_of_lists(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int, EventKind]]:
    lists = rules.lists(NAME, "nouns.", KINDS).finditer(document.folded, start, end)
    for kind, match in lists:
        yield match.start(), match.end(), cast(EventKind, kind)


@once_a_document
def _acronyms(document: AnnotatedDocument) -> Mapping[str, EventKind]:
    """Acronyms that the document sets in brackets behind the full name of an event."""
    found: dict[str, EventKind] = {}
    for bracket in _IN_BRACKETS.finditer(document.text):
        acronym = bracket["acronym"]
        rules = document.lexicon_at(bracket.start())
        floor = max(0, bracket.start() - MAX_EXPANSION)
        last = rules.get(NAME, "head_last")
        for s, e, kind in _nouns_of_lists(document, floor, bracket.start(), rules):
            if last:
                fits = e == len(document.text[: bracket.start()].rstrip()) and (
                    document.folded[s:e].split()[-1][0] == acronym[-1].lower()
                )
            else:
                words = document.text[s : bracket.start()].split()
                big = [w for w in words if len(w) > SMALL]
                fits = document.folded[s] == acronym[0].lower() and len(big) == len(acronym)
            if fits:
                found.setdefault(acronym, kind)
    return found


def mention_at(
    document: AnnotatedDocument,
    start: int,
    end: int,
    noun: tuple[int, int, EventKind],
    rules: Lexicon,
) -> Mention | None:
    """The event named by a noun (start, end, kind) inside a stretch; None where it has no name."""
    noun_start, noun_end, kind = noun
    begin = _begin(document, start, noun_start, rules)
    stop = name_end(document, noun_end, end, rules)
    if kind == "mission_visit":
        stop = _destination(document, stop, end, rules)
    if document.folded.startswith("'s ", begin):
        begin += len("'s ")  # "last month's annual review"
    name = " ".join(document.text[begin:stop].split()).strip(" .,;:–—-")
    if not name or len(name.split()) > MAX_NAME_WORDS:
        return None
    noun_text = document.folded[noun_start:noun_end]
    weak = rules.pattern(NAME, "nouns.weak").fullmatch(noun_text) is not None
    return Mention(name, kind, begin, stop, noun_start, noun_end, weak)


def _destination(document: AnnotatedDocument, stop: int, end: int, rules: Lexicon) -> int:
    """The end of a visit's name with the place it goes to: "study visit to Vilnius"."""
    for entity in document.entities_in(stop, min(end, stop + 60), "LOC", "COUNTRY"):
        between = document.folded[stop : entity.start].strip()
        words = between.split()
        small = [w for w in words if rules.pattern(NAME, "names.to").fullmatch(w)]
        return entity.end if words and len(small) == len(words) else stop
    return stop


def _begin(document: AnnotatedDocument, floor: int, noun: int, rules: Lexicon) -> int:
    """Where the name begins: behind articles, prepositions, verbs and marks."""
    text, folded = document.text, document.folded
    floor = max(floor, noun - MAX_NAME)
    marks = list(_OPENING.finditer(text, floor, noun))
    floor = marks[-1].end() if marks else floor
    for entity in document.entities_in(floor, noun, "DATE"):
        floor = max(floor, entity.start if _is_edition(document, entity, floor) else entity.end)
    words = list(_WORD.finditer(folded, floor, noun))
    begin = noun
    if not rules.get(NAME, "head_last"):
        before, dropped = (rules.pattern(NAME, f"names.{k}") for k in ("before", "dropped"))
        for i in range(len(words) - 1, max(-1, len(words) - MAX_ORDINALS - 1), -1):
            bare = words[i].group()
            if _joins_ordinals(words, i, rules):
                continue
            if not before.fullmatch(bare) or dropped.fullmatch(bare):
                break
            begin = words[i].start()
        return begin
    stops = rules.pattern(NAME, "names.starts_after")
    for i in range(len(words) - 1, max(-1, len(words) - MAX_BEFORE - 1), -1):
        word = words[i]
        if _joins_ordinals(words, i, rules):
            continue
        joined = word.group() in ("and", "of", "for", "the") and _inside_name(document, word)
        bare = word.group().strip("\"'“”(")
        printed = text[word.start() : word.end()].strip("\"'“”(")
        acronym = len(printed) > 1 and printed.isupper() and not text[floor:noun].isupper()
        if stops.fullmatch(bare) and not joined and not acronym:
            break
        begin = word.start()
    return begin


def _joins_ordinals(words: Sequence[re.Match[str]], position: int, rules: Lexicon) -> bool:
    """Whether a word stands between two that count: "third and last"."""
    if not 0 < position < len(words) - 1:
        return False
    conjunctions = rules.folded_words("lexicon", "conjunctions")
    counts = rules.pattern(NAME, "cues.ordinal")
    return words[position].group() in conjunctions and all(
        counts.fullmatch(words[at].group()) for at in (position - 1, position + 1)
    )


def _is_edition(document: AnnotatedDocument, date: Entity, floor: int) -> bool:
    """Whether a date is a year that belongs to a name: "the 2023 Annual Review"."""
    if not date.text.isdigit() or len(date.text) != len("2014"):
        return False
    before = document.folded[floor : date.start].split()
    articles = document.lexicon_at(date.start).pattern("lexicon", "articles")
    return bool(before) and articles.fullmatch(before[-1]) is not None


def _inside_name(document: AnnotatedDocument, word: re.Match[str]) -> bool:
    around = document.entities_in(max(0, word.start() - 90), word.end() + 90, "ORG", "PROGRAM")
    return any(e.start < word.start() and word.end() < e.end for e in around)


def name_end(
    document: AnnotatedDocument, noun_end: int, end: int, rules: Lexicon, *, places: bool = True
) -> int:
    """Where a name ends: before a mark, a verb, a date or (with `places`) a place."""
    text, folded = document.text, document.folded
    end = min(end, noun_end + MAX_NAME)
    quoted = _QUOTE.match(text, noun_end, end)
    floor = quoted.end() if quoted else noun_end
    mark = _MARK.search(text, floor, end)
    if mark is not None and mark.group() == "(":
        # "Annual Joint Review (AJR) of the health sector"
        acronym = _IN_BRACKETS.match(text, mark.start(), end)
        goes_on = acronym is not None and rules.pattern(NAME, "names.links").match(
            folded, min(acronym.end() + 1, end), end
        )
        if acronym is not None and goes_on:
            floor = acronym.end()
            mark = _MARK.search(text, floor, end)
    stop = mark.start() if mark else end
    inner = _QUOTE.search(text, floor, stop if mark is None else end)
    if inner is not None and inner.start() < stop < inner.end():
        stop = inner.end()
    for match in rules.pattern(NAME, "names.ends").finditer(folded, floor, stop):
        if not _inside_name(document, match) and not (
            inner is not None and inner.start() <= match.start() < inner.end()
        ):
            stop = match.start()
            break
    verb = rules.pattern(NAME, "names.verb_behind").match(folded, noun_end + 1, stop)
    if verb is not None:
        stop = noun_end
    printed = text[floor:stop].lower()
    if len(printed) == stop - floor:
        for match in rules.pattern(NAME, "names.ends_printed").finditer(printed):
            stop = floor + match.start()
            break
    for entity in document.entities_in(floor, stop, "DATE"):
        stop = entity.start
        break
    for match in rules.pattern(NAME, "names.place_before").finditer(folded, floor, stop):
        if places and _place_follows(document, match.end(), stop, rules):
            stop = match.start()
            break
    return _trim(document, floor, stop, rules)


def _place_follows(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a name of a place or a hall stands right behind a preposition."""
    for entity in document.entities_in(start, end, "LOC", "COUNTRY"):
        region = (entity.canonical_id or "").startswith(("group:", "region:"))
        if entity.start - start <= 5 and not region:
            return True
    stretch = document.folded[start : min(end, start + 60)].strip()
    words = stretch.split()
    if words and rules.pattern("lexicon", "articles").fullmatch(words[0]):
        words = words[1:]
    elided = next((a for a in _elided_articles() if words and words[0].startswith(a)), "")
    if elided:
        words[0] = words[0][len(elided) :]
    near = " ".join(words[:1] if not rules.get(NAME, "head_last") else words[:4])
    return rules.pattern(NAME, "cues.venues").search(near) is not None


def _trim(document: AnnotatedDocument, floor: int, stop: int, rules: Lexicon) -> int:
    """The end without prepositions, articles and conjunctions that lost what they introduce."""
    small = frozenset().union(
        *(rules.folded_words("lexicon", k) for k in ("prepositions", "articles", "conjunctions"))
    )
    while stop > floor:
        stop = floor + len(document.text[floor:stop].rstrip(" ,;:–—-\t\n"))
        last = document.folded[floor:stop].rpartition(" ")[2]
        # « une session s'ouvrira »: what lost its vowel stands before a word
        cut = last.endswith("'") and len(last) <= SMALL
        if (last not in small and not cut) or stop - len(last) < floor:
            break
        stop -= len(last)
    return max(stop, floor)


def trim_name(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> str | None:
    """A stretch as a name: spaces folded, small words at its end and marks left out."""
    end = _trim(document, start, stop, rules)
    return " ".join(document.text[start:end].split()).strip(" .,;:–—-") or None


@cache
def _verbs_printed(code: str) -> re.Pattern[str]:
    """Forms of verbs that are nouns of events but for an accent, as printed."""
    return re.compile("|".join(lexicon(code).words(NAME, "names.verbs_printed")) or r"(?!)")


@cache
def _elided_articles() -> tuple[str, ...]:
    """Articles that stand right before their noun, folded."""
    return tuple(word for word in all_words("lexicon", "articles") if word.endswith("'"))
