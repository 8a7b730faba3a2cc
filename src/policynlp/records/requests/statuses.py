"""Whether the row of a table says that a thing is done."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policynlp.annotated import TableCell
from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon

# "done in 2017": how many words may stand behind the one that says so.
MAX_STATUS_REST = 3
# How many were done, where a table tells how many were planned: "874", "1 session"; no share.
_COUNT = re.compile(r"[1-9][\d .,]{0,12}(?: [^\W\d]+){0,2}")


def is_done(columns: Mapping[str, TableCell]) -> bool:
    """Whether the status column says that the thing is done, or how often it was."""
    if "status" not in columns:
        return False
    folded = fold(columns["status"].text).strip(" .")
    if _COUNT.fullmatch(folded):
        return True
    return any(_says_done(lexicon(code), folded) for code in available())


def _says_done(rules: Lexicon, folded: str) -> bool:
    """Whether a status is, or begins with, a word for done or dropped: "done in 2017"."""
    match = rules.pattern("tables", "cells.done").match(folded)
    if match is None:
        return False
    rest = folded[match.end() :].replace(",", " ").split()
    return len(rest) <= MAX_STATUS_REST and (
        rules.pattern("tables", "cells.partly").search(folded) is None
    )
