"""People with their role and organisation, read from lines, clauses and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.tables import name_particles
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.prose import without_article
from policynlp.records.parts.roles import Role, is_clause, is_function, role_after
from policynlp.records.parts.roles_before import before_titles, role_before
from policynlp.schema import Entity, Traveller

_OPENING, _CLOSING = '«“„"', '»”“"'
_TRAILING = re.compile(r"(?:(?<!\s)\s+)?(?<![.;,:])[.;,:]+\s*$")


@dataclass(frozen=True)
class Person:
    """A person in the text, with what stands beside the name.

    `start` and `end` span the name; offsets into the document text. `is_held`: the role is a
    function and does not only describe the person ("visibly moved", "who runs the clinic").
    """

    name: str
    role: str | None
    organization: str | None
    start: int
    end: int
    is_held: bool = False

    def as_traveller(self) -> Traveller:
        """The person as a member of a mission."""
        return Traveller(name=self.name, role=self.role, organization=self.organization)


def people_in(document: AnnotatedDocument, start: int, end: int) -> list[Person]:
    """People named in a stretch of text, each with the role and organisation written beside it."""
    titles = document.lexicon_at(start).folded_words("lexicon", "titles")
    found = document.entities_in(start, end, "PERSON")
    entities = [
        entity
        for entity in found
        if fold(entity.text).strip(".") not in titles and not _is_namesake(document, entity)
    ]
    people = []
    for i, entity in enumerate(entities):
        following = entities[i + 1].start if i + 1 < len(entities) else None
        stop = end if following is None else before_titles(document, entity.end, following)
        told = role_after(document, entity.end, _clause_end(document, entity.end, stop))
        before = role_before(document, entity.start, entities[i - 1].end if i else start)
        if (
            following is not None
            and told.role is not None
            and before.role is not None
            and told.role.endswith(role_before(document, following, entity.end).role or "\n")
        ):
            told = before  # "The Minister, Dr A, the Director, Ms B": functions stand before names
        if told.role is None or is_clause(document, told.role, entity.end):
            told = Role(before.role or told.role, told.organization or before.organization)
        role = told.role and without_article(told.role, document.lexicon_at(entity.start))
        held = role is not None and is_function(document, role, entity.end)
        name = _clean_name(entity.text)
        people.append(Person(name, role, told.organization, entity.start, entity.end, held))
    return people


def _is_namesake(document: AnnotatedDocument, entity: Entity) -> bool:
    """Whether a name in quotation marks is that of a school or hospital: « Hôpital "A. Bello" »."""
    before = document.text[max(0, entity.start - 2) : entity.start].strip()
    behind = document.text[entity.end : entity.end + 2].strip()
    return before[-1:] in _OPENING and behind[:1] in _CLOSING and bool(before and behind)


def _clause_end(document: AnnotatedDocument, start: int, stop: int) -> int:
    """Where what is said of a person ends: at a line's, clause's or sentence's end."""
    text = document.text
    for i in range(start, stop):
        if text[i] in ";\n" or (text[i] in ".!?" and text[i + 1 : i + 2] in ("", " ", "\n")):
            return i
    return stop


def _clean_name(name: str) -> str:
    return _TRAILING.sub("", " ".join(name.split()))


def looks_like_name(text: str) -> bool:
    """Whether a cell or a line's first part reads as a person's name."""
    words = text.split()
    return 1 < len(words) <= 5 and all(_name_word().fullmatch(word) for word in words)


def people_of_passages(document: AnnotatedDocument, passages: Iterable[Passage]) -> list[Person]:
    """People of list items, lines and table rows, in order."""
    people: list[Person] = []
    for passage in passages:
        if passage.cells:
            person = person_of_row(document, passage)
            people.extend([person] if person else people_in(document, passage.start, passage.end))
        else:
            people.extend(people_in(document, passage.start, passage.end))
    return people


