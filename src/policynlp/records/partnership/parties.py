"""Who takes part in a partnership: lists behind, before and around the words that tell it.

Cues stand in `languages/*/records/partnership.toml` under `facts` and `parties`; all are matched in
folded text.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.lists import (
    COUNTRY_GAP,
    is_count,
    read_counted,
    read_names,
    read_parties,
)
from policynlp.records.partnership.names import NAME
from policynlp.records.partnership.signatories import names_persons, read_behalf, read_signatories
from policynlp.records.parts.listed_bodies import is_named, subject_start
from policynlp.schema import Entity

# "the Hill Coalition (HC): Oxfam, CARE and Plan".
_COLON = re.compile(r"(?:\s?\([^()]{2,14}\))?\s?:\s")
_ACRONYM = re.compile(r"\s?\([A-Z][\w\-/]{1,14}\)")
ACTIVE_REACH = 70
# How far behind "which" its verb may stand, in characters.
RELATIVE_REACH = 220


def read_partners(
    document: AnnotatedDocument,
    start: int,
    end: int,
    mention: tuple[int, int] | None,
    rules: Lexicon,
    *,
    known: bool = False,
) -> list[str]:
    """The partners that a sentence about a partnership names.

    Args:
        known: its parties were told; persons who signed add none.
    """
    found: list[str] = []
    folded = document.folded
    cues = rules.lists(NAME, "facts.", ("partners", "joined_by"))
    for _, match in cues.finditer(folded, start, end):
        if mention and mention[0] <= match.start() < mention[1]:
            continue
        if pays_before(document, start, match, rules):
            continue
        if match.start() > start and document.text[match.start()].isupper():
            continue  # "the United Church" is a name
        if rules.pattern(NAME, "parties.money").match(folded, match.end() + 1, end):
            continue
        sums = document.entities_in(match.end(), end, "MONEY")
        if sums and sums[0].start - match.end() <= 1:
            continue  # "an agreement of 5 million dollars"
        # Those named before the partnership itself end where its name begins.
        stop = mention[0] if mention and match.end() <= mention[0] else end
        if known and names_persons(document, match.end(), stop, rules):
            continue  # "It was signed by Dr X, director of ..."
        listed = read_signatories(document, match.end(), stop)
        found += listed or read_counted(document, match.end(), stop, rules)
    if rules.pattern(NAME, "signing.signs").search(folded, start, end):
        found += read_behalf(document, start, end)
    found += _members_around(document, start, end, mention, rules)
    found += _under_which(document, start, end, rules)
    found += _in_which(document, start, end, rules)
    if mention is not None:
        found += read_run_by(document, mention[1], end, rules, relative=True)
        told = _COLON.match(document.text, mention[1], end)
        behind = read_parties(document, told.end(), end) if told else []
        found += behind if len(behind) > 1 else []  # else a title goes on: "X: Annual Report"
        founders = read_subject(document, start, mention, "founding", rules)
        payers = read_subject(document, start, mention, "paying", rules)
        beside: list[str] = []
        joiners = read_subject(document, start, mention, "joining", rules)
        if founders or payers or joiners:
            for match in rules.pattern(NAME, "facts.also_with").finditer(folded, mention[1], end):
                beside = read_parties(document, match.end(), end)
                break
        found += founders or read_subject(document, start, mention, "works_in", rules)
        # Who joined is named where others are: "A joined the ... Network, in which B takes part".
        found += joiners if found or beside else []
        # Who only pays is a partner where others take part "with" it.
        found += [*payers, *beside] if beside else []
    return [party for body in found if (party := _without_payers(body, rules))]


def _without_payers(body: str, rules: Lexicon) -> str:
    """A party without words on who pays or came later that its list runs into ("first with the
    support of A", "later joined by B"); nothing where no name is left."""
    folded = fold(body)
    if len(folded) != len(body):
        return body
    keys = ("funders", "backers", "joined_by")
    cues = (rules.pattern(NAME, f"facts.{key}").search(folded) for key in keys)
    begin = min((cue.start() for cue in cues if cue is not None), default=len(body))
    left = body[:begin].strip(" ,")
    return left if begin == len(body) or is_named(left) else ""


def _members_around(
    document: AnnotatedDocument,
    start: int,
    end: int,
    mention: tuple[int, int] | None,
    rules: Lexicon,
) -> list[str]:
    """Members named before or behind a verb: "A and B sit on its board", « y siègent A et B »."""
    folded = document.folded
    match = rules.pattern(NAME, "parties.members").search(folded, start, end)
    if match is None:
        return []
    found: list[str] = []
    beside = rules.pattern(NAME, "parties.besides").search(folded, start, match.start())
    begin = beside.end() if beside else subject_start(document, start, match.start())
    begin = max(begin, document.text.rfind("; ", start, match.start()) + 1)
    if mention is not None and mention[1] <= match.start():
        begin = max(begin, mention[1])
    if begin < match.start():
        listed = read_parties(document, begin, match.start())
        found += [body for body in listed if not is_count(body, rules)]
    if beside or not found:
        found += read_parties(document, match.end(), end)
    elif rules.pattern(NAME, "facts.also_with").match(folded, match.end() + 1, end):
        behind = rules.pattern(NAME, "facts.also_with").match(folded, match.end() + 1, end)
        found += read_parties(document, behind.end(), end) if behind else []
    return found


def _under_which(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Those who bind themselves in a relative clause: "under which A and B agreed to ..."."""
    folded = document.folded
    for match in rules.pattern(NAME, "parties.under_which").finditer(folded, start, end):
        verb = rules.pattern(NAME, "parties.bind").search(folded, match.end(), end)
        if verb is not None:
            return read_parties(document, match.end(), verb.start())
    return []


def read_run_by(
    document: AnnotatedDocument,
    position: int,
    end: int,
    rules: Lexicon,
    *,
    relative: bool = False,
) -> list[str]:
    """Who runs or founded what is named up to `position`, as the words right behind it say:
    "launched by A and B", "that A and B have run since 2015", « que mènent A et B ».

    Args:
        relative: only by a relative clause, or behind its kind.
    """
    folded = document.folded
    at = _behind_name(document, position, end, rules)
    for cue in ("kind_of",) if relative else ("kind_of", "run_by"):
        told = rules.pattern(NAME, f"told.{cue}").match(folded, at, end)
        if told is not None:
            return _before_payers(document, told.end(), end, rules)
    inverse = rules.pattern(NAME, "told.inverse").match(folded, at, end)
    if inverse is not None:
        return _before_payers(document, inverse.end(), end, rules)
    clause = _relative_verb(document, position, end, rules)
    return read_signatories(document, *clause[0]) if clause is not None else []


def _relative_verb(
    document: AnnotatedDocument, position: int, end: int, rules: Lexicon
) -> tuple[tuple[int, int], int] | None:
    """The subject of a relative clause on a name up to `position`, and where its verb of running or
    founding ends: "that A and B have run"."""
    folded = document.folded
    at = _behind_name(document, position, end, rules)
    which = rules.pattern(NAME, "told.relative").match(folded, at, end)
    if which is None:
        return None
    stop = min(end, which.end() + RELATIVE_REACH)
    verb = rules.pattern(NAME, "told.runs").search(folded, which.end(), stop)
    return ((which.end(), verb.start()), verb.end()) if verb is not None else None


def read_founding_payers(
    document: AnnotatedDocument, position: int, end: int, rules: Lexicon
) -> list[str]:
    """Who both founded what is named up to `position` and pays for it: "which A started in 2016 and
    finances"."""
    told = _relative_verb(document, position, end, rules)
    if told is None:
        return []
    comma = document.text.find(",", told[1], end)
    stop = comma if comma >= 0 else end
    joint = rules.pattern(NAME, "told.and").search(document.folded, told[1], stop)
    if joint is None:
        return []
    pays = rules.pattern(NAME, "facts.paying").search(document.folded, joint.end(), stop)
    return read_signatories(document, *told[0]) if pays is not None else []


def says_kind(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> bool:
    """Whether the words right behind a name say that it is a bond: "a joint project of ..."."""
    at = _behind_name(document, position, end, rules)
    return rules.pattern(NAME, "told.kind_of").match(document.folded, at, end) is not None


def _before_payers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies listed from `start` on, before words on who pays: "A and B, with funds from C"."""
    paid = rules.pattern(NAME, "facts.funders").search(document.folded, start, end)
    return read_signatories(document, start, paid.start() if paid is not None else end)


def _behind_name(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    """Where a sentence goes on behind a name, its acronym and its kind: "the X (Y) project"."""
    for _ in range(2):
        acronym = _ACRONYM.match(document.text, position, end)
        position = acronym.end() if acronym is not None else position
        while position < end and document.text[position] in ' \n,»”"':
            position += 1
        kind = rules.pattern(NAME, "told.behind_name").match(document.folded, position, end)
        if kind is None:
            break
        position = kind.end()
    return position


def _in_which(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Those who take part by a relative clause: "of which A and B are members"."""
    folded = document.folded
    for match in rules.pattern(NAME, "parties.in_which").finditer(folded, start, end):
        verb = rules.pattern(NAME, "parties.takes_part").search(folded, match.end(), end)
        if verb is not None:
            return read_parties(document, match.end(), verb.start())
    return []


def read_subject(
    document: AnnotatedDocument, start: int, mention: tuple[int, int], cue: str, rules: Lexicon
) -> list[str]:
    """The bodies before a verb whose object is the partnership."""
    floor = max(start, mention[0] - ACTIVE_REACH)
    key = f"told.{cue}" if cue == "works_in" else f"facts.{cue}"
    verbs = list(rules.pattern(NAME, key).finditer(document.folded, floor, mention[0]))
    if not verbs:
        return []
    verb = verbs[-1]
    begin = subject_start(document, start, verb.start())
    for clause in rules.pattern(NAME, "parties.clause").finditer(
        document.folded, begin, verb.start()
    ):
        begin = clause.end()
    if cue == "joining":
        # "Last year the University of Juba joined": one body or country, whatever opens.
        named = document.entities_in(begin, verb.start(), "ORG", "COUNTRY")
        if len(named) == 1:
            return [named[0].text]
    return read_signatories(document, begin, verb.start()) if begin < verb.start() else []


def read_joiners(
    document: AnnotatedDocument, start: int, end: int, mention: tuple[int, int], rules: Lexicon
) -> list[str]:
    """Who a sentence says to have joined a partnership, or to be one of its members, with those
    named beside them: "Mali joined the X Network", "A is one of the partners in X, alongside B"."""
    floor = max(start, mention[0] - ACTIVE_REACH)
    for verb in rules.pattern(NAME, "facts.joining").finditer(document.folded, floor, mention[0]):
        if not _is_bare(document, verb.end(), mention[0], rules):
            continue
        begin = subject_start(document, start, verb.start())
        runs = body_runs(document, begin, verb.start(), rules) if begin < verb.start() else []
        if not runs or not _is_bare(document, begin, runs[0][0].start, rules):
            continue  # "Graduates joined it", "neither hospital belongs to it"
        found = read_names(document, runs[0][0].start, verb.start(), rules)
        beside = rules.pattern(NAME, "facts.also_with").search(document.folded, mention[1], end)
        return [*found, *(read_parties(document, beside.end(), end) if beside else [])]
    return []


def _is_bare(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether nothing but articles and a noun for an undertaking stands in a stretch."""
    words = document.folded[start:end].replace("'", "' ").split()
    small = rules.folded_words("lexicon", "articles") | rules.folded_words(
        "lexicon", "prepositions"
    )
    kinds = rules.pattern(NAME, "names.kinds")
    return all(word in small or kinds.fullmatch(word) is not None for word in words)


def pays_before(
    document: AnnotatedDocument, start: int, cue: re.Match[str], rules: Lexicon
) -> bool:
    """Whether a cue of taking part is the end of one of paying ("grants made by")."""
    window = max(start, cue.start() - 24)
    for match in rules.pattern(NAME, "facts.funders").finditer(document.folded, window, cue.end()):
        if match.end() >= cue.start() - 1:
            return True
    return False


def read_enumeration(
    document: AnnotatedDocument,
    start: int,
    end: int,
    mention: tuple[int, int],
    rules: Lexicon,
) -> list[str]:
    """The longest enumeration of named bodies in a sentence beside the partnership's name; not
    one of places or payers."""
    runs = [
        run
        for run in body_runs(document, start, end, rules, beside=mention)
        if len(run) > 1 and not is_elsewhere(document, start, run, rules)
    ]
    if not runs:
        return []
    longest = max(runs, key=len)
    return read_parties(document, longest[0].start, longest[-1].end)


def body_runs(
    document: AnnotatedDocument,
    start: int,
    end: int,
    rules: Lexicon,
    *,
    beside: tuple[int, int] = (0, 0),
) -> list[list[Entity]]:
    """Bodies and countries of a stretch, those of one list together; without what overlaps the
    name that they stand beside."""
    runs: list[list[Entity]] = []
    for entity in document.entities_in(start, end, "ORG", "COUNTRY"):
        if entity.start < beside[1] and beside[0] < entity.end:
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and entity.start < last.end:
            continue
        between = document.folded[last.end : entity.start] if last is not None else ""
        if last is not None and (between.strip() == "(" or _joins(between, rules)):
            runs[-1].append(entity)
        else:
            runs.append([entity])
    return runs


def _joins(between: str, rules: Lexicon) -> bool:
    """Whether what stands between two names makes them members of one list."""
    words = [word for word in re.split(r"[ ,;'()]+", between) if word]
    small = {
        fold(word).strip("'")
        for key in ("conjunctions", "articles", "prepositions")
        for word in rules.words("lexicon", key)
    }
    joined = "," in between or bool(words)
    return len(between) <= COUNTRY_GAP and joined and set(words) <= small


def is_elsewhere(
    document: AnnotatedDocument, start: int, run: list[Entity], rules: Lexicon
) -> bool:
    """Whether a list says where something is, or who pays."""
    folded = document.folded
    window = max(start, run[0].start - 40)
    for key in ("parties.elsewhere", "facts.funders", "facts.backers", "facts.reach"):
        for match in rules.pattern(NAME, key).finditer(folded, window, run[0].start):
            if not folded[match.end() : run[0].start].strip(" ,'") or key != "parties.elsewhere":
                return True
    return False


def named_parties(bodies: list[str]) -> list[str]:
    """Those of the bodies that have a name."""
    return [body for body in bodies if is_named(body)]
