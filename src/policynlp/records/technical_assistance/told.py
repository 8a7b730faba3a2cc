"""The fields of a record on technical assistance, once a passage is known to tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.help.helpers import Help, without_names
from policynlp.records.help.providers import Giver, find_providers
from policynlp.records.help.scope import about_country, scope_country
from policynlp.records.help.sides import inside_body
from policynlp.records.parts.origins import country_of, is_south
from policynlp.records.technical_assistance.bodies import helps_school, helps_state
from policynlp.records.technical_assistance.fields import VALUES, Labels
from policynlp.records.technical_assistance.homes import own_country, told_as
from policynlp.records.technical_assistance.origins import by_nation, read_origins
from policynlp.records.technical_assistance.sides import helped_countries, read_sides
from policynlp.records.technical_assistance.signs import opens_with_name
from policynlp.records.technical_assistance.topic import is_topic

HELP = "records/technical_assistance"
# The model's best purpose is taken from this probability on where nothing else is known of it.
LEAST_PURPOSE = 0.2
# Below these an origin that bodies or words seem to say is left out: a body without a known home is
# taken for one of the country too easily.
LEAST_ORIGIN, LEAST_OTHER_ORIGIN = {"national": 0.1}, 0.05
# Documents that mostly speak of no one country.
_GENERAL = frozenset({"guidance"})


@dataclass(frozen=True)
class Told:
    """What a record says: labels of the four enums, who gives, the countries helped."""

    labels: Labels
    providers: list[str]
    countries: list[str]


def complete(
    document: AnnotatedDocument, passage: Passage, help_: Help, labels: Labels, *, stated: Labels
) -> Told:
    """Labels, providers and countries: those read before, with what the bodies and words say.

    `stated` are the labels that words state; what the model says yields to what bodies say.
    """
    giving = read_sides(document, passage)
    own = own_country(document, passage)
    countries = [own] if own is not None else list(help_.countries)
    if not countries and document.document_type.label not in _GENERAL:
        about = country_of(document)
        countries = [about] if about is not None and is_south(about) else []
    if own is None and _speaks_of_none(document, passage):
        countries = []
    about_others = helped_countries(document, passage, countries, giving)
    moved = own is None and countries != about_others
    countries = countries if own is not None else about_others
    found = dict(labels)
    found["recipients"] = _not_givers(document, passage, found["recipients"], giving)
    if not found["recipients"] and helps_state(document, passage, giving):
        found["recipients"] = ["government"]
    if not found["recipients"] and helps_school(document, passage, giving):
        found["recipients"] = ["other"]
    home = countries[0] if moved and len(countries) == 1 else scope_country(document, passage)
    home = own or home
    moved = moved or own not in (None, scope_country(document, passage))
    known = [] if moved or _rests_on_helped(document, passage, giving) else stated["origins"]
    origins = read_origins(document, passage, giving, home, known)
    named = any(giver.home not in (None, home) and not giver.pays for giver in giving)
    named = named or bool(by_nation(document, passage, home))
    likely = origins if named else _likely_origins(document, passage, origins)
    found["origins"] = likely or found["origins"]
    if not found["purposes"] and not _is_general(document, passage):
        found["purposes"] = _likely_purpose(document, passage)
    providers = list(dict.fromkeys(giver.text.rstrip(" .,;:") for giver in giving))
    return Told(found, providers, countries)


def _speaks_of_none(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence of a page on assistance that is about no one country names none either."""
    if document.document_type.label not in _GENERAL or not is_topic(document):
        return False
    if about_country(document) is not None:
        return False
    named = document.entities_in(passage.start, passage.end, "COUNTRY", "LOC")
    return all(inside_body(document, entity) for entity in named)


def _rests_on_helped(document: AnnotatedDocument, passage: Passage, giving: list[Giver]) -> bool:
    """Whether the origin read before may be that of a body which is helped: no word states it."""
    rules = document.lexicon(passage)
    named = document.entities_in(passage.start, passage.end, "ORG")
    folded = without_names(document.folded_text(passage), passage, named)
    if rules.lists(HELP, "origins.", VALUES["origins"]).found_in(folded):
        return False
    return any(
        all(giver.end <= other.start or other.end <= giver.start for other in giving)
        for giver in find_providers(document, passage)
    )


def _not_givers(
    document: AnnotatedDocument, passage: Passage, recipients: list[str], giving: list[Giver]
) -> list[str]:
    """Kinds of recipients without those that only who gives is told by ("Red Cross", "the NGO X",
    "X, a foundation")."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    named = [told_as(document, giver) for giver in giving]
    kept = []
    for kind in recipients:
        told = [
            passage.start + match.start()
            for match in rules.pattern(HELP, f"recipients.{kind}").finditer(folded)
        ]
        inside = all(any(first <= at < last for first, last in named) for at in told)
        # A State is helped far more often than not, whatever public body of another one helps it.
        if kind == "government" or not told or not inside:
            kept.append(kind)
    return kept


def _likely_origins(document: AnnotatedDocument, passage: Passage, origins: list[str]) -> list[str]:
    """Origins without those that the model all but excludes."""
    scores = document.scores(passage)
    likely = {} if scores is None else scores.likelihoods.get("origins", {})
    return [
        origin
        for origin in origins
        if likely.get(origin, 1.0) >= LEAST_ORIGIN.get(origin, LEAST_OTHER_ORIGIN)
    ]


def _is_general(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence explains assistance as such, naming no place or body that it went to.

    Such a sentence says one thing of it, often in what form or from where alone.
    """
    if passage.kind != "sentence" or not is_topic(document):
        return False
    if opens_with_name(document.lexicon(passage), document.folded_text(passage)):
        return True
    return not document.entities_in(passage.start, passage.end, "LOC", "COUNTRY", "ORG")


def _likely_purpose(document: AnnotatedDocument, passage: Passage) -> list[str]:
    scores = document.scores(passage)
    likely = {} if scores is None else scores.labels.get("purposes", {})
    best = max(likely, key=lambda label: likely[label], default=None)
    return [best] if best is not None and likely[best] >= LEAST_PURPOSE else []
