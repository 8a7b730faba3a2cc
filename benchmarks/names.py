"""Names on public gold sets: all of policynlp's finders together, beside the trained model alone.

    python benchmarks/names.py --english DIR --french DIR [--part dev|test] [--half even|odd]
                               [--strict]

The folders hold the gold sets as spaCy DocBins. A name counts when its label and both ends are
right. Leading articles and titles are no part of a name, as in the gold sets; a country is a place
there, and one inside another name is not marked, neither is any name inside that of an election or
prize behind its year ("1997 European Parliament election"). Programmes have no gold label and are
left out. What the gold sets and the output contract count differently is left out of the gold, of
what the model alone finds and of what all find, by the same test on each (`is_comparable`): generic
nouns behind an article ("the Court", "this State") and bodies of a kind in the plural ("Provincial
Councils"), which are no names by the contract; countries inside a longer name ("Iraq War", "Cancer
Research UK"), which the contract marks and the sets mark now and then. Roles before a person ("Vice
President Bush") are cut as titles are. `--strict` compares these too. Each gold text is one
document of one paragraph, in the language of its set. `--half` takes every second text: rules were
mended on mistakes in the even ones in early rounds, later only on development parts; the odd ones
were only counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from policynlp.blocks import LoadedDocument
from policynlp.entities import find_mentions, resolve
from policynlp.entities.gazetteer import countries
from policynlp.entities.generic_bodies import is_generic
from policynlp.entities.model import find_names
from policynlp.entities.name_words import name_words
from policynlp.folding import fold
from policynlp.languages import lexicon
from policynlp.schema import Block
from policynlp.source import Origin

ENGLISH = ("pud", "ewt", "gum", "crossner", "wikigold", "multiner", "redocred")
SETS = {
    "test": {
        "en": tuple(f"{name}_test" for name in ENGLISH),
        "fr": ("newseye_fr_test",),
    },
    "dev": {
        "en": ("ewt_dev", "gum_dev", "crossner_dev", "multiner_dev", "redocred_dev"),
        "fr": ("newseye_fr_dev2",),
    },
}
LABELS = ("PERSON", "ORG", "LOC")
_SAME = {"PER": "PERSON", "COUNTRY": "LOC", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC"}
Name = tuple[int, int, str]


class Tally:
    """Right, found and gold names by label; `micro` is all of them."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, gold: set[Name], found: set[Name]) -> None:
        """Counts one text."""
        for counter, names in (
            (self.right, gold & found),
            (self.found, found),
            (self.gold, gold),
        ):
            for _, _, label in names:
                counter[label] += 1
                counter["micro"] += 1

    def f1(self, label: str) -> float:
        """In percent."""
        return 200 * self.right[label] / max(1, self.found[label] + self.gold[label])


def as_document(text: str, language: str) -> LoadedDocument:
    """A text as a document of one paragraph, its offsets kept."""
    block = Block(id="b1", kind="paragraph", start=0, end=len(text), language=language)
    origin = Origin(path="gold.txt", id="sha256:gold", size_bytes=len(text))
    return LoadedDocument(origin, "text/plain", text, (block,))


def trimmed(text: str, names: Iterable[Name], language: str, *, strict: bool = False) -> set[Name]:
    """The names without leading articles and titles, each label under its name in the gold sets;
    without those that are not comparable, unless `strict`."""
    small = {
        fold(word).rstrip("'")
        for key in ("articles", "titles")
        for word in lexicon(language).words("lexicon", key)
    } | {"the", "a", "an"}
    done = set()
    for start, end, label in names:
        while True:
            cut = min((at for mark in " '’" if (at := text.find(mark, start, end)) > 0), default=-1)
            if cut < 0 or fold(text[start:cut]).rstrip(".'") not in small:
                break
            start = cut + 1
        if not strict and _SAME[label] == "PERSON":
            role = _roles(language).match(text, start, end)
            start = role.end() if role else start
        name = (start, end, _SAME[label])
        if not in_event(text, start, end) and (strict or is_comparable(text, name, language)):
            done.add(name)
    return done


@cache
def _roles(language: str) -> re.Pattern[str]:
    """Roles of one or more words with capitals before a further word with a capital."""
    roles = set(lexicon(language).words("lexicon", "roles")) - name_words().forenames_too
    found = sorted(roles, key=len, reverse=True)
    return re.compile(
        rf"(?:(?:{'|'.join(re.escape(role.title()) for role in found)}) )+(?=[A-ZÀ-Þ])"
    )


_CAPITAL_BEFORE = re.compile(r"[^.!?:;)\]\"”’\s] ([A-ZÀ-Þ][\w'’-]*) $")
_CAPITAL_BEHIND = re.compile(r" ([A-ZÀ-Þ][\w'’-]*)")
_BEFORE_GENERIC = frozenset({"the", "this", "that", "our", "your", "his", "her", "their", "its"})


