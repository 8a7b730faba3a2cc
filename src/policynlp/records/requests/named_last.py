"""Who is asked or will act where a passage names them at its end: in brackets, behind a dash."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.parts.bodies import is_body, split_bodies

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,120})[)\]]")
# A name beside that of a body: "the district office, Mahosot".
_SHORT_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,24}(?: [A-ZÀ-Þ][\w'’-]{1,24}){0,2}")
_TRAILING = re.compile(r"\s?:\s+|\s[–—-]\s+")


def bracketed(document: AnnotatedDocument, passage: Passage) -> list[str]:
    """The bodies in brackets, at the end of an item or alone: "... (MoH and partners)."."""
    for match in reversed(list(_BRACKET.finditer(passage.text))):
        start = passage.start + match.start("inside")
        last = not passage.text[match.end() :].strip(" .;,")
        if not last and _spells_out(document, passage.start + match.start()):
            continue
        found: list[str] = []
        other = False
        for part in re.finditer(r"[^,;]+", match["inside"]):
            s, e = start + part.start(), start + part.end()
            if document.entities_in(s, e, "DATE"):
                continue
            if is_body(document, s, e):
                found.extend(split_bodies(document, s, e))
            else:
                other = True
        if found and (last or not other):
            return found
        if last:
            break
    return []


def trailing_bodies(document: AnnotatedDocument, passage: Passage) -> list[str]:
    """The bodies behind a last colon or dash: "Choice of pilot sites: MoH, 15 May"."""
    marks = list(_TRAILING.finditer(passage.text))
    if not marks:
        return []
    end = passage.end
    for mark in reversed(marks):
        found: list[str] = []
        start = passage.start + mark.end()
        dated = False
        for part in re.finditer(r"[^,;]+", document.text[start:end]):
            s, e = start + part.start(), start + part.end()
            if document.entities_in(s, e, "DATE"):
                dated = True
            elif is_body(document, s, e):
                found += split_bodies(document, s, e)
            elif found and _SHORT_NAME.fullmatch(part.group().strip(" .")):
                found.append(part.group().strip(" ."))
            else:
                return []
        if found or not dated:
            return found
        end = passage.start + mark.start()
    return []


def _spells_out(document: AnnotatedDocument, bracket: int) -> bool:
    """Whether a bracket stands right behind a name, as an acronym or a note on it."""
    return any(
        bracket - 2 <= e.end <= bracket
        for e in document.entities_in(max(0, bracket - 120), bracket)
    )
