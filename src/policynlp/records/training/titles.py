"""What a course is called by the title of its announcement or report, and who announces it."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.holders import announcers
from policynlp.records.training.labels import key_of_label
from policynlp.records.training.names import find_courses
from policynlp.records.training.sentences import is_bare_line
from policynlp.records.training.values import NAME

# A title may have further lines among so many passages, and stands among so many headings.
TOP_LINES, MAX_TITLES = 6, 5
# What a title is worth: a course's own name apart from a word for courses, with one, any other.
QUOTED, NAMED, PLAIN, SKIPPED = 3, 2, 1, -1
# What parts the entries of a menu, or of a line on where a document is filed.
_MENU = re.compile(r"\s[|·•»>/]\s")
# Titles among so many may be a course's without a word for courses.
PLAIN_TITLES = 3
# A line of more words that ends with a point is a sentence.
LINE_WORDS = 8
# An event's name of so many words says what it is on.
OWN_NAME = 3


def course_title(
    document: AnnotatedDocument, labelled: str | None, quoted: str | None, *, formed: bool = False
) -> str | None:
    """The name of the one course that a document announces; None where its titles name none.

    Args:
        labelled: what a label says that it is called.
        quoted: a name between quotation marks in the text, better than a title all in capitals.
        formed: so many labels are those of a course that words for events count for nothing.

    Titles of sections that ask ("Is this course for you?"), call ("Call for applications") or name
    an event are none. A title on another kind of gathering leaves the document without a course.
    """
    if labelled is not None:
        return labelled
    best: tuple[int, str] | None = None
    plain = 0
    for i, (start, end) in enumerate(_titles(document)):
        worth, title = _named_in_title(document, start, end, formed=formed)
        if i == 0 and not formed and worth < NAMED and _names_event(document, start, end):
            return None
        plain += worth != SKIPPED
        if worth == PLAIN and plain > PLAIN_TITLES:
            continue  # the title of a section
        if title is not None and (best is None or worth > best[0]):
            best = worth, title
    if best is None:
        return quoted
    title = _as_in_text(document, best[1])
    called = title.isupper() or best[0] == PLAIN
    return quoted if quoted is not None and called and best[0] < QUOTED else title


def own_title(document: AnnotatedDocument) -> str | None:
    """The course that one of the first titles names by a word for courses."""
    found = [_named_in_title(document, s, e) for s, e in _titles(document)]
    named = [(worth, title) for worth, title in found if title is not None and worth >= NAMED]
    best = max(named, key=lambda n: n[0], default=None)
    return _as_in_text(document, best[1] or "") if best is not None else None


def _titles(document: AnnotatedDocument) -> list[tuple[int, int]]:
    """Where titles of the whole document stand: its title, early headings, lines at the top."""
    headings = [h for h in document.headings[:MAX_TITLES] if not h.colon]
    whole = fold(document.title or "")
    headings.sort(key=lambda h: fold(h.text) != whole)
    found = [(h.start, h.end) for h in headings]
    found += [
        (p.start, p.end)
        for p in document.passages[:TOP_LINES]
        if _subtitle(document, p) and not _describes(document, p)
    ]
    at = document.text.find(document.title) if document.title else -1
    if document.title and at >= 0 and not any(s <= at < e for s, e in found):
        found.insert(0, (at, at + len(document.title)))
    return found


def _describes(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a line says what something is and does not name it: "A course for ..."."""
    articles = document.lexicon(passage).words("lexicon", "determiners")
    return fold(passage.text).split()[0] in {fold(word) for word in articles}


