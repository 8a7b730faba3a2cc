"""Lines of a letterhead: which name the issuer, the series and number of an issue, or the file, and
which only tell a place and a date."""

from __future__ import annotations

import re
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.entities.bodies import BodyReader
from policynlp.entities.gazetteer import countries, known_names
from policynlp.entities.mentions import Segment, make_segment
from policynlp.errors import LexiconError
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.metadata.phrases import WORD, date_words, ordinals, pattern, small_words
from policynlp.schema import Block

# Words of a place before its country.
_PLACE_WORDS = 3
# The reference of a file at the end of a line: "UNICEF MALAWI BTOR/2013/061".
REFERENCE = re.compile(
    r"(?<![\w/])[A-Z][A-Z.-]{1,20}(?:/[\w.-]{1,20}){0,5}/\d[\w.-]{0,10}(?:\s{1,80}\d{1,3})?$"
)
# Of the words of a letterhead one in so many may belong to no known name.
_MOST_NAMED = 8
_PARTS = re.compile(r"\s[/|–—·-]\s|\s?;\s|,\s")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_DIGIT = re.compile(r"\d")


def names_issue(loaded: LoadedDocument, block: Block, text: str) -> bool:
    """Whether a line names the issuer, the series and number of an issue, or the file."""
    folded = fold(text)
    return (
        issuer_share(loaded, block) > 0
        or ends_in_reference(text)
        or _is_numbered_kind(folded)
        or is_series(loaded, block, folded)
    )


@cache
def document_titles() -> tuple[re.Pattern[str], ...]:
    """What titles of known kinds of document look like, in every language."""
    found = []
    for code in available():
        for kind in lexicon(code).table("document_types"):
            try:
                found.append(lexicon(code).pattern("document_types", f"{kind}.title"))
            except LexiconError:
                continue
    return tuple(found)


def issuer_share(loaded: LoadedDocument, block: Block) -> float:
    """How surely a line names who issues the document and nothing else, as letterheads do.

    1 where all of it is names of bodies and countries that are known, a half where its parts are
    worded like names of bodies, 0 for others: "Third Forum on Rural Nursing" is a gathering.
    """
    content, rest = _unnamed(loaded, block)
    if content and content[0] in ordinals():
        return 0.0
    if len(rest) * _MOST_NAMED <= len(content):
        return 1.0
    folded = loaded.folded[block.start : block.end]
    if _is_kind(_BRACKETS.sub("", folded).strip()):
        return 0.0
    parts = [part.strip() for part in _PARTS.split(folded)]
    named = sum(bool(pattern("issuers").fullmatch(part)) for part in parts)
    return 0.5 if named and named * 2 >= len(parts) else 0.0


def _is_kind(folded: str) -> bool:
    """Whether a line names a kind of document, at its beginning or end: "Office of Strategy and
    Development" is none."""
    kinds = (match for pattern in document_titles() for match in pattern.finditer(folded))
    return any(match.start() == 0 or match.end() == len(folded) for match in kinds)


def ends_in_reference(text: str) -> bool:
    """Whether a line that names no kind of document ends in the reference of a file."""
    match = REFERENCE.search(text)
    if match is None:
        return False
    rest = fold(text[: match.start()])
    return not any(pattern.search(rest) for pattern in document_titles())


def _is_numbered_kind(folded: str) -> bool:
    """Whether a short line is a kind and its number, "Desk review No. 14", and no act's name."""
    number = pattern("editions").search(folded)
    rest = len(WORD.findall(folded)) - (len(WORD.findall(number.group())) if number else 0)
    return number is not None and rest <= 3 and not pattern("dated_documents").search(folded)


def is_series(loaded: LoadedDocument, block: Block, folded: str) -> bool:
    """Whether a line only names a series or kind of issue, its number, date, place and issuer:
    "Policy note No. 4 - March 2018", "NGO X / Press release"."""
    folded = _BRACKETS.sub(" ", folded)
    matches = list(pattern("series").finditer(folded))
    if not matches:
        return False
    if matches[0].start() == 0 and ":" not in folded and pattern("editions").search(folded):
        return True
    series = {word for match in matches for word in WORD.findall(match.group())}
    return len([w for w in _untold(loaded, block) if w in folded and w not in series]) <= 1


def tells_place_and_date(loaded: LoadedDocument, block: Block, folded: str) -> bool:
    """Whether a line only tells a place or an issuer and a date, and no kind of document."""
    if not _DIGIT.search(folded) or any(p.search(folded) for p in document_titles()):
        return False
    untold = _untold(loaded, block)
    if not untold:
        return True
    # "Vlorë, Albania – 2 to 13 July 2018"
    place = folded.partition(",")[0]
    words = WORD.findall(place)
    if len(words) > _PLACE_WORDS or not set(untold) <= set(words):
        return False
    return _opens_with_country(loaded, block, len(place) + 1)


def _opens_with_country(loaded: LoadedDocument, block: Block, offset: int) -> bool:
    """Whether what stands behind an offset of a block begins with the name of a country."""
    segment = make_segment(
        loaded.text, loaded.folded, block.start + offset, block.end, block.language, block
    )
    return any(first == 0 for _, first, _ in countries().find(segment))


def _untold(loaded: LoadedDocument, block: Block) -> list[str]:
    """The words of a line that are neither names nor of a date."""
    _, rest = _unnamed(loaded, block)
    return [w for w in rest if w not in date_words() and not _DIGIT.search(w)]


def _unnamed(loaded: LoadedDocument, block: Block) -> tuple[list[str], list[str]]:
    """The words of a line that mean something, and those of them that belong to no name."""
    segment = make_segment(
        loaded.text, loaded.folded, block.start, block.end, block.language, block
    )
    covered: set[int] = set()
    for gazetteer in (known_names(), countries()):
        for _, first, behind in gazetteer.find(segment):
            covered.update(range(first, behind))
    for mention in BodyReader().read(segment):
        if mention.label == "ORG":
            covered.update(
                i for i, start in enumerate(segment.starts) if mention.start <= start < mention.end
            )
    content = [i for i, word in enumerate(segment.words) if word not in small_words()]
    # An acronym in brackets behind the name belongs to it.
    rest = [i for i in content if i not in covered and not _is_acronym(segment, i)]
    words = segment.words
    return [words[i] for i in content], [words[i] for i in rest]


def _is_acronym(segment: Segment, word: int) -> bool:
    raw = segment.raw(segment.starts[word], segment.ends[word])
    return len(raw) > 1 and raw.isupper() and segment.gap(word).endswith("(")
