"""Records of a store for the screen: a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from policynlp.cli.exits import escape_controls
from policynlp.cli.messages import say
from policynlp.sinks.cells import guard, to_text

if TYPE_CHECKING:
    from policynlp.schema import Record
    from policynlp.store.query import Found

MAIN = ("text", "step", "description", "quote", "title", "name")
WHO = ("addressees", "responsible", "providers", "organizers", "partners", "travellers", "speaker")
# Columns of the table: key of the title and width; what a record says takes the rest of the line.
COLUMNS = (("due", 10), ("country", 8), ("who", 24), ("what", 0), ("source", 24))
LEAST_WIDTH = 100
LEAST_WHAT = 24
MAX_LINES = 4


def as_json(found: list[Found]) -> Iterator[str]:
    """One array of objects: the record's fields, and those of its document."""
    yield json.dumps([_object(item) for item in found], ensure_ascii=False, indent=2)


def as_csv(found: list[Found]) -> Iterator[str]:
    """One line a record with the columns that every type has."""
    columns = (
        "due_last", "due", "countries", "who", "what", "themes", "type", "confidence", "page",
        "path", "document_title", "published", "source_text", "record_id", "document_id",
    )  # fmt: skip
    yield _csv_line(columns)
    for item in found:
        values = {
            "due_last": item.due_last or "",
            "due": getattr(item.record, "due", None) or "",
            "countries": to_text(list(item.countries)),
            "who": to_text(list(who(item.record))),
            "what": what(item.record),
            "themes": to_text(list(getattr(item.record, "themes", ()))),
            "type": item.record.type,
            "confidence": str(item.record.confidence),
            "page": "" if item.page is None else str(item.page),
            "path": item.path,
            "document_title": item.document_title or "",
            "published": item.published or "",
            "source_text": item.source_text,
            "record_id": item.record.id,
            "document_id": item.document_id,
        }
        yield _csv_line(guard(values[column]) for column in columns)


def as_table(found: list[Found]) -> Iterator[str]:
    """A table as wide as the terminal; long texts are cut after a few lines."""
    if not found:
        return
    width = max(shutil.get_terminal_size((LEAST_WIDTH, 24)).columns, LEAST_WIDTH)
    fixed = sum(size + 2 for _, size in COLUMNS if size)
    widths = [size or max(width - fixed, LEAST_WHAT) for _, size in COLUMNS]
    yield _line([say(f"table.{name}") for name, _ in COLUMNS], widths)
    yield _line(["-" * size for size in widths], widths)
    for item in found:
        cells = [
            [getattr(item.record, "due", None) or ""],
            _wrapped(" ".join(item.countries), widths[1]),
            _wrapped("; ".join(who(item.record)), widths[2]),
            _wrapped(what(item.record), widths[3]),
            _wrapped(_source(item), widths[4]),
        ]
        for number in range(max(map(len, cells))):
            yield _line([cell[number] if number < len(cell) else "" for cell in cells], widths)


def what(record: Record) -> str:
    """What a record says, in one text; of a mission its objectives."""
    for field in MAIN:
        if value := getattr(record, field, None):
            return str(value)
    return "; ".join(getattr(record, "objectives", ()))


def who(record: Record) -> Iterator[str]:
    """Who is to act, gives, organises, travels or speaks."""
    for field in WHO:
        value = getattr(record, field, None)
        for item in value if isinstance(value, list) else [value]:
            if item:
                yield getattr(item, "name", item)


def _object(item: Found) -> dict[str, object]:
    return {
        **item.record.model_dump(mode="json"),
        "page": item.page,
        "due_last": item.due_last,
        "about_countries": list(item.countries),
        "source_text": item.source_text,
        "document": {
            "id": item.document_id,
            "path": item.path,
            "title": item.document_title,
            "document_type": item.document_type,
            "published": item.published,
        },
    }


def _source(item: Found) -> str:
    name = item.path.replace("\\", "/").rsplit("/", 1)[-1]
    return name if item.page is None else f"{name}, p. {item.page}"


def _wrapped(text: str, width: int) -> list[str]:
    lines = wrap(escape_controls(text), width) or [""]
    if len(lines) > MAX_LINES:
        lines = lines[:MAX_LINES]
        lines[-1] = lines[-1][: width - 1] + "…"
    return lines


def _line(cells: list[str], widths: list[int]) -> str:
    sized = zip(cells, widths, strict=True)
    padded = (cell + " " * (width - _width(cell)) for cell, width in sized)
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Places that a text takes on a terminal: letters that combine take none."""
    return sum(not unicodedata.combining(letter) for letter in text)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
