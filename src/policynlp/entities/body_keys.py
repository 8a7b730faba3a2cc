"""What the words in names of bodies stand for, in every language.

Heads and topics are in `languages/<code>/body_patterns.toml`, further words in
`languages/<code>/body_terms.tsv`; keys that stand for several others in `knowledge/body_keys.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import knowledge, rows
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
    """A part of a name: its key and the rank of that in ids; without rank a word no table has."""

    key: str
    rank: int | None = None
    head: Head | None = None
    topic: bool = False


@dataclass
class Forms:
    """Forms as words without links, each with what it stands for; also without plural marks."""

    exact: dict[Words, Word] = field(default_factory=dict)
    plain: dict[Words, Word] = field(default_factory=dict)

    def add(self, form: str, part: Word) -> int:
        """Adds a form unless it is there already; gives back its number of words."""
        words = tuple(word for word in words_of(form) if _counts(word))
        if words:
            self.exact.setdefault(words, part)
            self.plain.setdefault(tuple(map(_plain, words)), part)
        return len(words)


@dataclass
class BodyKeys:
    """What one language's words in names stand for."""

    heads: Forms = field(default_factory=Forms)
    programs: Forms = field(default_factory=Forms)
    others: Forms = field(default_factory=Forms)
    acronyms: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[tuple[str, str], ...] = ()
    longest: int = 1
    head_last: bool = False

    def cut(self, words: Sequence[str], *, programs: bool = False) -> list[Word]:
        """A name's folded words as parts, the longest form first, left to right. Words that begin
        with a sign are keys already."""
        printed = [word for word in words if _counts(word)]
        plain = [_plain(word) for word in printed]
        heads = self.programs if programs else self.heads
        found: list[Word] = []
        at = 0
        while at < len(plain):
            for size in range(min(self.longest, len(plain) - at), 0, -1):
                exact, form = tuple(printed[at : at + size]), tuple(plain[at : at + size])
                part = (
                    heads.exact.get(exact)
                    or self.others.exact.get(exact)
                    or heads.plain.get(form)
                    or self.others.plain.get(form)
                )
                if part is not None and part.head is None and size > 1:
                    # "Social Services", « Services de santé »: the head is none of the phrase.
                    edge = at + size == len(plain) if self.head_last else at == 0
                    word = form[-1:] if self.head_last else form[:1]
                    full = any(p.head and p.head.takes != "nothing" for p in found)
                    if edge and word in heads.plain and not full:
                        continue
                if part is not None:
                    found.append(part)
                    at += size
                    break
            else:
                last = printed[at]
                done = not last[0].isalnum()
                found.append(Word(last, len(key_rank())) if done else Word(self._bare(last)))
                at += 1
        return found

    def _bare(self, word: str) -> str:
        """A word no table has with the ending that other languages share: « biologique »,
        "biological" -> "biologic"."""
        for ending, shared in self.endings:
            if word.endswith(ending) and len(word) > len(ending) + 3:
                return word[: -len(ending)] + shared
        return word

    def add(self, forms: Forms, form: str, part: Word) -> None:
        """Adds a form to one of the tables."""
        self.longest = max(self.longest, forms.add(form, part))


def _counts(word: str) -> bool:
    """Whether a word says something: no link, article or single letter."""
    words = name_words()
    return (len(word) > 1 or word.isdigit()) and word not in words.links | words.determiners


_PLURAL = re.compile(r"(?<=..[^su])s$")
_PLURAL_Y = re.compile(r"(?<=...)ies$")


def _plain(word: str) -> str:
    """A word without the mark of the plural."""
    return _PLURAL.sub("", _PLURAL_Y.sub("y", word))


@cache
def body_keys(code: str) -> BodyKeys:
    """The forms of a language; empty where it has no patterns."""
    found = BodyKeys(head_last=code in name_words().head_last)
    try:
        table = lexicon(code).table("body_patterns")
    except LexiconError:
        return found
    rank = key_rank()
    for entry in _entries(table, "heads"):
        key = entry["key"]
        part = Word(key, rank[key], Head(key, entry["takes"], entry["kind"]))
        for form in entry["forms"]:
            found.add(found.heads, form, part)
    for entry in _entries(table, "program_heads"):
        key = entry["key"]
        for form in entry["forms"]:
            part = Word(key, rank[key], Head(key, "topics", "programme"))
            found.add(found.programs, form, part)
    for entry in _entries(table, "topics"):
        for form in entry["forms"]:
            found.add(found.others, form, Word(entry["key"], rank[entry["key"]], topic=True))
    by_key = {part.key: part for part in found.heads.exact.values()}
    for row in rows(code, "body_terms"):
        if row["key"] in by_key:
            found.add(found.heads, row["form"], by_key[row["key"]])
        else:
            found.add(found.others, row["form"], Word(row["key"], rank[row["key"]]))
    for mine, heads in (
        (found.programs.exact, found.heads.exact),
        (found.programs.plain, found.heads.plain),
    ):
        for words, part in heads.items():  # in programmes heads of bodies are topics
            mine.setdefault(words, Word(part.key, part.rank))
    acronyms = table.get("acronyms", {})
    assert isinstance(acronyms, Mapping)
    found.acronyms = {form: str(key) for key, forms in acronyms.items() for form in forms}
    endings = table.get("shared_endings", [])
    assert isinstance(endings, list)
    found.endings = tuple((str(a), str(b)) for a, b in endings)
    return found


@cache
def key_rank() -> Mapping[str, int]:
    """The place of each key in ids: heads, topics, then all others by alphabet."""
    order: dict[str, int] = {}
    for part in ("heads", "program_heads", "topics"):
        for code in available():
            try:
                table = lexicon(code).table("body_patterns")
            except LexiconError:
                continue
            for entry in _entries(table, part):
                order.setdefault(entry["key"], len(order))
    others = {row["key"] for code in available() for row in rows(code, "body_terms")}
    others |= {part for key in others | order.keys() for part in key_parts(key)}
    for key in sorted(others):
        order.setdefault(key, len(order))
    return order


@cache
def head_keys() -> frozenset[str]:
    """The keys of heads of bodies' names."""
    return frozenset(
        part.head.key
        for code in available()
        for part in body_keys(code).heads.exact.values()
        if part.head is not None
    )


@cache
def topic_keys() -> frozenset[str]:
    """The keys of topics."""
    return frozenset(
        part.key
        for code in available()
        for part in body_keys(code).others.exact.values()
        if part.topic
    )


def key_parts(key: str) -> tuple[str, ...]:
    """The keys that a key stands for: itself, several ("drug-regulation"), or none ("national")."""
    row = _special().get(key)
    return tuple(row["parts"].split()) if row is not None else (key,)


def is_weak(key: str) -> bool:
    """Whether a word does not count beside others: "control" in "Malaria Control Programme"."""
    row = _special().get(key)
    return row is not None and row["weak"] == "1"


def is_worldwide(key: str) -> bool:
    """Whether a body with such a word in its name ("international") belongs to no one country."""
    row = _special().get(key)
    return row is not None and row["worldwide"] == "1"


@cache
def _special() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in knowledge("body_keys")}


def _entries(table: Mapping[str, object], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    assert isinstance(value, list)
    return value
