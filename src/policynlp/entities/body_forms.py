"""Words in names of bodies, forms made of them, and how a word looks in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from policynlp.entities.name_words import name_words, words_of
from policynlp.errors import LexiconError
from policynlp.languages import available, lexicon

Words = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """A head of bodies' names: what goes into an id beside it (`takes`), the kind of body."""

    key: str
    takes: str
    kind: str


@dataclass(frozen=True)
class Word:
    """A part of a name: its key and the rank of that in ids; without rank a word no table has.
    `more` are further keys that the same form stands for ("nursing council")."""

    key: str
    rank: int | None = None
    head: Head | None = None
    topic: bool = False
    more: tuple[Word, ...] = ()


@dataclass
class Forms:
    """Forms as words without links, each with what it stands for; also without plural marks."""

    exact: dict[Words, Word] = field(default_factory=dict)
    plain: dict[Words, Word] = field(default_factory=dict)

    def add(self, form: str, part: Word) -> int:
        """Adds a form unless it is there already; gives back its number of words."""
        words = words_of(form)
        if not all(map(counts, words)):
            words = tuple(filter(counts, words))
        if words:
            self.exact.setdefault(words, part)
            if any(word[-1] == "s" for word in words):
                self.plain.setdefault(tuple(map(plain_word, words)), part)
            else:
                self.plain.setdefault(words, part)
        return len(words)


@dataclass
class BodyKeys:
    """What one language's words in names stand for. `topics` are what ministries are in charge of,
    `terms` all other words: a directorate of equipment is none of public works."""

    heads: Forms = field(default_factory=Forms)
    programs: Forms = field(default_factory=Forms)
    topics: Forms = field(default_factory=Forms)
    terms: Forms = field(default_factory=Forms)
    acronyms: Mapping[str, str] = field(default_factory=dict)
    longest: int = 1
    head_last: bool = False

    def add(self, forms: Forms, form: str, part: Word) -> None:
        """Adds a form to one of the tables."""
        self.longest = max(self.longest, forms.add(form, part))


@lru_cache(maxsize=20_000)
def counts(word: str) -> bool:
    """Whether a word says something: no link, article or single letter."""
    words = name_words()
    small = word in words.links or word in words.determiners
    return (len(word) > 1 or word.isdigit()) and not small


@cache
def shared_endings() -> tuple[tuple[str, str], ...]:
    """Endings of words that no table has and what languages share of them, the longest first; all
    languages together, since names of places keep theirs in each (« Artibonite »)."""
    found: set[tuple[str, str]] = set()
    for code in available():
        try:
            table = lexicon(code).table("body_patterns")
        except LexiconError:
            continue
        endings = table.get("shared_endings", [])
        assert isinstance(endings, list)
        found.update((str(a), str(b)) for a, b in endings)
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def bare(word: str) -> str:
    """A word no table has with the ending that other languages share: « biologique »,
    "biological" -> "biologic"."""
    word = plain_word(word)
    for ending, shared in shared_endings():
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + shared
    return word


_PLURAL = re.compile(r"(?<=..[^su])s$")
_PLURAL_Y = re.compile(r"(?<=...)ies$")


def plain_word(word: str) -> str:
    """A word without the mark of the plural."""
    if not word.endswith("s"):
        return word
    return _PLURAL.sub("", _PLURAL_Y.sub("y", word))
