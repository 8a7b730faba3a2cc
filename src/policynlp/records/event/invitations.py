"""Events of sections that invite readers: the title names it, a sentence says when and where."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.event.drafts import Draft, dates_in, has_days
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.venues import NAME, Venue, find_venue

# Evidence in log-odds of a title and an invitation with a day under it.
INVITED = 2.0
# The title of such a section is no longer, in words.
MAX_TITLE = 12


def invited_to(document: AnnotatedDocument) -> Iterator[Draft]:
    """What readers are invited to under a title that names it: "Information session" over "Join us
    online on Thursday, 5 August"."""
    for passage in document.of_kind("sentence", "item"):
        draft = _invited(document, passage)
        if draft is not None:
            yield draft


def _invited(document: AnnotatedDocument, passage: Passage) -> Draft | None:
    heading = passage.path[-1] if passage.path else None
    if heading is None or heading.start == 0 or len(heading.text.split()) > MAX_TITLE:
        return None
    rules = document.lexicon(passage)
    start, end = passage.start, passage.end
    if rules.pattern(NAME, "cues.invites").match(document.folded, start, end) is None:
        return None
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    named = find_mentions(document, heading.start, heading.end)
    if not dates or len(named) != 1 or find_mentions(document, start, end):
        return None
    draft = Draft(named[0].kind, named[0].name, passages=[passage], score=INVITED)
    draft.set_dates(dates[0])
    draft.venue = find_venue(document, start, end)
    if rules.pattern(NAME, "names.online").search(document.folded, heading.start, heading.end):
        draft.venue = Venue(None, None, heading.start, heading.end, online=True)
    return draft
