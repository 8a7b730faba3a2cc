"""Names of partnerships told only by what they are called: the project Oxigénio para Todos, the
convention « Naître bien », the Safe Start scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.compiled import compile_kept
from policynlp.folding import fold, fold_pattern
from policynlp.languages import Lexicon, any_of, lexicon
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.parts.knowledge import known_bodies

_QUOTED = r"[«“\"‘]\s?(?P<quoted>[^«»“”\"’\n]{3,60}?)\s?[»”\"’]"
_WORD = r"[A-ZÀ-ÞŒ][\w’'-]{1,24}"
_CAPITALS = (
    rf"(?P<capitals>{_WORD}"
    rf"(?:(?:\s[–-])?\s(?:(?:[a-zà-ÿ]{{1,5}})\s){{0,2}}{_WORD}){{1,5}})"
)
MIN_WORDS = 2


def introduced_names(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """Names right behind a word for a joint undertaking, or in quotation marks before it."""
    rules = document.lexicon_at(start)
    if not rules.pattern(NAME, "names.kinds").search(document.folded, start, end):
        return
    code = rules.code
    text = document.text
    for pattern in _patterns(code):
        for match in pattern.finditer(text, start, end):
            group = "quoted" if match.groupdict().get("quoted") else "capitals"
            s, e = match.span(group)
            name = " ".join(text[s:e].split())
            if group == "capitals" and not _is_name(document, s, e, fold(match["kind"]), rules):
                continue
            if group == "quoted" and not name[:1].isupper():
                continue
            yield NameMention(name, s, e, fold(match["kind"]), "medium")


def _is_name(document: AnnotatedDocument, start: int, end: int, kind: str, rules: Lexicon) -> bool:
    """Whether capitals name no body, place or person that the word before only belongs to."""
    kept = rules.pattern(NAME, "names.bonds").fullmatch(kind) is not None
    for entity in document.entities_in(start, end, "ORG", "PERSON", "COUNTRY", "LOC"):
        if kept and entity.label == "ORG" and entity.canonical_id not in known_bodies():
            continue
        if entity.end - entity.start >= (end - start) // 2:
            return False
    return len(document.text[start:end].split()) >= MIN_WORDS


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(fold_pattern(word) for word in lexicon(code).words(NAME, "names.kinds"))
    # The text keeps its accents: a word of the list may be written with or without them.
    kinds = "|".join(sorted({kinds, "|".join(lexicon(code).words(NAME, "names.kinds"))}))
    # A noun and its name have at most so much of the sentence between them.
    gap = rf"(?:\s{any_of(NAME, 'names.called', printed=True)})?,?\s"
    found = [
        compile_kept(rf"(?<!\w)(?P<kind>(?i:{kinds})){gap}{_QUOTED}"),
        compile_kept(rf"(?<!\w)(?P<kind>{kinds}){gap}{_CAPITALS}"),
    ]
    if lexicon(code).get("bodies", "head_last"):
        found.append(compile_kept(rf"{_QUOTED}\s(?P<kind>{kinds})(?!\w)"))
        articles = lexicon(code).words(NAME, "names.articles")
        before = "|".join(f"(?<={form} )" for a in articles for form in (a, a.capitalize()))
        found.append(compile_kept(rf"(?:{before}){_CAPITALS}\s(?P<kind>{kinds})(?!\w)"))
    return tuple(found)
