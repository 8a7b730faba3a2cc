"""Events without a noun of their own: something opened or handed over, a body that meets, a team
that comes back."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.event_drafts import Draft, best_date, dates_in, has_days
from policynlp.records.event_names import Mention, mention_at, name_end, trim_name
from policynlp.records.venues import NAME, Venue, find_dateline, find_venue

# Openings in old news and reports are background; a news item tells its own at its beginning.
LEAD_PASSAGES = 8
# A thing of one word ("ponies") says little: the verb goes with it.
LEAST_WORDS = 2
MAX_WORDS = 22
MAX_SUBJECT = 9
ACRONYM_REACH = 40
SHORT_WORDS = 5
# Types of document that tell of visits of their own.
OWN_TRIPS = frozenset({"mission_report", "terms_of_reference", "evaluation"})
_ACRONYM_AT_END = re.compile(r"(?<!\w)(?P<acronym>[A-ZÀ-Þ][A-ZÀ-Þ0-9/-]{1,11})\s+(?:\w{2,4}\s+)?$")
_MARK = re.compile(r"[;:!?\n]|,\s|\.(?=\s|$)|\s[–—-]{1,2}\s")


def find_opening(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """Something launched, opened or handed over on a day that the clause states."""
    rules = document.lexicon(passage)
    match = rules.pattern(NAME, "cues.launches").search(document.folded, start, end)
    if match is None:
        return None
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    venue = find_venue(document, start, end) or find_dateline(document, passage)
    lead = document.document_type.label == "news" and passage.index < LEAD_PASSAGES
    venue = venue or _opened_body(document, match.end(), end)
    if not dates or (venue is None and not lead):
        return None
    draft = Draft("launch", passages=[passage])
    draft.set_dates(dates[0])
    draft.venue = venue
    draft.name = _object(document, match.end(), end, rules) or _subject(
        document, start, match.start(), rules
    )
    if draft.name and rules.pattern(NAME, "cues.papers").match(fold(draft.name)):
        return None
    if draft.name and len(draft.name.split()) < LEAST_WORDS:
        draft.name = trim_name(document, start, dates[0].start, rules) or draft.name
    return draft if draft.name else None


def _opened_body(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The hospital, school or office that is opened or a part of which is: it stands there."""
    rules = document.lexicon_at(start)
    for body in document.entities_in(start, end, "ORG")[:1]:
        if rules.pattern(NAME, "cues.venues").search(document.folded, body.start, body.end):
            return Venue(body.text, None, body.start, body.end)
    return None


