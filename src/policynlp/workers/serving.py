"""What readers and analysers do alike: limits set, tied to the life of the parent, jobs taken."""

from __future__ import annotations

import json
import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from policynlp.collecting import collect_seldom
from policynlp.errors import InputError, Stage, explain
from policynlp.workers import frames
from policynlp.workers.settings import Settings

Reply = Callable[[bytes, bytes], None]
# No file that a worker writes (conversions by LibreOffice) may be larger.
_MAX_WRITTEN = 500 * 1024 * 1024


def serve(
    requests: int,
    replies: int,
    lifeline: int,
    prepare: Callable[[Settings], Callable[[bytes, Reply], bytes]],
    *,
    stage: Stage,
    memory: str,
) -> None:
    """Takes jobs until the pipe ends.

    Args:
        requests, replies: file descriptors of the pipes to read from and to write to.
        lifeline: a pipe that the parent holds open; its end is the end of this process.
        prepare: imports what is needed and gives back what does a job: content in, result out.
        stage: named in failures.
        memory: the field of `Limits` with the address space of this process.
    """
    tie_to(lifeline)
    collect_seldom()
    first = frames.receive(requests)
    if first is None or first[0] != frames.SETTINGS:
        return
    settings = Settings.from_json(first[1])
    confine(getattr(settings.limits, memory))

    def reply(kind: bytes, content: bytes = b"") -> None:
        frames.send(replies, kind, content)

    try:
        work = prepare(settings)
    except Exception as error:  # noqa: BLE001 - told to the parent, which can do nothing else
        reply(frames.FAILURE, f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace"))
        return
    reply(frames.READY)
    while (job := frames.receive(requests)) is not None:
        reply(frames.STARTED)
        kind, content, spent = _work(work, job[1], reply, stage)
        del job
        reply(kind, content)
        if spent:
            return  # memory was short: a fresh process does the next job


def _work(
    work: Callable[[bytes, Reply], bytes], content: bytes, reply: Reply, stage: Stage
) -> tuple[bytes, bytes, bool]:
    """Kind and content of the answer, and whether this process has had its day."""
    try:
        return frames.RESULT, work(content, reply), False
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        failure, spent = explain(error, stage), False
    except Exception as error:  # noqa: BLE001 - one bad file must cost that file only
        failure, spent = explain(error, stage), isinstance(error, MemoryError | RecursionError)
    return frames.FAILURE, failure_json(failure), spent


def failure_json(error: InputError) -> bytes:
    """An input's error as the content of a message."""
    return json.dumps(
        {
            "code": error.code,
            "message": error.message,
            "stage": error.stage,
            "size_bytes": error.size_bytes,
        }
    ).encode()


def find_function(name: str) -> Any:
    """The function that `module:name` names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def tie_to(lifeline: int) -> None:
    """Ends this process and all it started when the other end of a pipe is closed.

    The kernel sends the signal, so that it works in the middle of a hanging C function, too.
    """
    import fcntl

    if hasattr(fcntl, "F_SETSIG"):  # Linux; elsewhere the signal is SIGIO, which also ends it
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    with suppress(OSError, AttributeError):
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp())
        flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, 0)
    if poll.poll(0):
        os._exit(0)


def confine(address_space: int) -> None:
    """Limits the memory of this process, its core dumps and the size of files it writes."""
    import resource

    for kind, wanted in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _MAX_WRITTEN),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(kind, (wanted, wanted))
