"""Courses told in prose: a sentence opens one, those behind it say more, and all are weighed.

What goes on about a course takes it up by its noun ("the course"), by a pronoun ("X runs it"), by
its people and its payers, or is of the same item of a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.parts.organisers import label_part
from policynlp.records.training.audience import read_attendees
from policynlp.records.training.drafts import Draft, fill, goes_with
from policynlp.records.training.evidence import note_weight
from policynlp.records.training.facts import read_values
from policynlp.records.training.follow import (
    REMEMBERED,
    goes_on,
    is_on_others,
    is_other,
    names_paragraph,
    taken_up,
    tells_when,
    tells_who,
)
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.heard import hear_course
from policynlp.records.training.names import CourseMention, find_courses
from policynlp.records.training.next_rounds import one_of_several, read_next, repeats
from policynlp.records.training.rounds import Series
from policynlp.records.training.sections import (
    Sentence,
    is_bare_name,
    names_section,
    read_section,
    taken_up_from_title,
)
from policynlp.records.training.sentences import behind_town, join_lines, sentences
from policynlp.records.training.stops import at_each_stop
from policynlp.records.training.told import MODEL_WEIGHT, read_sentence
from policynlp.records.training.values import NAME
from policynlp.records.weighing.likelihood import evidence_of

# How many sentences after a course may go on about it without naming it.
GOES_ON = 4
# How many sentences before the first that takes up the course of the title tell of it.
ABOVE = 4
# A course whose first sentence only names it needs so many kinds of values.
NAMED_FACTS = 3
# What somebody says opens with a long quotation; a name of a course is short.
_SAID = re.compile(r"[«“\"]\s?[^«»“”\"\n]{90}|[«“\"]\s?[^«»“”\"\n]{2,90}[.!?…]\s?[»”\"]?")
MAX_SUBJECT = 10
DAY = len("2014-03-24")
# A title of more words says what is taught.
MAX_BARE = 5
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:;.]{2,40}?)\s?:\s")


def courses_in_prose(document: AnnotatedDocument, taken: Collection[int] = ()) -> list[Draft]:
    """Drafts of courses from sentences and items, with what later sentences say of them.

    Args:
        taken: starts of blocks that were read already.
    """
    drafts: list[Draft] = []
    focus: Draft | None = None
    since = 0
    section = None
    plural, since_plural = False, 0
    above: list[Sentence] = []
    series = Series()
    for passage, start, end in join_lines(document, sentences(document)):
        if passage.block.start in taken or _SAID.match(document.text, start, end):
            continue
        start = behind_town(document, start, end)
        heading = next((h for h in reversed(passage.path) if not h.colon), None)
        if heading is not section:
            section, focus, plural = heading, None, False
        taken_by = series.take(document, (passage, start, end), drafts, focus, since)
        if taken_by is not None:
            focus, since = taken_by, 0
            continue
        found = read_sentence(document, passage, start, end)
        if found and not found[0].definite:
            found = at_each_stop(document, found[0], start, end)
        if found and found[0].start is None and _is_subject_line(document, start, end):
            found = []  # the letter below it tells of the course
        if found and focus is not None and names_paragraph(document, focus, passage):
            _take_paragraph(focus, found[0], passage)
            since = 0
            continue
        again = repeats(document, start, end) if drafts else False
        recent = reversed(drafts[-REMEMBERED:]) if found and not again else ()
        known = next((d for d in recent if goes_with(d, found[0])), None)
        if (
            known is None
            and not again
            and found
            and since <= 1
            and _by_other_noun(document, focus, found[0])
        ):
            known = focus
        if known is None and not again and found and since == 0:
            known = _joined(document, focus, found[0], passage, start, end)
        if known is not None:
            rules = document.lexicon(passage)
            if found[0].sure_title:
                known.title, known.sure_title = found[0].title, True
            elif is_bare_name(known.title, rules) and not is_bare_name(found[0].title, rules):
                known.title = found[0].title
            found[0].title = None
            if not known.sure_title:
                _title_by_subject(document, known, start, end)
            if "trained" in found[0].signals and found[0].audience:
                known.audience = found[0].audience  # whom it counts took the course
            known.heard = max(known.heard, found[0].heard)
            if known.only_named and not found[0].only_named:
                known.only_named = False
                known.signals += [s for s in found[0].signals if s == "held"]
            fill(known, found[0])
            focus, since = known, 0
            continue
        if not found and focus is None and heading is not None:
            found = read_section(document, passage, heading, start, end)
        if not found and all(d.only_named for d in drafts):
            found = taken_up_from_title(document, above[-ABOVE:], passage, start, end)
            above.append((passage, start, end))
        on = since < GOES_ON and goes_on(document, focus, passage, start, end)
        if again or not found or found[0].only_named or len((found[0].title or "").split()) < 2:
            known_before, lost = drafts[-REMEMBERED:], series.interrupted
            found = (
                read_next(document, passage, start, end, known_before, interrupted=lost) or found
            )
        if not found and plural and since_plural < GOES_ON:
            found = one_of_several(document, passage, start, end)
        since_plural += 1
        if (
            document.lexicon(passage)
            .pattern(NAME, "nouns.several")
            .search(document.folded, start, end)
        ):
            plural, since_plural = True, 0
        if found and not (on and found[0].only_named):
            _title_by_section(document, found[0], heading, passage.path)
            drafts += found
            focus, since = found[-1], 0
            continue
        if focus is not None and _take_aim(document, focus, passage):
            since = 0
            continue
        target = taken_up(document, drafts, focus, start, end)
        since += 1
        heard = hear_course(document, passage, start, end, drafts) if target is None else None
        target = target or (focus if on else None)
        if heard is not None and (target is None or is_other(document, target, heard, start, end)):
            if is_bare_name(heard.title, document.lexicon(passage)):
                _title_by_section(document, heard, heading, passage.path)
            drafts.append(heard)
            focus, since = heard, 0
            continue
        if focus is not None and _take_label(document, focus, passage, start, end):
            continue
        if target is not None:
            more = read_values(document, start, end)
            if is_on_others(document, target, more, start, end):
                continue
            more.audience = more.audience or read_attendees(document, start, end)
            rules = document.lexicon(passage)
            held = any(
                rules.pattern(NAME, key).search(document.folded, start, end)
                for key in ("cues.given", "cues.acts_on_it", "cues.learning", "cues.run_from")
            )
            if not target.sure_title:
                _title_by_subject(document, target, start, end)
            told = rules.pattern(NAME, "cues.held").search(document.folded, start, end)
            # What the model hears in any sentence on a course speaks for it.
            also = evidence_of(document, passage, "training", MODEL_WEIGHT)
            if (held or told) and names_paragraph(document, target, passage):
                # "Refresher of aides. Six sessions were held ..."
                target.signals.append("held")
                held = True
            elif (held or told) and target.only_named and ("heard" in target.signals or also > 0):
                target.signals.append("held")
                held = True
            target.heard = max(target.heard, also)
            _fill_quietly(target, more, passage, held=held)
            focus, since = target, 0
    for draft in drafts:
        note_weight(document, draft.sources[0], draft)
    return [
        d for d in drafts
        if d.score > 0 and d.grounded and not (d.only_named and _hardly_told(d))
        and not _teaches_nobody(document, d)
    ]  # fmt: skip


def _joined(
    document: AnnotatedDocument,
    focus: Draft | None,
    told: Draft,
    passage: Passage,
    start: int,
    end: int,
) -> Draft | None:
    """The course of the sentence before, where this one says who is taught at it, or when."""
    if focus is None:
        return None
    if tells_when(document, focus, told, start, end):
        focus.count = told.count or focus.count
        focus.head = told.head
        return focus
    return focus if tells_who(document, focus, told, passage) else None


def _by_other_noun(document: AnnotatedDocument, focus: Draft | None, told: Draft) -> bool:
    """Whether a course just told is taken up by another noun, alone or with its name."""
    if focus is None or focus.sure_title or not goes_with(focus, told, other_noun=True):
        return False
    rules = document.lexicon_at(told.sources[0].start)
    return told.sure_title or is_bare_name(told.title, rules)


def _take_paragraph(named: Draft, told: Draft, passage: Passage) -> None:
    """What the first sentence behind the title of a paragraph tells goes to the course it names."""
    named.only_named = told.only_named
    named.sure_title = True
    named.signals += told.signals
    named.heard = max(named.heard, told.heard)
    told.title = None
    fill(named, told)
    named.note(passage)


def _title_by_subject(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> None:
    """The name that a later sentence gives the course ("The workshop, 'Safe Wards', ..."), or what
    those trained were taught: "The training dealt with hygiene"."""
    rules = document.lexicon_at(start)
    named = next((m for m in find_courses(document, start, end) if m.quoted and m.definite), None)
    if named is not None:
        draft.title, draft.sure_title = named.title, True
        return
    about = rules.pattern(NAME, "cues.subject_of").search(document.folded, start, end)
    paying = rules.pattern(NAME, "cues.paying").search(document.folded, start, end)
    if about is not None and paying is not None and paying.start() <= about.start() < paying.end():
        return  # "the Fund covered their travel"
    if about is not None and draft.head is None:
        stop = _subject_end().search(document.text, about.end(), end)
        words = document.text[about.end() : stop.start() if stop else end].split()
        if 0 < len(words) <= MAX_SUBJECT:
            draft.title, draft.sure_title = " ".join(words), True


@cache
def _subject_end() -> re.Pattern[str]:
    """Where the subject taught ends."""
    return re.compile(rf"[,;:.(]|\s{any_of('lexicon', 'and', printed=True)}\s")


def _is_subject_line(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line is the subject of a letter: "Re: Training of vaccinators"."""
    line = document.lexicon_at(start).pattern(NAME, "cues.subject_line")
    return line.match(document.folded, start, end) is not None


