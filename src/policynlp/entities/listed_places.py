"""Listed names that the text means otherwise: towns that are people or words here, acronyms of
bodies of countries that the document does not name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from policynlp.entities.gazetteer import capitals, countries
from policynlp.entities.mentions import Mention, Segment, is_prose
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import known, person_names

_STOPS = (".", "!", "?", ":", ";")


def countries_told(mentions: Iterable[Mention], towns: Iterable[Mention]) -> frozenset[str]:
    """ISO alpha-3 codes of the countries that a document names, and of its towns beside them.

    A town counts only where it is no other word: two of one country, or a capital.
    """
    named = {m.value.removeprefix("country:") for m in mentions if m.value}
    seen: dict[str, set[str]] = {}
    for town in towns:
        code = country_of(town)
        if code is not None and town.value is not None:
            seen.setdefault(code, set()).add(town.value)
    return frozenset(named | {code for code, values in seen.items() if len(values) > 1})


def country_of(place: Mention) -> str | None:
    """The ISO alpha-3 code that a listed town's id ends in; None for regions of the world."""
    code = (place.value or "").rsplit("-", 1)[-1]
    return code if len(code) == 3 and code.isupper() else None


def without_others(
    segment: Segment,
    known_here: Iterable[Mention],
    seen: Sequence[Mention],
    full: Set[str],
    told: Set[str],
) -> Iterator[Mention]:
    """Listed names without the towns that are people here ("Norton" where Joshua Norton is told
    of), without everyday words that share their form ("Come and see"), and without acronyms of
    other countries' bodies that the model takes for one of its own.

    `full` are words of people's full names, `told` the countries that the document names.
    """
    by_span = {(m.start, m.end): m.label for m in seen}
    for mention in known_here:
        label = by_span.get((mention.start, mention.end))
        if mention.label == "LOC" and label != "LOC":
            word = " ".join(words_of(segment.raw(mention.start, mention.end)))
            named = word in full and is_prose(segment)
            far = _is_far(segment, mention, word, told)
            if label == "PERSON" and (named or far or _is_surname(segment, mention, word)):
                continue  # "Washington was born a slave" where Booker T. Washington is told of
            if _in_treaty(segment, mention) or _is_short_word(segment, word):
                continue
            if label is None and far and _is_part(segment, mention):
                continue  # "the MATLAB model", "Afro-Caribbean"
            if word not in capitals() and (
                named or _is_imperative(segment, mention, word) or _opens_longer(segment, mention)
            ):
                continue
        if label == "ORG" and mention.label == "ORG" and _is_foreign(mention, told):
            continue
        yield mention


def _is_foreign(mention: Mention, told: Set[str]) -> bool:
    """Whether an acronym is listed for one body only, of a country that is not told of."""
    if mention.value is not None or len(mention.candidates) != 1:
        return False
    entry = known(mention.candidates[0])
    return entry is not None and entry.country is not None and entry.country not in told


def _is_far(segment: Segment, mention: Mention, word: str, told: Set[str]) -> bool:
    """Whether an English sentence has a town's form where the document does not name its country,
    and nothing before it says that it is a place."""
    code = country_of(mention)
    at = bisect_left(segment.starts, mention.start)
    before = segment.words[at - 1] if at > 0 else ""
    return (
        code is not None
        and code not in told
        and word not in capitals()
        and segment.language in name_words().head_last
        and is_prose(segment)
        and before not in name_words().place_marks | name_words().place_ways
    )


def _is_part(segment: Segment, mention: Mention) -> bool:
    """Whether a town is printed in capitals throughout or a hyphen joins it to a word."""
    text = segment.raw(mention.start, mention.end)
    a, b = mention.start - segment.start, mention.end - segment.start
    joined = segment.folded[max(0, a - 1) : a] == "-" or segment.folded[b : b + 1] == "-"
    return joined or (text.isupper() and len(text) > 3)


def _is_surname(segment: Segment, mention: Mention, word: str) -> bool:
    """Whether a listed town is a frequent name of people too, and nothing in an English sentence
    says that it is a place: "Norton issued a decree"."""
    at = bisect_left(segment.starts, mention.start)
    before = segment.words[at - 1] if at > 0 else ""
    return (
        word in person_names()
        and word not in capitals()
        and segment.language in name_words().head_last
        and is_prose(segment)
        and before not in name_words().place_marks | name_words().place_ways
    )


def _is_short_word(segment: Segment, word: str) -> bool:
    """Whether a listed town is as short as any word in an English sentence: "the Man of Peace"."""
    return (
        len(word) < 5
        and word not in capitals()
        and segment.language in name_words().head_last
        and is_prose(segment)
    )


def _in_treaty(segment: Segment, mention: Mention) -> bool:
    """Whether a town is part of the name of a treaty: "the Treaty of London", « la Déclaration
    d'Abuja »; what is behind it is told by `_opens_longer`."""
    at = bisect_left(segment.starts, mention.start)
    if at < 2 or segment.words[at - 1] not in name_words().of:
        return False
    start = segment.starts[at - 2]
    return (
        segment.raw(start, start + 1).isupper() and segment.words[at - 2] in name_words().treaties
    )


def _opens_longer(segment: Segment, mention: Mention) -> bool:
    """Whether a place is the first word of another English name: "Geneva Conventions", "Ottawa
    National Forest", not "Freetown, Sierra Leone"."""
    if segment.language not in name_words().head_last or not is_prose(segment):
        return False
    at = bisect_left(segment.starts, mention.end)
    if at >= len(segment.words) or segment.gap(at) != " ":
        return False
    start = segment.starts[at]
    return (
        segment.raw(start, start + 1).isupper()
        and segment.words[at] not in name_words().running
        and not countries().begins(segment.words[at])
    )


def _is_imperative(segment: Segment, mention: Mention, word: str) -> bool:
    """Whether a single word opens an English sentence and goes on as an order would: "Save
    yourself", "Come and see"."""
    if " " in word or segment.language not in name_words().head_last or not is_prose(segment):
        return False
    at = bisect_left(segment.starts, mention.start)
    if at + 1 >= len(segment.words) or (at > 0 and segment.gap(at).strip()[-1:] not in _STOPS):
        return False
    following = segment.starts[at + 1]
    return (
        segment.gap(at + 1) == " "
        and segment.raw(following, following + 1).islower()
        and segment.words[at + 1] not in name_words().verbs
        and not segment.words[at + 1].endswith(name_words().past_endings)
    )
