"""The words names are made of, merged over all languages that have a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from policynlp.folding import fold
from policynlp.languages import available, compile_any, lexicon

_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Head:
    """A head of names: the words behind its first, and what it asks of the rest.

    `kind`: "plain" wants a capital in what follows, "open" goes on with subjects alone,
    "posted" is like "plain" and may say where it is posted, "whole" needs nothing more,
    "capital" must itself be printed with a capital, "acronym" wants capitals and a place behind,
    "home" needs no capital where a place is in the name, "program" is like "capital" but heads a
    programme, "home_program" is like "home" but heads a programme in small letters.
    """

    rest: tuple[str, ...]
    kind: str
    language: str


@dataclass
class NameWords:
    """Folded words by what they are in a name.

    `heads` maps the first word of a body's or programme's head to its forms, longest first.
    """

    heads: dict[str, list[Head]] = field(default_factory=dict)
    head_words: set[str] = field(default_factory=set)
    modifier_endings: tuple[str, ...] = ()
    topic_endings: tuple[str, ...] = ()
    modifiers: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    topics_of: dict[str, set[str]] = field(default_factory=dict)
    # Topics of the languages whose names go on in small letters.
    small_topics: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    inner_links: set[str] = field(default_factory=set)
    and_: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    toward: set[str] = field(default_factory=set)
    for_: set[str] = field(default_factory=set)
    inward: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    verb_endings: tuple[str, ...] = ()
    not_names: set[str] = field(default_factory=set)
    not_in_people: set[str] = field(default_factory=set)
    people_labels: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    name_columns: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    titles: set[str] = field(default_factory=set)
    titles_of: dict[str, set[str]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    running: set[str] = field(default_factory=set)
    running_of: dict[str, set[str]] = field(default_factory=dict)
    determiners: set[str] = field(default_factory=set)
    verbs: set[str] = field(default_factory=set)
    name_openers: set[str] = field(default_factory=set)
    not_openers: set[str] = field(default_factory=set)
    surnames_too: set[str] = field(default_factory=set)
    verbs_too: set[str] = field(default_factory=set)
    people_lists: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    weak_heads: set[str] = field(default_factory=set)
    place_heads: set[str] = field(default_factory=set)
    after_names: set[str] = field(default_factory=set)
    treaties: set[str] = field(default_factory=set)
    forenames_too: set[str] = field(default_factory=set)
    # Words before places, by language and in any.
    place_marks: set[str] = field(default_factory=set)
    place_marks_of: dict[str, set[str]] = field(default_factory=dict)
    place_ways: set[str] = field(default_factory=set)
    quarters: set[str] = field(default_factory=set)
    before_country: set[str] = field(default_factory=set)
    singular_articles: set[str] = field(default_factory=set)
    # Links before where a body does its work, and the words behind them.
    within: set[str] = field(default_factory=set)
    within_words: set[str] = field(default_factory=set)
    # Adjectives that stand before their noun where others follow it.
    leading_adjectives: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    ordinal_endings: set[str] = field(default_factory=set)
    compound_parts: set[str] = field(default_factory=set)
    posted_in: set[str] = field(default_factory=set)
    bylines: set[str] = field(default_factory=set)
    # Relative pronouns of people alone.
    person_relatives: set[str] = field(default_factory=set)
    person_links: set[str] = field(default_factory=set)
    # Particles that only stand behind a first part of a name, that begin a place where they stand
    # before one, and that no name goes on with.
    second_particles: set[str] = field(default_factory=set)
    place_particles: set[str] = field(default_factory=set)
    closing_particles: set[str] = field(default_factory=set)
    # Endings of verbs in the past.
    past_endings: tuple[str, ...] = ()
    streets: set[str] = field(default_factory=set)
    # What stands behind the apostrophe of an owner.
    possessives: set[str] = field(default_factory=set)
    # Languages whose bodies are named head last ("Butaro District Hospital").
    head_last: set[str] = field(default_factory=set)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(_WORD.findall(fold(text)))


@cache
def name_words() -> NameWords:
    """The merged vocabulary."""
    merged = NameWords()
    columns: list[str] = []
    lists: list[str] = []
    labels: list[str] = []
    for code in available():
        lex = lexicon(code)
        for key, kind in _HEADS:
            for phrase in lex.words("names", key):
                first, *rest = words_of(phrase)
                merged.heads.setdefault(first, []).append(Head(tuple(rest), kind, code))
        merged.modifier_endings += lex.words("names", "modifier_endings")
        merged.topic_endings += lex.words("names", "topic_endings")
        merged.verb_endings += lex.words("names", "verb_endings")
        merged.past_endings += lex.words("names", "past_endings")
        for phrase in lex.words("lexicon", "articles"):
            if len(words_of(phrase)) == 1:
                merged.articles.update(words_of(phrase))
        for name, file, key in _SETS:
            target: set[str] = getattr(merged, name)
            for phrase in lex.words(file, key):
                target.add(" ".join(words_of(phrase)))
        merged.running_of[code] = {
            word
            for key in _RUNNING
            for phrase in lex.words("lexicon", key)
            for word in words_of(phrase)
        }
        merged.running |= merged.running_of[code]
        merged.topics_of[code] = {
            " ".join(words_of(phrase)) for phrase in lex.words("names", "topics")
        }
        merged.place_marks_of[code] = {
            " ".join(words_of(phrase)) for phrase in lex.words("names", "place_marks")
        }
        merged.titles_of[code] = {
            " ".join(words_of(phrase)) for phrase in lex.words("lexicon", "titles")
        }
        columns += lex.words("names", "name_columns")
        lists += lex.words("lexicon", "people.lists")
        labels += lex.words("lexicon", "people.labels")
        if lex.get("names", "head_last"):
            merged.head_last.add(code)
        else:
            merged.small_topics |= merged.topics_of[code]
    for forms in merged.heads.values():
        forms.sort(key=lambda form: -len(form.rest))
    merged.name_columns = compile_any(columns)
    merged.head_words = {
        word for word, forms in merged.heads.items() if any(not form.rest for form in forms)
    }
    merged.people_labels = compile_any(labels)
    merged.people_lists = compile_any(lists)
    merged.roles = {role.split()[0] for role in merged.roles}
    merged.running -= merged.topics
    merged.modifier_endings = tuple(map(fold, merged.modifier_endings))
    merged.verb_endings = tuple(map(fold, merged.verb_endings))
    merged.topic_endings = tuple(map(fold, merged.topic_endings))
    return merged


# Words that stand around names, not in them.
_RUNNING = ("function_words", "finite_verbs", "prepositions", "conjunctions", "determiners")

_HEADS = (
    ("heads", "plain"),
    ("open_heads", "open"),
    ("capital_heads", "capital"),
    ("home_heads", "home"),
    ("home_program_heads", "home_program"),
    ("posted_heads", "posted"),
    ("whole_names", "whole"),
    ("acronym_heads", "acronym"),
    ("program_heads", "program"),
)

_SETS = (
    ("modifiers", "names", "modifiers"),
    ("topics", "names", "topics"),
    ("links", "names", "links"),
    ("and_", "names", "and"),
    ("of", "names", "of"),
    ("toward", "names", "toward"),
    ("for_", "names", "for"),
    ("inward", "names", "inward"),
    ("not_names", "names", "not_names"),
    ("not_in_people", "names", "not_in_people"),
    ("titles", "lexicon", "titles"),
    ("particles", "lexicon", "people.particles"),
    ("roles", "lexicon", "roles"),
    ("determiners", "lexicon", "determiners"),
    ("verbs", "lexicon", "finite_verbs"),
    ("name_openers", "names", "name_openers"),
    ("not_openers", "names", "not_openers"),
    ("surnames_too", "names", "surnames_too"),
    ("verbs_too", "names", "verbs_too"),
    ("weak_heads", "names", "weak_heads"),
    ("place_heads", "names", "place_heads"),
    ("after_names", "names", "after_names"),
    ("treaties", "names", "treaties"),
    ("forenames_too", "names", "forenames_too"),
    *(
        (key, "names", key)
        for key in (
            "inner_links",
            "place_marks",
            "place_ways",
            "quarters",
            "before_country",
            "singular_articles",
            "others",
            "ordinal_endings",
            "compound_parts",
            "leading_adjectives",
            "within",
            "within_words",
            "posted_in",
            "bylines",
            "person_relatives",
            "person_links",
            "second_particles",
            "place_particles",
            "closing_particles",
        )
    ),
    ("streets", "names", "streets"),
    ("possessives", "lexicon", "possessives"),
)
