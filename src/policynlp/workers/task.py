"""One input on its way through a lane, and the failure records that may stand in for it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from policynlp.errors import ErrorCode, InputError, Stage
from policynlp.schema import Failure, FailureError
from policynlp.schema import Source as SourceInfo
from policynlp.source import Source, printable_path

Input = str | os.PathLike[str] | bytes | Source


class Opened(BaseModel):
    """What a reader knows of an input before it reads the format."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    id: str
    size_bytes: int
    media_type: str | None


class _Told(BaseModel):
    """A failure as a process tells it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: ErrorCode
    message: str
    stage: Stage
    size_bytes: int | None


@dataclass
class Task:
    """One input.

    Attributes:
        index: its place among the inputs.
        opened: what the reader said of it.
        skip_pages: pages that brought an attempt down.
        retried: whether an attempt has failed already; there is no third.
        restarts: processes that ended before they began with it.
        seconds: spent on it so far, by the clock on the wall.
        slow: whether OCR is at work, which may take longer.
        loaded: the answer of the reader, for the analyser.
        result: the document as JSON, or the failure.
    """

    index: int
    given: Input
    opened: Opened | None = None
    skip_pages: list[int] = field(default_factory=list)
    retried: bool = False
    restarts: int = 0
    seconds: float = 0.0
    slow: bool = False
    loaded: bytes = b""
    result: bytes | Failure | None = None

    @property
    def shown_path(self) -> str:
        """The path as it stands in records."""
        if isinstance(self.given, bytes):
            return "-"
        return self.given.path if isinstance(self.given, Source) else printable_path(self.given)

    def job(self) -> tuple[bytes, bytes]:
        """The job for a reader: a line of JSON, and the bytes where there is no file to open."""
        given = self.given
        head: dict[str, object] = {"shown": self.shown_path, "skip_pages": self.skip_pages}
        data = given if isinstance(given, bytes) else b""
        # An attachment is taken out of its mail by the reader, like all that may be hostile.
        place = getattr(given, "place", None)
        if isinstance(given, Source) and place is None:
            data = given.data
        elif not isinstance(given, bytes):
            file = getattr(given, "mail", None) or os.fspath(given)  # type: ignore[arg-type]  # a path
            head |= {"path": os.fsencode(file).decode("latin-1"), "place": place}
        return json.dumps({**head, "inline": "place" not in head}).encode() + b"\n", data

    def hear_opened(self, content: bytes) -> None:
        """Takes in what a reader says of the input.

        Raises:
            ValidationError: it is not what a reader says.
        """
        self.opened = Opened.model_validate_json(content)

    def fail(self, code: ErrorCode, message: str, stage: Stage) -> None:
        """Makes a failure the result."""
        self.result = make_failure(
            InputError(code, message, stage=stage), self.shown_path, self.opened
        )

    def hear_failure(self, content: bytes) -> None:
        """Makes the failure that a process tells the result.

        Raises:
            ValidationError: it is no failure.
        """
        told = _Told.model_validate_json(content)
        error = InputError(told.code, told.message, stage=told.stage, size_bytes=told.size_bytes)
        self.result = make_failure(error, self.shown_path, self.opened)


def make_failure(error: InputError, path: str, opened: Opened | None) -> Failure:
    """The failure record of an input, with what is known of it."""
    return Failure(
        id=opened.id if opened else None,
        source=SourceInfo(
            path=path,
            media_type=opened.media_type if opened else None,
            size_bytes=opened.size_bytes if opened else error.size_bytes,
        ),
        error=FailureError(code=error.code, message=error.message, stage=error.stage),
    )


__all__ = ["Input", "Opened", "Task", "ValidationError", "make_failure"]
