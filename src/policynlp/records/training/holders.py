"""Who gives a course: its subject, the agent behind "by", or the body from which teachers come.

Two ways of telling need no list of verbs. A body is the subject of a verb whose object is the
course or those taught ("The board wound up a course"), and it is the agent of a participle that
belongs to the course ("a course, put together by the board"); verbs of attending, paying and
asking, which say something else of a body, are listed in `languages/*/records/training.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.listed_bodies import read_bodies, subject_start
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.parts.organisers import before_pronoun, is_clause
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.holder_names import holder_only, is_course, is_group
from policynlp.records.training.names import find_courses
from policynlp.records.training.values import NAME, names_people

# How far behind "is given" its agent may stand, in characters.
AGENT_REACH = 110
# Words of a verb and its adverbs between a body and the course that it gives.
MAX_VERB = 6
# Words such as "with two" stand so near before those who teach, in characters.
TEACHERS = 26
# How far behind "which" its subject may begin, in characters.
RELATIVE_REACH = 6
# How far into a sentence the date may begin that opens it, in characters.
NEAR_DATE = 8


def holders(
    document: AnnotatedDocument, start: int, end: int, joint: Sequence[str] = ()
) -> list[str]:
    """The bodies that a stretch says give its course.

    Args:
        joint: bodies that join whoever gives it ("in partnership with the institute").
    """
    rules = document.lexicon_at(start)
    found = _agents(document, start, end, rules)
    if not found:
        found = _named_before(document, start, end, "cues.teaches", rules)
    for mention in find_courses(document, start, end) if not found else ():
        found = found or giver_of(document, start, mention.start)
    if not found:
        found = _on_it(document, start, end, rules)
    if not found:
        found = _in_relative(document, start, end, rules)
    found += [body for body in joint if found and body not in found]
    return found or _of_teachers(document, start, end, rules)


def together(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies with which somebody gives a course: "runs it with the university"."""
    found: list[str] = []
    cues = document.lexicon_at(start).pattern(NAME, "cues.with")
    for match in cues.finditer(document.folded, start, end):
        found += _named(document, match.end(), end)
    return found


def holders_before(document: AnnotatedDocument, start: int, verb: int) -> list[str]:
    """The bodies that train, before their verb: "The council, with support from X, trained"."""
    rules = document.lexicon_at(start)
    folded = document.folded
    keys = ("funded_by", "supported_by", "jointly")
    for key in keys:
        opener = rules.pattern(BACKERS, f"cues.{key}").match(folded, start, verb)
        comma = document.text.find(", ", start, verb) if opener is not None else -1
        if opener is not None and comma > 0:
            start = comma + 2  # "With funds from the Bank, the council trained"
    begin = subject_start(document, start, verb)
    for date in document.entities_in(begin, verb, "DATE")[:1]:
        if date.start - begin <= NEAR_DATE:
            begin = date.end  # "From 3 to 5 May WHO trained"
    inserted = min(
        (
            (match.start(), match.end(), key)
            for key in keys
            for match in rules.pattern(BACKERS, f"cues.{key}").finditer(folded, begin, verb)
            if document.text[begin : match.start()].rstrip().endswith(",")
        ),
        default=None,
    )
    if inserted is None:
        found = read_bodies(document, begin, verb)
    else:
        at, behind, key = inserted
        comma = document.text.rfind(",", begin, at)
        found = read_bodies(document, begin, comma)
        if key != "funded_by":
            found += [b for b in _named(document, behind, verb) if b not in found]
    found = [b for body in found if (b := holder_only(document, body, start, verb))]
    found = [b for b in found if not is_group(document, b, start, verb)]
    return [b for b in found if not is_course(document, b, start, verb)]


