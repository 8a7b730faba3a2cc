"""The top of a document: its title and first lines, and the event that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.parts.event_names import Mention, find_mentions
from policynlp.records.parts.forms import match_label
from policynlp.records.parts.venues import NAME
from policynlp.schema import Block
from policynlp.sections import section_kinds

# The top of a document, in characters, in front of its first section.
TOP = 2200
MAX_LINE_WORDS = 30
# An announcement of a course that is less sure may be one of an event.
SURE = 0.6
SENTENCE = re.compile(r"[a-zà-ÿ]{3}\.(?:\s|$)")
# "Meeting no.: 7"
_NUMBERED_LABEL = re.compile(r"[^:\n]{2,40}:\s?[\d\W]{1,12}")
LABELLED = re.compile(r"[^:\n]{2,50}?\s?:\s")


@dataclass(frozen=True)
class Line:
    """A line at the top: a heading or a whole paragraph."""

    start: int
    end: int
    block: Block
    title: bool


def top_lines(document: AnnotatedDocument) -> Iterator[Line]:
    """Headings and paragraphs from the beginning up to the first section."""
    headings = {h.block.id: h for h in document.headings}
    end = top_end(document)
    for block in document.loaded.blocks:
        if block.start >= end:
            return
        if block.kind in ("table", "header", "footer"):
            continue
        heading = headings.get(block.id)
        yield Line(block.start, block.end, block, heading is not None and not heading.colon)


def top_end(document: AnnotatedDocument) -> int:
    """Where the first section begins that is neither the title nor a list of those present."""
    for heading in document.headings:
        if heading.start > TOP:
            break
        rules = document.lexicon_at(heading.start)
        numbered = heading.block.id in document.loaded.numbers
        if numbered and heading.block.start > 0:
            return heading.block.start
        if heading.start == 0 or rules.pattern(NAME, "names.reports").match(
            document.folded, heading.start, heading.end
        ):
            continue
        telling = section_kinds(heading.text) - {"meetings", "agenda", "reference"}
        if (telling and "participants" not in telling) or numbered:
            return heading.block.start
    return TOP


def title_mention(
    document: AnnotatedDocument, lines: list[Line], *, report: bool = False
) -> tuple[Mention | None, Line | None]:
    """The event named in the title or another line at the top, the fullest name first."""
    best: tuple[int, Mention, Line] | None = None
    for line in lines[:12]:
        if len(document.text[line.start : line.end].split()) > MAX_LINE_WORDS:
            continue
        start = behind_report(document, line.start, line.end)
        if _only_report(document, line):
            continue
        if not line.title and not report and line.block.id != lines[0].block.id:
            continue
        if _NUMBERED_LABEL.fullmatch(document.text, start, line.end):
            continue
        if not line.title and LABELLED.match(document.text, start, line.end):
            label = fold(document.text[start : line.end].partition(":")[0]).strip()
            if match_label(label, NAME, ("name",)) is None:
                continue
        if not line.title and SENTENCE.search(document.text, start, line.end):
            continue
        if _is_addressed(document, line):
            continue
        for mention in find_mentions(document, start, line.end):
            upcoming = document.lexicon_at(line.start).pattern(NAME, "cues.upcoming")
            if mention.kind == "mission_visit" or upcoming.search(fold(mention.name)):
                continue
            rank = 2 * line.title + (not mention.weak) + (not is_bare(mention)) * 4
            rank += start > line.start
            if best is None or rank > best[0]:
                best = (rank, mention, line)
            break
    return (best[1], best[2]) if best else (None, None)


def behind_report(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a title goes on behind "Compte rendu de la", "Minutes of the"."""
    rules = document.lexicon_at(start)
    match = rules.pattern(NAME, "names.reports").match(document.folded, start, end)
    if match is None:
        return start
    begin = match.end()
    while begin < end and document.text[begin] in " :–—-":
        begin += 1
    link = rules.pattern(NAME, "names.links").match(document.folded, begin, end)
    if link is not None:
        begin = link.end()
    while begin < end and document.text[begin] == " ":
        begin += 1
    return begin if begin < end else start


def _only_report(document: AnnotatedDocument, line: Line) -> bool:
    """Whether a line says no more than what kind of paper this is: "MEETING REPORT"."""
    reports = document.lexicon_at(line.start).pattern(NAME, "names.reports")
    return reports.fullmatch(document.folded[line.start : line.end].strip(" .:")) is not None


def _is_addressed(document: AnnotatedDocument, line: Line) -> bool:
    """Whether a line says to whom a paper goes: "Note to the Committee"."""
    addressed = document.lexicon_at(line.start).pattern(NAME, "names.addressed")
    return addressed.match(document.folded, line.start, line.end) is not None


def is_bare(mention: Mention) -> bool:
    return len(mention.name.split()) == 1


def may_announce(document: AnnotatedDocument, mention: Mention) -> bool:
    """Whether a document of another type can be about the event that its title names."""
    kind = document.document_type
    unsure = kind.label == "training_announcement" and kind.confidence < SURE
    if kind.label not in ("news", "other", "guidance") and not unsure:
        return False
    return not mention.weak and not is_bare(mention)


def titled_body(document: AnnotatedDocument, lines: list[Line]) -> str | None:
    """The committee or group whose meeting is minuted: a line of the title, without its date."""
    for line in sorted(lines[:8], key=lambda one: not one.title):
        start = behind_report(document, line.start, line.end)
        text = document.text[start : line.end]
        if len(text.split()) > MAX_LINE_WORDS or LABELLED.match(text) or SENTENCE.search(text):
            continue
        rules = document.lexicon_at(line.start)
        body = rules.pattern(NAME, "nouns.bodies").search(document.folded, start, line.end)
        if body is None or _is_addressed(document, line):
            continue
        stop = line.end
        for entity in document.entities_in(body.end(), stop, "DATE", "LOC", "COUNTRY"):
            if entity.label == "DATE" or document.text[: entity.start].rstrip().endswith(","):
                stop = entity.start
                break
        return " ".join(document.text[start:stop].split()).strip(" ,;:–—-") or None
    return None


def titled_subject(document: AnnotatedDocument, lines: list[Line]) -> tuple[str, Line] | None:
    """What a report is on, behind its kind: "Workshop report: Costing the package"."""
    for line in lines[:3]:
        start = behind_report(document, line.start, line.end)
        if not line.title or start == line.start or ":" not in document.text[line.start : start]:
            continue
        if document.entities_in(start, line.end, "DATE", "LOC"):
            continue
        words = " ".join(document.text[start : line.end].split())
        if len(words.split()) > 1:
            return words, line
    return None


def as_passage(document: AnnotatedDocument, line: Line) -> Passage:
    return Passage(
        kind="sentence",
        text=document.text[line.start : line.end],
        start=line.start,
        end=line.end,
        block=line.block,
        index=-1,
        language=line.block.language,
    )
