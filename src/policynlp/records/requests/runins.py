"""Labelled values run into an item after its text: "... Responsible: MoH. Deadline: June 2020."."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policynlp.annotated import AnnotatedDocument, TableCell
from policynlp.columns import column_role

_RUN_IN = re.compile(
    r"(?:(?<=[.;,!?)])|^|\s[–—-]|\s\||\n|\()\s{0,20}"
    r"(?P<label>[^\W\d_][^\W_]*(?:[ '’][^\W_]+){0,3})\s?:\s+"
)
_ROLES = frozenset(
    {"responsible", "deadline", "priority", "expected_result", "partners", "cost", "status"}
)


def read_run_ins(
    document: AnnotatedDocument, start: int, end: int
) -> tuple[int, Mapping[str, TableCell]]:
    """Where the text proper ends, and the labelled values behind it by what they hold."""
    text = document.text[start:end]
    if ":" not in text:
        return end, {}
    found = [
        (m, role) for m in _RUN_IN.finditer(text) if (role := column_role(m["label"])) in _ROLES
    ]
    values: dict[str, TableCell] = {}
    for i, (match, role) in enumerate(found):
        stop = found[i + 1][0].start() if i + 1 < len(found) else len(text)
        value = text[match.end() : stop].strip(" .;,()|–—-")
        begin = start + text.index(value, match.end()) if value else start + match.end()
        if role is not None:
            values.setdefault(role, TableCell(match["label"], value, begin, begin + len(value)))
    if not found:
        return end, values
    return start + len(text[: found[0][0].start()].rstrip(" –—-|(")), values
