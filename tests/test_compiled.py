"""Expressions come compiled from the user's cache folder, and match as if they were compiled."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from policynlp import compiled
from policynlp.cache import CACHE_VARIABLE
from policynlp.compiled import KeptExpressions

EXPRESSIONS = [
    ("a(?P<one>b|c)+(?P<two>\\d{2})?", 0),
    ("^été.[À-ÿ]*$", re.IGNORECASE | re.MULTILINE),
    ("(?i:x)(?<!w)[\\w'-]{1,60}", 0),
    ("", 0),
]
TEXT = "abc12 ab ÉTÉ àé\nXmas x-y"


def told(pattern: re.Pattern[str]) -> list[object]:
    """All that can be seen of an expression."""
    found: list[object] = [pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)]
    for match in pattern.finditer(TEXT):
        found += [match.span(), match.groupdict(), match.lastgroup]
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path


def compile_all(kept: KeptExpressions) -> None:
    """All expressions match as those of `re`."""
    for pattern, flags in EXPRESSIONS:
        assert told(kept.compile(pattern, flags)) == told(re.compile(pattern, flags))


def test_kept_expressions_are_not_compiled_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptExpressions()
    compile_all(kept)
    kept.keep()
    assert [path.name[:12] for path in folder.iterdir()] == ["expressions-"]

    def refuse(*given: Any) -> None:
        raise AssertionError(given)

    monkeypatch.setattr(compiled, "_translated", refuse)
    monkeypatch.setattr(re, "compile", refuse)
    again = KeptExpressions()
    for pattern, flags in EXPRESSIONS:
        again.compile(pattern, flags)
    monkeypatch.undo()
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    compile_all(KeptExpressions())


def test_damaged_expressions_are_compiled_as_ever(folder: Path) -> None:
    kept = KeptExpressions()
    compile_all(kept)
    kept.keep()
    (file,) = folder.iterdir()
    values = json.loads(file.read_bytes())
    code = {key: [flags, names, "AAAA"] for key, (flags, names, _) in values.items()}
    for wrong in (code, dict.fromkeys(values, 3), [1, 2]):
        file.write_text(json.dumps(wrong), "utf-8")
        compile_all(KeptExpressions())
    file.write_bytes(b"{")
    compile_all(KeptExpressions())


def test_what_is_wrong_is_said_as_ever(folder: Path) -> None:
    with pytest.raises(re.error, match="missing \\)"):
        KeptExpressions().compile("(a")


def test_without_a_folder_or_the_parts_of_re(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "")
    kept = KeptExpressions()
    compile_all(kept)
    kept.keep()
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(compiled, "import_module", missing)
    kept = KeptExpressions()
    compile_all(kept)
    kept.keep()
    assert not list(tmp_path.iterdir())
