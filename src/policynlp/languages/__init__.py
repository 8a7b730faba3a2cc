"""Languages are folders of data: what a language needs stands in `languages/<code>/`.

    <code>/lexicon.toml          months, titles, abbreviations, negation ...: general words
    <code>/reading.toml          what readers of files need: cut lines, captions, bare titles
    <code>/records/<type>.toml   headings, field labels, cues, blockers of one record type
    <code>/*.tsv                 names of countries, places, organisations, programmes, concepts

Phrases and regular expressions are written as a person writes them; they are folded (accents,
capitals, apostrophes made plain) like the text they meet. A list of a file's `[stand_ins]` may
stand in its other lists by its name: `<trip>` is any of `trip`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from policynlp.cache import cached_values
from policynlp.errors import LexiconError
from policynlp.folding import fold, fold_pattern
from policynlp.languages.cues import CueLists, Cues
from policynlp.languages.prepared import DataFile, Expressions, read_data


@cache
def available() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder, sorted."""
    root = files(__name__)
    return tuple(sorted(entry.name for entry in root.iterdir() if _is_language(entry)))


def _is_language(entry: Traversable) -> bool:
    return entry.is_dir() and (entry / "lexicon.toml").is_file()


@dataclass(frozen=True)
class Lexicon:
    """The data files of one language, read when first asked for.

    `lexicon.get("lexicon", "months")` is a value of `lexicon.toml`,
    `lexicon.pattern("records/mission", "headings.objectives")` a compiled pattern of the list of
    phrases or expressions at that place in `records/mission.toml`.
    """

    code: str
    # One pattern that finds any of the expressions of a list (the data file, its dotted key), as
    # whole words, in folded text. Each item is a regular expression over folded text; the longest
    # items are tried first. It is asked for a hundred times a passage, hence no method.
    pattern: Callable[[str, str], re.Pattern[str]] = field(init=False, repr=False, compare=False)
    # Several lists of one file: `lists("moods", "request.", ("polite", "author"))`.
    lists: Callable[[str, str, tuple[str, ...]], CueLists] = field(
        init=False, repr=False, compare=False
    )
    _folded: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> Mapping[str, object]:
        """A whole TOML file, `name` without its extension."""
        return _read_data(self.code, name).table

    def get(self, name: str, key: str) -> object:
        """The value at a dotted key of a TOML file.

        Raises:
            LexiconError: where the file or the key is missing.
        """
        value: object = self.table(name)
        for part in key.split("."):
            if not isinstance(value, Mapping) or part not in value:
                raise LexiconError(f"languages/{self.code}/{name}.toml: no key {key!r}")
            value = value[part]
        return value

    def words(self, name: str, key: str) -> tuple[str, ...]:
        """A list of phrases as written in the file."""
        value = self.get(name, key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LexiconError(f"languages/{self.code}/{name}.toml: {key!r} is no list of strings")
        return tuple(value)

    def folded_words(self, name: str, key: str) -> frozenset[str]:
        """A list of phrases, folded."""
        cached = self._folded.get((name, key))
        if cached is None:
            cached = self._folded[name, key] = frozenset(map(fold, self.words(name, key)))
        return cached

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", cache(self._compile))
        object.__setattr__(self, "lists", cache(self._lists))

    def _lists(self, name: str, before: str, keys: tuple[str, ...]) -> CueLists:
        return CueLists((key, self.pattern(name, before + key)) for key in keys)

    def expressions(self, name: str, key: str) -> Expressions:
        """A list of expressions, folded, the longest first, with the words that they need."""
        found = _read_data(self.code, name).lists.get(key)
        return found if found is not None else Expressions.of(self.words(name, key))

    def _compile(self, name: str, key: str) -> re.Pattern[str]:
        # It is used as a pattern.
        where = f"languages/{self.code}/{name}.toml: {key}"
        return cast("re.Pattern[str]", Cues(self.expressions(name, key), where=where))

    def rows(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of a TSV file, `name` without its extension, by column title."""
        return read_tsv(__name__, f"{self.code}/{name}.tsv")


def compile_any(expressions: Iterable[str], *, where: str = "") -> re.Pattern[str]:
    """A pattern over folded text that matches any of the expressions as whole words.

    It is compiled when a text may match; a `LexiconError` then names `where` and the expression
    that is wrong.
    """
    return cast("re.Pattern[str]", Cues(Expressions.of(expressions), where=where))


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language.

    Raises:
        LexiconError: where the language has no folder.
    """
    if code not in available():
        raise LexiconError(f"no language folder {code!r}; there are {', '.join(available())}")
    return Lexicon(code)


@cache
def all_words(name: str, key: str) -> tuple[str, ...]:
    """The phrases of a key of a TOML file in all languages, in the languages' order."""
    return tuple(word for code in available() for word in lexicon(code).words(name, key))


@cache
def all_folded(name: str, key: str) -> frozenset[str]:
    """The phrases of a key of a TOML file in all languages, folded."""
    return frozenset(map(fold, all_words(name, key)))


@cache
def any_of(name: str, *keys: str, printed: bool = False) -> str:
    """A part of a regular expression: any of the expressions of these keys, in any language.

    For places where text of one language may hold the small words of another, and for expressions
    that are more than a list of words. The longest expressions are tried first.

    Args:
        printed: it is to match text as printed, with accents and either apostrophe, and no folded
            text.
    """
    words = {word for key in keys for word in all_words(name, key)}
    if printed:
        words = {word.replace("'", "['’]") for word in words}
    else:
        words = set(map(fold_pattern, words))
    listed = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(listed) or '(?!)'})"


@cache
def other_function_words() -> Mapping[str, tuple[str, ...]]:
    """Most frequent words of languages that have no folder, folded, by ISO 639-1 code."""
    text = (files(__name__) / "other_languages.toml").read_text("utf-8")
    return {code: tuple(map(fold, words)) for code, words in tomllib.loads(text).items()}


@cache
def _read_data(code: str, name: str) -> DataFile:
    return read_data(__name__, code, name)


@cache
def read_tsv(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated data file of a package, by the titles of its header row.

    Raises:
        LexiconError: where the file is missing or a row has too many or too few cells.
    """
    path = files(package).joinpath(name)
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise LexiconError(f"{path.name} is missing") from None
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    header, body = rows[0], rows[1:]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise LexiconError(f"{path.name}, line {number}: {len(row)} cells, not {len(header)}")
    return tuple([dict(zip(header, row)) for row in body])  # noqa: B905 - as many as in the header


def cached_of_files(
    title: str, names: Sequence[str], modules: Sequence[str], make: Callable[[], Any]
) -> Any:
    """What is made of data files of all languages, kept in the user's cache (see `cached_values`).

    Args:
        title: what it is.
        names: of the files, with their extension; a language need not have them.
        modules: files of the modules that make it.
        make: makes what JSON can hold.
    """
    root = files(__name__)
    if not isinstance(root, Path):  # in an archive
        return make()
    paths = [root / code / name for code in available() for name in names]
    made_of = [*(path for path in paths if path.is_file()), *map(Path, modules)]
    return cached_values(title, made_of, make)


def fold_name(name: str) -> str:
    """A name as a look-up key: folded, single spaces."""
    return " ".join(fold(name).split())
