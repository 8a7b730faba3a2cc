"""Labels at the start of a line: "DPF :", "AGREED:", "Recommendation 3:", "End of October:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold
from policynlp.records.parts.bodies import is_body, split_bodies
from policynlp.records.parts.moods import read_moods
from policynlp.records.requests.addressees import address_end
from policynlp.records.weighing.places import place_of
from policynlp.sentences import number_sign

MAX_LABEL_WORDS = 9
# A subject in front of a colon ("Staffing: recruit ...") has few words.
MAX_SUBJECT_WORDS = 4
MIN_REST_WORDS = 2
_COLON = re.compile(r"(?P<label>[^\s:.;!?][^:;!?\n]{0,78}?)\s?:\s+(?=\S)")
# "Regions - names of technicians to the secretariat"
_DASH = re.compile(r"(?P<label>[^\s:.;!?–—-][^:;!?\n–—]{0,58}?)\s[–—-]\s+(?=\S)")
# Sections whose lines may begin with those who are to act.
_PLANNED = frozenset({"next_steps", "decisions", "actions", "ways"})
_BRACKET = re.compile(r"\s?\([^()]{1,40}\)")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]{1,20}(?: [A-ZÀ-Þ][\w'’.-]{1,20})?")
_JOINT = re.compile(r"\s{0,9}[,&/+]\s{0,9}")
_NAMED_NUMBER = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]{1,24} ){1,3}\d{1,2}[a-z]?")


@dataclass(frozen=True)
class Label:
    """What stands before the text proper.

    Attributes:
        start: where the text behind the label begins, offset into the document text.
        kind: "body", "plan", "request", "date", "subject" or None.
        bodies: who is named, for "body".
        number: the number in "Recommendation 3:".
        span: where the label stands.
    """

    start: int
    kind: str | None = None
    bodies: tuple[str, ...] = ()
    number: str | None = None
    span: tuple[int, int] | None = None


def read_label(document: AnnotatedDocument, passage: Passage) -> Label:
    """The label of a passage; several in a row ("Action: MoH: ...") count as one."""
    start = passage.start
    kind: str | None = None
    bodies: tuple[str, ...] = ()
    number: str | None = None
    span: tuple[int, int] | None = None
    for _ in range(2):
        found = _one_label(document, passage, start)
        if found.kind is None:
            break
        start = found.start
        kind = kind if kind is not None and found.kind == "subject" else found.kind
        bodies = bodies or found.bodies
        number = number or found.number
        span = (passage.start, found.start)
    if kind is None and passage.kind == "sentence" and passage.start > passage.block.start:
        kind = _block_kind(document, passage)
    return Label(start, kind, bodies, number, span)


def _block_kind(document: AnnotatedDocument, passage: Passage) -> str | None:
    """ "plan" for a later sentence of a paragraph labelled so ("Management response: ...")."""
    rules = document.lexicon(passage)
    match = _COLON.match(document.text, passage.block.start, passage.block.end)
    if match is None:
        return None
    label = fold(match["label"])
    planned = rules.pattern("records/action_item", "label").fullmatch(label) is not None
    return "plan" if planned else None


def _one_label(document: AnnotatedDocument, passage: Passage, start: int) -> Label:
    rules = document.lexicon(passage)
    text = document.text[start : passage.end]
    numbered = _numbered().match(text)
    if numbered is not None:
        word = fold(numbered["word"])
        for kind, place in (("request", "recommendation"), ("plan", "action_item")):
            if rules.pattern(f"records/{place}", "label").fullmatch(word):
                return Label(start + numbered.end(), kind, (), numbered["number"])
    planned = place_of(document, passage.path).kind in _PLANNED
    match = _COLON.match(text) or (_dashed(document, text, start) if planned else None)
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS:
        return Label(start)
    if len(text[match.end() :].split()) < MIN_REST_WORDS:
        return Label(start)
    label = fold(match["label"])
    behind = start + match.end()
    for kind, place in (("plan", "action_item"), ("request", "recommendation")):
        if rules.pattern(f"records/{place}", "label").fullmatch(label):
            return Label(behind, kind)
    s, e = start, start + match.end("label")
    s += address_end(label, rules)
    people: tuple[str, ...] = ()
    if planned and not document.entities_in(start, e, "ORG"):
        people = _people(document, passage, match["label"])
    if people:
        return Label(behind, "body", people)
    tells = rules.pattern("lexicon", "finite_verbs").search(label) is not None
    if not tells and is_body(document, s, e) and not _NAMED_NUMBER.fullmatch(match["label"]):
        return Label(behind, "body", tuple(split_bodies(document, s, e)))
    if _NAMED_NUMBER.fullmatch(match["label"]) and _begins_request(document, passage, behind):
        return Label(behind, "number", (), match["label"])
    dates = document.entities_in(start, e, "DATE")
    if dates and dates[-1].end - dates[0].start >= 0.6 * len(match["label"]):
        return Label(behind, "date")
    if len(match["label"].split()) <= MAX_SUBJECT_WORDS and _asks(document, passage, behind):
        return Label(behind, "subject")
    return Label(start)


def _dashed(document: AnnotatedDocument, text: str, start: int) -> re.Match[str] | None:
    """A few words before a dash with more than a date behind it."""
    match = _DASH.match(text)
    if match is None or len(match["label"].split()) > MAX_SUBJECT_WORDS:
        return None
    dates = document.entities_in(start + match.end(), start + len(text), "DATE")
    covered = sum(entity.end - entity.start for entity in dates)
    return match if 2 * covered < len(text) - match.end() else None


def _people(document: AnnotatedDocument, passage: Passage, label: str) -> tuple[str, ...]:
    """Those a label names by first name or pronoun ("Me and Deng (stores)"); empty if not all."""
    rules = document.lexicon(passage)
    bare = _BRACKET.sub("", label)
    own = rules.pattern("bodies", "self")
    joints = rules.pattern("bodies", "joints")
    stretches: list[str] = []
    position = 0
    for joint in joints.finditer(fold(bare)):
        stretches.append(bare[position : joint.start()])
        position = joint.end()
    stretches.append(bare[position:])
    parts = [part.strip() for stretch in stretches for part in _JOINT.split(stretch)]
    if bare != label and all(_NAME.fullmatch(part) for part in parts):
        return tuple(parts)  # "Deng (stores)"
    known = _known_names(document)
    if all(p and (own.fullmatch(fold(p)) or set(p.split()) <= known) for p in parts):
        return tuple(parts)
    return ()


@once_a_document
def _known_names(document: AnnotatedDocument) -> frozenset[str]:
    """The words of the names of all people in a document."""
    people = (entity for entity in document.entities if entity.label == "PERSON")
    return frozenset(word.strip(".,") for entity in people for word in entity.text.split())


def _begins_request(document: AnnotatedDocument, passage: Passage, start: int) -> bool:
    """Whether what stands behind a label asks or orders anywhere in its first sentence."""
    rules = document.lexicon(passage)
    moods = {cue.mood for cue in read_moods(document.text[start : passage.end], rules)}
    if moods & {"infinitive", "imperative", "request", "impersonal", "obligation", "must", "need"}:
        return True
    folded = document.folded[start : passage.end]
    return rules.pattern("records/action_item", "assigned").match(folded) is not None


def _asks(document: AnnotatedDocument, passage: Passage, start: int) -> bool:
    """Whether what stands behind a label begins like a request or a step."""
    if not document.text[start].isupper() and passage.kind != "item":
        return False
    cues = read_moods(document.text[start : passage.end], document.lexicon(passage))
    return any(cue.mood in ("infinitive", "imperative") and cue.start == 0 for cue in cues)


@cache
def _numbered() -> re.Pattern[str]:
    """A label with its number, before its text: "Recommandation n° 2 : "."""
    return re.compile(
        rf"(?P<word>[^\W\d]{{4,18}})\.?\s?{number_sign('numbers.bare_signs')}"
        r"(?P<number>[A-Z]{0,3}[.\-]?\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?)"
        r"(?:\s?\([^()]{1,40}\))?\s?[:.–—-]\s+(?=\S)"
    )
