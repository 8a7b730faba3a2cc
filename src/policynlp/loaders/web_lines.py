"""Lines that web pages have beside their content: buttons, the way to a page, links to others.

Words stand in `languages/<code>/reading.toml`, what every language writes alike in `web_lines.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.folding import fold
from policynlp.languages import all_folded, read_tsv

_OF_LANGUAGES = {
    "button": "web.buttons",
    "heading": "web.headings",
    "home": "web.homes",
    "lead": "web.leads",
    "links": "web.link_lists",
    "picture": "web.pictures",
    "sole": "web.sole",
    "class": "web.classes",
    "weak": "web.weak_classes",
    "suffix": "web.class_suffixes",
}


@cache
def web_tokens(kind: str) -> frozenset[str]:
    """The tokens of a kind: those of `web_lines.tsv`, which all languages share, and their own."""
    rows = read_tsv(__package__, "web_lines.tsv")
    shared = frozenset(row["token"] for row in rows if row["kind"] == kind)
    key = _OF_LANGUAGES.get(kind)
    return shared if key is None else shared | all_folded("reading", key)


@cache
def _copyright() -> re.Pattern[str]:
    """The mark of an owner, with years and the word before it."""
    words = "|".join(web_tokens("owner"))
    return re.compile(rf"\s{{0,5}}(?:(?:{words})\s{{0,3}})?(?:\d{{4}}\s?-?\s?){{0,2}}©")


@cache
def _notice() -> re.Pattern[str]:
    """What notices of cookies are about, and nothing else."""
    return re.compile(rf"\b(?:{'|'.join(web_tokens('notice'))})\b")


@cache
def _language_code() -> re.Pattern[str]:
    """The code of a language beside a link to its page."""
    return re.compile(rf"(?:^|\s)(?:{'|'.join(sorted(web_tokens('language')))})$")


# A button or a title over links is no longer than this, in characters.
MAX_LINE = 70
# A line of so many entries, the first of which leads to the first page, is a menu.
_MENU = 3
_DIGITS = re.compile(r"[\d()\[\]:.!]+")
_BAR = re.compile(r"\s?[|·•/,]\s?")
_CRUMB = re.compile(r"\s?[>›»\"/]\s?")


def plain_name(text: str) -> str:
    """A line or class name without digits and marks."""
    return " ".join(_DIGITS.sub(" ", text).split())


def is_copyright(text: str) -> bool:
    """Whether a line only says who owns the page."""
    return len(text) <= 200 and bool(_copyright().match(fold(text)))


def is_button(text: str) -> bool:
    """Whether a short line is furniture by itself: "Share | Print", "Read also: …", "Home > …"."""
    buttons, titles = web_tokens("button"), web_tokens("heading")
    lead, colon, rest = text.partition(":")
    if colon and rest.strip() and lead.strip() in web_tokens("lead"):
        return True
    if _copyright().match(text):
        return True
    if _notice().search(text):
        return True
    parts = [_language_code().sub("", plain_name(part)).strip() for part in _BAR.split(text)]
    parts = [part for part in parts if part]
    if not parts:
        return False
    crumbs = _CRUMB.split(text)
    if len(crumbs) > 1 and plain_name(crumbs[0]) in web_tokens("home"):
        return True
    if len(parts) == 1:
        return parts[0] in buttons - titles
    if len(parts) >= _MENU and parts[0] in web_tokens("home"):
        return True
    return set(parts) <= titles | buttons


def is_button_line(text: str) -> bool:
    """Whether a line of plain text was copied with the page around it: "Share | Print | Tweet".

    A single word counts only where nothing else is called so: "Retour" may head a trip's way back.
    """
    folded = fold(text)
    if len(text) > MAX_LINE or not is_button(folded):
        return False
    return len(plain_name(folded).split()) > 1 or folded.strip() in web_tokens("sole")


def is_home(text: str) -> bool:
    """Whether a line is the link to the first page of a site."""
    return len(text) <= MAX_LINE and fold(text).strip() in web_tokens("home")


def opens_related(text: str) -> bool:
    """Whether a line heads links to other pages: "Read also", "Related articles"."""
    return len(text) <= MAX_LINE and plain_name(fold(text)) in web_tokens("heading")
