"""What goes on about a partnership told of before, and what tells of another instead: a new term, a
cut sentence, a heading; an agreement of other bodies."""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Heading
from policynlp.folding import fold
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.bonds import binds_at
from policynlp.records.partnership.entries import REMEMBERED, Alliance, is_same_body
from policynlp.records.partnership.names import NAME, NameMention, back_references

# How far into a sentence the new term that it is about may stand, in characters.
SUBJECT_REACH = 45
# A heading that takes up what was agreed has at most so many words.
MAX_TAKING_UP = 4
# How far behind the start of a bond's name those it binds are told, in characters.
BOND_REACH = 120
# How far an agreement and its name in apposition stand apart, in characters.
APPOSED = 8
# An article before a name at the start of a sentence has at most so many characters.
ARTICLE_REACH = 5
PAIR = 2
# The name of a body has at most so many characters.
MAX_BODY = 120
# How far behind its noun an agreement's own name may begin, in characters.
NAME_GAP = 4


def taken_up(
    document: AnnotatedDocument, heading: Heading | None, told: Alliance | None
) -> Alliance | None:
    """The agreement told of last where a heading takes it up by its noun: "The new convention"."""
    if heading is None or told is None or len(heading.text.split()) > MAX_TAKING_UP:
        return None
    words = fold(heading.text).split()
    definite = document.lexicon_at(heading.start).folded_words(NAME, "names.definite")
    return told if words[:1] and words[0] in definite and told.mention.head in words else None


def carries_on(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence opens with a new term of what was told before: "A fresh memorandum"."""
    rules = document.lexicon_at(start)
    term = rules.pattern(NAME, "agreement.new_term").search(
        document.folded, start, min(end, start + SUBJECT_REACH)
    )
    return term is not None and not document.entities_in(start, term.start() + 1, "ORG", "COUNTRY")


def refers_back(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence that tells nothing new is about the same partnership all the same: "The
    Lake Council houses its secretariat"."""
    refers = document.lexicon_at(start).pattern(NAME, "names.refers")
    return refers.search(document.folded, start, end) is not None


def goes_on(document: AnnotatedDocument, alliance: Alliance, start: int) -> bool:
    """Whether a sentence on a partnership was cut, as by the end of a page, and goes on here."""
    if not alliance.sources:
        return False
    told = alliance.sources[-1]
    return told.end <= start and told.text.rstrip()[-1:].isalnum() and "," in told.text


def opens_with(target: Alliance, mention: tuple[int, int] | None, start: int) -> bool:
    """Whether a sentence opens with the name of a partnership: what the model hears is that one."""
    if mention is None or mention[0] - start > ARTICLE_REACH:
        return False
    return not target.known_body and target.mention.strength != "weak"


def named_later(
    document: AnnotatedDocument, nameless: NameMention, mention: tuple[int, int]
) -> NameMention:
    """A partnership without a name by the noun that takes it up: "the twinning"."""
    text = document.text[mention[0] : mention[1]]
    at = document.folded[mention[0] : mention[1]].rfind(nameless.head)
    return replace(nameless, text=text[at:]) if at >= 0 else nameless


def outdoes(
    document: AnnotatedDocument,
    agreement: Agreement,
    target: Alliance,
    mention: tuple[int, int] | None,
) -> bool:
    """Whether a sentence that names what may be a partnership tells of an agreement instead."""
    if len(agreement.parties) < PAIR and not agreement.works:
        return False
    if mention is None:
        return _is_of_others(agreement, target)
    if agreement.works and mention[1] <= agreement.start and not target.known_body:
        return False  # "The Quiet Rooms Programme is a joint effort of A and B"
    if _binds_others(document, agreement, target, mention):
        return True
    if target.agreed and mention[1] <= agreement.start:
        # "The project signed an agreement with the mayors": another than the one told before.
        other = target.mention.head != agreement.head
        return other and not {*agreement.parties} & {*target.facts.partners}
    if target.agreed or len(target.facts.partners) > 1:
        return False
    if not (target.known_body or target.mention.strength != "strong"):
        return False
    if mention[1] < agreement.start - APPOSED:
        return True
    # "a convention, the Safe Birth Project, was signed" names it; "the contract" may mean another.
    named = mention[0] == target.mention.start or target.mention.head == agreement.head
    return mention[0] > agreement.end + APPOSED or not named


def _is_of_others(agreement: Agreement, target: Alliance) -> bool:
    """Whether a sentence that does not name the partnership told of before it tells of another: one
    with a name of its own or, where that one's parties are known, of none of those."""
    if agreement.works and agreement.name:
        return True
    # Who writes is a party beside the only one that is named.
    least = min(PAIR, len(agreement.parties))
    if target.agreed or len(target.facts.partners) >= least:
        return len(target.facts.partners) >= least and not _share(agreement, target)
    return target.known_body or target.mention.strength != "strong"


def _share(agreement: Agreement, target: Alliance) -> bool:
    """Whether an agreement and a partnership have a party in common."""
    return any(
        is_same_body(one, other) for one in target.facts.partners for other in agreement.parties
    )


def is_same(agreement: Agreement, target: Alliance) -> bool:
    """Whether an agreement of a sentence is the partnership that the sentence names."""
    near = agreement.start <= target.mention.start <= agreement.end + NAME_GAP
    return near and not target.facts.partners


def _binds_others(
    document: AnnotatedDocument, agreement: Agreement, target: Alliance, mention: tuple[int, int]
) -> bool:
    """Whether the noun that seems to take up a bond told before binds other bodies than that:
    "The nursing exchange between C and D" behind a bond of A and B."""
    if target.mention.start >= mention[0] or len(target.facts.partners) < 2:
        return False
    meant = mention[0] <= agreement.end and agreement.start <= mention[1]
    meant = meant and binds_at(document, agreement.start, agreement.start + BOND_REACH)
    return meant and not _share(agreement, target)


def points_back(
    document: AnnotatedDocument,
    alliances: list[Alliance],
    start: int,
    end: int,
    in_focus: Alliance | None,
) -> tuple[Alliance, tuple[int, int]] | None:
    """The partnership that a sentence takes up by its noun in its first words: "The project is
    financed by the Global Fund"."""
    rules = document.lexicon_at(start)
    stop = min(end, start + SUBJECT_REACH // 2)
    last = [in_focus] if in_focus is not None else []
    told = [a for a in alliances[-REMEMBERED:] if a.mention.start < start and a.sources]
    for alliance in [*last, *reversed(told)]:
        match = back_references(alliance.mention.head, rules).match(document.folded, start, stop)
        if match is not None and is_free(document, match.span()):
            behind = document.text[match.end() : match.end() + 2].strip()
            if not behind[:1].isupper():
                return alliance, match.span()
    return None


def is_free(document: AnnotatedDocument, span: tuple[int, int]) -> bool:
    """Whether words that point back are not the beginning of a body's name: "the Fund", but not
    "the Fund for Peace"."""
    return not any(
        entity.end > span[1]
        for entity in document.entities_in(span[0], span[1] + MAX_BODY, "ORG")
        if entity.start < span[1]
    )
