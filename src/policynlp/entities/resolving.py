"""Document-wide: mentions become entities with ids that hold across languages and documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.entities.acronyms import SpeltOut, find_spelt_out
from policynlp.entities.body_ids import listed_ids, pattern_id, program_id, without_country
from policynlp.entities.currencies import SharedMoney
from policynlp.entities.gazetteer import known_names
from policynlp.entities.mentions import Mention, Segment, segments
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.names import choose
from policynlp.entities.persons import join_people
from policynlp.entities.tables import known
from policynlp.entities.years import anchor_of, fill_dates
from policynlp.languages import all_folded, all_words
from policynlp.schema import Entity


def resolve_all(
    loaded: LoadedDocument, mentions: Sequence[Mention], published: str | None
) -> tuple[Entity, ...]:
    """See `policynlp.entities.resolve`."""
    document = list(segments(loaded))
    starts = {m.end: m.start for m in mentions if m.label in ("ORG", "PROGRAM")}
    spelt = [s for segment in document for s in find_spelt_out(segment, name_words(), starts)]
    dates = [m for m in mentions if m.label == "DATE"]
    isos = fill_dates(dates, anchor_of(published, dates))
    iso_of = dict(zip(map(id, dates), isos, strict=True))
    country = main_country(mentions)
    moneys = SharedMoney(document, mentions, country)
    mentions = _with_acronyms(loaded.text, mentions, spelt, document)
    bodies = _bodies(loaded.text, mentions, spelt, country)
    people = join_people(loaded.text, [m for m in mentions if m.label == "PERSON"])
    entities: list[Entity] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        text = loaded.text[mention.start : mention.end]
        value, name = mention.value, mention.name
        if mention.label == "DATE":
            iso = iso_of.get(id(mention))
            if (
                iso is None
                and mention.date is not None
                and (mention.date.relative or mention.date.only_weekday)
            ):
                continue
            value, name = (f"date:{iso}" if iso else None), iso
        elif mention.label == "PERSON":
            resolved = people.get((mention.start, mention.end))
            if resolved is None:
                continue
            value, name = resolved
        elif mention.label in ("ORG", "PROGRAM", "LOC"):
            resolved = bodies.get((mention.start, mention.end))
            if resolved is None:
                continue
            value, name = resolved
        elif mention.label == "MONEY" and value:
            value = moneys.id_of(value, mention.start)
            if value is None and mention.end - mention.start < 16 and text[:1].isupper():
                continue  # "K250" where no country says what K is
        entities.append(
            Entity(
                id=f"e{len(entities) + 1}",
                label=mention.label,
                text=text,
                start=mention.start,
                end=mention.end,
                language=mention.language,
                confidence=mention.confidence,
                canonical_id=value,
                canonical_name=name or text,
            )
        )
    return tuple(entities)


def main_country(mentions: Iterable[Mention]) -> str | None:
    """The ISO alpha-3 code of the country with two thirds of the mentions, places included.

    Places count where no country is named.
    """
    counts = Counter(
        m.value.removeprefix("country:") for m in mentions if m.label == "COUNTRY" and m.value
    )
    if not counts:
        counts = Counter(
            m.value.rsplit("-", 1)[1]
            for m in mentions
            if m.label == "LOC" and m.value and _PLACE_ID.search(m.value)
        )
    if not counts:
        return None
    best, count = counts.most_common(1)[0]
    return best if 3 * count >= 2 * sum(counts.values()) else None


_PLACE_ID = re.compile(r"-[A-Z]{3}$")


def _with_acronyms(
    text: str,
    mentions: Sequence[Mention],
    spelt: Sequence[SpeltOut],
    document: Sequence[Segment],
) -> list[Mention]:
    """Mentions with every place where an acronym stands that is spelt out, or that the name finder
    takes for a body more than once."""
    labels = {(m.start, m.end): m for m in mentions}
    added: list[Mention] = []
    wanted: dict[str, SpeltOut] = {}
    for found in spelt:
        holder = labels.get((found.start, found.end)) or _covering(mentions, found)
        short = labels.get((found.acronym_start, found.acronym_end))
        label = holder.label if holder else short.label if short else None
        if label not in ("ORG", "PROGRAM"):
            continue
        if holder is None and found.name.islower() and not _headed(found.name):
            continue  # "follicle-stimulating hormone (FSH)"
        guessed = holder is None and short is not None and short.origin == "model"
        if guessed and not name_words().head_words.intersection(words_of(found.name)):
            continue  # "Normalized Difference Vegetation Index (NDVI)"
        if words_of(found.name)[0] in name_words().not_openers:
            continue  # "Fellow of the British Academy (FBA)"
        wanted.setdefault(found.acronym, found)
        if holder is None or (holder.start, holder.end) != (found.start, found.end):
            added.append(
                Mention(label, found.start, found.end, None, 0.85, origin="acronym",
                        value=holder.value if holder and holder.origin == "gazetteer" else None)
            )  # fmt: skip
    repeated = _repeated_acronyms(text, mentions) - wanted.keys()
    if not wanted and not added and not repeated:
        return list(mentions)
    for segment in document:
        for acronym in (*wanted, *sorted(repeated)):
            if acronym not in segment.text:
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", segment.text):
                start, end = segment.start + match.start(), segment.start + match.end()
                if (start, end) not in labels:
                    full = wanted.get(acronym)
                    label = "PROGRAM" if full and _is_program(full, mentions) else "ORG"
                    added.append(
                        Mention(label, start, end, segment.language, 0.85, origin="acronym")
                    )
    programs = {form for form, found in wanted.items() if _is_program(found, [*mentions, *added])}
    if programs:
        mentions = [
            replace(m, label="PROGRAM")
            if m.label == "ORG"
            and m.origin in ("model", "acronym")
            and text[m.start : m.end] in programs
            else m
            for m in mentions
        ]
    named = [m for m in (*mentions, *added) if m.label not in ("DATE", "MONEY", "QUANTITY")]
    rest = [m for m in mentions if m.label in ("DATE", "MONEY", "QUANTITY")]
    return [*rest, *choose(named)]


def _repeated_acronyms(text: str, mentions: Sequence[Mention]) -> set[str]:
    """Acronyms that the name finder takes for a body more than once, and for nothing else."""
    forms: dict[str, Counter[str]] = {}
    for mention in mentions:
        form = text[mention.start : mention.end]
        if mention.origin == "model" and _is_acronym(form):
            forms.setdefault(form, Counter())[mention.label] += 1
    return {form for form, found in forms.items() if found["ORG"] == found.total() > 1}


def _headed(name: str) -> bool:
    """Whether a name in lower case begins with the head of a body (« agence belge de … »)."""
    return words_of(name)[0] in name_words().heads


def _covering(mentions: Sequence[Mention], found: SpeltOut) -> Mention | None:
    """The body or programme that a spelt-out name overlaps most, ending where it ends."""
    for mention in mentions:
        if mention.end == found.end and mention.label in ("ORG", "PROGRAM"):
            return mention
    return None


def _is_program(found: SpeltOut, mentions: Sequence[Mention]) -> bool:
    """Whether what is spelt out is a programme: found as one, or headed by such a word."""
    names = name_words()
    words = words_of(found.name)
    read = {m.label for m in mentions if (m.start, m.end) == (found.start, found.end)}
    if "PROGRAM" in read:
        return True
    if any(m.origin == "pattern" and m.label == "ORG" and m.end == found.end for m in mentions):
        return False  # « Alliance » heads bodies as well
    return any(
        form.kind == "program" and (form.language in names.head_last) == last
        for word, last in ((words[0], False), (words[-1], True))
        for form in names.heads.get(word, ())
    )


def _bodies(
    text: str, mentions: Sequence[Mention], spelt: Sequence[SpeltOut], country: str | None
) -> dict[tuple[int, int], tuple[str | None, str | None]]:
    """Id and name of each body, programme and place by its span; mentions left out are dropped."""
    expansions = {found.acronym: found.name for found in spelt}
    named = {m.value.removeprefix("country:") for m in mentions if m.label == "COUNTRY" and m.value}
    owners = _owners(text, mentions)
    towns = _towns(text, mentions)
    told: dict[str, set[str]] = {}
    found: dict[tuple[int, int], tuple[str | None, str | None]] = {}
    for mention in mentions:
        if mention.label not in ("ORG", "PROGRAM", "LOC"):
            continue
        form = text[mention.start : mention.end]
        full = expansions.get(form)
        value = _pick_id(mention, country)
        if value is not None and _foreign(value, country, named):
            value = None
        if full is not None:
            value = _id_of(full, mention, country) or value
        elif value is None and _is_acronym(form) and _elsewhere(mention, country):
            continue  # a foreign body's acronym that nothing here speaks for
        name = full or (mention.name if mention.origin == "rule" else None) or form
        if value is None:
            value = _id_of(name, mention, country)
        if value is None and mention.label == "PROGRAM":
            value = _id_of(without_country(name), mention, country)
        if value is None or _foreign(value, country, named):
            owner = owners.get(mention.start)
            home = owner or country or (_home(name) if mention.label == "ORG" else None)
            value = None
            if mention.label == "ORG":
                value = pattern_id(name, mention.language, home, owned=owner is not None)
                town = towns.get(mention.end)
                if value is not None and town is not None and _is_sited(name):
                    home = owner or country or _home(town)
                    whole = pattern_id(f"{name}{town}", mention.language, home) or value
                    told.setdefault(value, set()).add(whole)
                    value = whole
                made = value.split(":") if value else []
                if value is not None and made[1:]:
                    value = listed_ids(made[1] if len(made) == 3 else None).get(value, value)
            elif mention.label == "PROGRAM":
                program_of = owner or country
                value = program_id(name, mention.language, program_of, owned=owner is not None)
        if value is None:
            value = f"{_PREFIX[mention.label]}:{slug(name)}"
        known_as = known(value)
        shown = known_names().title(value, mention.language)
        if known_as is not None:
            shown = known_as.names.get(mention.language or "") or shown
        found[mention.start, mention.end] = value, shown or name
    # "Jamot Hospital in Yaoundé" is "Jamot Hospital" wherever the document says no other town.
    sole = {short: min(whole) for short, whole in told.items() if len(whole) == 1}
    return {span: (sole.get(value or "", value), name) for span, (value, name) in found.items()}


def _towns(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Where "in" or « à » begins that a town of the lists follows -> both: " in Yaoundé"."""
    found: dict[int, str] = {}
    for mention in mentions:
        if mention.label == "LOC" and mention.value and _PLACE_ID.search(mention.value):
            match = _in().search(text, max(0, mention.start - 8), mention.start)
            if match:
                found[match.start()] = text[match.start() : mention.end]
    return found


