"""What trained models find, cleaned: precision counts, and models take headings for names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from functools import cache

from policynlp.entities.agreement import is_joined, is_owned, outgrows, says_more
from policynlp.entities.gazetteer import countries, demonyms
from policynlp.entities.generic_bodies import is_generic
from policynlp.entities.mentions import Mention, Segment, is_prose
from policynlp.entities.name_words import NameWords, name_words
from policynlp.entities.place_names import (
    is_place_name,
    is_quarter,
    is_short_place,
    place_marks,
)
from policynlp.entities.tables import name_particles, person_names
from policynlp.entities.trimming import trim
from policynlp.entities.unlisted import no_bodies
from policynlp.folding import fold
from policynlp.languages import all_folded

_WORD = re.compile(r"\d+|[^\W\d_]+")
# How many words before a name are looked at for a minister, and what may stand between them.
_PORTFOLIO_WORDS = 9
_PORTFOLIO_GAPS = frozenset({" ", "'", "-", ", "})
# Confidence of a name that only stands if something else in the document speaks for it.
DOUBTFUL = 0.5
_LONE = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)?")
_ACRONYM = re.compile(r"\d[A-Z]{2,4}|[A-ZÀ-Þ][A-ZÀ-Þ0-9&/.\-]{1,11}|(?:[A-Z][a-z]{0,2}){2,5}[A-Z]")


def clean(
    segment: Segment,
    seen: Iterable[Mention],
    others: Iterable[Mention],
    words: NameWords,
    lower: Set[str] = frozenset(),
    towns: Set[str] = frozenset(),
    *,
    personal: bool = False,
) -> Iterator[Mention]:
    """The model's findings that hold, trimmed; `others` are what the rules found here.

    `lower` are words that the document also writes without a capital: no name by themselves;
    `towns` are those it says something to be in; `personal`: somebody writes in person, so that
    single names are names, also in small letters.
    """
    prose = is_prose(segment)
    # A body read by pattern gives way where the model sees more of the same name, so does a
    # listed place ("Jersey" in "New Jersey", "Norton" in "Joshua Norton").
    hard = [m for m in others if m.label != "COUNTRY" and m.origin != "pattern"]
    taken = [(m.start, m.end) for m in hard if m.label != "LOC"]
    places = [(m.start, m.end) for m in hard if m.label == "LOC"]
    patterns = [m for m in others if m.origin == "pattern"]
    capitals = segment.capitals
    seen = list(seen)
    bodies = [m for m in seen if m.label == "ORG"]
    people = [m for m in seen if m.label == "PERSON"]
    for mention in seen:
        trimmed = trim(segment, mention, words, personal=personal)
        if trimmed is None or any(a < trimmed.end and trimmed.start < b for a, b in taken):
            continue
        if not all(outgrows(segment, trimmed, place, words) for place in places):
            continue
        text = segment.raw(trimmed.start, trimmed.end)
        crossing = [m for m in patterns if m.start < trimmed.end and trimmed.start < m.end]
        if crossing and not (
            says_more(segment, trimmed, crossing, words)
            or is_owned(segment, trimmed, crossing, people, words)
            or is_joined(segment, trimmed, crossing, bodies, words)
        ):
            continue
        if trimmed.label == "PERSON":
            if personal and _is_nickname(text, words):
                yield trimmed
                continue
            if not _is_person(segment, trimmed, text, words, capitals):
                continue
            # A single name stands by itself in a sentence, elsewhere only if the document has a
            # full name it belongs to (`persons.py`).
            alone = len(_WORD.findall(text)) == 1
            if alone and fold(text) in towns and not _is_common(segment, text, words):
                yield replace(trimmed, label="LOC")
                continue
            running = prose or _is_sentence(segment, words)
            sure = running and fold(text) not in lower and _runs_in(segment, trimmed, words)
            known = text.istitle() and fold(text) in person_names() and fold(text) not in lower
            sure = sure or (personal and len(text) > 1) or (known and _english(segment, words))
            yield replace(trimmed, confidence=DOUBTFUL) if alone and not sure else trimmed
        elif trimmed.label == "ORG":
            single = (prose or personal) and _LONE.fullmatch(text) is not None
            single = single and (personal or fold(text) not in lower)
            # French models take many a noun with a capital for a body.
            single = single and _english(segment, words)
            single = single and (
                personal or _runs_in(segment, trimmed, words) or _opens_prose(segment, trimmed)
            )
            bare = single and _is_bare(segment, trimmed, words)
            if is_generic(text, segment.language):
                continue
            if _is_body(segment, trimmed, text, words, capitals, single=single, bare=bare):
                yield trimmed
        elif (
            is_place_name(segment, text, words, capitals)
            or is_short_place(segment, trimmed, text)
            or is_quarter(segment, trimmed, text, words)
            or (personal and text.islower() and len(text) > 3 and text not in words.running)
        ):
            yield trimmed
        else:
            yield from _country(segment, trimmed, text)


def _opens_prose(segment: Segment, mention: Mention) -> bool:
    """Whether a single name opens an English sentence of a paragraph that goes on in small letters
    or with what it owns: "Wikinews caught up with her", "Enron's policy"."""
    at = bisect_left(segment.starts, mention.start)
    if segment.block.kind != "paragraph" or at + 1 >= len(segment.words):
        return False
    if at > 0 and segment.gap(at).strip()[-1:] not in _OPENERS[:3]:
        return False
    start, gap = segment.starts[at + 1], segment.gap(at + 1)
    text = segment.words[at]
    return (
        (gap == " " and segment.raw(start, start + 1).islower())
        or (gap.strip() == "'" and segment.words[at + 1] in name_words().possessives)
    ) and text not in demonyms()


def _english(segment: Segment, words: NameWords) -> bool:
    """Whether the model of a segment's language is our English one."""
    return segment.language in words.head_last


