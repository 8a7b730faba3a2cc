"""Title and date of issue that a page states about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from policynlp.loaders._html.tree import Node

_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|–—·•»:]|::|-|>)\s+")
_ISO = re.compile(r"\s{0,3}(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=\D|$)")
_COMPACT = re.compile(r"\s{0,3}((?:19|20)\d\d)(\d\d)(\d\d)(?=\D|$)")
# Names in the order of trust.
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_online_date", "dcterms.issued", "dc.date.issued",
    "dcterms.available", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date",
    "dcterms.published", "date", "pubdate", "publishdate", "publish-date", "publication_date",
    "publication-date", "publish_date", "parsely-pub-date", "sailthru.date", "article.published",
    "release_date", "datecreated",
)  # fmt: skip


def _metas(page: Node) -> dict[str, str]:
    """Content of the `meta` elements by lower-case name, property or itemprop; first wins."""
    found: dict[str, str] = {}
    for node in page.walk():
        if node.tag == "meta" and node.get("content").strip():
            for key in ("property", "name", "itemprop"):
                name = node.get(key).strip().lower()
                if name:
                    found.setdefault(name, node.get("content").strip())
    return found


def read_title(page: Node, content: Node) -> str | None:
    """The page's title without the name of its site; `content` is the page's own part."""
    metas = _metas(page)
    headlines = _headlines(content)
    site = metas.get("og:site_name", "")
    if len(headlines) == 1 and headlines[0].lower() != site.lower():
        return headlines[0]
    headlines = headlines or _headlines(page)
    element = page.find("title")
    written = " ".join(element.text().split()) if element is not None else ""
    stated = " ".join(metas.get("og:title", "").split()) or written
    stated = stated or metas.get("dcterms.title", "") or metas.get("dc.title", "")
    pieces = [piece.lower() for piece in _SEPARATOR.split(stated)] if stated else []
    for headline in headlines:
        # The <h1> of a page header holds the site's name, which comes last in the title.
        first = next((i for i, p in enumerate(pieces) if _same_start(p, headline.lower())), None)
        if first is not None and (first < len(pieces) - 1 or len(pieces) == 1):
            return headline
    if not stated:
        return headlines[0] if headlines else None
    return _cut_site(stated, site, headlines)


def _headlines(node: Node) -> list[str]:
    texts = (" ".join(n.text().split()) for n in node.walk() if n.tag == "h1")
    return [text for text in texts if text]


def _same_start(piece: str, headline: str) -> bool:
    """Whether one goes on where the other ends: titles are cut short or drawn out."""
    short, long = sorted((piece, headline), key=len)
    return len(short) >= 8 and long.startswith(short)


def _cut_site(title: str, site: str, headlines: list[str]) -> str:
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    for headline in headlines:
        if headline in pieces:
            return headline
    if site and pieces[-1].lower() == site.lower():
        return title[: title.rindex(pieces[-1])].rstrip(" |–—·•»:->")
    if site and pieces[0].lower() == site.lower():
        return title[len(pieces[0]) :].lstrip(" |–—·•»:->")
    # The site's name comes last as a rule, and is shorter than the title.
    cut = title.rfind(pieces[-1])
    bar = title[:cut].rstrip()[-1:] in "|»·•"
    if (bar or len(pieces[-1].split()) <= 5) and len(pieces[-1]) < cut:
        return title[:cut].rstrip(" |–—·•»:->")
    return title


def read_published(page: Node) -> str | None:
    """The date of issue in ISO form."""
    metas = _metas(page)
    named = _iso(metas.get(_DATE_NAMES[0], ""))
    if named:
        return named
    for text in _linked_data(page):
        found = _iso(text)
        if found:
            return found
    for name in _DATE_NAMES[1:]:
        found = _iso(metas.get(name, ""))
        if found:
            return found
    return _marked_time(page)


def _marked_time(page: Node) -> str | None:
    """A `time` element that says it is the date of issue, or the first one by the title."""
    seen_title = False
    first: str | None = None
    letters = 0
    for node in page.walk():
        if node.tag in ("h1", "h2"):
            seen_title = True
        if node.tag == "p" and seen_title:
            letters += len(node.text())
        stamp = node.get("datetime") or node.get("content")
        marked = node.get("itemprop").lower() == "datepublished" or "pubdate" in node.attributes
        if marked or (node.tag == "time" and node.get("datetime")):
            found = _iso(stamp)
            if found and marked:
                return found
            # Times further down belong to related items and comments.
            if found and first is None and letters < 600:
                first = found
    return first


def _linked_data(page: Node) -> Iterator[str]:
    """Values of `datePublished` in JSON-LD."""
    for node in page.walk():
        if node.tag != "script" or "ld+json" not in node.get("type").lower():
            continue
        source = "".join(child for child in node.children if isinstance(child, str))
        if len(source) > 500_000:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        stack: list[object] = [data]
        while stack:
            item = stack.pop(0)
            if isinstance(item, dict):
                value = item.get("datePublished")
                if isinstance(value, str):
                    yield value
                stack.extend(item.values())
            elif isinstance(item, list):
                stack.extend(item[:200])


def _iso(text: str) -> str | None:
    """The ISO date at the start of a time stamp; None where it is no date."""
    match = _COMPACT.match(text) or _ISO.match(text)
    if match is None or not 1900 <= int(match[1]) <= 2100:
        return None
    parts = [match[1]]
    for number, limit in ((match[2], 12), (match[3], 31)):
        if not number or not 1 <= int(number) <= limit:
            break
        parts.append(f"{int(number):02d}")
    return "-".join(parts)
