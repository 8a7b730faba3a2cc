"""Who travelled: from labels and tables, cover lines, the author, and companions in prose."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import available, lexicon
from policynlp.records.mission.trip_text import COVER_BLOCKS, COVER_CHARACTERS, PROSE, sentences_in
from policynlp.records.parts.forms import Form, Scope
from policynlp.records.parts.people import Person, distinct_people, people_in, people_of_passages
from policynlp.records.parts.prose import following

NAME = "records/mission"
# A name this near the beginning of a cover line is what the line is about.
NAME_NEAR = 14
# Who was sent is said early: "Dr Rao and the undersigned were asked to".
FIRST_SENTENCES = 12
TOP_LINES = 3
LAST_BLOCKS = 4
SIGNATURE = 120
LONGEST_VALUE = 120
# The labels that tell of a traveller stand so close behind the name, in characters.
OWN_LABELS = 200
LONGEST_TITLE = 20
# Share of a letterhead's line that the body's name covers.
LETTERHEAD = 0.85
_COLON_LABEL = re.compile(r"^\s*+([^\s:][^:\n]{0,59}?)\s*:\s")
_BULLET = re.compile(r"^[\s•·*–—-]*")


def read_travellers(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> list[Person]:
    """Members of the mission, each once; nobody where they are still to be recruited."""
    people = _labelled(document, form)
    if document.document_type.label == "terms_of_reference":
        return distinct_people(people)
    authors = [] if people else _authors(document, scope)
    covered = [] if people or scope.heading is not None else _cover_people(document)
    people = [*people, *authors, *covered, *_companions(document, scope)]
    labelled = form.get("travellers", ())
    alone = not authors and not covered and not labelled and _own_words(document, told)
    sent = sentences_in(document, scope)[:FIRST_SENTENCES]
    if alone or any(_names_signer(document, passage) for passage in (*labelled, *sent)):
        people = [*_signers(document), *people]
    if not people:
        people = [person for p in told for person in travelling(document, p)]
    return _completed(document, form, distinct_people(people), _authors(document, scope))


def _labelled(document: AnnotatedDocument, form: Form) -> list[Person]:
    passages = form.get("travellers", ())
    people = people_of_passages(document, passages)
    bodies = {
        entity.text
        for passage in passages
        if passage.lead_span is not None
        for entity in document.entities_in(*passage.lead_span, "ORG")
    }
    if len(bodies) == 1:
        body = bodies.pop()
        people = [replace(p, organization=p.organization or body) for p in people]
    return people


def _authors(document: AnnotatedDocument, scope: Scope) -> list[Person]:
    """People of a line such as "Submitted by ...", without a colon; of a trip's own first."""
    spans = [(p.start, p.end) for p in document.passages[:30]]
    spans += [(h.start, h.end) for h in document.headings[:8]]
    spans.sort()
    if scope.heading is not None:
        own = [(p.start, p.end) for p in document.passages if scope.holds(p)]
        spans = own[:4] + spans
    for start, end in spans:
        rules = document.lexicon_at(start)
        by = rules.pattern(NAME, "cues.by").match(document.folded, start, end)
        span = (by.end(), end) if by else None
        span = span or following(document, start, end, rules.pattern(NAME, "cues.author"))
        people = people_in(document, *span) if span else []
        if people:
            return people
    return []


def _own_words(document: AnnotatedDocument, told: Sequence[Passage]) -> bool:
    """Whether the author tells of the trip in the first person."""
    return any(
        document.lexicon(p).pattern(NAME, "cues.own").search(document.folded_text(p)) for p in told
    )


