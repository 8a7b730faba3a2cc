"""The fields of a record on technical assistance, once a passage is known to tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.help.helpers import Help
from policynlp.records.help.providers import Giver
from policynlp.records.help.scope import scope_country
from policynlp.records.parts.origins import country_of, is_south, kind_of
from policynlp.records.technical_assistance.bodies import WORDS, helps_state, read_givers, state_of
from policynlp.records.technical_assistance.fields import VALUES, Labels
from policynlp.records.technical_assistance.signs import opens_with_name
from policynlp.records.technical_assistance.topic import is_topic

HELP = "records/technical_assistance"
# The model's best purpose is taken from this probability on where nothing else is known of it.
LEAST_PURPOSE = 0.2
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
    giving = read_givers(document, passage)
    countries = list(help_.countries)
    if not countries and document.document_type.label not in _GENERAL:
        about = country_of(document)
        countries = [about] if about is not None and is_south(about) else []
    found = dict(labels)
    found["recipients"] = _not_givers(document, passage, found["recipients"], giving)
    if not found["recipients"] and helps_state(document, passage, giving):
        found["recipients"] = ["government"]
    if not stated["origins"]:
        origins = _origins(document, passage, giving)
        found["origins"] = origins or found["origins"]
    if not found["purposes"] and not _is_general(document, passage):
        found["purposes"] = _likely_purpose(document, passage)
    providers = list(dict.fromkeys(giver.text for giver in giving))
    return Told(found, providers, countries)


def _not_givers(
    document: AnnotatedDocument, passage: Passage, recipients: list[str], giving: list[Giver]
) -> list[str]:
    """Kinds of recipients without those that only the name of who gives tells ("Red Cross")."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    kept = []
    for kind in recipients:
        told = [
            passage.start + match.start()
            for match in rules.pattern(HELP, f"recipients.{kind}").finditer(folded)
        ]
        inside = all(any(g.start <= at < g.end for g in giving) for at in told)
        if kind != "non_governmental" or len(recipients) < 2 or not told or not inside:
            kept.append(kind)
    return kept


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


def _origins(document: AnnotatedDocument, passage: Passage, giving: list[Giver]) -> list[str]:
    """Where helpers come from by the words for them, else by the bodies that give."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    told = {
        name for name in VALUES["origins"] if rules.pattern(WORDS, f"origins.{name}").search(folded)
    }
    if not told:
        home = scope_country(document, passage)
        helpers = [giver for giver in giving if not giver.pays]
        told = {o for giver in helpers if (o := _origin(document, giver, home)) is not None}
    return [name for name in VALUES["origins"] if name in told]


def _origin(document: AnnotatedDocument, giver: Giver, home: str | None) -> str | None:
    """The origin that a body stands for, seen from the country helped."""
    if giver.multilateral:
        return "international"
    if giver.home is not None:
        if giver.home == home:
            return "national"
        south = home is not None and is_south(home) and is_south(giver.home)
        return "south_south" if south else "international"
    for entity in document.entities_in(giver.start, giver.end, "ORG"):
        if kind_of(entity) == "regional_body":
            return "international"
        if home is not None and (entity.canonical_id or "").startswith(f"org:{home}:"):
            return "national"
        if home is not None and state_of(entity, document.lexicon_at(giver.start).code) == "":
            return "national"
    return None
