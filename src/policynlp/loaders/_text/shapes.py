"""What pieces of a text look like beside titles: closed, running on, labelled, quoted."""

from __future__ import annotations

from policynlp.loaders._text.lines import is_caps, label_of
from policynlp.loaders._text.pieces import Piece
from policynlp.sections import section_kinds

# A section's name has at most so many words, a sentence so many at least.
MAX_NAME_WORDS, MIN_SENTENCE = 4, 4


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def names_speaker(piece: Piece, before: Piece) -> bool:
    """Whether a line names whose words stand in quotation marks right above it: a name, a role."""
    quoted = before.text[:1] in '«“"' and before.text[-1:] in '»”"'
    return quoted and "," in piece.text and not piece.gap_before and len(piece.lines) == 1


def is_closed(piece: Piece | None) -> bool:
    """Whether what stands before a line is complete, so that a title can follow without a blank
    line: a title, a table, an item, a full sentence."""
    if piece is None or piece.heading or piece.kind in ("table", "item", "rule"):
        return True
    return piece.text[-1:] in (".", "!", "?", "»", "”") and count_words(piece.text) >= 8


def is_over(piece: Piece | None) -> bool:
    """Whether what stands before a numbered line is complete: also a label with its value and a
    short sentence, as the number itself sets the line off."""
    return is_closed(piece) or (piece is not None and (has_value(piece.text) or is_sentence(piece)))


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text."""
    return piece.kind == "text" and count_words(piece.text) >= 10 and piece.text[-1] in ".!?»”:;"


def is_sentence(piece: Piece) -> bool:
    return (
        piece.kind == "text"
        and count_words(piece.text) >= MIN_SENTENCE
        and piece.text[-1] in ".!?»”"
    )


def runs_on(piece: Piece) -> bool:
    """Whether a piece is text that was broken over several lines."""
    return piece.forced_breaks > 0


def has_value(text: str) -> bool:
    """Whether the text is a label with its value: "Destination : Lomé"."""
    found = label_of(text)
    return found is not None and bool(found[1])


def is_drawn(piece: Piece) -> bool:
    """Whether capitals, bold type or a line below say that this is a title."""
    return is_caps(piece.content) or piece.bold or bool(piece.underline)


def names_section(piece: Piece) -> bool:
    """Whether a line says what kind of section follows: "Next steps"."""
    text = piece.content
    short = len(piece.lines) == 1 and count_words(text) <= MAX_NAME_WORDS
    return short and text[:1].isupper() and text[-1] not in ".,;:" and bool(section_kinds(text))
