"""Where a command writes to: the screen, or a file that appears only when complete."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from policynlp.cli.exits import EXIT_OUTPUT, stop
from policynlp.cli.messages import say
from policynlp.cli.resume import Finished, read_finished


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is complete.

    Until then the text stands in `PATH.part`. Exits with code 3 where nothing can be written.
    """
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # TextIO
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader (head, less) has gone: point stdout elsewhere so that exit is silent.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(EXIT_OUTPUT)
        return
    with opened_lines(path) as (out, _):
        yield out


@contextmanager
def opened_lines(path: str, *, resume: bool = False) -> Iterator[tuple[TextIO, Finished]]:
    """A file of lines that appears under its name only when complete, and what it holds already.

    Until then the lines stand in `PATH.part`, which stays behind where the block does not end
    well: whole lines, for a later call with `resume`. That goes on with `PATH.part`, or else with
    a complete `PATH`. Exits with code 3 where nothing can be written.
    """
    part = Path(path + ".part")
    try:
        if resume and not part.exists() and Path(path).exists():
            _copy(Path(path), part)
        with part.open("a", encoding="utf-8", newline="\n") as out:
            _lock(out, part)
            finished = read_finished(part) if resume else Finished()
            out.truncate(finished.size)
            try:
                yield out, finished
            except BaseException:
                _end_at_line(out)
                raise
            out.flush()
            os.fsync(out.fileno())
            part.replace(path)
    except OSError as error:
        stop(say("usage.cannot_write", path=path, reason=error.strerror or error), EXIT_OUTPUT)


def _copy(whole: Path, part: Path) -> None:
    """A copy that is there as a whole or not at all."""
    new = part.with_name(part.name + ".new")
    shutil.copyfile(whole, new)
    new.replace(part)


def _lock(out: TextIO, part: Path) -> None:
    """Keeps a second run from writing into the same file."""
    try:
        import fcntl
    except ImportError:  # not on this system
        return
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stop(say("usage.locked", path=part), EXIT_OUTPUT)


def _end_at_line(out: TextIO) -> None:
    """Cuts off the line that was being written when something went wrong."""
    try:
        out.flush()
    except (OSError, ValueError):
        return
    with open(out.name, "rb+") as file:  # noqa: PTH123 - a name as it was given
        size = position = file.seek(0, os.SEEK_END)
        while position:
            step = min(position, 65536)
            position -= step
            file.seek(position)
            found = file.read(step).rfind(b"\n")
            if found >= 0:
                position += found + 1
                break
        if position < size:
            file.truncate(position)