def is_comparable(text: str, name: Name, language: str) -> bool:
    """Whether the gold sets and the output contract agree that such a name counts."""
    start, end, label = name
    printed = text[start:end]
    if label in ("ORG", "LOC") and fold(printed) in _generic():
        before = text[max(0, start - 8) : start].split()
        if before and text[start - 1] == " " and fold(before[-1]) in _BEFORE_GENERIC:
            return False
    if label == "ORG" and is_generic(printed, language):
        return False
    if label == "LOC" and countries().whole(printed):
        words = name_words()
        plain = words.running | words.titles | words.roles | words.verbs
        before_it = _CAPITAL_BEFORE.search(text, max(0, start - 40), start)
        behind_it = _CAPITAL_BEHIND.match(text, end)
        return not any(m and fold(m[1]) not in plain for m in (before_it, behind_it))
    return True


@cache
def _generic() -> frozenset[str]:
    """Folded heads of bodies and other nouns that name nothing by themselves; "Senate" does."""
    words = name_words()
    whole = {
        word
        for word, heads in words.heads.items()
        if any(head.kind == "whole" and not head.rest for head in heads)
    }
    return frozenset((words.head_words | words.not_names) - whole)


def by_policynlp(text: str, language: str) -> list[Name]:
    """What the whole finder sees in a text."""
    document = as_document(text, language)
    entities = resolve(document, find_mentions(document), None)
    names = [(e.start, e.end, e.label) for e in entities if e.label in _SAME]
    holders = [(e.start, e.end) for e in entities if e.label in ("ORG", "PROGRAM", "LOC", "PERSON")]
    return [
        (start, end, label)
        for start, end, label in names
        if label != "COUNTRY" or not any(a <= start and end <= b for a, b in holders)
    ]


_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d $")


def in_event(text: str, start: int, end: int) -> bool:
    """Whether a name stands between a year and a noun: it belongs to the name of an event."""
    behind = text[end : end + 2]
    return bool(_YEAR_BEFORE.search(text, max(0, start - 6), start)) and (
        behind[:1] == " " and behind[1:].isalpha()
    )


def gold_names(doc: Doc) -> set[Name]:
    """The gold names of a text."""
    return {(e.start_char, e.end_char, _SAME[e.label_]) for e in doc.ents if e.label_ in _SAME}


def compare(
    path: Path, language: str, half: str | None, *, strict: bool = False
) -> tuple[Tally, Tally]:
    """The model alone, and all finders together, on one gold file."""
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))
    if half is not None:
        docs = docs[half == "odd" :: 2]
    alone, together = Tally(), Tally()
    seen = find_names(language, [doc.text for doc in docs])
    for doc, names in zip(docs, seen, strict=True):
        text = doc.text
        gold = trimmed(text, gold_names(doc), language, strict=strict)
        model = ((start, end, label) for label, start, end in names)
        alone.add(gold, trimmed(text, model, language, strict=strict))
        together.add(gold, trimmed(text, by_policynlp(text, language), language, strict=strict))
    return alone, together


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--english", type=Path, help="folder with the English gold sets")
    parser.add_argument("--french", type=Path, help="folder with the French gold sets")
    parser.add_argument("--part", choices=sorted(SETS), default="test")
    parser.add_argument("--half", choices=("even", "odd"), help="every second text only")
    parser.add_argument("--strict", action="store_true", help="leave nothing out")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    folders = {"en": args.english, "fr": args.french}
    report: dict[str, dict[str, list[float]]] = {}
    totals: dict[str, tuple[Tally, Tally]] = {}
    print("F1 in percent: trained model alone -> all finders\n")
    print("| set | names | PERSON | ORG | LOC | all |\n|---|---|---|---|---|---|")
    for language, folder in folders.items():
        for name in SETS[args.part][language] if folder else ():
            alone, together = compare(
                folder / f"{name}.spacy", language, args.half, strict=args.strict
            )
            cells = {
                label: [round(alone.f1(label), 1), round(together.f1(label), 1)]
                for label in (*LABELS, "micro")
            }
            report[name] = cells
            for total, tally in zip(
                totals.setdefault(language, (Tally(), Tally())), (alone, together), strict=True
            ):
                total.right += tally.right
                total.found += tally.found
                total.gold += tally.gold
            print(_row(name, together.gold["micro"], cells))
        if folder:
            first, second = totals[language]
            cells = {
                label: [round(first.f1(label), 1), round(second.f1(label), 1)]
                for label in (*LABELS, "micro")
            }
            print(_row(f"all {language}", second.gold["micro"], cells))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _row(name: str, count: int, cells: dict[str, list[float]]) -> str:
    shown = " | ".join(f"{a} -> {b}{'' if b >= a else ' (-)'}" for a, b in cells.values())
    return f"| {name} | {count} | {shown} |"


if __name__ == "__main__":
    main()
