"""Where something takes place: the place as printed, and its country.

Words of place stand in `languages/*/records/event.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.schema import Entity

NAME = "records/event"
_PLACE_COUNTRY = re.compile(r"-([A-Z]{3})$")
# How far behind a place the name of its country may stand ("Colombo, Sri Lanka").
COUNTRY_REACH = 40
# Words between a preposition and a name of a place ("at the Ministry of Health in Lilongwe").
MAX_VENUE_WORDS = 9
_END = re.compile(r"[,;:()\n]|\.(?=\s|$)|\s[–—-]\s")


@dataclass(frozen=True)
class Venue:
    """A place.

    Attributes:
        name: as printed; None where only the country is named.
        country: ISO alpha-3, or None.
        online: it takes place nowhere ("par visioconférence").
        same: the text says that it is the place of the meeting before ("same venue").
        start, end: where it stands.
    """

    name: str | None
    country: str | None
    start: int
    end: int
    online: bool = False
    same: bool = False


def find_venue(
    document: AnnotatedDocument, start: int, end: int, *, bare: bool = False
) -> Venue | None:
    """The first place of a stretch behind a word of place; with `bare`, also one without it.

    A town counts more than a hall, a hall more than a country.
    """
    rules = document.lexicon_at(start)
    towns = [
        entity
        for entity in document.entities_in(start, end, "LOC")
        if not (entity.canonical_id or "").startswith(("group:", "region:"))
        and (bare or _behind_place_word(document, entity, start, rules))
        and not inside_body(document, entity)
        and not _names_hall(document, entity, start, rules)
    ]
    hall = _hall(document, start, end, rules, bare=bare)
    behind = [t for t in towns if hall and hall.end <= t.start <= hall.end + COUNTRY_REACH]
    if hall is not None and behind:
        # "the Grand Anse conference centre, St George's"
        towns = [t for t in towns if not hall.start <= t.start < hall.end]
    if towns and (hall is None or towns[0].start <= hall.end + COUNTRY_REACH):
        first = _surest(document, towns[0], end)
        return Venue(first.text, country_of_place(document, first, end), first.start, first.end)
    if hall is not None:
        beside = town_beside(document, hall.end, end)
        if beside is not None:
            return beside
        unlisted = _town_behind(document, hall.end, end, rules)
        if unlisted is not None:
            return unlisted
        inner = document.entities_in(hall.start, hall.end, "LOC")
        country = country_of_place(document, inner[0], end) if inner else None
        return replace(hall, country=hall.country or country)
    for entity in document.entities_in(start, end, "COUNTRY"):
        if (bare or _behind_place_word(document, entity, start, rules)) and not inside_body(
            document, entity
        ):
            code = (entity.canonical_id or "").removeprefix("country:") or None
            town = entity.text if code in _city_states() else None
            return Venue(town, code, entity.start, entity.end)
    unknown = _unknown(document, start, end, rules)
    if unknown is not None:
        return unknown
    online = rules.pattern(NAME, "cues.online").search(document.folded, start, end)
    if online is not None:
        text = document.text[online.start() : online.end()]
        return Venue(text, None, online.start(), online.end(), online=True)
    return None


def _surest(document: AnnotatedDocument, town: Entity, end: int) -> Entity:
    """The town, or the known one behind its comma where it is a quarter or square of that."""
    for other in document.entities_in(town.end, min(end, town.end + COUNTRY_REACH), "LOC"):
        if _PLACE_COUNTRY.search(town.canonical_id or ""):
            break
        if document.text[town.end : other.start] != ", ":
            break
        town = other if _PLACE_COUNTRY.search(other.canonical_id or "") else town
    return town


def house_of(document: AnnotatedDocument, body: Entity) -> Venue:
    """The house of a body, without the article and small words that its name was read with."""
    start, stop = body.start, _without_small_words(document, body.start, body.end)
    article = document.lexicon_at(start).pattern("lexicon", "articles")
    match = article.match(document.folded, start, stop)
    if match is not None and match.end() < stop:
        start = match.end() + (document.text[match.end()] == " ")
    return Venue(" ".join(document.text[start:stop].split()), None, start, stop)


def town_beside(document: AnnotatedDocument, offset: int, end: int) -> Venue | None:
    """The town right behind a hall's or event's name and a comma: "Room 4, Jinja"."""
    for town in document.entities_in(offset, min(end, offset + COUNTRY_REACH), "LOC"):
        if document.text[offset : town.start] in (", ", " (", " – ", " - "):
            return Venue(town.text, country_of_place(document, town, end), town.start, town.end)
    return None


def town_toward(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The first place that somebody goes to: "will travel in May, to Covalima and Ainaro"."""
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "names.toward").finditer(document.folded, start, end):
        begin = match.end() + 1
        town = next(iter(document.entities_in(begin, min(end, begin + 60), "LOC")), None)
        if town is not None and town.start == begin:
            return Venue(town.text, country_of_place(document, town, end), town.start, town.end)
        name = _CAPITALS.match(document.text, begin, end)
        known = document.entities_in(begin, name.end()) if name is not None else []
        # Where somebody travels to, one word is a place, whatever else it was taken for.
        if name is not None and not any(" " in e.text or e.label == "DATE" for e in known):
            return Venue(name.group(), None, begin, name.end())
    return None


