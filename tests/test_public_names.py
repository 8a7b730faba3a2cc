"""What `import policynlp` offers, and that it costs next to nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import policynlp


def test_every_public_name_is_importable_and_documented() -> None:
    for name in policynlp.__all__:
        value = getattr(policynlp, name)
        assert name == "__version__" or name == "Record" or value.__doc__, name


def test_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(policynlp, "no_such_name")


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['policynlp', '--help']\n"
        "from policynlp.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'sklearn', 'pydantic', 'numpy', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "parse" in done.stdout


def test_an_analysis_with_the_models_shipped_imports_no_spacy() -> None:
    """They are run with numpy; spaCy alone would take half a second of each process."""
    code = (
        "import sys\n"
        "from policynlp.workers.analyser import prepare\n"
        "from policynlp.workers.settings import Settings\n"
        "prepare(Settings())\n"
        "from policynlp import Pipeline\n"
        "document = Pipeline().parse(b'Mission of Ms Jane Dole to Geneva, 3-7 March 2020')\n"
        "assert document.records, document\n"
        "assert not {'spacy', 'thinc', 'sklearn'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_reading_a_pdf_without_scans_imports_no_numpy() -> None:
    """The process that reads files apart needs none of what OCR takes."""
    code = (
        "import sys\n"
        "from policynlp.loaders import load\n"
        "from policynlp.source import read_source\n"
        "assert load(read_source(sys.argv[1])).text\n"
        "assert not {'numpy', 'PIL', 'lxml', 'pdfplumber'} & set(sys.modules)\n"
    )
    folder = Path(__file__).parents[1] / "corpus" / "documents" / "train"
    path = next(folder.glob("*.pdf"))
    command = [sys.executable, "-c", code, str(path)]
    subprocess.run(command, capture_output=True, text=True, check=True)
