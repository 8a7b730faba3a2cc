"""The command line as a user meets it: outputs, failures, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from invariants import check
from policynlp.schema import Document, Failure
from policynlp.sinks import SINKS

NOTE = "Mission to Ghana\n\nDates: 3 to 7 May 2021\n\nPurpose:\n\n- To visit two hospitals.\n"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "policynlp", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )


def results(output: bytes) -> list[Document | Failure]:
    parsed: list[Document | Failure] = []
    for line in output.decode("utf-8").splitlines():
        model: type[Document | Failure] = Failure if '"error":' in line else Document
        parsed.append(model.model_validate_json(line))
    return parsed


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good files and one of each kind that cannot be read."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "a.txt").write_text(NOTE, "utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7\nnot really")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.exe").write_bytes(b"MZ\x90\x00\x03" + bytes(200))
    (folder / "e.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "sub").mkdir()
    (folder / "sub" / "f.txt").write_text(NOTE, "utf-8")
    os.mkfifo(folder / "g.txt")
    return folder


@pytest.mark.slow
def test_each_input_gives_one_line_and_bad_ones_say_why(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run("parse", mixed, mixed / "missing.txt", "-o", out)
    assert done.returncode == 1, done.stderr
    parsed = results(out.read_bytes())
    for result in parsed:
        check(result)
    codes = {Path(r.source.path).name: r.error.code for r in parsed if isinstance(r, Failure)}
    assert codes == {
        "b.pdf": "corrupt",
        "c.txt": "empty",
        "d.exe": "unsupported",
        "e.docx": "corrupt",
        "g.txt": "not_a_file",
        "missing.txt": "unreadable",
    }
    assert sorted(Path(r.source.path).name for r in parsed if isinstance(r, Document)) == [
        "a.txt",
        "f.txt",
    ]
    assert not list(tmp_path.glob("*.part"))
    assert b"corrupt" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_same_bytes_give_same_bytes_with_any_number_of_processes(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(NOTE.replace("two", str(i + 2)), "utf-8")
    one = run("parse", tmp_path, "--format", "jsonl")
    two = run("parse", tmp_path, "--format", "jsonl", "-j", "2")
    assert one.returncode == two.returncode == 0, one.stderr + two.stderr
    assert one.stdout == two.stdout


@pytest.mark.slow
def test_standard_input_gives_one_indented_object() -> None:
    done = run("parse", "-", stdin=NOTE.encode())
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["source"]["path"] == "-"
    assert document["schema_version"] == "1.0"


def test_no_path_is_wrong_usage() -> None:
    done = run("parse")
    assert done.returncode == 2
    assert b"PATH" in done.stderr


def test_output_that_cannot_be_written_exits_with_3(tmp_path: Path) -> None:
    note = tmp_path / "a.txt"
    note.write_bytes(b"")
    done = run("parse", note, "-o", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.returncode == 3
    assert b"cannot write" in done.stderr


def test_terminal_escapes_in_a_file_name_are_escaped(tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[31m.txt"
    bad.write_bytes(b"")
    done = run("parse", bad)
    assert done.returncode == 1
    assert b"\x1b" not in done.stderr
    assert "\x1b" in json.loads(done.stdout)["source"]["path"]


def test_undecodable_file_name_is_written_with_escapes(tmp_path: Path) -> None:
    bad = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(bad)).write_bytes(b"")
    done = run("parse", tmp_path)
    assert json.loads(done.stdout)["source"]["path"].endswith("caf\\xe9.txt")


def test_termination_exits_with_143(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policynlp", "parse", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"x")
        process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 143


def test_version_info_and_schema_answer() -> None:
    assert b"policynlp, version" in run("--version").stdout
    told = run("info").stdout
    assert b"languages en, fr" in told
    for line in (b"extra parquet (", b"program tesseract (", b"outputs json"):
        assert line in told
    schema = json.loads(run("schema").stdout)
    assert schema["title"] == "Document"


@pytest.mark.parametrize("name", sorted(SINKS))
def test_every_format_is_offered(name: str) -> None:
    assert name.encode() in run("parse", "--help").stdout


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from policynlp.cli import cli; cli(['--help'], standalone_mode=False);"
        "print([m for m in sys.modules if m.startswith('policynlp.') and m.count('.') == 1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True,
        env={**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""},
    )  # fmt: skip
    assert "train " in done.stdout
    assert done.stdout.splitlines()[-1] == "['policynlp.errors', 'policynlp.cli']"
