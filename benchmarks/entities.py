"""Entities on our own gold sentences, and ids of sentence pairs in both languages.

    python benchmarks/entities.py [--part dev|test|late] [--errors LABEL] [--lists]

`corpus/entities/README.md` says what the files hold. A date, sum or country counts when its id is
right and it stands where the gold has it (the spans share text), a body or person when both ends
of its span are right; leading articles and titles do not matter. A pair counts when every id
found in one language is found in the other, all ids that the file asks for are among them and as
many bodies and programmes as it says. `--lists` counts how often the make of listed names gives one
id in both languages, as if no list had them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policynlp.blocks import LoadedDocument
from policynlp.entities import find_mentions, resolve
from policynlp.entities.body_ids import pattern_id, program_id
from policynlp.entities.tables import knowledge
from policynlp.folding import fold
from policynlp.languages import lexicon
from policynlp.schema import Block, Entity
from policynlp.source import Origin

ROOT = Path(__file__).parent.parent / "corpus" / "entities"
LABELS = ("DATE", "MONEY", "COUNTRY", "ORG", "ACRONYM", "PERSON")
_WITH_ID = ("DATE", "MONEY", "COUNTRY")


@dataclass
class Tally:
    """Right, found and gold by label."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def row(self, label: str) -> tuple[float, float, float, int]:
        """Precision, recall, F1 and number of gold spans."""
        right, found, gold = self.right[label], self.found[label], self.gold[label]
        return (
            right / max(1, found),
            right / max(1, gold),
            2 * right / max(1, found + gold),
            gold,
        )


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def entities_of(text: str, language: str, published: str | None) -> tuple[Entity, ...]:
    """What the library finds in a sentence taken as a document."""
    block = Block(id="b1", kind="paragraph", start=0, end=len(text), language=language)
    origin = Origin(path="gold.txt", id="sha256:gold", size_bytes=len(text))
    document = LoadedDocument(origin, "text/plain", text, (block,))
    return resolve(document, find_mentions(document), published)


def small_words(language: str) -> set[str]:
    """Articles and titles that may open a span."""
    return {
        word
        for key in ("articles", "titles")
        for phrase in lexicon(language).words("lexicon", key)
        for word in fold(phrase).replace("'", " ").split()
    }


def core(text: str, start: int, end: int, small: set[str]) -> tuple[int, int]:
    """A span without the small words that open it and the stop that ends it."""
    while True:
        ends = [at for mark in " '’" if (at := text.find(mark, start, end)) > 0]
        if not ends or fold(text[start : min(ends)]).rstrip(".") not in small:
            break
        start = min(ends) + 1
    return start, end - (text[end - 1] == "." and end - start > 4)


Found = tuple[str, int, int, str]


def keys(
    text: str, spans: Iterator[tuple[str, int, int, str | None]], small: set[str]
) -> set[Found]:
    """What is compared: label, span, and the id where the label has one."""
    done: set[Found] = set()
    for label, start, end, value in spans:
        start, end = core(text, start, end, small)
        form = text[start:end]
        done.add((label, start, end, (value or "?") if label in _WITH_ID else ""))
        if label == "ORG" and form.isupper() and " " not in form and len(form) < 9:
            done.add(("ACRONYM", start, end, ""))
    return done


def matches(gold: set[Found], found: set[Found]) -> tuple[set[Found], set[Found]]:
    """The gold items that were found, and what found them, one for one."""
    hits, used = set(), set()
    for item in sorted(gold):
        label, start, end, value = item
        for other in sorted(found - used):
            same = item == other
            if label in _WITH_ID and other[0] == label and other[3] == value:
                same = other[1] < end and start < other[2]
            if same:
                hits.add(item)
                used.add(other)
                break
    return hits, used


def score(language: str, part: str, errors: str | None) -> Tally:
    """Counts of one file; with `errors` the wrong spans of that label are printed."""
    tally, small = Tally(), small_words(language)
    path = ROOT / part / f"{language}.jsonl"
    for line in read_lines(path) if path.exists() else ():
        text = line["text"]
        wanted = ((e["label"], e["start"], e["end"], e.get("id")) for e in line["entities"])
        seen = entities_of(text, language, line["published"])
        gold = keys(text, iter(wanted), small)
        found = keys(text, ((e.label, e.start, e.end, e.canonical_id) for e in seen), small)
        hits, used = matches(gold, found)
        for counter, items in (
            (tally.right, hits),
            (tally.found, found),
            (tally.gold, gold),
        ):
            counter.update(item[0] for item in items)
        for mark, items in (("missed", gold - hits), ("wrong ", found - used)):
            for label, start, end, value in sorted(items, key=lambda item: item[1]):
                if label == errors:
                    print(f"{line['id']} {mark} [{text[start:end]}] {value}  | {text}")
    return tally


