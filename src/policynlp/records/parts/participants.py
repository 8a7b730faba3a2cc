"""Who took part and how many: attendance told in prose, and numbers of people.

Words stand in `languages/*/records/participants.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.whole_numbers import numbers_in

NAME = "records/participants"
# A longer stretch behind a cue is the rest of the sentence and not a list of people.
MAX_WORDS = 45
# What stands further on in a sentence, in characters, is left unread.
MAX_STRETCH = 2500
# How many words of a number may stand before the noun counted ("some 200 trained nurses").
NOUN_REACH = 4
# How far behind the town where people met its day may begin, in characters.
DAY_REACH = 8
# Words before a number ("a total of about"), and characters up to its end.
MAX_OPENERS = 4
NUMBER_REACH = 80
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|\d+")
_SENTENCE = re.compile(r"(?<=\w{3})[.!?]\s+(?=[A-ZÀ-Þ])")
_LISTED = re.compile(r"(?: [^:.;]{1,60})? ?: ")
_COMMA = re.compile(r", ")
_EDGE = " \t\n,;:.–—-("
# What a bracket counts has no more words.
MAX_COUNTED = 8
# What commas set apart inside a list has at most so many characters.
ASIDE_REACH = 40


@dataclass(frozen=True)
class Attendance:
    """Those present, as printed.

    Attributes:
        text: without a leading article or preposition and without final mark.
        count: of the people, where the text begins with a number.
    """

    text: str
    count: int | None
    start: int
    end: int


def find_attendance(document: AnnotatedDocument, start: int, end: int) -> Attendance | None:
    """Those said to take part in a stretch of prose: "brought together 40 delegates" gives them.

    None where the stretch says nothing of attendance, or only in general words.
    """
    end = min(end, start + MAX_STRETCH)
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "cues.object").finditer(document.folded, start, end):
        if document.text[match.start()].isupper() and _inside_name(document, *match.span()):
            continue  # "United Nations agencies"
        found = _behind(document, match.end(), end, rules)
        if found is not None:
            return found
    for match in rules.pattern(NAME, "cues.subject").finditer(document.folded, start, end):
        # "Sixty people attended: directors, nurses" names them behind the verb.
        behind = _LISTED.match(document.text, match.end(), end)
        found = _behind(document, behind.end(), end, rules) if behind else None
        found = found or _before(document, start, match.start(), rules)
        found = found or _inverted(document, start, match, end, rules)
        if found is not None:
            return found
    return None


def _inverted(
    document: AnnotatedDocument, start: int, verb: re.Match[str], end: int, rules: Lexicon
) -> Attendance | None:
    """Those behind a verb that opens its sentence: « Ont pris part à l'atelier les cadres »."""
    if document.folded[start : verb.start()].strip():
        return None
    taken_in = rules.pattern(NAME, "cues.complement").match(
        document.folded, min(verb.end() + 1, end), end
    )
    found = _behind(document, taken_in.end() if taken_in else verb.end(), end, rules)
    if found is None or not (found.count or _names_people(found.text, rules)):
        return None
    return found


def attendance_behind(document: AnnotatedDocument, start: int, end: int) -> Attendance | None:
    """Those named right behind an offset, up to where what is said of them ends."""
    return _behind(document, start, end, document.lexicon_at(start))


def find_expected(document: AnnotatedDocument, start: int, end: int) -> Attendance | None:
    """Those an event is said to be held for: "It is open to staff of private laboratories"."""
    end = min(end, start + MAX_STRETCH)
    rules = document.lexicon_at(start)
    match = rules.pattern(NAME, "cues.open").search(document.folded, start, end)
    for date in document.entities_in(start, end, "DATE")[-1:]:
        cue = rules.pattern(NAME, "cues.expected").search(document.folded, date.end, end)
        match = match or cue
    return _behind(document, match.end(), end, rules) if match else None


