"""The service: answers, limits, what it refuses, what its description says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="pip install 'policynlp[serve]'")
pytest.importorskip("httpx", reason="pip install httpx")

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # which client library starlette prefers is no matter here
    from fastapi.testclient import TestClient

from policynlp import Document, Failure, Limits, __version__, parse_bytes
from policynlp.pipeline import Pipeline
from policynlp.service import Settings, create_app
from policynlp.source import Source

NOTE = b"Mission to Mali, 3-7 March 2020."
LIMITS = Limits(file_bytes=10_000)


class Direct:
    """Parses in the test's own process: what isolation gives is tested elsewhere."""

    def __init__(self, limits: Limits) -> None:
        self.pipeline = Pipeline(limits=limits)
        self.closed = False

    def __call__(self, source: Source, min_confidence: float, /) -> Document | Failure:
        return self.pipeline.parse_safely(source)

    def close(self) -> None:
        self.closed = True


def client_of(make_parser: Callable[[Limits], Any] = Direct, **settings: Any) -> TestClient:
    values = {"warm_up": False, "limits": LIMITS, **settings}
    return TestClient(create_app(Settings(**values), make_parser=make_parser))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with client_of() as client:
        yield client


def test_document_is_that_of_the_library(client: TestClient) -> None:
    answer = client.post("/parse", params={"name": "in/note.txt"}, content=NOTE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    expected = parse_bytes(NOTE, path="in/note.txt")
    assert Document.model_validate_json(answer.content) == expected


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "empty"),
        (b"%PDF-1.7 x", 422, "corrupt"),
        (b"MZ\0\0", 415, "unsupported"),
        (b"x" * 10_001, 413, "too_large"),
    ],
)
def test_failure_record_is_the_answer(
    client: TestClient, content: bytes, status: int, code: str
) -> None:
    answer = client.post("/parse", params={"name": "a.pdf"}, content=content)
    failure = Failure.model_validate_json(answer.content)
    assert (answer.status_code, failure.error.code, failure.source.path) == (status, code, "a.pdf")


def test_body_without_a_length_is_cut_off_at_the_limit(client: TestClient) -> None:
    taken = 0

    def parts() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(20):
            taken += 1
            yield b"x" * 1000

    answer = client.post("/parse", content=parts())
    assert answer.status_code == 413
    assert Failure.model_validate_json(answer.content).error.code == "too_large"


def test_wrong_options_are_refused(client: TestClient) -> None:
    assert client.post("/parse", params={"min_confidence": 2}, content=NOTE).status_code == 422
    assert client.get("/parse").status_code == 405


def test_health_and_version(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "working": 0, "waiting": 0}
    version = client.get("/version").json()
    assert version["policynlp"] == __version__
    assert version["languages"] == ["en", "fr"]
    assert "application/pdf" in version["formats"]
    assert version["upload_bytes"] == 10_000


def test_description_has_the_models_of_the_contract(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    answers = description["paths"]["/parse"]["post"]["responses"]
    assert answers["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Document"
    }
    assert answers["413"]["content"]["application/json"]["schema"]["$ref"].endswith("/Failure")
    shown = description["components"]["schemas"]["Document"]["properties"]
    assert list(shown) == list(Document.model_fields)


def test_no_page_that_loads_from_outside(client: TestClient) -> None:
    assert client.get("/docs").status_code == 404


def test_requests_beyond_the_queue_are_told_to_come_back() -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Direct):
        def __call__(self, source: Source, min_confidence: float, /) -> Document | Failure:
            begun.set()
            assert go_on.wait(10)
            return super().__call__(source, min_confidence)

    with client_of(Slow, waiting=0) as client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/parse", content=NOTE)
        assert begun.wait(10)
        assert client.get("/health").json()["working"] == 1
        refused = client.post("/parse", content=NOTE)
        go_on.set()
        assert first.result(20).status_code == 200
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0


def test_parsers_are_closed_at_the_end() -> None:
    made: list[Direct] = []

    def make(limits: Limits) -> Direct:
        made.append(Direct(limits))
        return made[-1]

    with client_of(make, workers=2):
        assert len(made) == 2
    assert all(parser.closed for parser in made)


@pytest.mark.slow
def test_isolated_by_default_and_the_same() -> None:
    with TestClient(create_app(Settings(warm_up=False))) as client:
        answer = client.post("/parse", params={"name": "n.txt", "min_confidence": 1}, content=NOTE)
    document = Document.model_validate_json(answer.content)
    assert document.text == NOTE.decode()
    assert all(record.confidence == 1 for record in document.records)
