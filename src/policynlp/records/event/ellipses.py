"""Events whose noun stands in the sentence before: "The second, held in Bo on 3 May", « Celle de
2021 est prévue ... », "it will now take place from 3 to 5 May"."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.languages import Lexicon
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, precision
from policynlp.records.event.openings import SHORT_WORDS
from policynlp.records.parts.event_names import Mention, find_mentions
from policynlp.records.parts.venues import NAME, find_venue

# How many sentences above "the second" its noun may stand.
NOUN_REACH = 3
# How far into its clause the subject that "it" takes up may begin, in characters.
SUBJECT_REACH = 14


def find_ellipsis(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """An event said to be held by a number, "this year's" or a pronoun in place of its noun."""
    rules = document.lexicon(passage)
    while start < end and document.text[start] in ' «“"':
        start += 1
    told = rules.pattern(NAME, "cues.elliptic").match(document.folded, start, end)
    pronoun = rules.pattern(NAME, "cues.it").match(document.folded, start, end)
    subject = told or pronoun
    if subject is None or not _is_held(document, subject.end(), end, rules):
        return None
    dates = dates_in(document, subject.end(), end)
    date = best_date([e for e in dates if precision(start_and_end(e.canonical_id)[0]) > 1])
    if date is None or (told is None and not has_days(date)):
        return None
    meant = _noun_before(document, passage, start, rules, subject=told is None)
    if meant is None:
        return None
    draft = Draft(meant.kind, meant.name, passages=[passage])
    draft.set_dates(date)
    draft.venue = find_venue(document, subject.end(), end)
    order = rules.pattern(NAME, "cues.ordinal").search(document.folded, start, subject.end())
    if told is not None and order is not None:
        words = (
            document.text[slice(*order.span())],
            document.text[meant.noun_start : meant.noun_end],
        )
        draft.name = " ".join(" ".join(words).split())
    return draft


def _is_held(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    return any(
        rules.pattern(NAME, f"cues.{key}").search(document.folded, start, end)
        for key in ("held", "planned", "meets")
    )


def _noun_before(
    document: AnnotatedDocument, passage: Passage, start: int, rules: Lexicon, *, subject: bool
) -> Mention | None:
    """The event named last before an offset; with `subject`, the subject of the clause before,
    which tells no day of it."""
    spans = [(passage.start, start)] if start - passage.start > SHORT_WORDS else []
    reach = 1 if subject else NOUN_REACH
    for other in reversed(document.passages[max(0, passage.index - reach) : passage.index]):
        if other.path == passage.path:
            spans.append((other.start, other.end))
    for begin, stop in spans[: 1 if subject else None]:
        if rules.pattern(NAME, "nouns.training").search(document.folded, begin, stop):
            return None
        named = find_mentions(document, begin, stop)
        if not named:
            continue
        if not subject:
            return named[0]
        first = named[0]
        dated = any(has_days(e) for e in dates_in(document, begin, stop))
        whole = len(first.name.split()) > 1 and not first.weak
        near = first.start - begin <= SUBJECT_REACH and first.kind != "mission_visit"
        return first if whole and near and not dated else None
    return None
