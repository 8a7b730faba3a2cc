"""What headings say of a partnership: the name they give it, or what an agreement is on."""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.partnership.agreement_names import noun_start
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.names import NAME, NameMention

MAX_TITLE_WORDS = 9


def by_heading(document: AnnotatedDocument, passage: Passage, agreement: Agreement) -> Agreement:
    """An agreement by the heading above it, where that says what it is on."""
    heading = passage.heading
    if heading is None or len(heading.text.split()) > MAX_TITLE_WORDS:
        return agreement
    rules = document.lexicon(passage)
    noun = rules.pattern(NAME, "agreement.noun").match(fold(heading.text))
    words = len(agreement.name.split())
    if noun is not None and rules.pattern(NAME, "agreement.plural").fullmatch(noun[0]):
        return agreement  # "Partnerships and support" tells what the section is about
    if noun is None or len(heading.text[noun.end() :].split()) < 2 or words >= MAX_TITLE_WORDS:
        return agreement
    if agreement.name and noun_start(fold(heading.text), noun, rules) > 0:
        return agreement  # "Hospitals renew their twinning" names none
    if rules.pattern(NAME, "signing.signs").search(fold(heading.text)):
        return agreement  # "Agreement signed at the meeting" tells of it and names it not
    return replace(agreement, name=" ".join(heading.text.split()))


def plain_title(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether capitals in a heading mean names: not every longer word has one, or all letters."""
    text = document.text[heading.start : heading.end].split(":")[0]
    if text.isupper():
        return True
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    lower = sum(word[0].islower() for word in words)
    return lower > 0 or len(words) <= 5


def whole_title(document: AnnotatedDocument, heading: Heading, mention: NameMention) -> NameMention:
    """The name as a whole title gives it, where the text repeats that title word for word."""
    text = document.text[heading.start : heading.end].strip()
    if mention.start != heading.start or ":" in text or len(text.split()) > MAX_TITLE_WORDS:
        return mention
    if document.folded.count(fold(text)) < 2:
        return mention
    return replace(mention, text=" ".join(text.split()), end=heading.start + len(text))
