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
from policynlp.records.parts.event_names import find_mentions, mention_at
from policynlp.records.parts.participants import find_attendance
from policynlp.records.parts.venues import NAME, find_venue
from policynlp.schema import Entity

# How far above its name a body may be that "it" takes up, in passages.
NAME_REACH = 5


def find_told(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> Draft | None:
    """Something said to be held on a day and at a place whose name has no telling noun."""
    rules = document.lexicon(passage)
    date = best_date([e for e in dates_in(document, start, end) if _has_month(e)])
    if date is None:
        return None
    verb = rules.pattern(NAME, "cues.held").search(document.folded, start, end)
    planned = rules.pattern(NAME, "cues.planned").search(document.folded, start, end)
    if verb is None and planned is not None:
        coming = rules.pattern(NAME, "cues.next").search(document.folded, start, planned.start())
        verb = planned if coming is not None else None  # "The first doses are expected in Bo"
    if verb is None or verb.start() - start < SHORT_WORDS:
        return None
    if rules.pattern(NAME, "nouns.training").search(document.folded, start, verb.start()):
        return None
    venue = find_venue(document, start, end)
    name = subject_of(document, start, verb.start(), rules)
    body = document.entities_in(start, verb.start(), "ORG", "PERSON")
    if body and name is not None and 2 * len(body[0].text) > len(name):
        return None  # "The Pasteur Centre will host"
    if venue is None or name is None or not LEAST_WORDS <= len(name.split()) <= MAX_SUBJECT:
        return None
    if _is_no_gathering(name, rules):
        return None  # "The household survey took place in ..."
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
