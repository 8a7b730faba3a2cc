"""Traits of layout that tell the kind of a document: datelines, quotations, articles, letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from policynlp.blocks import LoadedDocument
from policynlp.folding import fold
from policynlp.languages import any_of, available, lexicon, read_tsv
from policynlp.languages.folded import FoldedText
from policynlp.outline import Outline
from policynlp.schema import DocumentTypeLabel

TRAITS = (
    "dateline", "quotations", "articles", "questions", "letter", "unsectioned", "travel",
    "addressing", "issue_stamp", "lead", "mail", "posts", "gathering_ahead", "project_sheet",
    "first_person", "duty", "future",
)  # fmt: skip
TOP_CHARACTERS = 1_500
READ_CHARACTERS = 40_000
MESSAGE_CHARACTERS = 400
STAMP_CHARACTERS = 600
# A news item tells what happened in its first paragraphs; a heading or two, and it is short. Two
# tellings there are as telling as three.
LEAD_ENOUGH = 2
LEAD_CHARACTERS = 700
FEW_HEADINGS, SHORT = 2, 8_000
# Three quotations, articles or travelling sentences are as telling as thirty.
ENOUGH = 3
TRAVEL_ENOUGH = 2
# Posts are many in one document; two fields of a project's sheet stand in other forms too.
MANY = 5
FEW_FIELDS = 2
# How few words to one of these are as telling as fewer: "I" in a diary, "must" in a guide. A short
# text is taken for one of so many words.
DENSE = {"first_person": 40, "duty": 30, "future": 30}
FEWEST_WORDS = 60
_PLACE = r"[A-ZÀ-Þ][\w'’.-]{1,20}(?: [A-ZÀ-Þ(][\w'’.)-]{1,20}){0,3}"
_QUOTATION = re.compile(r"«[^«»]{12,900}»|“[^“”]{12,900}”|\"[^\"\n]{12,900}\"")
_NEAR = 90
_BARE_DATE = re.compile(
    r"\W{0,3}(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}(?:er|st|nd|rd|th)? [a-z]{3,10}\.? \d{4}"
    r"|[a-z]{3,10}\.? \d{1,2}, \d{4})\W{0,3}"
)


def read_traits(loaded: LoadedDocument, outline: Outline) -> Mapping[str, float]:
    """Each trait by name, 0 (absent) to 1 (as clear as can be)."""
    text = loaded.text[:READ_CHARACTERS]
    folded = FoldedText(loaded.folded[:READ_CHARACTERS])
    headings = outline.headings
    asking = sum(heading.text.rstrip().endswith("?") for heading in headings)
    unsectioned = len(headings) <= FEW_HEADINGS and len(text) < SHORT
    grammar = _grammar(folded)
    # A message bears its day as news does, and tells what happened as news does; so does somebody
    # who tells what he did himself.
    mail = float(len(_lines_in("mail", folded[:MESSAGE_CHARACTERS])) >= ENOUGH)
    return {
        "dateline": float(_has_dateline(loaded)),
        "quotations": _quotations(text, folded),
        "articles": _share(len(_found("articles", folded))),
        "questions": min(1.0, 2 * asking / len(headings)) if asking > 1 else 0.0,
        "letter": 0.5 * bool(_found("salutation", folded[:TOP_CHARACTERS]))
        + 0.5 * bool(_found("closing", folded[-TOP_CHARACTERS:])),
        "unsectioned": float(unsectioned),
        "travel": _share(len(_found("travel", folded)), TRAVEL_ENOUGH),
        "addressing": _share(len(_found("addressing", folded))),
        "issue_stamp": (1 - mail) * _is_stamped(loaded, folded[:STAMP_CHARACTERS]),
        "lead": (1 - mail)
        * (1 - grammar["first_person"])
        * unsectioned
        * _share(len(_found("lead", _first_prose(loaded))), LEAD_ENOUGH),
        "mail": mail,
        "posts": _share(len(_found("posts", folded)), MANY),
        # One wording of it stands in any document.
        "gathering_ahead": _share(len(_found("gathering_ahead", folded)) - 1, ENOUGH - 1),
        "project_sheet": _sheet(outline),
        **grammar,
    }


def _grammar(folded: str) -> dict[str, float]:
    """How densely the author speaks of himself, says what must be and what will be; what others
    say between quotation marks is left out."""
    told = _QUOTATION.sub(" ", folded)
    words = max(FEWEST_WORDS, len(told.split()))
    found = FoldedText(told)
    counts = {
        trait: sum(
            1
            for code in available()
            for _ in lexicon(code).pattern("document_types", f"traits.{trait}").finditer(found)
        )
        for trait in DENSE
    }
    return {trait: min(1.0, counts[trait] * enough / words) for trait, enough in DENSE.items()}


def _is_stamped(loaded: LoadedDocument, folded: str) -> bool:
    """Whether the top says when it was published, or a web page bears a bare date there."""
    if loaded.media_type == "text/html" and any(map(_BARE_DATE.fullmatch, folded.splitlines())):
        return True
    return bool(_found("issue_stamp", folded))


def _sheet(outline: Outline) -> float:
    """How many different fields of a project's sheet stand in lines or a table of their own."""
    labels = {field.label.strip(" :") for field in outline.fields if field.inline}
    return _share(len(_lines_in("project_sheet", "\n".join(labels))) - FEW_FIELDS, ENOUGH)


