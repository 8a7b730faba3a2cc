"""Entities: people, bodies, countries, places, dates, sums, quantities and programmes.

`find_mentions` looks at each block, `resolve` at the document as a whole: years are filled in,
acronyms spelt out, names joined to ids. Nothing here imports spaCy until names are looked for.
"""

from __future__ import annotations

from policynlp.blocks import LoadedDocument
from policynlp.entities.mentions import Mention
from policynlp.schema import Entity

__all__ = ["Mention", "find_mentions", "missing_models", "resolve"]


def find_mentions(loaded: LoadedDocument) -> tuple[Mention, ...]:
    """Everything named, dated or counted in the blocks of a document, sorted, not yet resolved.

    Page furniture (headers, footers) is left out. The text is cut into blocks and table cells, so
    no mention crosses one.
    """
    from policynlp.entities.finding import find

    return find(loaded)


def resolve(
    loaded: LoadedDocument, mentions: tuple[Mention, ...], published: str | None
) -> tuple[Entity, ...]:
    """The document's entities: with ids, without overlaps but for countries inside other names.

    `published` is the ISO date of issue, from which missing years and relative words are filled in.
    """
    from policynlp.entities.resolving import resolve_all

    return resolve_all(loaded, mentions, published)


def missing_models(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these languages have a folder but no trained name finder installed."""
    from policynlp.entities.model import model_path
    from policynlp.languages import available

    return tuple(code for code in languages if code in available() and model_path(code) is None)
