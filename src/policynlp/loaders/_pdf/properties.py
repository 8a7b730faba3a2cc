"""Title and date of issue as the file's properties and XMP metadata state them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from policynlp.languages import all_words

_PACKET = 200_000
_DATE = re.compile(rb"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TAGS = (b"prism:publicationDate", b"dcterms:issued", b"dc:date")


@cache
def _not_titles() -> tuple[re.Pattern[str], ...]:
    """Titles that programs put there by themselves: `not_titles.toml`, and the languages' words
    for a file that has none."""
    text = files("policynlp.loaders._pdf").joinpath("not_titles.toml").read_text(encoding="utf-8")
    names = "|".join(all_words("reading", "titles.placeholders"))
    expressions = [*tomllib.loads(text)["not_a_title"], rf"(?:{names})[ _-]{{0,2}}\d{{0,4}}"]
    return tuple(re.compile(rf"\A(?:{each})", re.IGNORECASE) for each in expressions)


def real_title(title: str) -> str | None:
    """The title property, or None where a program or a file name is all it says."""
    title = " ".join(title.replace("\x00", " ").split())
    if not 3 < len(title) <= 300 or any(known.fullmatch(title) for known in _not_titles()):
        return None
    return title


def published_date(data: bytes) -> str | None:
    """The date of issue in the file's XMP packet, in ISO form; None without one.

    Dates of creation and of the last change say when the file was made, not when the document
    was issued, and are not used. Packets of embedded pictures name other dates: with several
    different ones none is given.
    """
    dates: set[str] = set()
    start = data.find(b"<x:xmpmeta")
    packets = 0
    while start >= 0 and packets < 50:
        end = data.find(b"</x:xmpmeta>", start, start + _PACKET)
        packet = data[start : end if end >= 0 else start + _PACKET]
        packets += 1
        for tag in _TAGS:
            at = packet.find(b"<" + tag)
            date = _DATE.search(packet, at, at + 300) if at >= 0 else None
            if date:
                dates.add(date.group().decode("ascii"))
                break
        start = data.find(b"<x:xmpmeta", start + 10)
    return dates.pop() if len(dates) == 1 else None
