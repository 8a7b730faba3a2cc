"""Who is bound by what was signed: bodies and countries, and those for whom persons signed.

"Dr X, director of the Lake Hospital, and the Ambassador of Japan" binds the Lake Hospital and
Japan. Words stand in `languages/*/records/partnership.toml` under `signing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.partnership.lists import read_parties
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.home import home_country
from policynlp.records.parts.listed_bodies import is_named
from policynlp.schema import Entity

# What is read of an enumeration of persons with their posts, in characters.
MAX_SIGNERS = 700
# A body right behind "on behalf of" begins within so many characters.
NEAR = 8
# Behind a known name, so many words in small letters are a clause.
CLAUSE = 2
# A town before its country has at most so many characters.
MAX_TOWN = 160
# Share of a part that a person's name must cover for the part to be that person.
COVERED = 0.5
_STOP = re.compile(r"[;!?\n]|(?<=[a-zà-ÿ0-9)\"”»]{2})\.(?=\s|$)|\s[–—]\s")
_SPACES = " ,\n"


@dataclass
class _Signer:
    """One who signed: the parts that name the person and the post, and a body that stands alone."""

    parts: list[tuple[int, int]] = field(default_factory=list)
    person: bool = False
    post: bool = False
    body: str | None = None


def read_signatories(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The parties listed from `start` on; persons stand for the bodies whose posts they hold."""
    if end <= start:
        return []
    rules = document.lexicon_at(start)
    if not names_persons(document, start, end, rules):
        return _tidied(document, start, end, rules)
    signers = list(_signers(document, start, end, rules))
    found = [signer.body or _represented(document, signer, rules) for signer in signers]
    return distinct([body for body in found if body])


