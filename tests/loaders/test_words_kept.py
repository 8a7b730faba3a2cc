"""No word of a file is lost, doubled or made up, against what other means take out of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from policynlp.loaders import load
from policynlp.source import read_source

DATA = Path(__file__).resolve().parents[1] / "data"
# The parts of each format that hold text, and its elements of text, paragraphs and breaks.
ZIPPED = {
    ".docx": (r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml", "t", {"p", "tab",
              "br", "tc"}, {"del", "moveFrom", "Fallback", "instrText"}),
    ".odt": (r"content\.xml|styles\.xml", "", {"p", "h", "tab", "line-break", "s"},
             {"tracked-changes", "annotation", "list-style", "notes-configuration"}),
    ".pptx": (r"ppt/slides/slide\d+\.xml", "t", {"p", "br", "tc"}, set()),
}  # fmt: skip
PACKED = sorted(path for kind in ZIPPED for path in DATA.glob(f"*/*{kind}"))
PAGES = sorted(DATA.glob("html/*.html"))
# What is not in the text as such: numbers that are computed, an entry of the table of contents,
# a paragraph that is hidden.
PRINTED = {"article", "iii", "iv", "vii", "viii"}
LEFT_OUT = {"fields_and_breaks": {"introduction"}, "tracked_changes": {"hidden"}}
OFFICE = [*sorted(DATA.glob("rtf/*.rtf")), *sorted(DATA.glob("doc/*.doc"))]


def words(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return Counter(re.findall(r"[^\W\d_]{2,}|\d{2,}", text))


def ours(path: Path) -> Counter[str]:
    return words(load(read_source(path)).text)


def unpacked(path: Path) -> str:
    """All text of the XML parts, without what was deleted."""
    names, text_tag, ends, without = ZIPPED[path.suffix]
    parts: list[str] = []

    def take(node: etree._Element) -> None:
        tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if tag in without:
            return
        if tag == "noBreakHyphen":
            parts.append("-")
        if node.text and (tag == text_tag or not text_tag):
            parts.append(node.text)
        for below in node:
            take(below)
            if not text_tag and below.tail:
                parts.append(below.tail)
        if tag in ends:
            parts.append("\n")

    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(names, name):
                take(etree.fromstring(archive.read(name)))
    return "".join(parts)


class _Shown(HTMLParser):
    """The text of a web page, menus and all."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("script", "style")
        if tag not in ("b", "i", "em", "strong", "span", "a", "sup", "sub", "font", "u", "o:p"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        self.handle_starttag("/" + tag, ())

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


@pytest.mark.parametrize("path", PACKED, ids=lambda path: path.name)
def test_words_are_those_of_the_xml(path: Path) -> None:
    theirs, found = words(unpacked(path)), ours(path)
    for word in LEFT_OUT.get(path.stem, ()):
        assert theirs.pop(word) == 1
    for word in PRINTED:
        found.pop(word, None)
        theirs.pop(word, None)
    assert (theirs - found).total() <= 0.01 * theirs.total(), theirs - found
    assert (found - theirs).total() <= 0.01 * theirs.total(), found - theirs


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_holds_no_word_that_is_not_in_the_file(path: Path) -> None:
    reader = _Shown()
    data = path.read_bytes()
    encoding = "cp1252" if path.stem in ("latin1_declared", "saved_by_word") else "utf-8"
    reader.feed(data.decode(encoding, "replace"))
    theirs, found = words("".join(reader.parts)), ours(path)
    assert found
    for word in PRINTED:
        found.pop(word, None)
    assert (found - theirs).total() <= 0.01 * found.total(), found - theirs


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.name)
def test_words_are_those_that_libreoffice_takes_out(path: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    theirs = words((tmp_path / f"{path.stem}.txt").read_text("utf-8-sig"))
    found = ours(path)
    assert (theirs - found).total() <= 0.01 * theirs.total(), theirs - found
