"""Web pages: the page's own content, without menus, banners, related links and comments."""

from __future__ import annotations

import re

from policynlp.blocks import RawBlock, RawDocument
from policynlp.limits import current
from policynlp.loaders._html.emit import read_content
from policynlp.loaders._html.feet import dated_feet
from policynlp.loaders._html.furniture import find_content
from policynlp.loaders._html.metadata import read_published, read_title
from policynlp.loaders._html.panes import drop_repeats, open_panes
from policynlp.loaders._html.positioned import set_positions
from policynlp.loaders._html.roles import name_parts
from policynlp.loaders._html.styles import dress
from policynlp.loaders._html.tree import Node, parse_page
from policynlp.loaders._html.typed import set_lines
from policynlp.loaders._paragraphs import to_blocks
from policynlp.loaders.encodings import decode
from policynlp.loaders.web_lines import is_copyright
from policynlp.schema import Warning
from policynlp.source import Source

_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.-]{2,40})", re.IGNORECASE)


def load(source: Source) -> RawDocument:
    """The blocks of a web page, its title and date of issue."""
    head = source.data[:4096]
    stated = _CHARSET.search(head) or _XML_ENCODING.match(head)
    declared = stated[1].decode("ascii") if stated else None
    text, warnings = decode(source.data, declared=declared)
    return read_page(text, warnings)


def read_page(text: str, warnings: tuple[Warning, ...] = ()) -> RawDocument:
    """A page whose text is already decoded."""
    page, too_deep = parse_page(text)
    published = read_published(page)
    feet = dated_feet(page)
    _arrange(page)
    content = find_content(page)
    drop_repeats(content)
    set_lines(content)
    title = read_title(page, content)
    if too_deep:
        warnings += (
            Warning(
                code="nesting_too_deep",
                message=f"elements nested over {current().nesting:,} deep were read side by side",
            ),
        )
    paragraphs = read_content(content)
    while paragraphs and is_copyright(paragraphs[-1].text):
        paragraphs.pop()
    blocks = [*to_blocks(paragraphs), *(RawBlock("footer", foot) for foot in feet)]
    return RawDocument(tuple(blocks), title=title, published=published, warnings=warnings)


def read_html(text: str) -> list[RawBlock]:
    """The blocks of a piece of HTML inside another format."""
    page, _ = parse_page(text)
    _arrange(page)
    return to_blocks(read_content(page.find("body") or page))


def _arrange(page: Node) -> None:
    """Says with tags what the page says in other ways."""
    dress(page)
    set_positions(page)
    name_parts(page)
    open_panes(page)