def _is_common(segment: Segment, text: str, words: NameWords) -> bool:
    """Whether a single word is a frequent name of people in an English text."""
    return _english(segment, words) and fold(text) in person_names()


def _is_nickname(text: str, words: NameWords) -> bool:
    """Whether a name all in small or large letters may be somebody's in a mail: "max", "JK"."""
    if text.isupper() and text.isalpha():
        folded = fold(text)
        known = words.topics | words.head_words | words.not_in_people | words.running
        return 1 < len(text) < 13 and text not in no_bodies() and folded not in known
    return text.islower() and len(text) > 2 and text not in words.running


def _is_sentence(segment: Segment, words: NameWords) -> bool:
    """Whether a segment full of names is an English sentence all the same."""
    if segment.language not in words.head_last or segment.block.kind != "paragraph":
        return False
    return sum(segment.raw(a, a + 1).islower() for a in segment.starts) > 4


def _country(segment: Segment, mention: Mention, text: str) -> Iterator[Mention]:
    """A short form that also is a word, where the model sees a place: "the US", "UK aid"."""
    for name in countries().whole(text):
        if name.exact and prose_country(segment, mention):
            yield replace(mention, label="COUNTRY", value=name.values[0])
            return


def prose_country(segment: Segment, mention: Mention) -> bool:
    """Whether what stands at a mention is in a sentence and no sum ("US$")."""
    behind = segment.folded[mention.end - segment.start :][:2].lstrip()[:1]
    return is_prose(segment) and behind != "$"


