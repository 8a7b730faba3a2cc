"""What a mission was for: labelled items, numbered clauses, infinitives in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.columns import column_role
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.mission.trip_text import sentences_in
from policynlp.records.parts.forms import Form, Scope, distinct, items_of, match_label
from policynlp.records.parts.prose import clauses

NAME = "records/mission"
# Sentences of the document's beginning that may state the purpose where no label does.
FIRST_SENTENCES = 40
MIN_WORDS = 2
# Columns that say when, who or how much.
_QUALIFYING = frozenset({"number", "deadline", "responsible", "cost", "priority", "status"})
_SEMICOLON = re.compile(r"(?<=;)\s+(?:[•*·–—-]\s+)?(?=\w)")
_BULLET = re.compile(r"[•*·–—-]\s+")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ])")


def read_objectives(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> list[str]:
    """The objectives under their labels, else the list of the terms of reference, else what the
    sentences of travel give as purpose."""
    passages = form.get("objectives", ())
    introduced = form.get("objectives_lead", ())
    # A list behind "The mission was to:" counts under a heading of its own or by itself.
    inside = [p for p in introduced if _under_objectives(p)]
    if inside or not items_of(passages):
        passages = _ordered(passages, inside or introduced)
    labelled = listed_under(document, passages, purposes=True)
    return (
        labelled
        or listed_under(document, [p for p in form.get("terms", ()) if p.kind != "sentence"])
        or purposes_of(document, sentences_in(document, scope)[:FIRST_SENTENCES], told)
        or listed_under(document, form.get("subject", ()), purposes=True)
    )


def _ordered(left: Sequence[Passage], right: Sequence[Passage]) -> tuple[Passage, ...]:
    unique = {(p.start, p.end): p for p in (*left, *right)}
    return tuple(unique[span] for span in sorted(unique))


def _under_objectives(passage: Passage) -> bool:
    return any(
        match_label(fold(heading.text).strip(), NAME, ("objectives",)) for heading in passage.path
    )


def listed_under(
    document: AnnotatedDocument, passages: Sequence[Passage], *, purposes: bool = False
) -> list[str]:
    """Objectives or results under a label: items, numbered clauses, or sentences.

    Args:
        purposes: of sentences only what follows a word of purpose, where one has one.
    """
    chosen = items_of(passages)
    running = {(p.start, p.end) for p in document.passages}
    values = [p for p in passages if p.kind == "sentence" and (p.start, p.end) not in running]
    if any(p.kind != "sentence" for p in chosen):
        # A value on the label's own line stands beside the list: "Overall objective: ...".
        chosen = list(_ordered(chosen, values))
    elif values:
        # Sentences under a title of the same sense only explain it.
        chosen = values
    if purposes and chosen and all(p.kind == "sentence" for p in chosen):
        stated = [aim for p in chosen for aim in _aims_after_cue(document, p)]
        if stated:
            return distinct(stated)
    texts: list[str] = []
    for passage in chosen:
        start = passage.start
        if purposes and passage.kind == "item":
            start = _behind_subject(document, passage)
        mark = _BULLET.match(document.text, start, passage.end)
        start = mark.end() if mark else start
        text = document.text[start : passage.end]
        parts = clauses(text)
        if parts:
            texts.extend(text[a:b] for a, b in parts)
        elif len(chosen) == 1 and _SEMICOLON.search(text):
            texts.extend(_SEMICOLON.split(text))
        elif passage.cells:
            texts.append(_told(passage))
        elif purposes and passage.kind == "sentence":
            texts.extend(split_aims(document, start, passage.end, document.lexicon(passage)))
        else:
            texts.append(text)
    return distinct(" ".join(text.split()) for text in texts if text.strip())


def _told(row: Passage) -> str:
    """The first cell of a row that says something and does not only qualify another."""
    worded = [cell for cell in row.cells if _worded(cell.text)]
    own = (cell for cell in worded if column_role(cell.header) not in _QUALIFYING)
    return next((cell.text for cell in [*own, *worded]), "")


def _worded(cell: str) -> bool:
    """Whether a cell says something: it is no number or code."""
    return len(re.findall(r"[^\W\d]", cell)) > 2


def _behind_subject(document: AnnotatedDocument, passage: Passage) -> int:
    """Where an item's aim begins: behind "The consultant shall ..."."""
    pattern = document.lexicon(passage).pattern(NAME, "cues.duty")
    match = pattern.match(document.folded, passage.start, passage.end)
    if match is None:
        return passage.start
    start = match.end()
    while start < passage.end and document.text[start] in " :,":
        start += 1
    return start


