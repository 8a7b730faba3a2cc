"""Towns and countries that receive an event: "Gyumri hosted the conference", "hosted by Kenya"."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument
from policynlp.records.parts.venues import NAME, Venue, find_venue, inside_body


def find_host(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The town or country that receives an event: "Gyumri a accueilli la conférence"."""
    rules = document.lexicon_at(start)
    verb = rules.pattern(NAME, "cues.hosts").search(document.folded, start, end)
    if verb is None:
        return None
    for entity in document.entities_in(start, verb.start(), "LOC", "COUNTRY"):
        if verb.start() - entity.end <= 2 and not inside_body(document, entity):
            code = (entity.canonical_id or "").removeprefix("country:")
            if entity.label == "COUNTRY":
                return Venue(None, code or None, entity.start, entity.end)
            return find_venue(document, entity.start, end, bare=True)
    return None


def find_passive_host(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The same behind "will be hosted by", « sera accueillie par »."""
    rules = document.lexicon_at(start)
    verb = rules.pattern(NAME, "cues.hosted_by").search(document.folded, start, end)
    if verb is None:
        return None
    for entity in document.entities_in(verb.end(), min(end, verb.end() + 24), "LOC", "COUNTRY"):
        between = document.folded[verb.end() : entity.start].split()
        if len(between) <= 1 and not inside_body(document, entity):
            return find_venue(document, entity.start, end, bare=True)
    return None
