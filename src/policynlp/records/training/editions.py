"""Other times that the one course of a document is given: "The 2018 edition drew 27 people to Bo".

They are told by sentences and by the rows of a table of editions. Words stand in
`languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.training.drafts import Draft
from policynlp.records.training.facts import read_values
from policynlp.records.training.sentences import sentences
from policynlp.records.training.values import NAME

# A day or a month is told by so many characters of a date.
MONTH = len("2014-03")
YEAR = len("2014")
# How far behind the noun of an edition its verb stands, in characters.
MAX_GAP = 60
_CLAUSE = re.compile(r";\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET = re.compile(r"\s?\([^()\n]{6,120}\)")


def other_editions(document: AnnotatedDocument, own: Draft) -> Iterator[Draft]:
    """The editions of a document's course that sentences tell of, each with its own time."""
    for passage, start, end in sentences(document):
        if passage.kind == "row":
            continue
        rules = document.lexicon(passage)
        told = False
        for begin, stop in _clauses(document, start, end):
            draft = _edition(document, passage, (begin, stop), own, rules, told=told)
            if draft is not None:
                told = True
                yield draft


def tells_edition(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, own: Draft
) -> bool:
    """Whether a sentence tells of another edition, with a time of its own."""
    rules = document.lexicon(passage)
    return own.start is not None and any(
        _edition(document, passage, clause, own, rules) is not None
        for clause in _clauses(document, start, end)
    )


def is_on_others(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a title is that of a section on other courses: "Also this year"."""
    also = document.lexicon_at(heading.start).pattern(NAME, "editions.also")
    return also.fullmatch(fold(heading.text).strip(" :.")) is not None


def of_course(editions: list[Draft], own: Draft) -> list[Draft]:
    """Rows of a table of editions, named after the course that they are editions of."""
    for draft in editions:
        draft.title, draft.sure_title = own.title, True
    return [d for d in editions if not _same_time(d, own)]


def _clauses(document: AnnotatedDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _CLAUSE.finditer(document.text, start, end):
        yield begin, mark.start()
        begin = mark.end()
    yield begin, end


def _edition(
    document: AnnotatedDocument,
    passage: Passage,
    span: tuple[int, int],
    own: Draft,
    rules: Lexicon,
    *,
    told: bool = True,
) -> Draft | None:
    """The edition that a clause tells of; "the second," alone needs one in the clause before."""
    start, end = span
    named = _named(document, start, end, rules)
    if named is None and not rules.pattern(NAME, "editions.verbal").search(
        document.folded, start, end
    ):
        return None
    name = "" if named is None else document.text[slice(*named)]
    if named is not None and len(name.split()) < 3 and document.text[named[1]] == "," and not told:
        return None
    draft = read_values(document, start, end)
    _take_year(draft, name, document.folded[start:end])
    time = draft.start or draft.end
    if time is None or len(time) < MONTH or _same_time(draft, own):
        return None
    article = rules.pattern("lexicon", "articles").match(fold(name))
    bare = name[article.end() :].strip() if article is not None else name
    draft.title = bare if len(bare.split()) > 1 else own.title
    draft.sure_title, draft.score = True, 1.0
    draft.objectives = []
    draft.note(passage)
    return draft


def _named(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> tuple[int, int] | None:
    """Where an edition is named that a verb or a bracket behind it tells more of."""
    for match in rules.pattern(NAME, "editions.named").finditer(document.folded, start, end):
        bracket = _BRACKET.match(document.text, match.end(), end)
        if bracket is not None and document.entities_in(match.end(), bracket.end(), "DATE"):
            return match.span()
        verb = rules.pattern(NAME, "editions.done").search(document.folded, match.end(), end)
        if verb is not None and verb.start() - match.end() <= MAX_GAP:
            return match.span()
    return None


def _take_year(draft: Draft, name: str, folded: str) -> None:
    """Days without a year are those of "the 2018 edition"."""
    year = _YEAR.search(name)
    if year is None or draft.start is None or draft.start[:YEAR] in folded:
        return
    draft.start = year[0] + draft.start[YEAR:]
    draft.end = year[0] + draft.end[YEAR:] if draft.end is not None else None


def _same_time(draft: Draft, own: Draft) -> bool:
    """Whether a draft begins or ends while the course itself goes on, or as it does."""
    time = draft.start or draft.end
    if own.start is None or time is None:
        return False
    if draft.start is not None and draft.start[:MONTH] == own.start[:MONTH]:
        return draft.start[: len(own.start)] == own.start[: len(draft.start)]
    return own.start <= time <= (own.end or own.start)
