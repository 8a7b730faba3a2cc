"""Aims in running text: numbered clauses, or infinitives joined by "and"."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.records.parts.prose import clauses

NAME = "records/partnership"
MIN_WORDS = 2
_END = re.compile(r"[.!?](?=\s|$)|;\s")


def split_purposes(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The aims that follow a cue ending at `start`: up to the sentence's end or its next clause."""
    text, folded = document.text, document.folded
    rules = document.lexicon_at(start)
    while start < end and text[start] in " :,\n":
        start += 1
    parts = clauses(text[start:end])
    if parts:
        return [" ".join(text[start + a : start + b].split()) for a, b in parts]
    stop = rules.pattern(NAME, "purposes.stop").search(folded, start, end)
    if stop is not None:
        end = stop.start()
    closing = _END.search(text, start, end)
    if closing is not None:
        end = closing.end() if text[closing.start()] != ";" else closing.start()
    spans = []
    begin = start
    for match in rules.pattern(NAME, "purposes.joint").finditer(folded, start, end):
        if len(text[begin : match.start()].split()) >= MIN_WORDS:
            spans.append((begin, match.start()))
            begin = match.end()
    spans.append((begin, end))
    found = [" ".join(text[s:e].split()).strip(" ,") for s, e in spans]
    return [aim for aim in found if len(aim.split()) >= MIN_WORDS]
