"""Documents under review: what was parsed, what a person said of it, and where that is saved."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, get_args

from pydantic import ValidationError

from policynlp.records.codes import add_codes
from policynlp.report.offsets import from_utf16
from policynlp.report.page import write_report
from policynlp.report.payload import record_lines
from policynlp.review.forms import DATES, forms
from policynlp.schema import Document, DocumentTypeLabel, Record
from policynlp.store.days import last_day
from policynlp.store.models import record_models
from policynlp.store.names import country_names
from policynlp.training.corpus_form import (
    RECORD,
    STATUSES,
    Json,
    annotation_of,
    fields_of,
    is_finished,
    read_annotation,
    record_from,
    write_annotation,
)


class ChangeError(ValueError):
    """A change that cannot be made; the message says why, for the person who made it."""


@dataclass
class Entry:
    """A record and what was said of it.

    Attributes:
        parsed: the record as it was parsed, or as a person first wrote it.
        origin: the status to go back to: `pending`, or `added` where a person wrote it.
        beside: what an annotation says beside the fields (`alt`, `optional`).
    """

    record: Record
    parsed: Record
    status: str
    origin: str = "pending"
    beside: Json = field(default_factory=dict)


@dataclass
class Item:
    """A document under review.

    Attributes:
        document: as parsed, with the title, type, date and language as corrected.
        sheet: file of its annotation.
        rest: what else the annotation holds.
        locked: why nothing can be saved, or None.
    """

    document: Document
    sheet: Path
    rest: Json
    entries: list[Entry]
    finished: bool = False
    locked: str | None = None


class Desk:
    """Documents under review.

    Args:
        documents: as parsed; their paths say where annotations are: `NAME.json` beside the
            document. Those that are there already are gone on with.
        folder: paths of the documents are relative to it.
    """

    def __init__(self, documents: Iterable[Document], folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        taken: dict[Path, str] = {}
        self.items: list[Item] = []
        for document in documents:
            path = (folder or Path()) / document.source.path
            item = _open(document, path.with_suffix(".json"))
            if item.sheet in taken:
                item.locked = f"{taken[item.sheet]} and {path.name} share {item.sheet.name}; rename"
            taken.setdefault(item.sheet, path.name)
            self.items.append(item)

    def write_page(self, out: TextIO, token: str) -> None:
        """Writes the review page as it is now."""
        with self._lock:
            write_report(
                (_as_shown(item) for item in self.items),
                out,
                complete=lambda index: self._complete(index, token),
            )

    def change(self, asked: Mapping[str, Any]) -> Json:
        """What the page needs to know after a change; the change is saved.

        Args:
            asked: `doc`, and one of: `record` with `status` and perhaps `values`; `add` (a record
                type) with `values` and `place`; `document` (fields); `finished`.

        Raises:
            ChangeError: it cannot be made, or not be saved.
        """
        with self._lock:
            number = asked.get("doc")
            if not isinstance(number, int) or not 0 <= number < len(self.items):
                raise ChangeError("no such document; load the page again")
            item = self.items[number]
            if item.locked:
                raise ChangeError(item.locked)
            before = (list(item.entries), [(e.record, e.status) for e in item.entries],
                      item.document, item.finished)  # fmt: skip
            answer = self._make(item, asked)
            try:
                write_annotation(item.sheet, annotation_from(item))
            except OSError as error:
                item.entries, states, item.document, item.finished = before
                for entry, (record, status) in zip(item.entries, states, strict=True):
                    entry.record, entry.status = record, status
                raise ChangeError(f"{item.sheet.name}: {error.strerror or error}") from error
            if "entry" in answer:
                answer["record"] = _line(item, answer.pop("entry"), number)
            return {**answer, "finished": item.finished}

    def _make(self, item: Item, asked: Mapping[str, Any]) -> Json:
        if "record" in asked:
            entry = next((e for e in item.entries if e.record.id == asked["record"]), None)
            if entry is None:
                raise ChangeError("no such record; load the page again")
            _judge(entry, asked)
            return {"entry": entry}
        if "add" in asked:
            entry = _added(item, asked)
            item.entries.append(entry)
            return {"entry": entry}
        if "document" in asked:
            item.document = _with_fields(item.document, asked["document"])
            document = item.document
            return {"document": {"title": document.title, "type": document.document_type.label,
                                 "published": document.published,
                                 "language": document.language}}  # fmt: skip
        if "finished" in asked:
            item.finished = bool(asked["finished"])
            return {}
        raise ChangeError("nothing to change")

    def _complete(self, index: Json, token: str) -> None:
        index["review"] = {"token": token, "forms": forms()}
        states = [{e.record.id: e.status for e in item.entries} for item in self.items]
        for line in index["records"]:
            line["status"] = states[line["doc"]][line["id"]]
        for line in index["documents"]:
            item = self.items[line["n"]]
            line["finished"], line["locked"] = item.finished, item.locked


def annotation_from(item: Item) -> Json:
    """The annotation of a document as it stands: what was rejected is kept apart."""
    document = item.document
    kept: list[Json] = []
    rejected: list[Json] = []
    for entry in item.entries:
        fields = {**fields_of(entry.record, status=entry.status), **entry.beside}
        (rejected if entry.status == "rejected" else kept).append(fields)
    return {
        **item.rest,
        "language": document.language,
        "document_type": document.document_type.label,
        "title": document.title,
        "published": document.published,
        "records": kept,
        "review": {"finished": item.finished, "document": document.id, "rejected": rejected},
    }


def _open(document: Document, sheet: Path) -> Item:
    """A document with its annotation where it has one."""
    parsed = {record.id: record for record in document.records}
    if not sheet.exists():
        entries = [Entry(record, record, "pending") for record in document.records]
        return Item(document, sheet, annotation_of(document), entries)
    try:
        annotation = read_annotation(sheet)
        review = annotation.get("review")
        review = review if isinstance(review, dict) else {}
        listed = [*annotation["records"], *review.get("rejected", [])]
        entries = []
        for number, fields in enumerate(listed, start=1):
            record, status = record_from(fields, number, document)
            beside = {key: fields[key] for key in ("alt", "optional") if key in fields}
            origin = "pending" if record.id in parsed else "added"
            entries.append(Entry(record, parsed.get(record.id, record), status, origin, beside))
        document = _with_fields(document, annotation)
    except (ValueError, OSError) as error:
        reason = str(error).splitlines()[0]
        entries = [Entry(record, record, "pending") for record in document.records]
        return Item(document, sheet, {}, entries, locked=f"{sheet.name}: {reason}")
    return Item(document, sheet, annotation, _with_own_ids(entries), is_finished(annotation))


def _with_own_ids(entries: list[Entry]) -> list[Entry]:
    """Entries whose records have ids of their own: somebody may have copied a record by hand."""
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        if entry.record.id in seen:
            entry.record = entry.record.model_copy(update={"id": f"annotated-{number}"})
        seen.add(entry.record.id)
    return entries


def _judge(entry: Entry, asked: Mapping[str, Any]) -> None:
    status = asked.get("status")
    if status not in STATUSES:
        raise ChangeError(f"no status {status!r}")
    if status == "pending":
        # Taken back: as it was before anything was said.
        entry.record, entry.status = entry.parsed, entry.origin
    elif status == "edited":
        entry.record = _record(entry.record.model_dump(), asked.get("values"))
        entry.status = "added" if entry.origin == "added" else status
    else:
        entry.status = status


def _added(item: Item, asked: Mapping[str, Any]) -> Entry:
    taken = {entry.record.id for entry in item.entries}
    number = next(n for n in range(1, len(taken) + 2) if f"added-{n}" not in taken)
    place = asked.get("place")
    place = place if isinstance(place, Mapping) else {}
    block = next((b for b in item.document.blocks if b.id == place.get("block_id")), None)
    if block is None:
        raise ChangeError("no such block; load the page again")
    shift = from_utf16(item.document.text)
    if not all(isinstance(place.get(side), int) for side in ("start", "end")):
        raise ChangeError("no selected passage")
    start, end = max(shift(place["start"]), block.start), min(shift(place["end"]), block.end)
    if start >= end:
        raise ChangeError("the selected passage is empty")
    common = {
        "id": f"added-{number}", "type": asked["add"], "language": block.language,
        "confidence": 1.0,
        "provenance": [{"block_id": block.id, "page": block.page, "start": start, "end": end}],
    }  # fmt: skip
    record = _record(common, asked.get("values"))
    return Entry(record, record, "added", "added")


def _record(base: Mapping[str, Any], values: object) -> Record:
    """A record with fields changed; its codes follow from them."""
    if base["type"] not in record_models():
        raise ChangeError(f"no type of record {base['type']!r}")
    allowed = {form["name"] for form in forms()[base["type"]]}
    if not isinstance(values, Mapping) or not set(values) <= allowed:
        raise ChangeError("fields that a record of this type does not have")
    for name in DATES & set(values):
        if values[name] and last_day(str(values[name])) is None:
            raise ChangeError(f"{name}: {values[name]!r} is no date; write 2021-09-30 or 2021-09")
    for name in {"countries", "country"} & set(values):
        given = values[name] if isinstance(values[name], list) else [values[name]]
        if wrong := [code for code in given if code and code not in country_names()]:
            raise ChangeError(f"{name}: {wrong[0]!r} is no ISO alpha-3 code; write MLI for Mali")
    try:
        record = RECORD.validate_python({**base, **values, **_no_codes(base)})
    except ValidationError as error:
        first = error.errors()[0]
        raise ChangeError(f"{first['loc'][-1]}: {first['msg']}") from error
    return next(iter(add_codes([record])))


def _no_codes(base: Mapping[str, Any]) -> Json:
    return {"codes": []} if "codes" in base else {}


def _with_fields(document: Document, values: object) -> Document:
    """A document with its title, type, date and language as a person says."""
    if not isinstance(values, Mapping):
        raise ChangeError("no fields")
    published = values.get("published") or None
    if published and last_day(str(published)) is None:
        raise ChangeError(f"published: {published!r} is no date; write 2021-09-30 or 2021-09")
    label = values.get("document_type")
    if label not in get_args(DocumentTypeLabel):
        raise ChangeError(f"document_type: no kind {label!r}")
    kind = document.document_type
    if label != kind.label:
        kind = kind.model_copy(update={"label": label, "confidence": 1.0})
    return document.model_copy(update={
        "title": values.get("title") or None, "published": published, "document_type": kind,
        "language": values.get("language") or None,
    })  # fmt: skip


def _as_shown(item: Item) -> Document:
    return item.document.model_copy(update={"records": [entry.record for entry in item.entries]})


def _line(item: Item, entry: Entry, number: int) -> Json:
    shown = item.document.model_copy(update={"records": [entry.record]})
    (line,) = record_lines(shown, number)
    return line | {"status": entry.status}
