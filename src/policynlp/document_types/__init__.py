"""Kinds of documents, told by their titles, sections, openings, bodies and traits of layout."""

from policynlp.document_types.evidence import (
    LABELS,
    document_type_evidence,
    document_type_features,
    score_document_type,
)

__all__ = ["LABELS", "document_type_evidence", "document_type_features", "score_document_type"]
