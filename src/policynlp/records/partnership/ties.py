"""Joint work told by a verb, without a signature: "Under the Quiet Rooms scheme A works with B", "A
and B launched the Better Care Project", "A has partnered with B since 2020".

That two bodies work together is said on every page; it is a bond where the sentence names what they
do it under, or since when. Words stand in `languages/*/records/partnership.toml` under `ties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import head_of, noun_start, phrase_end
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.bound import named_bodies
from policynlp.records.partnership.facts import start_year
from policynlp.records.partnership.kinds import introduced_names
from policynlp.records.partnership.money import read_funders
from policynlp.records.partnership.names import NAME, NameMention, find_names
from policynlp.records.parts.bodies import inside_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import subject_start
from policynlp.records.parts.purposes import split_purposes

PAIR = 2
# How far before a name stands what leads to it, in characters.
LEAD_REACH = 40
# How far behind a verb the body that it binds begins, in characters.
BEHIND_REACH = 12
# The same for the date behind that body.
DATE_REACH = 12
_EDGE = ' \n«“"‘'


def read_tie(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The joint work that a sentence tells of by a verb, with what it is called or since when."""
    rules = document.lexicon_at(start)
    folded = document.folded
    verbs = rules.lists(NAME, "ties.", ("with", "carries", "helps", "join"))
    for kind, verb in verbs.finditer(folded, start, end):
        if inside_body(document, *verb.span()):
            continue
        if rules.pattern(NAME, "facts.open").search(folded, start, end):
            return None
        acting = _acting(document, start, verb.start(), rules)
        # "Since 2015 we have worked with A" binds A and who writes.
        ours = not acting and kind == "with" and _is_writer(document, start, verb.start(), rules)
        if not acting and not ours:
            continue
        named = _under(document, start, verb, end, rules, direct=kind == "carries")
        alone = kind in ("carries", "join")
        others = [] if alone else named_bodies(document, verb.end(), end)
        if others and document.text.find(others[0], verb.end()) - verb.end() > BEHIND_REACH:
            others = []  # "works with Clean Wards, an initiative of A"
        if not (alone or others):
            others = _by_noun(document, verb.end(), end, rules, any_body=kind == "helps")
        name = named.text if named is not None else ""
        parties = distinct([body for body in (*acting, *others) if not name or name not in body])
        if len(parties) < (1 if ours else PAIR) or (not alone and not others):
            continue
        year = start_year(document, start, end, rules, agreed=False)
        told = kind in ("with", "join") and _is_dated(document, verb, others, start, end)
        if (named is None or ours) and not told:
            continue
        if kind == "helps" and not _is_paid(document, start, end, rules):
            continue
        tie = _tie(document, parties, named, year, verb, end, rules)
        paid = read_funders(document, start, verb.start(), None, parties, rules)
        return replace(tie, givers=[body for body in paid if body not in parties])
    return None


