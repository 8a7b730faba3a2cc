"""Arrays come from the user's cache folder, and are made anew where that does not work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from policynlp.cache import CACHE_VARIABLE, cache_folder, cached_arrays, cached_values


class Maker:
    """Makes arrays, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> dict[str, Any]:
        self.count += 1
        return {"a": np.arange(5), "b": np.array(["x", "y"])}


def ask(maker: Maker, *made_of: Path | str) -> list[object]:
    found = cached_arrays("some", made_of, ("a", "b"), maker)
    return [found["a"].tolist(), found["b"].tolist()]


EXPECTED = [[0, 1, 2, 3, 4], ["x", "y"]]


def test_made_once_for_what_they_are_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "new" / "folder"))
    source, maker = tmp_path / "source", Maker()
    source.write_bytes(b"1")
    assert [ask(maker, source, "v1") for _ in range(3)] == [EXPECTED] * 3
    assert maker.count == 1
    ask(maker, source, "v2")
    source.write_bytes(b"22")
    ask(maker, source, "v2")
    assert maker.count == 3
    assert not [p for p in (tmp_path / "new" / "folder").iterdir() if p.name.startswith(".")]


def test_what_cannot_be_read_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    maker = Maker()
    ask(maker)
    (file,) = tmp_path.glob("*/b.npy")
    file.write_bytes(file.read_bytes()[:-3])
    assert ask(maker) == EXPECTED
    file.unlink()
    assert ask(maker) == ask(maker) == EXPECTED
    assert maker.count == 3


def test_old_versions_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    maker = Maker()
    ask(maker, "v1")
    cached_values("some", ["v1"], lambda: [1])
    cached_values("other", ["v1"], lambda: [1])
    old = {path.name for path in tmp_path.iterdir() if not path.name.startswith("other")}
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    ask(maker, "v2")
    cached_values("some", ["v2"], lambda: [2])
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == 3
    assert not left & old


def test_does_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None wanted, none that can be made, or one that is somebody else's."""
    maker = Maker()
    monkeypatch.setenv(CACHE_VARIABLE, "")
    assert cache_folder() is None
    assert ask(maker) == EXPECTED
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "below"))
    assert ask(maker) == EXPECTED
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 4321)
    assert cache_folder() is None
    assert maker.count == 2


def test_folder_is_the_user_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "policynlp"


def test_values_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "new"))
    made: list[str] = []

    def make() -> dict[str, list[str]]:
        made.append("")
        return {"é": ["a", "b"]}

    assert [cached_values("some", ["1"], make) for _ in range(3)] == [{"é": ["a", "b"]}] * 3
    assert len(made) == 1
    (file,) = (tmp_path / "new").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert cached_values("some", ["1"], make) == cached_values("some", ["1"], make)
    assert len(made) == 2
    cached_values("some", ["2"], make)
    assert len(made) == 3
    monkeypatch.setenv(CACHE_VARIABLE, "")
    assert cached_values("some", ["1"], make) == {"é": ["a", "b"]}
    assert len(made) == 4
