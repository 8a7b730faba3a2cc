"""The four enums of a record on technical assistance: what the words state, else the model says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from policynlp.annotated import PassageScores
from policynlp.languages import Lexicon
from policynlp.records.technical_assistance.topic import Facet
from policynlp.schema import Modality, Origin, Purpose, Recipient

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
VALUES: Mapping[Facet, tuple[str, ...]] = {
    "purposes": get_args(Purpose),
    "recipients": get_args(Recipient),
    "modalities": get_args(Modality),
    "origins": get_args(Origin),
}
# Probability from which the model gives a field that no word states. Of 0.4 to 0.9 these gave the
# best fields on documents that the model was not trained on.
SURE: Mapping[Facet, float] = {
    "purposes": 0.4, "recipients": 0.65, "modalities": 0.6, "origins": 0.6,
}  # fmt: skip
# What help is for, and how it comes, are less a matter of single words: the model adds a label to
# those that words state, and takes one away that it finds so unlikely beside others. The words of
# the other fields hold.
ADDS: Mapping[Facet, float] = {"purposes": 0.7, "modalities": 0.6}
DROPS: Mapping[Facet, float] = {"purposes": 0.3, "modalities": 0.2}
# How long and how often help comes is told in numbers, which words read better.
LENGTHS = frozenset({"short_term", "long_term", "intermittent"})
# In a section that asks for a field, it need not be as sure.
LIKELY_FACET = 0.3
Labels = dict[Facet, list[str]]


def choose_labels(
    scores: PassageScores | None,
    by_rules: Mapping[Facet, Sequence[str]],
    asked: Collection[Facet],
    *,
    beside: Collection[str] = (),
) -> Labels:
    """The labels of each field: those the words state; where they state none, those of the model.

    The model is asked for some fields only: a section that answers one question ("Where does it
    come from?") says nothing of the others but what its words say. Labels `beside` the words, from
    another column of the row, hold whatever the model makes of the words.
    """
    return {
        facet: _labels(scores, facet, by_rules[facet], beside, asked=facet in asked, of=len(asked))
        for facet in VALUES
    }


def _labels(
    scores: PassageScores | None,
    facet: Facet,
    by_rules: Sequence[str],
    beside: Collection[str],
    *,
    asked: bool,
    of: int,
) -> list[str]:
    stated = [label for label in VALUES[facet] if label in by_rules]
    if scores is None or not asked:
        return stated
    likely = scores.labels.get(facet, {})
    if stated:
        drops = DROPS.get(facet, 0.0)
        # Where a section asks, the words that answer are all there is to it.
        adds = ADDS.get(facet, 2.0) if of == len(VALUES) else 2.0
        every = scores.likelihoods.get(facet, {})
        firm = {*beside, *LENGTHS}
        chosen = {label for label in stated if every.get(label, 1.0) >= drops or label in firm}
        timed = bool(LENGTHS.intersection(stated))
        chosen |= {
            label
            for label, chance in likely.items()
            if chance >= adds and not (timed and label in LENGTHS)
        }
        return [label for label in VALUES[facet] if label in chosen] or stated
    least = LIKELY_FACET if of == 1 else SURE[facet]
    return [label for label in VALUES[facet] if likely.get(label, 0.0) >= least]


def read_purposes(folded: str, rules: Lexicon) -> list[str]:
    """What help is for; weak words count only where no strong one stands.

    To write a manual for training is to write.
    """
    purposes = VALUES["purposes"]
    told = rules.pattern(WORDS, "made_piece").sub(" ", folded)
    found = {*rules.lists(TYPE, "purposes.", purposes).found_in(told)}
    if found >= {"capacity_strengthening", "technical_input"} and _teaches_it(told, rules):
        found.discard("technical_input")
    if told != folded:
        found.add("technical_input")
    if not found:
        found = {*rules.lists(TYPE, "weak_purposes.", purposes).found_in(folded)}
    return [purpose for purpose in purposes if purpose in found]


def _teaches_it(folded: str, rules: Lexicon) -> bool:
    """Whether the piece of expertise is what learners are taught: "teaches planners to cost"."""
    teaching = rules.pattern(TYPE, "teaching").search(folded)
    given = rules.pattern(TYPE, "purposes.technical_input").search(folded)
    return teaching is not None and given is not None and teaching.end() <= given.end()
