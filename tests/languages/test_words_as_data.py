"""Words that are looked for in texts stand in data files, in both languages, not in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import policynlp
from policynlp.folding import fold
from policynlp.languages import all_folded, any_of, available, lexicon

SOURCE = Path(policynlp.__file__).parent
# Formats of files have words of their own (tags, commands, names of styles and fonts).
FORMATS = SOURCE / "loaders"
ASKING = {"any_of", "all_words", "all_folded"}


def _lists(table: Mapping[str, object], above: str = "") -> Iterator[str]:
    """The dotted keys of the lists of expressions of a file."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _lists(value, f"{above}{key}.")
        elif isinstance(value, list):
            yield above + key


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _constant(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _name(call: ast.Call) -> str:
    """The name of what is called: "compile" of `re.compile`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


@pytest.mark.parametrize("name", ["deadlines", "tables", "records/partnership", "records/training"])
def test_both_languages_have_the_same_lists(name: str) -> None:
    """A list that a language does not need is empty there and says so."""
    one, other = (set(_lists(lexicon(code).table(name))) for code in available())
    assert one == other


def test_what_all_languages_are_asked_for_stands_in_each() -> None:
    asked = {
        (path.name, file, key)
        for path, tree in _trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call) in ASKING and call.args
        if (file := _constant(call.args[0])) is not None
        for argument in call.args[1:]
        if (key := _constant(argument)) is not None
    }
    assert len(asked) > 20
    for _, file, key in sorted(asked):
        for code in available():
            lexicon(code).words(file, key)  # names the key where it is missing


@cache
def _function_words() -> frozenset[str]:
    keys = ("function_words", "articles", "determiners", "conjunctions", "prepositions")
    words = {word for key in keys for word in all_folded("lexicon", key)}
    return frozenset(word for word in words if len(word) > 1 and word.isalpha())


def _words_of(expression: str) -> set[str]:
    """The words of a regular expression that it looks for as they are."""
    for noise in (r"\(\?P[<=]\w+[>)]", r"\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.", r"\[\^?\]?[^\]]*\]"):
        expression = re.sub(noise, " ", expression)
    return set(re.findall(r"[^\W\d_]+", fold(expression)))


def test_no_expression_in_the_code_holds_small_words_of_a_language() -> None:
    found = {
        f"{path.relative_to(SOURCE)}:{call.lineno}: {word}"
        for path, tree in _trees()
        if FORMATS not in path.parents
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        for part in _literal_parts(call)
        for word in _words_of(part) & _function_words()
    }
    assert not found


def _literal_parts(call: ast.Call) -> Iterator[str]:
    """The strings of an expression; not those that name a file of words or a key in it."""
    named = {
        id(argument)
        for inner in ast.walk(call)
        if isinstance(inner, ast.Call) and inner is not call
        for argument in inner.args
    }
    for node in ast.walk(call):
        if isinstance(node, ast.Constant) and id(node) not in named and isinstance(node.value, str):
            yield node.value


def test_the_words_are_read_from_an_expression() -> None:
    assert _words_of(r"(?:du|de la) (?P<name>\w+)[a-z]\bof") == {"du", "de", "la", "of"}


def test_expressions_of_all_languages_go_together() -> None:
    joint = re.compile(any_of("lexicon", "and", "or"))
    assert all(joint.fullmatch(word) for word in ("and", "et", "or", "ou"))
    assert re.compile(any_of("deadlines", "range")).fullmatch("au")


def test_printed_expressions_know_both_apostrophes() -> None:
    elided = re.compile(any_of("records/partnership", "names.common_elided", printed=True))
    assert elided.fullmatch("d’") and elided.fullmatch("de l'")
    assert not elided.fullmatch("D'")


def test_longer_expressions_come_first() -> None:
    listed = any_of("records/event", "lines.of")[3:-1].split("|")
    assert listed == sorted(listed, key=lambda one: (-len(one), one))
