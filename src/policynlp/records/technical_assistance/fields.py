"""The four enums of a record on technical assistance: what the words state, else the model says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from policynlp.annotated import PassageScores
from policynlp.languages import Lexicon
from policynlp.records.technical_assistance.topic import Facet
from policynlp.schema import Modality, Origin, Purpose, Recipient

TYPE = "records/technical_assistance"
VALUES: Mapping[Facet, tuple[str, ...]] = {
    "purposes": get_args(Purpose),
    "recipients": get_args(Recipient),
    "modalities": get_args(Modality),
    "origins": get_args(Origin),
}
# Probability from which the model gives a field that no word states. Of 0.4 to 0.9 these gave the
# best fields on documents that the model was not trained on.
SURE: Mapping[Facet, float] = {
    "purposes": 0.4, "recipients": 0.45, "modalities": 0.6, "origins": 0.6,
}  # fmt: skip
# What help is for is less a matter of single words: the model adds a purpose to those that words
# state, and takes one away that it finds so unlikely. The words of the other fields hold.
ADDS: Mapping[Facet, float] = {"purposes": 0.7}
DROPS: Mapping[Facet, float] = {"purposes": 0.1}
# In a section that asks for a field, it need not be as sure.
LIKELY_FACET = 0.3
Labels = dict[Facet, list[str]]


def choose_labels(
    scores: PassageScores | None, by_rules: Mapping[Facet, Sequence[str]], asked: Collection[Facet]
) -> Labels:
    """The labels of each field: those the words state; where they state none, those of the model.

    The model is asked for some fields only: a section that answers one question ("Where does it
    come from?") says nothing of the others but what its words say.
    """
    return {
        facet: _labels(scores, facet, by_rules[facet], asked=facet in asked, alone=len(asked) == 1)
        for facet in VALUES
    }


def _labels(
    scores: PassageScores | None,
    facet: Facet,
    by_rules: Sequence[str],
    *,
    asked: bool,
    alone: bool,
) -> list[str]:
    stated = [label for label in VALUES[facet] if label in by_rules]
    if scores is None or not asked:
        return stated
    likely = scores.labels.get(facet, {})
    if stated:
        adds, drops = ADDS.get(facet, 2.0), DROPS.get(facet, 0.0)
        chosen = {label for label in stated if likely.get(label, 0.0) >= drops}
        chosen |= {label for label, chance in likely.items() if chance >= adds}
        return [label for label in VALUES[facet] if label in chosen] or stated
    least = LIKELY_FACET if alone else SURE[facet]
    return [label for label in VALUES[facet] if likely.get(label, 0.0) >= least]


def read_purposes(folded: str, rules: Lexicon) -> list[str]:
    """What help is for; weak words count only where no strong one stands."""
    purposes = VALUES["purposes"]
    found = {*rules.lists(TYPE, "purposes.", purposes).found_in(folded)}
    if found >= {"capacity_strengthening", "technical_input"} and _teaches_it(folded, rules):
        found.discard("technical_input")
    if not found:
        found = {*rules.lists(TYPE, "weak_purposes.", purposes).found_in(folded)}
    return [purpose for purpose in purposes if purpose in found]


def _teaches_it(folded: str, rules: Lexicon) -> bool:
    """Whether the piece of expertise is what learners are taught: "teaches planners to cost"."""
    teaching = rules.pattern(TYPE, "teaching").search(folded)
    given = rules.pattern(TYPE, "purposes.technical_input").search(folded)
    return teaching is not None and given is not None and teaching.end() <= given.end()
