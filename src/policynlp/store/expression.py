"""What a person types to search for, as an FTS5 expression."""

from __future__ import annotations

import re

from policynlp.concepts import concept_names, find_concepts
from policynlp.folding import fold
from policynlp.languages import available

_TERM = re.compile(r'"([^"]{1,500})"|([^\s"]{1,100})')
_WORD = re.compile(r"\w+")
# Words so short are matched as they are: endings would match too much.
SHORTEST_STEM = 4


def expression(text: str) -> str:
    """The FTS5 expression for words and "quoted phrases", all of which must be there.

    Accents and capitals do not count. A word is found with any ending (`vaccin` finds vaccination),
    a plural in s or x also in the singular. A word or phrase of the glossary is found in either
    language (`hôpitaux` finds hospital). Nothing that is typed acts as an operator.

    Raises:
        ValueError: there is no word in the text.
    """
    terms = [_term(phrase or word, phrase=bool(phrase)) for phrase, word in _TERM.findall(text)]
    found = [term for term in terms if term]
    if not found:
        raise ValueError(f"no word to search for in {text!r}")
    return " AND ".join(found)


def _term(text: str, *, phrase: bool) -> str:
    words = _WORD.findall(fold(text))
    if not phrase:
        # What stands before an apostrophe is an article: l'hôpital.
        words = [word for word in words if len(word) > 1] or words
    if not words:
        return ""
    own = [_quoted(" ".join(words))] if phrase else [_with_endings(word) for word in words]
    names = [
        _quoted(name)
        for code in available()
        for concept in find_concepts(" ".join(words), code)
        for name in concept_names()[concept]
        if not phrase or _covers(concept, " ".join(words), code)
    ]
    alternatives = [" AND ".join(own) if len(own) == 1 else f"({' AND '.join(own)})"]
    alternatives += [f"labels : {name}" for name in dict.fromkeys(names)]
    return f"({' OR '.join(alternatives)})"


def _covers(concept: str, phrase: str, code: str) -> bool:
    """Whether a phrase as a whole names one concept."""
    found = find_concepts(phrase, code)
    return found == [concept]


def _with_endings(word: str) -> str:
    stem = word[:-1] if word[-1] in "sx" and len(word) > SHORTEST_STEM else word
    return f"{_quoted(stem)} *" if len(stem) >= SHORTEST_STEM else _quoted(word)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