def _hardly_told(draft: Draft) -> bool:
    """Whether nothing says that a course, which a sentence only names, is given."""
    return "held" not in draft.signals or draft.facts() < NAMED_FACTS


def _teaches_nobody(document: AnnotatedDocument, draft: Draft) -> bool:
    """Whether no noun names a course and those counted are treated, tested or counted only."""
    if not {"heard", "trained"} & set(draft.signals) or not draft.audience:
        return False
    untaught = document.lexicon(draft.sources[0]).pattern(NAME, "heard.untaught")
    return all(untaught.match(fold(who)) for who in draft.audience)


def _take_aim(document: AnnotatedDocument, draft: Draft, passage: Passage) -> bool:
    """Whether a passage is an item below "The workshop aimed to:"; it goes into the draft."""
    led = passage.lead_in
    if led is None and passage.heading is not None and passage.heading.colon:
        led = passage.heading.text
    if passage.kind != "item" or led is None:
        return False
    aims = document.lexicon(passage).pattern(NAME, "cues.aims_ahead").search(fold(led))
    if aims is None:
        return False
    aim = " ".join(passage.text.split())
    if all(source.kind != "item" for source in draft.sources):
        draft.objectives = []  # the line above the list told no aim of its own
    if aim not in draft.objectives:
        draft.objectives = [*draft.objectives, aim]
        draft.note(passage)
    return True


