"""The links and pictures that programs number or name where they dump a web page as text."""

from __future__ import annotations

import re

from policynlp.folding import fold
from policynlp.loaders.web_lines import web_tokens

# "[12]Register": the number of a link before its words; "#[1]alternate" is a page's own link.
_NUMBER = re.compile(r"#?\[\d{1,4}\](?=[^\s\[\]])")
_SOLE = re.compile(r"[ \t]{0,200}#\[\d{1,4}\][^\n]{0,200}")
# "12. https://...": what a number stands for, in the list at the end of the page.
_TARGET = re.compile(r"\s{0,200}\d{1,4}\. {1,2}[a-z]{3,10}:(?://)?\S{1,2000}\s{0,200}")
_LEAST_TARGETS = 3
# Links one behind the other and nothing between them.
_LINKS = re.compile(r"\s{0,200}(?:\[\d{1,4}\][^\[\]\n]{1,60}){2,30}")
# "[image: logo]", "[LOGO]": what stands for a picture, of so many words at most.
_PICTURE = re.compile(r"\[([^\[\]\n]{2,40})\]")
_WORDS = re.compile(r"[^\W\d_]{1,40}")
_MOST_WORDS = 3


def without_dumped_links(text: str) -> str:
    """The text without the numbers of links, where a list at its end says what they stand for,
    and without that list. Entries of a menu are parted by bars then."""
    lines = text.rstrip().split("\n")
    end = len(lines)
    while end and (_TARGET.fullmatch(lines[end - 1]) or not lines[end - 1].strip()):
        end -= 1
    targets = sum(bool(line.strip()) for line in lines[end:])
    if targets < _LEAST_TARGETS or not _NUMBER.search(text):
        return text
    while end and (not lines[end - 1].strip() or _heads_links(lines[end - 1])):
        end -= 1
    kept = (line for line in lines[:end] if not _SOLE.fullmatch(line))
    return "\n".join(map(_without_numbers, kept)) + "\n"


def _heads_links(line: str) -> bool:
    return fold(line).strip(" :") in web_tokens("links")


def _without_numbers(line: str) -> str:
    if _LINKS.fullmatch(line):
        return " | ".join(part.strip() for part in _NUMBER.split(line) if part.strip())
    return _NUMBER.sub("", line)


def without_pictures(text: str) -> str:
    """The text without lines that only say where pictures were."""
    if "[" not in text:
        return text
    return "\n".join("" if _names_pictures(line) else line for line in text.split("\n"))


def _names_pictures(line: str) -> bool:
    if not line.lstrip().startswith("[") or _PICTURE.sub("", line).strip():
        return False
    named = [_WORDS.findall(fold(inner)) for inner in _PICTURE.findall(line)]
    words = web_tokens("picture")
    return all(0 < len(found) <= _MOST_WORDS and words & {*found} for found in named)
