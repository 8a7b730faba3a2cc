"""The event that a document itself reports on or announces: from its title, labels and top lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Field, Passage
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.event_drafts import Draft, alike, best_date, has_days
from policynlp.records.event_names import KINDS, Mention, find_mentions
from policynlp.records.event_prose import add_from, points_back
from policynlp.records.forms import match_label
from policynlp.records.organisers import find_backers, label_part, labelled_bodies
from policynlp.records.participants import find_attendance
from policynlp.records.venues import NAME, Venue, find_venue
from policynlp.schema import Block, Entity
from policynlp.sections import section_kinds

# The top of a document, in characters, in front of its first section.
TOP = 2200
# Sentences that may tell of the document's own event, from its beginning.
OPENING_SENTENCES = 14
LEAD_SENTENCES = 4
OWN_REPORT = 3.5
ANNOUNCED = 2.5
LEAD = 2.0
MAX_LINE_WORDS = 30
_DATELINE = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Line:
    """A line at the top: a heading or a whole paragraph."""

    start: int
    end: int
    block: Block
    title: bool


def find_own_event(document: AnnotatedDocument) -> Draft | None:
    """The document's own event, None where it has none."""
    report = document.document_type.label == "meeting_report"
    lines = list(_top_lines(document))
    mention, line = _title_mention(document, lines, report=report)
    if not report and (mention is None or not _announces(document, mention)):
        return _lead_event(document, lines)
    labels = dict(_labels(document, lines))
    draft = Draft("meeting", own=True, score=OWN_REPORT if report else ANNOUNCED)
    if mention is not None:
        draft.name, draft.kind = mention.name, mention.kind
    if report and (mention is None or _bare(mention)):
        draft.name = _titled_body(document, lines) or draft.name
    where = _date_and_place(document, draft, labels, lines)
    if draft.start is None and report and document.published:
        draft.start = draft.end = document.published
        draft.score -= 1.0
    if not report and draft.start is None:
        return _lead_event(document, lines)
    if draft.start is None and draft.venue is None:
        return None
    _people(document, draft, labels)
    for source in (line, where):
        if source is not None:
            draft.add(_as_passage(document, source))
    if not draft.passages:
        draft.passages = list(document.passages[:1])
    return draft if draft.passages else None


def _top_lines(document: AnnotatedDocument) -> Iterator[Line]:
    """Headings and paragraphs from the beginning up to the first section."""
    headings = {h.block.id: h for h in document.headings}
    end = _top_end(document)
    for block in document.loaded.blocks:
        if block.start >= end:
            return
        if block.kind in ("table", "header", "footer"):
            continue
        heading = headings.get(block.id)
        yield Line(block.start, block.end, block, heading is not None and not heading.colon)


def _top_end(document: AnnotatedDocument) -> int:
    """Where the first section begins that is neither the title nor a list of those present."""
    for heading in document.headings:
        if heading.start > TOP:
            break
        rules = document.lexicon_at(heading.start)
        if heading.start == 0 or rules.pattern(NAME, "names.reports").match(
            document.folded, heading.start, heading.end
        ):
            continue
        telling = section_kinds(heading.text) - {"meetings", "agenda", "reference"}
        numbered = heading.block.id in document.loaded.numbers
        if (telling and "participants" not in telling) or numbered:
            return heading.start
    return TOP


def _title_mention(
    document: AnnotatedDocument, lines: list[Line], *, report: bool = False
) -> tuple[Mention | None, Line | None]:
    """The event named in the title or another line at the top, the fullest name first."""
    best: tuple[int, Mention, Line] | None = None
    for line in lines[:12]:
        if len(document.text[line.start : line.end].split()) > MAX_LINE_WORDS:
            continue
        start = _behind_report(document, line.start, line.end)
        if _only_report(document, line):
            continue
        if not line.title and not report and line.block.id != lines[0].block.id:
            continue
        if _NUMBERED_LABEL.fullmatch(document.text, start, line.end):
            continue
        if not line.title and _LABELLED.match(document.text, start, line.end):
            label = fold(document.text[start : line.end].partition(":")[0]).strip()
            if match_label(label, NAME, ("name",)) is None:
                continue
        for mention in find_mentions(document, start, line.end):
            if mention.kind == "mission_visit":
                continue
            rank = 2 * line.title + (not mention.weak) + (not _bare(mention)) * 4
            rank += start > line.start
            if best is None or rank > best[0]:
                best = (rank, mention, line)
            break
    return (best[1], best[2]) if best else (None, None)


