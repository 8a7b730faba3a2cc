"""Who said a quotation: named beside it, on the line below, inside it, or carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from policynlp.annotated import AnnotatedDocument
from policynlp.entities.tables import name_particles
from policynlp.folding import fold
from policynlp.records.parts.people import Person, distinct_people, people_in, same_person
from policynlp.records.parts.role_bodies import is_known
from policynlp.records.parts.roles import role_after
from policynlp.records.statement.quotations import Quotation
from policynlp.schema import Block

NAME = "records/statement"
# A verb of saying stands this near a quotation.
NEAR = 110
LINE = 200
# Longer stretches beside a quotation are not read, so that many quotations cost little.
SENTENCE = 700
WORD = 30
MOST_PEOPLE = 400
SIGNATURE_WORDS = 8
DASH = 12
NAME_NEAR = 24
# Words before a function that may say that it is nobody in particular ("a senior head").
UNNAMED_REACH = 3
_QUOTED = re.compile(r"[«»“”\"]")
_ATTRIBUTION = re.compile(r"\s{0,20}(?:[–—―-]{1,2}|\()\s*")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ«“\"]|\s*$)")
_SENTENCE_START = re.compile(r"[.!?](?:\s?[»”\"])?\s+(?=[A-ZÀ-Þ«“\"])")


def known_people(document: AnnotatedDocument) -> list[Person]:
    """Everybody the document names, with role and organisation from wherever they stand."""
    blocks = [b for b in document.loaded.blocks if b.kind not in ("header", "footer")]
    named = (p for b in blocks for p in people_in(document, b.start, b.end))
    return distinct_people(islice(named, MOST_PEOPLE))


def speaker_beside(
    document: AnnotatedDocument, quotation: Quotation, floor: int, ceiling: int
) -> tuple[Person | None, float]:
    """The person named beside a quotation by a verb of saying or a dash, and how sure that is."""
    end = sentence_end(document.text, quotation.outer_end, ceiling)
    dash = _ATTRIBUTION.match(document.text, quotation.outer_end, end)
    if dash is not None:
        people = people_in(document, dash.end(), end) or _named_line(document, dash.end(), end)
        if people and people[0].start - dash.end() <= DASH:
            return people[0], 0.9
    said = saying_in(document, quotation.outer_end, min(end, quotation.outer_end + NEAR))
    if said is not None and not _is_closed(document.text, quotation):
        person = _subject(document, said, quotation.outer_end, end)
        if person is not None:
            return person, 0.95
    start = sentence_start(document.text, floor, quotation.outer_start)
    before = document.text[start : quotation.outer_start].rstrip()
    said = saying_in(document, start, quotation.outer_start)
    if before and (said is not None or before.endswith(":")):
        person = _subject(document, said, start, quotation.outer_start)
        if person is not None:
            return person, 0.9
    return _inside(document, quotation)


def _is_closed(text: str, quotation: Quotation) -> bool:
    """Whether a colon opens a quotation and a full stop ends it: what follows says another."""
    return (
        text[: quotation.outer_start].rstrip()[-1:] == ":"
        and text[quotation.start : quotation.end].rstrip()[-1:] in (".", "!", "?", "…")
        and text[quotation.outer_end :][:4].lstrip()[:1].isupper()
    )


def _inside(document: AnnotatedDocument, quotation: Quotation) -> tuple[Person | None, float]:
    """The speaker in « Nous voulons, a dit M. X, que ... », "My name is X, I ..."."""
    rules = document.lexicon_at(quotation.start)
    own = rules.pattern(NAME, "cues.own_name").match(
        document.folded, quotation.start, quotation.end
    )
    if own is not None:
        begin = own.end() + _blanks(document.text, own.end(), quotation.end)
        people = people_in(document, begin, quotation.end)
        if people and people[0].start == begin:
            return people[0], 0.95
        name = _capitalised().match(document.text, begin, quotation.end)
        if name is not None:
            return _named(document, *name.span(), quotation.end), 0.9
    pattern = rules.pattern(NAME, "cues.saying")
    for match in pattern.finditer(document.folded, quotation.start, quotation.end):
        if not document.folded[quotation.start : match.start()].endswith(", "):
            continue
        people = people_in(document, match.end(), quotation.end)
        if people and people[0].start - match.end() <= NAME_NEAR:
            return people[0], 0.85
    return None, 0.0


def saying_in(document: AnnotatedDocument, start: int, end: int) -> tuple[int, int] | None:
    """Where the first verb of saying of a stretch stands."""
    pattern = document.lexicon_at(start).pattern(NAME, "cues.saying")
    match = pattern.search(document.folded, start, end)
    return match.span() if match else None


def _subject(
    document: AnnotatedDocument, said: tuple[int, int] | None, start: int, end: int
) -> Person | None:
    """Who says: the last person before the verb ("Sr Moyo said"), else the first one after it."""
    people = people_in(document, start, end)
    if said is None:
        return people[0] if people else None
    before = [p for p in people if p.end <= said[0]]
    if before:
        return before[-1] if _beside(document, before[-1], said) else before[0]
    begin = start + _blanks(document.text, start, end)
    opening = _capitalised().match(document.text, begin, said[0])
    if (
        opening is not None
        and document.text[opening.end() : opening.end() + 1] == ","
        and not _names_other(document, opening.start(), opening.end(), said[0])
    ):  # "...," Manita Shakya, head of the service, said
        return _named(document, opening.start(), opening.end(), said[0])
    after = [p for p in people if p.start >= said[1]]
    if after:
        return after[0]
    named = _capitalised().search(document.text, said[1], end)
    if named is not None and named.start() - said[1] <= 24:
        between = document.folded[said[1] : named.start()].split()
        # Only a title stands between the verb and an unknown name.
        if len(between) <= 2 and not _names_other(document, named.start(), named.end(), end):
            return _named(document, named.start(), named.end(), end)
    return None


def _blanks(text: str, start: int, end: int) -> int:
    """How many blanks, commas and dashes stand at `start`."""
    return len(text[start:end]) - len(text[start:end].lstrip(" ,\n–—-"))


def _beside(document: AnnotatedDocument, person: Person, said: tuple[int, int]) -> bool:
    return len(document.text[person.end : said[0]].split()) <= 2


def _names_other(document: AnnotatedDocument, start: int, end: int, stop: int) -> bool:
    """Whether capitals name a body, a place or a time and no person.

    A model may take an unknown name for a body's: where a function stands behind it and no word
    of bodies in it, it is a person's.
    """
    others = document.entities_in(start, end, "ORG", "COUNTRY", "PROGRAM", "DATE")
    if not others:
        return False
    heads = document.lexicon_at(start).pattern("bodies", "heads")
    if any(e.label != "ORG" for e in others) or heads.search(document.folded, start, end):
        return True
    role = role_after(document, end, stop).role
    return role is None or not is_known(fold(role), document.lexicon_at(start))


def _named(document: AnnotatedDocument, start: int, end: int, stop: int) -> Person:
    told = role_after(document, end, stop)
    return Person(document.text[start:end], told.role, told.organization, start, end)


def _named_line(document: AnnotatedDocument, start: int, end: int) -> list[Person]:
    """A name that no list holds, at the beginning of a line of attribution with a function."""
    match = _capitalised().match(document.text, start, end)
    if match is None:
        return []
    others = document.entities_in(start, match.end(), "ORG", "COUNTRY", "PROGRAM")
    if any(other.start == match.start() for other in others) and _names_other(
        document, match.start(), match.end(), end
    ):
        return []
    person = _named(document, match.start(), match.end(), end)
    return [person] if person.role or person.organization else []


def speaker_below(
    document: AnnotatedDocument, quotation: Quotation, block: Block, following: Block | None
) -> Person | None:
    """The speaker behind a quotation that fills its paragraph: on its line or the one below."""
    if document.text[block.start : min(quotation.outer_start, block.start + DASH)].strip():
        return None
    rest = document.text[quotation.outer_end : min(block.end, quotation.outer_end + 2 * LINE)]
    if rest.strip(" .,–—-"):
        start = quotation.outer_end + len(rest) - len(rest.lstrip(" \n–—―-("))
        return line_speaker(document, start, block.end) if len(rest) < LINE else None
    if following is None or following.end - following.start > LINE:
        return None
    if _QUOTED.search(document.text, following.start, following.end):
        return None
    text = document.text[following.start : following.end]
    says = saying_in(document, following.start, following.end)
    if says is not None and says[0] == following.start and text[:1].islower():
        # The quotation is set apart, and its sentence goes on below: "says Ms Kebede"
        end = sentence_end(document.text, following.start, following.end)
        return _subject(document, says, following.start, end)
    if text.rstrip().endswith((".", "!", "?", ":")) and len(text.split()) > SIGNATURE_WORDS:
        return None  # a sentence, no signature
    start = following.start + len(text) - len(text.lstrip(" \n–—―-("))
    return line_speaker(document, start, following.end)


def line_speaker(document: AnnotatedDocument, start: int, end: int) -> Person | None:
    """The person a line of attribution begins with."""
    people = people_in(document, start, end) or _named_line(document, start, end)
    return people[0] if people and people[0].start - start <= DASH else None


def resolved(person: Person, known: Sequence[Person]) -> Person:
    """The same person under the fullest name, with the role and body stated here or elsewhere."""
    for other in known:
        if same_person(person.name, other.name):
            name = max((person.name, other.name), key=len)
            return Person(
                name,
                other.role if other.is_held and not person.is_held else person.role or other.role,
                person.organization or other.organization,
                person.start,
                person.end,
                person.is_held or other.is_held,
            )
    return person


def speaker_by_role(
    document: AnnotatedDocument,
    quotation: Quotation,
    floor: int,
    ceiling: int,
    known: Sequence[Person],
) -> Person | None:
    """The one known person who holds the function that says it: "the minister added"."""
    stretches = [
        (quotation.outer_end, sentence_end(document.text, quotation.outer_end, ceiling)),
        (sentence_start(document.text, floor, quotation.outer_start), quotation.outer_start),
    ]
    for start, end in stretches:
        if saying_in(document, start, end) is None:
            continue
        pattern = document.lexicon_at(start).pattern("lexicon", "roles")
        match = pattern.search(document.folded, start, end)
        if match is None:
            continue
        before = document.folded[start : match.start()].split()[-UNNAMED_REACH:]
        unnamed = document.lexicon_at(start).pattern(NAME, "cues.unnamed")
        if any(unnamed.fullmatch(word) for word in before):
            continue  # "one head of a health centre put it"
        holders = [p for p in known if p.role and match.group() in fold(p.role).split()]
        if len(holders) == 1:
            return holders[0]
    return None


def says_on(document: AnnotatedDocument, quotation: Quotation, floor: int, ceiling: int) -> bool:
    """Whether a quotation without a person beside it goes on from the last one: "she added"
    stands beside it, or it opens its paragraph or follows a full stop."""
    text = document.text
    rules = document.lexicon_at(quotation.start)
    pronoun = rules.pattern(NAME, "cues.pronoun")
    after = sentence_end(text, quotation.outer_end, ceiling)
    if saying_in(document, quotation.outer_end, after) is not None:
        return pronoun.search(document.folded, quotation.outer_end, after) is not None
    start = sentence_start(text, floor, quotation.outer_start)
    before = text[floor : quotation.outer_start].rstrip()
    if before.endswith(":") or saying_in(document, start, quotation.outer_start) is not None:
        return pronoun.search(document.folded, start, quotation.outer_start) is not None
    return (not before or before.endswith((".", "!", "?", "»", "”", '"'))) and (
        text[quotation.start].isupper()
    )


def sentence_end(text: str, start: int, ceiling: int) -> int:
    """End of the sentence that goes on behind `start`; abbreviations with a dot do not end it."""
    ceiling = min(ceiling, start + SENTENCE)
    for match in _SENTENCE_END.finditer(text, start, ceiling):
        word = re.search(r"\w+$", text[max(start, match.start() - WORD) : match.start()])
        if word is None or len(word.group()) > 3:
            return match.end()
    return ceiling


def sentence_start(text: str, floor: int, end: int) -> int:
    """Start of the sentence that `end` stands in, not before `floor`."""
    start = floor = max(floor, end - SENTENCE)
    for match in _SENTENCE_START.finditer(text, floor, end):
        word = re.search(r"\w+$", text[max(floor, match.start() - WORD) : match.start()])
        if word is None or len(word.group()) > 3:
            start = match.end()
    return start


@cache
def _capitalised() -> re.Pattern[str]:
    """A name of two to five words, with particles among them."""
    particles = "|".join(sorted(name_particles("speaker")))
    return re.compile(
        r"['‘’]?[A-ZÀ-Þ][\w'’.-]{1,24}"
        rf"(?: (?:[A-ZÀ-Þ][\w'’.-]{{0,24}}|{particles})){{1,4}}"
    )
