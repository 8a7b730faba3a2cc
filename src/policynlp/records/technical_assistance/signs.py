"""What speaks for and against technical assistance in a passage; `weights` says how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.help.helpers import Help, without_names
from policynlp.records.requests.signals import read_passage
from policynlp.records.technical_assistance.frames import OWN_STAFF, frames_of
from policynlp.records.technical_assistance.topic import Facet, is_vacancy
from policynlp.records.weighing.likelihood import chance_of
from policynlp.records.weighing.places import place_of
from policynlp.schema import Entity

KIND = "technical_assistance"
TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
# A passage with so many persons is a list of them; so is one that names bodies and little else.
MANY_PERSONS = 3
NAMED_SHARE = 0.6
_SPEECH = re.compile(r"[«“\"]\s?(?:[^\s»”\"]{1,60}\s{1,20}){4}")
# Documents whose objectives are those of the mission or course itself.
_OWN_OBJECTIVES = frozenset({"mission_report", "terms_of_reference", "training_announcement"})
# Papers that tell who helped to write them.
_PAPERS = frozenset({"policy_document", "evaluation", "guidance"})
_SHARED = frozenset(
    {"mood:request", "mood:impersonal", "mood:obligation", "block:law", "block:principle",
     "block:instruction", "block:opinion", "block:hypothetical", "block:lesson", "question",
     "block:quoted", "block:event"}
)  # fmt: skip
# Where the name of assistance ends and begins that opens a sentence, in characters.
OPENING, ARTICLE = 60, 8
# What may stand before the name of a person whom a line is about, in characters.
TITLE = 12
# How many passages before and behind one may tell of help as well, as far as the model says.
NEIGHBOURS, LIKELY, MANY = 4, 0.8, 3
# Below this chance a sentence without experts, forms or assistance answers no question on it.
UNLIKELY = 0.2
# The same of one whose words state a field beside: who may ask, how often requests are read.
BARELY = 0.1
# Below this one the words are none that the model knows of help.
UNKNOWN = 0.05
_LISTS = ("named", "expert", "act", "indefinite", "talk", "own_staff", "sends", "personal")
# Sections of what is to be done: what was done is no step there.
_STEPS = frozenset({"next_steps", "decisions", "recommendations"})
# Frames that call help by its name.
_NAMED = frozenset({"gives", "backed"})
# Frames that say who came from where, for how long and what for: all that help is.
_STAYS = frozenset({"any_stays", "any_fetches"})
_STAY = frozenset({"short_term", "long_term", "intermittent"})


@dataclass(frozen=True)
class Case:
    """A passage that may tell of help, as far as it was read.

    Attributes:
        labels: the four enums; `by_rules` those of them that words state.
        topic: the document is about assistance; `faceted`: its section asks for an enum.
        introduced: the line or column title above announces assistance.
    """

    help: Help
    labels: Mapping[Facet, Sequence[str]]
    by_rules: Mapping[Facet, Sequence[str]]
    topic: bool
    faceted: bool
    introduced: bool
    in_row: bool

    @property
    def enums(self) -> int:
        """How many of the four enums are filled; who is helped counts where words say it."""
        given = [self.labels[facet] for facet in self.labels if facet != "recipients"]
        return sum(map(bool, [*given, self.by_rules["recipients"]]))


def signs_of(document: AnnotatedDocument, passage: Passage, case: Case) -> list[str]:
    """Names of what holds for a passage, as `weights` lists them."""
    return [*_around(document, passage, case), *_inside(document, passage, case)]


def _inside(document: AnnotatedDocument, passage: Passage, case: Case) -> Iterator[str]:
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    there = rules.lists(TYPE, "", _LISTS).found_in(folded)
    has = {name: name in there for name in _LISTS}
    help_ = case.help
    known = has["named"] or case.topic or case.introduced
    formed = set(case.by_rules["modalities"])
    stay = bool(formed & _STAY)
    purposes = set(case.by_rules["purposes"])
    # Two houses that are twinned are an alliance; people at work there are help.
    seen = {frame.name for frame in frames_of(document, passage)} - {"twins"}
    inspects = _inspects(document, passage)
    # Who comes to look is no helper, however it is told.
    frames = set() if inspects else seen - {OWN_STAFF}
    done = bool(frames) and "done" in read_passage(document, passage).moods
    chance = chance_of(document, passage, KIND)
    # "Two local actuaries": experts of a stated origin come to help, whatever the verb is.
    outsiders = has["indefinite"] and any(
        rules.pattern(WORDS, f"origins.{name}").search(folded)
        for name in ("national", "international")
    )
    holds = {
        "named": has["named"],
        "defines": (case.topic and any(case.by_rules.values()) and opens_with_name(rules, folded))
        or (case.faceted and _told(case) and opens_with_help(rules, folded)),
        "expert": has["expert"],
        "act": has["act"],
        "expert+act": has["expert"] and has["act"],
        "indefinite": has["indefinite"],
        "visitor": help_.visitors or outsiders,
        "visitor+stay": help_.visitors and stay,
        "visitor+purpose": help_.visitors and bool(purposes),
        "expert+stay": has["expert"] and stay,
        "answers": "on_demand" in formed and (has["expert"] or bool(purposes)),
        "exchange": "peer_exchange" in formed and has["expert"],
        "network": "network" in formed,
        "stands_in": "gap_filling" in purposes and has["expert"],
        "manages": "project_management" in purposes and bool(help_.providers),
        "paid": help_.paid,
        "block:bare": not (has["expert"] or known or formed - {"long_term"} or frames),
        "block:idle": not (has["act"] or known or outsiders or frames),
        "sends": has["sends"],
        "block:talk": has["talk"] and not frames & _STAYS,
        "block:personal": has["personal"] and not known,
        "block:own_staff": (has["own_staff"] or seen == {OWN_STAFF})
        and not (help_.visitors or help_.foreign or formed),
        "purpose": bool(case.labels["purposes"]),
        "recipient": bool(case.by_rules["recipients"]),
        "modality": bool(case.labels["modalities"]),
        "origin": bool(case.labels["origins"]),
        "foreign": help_.foreign,
        "provider": bool(help_.providers),
        "thin": not (
            frames or known or formed or help_.foreign or help_.providers or help_.origins
            or (has["indefinite"] and purposes)
        ),
        "frame": bool(frames),
        "frame:named": bool(frames & _NAMED),
        "frame:stays": bool(frames & _STAYS),
        # What the model has not seen told so it need not know.
        "frame:unlikely": bool(frames) and chance is not None and chance < UNLIKELY,
        "frame:unknown": bool(frames) and chance is not None and chance < UNKNOWN,
        "frame:done": done,
        "frame:done@steps": done and place_of(document, passage.path).kind in _STEPS,
        "two_enums": case.enums >= 2,
        "three_enums": sum(map(bool, case.by_rules.values())) >= 3,
    }  # fmt: skip
    yield from (name for name, held in holds.items() if held)
    if not (help_.visitors or help_.foreign):
        for name in rules.lists(WORDS, "", ("counted", "controlled")).found_in(folded):
            yield f"block:{name}"
    spoken = has["expert"] or has["named"] or help_.visitors
    if not spoken and document.entities_in(passage.start, passage.end, "MONEY"):
        yield "block:money"
    if inspects:
        yield "block:inspects"
    for name in rules.lists(WORDS, "", ("inquiry", "private")).found_in(folded):
        yield f"block:{name}"
    for name in rules.lists(TYPE, "", ("study", "own_mission", "training")).found_in(folded):
        if name != "own_mission" or not frames & _STAYS:
            yield f"block:{name}"
    # Who helped to write a paper is told in it.
    written = "backed" in frames and document.document_type.label in _PAPERS
    if (written and rules.pattern(WORDS, "own_paper").match(folded) is not None) or rules.pattern(
        WORDS, "research"
    ).search(folded) is not None:
        yield "block:study"
    if _SPEECH.search(passage.text):
        yield "block:speech"
    yield from (s for s in read_passage(document, passage).signals if s in _SHARED)
    if passage.text.rstrip().endswith(":"):
        yield "introduces"
    if _is_list(document, passage):
        yield "block:list"


def _inspects(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether people come to look, and not first of all to help; names of bodies say nothing."""
    rules = document.lexicon(passage)
    bodies = document.entities_in(passage.start, passage.end, "ORG")
    folded = without_names(document.folded_text(passage), passage, bodies)
    looks = rules.pattern(WORDS, "inspects").search(folded)
    helps = rules.pattern(WORDS, "come_to_help").search(folded) if looks is not None else None
    return looks is not None and (helps is None or looks.start() < helps.start())


