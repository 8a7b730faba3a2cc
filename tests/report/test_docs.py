"""What `docs/review.md` says is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from folders import ROOT
from policynlp.cli import COMMANDS, cli

PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")


def test_every_command_and_option_exists() -> None:
    named = set(re.findall(r"(?:`|\$ )policynlp (\w+)", PAGE))
    assert {"report", "inspect", "review", "annotate", "train"} <= named <= set(COMMANDS)
    helps = "".join(
        CliRunner().invoke(cli, [name, "--help"]).output
        for name in ("report", "inspect", "review", "annotate", "train")
    )
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    assert options
    assert all(option in helps for option in options)


@pytest.mark.slow
def test_the_example_runs(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "corpus" / "samples" / "training.pdf", tmp_path / "reports")
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=120)
    assert 'id="doc-0"' in (tmp_path / "page.html").read_text("utf-8")
