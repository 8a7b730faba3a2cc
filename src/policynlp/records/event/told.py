"""Events without a telling noun beside their day: held, talked about before people, of a body."""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.event.around import YEAR
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, precision
from policynlp.records.event.openings import LEAST_WORDS, MAX_SUBJECT, SHORT_WORDS, subject_of
from policynlp.records.parts.bodies import head_at
from policynlp.records.parts.event_names import find_mentions, mention_at, name_end, trim_name
from policynlp.records.parts.participants import attendance_behind, find_attendance
from policynlp.records.parts.venues import NAME, Venue, find_venue, town_toward
from policynlp.schema import Entity

# How far above its name a body may be that "it" takes up, in passages.
NAME_REACH = 5
# How near to a verb of presenting the findings stand, and how far behind them those who hear.
FINDINGS_REACH = 60
HEARER_REACH = 90
ACRONYM_REACH = 12
NEAR_HEARER = 36


def find_told(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> Draft | None:
    """Something said to be held on a day and at a place whose name has no telling noun."""
    rules = document.lexicon(passage)
    edition = rules.pattern(NAME, "names.edition").search(document.folded, start, end)
    dates = [e for e in dates_in(document, start, end) if edition or _has_month(e)]
    date = best_date(dates)
    if date is None:
        return None
    verb = rules.pattern(NAME, "cues.held").search(document.folded, start, end)
    planned = rules.pattern(NAME, "cues.planned").search(document.folded, start, end)
    if verb is None and planned is not None:
        coming = rules.pattern(NAME, "cues.next").search(document.folded, start, planned.start())
        coming = coming or edition
        verb = planned if coming is not None else None  # "The first doses are expected in Bo"
    if verb is None or verb.start() - start < SHORT_WORDS:
        return None
    if rules.pattern(NAME, "cues.elliptic").match(document.folded, start, end):
        return None  # "The third" has its noun in another sentence
    if rules.pattern(NAME, "nouns.training").search(document.folded, start, verb.start()):
        return None
    venue = find_venue(document, start, end)
    if venue is None and edition is not None:
        venue = town_toward(document, verb.start(), end)  # "is promised to Lilongwe"
    name = subject_of(document, start, verb.start(), rules)
    body = document.entities_in(start, verb.start(), "ORG", "PERSON")
    if body and name is not None and 2 * len(body[0].text) > len(name):
        return None  # "The Pasteur Centre will host"
    if venue is None or name is None or not LEAST_WORDS <= len(name.split()) <= MAX_SUBJECT:
        return None
    if _is_no_gathering(name, rules) or head_at(fold(name), rules) is not None:
        return None  # "The household survey took place in ...", "The authorities told ..."
    short = name.rpartition(" ")[2].isupper()
    draft = Draft("meeting" if short else "other", name, passages=[passage], venue=venue)
    draft.set_dates(date)
    return draft


def _is_no_gathering(name: str, rules: Lexicon) -> bool:
    """Whether the head of a name is work or an incident and nothing that people come together for:
    its last word before a preposition, or its first."""
    folded = fold(name)
    pattern = rules.pattern(NAME, "cues.no_gatherings")
    if not rules.get(NAME, "head_last"):
        return pattern.match(folded) is not None
    of = rules.pattern("lexicon", "prepositions").search(folded, len(folded.split()[0]))
    return pattern.search(folded, 0, of.start() if of is not None else len(folded)) is not None


def _has_month(entity: Entity) -> bool:
    """Whether a date names a month or days."""
    return precision(start_and_end(entity.canonical_id)[0]) > 1


def find_discussed(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """A paper presented on a day and at a place before people: a meeting.

    The heading names it where it names an event; else what was presented does.
    """
    rules = document.lexicon(passage)
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    if not dates:
        return None
    verb = rules.pattern(NAME, "cues.discussed").search(document.folded, start, end)
    if verb is None:
        return None
    venue = find_venue(document, verb.end(), end)
    attendance = find_attendance(document, verb.end(), end)
    if venue is None or attendance is None:
        return None
    draft = Draft("meeting", passages=[passage], venue=venue, participants=attendance.text)
    # A hall may be called after a day ("Palais du 15 janvier").
    draft.set_dates(next((e for e in dates if YEAR.search(e.text)), dates[0]))
    for heading in passage.path[-1:]:
        named = find_mentions(document, heading.start, heading.end)
        if named and not document.entities_in(heading.start, heading.end, "DATE"):
            draft.name, draft.kind = named[0].name, named[0].kind
    draft.name = draft.name or subject_of(document, start, verb.end(), rules)
    return draft


def find_reported(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """Findings presented to officials or a body on a day: "The team shared its conclusions with
    the district office on 14 May", "The results were discussed at the institute with WHO"."""
    rules = document.lexicon(passage)
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    if not dates:
        return None
    if rules.pattern(NAME, "cues.written").search(document.folded, start, end):
        return None
    told = _findings_told(document, start, end, rules)
    hearer = _hearer(document, *told, end, rules) if told is not None else None
    if told is None or hearer is None:
        return None
    draft = Draft("meeting", passages=[passage], venue=find_venue(document, start, end))
    draft.venue = draft.venue or house_beside(document, told[0], end)
    draft.set_dates(dates[0])
    attendance = find_attendance(document, told[0], end)
    if attendance is None:
        link = rules.pattern(NAME, "acts.with").search(document.folded, told[1], hearer)
        attendance = attendance_behind(document, link.end(), end) if link is not None else None
    draft.participants = attendance.text if attendance is not None else None
    for heading in passage.path[-1:]:
        named = find_mentions(document, heading.start, heading.end)
        if named and not document.entities_in(heading.start, heading.end, "DATE"):
            draft.name = named[0].name
            if draft.venue is None or draft.venue.name is None:
                draft.venue = find_venue(document, named[0].start, heading.end) or draft.venue
    stop = name_end(document, hearer, end, rules, places=False)
    draft.name = draft.name or trim_name(document, told[0], max(stop, hearer), rules)
    return draft


def house_beside(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """A body named by its acronym behind "at the": it met in its house."""
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "names.house_before").finditer(document.folded, start, end):
        reach = min(end, match.end() + ACRONYM_REACH)
        for body in document.entities_in(match.end(), reach, "ORG")[:1]:
            near = body.start - match.end() <= 1
            if near and body.text.isupper() and " " not in body.text:
                return Venue(body.text, None, body.start, body.end)
    return None


def _findings_told(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> tuple[int, int] | None:
    """Where a verb of presenting begins and where its findings, or in the passive it, end."""
    folded = document.folded
    verb = rules.pattern(NAME, "cues.briefs").search(folded, start, end)
    if verb is not None:
        return verb.start(), verb.end()
    findings = rules.pattern(NAME, "cues.findings")
    for verb in rules.pattern(NAME, "cues.reports").finditer(folded, start, end):
        thing = findings.search(folded, verb.end(), min(end, verb.end() + FINDINGS_REACH))
        if thing is not None:
            return verb.start(), thing.end()
    for verb in rules.pattern(NAME, "cues.discussed").finditer(folded, start, end):
        thing = findings.search(folded, max(start, verb.start() - FINDINGS_REACH), verb.start())
        if thing is not None:
            return thing.start(), verb.end()
    return None


def _hearer(
    document: AnnotatedDocument, begin: int, told: int, end: int, rules: Lexicon
) -> int | None:
    """Where those begin whom findings were presented to: officials or a body."""
    stop = min(end, told + HEARER_REACH)
    folded = document.folded
    direct = rules.pattern(NAME, "cues.briefs").match(folded, begin, min(end, told + 1))
    ends = [direct.end()] if direct is not None else []
    for name in ("acts.with", "cues.hearing"):  # "discussed at the institute with the programme"
        ends += [m.end() for m in rules.pattern(NAME, name).finditer(folded, told, stop)]
    for at in ends:
        near = min(end, at + NEAR_HEARER)
        heads = [
            match.start()
            for key in ("acts.officials", "acts.hearers", "nouns.bodies")
            if (match := rules.pattern(NAME, key).search(folded, at, near)) is not None
        ]
        bodies = document.entities_in(at, near, "ORG", "PERSON")[:1]
        heads += [body.start for body in bodies if body.start - at <= SHORT_WORDS]
        if heads:
            return min(heads)
    return None


def find_taken_up(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """The meeting of a network or group named before: "It last met in Pakse from 2 to 4 July"."""
    rules = document.lexicon(passage)
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    if not dates:
        return None
    subject = rules.pattern(NAME, "cues.taken_up").match(document.folded, start, end)
    meets = rules.pattern(NAME, "cues.meets").search(document.folded, start, end)
    if subject is None or meets is None or meets.start() - subject.end() > SHORT_WORDS:
        return None
    name = _body_before(document, passage, rules)
    if name is None:
        return None
    draft = Draft("meeting", name, passages=[passage])
    draft.set_dates(dates[0])
    draft.venue = find_venue(document, meets.end() - 1, end)
    return draft


def find_agreed(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """A meeting that people agreed on: "It was agreed to meet again on 12 April"."""
    rules = document.lexicon(passage)
    agreed = rules.pattern(NAME, "cues.agreed").search(document.folded, start, end)
    date = best_date([e for e in dates_in(document, start, end) if has_days(e)])
    if agreed is None or date is None or date.start < agreed.start():
        return None
    name = " ".join(document.text[agreed.start() : agreed.end()].split())
    draft = Draft("meeting", name, passages=[passage], venue=find_venue(document, start, end))
    draft.set_dates(date)
    return draft


def _body_before(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> str | None:
    """The body that the sentences above name last, in its fullest form there."""
    bodies = rules.pattern(NAME, "nouns.bodies")
    short: str | None = None
    for index in range(passage.index - 1, max(-1, passage.index - 1 - NAME_REACH), -1):
        before = document.passages[index]
        if before.path != passage.path or before.kind != "sentence":
            break
        for entity in document.entities_in(before.start, before.end, "ORG", "PROGRAM")[::-1]:
            if bodies.search(document.folded, entity.start, entity.end):
                return entity.text
        for noun in list(bodies.finditer(document.folded, before.start, before.end))[::-1]:
            mention = mention_at(
                document, before.start, before.end, (noun.start(), noun.end(), "meeting"), rules
            )
            if mention is None:
                continue
            if rules.get(NAME, "head_last"):
                cut = " ".join(document.text[mention.start : noun.end()].split())
                mention = replace(mention, name=cut)
            if len(mention.name.split()) >= LEAST_WORDS and mention.name != mention.name.lower():
                return mention.name
            short = short or mention.name
    return short