def _behind(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Attendance | None:
    """What stands behind a cue up to the end of the enumeration, behind where and when."""
    start = _skip_where_and_when(document, start, end, rules)
    stop = _clause_end(document, start, end)
    pattern = rules.pattern(NAME, "cues.ends")
    for match in pattern.finditer(document.folded, start, stop):
        before = document.folded[start : match.start()].strip(_EDGE)
        if _is_aside(document, before, match.start(), stop, rules):
            continue
        if before and not _inside_name(document, match.start(), match.end()):
            stop = match.start()
            break
    for entity in document.entities_in(start, stop, "DATE"):
        if entity.start - start > 1:
            stop = entity.start
            break
    stop = _before_main_clause(document, start, stop, rules)
    return _attendance(document, start, _without_place(document, start, stop, rules), rules)


def _is_aside(
    document: AnnotatedDocument, before: str, position: int, stop: int, rules: Lexicon
) -> bool:
    """Whether a small word only opens what commas set apart inside a list: "the nine districts and,
    for the first time, three users"."""
    comma = document.text.find(",", position, min(stop, position + ASIDE_REACH))
    joined = before.rpartition(" ")[2] in rules.folded_words("lexicon", "conjunctions")
    return joined and comma >= 0 and document.text[:position].rstrip().endswith(",")


def _before_main_clause(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> int:
    """Where a relative clause ends: "which drew mayors, nurses and monks, the Ombudsman urged"."""
    for mark in _COMMA.finditer(document.text, start, stop):
        if rules.pattern(NAME, "cues.main_verbs").match(document.folded, mark.end(), stop):
            return mark.start()  # "which drew mayors, was held in Bo"
    joint = next(rules.pattern("lexicon", "and").finditer(document.folded, start, stop), None)
    comma = document.text.find(", ", joint.end(), stop) if joint is not None else -1
    if comma < 0:
        return stop
    begin = comma + 2
    article = rules.pattern("lexicon", "determiners").match(document.folded, begin, stop)
    if article is None and not document.entities_in(begin, stop, "PERSON", "ORG")[:1]:
        return stop
    verb = rules.pattern(NAME, "cues.main_verbs").search(document.folded, begin, stop)
    return comma if verb is not None else stop


def _without_place(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> int:
    """The end of "45 people" in "brought 45 people to Gemena", of "the mayors" in "shown to the
    mayors in Bo on 4 February"."""
    end = start + len(document.text[start:stop].rstrip())
    for entity in document.entities_in(start, stop, "LOC"):
        before = document.folded[start : entity.start].rstrip()
        small = before.rpartition(" ")[2]
        dated = document.entities_in(entity.end, entity.end + DAY_REACH, "DATE")
        behind = document.folded[entity.end : end].strip(_EDGE)
        if behind and not rules.pattern("lexicon", "prepositions").fullmatch(behind):
            continue
        if not rules.pattern(NAME, "cues.place").fullmatch(small):
            continue
        head = before[: -len(small)].rstrip()
        if head and (dated or count_people(head, rules) is not None):
            return start + len(head)
    return stop


def _skip_where_and_when(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where the people begin in "brought together in Moroni, from 28 to 30 May, forty midwives"."""
    for _ in range(4):
        behind = next(
            (
                entity
                for entity in document.entities_in(start, min(end, start + 60), "DATE", "LOC")
                if _links_only(document.folded[start : entity.start], rules)
                or (entity.label == "DATE" and not document.folded[start : entity.start].strip())
            ),
            None,
        )
        if behind is None or behind.end >= end:
            return start
        start = behind.end
    return start


def _links_only(folded: str, rules: Lexicon) -> bool:
    """Whether nothing stands there but commas and little words, at least one of them."""
    words = folded.replace(",", " ").split()
    patterns = [rules.pattern("lexicon", key) for key in ("prepositions", "determiners")]
    return bool(words) and all(
        any(pattern.fullmatch(word) for pattern in patterns) for word in words
    )


def _before(
    document: AnnotatedDocument, start: int, stop: int, rules: Lexicon
) -> Attendance | None:
    """The subject before a cue: what stands behind the last clause mark."""
    begin = start
    folded = document.folded
    for match in _SENTENCE.finditer(document.text, begin, stop):
        begin = match.end()
    now = rules.pattern(NAME, "cues.now").match(folded, begin, stop)
    if now is not None and folded[now.end() : now.end() + 1] != ",":
        begin = now.end()  # "This year around 350 doctors, nurses and students are expected"
    start = begin
    for match in re.finditer(r"[;:(]\s|,\s", folded[start:stop]):
        at = start + match.end()
        opener = rules.pattern("records/organisers", "cues.adverbial").match(
            folded[begin:at].lstrip()
        )
        # "The minister, the mayor and 80 nurses attended": commas only close what opens a sentence.
        if folded[at - 2] != "," or opener or document.entities_in(begin, at, "DATE"):
            begin = at
    found = _attendance(document, begin, stop, rules)
    verb = document.folded[begin:stop].rstrip().rpartition(" ")[2]
    if verb in {fold(word) for word in rules.words("lexicon", "finite_verbs")}:
        return None  # "a meeting will be convened"
    if found is None or (found.count is None and not _names_people(found.text, rules)):
        return None
    return found


def _names_people(text: str, rules: Lexicon) -> bool:
    return rules.pattern(NAME, "people.nouns").search(fold(text)) is not None


def _clause_end(document: AnnotatedDocument, start: int, end: int) -> int:
    text = document.text
    for i in range(start, end):
        if text[i] in ";\n" or (text[i] in ".!?" and text[i + 1 : i + 2] in ("", " ", "\n")):
            word = re.search(r"\w+$", text[max(start, i - 6) : i])
            if text[i] == "." and word is not None and len(word.group()) <= 2:
                continue
            return i
    return end


def _inside_name(document: AnnotatedDocument, start: int, end: int) -> bool:
    around = document.entities_in(max(0, start - 120), end + 120, "ORG", "PROGRAM", "PERSON")
    return any(e.start <= start and end <= e.end for e in around)


def _attendance(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Attendance | None:
    text = document.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in " \t\n,;:–—-(":
        end -= 1
    start = _skip_article(document, start, end, rules)
    while end > start and text[end - 1] in ".":
        end -= 1
    words = text[start:end].split()
    if not words or len(words) > MAX_WORDS:
        return None
    if fold(words[0]) in {fold(word) for word in rules.words("lexicon", "prepositions")}:
        return None  # "was convened on 3 May"
    if fold(words[0]) in rules.words("lexicon", "conjunctions"):
        return None  # "took part and agreed"
    if rules.pattern(NAME, "general").fullmatch(fold(" ".join(words))):
        return None
    if rules.pattern(NAME, "presides").search(fold(" ".join(words))):
        return None  # "with the Director in the chair"
    return Attendance(" ".join(words), _number_at(document.folded[start:end], rules), start, end)


def _skip_article(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    pattern = rules.pattern(NAME, "openers")
    match = pattern.match(document.folded, start, end)
    if match is None or match.end() >= end:
        return start
    start = match.end()
    while start < end and document.text[start] == " ":
        start += 1
    return start


def counted_in(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """Those counted in a bracket: "(Hotel Taj, 34 organisations)"."""
    rules = document.lexicon_at(start)
    for part in re.finditer(r"[^,;()]{4,80}", document.text[start:end]):
        s, e = start + part.start(), start + part.end()
        folded = document.folded[s:e].strip()
        if document.entities_in(s, e, "DATE", "MONEY") or len(folded.split()) > MAX_COUNTED:
            continue
        groups = (rules.pattern(NAME, f"people.{key}") for key in ("nouns", "groups"))
        if _number_at(folded, rules) is not None and any(p.search(folded) for p in groups):
            return " ".join(document.text[s:e].split())
    return None


def participant_count(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """How many people a stretch counts: the first number before a noun of people, else None."""
    rules = document.lexicon_at(start)
    return count_people(document.text[start:end], rules)


def count_people(text: str, rules: Lexicon) -> int | None:
    """The first number that stands before a noun of people ("une trentaine de sages-femmes")."""
    folded = fold(text)
    nouns = rules.pattern(NAME, "people.nouns")
    for start, end, value in numbers_in(folded, rules):
        del start
        stretch = _reach(folded, end)
        if nouns.search(folded, end, stretch) is not None:
            return value
    return None


def _reach(folded: str, start: int) -> int:
    """Where the noun counted by a number must begin at the latest."""
    end = start
    for i, match in enumerate(_WORD.finditer(folded, start)):
        if re.search(r"[.;:()]", folded[end : match.start()]):
            break
        end = match.end()
        if i >= NOUN_REACH:
            break
    return end


def _number_at(folded: str, rules: Lexicon) -> int | None:
    """The number that a text begins with, behind words such as "some" or "près de"."""
    offset = 0
    for _ in range(MAX_OPENERS):
        while folded[offset : offset + 1].isspace():
            offset += 1
        opener = rules.pattern(NAME, "about").match(folded, offset)
        if opener is None:
            break
        offset = opener.end()
    for start, _, value in numbers_in(folded[:NUMBER_REACH], rules):
        return value if start <= offset or not folded[offset:start].strip() else None
    return None
