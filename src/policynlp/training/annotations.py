"""Annotated documents as they lie in a folder: NAME.json beside the document NAME.*"""

from __future__ import annotations

from pathlib import Path


def document_of(gold: Path) -> Path | None:
    """The document beside an annotation `NAME.json`: the file with the same stem."""
    beside = sorted(gold.parent.glob(f"{gold.stem}.*"))
    return next((p for p in beside if p.stem == gold.stem and p.suffix != ".json"), None)
