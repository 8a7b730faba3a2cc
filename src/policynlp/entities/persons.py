"""The same person named twice is one: "Dr Aminata Diallo", "DIALLO Aminata", "Mme Diallo"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.entities.cleaning import DOUBTFUL
from policynlp.entities.mentions import Mention
from policynlp.entities.name_words import name_words
from policynlp.folding import fold

_WORD = re.compile(r"[^\W\d_]+")


def join_people(
    text: str, mentions: Sequence[Mention]
) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """Id and full name of each mention of a person by its span.

    A surname alone, or one with an initial, is the one full name of the document that fits; where
    two fit it stays by itself. One that only a model saw outside a sentence is left out unless it
    stands in a sentence elsewhere. Order and capitals do
    not matter to the id.
    """
    particles = name_words().particles
    full: dict[frozenset[str], str] = {}
    forms: dict[tuple[int, int], tuple[str, ...]] = {}
    doubtful: set[tuple[int, int]] = set()
    for mention in mentions:
        form = text[mention.start : mention.end]
        words = tuple(fold(word) for word in _WORD.findall(form))
        forms[mention.start, mention.end] = words
        if mention.origin == "model" and len(words) == 1 and mention.confidence <= DOUBTFUL:
            doubtful.add((mention.start, mention.end))
        key = _key(words, particles)
        if len(words) > 1 and all(len(word) > 1 for word in key):
            shown = full.get(key)
            if shown is None or (shown.isupper() and not form.isupper()):
                full[key] = form
    sure = {forms[span] for span in forms.keys() - doubtful}
    joined: dict[tuple[int, int], tuple[str | None, str | None]] = {}
    for span, words in forms.items():
        key = _key(words, particles)
        fitting = [other for other in full if _fits(words, key, other)]
        if key not in full and len(fitting) >= 1:
            best = max(fitting, key=len) if _nested(fitting) else None
            key = best or key
        elif key in full:
            longer = [other for other in fitting if key < other]
            if len(longer) == 1:
                key = longer[0]
        if key not in full and span in doubtful and words not in sure:
            continue
        name = full.get(key) or text[span[0] : span[1]]
        joined[span] = "person:" + "-".join(sorted(key)), name
    return joined


def _key(words: Sequence[str], particles: set[str]) -> frozenset[str]:
    return frozenset(word for word in words if word not in particles) or frozenset(words)


def _nested(keys: Sequence[frozenset[str]]) -> bool:
    """Whether all are forms of one name."""
    longest = max(keys, key=len)
    return all(key <= longest for key in keys)


def _fits(words: Sequence[str], key: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words name the person of a full name: all its words, or initials of others."""
    long = {word for word in key if len(word) > 1}
    if not long or not long <= other:
        return False
    rest = other - long
    return all(any(o.startswith(i) for o in rest) for i in key if len(i) == 1)
