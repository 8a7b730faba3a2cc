"""Text as the rules see it: without accents, capitals and typographic variants, same length.

Reports lose their accents in capitals and in transit; apostrophes and dashes come in many shapes.
Rules therefore match a folded view whose offsets are those of the original text.
"""

from __future__ import annotations

import codecs
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
# French and English are written with fewer characters than a byte can tell apart: those of Windows,
# with thin spaces and the hard hyphen in its gaps and in place of "µ", which folds to a letter
# beyond them. Such a text is folded as bytes, several times quicker than character by character.
_GAPS = {
    0x81: "\u202f", 0x8D: "\u2009", 0x8F: "\u200a", 0x90: "\u2011", 0x9D: "\u2212", 0xB5: "\u2012",
}  # fmt: skip
_USUAL = "".join(_GAPS.get(code) or bytes([code]).decode("cp1252") for code in range(256))
_AS_BYTES = codecs.charmap_build(_USUAL)
_PLAIN = "".join(map(_fold_character, _USUAL))


def fold(text: str) -> str:
    """`text` in lower case, accents, quotes, dashes and spaces made plain; same length.

    Offsets into the result are offsets into `text`. Line feeds and tabs stay.
    """
    if text.isascii():
        return text.translate(_TABLE)
    try:
        coded = codecs.charmap_encode(text, "strict", _AS_BYTES)[0]
    except UnicodeEncodeError:
        return text.translate(_TABLE)
    return codecs.charmap_decode(coded, "strict", _PLAIN)[0]


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