@cache
def _city_states() -> frozenset[str]:
    """Countries whose capital has the country's name: "à Djibouti" is the town."""
    return frozenset(
        row["iso3"]
        for row in knowledge_rows("countries")
        if row["capital_fr"].startswith(row["name_fr"]) or row["name_fr"] == row["capital_fr"]
    )


def _behind_place_word(
    document: AnnotatedDocument, entity: Entity, start: int, rules: Lexicon
) -> bool:
    before = document.folded[max(start, entity.start - 24) : entity.start].rstrip()
    return any(
        match.end() == len(before)
        for match in rules.pattern(NAME, "names.place_before").finditer(before)
    )


def _names_hall(document: AnnotatedDocument, entity: Entity, start: int, rules: Lexicon) -> bool:
    """Whether what looks like a town is the name of a hall: « hôtel Roi Christophe »."""
    behind = document.folded[entity.end : entity.end + COUNTRY_REACH].split(maxsplit=1)[:1]
    if behind and rules.pattern(NAME, "cues.sites_behind").fullmatch(behind[0].strip(".,;:)")):
        return True  # "at Kakuma camp"
    if _PLACE_COUNTRY.search(entity.canonical_id or ""):
        return False
    halls = rules.pattern(NAME, "cues.venues")
    if halls.fullmatch(document.folded, entity.start, entity.end):
        return True  # « à la Résidence de l'ambassadeur »
    before = document.folded[max(start, entity.start - 24) : entity.start].rstrip()
    head, _, word = before.rpartition(" ")
    for _ in range(2):
        if rules.pattern("lexicon", "determiners").fullmatch(word):
            # « l'hôtel du Lac », « place de l'Indépendance »
            head, _, word = head.rpartition(" ")
    word = word.lstrip("(")
    return bool(word) and halls.fullmatch(word) is not None


def inside_body(document: AnnotatedDocument, entity: Entity) -> bool:
    """Whether an entity is part of the name of a body or programme."""
    around = document.entities_in(max(0, entity.start - 90), entity.end + 90, "ORG", "PROGRAM")
    return any(
        o.start <= entity.start and entity.end <= o.end and o.text != entity.text for o in around
    )


def country_of_place(document: AnnotatedDocument, entity: Entity, end: int) -> str | None:
    """The alpha-3 code of the country printed right behind a place and before `end`, else the one
    that the gazetteer knows; None where neither is there."""
    stop = min(end, entity.end + COUNTRY_REACH)
    for country in document.entities_in(entity.end, stop, "COUNTRY"):
        between = document.folded[entity.end : country.start]
        if document.lexicon_at(entity.end).pattern(NAME, "cues.posts_abroad").search(between):
            break  # « à Libreville l'ambassadeur du Japon »
        if len(between.split()) <= 2 and not any(mark in between for mark in ".;:"):
            return (country.canonical_id or "").removeprefix("country:") or None
    match = _PLACE_COUNTRY.search(entity.canonical_id or "")
    return match[1] if match else None


