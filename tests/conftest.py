"""What many tests need: folders, the shared material where it is there, a pipeline."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from folders import ROOT, SHARED
from policynlp.pipeline import Pipeline

# What the command line says is compared in English, whatever the locale of who runs the tests.
os.environ["LC_ALL"] = "C.UTF-8"
# Nothing is kept in the home of who runs the tests.
os.environ.setdefault("POLICYNLP_CACHE", "")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there")
    return SHARED


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "corpus"