def _acting(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies before a verb, also around an aside: "Japan, through JICA, and the Ministry"."""
    found: list[str] = []
    begin = start
    for aside in rules.pattern(NAME, "ties.aside").finditer(document.folded, start, end):
        first = subject_start(document, start, aside.start())
        found += _closing(document, first, aside.start())
        begin = aside.end()
    if not found:
        begin = subject_start(document, start, end)
    return distinct([*found, *_closing(document, begin, end)])


def _is_writer(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether the subject that ends a stretch is those who write: "we have also"."""
    writers = rules.pattern(NAME, "ties.writers").finditer(document.folded, start, end)
    return any(match.end() >= end - 1 for match in writers)


def _closing(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies that are all of a stretch up to its end: none in "a WHO volunteer has been"."""
    bodies = named_bodies(document, start, end) if start < end else []
    at = document.text.rfind(bodies[-1], start, end) if bodies else -1
    if at < 0 or document.entities_in(start, end, "PERSON"):
        return []
    known = document.entities_in(at, at + len(bodies[-1]), "ORG")
    stop = max((e.end for e in known if e.start == at), default=at + len(bodies[-1]))
    return [] if any(word.islower() for word in document.text[stop:end].split()) else bodies


def _by_noun(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, any_body: bool
) -> list[str]:
    """The body right behind a verb that no name tells: « le gouvernement béninois », or `any_body`
    by its noun, « appuie le ministère »."""
    while start < end and document.text[start] in _EDGE:
        start += 1
    article = rules.pattern("lexicon", "articles").match(document.folded, start, end)
    start = article.end() + 1 if article is not None else start
    key = "signing.bodies" if any_body else "parties.demonym"
    body = rules.pattern(NAME, key).match(document.folded, start, end)
    return [document.text[start : body.end()]] if body is not None else []


def _is_dated(
    document: AnnotatedDocument, verb: re.Match[str], others: list[str], start: int, end: int
) -> bool:
    """Whether it is told since when two work together, beside the verb or right behind the other:
    "A has worked with B since 2017", "A and B joined hands in 2018"."""
    rules = document.lexicon_at(start)
    last = document.text.rfind(others[-1], verb.end(), end) if others else verb.end()
    if last < 0:
        return False
    stop = last + len(others[-1]) if others else last
    behind = [
        e.end for e in document.entities_in(stop, end, "DATE") if e.start - stop <= DATE_REACH
    ]
    stop = max(behind, default=stop)
    return start_year(document, start, stop, rules, agreed=False) is not None


def _tie(
    document: AnnotatedDocument,
    parties: list[str],
    named: NameMention | None,
    year: int | None,
    verb: re.Match[str],
    end: int,
    rules: Lexicon,
) -> Agreement:
    """What was read as the bond that it is, without a name where it has none."""
    aims: list[str] = []
    for purpose in rules.pattern(NAME, "ties.purpose").finditer(document.folded, verb.end(), end):
        if not inside_body(document, *purpose.span()):
            aims = split_purposes(document, purpose.end(), _before(document, named, purpose, end))
            break
    return Agreement(
        name=named.text if named is not None else "",
        head=named.head if named is not None else "",
        parties=parties,
        start_year=year,
        objectives=aims,
        start=named.start if named is not None else verb.start(),
        end=named.end if named is not None else verb.end(),
        works=True,
    )


def _before(
    document: AnnotatedDocument, named: NameMention | None, purpose: re.Match[str], end: int
) -> int:
    """Where an aim ends that what it is done under stands behind: "to train nurses through ..."."""
    if named is None or named.start < purpose.end():
        return end
    rules = document.lexicon_at(named.start)
    floor = max(purpose.end(), named.start - LEAD_REACH)
    leads = list(rules.pattern(NAME, "ties.under").finditer(document.folded, floor, named.start))
    return leads[-1].start() if leads else end


def _under(
    document: AnnotatedDocument,
    start: int,
    verb: re.Match[str],
    end: int,
    rules: Lexicon,
    *,
    direct: bool,
) -> NameMention | None:
    """The undertaking that a sentence names as what the work is done under.

    Args:
        direct: the name is the object of the verb ("launched the Better Care Project").
    """
    articles = rules.folded_words("lexicon", "articles")
    for named in named_undertakings(document, verb.end() if direct else start, end, rules):
        floor = verb.end() if direct else max(start, named.start - LEAD_REACH)
        words = document.folded[floor : named.start].rstrip(_EDGE).replace("'", "' ").split()
        led = False
        while words:
            led = led or _leads(" ".join(words), rules)
            if words[-1] not in articles:
                break
            words.pop()
        if led if not direct else not words and _is_whole(document, named, end, rules):
            return named
    return None


def _is_whole(document: AnnotatedDocument, named: NameMention, end: int, rules: Lexicon) -> bool:
    """Whether a name is all of what is carried out, and that lasts: not the Care Project's office,
    nor a campaign."""
    if rules.pattern(NAME, "ties.passing").fullmatch(named.head):
        return False
    words = document.folded[named.end : end].split(maxsplit=2)
    if words and rules.pattern(NAME, "names.kinds").fullmatch(words[0].strip(",.;")):
        words = words[1:]
    joints = rules.folded_words("lexicon", "prepositions") | rules.folded_words(
        "lexicon", "conjunctions"
    )
    closed = document.text[named.end : named.end + 1] != " " or not words
    return closed or not words[0].strip(",.;").isalpha() or words[0] in joints


def _leads(text: str, rules: Lexicon) -> bool:
    """Whether a stretch ends in words for what something is done under."""
    return any(m.end() == len(text) for m in rules.pattern(NAME, "ties.under").finditer(text))


def named_undertakings(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[NameMention]:
    """Programmes, projects and the like that a stretch names, from their noun or name on."""
    for mention in introduced_names(document, start, end):
        floor = max(start, mention.start - LEAD_REACH)
        kind = document.folded.rfind(mention.head, floor, mention.start)
        yield replace(mention, start=kind) if kind >= 0 else mention
    for mention in find_names(document, start, end):
        if not inside_body(document, mention.start, mention.end):
            yield mention
    for noun in rules.pattern(NAME, "names.kinds").finditer(document.folded, start, end):
        begin = noun_start(document.folded, noun, rules)
        stop = phrase_end(document, noun.end(), end, rules)
        text = " ".join(document.text[begin:stop].split()).strip(" ,")
        if any(letter.isupper() for letter in text[1:]):
            head = head_of(document.folded[begin : noun.end()], rules)
            yield NameMention(text, begin, stop, head, "medium")


def _is_paid(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a sentence tells who pays."""
    return rules.pattern(NAME, "facts.funders").search(document.folded, start, end) is not None
