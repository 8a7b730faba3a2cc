"""Where what a trained model sees and what rules found overlap: whose name it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import NameWords
from policynlp.folding import fold

_WORD = re.compile(r"\d+|[^\W\d_]+")


def is_owned(
    segment: Segment, mention: Mention, patterns: list[Mention], people: list[Mention]
) -> bool:
    """Whether a pattern's name takes in the person or owner beside the body that the model sees:
    "Howard's [Liberal Party]", "[Liberal Party] Fernand Viau"."""
    if mention.label not in ("ORG", "PERSON") or len(patterns) != 1:
        return False
    whole = patterns[0]
    if not whole.start <= mention.start < mention.end <= whole.end:
        return False
    inside = [m for m in people if whole.start <= m.start and m.end <= whole.end]
    if any(" " in segment.raw(m.start, m.end) for m in inside):
        return True
    before = segment.folded[whole.start - segment.start : mention.start - segment.start]
    return mention.end == whole.end and before.endswith(("'s ", "' "))


def is_joined(
    segment: Segment, mention: Mention, patterns: list[Mention], bodies: list[Mention]
) -> bool:
    """Whether a pattern's name is two of the model's that "and" joins, this being one of them."""
    if mention.label != "ORG" or len(patterns) != 1:
        return False
    whole = patterns[0]
    inside = [m for m in bodies if whole.start <= m.start and m.end <= whole.end]
    if len(inside) != 2 or not whole.start <= mention.start < mention.end <= whole.end:
        return False
    gap = fold(segment.raw(inside[0].end, inside[1].start))
    return inside[0].start - whole.start < 5 and gap.strip() in (
        "and",
        "and the",
        "et",
        "et le",
        "et la",
        "et l'",
        "&",
    )


def outgrows(segment: Segment, mention: Mention, place: tuple[int, int], words: NameWords) -> bool:
    """Whether a mention is clear of a listed place, or holds it and more in capitals."""
    start, end = place
    if end <= mention.start or mention.end <= start:
        return True
    if (start, end) == (mention.start, mention.end):
        return False
    if start < mention.start or mention.end < end:
        return False
    around = segment.raw(mention.start, start) + " " + segment.raw(end, mention.end)
    added = _WORD.findall(around)
    return any(w[0].isupper() for w in added) and all(
        w[0].isupper() or fold(w) in words.links | words.particles for w in added
    )


def says_more(
    segment: Segment, mention: Mention, patterns: list[Mention], words: NameWords
) -> bool:
    """Whether what the model sees is one pattern's name with more capitalised words around it."""
    if mention.label != "ORG" or len(patterns) != 1:
        return False
    inner = patterns[0]
    if mention.start > inner.start or mention.end < inner.end:
        return False
    if (mention.start, mention.end) == (inner.start, inner.end):
        return False
    lead = _WORD.findall(segment.raw(mention.start, inner.start))
    if lead and not (segment.language in words.head_last and _may_lead(lead, words)):
        return False
    rest = segment.raw(inner.end, mention.end)
    if lead and not _WORD.findall(rest):
        return True  # "U.S. Air Force Institute of Technology"
    added = _WORD.findall(rest)
    folded = [fold(word) for word in added]
    for one, other in pairwise(folded):
        article = other in words.articles and other not in words.of
        if one in words.and_ and (article or other in words.head_words):
            return False  # another body: "... et la DRH"
    return bool(added) and all(w[0].isupper() or fold(w) in words.links for w in added)


def _may_lead(lead: Sequence[str], words: NameWords) -> bool:
    """Whether words before a pattern's name begin the whole name: "Stop the War Coalition"."""
    if not lead[0][0].isupper() or (len(lead[0]) > 1 and fold(lead[0]) in words.running):
        return fold(lead[0]) in words.name_openers
    return all(
        word[0].isupper() or fold(word) in words.links or fold(word) in words.articles
        for word in lead[1:]
    )
