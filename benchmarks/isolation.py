"""What isolation costs: the command line with and without `--no-isolation`, in turn.

    python benchmarks/isolation.py [--files 60] [--rounds 5] [--source FOLDER]

Measures one file and a batch with one job, as wall time and as processor time of all processes
(the kernel counts those of children that have ended, too). The two are run one after the other and
compared pair by pair, so that the figures hold on a machine whose speed drifts. The files are those
of `made_files.py`, a page to four long, in four formats and two languages; or those of a folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from made_files import make_parts, write_file

SUFFIXES = (".txt", ".html", ".docx", ".pdf")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--source", type=Path, help="a folder of files to take instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if given.source is None:
            (work / "in").mkdir()
            inputs = make_files(work / "in", given.files)
        else:
            inputs = sorted(path for path in given.source.rglob("*") if path.is_file())
        for path in one_of_each(inputs):
            compare(f"one {path.suffix[1:]} file", [path], work, given.rounds)
        compare(f"batch of {len(inputs)} files", inputs, work, given.rounds)


def make_files(folder: Path, count: int) -> list[Path]:
    """Files of a page to four."""
    made = []
    for number in range(count):
        path = folder / f"{number:03}{SUFFIXES[number % len(SUFFIXES)]}"
        language = ("fr", "en")[number // len(SUFFIXES) % 2]
        parts = make_parts(language, 1 + number % 4, tables=number % 3 == 0, seed=number)
        made.append(write_file(path, parts))
    return made


def one_of_each(inputs: Sequence[Path]) -> list[Path]:
    """The first file of each format."""
    return list({path.suffix: path for path in reversed(inputs)}.values())[::-1]


def compare(what: str, inputs: Sequence[Path], work: Path, rounds: int) -> None:
    """Runs the two in turn and prints the medians of times, differences and ratios."""
    run(inputs, work, "--no-isolation")  # nothing has to come from the disk afterwards
    pairs = []
    for number in range(rounds):
        # Each goes first as often as the other.
        order = [(), ("--no-isolation",)]
        times = {options: run(inputs, work, *options) for options in order[:: (-1) ** number]}
        pairs.append((times[()], times["--no-isolation",]))
    print(f"{what}:")
    for index, kind in enumerate(("wall", "processor")):
        isolated = [a[index] for a, _ in pairs]
        plain = [b[index] for _, b in pairs]
        more = [a - b for a, b in zip(isolated, plain, strict=True)]
        ratios = [a / b for a, b in zip(isolated, plain, strict=True)]
        print(
            f"  {kind:9} {median(isolated):6.2f} s isolated, {median(plain):6.2f} s not:"
            f" {median(more):+.2f} s ({min(more):+.2f} to {max(more):+.2f}),"
            f" ratio {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
            flush=True,
        )


def run(inputs: Sequence[Path], work: Path, *options: str) -> tuple[float, float]:
    """Wall and processor seconds of one call."""
    out = work / "out.jsonl"
    out.unlink(missing_ok=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "policynlp", "parse", *map(str, inputs), "-o", str(out), "-q",
         "-f", "jsonl", "-j", "1", *options],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"policynlp ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
