"""A reader and an analyser at work on one input at a time: deadlines, deaths, retries."""

from __future__ import annotations

import signal
import time
from typing import Literal

from policynlp.errors import Stage, WorkerError
from policynlp.workers import frames
from policynlp.workers.child import Child
from policynlp.workers.scratch import Scratch
from policynlp.workers.settings import Settings
from policynlp.workers.task import Task, ValidationError

# A process imports its libraries within seconds; more only on a machine that swaps.
_START_SECONDS = 120.0
_MAX_FAILED_STARTS = 3
_MAX_RESTARTS = 5
# Signals that come from outside, from people or from the system; a parser does not cause them.
_FROM_OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})

Kind = Literal["reader", "analyser"]
_STAGES: dict[str, Stage] = {"reader": "load", "analyser": "analyse"}


class Lane:
    """Two processes and the input they work on."""

    def __init__(self, settings: Settings, scratch: Scratch) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.task: Task | None = None
        self.children: dict[Kind, Child] = {}
        self._scratch = scratch
        self._busy: Kind = "reader"
        self._since = 0.0
        self._deadline = 0.0
        self._page = 0
        self._page_deadline: float | None = None
        self._failed_starts = 0
        self._begun = False

    def start(self, task: Task) -> None:
        """Begins with an input; the analyser loads its models while the reader reads."""
        self.task = task
        self._hand_over("reader")
        self._child("analyser")

    def _child(self, kind: Kind) -> Child:
        if kind not in self.children:
            self.children[kind] = Child(kind, self.settings, self._scratch.folder())
        return self.children[kind]

    def _hand_over(self, kind: Kind) -> None:
        """Gives the input to a process; its time begins when it says so."""
        task = self.task
        assert task is not None
        self._busy = kind
        self._since = time.monotonic()
        self._deadline = self._since + _START_SECONDS
        self._page, self._page_deadline = 0, None
        self._begun = False
        child = self._child(kind)
        if kind == "reader":
            child.give(*task.job())
        else:
            child.give(task.loaded)

    def hear(self, child: Child) -> None:
        """Takes in what a process has said."""
        kind: Kind = "reader" if child.module == "reader" else "analyser"
        if self.children.get(kind) is not child:
            return
        found, alive = child.read()
        try:
            for message, content in found:
                self._take(kind, child, message, content)
        except (ValidationError, ValueError):
            alive = False  # it does not keep to the rules: whatever it is now, it is replaced
        if not alive and self.children.get(kind) is child:
            self._bury(kind, child)

    def _take(self, kind: Kind, child: Child, message: bytes, content: bytes) -> None:
        task = self.task
        if message == frames.READY:
            child.ready, self._failed_starts = True, 0
        elif message == frames.FAILURE and not child.ready:
            child.complaint = content.decode("utf-8", "replace")
        elif task is None or kind != self._busy or self.children.get(kind) is not child:
            return
        elif message == frames.STARTED:
            self._begun = True
            self._since = time.monotonic()
            self._set_deadline(task)
        elif message == frames.OPENED:
            task.hear_opened(content)
        elif message == frames.PAGE:
            self._page = int(content[:20])
            seconds = self.limits.page_seconds
            self._page_deadline = time.monotonic() + seconds if self._page else None
        elif message == frames.OCR:
            task.slow, self._page_deadline = True, None
            self._set_deadline(task)
        elif message == frames.FAILURE:
            task.hear_failure(content)
            self._end(kind, child)
        elif message == frames.RESULT and kind == "reader":
            task.loaded = content
            task.seconds += time.monotonic() - self._since
            self._renew(kind, child)
            self._hand_over("analyser")
        elif message == frames.RESULT:
            task.result = content
            self._end(kind, child)

    def _set_deadline(self, task: Task) -> None:
        self._deadline = self._since + max(self._allowed(task) - task.seconds, 0.1)

    def _allowed(self, task: Task) -> float:
        return max(self.limits.document_seconds, self.limits.ocr_seconds if task.slow else 0)

    def _end(self, kind: Kind, child: Child) -> None:
        """The input has its result."""
        if self.task is not None:
            self.task.loaded = b""
        self.task = None
        self._renew(kind, child)

    def _renew(self, kind: Kind, child: Child) -> None:
        """Replaces a process that has done its share or has grown."""
        worn = kind == "reader" and child.jobs >= self.limits.renew_files
        if worn or child.resident_bytes() > self.limits.renew_bytes:
            del self.children[kind]
            child.stop()
            self._child(kind)

    def _bury(self, kind: Kind, child: Child) -> None:
        """A process has died, or has to."""
        del self.children[kind]
        code = child.stop()
        if not child.ready:
            self._note_failed_start(child, code)
        task = self.task
        if task is None or kind != self._busy:
            return  # it had nothing to do: the next job starts another
        if not self._begun and task.restarts < _MAX_RESTARTS:
            # It was at its end before it looked at this input, which is not to blame.
            task.restarts += 1
            self._hand_over(kind)
            return
        task.seconds += time.monotonic() - self._since
        limit = self.limits.reader_bytes if kind == "reader" else self.limits.analyser_bytes
        if child.peak_bytes > limit // 2:
            # Libraries in C abort where they get no more memory.
            task.fail(
                "limit_memory",
                f"took over {limit // 2**20:,} MB of memory; split it or raise {kind}_bytes",
                _STAGES[kind],
            )
        elif not self._may_retry(task, skip=code not in _FROM_OUTSIDE):
            task.fail(
                "crash",
                f"the {kind} process died twice ({_cause(code)}); please report the file",
                _STAGES[kind],
            )
        if task.result is None:
            self._hand_over(kind)
        else:
            self.task = None

    def _may_retry(self, task: Task, *, skip: bool) -> bool:
        """Whether the input is tried once more, without the page that was being read."""
        if task.retried or task.seconds >= self._allowed(task):
            return False
        task.retried = True
        if self._busy == "reader" and self._page and skip:
            task.skip_pages.append(self._page)
        return True

    def _note_failed_start(self, child: Child, code: int) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _MAX_FAILED_STARTS:
            reason = child.complaint or _cause(code)
            raise WorkerError(
                f"the {child.module} process does not start ({reason}); check the installation"
                f" and the memory limits ({child.module}_bytes)"
            )

    def next_deadline(self) -> float:
        """When `check` has to be called at the latest."""
        if self.task is None:
            return time.monotonic() + 3600
        return min(self._deadline, self._page_deadline or self._deadline)

    def postpone(self, seconds: float) -> None:
        """Moves the deadlines: the caller was busy and did not listen."""
        self._deadline += seconds
        if self._page_deadline is not None:
            self._page_deadline += seconds

    def check(self) -> None:
        """Kills what has run out of time and buries what died in silence."""
        now = time.monotonic()
        task = self.task
        for kind, child in list(self.children.items()):
            if not (task is not None and kind == self._busy) and child.has_ended():
                self._bury(kind, child)
        if task is None:
            return
        kind = self._busy
        busy = self.children[kind]
        busy.measure()
        if now < self.next_deadline():
            if busy.has_ended():
                self.hear(busy)  # what it said last
                if self.children.get(kind) is busy and self.task is task:
                    self._bury(kind, busy)
            return
        if not busy.ready:
            self._bury(kind, busy)
            return
        del self.children[kind]
        busy.stop()
        task.seconds += now - self._since
        page_over = self._page_deadline is not None and now >= self._page_deadline
        if page_over and self._may_retry(task, skip=True):
            self._hand_over(kind)
            return
        what = f"page {self._page}" if page_over else "the document"
        name = "page_seconds" if page_over else "ocr_seconds" if task.slow else "document_seconds"
        seconds = self.limits.page_seconds if page_over else self._allowed(task)
        task.fail(
            "limit_time", f"{what} took over {seconds:g} s; split it or raise {name}",
            _STAGES[kind],
        )  # fmt: skip
        self.task = None

    def close(self) -> None:
        """Kills both processes."""
        for kind, child in list(self.children.items()):
            child.stop()
            del self.children[kind]


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
