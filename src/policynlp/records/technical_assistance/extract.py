"""Technical assistance: what is given for, to whom, in what form, from where; also without the
words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.help.helpers import find_help
from policynlp.records.requests.items import item_text
from policynlp.records.requests.signals import lead_of
from policynlp.records.technical_assistance.fields import VALUES, choose_labels, read_purposes
from policynlp.records.technical_assistance.passages import assistance_passages, text_start
from policynlp.records.technical_assistance.rows import Row
from policynlp.records.technical_assistance.signs import Case, signs_of
from policynlp.records.technical_assistance.stays import read_stays
from policynlp.records.technical_assistance.told import Told, complete
from policynlp.records.technical_assistance.topic import Facet, asks, facets_of, is_topic
from policynlp.records.weighing.evidence import weigh
from policynlp.records.weighing.provenance import common
from policynlp.records.weighing.weights import THRESHOLD
from policynlp.schema import Modality, Origin, Purpose, Recipient, TechnicalAssistance

KIND = "technical_assistance"
TYPE = "records/technical_assistance"
# Where the lines above announce what assistance is for, for whom, how or from where, and the words
# say which: what the model makes of the words alone counts less then.
LEAST_AROUND = 0.3
# The same where a section asks for a field and the words answer, or an item of its list leaves the
# model so sure.
LEAST_ANSWER, SURE_ANSWER = 0.01, 0.8


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
    if len(passage.text.split()) < 2 or passage.has_children or asks(document, passage):
        return None
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    help_ = find_help(document, passage)
    facets = facets_of(document, passage) if topic else frozenset[Facet]()
    by_rules: dict[Facet, Sequence[str]] = {
        "purposes": read_purposes(folded, rules),
        "recipients": help_.recipients,
        "modalities": [
            *read_stays(document, passage),
            *(row.modalities if row is not None else ()),
        ],
        "origins": help_.origins,
    }
    stated = any(by_rules.values())
    introduces = passage.text.rstrip().endswith(":")
    asked: Collection[Facet] = facets or (() if (topic and stated) or introduces else tuple(VALUES))
    scores = document.scores(passage)
    labels = choose_labels(
        scores, by_rules, asked, beside=row.modalities if row is not None else ()
    )
    case = Case(
        help=help_, labels=labels, by_rules=by_rules, topic=topic, faceted=bool(facets),
        in_row=row is not None,
        introduced=_is_introduced(document, passage, topic, headed=row is not None and row.headed),
    )  # fmt: skip
    if not case.enums:
        return None
    least = THRESHOLD
    if stated and (facets or (case.introduced and (topic or row is not None))):
        least = LEAST_AROUND
    sure = {} if scores is None else scores.labels
    if any(
        by_rules[facet] or (passage.kind == "item" and _surest(sure.get(facet, {})) >= SURE_ANSWER)
        for facet in facets
    ):
        least = LEAST_ANSWER
    assessment = weigh(document, passage, KIND, signs_of(document, passage, case), threshold=least)
    if assessment is None:
        return None
    told = Told(labels, help_.providers, help_.countries)
    if not (facets or introduces):
        told = complete(
            document, passage, help_, labels,
            stated={facet: list(values) for facet, values in by_rules.items()},
        )  # fmt: skip
    labels = dict(told.labels)
    if row is not None:
        labels["origins"] = labels["origins"] or list(row.origins)
        labels["recipients"] = labels["recipients"] or list(row.recipients)
    return TechnicalAssistance(
        **common(document, KIND, [passage], assessment.confidence),
        description=item_text(document, [passage], text_start(document, passage)),
        purposes=cast(list[Purpose], labels["purposes"]),
        recipients=cast(list[Recipient], labels["recipients"]),
        modalities=cast(list[Modality], labels["modalities"]),
        origins=cast(list[Origin], labels["origins"]),
        providers=list(row.providers if row is not None else ()) or told.providers,
        countries=told.countries,
    )


def _surest(labels: Mapping[str, float]) -> float:
    return max(labels.values(), default=0.0)


def _is_introduced(
    document: AnnotatedDocument, passage: Passage, topic: bool, *, headed: bool
) -> bool:
    """Whether the title of the column or the line above announces assistance."""
    rules = document.lexicon(passage)
    lead = lead_of(passage) if passage.kind == "item" else None
    if headed or lead is None:
        return headed
    folded = fold(lead)
    if rules.pattern(TYPE, "lead_in").search(folded):
        return True
    end = folded.rstrip(" :")
    return topic and any(
        m.end() == len(end) for m in rules.pattern(TYPE, "topic.lead").finditer(end)
    )
