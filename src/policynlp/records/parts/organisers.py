"""Who organises, who pays and who only lends support: bodies around such words, or in forms.

Words stand in `languages/*/records/organisers.toml`. Names come as
`bodies.split_bodies` gives them: one entry a body, without leading article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, all_words, any_of
from policynlp.records.parts.bodies import is_body, split_bodies
from policynlp.records.parts.forms import distinct, match_label
from policynlp.records.parts.prose import behind_days

NAME = "records/organisers"
PEOPLE = "records/participants"
Part = Literal["organizers", "funders", "supporters"]
# Words before a subject are read back so far.
SUBJECT_REACH = 260
MAX_BODY_WORDS = 16
# An article before a body has at most so many characters.
SMALL = 6
# What stands further on in a sentence, in characters, is left unread.
MAX_STRETCH = 2500
_CLAUSE_MARK = re.compile(r"[;:!?]\s|[.]\s+(?=[A-ZÀ-Þ«\"“])|\s[–—-]{1,2}\s|\n")
# Cues behind which bodies stand, most telling first, and what those bodies do.
_BEHIND: tuple[tuple[str, Part], ...] = (
    ("funded_by", "funders"), ("organised_by", "organizers"), ("jointly", "organizers"),
    ("supported_by", "supporters"),
)  # fmt: skip
_BEFORE: tuple[tuple[str, Part], ...] = (("organises", "organizers"), ("funds", "funders"))


@dataclass(frozen=True)
class Backers:
    """Bodies behind an event or a course, each list in the order of the text.

    Attributes:
        supporters: those whose support is not said to be money ("avec l'appui de l'OMS").
        joint: those who join an organiser ("in partnership with X") whom no such word names.
    """

    organizers: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()


def find_backers(document: AnnotatedDocument, start: int, end: int) -> Backers:
    """The bodies that a stretch of prose names as organisers, funders and supporters.

    A joint organiser ("in partnership with X") counts only beside an organiser of the stretch.
    """
    rules = document.lexicon_at(start)
    end = min(end, start + MAX_STRETCH)
    found: dict[Part, list[str]] = {"organizers": [], "funders": [], "supporters": []}
    joint: list[str] = []
    for cue, part, s, e in _cues(document, start, end, rules):
        bodies = _enumerated(document, s, e, rules)
        if cue == "jointly":
            joint += bodies
        else:
            found[part] += bodies
        if cue == "organised_by" and bodies:
            last = document.text.rfind(bodies[-1], s, e) + len(bodies[-1])
            found[part] += _beside(document, last, end, rules)
    for cue, part in _BEFORE:
        for match in rules.pattern(NAME, f"cues.{cue}").finditer(document.folded, start, end):
            if _participle(document.text[match.start() : match.end()]):
                continue
            if _inside_name(document, match.start(), match.end() - 1):
                continue  # "paid by the Global Fund grant"
            subject = _subject(document, start, match.start(), rules)
            if subject and part == "organizers":
                subject += _beside(document, match.end(), end, rules)
            found[part] = [*subject, *found[part]]
    if found["organizers"]:
        found["organizers"] += joint
    paying = {body.lower() for body in found["funders"]}
    return Backers(
        tuple(distinct(found["organizers"])),
        tuple(distinct(found["funders"])),
        tuple(b for b in distinct(found["supporters"]) if b.lower() not in paying),
        () if found["organizers"] else tuple(distinct(joint)),
    )


def _beside(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> list[str]:
    """Those right behind a verb of organising, or behind who did, who did it with them: "hosted
    with UNICEF", "called by the Ministry with UNICEF"."""
    link = rules.pattern(NAME, "cues.beside").match(document.folded, min(position + 1, end), end)
    bodies = document.entities_in(link.end(), end, "ORG") if link is not None else []
    if link is None or not bodies or bodies[0].start - link.end() > SMALL:
        return []  # "held with great care"
    behind = document.text[bodies[0].end : end].lstrip(" )")
    small = rules.folded_words("lexicon", "conjunctions") | rules.folded_words(
        "lexicon", "prepositions"
    )
    if behind[:1].isalpha() and fold(behind.split()[0]) not in small:
        return []  # "run by the Red Cross with ECHO money"
    return _enumerated(document, link.end(), end, rules)


