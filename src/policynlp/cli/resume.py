"""Going on with a batch that was killed: what its output holds already, and what is left to do."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from policynlp.source import Source, printable_path

if TYPE_CHECKING:
    from policynlp.pipeline import Input

# How each line of ours begins, up to its source; the rest of a line may be megabytes.
_START = re.compile(
    rb'\{"schema_version":"[0-9.]{1,9}","id":(?:null|"sha256:[0-9a-f]{64}"),"source":'
)
_HEAD_BYTES = 100_000  # a path of 4,096 bytes with every byte escaped takes a quarter of it


@dataclass
class Finished:
    """What an output holds.

    Attributes:
        paths: how many lines there are of each input.
        failed: how many of the lines are failures.
        size: bytes of whole lines; what follows was cut off in the middle.
    """

    paths: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    size: int = 0


def read_finished(path: str | os.PathLike[str]) -> Finished:
    """What a JSON Lines file of ours holds, up to the first line that is not whole."""
    found = Finished()
    decoder = json.JSONDecoder()
    with Path(path).open("rb") as file:
        for line in file:
            start = _START.match(line)
            if start is None or not line.endswith(b"}\n"):
                break
            head = line[start.end() : start.end() + _HEAD_BYTES].decode("utf-8", "replace")
            try:
                source, end = decoder.raw_decode(head)
                found.paths[source["path"]] += 1
            except (ValueError, KeyError, TypeError):
                break
            found.failed += head.startswith(',"error":', end)
            found.size += len(line)
    return found


def left_to_do(inputs: Iterable[Input], finished: Finished) -> Iterator[Input]:
    """The inputs that have no line yet; one that is given twice has two lines."""
    paths = Counter(finished.paths)
    for given in inputs:
        if isinstance(given, bytes):
            shown = "-"
        else:
            shown = given.path if isinstance(given, Source) else printable_path(given)
        if paths[shown]:
            paths[shown] -= 1
        else:
            yield given
