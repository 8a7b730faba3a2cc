"""What other names cost: annotated documents with their names put for others, and their scores.

    python benchmarks/swaps.py corpus/documents/train
    python benchmarks/swaps.py corpus/documents/train --only people --every 4 --keep OUT

Takes the documents of the folders that are text or have a source (`NAME.docx.md`, `NAME.pdf.md`),
puts other people, towns, acronyms, countries or years in the text and in the annotation alike, and
compares what is parsed with what is then annotated. `none` is the same documents as they are.
Differences to it are what the reading of a document owes to names it happens to know.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "corpus"))

from layout_makers.web import semantic
from rendering.outline import read_outline

from policynlp.training.report import evaluate_folders

Json = dict[str, Any]
# Old to new, whole words.
Map = dict[str, str]
POOLS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]\d)")
_VOWELS, _OTHERS = "AEIOU", "BCDFGKLMNPRSTVZ"
# From 1901 to 2099 a date falls on the same weekday 28 years earlier.
_YEARS = 28


def people(text: str, gold: Json, chance: random.Random) -> Map:
    """Other people: each word of a name for another one."""
    names = [name for name in gold.get("entities", {}).get("PERSON", []) if isinstance(name, str)]
    taken: Map = {}
    for name in names:
        words = [word for word in _NAME.findall(name) if word[0].isupper()]
        for position, word in enumerate(words):
            pool = "given" if position == 0 and len(words) > 1 else "family"
            if word not in taken and len(word) > 2:
                taken[word] = chance.choice([w for w in POOLS[pool] if w not in taken.values()])
    return taken


def towns(text: str, gold: Json, chance: random.Random) -> Map:
    """Other towns, which nobody has heard of."""
    places: set[str] = set()
    for record in gold["records"]:
        places |= {place for place in record.get("places") or [] if place}
        places |= {record["place"]} if record.get("place") else set()
    wanted = sorted(p for p in places if _is_town(p))
    chosen = chance.sample(POOLS["towns"], min(len(wanted), len(POOLS["towns"])))
    return dict(zip(wanted, chosen, strict=False))


def _is_town(place: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", place)) and place[0].isupper()


def acronyms(text: str, gold: Json, chance: random.Random) -> Map:
    """Other acronyms for bodies whose name is never spelt out; vowels for vowels (« l'OMS »)."""
    found: Map = {}
    for body in gold.get("entities", {}).get("ORG", []):
        names = [body] if isinstance(body, str) else body
        known = [name for name in names if name in text]
        if len(known) == 1 and _ACRONYM.fullmatch(known[0]):
            found[known[0]] = "".join(
                chance.choice(_VOWELS if letter in _VOWELS else _OTHERS) for letter in known[0]
            )
    return found


def years(text: str, gold: Json, chance: random.Random) -> Map:
    """Twenty-eight years earlier: the same weekdays."""
    return {year: str(int(year) - _YEARS) for year in set(_YEAR.findall(text))}


def countries(text: str, gold: Json, chance: random.Random) -> Map:
    """Another country for each, with its cities and adjectives, that takes the same articles."""
    code = gold["language"]
    names, adjectives, cities = _countries(code)
    found: Map = {}
    used: set[str] = set(gold.get("entities", {}).get("COUNTRY", []))
    for old in sorted(used):
        if old not in names or names[old] not in text:
            continue
        told = [city for city in cities[old] if re.search(rf"\b{re.escape(city)}\b", text)]
        like = [
            iso
            for iso in sorted(names)
            if iso not in used
            and len(cities[iso]) >= len(told)
            and _kind(code, names[iso]) == _kind(code, names[old])
            and len(adjectives[iso]) == len(adjectives[old])
        ]
        if not like:
            continue
        used.add(new := chance.choice(like))
        found |= {names[old]: names[new], old: new}
        found |= dict(zip(adjectives[old], adjectives[new], strict=True))
        found |= dict(zip(told, cities[new], strict=False))
    return found


def _kind(code: str, name: str) -> tuple[bool, ...]:
    """What decides on the articles before a country's name."""
    feminine = name.endswith("e") and code == "fr"
    return (name[0] in "AEIOUÉÎ", name.endswith("s"), feminine, " " in name)


def _countries(code: str) -> tuple[dict[str, str], dict[str, list[str]], dict[str, list[str]]]:
    """First name, adjectives and cities by ISO 3166-1 alpha-3 code."""
    folder = files("policynlp.languages") / code

    def rows(name: str) -> Iterable[dict[str, str]]:
        lines = (folder / name).read_text("utf-8").splitlines()
        return csv.DictReader(lines, delimiter="\t")

    names: dict[str, str] = {}
    for row in rows("countries.tsv"):
        if not row["ambiguous"]:
            names.setdefault(row["iso3"], row["name"])
    adjectives: dict[str, list[str]] = defaultdict(list)
    for row in rows("demonyms.tsv"):
        adjectives[row["iso3"]].append(row["adjective"])
    cities: dict[str, list[str]] = defaultdict(list)
    for row in rows("places.tsv"):
        if row["kind"] == "city" and not row["ambiguous"] and row["name"] not in names.values():
            cities[row["iso3"]].append(row["name"])
    return names, adjectives, cities


def none(text: str, gold: Json, chance: random.Random) -> Map:
    """As they are."""
    return {}


SWAPS: dict[str, Callable[[str, Json, random.Random], Map]] = {
    swap.__name__: swap for swap in (none, people, towns, acronyms, countries, years)
}


def put(value: Any, chosen: Map) -> Any:
    """A text, or all texts of an annotation, with the new names; words in capitals stay so."""
    if isinstance(value, dict):
        return {key: put(inner, chosen) for key, inner in value.items()}
    if isinstance(value, list):
        return [put(inner, chosen) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return int(chosen.get(str(value), value))
    if not isinstance(value, str) or not chosen:
        return value
    by_form = chosen | {old.upper(): new.upper() for old, new in chosen.items()}
    longest = sorted(by_form, key=len, reverse=True)
    found = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w])")
    return found.sub(lambda match: by_form[match[0]], value)


