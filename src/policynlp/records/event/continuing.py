"""What the sentences behind an event's own add to it: "Il a réuni ...", "It was hosted by ..."."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.event.acts import team_before
from policynlp.records.event.drafts import Draft, alike, best_date, dates_in, has_days, precision
from policynlp.records.event.people import GATHERINGS, people_by_position
from policynlp.records.event.titles import is_bare, top_end
from policynlp.records.parts.event_names import KINDS, find_mentions
from policynlp.records.parts.organisers import (
    find_backers,
    labelled_bodies,
    organised_behind,
)
from policynlp.records.parts.participants import NAME as PEOPLE
from policynlp.records.parts.participants import Attendance, find_attendance, find_expected
from policynlp.records.parts.venues import NAME, find_venue

_COLON = re.compile(r"[:;]\s")
# How many sentences behind its own may still speak of an event.
BACK_REACH = 4
# Sentences that may tell of the document's own event, from its beginning.
OPENING_SENTENCES = 14
# How far into a sentence the ceremony's name may begin, in characters.
CEREMONY_REACH = 6
# How far behind "attended" the event that is taken up may end, in characters.
NOUN_REACH = 30
# How far behind "it opened" its day may end, in characters.
DAY_REACH = 24
# The first of them, where a count of people is theirs who came.
FIRST_SENTENCES = 5


def add_people(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """Organisers and those present as the event's own sentence names them."""
    draft.organizers = draft.organizers or _organizers(document, draft, passage)
    if draft.kind == "mission_visit":
        draft.participants = draft.participants or _visitors(document, passage)
    attendance = _people_of(document, passage)
    if (
        attendance is not None
        and draft.participants is None
        and (draft.kind != "mission_visit" or attendance.count is not None)
        and not _is_the_event(attendance.text, draft)
        and not _names_event(document, attendance)
    ):
        draft.participants = attendance.text
    if draft.kind in GATHERINGS and draft.start is not None:
        draft.participants = draft.participants or people_by_position(document, passage)


def add_people_apart(document: AnnotatedDocument, drafts: list[Draft], passage: Passage) -> None:
    """Organisers and those present of several events of a sentence: those behind each name."""
    places = ((document.text.find(d.name, passage.start, passage.end), d) for d in drafts if d.name)
    named = sorted(((at, d) for at, d in places if at >= 0), key=lambda one: one[0])
    attendance = _people_of(document, passage)
    for i, (at, draft) in enumerate(named):
        stop = named[i + 1][0] if i + 1 < len(named) else passage.end
        behind = at + len(draft.name or "")
        found = organised_behind(document, behind, stop) if behind < stop else []
        draft.organizers = draft.organizers or [b for b in found if not _is_the_event(b, draft)]
        if (
            attendance is not None
            and behind <= attendance.start < stop
            and draft.participants is None
            and not _names_event(document, attendance)
        ):
            draft.participants = attendance.text


