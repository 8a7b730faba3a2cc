"""Static vectors without a corpus: word classes, name lists and case habits of words.

* Word classes: the Brown clusters of English words in the MIT-licensed package spacy-lookups-data
  (`en_lexeme_cluster`). A vector is the sum of one random direction per prefix of the cluster's
  path in the tree, so that near clusters have near vectors.
* Name lists: one dimension each for given name, family name, one-word town, part of a longer
  town's name, country word, region word (sources: see `names.py`), one-word body, part of a longer
  body's name, word for a kind of body, word for a kind of place (`world_names.toml`, our own).
* Case habits: from the word frequencies of the same package (`en_lexeme_prob`): how common a word
  is, how often it starts with a capital, whether it is mostly all capitals.

Words with the same facts share a row, so the table stays small.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import spacy
import spacy_lookups_data
from names import load_own_people, load_templates, load_world_names, read_rows
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.vectors import Vectors

CLASS_SIZE = 64
PREFIXES = (
    (4, 1.0),
    (6, 1.0),
    (8, 1.0),
    (10, 1.0),
    (12, 1.0),
    (64, 1.5),
)  # bits of the path, weight
GIVEN, FAMILY, TOWN, TOWN_PART, COUNTRY, REGION, BODY, BODY_PART, BODY_KIND, PLACE_KIND = range(10)
SMALL_WORDS = frozenset(
    (
        "de",
        "la",
        "le",
        "les",
        "of",
        "the",
        "and",
        "el",
        "al",
        "da",
        "do",
        "di",
        "san",
        "del",
        "du",
        "des",
        "am",
        "an",
        "in",
        "is",
        "on",
        "to",
    )
)
LATIN_END = 592
Facts = tuple[int, int, tuple[int, ...]]  # cluster, bits of the lists, case habits


def make_vectors(gazetteers: Path, *, words: int = 60_000) -> Language:
    """A blank English pipeline whose vocabulary carries the table; `words` common words without
    cluster are added."""
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    clusters = read_table(folder / "en_lexeme_cluster.json.gz")
    logs = read_table(folder / "en_lexeme_prob.json.gz")
    classes = spread_clusters(clusters, logs)
    lists = mark_lists(gazetteers)
    common = sorted(
        (w for w in logs if w not in clusters or not clusters[w]), key=lambda w: (-logs[w], w)
    )
    wanted = set(classes) | set(lists)
    wanted |= set([w for w in common if w.isalpha() and w not in wanted][:words])
    rows: dict[Facts, int] = {}
    table: list[np.ndarray] = []
    keys: list[tuple[int, int]] = []
    draw = DirectionDrawer()
    for word in sorted(wanted):
        facts = (int(classes.get(word, 0)), lists.get(word, 0), judge_case(word, logs))
        if facts not in rows:
            rows[facts] = len(table)
            table.append(draw.make_row(facts))
        keys.append((get_string_id(word), rows[facts]))
    nlp = spacy.blank("en")
    vectors = Vectors(data=np.array(table, dtype="f"), strings=nlp.vocab.strings)
    for key, row in keys:
        vectors.add(key, row=row)
    nlp.vocab.vectors = vectors
    return nlp


def keep_common_words(vectors: Vectors, keep: int) -> Vectors:
    """The same table for `keep` words: the rarest words in small letters go, which names can miss.

    Words with a capital all stay: without the rare ones among them, names lose a whole point.
    """
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    logs = read_table(folder / "en_lexeme_prob.json.gz")
    rank = {get_string_id(word): log for word, log in logs.items() if word[:1].islower()}
    ranked = sorted(vectors.key2row.items(), key=lambda item: (-rank.get(item[0], 0.0), item[0]))
    slim = Vectors(data=vectors.data, strings=vectors.strings)
    for key, row in ranked[:keep]:
        slim.add(key, row=row)
    return slim


def read_table(path: Path) -> dict[str, float]:
    """A word table of spacy-lookups-data."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, float] = json.load(file)
    return table


def spread_clusters(clusters: dict[str, float], logs: dict[str, float]) -> dict[str, float]:
    """Word to cluster; the 60,000 commonest lend theirs to their forms with capitals."""
    classes = {w: c for w, c in clusters.items() if c}
    for word in sorted(classes, key=lambda w: (-logs.get(w, -99.0), w))[:60_000]:
        for form in (word.upper(), word.capitalize()):
            classes.setdefault(form, clusters[word])
    return classes


