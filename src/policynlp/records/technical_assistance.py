"""Technical assistance: what is given for, to whom, in what form, from where; also without the
words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast, get_args

from policynlp.annotated import AnnotatedDocument, Passage, PassageScores
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.assistance_passages import assistance_passages, text_start
from policynlp.records.assistance_rows import Row
from policynlp.records.assistance_topic import Facet, facet_of, is_topic
from policynlp.records.evidence import place_of, weigh
from policynlp.records.helpers import Help, find_help
from policynlp.records.items import item_text
from policynlp.records.provenance import common
from policynlp.records.signals import lead_of, read_passage
from policynlp.records.weights import THRESHOLD
from policynlp.schema import Modality, Origin, Purpose, Recipient, TechnicalAssistance

KIND = "technical_assistance"
TYPE = "records/technical_assistance"
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
ORIGINS: tuple[Origin, ...] = get_args(Origin)
# A passage that the trained model finds so likely is looked at without any cue.
LIKELY = 0.5
# Probability from which the model gives a field that no word states. Of 0.4 to 0.9 these gave the
# best fields on documents that the model was not trained on.
SURE: Mapping[Facet, float] = {
    "purposes": 0.6, "recipients": 0.85, "modalities": 0.6, "origins": 0.6,
}  # fmt: skip
Asked = Facet | Literal["anything", "nothing"]
# A passage with so many persons is a list of them.
MANY_PERSONS = 3
# In a section that asks for a field, it need not be as sure.
LIKELY_FACET = 0.3
# Where the lines above announce what assistance is for, for whom, how or from where, and the words
# say which: what the model makes of the words alone counts less then.
LEAST_AROUND = 0.3
# The same where a section asks for a field and the words answer.
LEAST_ANSWER = 0.03
_SPEECH = re.compile(r"[«“\"]\s?(?:[^\s»”\"]{1,60}\s{1,20}){4}")


def extract(document: AnnotatedDocument) -> Iterator[TechnicalAssistance]:
    """Records of type technical assistance, in reading order."""
    topic = is_topic(document)
    for passage, row in assistance_passages(document):
        found = _read(document, passage, row, topic)
        if found is not None:
            yield found


def _read(
    document: AnnotatedDocument, passage: Passage, row: Row | None, topic: bool
) -> TechnicalAssistance | None:
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    if len(passage.text.split()) < 2 or passage.has_children:
        return None
    lead = lead_of(passage) if passage.kind == "item" else None
    introduced = (row is not None and row.headed) or (
        lead is not None and rules.pattern(TYPE, "lead_in").search(fold(lead)) is not None
    )
    if topic and lead is not None and not introduced:
        end = fold(lead).rstrip(" :")
        introduced = any(
            m.end() == len(end) for m in rules.pattern(TYPE, "topic.lead").finditer(end)
        )
    facet = facet_of(document, passage) if topic else None
    introduces = passage.text.rstrip().endswith(":")
    named = rules.pattern(TYPE, "named").search(folded) is not None
    expert = rules.pattern(TYPE, "expert").search(folded) is not None
    act = rules.pattern(TYPE, "act").search(folded) is not None
    scores = document.scores(passage)
    likely = scores is not None and scores.chances.get(KIND, 0.0) >= LIKELY
    if not (introduced or named or topic or act or likely):
        return None
    help_ = find_help(document, passage)
    purposes = _purposes(folded, rules)
    technical = "technical_input" in purposes
    telling = _telling(help_, technical=technical)
    helpers = expert or telling or bool(help_.providers)
    if not (introduced or named or topic or helpers):
        return None
    stated = bool(purposes or help_.recipients or help_.modalities or help_.origins)
    asked: Asked = facet or ("nothing" if (topic and stated) or introduces else "anything")
    chosen = _chosen(scores, "purposes", PURPOSES, purposes, asked)
    recipients = _chosen(scores, "recipients", RECIPIENTS, help_.recipients, asked)
    formed = [*help_.modalities, *(row.modalities if row is not None else ())]
    modalities = _chosen(scores, "modalities", MODALITIES, formed, asked)
    origins = _chosen(scores, "origins", ORIGINS, help_.origins, asked)
    if not (chosen or recipients or modalities or origins):
        return None
    around = facet is not None or (introduced and (topic or row is not None))
    indefinite = rules.pattern(TYPE, "indefinite").search(folded) is not None
    formed_so = any(form != "long_term" for form in help_.modalities)
    signals = list(_signals(document, passage, topic=topic))
    signals += [name for name, there in (
        ("lead:assistance", introduced),
        ("facet", around),
        ("named", named),
        ("expert", expert),
        ("act", act),
        ("expert+act", expert and act),
        ("indefinite", indefinite),
        ("block:bare", not (expert or named or topic or introduced or formed_so)),
        ("block:idle", not (act or named or topic or introduced)),
        ("block:talk", rules.pattern(TYPE, "talk").search(folded) is not None),
        ("purpose", bool(chosen)),
        ("recipient", bool(recipients)),
        ("modality", bool(modalities)),
        ("origin", bool(origins)),
        ("foreign", help_.foreign),
        ("provider", bool(help_.providers)),
        ("thin", not (named or topic or introduced or help_.modalities or help_.foreign
                      or (indefinite and purposes)
                      or help_.providers or help_.origins)),
        ("two_enums", sum(map(bool, (chosen, recipients, modalities, origins))) >= 2),
    ) if there]  # fmt: skip
    least = LEAST_AROUND if around and stated else THRESHOLD
    answers = {
        "purposes": purposes, "recipients": help_.recipients,
        "modalities": help_.modalities, "origins": help_.origins,
    }  # fmt: skip
    if facet is not None and answers[facet]:
        least = LEAST_ANSWER
    assessment = weigh(document, passage, KIND, signals, threshold=least)
    if assessment is None:
        return None
    return TechnicalAssistance(
        **common(document, KIND, [passage], assessment.confidence),
        description=item_text(document, [passage], text_start(document, passage)),
        purposes=cast(list[Purpose], chosen),
        recipients=cast(list[Recipient], recipients),
        modalities=cast(list[Modality], modalities),
        origins=cast(list[Origin], origins),
        providers=help_.providers or list(row.providers if row is not None else ()),
        countries=help_.countries,
    )


def _chosen(
    scores: PassageScores | None,
    task: Facet,
    order: Sequence[str],
    by_rules: Sequence[str],
    asked: Asked,
) -> list[str]:
    """The labels of a field: those the words state; where they state none, those of the model.

    A section that answers one question ("Where does it come from?") says nothing of the others
    but what its words say; of its own it says something. A general sentence on assistance, or a
    line that introduces a list, says what its words say.
    """
    if by_rules or scores is None or asked not in ("anything", task):
        return [label for label in order if label in by_rules]
    likely = scores.labels.get(task, {})
    least = LIKELY_FACET if asked == task else SURE[task]
    return [label for label in order if likely.get(label, 0.0) >= least]


def _telling(help_: Help, *, technical: bool) -> bool:
    """Whether a giver and the form or the distance tell of assistance without an expert."""
    forms = ("intermittent", "on_demand", "peer_exchange")
    return bool(help_.providers) and (
        (help_.foreign and technical) or any(form in help_.modalities for form in forms)
    )


def _purposes(folded: str, rules: Lexicon) -> list[Purpose]:
    """What help is for; weak words count only where no strong one stands."""
    found = {p for p in PURPOSES if rules.pattern(TYPE, f"purposes.{p}").search(folded)}
    if found >= {"capacity_strengthening", "technical_input"} and _teaches_it(folded, rules):
        found.discard("technical_input")
    if not found:
        found = {p for p in PURPOSES if rules.pattern(TYPE, f"weak_purposes.{p}").search(folded)}
    return [purpose for purpose in PURPOSES if purpose in found]


def _teaches_it(folded: str, rules: Lexicon) -> bool:
    """Whether the piece of expertise is what learners are taught: "teaches planners to cost"."""
    teaching = rules.pattern(TYPE, "teaching").search(folded)
    given = rules.pattern(TYPE, "purposes.technical_input").search(folded)
    return teaching is not None and given is not None and teaching.end() <= given.end()


def _signals(document: AnnotatedDocument, passage: Passage, *, topic: bool) -> Iterator[str]:
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    place = place_of(document, passage.path)
    yield f"@{place.kind or 'none'}"
    label = document.document_type.label
    yield f"doc:{label}"
    if place.kind in ("objectives", "expected_results") and label in _OWN_OBJECTIVES:
        yield "mission:objectives"
    if topic:
        yield "topic"
    if len(document.entities_in(passage.start, passage.end, "PERSON")) >= MANY_PERSONS:
        yield "block:list"
    if _SPEECH.search(passage.text):
        yield "block:speech"
    if document.title is not None and passage.text.strip() == document.title.strip():
        yield "block:list"
    for name in ("study", "own_mission", "training"):
        if rules.pattern(TYPE, name).search(folded):
            yield f"block:{name}"
    reading = read_passage(document, passage)
    yield from (s for s in reading.signals if s in _SHARED)
    if passage.text.rstrip().endswith(":"):
        yield "introduces"


# Documents whose objectives are those of the mission or course itself.
_OWN_OBJECTIVES = frozenset({"mission_report", "terms_of_reference", "training_announcement"})
_SHARED = frozenset(
    {"mood:request", "mood:impersonal", "mood:obligation", "block:law", "block:principle",
     "block:instruction", "block:opinion", "block:hypothetical", "block:lesson", "question",
     "block:quoted", "block:event"}
)  # fmt: skip
