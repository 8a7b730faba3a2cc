"""Documents from flat tables: what the tables hold, without text and blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from policynlp.schema import Document, Failure
from policynlp.sinks.shapes import fields_of, record_models
from policynlp.sinks.tables import Column, Row, tables

Key = tuple[object, object]


def documents_from(rows: Mapping[str, Iterable[Row]]) -> Iterator[Document | Failure]:
    """Documents in their order, then failure records.

    `text` is empty and `blocks` is an empty list: tables do not hold them. All else is as it was
    written, except that a text of no characters comes back as null where null is allowed.

    Args:
        rows: the rows of each table by its name; tables may be missing.

    Raises:
        ValueError: a row does not fit the contract (pydantic's message says which field).
    """
    records: defaultdict[Key, dict[object, dict[str, object]]] = defaultdict(dict)
    for name, model in record_models().items():
        for row in rows.get(name, ()):
            record = _object(row, tables()[name]) | {"type": name}
            record = {field: record[field] for field in fields_of(model) if field in record}
            records[_key(row)].setdefault(row.get("record_position"), record)
    entities = _by_document(rows, "entities")
    warnings = _by_document(rows, "warnings")
    for row in rows.get("documents", ()):
        key = _key(row)
        found = records.get(key, {})
        shares = zip(_many(row, "languages"), _many(row, "language_shares"), strict=True)
        document = _with_source(row, "documents") | {
            "languages": dict(shares),
            "text": "",
            "blocks": [],
            "entities": entities.get(key, []),
            "records": [found[position] for position in sorted(found, key=_position)],
            "warnings": warnings.get(key, []),
        }
        yield Document.model_validate(document)
    for row in rows.get("failures", ()):
        yield Failure.model_validate(_with_source(row, "failures"))


def _key(row: Row) -> Key:
    return (row.get("document_id"), row.get("path"))


def _position(position: object) -> int:
    return position if isinstance(position, int) else 0


def _many(row: Row, name: str) -> list[object]:
    value = row.get(name)
    return list(value) if isinstance(value, list) else []


def _by_document(
    rows: Mapping[str, Iterable[Row]], table: str
) -> dict[Key, list[dict[str, object]]]:
    found: defaultdict[Key, list[dict[str, object]]] = defaultdict(list)
    for row in rows.get(table, ()):
        found[_key(row)].append(_object(row, tables()[table]))
    return found


def _with_source(row: Row, table: str) -> dict[str, object]:
    values = _object(row, tables()[table])
    source = values.get("source")
    assert isinstance(source, dict)
    source["path"] = row.get("path") or ""
    values["id"] = row.get("document_id")
    return values


def _object(row: Row, columns: Iterable[Column]) -> dict[str, object]:
    """The object that the columns with a path were taken from."""
    values: dict[str, object] = {}
    lists: defaultdict[str, dict[Column, list[object]]] = defaultdict(dict)
    for column in columns:
        if not column.path:
            continue
        field = column.path[0]
        if column.many and len(column.path) == 2:
            lists[field][column] = _many(row, column.name)
        elif column.many:
            values[field] = _many(row, column.name)
        elif len(column.path) == 2:
            inner = values.setdefault(field, {})
            assert isinstance(inner, dict)
            inner[column.path[1]] = _plain(row, column)
        else:
            values[field] = _plain(row, column)
    for field, named in lists.items():
        count = max(map(len, named.values()))
        values[field] = [
            {column.path[1]: _item(items, i, column) for column, items in named.items()}
            for i in range(count)
        ]
    return values


def _plain(row: Row, column: Column) -> object:
    value = row.get(column.name)
    return "" if value is None and column.kind == "text" and not column.optional else value


def _item(items: list[object], position: int, column: Column) -> object:
    value = items[position] if position < len(items) else None
    return "" if value is None and column.kind == "text" and not column.optional else value
