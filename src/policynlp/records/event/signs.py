"""Signs around an event's name: verbs of being held, words of background, the writer's own trip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.entities.periods import start_and_end
from policynlp.languages import Lexicon
from policynlp.records.event.around import is_printed
from policynlp.records.event.drafts import Draft, dates_in, has_days, precision
from policynlp.records.event.openings import LEAD_PASSAGES, SHORT_WORDS
from policynlp.records.event.shared import Shared
from policynlp.records.parts.event_names import Mention
from policynlp.records.parts.venues import NAME
from policynlp.schema import Entity

# How far before a name a verb of holding may stand, and how far behind a cue of background.
CUE_REACH = 110
BESIDE_REACH = 34
# A town behind the name of an event begins within so many characters.
TOWN_REACH = 12
# How far behind a name, its day and place, what the meeting did may be told.
DID_REACH = 90
# How far behind a visit's name its day may stand.
DAY_REACH = 120
# A name of so many words says which event is meant.
MIN_NAME = 3
# An event named in so many words, with town and day, may stand in any sentence.
LEAST_WORDS = 2
# A town and a day behind a name end so near, in characters.
STATED_REACH = 60
# A body's own day ends so near behind its name, in characters.
COMMITTEE_REACH = 24
_MARKS = re.compile(r"[ ,]{0,3}")
_BRACKET = re.compile(r"\s?\([^()]{4,80}\)")


def only_beside(document: AnnotatedDocument, mention: Mention, floor: int, rules: Lexicon) -> bool:
    """Whether a mention is background to another event and has no date of its own."""
    told = _behind_town(document, mention, rules)
    dated = any(
        e.start - told < 8 for e in document.entities_in(mention.noun_end, told + 40, "DATE")
    )
    bracket = _BRACKET.match(document.text, mention.end)
    if bracket is not None:  # "the minutes of the sixth session (Kribi, 9 February 2016)"
        inside = document.entities_in(bracket.start(), bracket.end(), "DATE")
        dated = dated or any(has_days(e) for e in inside)
    if mention.kind == "mission_visit" and not dated:
        return is_own_trip(document, mention, rules) or _stands_behind(
            document, mention, floor, rules, "cues.purpose"
        )  # "met to plan the visit" tells when they met
    behind = _MARKS.match(document.folded, mention.end)
    held = rules.pattern(NAME, "cues.held").match(
        document.folded, behind.end() if behind is not None else mention.end
    )
    return (
        not dated
        and held is None
        and _is_beside(document, mention, floor, rules)
        and not is_when_and_where(document, mention, rules)
    )


def is_when_and_where(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether a town and a day stand right behind a full name, with nothing but small words
    between them: such an event is told of, whatever the sentence is about."""
    if len(mention.name.split()) < LEAST_WORDS or mention.kind == "mission_visit":
        return False
    small = [rules.pattern("lexicon", key) for key in ("prepositions", "determiners")]
    ends = mention.end
    labels: set[str] = set()
    for entity in document.entities_in(mention.end, mention.end + STATED_REACH, "LOC", "DATE"):
        between = document.folded[ends : entity.start].replace(",", " ").split()
        if not all(any(kind.fullmatch(word) for kind in small) for word in between):
            break
        if entity.label == "LOC" or (has_days(entity) and is_printed(entity)):
            labels.add(entity.label)
        ends = entity.end
    return labels == {"LOC", "DATE"}


