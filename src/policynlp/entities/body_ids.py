"""Ids of bodies made by a pattern: « ministère de la Santé » and "Ministry of Health" of Mali are
both `org:MLI:ministry-health`.

A name is cut into heads, topics and further words, each of which has a key that is the same in
every language (`body_keys.py`); the keys in their order are the id. `knowledge/README.md` says how
ids are put together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from policynlp.entities.body_forms import BodyKeys, Word, counts
from policynlp.entities.body_keys import (
    body_keys,
    head_keys,
    is_weak,
    is_worldwide,
    key_pairs,
    key_parts,
    key_rank,
    topic_keys,
)
from policynlp.entities.gazetteer import countries, demonyms, known_names
from policynlp.entities.name_cut import cut_name
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import bodies_of, known
from policynlp.languages import all_words, available


@cache
def body_acronyms() -> frozenset[str]:
    """Acronyms of national bodies that `body_patterns.toml` lists; generic ones are left out."""
    return frozenset(
        form
        for code in available()
        for form, key in body_keys(code).acronyms.items()
        if not key.endswith("hospital")
    )


@lru_cache(maxsize=4096)
def pattern_id(
    name: str, language: str | None, country: str | None, *, owned: bool = False
) -> str | None:
    """The id that a name's make gives it, or None where the make says too little.

    The country is the one in the name ("Ugandan Ministry of Health"), else `country`, the ISO
    alpha-3 code of the one the document is about; without either the id has none. `owned`: the
    text says that the body is that country's ("Zambia's African Centre of ...").
    """
    order = sorted(available(), key=lambda code: code != language)
    if " " not in name:
        for code in order:
            key = body_keys(code).acronyms.get(name)
            if key is not None:
                return f"org:{country}:{key}" if country else f"org:{key}"
    return _best(name, order, country, owned=owned)


@cache
def listed_ids(country: str | None) -> Mapping[str, str]:
    """Ids by make of a country's listed bodies -> their own ids: "National Social Security Fund" is
    the body that the list has as « Caisse nationale de sécurité sociale ». Two bodies of one make
    are left out. Without country those of bodies of no one country."""
    found: dict[str, set[str]] = {}
    for value, entry in bodies_of(country):
        if country is None and entry.kind not in _DESCRIBED:
            continue  # names of their own, found as they stand
        for code, name in entry.names.items():
            made = pattern_id(name, code, country)
            if made is None or not made.startswith(f"org:{country}:" if country else "org:"):
                continue
            if country or made.count("-") > 1:  # one word says too little of all the world
                found.setdefault(made, set()).add(value)
    return {made: min(values) for made, values in found.items() if len(values) == 1}


# Kinds of international bodies whose names say what they do.
_DESCRIBED = frozenset({"un_agency", "regional_body", "multilateral_bank", "global_initiative"})


@lru_cache(maxsize=1024)
def program_id(
    name: str, language: str | None, country: str | None, *, owned: bool = False
) -> str | None:
    """The id that a programme's make gives it: « Programme national de lutte contre le paludisme »
    and "National Malaria Control Programme" of Mali are both `program:MLI:programme-malaria`. A
    name with a word of its own ("Projet Mawa") has no country: programmes cross borders."""
    order = sorted(available(), key=lambda code: code != language)
    return _best(name, order, country, programs=True, owned=owned)


def _best(
    name: str,
    order: Sequence[str],
    country: str | None,
    *,
    programs: bool = False,
    owned: bool = False,
) -> str | None:
    """The id by the tables of the language that knows most of a name's words, of those alike the
    first of `order`."""
    name = _without_owner(name)
    read: list[tuple[str, int]] = []
    for words in (_words(name), list(words_of(name))):
        for code in order:
            one = _read(words, body_keys(code), country, programs=programs, owned=owned)
            if one is not None:
                read.append(one)
        if read:
            break  # « Fonds mondial pour ... » begins with a body of its own, and is another
    return min(read, key=lambda pair: pair[1])[0] if read else None


def _without_owner(name: str) -> str:
    """Without what a body belongs to in small letters ("ministry's Directorate of Planning"), and
    with one that has a name behind its part: "Ministry of Health's Planning Directorate" as
    "Planning Directorate of Ministry of Health"."""
    match = _OWNER.match(name)
    if match and match[1] in name_words().head_words:
        return name[match.end() :]
    owner, found, part = name.partition("'s ") if "'s " in name else name.partition("’s ")
    words, heads = words_of(owner), name_words().head_words
    if not found or len(words) < 2 or heads.isdisjoint(words) or heads.isdisjoint(words_of(part)):
        return name
    ends = (" ".join(words[at:]) for at in range(max(0, len(words) - 4), len(words)))
    if any(countries().whole(end) for end in ends):
        return name  # "Planning Directorate of Chad's Ministry of Health"
    return f"{part} of {owner}"


_OWNER = re.compile(r"(?:[a-z]{2,20} ){0,2}([a-z]{2,20})['’]s (?=[A-Z])")


def without_country(name: str) -> str:
    """The folded words of a name without the country it ends in, and the links before it."""
    words, country = _without_country(list(words_of(name)), None)
    if country is not None:
        while words and words[-1] in name_words().links:
            words.pop()
    return " ".join(words)


def _words(name: str) -> list[str]:
    """The folded words of a name: acronyms of countries ("DRC") written out, well-known bodies in
    it as one word, the end of their ids behind a mark (« Bureau de l'OMS »: "=who")."""
    words, printed = words_of(name), _PRINTED.findall(name)
    if len(words) != len(printed):
        return list(words)
    found: list[str] = []
    at = 0
    while at < len(words):
        short = countries().whole(printed[at]) if printed[at].isupper() else []
        long = countries().title(short[0].values[0], None) if short else None
        if long:
            found += words_of(long)
            at += 1
            continue
        town, size = _town(printed[at:])
        if town:
            found.append(town)
            at += size
            continue
        # "National Food Security Council" has no Security Council in it.
        free = at == 0 or words[at - 1] in name_words().links
        for size in range(min(6, len(words) - at) if free else 1, 0, -1):
            body = _body_inside(printed[at : at + size]) if size < len(words) else None
            if body is not None:
                found.append(f"{_BODY}{body}")
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


def _town(printed: Sequence[str]) -> tuple[str | None, int]:
    """A listed town that words begin with, as in its id (« Londres », "London": "london"), and the
    number of its words."""
    for size in range(min(3, len(printed)), 0, -1):
        if not printed[0][0].isupper():
            break
        if size > 1 and _is_a_term(printed[:size]):
            continue  # « Sainte-Anne » is a town as well
        for name in known_names().whole(" ".join(printed[:size])):
            if name.label == "LOC" and not name.ambiguous and _TOWN.search(name.values[0]):
                return name.values[0].removeprefix("place:").rsplit("-", 1)[0], size
    return None, 1


def _is_a_term(printed: Sequence[str]) -> bool:
    """Whether words of a town's name stand for something in names of bodies."""
    form = tuple(word for one in printed for word in words_of(one))
    return any(form in body_keys(code).terms.exact for code in available())


_TOWN = re.compile(r"^place:.*-[A-Z]{3}$")


def _body_inside(printed: Sequence[str]) -> str | None:
    """The end of the id of a body that works in many countries, where the words are its name."""
    for name in known_names().whole(" ".join(printed)):
        entry = known(name.values[0]) if name.label == "ORG" and not name.ambiguous else None
        if entry is not None and (entry.country is None or entry.kind in _SENT):
            return name.values[0].removeprefix("org:")
    return None


_PRINTED = re.compile(r"\d+|[^\W\d_]+")
_BODY = "="
# Kinds of bodies of one country that have offices in others.
_SENT = frozenset({"bilateral", "ngo", "foundation"})
# Heads of such offices, and what the id of one is: `org:who:MLI`.
_OFFICES = frozenset({"country-office", "office", "delegation"})


def _read(
    words: Sequence[str], keys: BodyKeys, country: str | None, *, programs: bool, owned: bool
) -> tuple[str, int] | None:
    """The id of a name by one language's tables and the number of words they do not have; None
    without a head."""
    rest, named = _without_country(list(words), None)
    country = named or country
    parts = _ministry_cut(cut_name(keys, rest, programs=programs))
    heads = [part.head for part in parts if part.head is not None]
    if not heads:
        alone = len(parts) == 1 and named and parts[0].key.startswith(_BODY)
        return (f"org:{parts[0].key.removeprefix(_BODY)}:{named}", 0) if alone else None
    topics = [part.key for part in parts if part.head is None and part.rank is not None]
    unknown = sorted({part.key for part in parts if part.rank is None})
    takes = heads[0].takes
    if takes == "first_topic":
        portfolios = [part for part in parts if part.topic or part.key in topic_keys()]
        told = [min(portfolios, key=_rank).key] if portfolios else topics or unknown
        made = [heads[0].key, *told]
    elif takes == "nothing" and len(heads) == 1 and not topics:
        made = [heads[0].key]
    else:
        known = _joined(heads[0].key, [part.key for part in parts if part.rank is not None])
        made = [*known, *unknown]
    bodies = [key for key in made if key.startswith(_BODY)]
    if len(bodies) == 1 and country and _OFFICES.issuperset(set(made) - set(bodies)):
        return f"org:{bodies[0].removeprefix(_BODY)}:{country}", 0
    made = [key.removeprefix(_BODY) for key in made]
    own = bool(unknown) and heads[0].kind in _ANYWHERE
    named = named or (country if owned else None)
    if (programs and unknown) or (not named and (own or any(map(is_worldwide, topics)))):
        country = None  # a name of its own, the same in every country it works in
    prefix = "program" if programs else "org"
    # Where nothing tells the country the id is that of the kind, the same in every language.
    key = "-".join(made)
    return f"{prefix}:{country}:{key}" if country else f"{prefix}:{key}", len(unknown)


# Kinds of bodies whose own names, where they have one, do not go by the country of the document.
_ANYWHERE = frozenset({"foundation", "network", "multilateral_bank", "un_agency", "ngo", "private"})


def _rank(part: Word) -> int:
    return part.rank or 0


def _ministry_cut(parts: list[Word]) -> list[Word]:
    """Without the ministry a body belongs to: of "Directorate of Planning of the Ministry of
    Health" the directorate is meant."""
    for at, part in enumerate(parts):
        if part.head is not None and part.head.key == "ministry":
            return parts[:at] if any(p.head is not None for p in parts[:at]) else parts
    return parts


# Heads of bodies that teach and study what elsewhere is only done.
_TAUGHT = frozenset({"school", "faculty", "institute", "university", "academy", "research-centre"})
# The end of keys that have health in them.
_OF_HEALTH = "-health"


def _joined(main: str, keys: Sequence[str]) -> list[str]:
    """Keys in the order of ids, each once: compounds taken apart, keys that together stand for
    others put together ("National ... Directorate" is a national-directorate)."""
    found = {part for key in keys for part in key_parts(key)}
    for key in sorted(found - topic_keys()):
        for other in sorted(found):
            whole = f"{key}-{other}"
            if whole in head_keys() and key in found and other in found:
                found -= {key, other}
                found.update(key_parts(whole))
    for pair, parts in key_pairs():
        if pair <= found:
            found = (found - pair) | parts
    if any(key.endswith(_OF_HEALTH) for key in found):
        found.discard("health")  # "Maternal, Child and Adolescent Health"
    taught = main in _TAUGHT  # a school of management is no other school
    strong = {key for key in found if not is_weak(key, taught=taught) or key in key_parts(main)}
    if not strong <= head_keys() | {"programme"}:
        found = strong
    return sorted(found, key=lambda key: (key_rank().get(key, len(key_rank())), key))


def _without_country(words: list[str], country: str | None) -> tuple[list[str], str | None]:
    """The words without the country or demonym they name, and that country's code."""
    no_owners = all_words("names", "no_owners")
    for at in range(len(words)):
        for size in range(min(5, len(words) - at), 0, -1):
            form = " ".join(words[at : at + size])
            code = demonyms().get(form) or demonyms().get(form.removesuffix("s"))
            if code is None:
                # "Chad Midwives Association": what is a forename elsewhere opens or ends a body.
                edge = at == 0 or at + size == len(words)
                edge = edge or words[at + size] in name_words().possessives
                names = [
                    name
                    for name in countries().whole(form)
                    if not name.ambiguous
                    or (edge and len(words) > 2 and name.text not in no_owners)
                ]
                code = names[0].values[0].removeprefix("country:") if names else None
            if code is not None and not _in_a_form(words, at, at + size):
                return words[:at] + words[at + size :], code
    return words, country


def _in_a_form(words: list[str], at: int, behind: int) -> bool:
    """Whether what looks like a country is part of a longer word of names: "Central African
    States", "Inter-American"."""
    spans = (words[at : behind + 1], words[max(0, at - 1) : behind], words[at : behind + 2])
    alone = sum(map(counts, words[at:behind]))
    forms = [tuple(filter(counts, span)) for span in spans]
    return any(
        len(form) > alone and form in body_keys(code).terms.exact
        for form in forms
        for code in available()
    )
