"""The text of an agreement itself: "between A, hereinafter called “the Donor”, of the one part, and
B ...", « Entre les soussignés : A, représenté par X, d'une part, et B ... ».

Its parties stand in its head, each with words for who acts for it and what it is called from there
on; the articles speak of "this agreement". Words stand in `languages/*/records/partnership.toml`
under `deeds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import head_of
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.entries import Alliance, agreed_entry, forget
from policynlp.records.partnership.facts import year_of
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.forms import distinct

# Where the head of an agreement begins and how long it is at most, in characters.
MAX_LEAD, MAX_HEAD = 3000, 4000
# The noun of the agreement stands so far before its parties.
NOUN_REACH = 400
MAX_NAME_WORDS = 14
MAX_PARTY_WORDS = 18
PAIR = 2
# Behind words for signing or entry into force, its date.
DATE_REACH = 60
# Between a word that begins a party and the body, in characters.
GAP = 8
_NAME_END = re.compile(r"[,(;:\n«“\"]|\s[–—-]\s")
_NUMBER = re.compile(r"[\s,;:]*(?:\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+|[•●▪*–-]\s+)?")
_LINE = re.compile(r"\n")
# Between two parties of a list: a line of its own, the comma behind what the first is called.
_BREAK = re.compile(r"\n|(?<=[)\"]),")
# What a party is called from there on: (the "Donor").
_ALIAS = re.compile(r"\((?:[^\W\d]{1,3}[ '])?\"")


def own_deed(
    document: AnnotatedDocument, alliances: list[Alliance], titled: dict[int, Alliance]
) -> Alliance | None:
    """The agreement that the document is the text of: all of its articles are about it, and its
    title names no other."""
    deed = read_deed(document)
    if deed is None:
        return None
    for at in [at for at in titled if at < deed.end]:
        forget(alliances, titled.pop(at))
    return agreed_entry(alliances, deed, document.lexicon_at(deed.start))


def read_deed(document: AnnotatedDocument) -> Agreement | None:
    """The agreement that a document is the text of, with those whom it binds."""
    rules = document.lexicon_at(0)
    folded = document.folded
    found: Agreement | None = None
    for opening in rules.pattern(NAME, "deeds.between").finditer(folded, 0, MAX_LEAD):
        if found is not None and opening.start() >= found.end:
            break
        # The head begins at the last "between": titles name the parties too.
        found = _read_head(document, opening, rules) or found
    return found


def _read_head(
    document: AnnotatedDocument, opening: re.Match[str], rules: Lexicon
) -> Agreement | None:
    folded = document.folded
    start, end = opening.end(), _head_end(folded, opening.end(), rules)
    told = rules.pattern(NAME, "deeds.marks").finditer(folded, start, end)
    marks = sorted(m.start() for m in (*told, *_ALIAS.finditer(folded, start, end)))
    noun = _noun(document, opening.start(), rules) if len(marks) >= PAIR else None
    parties = distinct(_parties(document, start, end, marks, rules)) if noun is not None else []
    if noun is None or len(parties) < PAIR:
        return None
    between = rules.pattern(NAME, "deeds.between").search(folded, noun.end(), opening.end())
    stop = between.start() if between is not None else opening.start()
    line = _LINE.search(document.text, noun.end(), stop)
    stop = line.start() if line is not None else stop
    name = " ".join(document.text[noun.start() : stop].split()).strip(" ,:;.")
    if len(name.split()) > MAX_NAME_WORDS:
        name = document.text[noun.start() : noun.end()]
    return Agreement(
        name=name,
        head=head_of(noun[0], rules),
        parties=parties,
        start_year=_year(document, noun.end(), rules),
        objectives=[],
        start=noun.start(),
        end=end,
    )


def _head_end(folded: str, start: int, rules: Lexicon) -> int:
    """Where the parties end: at the first "whereas", "the parties agree", "Article 1"."""
    stop = min(len(folded), start + MAX_HEAD)
    close = rules.pattern(NAME, "deeds.closes").search(folded, start, stop)
    return close.start() if close is not None else stop


def _noun(document: AnnotatedDocument, before: int, rules: Lexicon) -> re.Match[str] | None:
    """The noun of the agreement: that of a title before its parties, else the nearest one."""
    nouns = rules.pattern(NAME, "agreement.noun")
    floor = max(0, before - NOUN_REACH)
    for heading in document.headings:
        if floor <= heading.start < before:
            titled = nouns.match(document.folded, heading.start, heading.end)
            if titled is not None:
                return titled
    return next(iter(nouns.finditer(document.folded, floor, before)), None)


def _parties(
    document: AnnotatedDocument,
    start: int,
    end: int,
    marks: list[int],
    rules: Lexicon,
) -> Iterator[str]:
    """The body that each part of the head begins with; the next begins behind an "and" or on a
    line of its own, once a mark has told that the one before is named."""
    joints = rules.pattern(NAME, "deeds.joints").finditer(document.folded, start, end)
    begins = sorted(m.end() for m in (*joints, *_BREAK.finditer(document.folded, start, end)))
    position: int | None = start
    for mark in marks:
        if position is None or mark < position:
            continue
        body = _body_at(document, position, mark, rules)
        if body is not None:
            yield body
        position = next(
            (
                begin
                for begin in begins
                if begin >= mark and _body_at(document, begin, end, rules) is not None
            ),
            None,
        )


def _body_at(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The body named right at the beginning of a stretch, without its article; None for others."""
    number = _NUMBER.match(document.text, start, end)
    start = number.end() if number is not None else start
    joint = rules.pattern(NAME, "deeds.joints").match(document.folded, start, end)
    start = joint.end() if joint is not None else start
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip())
    article = rules.pattern("lexicon", "articles").match(document.folded, start, end)
    if article is not None:
        start = article.end()
        start += document.text[start : start + 1] == " "
    cut = _NAME_END.search(document.text, start, end)
    stop = cut.start() if cut is not None else end
    known = [
        e for e in document.entities_in(start, end, "ORG", "COUNTRY") if e.start - start <= GAP
    ]
    # "Ministry of Health, Labour and Social Affairs" goes on behind its comma.
    stop = max(
        [stop, *(e.end for e in known if _ALIAS.search(document.folded, start, e.end) is None)]
    )
    own = rules.pattern(NAME, "deeds.marks").search(document.folded, start, stop)
    stop = own.start() if own is not None else stop
    name = " ".join(document.text[start:stop].split()).strip(" ,;:.")
    named = known or rules.pattern(NAME, "signing.bodies").match(document.folded, start, stop)
    if not named or not name or len(name.split()) > MAX_PARTY_WORDS or not name[0].isalnum():
        return None
    return name


def _year(document: AnnotatedDocument, start: int, rules: Lexicon) -> int | None:
    """The year in which the agreement was signed, else that in which it comes into force."""
    for key in ("deeds.done", "deeds.force"):
        for match in rules.pattern(NAME, key).finditer(document.folded, start):
            near = document.entities_in(match.end(), match.end() + DATE_REACH, "DATE")
            if near and (year := year_of(near[0].canonical_id)) is not None:
                return year
    return year_of(document.published)