def _named_in_title(
    document: AnnotatedDocument, start: int, end: int, *, formed: bool = False
) -> tuple[int, str | None]:
    """What a title says a course is called, and how much it is worth: 0 where it names none."""
    rules = document.lexicon_at(start)
    label, colon, rest = document.text[start:end].partition(":")
    if colon and rest.strip() and key_of_label(label) == "title" and not _calls(label, rules):
        start = end - len(rest.lstrip())  # "Subject: course on costing"
    text, folded = document.text[start:end], document.folded[start:end]
    bare = folded.strip(" .:?")
    skipped = any(
        rules.pattern(NAME, key).fullmatch(bare) for key in ("cues.skipped", "nouns.generic")
    )
    front = start + max(text.find(":"), 0)
    asks = text.rstrip().endswith("?") and not (
        find_courses(document, start, front)  # "Summer school 2019: who pays?"
    )
    if asks or skipped or key_of_label(bare) is not None:
        return SKIPPED, None
    if _is_menu(document, start, end) or _is_address(document, start, end):
        return SKIPPED, None
    reports = rules.pattern(NAME, "nouns.reports").match(folded)
    if reports is not None:
        # "Training report: suturing" names it behind the kind of paper.
        behind = re.match(r"\s?[:–—-]\s", text[reports.end() :])
        if behind is None:
            return _reported(text, folded[: reports.end()], rules)
        return QUOTED, title_of_heading(text[reports.end() + behind.end() :], rules)
    title = title_of_heading(text, rules)
    if title is None:
        return SKIPPED, None
    whole = " ".join(text.split()).strip(" .:")
    if title != whole and _calls(whole.replace(title, " "), rules):
        return QUOTED, title
    mentions = find_courses(document, start, end)
    if any(m.strong and not (m.bare and m.definite) for m in mentions):
        return (NAMED if any(m.strong and not m.definite for m in mentions) else PLAIN), title
    bodies = document.entities_in(start, end, "ORG")
    if bodies and 2 * (bodies[0].end - bodies[0].start) > end - start:
        # "Adriatic Summer School in Public Health 2018" looks like the name of a body.
        school = rules.pattern(NAME, "nouns.schooling").search(fold(bodies[0].text))
        return (NAMED, title) if school is not None else (SKIPPED, None)
    if _is_when(document, start, end):
        return SKIPPED, None
    label, colon, _ = text.partition(":")
    if colon and (
        rules.pattern(NAME, "cues.skipped").fullmatch(fold(label).strip())
        or key_of_label(label) not in (None, "title")
    ):
        return SKIPPED, None
    if not formed and _names_event(document, start, end):
        return 0, None
    return PLAIN, title


