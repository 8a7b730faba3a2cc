"""What the paths of a command line name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policynlp.pipeline import Input


def find_inputs(
    paths: Iterable[str],
    *,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    leave_out: Callable[[str], bool] = lambda path: False,
    attachments: Callable[[str], Iterable[Input]] | None = None,
) -> Iterator[Input]:
    """Every input that the paths name: files as given, folders walked in sorted order.

    Args:
        paths: files, folders, or `-` for standard input.
        include: of the files in folders only those that match one of these patterns.
        exclude: of the files in folders none that match one of these, or lie in a folder that does.
        leave_out: says of a file in a folder that it is no input.
        attachments: gives what is attached to a mail, which then follows it.
    """
    if attachments is not None:
        for given in find_inputs(paths, include=include, exclude=exclude, leave_out=leave_out):
            yield given
            if isinstance(given, str) and given.lower().endswith(".eml"):
                yield from attachments(given)
        return
    for path in paths:
        if path == "-":
            yield sys.stdin.buffer.read()
        elif Path(path).is_dir():
            found = walk(path, include=include, exclude=exclude)
            yield from (file for file in found if not leave_out(file))
        else:
            yield path


def walk(
    folder: str, *, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> Iterator[str]:
    """Files of a folder and its sub-folders, sorted; hidden ones and symbolic links left out."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        inside = os.path.relpath(parent, folder)
        prefix = "" if inside == "." else inside.replace(os.sep, "/") + "/"
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not matches(prefix + name, exclude)
        )
        for name in sorted(names):
            path = os.path.join(parent, name)  # noqa: PTH118 - must keep undecodable names
            if name.startswith(".") or os.path.islink(path):  # noqa: PTH114
                continue
            if matches(prefix + name, exclude) or (include and not matches(prefix + name, include)):
                continue
            yield path


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path inside a folder matches one of the patterns; capitals do not count.

    A pattern with a slash is for the path inside the folder (`2019/*` also finds what lies
    deeper), one without for the name alone.
    """
    path = path.lower()
    name = path.rpartition("/")[2]
    folded = [pattern.lower().removeprefix("./").rstrip("/") for pattern in patterns]
    return any(fnmatchcase(path if "/" in pattern else name, pattern) for pattern in folded)