def person_of_row(document: AnnotatedDocument, row: Passage) -> Person | None:
    """The person of a table row, by the titles of its columns; None where no cell is a name."""
    lexicon = document.lexicon(row)
    values: dict[str, tuple[str, int, int]] = {}
    for cell in row.cells:
        title = fold(cell.header).strip(" :")
        for key in ("name", "role", "organization"):
            if key in values or not cell.text.strip():
                continue
            if lexicon.pattern("records/mission", f"columns.{key}").fullmatch(title):
                values[key] = (cell.text, cell.start, cell.end)
                break
    if not any(cell.header for cell in row.cells):
        values = _by_order(document, row)
    if "name" not in values:
        return None
    text, start, end = values["name"]
    inside = people_in(document, start, end)
    if inside:
        name, begin, stop = inside[0].name, inside[0].start, inside[0].end
        role, organization = inside[0].role, inside[0].organization
    elif looks_like_name(without_title(text, lexicon)):
        name, begin, stop, role, organization = without_title(text, lexicon), start, end, None, None
    else:
        return None
    role = " ".join(values["role"][0].split()) if "role" in values else role
    if "organization" in values:
        organization = " ".join(values["organization"][0].split())
    return Person(name, role, organization, begin, stop)


def _by_order(document: AnnotatedDocument, row: Passage) -> dict[str, tuple[str, int, int]]:
    """The cells of a row under no titles: a name, a function and a body, as such lists are set."""
    filled = [(cell.text, cell.start, cell.end) for cell in row.cells if cell.text.strip()]
    filled = [cell for cell in filled if re.search(r"[^\W\d_]{2}", cell[0])]
    if len(filled) != 3 or not document.entities_in(filled[0][1], filled[0][2], "PERSON"):
        return {}
    name, role, body = filled
    if _is_body(document, role) and not _is_body(document, body):
        role, body = body, role
    return {"name": name, "role": role, "organization": body}


def _is_body(document: AnnotatedDocument, cell: tuple[str, int, int]) -> bool:
    """Whether a cell is a body's name from beginning to end."""
    text, start, end = cell
    covered = sum(e.end - e.start for e in document.entities_in(start, end, "ORG"))
    return covered >= len(text.strip()) > 0


def without_title(name: str, lexicon: Lexicon) -> str:
    """A name without "Dr", "Mme" and the like before it."""
    words = name.split()
    titles = {fold(title).rstrip(".") for title in lexicon.words("lexicon", "titles")}
    while len(words) > 1 and fold(words[0]).rstrip(".") in titles:
        words = words[1:]
    return " ".join(words)


def same_person(a: str, b: str) -> bool:
    """Whether two names are one person's: same words, or one a part or initial of the other."""
    left, right = fold(a).replace(".", " ").split(), fold(b).replace(".", " ").split()
    if set(left) == set(right):
        return True
    if not left or not right:
        return False
    short, long = sorted((left, right), key=len)
    if short[-1] not in long:
        return False
    return all(any(w == v or (len(w) == 1 and v.startswith(w)) for v in long) for w in short)


def distinct_people(people: Iterable[Person]) -> list[Person]:
    """The same person once, with role and organisation from wherever they are stated first."""
    chosen: list[Person] = []
    for person in people:
        for i, known in enumerate(chosen):
            if same_person(person.name, known.name):
                longer = max((known, person), key=lambda p: len(p.name))
                chosen[i] = Person(
                    longer.name,
                    person.role
                    if person.is_held and not known.is_held
                    else known.role or person.role,
                    known.organization or person.organization,
                    known.start,
                    known.end,
                    known.is_held or person.is_held,
                )
                break
        else:
            chosen.append(person)
    return chosen


@cache
def _name_word() -> re.Pattern[str]:
    """A word of a name: with a capital, or a particle."""
    particles = "|".join(sorted(name_particles("line")))
    return re.compile(rf"(?:[A-ZÀ-ÖØ-Þ][\w'’.\-]*|(?:{particles})['’]?)")
