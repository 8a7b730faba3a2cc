"""Who is taught: behind words such as "for" and "is open to", in a course's own name, or trained.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.listed_bodies import subject_start
from policynlp.records.parts.organisers import before_pronoun
from policynlp.records.parts.prose import behind_days
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.names import is_preposition
from policynlp.records.training.values import NAME, clean_people, names_people

MAX_WORDS = 40
# A noun of people stands among the first words of those taught.
NOUN_WORDS = 5
SPLIT_WORDS = 4
# Two groups may be counted by one number, which has at most so many letters.
PAIR, COUNT_REACH = 2, 24
_MARK = re.compile(r"[;!?\n]|\.(?=\s|$)|:\s|\s[–—-]\s")
_LISTED = re.compile(r"\s\w+(?:\s\w+)?(?:\s?:|,?\s[–—])\s")
_SEMICOLON = re.compile(r";\s")
_COLON = re.compile(r"\s?:\s")
_BRACKET = re.compile(r"\([^()\n]{1,260}\)")


def read_audience(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Those for whom a stretch says the course is; empty where it names nobody."""
    rules = document.lexicon_at(start)
    folded = document.folded
    for match in rules.pattern(NAME, "cues.audience").finditer(folded, start, end):
        if rules.pattern(NAME, "cues.no_audience").match(folded, match.start(), end):
            continue
        # « a réuni à Kankan trente agents »
        begin = behind_days(document, match.end(), end)
        stop = people_end(document, begin, end)
        stop = before_town(document, begin, stop, rules)
        if rules.pattern(NAME, "nouns.bare").match(document.folded, begin, stop):
            continue  # « s'est ouvert à Lomé l'atelier de formation des prestataires »
        found = split_people(document, begin, stop, rules)
        if found:
            return _listed_behind(document, begin, stop, end, rules) or found
    return []


def _listed_behind(
    document: AnnotatedDocument, start: int, stop: int, end: int, rules: Lexicon
) -> list[str]:
    """The groups counted behind a colon: "16 agents: seven doctors, five nurses and a vet"."""
    colon = _COLON.match(document.text, stop, end)
    if colon is None or not any(numbers_in(document.folded[start:stop], rules)):
        return []
    first = next(numbers_in(document.folded[colon.end() : end], rules), None)
    if first is None or first[0] > 0:
        return []
    groups = split_people(document, colon.end(), people_end(document, colon.end(), end), rules)
    return groups if len(groups) > 1 else []