def mark_lists(gazetteers: Path) -> dict[str, int]:
    """Word to bit set of the name lists it stands in, as written and in capitals."""
    bits: dict[str, int] = {}

    def mark(word: str, bit: int) -> None:
        if len(word) > 1:
            for form in {word, word.upper()}:
                bits[form] = bits.get(form, 0) | (1 << bit)

    for file, bit in (("forenames.csv", GIVEN), ("surnames.csv", FAMILY)):
        for row in read_rows(gazetteers / file):
            for column in ("Localized Name", "Romanized Name"):
                name = (row.get(column) or "").strip()
                if name and name[0].isupper() and ord(name[0]) < LATIN_END:
                    for word in name.split():
                        mark(word, bit)
    for people in load_own_people():
        for bit, names in ((GIVEN, people.given), (FAMILY, people.family)):
            for name in names:
                mark(name, bit)
    tokenizer = spacy.blank("en").tokenizer

    def mark_all(names: Iterable[str], single: int, part: int) -> None:
        for name in names:
            tokens = [
                t.text
                for t in tokenizer(name)
                if t.text[0].isupper() and t.lower_ not in SMALL_WORDS
            ]
            for token in tokens:
                mark(token, single if len(tokens) == 1 else part)

    world = load_world_names()
    for kind, text in world["bodies"].items():
        mark_all(text, *((BODY_KIND, BODY_KIND) if kind == "heads" else (BODY, BODY_PART)))
    mark_all(load_templates().bodies, BODY, BODY_PART)
    mark_all(world["people"]["given"], GIVEN, GIVEN)
    mark_all(world["people"]["family"], FAMILY, FAMILY)
    mark_all(world["places"]["regions"], REGION, TOWN_PART)
    mark_all(world["places"]["heads"], PLACE_KIND, PLACE_KIND)
    for row in read_rows(gazetteers / "world-cities.csv"):
        for column, single, part in (
            ("name", TOWN, TOWN_PART),
            ("country", COUNTRY, COUNTRY),
            ("subcountry", REGION, REGION),
        ):
            mark_all([row[column]] if row[column] else [], single, part)
    return bits


def judge_case(word: str, logs: dict[str, float]) -> tuple[int, ...]:
    """(how common 0-4, share with first capital 0-4, mostly capitals 0-2); zeros for an unknown
    word."""

    def chance(form: str) -> float:
        return math.exp(logs[form]) if form in logs else 0.0

    lower, title, upper = chance(word.lower()), chance(word.capitalize()), chance(word.upper())
    if len(word) == 1:
        title = 0.0
    total = lower + title + upper
    if total == 0:
        return (0, 0, 0)
    log = math.log(total)
    return (
        1 + (log > -16) + (log > -13.5) + (log > -11),
        1 + round(3 * title / total),
        1 + (upper / total > 0.5),
    )


class DirectionDrawer:
    """Gives each prefix of a cluster path a fixed random direction, seeded."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(1)
        self.directions: dict[tuple[int, int], np.ndarray] = {}

    def make_row(self, facts: Facts) -> np.ndarray:
        """The vector of all words with these facts."""
        cluster, bits, (common, title, upper) = facts
        lists = [0.5 * ((bits >> i) & 1) for i in range(PLACE_KIND + 1)]
        case = [0.12 * common, *(0.5 * (title == i) for i in range(1, 5)), 0.5 * (upper == 2)]
        return np.concatenate([self.make_class(cluster), np.array(lists + case, dtype="f")])

    def make_class(self, cluster: int) -> np.ndarray:
        """The unit vector of a cluster; zeros without one. The path is stored with its first step
        in the lowest bit."""
        vector = np.zeros(CLASS_SIZE, dtype="f")
        if not cluster:
            return vector
        for size, weight in PREFIXES:
            key = (size, cluster & ((1 << size) - 1))
            if key not in self.directions:
                self.directions[key] = self.rng.normal(size=CLASS_SIZE).astype("f")
            vector += weight * self.directions[key]
        return np.asarray(vector / np.linalg.norm(vector))
