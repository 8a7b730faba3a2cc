"""Reading running sentences: numbered clauses, what follows a cue, enumerations of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of

# (i) ... ; (ii) ..., a) ... b) ..., 1) ... 2) ...
_CLAUSE = re.compile(r"(?:(?<=\s)|(?<=[:;,(])|^)\(?(?:[ivx]{1,5}|[a-h]|\d{1,2})\)\s*")
_SECOND = re.compile(r"\(?(?:2|b|ii)\)\s*")
# "1. ... 2. ...", as lines of a cell or form become one
_POINT = re.compile(r"(?<!\S)(\d{1,2})\.\s+(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?](?=\s+[A-ZÀ-Þ])")


def clauses(text: str) -> list[tuple[int, int]]:
    """Offsets of the numbered clauses "(i) …; (ii) …" of a sentence, or of the points "1. … 2. …"
    that a text is made of; empty without at least two.

    A clause keeps its closing semicolon or full stop, not the "and" before the next one. Where the
    marks begin with the second one, the first was taken for that of the whole text.
    """
    marks = _points(text) or list(_CLAUSE.finditer(text))
    begins = [mark.end() for mark in marks]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    if marks and _SECOND.fullmatch(marks[0].group()) and text[: marks[0].start()].strip():
        begins, ends = [0, *begins], [marks[0].start(), *ends]
    if len(begins) < 2:
        return []
    spans = []
    for begin, end in zip(begins, ends, strict=True):
        part = text[begin:end]
        joint = _clause_end().search(part)
        kept = part[: joint.start()] if joint and end < len(text) else _sentence(part)
        if kept and end < len(text) and part[len(kept) : len(kept) + 1] == ";":
            kept += ";"
        if kept.strip():
            spans.append((begin, begin + len(kept)))
    return spans


def _points(text: str) -> list[re.Match[str]]:
    """The marks "1.", "2." ... of a text that begins with the first of them."""
    marks: list[re.Match[str]] = []
    for mark in _POINT.finditer(text):
        if int(mark[1]) == len(marks) + 1 and (marks or not text[: mark.start()].strip()):
            marks.append(mark)
    return marks if len(marks) > 1 else []


@cache
def _clause_end() -> re.Pattern[str]:
    """What stands between a numbered clause and the next one."""
    joint = any_of("lexicon", "and", "or", printed=True)
    return re.compile(rf"[\s,;]*(?:\b{joint}\b)?[\s,]*$")


def _sentence(part: str) -> str:
    """The last clause up to where its sentence ends."""
    closing = _SENTENCE_END.search(part)
    return part[: closing.end()] if closing else part.rstrip()


def following(
    document: AnnotatedDocument, start: int, end: int, pattern: re.Pattern[str]
) -> tuple[int, int] | None:
    """Offsets of what stands behind the first match of a cue in a stretch, or None."""
    match = pattern.search(document.folded, start, end)
    if match is None:
        return None
    begin = match.end()
    while begin < end and document.text[begin] in " :,":
        begin += 1
    return (begin, end) if begin < end else None


def split_listing(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Offsets of the members of "the X, the Y and the Z": each begins with a determiner or a title.

    Commas inside a member ("Dr A, director of B") do not split it.
    """
    folded = fold(text)
    determiner = "|".join(
        re.escape(fold(word)) + (r"\s+" if word[-1].isalpha() else "")
        for word in (
            *lexicon.words("lexicon", "determiners"),
            *lexicon.words("lexicon", "titles"),
        )
    )
    conjunction = "|".join(
        re.escape(fold(word)) for word in lexicon.words("lexicon", "conjunctions")
    )
    joint = re.compile(
        rf"(?:(?<!\s)\s+)?;\s*(?:(?:{conjunction})\s+)?"
        rf"|,?(?<!\s)\s+(?:{conjunction})\s+(?:{any_of('lexicon', 'repeated')}\s+)?(?=\S)"
        rf"|,\s+(?:{any_of('lexicon', 'repeated')}\s+)?(?=(?:{determiner}))"
    )
    begin = 0
    for match in joint.finditer(folded):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def without_article(text: str, lexicon: Lexicon) -> str:
    """Text without its leading article ("le", "l'", "the") and without final full stop."""
    folded = fold(text)
    for article in sorted(lexicon.words("lexicon", "articles"), key=len, reverse=True):
        bare = fold(article)
        if folded.startswith(bare) and (bare.endswith("'") or folded[len(bare) :][:1] == " "):
            text = text[len(bare) :].lstrip()
            break
    return text.strip().rstrip(".;,").strip()


def behind_days(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where it goes on behind days, lengths and towns: "were trained from 6 to 10 May in Bo on"."""
    text = document.text
    for _ in range(4):
        while start < end and text[start] in " ,":
            start += 1
        near = [
            e
            for e in document.entities_in(start, end, "DATE", "LOC", "QUANTITY")
            if len(text[start : e.start].split()) <= 2
        ]
        if not near:
            break
        start = near[0].end
    return start
