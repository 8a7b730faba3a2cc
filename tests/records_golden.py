"""Records as text that a person can read; `python tests/records_golden.py` writes them anew.

One golden file a sample of `corpus/samples/`: look at what changed before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from folders import ROOT
from policynlp import parse
from policynlp.schema import Document

SAMPLES = ROOT / "corpus" / "samples"
GOLDEN = ROOT / "tests" / "golden" / "records"
HIDDEN = frozenset({"id", "type", "confidence", "provenance"})


def samples() -> list[Path]:
    """Sample documents, without sources and notes."""
    return sorted(
        path
        for path in SAMPLES.iterdir()
        if path.name != "README.md" and not path.name.endswith((".docx.md", ".pdf.md"))
    )


def golden_path(sample: Path) -> Path:
    """Where the golden records of a sample stand."""
    return GOLDEN / f"{sample.name}.txt"


def readable(document: Document) -> str:
    """The document's facts and each record with its filled fields, one a line."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"title      {document.title}"
    yield f"type       {document.document_type.label}"
    yield f"published  {document.published}"
    yield f"language   {document.language}"
    for record in document.records:
        yield ""
        yield record.type
        for name, value in record.model_dump(mode="json").items():
            if name in HIDDEN or value in (None, []):
                continue
            values = value if isinstance(value, list) else [value]
            for one in values:
                parts = one.values() if isinstance(one, dict) else (one,)
                yield f"  {name}: {', '.join(str(part) for part in parts if part)}"
    for warning in document.warnings:
        yield f"warning {warning.code}"


def write_all() -> None:
    """Write every golden file anew."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        golden_path(sample).write_text(readable(parse(sample)), "utf-8")


if __name__ == "__main__":
    write_all()
