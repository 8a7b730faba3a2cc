"""Names that do not exist, put together from lists: people, places, bodies, acronyms.

The lists: `names.toml` and `templates.toml` beside this file (our own), and the public gazetteers
of the data folder (`forenames.csv`, `surnames.csv`: CC0; `world-cities.csv`: GeoNames, CC BY 4.0;
`country-codes.csv`: PDDL).
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ONSETS = (*"bcdfghjklmnprstvwyz", "bl", "br", "ch", "dr", "gr", "kw", "mb", "nd", "sh", "st", "tr")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ou", "ee", "ia")
CODAS = ("b", "d", "k", "l", "m", "n", "r", "s", "t", "nd", "rt", "lm", "ss", "ck")
NO_NAMES = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday christmas thanksgiving easter
    dr mr mrs ms prof sir doctor president senator governor minister chairman secretary general
    judge god
    """.split()  # noqa: SIM905 (readable as a list of words)
)
LATIN_END = 592  # code point after the last letter of the Latin blocks used here


@dataclass(frozen=True)
class People:
    """Given and family names of one region; a name is only put together within a region."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True)
class Templates:
    """The lists of `templates.toml`, split."""

    topics: tuple[str, ...]
    heads: tuple[str, ...]
    bodies: tuple[str, ...]
    medical: tuple[str, ...]
    roles: tuple[str, ...]
    themes: tuple[str, ...]
    sentences: tuple[str, ...]


@cache
def load_templates() -> Templates:
    """Read `templates.toml`; items end at bars or line ends, sentences at line ends only."""
    raw = tomllib.loads((HERE / "templates.toml").read_text(encoding="utf-8"))
    lists = {
        name: tuple(
            x.strip()
            for x in re.split(r"\n" if name == "sentences" else r"[|\n]", text)
            if x.strip()
        )
        for name, text in raw.items()
    }
    return Templates(**lists)


@cache
def load_world_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Read `world_names.toml`: section to list to items."""
    raw = tomllib.loads((HERE / "world_names.toml").read_text(encoding="utf-8"))
    return {
        section: {
            name: tuple(x.strip() for x in re.split(r"[|\n]", text) if x.strip())
            for name, text in lists.items()
        }
        for section, lists in raw.items()
    }


@cache
def load_own_people() -> tuple[People, ...]:
    """Read `names.toml`."""
    raw = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    return tuple(
        People(tuple(b["given"].split()), tuple(b["family"].split())) for b in raw.values()
    )


