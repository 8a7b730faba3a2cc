"""Meetings told by who met: "Sixty officials met in Paro on 9 March to validate the plan"."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, is_dateline
from policynlp.records.event.openings import SHORT_WORDS
from policynlp.records.event.titles import is_bare, title_mention, top_lines
from policynlp.records.parts.datelines import find_dateline
from policynlp.records.parts.event_names import Mention, find_mentions, trim_name
from policynlp.records.parts.participants import NAME as PEOPLE
from policynlp.records.parts.venues import NAME, find_venue
from policynlp.records.parts.whole_numbers import numbers_in

# How many sentences behind its own may say what a meeting is called.
NAME_REACH = 3
MAX_SUBJECT_WORDS = 40
# How far into a sentence those who met are counted, in characters.
COUNT_REACH = 30
# An adverbial before them is no longer, in characters.
MAX_OPENER = 60
_EDGE = " \t\n,;:.–—-("


def find_gathering(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """People said to meet on a day, at a place or to talk of something; named by the clause, by the
    sentences behind ("The workshop was organised by ..."), or by the title."""
    rules = document.lexicon(passage)
    verb = rules.pattern(NAME, "cues.gathers").search(document.folded, start, end)
    if verb is None or not _people(document, start, verb.start(), rules):
        return None
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    date = best_date([e for e in dates if e.start >= verb.start()]) or best_date(dates)
    if date is None or is_dateline(document, date.start, date.end, start):
        return None
    venue = find_venue(document, verb.start(), end) or find_venue(document, start, verb.start())
    venue = venue or find_dateline(document, passage)
    if venue is None and not rules.pattern(NAME, "cues.to_talk").search(
        document.folded, verb.end(), end
    ):
        return None
    draft = Draft("meeting", passages=[passage], venue=venue)
    draft.set_dates(date)
    named = _named_behind(document, verb.end(), end) or _named_later(document, passage)
    if named is None:
        mention, line = title_mention(document, [one for one in top_lines(document) if one.title])
        named = mention if line is not None and line.start < passage.start else None
    if named is not None:
        draft.name, draft.kind = named.name, named.kind
    begin = passage.start
    for entity in document.entities_in(start, verb.start(), "DATE"):
        if is_dateline(document, entity.start, entity.end, start):
            begin = entity.end
    draft.participants = gathered(document, begin, verb.start(), rules)
    return draft


def gathered(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> str | None:
    """Those who met, with all that commas add, where the sentence begins with them."""
    while start < stop and document.text[start] in _EDGE:
        start += 1
    opener = rules.pattern("records/organisers", "cues.adverbial").match(
        document.folded, start, stop
    )
    comma = document.text.find(", ", start, stop)
    if opener is not None and 0 < comma - start <= MAX_OPENER:
        start = comma + 2  # « Avant la signature, les visiteurs »
    # "In Paro on Tuesday, sixty officials"
    for entity in document.entities_in(start, stop, "DATE", "LOC"):
        behind = document.text[entity.end : entity.end + 1]
        if entity.start - start > 2 * SHORT_WORDS:
            break
        if behind == "," or entity.label == "DATE":  # "On 7 July participants"
            start = entity.end + (behind == ",")
    words = trim_name(document, start, stop, rules)
    while words and words[0] in _EDGE:
        words = words[1:]
    if not words or len(words.split()) > MAX_SUBJECT_WORDS:
        return None
    return words


def _people(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> bool:
    """Whether the subject is people: by their work, their office, or counted."""
    if stop - start < SHORT_WORDS:
        return False
    if next(numbers_in(document.folded[start : min(stop, start + COUNT_REACH)], rules), None):
        return True
    return any(
        rules.pattern(name, key).search(document.folded, start, stop)
        for name, key in ((NAME, "acts.officials"), (PEOPLE, "people.nouns"))
    )


def _named_behind(document: AnnotatedDocument, start: int, end: int) -> Mention | None:
    """The event that they met for: "met in Apia for the annual review"."""
    for mention in find_mentions(document, start, end):
        if mention.kind != "mission_visit" and not (mention.weak and is_bare(mention)):
            return mention
    return None


def _named_later(document: AnnotatedDocument, passage: Passage) -> Mention | None:
    """What the sentences behind call it, with an article that points back."""
    for other in document.passages[passage.index + 1 : passage.index + 1 + NAME_REACH]:
        if other.kind != "sentence":
            return None
        rules = document.lexicon(other)
        for mention in find_mentions(document, other.start, other.end)[:1]:
            before = document.folded[other.start : mention.start].split()
            pointing = before and rules.pattern(NAME, "names.definite").fullmatch(before[-1])
            elided = document.folded[other.start : mention.start].endswith("'")
            near = mention.start - other.start <= 2 * SHORT_WORDS
            body = rules.pattern(NAME, "nouns.bodies").match(document.folded, mention.noun_start)
            if body is not None and any(map(has_days, dates_in(document, other.start, other.end))):
                return None  # "The Steering Committee met on 5 May": another meeting
            if near and (pointing or elided) and mention.kind != "mission_visit":
                return mention
    return None