@cache
def _in() -> re.Pattern[str]:
    """What stands between a facility and its town."""
    links = "|".join(map(re.escape, all_words("names", "sited_links")))
    return re.compile(rf" (?:{links}) $")


def _is_sited(name: str) -> bool:
    """Whether a name is that of a facility called after its town, and has no place in it."""
    return not all_folded("names", "sited_heads").isdisjoint(words_of(name)) and not _home(name)


def _owners(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Where what a country owns begins ("Zambia's African Centre ...") -> its ISO alpha-3 code."""
    found: dict[int, str] = {}
    for mention in mentions:
        if mention.label == "COUNTRY" and mention.value:
            match = _owns().match(text, mention.end)
            if match:
                found[match.end()] = mention.value.removeprefix("country:")
    return found


@cache
def _owns() -> re.Pattern[str]:
    """What stands behind an owner: "Zambia's", "the Philippines'"."""
    return re.compile(rf"['’](?:{'|'.join(map(re.escape, name_words().possessives))})? ")


def _home(name: str) -> str | None:
    """The country of a town in a name: "Kayes Hospital", "Management Committee of Pikine Health
    Centre"; one that ends it comes first, then one that opens it."""
    words = _PRINTED.findall(name)
    starts = sorted(range(len(words)), key=lambda at: (at == 0, -at))
    for at in starts:
        if not words[at][0].isupper():
            continue
        for size in range(min(3, len(words) - at), 0, -1):
            for found in known_names().whole(" ".join(words[at : at + size])):
                value = found.values[0]
                if found.label == "LOC" and not found.ambiguous and _PLACE_ID.search(value):
                    return value.rsplit("-", 1)[1]
    return None


_PRINTED = re.compile(r"\d+|[^\W\d_]+")
_PREFIX = {"ORG": "org", "PROGRAM": "program", "LOC": "place"}


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form


def _elsewhere(mention: Mention, country: str | None) -> bool:
    if len(mention.candidates) != 1:
        return False
    entry = known(mention.candidates[0])
    return entry is not None and entry.country is not None and entry.country != country


def _foreign(value: str, country: str | None, named: set[str]) -> bool:
    """Whether an id is that of another country's public body, which the document cannot mean."""
    entry = known(value)
    return (
        entry is not None
        and entry.kind in ("government", "insurance")
        and entry.country is not None
        and country is not None
        and entry.country != country
        and entry.country not in named
    )


def _pick_id(mention: Mention, country: str | None) -> str | None:
    """The id of a mention: its own, or the candidate of the document's country."""
    if mention.value is not None or not mention.candidates:
        return mention.value
    at_home = []
    world = []
    for candidate in mention.candidates:
        entry = known(candidate)
        if entry is not None and entry.country is None:
            world.append(candidate)
        elif entry is not None and entry.country == country:
            at_home.append(candidate)
    best = at_home or world
    return best[0] if len(best) == 1 else None


def _id_of(name: str, mention: Mention, country: str | None) -> str | None:
    """The id that the tables give a name as a whole."""
    for found in known_names().whole(name):
        if found.label == mention.label:
            if not found.ambiguous:
                return found.values[0]
            value = _pick_id(replace(mention, value=None, candidates=found.values), country)
            if value is not None:
                return value
    return None


def slug(name: str) -> str:
    """A name as part of an id: folded words without small ones, joined by hyphens."""
    words = words_of(name)
    small = name_words().links | name_words().determiners
    return "-".join(word for word in words if word not in small) or "-".join(words)
