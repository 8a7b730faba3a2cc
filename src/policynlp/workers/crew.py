"""Several lanes at work, results in input order, whatever becomes of single inputs."""

from __future__ import annotations

import os
import select
import time
import weakref
from collections.abc import Iterable, Iterator

from policynlp.schema import Document, Failure
from policynlp.workers.child import Child
from policynlp.workers.lane import Lane
from policynlp.workers.scratch import Scratch
from policynlp.workers.settings import Settings
from policynlp.workers.task import Input, Task

# Results that wait for one before them: enough to keep all lanes at work beside a slow input,
# little enough for memory to stay flat.
_WAITING_RESULTS = 48
_WAITING_BYTES = 128 * 1024 * 1024
_TICK = 0.5  # seconds between looks at processes that die without a word


class Crew:
    """Processes that parse inputs; closed at the end, or by `with`.

    Args:
        settings: what each process is told.
        workers: lanes at most; each is started when there is work for it.

    Raises:
        WorkerError: from `run`, where processes do not start.
    """

    def __init__(self, settings: Settings, workers: int = 1) -> None:
        self.settings = settings
        self.workers = workers
        self.owner = os.getpid()
        self._lanes: list[Lane] = []
        self._scratch: list[Scratch] = []  # one, once there is a lane
        # Also at the end of the program, where a signal left nobody to close it.
        self._ended = weakref.finalize(self, _close, self._lanes, self._scratch, self.owner)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kills all processes and removes the temporary folder."""
        _close(self._lanes, self._scratch, self.owner)

    def run(self, sources: Iterable[Input]) -> Iterator[Document | Failure]:
        """A document or a failure for each input, lazily and in input order."""
        pending = iter(sources)
        more = True
        given = wanted = 0
        done: dict[int, bytes | Failure] = {}
        try:
            while True:
                while more and self._has_room(given - wanted, done):
                    try:
                        source = next(pending)
                    except StopIteration:
                        more = False
                        break
                    self._idle_lane().start(Task(given, source))
                    given += 1
                if wanted in done:
                    result = _decode(done.pop(wanted))
                    wanted += 1
                    left = time.monotonic()
                    yield result
                    self._postpone(time.monotonic() - left)
                elif wanted == given and not more:
                    return
                else:
                    self._step(done)
        finally:
            # What is still at work belongs to nobody any more.
            for lane in self._lanes:
                if lane.task is not None:
                    lane.close()
                    lane.task = None

    def _has_room(self, ahead: int, done: dict[int, bytes | Failure]) -> bool:
        """Whether another input can be handed out."""
        if ahead >= _WAITING_RESULTS + self.workers:
            return False
        if sum(len(result) for result in done.values() if isinstance(result, bytes)) > (
            _WAITING_BYTES
        ):
            return False
        return len(self._lanes) < self.workers or any(lane.task is None for lane in self._lanes)

    def _idle_lane(self) -> Lane:
        for lane in self._lanes:
            if lane.task is None:
                return lane
        if not self._scratch:
            self._scratch.append(Scratch())
        self._lanes.append(Lane(self.settings, self._scratch[0]))
        return self._lanes[-1]

    def _postpone(self, seconds: float) -> None:
        for lane in self._lanes:
            lane.postpone(seconds)

    def _step(self, done: dict[int, bytes | Failure]) -> None:
        """Waits for something to happen, and deals with it."""
        poll = select.poll()
        readable: dict[int, tuple[Lane, Child]] = {}
        writable: dict[int, Child] = {}
        tasks = [(lane, lane.task) for lane in self._lanes]
        for lane in self._lanes:
            for child in lane.children.values():
                readable[child.replies] = (lane, child)
                poll.register(child.replies, select.POLLIN)
                if child.has_outgoing:
                    writable[child.requests] = child
                    poll.register(child.requests, select.POLLOUT)
        until = min(lane.next_deadline() for lane in self._lanes) - time.monotonic()
        events = poll.poll(1000 * max(0.0, min(until, _TICK)))
        for descriptor, _ in events:
            if descriptor in writable:
                writable[descriptor].write()
        for descriptor, _ in events:
            if descriptor in readable:
                lane, child = readable[descriptor]
                lane.hear(child)
        for lane in self._lanes:
            if not events or time.monotonic() >= lane.next_deadline():
                lane.check()
        for _, task in tasks:
            if task is not None and task.result is not None:
                done[task.index] = task.result


def _decode(result: bytes | Failure) -> Document | Failure:
    return result if isinstance(result, Failure) else Document.model_validate_json(result)


def _close(lanes: list[Lane], scratch: list[Scratch], owner: int) -> None:
    if os.getpid() != owner:
        return  # a fork of the caller: the processes are not its own
    # Taken out only when done, so that what a signal breaks off is finished at the end.
    while lanes:
        lanes[-1].close()
        lanes.pop()
    while scratch:
        scratch[-1].close()
        scratch.pop()