def _names_signer(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a label's value counts in who signed: "the undersigned, with ..."."""
    rules = document.lexicon(passage)
    return rules.pattern(NAME, "cues.signer").search(document.folded_text(passage)) is not None


def _signers(document: AnnotatedDocument) -> list[Person]:
    """People on lines of their own at the end: who signed."""
    body = [b for b in document.loaded.blocks if b.kind in ("paragraph", "heading")]
    for block in body[-LAST_BLOCKS:]:
        position = block.start
        for line in document.text[block.start : block.end].split("\n"):
            people = people_in(document, position, position + len(line))
            if people and people[0].start - position <= NAME_NEAR and len(line) < SIGNATURE:
                return people
            position += len(line) + 1
    return []


def _cover_people(document: AnnotatedDocument) -> list[Person]:
    """Names on lines of their own under the title, with what stands beside them."""
    people: list[Person] = []
    body = [b for b in document.loaded.blocks if b.kind not in ("header", "footer")]
    for block in body[:COVER_BLOCKS]:
        text = document.text[block.start : block.end]
        if block.start > COVER_CHARACTERS or block.kind == "table":
            break
        if block.kind == "paragraph" and len(text) > PROSE:
            break
        position = block.start
        for line in text.split("\n"):
            end = position + len(line)
            label = _COLON_LABEL.match(line)
            if label is None:
                begin = position + (m.end() if (m := _BULLET.match(line)) else 0)
                found = people_in(document, begin, end)
                if found and found[0].start - begin <= NAME_NEAR and line != document.title:
                    people.extend(found)
            position = end + 1
    return people


def _companions(document: AnnotatedDocument, scope: Scope) -> list[Person]:
    """People whom sentences name as leading, forming or accompanying the mission; those who form
    it with the body whose mission it is ("A UNICEF team led by ...")."""
    people: list[Person] = []
    body: str | None = None
    for passage in sentences_in(document, scope):
        found = travelling(document, passage, cued=True)
        end = found[0].start if found else passage.end
        body = _body_of_team(document, passage.start, end) or body
        forming = document.lexicon(passage).pattern(NAME, "cues.forming")
        if found and body and forming.search(document.folded_text(passage)) is not None:
            found = [replace(p, organization=p.organization or body) for p in found]
        people.extend(found)
    return people


def _body_of_team(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """The one body whose team or mission a stretch tells of; None where it is several's."""
    bodies = {e.canonical_id: e for e in document.entities_in(start, end, "ORG")}
    if len(bodies) != 1:
        return None
    (body,) = bodies.values()
    rules, folded = document.lexicon_at(start), document.folded
    before = rules.pattern(NAME, "cues.team_of").finditer(folded, start, body.start)
    named = any(not folded[match.end() : body.start].strip() for match in before)
    behind = rules.pattern(NAME, "cues.team_behind").match(folded, body.end + 1, end)
    return " ".join(body.text.split()) if named or behind is not None else None


def travelling(
    document: AnnotatedDocument, passage: Passage, *, cued: bool = False, within: int | None = None
) -> list[Person]:
    """People of a sentence who travel: before those who are met or thanked.

    Args:
        cued: only those who stand behind a word of leading or accompanying.
        within: so many characters at most between that word and the first of them, and between one
            and the next.
    """
    rules = document.lexicon(passage)
    folded = document.folded
    start, end = passage.start, passage.end
    if cued:
        match = rules.pattern(NAME, "cues.companions").search(folded, start, end)
        if match is None:
            return []
        start = match.end()
    stop = rules.pattern(NAME, "cues.not_travelling").search(folded, passage.start, end)
    if stop is not None:
        end = stop.start()
    people = people_in(document, start, end) if start < end else []
    if cued:
        people = [person for person in people if _is_called(document, person)]
    return people if within is None else list(_close_by(people, start, within))


def _is_called(document: AnnotatedDocument, person: Person) -> bool:
    """Whether a name is more than a single word, which may be a place: it has a first name, a
    function, or a title before it."""
    if " " in person.name or person.role or person.organization:
        return True
    before = document.folded[max(0, person.start - LONGEST_TITLE) : person.start].split()
    titles = document.lexicon_at(person.start).folded_words("lexicon", "titles")
    return bool(before) and before[-1].strip(".") in titles


def _close_by(people: Sequence[Person], start: int, within: int) -> Iterator[Person]:
    """People up to the first who stands farther than that behind the one before."""
    for person in people:
        if person.start - start > within:
            return
        yield person
        start = person.end


def _completed(
    document: AnnotatedDocument, form: Form, people: list[Person], authors: list[Person]
) -> list[Person]:
    """Role and body from labels: of the traveller named last before them, of the only one from
    wherever they stand; the author's body from the letterhead."""
    people = _with_own_labels(document, form, people)
    unknown = [person for person in people if person.role is None]
    role = _one_value(form, "role")
    if role is not None and len(people) > 1 and unknown == people[:1]:
        # The title on a line of its own is that of the traveller; companions follow with theirs.
        people = [replace(people[0], role=role), *people[1:]]
    if len(people) == 1:
        body = _one_value(form, "organization")
        one = people[0]
        people = [replace(one, role=one.role or role, organization=one.organization or body)]
    letterhead = _letterhead(document)
    listed = {person.name for person in _labelled(document, form)}
    names = {person.name for person in authors} | listed or {p.name for p in people[:1]}
    own = [person for person in people if person.name in names]
    if letterhead is not None and not any(person.organization for person in own):
        people = [
            replace(person, organization=letterhead) if person in own else person
            for person in people
        ]
    return people


def _with_own_labels(document: AnnotatedDocument, form: Form, people: list[Person]) -> list[Person]:
    """People whom a label of their own names, with what the labels right behind it say: "Name: A.
    Mensah", "Title: Entomologist", "Accompanied by: ..."; the body behind several lines of one
    label is that of all."""
    alone = {
        own[0].start
        for passage in form.get("travellers", ())
        if len(own := [p for p in people if passage.start <= p.start < passage.end]) == 1
    }
    found: list[Person] = []
    shared: str | None = None
    for person in reversed(people):
        behind = (p.start for p in people if p.start > person.start)
        stop = min(person.end + OWN_LABELS, *behind, sys.maxsize)
        if person.start in alone:
            role = person.role or _value_between(form, "role", person.end, stop)
            below = found and found[-1].start == stop and _carries_on(document, form, stop)
            shared = _value_between(form, "organization", person.end, stop) or (
                shared if below else None
            )
            person = replace(person, role=role, organization=person.organization or shared)
        found.append(person)
    return found[::-1]


def _carries_on(document: AnnotatedDocument, form: Form, start: int) -> bool:
    """Whether the label's value in which somebody is named at `start` is a further line of the one
    before it."""
    labelled = form.get("travellers", ())
    at = next((i for i, p in enumerate(labelled) if p.start <= start < p.end), 0)
    return at > 0 and not document.text[labelled[at - 1].end : labelled[at].start].strip()


def _value_between(form: Form, key: str, start: int, stop: int) -> str | None:
    inside = {key: tuple(p for p in form.get(key, ()) if start < p.start < stop)}
    return _one_value(inside, key)


def _one_value(form: Form, key: str) -> str | None:
    values = [" ".join(p.text.split()).rstrip(" .;,") for p in form.get(key, ()) if p.text.strip()]
    return values[0] if len(values) == 1 and len(values[0]) < LONGEST_VALUE else None


def _letterhead(document: AnnotatedDocument) -> str | None:
    """The body that fills one of the first lines, or that a memorandum is addressed to."""
    lines = 0
    for block in document.loaded.blocks:
        if block.kind in ("header", "footer"):
            continue
        if block.kind == "table":
            return None
        position = block.start
        for line in document.text[block.start : block.end].split("\n"):
            found = document.entities_in(position, position + len(line), "ORG")
            label = _COLON_LABEL.match(line)
            covered = found[0].end - found[0].start if found else 0
            if label is None and covered and covered >= LETTERHEAD * len(line.strip()):
                return " ".join(found[0].text.split())
            if found and label is not None and _addresses(label[1]):
                return " ".join(found[-1].text.split())
            position += len(line) + 1
            lines += 1
        if lines >= TOP_LINES:
            return None
    return None


def _addresses(label: str) -> bool:
    """Whether a memorandum's line says to whom it goes."""
    folded = label.strip().casefold()
    return any(
        lexicon(code).pattern(NAME, "cues.addressed").fullmatch(folded) for code in available()
    )
