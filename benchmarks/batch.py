"""Time, memory and size of batches and outputs (Linux: memory is read from /proc).

    python benchmarks/batch.py parse [--documents 2000] [--minutes 10] [--jobs 2] [--format sqlite]
    python benchmarks/batch.py outputs [--documents 2000] [--format FORMAT ...]
    python benchmarks/batch.py query [--documents 2000]

`parse` runs the command line over made documents (see `made_documents.py`), once from nothing and
once more with nothing changed, and reads the memory of its processes twice a second. `outputs`
writes and reads as many documents to each format without parsing them: some forty parsed ones,
each time under another id, path and text. `query` asks such a store questions.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path

from made_documents import make_documents

import policynlp
from policynlp.sinks import SINKS, write

MB = 1024 * 1024
SEEDS = 40
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("recommendations", {"country": "MLI", "theme": "financing", "due_before": "2021"}),
    ("all", {"text": "hôpitaux"}),
    ("follow_up", {"addressee": "ministère de la Santé", "due_after": "2020"}),
)


@dataclass
class Memory:
    """Resident memory of a process and its children over time, in bytes."""

    own: list[int] = field(default_factory=list)
    tree: list[int] = field(default_factory=list)

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Look twice a second until the process ends."""
        while process.poll() is None:
            pids = [process.pid, *descendants(process.pid)]
            sizes = [resident(pid) for pid in pids]
            self.own.append(sizes[0])
            self.tree.append(sum(sizes))
            time.sleep(0.5)

    def line(self) -> str:
        """Quarter by quarter: flat memory gives like figures."""
        cuts = [len(self.own) * i // 4 for i in range(5)]
        own = [max(self.own[a:b], default=0) // MB for a, b in pairwise(cuts)]
        tree = [max(self.tree[a:b], default=0) // MB for a, b in pairwise(cuts)]
        return f"peak by quarter, MB: main process {own}, with its workers {tree}"


def resident(pid: int) -> int:
    """Resident bytes of a process, 0 where it has gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * resource.getpagesize()


def descendants(pid: int) -> Iterator[int]:
    """Processes that a process has started, and theirs."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in map(int, found):
        yield child
        yield from descendants(child)


def run_parse(documents: int, minutes: float, jobs: int, format_: str) -> None:
    """Measure the command line, for as many documents as the time allows."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "in"
        paths = make_documents(documents, inputs)
        size = sum(path.stat().st_size for path in paths)
        out = Path(folder) / f"records.{format_}"
        command = [sys.executable, "-m", "policynlp", "parse", str(inputs), "-o", str(out),
                   "-j", str(jobs)]  # fmt: skip
        print(f"{documents} documents, {size / MB:.1f} MB, {jobs} at a time, {format_}")
        done = measure(command, out, minutes * 60)
        if done:
            measure(command, out, minutes * 60)


def measure(command: list[str], out: Path, seconds: float) -> bool:
    """Run once; whether it ended within the time."""
    memory, begun = Memory(), time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        watcher = threading.Thread(target=memory.watch, args=[process])
        watcher.start()
        try:
            _, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.terminate()
            _, said = process.communicate()
        watcher.join()
    ended = process.returncode in (0, 1)
    spent = time.monotonic() - begun
    if ended:
        print(f"  {spent:.1f} s; {said.decode().splitlines()[0]}")
        print(f"  {memory.line()}; output {out.stat().st_size / MB:.1f} MB")
    else:
        kept = sum(1 for _ in policynlp.read(out)) if out.exists() else 0
        print(f"  stopped after {spent:.0f} s with {kept} documents kept; {memory.line()}")
    return ended


def make_seeds(folder: Path) -> Path:
    """An output of a few documents, parsed in processes that end."""
    make_documents(SEEDS, folder / "in")
    out = folder / "seeds.jsonl"
    command = [sys.executable, "-m", "policynlp", "parse", str(folder / "in"), "-o", str(out), "-q"]
    subprocess.run(command, check=True)
    return out


def varied(seeds: Path, count: int) -> Iterator[policynlp.Document]:
    """Documents made of the few in a file, each under an id, a path and a text of its own."""
    parsed = list(policynlp.read(seeds))
    for number in range(count):
        seed = parsed[number % len(parsed)]
        path = f"reports/{number:05}.txt"
        yield seed.model_copy(update={
            "id": "sha256:" + hashlib.sha256(path.encode()).hexdigest(),
            "source": seed.source.model_copy(update={"path": path}),
            "text": f"{seed.text}\n{number}",
        })  # fmt: skip


def run_outputs(documents: int, formats: list[str]) -> None:
    """Measure writing and reading, each format in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = make_seeds(Path(folder))
        for format_ in formats:
            command = [sys.executable, __file__, "one", "--documents", str(documents), "--format",
                       format_, "--seeds", str(seeds)]  # fmt: skip
            subprocess.run(command, check=True)


def run_one(documents: int, format_: str, seeds: Path) -> None:
    """Measure one format in this process."""
    suffix = "parquet" if format_ == "parquet-flat" else format_
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"records.{suffix}"
        made = varied(seeds, documents)
        made = chain([next(made)], made)  # what the seeds take is there before the clock starts
        before = resident_peak()
        wrote = clock(lambda: write(made, out, format_))
        peak = resident_peak()
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        read = clock(lambda: sum(1 for _ in policynlp.read(out, format_)))
        print(f"{format_}: {documents} documents written in {wrote:.1f} s, read in {read:.1f} s, "
              f"{size / MB:.1f} MB; peak memory {before // MB} MB before, {peak // MB} MB after "
              f"writing, {resident_peak() // MB} MB after reading", flush=True)  # fmt: skip


def run_query(documents: int) -> None:
    """Measure questions to a store."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.sqlite"
        write(varied(make_seeds(Path(folder)), documents), out)
        for what, filters in QUESTIONS:
            policynlp.query(out, what, limit=1, **filters)  # type: ignore[arg-type]  # filters by name
            for limit in (20, documents * 100):
                begun = time.monotonic()
                found = policynlp.query(out, what, limit=limit, **filters)  # type: ignore[arg-type]
                spent = (time.monotonic() - begun) * 1000
                print(f"{what} {filters}: {len(found)} found in {spent:.0f} ms")


def clock(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def resident_peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Time, memory and size of batches and outputs.")
    parser.add_argument("what", choices=["parse", "outputs", "query", "one"])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", action="append", choices=list(SINKS))
    parser.add_argument("--seeds", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.what == "parse":
        for format_ in given.format or ["jsonl", "sqlite"]:
            run_parse(given.documents, given.minutes, given.jobs, format_)
    elif given.what == "outputs":
        run_outputs(given.documents, given.format or list(SINKS))
    elif given.what == "query":
        run_query(given.documents)
    else:
        run_one(given.documents, given.format[0], given.seeds)


if __name__ == "__main__":
    main()
