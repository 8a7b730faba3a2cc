"""Who organises and who pays for a course: beyond what is told of events, teachers and stays.

General words of organising and paying are those of `organisers`; a course is also "given in Aden
by X", "opened" by a school, and "X pays the board". Words stand in
`languages/*/records/training.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import read_bodies, subject_start
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.parts.organisers import Backers, before_pronoun, find_backers
from policynlp.records.parts.prose import without_article
from policynlp.records.training.names import find_courses
from policynlp.records.training.values import NAME, names_people

# How far behind "is given" its agent may stand, in characters.
AGENT_REACH = 110
# Words such as "with two" stand so near before those who teach, in characters.
TEACHERS = 26
# How far before "which pays" the payer ends.
AGENT_GAP = 12
# How far into a sentence the date may begin that opens it, in characters.
NEAR_DATE = 8


def course_backers(document: AnnotatedDocument, start: int, end: int) -> Backers:
    """Organisers, funders and supporters of a course that a stretch of prose tells of."""
    rules = document.lexicon_at(start)
    told = find_backers(document, start, end)
    organizers = list(told.organizers) or _agents(document, start, end, rules)
    if not organizers:
        organizers = _named_before(document, start, end, "cues.teaches", rules)
    if not organizers:
        organizers = _in_relative(document, start, end, rules)
    for match in rules.pattern(NAME, "cues.with").finditer(document.folded, start, end):
        organizers += _named(document, match.end(), end)
    if not organizers:
        organizers = _of_teachers(document, start, end, rules)
    funders = list(told.funders)
    if not funders or all(_long(f) for f in funders):
        funders = read_payers(document, start, end, rules) or funders
    else:
        funders += _further_payers(document, start, end, rules)
        if ";" in document.text[start:end]:
            funders += read_payers(document, start, end, rules)  # "X pays the fees; Y the board"
    organizers = [b for body in organizers if (b := _holder_only(body, rules)) is not None]
    organizers = [b for body in organizers for b in _parted(document, body, start, end)]
    organizers = [b for b in organizers if not _is_course(document, b, start, end)]
    funders = [b for body in funders for b in _parted(document, body, start, end)]
    funders = [b for body in funders if (b := _payer_only(body, rules)) is not None]
    paying = {body.lower() for body in funders}
    if not told.organizers:
        # "paid for by X" says who pays and not who gives it
        organizers = [body for body in organizers if body.lower() not in paying]
    supporters = [b for b in told.supporters if b.lower() not in paying]
    return Backers(tuple(distinct(organizers)), tuple(distinct(funders)), tuple(supporters))


def _parted(document: AnnotatedDocument, body: str, start: int, end: int) -> list[str]:
    """The bodies in what was read as one: two known names with "and" between them."""
    at = document.text.find(body, start, end)
    return read_bodies(document, at, at + len(body)) or [body] if at >= 0 else [body]


def _is_course(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    """Whether what was read as a body is the course itself: "the week-long programme"."""
    at = document.text.find(body, start, end)
    if at < 0 or document.entities_in(at, at + len(body), "ORG"):
        return False
    noun = document.lexicon_at(start).pattern(NAME, "nouns.any_course")
    general = body.islower() and noun.search(fold(body)) is not None
    return general or any(
        m.strong or m.noun_start == at for m in find_courses(document, at, at + len(body))
    )


def _payer_only(body: str, rules: Lexicon) -> str | None:
    """A payer without the relative before it ("which the Fund") and without its grant and who
    manages that; None where it holds a clause."""
    folded = fold(body)
    managed = rules.pattern(NAME, "cues.managed").search(folded)
    body = body[: managed.start()].rstrip(" ,") if managed is not None else body
    grant = rules.pattern(NAME, "cues.grant_before").match(fold(body))
    body = body[grant.end() :].strip() if grant is not None else body
    grant = rules.pattern(NAME, "cues.grant_behind").search(fold(body))
    body = body[: grant.start()].strip() if grant is not None else body
    if not body or rules.pattern(NAME, "cues.held").match(fold(body)):
        return None  # "runs a five-day course"
    for key in ("cues.acts_on_it", "cues.trained"):
        if rules.pattern(NAME, key).search(fold(body)):
            return None  # "with funds from the Bank, the council trained 20 nurses"
    which = rules.pattern(NAME, "cues.relative_object").match(fold(body))
    return without_article(body[which.end() :].strip(), rules) if which is not None else body


def _holder_only(body: str, rules: Lexicon) -> str | None:
    """An organiser without the verb of teaching behind it; None where a number of people or a
    phrase such as "with funds from" was read as one."""
    which = rules.pattern(NAME, "cues.relative_object").match(fold(body))
    if which is not None:
        body = without_article(body[which.end() :].strip(), rules)  # "which the council runs"
    folded = fold(body)
    if folded[:1].isdigit() or rules.pattern("lexicon", "prepositions").match(folded):
        return None
    if rules.pattern(BACKERS, "cues.paid_words").match(folded):
        return None
    if rules.pattern(NAME, "cues.acts").search(folded, 1):
        return None  # "by the university, and UNICEF bought the probes"
    cuts = [rules.pattern(NAME, f"cues.{key}") for key in ("holder_end", "trained")]
    cuts.append(rules.pattern(BACKERS, "cues.funded_by"))
    ends = [match.start() for cut in cuts if (match := cut.search(folded, 1)) is not None]
    return (body[: min(ends)].rstrip(" ,") or None) if ends else body


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
    found = [b for body in found if (b := _holder_only(body, rules)) is not None]
    return [b for b in found if not _is_course(document, b, start, verb)]


def _long(body: str) -> bool:
    return len(body.split()) > 8


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
    begin = subject_start(document, _clause_start(document, start, verb.start()), verb.start())
    stop = before_pronoun(document, begin, verb.start(), rules)
    return _named(document, begin, stop) if begin < stop else []


def _of_teachers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The body from which those come who teach: "with tutors from the university"."""
    before = rules.pattern(NAME, "cues.before_teachers")
    for match in rules.pattern(NAME, "cues.teachers").finditer(document.folded, start, end):
        lead = document.folded[max(start, match.start() - TEACHERS) : match.start()].rstrip()
        if not any(m.end() == len(lead) for m in before.finditer(lead)):
            continue
        found = _named(document, match.end(), end)
        if found:
            return found[:1]
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
    return []


