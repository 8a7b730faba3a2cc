"""spaCy components for anybody's pipeline: `nlp.add_pipe("policynlp_dates")`.

Five factories, named in `pyproject.toml` under `spacy_factories`: `policynlp_dates`,
`policynlp_amounts`, `policynlp_names` (countries, places, bodies, programmes), `policynlp_people`
and `policynlp_concepts`. The first four add to `doc.ents`, with the canonical id as `kb_id_`; spans
that other components set before are kept. Concepts go to `doc.spans["policynlp_concepts"]`, since
they lie inside names as well. Words come from the lexicon of `nlp.lang`, settings are plain JSON.
Importing this module stays cheap: spaCy loads every entry point whenever a pipeline is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span

    from policynlp.entities.mentions import Mention, Segment


def _segment(doc: Doc, language: str) -> Segment:
    """A spaCy Doc as one segment."""
    from policynlp.entities.mentions import make_segment
    from policynlp.folding import fold
    from policynlp.schema import Block

    text = doc.text
    block = Block(id="b1", kind="paragraph", start=0, end=len(text), language=language)
    return make_segment(text, fold(text), 0, len(text), language, block)


def _add(doc: Doc, found: Iterable[tuple[Mention, str | None]]) -> Doc:
    """The Doc with the findings that overlap none of its entities."""
    from spacy.util import filter_spans

    added: list[Span] = []
    for mention, value in found:
        span = doc.char_span(
            mention.start,
            mention.end,
            label=mention.label,
            kb_id=value or "",
            alignment_mode="expand",
        )
        if span is not None:
            added.append(span)
    kept = list(doc.ents)
    taken = {token.i for span in kept for token in span}
    new = [span for span in filter_spans(added) if not any(t.i in taken for t in span)]
    doc.ents = (*kept, *new)
    return doc


class _Component:
    """What the four components share: the language, and nothing to save."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.language: str = nlp.lang or ""

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: all words come from the installed package."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> _Component:
        """Itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Writes nothing."""

    def from_disk(self, _path: Any, **_: Any) -> _Component:
        """Itself."""
        return self


class DatesComponent(_Component):
    """Dates and periods as `date:2014-03-24/2014-03-28`; `published` fills in open years."""

    def __init__(self, nlp: Language, name: str, published: str | None) -> None:
        super().__init__(nlp, name)
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """Adds DATE entities."""
        from policynlp.entities.dates import DateReader
        from policynlp.entities.numeric_order import month_comes_first
        from policynlp.entities.years import anchor_of, fill_dates

        segment = _segment(doc, self.language)
        dates = list(DateReader(month_first=month_comes_first(doc.text)).read(segment))
        isos = fill_dates(dates, anchor_of(self.published, dates))
        values = [f"date:{iso}" if iso else None for iso in isos]
        return _add(doc, zip(dates, values, strict=True))


class AmountsComponent(_Component):
    """Sums and quantities as `money:EUR:1500000` and `quantity:percent:12.5`."""

    def __call__(self, doc: Doc) -> Doc:
        """Adds MONEY and QUANTITY entities."""
        from policynlp.entities.amounts import AmountReader

        found = AmountReader().read(_segment(doc, self.language))
        return _add(doc, ((mention, mention.value) for mention in found))


class NamesComponent(_Component):
    """Countries, places, bodies and programmes by list and by the make of the name."""

    def __call__(self, doc: Doc) -> Doc:
        """Adds COUNTRY, LOC, ORG and PROGRAM entities; bodies before the countries in them."""
        from policynlp.entities.bodies import BodyReader
        from policynlp.entities.gazetteer import find_countries, find_known
        from policynlp.entities.names import choose

        segment = _segment(doc, self.language)
        found = [*find_countries(segment), *BodyReader().read(segment)]
        found += find_known(segment, capitals_line=segment.capitals)
        chosen = sorted(choose(found), key=lambda m: m.start - m.end)
        return _add(doc, ((mention, mention.value) for mention in chosen))


class PeopleComponent(_Component):
    """People behind a title, a label or a role."""

    def __call__(self, doc: Doc) -> Doc:
        """Adds PERSON entities."""
        from policynlp.entities.people import PeopleReader
        from policynlp.entities.persons import join_people

        found = list(PeopleReader().read(_segment(doc, self.language)))
        joined = join_people(doc.text, found)
        return _add(doc, ((m, (joined.get((m.start, m.end)) or (None, None))[0]) for m in found))


class ConceptsComponent(_Component):
    """Concepts of the glossary as `concept:results-based-financing`, the same in every language."""

    def __init__(self, nlp: Language, name: str, spans_key: str) -> None:
        super().__init__(nlp, name)
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Adds CONCEPT spans to the span group; those of other components there are kept."""
        from policynlp.concepts import concept_spans
        from policynlp.folding import fold

        found = [
            doc.char_span(start, end, label="CONCEPT", kb_id=value, alignment_mode="expand")
            for value, start, end in concept_spans(fold(doc.text), self.language)
        ]
        before = doc.spans.get(self.spans_key, ())
        doc.spans[self.spans_key] = [*before, *(span for span in found if span is not None)]
        return doc


@Language.factory("policynlp_dates", default_config={"published": None}, assigns=["doc.ents"])
def make_dates(nlp: Language, name: str, published: str | None) -> DatesComponent:
    """`published`: ISO date from which missing years and relative words are filled in."""
    return DatesComponent(nlp, name, published)


@Language.factory("policynlp_amounts", assigns=["doc.ents"])
def make_amounts(nlp: Language, name: str) -> AmountsComponent:
    """Money and quantities."""
    return AmountsComponent(nlp, name)


@Language.factory("policynlp_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> NamesComponent:
    """Countries, places, bodies, programmes."""
    return NamesComponent(nlp, name)


@Language.factory("policynlp_people", assigns=["doc.ents"])
def make_people(nlp: Language, name: str) -> PeopleComponent:
    """People."""
    return PeopleComponent(nlp, name)


@Language.factory("policynlp_concepts", default_config={"spans_key": "policynlp_concepts"})
def make_concepts(nlp: Language, name: str, spans_key: str) -> ConceptsComponent:
    """Concepts of the glossary; `spans_key`: the span group they are put into."""
    return ConceptsComponent(nlp, name, spans_key)
