"""What a person sees while a batch runs, and at its end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from policynlp.cli.exits import escape_controls
from policynlp.cli.messages import advice, explained, number, say

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure

BAR = (
    "{{percentage:3.0f}}% |{{bar}}| {{n_fmt}}/{{total_fmt}} {files}, "
    "{{rate_noinv_fmt}}{{postfix}}, {{remaining}} {left}"
)


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
        self.resumed = 0
        self.failed_before = 0
        self.records: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.warned = 0
        self._begun = time.monotonic()
        files = say("progress.files")
        hidden = quiet or total < 2 or not sys.stderr.isatty()
        self._bar: Any = tqdm(  # Any: tqdm has no types
            total=total, disable=hidden, file=sys.stderr, unit=f" {files}",
            bar_format=BAR.format(files=files, left=say("progress.left")),
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

    def resume(self, inputs: int, *, failed: int) -> None:
        """Count inputs that an interrupted run has done, some of which failed."""
        self.resumed = inputs
        self.failed_before = failed
        self.documents += max(0, inputs - failed)
        self._bar.update(inputs)

    def summary(self, output: str | None) -> Iterator[str]:
        """What was done, in a few lines; codes as the output has them, with what to do."""
        seconds = time.monotonic() - self._begun
        parsed = self.total - self.unchanged - self.resumed
        kept = say("summary.unchanged", count=self.unchanged) if self.unchanged else ""
        if self.resumed:
            kept += say("summary.resumed", count=self.resumed)
        speed = number(parsed / seconds) if parsed > 1 and seconds > 1 else ""
        yield say(
            "summary.inputs",
            total=self.total,
            time=_duration(seconds),
            rate=say("summary.rate", rate=speed) if speed else "",
            documents=self.documents,
            kept=kept,
            failed=self.failed + self.failed_before,
        )
        if self.records:
            key = "summary.records_new" if self.resumed else "summary.records"
            yield say(key, counts=_listed(self.records))
        if self.failures:
            yield say("summary.failures", counts=_listed(self.failures))
            yield from _advised("failures", self.failures)
        if self.warnings:
            yield say("summary.warnings", documents=self.warned, counts=_listed(self.warnings))
            yield from _advised("warnings", self.warnings)
        if output is not None:
            path = escape_controls(output)
            yield say("summary.written", path=path)
            if self.documents and output.endswith(".sqlite"):
                yield say("summary.next_sqlite", path=path)
            elif self.documents and output.endswith(".jsonl"):
                yield say("summary.next_report", path=path)

    def _note_failure(self, failure: Failure) -> None:
        self.failures[failure.error.code] += 1
        self._bar.set_postfix_str(say("progress.failed", count=self.failed), refresh=False)
        if not self.quiet:
            code = failure.error.code
            told = explained("failures", code, failure.error.message)
            self._say(f"{failure.source.path}: {code}: {told}")

    def _note_document(self, document: Document) -> None:
        self.documents += 1
        self.records.update(record.type for record in document.records)
        self.warnings.update(warning.code for warning in document.warnings)
        self.warned += bool(document.warnings)
        if self.verbose:
            kind, path = document.document_type.label, document.source.path
            self._say(say("progress.document", path=path, kind=kind, language=document.language,
                          count=len(document.records)))  # fmt: skip
            for warning in document.warnings:
                place = path
                if warning.page is not None:
                    place = say("progress.page", path=path, page=warning.page)
                told = explained("warnings", warning.code, warning.message)
                self._say(f"{place}: {warning.code}: {told}")

    def _say(self, line: str) -> None:
        self._bar.write(escape_controls(line), file=sys.stderr)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())


def _advised(kind: str, counted: Counter[str]) -> Iterator[str]:
    """What to do about each code, a line each."""
    for code, _ in counted.most_common():
        if told := advice(kind, code):
            yield f"  {code}: {told}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return say("format.seconds", seconds=number(seconds))
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return say("format.minutes", minutes=minutes, seconds=rest)
    return say("format.hours", hours=minutes // 60, minutes=minutes % 60)