def read_behalf(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Those in whose name persons sign: "on behalf of Liberia", « pour la partie togolaise »."""
    rules = document.lexicon_at(start)
    found: list[str] = []
    for match in rules.pattern(NAME, "signing.behalf").finditer(document.folded, start, end):
        named = document.entities_in(match.end(), end, "ORG", "COUNTRY")
        if named and named[0].start - match.end() <= NEAR:
            found.append(named[0].text)
    return distinct(found)


def is_person(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch names a person and nobody else."""
    rules = document.lexicon_at(start)
    length = max(1, len(document.text[start:end].strip()))
    if document.entities_in(start, end, "ORG"):
        return False
    if rules.pattern(NAME, "signing.bodies").search(document.folded, start, end):
        return False  # "the Simão Mendes hospital"
    if _titled(document, start, end, rules):
        return True
    # One word alone may as well be a company.
    return any(
        e.end - e.start >= COVERED * length and len(e.text.split()) > 1
        for e in document.entities_in(start, end, "PERSON")
    )


def names_persons(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether an enumeration is one of persons or posts: its first part tells of one."""
    stop = min(end, start + MAX_SIGNERS)
    first = next(_parts(document, start, stop, rules), None)
    if first is None:
        return False
    s, e = first
    return is_person(document, s, e) or _is_post(document, s, e, rules)


def _parts(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """The parts of an enumeration between commas and "and", names of bodies kept whole."""
    mark = _STOP.search(document.text, start, end)
    closed = [
        (e.start, e.end) for e in document.entities_in(start, end, "ORG", "PERSON", "COUNTRY")
    ]
    ends = [m.start() for m in rules.pattern(NAME, "signing.ends").finditer(
        document.folded, start, end
    ) if not any(a <= m.start() < b for a, b in closed)]  # fmt: skip
    ends += [e.start for e in document.entities_in(start, end, "DATE")]
    ends += [mark.start()] if mark is not None else []
    end = min((i for i in ends if i > start), default=end)
    begin = start
    for match in _between().finditer(document.folded, start, end):
        if match.start() < begin or any(a <= match.start() < b for a, b in closed):
            continue
        yield from _bare(document, begin, match.start(), rules)
        begin = match.end()
    yield from _bare(document, begin, end, rules)


@cache
def _between() -> re.Pattern[str]:
    """What stands between two members of an enumeration: a comma, "and", both, a bracket."""
    joint = any_of(NAME, "signing.and")
    return re.compile(rf"\s?[,()]\s?(?:{joint}\s)?|\s{joint}\s")


@cache
def _joined() -> re.Pattern[str]:
    """An "and" between two names."""
    return re.compile(rf"\s{any_of(NAME, 'signing.and')}\s")


def _bare(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """A part without spaces, articles and small words at its edges; none where nothing is left."""
    while start < end and document.text[start] in _SPACES:
        start += 1
    while end > start and document.text[end - 1] in _SPACES:
        end -= 1
    for _ in range(3):
        lead = rules.pattern(NAME, "listing.lead").match(document.folded, start, end)
        if lead is None or lead.end() >= end:
            break
        start = lead.end()
        while start < end and document.text[start] in _SPACES:
            start += 1
    if end > start:
        yield start, end


def _signers(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[_Signer]:
    """Persons with their posts, in any order, and bodies that stand beside them."""
    last: _Signer | None = None
    for s, e in _parts(document, start, min(end, start + MAX_SIGNERS), rules):
        person = is_person(document, s, e) or bool(document.entities_in(s, e, "PERSON"))
        post = _is_post(document, s, e, rules)
        for_whom = rules.pattern(NAME, "signing.for").match(document.folded, s, e)
        body = None if person or post else _body(document, for_whom.end() if for_whom else s, e)
        if body is not None:
            named = last is not None and last.post and last.person and last.body is None
            if last is not None and named and not _own(document, last):
                # "the director general, Dr X, WHO"
                last.body = body
                continue
            if last is not None:
                yield last
            last = _Signer(parts=[(s, e)], body=body, post=for_whom is not None)
            continue
        if not (person or post):
            continue
        joins = last is not None and (
            (person and not post and not last.person)
            or (post and not person and not last.post and last.body is None)
            or (last.body is not None and for_whom is None and last.post and not last.person)
        )
        if last is not None and joins:
            last.parts.append((s, e))
            last.person, last.post = last.person or person, last.post or post
            continue
        if last is not None:
            yield last
        last = _Signer(parts=[(s, e)], person=person, post=post)
    if last is not None:
        yield last


def _body(document: AnnotatedDocument, start: int, end: int) -> str | None:
    named = read_parties(document, start, end)
    for body in named:
        at = document.text.find(body, start, end)
        if at >= 0 and is_named(body):
            stop = at + len(body)
            if document.entities_in(at, stop, "ORG", "COUNTRY") or is_body(document, at, stop):
                return body
    return None


def _own(document: AnnotatedDocument, signer: _Signer) -> Entity | None:
    """The last body, country or place that a post names."""
    for labels in (("ORG",), ("COUNTRY",), ("LOC",)):
        for s, e in signer.parts:
            named = document.entities_in(s, e, *labels)
            if named:
                return named[-1] if labels == ("ORG",) else named[0]
    return None


def _represented(document: AnnotatedDocument, signer: _Signer, rules: Lexicon) -> str | None:
    """Whom a person binds: the body or country of the post, else the minister's own country."""
    own = _own(document, signer)
    if own is not None:
        return own.text
    for s, e in signer.parts:
        minister = rules.pattern(NAME, "signing.minister").search(document.folded, s, e)
        if not minister and not rules.pattern(NAME, "signing.office").match(document.folded, s, e):
            continue
        home = home_country(document)
        for country in document.entities:
            if (
                minister
                and country.label == "COUNTRY"
                and country.canonical_id == f"country:{home}"
            ):
                return country.text
        stop = min(
            [p.start for p in document.entities_in(s, e, "PERSON")]
            + [m.start() for m in _title_words(document, s, e, rules)],
            default=e,
        )
        office = document.text[s:stop].strip(_SPACES)
        return " ".join(office.split()) or None
    return None


def _title_words(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> list[re.Match[str]]:
    return list(rules.pattern(NAME, "signing.titled").finditer(document.folded, start, end))


def _titled(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    return rules.pattern(NAME, "signing.titled").match(document.folded, start, end) is not None


def _is_post(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a part names an office that a person holds."""
    for match in rules.pattern(NAME, "signing.posts").finditer(document.folded, start, end):
        inside = any(
            e.start <= match.start() and match.end() <= e.end
            for e in document.entities_in(start, end, "ORG", "PERSON")
        )
        if not inside:
            return True
    return False


def _tidied(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies of an enumeration, each without what follows its name; those joined told apart."""
    found: list[str] = []
    position = start
    for listed in read_parties(document, start, end):
        at = document.text.find(listed, position, end)
        if at < 0:
            at = document.text.find(listed, start, end)
        if at < 0:
            found.append(listed)
            continue
        stop = at + len(listed)
        position = stop
        if _is_town_tail(document, at, stop, start):
            continue
        for s, e in _told_apart(document, at, stop, rules):
            bare = _cut(document, s, e, rules)
            if bare is None or is_person(document, *bare):
                continue
            body = " ".join(document.text[slice(*bare)].split())
            if is_named(body) or rules.pattern(NAME, "signing.bodies").match(fold(body)):
                found.append(body)
    # "the Ministry and the Red Cross": beside a name a generic noun is a party too.
    return distinct(found) if any(map(is_named, found)) else []


def _is_town_tail(document: AnnotatedDocument, start: int, end: int, floor: int) -> bool:
    """Whether a country only says where the town before it is: "of Nadiad, India"."""
    countries = document.entities_in(start, end, "COUNTRY")
    if not countries or countries[0].start > start + 1:
        return False
    gap = document.text[max(floor, start - 2) : start]
    towns = document.entities_in(max(floor, start - MAX_TOWN), start, "LOC", "ORG")
    return gap == ", " and any(
        t.end == start - 2 and (t.label == "LOC" or _ends_in_town(document, t)) for t in towns
    )


def _ends_in_town(document: AnnotatedDocument, body: Entity) -> bool:
    """Whether a body's name closes with the town it is in: "the Patel Hospital of Nadiad"."""
    words = fold(body.text).split()
    near = {fold(w) for w in document.lexicon_at(body.start).words(NAME, "signing.in")}
    return len(words) > 2 and words[-2] in near


def _told_apart(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """What stands before and behind an "and" inside one name, where both are bodies."""
    begin = start
    closed = document.entities_in(start, end, "ORG")
    for match in _joined().finditer(document.folded, start, end):
        if any(
            e.start < match.start() and match.end() < e.end and not _of_place(document, e, match)
            for e in closed
        ) and not _stands_alone(document, match.end(), end):
            continue
        before, behind = (begin, match.start()), (match.end(), end)
        generic = " " not in document.text[slice(*before)].strip()
        if _can_bind(document, *before) and (generic or _can_bind(document, *behind)):
            yield before
            begin = match.end()
    yield begin, end


def _stands_alone(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether what stands behind an "and" inside a name is a body of its own elsewhere."""
    name = document.text[start:end].strip(_SPACES)
    return any(e.label == "ORG" and e.text == name for e in document.entities)


def _of_place(document: AnnotatedDocument, body: Entity, joint: re.Match[str]) -> bool:
    """Whether a name begins with the town of the one before: "X in Blantyre and Y"."""
    rules = document.lexicon_at(body.start)
    words = document.folded[max(0, body.start - NEAR) : body.start].split()
    town = document.text[body.start : joint.start()].split()
    near = {fold(word) for word in rules.words(NAME, "signing.in")}
    return len(town) == 1 and bool(words) and words[-1] in near


def _can_bind(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch begins with a body or a country."""
    rules = document.lexicon_at(start)
    for s, e in _bare(document, start, end, rules):
        named = document.entities_in(s, e, "ORG", "COUNTRY")
        if (named and named[0].start - s <= NEAR) or is_body(document, s, e):
            return True
        return rules.pattern(NAME, "signing.bodies").match(document.folded, s, e) is not None
    return False


def _cut(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> tuple[int, int] | None:
    """A body without articles before it and without a place or an aim behind it."""
    for s, e in _bare(document, start, end, rules):
        noun = rules.pattern(NAME, "signing.bodies").match(document.folded, s, e)
        # "the company Medlab Africa" is known by what stands behind its noun.
        first = max(s, noun.end() if noun is not None else s) + 2
        named = [b for b in document.entities_in(s, e, "ORG", "COUNTRY") if b.start <= first]
        floor = max((b.end for b in named), default=s + 1)
        for key, name in (("signing.behind", NAME), ("finite_verbs", "lexicon")):
            for match in rules.pattern(name, key).finditer(document.folded, floor, e):
                e = s + len(document.text[s : match.start()].rstrip(" ,"))
                break
        return s, _before_clause(document, max((b.end for b in named), default=e), e, rules)
    return None


def _before_clause(document: AnnotatedDocument, name_end: int, end: int, rules: Lexicon) -> int:
    """Where a body ends whose known name the rest of the sentence follows at once: "the Ministry of
    Health trains village health workers", one verb where its object stands behind."""
    if document.text[name_end : name_end + 1] != " ":
        return end
    words = document.text[name_end:end].split()
    small = rules.folded_words("lexicon", "prepositions") | rules.folded_words(
        "lexicon", "articles"
    )
    small |= rules.folded_words("lexicon", "conjunctions")
    governs = rules.pattern(NAME, "listing.object").match(document.folded, end + 1) is not None
    if len(words) < (1 if governs else CLAUSE) or not all(word.islower() for word in words):
        return end
    return end if fold(words[0]) in small else name_end
