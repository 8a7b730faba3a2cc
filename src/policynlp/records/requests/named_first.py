"""Who an item or sentence begins with and what it says that they do: "WHO to rank the sites"."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.moods import starting_mood
from policynlp.records.requests.body_starts import body_at
from policynlp.records.requests.subjects import TYPE

# How orders begin, and some names: "Audit Office to check ...".
ORDERS = frozenset({"infinitive", "imperative"})
# An article before a name has so many characters.
MAX_ARTICLE = 4
# Words of a name that need no capital ("and", "of") have so many letters.
MAX_SMALL = 3


def opening_body(document: AnnotatedDocument, passage: Passage) -> tuple[int, int] | None:
    """The body that a passage begins with and that acts: "The Bank sends its no-objection"."""
    rules = document.lexicon(passage)
    span = body_at(document, passage.start, passage.end, rules)
    if span is None or span[0] > passage.start + MAX_ARTICLE or not is_body(document, *span):
        return None
    behind = document.text[span[1] : passage.end].split(maxsplit=1)
    if not behind or not behind[0].isalpha() or not behind[0].islower():
        return None
    function_words = {fold(word) for word in rules.words("lexicon", "function_words")}
    return None if fold(behind[0]) in function_words else span


def find_assigned(document: AnnotatedDocument, passage: Passage) -> tuple[int, int] | None:
    """Where a short order names who is to do it: "WHO to rank the sites"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    match = rules.pattern("records/action_item", "assigned").match(folded)
    if match is None:
        return None
    start, end = passage.start, passage.start + match.end("who")
    if rules.pattern("moods", "plan.commitment").search(folded, 0, match.end()):
        return None  # "WHO offered to share"
    if rules.pattern(TYPE, "addressee.undergoes").match(folded, match.end() + 1):
        return None
    body, titled = is_body(document, start, end), is_titled(document.text[start:end])
    mood = starting_mood(folded[: match.end("who")], rules)
    if mood is not None and mood.mood in ORDERS:
        # Bare nouns with capitals are a name though the first may be a verb: "Audit Office to".
        asks = rules.pattern("records/reported", "ask").match(folded) is not None
        named = titled and body and not asks
    else:
        named = titled or body
    return (start, end) if named else None


def is_titled(text: str) -> bool:
    """Whether a stretch is a name of several words with capitals: "Human Resources"."""
    words = [word for word in text.split() if len(word) > MAX_SMALL]
    return len(words) > 1 and all(w[0].isupper() for w in words) and not words[-1].isupper()
