"""A result of either kind from its JSON form."""

from __future__ import annotations

from collections.abc import Mapping

from policynlp.schema import Document, Failure


def result_from(values: object) -> Document | Failure:
    """The document or failure record that an object of the contract describes.

    Raises:
        ValueError: it is neither (pydantic's message says which field is wrong).
    """
    if isinstance(values, Mapping) and "error" in values:
        return Failure.model_validate(values)
    return Document.model_validate(values)
