"""What the tests of hostile input need."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture
def no_orphans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks the processes of a test, so that those left over can be told from others'."""
    monkeypatch.setenv("POLICYNLP_TEST", f"policynlp-test={os.getpid()}")
