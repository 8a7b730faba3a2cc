"""Outputs of several files: what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policynlp.errors import OutputError
from policynlp.sinks.tables import tables


def paths_to_write(path: Path, suffix: str) -> dict[str, Path]:
    """The file of each table, for writing.

    `records.csv` gives `records-documents.csv` and so on, beside it; a name without that ending
    is a folder, which is made where it is missing.
    """
    if path.suffix.lower() == suffix:
        return _beside(path, path.stem + "-", suffix)
    path.mkdir(parents=True, exist_ok=True)
    return _beside(path / "x", "", suffix)


def paths_to_read(path: Path, suffix: str) -> dict[str, Path]:
    """The file of each table, for reading.

    Args:
        path: the name given when writing, one of the files, or their folder.
        suffix: ending of the files, with its dot.

    Raises:
        OutputError: the table of documents is not there.
    """
    for paths in _candidates(path, suffix):
        if paths["documents"].is_file():
            return paths
    raise OutputError(f"no table of documents for {path.name}; give the name it was written to")


def _candidates(path: Path, suffix: str) -> Iterator[dict[str, Path]]:
    if path.suffix.lower() != suffix:
        yield _beside(path / "x", "", suffix)
        return
    yield _beside(path, path.stem + "-", suffix)
    for name in tables():
        if path.stem == name or path.stem.endswith(f"-{name}"):
            yield _beside(path, path.stem.removesuffix(name), suffix)


def _beside(path: Path, stem: str, suffix: str) -> dict[str, Path]:
    return {name: path.with_name(f"{stem}{name}{suffix}") for name in tables()}