def _object(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """What is opened: the noun phrase behind an active verb, adverbials before it left out."""
    text, folded = document.text, document.folded
    for _ in range(4):
        while start < end and text[start] in " ,":
            start += 1
        date = next(
            (e for e in document.entities_in(start, end, "DATE") if e.start - start < 4), None
        )
        if date is not None:
            start = date.end
            continue
        aside = _aside(document, start, end, rules)
        if aside is None:
            break
        start = aside
    article = rules.pattern("lexicon", "articles").match(folded, start, end)
    if article is None:
        return None
    stop = name_end(document, start, end, rules, places=False)
    words = trim_name(document, start, stop, rules)
    words = words[len(article.group()) :].strip() if words else words
    return words if words and len(words.split()) <= MAX_WORDS else None


def _aside(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """The end of an adverbial phrase at `start` that a comma or a place closes, else None."""
    place = rules.pattern(NAME, "names.place_before").match(document.folded, start, end)
    if place is not None:
        entity = next(
            (e for e in document.entities_in(start, end, "LOC", "COUNTRY") if e.start - start < 12),
            None,
        )
        if entity is not None:
            return entity.end
    adverb = rules.pattern(NAME, "cues.beside").match(document.folded, start, end)
    if adverb is not None:
        comma = document.text.find(",", start, end)
        return comma + 1 if comma > 0 else None
    return None


def _subject(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> str | None:
    """What is opened: the noun phrase before a passive verb."""
    marks = list(_MARK.finditer(document.text, start, stop))
    begin = marks[-1].end() if marks and stop - marks[-1].end() > 3 else start
    for entity in document.entities_in(begin, stop, "DATE"):
        if entity.start - begin <= SHORT_WORDS:
            begin = entity.end
    while begin < stop and document.text[begin] in " ,":
        begin += 1
    words = trim_name(document, begin, stop, rules)
    if not words or len(words.split()) > MAX_WORDS:
        return None
    article = rules.pattern("lexicon", "determiners").match(document.folded[begin:stop])
    if article is not None:
        words = words[article.end() :].strip()
    pronouns = rules.pattern("records/organisers", "cues.pronouns")
    if pronouns.fullmatch(words.lower()) or pronouns.fullmatch(fold(words).split()[0]):
        return None
    return words or None


def body_that_meets(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Mention | None:
    """A committee, council or group that is said to meet: "Le conseil s'est réuni le ..."."""
    meets = rules.pattern(NAME, "cues.meets").search(document.folded, start, end)
    if meets is None:
        return None
    last = None
    for noun in rules.pattern(NAME, "nouns.bodies").finditer(document.folded, start, meets.start()):
        last = last or noun
        if rules.get(NAME, "head_last"):
            last = noun
    if last is None:
        return _acronym_that_meets(document, start, meets.start())
    return mention_at(document, start, meets.start(), (last.start(), last.end(), "meeting"), rules)


def _acronym_that_meets(document: AnnotatedDocument, start: int, stop: int) -> Mention | None:
    """A body named by its acronym right before the verb of meeting: "The TWG will meet on ..."."""
    match = _ACRONYM_AT_END.search(document.text, max(start, stop - ACRONYM_REACH), stop)
    if match is None:
        return None
    s, e = match.span("acronym")
    return Mention(match["acronym"], "meeting", s, e, s, e, weak=False)


def find_told(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> Draft | None:
    """Something said to be held on a day and at a place whose name has no telling noun."""
    rules = document.lexicon(passage)
    verb = rules.pattern(NAME, "cues.held").search(document.folded, start, end)
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    if verb is None or verb.start() - start < SHORT_WORDS or not dates:
        return None
    if rules.pattern(NAME, "nouns.training").search(document.folded, start, verb.start()):
        return None
    venue = find_venue(document, start, end)
    name = _subject(document, start, verb.start(), rules)
    body = document.entities_in(start, verb.start(), "ORG", "PERSON")
    if body and name is not None and 2 * len(body[0].text) > len(name):
        return None  # "The Pasteur Centre will host"
    if venue is None or name is None or not LEAST_WORDS <= len(name.split()) <= MAX_SUBJECT:
        return None
    draft = Draft("other", name, passages=[passage], venue=venue)
    draft.set_dates(dates[0])
    return draft


def find_return(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """A team that comes or came on stated days: "L'équipe reviendra du 12 au 16 juin"."""
    rules = document.lexicon(passage)
    returns = rules.pattern(NAME, "cues.returns").search(document.folded, start, end)
    match, subject = returns, "returners"
    if returns is None and document.document_type.label not in OWN_TRIPS:
        match = rules.pattern(NAME, "cues.visits").search(document.folded, start, end)
        subject = "visitors"
    if match is None:
        return None
    who = rules.pattern(NAME, f"cues.{subject}").search(document.folded, start, match.end())
    date = best_date(dates_in(document, match.end(), end))
    if who is None or date is None or not has_days(date):
        return None
    draft = Draft("mission_visit", passages=[passage])
    draft.set_dates(date)
    draft.venue = find_venue(document, match.end(), date.start, bare=True) or find_venue(
        document, match.end(), end
    )
    draft.name = trim_name(document, start, date.start, rules)
    return draft