def _lines_in(trait: str, folded: str) -> set[str]:
    """Different lines of a text that a wording of the trait begins, or fills up to a colon."""
    lines = {line.split(":")[0].strip() for line in folded.splitlines()}
    return {
        line
        for line in lines
        for code in available()
        if lexicon(code).pattern("document_types", f"traits.{trait}").fullmatch(line)
    }


def _share(count: int, enough: int = ENOUGH) -> float:
    return max(0, min(count, enough)) / enough


def _first_prose(loaded: LoadedDocument) -> str:
    """The first paragraphs of some length, folded, up to `LEAD_CHARACTERS`."""
    prose = (
        loaded.text[b.start : b.end]
        for b in loaded.blocks
        if b.kind == "paragraph" and b.end - b.start > 80 and b.start < TOP_CHARACTERS
    )
    return fold("\n".join(prose)[:LEAD_CHARACTERS])


def _has_dateline(loaded: LoadedDocument) -> bool:
    """Whether one of the first paragraphs of prose begins with a place and a dash."""
    prose = [
        loaded.text[b.start : b.end]
        for b in loaded.blocks
        if b.kind == "paragraph" and b.end - b.start > 80 and b.start < TOP_CHARACTERS
    ]
    return any(_dateline().match(text) for text in prose[:2])


@cache
def _dateline() -> re.Pattern[str]:
    """A place, a day or an agency, a dash: "AMMAN — ...", "KINGSTON, Jamaica (JIS) – ...",
    "Kigali, 3 May 2019 - ...", "Dakar (APS) - ..."."""
    article = any_of("document_types", "dateline.articles", printed=True)
    ending = any_of("document_types", "dateline.day_endings", printed=True)
    return re.compile(
        rf"^\W{{0,3}}(?:[A-ZÀ-Þ]{{2}}[A-ZÀ-Þ'’ -]{{1,24}}(?:, {_PLACE})?(?: \([^()]{{2,30}}\))?"
        rf"|{_PLACE}(?:, {_PLACE})?,? (?:{article} )?"
        rf"(?:\d{{1,2}}{ending}? \w{{3,10}}\.?|[A-Z]\w{{2,9}}\.? \d{{1,2}})"
        rf"(?:,? \d{{4}})?(?: \([^()]{{2,30}}\))?"
        rf"|{_PLACE}(?:, {_PLACE})? \([A-Z][^()]{{1,30}}\))\s?(?:[–—-]{{1,2}}|:)\s\S",
        re.MULTILINE,
    )


def _quotations(text: str, folded: str) -> float:
    """How many quotations stand beside a verb of saying, as a share of enough."""
    count = 0
    for match in _QUOTATION.finditer(text):
        around = folded[max(0, match.start() - _NEAR) : match.start()]
        around += " | " + folded[match.end() : match.end() + _NEAR]
        if any(
            lexicon(code).pattern("records/statement", "cues.saying").search(around)
            for code in available()
        ):
            count += 1
        if count == ENOUGH:
            break
    return _share(count)


def _found(trait: str, folded: str) -> set[str]:
    """Different wordings of a trait, in whichever language."""
    return {
        match.group()
        for code in available()
        for match in lexicon(code).pattern("document_types", f"traits.{trait}").finditer(folded)
    }


@cache
def trait_weights() -> tuple[tuple[str, DocumentTypeLabel, float], ...]:
    """(trait, kind of document, log-odds) as `knowledge/document_type_traits.tsv` has them."""
    rows = read_tsv("policynlp.knowledge", "document_type_traits.tsv")
    return tuple(
        (row["trait"], cast(DocumentTypeLabel, row["label"]), float(row["weight"])) for row in rows
    )
