"""Consortia told without a name by who leads them and who belongs to them: "a consortium led by A
and comprising B and C", « le consortium, dont A est chef de file, réunit B et C ».

Words stand in `languages/*/records/partnership.toml` under `consortia`.
"""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.bound import named_bodies
from policynlp.records.partnership.facts import start_year
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.bodies import inside_body
from policynlp.records.parts.forms import distinct

PAIR = 2


def read_consortium(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The consortium whose lead or members a sentence names behind its noun, or None."""
    rules = document.lexicon_at(start)
    for noun in rules.pattern(NAME, "consortia.noun").finditer(document.folded, start, end):
        if inside_body(document, *noun.span()):
            continue
        if rules.pattern(NAME, "facts.open").search(document.folded, start, end):
            return None
        told = rules.pattern(NAME, "consortia.cues").finditer(document.folded, noun.end(), end)
        cues = [cue for cue in told if not inside_body(document, *cue.span())]
        stops = [*(cue.start() for cue in cues[1:]), end]
        listed = (named_bodies(document, c.end(), s) for c, s in zip(cues, stops, strict=False))
        parties = distinct([body for bodies in listed for body in bodies])
        if len(parties) >= PAIR:
            year = start_year(document, noun.end(), end, rules, agreed=False)
            name = document.text[noun.start() : noun.end()]
            return Agreement(name, noun[0], parties, year, [], noun.start(), noun.end(), works=True)
    return None
