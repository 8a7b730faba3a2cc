"""Signings told by their verb: "the Ministry and the Fund signed an agreement in Bo on 3 May"."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.event.around import YEAR, is_today
from policynlp.records.event.drafts import Draft, dates_in, has_days, without_dateline
from policynlp.records.event.openings import LEAD_PASSAGES
from policynlp.records.parts.datelines import find_dateline, first_dateline
from policynlp.records.parts.event_names import name_end, trim_name
from policynlp.records.parts.venues import NAME, Venue, find_venue

# What tells of signings of its own; reports and plans name them as background.
TELLING = frozenset({"news", "other", "guidance"})
# How far from the verb the paper signed may be named, in characters.
PAPER_REACH = 130
# How far before the verb those who signed may be named.
SUBJECT_REACH = 300
# How far behind a signing its noun may name it ("the signing was followed by"), in passages.
NOUN_REACH = 8
# How far before "it was signed at the town hall" the signing itself may be told.
TAKE_UP_REACH = 4
# A signing so many years before the paper is background.
LONG_AGO = 3
# The dateline is the place of what so many passages from the top tell.
FIRST_PASSAGES = 4
MAX_NAME_WORDS = 18
_CLAUSE = re.compile(r"[;:]|\.(?=\s|$)")


def find_signing(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """An agreement signed on a day and at a place that the clause, or the dateline, states.

    "The agreement was signed at the town hall" without a day is taken up by the signing told
    before, where there is one.
    """
    if document.document_type.label not in TELLING:
        return None
    rules = document.lexicon(passage)
    verb = _verb(document, start, end, rules)
    if verb is None:
        return None
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    dates = without_dateline(document, dates, start)
    lead = document.document_type.label == "news" and passage.index < LEAD_PASSAGES
    venue = find_venue(document, verb.end(), end) or _before(document, start, verb.start(), rules)
    venue = venue or find_dateline(document, passage)
    if venue is None and lead and passage.index <= FIRST_PASSAGES:
        venue = first_dateline(document)
    if venue is None or venue.online or venue.name is None:
        return None
    draft = Draft("other", passages=[passage], venue=venue, by_verb=True)
    if dates:
        behind = [e for e in dates if e.start >= verb.end()]
        draft.set_dates(min(behind, key=lambda e: e.start) if behind else dates[-1])
        if not YEAR.search(dates[0].text) and (draft.start or "") > (document.published or "9"):
            return None
    elif lead and is_today(document, start, end, rules):
        draft.start = draft.end = document.published
    elif not _told_before(document, passage):
        return None
    else:
        return draft  # goes into the signing told before
    if _is_long_ago(document, draft.start):
        return None
    before = document.passages[passage.index - 1] if passage.index else passage
    floor = before.start if before.path == passage.path else start
    draft.name = _noun_behind(document, passage) or _deed(document, (floor, end), verb, rules)
    return draft


def _verb(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> re.Match[str] | None:
    """The verb of signing that has an agreement for its object, or in the passive its subject."""
    folded = document.folded
    papers = rules.pattern(NAME, "signings.papers")
    for verb in rules.pattern(NAME, "signings.signed").finditer(folded, start, end):
        floor = max(start, verb.start() - PAPER_REACH)
        paper = papers.search(folded, floor, verb.start())
        taken = rules.pattern(NAME, "signings.taken_up").match(folded, start, verb.start())
        if paper is not None and rules.pattern(NAME, "signings.own").search(
            folded, max(0, paper.start() - 12), paper.start()
        ):
            continue  # « Le présent accord a été signé »
        if paper is not None or (taken is not None and verb.start() - taken.end() <= 1):
            related = rules.pattern(NAME, "signings.relative").search(
                folded, paper.end() if paper is not None else start, verb.start()
            )
            if related is None:
                return verb
    for verb in rules.pattern(NAME, "signings.signs").finditer(folded, start, end):
        stop = min(end, verb.end() + PAPER_REACH)
        mark = _CLAUSE.search(folded, verb.end(), stop)
        paper = papers.search(folded, verb.end(), mark.start() if mark else stop)
        if paper is not None and _signatories(document, start, verb.start(), rules):
            return verb
    return None


def _signatories(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> bool:
    """Whether somebody who can sign is the subject before a verb."""
    floor = max(start, stop - SUBJECT_REACH)
    before = document.folded[floor:stop].rstrip()
    word = before.rpartition(" ")[2]
    if rules.pattern(NAME, "signings.papers").fullmatch(word) or rules.pattern(
        NAME, "signings.relative"
    ).fullmatch(word):
        return False  # "the agreement signed on 4 March", "which the Ministry and ..."
    if document.entities_in(floor, stop, "ORG", "PERSON", "COUNTRY"):
        return True
    return any(
        rules.pattern(NAME, key).search(document.folded, floor, stop)
        for key in ("acts.officials", "signings.parties")
    )


def _before(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> Venue | None:
    """The town before the verb: "In Port Vila, the Ministry and the Fund signed"."""
    venue = find_venue(document, start, stop)
    if venue is None:
        return None
    # "a hospital in Ulaanbaatar signed" says where the hospital is.
    near = not document.entities_in(start, venue.start, "ORG", "PERSON")
    return venue if near else None


def _told_before(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence shortly before tells of a signing with its day."""
    first = max(0, passage.index - TAKE_UP_REACH)
    for before in document.passages[first : passage.index]:
        rules = document.lexicon(before)
        verb = _verb(document, before.start, before.end, rules)
        if verb is not None and (
            any(has_days(e) for e in dates_in(document, before.start, before.end))
            or is_today(document, before.start, before.end, rules)
        ):
            return True
    return False


