"""Which country bodies and passages are of, as other places of the document say it: a label before
an item, a row's column, what stands beside another mention of a body."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold
from policynlp.records.help.providers import MULTILATERAL, Giver, giver_at
from policynlp.records.help.scope import scope_country
from policynlp.records.parts.origins import (
    TOWN_WORDS,
    home_of,
    kind_of,
    nationalities,
    places_in,
    town_country,
)
from policynlp.records.technical_assistance.frames import places_of
from policynlp.records.technical_assistance.skeleton import skeleton_of

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
# How far before and behind a name its description may stand; so many mentions are looked at.
BEFORE, BEHIND, MENTIONS = 60, 90, 8
# A label of more characters than this behind a country's name is a sentence.
LABEL = 24
_LABEL_END = re.compile(r"[\s\d,()/–—-]{0,24}[.:–—]")
_LEARNERS = re.compile(
    r"(?:[\w'-]{1,40} ){0,4}?(?:(?P<before>N\d{1,3}) (?:[\w'-]{1,40} ){0,2}?[EAO]\d{1,3}"
    r"|[EAO]\d{1,3} (?:[\w'-]{1,40} ){0,2}?(?P<behind>N\d{1,3}))|(?P<both>B\d{1,3}) [EAO]\d{1,3}"
)


def placed(document: AnnotatedDocument, passage: Passage, giver: Giver) -> Giver:
    """Who gives, with its home as its description or another mention of it tells it."""
    if giver.home is not None or giver.multilateral or giver.start < passage.start:
        return giver
    office = document.lexicon(passage).pattern(WORDS, "own_office").fullmatch(fold(giver.text))
    if office is not None and _is_of_many(document):
        return replace(giver, multilateral=True)
    home = (
        _described(document, giver.start, giver.end)
        or _by_town(giver.text, document.lexicon(passage).code)
        or _elsewhere(document, passage, giver)
    )
    return giver if home is None else replace(giver, home=home)


def _by_town(name: str, code: str) -> str | None:
    """The country of the town that a name begins with: "Lusaka University Teaching Hospital"."""
    words = name.split()
    for count in range(min(TOWN_WORDS, len(words) - 1), 0, -1):
        iso3 = town_country(" ".join(["-", "-", *words[:count]]), code)
        if iso3 is not None:
            return iso3
    return None


@once_a_document
def _is_of_many(document: AnnotatedDocument) -> bool:
    """Whether the body that a document names most often belongs to many countries."""
    counts = Counter(
        entity.canonical_id
        for entity in document.entities_in(0, len(document.text), "ORG")
        if entity.canonical_id
    )
    most = {body for body, _ in counts.most_common(1)}
    return any(
        entity.canonical_id in most and kind_of(entity) in MULTILATERAL
        for entity in document.entities_in(0, len(document.text), "ORG")
    )


def _described(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """The country of a name by what it is called: "the Swiss NGO X", "X, a college in Leeds"."""
    rules = document.lexicon_at(start)
    before = document.folded[max(0, start - BEFORE) : start].rstrip()
    for match in rules.pattern(TYPE, "providers.described").finditer(before):
        if match.end() == len(before):
            words = before[max(0, match.start() - BEFORE // 3) :]
            for iso3, at in nationalities(words, rules.code):
                if len(words[at:].split()) <= 4:
                    return iso3
    behind = rules.pattern(WORDS, "apposed").match(document.folded[end : end + BEHIND])
    if behind is None:
        return None
    for iso3, _ in nationalities(behind.group(), rules.code):
        return iso3
    return next(iter(places_in(document, end, end + behind.end())), None)


def told_as(document: AnnotatedDocument, giver: Giver) -> tuple[int, int]:
    """Where the name of who gives begins and ends with what it is called beside it, offsets into
    the document: "the Canadian NGO X", "X, a foundation in Leeds"."""
    rules = document.lexicon_at(giver.start)
    first = max(0, giver.start - BEFORE)
    before = document.folded[first : giver.start].rstrip()
    start = giver.start
    for match in rules.pattern(TYPE, "providers.described").finditer(before):
        if match.end() == len(before):
            start = first + match.start()
            break
    behind = rules.pattern(WORDS, "apposed").match(document.folded[giver.end : giver.end + BEHIND])
    return start, giver.end + (behind.end() if behind is not None else 0)


def _elsewhere(document: AnnotatedDocument, passage: Passage, giver: Giver) -> str | None:
    """The country that stands beside another mention of a body, where it is not the one helped."""
    name = fold(giver.text)
    home = scope_country(document, passage)
    if len(name) < 3:
        return None
    at = -1
    for _ in range(MENTIONS):
        at = document.folded.find(name, at + 1)
        if at < 0:
            return None
        if at == giver.start:
            continue
        entity = next(iter(document.entities_in(at, at + len(name), "ORG")), None)
        found = _described(document, at, at + len(name))
        if found is not None:
            return found
        found = giver_at(document, at, at + len(name), entity).home
        if found is not None and found != home:
            return found
    return None


def own_country(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The country helped, where the passage tells it by who goes to learn or a label before it."""
    learning = learners(document, passage)
    return learning[0] if learning is not None else labelled_country(document, passage)


def labelled_country(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The country that a label before the passage names ("Togo, 2021. ..."), or a cell of its
    row."""
    rows = document.of_kind("row")
    place = bisect_right(rows, passage.start, key=lambda row: row.start)
    if place and passage.start < rows[place - 1].end:
        cells = rows[place - 1].cells
        named = {iso3 for cell in cells for iso3 in _alone(document, cell.start, cell.end)}
        return named.pop() if len(named) == 1 else None
    block = document.block_at(passage.start)
    if block is None or block.kind not in ("paragraph", "list_item"):
        return None
    for entity in document.entities_in(block.start, block.start + LABEL, "COUNTRY"):
        before = document.text[block.start : entity.start].strip(" *•–-")
        if not before and entity.start < passage.end:
            label = _LABEL_END.match(document.text, entity.end, entity.end + LABEL + 1)
            return home_of(entity) if label is not None else None
    return None


def _alone(document: AnnotatedDocument, start: int, end: int) -> Iterator[str]:
    """The country that is all there is in a cell."""
    for entity in document.entities_in(start, end, "COUNTRY"):
        home = home_of(entity)
        if home and document.text[start:end].strip(" .:") == entity.text.strip():
            yield home


def learners(document: AnnotatedDocument, passage: Passage) -> tuple[str, int] | None:
    """The country of those who go elsewhere to learn, by the adjective before them, and where their
    name ends, offset into the text: "eight Nepali midwives were received in ..."."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    if rules.pattern(WORDS, "go_and_learn").search(folded) is None:
        return None
    if rules.pattern(WORDS, "come_to_help").search(folded) is not None:
        return None
    skeleton = skeleton_of(document, passage)
    match = _LEARNERS.match(skeleton.text)
    if match is None:
        return None
    mark = skeleton.mark(match["before"] or match["behind"] or match["both"])
    words = document.folded[mark.start : mark.end]
    for iso3, at in nationalities(words, rules.code):
        if len(words[at:].split()) == 1:
            return iso3, mark.end
    return None


def places_away(document: AnnotatedDocument, passage: Passage, home: str | None) -> list[str]:
    """The countries other than `home` whose names or places stand in a passage."""
    found = []
    for mark in skeleton_of(document, passage).marks:
        if mark.entity is not None and mark.entity.label in ("COUNTRY", "LOC"):
            found += [iso3 for iso3 in places_of(document, mark) if iso3 != home]
    return list(dict.fromkeys(found))
