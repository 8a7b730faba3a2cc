"""Bodies told to be bound to each other, by a verb or a participle: "A and B have been twinned
since 2007", "Twinned with B since 2007, A ...", "A and B are linked by a convention of five years".

Words stand in `languages/*/records/partnership.toml` under `told`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import head_of, noun_start, phrase_end
from policynlp.records.partnership.agreements import Agreement, purposes_behind
from policynlp.records.partnership.bound import named_bodies
from policynlp.records.partnership.facts import start_year
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import subject_start

PAIR = 2
# Behind the comma that ends a participle, its subject begins within so many characters.
SUBJECT_GAP = 6
# How far behind such a verb what binds may be told, a date before it, in characters.
TIE_REACH = 60
# At most so many words stand between "by" and the noun of what binds.
MAX_BEFORE_NOUN = 4


def read_pair(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The bond without a name that a sentence tells of, or None."""
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "facts.open").search(folded, start, end):
        return None
    verb = rules.pattern(NAME, "told.twinned").search(folded, start, end)
    if verb is not None:
        parties = named_bodies(document, subject_start(document, start, verb.start()), verb.start())
        behind = rules.pattern(NAME, "agreement.with").match(folded, verb.end() + 1, end)
        if behind is not None:
            parties += named_bodies(document, behind.end(), end)
        return _pair(document, parties, verb, end, rules)
    for participle in rules.pattern(NAME, "told.twinned_with").finditer(folded, start, end):
        comma = folded.find(",", participle.end(), end)
        stop = comma if comma >= 0 else end
        if not folded[start : participle.start()].strip():
            parties = _subject(document, stop + 1, end)
        elif folded[start : participle.start()].rstrip().endswith(","):
            first = subject_start(document, start, participle.start())
            parties = named_bodies(document, first, participle.start())[-1:]
        else:
            continue
        parties += named_bodies(document, participle.end(), stop)
        return _pair(document, parties, participle, stop, rules)
    return None


def _subject(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The body that a clause begins with."""
    bodies = named_bodies(document, start, end)[:1] if start < end else []
    at = document.text.find(bodies[0], start, end) if bodies else -1
    return bodies if 0 <= at - start <= SUBJECT_GAP else []


def _pair(
    document: AnnotatedDocument, parties: list[str], cue: re.Match[str], end: int, rules: Lexicon
) -> Agreement | None:
    parties = distinct(parties)
    if len(parties) < PAIR:
        return None
    year = start_year(document, cue.start(), end, rules, agreed=False)
    tie = _tie(document, cue.end(), end, rules)
    if tie is not None:
        aims = purposes_behind(document, tie.end, end, rules)
        return Agreement(tie.text, tie.head, parties, year, aims, tie.start, tie.end)
    noun = rules.words(NAME, "told.twinning")[0]
    return Agreement("", fold(noun), parties, year, [], cue.start(), cue.end())


def _tie(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> NameMention | None:
    """What is told to bind them: "by an agreement of four years"."""
    folded = document.folded
    stop = min(end, start + TIE_REACH)
    by = rules.pattern(NAME, "told.twinned_by").search(folded, start, stop)
    if by is None:
        return None
    noun = rules.pattern(NAME, "agreement.noun").search(folded, by.end(), end)
    if noun is None or len(folded[by.end() : noun.start()].split()) > MAX_BEFORE_NOUN:
        return None
    begin = noun_start(folded, noun, rules)
    last = phrase_end(document, noun.end(), end, rules)
    name = " ".join(document.text[begin:last].split()).strip(" ,")
    head = head_of(folded[begin : noun.end()], rules)
    return NameMention(name, begin, last, head, "strong")
