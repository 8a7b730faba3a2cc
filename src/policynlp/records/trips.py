"""Trips: which stretch of a document tells of which trip, in which sentences, and on what days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.entities.periods import bounds, start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.forms import Form, Scope, entities_of, read_form
from policynlp.schema import Entity
from policynlp.sections import section_kinds
from policynlp.sentences import split_sentences

NAME = "records/mission"
Days = tuple[str, str]
# A trip's dates and purpose stand early; travel told later is most often somebody else's.
PROSE_PASSAGES = 60
# Sentences of a section that are asked for the days of its trip.
SECTION_PASSAGES = 6
# Legs of one trip follow each other; more free days between two stays make two trips.
LONGEST_GAP = 3
# Longer stretches in a sentence of travel are projects and plans.
LONGEST_TRIP = 400
# A word of "next" or "previous" this near a word of travel speaks of another trip.
NEAR = 30
COVER_CHARACTERS = 1_800
COVER_BLOCKS = 16
PROSE = 220
MAX_VALUE = 90
# A longer list item is a numbered paragraph.
LONG_ITEM = 120
_PLAIN = re.compile(r"^\W+")


def find_trips(document: AnnotatedDocument) -> list[Scope]:
    """The stretches that tell of one trip each; empty where the document is not about a trip."""
    label = document.document_type.label
    if label in ("mission_report", "other"):
        sections = _trip_sections(document)
        if sections:
            return sections
    whole = Scope(0, len(document.text))
    return [whole] if _about_a_trip(document, whole) else []


def _about_a_trip(document: AnnotatedDocument, whole: Scope) -> bool:
    label = document.document_type.label
    if label == "mission_report":
        return True
    form = read_form(document, whole, NAME, ("dates", "places", "start", "objectives"))
    told = travel_sentences(document, whole)
    dated = any(days_in(document, p.start, p.end) for p in told) or "dates" in form
    if label == "terms_of_reference":
        placed = "places" in form or any(_placed(document, p) for p in told)
        return placed and (dated or "start" in form or bool(told)) and not _at_home(document)
    if label not in ("other", "evaluation", "meeting_report"):
        return False
    if label == "other" and _told_by_traveller(document, told):
        return True
    titled = any(_searches("title", fold(text)) for text in _top_lines(document))
    return titled and "dates" in form and ("objectives" in form or "places" in form)


def _told_by_traveller(document: AnnotatedDocument, told: Sequence[Passage]) -> bool:
    """Whether the document begins with its author's own trip: "From 7 to 13 May I went to ..."."""
    for passage in told[:2]:
        own = document.lexicon(passage).pattern(NAME, "cues.own")
        if (
            passage.start < COVER_CHARACTERS
            and ranges_in(document, passage.start, passage.end)
            and _placed(document, passage)
            and own.search(document.folded_text(passage))
        ):
            return True
    return False


def _top_lines(document: AnnotatedDocument) -> list[str]:
    lines = [document.title or ""]
    return lines + [h.text for h in document.headings[:3] if h.start < COVER_CHARACTERS]


def _at_home(document: AnnotatedDocument) -> bool:
    """Whether an assignment is done from home throughout."""
    return _searches("at_home", document.folded) and not any(
        days_in(document, p.start, p.end)
        for p in travel_sentences(document, Scope(0, len(document.text)))
    )


def _searches(cue: str, folded: str) -> bool:
    return any(lexicon(code).pattern(NAME, f"cues.{cue}").search(folded) for code in available())


def _trip_sections(document: AnnotatedDocument) -> list[Scope]:
    """Sections of one level that tell of a trip each, days apart: "2. Bénin, 18 au 22 juin"."""
    found: dict[int, list[tuple[Scope, Days]]] = {}
    for heading in document.headings:
        if not document.entities_in(heading.start, heading.end, "COUNTRY", "LOC"):
            continue
        scope = Scope(heading.start, _section_end(document, heading), heading)
        days = _section_days(document, scope, heading)
        if days is not None:
            found.setdefault(heading.level, []).append((scope, days))
    for level in sorted(found):
        sections = found[level]
        if len(sections) > 1 and _days_apart(sections) and not _one_period(document, sections):
            return [scope for scope, _ in sections]
    return []


