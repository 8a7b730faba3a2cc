"""What is missing of events told in sentences: a fuller name, those present, who organises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.event.drafts import Draft, dates_in
from policynlp.records.event.people import GATHERINGS
from policynlp.records.event.titles import is_bare
from policynlp.records.parts.event_names import find_mentions, mention_at, name_end
from policynlp.records.parts.participants import NAME as PEOPLE
from policynlp.records.parts.participants import find_attendance
from policynlp.records.parts.venues import NAME
from policynlp.schema import EventKind

# How far behind an event's noun those may be told whom it is for, in characters; in words.
MEANT_REACH = 90
MAX_MEANT = 14
# How far behind an event "the launch" may say who came, in passages.
LATER_REACH = 8
# How far above "the committee" its full name may stand, in passages.
BODY_REACH = 3
# The title of a section that names its event is no longer, in words.
MAX_HEADING = 6
_QUOTED = re.compile(r"[^,.;:«“\"\n]{0,40},?\s[«“\"]\s?(?P<title>[^«»“”\"\n]{8,120}?)\s?[»”\"]")

Told = Sequence[tuple[Draft, int]]


def round_off(document: AnnotatedDocument, told: Told) -> None:
    """Fills in names, those present and organisers from what stands around each event."""
    taken = {index for _, index in told}
    for draft, index in told:
        if draft.participants is None and draft.kind in GATHERINGS:
            draft.participants = _held_for(document, draft, document.passages[index])
        if draft.participants is None and draft.kind != "mission_visit":
            _take_attendance(document, draft, index, taken)
        draft.organizers = [_in_full(document, body, index) for body in draft.organizers]
        _name_by_heading(document, draft, index, told)
        _name_by_quotes(document, draft, document.passages[index])


def _take_attendance(
    document: AnnotatedDocument, draft: Draft, index: int, taken: set[int]
) -> None:
    """Those present, from a later sentence that begins with "The launch", "The ceremony"."""
    first = document.passages[index]
    for passage in document.passages[index + 1 : index + 1 + LATER_REACH]:
        if passage.index in taken or passage.path != first.path or passage.kind != "sentence":
            return
        rules = document.lexicon(passage)
        article = rules.pattern(NAME, "names.definite").match(
            document.folded, passage.start, passage.end
        )
        if article is None:
            continue
        noun = article.end()
        while noun < passage.end and document.folded[noun] == " ":
            noun += 1
        keys = [f"nouns.{draft.kind}", *["nouns.ceremonies"] * (draft.kind not in GATHERINGS)]
        if not any(
            rules.pattern(NAME, key).match(document.folded, noun, passage.end) for key in keys
        ):
            continue
        attendance = find_attendance(document, passage.start, passage.end)
        if attendance is not None and not dates_in(document, passage.start, passage.end):
            draft.participants = attendance.text
            draft.add(passage)
            return


def _in_full(document: AnnotatedDocument, body: str, index: int) -> str:
    """The full name of "the committee" as the sentences before have it: "joint committee"."""
    if len(body.split()) > 1:
        return body
    for passage in reversed(document.passages[max(0, index - BODY_REACH) : index]):
        rules = document.lexicon(passage)
        if rules.pattern(NAME, "nouns.bodies").fullmatch(fold(body)) is None:
            return body
        at = document.folded.find(fold(body), passage.start, passage.end)
        if at < 0:
            continue
        noun: tuple[int, int, EventKind] = (at, at + len(body), "meeting")
        named = mention_at(document, passage.start, passage.end, noun, rules)
        if named is None:
            continue
        stop = named.end if not rules.get(NAME, "head_last") else at + len(body)
        full = " ".join(document.text[named.start : stop].split())
        if 1 < len(full.split()) <= MAX_HEADING:
            return full
    return body


def _name_by_heading(document: AnnotatedDocument, draft: Draft, index: int, told: Told) -> None:
    """The title of the section in place of a bare noun, where the section tells of one event."""
    passage = document.passages[index]
    heading = passage.path[-1] if passage.path else None
    if heading is None or len((draft.name or "").split()) != 1:
        return
    words = len(heading.text.split())
    alone = sum(document.passages[i].path == passage.path for _, i in told) == 1
    if not alone or not 1 < words <= MAX_HEADING or heading.start == 0:
        return
    if document.entities_in(heading.start, heading.end, "DATE"):
        return
    named = find_mentions(document, heading.start, heading.end)
    if named and named[0].kind == draft.kind and not is_bare(named[0]):
        near = named[0].start - heading.start <= MAX_HEADING
        draft.name = named[0].name if near else draft.name


def _name_by_quotes(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """The title in quotation marks behind a bare noun: "a public lecture, “Who will pay?”,"."""
    if len((draft.name or "").split()) != 1 or not draft.name:
        return
    at = document.text.find(draft.name, passage.start, passage.end)
    if at < 0:
        return
    quoted = _QUOTED.match(document.text, at + len(draft.name), passage.end)
    if quoted is not None:
        draft.name = " ".join(quoted["title"].split())


def _held_for(document: AnnotatedDocument, draft: Draft, passage: Passage) -> str | None:
    """Those whom an event's name or verb says it is for: "a briefing for ward managers", « une
    rencontre est proposée aux candidats »."""
    rules = document.lexicon(passage)
    named = next(
        (
            m
            for m in find_mentions(document, passage.start, passage.end)
            if fold(m.name) == fold(draft.name or "") or m.noun_start == draft.at
        ),
        None,
    )
    if named is None:
        return None
    reach = min(passage.end, named.noun_end + MEANT_REACH)
    for cue in rules.pattern(PEOPLE, "cues.meant").finditer(document.folded, named.noun_end, reach):
        behind = document.text.find(" ", cue.end() + 1, passage.end)
        stop = name_end(document, max(behind, cue.end()), passage.end, rules)
        words = document.text[cue.end() : stop].strip(" ,;:")
        article = rules.pattern("lexicon", "articles").match(fold(words))
        words = words[article.end() :].strip() if article is not None else words
        head = rules.pattern(PEOPLE, "people.nouns").search(fold(words))
        if head is None or not 0 < len(words.split()) <= MAX_MEANT:
            continue
        # "for nurses", "for heads of ward"; not "for staff meetings"
        rest = fold(words)[head.end() :].split()
        links = ("prepositions", "conjunctions", "articles")
        if (
            not rules.get(NAME, "head_last")
            or not rest
            or any(rules.pattern("lexicon", key).fullmatch(rest[0].strip(",")) for key in links)
        ):
            return " ".join(words.split())
    return None
