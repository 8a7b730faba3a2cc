"""Runs the command line over hostile files and counts what must not happen."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from invariants import check
from policynlp.loaders.attachments import attachments
from policynlp.schema import Document, Failure

HERE = Path(__file__).resolve().parent
MB = 2**20
KINDS = ("reader", "analyser")


@dataclass
class Report:
    """What was counted. `problems` must be empty; the rest is for people."""

    inputs: int = 0
    seconds: float = 0.0
    peak_mb: dict[str, int] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = "\n".join(self.problems) or "none"
        return (
            f"{self.inputs} inputs in {self.seconds:.0f} s, largest processes {self.peak_mb} MB\n"
            f"outcomes: {dict(self.codes.most_common())}\nproblems: {found}"
        )


class Watch:
    """Looks at the processes of a run while it runs."""

    def __init__(self, mark: str) -> None:
        self.mark = f"POLICYNLP_TEST={mark}".encode()
        self.peak: dict[str, int] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def alive(self) -> list[int]:
        """Processes of the run."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if self.mark in (entry / "environ").read_bytes():
                        found.append(int(entry.name))
                except OSError:
                    continue
        return found

    def _look(self) -> None:
        while not self._end.wait(0.1):
            for pid in self.alive():
                try:
                    pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
                    line = Path(f"/proc/{pid}/cmdline").read_bytes()
                except (OSError, IndexError):
                    continue
                found = [kind for kind in KINDS if f"workers.{kind}".encode() in line]
                kind = found[0] if found else "parent"
                size = pages * os.sysconf("SC_PAGE_SIZE") // MB
                self.peak[kind] = max(self.peak.get(kind, 0), size)


def worker_pids() -> set[int]:
    """Processes of ours that are alive: readers and analysers, whoever started them."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            line = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        mark = f"policynlp-test={os.getpid()}".encode()
        try:
            ours = mark in (entry / "environ").read_bytes()
        except OSError:
            ours = False
        if ours and b"policynlp.workers" in line:
            found.add(int(entry.name))
    return found


def environment(work: Path, mark: str) -> dict[str, str]:
    """No home, an empty temporary folder, and everything written down that looks outside."""
    (work / "tmp").mkdir(exist_ok=True)
    path = os.pathsep.join(filter(None, (str(HERE / "watched"), os.environ.get("PYTHONPATH", ""))))
    return {
        **os.environ, "PYTHONPATH": path, "TMPDIR": str(work / "tmp"), "HOME": "/nonexistent",
        "POLICYNLP_TEST": mark, "POLICYNLP_TEST_LOG": str(work / "log"), "PYTHONUTF8": "1",
    }  # fmt: skip


def command(*arguments: str | Path, isolated_network: bool = True) -> list[str]:
    """The command line, where possible in a network of its own with nothing in it."""
    line = [sys.executable, "-m", "policynlp", *map(str, arguments)]
    if isolated_network and shutil.which("unshare"):
        probe = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
        if probe.returncode == 0:
            return ["unshare", "-rn", "--", *line]
    return line


def run(
    inputs: Sequence[Path], work: Path, *options: str, seconds: float, memory_mb: Mapping[str, int],
    allowed: Mapping[str, frozenset[str] | None],
) -> Report:  # fmt: skip
    """Parses the inputs in one batch and counts.

    Args:
        memory_mb: what a parent, a reader and an analyser may take at most.
        allowed: outcomes by file name; None or a missing name: any but crash and internal.
    """
    report = Report(inputs=len(inputs))
    out, mark = work / "out" / "records.jsonl", f"{os.getpid()}-{time.monotonic_ns()}"
    out.parent.mkdir()
    started = time.monotonic()
    with Watch(mark) as watch:
        done = subprocess.run(
            command("parse", *inputs, "-o", out, "-q", *options),
            env=environment(work, mark), cwd=work / "out", stdin=subprocess.DEVNULL,
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
        report.seconds = time.monotonic() - started
        time.sleep(0.3)
        orphans = watch.alive()
    report.peak_mb = watch.peak
    problems = report.problems
    if done.returncode not in (0, 1) or done.stderr:
        problems.append(f"exit code {done.returncode}: {done.stderr[-2000:]!r}")
    problems += [f"process {pid} left over" for pid in orphans]
    for pid in orphans:
        os.kill(pid, signal.SIGKILL)
    for kind, size in report.peak_mb.items():
        if size > memory_mb[kind]:
            problems.append(f"a process ({kind}) took {size} MB, over {memory_mb[kind]}")
    problems += stray_files(work)
    problems += outside(work / "log")
    # Each mail is followed by its attachments, which have lines of their own.
    parts = [part.path for path in inputs if path.suffix == ".eml" for part in attachments(path)]
    problems += check_lines(out, [*map(shown, inputs), *parts], allowed, report.codes)
    return report


def shown(path: Path) -> str:
    """A path as it stands in records."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def stray_files(work: Path) -> list[str]:
    """What stands where nothing should."""
    left = [
        *(work / "tmp").iterdir(),
        *(p for p in (work / "out").iterdir() if p.name != "records.jsonl"),
    ]
    return [f"stray file {path}" for path in left]


def outside(log: Path) -> list[str]:
    """Network calls and foreign programs that the audit hook saw."""
    lines = log.read_text().splitlines() if log.exists() else []
    return sorted({f"outside: {line}" for line in lines})


def check_lines(
    out: Path, paths: Iterable[str], allowed: Mapping[str, frozenset[str] | None],
    codes: Counter[str],
) -> list[str]:  # fmt: skip
    """Lines that are missing, doubled, no strict JSON, against the contract or unexpected."""
    problems: list[str] = []
    wanted = Counter(paths)
    data = out.read_bytes() if out.exists() else b""
    for line in data.split(b"\n")[:-1]:
        try:
            result = strict(line)
        except (ValueError, AssertionError) as error:
            problems.append(f"line {line[:200]!r}: {str(error)[:300]}")
            continue
        path = result.source.path
        wanted[path] -= 1
        code = result.error.code if isinstance(result, Failure) else "ok"
        codes[code] += 1
        name = path.rpartition("/")[2]
        expected = allowed.get(name)
        if code in ("crash", "internal") or (expected is not None and code not in expected):
            told = result.error.message if isinstance(result, Failure) else ""
            problems.append(f"{name}: {code} {told}; expected {expected and sorted(expected)}")
        if isinstance(result, Document) and "root:x:0:0" in result.text:
            problems.append(f"{name}: holds a file of this machine")
    if data and not data.endswith(b"\n"):
        problems.append("the last line has no end")
    problems += [f"{n:+d} lines too few for {path}" for path, n in wanted.items() if n]
    return problems


def strict(line: bytes) -> Document | Failure:
    """The result on a line of strict JSON that keeps to the contract."""

    def refuse(text: str) -> Any:
        raise ValueError(f"{text} is no JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    text = line.decode("utf-8")
    made = json.loads(text, parse_constant=refuse, object_pairs_hook=once)
    json.dumps(made, ensure_ascii=False).encode("utf-8")
    model: type[Document | Failure] = Failure if "error" in made else Document
    result = model.model_validate(made)
    check(result)
    return result
