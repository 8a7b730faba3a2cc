"""Codes of public lists for what a record says: OECD-DAC sectors and aid types, WHO blocks.

The lists stand in `knowledge/codes.tsv`, what leads to a code in `knowledge/code_rules.tsv`: a
value of an enum field, a concept of the glossary that the record's text names, or a cue of
`languages/<code>/codes.toml`. A rule marked general counts only where no other rule gives a code
of that list. What no rule supports stays without a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

from policynlp.concepts import find_concepts
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.schema import Code, CodeScheme, Recommendation, Record, TechnicalAssistance


def add_codes(records: Iterable[Record]) -> Iterator[Record]:
    """The records, those of a type that carries codes with theirs."""
    for record in records:
        if isinstance(record, Recommendation):
            codes = _codes(record, record.text)
        elif isinstance(record, TechnicalAssistance):
            codes = _codes(record, record.description)
        else:
            codes = []
        yield record.model_copy(update={"codes": codes}) if codes else record


def _codes(record: Recommendation | TechnicalAssistance, text: str) -> list[Code]:
    reasons = set(_reasons(record, fold(text)))
    given: dict[tuple[str, str], None] = {}
    general: dict[tuple[str, str], None] = {}
    for rule in knowledge_rows("code_rules"):
        if rule["record"] in ("*", record.type) and (rule["field"], rule["value"]) in reasons:
            (general if rule["general"] else given)[rule["scheme"], rule["code"]] = None
    schemes = {scheme for scheme, _ in given}
    kept = {*given, *(key for key in general if key[0] not in schemes)}
    return [_known_codes()[key] for key in sorted(kept)]


def _reasons(
    record: Recommendation | TechnicalAssistance, folded: str
) -> Iterator[tuple[str, str]]:
    """What rules may refer to: (field, value)."""
    for field in ("themes", "purposes", "recipients", "modalities", "origins"):
        for value in getattr(record, field, ()):
            yield field, value
    if record.language in available():
        for concept in find_concepts(folded, record.language):
            yield "concept", concept
        rules = lexicon(record.language)
        for cue in rules.table("codes"):
            if rules.pattern("codes", cue).search(folded):
                yield "cue", cue


@cache
def _known_codes() -> dict[tuple[str, str], Code]:
    return {
        (row["scheme"], row["code"]): Code(
            scheme=cast(CodeScheme, row["scheme"]),
            code=row["code"],
            label_en=row["label_en"],
            label_fr=row["label_fr"],
        )
        for row in knowledge_rows("codes")
    }