def sources(folders: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Annotation and text of each document that has one."""
    for folder in folders:
        for gold in sorted(folder.glob("*.json")):
            text = next((p for p in sorted(folder.glob(f"{gold.stem}.*md"))), None)
            text = text or gold.with_suffix(".txt")
            if text.exists():
                yield gold, text


def make(name: str, chosen: Iterable[tuple[Path, Path]], out: Path) -> tuple[Path, int]:
    """Writes all documents with one kind of name swapped; the folder, and how many names."""
    folder = out / name
    folder.mkdir(parents=True)
    count = 0
    for path, source in chosen:
        gold, text = json.loads(path.read_text("utf-8")), source.read_text("utf-8")
        swapped = SWAPS[name](text, gold, random.Random(path.stem))
        count += len(swapped)
        new = put(text, swapped)
        (folder / path.name).write_text(json.dumps(put(gold, swapped), ensure_ascii=False), "utf-8")
        if source.suffix == ".md":
            semantic(read_outline(new), folder / f"{path.stem}.html")
        else:
            (folder / f"{path.stem}.txt").write_text(new, "utf-8")
    return folder, count


def main() -> None:
    """Make the documents, evaluate each kind and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="annotated documents")
    parser.add_argument("--only", nargs="+", choices=list(SWAPS), default=list(SWAPS))
    parser.add_argument("--every", type=int, default=1, help="only every so manieth document")
    parser.add_argument("--keep", type=Path, help="leave the made documents in this new folder")
    options = parser.parse_args()
    chosen = list(sources(options.folders))[:: options.every]
    with tempfile.TemporaryDirectory() as scratch:
        made = [make(name, chosen, options.keep or Path(scratch)) for name in options.only]
        print(f"{len(chosen)} documents\n\n| other | names | records | fields | by language |")
        print("|---|---|---|---|---|")
        evaluated = evaluate_folders(folder for folder, _ in made)
        for (folder, count), (_, scores, groups) in zip(made, evaluated, strict=True):
            languages = ", ".join(
                f"{group.removeprefix('language ')} {part.record_f1:.3f} / {part.slot_f1:.3f}"
                for group, part in groups.items()
                if group.startswith("language")
            )
            print(
                f"| {folder.name} | {count} | {scores.record_f1:.3f} | {scores.slot_f1:.3f} "
                f"| {languages} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
