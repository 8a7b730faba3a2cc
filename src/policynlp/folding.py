"""Text as the rules see it: without accents, capitals and typographic variants, same length.

Reports lose their accents in capitals and in transit; apostrophes and dashes come in many shapes.
Rules therefore match a folded view whose offsets are those of the original text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VARIANTS = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u00ad": "-", "…": ".",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    if character != "\n" and character != "\t" and character.isspace():
        return " "
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


class _Table(dict[int, str]):
    """Translation table that fills itself in; `str.translate` then runs at C speed."""

    def __missing__(self, key: int) -> str:
        self[key] = folded = _fold_character(chr(key))
        return folded


_TABLE = _Table()
_LONG = 400
_ASCII = frozenset(map(chr, range(128)))
# Characters that folding leaves as they are, so that they may be folded twice.
_STAY = frozenset(character for character in _ASCII if _fold_character(character) == character)


def fold(text: str) -> str:
    """`text` in lower case, accents, quotes, dashes and spaces made plain; same length.

    Offsets into the result are offsets into `text`. Line feeds and tabs stay.
    """
    if len(text) > _LONG and not text.isascii():
        # One look-up a character is slow; a long text has few different ones beyond ASCII.
        for character in set(text).difference(_ASCII):
            plain = _TABLE[ord(character)]
            if plain not in _STAY:
                return text.translate(_TABLE)
            text = text.replace(character, plain)
    return text.translate(_TABLE)


_VERBATIM = re.compile(r"(\\.|\(\?P<\w+>|\(\?P=\w+\))")


def fold_pattern(pattern: str) -> str:
    """A regular expression folded like the text it is to match; escapes and group names stay."""
    parts = _VERBATIM.split(pattern)
    # Odd positions are the captured escapes and group names.
    return "".join(part if i % 2 else fold(part) for i, part in enumerate(parts))


# How often something may be repeated: letters of a word, words or other groups, any characters.
_MOST_LETTERS, _MOST_GROUPS, _MOST_CHARACTERS = 60, 30, 400
# What stands between the brackets of a class, and that without a space.
_INSIDE = r"[^\]\\]{0,200}+(?:\\.[^\]\\]{0,200}+){0,50}+"
_SPACELESS = r"[^\]\\ ]{0,200}+(?:\\.[^\]\\ ]{0,200}+){0,50}+"
_ENDLESS = re.compile(r"[*+]|,\}")
_TOKEN = re.compile(
    rf"(?P<wide>\.|\\[SDW]|\[\^\]?{_INSIDE}\]|\[\]?{_SPACELESS} {_INSIDE}\])"
    r"|(?P<open>\(\?(?:P[<=]\w+[>)]|<?[=!]|[:>]))"
    r"|(?P<endless>[*+]|\{\d+,\})"
    r"|(?P<repeat>\?|\{\d*,?\d*\})"
    r"|(?P<group>\))"
    rf"|(?P<narrow>\\.|\[\]?{_INSIDE}\]|.)",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def bound_repeats(pattern: str) -> str:
    """A regular expression with an upper bound for each repeat that has none.

    The search for an expression that begins with `\\w+` or `[a-z' -]*` looks at a run of letters
    once from each of its letters; in a text made for that it would never end. 60 letters of a word,
    30 words and 400 characters of any kind are more than any expression means.
    """
    if not _ENDLESS.search(pattern):
        return pattern
    out: list[str] = []
    before = ""
    for token in _TOKEN.finditer(pattern):
        kind, text = str(token.lastgroup), token.group()
        if kind == "endless" and before in ("repeat", "endless"):
            kind = "repeat"  # a second `+`: the repeat before it gives nothing back
        elif kind == "endless":
            least = {"*": 0, "+": 1}.get(text) if len(text) == 1 else int(text[1:-2])
            most = {"wide": _MOST_CHARACTERS, "group": _MOST_GROUPS}.get(before, _MOST_LETTERS)
            text = f"{{{least},{max(most, least or 0)}}}"
        out.append(text)
        before = kind
    return "".join(out)
