"""What speaks for a course in a sentence, as log-odds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.moods import read_moods
from policynlp.records.training.drafts import Draft
from policynlp.records.training.lines import is_line
from policynlp.records.training.names import CourseMention
from policynlp.records.training.values import NAME
from policynlp.records.weighing.likelihood import CERTAIN, chance_of, confidence_of
from policynlp.records.weighing.places import place_of
from policynlp.records.weighing.trace import note_weighed

PRIOR = -2.6
WEIGHTS = {
    "strong": 1.2, "medium": -0.4, "quoted": 0.8, "held": 1.5, "day": 1.8, "month": 1.2,
    "year": 0.3, "place": 0.7, "count": 0.8, "audience": 0.7, "length": 0.9, "backer": 0.6,
    "trained": 1.4, "heard": 1.4, "topic": 1.2, "unplaced": -2.0, "asked": -3.5, "cancelled": -6.0,
    "step": -4.0, "reference": -3.0, "bare": -0.4, "unheld": -1.5, "untaught": -2.6,
    "untrained": -4.0,
    "unlikely": -2.0, "vague": -2.0, "listed": 0.0, "announced": 0.0,
    "attended": 0.0,
}  # fmt: skip
_COLUMN = re.compile(r"\s[/|]\s|\t")
MAX_ROWS = 30
# How far before a course's name those who attend it are told, in characters.
ATTENDED = 24
_SKIPPED_PLACES = frozenset(
    {"agenda", "duties", "qualifications", "law", "past_recommendations",
     "recommendations", "next_steps"}
)  # fmt: skip
# In lists under these titles courses are only cited or aimed at.
_SKIPPED_LISTS = frozenset({"objectives", "reference"})
# A seminar that the passage model gives less than this is no course.
LIKELY = 0.25


def shared_signals(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, rules: Lexicon
) -> Iterator[str]:
    folded = document.folded
    if rules.pattern(NAME, "cues.cancelled").search(folded, start, end):
        yield "cancelled"
    asked = rules.pattern(NAME, "cues.asked").search(folded, start, end)
    if asked and (chance_of(document, passage, "training") or 0.0) < CERTAIN:
        yield "asked"  # elsewhere "demand is strong"
    # A line that ends in a colon opens its items, not the paragraphs behind them.
    path = tuple(h for h in passage.path if passage.kind == "item" or not h.colon)
    kind = place_of(document, path).kind
    calendar = kind == "agenda" and is_line(document, start, end)
    listed = kind in _SKIPPED_LISTS and passage.kind == "item"
    # "Skills of our staff" is also the title of news on courses, which tell their days.
    told = kind == "qualifications" and _has_day(document, start, end)
    if listed or (kind in _SKIPPED_PLACES and not calendar and not told):
        yield "reference"
    moods = [cue for cue in read_moods(document.text[start:end], rules) if cue.start == 0]
    if any(cue.mood in ("infinitive", "imperative") for cue in moods) or _is_planned_row(
        document, passage, start, end, rules
    ):
        yield "step"


def _has_day(document: AnnotatedDocument, start: int, end: int) -> bool:
    dates = document.entities_in(start, end, "DATE")
    return any(len(e.canonical_id or "") > len("date:2014-03") for e in dates)


def _is_planned_row(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, rules: Lexicon
) -> bool:
    """Whether a line without a verb is a step of a plan: under "Activities foreseen", or below
    the titles of columns such as "Activity / Responsible / Deadline"."""
    if not is_line(document, start, end):
        return False
    plan = rules.pattern(NAME, "columns.plan")
    rows = document.text[passage.block.start : start].split("\n")
    for row in rows[-MAX_ROWS:]:
        cells = [cell.strip() for cell in _COLUMN.split(fold(row))]
        if len(cells) > 1 and sum(plan.fullmatch(cell) is not None for cell in cells) > 1:
            return True
    if passage.kind != "item":
        return False
    dated = _has_day(document, start, end)
    led = [passage.lead_in or "", *(h.text for h in passage.path[-1:])]
    planned = rules.pattern(NAME, "columns.planned")
    return not dated and any(planned.search(fold(title)) for title in led)


def signals_of(
    document: AnnotatedDocument, passage: Passage, mention: CourseMention
) -> Iterator[str]:
    """What the name of a course and the sentence around it say, whatever its values."""
    rules = document.lexicon(passage)
    yield "strong" if mention.strong else "medium"
    if mention.quoted:
        yield "quoted"
    if mention.bare:
        yield "bare"
    reach = max(passage.start, mention.start - ATTENDED)
    follows = rules.pattern(NAME, "cues.attend").search(document.folded, reach, mention.start)
    if mention.quoted and follows is not None:
        yield "attended"
    if mention.quoted and _under_courses(passage, rules):
        yield "listed"
    folded = document.folded_text(passage)
    verbs = ("cues.held", "cues.attend")
    if any(rules.pattern(NAME, key).search(folded) for key in verbs):
        yield "held"
    elif passage.kind != "item" and not is_line(document, passage.start, passage.end):
        # An item of a list of activities needs no verb.
        yield "unheld"
    chance = chance_of(document, passage, "training")
    seminar = not mention.strong and not _under_courses(passage, rules)
    if seminar and document.document_type.label == "training_announcement":
        yield "announced"  # what a call for a course offers beside it is one, too
    elif seminar and chance is not None and chance < LIKELY:
        yield "unlikely"


def _under_courses(passage: Passage, rules: Lexicon) -> bool:
    """Whether a title above speaks of courses or of building skills."""
    table = rules.pattern(NAME, "columns.table")
    return any(table.search(fold(h.text)) for h in passage.path[-2:])


def facts_of(draft: Draft) -> Iterator[str]:
    if draft.start is not None:
        yield {4: "year", 7: "month"}.get(len(draft.start), "day")
    if draft.venue is not None:
        yield "place"
    if draft.count is not None:
        yield "count"
    if draft.audience:
        yield "audience"
    if draft.hours or draft.weeks or draft.sessions:
        yield "length"
    if draft.organizers or draft.funders:
        yield "backer"


def weigh(draft: Draft) -> list[str]:
    """Set the score of a draft from all that is known of it; gives the names that count."""
    facts = list(facts_of(draft))
    names = [*dict.fromkeys([*draft.signals, *facts])]
    known = set(facts)
    offered = {"listed", "announced"} & set(names) and "count" in known
    listed = "attended" in names or offered
    if "medium" in names and not {"audience", "length"} & known and not listed:
        names.append("untaught")
    if "bare" in names and not {"day", "month", "count", "audience"} & known:
        names.append("vague")
    # "In 2014 the ministry trained 120 nurses in foot care" only looks back.
    told = "topic" in names and {"count", "audience"} <= known and "year" not in known
    if "trained" in names and not told and "place" not in known and not {"day", "month"} & known:
        names.append("unplaced")
    if "unplaced" in names and "topic" in names:
        names.remove("topic")
    draft.score = math.fsum([PRIOR, draft.heard, *(WEIGHTS[name] for name in names)])
    return names


def note_weight(document: AnnotatedDocument, passage: Passage, draft: Draft) -> None:
    """Weigh a draft, and note what it was weighed with for those who ask why."""
    names = weigh(draft)
    weighed = [("prior", PRIOR), ("model", draft.heard)]
    weighed += [(name, WEIGHTS[name]) for name in names]
    note_weighed(document, passage, "training", confidence_of(draft.score), weighed)
