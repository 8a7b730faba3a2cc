"""policynlp: health-policy documents in French and English to typed, grounded records.

    >>> import policynlp
    >>> document = policynlp.parse("report.pdf")          # doctest: +SKIP
    >>> for record in document.records:                   # doctest: +SKIP
    ...     print(record.type, record.provenance[0].page)

Public names are those in `__all__`; they are imported when first used, so that importing the
package costs next to nothing.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from policynlp.engines import parse_bytes
    from policynlp.errors import (
        InputError,
        LexiconError,
        ModelError,
        OutputError,
        PolicynlpError,
        WorkerError,
    )
    from policynlp.labels import label
    from policynlp.limits import Limits
    from policynlp.pipeline import Pipeline
    from policynlp.schema import (
        ActionItem,
        Block,
        Code,
        Document,
        Entity,
        Event,
        Failure,
        Mission,
        Partnership,
        Preference,
        Provenance,
        Recommendation,
        Record,
        Statement,
        TechnicalAssistance,
        Training,
        Traveller,
    )
    from policynlp.sinks import write
    from policynlp.sinks.reading import read
    from policynlp.spacy_docs import render, to_doc, to_docbin
    from policynlp.store.query import query

__version__ = "0.1.0"

_HOMES = {
    "engines": ("parse_bytes",),
    "errors": (
        "InputError", "LexiconError", "ModelError", "OutputError", "PolicynlpError", "WorkerError",
    ),
    "labels": ("label",),
    "limits": ("Limits",),
    "pipeline": ("Pipeline",),
    "schema": (
        "ActionItem", "Block", "Code", "Document", "Entity", "Event", "Failure", "Mission",
        "Partnership", "Provenance", "Recommendation", "Record", "Statement",
        "TechnicalAssistance", "Training", "Traveller",
    ),
    "sinks": ("write",),
    "sinks.reading": ("read",),
    "spacy_docs": ("render", "to_doc", "to_docbin"),
    "store.query": ("query",),
}  # fmt: skip
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "ActionItem", "Block", "Code", "Document", "Entity", "Event", "Failure", "InputError",
    "LexiconError", "Limits", "Mission", "ModelError", "OutputError", "Partnership", "Pipeline",
    "PolicynlpError", "Provenance", "Recommendation", "Record", "Statement",
    "TechnicalAssistance", "Training", "Traveller", "WorkerError", "__version__", "label", "parse",
    "parse_bytes", "query", "read", "render", "to_doc", "to_docbin", "write",
]  # fmt: skip


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    isolate: bool = False,
    explain: bool = False,
    prefer: Preference = "balanced",
) -> Document:
    """The document at a path, or in bytes, as typed records.

    Args:
        source: path of a PDF, DOCX, HTML, Markdown or text file, or its bytes.
        isolate: read and analyse in processes of their own, with limits of time and memory, as
            the command line does. They start with the first call and end with the program; calls
            from several threads wait for each other. Without it files are read in this process:
            those from strangers can make it hang, run out of memory or crash.
        explain: each record carries in `evidence` what spoke for and against it.
        prefer: "precision" gives fewer records that are surer, "recall" also less sure ones.

    Returns:
        The parsed document (see `Document`): text, blocks, entities, records, warnings.

    Raises:
        InputError: the input cannot be read; `code` and `message` say why and what to do.
        WorkerError: the processes cannot be started.
    """
    return _pipeline(explain, prefer).parse(source, isolate=isolate)


@cache
def _pipeline(explain: bool, prefer: Preference) -> Pipeline:
    from policynlp.pipeline import Pipeline

    return Pipeline(explain=explain, prefer=prefer)


def __getattr__(name: str) -> Any:  # Any: whatever the public name is bound to
    if name not in _HOME_OF:
        raise AttributeError(f"module 'policynlp' has no attribute {name!r}")
    value = getattr(import_module(f"policynlp.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