def _around(document: AnnotatedDocument, passage: Passage, case: Case) -> Iterator[str]:
    beside = _likely_beside(document, passage)
    if beside:
        yield "near"
    if beside >= MANY:
        yield "near_many"
    place = place_of(document, passage.path)
    yield f"@{place.kind or 'none'}"
    label = document.document_type.label
    yield f"doc:{label}"
    if place.kind in ("objectives", "expected_results") and label in _OWN_OBJECTIVES:
        yield "mission:objectives"
    if case.topic:
        yield "topic"
    if case.introduced:
        yield "lead:assistance"
    if is_vacancy(document):
        yield "block:vacancy"
    if (case.faceted and _answers(document, passage, case)) or (
        case.introduced and (case.topic or case.in_row)
    ):
        yield "facet"


def _answers(document: AnnotatedDocument, passage: Passage, case: Case) -> bool:
    """Whether a passage of a section that asks for an enum speaks of help at all.

    A sentence there may also say how the section goes on, what a rule replaces or who pays.
    """
    if passage.kind != "sentence" or case.help.visitors:
        return True
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    if any(rules.pattern(TYPE, name).search(folded) for name in ("expert", "named")):
        return True
    if opens_with_help(rules, folded):
        return True
    chance = chance_of(document, passage, KIND)
    return chance is None or chance >= (BARELY if _told(case) else UNLIKELY)


