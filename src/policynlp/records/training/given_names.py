"""Names that a course is given: between quotation marks, behind a colon or "called", or apposed.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon, any_of
from policynlp.records.training.values import NAME

# How far behind the noun a title between quotation marks may begin, in characters.
QUOTE_REACH = 60
# A word of so many letters ("for", « pour ») may be part of the name that it stands in.
BARE_CUE = 4
QUOTED = re.compile(
    r"«\s*+(?P<a>[^\s«»][^«»\n]{1,158}?[^\s«»])\s*»"
    r"|“\s*+(?P<b>[^\s“”][^“”\n]{1,158}?[^\s“”])\s*”"
    r"|(?<!\w)\"(?P<c>[^\"\n]{3,160}?)\"(?!\w)"
    # An apostrophe inside of a word ends no title.
    r"|(?<!\w)['‘](?P<d>[A-ZÀ-Þ](?:[^'‘’\n]|['’](?=\w)){2,160}?)['’](?!\w)"
)
_COLON_TITLE = re.compile(r" (?P<first>[A-ZÀ-Þ][^\n:;.,()]{2,60}?)\s?: (?=\w)")
_APPOSED = re.compile(r",\s(?P<name>[A-ZÀ-Þ][^,;:.()\n]{3,90})(?=,\s)")
# What ends a name; the comma of a number does not.
BREAK = re.compile(r"[;:!?()\n\t|«»“”\"]|,(?!(?<=\d,)\d)|\.(?=\s|$)|\s[–—-]\s")


def quoted_title(match: re.Match[str]) -> str:
    """What stands between the quotation marks of a match of `QUOTED`."""
    return " ".join(next(filter(None, match.groups())).split())


def quote_before(text: str, begin: int, floor: int) -> str | None:
    """A title between quotation marks right before the noun ("Safe Birth" course)."""
    for match in QUOTED.finditer(text, max(floor, begin - 180), begin):
        if not text[match.end() : begin].strip():
            return quoted_title(match)
    return None


def capital_title(
    document: AnnotatedDocument, noun_end: int, end: int, rules: Lexicon
) -> tuple[int, int] | None:
    """A title with a colon that stands without marks right behind the noun.

    "le cours Santé numérique : planifier" has one; a course in a town has none.
    """
    text = document.text
    match = _COLON_TITLE.match(text, noun_end, end)
    if match is None or document.entities_in(noun_end, match.end("first"), "LOC", "COUNTRY", "ORG"):
        return None
    stop = end
    for key in ("cues.audience", "cues.held"):
        for other in rules.pattern(NAME, key).finditer(document.folded, match.end(), end):
            if len(other[0]) > BARE_CUE:
                stop = min(stop, other.start())
                break
    mark = BREAK.search(text, match.end(), stop)
    stop = mark.start() if mark else match.start() + len(text[match.start() : stop].rstrip())
    return noun_end, stop


def find_apposition(
    document: AnnotatedDocument, noun_end: int, name_end: int, end: int
) -> tuple[int, int] | None:
    """A name without quotation marks behind "called" or between commas: "a course, Safe Birth,".

    What begins small, or is a person, a body, a place or a date, is no name of a course.
    """
    text = document.text
    rules = document.lexicon_at(noun_end)
    called = rules.pattern(NAME, "cues.called").search(
        document.folded, noun_end, min(end, name_end + QUOTE_REACH)
    )
    if called is not None and not BREAK.search(
        text[name_end : called.start()].lstrip(" ,")  # "the course, called Safe Birth, ..."
    ):
        match = _called_name().match(text, called.end(), end)
    else:
        match = _APPOSED.match(text, max(noun_end, name_end), end)
    if match is None or len(match["name"].split()) < 2:
        return None
    s, e = match.span("name")
    for place in document.entities_in(s, e, "LOC", "COUNTRY"):
        before = document.folded[s : place.start].rstrip().rpartition(" ")[2]
        if before in rules.folded_words(NAME, "cues.place_before"):
            e = s + len(document.folded[s : place.start].rstrip()[: -len(before)].rstrip())
            break
    covered = document.entities_in(s - 1, e + 1, "ORG", "PERSON", "LOC", "COUNTRY", "DATE")
    if any(x.start - s < 2 for x in covered):
        return None
    for ending in rules.pattern(NAME, "cues.ends").finditer(document.folded, s, e):
        if document.folded[ending.start() - 1] == "-":
            continue  # "Nurse-led Care"
        if called is None or ending.start() <= s:
            return None
        e = ending.start()
        break
    return s, s + len(text[s:e].rstrip())


def is_near(folded: str, noun_end: int, quote: int, rules: Lexicon) -> bool:
    """Whether a quotation behind a noun is its name: nothing but its complement between them."""
    between = folded[noun_end:quote]
    if len(between) > 2 * QUOTE_REACH or re.search(r"[.;!?]", between):
        return False
    return rules.pattern("lexicon", "finite_verbs").search(between) is None


@cache
def _called_name() -> re.Pattern[str]:
    """A name behind "called"."""
    article = any_of(NAME, "nouns.name_articles", printed=True)
    return re.compile(rf"\s{{1,3}}(?:{article} )?(?P<name>[A-ZÀ-Þ][^,;:.()\n]{{3,110}})")
