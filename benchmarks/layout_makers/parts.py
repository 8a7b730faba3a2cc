"""What several makers need: the texts of the parts of an outline."""

from __future__ import annotations

from rendering.outline import Outline, Part, Runs


def plain(runs: Runs) -> str:
    """The text in one line."""
    return " ".join("".join(run.text for run in runs).split())


def lines_of(runs: Runs) -> list[str]:
    """The text, cut at its line breaks."""
    return [" ".join(line.split()) for line in "".join(run.text for run in runs).split("\n")]


def sign_of(part: Part, bullet: str = "•") -> str:
    """The number or bullet of an item."""
    return bullet if part.number is None else f"{part.number}."


def cells_of(part: Part) -> list[list[str]]:
    """The cells of a table as text."""
    return [[plain(cell) for cell in row] for row in part.rows]


def styled(outline: Outline, *styles: str) -> Outline:
    """The same outline with other styles."""
    return Outline(outline.parts, frozenset(styles), outline.header, outline.footer)


def language_of(outline: Outline) -> str:
    """The language of most of its words, "fr" or "en"."""
    words = " ".join(part.text for part in outline.parts).lower().split()
    return "fr" if words.count("de") + words.count("la") > words.count("the") else "en"