def _told(case: Case) -> bool:
    """Whether words state a field other than the purpose."""
    return any(case.by_rules[facet] for facet in case.by_rules if facet != "purposes")


def _likely_beside(document: AnnotatedDocument, passage: Passage) -> int:
    """How many of the passages around one probably tell of help: such sentences stand together."""
    first = max(0, passage.index - NEIGHBOURS)
    around = document.passages[first : passage.index + NEIGHBOURS + 1] if passage.index >= 0 else ()
    return sum(
        (chance_of(document, other, KIND) or 0.0) >= LIKELY
        for other in around
        if other.language is not None and not other.start <= passage.start < other.end
    )


def opens_with_name(rules: Lexicon, folded: str) -> bool:
    """Whether a sentence begins with the name of assistance: "Technical assistance may ..."."""
    named = rules.pattern(TYPE, "named").search(folded, 0, OPENING)
    return named is not None and named.start() <= ARTICLE


def opens_with_help(rules: Lexicon, folded: str) -> bool:
    """Whether the subject of a sentence is help under another name: "Support lasts ..."."""
    return rules.pattern(WORDS, "opens_with_help").match(folded) is not None


def _is_list(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage lists persons or bodies, or is the document's title."""
    if document.title is not None and passage.text.strip() == document.title.strip():
        return True
    if passage.block is document.loaded.blocks[0] and passage.text.rstrip()[-1:].isalnum():
        return True  # the first line of all, which ends like a title
    persons = document.entities_in(passage.start, passage.end, "PERSON")
    if len(persons) >= MANY_PERSONS or _is_entry(document, passage, persons):
        return True
    names = document.entities_in(passage.start, passage.end, "ORG", "PERSON", "LOC", "COUNTRY")
    covered: set[int] = set()
    for name in names:
        covered.update(range(name.start, name.end))
    return len(covered) >= NAMED_SHARE * max(len(passage.text), 1)


def _is_entry(document: AnnotatedDocument, passage: Passage, persons: Sequence[Entity]) -> bool:
    """Whether a passage is a line that only says who somebody is: "Dr Ann Lee, adviser, GIZ"."""
    if not persons or passage.text.rstrip()[-1:] in ".;:!?":
        return False
    act = document.lexicon(passage).pattern(TYPE, "act").search(document.folded_text(passage))
    return persons[0].start - passage.start <= TITLE and act is None
