"""What a person sees while a batch runs, and at its end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from policynlp.cli.exits import escape_controls

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure

BAR = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} files, {rate_fmt}{postfix}, {remaining} left"


class Watch:
    """Progress on a terminal, a line for each failure, figures for the summary.

    Args:
        total: number of inputs.
        quiet: say nothing.
        verbose: a line for each document and warning too.
    """

    def __init__(self, total: int, *, quiet: bool = False, verbose: bool = False) -> None:
        from tqdm import tqdm

        self.total = total
        self.quiet = quiet
        self.verbose = verbose and not quiet
        self.documents = 0
        self.unchanged = 0
        self.records: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.warned = 0
        self._begun = time.monotonic()
        hidden = quiet or total < 2 or not sys.stderr.isatty()
        self._bar: Any = tqdm(  # Any: tqdm has no types
            total=total, disable=hidden, file=sys.stderr, bar_format=BAR, unit=" files",
            smoothing=0.1, dynamic_ncols=True,
        )  # fmt: skip

    @property
    def failed(self) -> int:
        """How many inputs failed."""
        return self.failures.total()

    def results(self, results: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
        """Results passed on, counted and shown."""
        from policynlp.schema import Failure

        try:
            for result in results:
                if isinstance(result, Failure):
                    self._note_failure(result)
                else:
                    self._note_document(result)
                self._bar.update()
                yield result
        finally:
            self._bar.close()

    def skip(self) -> None:
        """Count an unchanged file that gives no result."""
        self.unchanged += 1
        self.documents += 1
        self._bar.update()

    def take(self) -> None:
        """Count an unchanged file whose document comes next."""
        self.unchanged += 1

    def summary(self, output: str | None) -> Iterator[str]:
        """What was done, in a few lines; codes as the output has them."""
        seconds = time.monotonic() - self._begun
        parsed = self.total - self.unchanged
        rate = f", {parsed / seconds:.1f} a second" if parsed > 1 and seconds > 1 else ""
        kept = f" ({self.unchanged} unchanged)" if self.unchanged else ""
        yield f"{self.total} inputs in {_duration(seconds)}{rate}: {self.documents} documents\
{kept}, {self.failed} failed"
        for title, counted in (("records", self.records), ("failures", self.failures)):
            if counted:
                yield f"{title}: {_listed(counted)}"
        if self.warnings:
            yield f"warnings in {self.warned} documents: {_listed(self.warnings)}"
        if output is not None:
            yield f"written to {escape_controls(output)}"

    def _note_failure(self, failure: Failure) -> None:
        self.failures[failure.error.code] += 1
        self._bar.set_postfix_str(f"{self.failed} failed", refresh=False)
        if not self.quiet:
            self._say(f"{failure.source.path}: {failure.error.code}: {failure.error.message}")

    def _note_document(self, document: Document) -> None:
        self.documents += 1
        self.records.update(record.type for record in document.records)
        self.warnings.update(warning.code for warning in document.warnings)
        self.warned += bool(document.warnings)
        if self.verbose:
            kind, path = document.document_type.label, document.source.path
            self._say(f"{path}: {kind}, {document.language}, {len(document.records)} records")
            for warning in document.warnings:
                page = f", page {warning.page}" if warning.page is not None else ""
                self._say(f"{path}{page}: {warning.code}: {warning.message}")

    def _say(self, line: str) -> None:
        self._bar.write(escape_controls(line), file=sys.stderr)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
