"""What the codes of the contract are called, in each language: for tables, pages and menus.

The words stand in `languages/<code>/labels.toml`, one table for each list of codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from policynlp.languages import available, lexicon

# Names of the lists of codes, as in the files: themes, purposes, record_types, fields ...
FALLBACK = "en"


def label(kind: str, value: str, language: str = "en") -> str:
    """What a code of the contract is called for a reader of `language`.

    Args:
        kind: list that the code belongs to: `record_types`, `record_types_plural`,
            `document_types`, `themes`, `purposes`, `recipients`, `modalities`, `origins`,
            `event_kinds`, `entity_labels`, `block_kinds`, `code_schemes` or `fields`.
        value: the code, as `financing`.
        language: ISO 639-1 code; one without a folder gives English.

    Raises:
        KeyError: no such list; a code that a list lacks is given back as it is.

    Examples:
        >>> from policynlp import label
        >>> label("themes", "health_workforce", "fr")
        'Personnels de santé'
    """
    return labels(kind, language).get(value, value)


def labels(kind: str, language: str = "en") -> Mapping[str, str]:
    """All codes of a list with what they are called, in the order of the contract.

    Raises:
        KeyError: no such list; the message names those there are.
    """
    table = lexicon(language if language in available() else FALLBACK).table("labels")
    if kind not in table:
        raise KeyError(f"no list {kind!r}; there are {', '.join(sorted(table))}")
    return cast(Mapping[str, str], table[kind])
