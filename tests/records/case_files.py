"""The cases of `cases/*.toml`: a text, and the records of one type that it gives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases(*kinds: str) -> list[Any]:
    """Parameters of a test: type of the records, text, wanted records."""
    return [
        pytest.param(kind, case["text"], case["records"], id=name)
        for kind in kinds
        for name, case in _read(kind)
    ]


def cases_of(kind: str) -> list[Any]:
    """Parameters of a test of one type: text, wanted records."""
    return [pytest.param(case["text"], case["records"], id=name) for name, case in _read(kind)]


def _read(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob(f"{kind}.*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield f"{path.stem}: {case['name']}", case


def stated(record: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Some fields of a record, with "" for nothing, as the files have it."""
    return {name: _plain(record[name]) for name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return "" if value is None else value
