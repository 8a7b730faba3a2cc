"""The own name of a bond that its sentence tells by a common noun: "a pooled arrangement, the
Sector-Wide Approach", "the twinning, known to all as Two Rivers".

A bare noun ("accord", "alliance formed") names nothing; what stands in apposition to it, or behind
a word for being called, does. Words stand in `languages/*/records/partnership.toml` under `joint`.
"""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.entries import Alliance
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.partnership.undertakings import proper_mentions

# A bare name has at most so many words.
MAX_BARE = 2
# How far a noun and its name in apposition stand apart, in characters.
APPOSED = 12
# How far behind words for being called the name may begin, in characters.
CALLED = 8
# How far before its sentence the name of what "that arrangement" takes up stands, in characters.
EARLIER = 250
_QUOTES = ' \n"”»’«“‘,'


def is_bare(name: str) -> bool:
    """Whether a name is but a common noun, with a word beside it at most."""
    words = name.split()
    return 0 < len(words) <= MAX_BARE and not any(c.isupper() or c.isdigit() for c in name[1:])


def with_own_name(
    document: AnnotatedDocument, agreement: Agreement, start: int, end: int
) -> Agreement:
    """An agreement by its own name, where its sentence tells that beside the bare noun."""
    if not is_bare(agreement.name):
        return agreement
    rules = document.lexicon_at(start)
    for mention in proper_mentions(document, start, end, rules):
        if mention.end <= agreement.start:
            near = _only_article(document, mention.end, agreement.start, rules)
        else:
            stop = agreement.start + len(agreement.name)
            near = mention.start >= stop and _only_article(document, stop, mention.start, rules)
        if near:
            return replace(agreement, name=mention.text)
    called = called_name(document, start, end)
    if called is not None:
        return replace(agreement, name=called.text)
    before = _named_before(document, agreement, start, rules)
    return replace(agreement, name=before.text, head=before.head) if before else agreement


def _named_before(
    document: AnnotatedDocument, agreement: Agreement, start: int, rules: Lexicon
) -> NameMention | None:
    """The name told last before a sentence that takes it up by "this" or "that" and a noun."""
    words = document.folded[start : agreement.start].split()
    pointing = rules.folded_words(NAME, "names.definite") - rules.folded_words(
        "lexicon", "articles"
    )
    if not words or words[-1] not in pointing:
        return None
    floor = document.text.rfind("\n", max(0, start - EARLIER), start) + 1
    named = list(proper_mentions(document, max(floor, start - EARLIER), start, rules))
    return named[-1] if named else None


def called_name(document: AnnotatedDocument, start: int, end: int) -> NameMention | None:
    """The name behind words that tell what something is called."""
    rules = document.lexicon_at(start)
    for cue in rules.pattern(NAME, "joint.called").finditer(document.folded, start, end):
        for mention in proper_mentions(document, cue.end(), end, rules):
            if mention.start - cue.end() <= CALLED:
                return mention
    return None


def take_own_name(document: AnnotatedDocument, alliance: Alliance, start: int, end: int) -> None:
    """Name a bond known by a bare noun as a sentence about it calls it."""
    if not alliance.agreed or not (is_bare(alliance.mention.text) or not alliance.mention.text):
        return
    called = called_name(document, start, end)
    if called is not None:
        alliance.mention = replace(alliance.mention, text=called.text)


def _only_article(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a noun and a name stand in apposition: a comma and an article between them."""
    between = document.folded[start:end]
    if end - start > APPOSED or "," not in between:
        return False
    words = between.strip(_QUOTES).replace("'", "' ").split()
    return set(words) <= rules.folded_words("lexicon", "articles")
