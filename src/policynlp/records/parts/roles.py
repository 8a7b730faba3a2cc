"""What stands beside a person's name: a function, a description, a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.role_bodies import (
    COVERED,
    EDGE,
    NAME,
    is_country,
    is_known,
    owner_before,
    split_body,
    without_span,
    words_of,
)

MAX_ROLE_WORDS = 22
# A description that is no known function ("a mother of four") has few words.
MAX_DESCRIPTION_WORDS = 9
# Other words in lower case right after a name stand in apposition to it where they are few.
APPOSITION_WORDS = 6
CONTINUED_WORDS = 6
# Characters of an article in front of a body's name.
ARTICLE = 7
_LEAD = re.compile(r"\s{0,20}(?:,|–|—|-|:|\||/|\t)\s*")
_BRACKETED = re.compile(r"\s{0,20}[(\[]([^()\[\]]{2,160})[)\]]")
_PART = re.compile(r",\s+|(?<!\s)\s+[–—-]\s+|(?:(?<!\s)\s+)?[|;\t\n]\s*")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&-]{1,9}")
_TRAILING = re.compile(r"(?:(?<!\s)\s+)?(?<![.;,:])[.;,:]+\s*$")


@dataclass(frozen=True)
class Role:
    """Function or description, and body; None where it is not stated."""

    role: str | None = None
    organization: str | None = None


def role_after(document: AnnotatedDocument, start: int, end: int) -> Role:
    """What is written right after a name: "Ms X, adviser, WHO", "X (UNICEF)", "X (Y), adviser"."""
    text = document.text
    bracket = _BRACKETED.match(text, start, end)
    if bracket:
        inside = _read_parts(document, bracket.start(1), bracket.end(1))
        if inside.role is None or inside.organization is None:
            lead = _LEAD.match(text, bracket.end(), end)
            behind = _read_parts(document, lead.end(), end) if lead else Role()
            return Role(inside.role or behind.role, inside.organization or behind.organization)
        return inside
    lead = _LEAD.match(text, start, end)
    if lead is None:
        return _of_body(document, start, end) or _relative(document, start, end)
    return _of_body(document, lead.end(), end) or _read_parts(document, lead.end(), end)


def is_clause(document: AnnotatedDocument, role: str, offset: int) -> bool:
    """Whether what is told of a person is a clause ("who runs ...") and no function."""
    return words_of(document.lexicon_at(offset).code, "relative").match(fold(role)) is not None


def is_function(document: AnnotatedDocument, role: str, offset: int) -> bool:
    """Whether what is told of a person is a function that the person holds."""
    rules = document.lexicon_at(offset)
    return is_known(fold(role), rules) and not is_clause(document, role, offset)


def _of_body(document: AnnotatedDocument, start: int, end: int) -> Role | None:
    """The body that directly follows a name: "Dr X of the Department of Planning"."""
    while start < end and document.text[start] == " ":
        start += 1
    connectors = words_of(document.lexicon_at(start).code, "connectors")
    match = connectors.match(document.folded, start, end)
    bodies = document.entities_in(match.end(), end, "ORG") if match else []
    if match and bodies and not document.text[match.end() : bodies[0].start].strip():
        return Role(None, bodies[0].text)
    return _of_unlisted(document, match.end(), end) if match else None


def _of_unlisted(document: AnnotatedDocument, start: int, end: int) -> Role | None:
    """The body between marks that no list holds: "Mme X, du réseau des mutuelles, dit"."""
    rules = document.lexicon_at(start)
    begin, stop = next(iter(_parts(document.text, start, end)), (start, start))
    cut = words_of(rules.code, "stops").search(document.folded, begin, stop)
    stop = cut.start() if cut else stop
    head = rules.pattern("bodies", "heads").match(document.folded, begin, stop)
    if head is None or _names_role(head.group(), rules):
        return None  # "..., des directeurs régionaux" are others
    name = " ".join(document.text[begin:stop].split()).rstrip(" .,;:")
    return Role(None, name) if 1 < len(name.split()) <= MAX_DESCRIPTION_WORDS else None


def _relative(document: AnnotatedDocument, start: int, end: int) -> Role:
    """ "X, who runs the clinic": what the person does, with the first body in it."""
    rules = document.lexicon_at(start)
    match = words_of(rules.code, "relative").match(document.folded, start, end)
    if match is None or document.text[start : match.end()].isupper():
        return Role()  # "who runs the clinic", not "WHO"
    if _says(document, match.end() + 1, end):
        return Role()  # "who called on partners to help"
    stop = re.compile(r"[,.;!?»”\"\n]").search(document.text, start, end)
    end = stop.start() if stop else end
    cut = words_of(rules.code, "stops").search(document.folded, start, end)
    end = cut.start() if cut else end
    text = " ".join(document.text[start:end].split())
    bodies = document.entities_in(start, end, "ORG")
    return Role(text, bodies[0].text if bodies else None)


def _read_parts(document: AnnotatedDocument, start: int, end: int) -> Role:
    rules = document.lexicon_at(start)
    roles: list[str] = []
    bodies: list[str] = []
    for begin, stop in _whole_parts(document, start, end):
        bare = document.text[begin:stop]
        if not roles and not bodies and begin == start:
            told = _relative(document, begin, end)
            if told.role:
                return told
        clause = words_of(rules.code, "relative").match(document.folded, begin, stop)
        if roles and clause and bare[:1].islower():
            break  # "coordinator, who took the course in 2023", not "economist, WHO"
        if roles and _is_somebody_else(document, begin, stop):
            break  # "Acting Manager, the Secretary General and 80 guests"
        if words_of(rules.code, "age").fullmatch(document.folded, begin, stop):
            continue
        named = _is_body(document, begin, stop) and not _is_function(document, begin, stop)
        if named or _is_acronyms(document, begin, stop, anybody=bool(roles)):
            bodies.append(bare)
            continue
        if bodies and is_country(document, begin, stop):
            bodies.append(bare)
            continue
        bracket = bare.find("(")
        if bracket > 0 and not bodies and _is_body(document, begin, begin + bracket):
            bodies.append(bare[:bracket].strip())
            closing = bare.find(")", bracket)
            inside_end = begin + closing if closing > 0 else stop
            inner = _read_parts(document, begin + bracket + 1, inside_end)
            roles.extend([inner.role] if inner.role else [])
            continue
        if _says(document, begin, stop):
            break  # "Dr X, inspector, writes in her report"
        cut = words_of(rules.code, "stops").search(document.folded, begin, stop)
        last = without_span(document, begin, cut.start() if cut else stop)
        if _is_date(document, begin, last) or not _role_like(document, begin, last, rules, roles):
            break
        mine = words_of(rules.code, "possessives").match(document.folded, begin, last)
        own, body = split_body(document, mine.end() + 1 if mine else begin, last)
        body = body or (owner_before(document, start) if mine else None)
        roles.append(own)
        if body and not bodies:
            bodies.append(body)
        if cut:
            break
    role = _TRAILING.sub("", ", ".join(roles)) or None
    if role is not None and len(role.split()) > MAX_ROLE_WORDS:
        role = None
    return Role(spaced(role), spaced(_TRAILING.sub("", ", ".join(bodies)) or None))


def _is_somebody_else(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a part behind a function begins with an article: it names the next one present."""
    rules = document.lexicon_at(start)
    article = rules.pattern("bodies", "definite").match(document.folded, start, end)
    return article is not None and _names_role(document.folded[article.end() : end], rules)


