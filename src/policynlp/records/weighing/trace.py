"""What spoke for and against records, noted while they are read, where somebody listens.

    with tracing() as trace:
        document = pipeline.parse("report.pdf")
    for miss in misses(trace, document): ...

Extractors note what they weighed: passages with their signs, also those that became no record.
Outside of `tracing` a note costs a look-up, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.weighing.signs import describe
from policynlp.records.weighing.weights import THRESHOLD
from policynlp.schema import Document, Record, Sign

# Below this a passage is no near miss.
NEAR = 0.2
# Types whose confidence counts which fields the text states.
COUNTED = frozenset({"mission", "training", "partnership"})
# Fields that every record has.
SHARED = frozenset({"id", "type", "language", "confidence", "provenance", "evidence"})


@dataclass(frozen=True)
class Note:
    """A passage that was weighed.

    Attributes:
        kind: the record type.
        start, end: where it stands, offsets into the document text.
        text: its words, white space folded.
        signs: what spoke for or against it, the weightiest first.
    """

    kind: str
    start: int
    end: int
    text: str
    confidence: float
    signs: tuple[Sign, ...]


@dataclass
class Trace:
    """Notes by record type and span (of the same span the surest), and facts by record id."""

    notes: dict[tuple[str, int, int], Note] = field(default_factory=dict)
    facts: dict[str, tuple[Sign, ...]] = field(default_factory=dict)


_TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def tracing() -> Iterator[Trace]:
    """Keeps the notes of what is read within."""
    trace = Trace()
    token = _TRACE.set(trace)
    try:
        yield trace
    finally:
        _TRACE.reset(token)


def note_weighed(
    document: AnnotatedDocument,
    passage: Passage,
    kind: str,
    confidence: float,
    evidence: Iterable[tuple[str, float]],
) -> None:
    """Note what a passage was weighed with: names of signals with their log-odds."""
    trace = _TRACE.get()
    if trace is None:
        return
    key = (kind, passage.start, passage.end)
    known = trace.notes.get(key)
    if known is not None and known.confidence >= confidence:
        return
    ranked = sorted(evidence, key=lambda sign: -abs(sign[1]))
    signs = tuple(
        Sign(sign=describe(document, passage, kind, name), weight=round(weight, 3))
        for name, weight in ranked
        if weight
    )
    text = " ".join(document.text[passage.start : passage.end].split())
    trace.notes[key] = Note(kind, passage.start, passage.end, text, confidence, signs)


def note_read(document: AnnotatedDocument, id_: str, spans: Iterable[Passage]) -> None:
    """Note by what means a record was read: table rows, list items, sentences, under what title."""
    trace = _TRACE.get()
    if trace is None:
        return
    signs = [describe(document, passage, "", f"read:{passage.kind}") for passage in spans]
    trace.facts[id_] = tuple(Sign(sign=sign) for sign in dict.fromkeys(signs))


def evidence_for(trace: Trace, record: Record) -> list[Sign]:
    """The signs that a record rests on: those weighed, else the means that found it."""
    spans = [(part.start, part.end) for part in record.provenance]
    notes = [n for n in trace.notes.values() if n.kind == record.type]
    exact = [n for n in notes if (n.start, n.end) in spans]
    near = exact or [n for n in notes if any(n.start < e and s < n.end for s, e in spans)]
    best = max(near, key=lambda note: note.confidence, default=None)
    signs = [*(best.signs if best is not None else ()), *trace.facts.get(record.id, ())]
    if record.type in COUNTED:
        stated = [name.replace("_", " ") for name, value in record if value and name not in SHARED]
        signs.append(Sign(sign=f"states {', '.join(stated)}"))
    return signs


def misses(trace: Trace, document: Document, least: float = 0.0) -> list[Note]:
    """Passages that were nearly records: surer than `NEAR`, part of no record of their type.

    Args:
        least: the confidence below which records are left out, where it is above `THRESHOLD`.
    """
    limit = max(THRESHOLD, least)
    taken = {(r.type, p.start, p.end) for r in document.records for p in r.provenance}

    def is_taken(note: Note) -> bool:
        return any(
            type_ == note.kind and note.start < end and start < note.end
            for type_, start, end in taken
        )

    found = [n for n in trace.notes.values() if NEAR < n.confidence < limit and not is_taken(n)]
    return sorted(found, key=lambda note: (note.start, note.kind))


def explained(document: Document, trace: Trace) -> Document:
    """The document, its records with the evidence they rest on."""
    records = [
        record.model_copy(update={"evidence": evidence_for(trace, record)})
        for record in document.records
    ]
    return document.model_copy(update={"records": records})
