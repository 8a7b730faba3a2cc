"""A model's findings without what stands around names: determiners, titles, owners, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache

from policynlp.entities.gazetteer import countries
from policynlp.entities.mentions import Mention, Segment, is_prose
from policynlp.entities.name_words import NameWords
from policynlp.entities.tables import name_particles
from policynlp.folding import fold
from policynlp.languages import all_folded, any_of

_WORD = re.compile(r"\d+|[^\W\d_]+")
_BREAK = re.compile(r"[\n\t|;:•!?]|\s[-–—]\s|(?<=\w{3})\.\s(?=\S{3,})")
_LAST_WORD = re.compile(r"[^\W\d_]+$")


def trim(
    segment: Segment, mention: Mention, words: NameWords, *, personal: bool = False
) -> Mention | None:
    """The mention without determiners, titles, linking words and marks at its ends."""
    text = segment.raw(mention.start, mention.end)
    owner = _owner().match(text) if mention.label == "ORG" else None
    if owner is not None and countries().whole(owner[1]):
        mention = replace(mention, start=mention.start + owner.end())  # "Mali's Health Project"
        text = text[owner.end() :]
    cut = _end(text, words)
    if cut is not None:
        text = text[:cut]
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]
    running = words.running_of.get(segment.language or "", words.running)
    lower = mention.label == "LOC" and segment.language in words.head_last and text.islower()
    lower = lower or (personal and mention.label != "ORG" and text.islower())
    while tokens and not text[tokens[0][1]].isupper() and not tokens[0][0].isdigit():
        if lower and (len(tokens) == 1 or personal):
            break  # "good food in chicago", see `_is_quarter`
        if tokens[0][0] in words.heads and mention.label == "ORG":
            break
        if _opens_name(text, tokens, mention, words.particles - running):
            break
        tokens.pop(0)
    while len(tokens) > 1 and _is_before_name(tokens[0][0], mention, words, running):
        if tokens[0][2] - tokens[0][1] == 1 and _initial(segment, text, tokens[0], words):
            break
        if _is_name_word(segment, mention, text, tokens[0], words):
            break
        english = segment.language in words.head_last and mention.label == "PERSON"
        if english and tokens[0][0] in words.forenames_too and text[tokens[1][1]].isupper():
            break  # "Will Reynolds", "Dean Rusk"
        tokens.pop(0)
    while tokens and (tokens[-1][0] in running and not text[tokens[-1][1]].isupper()):
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
    if text[end : end + 1] == ".":
        end += 1  # "U.S.", "Morris & Co.": a stop that the tokenizer leaves on its word
    return replace(mention, start=mention.start + start, end=mention.start + end)


def _is_before_name(word: str, mention: Mention, words: NameWords, running: Set[str]) -> bool:
    """Whether a word stands before a name and is no part of it: a title, or one of running text."""
    if word in words.titles:
        return True
    if word not in running or word in words.name_openers:
        return False
    return mention.label != "PERSON" or word not in words.verbs  # "Said Ali" is a name


def _opens_name(
    text: str, tokens: Sequence[tuple[str, int, int]], mention: Mention, particles: Set[str]
) -> bool:
    """Whether a small word begins a name: "bin Laden", "al-Shifa", not « de Mme Diallo »."""
    if len(tokens) < 2 or not text[tokens[1][1]].isupper():
        return False
    word, _, end = tokens[0]
    joined = text[end : end + 1] == "-" and mention.label != "LOC"
    joined = joined or (word in name_particles("body") and mention.label == "ORG")
    return word in particles and (mention.label == "PERSON" or joined)


def _is_name_word(
    segment: Segment, mention: Mention, text: str, token: tuple[str, int, int], words: NameWords
) -> bool:
    """Whether a small word with a capital inside an English sentence is the first of a body's name:
    "the All Blacks", "at Our Lady of Lourdes Clinic"."""
    word, start, _ = token
    if mention.label != "ORG" or segment.language not in words.head_last:
        return False
    if len(word) < 3 or word in words.articles | words.titles | words.and_:
        return False
    before = segment.text[: mention.start - segment.start + start].rstrip()[-1:]
    return text[start].isupper() and (before.isalnum() or before == ",") and is_prose(segment)


def _initial(segment: Segment, text: str, token: tuple[str, int, int], words: NameWords) -> bool:
    """Whether a letter is an initial ("J. H. Dearle"), not a title of its language ("M. Diallo")
    or an elided word ("l'")."""
    letter, start, end = token
    titles = words.titles_of.get(segment.language or "", words.titles)
    return text[start].isupper() and text[end : end + 1] == "." and letter not in titles


def _end(text: str, words: NameWords) -> int | None:
    """Where a mark ends the name; the stop of a title or of a name's own abbreviation does not
    ("Gov. Gray Davis", "St. Martin's College", "Warner Bros. Television")."""
    for mark in _BREAK.finditer(text):
        last = _LAST_WORD.search(text, 0, mark.start())
        before = fold(last[0]) if last is not None else ""
        shortened = before in words.titles or before in all_folded("names", "abbreviated")
        if not (mark[0].startswith(".") and shortened):
            return mark.start()
    return None


@cache
def _owner() -> re.Pattern[str]:
    """A name and the mark of an owner, before a capital: "Mali's Health Project"."""
    inside = any_of("names", "behind_apostrophe", printed=True)
    owns = any_of("lexicon", "possessives", printed=True)
    return re.compile(rf"([^\n'’]{{3,40}}(?:['’]{inside})?)['’]{owns} (?=[A-Z])")
