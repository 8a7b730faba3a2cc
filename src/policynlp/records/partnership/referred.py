"""Who is meant where a sentence on an agreement does not name its parties.

"The two ministries" are the two named before; "the memorandum was signed on Monday" binds those
whom the title or the head of the text names. Words stand in
`languages/*/records/partnership.toml` under `parties`.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon
from policynlp.records.partnership.names import NAME
from policynlp.records.partnership.signatories import read_signatories
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import is_named

# How much of the text before is looked through for who "the two ministries" are.
EARLIER = 6000
# The title of a news item has at most so many characters.
MAX_TITLE = 240
# What it names before its verb.
MAX_PARTIES = 4
_COLON = re.compile(r"\s?:\s")


def read_the_two(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Who "the two ministries" or "the two countries" of a stretch are: the two named before it.

    Empty where the text before names fewer, or more than two.
    """
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "parties.two").finditer(document.folded, start, end):
        kind = match["kind"]
        states = rules.pattern(NAME, "parties.countries").fullmatch(kind) is not None
        before: dict[str, str] = {}
        for entity in document.entities_in(
            max(0, start - EARLIER), match.start(), "COUNTRY" if states else "ORG"
        ):
            if not states and not _is_kind(entity.text, kind, rules):
                continue
            before.setdefault(entity.canonical_id or fold(entity.text), entity.text)
        if len(before) == 2:
            return list(before.values())
        titled = title_parties(document)
        if len(titled) == 2:
            return list(titled)
    return []


def _is_kind(name: str, kind: str, rules: Lexicon) -> bool:
    """Whether a body is of the kind that a plural noun tells; some nouns tell none."""
    if rules.pattern(NAME, "parties.any_body").fullmatch(kind):
        return True
    words = re.findall(r"\w+", fold(name))
    return any(_stem(word) == _stem(kind) for word in words[:2] + words[-1:])


@once_a_document
def title_parties(document: AnnotatedDocument) -> tuple[str, ...]:
    """Whom the title says to agree: "Norway, Malawi sign pact", « Mali-Suisse : ... »."""
    if not document.headings:
        return ()
    title = document.headings[0]
    start, end = title.start, min(title.end, title.start + MAX_TITLE)
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "facts.open").search(folded, start, end):
        return ()
    verb = rules.pattern(NAME, "parties.title").search(folded, start, end)
    if verb is None:
        return ()
    found: list[str] = []
    begin = start
    for colon in _COLON.finditer(document.text, start, verb.start()):
        begin = colon.end()
    found += read_signatories(document, begin, verb.start())
    if len(found) < 2:
        link = rules.pattern(NAME, "agreement.with").search(folded, verb.end(), end)
        found += read_signatories(document, link.end(), end) if link is not None else []
    found = distinct([body for body in found if is_named(body)])
    return tuple(found) if 2 <= len(found) <= MAX_PARTIES else ()


def _stem(word: str) -> str:
    """A noun without its plural."""
    for plural, singular in _plurals():
        if word.endswith(plural):
            return word[: -len(plural)] + singular
    return word


@cache
def _plurals() -> tuple[tuple[str, str], ...]:
    """Endings of plurals in all languages and those of their singulars, the longest first."""
    endings: dict[str, str] = {}
    for code in available():
        table = lexicon(code).get("lexicon", "plural_endings")
        assert isinstance(table, dict)
        endings |= table
    return tuple(sorted(endings.items(), key=lambda pair: (-len(pair[0]), pair[0])))