_SENTENCE = re.compile(r"[a-zà-ÿ]{3}\.(?:\s|$)")
# "Meeting no.: 7"
_NUMBERED_LABEL = re.compile(r"[^:\n]{2,40}:\s?[\d\W]{1,12}")
_LABELLED = re.compile(r"[^:\n]{2,50}?\s?:\s")


def _behind_report(document: AnnotatedDocument, start: int, end: int) -> int:
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


def _bare(mention: Mention) -> bool:
    return len(mention.name.split()) == 1


def _announces(document: AnnotatedDocument, mention: Mention) -> bool:
    """Whether a document of another type can be about the event that its title names."""
    if document.document_type.label not in ("news", "other", "guidance"):
        return False
    return not mention.weak and not _bare(mention)


def _titled_body(document: AnnotatedDocument, lines: list[Line]) -> str | None:
    """The committee or group whose meeting is minuted: a line of the title, without its date."""
    for line in sorted(lines[:8], key=lambda one: not one.title):
        start = _behind_report(document, line.start, line.end)
        text = document.text[start : line.end]
        if len(text.split()) > MAX_LINE_WORDS or _LABELLED.match(text) or _SENTENCE.search(text):
            continue
        rules = document.lexicon_at(line.start)
        body = rules.pattern(NAME, "nouns.bodies").search(document.folded, start, line.end)
        if body is None:
            continue
        stop = line.end
        for entity in document.entities_in(body.end(), stop, "DATE", "LOC", "COUNTRY"):
            if entity.label == "DATE" or document.text[: entity.start].rstrip().endswith(","):
                stop = entity.start
                break
        return " ".join(document.text[start:stop].split()).strip(" ,;:–—-") or None
    return None


def _labels(document: AnnotatedDocument, lines: list[Line]) -> Iterator[tuple[str, list[Passage]]]:
    """Values of labels at the top by what they hold; the first of a kind counts."""
    end = _top_end(document)
    del lines
    seen: set[str] = set()
    for field in document.fields:
        if field.block.start >= end or match_label(field.label, NAME, ("next",)):
            continue
        key = _key(field)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, list(field.values)


def _key(field: Field) -> str | None:
    key = match_label(field.label, NAME, ("both", "date", "place", "participants"))
    if key == "participants" and not field.inline:
        return None
    if key is not None:
        return key
    return "organizers" if label_part(field.label) == "organizers" else None


def _date_and_place(
    document: AnnotatedDocument, draft: Draft, labels: dict[str, list[Passage]], lines: list[Line]
) -> Line | None:
    """Sets date and place from labels, else from a line such as "Rabat, 18 et 19 février 2020"."""
    for key in ("date", "both"):
        for value in labels.get(key, []):
            dates = document.entities_in(value.start, value.end, "DATE")
            date = best_date(dates)
            if date is not None and draft.start is None:
                draft.set_dates(date)
    for key in ("place", "both", "date"):
        for value in labels.get(key, []):
            draft.venue = draft.venue or find_venue(document, value.start, value.end, bare=True)
            if draft.venue is None and key == "place" and len(value.text.split()) <= 12:
                draft.venue = Venue(value.text.strip(" ."), None, value.start, value.end)
    found: Line | None = None
    for line in lines:
        text = document.text[line.start : line.end]
        if len(text.split()) > MAX_LINE_WORDS or (_LABELLED.match(text) and not line.title):
            continue
        if document.document_type.label != "meeting_report" and _SENTENCE.search(text):
            continue
        dates = [e for e in document.entities_in(line.start, line.end, "DATE") if has_days(e)]
        issued = bool(dates) and _issued(document, line, dates[0])
        if document.document_type.label != "meeting_report":
            issued = issued or not document.entities_in(line.start, line.end, "LOC", "COUNTRY")
        if dates and draft.start is None and not issued:
            draft.set_dates(dates[0])
            found = line
        if draft.venue is None and (dates or line is found):
            draft.venue = find_venue(document, line.start, line.end, bare=True)
    if draft.venue is None:
        for line in lines:
            if line.title:
                draft.venue = draft.venue or find_venue(document, line.start, line.end)
    return found