def _agents(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Bodies behind "by" some way after "is given", "organised", « dispensée »."""
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
    return []


def read_payers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The subject of paying for stays, fees or the course, and who makes it free."""
    folded = document.folded
    payers: list[str] = []
    for verb in rules.pattern(NAME, "cues.paying").finditer(folded, start, end):
        begin = _clause_start(document, start, verb.start())
        begin = subject_start(document, begin, verb.start())
        around = document.entities_in(begin, verb.end(), "ORG")
        inside = any(body.start < verb.start() < body.end for body in around)
        if inside and document.text[verb.start()].isupper():
            continue  # "the Global Fund grant"
        opener = rules.pattern(BACKERS, "cues.adverbial").match(folded, begin, verb.start())
        comma = document.text.find(", ", begin, verb.start()) if opener is not None else -1
        begin = comma + 2 if comma > 0 else begin  # "Besides motorcycles, Japan will fund"
        relative = rules.pattern(NAME, "cues.relative").search(folded, begin, verb.start())
        if relative is not None:
            # "offered with the Fund, which pays the fees"
            bodies = document.entities_in(start, relative.start(), "ORG", "PROGRAM", "COUNTRY")
            if bodies and relative.start() - bodies[-1].end < AGENT_GAP:
                return [bodies[-1].text]
        stop = before_pronoun(document, begin, verb.start(), rules)
        which = rules.pattern(NAME, "cues.relative_object").match(folded, begin, stop)
        begin = which.end() if which is not None else begin
        found = read_bodies(document, begin, stop) if begin < stop else []
        if found and not names_people(found[0].split()[0].lower(), rules):
            payers += [b for b in found if b not in payers]
    if payers:
        return payers
    for name, key in ((BACKERS, "cues.funded_by"), (NAME, "cues.thanks_to")):
        for match in rules.pattern(name, key).finditer(folded, start, end):
            found = read_bodies(document, match.end(), _before_actor(document, match.end(), end))
            if found:
                return found + _further_payers(document, match.end(), end, rules)
    return []


def _before_actor(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where those who pay end: "Thanks to the Bank, the council trained 20 nurses"."""
    verb = document.lexicon_at(start).pattern(BACKERS, "cues.subject_verbs")
    acts = verb.search(document.folded, start, end)
    comma = document.text.find(",", start, acts.start()) if acts is not None else -1
    return comma if comma > start else end


def _further_payers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Who pays for another part: "fees are paid by X and the travel by Y"."""
    found: list[str] = []
    for match in rules.pattern(NAME, "cues.also_paid").finditer(document.folded, start, end):
        found += read_bodies(document, match.end(), end)
    return found


def _clause_start(document: AnnotatedDocument, start: int, verb: int) -> int:
    """Where the clause of a verb begins: behind "; " or ", and" after a body that acts."""
    begin = start
    for match in _clauses().finditer(document.text, start, verb):
        joint = _joint().match(document.text, match.end(), verb)
        bodies = document.entities_in(begin, match.start(), "ORG")
        acts = bool(bodies) and document.text[bodies[-1].end : match.start()].strip(" ,)") != ""
        if joint is None or acts:
            begin = joint.end() if joint else match.end()
    rules = document.lexicon_at(start)
    for that in rules.pattern(BACKERS, "cues.that").finditer(document.folded, begin, verb):
        begin = that.end()  # "Mr Osei said that the university has six places"
    for match in rules.pattern(NAME, "cues.acts_on_it").finditer(document.folded, begin, verb):
        begin = match.end()  # "X hosted it and Y met the costs"
    return begin


@cache
def _clauses() -> re.Pattern[str]:
    """What stands between two clauses."""
    return re.compile(rf"[;:]\s|,\s(?={any_of(NAME, 'cues.clause_joint', printed=True)}\s)")


@cache
def _joint() -> re.Pattern[str]:
    """A word that joins a clause to the one before."""
    return re.compile(rf"{any_of(NAME, 'cues.clause_joint', printed=True)}\s+")


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
