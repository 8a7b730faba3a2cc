"""Documents as spaCy Docs: for pipelines, training data and displaCy.

What policynlp found stands in span groups over the document's own text, so that no offset is
lost: `entities`, `blocks`, `records`. A span's `label_` is the label, kind or type; its `id_` the
id of the entity, block or record; its `kb_id_` the canonical id of an entity. `doc.ents` holds the
entities too (the longer one where two overlap).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from policynlp.languages import available
from policynlp.schema import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin, Span
    from spacy.vocab import Vocab

ENTITIES, BLOCKS, RECORDS = "entities", "blocks", "records"
# What `doc.user_data` holds of the document, under this key.
ABOUT = "policynlp"
# Colours of displaCy: entities in one family, records in another, enough apart to tell.
COLOURS = {
    "PERSON": "#f6c9a8", "ORG": "#a8cdf6", "COUNTRY": "#b6e3b0", "LOC": "#d3ecc3",
    "DATE": "#e5d0f5", "MONEY": "#f6e3a1", "QUANTITY": "#ece6c8", "PROGRAM": "#f5bcd0",
    "mission": "#4c78a8", "recommendation": "#e45756", "action_item": "#f58518",
    "technical_assistance": "#54a24b", "event": "#72b7b2", "training": "#b279a2",
    "partnership": "#9d755d", "statement": "#8f8b87",
}  # fmt: skip


def to_doc(document: Document, nlp: Language | None = None) -> Doc:
    """A spaCy Doc of a document.

    Examples:
        >>> import policynlp
        >>> doc = policynlp.to_doc(policynlp.parse(b"Mission to Mali, 3-7 March 2020"))
        >>> [(ent.text, ent.kb_id_) for ent in doc.ents if ent.label_ == "COUNTRY"]
        [('Mali', 'country:MLI')]

    Args:
        document: what to turn into a Doc; `doc.text` is its text.
        nlp: pipeline whose vocabulary and tokenizer are used; its components are not run. Left
            out, a blank one for the document's main language.

    Tokens are cut where a span of the document begins or ends, so that each span is exact.
    A document without text (as csv and xlsx give it back) has an empty Doc.
    """
    nlp = nlp or _blank(document.language)
    doc = _tokenized(document, nlp)
    doc.user_data[ABOUT] = {
        "id": document.id,
        "path": document.source.path,
        "title": document.title or "",
        "document_type": document.document_type.label,
        "language": document.language or "",
        "published": document.published or "",
    }
    if not document.text:
        return doc
    groups: dict[str, list[Span | None]] = {
        ENTITIES: [
            _span(doc, e.start, e.end, e.label, e.id, e.canonical_id) for e in document.entities
        ],
        BLOCKS: [_span(doc, b.start, b.end, b.kind, b.id) for b in document.blocks],
        RECORDS: [
            _span(doc, part.start, part.end, record.type, record.id)
            for record in document.records
            for part in record.provenance
        ],
    }
    for name, spans in groups.items():
        doc.spans[name] = [span for span in spans if span is not None]
    doc.ents = _without_overlaps(doc.spans[ENTITIES])
    return doc


def to_docbin(documents: Iterable[Document], nlp: Language | None = None) -> DocBin:
    """A DocBin of documents: what `spacy train` and `DocBin.from_disk` read.

    Examples:
        >>> import policynlp
        >>> documents = policynlp.read("records.jsonl")
        >>> policynlp.to_docbin(documents).to_disk("records.spacy")  # doctest: +SKIP

    Args:
        documents: taken one by one; the DocBin itself is in memory.
        nlp: see `to_doc`; give one where documents of several languages share a vocabulary.
    """
    from spacy.tokens import DocBin

    # Plain texts and numbers only: user data is stored as msgpack, never as pickle.
    docbin = DocBin(store_user_data=True)
    for document in documents:
        docbin.add(to_doc(document, nlp))
    return docbin


def render(
    document: Document, *, show: Literal["entities", "records"] = "entities", page: bool = False
) -> str:
    """HTML of a document's text with its entities or records marked, by displaCy.

    Args:
        document: what to show; text that looks like HTML is escaped.
        show: `entities`, or `records` as lines under the text (they may overlap).
        page: a whole HTML page rather than a fragment.
    """
    from spacy import displacy

    doc = to_doc(document)
    if show == "entities":
        html = displacy.render(doc, style="ent", page=page, jupyter=False,
                               options={"colors": COLOURS})  # fmt: skip
    else:
        options = {"spans_key": RECORDS, "colors": COLOURS}
        with warnings.catch_warnings():
            # A document without records is shown without marks; displaCy would warn (W117).
            warnings.filterwarnings("ignore", message=r"\[W117\]")
            html = displacy.render(doc, style="span", page=page, jupyter=False, options=options)
    return str(html)


@cache
def _blank(language: str | None) -> Language:
    import spacy

    return spacy.blank(language if language in available() else "xx")


def _tokenized(document: Document, nlp: Language) -> Doc:
    """Tokens of the text, cut where spans begin and end."""
    from spacy.tokens import Doc

    cuts = _cuts(document)
    words: list[str] = []
    spaces: list[bool] = []
    for token in nlp.tokenizer(document.text):
        text, start = token.text, token.idx
        inside = [cut - start for cut in range(start + 1, start + len(text)) if cut in cuts]
        bounds = [0, *inside, len(text)]
        for left, right in pairwise(bounds):
            words.append(text[left:right])
            spaces.append(right == len(text) and bool(token.whitespace_))
    vocab: Vocab = nlp.vocab
    return Doc(vocab, words=words, spaces=spaces)


def _cuts(document: Document) -> frozenset[int]:
    """Every offset at which a span begins or ends."""
    spans = [(entity.start, entity.end) for entity in document.entities]
    spans += [(block.start, block.end) for block in document.blocks]
    spans += [(part.start, part.end) for record in document.records for part in record.provenance]
    return frozenset(offset for span in spans for offset in span)


def _span(
    doc: Doc, start: int, end: int, label: str, id_: str, kb_id: str | None = None
) -> Span | None:
    """The span of two offsets; white space at its ends, which no token begins with, is left out."""
    text = doc.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    span = doc.char_span(start, end, label=label, kb_id=kb_id or "", alignment_mode="expand")
    if span is not None:
        span.id_ = id_
    return span


def _without_overlaps(spans: Iterable[Span]) -> list[Span]:
    from spacy.util import filter_spans

    return filter_spans(list(spans))