def inside(entities: tuple[Entity, ...]) -> set[str | None]:
    """Ids of countries inside names of bodies."""
    bodies = [(e.start, e.end) for e in entities if e.label in ("ORG", "PROGRAM")]
    return {
        e.canonical_id
        for e in entities
        if e.label == "COUNTRY" and any(a <= e.start and e.end <= b for a, b in bodies)
    }


def ids_of(
    fr: tuple[Entity, ...], en: tuple[Entity, ...]
) -> tuple[set[str | None], set[str | None]]:
    """Ids of a sentence in both languages. A country inside a body's name in one of them may be
    missing in the other (« agence japonaise », "Japan Agency") or stand beside it (« ministère du
    Mali », "Mali's Ministry"), as may the town that the id of a body in both ends in
    (« Hôpital Jamot de Yaoundé », "Jamot Hospital in Yaoundé")."""
    held = inside(fr) | inside(en)
    first, second = ({e.canonical_id for e in entities} for entities in (fr, en))
    bodies = [str(value) for value in first & second if str(value).startswith("org:")]
    for value in first ^ second:
        town = str(value).removeprefix("place:").rsplit("-", 1)[0]
        if str(value).startswith("place:") and any(body.endswith(f"-{town}") for body in bodies):
            held.add(value)
    free = held & (first ^ second)
    return first - free, second - free


def score_pairs(part: str, *, errors: bool) -> tuple[int, int]:
    """How many pairs agree, and how many there are."""
    agreed = total = 0
    for line in read_lines(ROOT / "pairs.jsonl"):
        if line["part"] != part:
            continue
        total += 1
        found = {
            language: entities_of(line[language], language, "2022-06-15")
            for language in ("fr", "en")
        }
        ids = dict(zip(("fr", "en"), ids_of(found["fr"], found["en"]), strict=True))
        wanted = set(line["ids"])
        both = set.intersection(*({e.canonical_id for e in es} for es in found.values()))
        bodies = sum(str(value).startswith(("org:", "program:")) for value in both)
        if ids["fr"] == ids["en"] and wanted <= both and bodies >= line.get("bodies", 0):
            agreed += 1
        elif errors:
            print(f"{line['id']} {line['fr']}\n          {line['en']}")
            print(f"   fr only {sorted(map(str, ids['fr'] - ids['en']))}")
            print(f"   en only {sorted(map(str, ids['en'] - ids['fr']))}")
            print(f"   missing {sorted(wanted - both)}")
    return agreed, total


def score_lists(table: str) -> tuple[int, int]:
    """Of the listed bodies (programmes) whose names differ, how many get one id by their make in
    both languages, and of how many either name has such an id."""
    make = pattern_id if table == "organizations" else program_id
    agreed = total = 0
    for row in knowledge(table):
        country = row["iso3"] or None
        first, second = make(row["name_fr"], "fr", country), make(row["name_en"], "en", country)
        if row["name_fr"] != row["name_en"] and (first or second):
            total += 1
            agreed += first == second
    return agreed, total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("dev", "test", "late"), help="one part only")
    parser.add_argument("--errors", choices=(*LABELS, "PAIRS"), help="print what is wrong")
    parser.add_argument("--lists", action="store_true", help="the names of the lists instead")
    args = parser.parse_args()
    if args.lists:
        for table in ("organizations", "programs"):
            agreed, total = score_lists(table)
            print(f"{table}: {agreed} of {total} the same ids ({100 * agreed / total:.1f} %)")
        return
    print("| part | label | fr P | fr R | fr F1 | en P | en R | en F1 | spans fr, en |")
    print("|---|---|---|---|---|---|---|---|---|")
    parts = (args.part,) if args.part else ("dev", "test", "late")
    for part in parts:
        tallies = {code: score(code, part, args.errors) for code in ("fr", "en")}
        for label in LABELS:
            fr, en = tallies["fr"].row(label), tallies["en"].row(label)
            cells = " | ".join(f"{x:.3f}" for x in (*fr[:3], *en[:3]))
            print(f"| {part} | {label} | {cells} | {fr[3]}, {en[3]} |")
    for part in parts:
        agreed, total = score_pairs(part, errors=args.errors == "PAIRS")
        print(f"pairs, {part}: {agreed} of {total} the same ids ({100 * agreed / total:.1f} %)")


if __name__ == "__main__":
    main()