def _section_days(document: AnnotatedDocument, scope: Scope, heading: Heading) -> Days | None:
    own = days_in(document, heading.start, heading.end)
    if own:
        return span_of(own[:1])
    told = travel_sentences(document, scope)[:SECTION_PASSAGES]
    for passage in told:
        days = ranges_in(document, passage.start, passage.end)
        if days:
            return span_of(days[:1])
    return None


def _days_apart(sections: Sequence[tuple[Scope, Days]]) -> bool:
    ordered = sorted(days for _, days in sections)
    return all(
        (bounds(later[0])[0] - bounds(earlier[1])[1]).days > LONGEST_GAP
        for earlier, later in zip(ordered, ordered[1:], strict=False)
    )


def _one_period(document: AnnotatedDocument, sections: Sequence[tuple[Scope, Days]]) -> bool:
    """Whether days stated before the first section span all sections: legs of one trip."""
    before = Scope(0, min(scope.start for scope, _ in sections))
    form = read_form(document, before, NAME, ("dates",))
    stated = span_of([e for e in entities_of(document, form.get("dates", ()), "DATE") if has_days(e)])
    stated = stated or cover_days(document, before)
    if stated is None:
        return False
    first = min(days[0] for _, days in sections)
    last = max(days[1] for _, days in sections)
    return stated[0] <= first and stated[1] >= last


def _section_end(document: AnnotatedDocument, heading: Heading) -> int:
    for other in document.headings:
        if other.start > heading.start and other.level <= heading.level:
            return other.start
    return len(document.text)


def cover_lines(document: AnnotatedDocument, scope: Scope) -> list[tuple[int, int]]:
    """Offsets of the lines that present a trip: its heading, or the lines above the first prose.

    Lines of addresses, authors and dates of issue are left out.
    """
    if scope.heading is not None:
        return [(scope.heading.start, scope.heading.end)]
    return list(_cover(document, scope))


def _cover(document: AnnotatedDocument, scope: Scope) -> Iterator[tuple[int, int]]:
    body = [b for b in document.loaded.blocks if b.kind not in ("header", "footer")]
    titled = False
    for block in body[:COVER_BLOCKS]:
        text = document.text[block.start : block.end]
        if block.start >= min(scope.end, COVER_CHARACTERS) or block.kind == "table":
            return
        if block.kind == "paragraph" and len(text) > PROSE:
            return
        if block.kind == "heading":
            if titled and section_kinds(text):
                return
            titled = True
        position = block.start
        for line in text.split("\n"):
            bare = position + len(line) - len(_PLAIN.sub("", line))
            folded = document.folded[bare : position + len(line)]
            if folded and not any(
                lexicon(code).pattern(NAME, "cues.not_cover").match(folded) for code in available()
            ):
                yield position, position + len(line)
            position += len(line) + 1


def sentences_in(document: AnnotatedDocument, scope: Scope) -> list[Passage]:
    """The first sentences of a stretch, in reading order; those of numbered paragraphs too."""
    found: list[Passage] = []
    for passage in document.of_kind("sentence", "item"):
        if not scope.holds(passage):
            continue
        if len(found) >= PROSE_PASSAGES:
            break
        if passage.kind == "sentence" or len(passage.text) < LONG_ITEM:
            found.append(passage)
            continue
        for start, end in split_sentences(passage.text, document.lexicon(passage)):
            begin, stop = passage.start + start, passage.start + end
            found.append(replace(passage, text=document.text[begin:stop], start=begin, end=stop))
    return found


def travel_sentences(document: AnnotatedDocument, scope: Scope) -> list[Passage]:
    """Sentences that tell of this trip with a day or a place, in reading order."""
    found = []
    for passage in sentences_in(document, scope):
        rules = document.lexicon(passage)
        folded = document.folded_text(passage)
        travel = rules.pattern(NAME, "cues.travel").search(folded)
        if travel is None:
            continue
        person = rules.pattern(NAME, "cues.first_person").search(folded)
        if person is None or person.start() > travel.end():
            continue
        other = rules.pattern(NAME, "cues.other").search(folded)
        if other and other.start() - NEAR < travel.start() < other.end() + NEAR:
            continue
        if days_in(document, passage.start, passage.end) or _placed(document, passage):
            found.append(passage)
    return found