def _is_person(
    segment: Segment, mention: Mention, text: str, words: NameWords, capitals: bool
) -> bool:
    tokens = _WORD.findall(text)
    if not 1 <= len(tokens) <= 6 or any(token.isdigit() for token in tokens) or "/" in text:
        return False
    folded = [fold(token) for token in tokens]
    english = segment.language in words.head_last
    for i, (token, printed) in enumerate(zip(folded, tokens, strict=True)):
        joined = text[text.find(printed) + len(printed) :][:1] == "-"
        surname = i == 1 and len(folded) == 2 and token in words.surnames_too
        if token in words.not_in_people and not joined and not surname:
            return False  # but "Saint-Fleur" and "Harry West" are names
        inside = 0 < i < len(folded) - 1  # "James Clerk Maxwell"
        named = english and not i and token in words.forenames_too and len(folded) > 1
        if token in words.head_words or (token in words.roles and not inside and not named):
            return False
        # "Ngo" is a name, "NGO" none.
        if token in words.not_names and (printed.isupper() or len(tokens) == 1 or not i):
            return False
    small = words.running_of.get(segment.language or "", words.running) - words.particles
    excused = words.articles if english else set()  # "Alexander the Great"
    if english and len(folded) == 3 and folded[1] in words.person_links:
        excused = excused | words.person_links  # "Isidore of Seville"
    if english and len(tokens) > 1 and folded[0] in words.forenames_too and tokens[0][0].isupper():
        excused = excused | {folded[0]}  # "Said Ali"
    small = small - excused
    pairs = list(zip(tokens, folded, strict=True))
    # "Thomas More", "J. Edgar" hold small words in capitals.
    if any(
        f in small and not (t[0].isupper() and (i or len(f) == 1)) for i, (t, f) in enumerate(pairs)
    ):
        return False
    # "Kim Dae-jung", "p'Bitek": a hyphen or apostrophe excuses a small letter.
    lower = [
        t
        for t, f in pairs
        if t[0].islower()
        and f not in words.particles | excused
        and not re.search(rf"[-'’]{t}", text)
    ]
    at = mention.start - segment.start
    before = segment.folded[max(0, at - 6) : at].rsplit(None, 1)
    owns = segment.folded[mention.end - segment.start :][:2].lstrip()[:1] == "'"
    owns = owns or (english and len(tokens) > 1 and folded[0] in person_names())
    marks = place_marks(segment, words)
    if before and before[-1] in marks and segment.folded[at - 1 : at] == " " and not owns:
        return False  # « à Ould Yengé », "in Birnin Gwari" are places
    if lower or (len(tokens) == 1 and text.isupper()):
        return False
    short = english and text.istitle() and folded[0] in person_names()  # "Li", "Jo"
    return (short or any(len(token) > 2 for token in tokens)) and not _names_facility(
        segment, mention, words
    )


def _names_facility(segment: Segment, mention: Mention, words: NameWords) -> bool:
    """Whether a body's head stands right before or behind: « polyclinique Ibn Rochd », "St Luke's
    Hospital" are named after somebody."""
    first = bisect_left(segment.starts, mention.start)
    behind = bisect_left(segment.starts, mention.end)
    if segment.language not in words.head_last:
        before = segment.words[first - 1] if first and segment.gap(first) == " " else ""
        return before in words.head_words
    if behind < len(segment.words) and segment.words[behind] in words.possessives:
        behind += 1
    if behind >= len(segment.words) or segment.gap(behind).strip():
        return False
    start = segment.starts[behind]
    return segment.raw(start, start + 1).isupper() and segment.words[behind] in words.head_words


def _runs_in(segment: Segment, mention: Mention, words: NameWords) -> bool:
    """Whether a single name stands inside a sentence, or opens one that goes on with a verb:
    not "Organise a meeting", "(Low)"; nor is it a nationality or a title."""
    at = bisect_left(segment.starts, mention.start)
    text, gap = segment.words[at], segment.gap(at).strip()
    if text in demonyms() or text in words.titles:
        return False
    if gap.endswith("("):
        # "(Low)" is none, "(Williams, 2010)" and "(Biggs et al." are.
        return bool(_cited().match(segment.folded, mention.end - segment.start))
    if at > 0 and gap[-1:] not in _OPENERS:
        return True
    if at + 1 >= len(segment.words):
        # "See you on Monday. Rosalee": a sender's name ends the text.
        return at > 0 and segment.language in words.head_last
    following, gap = segment.words[at + 1], segment.gap(at + 1)
    if following in words.after_names and gap == " ":
        return True
    if gap in (", ", "'"):
        return True  # "Cindy, please", "Sharon's death"
    if at > 0 and gap == " " and segment.text[segment.starts[at + 1] - segment.start].isupper():
        return segment.block.kind == "paragraph"  # a name below a letter, run on with the next
    told = following in words.verbs | words.and_ or following.endswith(words.past_endings)
    return gap == " " and told


@cache
def _cited() -> re.Pattern[str]:
    """What stands behind somebody in brackets: a year, further authors; ") - " opens a post."""
    words = name_words()
    joined = "|".join(map(re.escape, words.and_ | {"&"}))
    others = "|".join(map(re.escape, words.others))
    return re.compile(rf",? (?:(?:19|20)\d\d|{others}|(?:{joined}) )|\) ?- ?\w")


