"""Compares with other readers on a folder of odd files that is not part of this project.

    python tests/hostile/odd_files.py FOLDER

What pdfplumber or PDFium alone open, a PDF with at least one page and without a password, must be
opened; so must what python-docx opens. Files may come from the source archives of packages such as
pikepdf or python-docx, whose tests bring damaged and unusual ones. They are not copied here, as
their licences are not this project's. All are read in processes of their own, for some bring
their reader down.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from policynlp.limits import Limits
from policynlp.schema import Failure
from policynlp.workers.crew import Crew
from policynlp.workers.settings import Settings

HERE = Path(__file__).resolve().parent
OTHERS = {".pdf": ("pdfplumber", "pdfium"), ".docx": ("python-docx",)}


def read_pdfplumber(path: str) -> tuple[int, int]:
    """Pages and letters of a PDF."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    return len(texts), sum(letter.isalnum() for text in texts for letter in text)


def read_pdfium(path: str) -> tuple[int, int]:
    """Pages and letters of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return len(texts), sum(letter.isalnum() for text in texts for letter in text)


def read_python_docx(path: str) -> tuple[int, int]:
    """One page, and letters of the paragraphs and cells of a Word file."""
    import docx

    body = docx.Document(path).element.body
    texts = [node.text or "" for node in body.iter() if str(node.tag).endswith("}t")]
    return 1, sum(letter.isalnum() for text in texts for letter in text)


READERS = {"pdfplumber": read_pdfplumber, "pdfium": read_pdfium, "python-docx": read_python_docx}


def other(name: str, path: Path) -> tuple[int, int] | None:
    """What another reader finds in a file; None where it fails."""
    code = (
        f"import sys, json; sys.path.insert(0, {str(HERE)!r}); import odd_files;"
        " print(json.dumps(odd_files.READERS[sys.argv[1]](sys.argv[2])))"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, name, path], capture_output=True, timeout=60, check=True
        )
        pages, letters = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError):
        return None
    return pages, letters


def compare(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Path, outcome and problem (or nothing) of each file of a kind that others read, too."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in OTHERS and p.is_file())
    settings = Settings(Limits(document_seconds=60), analyse="stubs:analyse")
    with Crew(settings) as crew:
        for path, result in zip(paths, crew.run(list(paths)), strict=True):
            failed = isinstance(result, Failure)
            outcome = result.error.code if isinstance(result, Failure) else "ok"
            problem = ""
            if outcome in ("crash", "internal", "limit_time", "limit_memory"):
                problem = outcome
            found = {name: other(name, path) for name in OTHERS[path.suffix.lower()]}
            opened = [name for name, what in found.items() if what is not None and what[0]]
            most = max((what[1] for what in found.values() if what is not None), default=0)
            if failed and opened and not (outcome == "empty" and not most):
                problem = f"{outcome}, but {' and '.join(opened)} open it"
            elif not isinstance(result, Failure):
                letters = sum(letter.isalnum() for letter in result.text)
                if letters < most // 2:
                    problem = f"{letters} letters, others find {most}"
            yield path, outcome, problem


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    sys.path.insert(0, str(HERE))
    counts: Counter[str] = Counter()
    problems = 0
    for path, outcome, problem in compare(given.folder):
        counts[f"{path.suffix.lower()} {outcome}"] += 1
        if problem:
            problems += 1
            print(f"{path.relative_to(given.folder)}: {problem}", flush=True)  # noqa: T201
    print(dict(counts), f"{problems} problems")  # noqa: T201
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