def _placed(document: AnnotatedDocument, passage: Passage) -> bool:
    return bool(document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"))


def read_days(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> tuple[str | None, str | None]:
    """First and last day of a trip in the precision stated: labels, cover, prose, programme."""
    labelled = _labelled_days(document, form)
    if labelled is not None:
        return labelled
    cover = cover_days(document, scope)
    if cover is not None:
        return cover
    for passage in told:
        ranges = ranges_in(document, passage.start, passage.end)
        if ranges:
            return _widened(document, told, span_of(ranges[:1]) or ("", ""))
    planned = _programme_days(document, scope)
    if planned is not None:
        return planned
    single = [e for p in told for e in days_in(document, p.start, p.end)]
    best = span_of(single) or span_of(entities_of(document, form.get("dates", ()), "DATE"))
    if best is None:
        lines = cover_lines(document, scope)
        best = span_of([e for s, t in lines for e in document.entities_in(s, t, "DATE")][:1])
    return best or (None, None)


def _labelled_days(document: AnnotatedDocument, form: Form) -> Days | None:
    first = [e for e in entities_of(document, form.get("start", ()), "DATE") if has_days(e)]
    last = [e for e in entities_of(document, form.get("end", ()), "DATE") if has_days(e)]
    if first and last:
        return span_of([first[0], last[0]])
    passages = form.get("dates", ())
    values = [p for p in passages if len(p.text) <= MAX_VALUE and not _is_prose(document, p)]
    days = [e for e in entities_of(document, values, "DATE") if has_days(e)]
    if days:
        return span_of(days)
    for passage in passages:
        ranges = ranges_in(document, passage.start, passage.end)
        if ranges:
            return span_of(ranges[:1])
    return None


def _is_prose(document: AnnotatedDocument, passage: Passage) -> bool:
    verbs = document.lexicon(passage).pattern("lexicon", "finite_verbs")
    return passage.kind == "sentence" and bool(verbs.search(document.folded_text(passage)))


def cover_days(document: AnnotatedDocument, scope: Scope) -> Days | None:
    """The first stretch of several days on the cover; in a heading of a trip also a single day."""
    for start, end in cover_lines(document, scope):
        ranges = ranges_in(document, start, end)
        if not ranges and scope.heading is not None:
            ranges = days_in(document, start, end)
        if ranges:
            return span_of(ranges[:1])
    return None


def _programme_days(document: AnnotatedDocument, scope: Scope) -> Days | None:
    """From the first to the last day of the trip's programme, where there is one."""
    found: list[Entity] = []
    for passage in document.passages:
        if not scope.holds(passage):
            continue
        titles = [fold(heading.text).strip() for heading in passage.path]
        if any(
            lexicon(code).pattern(NAME, "cues.itinerary").fullmatch(title)
            for title in titles
            for code in available()
        ):
            found.extend(days_in(document, passage.start, passage.end))
    return span_of(found)


def _widened(document: AnnotatedDocument, told: Sequence[Passage], days: Days) -> Days:
    """Days of the first stay widened by those of the other legs, if they adjoin."""
    first, last = days
    for passage in told:
        for entity in days_in(document, passage.start, passage.end):
            begin, end = start_and_end(entity.canonical_id)
            if begin is None or end is None:
                continue
            if (bounds(first)[0] - bounds(end)[1]).days <= 1 and begin < first:
                first = begin
            if (bounds(begin)[0] - bounds(last)[1]).days <= 1 and end > last:
                last = end
    return first, last


def has_days(entity: Entity) -> bool:
    """Whether a date is known to the day."""
    first, last = start_and_end(entity.canonical_id)
    return first is not None and len(first) == 10 and last is not None and len(last) == 10


def days_in(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Dates known to the day in a stretch, in order."""
    return [e for e in document.entities_in(start, end, "DATE") if has_days(e)]


def ranges_in(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Stretches of several days, no longer than a trip lasts."""
    return [
        e
        for e in days_in(document, start, end)
        if "/" in (e.canonical_id or "")
        and 0 < (lambda b: (b[1] - b[0]).days)(bounds((e.canonical_id or "")[5:])) <= LONGEST_TRIP
    ]


def span_of(entities: Sequence[Entity]) -> Days | None:
    """Earliest start and latest end of dates, in their own precision."""
    pairs = [start_and_end(e.canonical_id) for e in entities]
    known = [(a, b) for a, b in pairs if a and b]
    if not known:
        return None
    return min(a for a, _ in known), max(b for _, b in known)