def _closes_on_day(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether a meeting that closes a mission has its day right behind it: « lors de la
    restitution du 23 mai »."""
    noun = document.folded[mention.noun_start : mention.noun_end]
    if rules.pattern(NAME, "nouns.closing").fullmatch(noun) is None:
        return False
    days = document.entities_in(mention.end, mention.end + COMMITTEE_REACH, "DATE")
    return any(has_days(e) and e.start - mention.end <= SHORT_WORDS for e in days)


def goes_somewhere(document: AnnotatedDocument, mention: Mention, end: int, rules: Lexicon) -> bool:
    """Whether a body named does not meet but travels: "the board will visit the project"."""
    body = rules.pattern(NAME, "nouns.bodies").search(
        document.folded, mention.noun_start, mention.noun_end
    )
    if body is None:
        return False
    verb = next(
        (
            found
            for key in ("visits", "stays")
            if (
                found := rules.pattern(NAME, f"acts.{key}").match(
                    document.folded, min(mention.end + 1, end), end
                )
            )
        ),
        None,
    )
    return verb is not None


def _behind_town(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> int:
    """Behind the town behind a name: "the review in Mbala (8 April)"; else behind the name."""
    for town in document.entities_in(mention.end, mention.end + TOWN_REACH, "LOC"):
        between = document.folded[mention.end : town.start].strip()
        if rules.pattern(NAME, "names.place_before").fullmatch(between) is not None:
            return town.end
    return mention.end


def _is_beside(document: AnnotatedDocument, mention: Mention, floor: int, rules: Lexicon) -> bool:
    before = document.folded[max(floor, mention.start - BESIDE_REACH) : mention.start]
    if rules.pattern(NAME, "cues.speaking").search(before):
        return False
    return _stands_behind(document, mention, floor, rules, "cues.beside")


def _stands_behind(
    document: AnnotatedDocument, mention: Mention, floor: int, rules: Lexicon, cue: str
) -> bool:
    """Whether nothing but small words stands between a cue and a mention."""
    before = document.folded[max(floor, mention.start - BESIDE_REACH) : mention.start]
    bare = _without_small_words(before, rules)
    return any(match.end() == len(bare) for match in rules.pattern(NAME, cue).finditer(bare))


def verbs_around(
    document: AnnotatedDocument, mention: Mention, floor: int, ceiling: int, rules: Lexicon
) -> Iterator[str]:
    """Verbs of being held around a mention, and words that only name it beside something else."""
    folded = document.folded
    near = max(floor, mention.start - CUE_REACH)
    for name in ("held", "planned"):
        pattern = rules.pattern(NAME, f"cues.{name}")
        if pattern.search(folded, mention.noun_end, ceiling) or pattern.search(
            folded, near, mention.start
        ):
            yield name
    spoken = rules.pattern(NAME, "cues.speaking").search(
        folded, max(floor, mention.start - BESIDE_REACH), mention.start
    )
    if spoken is not None:
        yield "held"
    if mention.kind == "mission_visit" or rules.pattern(NAME, "nouns.encounters").fullmatch(
        folded, mention.noun_start, mention.noun_end
    ):
        made = rules.pattern(NAME, "cues.makes").search(folded, near, mention.start)
        if made is not None:
            yield "held"
    if mention.weak or rules.pattern(NAME, "nouns.bodies").search(
        folded, mention.noun_start, mention.noun_end
    ):
        meets = rules.pattern(NAME, "cues.meets").search(folded, mention.noun_end, ceiling)
        if meets is not None:
            yield "held"
    own = rules.pattern(NAME, "cues.held").search(folded, mention.noun_end, ceiling)
    told = own is not None and own.start() - mention.end <= SHORT_WORDS
    if _closes_on_day(document, mention, rules):
        yield "held"
    elif (
        not told
        and _is_beside(document, mention, floor, rules)
        and not is_when_and_where(document, mention, rules)
    ):
        yield "beside"
    if rules.pattern(NAME, "cues.next").search(folded, mention.start, mention.end):
        yield "next"
    did = rules.pattern(NAME, "cues.did").search(
        folded, mention.end, min(ceiling, mention.end + DID_REACH)
    )
    body = rules.pattern(NAME, "nouns.bodies").search(folded, mention.noun_start, mention.noun_end)
    if body is not None and did is not None:
        # "the committee of 4 May approved": its day stands right behind it
        days = document.entities_in(mention.end, mention.end + COMMITTEE_REACH, "DATE")
        if any(has_days(e) and e.start - mention.end <= SHORT_WORDS for e in days):
            body = None
    if did is not None and body is None and mention.kind != "mission_visit":
        yield "did"


def _without_small_words(before: str, rules: Lexicon) -> str:
    """Text without the articles and prepositions at its end."""
    bare = before.rstrip()
    for _ in range(3):
        head, _, last = bare.rpartition(" ")
        if not head or not rules.pattern("lexicon", "determiners").fullmatch(last):
            break
        bare = head.rstrip()
    return bare


def is_background(document: AnnotatedDocument, start: int, date: Entity, rules: Lexicon) -> bool:
    """Whether a date is that of something before or after: "a call following the ... of 3 May"."""
    cues = rules.pattern(NAME, "cues.background")
    return cues.search(document.folded, start, date.start) is not None


def _is_another(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether a visit is named with an indefinite article and a day before it: "was followed, on
    16 December, by a joint visit to"."""
    before = document.folded[max(0, mention.start - 8) : mention.start + 4]
    words = before.replace("'", " ").split()
    indefinite = any(rules.pattern(NAME, "names.indefinite").fullmatch(word) for word in words)
    dates = document.entities_in(max(0, mention.start - BESIDE_REACH), mention.start, "DATE")
    return indefinite and any(has_days(e) for e in dates)


def is_own_trip(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether a mission or visit is the one that the document itself is about."""
    before = document.folded[max(0, mention.start - 14) : mention.start].rstrip()
    own = rules.pattern(NAME, "cues.own").finditer(before)
    if any(match.end() == len(before) for match in own):
        return True
    if document.document_type.label not in ("mission_report", "terms_of_reference", "evaluation"):
        return False
    if document.document_type.label == "evaluation" and _is_another(document, mention, rules):
        return False
    bare = len(mention.name.split()) == 1
    if bare and document.document_type.label == "terms_of_reference":
        return True  # "The mission is planned for 60 days"
    dates = document.entities_in(mention.noun_end, mention.end + DAY_REACH, "DATE")
    later = [d for e in dates if (d := start_and_end(e.canonical_id)[0]) is not None]
    if document.published and any(d > document.published for d in later):
        return False
    stretch = document.folded[mention.start : mention.end + 60]
    keys = ("next", "planned", "to_come")
    return not any(rules.pattern(NAME, f"cues.{key}").search(stretch) for key in keys)


def is_opened(document: AnnotatedDocument, mention: Mention, start: int) -> bool:
    """Whether a mission is only what a meeting opens or closes: "a briefing opens the mission"."""
    before = document.folded[start : mention.start].rstrip()
    cue = document.lexicon_at(start).pattern(NAME, "cues.opens_it")
    return any(match.end() == len(before) for match in cue.finditer(before))


def says_some_day(document: AnnotatedDocument, draft: Draft) -> bool:
    """Whether a news item begins with "yesterday" or "on Tuesday" and does not show its own day."""
    passage = draft.passages[0]
    if document.document_type.label != "news" or passage.index > LEAD_PASSAGES:
        return False
    days = document.lexicon(passage).pattern(NAME, "cues.some_day")
    return days.search(document.folded, passage.start, passage.end) is not None


def in_passing(document: AnnotatedDocument, mention: Mention, end: int, shared: Shared) -> bool:
    """Whether an event named in passing ("adopted at the third assembly") is told of all the
    same: it has a full name and a day or month, and the passage model hears it."""
    if mention.kind == "mission_visit" or len(mention.name.split()) < MIN_NAME:
        return False
    dates = dates_in(document, mention.noun_end, end)
    return any(precision(start_and_end(e.canonical_id)[0]) > 1 for e in dates) and shared.likely
