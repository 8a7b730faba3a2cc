"""Seeded fuzzing: ordinary files of every format damaged at random, parsed, looked at.

    python tests/hostile/fuzz.py --minutes 60 --seed 1 --analyse

Each round is named by its seed and number, so that `--seed S --only N` makes the same file again.
Files that bring out a problem are kept in `--keep`.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from cases.common import DATA  # noqa: E402
from harness import strict  # noqa: E402

from policynlp.limits import Limits  # noqa: E402
from policynlp.schema import Failure  # noqa: E402
from policynlp.source import Source  # noqa: E402
from policynlp.workers.crew import Crew  # noqa: E402
from policynlp.workers.settings import Settings  # noqa: E402

SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx", ".odt", ".pptx", ".rtf", ".eml")
ZIPS = (".docx", ".odt", ".pptx")
NUMBERS = (
    b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"1e308", b"9" * 40,
    b"nan", b"0.0000001",
)  # fmt: skip
TOKENS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"<<", b">>", b"[", b"]", b"4 0 R", b"endobj", b"stream\n", b"endstream", b"/Kids",
             b"/FlateDecode", b"BT", b"ET", b"(", b")", b"Tj", b"cm", b"q", b"Do", b"null"),
    ".html": (b"<table>", b"<td colspan=9>", b"</div>", b"<!--", b"]]>", b"<script>", b"&#x0;",
              b"<li>", b"<pre>", b"</p>", b"<h1>", b"<br>", b"<title>", b"\x00", b"&nbsp;"),
    ".rtf": (b"{", b"}", b"\\par", b"\\cell", b"\\row", b"\\bin9", b"\\u-1?", b"\\'", b"\\*"),
    ".eml": (b"\n\n", b"--", b"boundary=", b"=?utf-8?q?", b"?=", b";", b"Content-Type: "),
    ".md": (b"|", b"```", b"# ", b"> ", b"- ", b"[", b"](", b"**", b"---\n", b"<div>"),
    ".txt": (b"\n\n", b"\x0c", b"- ", b"1. ", b"\t", b"  ", b":", b"\xc3", b"\xa0", b"|"),
}  # fmt: skip
XML = (b"</w:p>", b"<w:tbl>", b"&amp;", b"<w:r>", b"<t:p>", b"<!--", b"]]>", b"&x;", b"<?x?>")


@dataclass
class Findings:
    """What a run found."""

    rounds: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def seeds() -> list[tuple[str, bytes]]:
    """Whole files of all formats."""
    found = sorted(path for path in DATA.rglob("*") if path.suffix in SUFFIXES)
    return [(path.name, path.read_bytes()) for path in found if path.stat().st_size < 400_000]


def mutate(name: str, data: bytes, others: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    """A damaged copy."""
    suffix = Path(name).suffix
    if suffix in ZIPS and chance.random() < 0.75:
        return mutate_member(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = mutate_bytes(data, suffix, others, chance)
    return data


def mutate_bytes(
    data: bytes, suffix: str, others: list[tuple[str, bytes]], chance: random.Random
) -> bytes:
    """One piece of damage."""
    at = chance.randrange(len(data) + 1)
    length = chance.choice((1, 2, 8, 64, 1024))
    tokens = TOKENS.get(suffix, XML)
    match chance.randrange(9):
        case 0:
            return data[:at] + chance.randbytes(length) + data[at + length :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[:at] + data[at : at + length] * chance.choice((2, 2, 3, 50)) + data[at:]
        case 3:
            return data[:at] + chance.choice(tokens) * chance.choice((1, 1, 3, 500)) + data[at:]
        case 4:
            numbers = list(re.finditer(rb"\d{1,9}", data))
            if not numbers:
                return data
            found = chance.choice(numbers)
            return data[: found.start()] + chance.choice(NUMBERS) + data[found.end() :]
        case 5:
            other = chance.choice(others)[1]
            start = chance.randrange(len(other))
            return data[:at] + other[start : start + length * 4] + data[at:]
        case 6:
            to = chance.randrange(len(data) + 1)
            return data[:to] + data[at : at + length] + data[to:]
        case 7:
            return data[: max(1, at)]
        case _:
            changed = bytearray(data)
            for _ in range(length):
                if changed:
                    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            return bytes(changed)


def mutate_member(data: bytes, chance: random.Random) -> bytes:
    """An archive whose members are damaged inside, so that what is behind the zip is reached."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            names = source.namelist()
            chosen = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2)))))
            for name in names:
                part = source.read(name)
                if name in chosen or (name.endswith("document.xml") and chance.random() < 0.5):
                    part = mutate_xml(part, chance)
                if chance.random() < 0.01:
                    continue
                entry = zipfile.ZipInfo(name)  # with a fixed date: same seed, same bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                made.writestr(entry, part)
    return out.getvalue()


