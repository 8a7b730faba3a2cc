"""What a record is about: countries, bodies, and the words that it is found by."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.entities.body_ids import pattern_id
from policynlp.languages import fold_name
from policynlp.schema import Document, Entity, Record, Traveller
from policynlp.store.models import value_fields
from policynlp.store.names import (
    body_names,
    both_languages,
    concept_words,
    country_names,
)

COUNTRY_FIELDS = ("countries", "country")
BODY_FIELDS = (
    "addressees", "responsible", "providers", "organizers", "funders", "partners", "meetings",
    "distribution", "travellers", "speaker", "organization",
)  # fmt: skip
PERSON_FIELDS = frozenset({"travellers", "speaker"})
# Fields whose values are codes, found by their labels instead.
CODED = {
    "themes": "themes", "purposes": "purposes", "recipients": "recipients",
    "modalities": "modalities", "origins": "origins", "kind": "event_kinds",
}  # fmt: skip
# A country makes a document its own when it has so large a share of the mentions of countries.
MAIN_SHARE = 0.5
STATED, MENTIONED, DOCUMENT = "stated", "mentioned", "document"


@dataclass(frozen=True)
class Body:
    """A body or person that a record names, and what it is found by."""

    field: str
    position: int
    name: str
    canonical_id: str | None
    folded: str


class About:
    """What a document says of each of its records; made once a document."""

    def __init__(self, document: Document) -> None:
        self._entities = sorted(document.entities, key=lambda entity: entity.start)
        self._starts = [entity.start for entity in self._entities]
        self._ids = {
            fold_name(entity.text): entity.canonical_id
            for entity in document.entities
            if entity.canonical_id and entity.label in ("ORG", "PROGRAM", "PERSON")
        }
        self._main = main_countries(document)

    def countries(self, record: Record) -> dict[str, str]:
        """ISO codes of the countries that a record is about, with the basis of each.

        A country stated in a field of the record stands alone. Otherwise those named in its text
        count, and those that the whole document is about.
        """
        stated = [code for field in COUNTRY_FIELDS for code in listed(record, field)]
        if stated:
            return dict.fromkeys(stated, STATED)
        named = [_country(entity) for entity in self._inside(record, "COUNTRY")]
        found = dict.fromkeys(self._main, DOCUMENT)
        return found | {code: MENTIONED for code in named if code}

    def bodies(self, record: Record) -> Iterator[Body]:
        """The bodies and persons in a record's fields."""
        for field in BODY_FIELDS:
            for position, name in enumerate(listed(record, field)):
                id_ = self._ids.get(fold_name(name)) or self._made_id(field, name, record)
                words = [name, id_ or "", *body_names().get(id_ or "", ())]
                folded = "\n".join(dict.fromkeys(fold_name(word) for word in words if word))
                yield Body(field, position, name, id_, folded)

    def _made_id(self, field: str, name: str, record: Record) -> str | None:
        """The id that the make of a name gives a body no entity stands for: ministries ..."""
        if field in PERSON_FIELDS:
            return None
        return pattern_id(name, record.language, self._main[0] if self._main else None)

    def own_words(self, record: Record) -> str:
        """The words of a record's fields."""
        fields = [field for field in value_fields(type(record)) if field not in (*CODED, "codes")]
        words = [word for field in fields for word in listed(record, field)]
        return "\n".join(dict.fromkeys(words))

    def labels(self, record: Record, countries: dict[str, str]) -> str:
        """What a record is about, in both languages."""
        names: list[str] = []
        for field, kind in CODED.items():
            names += both_languages(kind, listed(record, field))
        names += [name for code in countries for name in country_names().get(code, ())]
        for entity in self._inside(record, "ORG", "PROGRAM"):
            names += body_names().get(entity.canonical_id or "", ())
        names += concept_words(self.own_words(record), record.language)
        return "\n".join(dict.fromkeys(name for name in names if name))

    def _inside(self, record: Record, *labels: str) -> Iterator[Entity]:
        """Entities in the text that a record was read from."""
        for part in record.provenance:
            first = bisect_left(self._starts, part.start)
            for entity in self._entities[first : bisect_left(self._starts, part.end)]:
                if entity.label in labels and entity.end <= part.end:
                    yield entity


def main_countries(document: Document) -> list[str]:
    """ISO codes of the countries that a document is about.

    Those of its missions; failing that those in its title; failing that the one that makes up at
    least half of all mentions of countries.
    """
    missions = [c for r in document.records if r.type == "mission" for c in listed(r, "countries")]
    if missions:
        return list(dict.fromkeys(missions))
    named = [e for e in document.entities if e.label == "COUNTRY" and _country(e)]
    title = fold_name(document.title or "")
    titled = [_country(e) for e in named if fold_name(e.text) in title]
    if titled:
        return [code for code in dict.fromkeys(titled) if code]
    counted = Counter(_country(entity) for entity in named)
    if counted:
        code, count = counted.most_common(1)[0]
        if code and count >= MAIN_SHARE * counted.total():
            return [code]
    return []


def listed(record: Record, field: str) -> list[str]:
    """The texts of a field: none, one, or those of a list; of travellers their names."""
    # Asked of the class: what a model lacks is slow to miss.
    value = getattr(record, field) if field in type(record).model_fields else None
    values = value if isinstance(value, list) else [value]
    found = [item.name if isinstance(item, Traveller) else item for item in values]
    return [item for item in found if isinstance(item, str) and item]


def _country(entity: Entity) -> str | None:
    kind, _, code = (entity.canonical_id or "").partition(":")
    return code if kind == "country" and code else None
