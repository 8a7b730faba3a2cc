"""Made-up training passages in the manner of health-policy papers, from the patterns in
`templates.toml`."""

from __future__ import annotations

import random
import re
from calendar import month_name

from names import NameMaker
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

SLOT = re.compile(r"\{([A-Z]+)\}")
NAMES = {"ORG": "ORG", "ACR": "ORG", "LOC": "LOC", "CTRY": "LOC", "PER": "PERSON"}
MONTHS = tuple(month_name)[1:]
TITLES = ["Dr ", "Dr. ", "Mr. ", "Mr ", "Ms ", "Mrs ", "Prof. ", "Professor ", "Hon. "]


def write_passages(nlp: Language, maker: NameMaker, rng: random.Random, count: int) -> list[Doc]:
    """`count` docs of one to four patterns each, with PERSON, ORG and LOC entities."""
    return [write_passage(nlp, maker, rng) for _ in range(count)]


def write_passage(nlp: Language, maker: NameMaker, rng: random.Random) -> Doc:
    """One doc; every fifth passage keeps to a small cast of bodies, so that names recur as they do
    in a report."""
    cast = [maker.make_body() for _ in range(3)] if rng.random() < 0.2 else []
    text = ""
    found: list[tuple[int, int, str]] = []
    begins: set[int] = set()
    for pattern in rng.sample(maker.templates.sentences, rng.choice([1, 1, 2, 3, 4])):
        last = "National Council"
        at = 0
        begins.add(len(text))
        for slot in SLOT.finditer(pattern):
            text += pattern[at : slot.start()]
            at = slot.end()
            kind = slot.group(1)
            value = fill(kind, last, cast, maker, rng)
            if kind == "ORG":
                last = value
                text += choose_article(text, value, rng)
            elif kind == "PER" and not text.endswith(("Dr ", "H.E. ")) and rng.random() < 0.35:
                text += rng.choice(TITLES)
            elif text.endswith(("the ", "The ")):
                value = value.removeprefix("the ")
            if kind in NAMES:
                found.append((len(text), len(text) + len(value), NAMES[kind]))
            text += value
        text += pattern[at:] + " "
    if rng.random() < 0.06 and len(text.upper()) == len(text):
        text = text.upper()
    doc = nlp.make_doc(text.rstrip())
    spans = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in found]
    doc.set_ents(filter_spans([s for s in spans if s is not None]), default="outside")
    for token in doc:
        token.is_sent_start = token.idx in begins
    doc.user_data["source"] = "written"
    return doc


def fill(kind: str, last: str, cast: list[str], maker: NameMaker, rng: random.Random) -> str:
    """The text for one slot of a pattern."""
    lists = maker.templates
    match kind:
        case "ORG":
            return rng.choice(cast) if cast and rng.random() < 0.6 else maker.make_body()
        case "ACR":
            return maker.make_acronym(last)
        case "LOC":
            return maker.make_place()
        case "CTRY":
            return maker.make_country()
        case "PER":
            return maker.make_person()
        case "NUM":
            return rng.choice(
                [
                    str(rng.randint(2, 99)),
                    f"{rng.randint(1, 99)}.{rng.randint(0, 9)}",
                    f"{rng.randint(1, 900)},{rng.randint(0, 999):03d}",
                ]
            )
        case "DATE":
            day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1999, 2027)
            return rng.choice(
                [
                    f"{day} {month} {year}",
                    f"{month} {year}",
                    str(year),
                    f"{day:02d}/{rng.randint(1, 12):02d}/{year}",
                    f"Q{rng.randint(1, 4)} {year}",
                ]
            )
        case _:
            return rng.choice(
                {"MED": lists.medical, "ROLE": lists.roles, "THEME": lists.themes}[kind]
            )


def choose_article(before: str, name: str, rng: random.Random) -> str:
    """« the » before a name of several words inside a sentence, in four cases of ten; never part of
    the name."""
    if " " not in name or rng.random() > 0.4 or before.endswith(("(", "/", "| ")):
        return ""
    return (
        "the " if before.rstrip() and not before.rstrip().endswith((".", ":", ";", "–")) else "The "
    )
