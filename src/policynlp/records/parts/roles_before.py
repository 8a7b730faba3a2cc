"""A function written in front of a person's name: « le directeur de la CNS, M. X »."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.parts.role_bodies import (
    NAME,
    SHORT_FORM,
    is_known,
    owner_before,
    split_body,
    without_span,
    words_of,
)
from policynlp.records.parts.roles import Role, spaced

BEFORE = 140
BEFORE_WORDS = 12
AGE = 24
_CALLED = re.compile(r",\s+[A-ZÀ-Þ]\w{2,14}$")
_STOP = re.compile(r"[.;:!?\n\"«»()]")


def role_before(document: AnnotatedDocument, start: int, floor: int) -> Role:
    """A function right before a name: « le directeur de la CNS, M. X », "our logistician, Mr X"."""
    rules = document.lexicon_at(start)
    window = max(floor, start - BEFORE)
    end = before_titles(document, window, start)
    called = _CALLED.search(document.text, window, end)
    if called is not None:
        # "the association's president, Nurse X": the profession is how X is addressed.
        end = called.start()
    end = _before_short_form(document, window, end)
    clause = max(
        (m.end() for m in re.finditer(r"[.;:!?\n\"«»()](?:\s|$)|,\s", document.folded[window:end])),
        default=0,
    )
    begin = window + clause
    for minister in words_of(rules.code, "portfolios").finditer(document.folded, window, begin):
        # « le ministre de la Santé, de la Population et des Affaires sociales, X »
        if not _STOP.search(document.folded, minister.end(), end):
            begin = minister.start()
            break
    phrase = document.folded[begin:end].rstrip()
    if not phrase or len(phrase) > BEFORE:
        return Role()
    begin, phrase = _head_phrase(document, begin, phrase, rules)
    if not phrase or len(phrase.split()) > BEFORE_WORDS or not is_known(phrase, rules):
        return Role()
    if rules.pattern("lexicon", "finite_verbs").search(phrase):
        return Role()
    own, body = split_body(document, begin, without_span(document, begin, begin + len(phrase)))
    return Role(spaced(own), spaced(body or _whose(document, begin)))


def _before_short_form(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a body ends whose short form in brackets stands right before `end`."""
    opening = document.text.rfind("(", start, end)
    if opening < 0 or SHORT_FORM.fullmatch(document.text[opening:end].rstrip()) is None:
        return end
    return opening


def _whose(document: AnnotatedDocument, start: int) -> str | None:
    """The body whose function stands at `start`, behind "its"."""
    possessives = words_of(document.lexicon_at(start).code, "possessives")
    before = document.folded[max(0, start - BEFORE) : start].rstrip().rpartition(" ")[2]
    return owner_before(document, start) if possessives.fullmatch(before) else None


def before_titles(document: AnnotatedDocument, floor: int, end: int) -> int:
    """Where what stands before a name ends: before titles ("Dr", "M.") and one comma."""
    rules, folded = document.lexicon_at(end), document.folded
    titles = {title.rstrip(".") for title in rules.folded_words("lexicon", "titles")}
    articles = rules.folded_words("lexicon", "articles")
    aged = words_of(rules.code, "age").search(folded, max(floor, end - AGE), end)
    if aged is not None and not folded[aged.end() : end].strip(" ,"):
        end = aged.start()
    titled = False
    while True:
        bare = folded[floor:end].rstrip()
        word = re.search(r"[\w.\-]+$", bare)
        if word is None:
            break
        name = word.group().rstrip(".")
        # "Minister" is a title and a function: it stays where it may be one.
        title = name in titles and not rules.pattern("lexicon", "roles").fullmatch(name)
        if not title and not (titled and name in articles):
            break
        titled = True
        end = floor + word.start()
    bare = folded[floor:end].rstrip()
    return floor + len(bare.removesuffix(","))


def _head_phrase(
    document: AnnotatedDocument, begin: int, phrase: str, rules: Lexicon
) -> tuple[int, str]:
    """The noun phrase at the end of a clause that names the function."""
    roles = [
        *rules.pattern("lexicon", "roles").finditer(phrase),
        *words_of(rules.code, "descriptions").finditer(phrase),
    ]
    if not roles:
        return begin, ""
    roles.sort(key=lambda match: match.start())
    last = rules.get(NAME, "head") == "last"
    anchor = roles[-1].start() if last else _first_of_phrase(phrase, roles, rules)
    while anchor and (phrase[anchor - 1] == "-" or phrase[anchor - 1].isalnum()):
        anchor -= 1  # "vice-ministre"
    leads = [m.end() for m in words_of(rules.code, "leads").finditer(phrase) if m.end() <= anchor]
    cut = max(leads, default=0) if last else anchor
    tail = phrase[cut:]
    shift = len(tail) - len(tail.lstrip())
    return begin + cut + shift, tail.strip()


def _first_of_phrase(phrase: str, roles: list[re.Match[str]], rules: Lexicon) -> int:
    """Where the function begins: its first noun that no other noun phrase follows."""
    links = rules.words(NAME, "noun_links")
    for role in roles:
        before = phrase[: role.start()].rstrip()
        if not before.endswith(links):
            return role.start()
    return roles[0].start()
