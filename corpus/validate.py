"""Check the corpus: every annotation is complete, in the contract's terms, and grounded.

    python corpus/validate.py [FOLDER...]      default: all of corpus/

Prints one line a fault and exits with 1 where there is any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from policynlp import schema
from policynlp.folding import fold
from policynlp.loaders import load
from policynlp.source import read_source

HERE = Path(__file__).resolve().parent
MODELS: dict[str, type[schema.BaseModel]] = {
    "mission": schema.Mission,
    "recommendation": schema.Recommendation,
    "action_item": schema.ActionItem,
    "technical_assistance": schema.TechnicalAssistance,
    "event": schema.Event,
    "training": schema.Training,
    "partnership": schema.Partnership,
    "statement": schema.Statement,
}
# Fields whose value must stand in the document, word for word.
COPIED = {
    "recommendation": ("text",),
    "action_item": ("step", "expected_result"),
    "technical_assistance": ("description",),
    "statement": ("quote",),
    "mission": ("objectives", "expected_results"),
    "training": ("objectives",),
    "partnership": ("objectives",),
}
COMMON = {"id": "x", "language": None, "confidence": 1.0, "provenance": []}
# Fields that follow from others and are not annotated.
DERIVED = frozenset({"codes", "evidence"})
NOTES = ("alt", "optional", "notes")
PASSAGE_LABELS = (*MODELS, "none")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders or [
        *sorted((HERE / "documents").glob("*")),
        *sorted((HERE / "passages").glob("*")),
    ]
    faults = documents = passages = 0
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            documents += 1
            for fault in check_document(path):
                faults += 1
                print(f"{path.name}: {fault}")
        for path in sorted(folder.glob("*.jsonl")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                passages += 1
                for fault in check_passage(line):
                    faults += 1
                    print(f"{path.name}, line {number}: {fault}")
    print(f"{documents} documents, {passages} passages, {faults} faults")
    return 1 if faults or not documents + passages else 0


def check_document(path: Path) -> Iterator[str]:
    """Faults of one annotation file."""
    gold = json.loads(path.read_text("utf-8"))
    if gold.get("document_type") not in get_args(schema.DocumentTypeLabel):
        yield f"document_type {gold.get('document_type')!r} is none of the contract's"
    text = document_text(path)
    if text is None:
        yield "no document beside it"
    for i, record in enumerate(gold["records"]):
        where = f"record {i + 1} ({record.get('type')})"
        model = MODELS.get(record.get("type"))
        if model is None:
            yield f"{where}: unknown type"
            continue
        fields = {key: value for key, value in record.items() if key not in NOTES}
        try:
            model.model_validate({**COMMON, **fields})
        except ValidationError as error:
            first = error.errors()[0]
            yield f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        missing = set(model.model_fields) - set(COMMON) - DERIVED - set(fields)
        if missing:
            yield f"{where}: fields left out: {', '.join(sorted(missing))}"
        if text is not None:
            yield from (f"{where}: {fault}" for fault in ungrounded(record, text))


def document_text(path: Path) -> str | None:
    """The words of the document that an annotation is about, as one folded string."""
    for candidate in sorted(path.parent.glob(f"{path.stem}.*")):
        if candidate.suffix != ".json" and candidate.stem == path.stem:
            return words(load(read_source(candidate)).text)
    return None


def words(text: str) -> str:
    """Words of two letters or more, folded: layout, typography, list letters do not matter."""
    return " " + " ".join(re.findall(r"\w\w+", fold(text))) + " "


def stands_in(text: str, value: str) -> bool:
    """Whether a value is in the text, but for a break between two pages."""
    if value in text:
        return True
    run = value.split()
    triples = [" " + " ".join(run[i : i + 3]) + " " for i in range(len(run) - 2)]
    return len(triples) > 3 and sum(t in text for t in triples) >= len(triples) - 3


def ungrounded(record: dict[str, Any], text: str) -> Iterator[str]:
    """Copied values that do not stand in the document."""
    for field in COPIED.get(record["type"], ()):
        value = record.get(field)
        for part in value if isinstance(value, list) else [value]:
            if part and not stands_in(text, words(part)):
                yield f"{field} does not stand in the document: {part[:80]!r}"


def check_passage(line: str) -> Iterator[str]:
    """Faults of one labelled passage."""
    passage = json.loads(line)
    if not passage.get("text", "").strip():
        yield "no text"
    if passage.get("label") not in PASSAGE_LABELS:
        yield f"label {passage.get('label')!r}"
    for field, values in (
        ("themes", schema.Theme),
        ("purposes", schema.Purpose),
        ("recipients", schema.Recipient),
        ("modalities", schema.Modality),
        ("origins", schema.Origin),
    ):
        wrong = set(passage.get(field) or []) - set(get_args(values))
        if wrong:
            yield f"{field}: {', '.join(sorted(wrong))}"


if __name__ == "__main__":
    sys.exit(main())
