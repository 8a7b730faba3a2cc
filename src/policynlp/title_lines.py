"""Which lines are titles though no file marks them so, and which marked ones are none."""

from __future__ import annotations

import re
from functools import lru_cache

from policynlp.annotated import content_of
from policynlp.blocks import LoadedDocument
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.schema import Block
from policynlp.sections import section_kinds

# A colon line with more words than this is a sentence that introduces a list, not a title.
MAX_TITLE_WORDS = 9
_COLON = re.compile(r"\s?:\s+")
_BRACKETED = re.compile(r"\([^()]{0,60}\)")
TITLE_END = re.compile(r"[.;!?…,]$")


def is_numbered_sentence(loaded: LoadedDocument, block: Block) -> bool:
    """Whether what a file prints like a heading is a numbered sentence: it ends like one."""
    if loaded.numbers.get(block.id) is None:
        return False
    start, end = content_of(loaded, block)
    text = loaded.text[start:end].rstrip()
    return text.endswith((".", ";")) and len(text.split()) > 4


def is_lettered_title(
    loaded: LoadedDocument, block: Block, before: Block | None, following: Block | None
) -> bool:
    """Whether a numbered line that stands alone is a title ("B) Second visit") and no item."""
    if block.kind != "list_item" or loaded.numbers.get(block.id) is None:
        return False
    if following is None or following.kind == "heading":
        return False
    start, end = content_of(loaded, block)
    text = loaded.text[start:end]
    if len(text.split()) > MAX_TITLE_WORDS or TITLE_END.search(text) or text.endswith(":"):
        return False
    if not text[:1].isupper():
        return False
    if has_finite_verb(text, supported(block)) and not section_kinds(text):
        return False
    beside = [b for b in (before, following) if b is not None and b.kind == "list_item"]
    if not beside:
        return True
    # Among items numbered in another way: only a title that tells what follows.
    numbers = loaded.numbers
    own = number_style(numbers.get(block.id))
    alone = all(number_style(numbers.get(other.id)) != own for other in beside)
    closed = following.kind != "list_item" or bool(section_kinds(text))
    return alone and own == "letter" and closed


def has_finite_verb(text: str, language: str | None) -> bool:
    if language is None:
        return False
    return lexicon(language).pattern("lexicon", "finite_verbs").search(fold(text)) is not None


def heads_list(text: str, following: Block | None) -> bool:
    """Whether a short line right above a list is its title: no stop, a capital first."""
    if following is None or following.kind != "list_item":
        return False
    return text[:1].isupper() and not TITLE_END.search(text)


def is_section_title(text: str) -> bool:
    """Whether a short line without a stop names a kind of section ("Recommendations"), also behind
    a colon; "Participants: A. Diallo" is a label with its value."""
    if not text[:1].isupper() or TITLE_END.search(text) or not section_kinds(text):
        return False
    label, *value = _COLON.split(text, maxsplit=1)
    return not (value and section_kinds(label) and not section_kinds(value[0]))


def is_table_title(loaded: LoadedDocument, block: Block, following: Block | None) -> bool:
    """Whether a short line right above a table is its title."""
    if block.kind != "paragraph" or following is None or following.kind != "table":
        return False
    start, end = content_of(loaded, block)
    text = loaded.text[start:end]
    if len(text.split()) > MAX_TITLE_WORDS or TITLE_END.search(text) or text.endswith(":"):
        return False
    return bool(section_kinds(text))


def number_style(number: str | None) -> str:
    """How an item is numbered: digits, a letter, not at all."""
    if number is None:
        return ""
    return "digit" if number[-1].isdigit() else "letter"


def supported(block: Block) -> str | None:
    """The block's language where it has a lexicon, else None."""
    return block.language if block.language in available() else None


@lru_cache(maxsize=1024)
def is_horizon(text: str) -> bool:
    """Whether a title only says by when: "Short term (0 to 6 months)", « À moyen terme »."""
    bare = _BRACKETED.sub("", fold(text)).strip(" :.")
    return any(
        lexicon(code).pattern("deadlines", "horizons").fullmatch(bare) for code in available()
    )