def _aims_after_cue(document: AnnotatedDocument, passage: Passage) -> list[str]:
    rules = document.lexicon(passage)
    duty = rules.pattern(NAME, "cues.duty").match(document.folded, passage.start, passage.end)
    cue = rules.pattern(NAME, "cues.purpose").search(document.folded, passage.start, passage.end)
    match = duty or cue
    return split_aims(document, match.end(), passage.end, rules) if match else []


def purposes_of(
    document: AnnotatedDocument, inside: Sequence[Passage], told: Sequence[Passage]
) -> list[str]:
    """The aims of the first sentence that speaks of the trip and of a purpose.

    Args:
        inside: sentences that are asked.
        told: those that tell of the trip, in which any word of purpose will do.
    """
    travelled = {p.start for p in told}
    for strict in (True, False):
        for passage in inside:
            rules = document.lexicon(passage)
            folded = document.folded_text(passage)
            cue = "cues.purpose_of_trip" if strict else "cues.purpose"
            match = rules.pattern(NAME, cue).search(folded)
            if match is None or (not strict and passage.start not in travelled):
                continue
            start = passage.start + match.end()
            if strict:
                inner = rules.pattern(NAME, "cues.purpose").search(
                    folded, max(0, match.start() - 1)
                )
                start = passage.start + max(match.end(), inner.end() if inner else 0)
            aims = split_aims(document, start, passage.end, rules)
            if aims:
                return distinct(aims)
    return []


def split_aims(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The aims behind a cue that ends at `start`: clauses (i), (ii), or joined infinitives."""
    text = document.text
    while start < end and text[start] in " :,\n-–—":
        start += 1
    closing = _SENTENCE_END.search(text, start, end)
    if closing is not None:
        end = closing.end()
    parts = clauses(text[start:end])
    if parts:
        return [" ".join(text[start + a : start + b].split()) for a, b in parts]
    spans: list[tuple[int, int]] = []
    begin = start
    for at, behind in _joints(document, start, end, rules):
        if at > begin and len(text[begin:at].split()) >= MIN_WORDS:
            spans.append((begin, at))
            begin = behind
    spans.append((begin, end))
    found = [" ".join(text[s:e].split()).strip(" ,;") for s, e in spans]
    return [aim for aim in found if len(aim.split()) >= MIN_WORDS]


def _joints(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> list[tuple[int, int]]:
    """Where one aim ends and the next begins; enumerations count only if one of them is joined."""
    folded = document.folded
    joined = [m.span() for m in rules.pattern(NAME, "cues.joint").finditer(folded, start, end)]
    listed = [
        m.span()
        for m in rules.pattern(NAME, "cues.joint_listed").finditer(folded, start, end)
        if folded[start : m.start()].rstrip().endswith(",")
    ]
    listed += [
        (m.start(), m.start())
        for m in rules.pattern(NAME, "cues.joint_infinitive").finditer(folded, start, end)
        if folded[start : m.start()].rstrip().endswith(",")
    ]
    marks = [(m.start(), m.end()) for m in re.finditer(r";\s", document.text[start:end])]
    joints = joined + (listed if joined else []) + [(start + a, start + b) for a, b in marks]
    return sorted((a, b) for a, b in joints if a > start)
