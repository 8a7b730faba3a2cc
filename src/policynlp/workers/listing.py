"""Attachments of mails, found by a process that is thrown away when a mail is too much for it."""

from __future__ import annotations

import json
import os
import select
import time
from typing import Any

from policynlp.limits import Limits
from policynlp.loaders.attachments import Attachment
from policynlp.workers import frames
from policynlp.workers.child import Child
from policynlp.workers.scratch import Scratch
from policynlp.workers.settings import Settings

_START_SECONDS = 120.0


class Listing:
    """Gives the attachments of a mail; the caller never opens it. Closed by `with`.

    The process is started with the first mail. A mail that takes it over `page_seconds` or its
    memory has no attachments.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: Child | None = None
        self._scratch: Scratch | None = None

    def __enter__(self) -> Listing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def __call__(self, mail: str | os.PathLike[str]) -> list[Attachment]:
        """The attachments of a mail in their order; none where it cannot be read."""
        if self._scratch is None:
            self._scratch = Scratch()
        if self._child is None:
            self._child = Child("lister", Settings(self.limits), self._scratch.folder())
        self._child.give(os.fsencode(mail))
        answer = self._wait(self._child)
        if answer is None:
            self._stop()
            return []
        try:
            return [
                Attachment(mail, str(path), tuple(int(step) for step in place))
                for path, place in answer
            ]
        except (TypeError, ValueError):
            self._stop()
            return []

    def _wait(self, child: Child) -> Any:
        """What the process answers, as JSON; None where it does not, or not in time."""
        until = time.monotonic() + _START_SECONDS
        while (left := until - time.monotonic()) > 0:
            poll = select.poll()
            poll.register(child.replies, select.POLLIN)
            if child.has_outgoing:
                poll.register(child.requests, select.POLLOUT)
            poll.poll(1000 * left)
            child.write()
            found, alive = child.read()
            for kind, content in found:
                if kind == frames.STARTED:
                    until = time.monotonic() + self.limits.page_seconds
                elif kind == frames.RESULT:
                    try:
                        return json.loads(content)
                    except ValueError:
                        return None
                elif kind == frames.FAILURE:
                    return None
            if not alive:
                return None
        return None

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None
