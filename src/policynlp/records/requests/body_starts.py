"""Where the name of a body begins in running text, how far it goes, and its short forms."""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon, lexicon

# Before each of those asked in one sentence: "(a) the Ministry to ...; (ii) the Store to ...".
_LETTER = re.compile(r"(?<!\w)\(?(?:[a-h]|[ivx]{1,4}|\d)\)\s")
_FEWEST_LETTERS = 2
# "the Service": a body called by a word of its name.
_SHORT = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,24}(?=,? [a-zà-ÿ])")


def body_at(
    document: AnnotatedDocument, start: int, limit: int, rules: Lexicon
) -> tuple[int, int] | None:
    """The name of a body that begins at `start`, an article before it allowed."""
    folded = document.folded
    while start < limit and not folded[start].isalnum():
        start += 1
    article = rules.pattern("lexicon", "articles").match(folded, start, limit)
    if article is not None:
        start = article.end()
        while start < limit and folded[start] == " ":
            start += 1
    for entity in document.entities_in(max(0, start - 8), limit, "ORG", "PERSON"):
        if abs(entity.start - start) <= 4:
            return min(start, entity.start), entity.end
        break
    short = _SHORT.match(document.text, start, limit) if article is not None else None
    if short is not None and short.group() in _words_of_bodies(document):
        size = short.end() - start
        if _name_end(folded[start:limit], size, rules) == size:
            return start, short.end()
    # A full stop behind the last word of a sentence is no part of it.
    words = list(re.finditer(r"[\w'-]+(?:\.[\w'-]+)*", folded[start : min(limit, start + 120)]))[:8]
    head_last = bool(rules.get("bodies", "head_last"))
    heads = rules.pattern("bodies", "heads")
    reach = 6 if head_last else 1
    for i, word in enumerate(words[:reach]):
        if heads.fullmatch(word.group()) is None:
            continue
        if head_last and i + 1 < len(words) and heads.fullmatch(words[i + 1].group()):
            continue
        end = start + _name_end(folded[start:limit], word.end(), rules)
        # "those who": a clause of its own says who they are.
        return None if _opens_clause(folded[start:end], rules) else (start, end)
    return None


def lettered_bodies(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> list[tuple[int, int]]:
    """The names of bodies behind the letters or numbers of what one sentence lists."""
    folded = document.folded_text(passage)
    letters = list(_LETTER.finditer(folded))
    if len(letters) < _FEWEST_LETTERS:
        return []
    address = rules.pattern("bodies", "address")
    starts = []
    for letter in letters:
        match = address.match(folded, letter.end())
        starts.append(match.end() if match is not None else letter.end())
    spans = (body_at(document, passage.start + start, passage.end, rules) for start in starts)
    return [span for span in spans if span is not None]


def _opens_clause(name: str, rules: Lexicon) -> bool:
    """Whether the last word of a name is the pronoun of a clause that follows."""
    last = name[name.rfind(" ") + 1 :]
    return rules.pattern("records/reported", "aside").fullmatch(last) is not None


@once_a_document
def _words_of_bodies(document: AnnotatedDocument) -> frozenset[str]:
    """The words of the names of all bodies, by one of which a body may be called again."""
    bodies = (entity for entity in document.entities if entity.label == "ORG")
    return frozenset(word for entity in bodies for word in entity.text.split())


def _name_end(folded: str, position: int, rules: Lexicon) -> int:
    """Where a name goes on to, with its adjectives and complements ("de la santé", "of health")."""
    complement = _complement(rules.code)
    adjective = rules.pattern("bodies", "adjectives")
    while True:
        match = complement.match(folded, position)
        if match is None and folded[position : position + 1] == " ":
            match = adjective.match(folded, position + 1)
        if match is None:
            return position
        position = match.end()


@cache
def _complement(code: str) -> re.Pattern[str]:
    words = sorted(lexicon(code).words("bodies", "links"), key=len, reverse=True)
    links = "|".join(re.escape(fold(word)) for word in words)
    articles = "|".join(re.escape(fold(w)) for w in lexicon(code).words("lexicon", "articles"))
    return re.compile(rf" (?:{links})(?: |(?<='))(?:(?:{articles})[ ']?)?[\w'-]+")
