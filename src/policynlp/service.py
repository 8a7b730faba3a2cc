"""policynlp as an HTTP service: a document in the body, its records in the answer.

`create_app` gives an ASGI application; `policynlp serve` runs it. Documents are read in processes
apart, as with `Pipeline.parse(isolate=True)`; nothing of them is written, kept or logged. Needs
`policynlp[serve]`. There are no accounts and no encryption here: that is a proxy's work.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from fastapi import FastAPI, Query, Request, Response
from pydantic import BaseModel

from policynlp import __version__
from policynlp.engines import parse_isolated
from policynlp.errors import ErrorCode, InputError, WorkerError
from policynlp.languages import available
from policynlp.limits import Limits
from policynlp.loaders import LOADERS
from policynlp.schema import SCHEMA_VERSION, Document, Failure
from policynlp.source import Source, checked_source
from policynlp.workers.task import make_failure

_MB = 1024 * 1024
# What the answer is when there is a failure record; other codes are 422.
STATUS: dict[ErrorCode, int] = {
    "too_large": 413,
    "unsupported": 415,
    "internal": 500,
}
UNREADABLE = 422
BUSY = 503
RETRY_SECONDS = 10
# The analyser loads the models of a language when it meets it.
WARM_UP = (b"Mission to Mali, 3-7 March 2020.", b"Mission au Mali du 3 au 7 mars 2020.")


class Parser(Protocol):
    """What parses one document at a time, in a thread of its own."""

    def __call__(self, source: Source, min_confidence: float, /) -> Document | Failure:
        """The document, or the failure record that stands in for it."""
        ...

    def close(self) -> None:
        """End its processes."""
        ...


@dataclass(frozen=True)
class Settings:
    """How the service behaves.

    Attributes:
        workers: documents that are parsed at a time; each holds about 1.5 GB.
        waiting: requests that may wait for their turn; those beyond are told to come back.
        upload_seconds: time for a request to arrive.
        warm_up: load the models before the first request is taken.
        limits: what a document may cost; `file_bytes` is the size of an upload.
    """

    workers: int = 1
    waiting: int = 16
    upload_seconds: float = 60.0
    warm_up: bool = True
    limits: Limits = field(default_factory=lambda: Limits(file_bytes=20 * _MB))

    def __post_init__(self) -> None:
        if self.workers < 1 or self.waiting < 0:
            raise ValueError("workers must be at least 1, waiting at least 0")


class Health(BaseModel):
    """Whether the service takes documents."""

    status: str
    working: int
    waiting: int


class Version(BaseModel):
    """What answers."""

    policynlp: str
    schema_version: str
    languages: list[str]
    formats: list[str]
    upload_bytes: int


class IsolatedParser:
    """Parses in processes apart; they are kept from one document to the next."""

    def __init__(self, limits: Limits) -> None:
        from policynlp.pipeline import Pipeline

        self._pipeline = Pipeline(limits=limits)

    def __call__(self, source: Source, min_confidence: float, /) -> Document | Failure:
        """The document, or the failure record that stands in for it."""
        result = parse_isolated(self._pipeline, source)
        if isinstance(result, Failure):
            return result
        records = [record for record in result.records if record.confidence >= min_confidence]
        return result.model_copy(update={"records": records})

    def close(self) -> None:
        """End its processes."""
        self._pipeline.close()


class Desk:
    """Parsers, and the requests that wait for one."""

    def __init__(self, settings: Settings, make_parser: Callable[[Limits], Parser]) -> None:
        self._settings = settings
        self._parsers = [make_parser(settings.limits) for _ in range(settings.workers)]
        self._free: asyncio.Queue[Parser] = asyncio.Queue()
        for parser in self._parsers:
            self._free.put_nowait(parser)
        self.working = 0
        self.waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether a request more would be one too many."""
        return self.waiting >= self._settings.waiting and self._free.empty()

    async def parse(self, source: Source, min_confidence: float) -> Document | Failure:
        """The result of one document, when its turn has come.

        Raises:
            WorkerError: the processes cannot be started.
        """
        self.waiting += 1
        try:
            parser = await self._free.get()
        finally:
            self.waiting -= 1
        self.working += 1
        # A caller who goes away must not free a parser that is still at work.
        work = asyncio.ensure_future(asyncio.to_thread(parser, source, min_confidence))
        work.add_done_callback(lambda _: self._give_back(parser))
        return await asyncio.shield(work)

    async def warm_up(self) -> None:
        """Load the models of every parser."""
        for parser in self._parsers:
            for text in WARM_UP:
                await asyncio.to_thread(parser, checked_source("-", text), 0.0)

    def close(self) -> None:
        """End the processes of every parser."""
        for parser in self._parsers:
            parser.close()

    def _give_back(self, parser: Parser) -> None:
        self.working -= 1
        self._free.put_nowait(parser)


