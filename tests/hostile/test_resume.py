"""A batch that is killed at any time loses and repeats nothing."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import harness
import pytest

from policynlp.cli.resume import left_to_do, read_finished

COUNT = 30


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder of inputs, some of which fail."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(COUNT):
        text = "refuse" if n % 7 == 3 else f"slow 0.0{n % 5} {'long ' * 40_000 * (n % 2)}"
        (folder / f"{n:02}.txt").write_text(text)
    return folder


def start(folder: Path, out: Path, work: Path, mark: str, *more: str) -> subprocess.Popen[bytes]:
    """The command line with the parsers of `stubs`, which need no models."""
    environment = harness.environment(work, mark)
    environment["PYTHONPATH"] += os.pathsep + str(harness.HERE)
    # A test run in the background of a shell ignores SIGINT, and so would this process.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        f"from stubs import run_command; run_command({[str(folder), '-o', str(out), *more]!r})"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def lines(out: Path) -> Counter[str]:
    """How many lines there are of each input, by strict JSON."""
    found: Counter[str] = Counter()
    for line in out.read_bytes().splitlines(keepends=True):
        assert line.endswith(b"\n")
        found[json.loads(line)["source"]["path"]] += 1
    return found


def rounds(batch: Path, work: Path, moments: int, seed: int) -> None:
    """Kills one process of the batch again and again, then lets a last run finish."""
    chance = random.Random(seed)
    out = work / "out.jsonl"
    wanted = Counter({str(path): 1 for path in batch.iterdir()})
    killed = parents = 0
    mark = f"resume-{os.getpid()}"
    watch = harness.Watch(mark)
    while killed < moments:
        if out.exists():
            assert lines(out) == wanted
            out.unlink()
        process = start(batch, out, work, mark, "-j", "2", "--resume", "-q")
        while process.poll() is None and killed < moments:
            time.sleep(chance.uniform(0.02, 0.5))
            alive = watch.alive()
            if process.poll() is None and alive:
                # Every second time the parent, which is the one that writes.
                chosen = process.pid if chance.random() < 0.5 else chance.choice(alive)
                os.kill(chosen, signal.SIGKILL)
                killed += 1
                parents += chosen == process.pid
                if chosen == process.pid:
                    break
        if process.poll() is None and killed >= moments:
            process.kill()
        process.communicate()
        deadline = time.monotonic() + 10
        while watch.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not watch.alive(), "processes outlived their parent"
        part = Path(f"{out}.part")
        if part.exists():
            finished = read_finished(part)
            assert all(count == 1 for count in finished.paths.values())
    process = start(batch, out, work, mark, "-j", "2", "--resume", "-q")
    process.communicate()
    assert process.returncode == 1
    assert lines(out) == wanted
    assert parents >= moments // 8
    assert not list((work / "tmp").iterdir())
    assert sorted(path.name for path in work.glob("out*")) == ["out.jsonl"]


def test_killed_batch_goes_on(batch: Path, tmp_path: Path) -> None:
    rounds(batch, tmp_path, 2, seed=1)


@pytest.mark.slow
def test_killed_at_fifty_moments(batch: Path, tmp_path: Path) -> None:
    rounds(batch, tmp_path, 60, seed=2)


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), pytest.param(signal.SIGINT, 130, marks=pytest.mark.slow)],
)
def test_signals_end_the_batch_with_whole_lines(
    batch: Path, tmp_path: Path, number: int, code: int
) -> None:
    out, mark = tmp_path / "out.jsonl", f"signals-{os.getpid()}-{number}"
    process = start(batch, out, tmp_path, mark, "-j", "2")
    part = Path(f"{out}.part")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (not part.exists() or part.stat().st_size < 1_000):
        time.sleep(0.05)
    started = time.monotonic()
    process.send_signal(number)
    process.communicate()
    assert process.returncode == code
    assert time.monotonic() - started < 10
    time.sleep(0.3)
    assert not harness.Watch(mark).alive()
    data = part.read_bytes()
    assert data.endswith(b"\n")
    assert read_finished(part).size == len(data)
    assert not out.exists()
    assert not list((tmp_path / "tmp").iterdir())


def test_second_run_into_the_same_file_is_refused(batch: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with Path(f"{out}.part").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = start(batch, out, tmp_path, f"second-{os.getpid()}", "--resume")
        _, said = run.communicate()
    assert run.returncode == 3
    assert b"another run" in said


LINE = b'{"schema_version":"1.0","id":null,"source":{"path":"%s","media_type":null},"error":{}}\n'


@pytest.mark.parametrize(
    "tail", [b"", b'{"schema_ver', LINE[:-1] % b"x", b"\x00" * 500, b"{}\n", b"\n", LINE[9:] % b"x"]
)
def test_finished_lines_end_where_the_first_broken_one_begins(tmp_path: Path, tail: bytes) -> None:
    part = tmp_path / "a.part"
    whole = LINE % b"a.txt" + LINE % b"b\\u00e9.txt" + LINE % b"a.txt"
    part.write_bytes(whole + tail)
    found = read_finished(part)
    assert found.size == len(whole)
    assert found.failed == 3
    assert found.paths == {"a.txt": 2, "bé.txt": 1}


def test_input_given_twice_has_two_lines(tmp_path: Path) -> None:
    part = tmp_path / "a.part"
    part.write_bytes(LINE % b"a.txt" + LINE % b"-")
    inputs: list[str | bytes] = ["a.txt", "b.txt", "a.txt", b"text"]
    assert list(left_to_do(inputs, read_finished(part))) == ["b.txt", "a.txt"]
