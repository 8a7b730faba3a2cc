"""Names of courses in a sentence or title: the noun ("course", « formation ») and what it is on.

Nouns stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, once_a_stretch
from policynlp.folding import fold
from policynlp.languages import Lexicon, all_words, any_of, lexicon
from policynlp.records.training.given_names import (
    BREAK,
    QUOTED,
    capital_title,
    find_apposition,
    is_near,
    quote_before,
    quoted_title,
)
from policynlp.records.training.values import NAME, names_people

MAX_TITLE_WORDS = 22
MAX_BEFORE = 4
# Those whom a course is for are told in so many words where they name it.
MAX_PEOPLE = 6
# How far behind the noun a name may reach, in characters.
MAX_NAME = 240
# How far before a noun the article that points back may stand, in characters.
DEFINITE_REACH = 26
# How far before a name "care of" may stand, in characters.
SUBJECT_REACH = 60
_WORD = re.compile(r"[\w'’\-]+")


@dataclass(frozen=True)
class CourseMention:
    """A course named in the text.

    Attributes:
        title: its name between quotation marks, else its noun phrase.
        quoted: the title stood between quotation marks or behind a colon.
        strong: the noun means a course by itself; a "seminar" needs people who are taught.
        head: the folded noun that later sentences take up.
        bare: the noun says nothing of the topic ("the course").
        audience: those taught, named in the noun phrase ("formation des sages-femmes sur ...").
    """

    title: str
    start: int
    end: int
    noun_start: int
    noun_end: int
    head: str
    quoted: bool
    strong: bool
    bare: bool
    definite: bool
    audience: str | None = None


@once_a_stretch
def find_courses(document: AnnotatedDocument, start: int, end: int) -> Sequence[CourseMention]:
    """Courses named in a stretch, left to right; nouns inside another one's name are left out."""
    rules = document.lexicon_at(start)
    text, folded = document.text, document.folded
    nouns = rules.lists(NAME, "nouns.", ("strong", "medium")).finditer(folded, start, end)
    hits = [(match.start(), -match.end(), strength) for strength, match in nouns]
    if not hits:
        return ()
    blocked = [m.span() for m in rules.pattern(NAME, "nouns.none").finditer(folded, start, end)]
    found: list[CourseMention] = []
    for s, negative, strength in sorted(hits):
        e = -negative
        if any(a < e and s < b for a, b in blocked) or (found and s < found[-1].end):
            continue
        if _inside_body(document, s, e) or text[s:e].lower() in rules.words(NAME, "nouns.no_noun"):
            continue  # « deux infirmiers diplômés »
        if strength != "strong" and _round_of(folded, e, hits, rules):
            continue  # « la quatrième session du diplôme de soins »
        found.append(_mention(document, start, end, (s, e), strength == "strong", rules))
    return found