def _visitors(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The team that makes a visit: the subject of its sentence."""
    verb = (
        document.lexicon(passage)
        .pattern(NAME, "cues.on_visit")
        .search(document.folded, passage.start, passage.end)
    )
    return team_before(document, passage.start, verb) if verb is not None else None


def _people_of(document: AnnotatedDocument, passage: Passage) -> Attendance | None:
    return find_attendance(document, passage.start, passage.end) or find_expected(
        document, passage.start, passage.end
    )


def _organizers(document: AnnotatedDocument, draft: Draft, passage: Passage) -> list[str]:
    """The organisers that a sentence names; an event that opens is not its own organiser."""
    found = find_backers(document, passage.start, passage.end).organizers
    return [body for body in found if not _is_the_event(body, draft)]


def _names_event(document: AnnotatedDocument, attendance: Attendance) -> bool:
    """Whether what was "convened" or "gathered" is a meeting and nobody who came."""
    if attendance.count is not None:
        return False
    mentions = find_mentions(document, attendance.start, attendance.end)
    return bool(mentions) and mentions[0].start - attendance.start <= CEREMONY_REACH


def _is_the_event(body: str, draft: Draft) -> bool:
    return fold(draft.name or "").endswith(fold(body)) or fold(body) in fold(draft.name or "")[:60]


def continue_events(document: AnnotatedDocument, drafts: list[tuple[Draft, int]]) -> None:
    """Fills gaps of events from the sentences right behind theirs that point back at them."""
    taken = {index for _, index in drafts}
    for draft, index in drafts:
        _continue(document, draft, index, taken)


def _continue(document: AnnotatedDocument, draft: Draft, index: int, taken: set[int]) -> None:
    first = document.passages[index]
    missed = 0
    for passage in document.passages[index + 1 : index + 1 + BACK_REACH]:
        if passage.index in taken or passage.kind != "sentence" or passage.path != first.path:
            break
        recurring = document.lexicon(passage).pattern(NAME, "cues.recurring")
        first_clause = _COLON.split(document.folded_text(passage), maxsplit=1)[0]
        if recurring.search(first_clause):
            continue
        if not points_back(document, passage):
            missed += 1
            if missed > 1:
                break
            continue
        add_from(document, draft, passage)
        _name_ceremony(document, draft, passage)


def _name_ceremony(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """The ceremony for what was opened, given or signed: its name and place are the event's."""
    if not draft.by_verb:
        return
    rules = document.lexicon(passage)
    for mention in find_mentions(document, passage.start, passage.end)[:1]:
        noun = document.folded[mention.noun_start : mention.noun_end]
        near = mention.start - passage.start <= CEREMONY_REACH
        if not near or rules.pattern(NAME, "nouns.ceremonies").fullmatch(noun) is None:
            return
        held = rules.pattern(NAME, "cues.held").search(
            document.folded, mention.noun_end, passage.end
        )
        if held is None:
            return
        if not is_bare(mention):
            draft.name = mention.name
        venue = find_venue(document, mention.noun_end, passage.end)
        draft.venue = venue or draft.venue
        draft.add(passage)


def points_back(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence begins with words for an event named before."""
    folded = document.folded_text(passage)
    if document.lexicon(passage).pattern(NAME, "cues.back_to_course").match(folded) is not None:
        return False
    rules = document.lexicon(passage)
    first_clause = _COLON.split(folded, maxsplit=1)[0]
    if rules.pattern(NAME, "cues.back_object").search(first_clause):
        return True  # "The Institute organises it"
    back = rules.pattern(NAME, "cues.back").match(folded)
    return back is not None or _attends_known(document, passage)


def _attends_known(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence tells who was at an event that it only takes up: "Two chiefs and about
    200 villagers attended the ceremony"."""
    rules = document.lexicon(passage)
    attended = rules.pattern(PEOPLE, "cues.subject").search(
        document.folded, passage.start, passage.end
    )
    if attended is None:
        return False
    near = min(passage.end, attended.end() + NOUN_REACH)
    return any(
        is_bare(mention)
        and rules.pattern("lexicon", "determiners").fullmatch(
            document.folded[attended.end() : mention.start].split()[-1]
        )
        for mention in find_mentions(document, attended.end(), near)[:1]
        if document.folded[attended.end() : mention.start].strip()
    )


def add_from(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """What a further sentence on an event adds: organisers, those present, its last day, place."""
    rules = document.lexicon(passage)
    used = False
    if not draft.organizers:
        draft.organizers = _organizers(document, draft, passage)
        used = bool(draft.organizers)
    if draft.participants is None and draft.kind != "mission_visit":
        attendance = _people_of(document, passage)
        if attendance is not None and not _names_event(document, attendance):
            draft.participants, used = attendance.text, True
    until = rules.pattern(NAME, "cues.until").search(document.folded, passage.start, passage.end)
    if until is not None and draft.start == draft.end:
        for entity in document.entities_in(until.start(), passage.end, "DATE"):
            last = (entity.canonical_id or "").removeprefix("date:").rpartition("/")[2]
            if draft.start and len(last) == len(draft.start) and last > draft.start:
                draft.end, used = last, True
                break
    opened = rules.pattern(NAME, "cues.opened").search(document.folded, passage.start, passage.end)
    if opened is not None and precision(draft.start) == 3 and draft.start == draft.end:
        day = best_date(document.entities_in(opened.end(), opened.end() + DAY_REACH, "DATE"))
        begin = start_and_end(day.canonical_id)[0] if day is not None else None
        if precision(begin) == 3 and (begin or "") < (draft.start or ""):
            draft.start, used = begin, True
    held = rules.pattern(NAME, "cues.held").search(document.folded, passage.start, passage.end)
    closed = precision(draft.start) == 3 and draft.start == draft.end
    if draft.start is None or (held and (precision(draft.start) < 3 or closed)):
        date = best_date(dates_in(document, passage.start, passage.end))
        first, final = start_and_end(date.canonical_id) if date is not None else (None, None)
        within = first and final and first < final and first <= (draft.start or "") <= final
        if date is not None and has_days(date) and (not closed or within):
            draft.set_dates(date)
            used = True
    if draft.venue is None and held:
        draft.venue = find_venue(document, passage.start, passage.end)
        used = used or draft.venue is not None
    if used:
        draft.add(passage)


def add_own_people(
    document: AnnotatedDocument, draft: Draft, labels: dict[str, list[Passage]]
) -> None:
    """Organisers and those present, from labels, else from the opening sentences."""
    draft.organizers = labelled_bodies(document, labels.get("organizers", []))
    values = labels.get("participants", [])
    if values:
        draft.participants = "; ".join(" ".join(v.text.split()) for v in values)
    nouns = _definite(draft)
    top = top_end(document)
    speaks = True
    for position, passage in enumerate(list(document.of_kind("sentence"))[:OPENING_SENTENCES]):
        if any(h.level > 2 for h in passage.path):
            break
        folded = document.folded_text(passage)
        named = nouns is not None and nouns.match(folded) is not None
        named = (
            named or _names_own(document, passage, draft) or _same_days(document, passage, draft)
        )
        speaks = named or (points_back(document, passage) and (speaks or passage.start < top))
        if speaks:
            add_from(document, draft, passage)
        elif draft.participants is None and (passage.start < top or position < FIRST_SENTENCES):
            attendance = find_attendance(document, passage.start, passage.end)
            if attendance is not None and attendance.count is not None:
                draft.participants = attendance.text
                draft.organizers = draft.organizers or _organizers(document, draft, passage)
        if not draft.organizers and passage.start < top and draft.kind != "meeting":
            draft.organizers = list(find_backers(document, passage.start, passage.end).organizers)


def _same_days(document: AnnotatedDocument, passage: Passage, draft: Draft) -> bool:
    """Whether a sentence says that something was held on the event's own days."""
    rules = document.lexicon(passage)
    if precision(draft.start) < 3 or not any(
        rules.pattern("records/organisers", f"cues.{key}").search(document.folded_text(passage))
        for key in ("organises", "organised_by")
    ):
        return False
    dates = document.entities_in(passage.start, passage.end, "DATE")
    return any(start_and_end(e.canonical_id) == (draft.start, draft.end) for e in dates)


def _names_own(document: AnnotatedDocument, passage: Passage, draft: Draft) -> bool:
    mentions = find_mentions(document, passage.start, passage.end)
    return any(not is_bare(m) and alike(m.name, draft.name) for m in mentions)


def _definite(draft: Draft) -> re.Pattern[str] | None:
    """The draft's noun behind a definite article: "l'atelier", "the forum"."""
    if draft.kind is None:
        return None
    articles = [
        "|".join(re.escape(fold(a)) + ("" if a.endswith("'") else " ") for a in words)
        for code in available()
        if (words := lexicon(code).words("bodies", "definite"))
    ]
    heads = [lexicon(code).pattern(NAME, f"nouns.{kind}") for code in available() for kind in KINDS]
    nouns = [w for w in fold(draft.name or "").split() if any(h.fullmatch(w) for h in heads)]
    if not nouns:
        return None
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(articles)})(?:{'|'.join(map(re.escape, nouns))})(?!\w)"
    )