def _is_bare(segment: Segment, mention: Mention, words: NameWords) -> bool:
    """Whether a single word with a capital stands without article: "Congress authorized ..."."""
    at = bisect_left(segment.starts, mention.start)
    if segment.language not in words.head_last:
        return False
    opens = at == 0 or segment.gap(at).strip()[-1:] in _OPENERS[:3]
    if opens and at + 1 < len(segment.words):
        return segment.text[segment.starts[at + 1] - segment.start].islower()
    small = words.running - words.articles - words.determiners
    return at > 0 and segment.gap(at) == " " and segment.words[at - 1] in small


_OPENERS = (".", "!", "?", ":", ";", "-", "•", "*")


def _is_body(
    segment: Segment,
    mention: Mention,
    text: str,
    words: NameWords,
    capitals: bool,
    *,
    single: bool = False,
    bare: bool = False,
) -> bool:
    """Whether a finding may be a body; `single`: also one word that is no acronym ("Toyota"),
    `bare`: also a head by itself ("members of Congress")."""
    folded = " ".join(_WORD.findall(fold(text)))
    tokens = folded.split()
    if not tokens or len(text) < 2 or len(tokens) > 12:
        return False
    if tokens[0] not in words.head_words and _is_portfolio(segment, mention, words):
        return False
    if folded in words.not_names and not bare:
        return False
    if capitals:
        return False  # headings in capitals hold no name that only a model sees
    if len(tokens) == 1 or _ACRONYM.fullmatch(text):
        if (
            text in no_bodies()
            or tokens[0] in words.roles
            or (tokens[0] in words.head_words and not bare)
            or tokens[0] in words.topics
        ):
            return False
        if single and text[0].isupper() and tokens[0] not in words.running:
            return True
        return bool(_ACRONYM.fullmatch(text)) and not (text.isalpha() and len(text) > 8)
    printed: list[str] = _WORD.findall(text)
    english = segment.language in words.head_last
    headed = english and tokens[-1] in words.head_words and not _opens_sentence(segment, mention)
    if tokens[0] in words.roles and not (headed and printed[-1][0].isupper()):
        return False  # but "Prime Minister's Office"
    running = words.running_of.get(segment.language or "", words.running)
    if tokens[0] in running - words.name_openers:
        return False
    if all(token.isupper() for token in printed) and sum(map(len, printed)) > 8:
        return False  # "NEXT EVENT"
    capitals_seen = sum(token[0].isupper() for token in printed)
    joined = re.split("[- ]", text, maxsplit=1)
    particle = len(joined) > 1 and joined[0].lower() in name_particles("body")
    if english and (particle or headed):
        return capitals_seen >= 1  # "al-Shabaab", "the Republican party"
    # « au Réseau maghrébin de santé publique »: French goes on in small letters behind a head.
    begun = not english and tokens[0] in words.head_words and text[0].isupper()
    if begun and len(tokens) > 2 and not _opens_sentence(segment, mention):
        return True
    return capitals_seen >= 2


def _is_portfolio(segment: Segment, mention: Mention, words: NameWords) -> bool:
    """Whether a finding is what a minister is in charge of, or goes on with it: "the Minister of
    Women, Youth and Social Affairs", « ministre de la Santé et de la Population »."""
    at = bisect_left(segment.starts, mention.start)
    for i in range(at - 1, max(-1, at - 1 - _PORTFOLIO_WORDS), -1):
        text = segment.words[i]
        if segment.gap(i + 1) not in _PORTFOLIO_GAPS:
            return False
        if text in all_folded("names", "ministers"):
            return i + 1 < at and segment.words[i + 1] in words.of | words.for_ | words.toward
        linked = text in words.links or text in words.articles
        if not linked and not segment.raw(segment.starts[i], segment.ends[i])[0].isupper():
            return False
    return False


def _opens_sentence(segment: Segment, mention: Mention) -> bool:
    """Whether a mention stands first in its segment or behind a stop."""
    at = bisect_left(segment.starts, mention.start)
    return at == 0 or segment.gap(at).strip()[-1:] in _OPENERS
