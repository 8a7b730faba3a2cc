"""Where helpers come from: adjectives of nationality, countries, North and South.

`knowledge/north.tsv` lists the countries that are not of the South: the developed economies of
UNCTAD's country classification, with Singapore and Taiwan, which give and do not receive aid.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from policynlp.folding import fold
from policynlp.languages import lexicon, read_tsv


@cache
def _demonyms(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    by_form = {fold(row["adjective"]): row["iso3"] for row in lexicon(code).rows("demonyms")}
    forms = "|".join(re.escape(form) for form in sorted(by_form, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<form>{forms})(?:ne|e)?s?(?![\w-])"), by_form


def nationalities(folded: str, code: str) -> list[tuple[str, int]]:
    """Countries whose adjective stands in the text, with the offset: ("KEN", 14)."""
    pattern, by_form = _demonyms(code)
    return [(by_form[m["form"]], m.start()) for m in pattern.finditer(folded)]


@cache
def _north() -> frozenset[str]:
    return frozenset(row["iso3"] for row in read_tsv(files("policynlp.knowledge") / "north.tsv"))


def is_south(iso3: str) -> bool:
    """Whether a country is counted to the South."""
    return iso3 not in _north()