def _is_when(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line tells no more than when and where, or when it was issued."""
    rules = document.lexicon_at(start)
    found = document.entities_in(start, end, "DATE", "LOC", "COUNTRY")
    if not any(e.label == "DATE" and any(c.isdigit() for c in e.text) for e in found):
        return False
    left = document.folded[start:end]
    for entity in found:
        left = left.replace(fold(entity.text), " ")
    small = rules.folded_words(NAME, "cues.people_tail") | rules.folded_words("lexicon", "articles")
    return not set(re.findall(r"[^\W\d_]+", left)) - small


def _is_address(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line opens with a body and ends with its town: a part of a letterhead."""
    bodies = document.entities_in(start, end, "ORG")
    towns = document.entities_in(start, end, "LOC", "COUNTRY")
    if not bodies or not towns or bodies[0].start != start:
        return False
    apart = document.text[bodies[0].end : towns[-1].start].lstrip()[:1] in (",", "–", "-", "|")
    return apart and end - towns[-1].end <= 1 and ":" not in document.text[start:end]


def _is_menu(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line parts the entries of a menu, or says above the title where it is filed."""
    parted = len(_MENU.findall(document.text[start:end]))
    at = document.text.find(document.title) if document.title else -1
    return parted > 1 or (parted == 1 and end <= at)


def _reported(title: str, paper: str, rules: Lexicon) -> tuple[int, str | None]:
    """The course that the title of a report names: "Report on the training of midwives in Bo".

    Args:
        paper: what it says of the kind of paper, folded; the noun for the course ends it.
    """
    nouns = rules.pattern(NAME, "nouns.strong").finditer(paper)
    noun = next((n for n in nouns if n.end() == len(paper)), None)
    if noun is None or not title[noun.end() :].strip(" .:"):
        return SKIPPED, None
    return QUOTED, " ".join(title[noun.start() :].split()).strip(" .:")


def _calls(words: str, rules: Lexicon) -> bool:
    """Whether words say that something is a course: "Seminar:", « Parcours »."""
    return rules.pattern(NAME, "nouns.any_course").search(fold(words)) is not None


def _names_event(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a title is that of a meeting, conference or launch and of no course."""
    if find_courses(document, start, end):
        return False
    return any(
        m.kind in ("meeting", "conference", "launch")
        and (not m.weak or len(m.name.split()) >= OWN_NAME)
        for m in find_mentions(document, start, end)
    )


def _subtitle(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a line of the title: alone in its block, without label or verb."""
    if passage.kind != "sentence" or passage.start != passage.block.start:
        return False
    heading = passage.heading
    if heading is not None and key_of_label(fold(heading.text).strip(" .:?")) is not None:
        return False  # "Who should apply", and below it "Store managers"
    alone = passage.end >= passage.block.end - 1
    ended = passage.text.rstrip().endswith(".") and len(passage.text.split()) > LINE_WORDS
    plain = alone and not ended and ":" not in passage.text
    return plain and is_bare_line(document, passage.start, passage.end)


def reports_training(document: AnnotatedDocument) -> bool:
    """Whether a title says that the document reports on a course: "Training report"."""
    return any(
        document.lexicon_at(h.start)
        .pattern(NAME, "nouns.reports")
        .match(document.folded, h.start, h.end)
        for h in document.headings[:3]
    )


def seeks_staff(document: AnnotatedDocument) -> bool:
    """Whether the title is that of a vacancy: labels and duties are those of a post."""
    rules = document.lexicon_at(0)
    titles = [document.title or "", *(h.text for h in document.headings[:2])]
    pattern = rules.pattern(NAME, "cues.vacancy")
    return any(pattern.search(fold(title)) for title in titles)


def _as_in_text(document: AnnotatedDocument, title: str) -> str:
    """A title in capitals as running text writes it, where it does."""
    if not title.isupper():
        return title
    at = document.folded.find(fold(title))
    while at >= 0:
        words = " ".join(document.text[at : at + len(title)].split())
        if not words.isupper():
            return words
        at = document.folded.find(fold(title), at + 1)
    return title


def issuer_of(document: AnnotatedDocument) -> str | None:
    """The body named by the letterhead or top heading of an announcement."""
    for heading in document.headings[:2]:
        bodies = document.entities_in(heading.start, heading.end, "ORG")
        if bodies and 2 * (bodies[0].end - bodies[0].start) > heading.end - heading.start:
            return bodies[0].text
    for passage in document.passages[:TOP_LINES]:
        bodies = document.entities_in(passage.start, passage.end, "ORG")
        covered = sum(b.end - b.start for b in bodies)
        if (
            bodies
            and 5 * covered > 3 * (passage.end - passage.start)
            and _subtitle(document, passage)
        ):
            if len(bodies) > 1:
                return bodies[0].text
            # "Institute of Health, Tirana, 3 May 2021"
            behind = document.entities_in(bodies[0].end, passage.end, "LOC", "DATE", "COUNTRY")
            stop = behind[0].start if behind else passage.end
            return " ".join(document.text[passage.start : stop].split()).rstrip(" ,–-|")
    for passage in document.passages[:TOP_LINES]:
        issuer = _issuer_in_line(document, passage)
        if issuer is not None:
            return issuer
    return None


def _issuer_in_line(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The body that ends a line of the title: "An online course of the Institute of X"."""
    bodies = document.entities_in(passage.start, passage.end, "ORG", "PROGRAM")
    if not bodies or passage.end - bodies[-1].end > 1 or bodies[-1].start == passage.start:
        return None
    if not any(m.strong for m in find_courses(document, passage.start, passage.end)) and not (
        document.lexicon(passage).pattern(NAME, "nouns.none").search(document.folded_text(passage))
    ):
        return None
    before = document.folded[passage.start : bodies[-1].start].rstrip()
    issued = document.lexicon(passage).pattern(NAME, "cues.issued_by").finditer(before)
    return bodies[-1].text if any(m.end() == len(before) for m in issued) else None


def announcer_of(document: AnnotatedDocument, end: int) -> str | None:
    """The body that a sentence before the first course says offers them."""
    for passage in document.of_kind("sentence"):
        if passage.start >= end:
            break
        found = announcers(document, passage.start, passage.end)
        if found:
            return found[0]
    return None
