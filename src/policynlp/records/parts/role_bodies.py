"""The body that a function is held in: "president of the Nurses Association"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.entities.gazetteer import demonyms
from policynlp.folding import fold
from policynlp.languages import Lexicon, lexicon
from policynlp.records.parts.bodies import body_meant
from policynlp.schema import Entity

NAME = "records/people"
# Share of a part that a country's name must cover for the part to be that country.
COVERED = 0.7
EDGE = re.compile(r"^[\s,;:–—\-/|•]+|[\s,;:–—\-/|•]+$")
SHORT_FORM = re.compile(r"\s?\(\s?[A-ZÀ-Þ][\w/&.-]{1,15}\s?\)")
# How far before "its president" the body may be named.
OWNER = 300
# Short forms of bodies, and names of bodies with a capital inside ("SolidarMed").
_SHORT = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&]{1,9}(?:-[A-ZÀ-Þ][\w]{1,12})?")
_INNER_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,14}[A-ZÀ-Þ][a-zà-ÿ]{1,14}")
# A region: words with capitals to the end ("the Western Pacific").
_REGION = re.compile(
    r"\s?[A-ZÀ-Þ][\w'’-]{1,20}(?:\s(?:[a-z]{2,3}\s){0,2}[A-ZÀ-Þ][\w'’-]{1,20}){0,4}"
)


def split_body(document: AnnotatedDocument, start: int, end: int) -> tuple[str, str | None]:
    """A function without the named body at its end, and that body.

    "president of the Nurses Association" gives "president" and "Nurses Association"; a function
    that only a generic noun follows stays whole ("ministre de la Santé publique"), with the body
    that the noun means where one was named before ("secretary of the ministry").
    """
    rules = document.lexicon_at(start)
    whole = EDGE.sub("", document.text[start:end])
    if words_of(rules.code, "portfolios").match(document.folded, start, end):
        return whole, None  # "Minister of Health and Social Services"
    inside = document.entities_in(start, end, "ORG")
    bodies = [body for body in inside if body.start > start or body.end < end]
    for body in bodies:
        if words_of(rules.code, "duties").match(document.folded, body.start, body.end):
            continue
        behind = _behind_short_form(document, body.end, end)
        if _is_region_tail(document, behind, end, rules) and is_known(fold(whole), rules):
            return whole, body.text  # "Deputy Director of WHO for Africa"
        if document.text[behind:end].strip(" .)") and not _is_country_tail(document, behind, end):
            continue
        own = _own_function(document, start, body, rules)
        # "consultant OMS": the body is part of what the function is called.
        return (whole if own is None else own), body.text
    first = bodies[:1]
    if first and first[0].start == start and is_known(fold(whole), rules):
        return whole, first[0].text  # "PAHO Representative in Honduras"
    return _split_unlisted(document, start, end) or (whole, _meant(document, start, end))


def _behind_short_form(document: AnnotatedDocument, start: int, end: int) -> int:
    """The end of the short form in brackets that stands at `start`, or `start`."""
    match = SHORT_FORM.match(document.text, start, end)
    return match.end() if match is not None else start


def _own_function(
    document: AnnotatedDocument, start: int, body: Entity, rules: Lexicon
) -> str | None:
    """The function before the word that joins it to a body."""
    for joined, begin in _joints(document, start, body.start, rules):
        if begin == body.start:
            own = EDGE.sub("", document.text[start:joined])
            if own and is_known(fold(own), rules):
                return own
    return None


def _joints(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """Where words that join a function to its body begin, and where the body's name begins."""
    for match in words_of(rules.code, "connectors").finditer(document.folded, start, end):
        begin = _blanks_end(document, match.end(), end)
        article = rules.pattern("bodies", "definite").match(document.folded, begin, end)
        yield match.start(), _blanks_end(document, article.end() if article else begin, end)


def _blanks_end(document: AnnotatedDocument, start: int, end: int) -> int:
    while start < end and document.text[start] in " ’'":
        start += 1
    return start


def _split_unlisted(
    document: AnnotatedDocument, start: int, end: int
) -> tuple[str, str | None] | None:
    """A function and the body behind it that no list holds: "director of the Hospital Escuela".

    The body's name has capitals, so that "director of the hospital" is whole.
    """
    rules = document.lexicon_at(start)
    for joined, at in _joints(document, start, end, rules):
        own = EDGE.sub("", document.text[start:joined])
        if at >= end or not is_known(fold(own), rules):
            continue
        name = EDGE.sub("", " ".join(document.text[at:end].split()))
        # "Director of Medical Services", but "director of the Royal Medical Services"
        joint = document.folded[joined:at].strip()
        definite = words_of(rules.code, "definite_joints").fullmatch(joint) is not None
        if _INNER_CAPITAL.fullmatch(name) or (definite and _SHORT.fullmatch(name)):
            if document.entities_in(at, end, "PROGRAM"):
                return None
            return own, body_meant(document, fold(name), start) or name
        if _is_facility(document, at, end, rules) or _is_unlisted(
            document, at, end, rules, definite=definite
        ):
            return own, name
    return None