def mutate_xml(part: bytes, chance: random.Random) -> bytes:
    """XML with values, elements or bytes changed; mostly it stays well-formed."""
    for _ in range(chance.choice((1, 2, 4, 8))):
        if chance.random() < 0.2:
            part = mutate_bytes(part, ".xml", [("", part or b"x")], chance)
            continue
        values = list(re.finditer(rb'="([^"<]{0,200})"', part))
        elements = list(re.finditer(rb"<[\w:]+(?: [^<>]{0,300})?/>", part))
        if elements and chance.random() < 0.4:
            found = chance.choice(elements)
            times = chance.choice((0, 2, 300))
            part = part[: found.start()] + found.group() * times + part[found.end() :]
        elif values:
            found, other = chance.choice(values), chance.choice(values)
            value = chance.choice((*NUMBERS, b"", b"x", other[1], other[1]))
            part = part[: found.start(1)] + value + part[found.end(1) :]
    return part


def made(seed: int, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """Damaged files without end, the same for the same seed."""
    whole = seeds()
    number = start
    while True:
        chance = random.Random(f"{seed} {number}")
        # Formats in turn, whatever the number of their files.
        suffix = SUFFIXES[number % len(SUFFIXES)]
        name, data = chance.choice([pair for pair in whole if pair[0].endswith(suffix)])
        damaged = mutate(name, data, whole, chance) or b"x"
        yield f"{seed}-{number}-{name}", damaged
        number += 1


def fuzz(
    minutes: float, seed: int, *, analyse: bool = False, workers: int = 1, keep: Path | None = None,
    only: int | None = None,
) -> Findings:  # fmt: skip
    """Parses damaged files until the time is over."""
    found = Findings()
    until = time.monotonic() + 60 * minutes
    chosen = "policynlp.analysis:analyse" if analyse else "stubs:analyse"
    limits = Limits(document_seconds=60, page_seconds=20)
    pending: dict[str, bytes] = {}

    def sources() -> Iterator[Source]:
        for name, data in made(seed, only or 0):
            if time.monotonic() > until or (only is not None and pending):
                return
            pending[name] = data
            yield Source(name, data)

    with Crew(Settings(limits, analyse=chosen), workers) as crew:
        for result in crew.run(sources()):
            name = result.source.path
            data = pending[name] if only is not None else pending.pop(name)
            found.rounds += 1
            code = result.error.code if isinstance(result, Failure) else "ok"
            found.codes[code] += 1
            problem = ""
            bad = code in ("crash", "internal", "limit_time", "limit_memory")
            if bad and isinstance(result, Failure):
                problem = f"{code}: {result.error.message}"
            try:
                strict(result.model_dump_json().encode())
            except (AssertionError, ValueError) as error:
                problem = f"contract: {str(error)[:300]}"
            if problem:
                found.problems.append(f"{name}: {problem}")
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / name).write_bytes(data)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--analyse", action="store_true", help="with the real analysis, too")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for files that bring out a problem")
    parser.add_argument("--only", type=int, help="number of the only round")
    given = parser.parse_args()
    found = fuzz(
        given.minutes, given.seed, analyse=given.analyse, workers=given.workers, keep=given.keep,
        only=given.only,
    )  # fmt: skip
    print(f"seed {given.seed}: {found.rounds} files, {dict(found.codes)}")  # noqa: T201
    print("\n".join(found.problems) or "no problem")  # noqa: T201
    sys.exit(bool(found.problems))


if __name__ == "__main__":
    main()
