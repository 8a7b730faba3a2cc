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
from policynlp.records.partnership.ties import named_undertakings
from policynlp.records.parts.bodies import inside_body
from policynlp.records.parts.forms import distinct

PAIR = 2
_QUOTES = tuple('«“"')


def read_consortium(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The consortium whose lead or members a sentence names behind its noun, or None."""
    rules = document.lexicon_at(start)
    for noun in rules.pattern(NAME, "consortia.noun").finditer(document.folded, start, end):
        named = document.text[noun.end() + 1 : noun.end() + 2]
        if inside_body(document, *noun.span()) or named.isupper() or named in _QUOTES:
            continue
        if rules.pattern(NAME, "facts.open").search(document.folded, start, end):
            return None
        told = rules.pattern(NAME, "consortia.cues").finditer(document.folded, noun.end(), end)
        cues = [cue for cue in told if not inside_body(document, *cue.span())]
        stops = [*(cue.start() for cue in cues[1:]), end]
        listed = (named_bodies(document, c.end(), s) for c, s in zip(cues, stops, strict=False))
        parties = distinct([body for bodies in listed for body in bodies])
        if len(parties) >= PAIR:
            # "The Alături project is run by a consortium of ..." tells of the project.
            run = next(named_undertakings(document, start, noun.start(), rules), None)
            begin, stop = (run.start, run.end) if run is not None else noun.span()
            return Agreement(
                name=run.text if run is not None else document.text[begin:stop],
                head=run.head if run is not None else noun[0],
                parties=parties,
                start_year=start_year(document, begin, end, rules, agreed=False),
                objectives=[],
                start=begin,
                end=stop,
                works=True,
            )
    return None