def organised_behind(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The organisers that a stretch names behind words such as "organised by"."""
    rules = document.lexicon_at(start)
    return distinct(
        body
        for cue, _, s, e in _cues(document, start, min(end, start + MAX_STRETCH), rules)
        if cue == "organised_by"
        for body in _enumerated(document, s, e, rules)
    )


def _cues(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[str, Part, int, int]]:
    """Cues with bodies behind them, and the stretch that these may fill; a longer cue wins."""
    hits = sorted(
        (match.start(), -match.end(), cue, part)
        for cue, part in _BEHIND
        for match in rules.pattern(NAME, f"cues.{cue}").finditer(document.folded, start, end)
    )
    hits = sorted([*hits, *_agents_apart(document, start, end, rules)])
    kept: list[tuple[int, int, str, Part]] = []
    for at, negative_end, cue, part in hits:
        if not kept or at >= kept[-1][1]:
            kept.append((at, -negative_end, cue, part))
    for i, (_, behind, cue, part) in enumerate(kept):
        stop = kept[i + 1][0] if i + 1 < len(kept) else end
        yield cue, part, behind, stop


def _agents_apart(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int, str, Part]]:
    """The "by" behind when and where something is held: "conducted in Bo on 4 May by WHO"."""
    for match in rules.pattern(NAME, "cues.held").finditer(document.folded, start, end):
        at = behind_days(document, match.end(), end)
        by = rules.pattern(NAME, "cues.by").match(document.folded, at, end)
        if by is not None and at > match.end() + 1:
            yield match.start(), -by.end(), "organised_by", "organizers"


def _enumerated(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies named right behind a cue."""
    start = _skip(document, start, end, rules)
    mark = _CLAUSE_MARK.search(document.text, start, end)
    stop = mark.start() if mark else end
    for match in rules.pattern(NAME, "cues.ends").finditer(document.folded, start, stop):
        acronym = len(match.group()) > 1 and document.text[match.start() : match.end()].isupper()
        if match.start() == start or acronym:
            continue  # "WHO" is no "who"
        if not _inside_name(document, match.start(), match.end()):
            stop = match.start()
            break
    for entity in document.entities_in(start, stop, "DATE"):
        stop = min(stop, entity.start)
    for place, name in ((NAME, "organises"), (NAME, "funds"), (PEOPLE, "object")):
        verb = rules.pattern(place, f"cues.{name}").search(document.folded, start, stop)
        if verb is not None and not _inside_name(document, verb.start(), verb.end() - 1):
            stop = verb.start()
    acts = rules.pattern(NAME, "cues.subject_verbs").search(document.folded, start, end)
    if (
        acts is not None and acts.start() <= stop + 1
    ):  # "with funds from the Bank, the council trained 20 nurses"
        comma = document.text.find(",", start, acts.start())
        stop = comma if comma > start else acts.start()
    last = document.folded[start:stop].rstrip(" ,").rpartition(" ")[2]
    if last in rules.words("lexicon", "conjunctions"):
        stop = document.folded.rindex(last, start, stop)
    found: list[str] = []
    for again in rules.pattern(NAME, "cues.again").finditer(document.folded, start, stop):
        found += _bodies(document, start, again.start())
        start = _skip(document, again.end(), stop, rules)
    return [*found, *_bodies(document, start, stop)]


def _participle(text: str) -> bool:
    """Whether a form without auxiliary is a participle, whose accent folding takes away."""
    endings = all_words(NAME, "cues.participle_endings")
    return " " not in text.strip() and text.rstrip().endswith(endings)


def _skip(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    for _ in range(2):
        while start < end and document.text[start] in " ,":
            start += 1
        match = rules.pattern(NAME, "cues.after_cue").match(document.folded, start, end)
        if match is None:
            break
        start = match.end()
    while start < end and document.text[start] == " ":
        start += 1
    return start


def _inside_name(document: AnnotatedDocument, start: int, end: int) -> bool:
    around = document.entities_in(max(0, start - 120), end + 120, "ORG", "PROGRAM", "PERSON")
    return any(e.start < start and end < e.end for e in around)


def _subject(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> list[str]:
    """The bodies that stand as the subject before a verb, openers of the sentence left out."""
    begin = max(start, stop - SUBJECT_REACH)
    for match in _CLAUSE_MARK.finditer(document.text, begin, stop):
        begin = match.end()
    for match in rules.pattern(NAME, "cues.that").finditer(document.folded, begin, stop):
        begin = match.end()
    for _ in range(3):
        while begin < stop and document.text[begin] in " ,":
            begin += 1
        adverb = rules.pattern(NAME, "cues.adverbial").match(document.folded, begin, stop)
        dates = [e for e in document.entities_in(begin, stop, "DATE") if e.start - begin < 4]
        if not (adverb or dates):
            break
        comma = document.text.find(", ", begin, stop)
        if comma < 0 and not dates:
            break
        begin = dates[0].end if dates else comma + 1
    begin = _behind_clause(document, begin, stop)
    for relative in rules.pattern(NAME, "cues.relatives").finditer(document.folded, begin, stop):
        # "A forum of nurses, which UNFPA will hold"
        if relative.start() == begin or document.text[relative.start() - 2] == ",":
            begin = relative.end()
    stop = before_pronoun(document, begin, stop, rules)
    subject = document.folded[begin:stop].strip(" ,")
    if not subject or rules.pattern(NAME, "cues.pronouns").fullmatch(subject):
        return []
    return _bodies(document, begin, stop)


def _behind_clause(document: AnnotatedDocument, start: int, stop: int) -> int:
    """Where a subject begins behind a clause of another one: "X developed it, and Y covered"; an
    enumeration ("X, Y, and Z") is one subject."""
    for joint in _clause_joint().finditer(document.text, start, stop):
        if is_clause(document, start, joint.start()):
            return joint.end()
    return start


def is_clause(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a body of a stretch has its verb right behind it: "X developed it with Y"."""
    bodies = document.entities_in(start, end, "ORG", "PROGRAM")
    return any(_acts().match(document.folded, min(body.end, end), end) for body in bodies)


@cache
def _clause_joint() -> re.Pattern[str]:
    """What joins a clause to the one before."""
    return re.compile(rf",\s{any_of(NAME, 'cues.clause_joint', printed=True)}\s+")


@cache
def _acts() -> re.Pattern[str]:
    """A word right behind a body that joins it to no other, as its verb does."""
    small = any_of("lexicon", "conjunctions", "prepositions")
    return re.compile(rf" (?!{small}(?!\w))[a-z]")


def before_pronoun(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> int:
    """Where a subject ends before the object of its verb: « l'Université l'organise »."""
    folded = document.folded
    while stop > start and folded[stop - 1] in " ,":
        stop -= 1
    for match in rules.pattern(NAME, "cues.object_pronouns").finditer(
        folded, max(start, stop - 5), stop
    ):
        if match.end() == stop and match.start() > start:
            return match.start()
    return stop


def _bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Names of bodies in a stretch; persons, countries and whole clauses are none."""
    found: list[str] = []
    text, folded = document.text, document.folded
    position = start
    for name in _apart(document, start, split_bodies(document, start, end)):
        at = _place_of(text, name, position, end)
        if at is None:
            continue
        s, e = at
        position = s
        programme = any(
            2 * (p.end - p.start) >= e - s for p in document.entities_in(s, e, "PROGRAM")
        )
        by = document.lexicon_at(s).pattern(NAME, "cues.organised_by").match(folded, s, e)
        by = by or document.lexicon_at(s).pattern(NAME, "cues.jointly").match(folded, s, e)
        if (
            len(name.split()) > MAX_BODY_WORDS
            or by is not None
            or not (programme or is_body(document, s, e) or _governs(document, s, e))
        ):
            continue
        rules = document.lexicon_at(s)
        if rules.pattern(NAME, "no_body").fullmatch(folded[s:e]):
            continue
        if rules.pattern("lexicon", "determiners").fullmatch(folded[s:e].rpartition(" ")[2]):
            continue  # "UNFPA announced the launch"
        inside = document.entities_in(s, e, "PERSON", "COUNTRY", "LOC")
        bodies = document.entities_in(s, e, "ORG") or _governs(document, s, e)
        if any(2 * (x.end - x.start) >= e - s for x in inside) and not bodies:
            continue
        verbs = rules.pattern("lexicon", "finite_verbs").finditer(folded, s, e)
        if any(folded[v.end() : v.end() + 1] != "-" for v in verbs):
            continue
        # A post ("the chair", « le ministre ») opens and closes; a body organises.
        if _names_post(document, s, e):
            continue
        found.append(name)
    return found


def _apart(document: AnnotatedDocument, start: int, names: Iterable[str]) -> Iterator[str]:
    """Names with those taken apart that "and the" joins: "the Ministry and the Blood Service"."""
    joined = document.lexicon_at(start).pattern(NAME, "cues.joined")
    for name in names:
        found = joined.search(fold(name)) if len(fold(name)) == len(name) else None
        known = any(e.text == name for e in document.entities_in(start, start + len(name) + 90))
        sides = (name[: found.start()].strip(), name[found.end() :].strip()) if found else ()
        if sides and not known and all(any(c.isupper() for c in side) for side in sides):
            yield from sides
        else:
            yield name


def _governs(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a name is that of a province, district or town that governs: "Sanma Province"."""
    rules = document.lexicon_at(start)
    return rules.pattern(NAME, "governing").fullmatch(document.folded, start, end) is not None


def _names_post(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a post and not a body is named: "State Minister of Health", « sa directrice »."""
    rules = document.lexicon_at(start)
    roles = rules.pattern("lexicon", "roles")
    bodies = document.entities_in(start, end, "ORG")
    own = rules.pattern("records/people", "possessives").match(document.folded, start, end)
    if own is not None:
        head = bodies[0].start if bodies else end
        return roles.search(document.folded, own.end(), head) is not None
    if not bodies:
        deputy = rules.pattern(NAME, "cues.deputy").match(document.folded, start, end)
        start = deputy.end() + 1 if deputy is not None else start
        last = rules.get("records/people", "head") == "last"
        found = [role.span() for role in roles.finditer(document.folded, start, end)]
        return any(s == start or (last and e == end) for s, e in found)
    connector = rules.pattern("records/people", "connectors").search(
        document.folded, start + 1, end
    )
    head = connector.start() if connector is not None else end
    role = roles.search(document.folded, start, head)
    return role is not None and role.end() >= head - 1 and bodies[0].start <= role.start()


def _place_of(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    at = text.find(name, start, end)
    return (at, at + len(name)) if at >= 0 else None


def labelled_bodies(document: AnnotatedDocument, passages: Iterable[Passage]) -> list[str]:
    """The bodies in the values of a label such as "Organisateurs :", one entry each."""
    found: list[str] = []
    for passage in passages:
        names = split_bodies(document, passage.start, passage.end)
        countries = {e.text for e in document.entities_in(passage.start, passage.end, "COUNTRY")}
        for name in names:
            if name in countries and found:
                found[-1] = f"{found[-1]}, {name}"  # "Ministry of Health, Fiji"
            else:
                found.append(name)
    return distinct(found)


def label_part(label: str) -> Part | None:
    """What the bodies behind a form's label do, None where it names no such label."""
    key = match_label(label, NAME, ("organizers", "funders"))
    return "organizers" if key == "organizers" else "funders" if key == "funders" else None
