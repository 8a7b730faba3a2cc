"""What an agreement is called: its noun phrase, or the fuller one that the text gave before.

Words stand in `languages/*/records/partnership.toml` under `agreement`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.names import NAME

MAX_NAME_WORDS = 12
# Words of a name have more letters than small ones.
NAME_WORD = 3
_BREAK = re.compile(r"[,;:.()«»“”\"\n]")
# Words of place before a town have at most so many characters.
PLACE_LEAD = 12
# How much of the text before is looked through for the full name of an agreement.
EARLIER = 4000
MAX_SPELLED = 90


def fuller_name(
    document: AnnotatedDocument, phrase: str, head: str, start: int, rules: Lexicon
) -> str:
    """A name of one word by the fuller one that the text before gave: "the MoU"."""
    words = phrase.split()
    if len(words) > 1 or not words:
        return phrase
    if phrase.isupper() and not rules.pattern(NAME, "agreement.noun").fullmatch(fold(phrase)):
        first = phrase[0]
        for match in re.compile(rf"(?<!\w){first}\w+").finditer(document.text, 0, start):
            stop = min(len(document.text), match.start() + MAX_SPELLED)
            told = _spelled(document.text[match.start() : stop], phrase)
            if told is not None:
                return told
        return phrase
    full = rules.pattern(NAME, "agreement.memorandum")
    acronym = rules.pattern(NAME, "agreement.mou").fullmatch(fold(phrase)) is not None
    earlier = full if acronym else rules.pattern(NAME, "agreement.noun")
    for match in earlier.finditer(document.folded, max(0, start - EARLIER), start):
        begin = noun_start(document.folded, match, rules)
        if not acronym and head_of(document.folded[begin : match.end()], rules) != head:
            continue
        stop = phrase_end(document, match.end(), start, rules)
        named = " ".join(document.text[begin:stop].split()).strip(" ,")
        if len(named.split()) > 1:
            return named
    return phrase


def _spelled(text: str, acronym: str) -> str | None:
    """The words at the start of a stretch whose capitals spell an acronym."""
    left = acronym
    for word in re.finditer(r"[\w'’-]+", text):
        if word[0][0].isupper() and left.startswith(word[0][0]):
            left = left[1:]
            if not left:
                return " ".join(text[: word.end()].split())
        elif word[0][0].isupper() or len(word[0]) > NAME_WORD:
            return None
    return None


def head_of(phrase: str, rules: Lexicon) -> str:
    """The word that later sentences take up: "memorandum" of "memorandum of understanding"."""
    if not rules.get("bodies", "head_last"):
        words = phrase.split()
        ordinal = rules.pattern(NAME, "agreement.ordinal").fullmatch(words[0])
        return words[min(len(words) - 1, 1) if ordinal else 0].split("-")[0]
    front = rules.pattern("bodies", "after_name").split(phrase)[0].split()
    return front[-1] if front else phrase.split()[-1]


def noun_start(folded: str, noun: re.Match[str], rules: Lexicon) -> int:
    """Where the noun phrase begins: behind the last article or verb before the noun."""
    begin = noun.start()
    if not rules.get("bodies", "head_last"):
        return begin  # « protocole d'accord »: nothing stands before the noun
    for pattern in (
        rules.pattern("lexicon", "determiners"),
        rules.pattern(NAME, "agreement.verb"),
        rules.pattern("lexicon", "conjunctions"),
    ):
        for match in pattern.finditer(folded, noun.start(), noun.end() - 1):
            begin = max(begin, match.end())
    while begin < noun.end() and not folded[begin].isalnum():
        begin += 1
    return begin


def is_adverbial(folded: str, noun: re.Match[str], start: int, rules: Lexicon) -> bool:
    """Whether a noun tells only how something is done: "is carried out in collaboration with"."""
    words = folded[start : noun.end()].split()
    return len(words) > 1 and words[-2] in rules.folded_words(NAME, "agreement.adverbial")


def phrase_end(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    """Where the name of an agreement ends: before its parties, date, purpose or the next clause."""
    folded = document.folded
    ends = [m.start() for m in _BREAK.finditer(document.text, position, end)]
    for key in ("agreement.with", "agreement.passive", "agreement.name_stop"):
        ends += [m.start() for m in rules.pattern(NAME, key).finditer(folded, position, end)]
    verbs = rules.pattern("lexicon", "finite_verbs")
    ends += [m.start() for m in verbs.finditer(folded, position, end)]
    ends += [e.start for e in document.entities_in(position, end, "DATE", "ORG")]
    at = rules.pattern(NAME, "told.at")  # "the arrangement in Maseru": where it was signed
    ends += [
        e.start
        for e in document.entities_in(position, end, "LOC")
        if at.search(folded, max(position, e.start - PLACE_LEAD), e.start)
    ]
    stop = min((i for i in ends if i >= position), default=end)
    phrase = document.text[position:stop].split()
    if len(phrase) > MAX_NAME_WORDS:
        return position
    # A name does not end in a preposition or an article.
    while stop > position:
        last = folded[position:stop].split()[-1:]
        if not last or not _small(last[0], rules):
            break
        stop = position + folded[position:stop].rstrip().rfind(last[0])
    return stop


def _small(word: str, rules: Lexicon) -> bool:
    words = (
        *rules.words("lexicon", "determiners"),
        *rules.words("lexicon", "prepositions"),
        *rules.words("lexicon", "conjunctions"),
    )
    return word in {fold(w) for w in words}
