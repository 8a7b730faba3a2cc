"""Annotated documents as they lie in a folder: NAME.json beside the document NAME.*"""

from __future__ import annotations

from pathlib import Path


def document_of(gold: Path) -> Path | None:
    """The document beside an annotation `NAME.json`: the file with the same stem."""
    # Compared one by one: a name may hold brackets and stars, which a pattern would read.
    beside = sorted(p for p in gold.parent.iterdir() if p.stem == gold.stem and p.is_file())
    return next((p for p in beside if p.suffix not in (".json", ".part")), None)
