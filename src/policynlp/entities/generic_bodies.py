"""Bodies of a kind that are named by no name: "Provincial Health Offices", « Directions régionales
de la santé »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from policynlp.entities.gazetteer import countries, known_names
from policynlp.entities.name_words import name_words, words_of
from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon


def is_generic(text: str, language: str | None) -> bool:
    """Whether a text with capitals speaks of all bodies of a kind: their head in the plural, a
    level at which there are many, and nothing else but subjects.

    A place or any other word makes it a name ("Shriners Hospitals for Children", "National
    Institutes of Health"), so does a list that has it.
    """
    code = language or ""
    if code not in available() or known_names().whole(text):
        return False
    words, places = words_of(text), _places_behind(text, code)
    words = words[: len(words) - places]
    heads = _plural_heads(code)
    last = code in name_words().head_last
    linked = next((i for i, word in enumerate(words) if word in name_words().of), len(words))
    at = linked - 1 if last else 0
    if len(words) < 2 or words[at] not in heads:
        return False
    rest = [w for i, w in enumerate(words) if i != at and w not in name_words().links]
    levels = _levels(code)
    topics, kinds = name_words().topics_of[code], name_words().head_words
    return any(w in levels for w in rest) and all(
        w in levels or w in topics or w in kinds for w in rest
    )


def _places_behind(text: str, code: str) -> int:
    """How many words of a place end a text behind a link: "Village Health Committees of Zomba"."""
    words = text.split()
    for at in range(len(words) - 1, 1, -1):
        if fold(words[at - 1]) in name_words().of and words[at][:1].isupper():
            place = " ".join(words[at:])
            if countries().whole(place) or any(
                n.label == "LOC" for n in known_names().whole(place)
            ):
                return len(words_of(" ".join(words[at - 1 :])))
    return 0


@cache
def _levels(code: str) -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon(code).words("names", "many_levels"))


@cache
def _plural_heads(code: str) -> frozenset[str]:
    """Heads of bodies of a language in the plural."""
    lex = lexicon(code)
    heads = [
        words_of(phrase)[-1 if code in name_words().head_last else 0]
        for key in ("heads", "open_heads", "capital_heads", "posted_heads")
        for phrase in lex.words("names", key)
    ]
    return frozenset(form for head in heads for form in _plurals(head, lex))


def _plurals(word: str, lex: Lexicon) -> Iterator[str]:
    """A folded noun in the plural, by the endings of its language."""
    endings = lex.get("lexicon", "plural_endings")
    assert isinstance(endings, Mapping)
    for ending, alone in endings.items():
        if word.endswith(str(alone)):
            yield word[: len(word) - len(str(alone))] + fold(str(ending))
