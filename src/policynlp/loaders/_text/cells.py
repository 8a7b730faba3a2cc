"""How the cells of tables look whose titles tell what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from policynlp.folding import fold
from policynlp.languages import all_words, any_of, available, lexicon
from policynlp.loaders._text.leads import is_open
from policynlp.loaders._text.lines import starts_lower

# The column by whose cells it is seen most surely that text was given to the right columns, and one
# whose title is not known.
WHEN = "deadline"
UNKNOWN = ""
# How well a line begins a cell of a column.
FITS, FITS_LITTLE, FITS_NOT = 2.0, 0.5, -2.5
_NUMBER = re.compile(
    r"(?:[A-Za-z]{0,3}[.\- ]?\d{1,3}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?"
)
_NOTHING = re.compile(r"[-–—/*. ]{1,5}|(?i:n/?a|tb[cda])")
_TIME_WORDS, _BODY_WORDS, _SUM_DIGITS = 10, 12, 3


@lru_cache(maxsize=4096)
def fit(role: str, text: str) -> float:
    """How well a line begins a cell of a column."""
    if _NOTHING.fullmatch(text):
        return FITS_LITTLE if role not in ("action", "recommendation") else FITS_NOT
    if role == WHEN:
        return _time(text)
    looks = _LOOKS.get(role)
    if looks is not None:
        return FITS if looks(text) else FITS_NOT
    numbered = is_number(text) and any(map(str.isdigit, text))
    return FITS_NOT if numbered and role != UNKNOWN else 0.0


def is_number(text: str) -> bool:
    return len(text) <= 8 and _NUMBER.fullmatch(text) is not None


def _time(text: str) -> float:
    """How well a line begins a date or another word on when."""
    folded = fold(text)
    if len(folded.split()) > _TIME_WORDS:
        return FITS_NOT
    if _open().fullmatch(folded) is not None:
        return FITS_LITTLE
    if _times().search(folded) is not None:
        return FITS
    numbered = any(map(str.isdigit, folded)) and not _NUMBER.match(text)
    return FITS_LITTLE if numbered else FITS_NOT


@lru_cache(maxsize=4096)
def strange_words(text: str) -> int:
    """How many words of what may tell when are none of a date and no whole phrase on when."""
    folded = fold(text).strip(" .")
    if _times().fullmatch(folded) is not None or _open().fullmatch(folded) is not None:
        return 0
    return sum(not is_time_word(word) for word in folded.split())


@lru_cache(maxsize=4096)
def is_time_word(word: str) -> bool:
    """Whether a word alone is part of a date: a number, a month, "quarter", "early", "by"."""
    parts = [part for part in re.split("[-–—/']", fold(word).strip(".,()")) if part]
    return all(
        any(map(str.isdigit, part)) or part in _date_words() or _times().fullmatch(part) is not None
        for part in parts
    )


def opens_time(word: str) -> bool:
    """Whether a word of a date may begin it: "by", and no "of" that stands between its parts."""
    return is_time_word(word) and (not is_open(word) or fold(word) in _date_openers())


def is_unsettled(text: str) -> bool:
    """Whether a cell says that nobody knows yet: "to be determined"."""
    return _open().fullmatch(fold(text)) is not None


@cache
def _date_openers() -> frozenset[str]:
    return frozenset(
        fold(word) for key in ("until", "from") for word in all_words("deadlines", key)
    )


@cache
def _date_words() -> frozenset[str]:
    """Words that stand before and between the parts of a date."""
    words = {fold(word) for key in ("filler", "range") for word in all_words("deadlines", key)}
    ordinals = {
        fold(str(word))
        for code in available()
        for word in lexicon(code).table("lexicon").get("ordinals", ())  # type: ignore[attr-defined]
    }
    return frozenset(words | ordinals | _date_openers())


def _is_body(text: str) -> bool:
    words = text.split()
    return len(words) <= _BODY_WORDS and text[-1] not in ".!?" and not text[0].isdigit()


def _is_sum(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return (text[0].isdigit() or digits >= _SUM_DIGITS) and len(text.split()) <= _BODY_WORDS


def _is_task(text: str) -> bool:
    return len(text.split()) > 1 and not is_number(text)


_LOOKS: dict[str, Callable[[str], bool]] = {
    "number": is_number,
    "responsible": _is_body,
    "cost": _is_sum,
    "action": _is_task,
    "recommendation": _is_task,
}


@cache
def _times() -> re.Pattern[str]:
    """Years, dates in numbers, names of months, and phrases that tell when without a number."""
    months = [
        str(name)
        for code in available()
        for key in ("months", "months_short")
        for name in lexicon(code).table("lexicon").get(key, ())  # type: ignore[attr-defined]
    ]
    names = "|".join(re.escape(fold(name)) for name in months)
    phrases = f"{any_of('deadlines', 'phrases')}|{any_of('tables', 'cells.time')}"
    dates = r"(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|[tqs]\d"
    return re.compile(rf"(?<!\w)(?:{dates}|{names}|{phrases})(?!\w)")


@cache
def _open() -> re.Pattern[str]:
    """What stands for a date or a name that nobody knows yet: "to be determined"."""
    return re.compile(any_of("bodies", "nobody"))


def looks_run_on(text: str, previous: str) -> bool:
    """Whether a line goes on with the cell of the line above, by its look."""
    if not previous or _NOTHING.fullmatch(previous):
        return False
    return (
        starts_lower(text)
        or text[0] == "("
        or previous[-1] in ",-–&/("
        or is_open(previous.split()[-1])
    )
