"""Data files of a language as they are used: read, their lists folded, the words they need known.

To work that out takes longer than to read what was worked out: it is kept in the user's cache.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from policynlp import folding
from policynlp.cache import cache_folder, cached_values
from policynlp.errors import LexiconError
from policynlp.languages import anchors

Needed = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Expressions:
    """A list of expressions.

    Attributes:
        folded: each of them once, folded, the longest first.
        needed: the words that each of them needs (see `anchors_of`).
    """

    folded: Sequence[str]
    needed: Sequence[Needed]

    @classmethod
    def of(cls, expressions: Iterable[str]) -> Expressions:
        """Of expressions as written."""
        # Those as long as each other in one order always: runs must not differ.
        folded = sorted(
            {folding.fold_pattern(expression) for expression in expressions},
            key=lambda expression: (-len(expression), expression),
        )
        return cls.folded_already(folded)

    @classmethod
    def folded_already(cls, expressions: Sequence[str]) -> Expressions:
        """Of folded expressions, in their order."""
        return cls(expressions, [sorted(anchors.anchors_of(one)) for one in expressions])


@dataclass(frozen=True, slots=True)
class DataFile:
    """A TOML file of a language: what it holds, and its lists of strings by dotted key (none where
    no cache keeps them)."""

    table: Mapping[str, object]
    lists: Mapping[str, Expressions]


def read_data(package: str, code: str, name: str) -> DataFile:
    """The file `<code>/<name>.toml` of a package.

    Raises:
        LexiconError: where it is missing or no TOML.
    """
    path = files(package) / code / f"{name}.toml"
    try:
        if not isinstance(path, Path) or cache_folder() is None:
            # In an archive, or nothing is kept: lists are prepared one by one, where asked for.
            return DataFile(_read(path.read_text("utf-8")), {})
        # Another version of these modules reads it in another way.
        modules = (str(anchors.__file__), str(folding.__file__), __file__)
        made_of = [path, *map(Path, modules)]
        title = f"words-{code}-{name.replace('/', '-')}"
        values = cached_values(title, made_of, lambda: _prepared(path.read_text("utf-8")))
    except FileNotFoundError:
        raise LexiconError(f"languages/{code}/{name}.toml is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"languages/{code}/{name}.toml: {error}") from error
    return DataFile(
        values["table"], {key: Expressions(*some) for key, some in values["lists"].items()}
    )


def _read(text: str) -> dict[str, Any]:  # Any: as in TOML
    """A TOML file, with what its `[stand_ins]` lists put where others have `<name>`."""
    table = tomllib.loads(text)
    named = {
        f"<{name}>": f"(?:{'|'.join(some)})" for name, some in table.pop("stand_ins", {}).items()
    }
    return {key: _put(value, named) for key, value in table.items()} if named else table


def _put(value: Any, named: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _put(inner, named) for key, inner in value.items()}
    if isinstance(value, list):
        return [_put(inner, named) for inner in value]
    if isinstance(value, str) and "<" in value:
        for name, part in named.items():
            value = value.replace(name, part)
    return value


def _prepared(text: str) -> dict[str, Any]:  # Any: as in JSON
    table = _read(text)
    lists = {key: Expressions.of(some) for key, some in _lists(table, "")}
    return {"table": table, "lists": {key: [x.folded, x.needed] for key, x in lists.items()}}


def _lists(value: object, key: str) -> Iterator[tuple[str, list[str]]]:
    """The lists of strings of a table, by dotted key."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _lists(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield key, value
