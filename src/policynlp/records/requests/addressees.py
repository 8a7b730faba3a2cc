"""Who is asked or will act: from the subject, the object of asking, lead-ins, brackets, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policynlp.annotated import (
    COLON_LEVEL,
    AnnotatedDocument,
    Heading,
    Passage,
)
from policynlp.compiled import compile_kept
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import Lexicon, lexicon
from policynlp.records.parts.bodies import head_at, is_body, split_bodies
from policynlp.records.parts.moods import Cue
from policynlp.records.requests.body_starts import body_at, lettered_bodies
from policynlp.records.requests.named_first import ORDERS, find_assigned, is_titled
from policynlp.records.requests.subjects import TYPE, Subject, clause_start, trim
from policynlp.records.weighing.places import place_of
from policynlp.sections import section_kinds

MAX_LABEL_WORDS = 9
# A heading that begins like an address may spell out long names.
MAX_ADDRESS_WORDS = 24
# Moods of sentences with a finite verb: "the Ministry to send ..." has none;
# one that begins with its verb has no subject either.
_FINITE = frozenset(
    {"request", "obligation", "must", "impersonal", "need", "future", "infinitive", "imperative"}
)
# Sections whose headings may name those who are asked or will act.
_ADDRESSED = frozenset({"recommendations", "next_steps", "decisions", "actions", "ways"})
# How far behind its subject a passive verb stands, in characters.
MAX_VERB = 40
# A heading that is the bare name of a body has few words.
MAX_BARE_WORDS = 6
# An acronym and its article.
MOST_SHORT = 2


@cache
def _patterns(code: str, key: str) -> tuple[re.Pattern[str], ...]:
    words = lexicon(code).words(TYPE, key)
    return tuple(compile_kept(rf"(?<!\w)(?:{bound_repeats(fold_pattern(word))})") for word in words)


def find_addressees(
    document: AnnotatedDocument, passage: Passage, moods: Mapping[str, Cue], subject: Subject | None
) -> list[str]:
    """Who is asked to act, from the passage itself; empty where it names nobody."""
    found: list[str] = []
    for sure, group in _candidates(document, passage, subject, moods):
        for start, end in group:
            if _undergoes(document, passage, end):
                continue
            if is_body(document, start, end) or (sure and is_group(document, start, end)):
                found += split_bodies(document, start, end)
        if found:
            found += second_actors(document, passage)
            break
    return list(dict.fromkeys(found))


def second_actors(document: AnnotatedDocument, passage: Passage) -> list[str]:
    """Who acts in the second part of a sentence: "..., and the Ministry will pay"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for pattern in _patterns(rules.code, "addressee.second"):
        for match in pattern.finditer(folded):
            s, e = trim(folded, *match.span("who"), rules)
            span = body_at(document, passage.start + s, passage.end, rules)
            if rules.pattern("records/reported", "ask").match(folded, s):
                continue  # "and advised the State to": told by `told_requests.py`
            first, last = passage.start + s, passage.start + e
            # The name fills the place of the subject: no other verb stands there.
            alone = span is not None and span[1] >= last
            short = len(folded[s:e].split()) <= MOST_SHORT and is_body(document, first, last)
            if e > s and (alone or short):
                return split_bodies(document, first, last)
    return []


def _candidates(
    document: AnnotatedDocument,
    passage: Passage,
    subject: Subject | None,
    moods: Mapping[str, Cue],
) -> Iterator[tuple[bool, list[tuple[int, int]]]]:
    """Stretches that may name who is asked, the surest way of naming first.

    With each: whether the grammar alone says that somebody is asked there, whatever the name.
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    yield False, lettered_bodies(document, passage, rules)
    if subject is not None and subject.actor and not _is_done_to(passage, subject, folded, rules):
        yield False, [(subject.start, subject.end)]
    yield True, list(_named(passage, folded, "addressee.object", rules))
    yield False, list(_named(passage, folded, "addressee.first", rules))
    assigned = find_assigned(document, passage)
    if assigned is not None and not _FINITE & (moods.keys() - ORDERS):
        yield True, [assigned]
    starts = [m.end() for m in rules.pattern(TYPE, "addressee.clause").finditer(folded)]
    if "imperative" in moods:
        first = moods["imperative"].start
        words = rules.words(TYPE, "addressee.opening")
        opening = next((w for w in words if folded.startswith(fold(w), first)), None)
        if opening is not None:
            starts.insert(0, first + len(opening))
        called = folded[:first]
        if called.endswith(", ") and len(called.split()) <= MAX_BARE_WORDS:
            # "District directors, name a counterpart"
            yield False, [(passage.start, passage.start + first - 2)]
    yield False, _bodies_at(document, passage, starts, rules)
    agents = [m.end() for m in rules.pattern(TYPE, "addressee.agent").finditer(folded)]
    yield False, _bodies_at(document, passage, agents, rules)
    if subject is not None and _is_pronoun(document, subject, rules):
        named = [m.end() for m in rules.pattern(TYPE, "addressee.condition").finditer(folded)]
        yield False, _bodies_at(document, passage, named, rules)


def _is_pronoun(document: AnnotatedDocument, subject: Subject, rules: Lexicon) -> bool:
    pattern = rules.pattern("records/reported", "pronoun")
    return pattern.fullmatch(document.folded, subject.start, subject.end) is not None


def _named(passage: Passage, folded: str, key: str, rules: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches that expressions of a list call `who`."""
    nobody = rules.pattern("records/reported", "not_asked")
    for pattern in _patterns(rules.code, key):
        for match in pattern.finditer(folded):
            if nobody.match(folded, match.start("who")):
                continue  # "asked by the Agency to", « prié de ne pas venir »
            s, e = trim(folded, *match.span("who"), rules)
            if e > s:
                yield passage.start + s, passage.start + e


