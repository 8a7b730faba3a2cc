"""What the tests of hostile input need."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


def worker_pids() -> set[int]:
    """Processes of ours that are alive: readers and analysers, whoever started them."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            line = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        mark = f"policynlp-test={os.getpid()}".encode()
        try:
            ours = mark in (entry / "environ").read_bytes()
        except OSError:
            ours = False
        if ours and b"policynlp.workers" in line:
            found.add(int(entry.name))
    return found


@pytest.fixture
def no_orphans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks the processes of a test, so that those left over can be told from others'."""
    monkeypatch.setenv("POLICYNLP_TEST", f"policynlp-test={os.getpid()}")
