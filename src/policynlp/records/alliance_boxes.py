"""Partnerships told by a box of labelled lines with their name, partners, start, payers and aim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.alliance_facts import year_of
from policynlp.records.alliance_names import NAME
from policynlp.records.forms import Form, Scope, distinct, entities_of, items_of, read_form
from policynlp.records.listed_bodies import read_all_bodies
from policynlp.records.provenance import common
from policynlp.schema import Partnership

LABELS = ("name", "funders", "partners", "start", "countries", "objectives")
# Only so many sections are read as boxes, and a name has at most so many words.
MAX_SECTIONS = 60
MAX_NAME_WORDS = 14
# A box says the name, the partners and so many other things.
LEAST_OTHERS = 1


def read_boxes(document: AnnotatedDocument) -> list[Partnership]:
    """One partnership for each section that is a form of one."""
    found = []
    for heading, scope in _sections(document):
        rules = document.lexicon_at(heading.start)
        form = read_form(document, scope, NAME, LABELS)
        if "name" not in form or "partners" not in form:
            continue
        name = form["name"][0].text.strip(" .")
        told = fold(f"{heading.text} {name}")
        kinds = ("names.strong", "names.medium", "names.kinds")
        if not any(rules.pattern(NAME, kind).search(told) for kind in kinds):
            continue
        others = [key for key in ("funders", "start", "countries", "objectives") if key in form]
        if len(name.split()) > MAX_NAME_WORDS or len(others) < LEAST_OTHERS:
            continue
        found.append(_fill(document, name, form))
    return found


def _fill(document: AnnotatedDocument, name: str, form: Form) -> Partnership:
    start = None
    for entity in entities_of(document, form.get("start", ()), "DATE")[:1]:
        start = year_of(entity.canonical_id)
    sources = [values[0] for values in form.values()]
    return Partnership(
        **common(document, "partnership", sources, 0.85),
        name=" ".join(name.split()),
        partners=_bodies(document, form.get("partners", ())),
        funders=_bodies(document, form.get("funders", ())),
        start_year=start,
        country_count=None,
        objectives=distinct(p.text.strip() for p in items_of(form.get("objectives", ()))),
    )


def _bodies(document: AnnotatedDocument, values: Sequence[Passage]) -> list[str]:
    return distinct(
        body
        for value in items_of(values)
        for body in read_all_bodies(document, value.start, value.end)
    )


def _sections(document: AnnotatedDocument) -> Iterator[tuple[Heading, Scope]]:
    """Sections by their headings; each ends where the next heading of any level begins."""
    headings = [h for h in document.headings if not h.colon][:MAX_SECTIONS]
    for i, heading in enumerate(headings):
        end = headings[i + 1].start if i + 1 < len(headings) else len(document.text)
        yield heading, Scope(heading.start, end, heading)
