"""Questions to a store: records across documents by country, theme, body, date and words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict, Unpack, get_args

from policynlp.entities.body_ids import pattern_id
from policynlp.languages import fold_name
from policynlp.schema import Record
from policynlp.store.connection import open_to_read
from policynlp.store.days import first_day, last_day
from policynlp.store.expression import expression
from policynlp.store.names import bodies_by_name, codes_by_name, countries_by_name
from policynlp.store.reading import record_from

Sort = Literal["due", "relevance", "confidence", "document"]
FOLLOW_UP = "follow_up"
FOLLOW_UP_TYPES = ("recommendation", "action_item")
Texts = str | Iterable[str]


class Filters(TypedDict, total=False):
    """What the records must be like; those that are left out do not matter.

    Attributes:
        country: ISO alpha-3 codes or names in either language; one of them is enough.
        theme: building blocks, by code or by label in either language; one of them is enough.
        code: codes of public lists, as `12262` or `D02`; one of them is enough.
        addressee: part of the name of a body or person that is to act (or gives, organises ...),
            in either language, or its canonical id.
        text: words and "quoted phrases" that the record must have, in either language.
        due_before: a date; the last day of `due` lies before its first day.
        due_after: a date; the last day of `due` lies after its last day.
        published_before, published_after: the same for the date of the document.
        language: ISO 639-1 code of the record.
        document_type: code or label of the document's type.
        min_confidence: 0 to 1.
        sort: `due` (default), `relevance` (default with `text`), `confidence` or `document`.
        limit: how many at most.
    """

    country: Texts
    theme: Texts
    code: Texts
    addressee: str
    text: str
    due_before: str
    due_after: str
    published_before: str
    published_after: str
    language: str
    document_type: str
    min_confidence: float
    sort: Sort
    limit: int


@dataclass(frozen=True)
class Found:
    """A record of a store, with what there is to know of its document.

    Attributes:
        countries: ISO codes of what the record is about (see `record_countries` of the store).
        due_last: the last day of its `due`.
        source_text: the text that it was read from.
    """

    record: Record
    page: int | None
    countries: tuple[str, ...]
    due_last: str | None
    source_text: str
    path: str
    document_id: str
    document_title: str | None
    document_type: str
    published: str | None


def query(
    store: str | os.PathLike[str], what: str = FOLLOW_UP, **filters: Unpack[Filters]
) -> list[Found]:
    """Records of a store, those due first.

    Examples:
        >>> import policynlp
        >>> for found in policynlp.query(  # doctest: +SKIP
        ...     "records.sqlite", "recommendations", country="Mali", due_before="2021"
        ... ):
        ...     print(found.due_last, found.record.addressees, found.record.text)

    Args:
        store: the SQLite file.
        what: a record type, in the singular or plural, in either language; `follow_up` for
            recommendations and next steps together, `all` for every type.
        filters: see `Filters`.

    Raises:
        OutputError: there is no store at the path.
        ValueError: a filter's value is unknown; the message names those there are.
    """
    sql, values = _statement(_types(what), filters)
    with closing(open_to_read(Path(store))) as db:
        db.row_factory = sqlite3.Row
        db.create_function("last_day", 1, _last_of, deterministic=True)
        return [_found(db, row) for row in db.execute(sql, values).fetchall()]


def _statement(types: tuple[str, ...], filters: Filters) -> tuple[str, list[object]]:
    tables = "records r JOIN documents d USING (doc)"
    conditions, values = [f"r.type IN ({_marks(types)})"], list[object](types)
    for condition, given in _conditions(filters):
        conditions.append(condition)
        values += given
    if "text" in filters:
        tables += " JOIN search ON search.rowid = r.record"
        conditions.append("search MATCH ?")
        values.append(expression(filters["text"]))
    order = _order(filters)
    sql = f"SELECT r.*, d.path, d.id AS document_id, d.title, d.document_type, d.published, d.text \
FROM {tables} WHERE {' AND '.join(conditions)} ORDER BY {order}"
    if "limit" in filters:
        sql += " LIMIT ?"
        values.append(filters["limit"])
    return sql, values


def _conditions(filters: Filters) -> Iterator[tuple[str, list[object]]]:
    if "country" in filters:
        codes = [_country(name) for name in _several(filters["country"])]
        yield _has("record_countries", "country", codes)
    if "theme" in filters:
        yield _has("record_themes", "theme", [_code("themes", t) for t in
                                              _several(filters["theme"])])  # fmt: skip
    if "code" in filters:
        yield _has("record_codes", "code", [code.upper() if code[:1].isalpha() and
                   code[1:].isdigit() else code for code in _several(filters["code"])])  # fmt: skip
    if "addressee" in filters:
        yield _addressee(filters["addressee"])
    if "due_before" in filters:
        yield "r.due_last < ?", [_first(filters["due_before"])]
    if "due_after" in filters:
        yield "r.due_last > ?", [_last(filters["due_after"])]
    if "published_before" in filters:
        yield "last_day(d.published) < ?", [_first(filters["published_before"])]
    if "published_after" in filters:
        yield "last_day(d.published) > ?", [_last(filters["published_after"])]
    if "language" in filters:
        yield "r.language = ?", [filters["language"]]
    if "document_type" in filters:
        yield "d.document_type = ?", [_code("document_types", filters["document_type"])]
    if "min_confidence" in filters:
        yield "r.confidence >= ?", [filters["min_confidence"]]


def _order(filters: Filters) -> str:
    sort = filters.get("sort", "relevance" if "text" in filters else "due")
    if sort not in get_args(Sort):
        raise ValueError(f"no order {sort!r}; there are {', '.join(get_args(Sort))}")
    if sort == "relevance" and "text" not in filters:
        raise ValueError("the order relevance needs a text to search for")
    first = {
        "due": "r.due_last IS NULL, r.due_last, ",
        "relevance": "bm25(search), ",
        "confidence": "r.confidence DESC, ",
        "document": "",
    }
    return first[sort] + "r.doc, r.position"


def _types(what: str) -> tuple[str, ...]:
    folded = fold_name(what)
    if folded in (FOLLOW_UP, "follow-up", "followup", "suivi"):
        return FOLLOW_UP_TYPES
    known = codes_by_name("record_types") | codes_by_name("record_types_plural")
    known |= {f"{code}s": code for code in dict.fromkeys(known.values())}
    known |= {f"{code.replace('_', '-')}s": code for code in dict.fromkeys(known.values())}
    if folded in ("all", "tout"):
        return tuple(dict.fromkeys(known.values()))
    if folded not in known:
        names = ", ".join(sorted(dict.fromkeys(known.values())))
        raise ValueError(f"no record type {what!r}; there are {names}, follow_up and all")
    return (known[folded],)


def _addressee(name: str) -> tuple[str, list[object]]:
    """Bodies whose name holds this one, and those that this name means in the other language."""
    folded = fold_name(name)
    ids = [*bodies_by_name().get(folded, ())]
    made = None if ":" in name else pattern_id(name, None, "*")
    if made is not None:
        ids.append(made)
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    checks = ["b.folded LIKE ? ESCAPE '\\'", *("b.canonical_id GLOB ?" for _ in ids)]
    return (
        "EXISTS (SELECT 1 FROM record_bodies b WHERE b.record = r.record AND "
        f"({' OR '.join(checks)}))",
        [f"%{escaped}%", *ids],
    )


def _found(db: sqlite3.Connection, row: sqlite3.Row) -> Found:
    record = record_from(db, row)
    countries = db.execute(
        "SELECT country FROM record_countries WHERE record = ? ORDER BY country", [row["record"]]
    )
    return Found(
        record=record,
        page=row["page"],
        countries=tuple(country["country"] for country in countries),
        due_last=row["due_last"],
        source_text=" … ".join(row["text"][p.start : p.end] for p in record.provenance),
        path=row["path"],
        document_id=row["document_id"],
        document_title=row["title"],
        document_type=row["document_type"],
        published=row["published"],
    )


def _has(table: str, column: str, values: list[str]) -> tuple[str, list[object]]:
    return (
        f"EXISTS (SELECT 1 FROM {table} x WHERE x.record = r.record "
        f"AND x.{column} IN ({_marks(values)}))",
        list(values),
    )


def _country(name: str) -> str:
    code = countries_by_name().get(fold_name(name))
    if code is None:
        raise ValueError(f"no country {name!r}; give its ISO 3166 code of three letters (MLI)")
    return code


def _code(kind: str, name: str) -> str:
    known = codes_by_name(kind)
    if fold_name(name) not in known:
        codes = ", ".join(dict.fromkeys(known.values()))
        raise ValueError(f"{name!r} is none of the {kind}: {codes}")
    return known[fold_name(name)]


def _first(date: str) -> str:
    return _checked(first_day(date), date)


def _last(date: str) -> str:
    return _checked(last_day(date), date)


def _last_of(date: str | None) -> str | None:
    return last_day(date) if date else None


def _checked(day: str | None, date: str) -> str:
    if day is None:
        raise ValueError(f"{date!r} is no date; write 2021, 2021-06 or 2021-06-30")
    return day


def _several(values: Texts) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