def read_rows(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV file with a header line (a byte order mark is skipped)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class NameMaker:
    """Makes up names with a seeded generator.

    folder: the gazetteers. seen: per label, names of the training files, so that part of the new
    names stay in their style.
    """

    def __init__(
        self, folder: Path, rng: random.Random, seen: dict[str, list[str]] | None = None
    ) -> None:
        self.rng = rng
        self.seen = seen or {}
        self.templates = load_templates()
        self.countries = [
            r["CLDR display name"]
            for r in read_rows(folder / "country-codes.csv")
            if r["CLDR display name"]
        ]
        formal = [r["UNTERM English Formal"] for r in read_rows(folder / "country-codes.csv")]
        self.formal = [
            re.sub(r"^the ", "", f) for f in formal if f and "*" not in f and "(" not in f
        ]
        places: dict[str, list[str]] = {}
        for row in read_rows(folder / "world-cities.csv"):
            places.setdefault(row["country"], []).append(row["name"])
            if row["subcountry"]:
                places[row["country"]].append(row["subcountry"])
        self.places = [places[c] for c in sorted(places)]
        given = group_latin_names(folder / "forenames.csv")
        family = group_latin_names(folder / "surnames.csv")
        self.listed = [People(given[c], family[c]) for c in sorted(given) if c in family]
        self.own = load_own_people()
        world = load_world_names()
        self.kept_words = {*world["bodies"]["heads"], *world["places"]["heads"]}

    def make(self, label: str, *, words: int = 2) -> str:
        """A new name for a label (PERSON, ORG, LOC); `words`: length of the one it replaces."""
        if self.seen.get(label) and self.rng.random() < 0.4:
            return self.rng.choice(self.seen[label])
        if label == "PERSON":
            return self.make_person(words)
        return self.make_place() if label == "LOC" else self.make_body()

    def invent(self, name: str) -> str:
        """The name with words nobody knows in the place of its own: new syllables before the old
        ending. Words for kinds of bodies and places stay (« University », « Lake »)."""
        words = []
        for word in name.split(" "):
            known = word in self.kept_words or not word.isalpha() or not word.istitle()
            words.append(word if known or len(word) < 4 else self.make_word(word[-3:]))
        return " ".join(words)

    def make_word(self, ending: str) -> str:
        """Two letters to two syllables, then the ending."""
        onset = self.rng.choice(ONSETS)
        coda = self.rng.choice(CODAS) if self.rng.random() < 0.6 else ""
        return f"{onset}{self.rng.choice(VOWELS)}{coda}{ending}".capitalize()

    def make_person(self, words: int = 2) -> str:
        """A person's full name, or one part of it when `words` is 1."""
        rng = self.rng
        people = rng.choice(self.own) if rng.random() < 0.6 else rng.choice(self.listed)
        given, family = rng.choice(people.given), rng.choice(people.family)
        if rng.random() < 0.12:
            family = family.upper()
        if words == 1:
            return rng.choice([given, family, family])
        initial = rng.choice("ABCDEFGHIJKLMNOPRSTY")
        second = rng.choice(people.given)
        forms = [f"{given} {family}"] * 5 + [
            f"{given} {second} {family}",
            f"{given} {initial}. {family}",
            f"{family} {given}",
            f"{initial}. {family}",
        ]
        return rng.choice(forms)

    def make_country(self) -> str:
        """A country's short name, now and then its formal one."""
        return (
            self.rng.choice(self.formal)
            if self.rng.random() < 0.08
            else self.rng.choice(self.countries)
        )

    def make_place(self) -> str:
        """A country, a town or a region; each country's towns are equally likely."""
        if self.rng.random() < 0.35:
            return self.make_country()
        place = self.rng.choice(self.rng.choice(self.places))
        if self.rng.random() < 0.1:
            place += self.rng.choice([" District", " Province", " Region", " County", " State"])
        return place

    def make_acronym(self, name: str = "") -> str:
        """The acronym of a name by its initials, else 3 to 6 capitals."""
        initials = "".join(w[0] for w in re.findall(r"[A-Z][A-Za-z]+", name))
        if 2 <= len(initials) <= 7 and self.rng.random() < 0.75:
            return initials
        length = self.rng.choice([3, 3, 4, 4, 5, 6])
        return "".join(self.rng.choice("ABCDEFGHIJKLMNOPRSTUW") for _ in range(length))

    def make_body(self) -> str:
        """A known body of the field, an acronym, or a body put together from head, topic, country,
        town."""
        draw = self.rng.random()
        if draw < 0.35:
            return self.rng.choice(self.templates.bodies)
        if draw < 0.5:
            return self.make_acronym()
        topic, other = self.rng.sample(self.templates.topics, 2)
        if self.rng.random() < 0.2:
            topic = self.join_topics(topic)
        own = self.rng.choice(self.rng.choice(self.own).family)
        town = self.rng.choice(self.rng.choice(self.places))
        return self.rng.choice(self.templates.heads).format(
            t=topic, u=other, c=self.rng.choice(self.countries), l=town, p=own
        )

    def join_topics(self, first: str) -> str:
        """« Health, Water and Gender »: topics as long ministries list them."""
        more = [
            t for t in self.rng.sample(self.templates.topics, 3) if " and " not in t and t != first
        ]
        if " and " in first or not more:
            return first
        return f"{', '.join([first, *more[:-1]])} and {more[-1]}"


def group_latin_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Names in Latin letters by country, from one of the CSV lists of names."""
    groups: dict[str, list[str]] = {}
    for row in read_rows(path):
        name = (row["Romanized Name"] or row["Localized Name"] or "").strip()
        if name and ord(name[0]) < LATIN_END:
            groups.setdefault(row["Country"], []).append(name)
    return {country: tuple(names) for country, names in groups.items()}
