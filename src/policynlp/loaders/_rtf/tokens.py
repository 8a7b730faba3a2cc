"""RTF code in pieces: control words, signs, groups and text (RTF specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
# Code pages of the character sets that fonts name.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """`kind` is word, byte, sign, open, close or text; `value` the number of a word or the byte."""

    kind: str
    text: str = ""
    value: int | None = None


def read_tokens(code: str) -> Iterator[Token]:
    """The pieces of RTF code; the data of `\\bin` is left out."""
    position = 0
    while match := _TOKEN.search(code, position):
        position = match.end()
        kind = match.lastgroup
        if match["word"]:
            number = int(match["number"]) if match["number"] else None
            if match["word"] == "bin":
                position += max(0, number or 0)
                continue
            yield Token("word", match["word"], number)
        elif kind == "byte":
            yield Token("byte", "", int(match["byte"], 16))
        elif kind == "sign":
            yield Token("sign", match["sign"])
        elif kind == "brace":
            yield Token("open" if match["brace"] == "{" else "close")
        else:
            yield Token("text", match["text"])