def _take_label(
    document: AnnotatedDocument, draft: Draft, passage: Passage, start: int, end: int
) -> bool:
    """Whether a sentence is a label with bodies: "Funding: Enabel."; it goes into the draft."""
    label = _LABEL.match(document.text, start, end)
    part = label_part(fold(label["label"])) if label is not None else None
    if label is None or part is None:
        return False
    into: list[str] = getattr(draft, part)
    if not into:
        into += read_all_bodies(document, label.end(), end)
        draft.note(passage)
    return True


def _says_more(title: str | None, named: CourseMention, rules: Lexicon) -> bool:
    """Whether a sentence names its course at least as fully as the title of the section."""
    if is_bare_name(title, rules):
        return False
    return len((title or "").split()) > len(named.title.split())


def _title_by_section(
    document: AnnotatedDocument,
    draft: Draft,
    heading: Heading | None,
    path: tuple[Heading, ...],
) -> None:
    """The name that the title of a section gives the course: "Suturing: a training in Bo"."""
    if heading is None or draft.sure_title or heading is document.headings[0]:
        return
    if draft.head is not None and len((draft.title or "").split()) > MAX_BARE:
        return  # the sentence says more than what the section is about
    rules = document.lexicon_at(heading.start)
    if is_bare_name(draft.title, rules) and names_section(document, heading, path):
        draft.title, draft.sure_title = title_of_heading(heading.text, rules), True
        return
    mentions = find_courses(document, heading.start, heading.end)
    strong = next((m for m in mentions if m.strong), None)
    if strong is None or not (draft.head is None or strong.head == draft.head):
        return
    if draft.head is not None and _says_more(draft.title, strong, rules):
        return
    front, colon, _ = heading.text.partition(":")
    if colon and not any(m.noun_start - heading.start < len(front) for m in mentions):
        title = title_of_heading(front, rules)
    elif not strong.bare:
        title = title_of_heading(strong.title, rules)
    else:
        title = None
    if title is not None:
        draft.title, draft.sure_title = title, True


def _is_apart(one: Draft, other: Draft) -> bool:
    """Whether both tell days, and none that they have in common."""
    days = [(d.start, d.end or d.start) for d in (one, other) if d.start is not None]
    if len(days) < 2 or any(len(day or "") != DAY for span in days for day in span):
        return False
    (first, last), (begin, end) = days
    return bool(last and begin and end and first) and (last < begin or end < first)


def _fill_quietly(draft: Draft, more: Draft, passage: Passage, *, held: bool) -> None:
    """Take over values from a later sentence; a date there only where none is known."""
    before = draft.facts()
    more.title = None
    if _is_apart(draft, more) and all(p.block is not passage.block for p in draft.sources):
        return  # another paragraph on other days is on something else
    # A year or a town beside other news is not when and where the course is.
    if more.start is not None and len(more.start) < len("2014-03"):
        more.start = more.end = None
    if more.start is None and not held:
        more.venue = None
    fill(draft, more)
    if draft.facts() > before:
        draft.note(passage)
        if held and "unheld" in draft.signals:
            draft.signals.remove("unheld")
            draft.signals.append("held")
