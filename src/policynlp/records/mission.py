"""Missions: who travelled where, when, why, and whom they met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.entities.periods import bounds, start_and_end
from policynlp.folding import fold
from policynlp.records.forms import (
    Form,
    Scope,
    distinct,
    entities_of,
    items_of,
    read_form,
)
from policynlp.records.people import Person, distinct_people, people_in, people_of_passages
from policynlp.records.prose import clauses, following, split_listing, without_article
from policynlp.records.provenance import common
from policynlp.schema import Entity, Mission, Record

NAME = "records/mission"
# In the order in which an ambiguous label is decided.
LABELS = (
    "submitted", "travellers", "objectives", "expected_results", "meetings", "dates", "places",
    "clearance", "distribution",
)  # fmt: skip
# Types of document that are about one or more trips of their own.
OWN_TYPES = frozenset({"mission_report", "terms_of_reference"})
# A trip's dates and purpose stand early; travel told later is most often somebody else's.
PROSE_PASSAGES = 40
ROLE_WINDOW = 400


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """The missions that the document is about: one for each trip, legs of a trip together."""
    for scope in find_trips(document):
        form = read_form(document, scope, NAME, LABELS)
        mission = _fill(document, scope, form)
        if mission is not None:
            yield mission


def find_trips(document: AnnotatedDocument) -> list[Scope]:
    """The stretches that tell of one trip each; empty where the document is not about a trip."""
    if not _about_a_trip(document):
        return []
    sections = [h for h in document.headings if _names_a_trip(document, h)]
    level = min((h.level for h in sections), default=0)
    sections = [h for h in sections if h.level == level]
    if len(sections) > 1:
        return [
            Scope(heading.start, _section_end(document, heading), heading) for heading in sections
        ]
    return [Scope(0, len(document.text))]


def _about_a_trip(document: AnnotatedDocument) -> bool:
    if document.document_type.label == "mission_report":
        return True
    tops = [fold(document.title or "")]
    tops += [fold(h.text) for h in document.headings[:3] if h.start < 1500]
    titled = any(_searches(document, "title", top) for top in tops)
    labels = read_form(document, Scope(0, 3000), NAME, ("dates", "places", "objectives"))
    if document.document_type.label == "terms_of_reference":
        return bool(labels.get("objectives") or titled) and bool(
            titled or labels.get("dates") or labels.get("places")
        )
    return titled and "dates" in labels and ("objectives" in labels or "places" in labels)


def _searches(document: AnnotatedDocument, cue: str, folded: str) -> bool:
    from policynlp.languages import available, lexicon

    return any(lexicon(code).pattern(NAME, f"cues.{cue}").search(folded) for code in available())


def _names_a_trip(document: AnnotatedDocument, heading: Heading) -> bool:
    """A heading with its own country or place and its own days: "2. Bénin, 18 au 22 juin"."""
    where = document.entities_in(heading.start, heading.end, "COUNTRY", "LOC")
    when = document.entities_in(heading.start, heading.end, "DATE")
    return bool(where) and any(_has_days(entity) for entity in when)


def _has_days(entity: Entity) -> bool:
    first, _ = start_and_end(entity.canonical_id)
    return first is not None and len(first) == len("2014-03-24")


def _section_end(document: AnnotatedDocument, heading: Heading) -> int:
    for other in document.headings:
        if other.start > heading.start and other.level <= heading.level:
            return other.start
    return len(document.text)


def _fill(document: AnnotatedDocument, scope: Scope, form: Form) -> Mission | None:
    told = _travel_sentences(document, scope)
    start, end = _dates(document, scope, form, told)
    countries, places = _where(document, scope, form, told)
    objectives = _statements(document, form.get("objectives", ()), "purpose") or _purposes(
        document, told
    )
    travellers = _travellers(document, scope, form, told)
    if not (start or countries or places) or not (start or objectives or travellers):
        return None
    evidence = sum(map(bool, (start, countries or places, objectives, travellers)))
    sources = _sources(document, scope, form, told)
    if not sources:
        return None
    return Mission(
        **common(document, "mission", sources, 0.4 + 0.15 * evidence),
        travellers=[person.as_traveller() for person in travellers],
        countries=countries,
        places=places,
        start_date=start,
        end_date=end,
        objectives=objectives,
        expected_results=_statements(document, form.get("expected_results", ()), None),
        meetings=_meetings(document, scope, form),
        submitted_on=_submitted(document, scope, form),
        clearance=_one_text(document, form.get("clearance", ())),
        distribution=_bodies(document, form.get("distribution", ())),
    )


def _sources(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> list[Passage]:
    """The passages that the mission's dates, places, people and purpose were read from."""
    keys = ("dates", "places", "travellers", "objectives")
    chosen = [p for key in keys for p in form.get(key, ())[:3]] + list(told[:2])
    if not chosen:
        chosen = [p for p in document.passages if scope.holds(p)][:1]
    unique = {(p.start, p.end): p for p in chosen}
    return [unique[span] for span in sorted(unique)]