def create_app(
    settings: Settings | None = None,
    *,
    make_parser: Callable[[Limits], Parser] = IsolatedParser,
) -> FastAPI:
    """The service as an ASGI application, for uvicorn, gunicorn or a test client.

    Args:
        settings: see `Settings`.
        make_parser: what parses; another one is for tests.
    """
    used = settings or Settings()
    desk: list[Desk] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.append(Desk(used, make_parser))
        try:
            if used.warm_up:
                await desk[0].warm_up()
            yield
        finally:
            desk.pop().close()

    # No pages of documentation: they would load scripts from other servers.
    app = FastAPI(
        title="policynlp", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None,
        description="Health-policy documents in French and English to typed, grounded records.",
        separate_input_output_schemas=True,
    )  # fmt: skip
    _add_parse(app, used, lambda: desk[0])

    @app.get("/health", summary="Whether the service takes documents")
    async def health() -> Health:
        return Health(status="ok", working=desk[0].working, waiting=desk[0].waiting)

    @app.get("/version", summary="What answers, and what it reads")
    async def version() -> Version:
        return Version(
            policynlp=__version__, schema_version=SCHEMA_VERSION, languages=list(available()),
            formats=sorted(LOADERS), upload_bytes=used.limits.file_bytes,
        )  # fmt: skip

    return app


def _add_parse(app: FastAPI, settings: Settings, desk: Callable[[], Desk]) -> None:
    body = {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
    told = {UNREADABLE: "cannot be read", 413: "too large", 415: "format not read", 500: "a fault"}
    responses: dict[int | str, dict[str, Any]] = {  # Any: as FastAPI has it
        status: {"model": Failure, "description": f"A failure record: {what}"}
        for status, what in told.items()
    }
    responses[408] = {"description": "The body took too long to arrive"}
    responses[BUSY] = {"description": "Busy; come back after the time in Retry-After"}

    async def parse(
        request: Request,
        name: Annotated[
            str,
            Query(max_length=1000, description="Name of the file: its ending helps to tell"
                          " the format, and it stands in the answer as source.path."),
        ] = "-",
        min_confidence: Annotated[
            float, Query(ge=0, le=1, description="Records below it are left out.")
        ] = 0.0,
    ) -> Response:  # fmt: skip
        """Parse the bytes of one file, of any format that is read; the media type is not asked."""
        if desk().is_full:
            return _refuse(BUSY, "busy: all places are taken; try again", RETRY_SECONDS)
        try:
            async with asyncio.timeout(settings.upload_seconds):
                data = await _read_body(request, settings.limits.file_bytes)
            source = checked_source(name, data)
        except InputError as error:
            return _answer(make_failure(error, name, None))
        except TimeoutError:
            seconds = f"{settings.upload_seconds:g}"
            return _refuse(408, f"the body did not arrive within {seconds} s; try again")
        try:
            return _answer(await desk().parse(source, min_confidence))
        except WorkerError:
            return _refuse(BUSY, "the parsing processes do not start; see the server's log")

    app.post(
        "/parse",
        summary="Parse one document",
        response_model=Document,
        responses=responses,
        openapi_extra={"requestBody": body},
    )(parse)


async def _read_body(request: Request, limit: int) -> bytes:
    """The body of a request, never more than the limit of it.

    Raises:
        InputError: it is larger.
    """
    declared = request.headers.get("content-length", "")
    size = int(declared) if declared.isdecimal() else 0
    parts: list[bytes] = []
    taken = 0
    if size <= limit:
        async for part in request.stream():
            taken += len(part)
            if taken > limit:
                break
            parts.append(part)
    if max(size, taken) > limit:
        raise InputError(
            "too_large",
            f"more than the {limit:,} bytes that are taken; split the document",
            stage="open",
            size_bytes=size or None,
        )
    return b"".join(parts)


def _answer(result: Document | Failure) -> Response:
    status = 200
    if isinstance(result, Failure):
        status = STATUS.get(result.error.code, UNREADABLE)
    return _response(status, result.model_dump_json())


def _refuse(status: int, detail: str, retry: int | None = None) -> Response:
    headers = {} if retry is None else {"Retry-After": str(retry)}
    return _response(status, json.dumps({"detail": detail}), headers)


def _response(status: int, body: str, headers: dict[str, str] | None = None) -> Response:
    return Response(
        body,
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