def _inside_body(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a noun is part of a body's name ("Institut de formation ...")."""
    around = document.entities_in(max(0, start - 120), end + 120, "ORG")
    return any(e.start < start and end <= e.end for e in around)


def _round_of(folded: str, end: int, hits: Sequence[tuple[int, int, str]], rules: Lexicon) -> bool:
    """Whether a noun is a round of the course that is named behind it."""
    joint = rules.pattern(NAME, "nouns.round_joint").match(folded, min(end + 1, len(folded)))
    return joint is not None and any(
        s - joint.end() in (0, 1) and strength == "strong" for s, _, strength in hits
    )


def _mention(
    document: AnnotatedDocument,
    start: int,
    end: int,
    noun: tuple[int, int],
    strong: bool,
    rules: Lexicon,
) -> CourseMention:
    s, e = noun
    text, folded = document.text, document.folded
    begin = _begin(document, s, start, rules)
    stop = _end(document, e, end, rules)
    before = quote_before(text, begin, start)
    if before is not None:
        return CourseMention(
            before, begin, max(stop, e), s, e, _head(folded[s:e], rules), True, strong, False,
            False, None,
        )  # fmt: skip
    quote = QUOTED.search(text, e, min(end, e + 2 * MAX_NAME))
    audience = _own_audience(document, e, stop, rules)
    definite = _definite(folded, begin, start, rules)
    if quote is not None and is_near(folded, e, quote.start(), rules):
        title = quoted_title(quote)
        return CourseMention(
            title, begin, quote.end(), s, e, _head(folded[s:e], rules), True, strong, False,
            definite, audience,
        )  # fmt: skip
    if strong and begin == s and stop <= e + 1 and audience is None:
        stop = _with_audience(document, e, end, rules) or stop
    named = capital_title(document, e, end, rules) or find_apposition(document, e, stop, end)
    if named is not None:
        words = " ".join(text[slice(*named)].split()).strip(" ,")
        return CourseMention(
            words, begin, named[1], s, e, _head(folded[s:e], rules), True, strong, False, definite,
            audience,
        )  # fmt: skip
    title = " ".join(text[begin:stop].split()).strip(" ,")
    bare = begin == s and len(title.split()) <= len(folded[s:e].split())
    return CourseMention(
        title, begin, max(stop, e), s, e, _head(folded[s:e], rules), False, strong, bare,
        definite, audience,
    )  # fmt: skip


def _head(phrase: str, rules: Lexicon) -> str:
    """The noun that is taken up later: "course" of "training course", « stage »."""
    if rules.get("bodies", "head_last"):
        front = rules.pattern("bodies", "after_name").split(phrase)[0].split()
        return front[-1] if front else phrase
    return re.split(r"[ -]", phrase)[0]


def _begin(document: AnnotatedDocument, position: int, floor: int, rules: Lexicon) -> int:
    """Where the name begins: in a head-last language, with the words right before the noun."""
    if not rules.get("bodies", "head_last"):
        return position
    window = document.text[max(floor, position - 60) : position]
    base = position - len(window)
    begin = position
    stop_words = _stop_words(rules.code)
    for word in reversed(list(_WORD.finditer(window))[-MAX_BEFORE:]):
        gap = window[word.end() : begin - base]
        if gap not in (" ", "\n", "-") or word[0][0].isdigit():
            break
        if fold(word[0]) in stop_words or fold(word[0]).split("-")[0] in stop_words:
            break
        payer, _, participle = word[0].rpartition("-")
        if payer and rules.pattern(NAME, "cues.hung_on").fullmatch(fold(participle)):
            break  # "a WHO-funded course"
        if any(
            rules.pattern(NAME, key).fullmatch(fold(word[0])) for key in ("cues.held", "cues.ended")
        ):
            break
        begin = base + word.start()
    return _subject_before(document, begin, floor, rules) if begin < position else begin


def _subject_before(document: AnnotatedDocument, begin: int, floor: int, rules: Lexicon) -> int:
    """Where "care of burns training" begins; "rounds of triage training" only at its topic."""
    before = document.folded[max(floor, begin - SUBJECT_REACH) : begin]
    base = begin - len(before)
    for match in rules.pattern(NAME, "nouns.subject_of").finditer(before):
        if match.end() == len(before.rstrip()):
            return _begin(document, base + match.start(), floor, rules)
    return begin


def is_preposition(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether what folds to « a » is printed « à »: no verb."""
    return document.text[start:end].lower() in all_words(NAME, "cues.accented")


def is_degree(document: AnnotatedDocument, noun_end: int, rules: Lexicon) -> bool:
    """Whether the noun that ends there is one of a degree."""
    before = document.folded[max(0, noun_end - 40) : noun_end]
    return any(
        m.end() == len(before) for m in rules.pattern(NAME, "nouns.degrees").finditer(before)
    )


@cache
def _stop_words(code: str) -> frozenset[str]:
    rules = lexicon(code)
    words: set[str] = set()
    for key in ("function_words", "determiners", "prepositions", "conjunctions", "finite_verbs"):
        words |= {fold(word) for word in rules.words("lexicon", key)}
    table = rules.get("lexicon", "number_words")
    if isinstance(table, dict):
        words |= {fold(word) for word in table}
    return frozenset(words)


def _end(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    """Where the name ends: before a verb, a date, a body that holds it, or a mark."""
    folded = document.folded
    end = min(end, position + MAX_NAME)
    ends = [m.start() for m in BREAK.finditer(document.text, position, end)]
    ends += [e.start for e in document.entities_in(position, end, "DATE", "PERSON")]
    for key in ((NAME, "cues.ends_at"), ("lexicon", "finite_verbs")):
        ends += [m.start() for m in rules.pattern(*key).finditer(folded, position, end)]
    length = rules.pattern(NAME, "nouns.length").match(folded, min(position + 1, end), end)
    held = rules.pattern(NAME, "cues.ran").match(folded, min(position + 1, end), end)
    if held is not None and not is_preposition(document, held.start(), held.end()):
        return position  # "the course ran"
    people = rules.pattern(NAME, "cues.of_audience").match(folded, min(position + 1, end), end)
    purpose = rules.pattern(NAME, "cues.purpose").search(folded, position, end)
    for match in rules.pattern(NAME, "cues.ends").finditer(folded, position, end):
        if length is not None and match.start() < length.end():
            continue  # « certificat de six mois en sécurité des aliments »
        if people and purpose is not None and purpose.start() <= match.start() < purpose.end():
            continue  # "training of vaccinators for the measles campaign"
        if not is_preposition(document, match.start(), match.end()):
            ends.append(match.start())
    for match in rules.pattern(NAME, "cues.happens").finditer(folded, position, end):
        ends.append(match.start())
    degree = is_degree(document, position, rules)
    for entity in document.entities_in(position, end, "LOC", "COUNTRY"):
        if degree and len(document.text[position : entity.start].split()) == 1:
            continue  # "Diploma in Anaesthesia"
        before = folded[max(position, entity.start - 6) : entity.start].split()[-1:]
        if before and before[0] in {fold(w) for w in rules.words(NAME, "cues.place_before")}:
            ends.append(folded.rindex(before[0], position, entity.start))
    for body in document.entities_in(position, end, "ORG") if degree else ():
        of = rules.pattern(NAME, "cues.issued_by").finditer(folded, position, body.start)
        ends += [m.start() for m in of if not folded[m.end() : body.start].strip()]
    stop = min((i for i in ends if i >= position), default=end)
    words = list(_WORD.finditer(document.text, position, stop))
    if len(words) > MAX_TITLE_WORDS:
        return position
    while words:
        last = fold(words[-1][0]).rstrip("'")
        if last not in _stop_words(rules.code):
            break
        words.pop()
    return words[-1].end() if words else position


def _own_audience(
    document: AnnotatedDocument, position: int, stop: int, rules: Lexicon
) -> str | None:
    """Those taught inside the name: "training of the enumerators", « formation des agents sur »."""
    folded = document.folded
    begin = position
    while begin < stop and document.text[begin] == " ":
        begin += 1
    lead = rules.pattern(NAME, "cues.of_audience").match(folded, begin, stop)
    if lead is None:
        return None
    purpose = rules.pattern(NAME, "cues.purpose").search(folded, lead.end(), stop)
    end = purpose.start() if purpose is not None else stop
    opening = {fold(word) for word in rules.words(NAME, "cues.topic_opening")}
    for match in rules.pattern(NAME, "cues.topic").finditer(folded, lead.end(), end):
        between = folded[lead.end() : match.start()]
        if match[0] in opening and between.strip():
            end = match.start()
            break
    phrase = document.text[lead.end() : end].strip(" '")
    front = _complement().split(fold(phrase))[0]
    counted = phrase[:1].isdigit()
    if not phrase or not (counted or names_people(front, rules)):
        return None
    return phrase


def _with_audience(
    document: AnnotatedDocument, noun_end: int, end: int, rules: Lexicon
) -> int | None:
    """Where a name ends that says only for whom a course is: "the course for village aides"."""
    lead = rules.pattern(NAME, "cues.for_whom").match(document.folded, noun_end + 1, end)
    if lead is None:
        return None
    stop = _end(document, lead.end(), end, rules)
    words = document.folded[lead.end() : stop].split()
    if not 0 < len(words) <= MAX_PEOPLE or words[0][:1].isdigit():
        return None
    return stop if names_people(" ".join(words[:MAX_PEOPLE]), rules) else None


def _definite(folded: str, begin: int, floor: int, rules: Lexicon) -> bool:
    before = folded[max(floor, begin - DEFINITE_REACH) : begin].rstrip()
    before = _lasting().sub("", before)  # "the five-day training"
    return any(
        m.end() == len(before) for m in rules.pattern(NAME, "nouns.definite").finditer(before)
    )


@cache
def _lasting() -> re.Pattern[str]:
    """How long a course lasts, right before its noun: "the five-day training"."""
    return re.compile(rf" [\w]{{1,12}}-{any_of(NAME, 'nouns.lasting')}$")


@cache
def _complement() -> re.Pattern[str]:
    """A word before the complement of a noun."""
    return re.compile(rf" {any_of(NAME, 'nouns.of')} ")