def _noun_behind(document: AnnotatedDocument, passage: Passage) -> str | None:
    """What the sentences around call it: "the signing ceremony", « la signature »."""
    stop = passage.index + 1 + NOUN_REACH
    for other in document.passages[max(0, passage.index - 1) : stop]:
        rules = document.lexicon(other)
        noun = rules.pattern(NAME, "signings.nouns").search(document.folded, other.start, other.end)
        if noun is not None:
            return " ".join(document.text[noun.start() : noun.end()].split())
    return None


def _deed(
    document: AnnotatedDocument, span: tuple[int, int], verb: re.Match[str], rules: Lexicon
) -> str | None:
    """What was signed: with its verb where they stand side by side."""
    floor, end = span
    stop = min(end, verb.end() + PAPER_REACH)
    paper = rules.pattern(NAME, "signings.papers").search(document.folded, verb.end(), stop)
    if paper is None:
        return _subject(document, floor, verb.start(), rules)
    last = name_end(document, paper.end(), end, rules)
    between = document.text[verb.end() : paper.start()]
    begin = verb.start() if "," not in between and not _dated(document, verb, paper) else None
    if begin is None:
        indefinite = rules.pattern(NAME, "names.indefinite")
        articles = [*indefinite.finditer(document.folded, verb.end(), paper.start())]
        begin = articles[-1].start() if articles else paper.start()
    words = trim_name(document, begin, last, rules)
    return words if words and len(words.split()) <= MAX_NAME_WORDS else None


def _subject(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> str | None:
    """The agreement named last before the verb, in its clause or in the sentence before."""
    papers = list(rules.pattern(NAME, "signings.papers").finditer(document.folded, start, stop))
    if not papers:
        return None
    last = name_end(document, papers[-1].end(), stop, rules)
    return trim_name(document, papers[-1].start(), last, rules)


def _dated(document: AnnotatedDocument, verb: re.Match[str], paper: re.Match[str]) -> bool:
    return bool(document.entities_in(verb.end(), paper.start(), "DATE", "LOC"))


def _is_long_ago(document: AnnotatedDocument, start: str | None) -> bool:
    """Whether a day is years before the paper was issued."""
    issued = (document.published or "")[:4]
    return bool(start and issued.isdigit() and int(issued) - int(start[:4]) >= LONG_AGO)


def names_exchange(name: str | None, rules: Lexicon) -> bool:
    """Whether what was "proceeded to" is a signing or an exchange of notes and no opening."""
    return rules.pattern(NAME, "signings.exchanges").match(fold(name or "")) is not None
