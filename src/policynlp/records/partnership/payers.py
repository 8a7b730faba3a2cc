"""Who pays, by the shape of the clause: a body whose verb has money for its object ("A carries the
cost", "A has promised 2 million"), or behind "money from".

The verbs are too many to list; those of receiving, asking and handling money are few. Words stand
in `languages/*/records/partnership.toml` under `payers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.partnership.lists import read_names
from policynlp.records.partnership.names import NAME
from policynlp.records.partnership.parties import body_runs
from policynlp.schema import Entity

# How far behind a body the money stands, in characters, and how many words stand between.
MONEY_REACH, MAX_VERB = 60, 6
# An article between words for money and the body behind them has at most so many characters.
ARTICLE = 8
_BRACKETS = " )"
_BREAK = re.compile(r"[.,;:!?()\n]")


def read_paying_subjects(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> list[str]:
    """Bodies that a sentence tells to give money, whatever the verb."""
    found: list[str] = []
    opening = opening_end(document, start, end, rules)
    runs = [
        *body_runs(document, start, opening, rules),
        *body_runs(document, opening, end, rules),
    ]
    for run in runs:
        if _gives(document, run, start, end, rules) or _given(document, run[0], start, rules):
            found += read_names(document, run[0].start, run[-1].end, rules)
    return found


def opening_end(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where the phrase ends that opens a sentence, before its subject: "With funds from A, B and C
    run it"; `start` where it opens with none."""
    for match in rules.pattern(NAME, "listing.opening").finditer(document.folded, start, end):
        return match.end() if match.start() == start and match[0].endswith(",") else start
    return start


def _gives(
    document: AnnotatedDocument, run: Sequence[Entity], start: int, end: int, rules: Lexicon
) -> bool:
    """Whether bodies open a clause, with a verb behind them and money behind that."""
    before = document.folded[start : run[0].start].rstrip(" '")
    articles = {word.rstrip("'") for word in rules.folded_words("lexicon", "articles")}
    words = before.split()
    while words and words[-1].rstrip("'") in articles:
        words.pop()
    opening = " ".join(words)
    joints = rules.folded_words("lexicon", "conjunctions")
    if opening and opening[-1] not in ",;:" and words[-1] not in joints:
        return False
    position = run[-1].end
    stop = min(end, position + MONEY_REACH)
    money = rules.pattern(NAME, "payers.money").search(document.folded, position, stop)
    if money is not None and document.text[money.end() - len(money[0].split()[-1])].isupper():
        money = None  # "lead the Health Financing Working Group"
    sums = document.entities_in(position, stop, "MONEY")
    ends = [money.start()] if money is not None else []
    ends += [sums[0].start] if sums else []
    if not ends:
        return False
    verb = document.folded[position : min(ends)]
    small = rules.folded_words("lexicon", "prepositions") | joints
    pronouns = rules.folded_words(NAME, "payers.pronouns")  # « en assume les frais »
    told = [word for word in verb.strip(_BRACKETS).split() if word.rstrip("'") not in articles]
    if not 0 < len(told) <= MAX_VERB or _BREAK.search(verb.strip(_BRACKETS)):
        return False
    if told[0] in small - pronouns:
        return False
    return rules.pattern(NAME, "payers.takes").search(verb) is None


def _given(document: AnnotatedDocument, body: Entity, start: int, rules: Lexicon) -> bool:
    """Whether a body stands right behind "money from", or behind a sum and "from"."""
    folded = document.folded
    for cue in rules.pattern(NAME, "payers.from").finditer(folded, start, body.start):
        if _is_article(folded[cue.end() : body.start], rules):
            return True
    for money in document.entities_in(max(start, body.start - MONEY_REACH), body.start, "MONEY"):
        behind = folded[money.end : body.start]
        given = rules.pattern(NAME, "payers.sum_from").match(behind)
        if given is not None and _is_article(behind[given.end() :], rules):
            return True
    return False


def _is_article(between: str, rules: Lexicon) -> bool:
    """Whether no more than an article stands between words for money and a body."""
    article = rules.pattern("lexicon", "articles").fullmatch(between.strip(" '"))
    return len(between) <= ARTICLE and (not between.strip(" '") or article is not None)