def _says(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a part begins with a verb of saying and names no function."""
    rules = document.lexicon_at(start)
    saying = rules.pattern("records/statement", "cues.saying").match(document.folded, start, end)
    return saying is not None and not _names_role(document.folded[saying.end() : end], rules)


def spaced(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the parts between commas, dashes and line ends, without marks at their edges."""
    begin = start
    for match in [*_PART.finditer(text, start, end), None]:
        stop = match.start() if match else end
        bare = EDGE.sub("", text[begin:stop])
        if bare:
            offset = begin + text[begin:stop].index(bare)
            yield offset, offset + len(bare)
        if match:
            begin = match.end()


def _whole_parts(document: AnnotatedDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts, those together that the name of one body spans: "Ministry of Health, Wellness
    and the Environment"."""
    bodies = document.entities_in(start, end, "ORG")
    held: tuple[int, int] | None = None
    for begin, stop in _parts(document.text, start, end):
        if held is not None and any(b.start < held[1] <= begin < b.end for b in bodies):
            held = (held[0], stop)
            continue
        if held is not None:
            yield held
        held = (begin, stop)
    if held is not None:
        yield held


def _is_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    length = len(document.text[start:end].strip(" .")) or 1
    return any(
        e.end - e.start >= COVERED * length and e.start - start <= ARTICLE
        for e in document.entities_in(start, end, "ORG")
    )


def _is_acronyms(document: AnnotatedDocument, start: int, end: int, *, anybody: bool) -> bool:
    """Whether a part is nothing but acronyms, with that of a body among them ("UNICEF EAPRO").

    Args:
        anybody: one that no list holds is a body's too, as behind a function.
    """
    words = document.text[start:end].replace("/", " ").split()
    if not all(_ACRONYM.fullmatch(word) for word in words):
        return False
    return (anybody and len(words) == 1) or bool(document.entities_in(start, end, "ORG"))


def _is_function(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a part is a function that only looks like a body: "Health Financing Advisor"."""
    rules = document.lexicon_at(start)
    if rules.get(NAME, "head") != "last":
        return False
    if words_of(rules.code, "connectors").search(document.folded, start, end) is not None:
        return False  # "Office of the Special Adviser"
    last = document.folded[start:end].split()[-1]
    return rules.pattern("lexicon", "roles").fullmatch(last) is not None


def _is_date(document: AnnotatedDocument, start: int, end: int) -> bool:
    dates = document.entities_in(start, end, "DATE")
    return bool(dates) and sum(e.end - e.start for e in dates) >= 0.5 * (end - start)


def _role_like(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, roles: list[str]
) -> bool:
    """Whether a part names a function or describes the person, or carries on such a part."""
    folded = document.folded[start:end]
    words = folded.split()
    if not words or rules.pattern("lexicon", "finite_verbs").search(folded):
        return False
    opened = words_of(rules.code, "not_role").match(folded)
    if opened is not None and (
        roles or opened.group() not in rules.words(NAME, "not_role_after_role")
    ):
        return False
    if _names_role(folded, rules):
        return True
    if roles:
        return len(words) <= CONTINUED_WORDS and not _has_object(words, rules)
    described = words_of(rules.code, "descriptions").search(folded)
    if described is not None:
        return len(words) <= MAX_DESCRIPTION_WORDS
    first = document.text[start:end].split()[0]
    behind = document.text[end : end + 1]
    articles = {fold(article) for article in rules.words("lexicon", "articles")}
    if words[0] in articles and not words_of(rules.code, "indefinite").fullmatch(words[0]):
        return False
    return (
        first[:1].islower()
        and (behind == "" or behind in ",.;)\n")
        and len(words) <= APPOSITION_WORDS
        and _participle().fullmatch(first) is None
    )


def _has_object(words: list[str], rules: Lexicon) -> bool:
    """Whether words begin as a verb with its object does: "paid a visit", "signed the report"."""
    if len(words) < 3 or words[0] in rules.folded_words("lexicon", "prepositions"):
        return False
    behind = " ".join(words[1:])
    articles = (rules.pattern("bodies", "definite"), words_of(rules.code, "indefinite"))
    return any(article.match(behind) for article in articles)


@cache
def _participle() -> re.Pattern[str]:
    """A participle after a name, as printed: it tells what the person did, not who it is."""
    ending = any_of(NAME, "participle_endings", printed=True)
    return re.compile(rf"\w{{1,40}}{ending}(?!\w)")


def _names_role(folded: str, rules: Lexicon) -> bool:
    return rules.pattern("lexicon", "roles").search(folded) is not None