def read_attendees(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Those who attend, completed or travel for a course: the subject of such a verb."""
    rules = document.lexicon_at(start)
    for verb in rules.pattern(NAME, "cues.attend").finditer(document.folded, start, end):
        begin = counted_from(document, start, verb.start(), rules)
        stop = before_pronoun(document, begin, verb.start(), rules)
        mark = _SEMICOLON.search(document.text, begin, stop)
        dated = document.entities_in(begin, stop, "DATE")
        stop = people_end(document, begin, stop) if mark is not None or dated else stop
        found = split_people(document, begin, stop, rules)
        if found:
            return found
    return []


def counted_people(document: AnnotatedDocument, start: int, end: int, count: int) -> list[str]:
    """Those whom a number counts: "put 45 contact tracers through" gives "contact tracers"."""
    rules = document.lexicon_at(start)
    folded = document.folded
    for s, e, value in numbers_in(folded[start:end], rules):
        behind = " ".join(folded[start + e : end].split()[:SPLIT_WORDS])
        if value != count or not names_people(behind, rules):
            continue
        if any(d.start <= start + s < d.end for d in document.entities_in(start, end, "DATE")):
            continue
        stop = people_end(document, start + e, end)
        for cut in rules.pattern(NAME, "heard.people_end").finditer(folded, start + e + 1, stop):
            stop = cut.start()
            break
        stop = before_town(document, start + e, stop, rules)
        found = split_people(document, start + e, stop, rules)
        if found:
            return found
        listed = _LISTED.match(document.text, start + e, end)
        if listed is not None:
            # "31 participants: 23 clerks, 6 focal points and 2 pharmacists"
            return split_people(document, listed.end(), end, rules)
    return []


def counted_from(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where a subject begins: at a number of people, else behind datelines and openers."""
    folded = document.folded[start:end]
    for s, e, _ in numbers_in(folded, rules):
        dated = any(d.start <= start + s < d.end for d in document.entities_in(start, end, "DATE"))
        behind = " ".join(folded[e:].split()[:SPLIT_WORDS])
        front = folded[:s].rstrip()
        small = front.rpartition(" ")[2]
        counts_others = rules.pattern(NAME, "duration.units").search(behind) is not None
        drawn = rules.pattern("lexicon", "prepositions").fullmatch(small) is not None
        if counts_others and drawn and names_people(front, rules):
            continue  # "managers from six countries"
        measures = rules.pattern(NAME, "duration.units").match(behind)  # "five mornings the nurses"
        if not (dated or measures) and behind[:1].isalpha() and names_people(behind, rules):
            return start + s
    return subject_start(document, start, end)


def before_town(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where "in <town>" or "at the <hospital>" begins, which tells where the course is and not
    who is taught."""
    words = {fold(word) for word in rules.words(NAME, "cues.place_before")}
    for entity in document.entities_in(start, end, "LOC", "ORG"):
        before = document.folded[start : entity.start].rstrip()
        article = rules.pattern("lexicon", "articles").fullmatch(before.rpartition(" ")[2])
        if entity.label == "ORG" and article is not None:
            before = before.rpartition(" ")[0]  # "at the Civil Hospital"
        if before.rpartition(" ")[2] in words:
            return start + len(before.rpartition(" ")[0])
    return end


def people_end(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where an enumeration of people ends: before a date, a verb, a place or a mark."""
    rules = document.lexicon_at(start)
    folded = document.folded
    closed = [m.span() for m in _BRACKET.finditer(document.text, start, end)]
    ends = [m.start() for m in _MARK.finditer(document.text, start, end)]
    nouns = rules.pattern(NAME, "cues.nouns_like_verbs")
    closed += [m.span() for m in nouns.finditer(folded, start, end)]
    for key in ("cues.people_end", "cues.held"):
        ends += [
            m.start()
            for m in rules.pattern(NAME, key).finditer(folded, start, end)
            if not is_preposition(document, m.start(), m.end())
        ]
    at = rules.pattern(NAME, "cues.people_end_at")
    ends += [m.start() for m in at.finditer(folded, start, end)]
    ends += [e.start for e in document.entities_in(start, end, "DATE")]
    units = rules.pattern(NAME, "duration.units")
    ends += [
        start + s
        for s, e, _ in numbers_in(folded[start:end], rules)
        if units.match(folded, min(start + e + 1, end), end)
        and names_people(folded[start : start + s].rstrip().rpartition(" ")[2], rules)
    ]  # "gave our technicians three days of instruction"
    free = [i for i in ends if i > start + 1 and not any(a < i < b for a, b in closed)]
    stop = min(free, default=end)
    left = _tail().search(folded, start, stop)
    return left.start() if left else stop


def split_people(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, apart: bool = False
) -> list[str]:
    """Groups of people in a stretch, one entry each; empty where it names no people.

    Args:
        apart: also two groups with an adjective or complement in common are told apart, as in the
            value of a label.

    A joint cuts only before another noun of people ("nurses and midwives of Kara").
    """
    text = document.text[start:end]
    if not text.strip() or len(text.split()) > MAX_WORDS:
        return []
    if not _names_people(text, NOUN_WORDS, rules):
        return []
    if rules.pattern(NAME, "cues.no_people").match(fold(text.lstrip())):
        return []  # "They are volunteers and"
    closed = [m.span() for m in _BRACKET.finditer(text)]
    spans, begin = [], 0
    joints = [*rules.pattern(NAME, "cues.people_joint").finditer(fold(text))]
    joints += _comma().finditer(text)
    for match in sorted(joints, key=lambda m: (m.start(), -m.end())):
        if match.start() < begin:
            continue
        if any(a < match.start() < b for a, b in closed):
            continue
        rest = text[match.end() :]
        front = _complement().split(fold(rest).strip())[0]
        front = front.partition(",")[0].partition(";")[0]
        if not _names_people(text[begin : match.start()], MAX_WORDS, rules):
            continue  # "dental and nursing staff"
        if len(front.split()) <= SPLIT_WORDS and _names_people(front, SPLIT_WORDS, rules):
            spans.append((begin, match.start()))
            begin = match.end()
    spans.append((begin, len(text)))
    joint = fold(text[spans[0][1] : spans[-1][0]]).strip()
    if (
        len(spans) == PAIR
        and joint in rules.folded_words("lexicon", "and")
        and (
            _counted_once(document, start, text, spans[1][0], rules)
            or (
                not apart
                and _share_words([clean_people(text[s:e], rules) or "" for s, e in spans], rules)
            )
        )
    ):
        spans = [(0, len(text))]
    found = [clean_people(text[s:e], rules) for s, e in spans]
    return [people for people in found if people and not is_general(people, rules)]


def _counted_once(
    document: AnnotatedDocument, start: int, text: str, second: int, rules: Lexicon
) -> bool:
    """Whether one number counts two groups joined by "and": "34 nurses and midwives"."""
    if "," in text[:second] or next(numbers_in(fold(text[second:]), rules), None) is not None:
        return False
    front = document.folded[max(0, start - COUNT_REACH) : start].rstrip()
    begins = next(numbers_in(fold(text.lstrip()), rules), None)
    return (begins is not None and begins[0] <= COUNT_REACH) or any(
        e == len(front) for _, e, _ in numbers_in(front, rules)
    )


def _share_words(pair: list[str], rules: Lexicon) -> bool:
    """Whether two groups have an adjective or complement in common: "emergency doctors and
    nurses", « infirmières et sages-femmes de Kara »."""
    before, behind = (fold(people).split() for people in pair)
    complement = _complement()
    if rules.get("bodies", "head_last") and len(behind) == 1 and len(before) > 1:
        return complement.search(" ".join(before)) is None
    return len(before) == 1 and complement.search(" ".join(behind)) is not None


@cache
def _tail() -> re.Pattern[str]:
    """Small words at the end of a stretch that belong to what follows it."""
    return re.compile(rf"(?:(?<![ ,(])[ ,(]+{any_of(NAME, 'cues.people_tail')})+[ ,]*$")


@cache
def _comma() -> re.Pattern[str]:
    """A comma between two groups of people, with the "and" behind it."""
    return re.compile(rf"\s?[,;]\s(?:{any_of('lexicon', 'and', printed=True)}\s)?")


@cache
def _complement() -> re.Pattern[str]:
    """What stands before the complement of a noun of people."""
    of, elided = any_of(NAME, "nouns.of"), any_of(NAME, "nouns.of_elided")
    return re.compile(rf" {of} | {elided}| ?\(")


def _names_people(text: str, words: int, rules: Lexicon) -> bool:
    return names_people(" ".join(fold(text).split()[:words]), rules)


def labelled_people(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Those named in a value that is about nothing else ("For: nurses and midwives")."""
    rules = document.lexicon_at(start)
    text = document.text[start:end].strip()
    found = split_people(document, start, end, rules, apart=True)
    if found:
        return found
    people = clean_people(text, rules)
    return [people] if people and not is_general(people, rules) else []


def is_general(people: str, rules: Lexicon) -> bool:
    """Whether words for people say no more than that ("persons", "places")."""
    folded = fold(people)
    return folded.isdigit() or (
        rules.pattern(NAME, "cues.general_people").fullmatch(folded) is not None
    )
