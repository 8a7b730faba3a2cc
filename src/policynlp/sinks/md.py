"""Markdown for people: what each document says, type by type, with the page it stands on.

At the end of the file stand comments that readers do not see: the data of each document, so that
the file reads back.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from policynlp.labels import label
from policynlp.schema import Document, Failure, Record
from policynlp.sinks.files import TextSink, write_all
from policynlp.sinks.results import result_from
from policynlp.sinks.shapes import fields_of, record_models
from policynlp.store.names import country_names

MAIN = ("text", "step", "description", "quote", "name", "title")
COUNTRIES = frozenset({"countries", "country"})
HIDDEN = frozenset({"id", "type", "language", "provenance", "codes", "confidence"})
CODED = {"themes": "themes", "purposes": "purposes", "recipients": "recipients",
         "modalities": "modalities", "origins": "origins", "kind": "event_kinds"}  # fmt: skip
_NOTE = "<!-- What follows is for programs: policynlp reads this file back from it. -->"
# Bytes of data that are kept in memory; more waits in a temporary file.
_SPOOL = 1 << 20
_COMMENT = re.compile(r"\A<!-- policynlp (\{.*\}) -->")
# What Markdown or HTML would take for its own.
_MARKUP = re.compile(r"([\\`*_\[\]<>&#|~])")


class Writer:
    """Writes a section a document, in the document's language."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._begun = False
        self._data = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by `close`
            _SPOOL, "w+", encoding="utf-8", newline="\n"
        )

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        lines = _failure(result) if isinstance(result, Failure) else _document(result)
        self._out.write(("\n" if self._begun else "") + "\n".join(lines) + "\n")
        self._data.write(_data(result) + "\n")
        self._begun = True

    def end(self) -> None:
        """The data of all documents, after the last one."""
        if self._begun:
            self._out.write(f"\n{_NOTE}\n")
        self._data.seek(0)
        shutil.copyfileobj(self._data, self._out)
        self.close()

    def close(self) -> None:
        """Let the data go."""
        self._data.close()


class _Sink(TextSink):
    def __init__(self, path: Path) -> None:
        super().__init__(path, self._make_writer)

    def _make_writer(self, out: TextIO) -> Writer:
        self._made = Writer(out)
        return self._made

    def discard(self) -> None:
        """Remove what was begun."""
        self._made.close()
        super().discard()


def write(results: Iterable[Document | Failure], out: TextIO) -> None:
    """A section a result, written as soon as it is there."""
    writer = Writer(out)
    try:
        write_all(results, writer)
    finally:
        writer.close()


def open_sink(path: Path) -> TextSink:
    """A sink that writes a Markdown file."""
    return _Sink(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """The results of a Markdown file: documents without text and blocks, failure records."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if comment := _COMMENT.fullmatch(line.rstrip("\n")):
                yield result_from(json.loads(comment[1]))


def escape(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _data(result: Document | Failure) -> str:
    """The comment that holds a result; `--` would end it early, so it is written otherwise."""
    if isinstance(result, Document):
        result = result.model_copy(update={"text": "", "blocks": []})
    data = result.model_dump_json().replace("--", "-\\u002d").replace(">", "\\u003e")
    return f"<!-- policynlp {data} -->"


def _failure(failure: Failure) -> list[str]:
    error = failure.error
    return [
        f"# {escape(failure.source.path)}",
        "",
        f"**{error.code}**: {escape(error.message)}",
    ]


def _document(document: Document) -> list[str]:
    language = document.language or "en"
    facts = [
        label("document_types", document.document_type.label, language),
        document.published,
        document.language,
        escape(document.source.path),
    ]
    lines = [
        f"# {escape(document.title or document.source.path)}",
        "",
        " · ".join(fact for fact in facts if fact),
    ]
    for name in record_models():
        records = [record for record in document.records if record.type == name]
        if records:
            title = label("record_types_plural", name, language)
            lines += ["", f"## {title} ({len(records)})", ""]
            for record in records:
                lines += _record(record, language)
    return lines


def _record(record: Record, language: str) -> Iterator[str]:
    values = {name: getattr(record, name) for name in fields_of(type(record))}
    main = next((name for name in MAIN if values.get(name)), None)
    pages = sorted({part.page for part in record.provenance if part.page is not None})
    place = f" (p. {', '.join(map(str, pages))})" if pages else ""
    head = escape(str(values[main])) if main else label("record_types", record.type, language)
    yield f"- {head}{place}"
    for name, value in values.items():
        if name != main and name not in HIDDEN and value not in (None, []):
            shown = "; ".join(_shown(name, item, language) for item in _listed(value))
            yield f"  - {label('fields', name, language)}: {shown}"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _shown(name: str, value: object, language: str) -> str:
    if name in CODED:
        return label(CODED[name], str(value), language)
    if name in COUNTRIES:
        return _country(str(value), language)
    if hasattr(value, "name"):
        about = [part for part in (value.role, value.organization) if part]  # type: ignore[attr-defined]  # a traveller
        return escape(f"{value.name} ({', '.join(about)})" if about else value.name)
    return escape(str(value))


def _country(code: str, language: str) -> str:
    """The name of a country; a code without one as it is."""
    names = country_names().get(code, (code, code))
    return escape(names[1] if language == "fr" else names[0])
