"""Bytes in, a document or a failure out: what data engines map."""

from __future__ import annotations

import json
import pickle
import sys

import pytest

from policynlp import Document, Failure, parse_bytes
from policynlp.engines import parse_to_dict

NOTE = b"Mission au Mali du 3 au 7 mars 2020."


def test_document_of_some_bytes() -> None:
    found = parse_bytes(NOTE, path="in/note.txt")
    assert isinstance(found, Document)
    assert (found.language, found.source.path) == ("fr", "in/note.txt")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"%PDF-1.7 x", "corrupt"), (b"MZ\0\0", "unsupported")]
)
@pytest.mark.parametrize("isolate", [False, True])
def test_failure_is_a_value(data: bytes, code: str, isolate: bool) -> None:
    if isolate and sys.platform == "win32":
        pytest.skip("isolation needs a POSIX system")
    found = parse_bytes(data, path="x.pdf", isolate=isolate)
    assert isinstance(found, Failure)
    assert (found.error.code, found.source.path) == (code, "x.pdf")
    assert found.source.size_bytes == len(data)
    assert (found.id is None) == (data == b"")


@pytest.mark.slow
def test_isolated_result_is_the_same() -> None:
    if sys.platform == "win32":
        pytest.skip("isolation needs a POSIX system")
    assert parse_bytes(NOTE, isolate=True) == parse_bytes(NOTE)


def test_plain_values_are_json() -> None:
    assert parse_to_dict(NOTE) == json.loads(parse_bytes(NOTE).model_dump_json())


def test_the_function_can_be_sent_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(parse_bytes)) is parse_bytes
