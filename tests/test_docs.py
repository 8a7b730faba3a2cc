"""What the pages under docs/ show is so; generated ones are fresh; every link leads somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from folders import ROOT
from policynlp.cli import COMMANDS

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
# Pages whose examples run here, with the folder that holds the samples; outputs.md has tests of
# its own, spark.md is run in test_spark.py, service.md below.
RUN = {"index.md": "reports", "tutorial.md": "reports", "tutoriel.md": "rapports",
       "shell.md": "reports"}  # fmt: skip
SAMPLES = ("atelier.html", "mission-report.txt", "reunion.md", "technical-assistance.docx",
           "training.pdf")  # fmt: skip


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)


def copy_samples(folder: Path) -> None:
    folder.mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "corpus" / "samples" / name, folder)


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "scripts" / "pages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh(pages: ModuleType) -> None:
    stale = "run: python scripts/pages.py"
    assert page("cli.md") == pages.cli_page(), stale
    assert page("contract.md") == pages.contract_page(page("contract.md")), stale
    assert page("accuracy.md") == pages.accuracy_page(), stale


def test_every_command_has_a_reference() -> None:
    for name in COMMANDS:
        assert f"\n## policynlp {name}\n" in page("cli.md")


def test_no_required_package_binds_who_ships_policynlp(pages: ModuleType) -> None:
    shown = page("licences.md").partition("## Added by")[0]
    rows = re.findall(r"^\| ([\w.-]+) \| \S+ \| (.+) \|$", shown, re.MULTILINE)
    named = {name for name, _ in rows}
    required = {re.sub(r"[-_.]+", "-", r.partition(">")[0]) for r in requirements()}
    assert required <= named, "run: python scripts/pages.py licences"
    for name, licence in rows:
        assert not pages.COPYLEFT.search(licence) or pages.LESSER.search(licence), name
        assert "not stated" not in licence, name


def requirements() -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: list[str] = project["dependencies"]
    return found


def test_lower_bounds_are_those_of_the_package() -> None:
    pinned = dict(
        line.split("==")
        for line in (ROOT / "tests" / "lower-bounds.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    for requirement in requirements():
        name, _, bound = requirement.partition(">=")
        lowest = bound.partition(",")[0].split(".")
        given = pinned[name].split(".")
        assert given[: len(lowest)] == lowest, requirement
        assert not any(int(part) for part in given[len(lowest) :]), requirement


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page(name)):
        if not target.startswith("http"):
            assert (DOCS / name).parent.joinpath(target).is_file(), target


def test_every_page_can_be_found() -> None:
    listed = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name in PAGES:
        assert f": {name}" in listed or f"({name})" in page("accuracy.md"), name


def test_both_tutorials_show_the_same_steps() -> None:
    for level in ("## ", "```"):
        english, french = (re.findall(f"^{level}", page(n), re.MULTILINE)
                           for n in ("tutorial.md", "tutoriel.md"))  # fmt: skip
        assert abs(len(english) - len(french)) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_commands_and_python_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_samples(tmp_path / RUN[name])
    monkeypatch.chdir(tmp_path)
    for block in blocks(name, "console"):
        for line in block.splitlines():
            arguments = shlex.split(line.removeprefix("$ policynlp "))
            done = subprocess.run([sys.executable, "-m", "policynlp", *arguments],
                                  capture_output=True, check=False)  # fmt: skip
            assert done.returncode == 0, (line, done.stderr)
            assert done.stdout or "-o" in arguments or "query" in arguments, line
    names: dict[str, Any] = {}  # Any: what the examples define
    for block in blocks(name, "python"):
        exec(block, names)


@pytest.mark.slow
def test_the_site_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="pip install 'policynlp[docs]'")
    pytest.importorskip("material", reason="pip install 'policynlp[docs]'")
    pytest.importorskip("mkdocstrings_handlers.python", reason="pip install 'policynlp[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = list(tmp_path.rglob("*.html"))
    assert len(built) > len(PAGES)
    for path in built:
        text = path.read_text("utf-8")
        tags = re.findall(r"<(?:script|img|iframe|source|link)\s[^>]+", text)
        fetched = [tag for tag in tags if re.search(r"(?:src|href)=\"?(?:https?:)?//", tag)]
        assert fetched == [], path


@pytest.fixture
def server() -> Iterator[int]:
    """The port of a service in this process."""
    pytest.importorskip("fastapi", reason="pip install 'policynlp[serve]'")
    uvicorn = pytest.importorskip("uvicorn", reason="pip install 'policynlp[serve]'")
    from policynlp.service import Settings, create_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = uvicorn.Config(create_app(Settings()), port=port, log_level="error")
    made = uvicorn.Server(config)
    made.install_signal_handlers = lambda: None
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        for _ in range(600):
            if made.started:
                break
            thread.join(0.2)
        assert made.started
        yield port
    finally:
        made.should_exit = True
        thread.join(30)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the service needs a POSIX system")
def test_clients_of_the_service(
    server: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_samples(tmp_path / "reports")
    (tmp_path / "reports" / "empty.pdf").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    here = f"127.0.0.1:{server}"
    for block in blocks("service.md", "python"):
        exec(block.replace("127.0.0.1:8000", here), {})
    if shutil.which("curl") is None:
        pytest.skip("the rest needs curl")
    for block in blocks("service.md", "console"):
        for line in block.splitlines():
            command = shlex.split(line.removeprefix("$ ").replace("127.0.0.1:8000", here))
            done = subprocess.run([*command, "--silent"], capture_output=True, check=True)
            assert json.loads(done.stdout)
