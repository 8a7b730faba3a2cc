"""What the paths of a command line name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policynlp.pipeline import Input


def find_inputs(paths: Iterable[str]) -> Iterator[Input]:
    """Every input that the paths name: files as given, folders walked in sorted order."""
    for path in paths:
        if path == "-":
            yield sys.stdin.buffer.read()
        elif Path(path).is_dir():
            yield from walk(path)
        else:
            yield path


def walk(folder: str) -> Iterator[str]:
    """Files of a folder and its sub-folders, sorted; hidden ones and symbolic links left out."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)  # noqa: PTH118 - must keep undecodable names
            if not name.startswith(".") and not os.path.islink(path):  # noqa: PTH114
                yield path
