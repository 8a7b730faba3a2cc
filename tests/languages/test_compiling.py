"""Lists of expressions as one pattern: it is said which one is wrong."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from policynlp.cache import CACHE_VARIABLE
from policynlp.errors import LexiconError
from policynlp.languages import available, compile_any
from policynlp.languages.cues import Cues
from policynlp.languages.prepared import read_data


def test_a_bad_expression_is_named_with_its_place() -> None:
    with pytest.raises(LexiconError, match=re.escape("x.toml: a: bad expression 'th(e'")):
        compile_any(["good", "th(e"], where="x.toml: a").search("the")


def test_expressions_that_do_not_go_together_are_told() -> None:
    with pytest.raises(LexiconError, match=r"x\.toml: a: these expressions do not go together"):
        compile_any(["(?P<year>\\d+) on", "in (?P<year>\\d+)"], where="x.toml: a").search("in 2024")


@pytest.mark.parametrize("code", available())
def test_all_expressions_can_be_compiled(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document may never meet a wrong one."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    root = Path(str(files("policynlp.languages"))) / code
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).with_suffix("").as_posix()
        for expressions in read_data("policynlp.languages", code, name).lists.values():
            try:
                Cues(expressions).compile_all()
            except LexiconError as error:
                # Lists that are looked for one by one may name the same groups.
                assert "do not go together" in str(error)
                for expression in expressions.folded:
                    re.compile(expression)


def test_stand_ins_are_put_where_lists_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "languages_of_a_test"
    (folder / "xx").mkdir(parents=True)
    (folder / "__init__.py").touch()
    words = '[stand_ins]\nway = ["trips?", "visits?"]\n[cues]\ntold = ["the <way> was", "(?P<x>a)"]'
    (folder / "xx" / "words.toml").write_text(words)
    monkeypatch.syspath_prepend(str(tmp_path))
    told = read_data("languages_of_a_test", "xx", "words").table["cues"]
    assert told == {"told": ["the (?:trips?|visits?) was", "(?P<x>a)"]}
