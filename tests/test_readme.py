"""The README's examples are what a reader gets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import policynlp
from policynlp.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def holds(shown: Any, real: Any) -> bool:
    """Whether all that is shown is in the real output; what was shortened may be missing."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(holds(v, real.get(k)) for k, v in shown.items())
    if isinstance(shown, list):
        return isinstance(real, list) and all(any(holds(s, r) for r in real) for s in shown)
    return bool(shown == real)


def test_the_output_shown_is_the_output() -> None:
    path = re.search(r"<!-- example: (\S+) -->", README)
    assert path is not None
    real = policynlp.parse(ROOT / path[1]).model_dump(mode="json")
    shown = json.loads(blocks("json")[0])
    assert [key for key in shown if not holds(shown[key], real[key])] == []


def test_the_python_examples_run_and_print_what_is_shown() -> None:
    printed = ""
    for code in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        printed += done.stdout
    assert blocks("text")[0] in printed
    assert "missing.pdf unreadable" in printed


def test_every_command_is_shown_and_every_option_exists() -> None:
    shown = set(re.findall(r"policynlp ([a-z]+)\b", "".join(blocks("sh"))))
    table = set(re.findall(r"`policynlp ([a-z]+)`", README))
    assert table == set(COMMANDS)
    assert shown <= table
    for line in "\n".join(blocks("sh")).splitlines():
        if found := re.search(r"policynlp ([a-z]+) ([^#]*)", line):
            help_ = CliRunner().invoke(cli, [found[1], "--help"]).output
            for option in re.findall(r"(?<!\S)\"?(--?[a-z][a-z-]*)", found[2]):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", help_), line


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