def _hall(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, bare: bool
) -> Venue | None:
    """A hall, hospital or office behind a word of place: "à l'hôtel de ville", "NCDC, room 4"."""
    text, folded = document.text, document.folded
    for match in rules.pattern(NAME, "names.place_before").finditer(folded, start, end):
        begin = match.end()
        if text[begin : begin + 1] == "-":
            continue  # "an in-house session"
        while begin < end and text[begin] == " ":
            begin += 1
        if rules.pattern(NAME, "names.possessives").match(folded, begin, end):
            continue  # "in his office"
        article = rules.pattern("lexicon", "articles").match(folded, begin, end)
        if article is not None and article.end() < end:
            begin = article.end()
            while begin < end and text[begin] == " ":
                begin += 1
        address = _address(document, begin, end, rules)
        if address is not None:
            return address
        stop = _hall_end(document, begin, end)
        inner = rules.pattern(NAME, "names.place_before").search(folded, begin, stop)
        if inner is not None and rules.get(NAME, "head_last"):
            # "in infection prevention at the district hospital"
            rest = folded[inner.end() : stop]
            if rules.pattern(NAME, "cues.venues").search(rest):
                continue
        head = folded[begin:stop]
        if not head or len(head.split()) > MAX_VENUE_WORDS:
            continue
        named = rules.pattern(NAME, "cues.venues").search(head)
        if named is not None and any(numbers_in(head[: named.start()], rules)):
            continue  # "in quality management for 40 laboratory heads"
        if named is not None and (named.start() == 0 or rules.get(NAME, "head_last")):
            return Venue(text[begin:stop].strip(), None, begin, stop)
    if bare:
        return _hall_alone(document, start, end, rules)
    return None


# The number of a house: "6, rue", "96 Toktogul Street".
_HOUSE_NUMBER = re.compile(r"\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? ")
MAX_STREET = 40


def _address(document: AnnotatedDocument, begin: int, end: int, rules: Lexicon) -> Venue | None:
    """A street with the number of a house: « 6, rue Ngô Quyên »."""
    number = _HOUSE_NUMBER.match(document.text, begin, end)
    if number is None:
        return None
    stop = _hall_end(document, number.end(), end)
    street = rules.pattern(NAME, "cues.streets").search(document.folded, number.end(), stop)
    if street is None or stop - begin > MAX_STREET:
        return None
    if not document.text[street.end() : stop].strip() and street.start() == number.end():
        return None
    return Venue(" ".join(document.text[begin:stop].split()), None, begin, stop)


# A place that no gazetteer has: capitals behind a word of place.
_CAPITALS = re.compile(r"[A-ZÀ-Þ][^\W\d_]{2,}(?:[-'’ ][A-ZÀ-Þ][^\W\d_]+){0,3}")