def _is_done_to(passage: Passage, subject: Subject, folded: str, rules: Lexicon) -> bool:
    """Whether what is asked is done to the subject: "Village heads should be informed"."""
    behind = subject.end - passage.start
    found = rules.pattern(TYPE, "addressee.done_to").search(folded, behind, behind + MAX_VERB)
    return subject.passive or found is not None


def _undergoes(document: AnnotatedDocument, passage: Passage, end: int) -> bool:
    """Whether what is asked is done to those named up to `end`: "that the stores be locked"."""
    pattern = document.lexicon(passage).pattern(TYPE, "addressee.undergoes")
    return pattern.match(document.folded_text(passage), end + 1 - passage.start) is not None


def asks_body(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a verb of asking has a body as its object: "has called on the Ministry to"."""
    return next(bodies_asked(document, passage), None) is not None


def bodies_asked(document: AnnotatedDocument, passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the bodies stand that are the object of a verb or noun of asking."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for start, end in _named(passage, folded, "addressee.object", rules):
        if is_body(document, start, end):
            yield start, end


def is_group(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is a short noun group with an article or capitals: somebody, named by what
    they do."""
    text = document.text[start:end]
    if len(text.split()) > MAX_BARE_WORDS or any(c.isdigit() or c in ",;:(" for c in text):
        return False
    rules = document.lexicon_at(start)
    if is_titled(text):
        return True
    article = rules.pattern("lexicon", "determiners").match(document.folded, start, end)
    before = document.folded[max(0, start - 5) : start].split()
    return article is not None or (
        bool(before) and rules.pattern("lexicon", "determiners").fullmatch(before[-1]) is not None
    )


def _bodies_at(
    document: AnnotatedDocument, passage: Passage, starts: list[int], rules: Lexicon
) -> list[tuple[int, int]]:
    spans = (body_at(document, passage.start + s, passage.end, rules) for s in starts)
    return [span for span in spans if span is not None and document.text[span[1]] != "$"]


def address_end(folded: str, rules: Lexicon) -> int:
    """Where a name begins behind "Recommendations to", "Au", "For the attention of the"."""
    position = 0
    for key in ("titles", "address"):
        match = rules.pattern("bodies", key).match(folded, position)
        if match is not None and match.end() < len(folded):
            position = match.end()
            while position < len(folded) and folded[position] in " '":
                position += 1
    return position


def lead_addressees(document: AnnotatedDocument, passage: Passage) -> list[str]:
    """Who the lead-in, the parent item or a heading above addresses; the nearest counts."""
    if passage.parent is not None:
        found = addressed_in(document, passage.parent.start, passage.parent.end)
        if found and _is_topic(document, passage.parent):
            # "For the staff:" under "To the Ministry" says what it is about.
            headings = [h for h in passage.path if addresses(document, h)]
            above = [who for h in headings for who in heading_addressees(document, h)]
            found = above or found
        if found or passage.parent.text.rstrip().endswith(":"):
            return found or lead_addressees(document, passage.parent)
    if passage.lead_span is not None:
        found = addressed_in(document, *passage.lead_span)
        if found:
            return found
    # A bare name over recommendations says who; over findings, what they are about.
    listed = place_of(document, passage.path).kind in _ADDRESSED
    for heading in reversed(passage.path):
        if not heading.colon and not listed and _is_bare(document, heading):
            continue
        if heading is document.headings[0] and _is_bare(document, heading):
            break  # a letterhead
        found = heading_addressees(document, heading) or _all_before(document, heading)
        if found:
            return found
        if heading.level < COLON_LEVEL and not _sub_heading(heading):
            break
    return []


def _is_topic(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a line begins with a word that may tell of a subject as well as of an address."""
    rules = document.lexicon(passage)
    return rules.pattern("bodies", "topical").match(document.folded_text(passage)) is not None


def _sub_heading(heading: Heading) -> bool:
    return heading.level >= 2


def heading_addressees(document: AnnotatedDocument, heading: Heading) -> list[str]:
    """Who a heading or colon line addresses ("À l'OMS", "For partners"); most name nobody."""
    text = heading.text
    rules = document.lexicon_at(heading.start)
    folded = fold(text)
    offset = address_end(folded, rules)
    if len(text.split()) > (MAX_ADDRESS_WORDS if offset else MAX_LABEL_WORDS + 3):
        return []
    if heading.colon:
        return addressed_in(document, heading.start, heading.end)
    start, end = heading.start + offset, heading.start + len(text)
    if offset == 0 and not heading.colon and not _bare_body(document, start, end):
        return []
    if offset and _is_country(document, start, end):
        return []
    return split_bodies(document, start, end) if is_body(document, start, end) else []


def _is_bare(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether nothing before the name in a heading says that it is addressed."""
    return address_end(fold(heading.text), document.lexicon_at(heading.start)) == 0


def _is_country(document: AnnotatedDocument, start: int, end: int) -> bool:
    """A heading "for Mali" says where, not who."""
    return any(
        e.end - e.start >= 0.7 * (end - start)
        for e in document.entities_in(start - 4, end, "COUNTRY")
    )


def addresses(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading only says who is addressed, by a preposition or a colon."""
    rules = document.lexicon_at(heading.start)
    folded = fold(heading.text)
    offset = address_end(folded, rules)
    if (offset == 0 and not heading.colon) or rules.pattern("bodies", "titles").match(folded):
        return False
    if not heading.colon and rules.pattern("bodies", "ranges").match(folded):
        return False
    return bool(heading_addressees(document, heading)) or bool(_all_before(document, heading))


def _all_before(document: AnnotatedDocument, heading: Heading) -> list[str]:
    """Who "For both" points to: the bodies addressed by the headings before it."""
    rules = document.lexicon_at(heading.start)
    folded = fold(heading.text)
    bare = folded[address_end(folded, rules) :].strip(" :")
    if rules.pattern("bodies", "both").fullmatch(bare) is None:
        return []
    found: list[str] = []
    for other in document.headings:
        if other.start < heading.start and other.level == heading.level:
            found += heading_addressees(document, other)
    return list(dict.fromkeys(found))


def _bare_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    """A heading that is nothing but the name of a body."""
    text = document.text[start:end]
    short = len(text.split()) <= MAX_BARE_WORDS and not section_kinds(text)
    if short and is_body(document, start, end) and not _shouts(document, start, end):
        return True
    return any(
        e.end - e.start >= 0.8 * (end - start) for e in document.entities_in(start, end, "ORG")
    ) or _plain_body(document, start, end)


def _shouts(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a heading looks like an acronym for its capitals alone: "MISSION REPORT"."""
    if not document.text[start:end].isupper():
        return False
    known = document.entities_in(start, end, "ORG", "PERSON", "PROGRAM")
    rules = document.lexicon_at(start)
    return not known and head_at(document.folded[start:end].strip(), rules) is None


def _plain_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    rules = document.lexicon_at(start)
    return (
        rules.pattern("bodies", "heads").fullmatch(document.folded[start:end].strip()) is not None
    )


def addressed_in(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Who a lead-in line addresses: "The Ministry should:", "Il est demandé au ministère de :"."""
    rules = document.lexicon_at(start)
    text = document.text[start:end].rstrip(" :")
    folded = fold(text)
    for pattern in _patterns(rules.code, "addressee.object"):
        for match in pattern.finditer(folded + " :"):
            s, e = trim(folded, match.start("who"), min(match.end("who"), len(folded)), rules)
            if e > s and is_body(document, start + s, start + e):
                return split_bodies(document, start + s, start + e)
    modal = rules.pattern("moods", "modal.obligation").search(folded) or rules.pattern(
        "moods", "plan.future"
    ).search(folded)
    if modal is None and rules.pattern("moods", "report.done").search(folded):
        return []  # "La mission avait pour objectifs :" tells of a body and addresses none
    stop = modal.start() if modal is not None else len(folded)
    s = address_end(folded, rules)
    clause = clause_start(folded, stop, rules)
    s, e = trim(folded, max(s, clause), stop, rules)
    if e > s and is_body(document, start + s, start + e):
        return split_bodies(document, start + s, start + e)
    return []
