"""Lists of expressions as one pattern: which one is wrong is said, though all are compiled once."""

from __future__ import annotations

import re

import pytest

from policynlp.errors import LexiconError
from policynlp.languages import compile_any


def test_a_bad_expression_is_named_with_its_place() -> None:
    with pytest.raises(LexiconError, match=re.escape("x.toml: a: bad expression 'th(e'")):
        compile_any(["good", "th(e"], where="x.toml: a")


def test_expressions_that_do_not_go_together_are_told() -> None:
    with pytest.raises(LexiconError, match=r"x\.toml: a: these expressions do not go together"):
        compile_any(["(?P<year>\\d+) on", "in (?P<year>\\d+)"], where="x.toml: a")
