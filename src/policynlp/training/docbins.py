"""Marks from a spaCy DocBin that `to_docbin` wrote and a person or a tool corrected."""

from __future__ import annotations

from pathlib import Path

from policynlp.spacy_docs import ABOUT, ENTITIES, RECORDS
from policynlp.training.spans import Mark


def marks_in(path: Path) -> list[tuple[str, str, str, list[Mark], dict[str, str]]]:
    """Name, id, text, marks and canonical ids of each document of a DocBin.

    The name is the stem of the file that the document was read from.

    Raises:
        ValueError: it is no DocBin, or its documents were not made by policynlp.
    """
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("xx").vocab))
    except Exception as error:  # spaCy raises whatever zlib, msgpack or its own code does
        raise ValueError(f"{path.name} is no DocBin: {error}") from error
    found = []
    for doc in docs:
        about = doc.user_data.get(ABOUT)
        if not isinstance(about, dict):
            raise ValueError(f"{path.name} holds a document that policynlp did not write")
        marks = [
            Mark(span.id_ or None, span.label_, span.start_char, span.end_char)
            for group in (ENTITIES, RECORDS)
            for span in doc.spans.get(group, [])
        ]
        canonical = {s.text: s.kb_id_ for s in doc.spans.get(ENTITIES, []) if s.kb_id_}
        found.append((Path(about["path"]).stem, str(about["id"]), doc.text, marks, canonical))
    return found