def _unknown(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Venue | None:
    """A capitalised name behind a word of place that is no body, person or date."""
    for match in rules.pattern(NAME, "names.town_before").finditer(document.folded, start, end):
        begin = match.end() + 1
        name = _CAPITALS.match(document.text, begin, end)
        if name is None or document.text[match.start() : match.end()].isupper():
            continue
        around = document.entities_in(max(0, begin - 60), name.end() + 60)
        if not any(e.start < name.end() and begin < e.end for e in around):
            code = None
            for country in document.entities_in(name.end(), min(end, name.end() + 20), "COUNTRY"):
                if document.text[name.end() : country.start] in (" (", ", "):
                    code = (country.canonical_id or "").removeprefix("country:") or None
            return Venue(name.group(), code, begin, name.end())
    return None


def _town_behind(
    document: AnnotatedDocument, offset: int, end: int, rules: Lexicon
) -> Venue | None:
    """A town no list has, alone between marks behind a hall: "Hotel Montana, Kenscoff, 3 May"."""
    name = _CAPITALS.match(document.text, offset + 2, end)
    if name is None or document.text[offset : name.start()] != ", ":
        return None
    if document.text[name.end() : min(end, name.end() + 1)] not in ("", ",", ".", ";", ")"):
        return None
    known = document.entities_in(name.start(), name.end())
    if known or rules.pattern(NAME, "cues.venues").search(
        document.folded, name.start(), name.end()
    ):
        return None
    return Venue(name.group(), None, name.start(), name.end())


def _hall_alone(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Venue | None:
    """A hall between commas, with the parts around it that are no date or hour: "NCDC, room 4"."""
    text, folded = document.text, document.folded
    run: list[tuple[int, int]] = []
    halls = False
    for part in re.finditer(r"[^,;\n]+", text[start:end]):
        s, e = start + part.start(), start + part.end()
        timed = document.entities_in(s, e, "DATE") or rules.pattern(NAME, "cues.hours").search(
            folded, s, e
        )
        counted = halls and text[s:e].strip()[:1].isdigit()  # "Hotel Taj, 34 organisations"
        aside = halls and rules.pattern(NAME, "cues.no_place").search(folded, s, e) is not None
        if not timed and not counted and not aside and text[s:e].strip(" ."):
            run.append((s, e))
            halls = halls or rules.pattern(NAME, "cues.venues").search(folded, s, e) is not None
        elif halls:
            break
        else:
            run = []
    if not halls:
        return None
    stop = _without_small_words(document, run[0][0], run[-1][1])
    first = run[0][0]
    article = rules.pattern("lexicon", "articles").match(folded, first, stop)
    if article is not None and article.group().endswith("'"):
        first = article.end()  # « l'hôpital de Nikki »
    words = text[first:stop].strip(" .")
    if ")" not in words or words.startswith("("):
        words = words.strip("() .")
    if len(words.split()) > MAX_VENUE_WORDS:
        return None
    at = text.index(words, run[0][0])
    for country in document.entities_in(at, at + len(words), "COUNTRY"):
        before = text[at : country.start].rstrip()
        if country.end == at + len(words) and before.endswith(","):
            code = (country.canonical_id or "").removeprefix("country:") or None
            return Venue(before.rstrip(" ,"), code, at, country.start)
    return Venue(words, None, at, at + len(words))


def _hall_end(document: AnnotatedDocument, begin: int, end: int) -> int:
    rules = document.lexicon_at(begin)
    mark = _END.search(document.text, begin, end)
    stop = mark.start() if mark else end
    for entity in document.entities_in(begin, stop, "DATE"):
        stop = entity.start
        break
    for entity in document.entities_in(begin, stop, "LOC"):
        if entity.start > begin and _behind_place_word(document, entity, begin, rules):
            before = document.folded[begin : entity.start].rstrip()
            stop = begin + len(before.rpartition(" ")[0])
            break
    for match in rules.pattern(NAME, "names.ends").finditer(document.folded, begin, stop):
        if match.start() > begin:
            stop = match.start()
            break
    for body in document.entities_in(begin, stop, "ORG"):
        goes_on = _verb_behind().match(document.text, body.end, stop)
        hall = rules.pattern(NAME, "cues.venues").search(document.folded, body.end, stop)
        if body.start == begin and goes_on is not None and hall is None:
            stop = body.end  # "at the Regional Hospital learning to read slides"
    return _without_small_words(document, begin, stop)


@cache
def _verb_behind() -> re.Pattern[str]:
    """A word in small letters behind a body that joins no complement to it."""
    small = any_of("lexicon", "prepositions", "articles", printed=True)
    return re.compile(rf" (?!{small}(?!\w))[a-zà-ÿ]+(?!\w)")


def _without_small_words(document: AnnotatedDocument, begin: int, stop: int) -> int:
    """The end of a hall's name without small words that lost what they introduce."""
    rules = document.lexicon_at(begin)
    keys = ("prepositions", "articles", "conjunctions")
    patterns = [rules.pattern("lexicon", key) for key in keys]
    while True:
        stop = begin + len(document.text[begin:stop].rstrip())
        last = document.folded[begin:stop].rpartition(" ")[2]
        if not any(pattern.fullmatch(last) for pattern in patterns) or stop - len(last) <= begin:
            return stop
        stop -= len(last)
