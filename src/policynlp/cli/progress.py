"""Progress and failures while a command works."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policynlp.cli.exits import escape_controls

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure


def watched(
    results: Iterable[Document | Failure], total: int, failed: list[Failure], *, quiet: bool
) -> Iterator[Document | Failure]:
    """Results passed on; failures reported and collected, progress shown on a terminal."""
    from tqdm import tqdm

    from policynlp.schema import Failure

    hidden = quiet or total < 2 or not sys.stderr.isatty()
    with tqdm(total=total, unit="file", disable=hidden, file=sys.stderr) as bar:
        for result in results:
            if isinstance(result, Failure):
                failed.append(result)
                if not quiet:
                    line = f"{result.source.path}: {result.error.code}: {result.error.message}"
                    bar.write(escape_controls(line), file=sys.stderr)
            bar.update()
            yield result