def _issued(document: AnnotatedDocument, line: Line, date: Entity) -> bool:
    """Whether a line says when the paper was written and not when the event was."""
    rules = document.lexicon_at(line.start)
    before = document.folded[line.start : date.start]
    labels = rules.pattern("lexicon", "metadata.published_labels")
    phrases = rules.pattern("lexicon", "metadata.published_phrases")
    bare = before.strip(" :,(")
    return bool(
        (bare and labels.fullmatch(bare) and bare != "date") or phrases.search(before)
    )


def _people(document: AnnotatedDocument, draft: Draft, labels: dict[str, list[Passage]]) -> None:
    """Organisers and those present, from labels, else from the opening sentences."""
    draft.organizers = labelled_bodies(document, labels.get("organizers", []))
    values = labels.get("participants", [])
    if values:
        draft.participants = "; ".join(" ".join(v.text.split()) for v in values)
    nouns = _definite(document, draft)
    top = _top_end(document)
    speaks = True
    for passage in list(document.of_kind("sentence"))[:OPENING_SENTENCES]:
        if any(h.level > 2 for h in passage.path):
            break
        folded = document.folded_text(passage)
        named = nouns is not None and nouns.match(folded) is not None
        speaks = named or _names_own(document, passage, draft) or (points_back(document, passage) and (speaks or passage.start < top))
        if speaks:
            add_from(document, draft, passage)
        elif draft.participants is None and passage.start < top:
            attendance = find_attendance(document, passage.start, passage.end)
            if attendance is not None and attendance.count is not None:
                draft.participants = attendance.text
        if not draft.organizers and passage.index < 6 and draft.kind != "meeting":
            draft.organizers = list(
                find_backers(document, passage.start, passage.end).organizers
            )


def _names_own(document: AnnotatedDocument, passage: Passage, draft: Draft) -> bool:
    mentions = find_mentions(document, passage.start, passage.end)
    return any(not _bare(m) and alike(m.name, draft.name) for m in mentions)


def _definite(document: AnnotatedDocument, draft: Draft) -> re.Pattern[str] | None:
    """The draft's noun behind a definite article: "l'atelier", "the forum"."""
    if draft.kind is None:
        return None
    articles = [
        "|".join(re.escape(fold(a)) + ("" if a.endswith("'") else " ") for a in words)
        for code in available()
        if (words := lexicon(code).words("bodies", "definite"))
    ]
    nouns = [
        lexicon(code).pattern(NAME, f"nouns.{kind}") for code in available() for kind in KINDS
    ]
    words = [w for w in fold(draft.name or "").split() if any(p.fullmatch(w) for p in nouns)]
    if not words:
        return None
    del document
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(articles)})(?:{'|'.join(map(re.escape, words))})(?!\w)"
    )


def _lead_event(document: AnnotatedDocument, lines: list[Line]) -> Draft | None:
    """The event in the headline of a news item whose date the first sentences give."""
    if document.document_type.label not in ("news", "other"):
        return None
    mention, line = _title_mention(document, [one for one in lines[:4] if one.title])
    if mention is None or line is None or mention.weak:
        return None
    for passage in list(document.of_kind("sentence"))[:LEAD_SENTENCES]:
        rules = document.lexicon(passage)
        folded = document.folded_text(passage)
        told = any(
            rules.pattern(NAME, f"cues.{key}").search(folded) for key in ("held", "meets", "planned")
        )
        dates = [e for e in document.entities_in(passage.start, passage.end, "DATE") if has_days(e)]
        if find_mentions(document, passage.start, passage.end) and dates:
            return None  # the sentence names it itself
        if not told or not dates:
            continue
        draft = Draft(mention.kind, mention.name, own=True, score=LEAD)
        inner = [e for e in dates if not _DATELINE.search(e.text)] or dates
        draft.set_dates(inner[0])
        draft.venue = find_venue(document, passage.start, passage.end)
        draft.add(_as_passage(document, line))
        draft.add(passage)
        attendance = find_attendance(document, passage.start, passage.end)
        if attendance is not None:
            draft.participants = attendance.text
        for other in document.passages[passage.index + 1 : passage.index + 6]:
            if other.kind == "sentence" and points_back(document, other):
                add_from(document, draft, other)
        return draft
    return None


def _as_passage(document: AnnotatedDocument, line: Line) -> Passage:
    return Passage(
        kind="sentence",
        text=document.text[line.start : line.end],
        start=line.start,
        end=line.end,
        block=line.block,
        index=-1,
        language=line.block.language,
    )
