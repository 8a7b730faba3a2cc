"""What trained models find, cleaned: precision counts, and models take headings for names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import NameWords
from policynlp.entities.unlisted import no_bodies
from policynlp.folding import fold

_WORD = re.compile(r"\d+|[^\W\d_]+")
_BREAK = re.compile(r"[\n\t|;:•!?]|\s[-–—]\s|(?<=\w{3})\.\s(?=\S{3,})")
_PLACE_MARKS = frozenset({"a", "in", "at", "near"})
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&/.\-]{1,11}|(?:[A-Z][a-z]{0,2}){2,5}[A-Z]")


def clean(
    segment: Segment, seen: Iterable[Mention], others: Iterable[Mention], words: NameWords
) -> Iterator[Mention]:
    """The model's findings that hold, trimmed; `others` are what the rules found here."""
    # A body read by pattern gives way where the model sees more of the same name.
    taken = [(m.start, m.end) for m in others if m.label != "COUNTRY" and m.origin != "pattern"]
    patterns = [m for m in others if m.origin == "pattern"]
    capitals = segment.capitals
    for mention in seen:
        trimmed = _trim(segment, mention, words)
        if trimmed is None or any(a < trimmed.end and trimmed.start < b for a, b in taken):
            continue
        text = segment.raw(trimmed.start, trimmed.end)
        crossing = [m for m in patterns if m.start < trimmed.end and trimmed.start < m.end]
        if crossing and not _says_more(segment, trimmed, crossing, words):
            continue
        if trimmed.label == "PERSON":
            if _is_person(segment, trimmed, text, words, capitals):
                yield trimmed
        elif trimmed.label == "ORG":
            if _is_body(segment, trimmed, text, words, capitals):
                yield trimmed
        elif _is_place(text, words, capitals):
            yield trimmed


def _says_more(
    segment: Segment, mention: Mention, patterns: list[Mention], words: NameWords
) -> bool:
    """Whether what the model sees is one pattern's name with more capitalised words around it."""
    if mention.label != "ORG" or len(patterns) != 1:
        return False
    inner = patterns[0]
    if mention.start > inner.start or mention.end <= inner.end:
        return False
    rest = segment.raw(inner.end, mention.end)
    added = _WORD.findall(rest)
    folded = [fold(word) for word in added]
    for one, other in pairwise(folded):
        article = other in words.articles and other not in words.of
        if one in words.and_ and (article or other in words.head_words):
            return False  # another body: "... et la DRH"
    return bool(added) and all(w[0].isupper() or fold(w) in words.links for w in added)


def _trim(segment: Segment, mention: Mention, words: NameWords) -> Mention | None:
    """The mention without determiners, titles, linking words and marks at its ends."""
    text = segment.raw(mention.start, mention.end)
    cut = _BREAK.search(text)
    if cut is not None:
        text = text[: cut.start()]
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]
    while tokens and not text[tokens[0][1]].isupper() and not tokens[0][0].isdigit():
        if tokens[0][0] in words.heads and mention.label != "PERSON":
            break
        tokens.pop(0)
    while tokens and tokens[0][0] in words.titles | words.running and len(tokens) > 1:
        tokens.pop(0)
    while tokens and (tokens[-1][0] in words.running and not text[tokens[-1][1]].isupper()):
        tokens.pop()
    if not tokens:
        return None
    start, end = tokens[0][1], tokens[-1][2]
    if text[end : end + 1] == ")" and "(" in text[start:end]:
        end += 1
    elif "(" in text[start:end]:
        end = start + text[start:end].index("(")
        while end > start and text[end - 1] in " (":
            end -= 1
    if text[end : end + 1] == "+":
        end += 1
    if text[end : end + 1] == "." and len(tokens[-1][0]) == 1:
        end += 1  # "U.S.", "Washington, D.C."
    return replace(mention, start=mention.start + start, end=mention.start + end)


def _is_person(
    segment: Segment, mention: Mention, text: str, words: NameWords, capitals: bool
) -> bool:
    tokens = _WORD.findall(text)
    # A single name stands only if the document has a full name it belongs to (`persons.py`).
    if not 1 <= len(tokens) <= 6 or any(token.isdigit() for token in tokens) or "/" in text:
        return False
    folded = [fold(token) for token in tokens]
    bad = words.not_in_people | words.not_names | words.roles
    if any(token in bad or token in words.head_words for token in folded):
        return False
    if any(token in words.running - words.particles for token in folded):
        return False
    lower = [
        t
        for t, f in zip(tokens, folded, strict=True)
        if t[0].islower() and f not in words.particles
    ]
    at = mention.start - segment.start
    before = segment.folded[max(0, at - 6) : at].rsplit(None, 1)
    if before and before[-1] in _PLACE_MARKS and segment.folded[at - 1 : at] == " ":
        return False  # « à Ould Yengé », "in Birnin Gwari" are places
    if lower or (len(tokens) == 1 and text.isupper()):
        return False
    return any(len(token) > 2 for token in tokens)


def _is_body(
    segment: Segment, mention: Mention, text: str, words: NameWords, capitals: bool
) -> bool:
    folded = " ".join(_WORD.findall(fold(text)))
    tokens = folded.split()
    if not tokens or folded in words.not_names or len(text) < 2 or len(tokens) > 12:
        return False
    if capitals:
        return False  # headings in capitals hold no name that only a model sees
    if len(tokens) == 1 or _ACRONYM.fullmatch(text):
        if (
            text in no_bodies()
            or tokens[0] in words.roles
            or tokens[0] in words.head_words
            or tokens[0] in words.topics
        ):
            return False
        return bool(_ACRONYM.fullmatch(text)) and not (text.isalpha() and len(text) > 8)
    if tokens[0] in words.roles or tokens[0] in words.running:
        return False
    printed: list[str] = _WORD.findall(text)
    if all(token.isupper() for token in printed) and sum(map(len, printed)) > 8:
        return False  # "NEXT EVENT"
    return sum(token[0].isupper() for token in printed) >= 2


def _is_place(text: str, words: NameWords, capitals: bool) -> bool:
    folded = " ".join(_WORD.findall(fold(text)))
    tokens = folded.split()
    if not tokens or folded in words.not_names or capitals or len(tokens) > 5:
        return False
    if any(token.isdigit() for token in tokens) or tokens[0] in words.roles:
        return False
    if len(tokens) == 1 and (tokens[0] in words.topics or (text.isupper() and len(text) < 6)):
        return False
    return text[0].isupper()
