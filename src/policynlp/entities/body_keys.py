"""What the words in names of bodies stand for, in every language.

Heads and topics are in `languages/<code>/body_patterns.toml`, further words in
`languages/<code>/body_terms.tsv`; keys that stand for several others in `knowledge/body_keys.tsv`,
keys that together stand for others in `knowledge/body_key_pairs.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from policynlp.entities.body_forms import BodyKeys, Head, Word
from policynlp.entities.name_words import name_words
from policynlp.entities.tables import knowledge, rows
from policynlp.errors import LexiconError
from policynlp.languages import available, lexicon


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
            found.add(found.topics, form, Word(entry["key"], rank[entry["key"]], topic=True))
    by_key = {part.key: part for part in found.heads.exact.values()}
    for row in rows(code, "body_terms"):
        first, *rest = row["key"].split()
        more = tuple(Word(key, rank[key]) for key in rest)
        if first in by_key:
            found.add(found.heads, row["form"], replace(by_key[first], more=more))
        else:
            found.add(found.terms, row["form"], Word(first, rank[first], more=more))
    for mine, heads in (
        (found.programs.exact, found.heads.exact),
        (found.programs.plain, found.heads.plain),
    ):
        for words, part in heads.items():  # in programmes heads of bodies are topics
            mine.setdefault(words, Word(part.key, part.rank))
    acronyms = table.get("acronyms", {})
    assert isinstance(acronyms, Mapping)
    found.acronyms = {form: str(key) for key, forms in acronyms.items() for form in forms}
    return found


@cache
def name_terms(code: str) -> frozenset[str]:
    """The single words of a language that stand for something in names of bodies, both in the
    singular and in the plural."""
    keys = body_keys(code)
    forms = (*keys.topics.exact, *keys.terms.exact)
    words = {form[0] for form in forms if len(form) == 1 and len(form[0]) > 3}
    return frozenset(words - name_words().head_words)


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
    others = {
        key
        for code in available()
        for row in rows(code, "body_terms")
        for key in row["key"].split()
    }
    others |= {part for key in others | order.keys() for part in key_parts(key)}
    others |= {part for _, parts in key_pairs() for part in parts}
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
        part.key for code in available() for part in body_keys(code).topics.exact.values()
    )


def key_parts(key: str) -> tuple[str, ...]:
    """The keys that a key stands for: itself, several ("drug-regulation"), or none ("national")."""
    row = _special().get(key)
    return tuple(row["parts"].split()) if row is not None else (key,)


def is_weak(key: str, *, taught: bool = False) -> bool:
    """Whether a word does not count beside others: "control" in "Malaria Control Programme"; some
    do where they are taught ("School of Health Management")."""
    row = _special().get(key)
    return row is not None and (row["weak"] == "1" or (row["weak"] == "2" and not taught))


def is_worldwide(key: str) -> bool:
    """Whether a body with such a word in its name ("international") belongs to no one country."""
    row = _special().get(key)
    return row is not None and row["worldwide"] == "1"


@cache
def _special() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in knowledge("body_keys")}


@cache
def key_pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Keys that together stand for others, the most keys first: a "council" of "nurses" is their
    professional order."""
    found = (
        (frozenset(row["keys"].split()), frozenset(row["parts"].split()))
        for row in knowledge("body_key_pairs")
    )
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), sorted(pair[0]))))


def is_between(key: str) -> bool:
    """Whether a word may stand inside a form of several words: « établissements privés de
    santé »."""
    row = _special().get(key)
    return row is not None and row["between"] == "1"


def _entries(table: Mapping[str, object], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    assert isinstance(value, list)
    return value
