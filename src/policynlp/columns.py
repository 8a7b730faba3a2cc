"""What the columns of a table hold, told by their titles (`languages/*/tables.toml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from policynlp.folding import fold
from policynlp.languages import any_of, available, lexicon

MAX_TITLE_WORDS = 12
# "11. What I propose": the number of a section that is a table.
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXivx]{1,4}|[A-Za-z])[.)]\s+")
# A title that could be read two ways is read in this order.
ROLES = (
    "number",
    "assistance",
    "reply",
    "recommendation",
    "responsible",
    "deadline",
    "expected_result",
    "priority",
    "finding",
    "status",
    "partners",
    "cost",
    "remark",
    "action",
    "category",
    "place",
    "other",
)


@lru_cache(maxsize=4096)
def column_role(title: str) -> str | None:
    """What a column holds, from its title in any language; None for an unknown title."""
    folded = _plural().sub("s", " ".join(fold(title).split())).strip(" .:;*()")
    folded = folded[len(section_number(folded)) :]
    if not folded or len(folded.split()) > MAX_TITLE_WORDS:
        return None
    role = _role(folded)
    if role is not None:
        return role
    for mark in (" (", "/", " - ", ","):
        part = folded.split(mark)[0].strip()
        if part and part != folded:
            role = _role(part)
            if role is not None:
                return role
    return None


@cache
def _plural() -> re.Pattern[str]:
    """The plural in brackets: "Responsible officer(s)"."""
    return re.compile(rf"\({any_of('tables', 'plural_marks')}\)")


def section_number(title: str) -> str:
    """The number before a title, with its mark and blank, "" where it has none."""
    match = _NUMBER.match(title)
    return match.group() if match is not None else ""


def _role(folded: str) -> str | None:
    for role in ROLES:
        for code in available():
            if lexicon(code).pattern("tables", f"columns.{role}").fullmatch(folded):
                return role
    return None