def announcers(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Who "opens", "announces" or "invites to" a course, and those with whom."""
    rules = document.lexicon_at(start)
    verb = rules.pattern(NAME, "cues.opens").search(document.folded, start, end)
    if verb is None or rules.pattern(NAME, "cues.paying").match(document.folded, verb.start(), end):
        return []
    begin = subject_start(document, start, verb.start())
    found = _named(document, begin, verb.start()) if begin < verb.start() else []
    if found:
        for match in rules.pattern(BACKERS, "cues.jointly").finditer(document.folded, start, end):
            found += [b for b in _named(document, match.end(), end) if b not in found]
    return found


def _named_before(
    document: AnnotatedDocument, start: int, end: int, cue: str, rules: Lexicon
) -> list[str]:
    """The bodies that stand as the subject before a cue: "X gives the course with Y"."""
    verb = rules.pattern(NAME, cue).search(document.folded, start, end)
    if verb is None:
        return []
    begin = subject_start(document, clause_start(document, start, verb.start()), verb.start())
    stop = before_pronoun(document, begin, verb.start(), rules)
    return _named(document, begin, stop) if begin < stop else []


def _of_teachers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The body from which those come who teach: "with tutors from the university"."""
    for match in rules.pattern(NAME, "cues.teachers_from").finditer(document.folded, start, end):
        found = _named(document, match.end(), end)
        if found:
            return found[:1]
    before = rules.pattern(NAME, "cues.before_teachers")
    for match in rules.pattern(NAME, "cues.teachers").finditer(document.folded, start, end):
        lead = document.folded[max(start, match.start() - TEACHERS) : match.start()].rstrip()
        if not any(m.end() == len(lead) for m in before.finditer(lead)):
            continue
        found = _named(document, match.end(), end)
        if found:
            return found[:1]
    return []


def _on_it(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The subject of any verb of giving that has the course as a pronoun: "X developed it"."""
    for it in rules.pattern(NAME, "cues.object_it").finditer(document.folded, start, end):
        clause = clause_start(document, start, it.start())
        bodies = document.entities_in(clause, it.start(), "ORG")
        if bodies and bodies[-1].end + 1 == it.start():  # « l'Agence l'a conçu »
            if rules.pattern(NAME, "cues.gives_none").search(it[0]) is None:
                return holders_before(document, start, it.start())
        elif found := giver_of(document, start, it.start()):
            return found
    return []


def _in_relative(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The subject of a relative clause: "a course which the institute started in May"."""
    folded = document.folded
    for which in rules.pattern(NAME, "cues.relative_object").finditer(folded, start, end):
        reach = min(end, which.end() + AGENT_REACH)
        verb = rules.pattern(NAME, "cues.given_in_relative").search(folded, which.end(), reach)
        if verb is not None:
            found = _named(document, which.end(), verb.start())
            if found:
                return found
        body = document.entity_at(which.end(), RELATIVE_REACH, "ORG")
        led = folded[start : which.start()].rstrip().rpartition(" ")[2]
        if body is None or rules.pattern("lexicon", "prepositions").fullmatch(led):
            continue  # "the network through which the school works"
        acts = folded[body.end : reach].split()[:MAX_VERB]
        if acts and not rules.pattern(NAME, "cues.gives_none").search(" ".join(acts)):
            return _named(document, which.end(), body.end)
    return []


def _agents(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Bodies behind "by" some way after "is given", "organised", « dispensée », or behind any
    other participle of the course: "a course, put together by the board"."""
    folded = document.folded
    for verb in rules.pattern(NAME, "cues.given").finditer(folded, start, end):
        for by in rules.pattern(NAME, "cues.by").finditer(
            folded, verb.end(), min(end, verb.end() + AGENT_REACH)
        ):
            before = folded[verb.start() : by.end()]
            paid = rules.pattern(BACKERS, "cues.funded_by").search(before)
            if paid is not None and paid.end() >= len(before.rstrip()):
                continue
            found = _named(document, by.end(), end)
            if found:
                return found
    for by in rules.pattern(BACKERS, "cues.by").finditer(folded, start, end):
        if _does_course(document, start, by.start(), end, rules):
            found = _named(document, by.end(), end)
            if found:
                return found
    return []


def _does_course(
    document: AnnotatedDocument, start: int, by: int, end: int, rules: Lexicon
) -> bool:
    """Whether what stands before a "by" is a participle of a course, or when and where it is."""
    before = document.folded[start:by].rstrip(" ,")
    if any(m.end() == len(before) for m in rules.pattern(NAME, "cues.no_agent").finditer(before)):
        return False
    mentions = find_courses(document, start, end)
    taught = rules.pattern(NAME, "cues.trained").search(document.folded, start, by)
    if taught is None and not any(m.start < by for m in mentions):
        return False
    known = document.entities_in(start, by, "DATE", "LOC", "COUNTRY")
    if any(e.end == start + len(before) for e in known):
        return True  # "are prepared for group work from 3 to 5 May by the university"
    for particle in rules.pattern(NAME, "cues.particles").finditer(before):
        if particle.end() == len(before):
            before = before[: particle.start()].rstrip()
    word = start + before.rfind(" ") + 1
    front = document.text[start:word].rstrip()
    if front.endswith(",") or any(m.start < word <= m.end + 2 for m in mentions):
        return True
    last = fold(front.rpartition(" ")[2])
    return last in rules.folded_words("lexicon", "and") or (
        rules.pattern("lexicon", "finite_verbs").fullmatch(last) is not None
    )


def giver_of(document: AnnotatedDocument, start: int, at: int) -> list[str]:
    """The bodies that are the subject of a verb whose object, a course or those taught, begins at
    an offset: "The board, with the ministry, wound up a course"."""
    rules = document.lexicon_at(start)
    clause = clause_start(document, start, at)
    bodies = document.entities_in(clause, at, "ORG")
    opens = (i for i, body in enumerate(bodies) if _opens(document, clause, body.start))
    first = next(opens, None)
    if first is None:
        return []
    last = bodies[first].end
    for body in bodies[first + 1 :]:
        if _between().fullmatch(document.folded[last : body.start]) is None:
            break
        last = body.end
    if not _gives(document, last, at, rules):
        return []
    return holders_before(document, start, last)


def _gives(document: AnnotatedDocument, start: int, at: int, rules: Lexicon) -> bool:
    """Whether nothing but a verb, and perhaps when and where, parts a body from what it gives."""
    words = document.text[start:at]
    for entity in reversed(document.entities_in(start, at, "DATE", "LOC", "COUNTRY")):
        front = words[: max(entity.start - start, 0)].rstrip()
        while (small := front.rpartition(" ")[2]) and _small().fullmatch(small.lower()):
            front = front[: -len(small)].rstrip()
        words = f"{front} {words[max(entity.end - start, 0) :].lstrip(' ,')}"
    words = words.strip(" ,)")
    while (small := words.rpartition(" ")[2]) and (
        _article().fullmatch(small.lower()) or next(numbers_in(fold(small), rules), None)
    ):
        words = words[: -len(small)].rstrip()
    tokens = words.lower().split()
    prepositions = rules.words("lexicon", "prepositions")
    return (
        0 < len(tokens) <= MAX_VERB
        and not any(mark in words for mark in ";:()")
        and tokens[0] not in prepositions
        and tokens[-1] not in prepositions
        and not names_people(fold(words), rules)
        and rules.pattern(NAME, "cues.gives_none").search(fold(words)) is None
    )


def _opens(document: AnnotatedDocument, clause: int, body: int) -> bool:
    """Whether a body is the first of a subject: nothing but an article before it."""
    begin = subject_start(document, clause, body)
    lead = document.folded[begin:body].strip()
    return not lead or _lead().fullmatch(lead) is not None


@cache
def _lead() -> re.Pattern[str]:
    """What may stand before the first body of a subject: "The NGO"."""
    return re.compile(
        rf"(?:{any_of('lexicon', 'articles')} ?)?{any_of(NAME, 'cues.kinds_of_body')}?"
    )


@cache
def _between() -> re.Pattern[str]:
    """What may stand between two bodies of a subject: "and the", ", with support from"."""
    joint = any_of("lexicon", "and")
    cues = any_of(BACKERS, "cues.jointly", "cues.supported_by", "cues.funded_by")
    small, kind = any_of(BACKERS, "cues.after_cue"), any_of(NAME, "cues.kinds_of_body")
    joined = rf"(?:(?:{joint}|{cues})[ ,]{{0,2}})?"
    return re.compile(rf"[ ,()]{{0,3}}{joined}(?:{small} ?)?{kind}? ?")


@cache
def _small() -> re.Pattern[str]:
    """A small word before a time or place."""
    return re.compile(any_of("lexicon", "prepositions", "articles", printed=True))


@cache
def _article() -> re.Pattern[str]:
    """An article or another small word that counts what follows."""
    return re.compile(any_of("lexicon", "determiners", "articles", printed=True))


def clause_start(document: AnnotatedDocument, start: int, verb: int) -> int:
    """Where the clause of a verb begins: behind "; " or ", and" after a body that acts."""
    begin = start
    rules = document.lexicon_at(start)
    by = rules.pattern(BACKERS, "cues.by")
    for match in _clauses().finditer(document.text, start, verb):
        joint = _joint().match(document.text, match.end(), verb)
        bodies = document.entities_in(begin, match.start(), "ORG")
        acts = bool(bodies) and document.text[bodies[-1].end : match.start()].strip(" ,)") != ""
        acts = acts or is_clause(document, begin, match.start())
        done = bool(bodies) and by.search(document.folded, begin, bodies[0].start) is not None
        if joint is None or acts or done:  # "given by X, and Y met the costs"
            begin = joint.end() if joint else match.end()
    for that in rules.pattern(BACKERS, "cues.that").finditer(document.folded, begin, verb):
        begin = that.end()  # "Mr Osei said that the university has six places"
    for match in rules.pattern(NAME, "cues.acts_on_it").finditer(document.folded, begin, verb):
        begin = match.end()  # "X hosted it and Y met the costs"
    return begin


@cache
def _clauses() -> re.Pattern[str]:
    """What stands between two clauses."""
    return re.compile(rf"[;:]\s|,\s(?={any_of(BACKERS, 'cues.clause_joint', printed=True)}\s)")


@cache
def _joint() -> re.Pattern[str]:
    """A word that joins a clause to the one before."""
    return re.compile(rf"{any_of(BACKERS, 'cues.clause_joint', printed=True)}\s+")


def _named(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Bodies of an enumeration that are organisations by name or by head."""
    found = []
    rules = document.lexicon_at(start)
    for body in read_bodies(document, start, end):
        at = document.text.find(body, start, end)
        if at < 0:
            continue
        stop = at + len(body)
        if document.entities_in(at, stop, "PERSON") and not document.entities_in(at, stop, "ORG"):
            continue  # "Dr Belle opened the workshop"
        first = document.folded[at:stop].split()[0]
        if (document.entities_in(at, stop, "ORG") and not names_people(first, rules)) or (
            is_body(document, at, stop) and not names_people(document.folded[at:stop], rules)
        ):
            found.append(body)
    return found