def _travel_sentences(document: AnnotatedDocument, scope: Scope) -> list[Passage]:
    """Sentences that tell of this trip, best first: with days, then with places, then in order."""
    found: list[tuple[int, int, Passage]] = []
    inside = [p for p in document.of_kind("sentence") if scope.holds(p)][:PROSE_PASSAGES]
    for passage in inside:
        lexicon = document.lexicon(passage)
        folded = document.folded_text(passage)
        travel = lexicon.pattern(NAME, "cues.travel").search(folded)
        if travel is None:
            continue
        other = lexicon.pattern(NAME, "cues.other").search(folded)
        if other and -25 < other.start() - travel.start() < 25:
            continue
        days = any(_has_days(e) for e in document.entities_in(passage.start, passage.end, "DATE"))
        where = bool(document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"))
        if days or where:
            found.append((-2 * days - where, passage.start, passage))
    return [passage for _, _, passage in sorted(found, key=lambda item: item[:2])]


def _dates(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> tuple[str | None, str | None]:
    """First and last day: from labelled dates, else titles, else sentences of travel."""
    labelled = entities_of(document, form.get("dates", ()), "DATE")
    best = _span([e for e in labelled if _has_days(e)]) or _span(labelled)
    if best is None:
        best = _title_dates(document, scope)
    if best is None:
        for passage in told:
            days = [
                e for e in document.entities_in(passage.start, passage.end, "DATE") if _has_days(e)
            ]
            ranges = [e for e in days if "/" in (e.canonical_id or "")]
            best = _span(ranges[:1]) or _span(days)
            if best is not None:
                return _extended(document, told, best)
    return best or (None, None)


def _extended(
    document: AnnotatedDocument, told: Sequence[Passage], best: tuple[str, str]
) -> tuple[str, str]:
    """Dates of the first sentence widened by the legs told in the other ones, if they adjoin."""
    first, last = best
    for passage in told:
        for entity in document.entities_in(passage.start, passage.end, "DATE"):
            if not _has_days(entity):
                continue
            begin, end = start_and_end(entity.canonical_id)
            assert begin and end
            gap_before = (bounds(first)[0] - bounds(end)[1]).days
            gap_after = (bounds(begin)[0] - bounds(last)[1]).days
            if gap_before <= 1 and begin < first:
                first = begin
            if gap_after <= 1 and end > last:
                last = end
    return first, last


def _title_dates(document: AnnotatedDocument, scope: Scope) -> tuple[str, str] | None:
    headings = [scope.heading] if scope.heading else list(document.headings[:5])
    for heading in headings:
        days = [e for e in document.entities_in(heading.start, heading.end, "DATE") if _has_days(e)]
        if days:
            return _span(days[:1])
    return None


def _span(entities: Sequence[Entity]) -> tuple[str, str] | None:
    """Earliest start and latest end of dates, in their own precision."""
    pairs = [start_and_end(e.canonical_id) for e in entities]
    known = [(a, b) for a, b in pairs if a and b]
    if not known:
        return None
    return min(a for a, _ in known), max(b for _, b in known)


def _where(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> tuple[list[str], list[str]]:
    """Country codes and place names, from labels, else headings and sentences of travel."""
    stretches = [(p.start, p.end) for p in form.get("places", ())]
    labelled = bool(stretches)
    if not labelled:
        stretches = [(p.start, p.end) for p in told]
    heads = [scope.heading] if scope.heading else list(document.headings[:5])
    head_stretches = [(h.start, h.end) for h in heads]
    countries = _country_codes(document, stretches) if labelled else []
    countries = countries or _country_codes(document, head_stretches)
    if not countries and document.title:
        countries = _country_codes(document, [(0, min(len(document.text), 1200))])[:1]
    countries = countries or _country_codes(document, stretches)
    if not countries and document.country:
        countries = [document.country]
    places = _place_names(document, stretches)
    if not labelled and scope.heading:
        places = distinct([*_place_names(document, head_stretches), *places])
    if countries:
        places = [
            name for name, code in places_with_country(document, places) if _fits(code, countries)
        ]
    else:
        known = [code for _, code in places_with_country(document, places) if code]
        countries = list(dict.fromkeys(known))
    return countries, places


def _fits(code: str | None, countries: Sequence[str]) -> bool:
    return code is None or code in countries


def _country_codes(document: AnnotatedDocument, stretches: Iterable[tuple[int, int]]) -> list[str]:
    codes = [
        (e.canonical_id or "").removeprefix("country:")
        for start, end in stretches
        for e in document.entities_in(start, end, "COUNTRY")
    ]
    return list(dict.fromkeys(code for code in codes if code))


_PLACE_COUNTRY = re.compile(r"-([A-Z]{3})$")


def _place_names(document: AnnotatedDocument, stretches: Iterable[tuple[int, int]]) -> list[str]:
    return distinct(
        e.text
        for start, end in stretches
        for e in document.entities_in(start, end, "LOC")
        if not (e.canonical_id or "").startswith(("group:", "region:"))
    )


def places_with_country(
    document: AnnotatedDocument, names: Iterable[str]
) -> list[tuple[str, str | None]]:
    """Place names with the alpha-3 code of their country, None where it is not known."""
    codes: dict[str, str | None] = {}
    for entity in document.entities:
        if entity.label == "LOC":
            match = _PLACE_COUNTRY.search(entity.canonical_id or "")
            codes.setdefault(entity.text, match[1] if match else None)
    return [(name, codes.get(name)) for name in names]


def _travellers(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> list[Person]:
    """Members of the mission: from labels and tables, the author, and companions in prose."""
    people = people_of_passages(document, form.get("travellers", ()))
    if document.document_type.label != "terms_of_reference":
        people += _authors(document)
        people += _companions(document, scope)
        if not people:
            people += [person for p in told for person in people_in(document, p.start, p.end)]
    return distinct_people(people)


def _authors(document: AnnotatedDocument) -> list[Person]:
    """People of a cover line such as "Submitted by ...", without a colon."""
    for passage in document.passages[:30]:
        found = _after_cue(document, passage.start, passage.end, passage, "author")
        if found:
            return found
    for heading in document.headings[:8]:
        folded = document.folded[heading.start : heading.end]
        if _searches(document, "author", folded):
            return people_in(document, heading.start, heading.end)
    return []


def _after_cue(
    document: AnnotatedDocument, start: int, end: int, passage: Passage, cue: str
) -> list[Person]:
    pattern = document.lexicon(passage).pattern(NAME, f"cues.{cue}")
    span = following(document, start, end, pattern)
    return people_in(document, *span) if span else []


def _companions(document: AnnotatedDocument, scope: Scope) -> list[Person]:
    people: list[Person] = []
    inside = [p for p in document.of_kind("sentence") if scope.holds(p)][:PROSE_PASSAGES]
    for passage in inside:
        lexicon = document.lexicon(passage)
        met = lexicon.pattern(NAME, "cues.met").search(document.folded, passage.start, passage.end)
        end = met.start() if met else passage.end
        people += _after_cue(document, passage.start, end, passage, "companions")
    return people


def _statements(
    document: AnnotatedDocument, passages: Sequence[Passage], cue: str | None
) -> list[str]:
    """Objectives or results under a label: items, numbered clauses, or sentences."""
    texts: list[str] = []
    for passage in items_of(passages):
        begin = passage.start
        if cue and passage.kind == "sentence":
            pattern = document.lexicon(passage).pattern(NAME, f"cues.{cue}")
            span = following(document, passage.start, passage.end, pattern)
            begin = span[0] if span else begin
        text = document.text[begin : passage.end]
        parts = clauses(text)
        if parts:
            texts.extend(text[a:b].strip() for a, b in parts)
        elif passage.cells:
            texts.append(next(c.text for c in passage.cells if c.text.strip()))
        else:
            texts.append(text.strip())
    return distinct(texts)


def _purposes(document: AnnotatedDocument, told: Sequence[Passage]) -> list[str]:
    """What sentences of travel give as the purpose, where no label does."""
    for passage in sorted(
        {p.start: p for p in [*told, *document.of_kind("sentence")][: len(told) + 25]}.values(),
        key=lambda p: p.start,
    ):
        lexicon = document.lexicon(passage)
        span = following(
            document, passage.start, passage.end, lexicon.pattern(NAME, "cues.purpose")
        )
        travelled = lexicon.pattern(NAME, "cues.travel").search(document.folded_text(passage))
        if span is None or (travelled is None and passage not in told):
            continue
        text = document.text[span[0] : span[1]].strip()
        parts = clauses(text)
        return [text[a:b].strip() for a, b in parts] if parts else [text.rstrip(".")]
    return []


def _meetings(document: AnnotatedDocument, scope: Scope, form: Form) -> list[str]:
    """Persons or bodies met, one entry each, without a leading article."""
    passages = items_of(form.get("meetings", ()))
    if passages and passages[0].kind != "sentence":
        return distinct(_met_text(document, p) for p in passages)
    found: list[str] = []
    sentences = passages or [p for p in document.of_kind("sentence") if scope.holds(p)]
    for passage in sentences[:PROSE_PASSAGES]:
        lexicon = document.lexicon(passage)
        span = following(document, passage.start, passage.end, lexicon.pattern(NAME, "cues.met"))
        if span is None:
            continue
        text = document.text[span[0] : span[1]].rstrip(". ")
        for a, b in split_listing(text, lexicon):
            entry = without_article(text[a:b], lexicon)
            if (
                (entry
                and document.entities_in(span[0] + a, span[0] + b, "PERSON", "ORG"))
                or (entry and len(entry.split()) <= 14)
            ):
                found.append(entry)
    return distinct(found)


def _met_text(document: AnnotatedDocument, passage: Passage) -> str:
    if passage.cells:
        return ", ".join(c.text.replace("\n", " ") for c in passage.cells if c.text.strip())
    return without_article(passage.text, document.lexicon(passage))


def _submitted(document: AnnotatedDocument, scope: Scope, form: Form) -> str | None:
    """The day on which the report was handed over, where it says so."""
    for entity in entities_of(document, form.get("submitted", ()), "DATE"):
        if _has_days(entity):
            return start_and_end(entity.canonical_id)[1]
    stretches = [(p.start, p.end) for p in document.passages[:30]]
    stretches += [(h.start, h.end) for h in document.headings[:8]]
    for start, end in sorted(stretches):
        if not scope.start <= start < scope.end:
            continue
        lexicon = document.lexicon_at(start)
        match = lexicon.pattern(NAME, "cues.submitted").search(document.folded, start, end)
        if match is None:
            continue
        for entity in document.entities_in(max(start, match.end() - 1), end, "DATE"):
            if _has_days(entity):
                return start_and_end(entity.canonical_id)[1]
    return None


def _one_text(document: AnnotatedDocument, passages: Sequence[Passage]) -> str | None:
    texts = [p.text.strip() for p in items_of(passages)]
    return " ".join(texts).rstrip(" ;") or None


def _bodies(document: AnnotatedDocument, passages: Sequence[Passage]) -> list[str]:
    """Entries of a distribution list: one a line or item, or split at semicolons and commas."""
    found: list[str] = []
    for passage in items_of(passages):
        text = passage.text
        mark = ";" if ";" in text else ","
        for part in re.split(rf"\s*[{mark}\n]\s*", text):
            entry = without_article(part, document.lexicon(passage))
            if entry:
                found.append(entry)
    return distinct(found)
