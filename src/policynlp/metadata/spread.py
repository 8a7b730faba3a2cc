"""Titles that are spread over several lines: one that breaks off, a kind of document that stands
over what it is about, a short name of a kind under the body whose paper it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from policynlp.blocks import LoadedDocument
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.metadata.letterheads import issuer_share, tells_place_and_date
from policynlp.metadata.phrases import MAX_TITLE, WORD, date_words, pattern, small_words
from policynlp.schema import Block

# "Objet : ...", "Course title ........ ..."
LABELLED = re.compile(
    r"([^\W\d_][^:.…\n]{1,40}?)\s?(?::|(?:\.{2,80}|…{1,30})\s?:?(?=\s))\s{0,80}(?=\S)"
)
# Kinds whose names tell nothing of the subject; those of the first three may be one word.
_KINDS = (
    "meeting_report", "mission_report", "terms_of_reference", "training_announcement",
    "evaluation", "other",
)  # fmt: skip
_ONE_WORD = _KINDS[:3]
_MOST_KIND_WORDS = 3
_MAX_PART = 160
# A heading at a level with more than so many is a section.
_FEW = 2
# A line of date or place under a title has at most so many characters.
_SHORT = 60
# ... and what says more than a date or a place has so many words before the first number.
_LEAST_DATED = 4
_DIGIT = re.compile(r"\d")
# Between the number of an issue and its date.
_NEAR_DATE = 20


def before_edition(text: str) -> str:
    """A title without the number and date of the issue that stand behind it on its line."""
    match = pattern("editions").search(fold(text))
    if match is None or len(fold(text)) != len(text) or not _DIGIT.search(match.group()):
        return text
    before, behind = text[: match.start()].rstrip(" ,–—-"), fold(text[match.end() :])
    near = (word.group() for word in WORD.finditer(behind) if word.start() < _NEAR_DATE)
    dated = any(word in date_words() for word in near)
    return before if dated and len(WORD.findall(before)) > 1 else text


def kind_alone(text: str) -> str | None:
    """The kind of document that a line names and nothing else: "TERMS OF REFERENCE"."""
    folded = fold(text)
    told = [
        m for m in WORD.finditer(folded)
        if m.group() not in small_words() and m.group() not in date_words()
    ]  # fmt: skip
    if not 0 < len(told) <= _MOST_KIND_WORDS:
        return None
    for kind in _KINDS if len(told) > 1 else _ONE_WORD:
        for code in available():
            spans = [
                match.span()
                for match in lexicon(code)
                .pattern("document_types", f"{kind}.title")
                .finditer(folded)
            ]
            if all(any(a <= m.start() and m.end() <= b for a, b in spans) for m in told):
                return kind
    return None


def spread_title(
    loaded: LoadedDocument,
    top: Sequence[Block],
    index: int,
    text: str,
    levels: Counter[int | None],
) -> str:
    """The whole of a title that begins in a block, or ends in it."""
    parts = _broken_off(loaded, top, index, before_edition(text))
    start = loaded.content_starts.get(top[index].id)
    if start is not None and top[index].kind == "heading":
        parts[0] = loaded.text[start : top[index].end]
    kind = kind_alone(parts[0]) if len(parts) == 1 else None
    if kind is not None:
        if _names_subject(loaded, top, index, kind, levels):
            below = top[index + 1]
            subject = loaded.text[below.start : below.end]
            parts += _broken_off(loaded, top, index + 1, subject)
        elif len(WORD.findall(parts[0])) == 1 and index and top[index - 1].kind != "table":
            above = loaded.text[top[index - 1].start : top[index - 1].end]
            if len(above) < MAX_TITLE and not tells_place_and_date(
                loaded, top[index - 1], fold(above)
            ):
                parts.insert(0, above)
    return " ".join(parts).strip()


def _broken_off(loaded: LoadedDocument, top: Sequence[Block], index: int, first: str) -> list[str]:
    """The parts of a title whose lines break off before the next."""
    parts = [first]
    for block in top[index + 1 : index + 4]:
        following = loaded.text[block.start : block.end]
        last = parts[-1].split()[-1:]
        # "EN" behind small letters is the code of a language.
        small = bool(last) and (not last[0].isupper() or parts[-1].isupper())
        runs_on = small and fold(last[0]) in small_words()
        runs_on = runs_on or parts[-1].rstrip().endswith((",", " -", " –", ":", "'", "’"))
        opening = following.lstrip('«"“( ')[:1]
        runs_on = runs_on or (opening.islower() and block.kind == top[index].kind)
        if LABELLED.match(following) or following.rstrip().endswith("."):
            break
        if pattern("not_titles").match(fold(following)):
            break
        if not runs_on or len(following) > _MAX_PART or block.kind not in ("heading", "paragraph"):
            break
        if parts[-1].isupper() != following.isupper():
            break
        parts.append(following)
    return parts


def _names_subject(
    loaded: LoadedDocument,
    top: Sequence[Block],
    index: int,
    kind: str,
    levels: Counter[int | None],
) -> bool:
    """Whether the line under the name of a kind of document tells what the document is about."""
    if index + 1 >= len(top):
        return False
    block = top[index + 1]
    text = loaded.text[block.start : block.end]
    folded = fold(text)
    heading = block.kind == "heading"
    if not heading and (block.kind != "paragraph" or kind == "other" or LABELLED.match(text)):
        return False
    if len(text) > _MAX_PART or text.rstrip()[-1:] in ".;:," or block.id in loaded.numbers:
        return False
    dated = _DIGIT.search(folded)
    before = [
        w
        for w in WORD.findall(folded[: dated.start()] if dated else folded)
        if w not in small_words() and w not in date_words()
    ]
    if len(before) < (_LEAST_DATED if dated else 1) or text.startswith("("):
        return False
    if pattern("not_titles").match(folded) or pattern("section_headings").fullmatch(folded.strip()):
        return False
    if tells_place_and_date(loaded, block, folded):
        return False
    # A committee is what minutes are of; other papers have their issuer there.
    if kind != "meeting_report" and issuer_share(loaded, block):
        return False
    if not heading or levels[block.level] <= _FEW:
        return True
    # A section has its text right below.
    after = top[index + 2] if index + 2 < len(top) else None
    if after is None or after.kind not in ("heading", "paragraph"):
        return False
    below = loaded.text[after.start : after.end]
    return after.kind == "heading" or (len(below) <= _SHORT and not LABELLED.match(below))