def _is_facility(document: AnnotatedDocument, at: int, end: int, rules: Lexicon) -> bool:
    """Whether words are a kind of facility and a name of its own: "Semonkong clinic"."""
    facilities = words_of(rules.code, "facilities")
    if not rules.get("bodies", "head_last"):
        kind = facilities.match(document.folded, at, end)
        last = document.text[at:end].split()[-1].rpartition("’")[2].rpartition("'")[2]
        return kind is not None and kind.end() < end and last[:1].isupper()
    kind = next(facilities.finditer(document.folded, at, end), None)
    if kind is None or kind.start() == at or document.text[kind.end() : end].strip(" ."):
        return False
    words = document.text[at : kind.start()].split()
    return all(word[:1].isupper() for word in words) and fold(words[-1]) not in demonyms()


def _is_unlisted(
    document: AnnotatedDocument, at: int, end: int, rules: Lexicon, *, definite: bool
) -> bool:
    """Whether words with a capital name a body by its kind and more than its kind."""
    folded = document.folded
    heads = rules.pattern("bodies", "heads")
    last = bool(rules.get("bodies", "head_last"))
    head = heads.search(folded, at, end) if last else heads.match(folded, at, end)
    if head is None or not document.text[at].isupper() or not document.text[head.start()].isupper():
        return False
    if rules.pattern("records/partnership", "names.weak").match(head.group()):
        return False  # programmes and projects are no bodies
    if heads.fullmatch(folded[at:end].strip(" .,")):
        return False  # "secretary of the Ministry"
    if rules.pattern("records/mission", "cues.region").search(folded, at, end):
        return False  # "Governor of the Northern Province"
    duty = words_of(rules.code, "duties").match(folded, at, end)
    return duty is None or (last and definite)


def _meant(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """The named body that a function ends in or begins with without naming it ("secretary of the
    ministry", "the association's president")."""
    rules = document.lexicon_at(start)
    heads = rules.pattern("bodies", "heads")
    for _, begin in _joints(document, start, end, rules):
        noun = document.folded[begin:end].strip(" .,")
        if heads.fullmatch(noun):
            return body_meant(document, noun, start)
    owner = words_of(rules.code, "genitives").match(document.folded, start, end)
    noun = owner.group().rpartition("'")[0] if owner is not None else ""
    return body_meant(document, noun, start) if heads.fullmatch(noun) else None


def owner_before(document: AnnotatedDocument, start: int) -> str | None:
    """The body named last before `start` in its paragraph: whose "its president" is."""
    paragraph = document.text.rfind("\n", 0, start) + 1
    bodies = document.entities_in(max(paragraph, start - OWNER), start, "ORG")
    return bodies[-1].text if bodies else None


def without_span(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a function ends before how long it was held ("president since 2014"), and before a
    word that would join it to a name that is told apart."""
    rules = document.lexicon_at(start)
    held = words_of(rules.code, "spans").search(document.folded, start, end)
    end = held.start() if held is not None and held.start() > start else end
    for match in words_of(rules.code, "connectors").finditer(document.folded, start, end):
        if match.start() > start and not document.folded[match.end() : end].strip():
            return match.start()
    return end


def is_known(folded: str, rules: Lexicon) -> bool:
    """Whether words name a function or describe somebody."""
    return bool(
        rules.pattern("lexicon", "roles").search(folded)
        or words_of(rules.code, "descriptions").search(folded)
    )


def _is_region_tail(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a body is followed by "for" or "in" and the country or region that is served."""
    begin = start + (document.text[start : start + 1] == " ")
    link = words_of(rules.code, "place_links").match(document.folded, begin, end)
    if link is None:
        return False
    tail = document.text[link.end() : end].rstrip(" .)")
    return _REGION.fullmatch(tail) is not None or any(
        not document.text[e.end : end].strip(" .)")
        for e in document.entities_in(link.end(), end, "COUNTRY", "LOC")
    )


def _is_country_tail(document: AnnotatedDocument, start: int, end: int) -> bool:
    rest = document.text[start:end]
    return rest.lstrip().startswith(("(", ",")) and is_country(document, start, end)


def is_country(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is the name of a country or place and hardly more."""
    length = len(document.text[start:end].strip(" ."))
    return any(
        e.end - e.start >= COVERED * length
        for e in document.entities_in(start, end, "COUNTRY", "LOC")
    )


@cache
def words_of(code: str, key: str) -> re.Pattern[str]:
    """The pattern of a list of `records/people`."""
    return lexicon(code).pattern(NAME, key)
