"""The parent's handle on one worker process."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from policynlp.workers import frames
from policynlp.workers.settings import Settings

_CHUNK = 1024 * 1024
# One thread a process: there are as many processes as cores. pdfminer unpickles what it finds
# under CMAP_PATH, and PYTHONSTARTUP and the like are for people.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1", "PYTHONUTF8": "1",
}  # fmt: skip
_UNSET = ("CMAP_PATH", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONPROFILEIMPORTTIME")


class Child:
    """A reader or an analyser: started at once, killed with all it started.

    Attributes:
        jobs: how many it was given.
        started: when, by the monotonic clock.
        ready: whether it has said that it can take jobs.
        complaint: why it could not start, by its own words.
        peak_bytes: most resident memory that it was seen to take; exact after `stop`.
    """

    def __init__(self, module: str, settings: Settings, folder: Path) -> None:
        self.module = module
        self.jobs = 0
        self.ready = False
        self.complaint = ""
        self.peak_bytes = 0
        self._inbox = frames.Inbox()
        self._outgoing: list[memoryview] = []
        theirs, self.requests = os.pipe()
        self.replies, answers = os.pipe()
        lifeline, self._lifeline = os.pipe()
        # The import path of the parent, and not the folder that it happens to run in.
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from policynlp.workers.{module} import main;"
            f" main({theirs}, {answers}, {lifeline})"
        )
        environment = {k: v for k, v in os.environ.items() if k not in _UNSET}
        environment.update(_ENVIRONMENT, TMPDIR=str(folder))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                pass_fds=(theirs, answers, lifeline),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True, env=environment,
            )  # fmt: skip
        except BaseException:
            self._close_pipes()
            raise
        finally:
            for descriptor in (theirs, answers, lifeline):
                os.close(descriptor)
        self.pid = self._process.pid
        # A new process begins with the peak of the one that started it, not with nothing.
        self._inherited = _peak_bytes(resource.getrusage(resource.RUSAGE_SELF))
        self.started = time.monotonic()
        os.set_blocking(self.requests, False)
        os.set_blocking(self.replies, False)
        self._queue(frames.SETTINGS, settings.to_json())

    @property
    def has_outgoing(self) -> bool:
        """Whether there is more to write to it."""
        return bool(self._outgoing)

    def give(self, *content: bytes) -> None:
        """Hands it a job, whose content is made of these pieces."""
        self.jobs += 1
        self._queue(frames.JOB, *content)

    def _queue(self, kind: bytes, *content: bytes) -> None:
        head = frames.head(kind, sum(map(len, content)))
        self._outgoing += [memoryview(piece) for piece in (head, *content) if piece]
        self.write()

    def write(self) -> None:
        """Writes as much as the pipe takes; a dead process is noticed when its answers end."""
        try:
            while self._outgoing:
                piece = self._outgoing[0]
                written = os.write(self.requests, piece[:_CHUNK])
                if written == len(piece):
                    self._outgoing.pop(0)
                else:
                    self._outgoing[0] = piece[written:]
        except BlockingIOError:
            pass
        except OSError:
            self._outgoing.clear()

    def read(self) -> tuple[list[frames.Frame], bool]:
        """Messages that have come, and whether more can come."""
        found: list[frames.Frame] = []
        try:
            # Several pieces at a time, but not for ever: other processes wait, too.
            for _ in range(64):
                piece = os.read(self.replies, _CHUNK)
                if not piece:
                    return found, False
                found += self._inbox.add(piece)
                if self._inbox.broken:
                    return found, False
        except BlockingIOError:
            pass
        except OSError:
            return found, False
        return found, True

    def has_ended(self) -> bool:
        """Whether the process has ended, although its pipes may be held open by others."""
        with suppress(ChildProcessError, AttributeError):
            options = os.WEXITED | os.WNOHANG | os.WNOWAIT
            return os.waitid(os.P_PID, self.pid, options) is not None
        return False

    def resident_bytes(self) -> int:
        """Memory in use now; 0 where the system does not say."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_bytes().split()[1])
        except (OSError, ValueError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def measure(self) -> None:
        """Notes the memory in use now: its peak cannot be told if its parent's was higher."""
        self.peak_bytes = max(self.peak_bytes, self.resident_bytes())

    def stop(self) -> int:
        """Kills the process and all it started; its exit code, negative for a signal."""
        self._close_pipes()
        if self._process.returncode is not None:
            return self._process.returncode
        # While it is not reaped its number cannot belong to another group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        try:
            _, status, usage = os.wait4(self.pid, 0)
        except ChildProcessError:  # somebody else has reaped it
            self._process.returncode = 0
            return 0
        peak = _peak_bytes(usage)
        if peak > self._inherited:
            self.peak_bytes = max(self.peak_bytes, peak)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return self._process.returncode

    def _close_pipes(self) -> None:
        for name in ("requests", "replies", "_lifeline"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                setattr(self, name, -1)
                os.close(descriptor)


def _peak_bytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
