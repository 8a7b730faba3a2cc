"""Rows of an Excel workbook, as this package, Excel, LibreOffice and others write them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGETS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"[A-Z]{1,3}")


class Book:
    """An open workbook.

    Raises:
        ValueError: the file is no workbook.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = ZipFile(path)
        except BadZipFile as error:
            raise ValueError(f"no workbook ({error})") from error
        try:
            self._parts = self._find_sheets()
            self._shared = list(self._find_shared())
        except BaseException as error:
            self._archive.close()
            if isinstance(error, KeyError | SyntaxError):  # lxml's error is a SyntaxError
                raise ValueError(f"no workbook ({error})") from error
            raise

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def names(self) -> list[str]:
        """Names of the sheets, in their order."""
        return list(self._parts)

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of a sheet as texts; empty cells are empty texts.

        Raises:
            ValueError: the sheet is no XML.
        """
        try:
            for row in self._elements(self._parts[name], "row"):
                cells: list[str] = []
                for cell in row.iterchildren(f"{_MAIN}c"):
                    place = _LETTERS.match(cell.get("r") or "")
                    position = _number(place[0]) if place else len(cells)
                    cells += [""] * (position - len(cells))
                    cells.append(self._text(cell))
                yield cells
        except SyntaxError as error:
            raise ValueError(f"sheet {name!r} is damaged ({error})") from error

    def _text(self, cell: Any) -> str:  # Any: lxml element
        kind = cell.get("t")
        if kind == "inlineStr":
            return _ESCAPED.sub(_unescape, _joined(cell.find(f"{_MAIN}is")))
        value = cell.findtext(f"{_MAIN}v") or ""
        if kind == "s":
            return self._shared[int(value)]
        return _ESCAPED.sub(_unescape, value) if kind == "str" else _plain_number(value)

    def _find_sheets(self) -> dict[str, str]:
        targets = {
            relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target")))
            for relation in self._root("xl/_rels/workbook.xml.rels").iter(_TARGETS)
        }
        sheets = self._root(_BOOK).iter(f"{_MAIN}sheet")
        return {sheet.get("name"): targets[sheet.get(_RELATION)].lstrip("/") for sheet in sheets}

    def _find_shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self._archive.namelist():
            for item in self._elements("xl/sharedStrings.xml", "si"):
                yield _ESCAPED.sub(_unescape, _joined(item))

    def _root(self, part: str) -> Any:  # Any: lxml element
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with self._archive.open(part) as file:
            return etree.parse(file, parser).getroot()

    def _elements(self, part: str, name: str) -> Iterator[Any]:  # Any: lxml elements
        """The elements of a name, each let go when the next is asked for."""
        from lxml import etree

        with self._archive.open(part) as file:
            for _, element in etree.iterparse(
                file, tag=f"{_MAIN}{name}", resolve_entities=False, no_network=True
            ):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _joined(item: Any) -> str:  # Any: lxml element
    """The text of a string; its stretches of other fonts are joined, readings of signs left out."""
    if item is None:
        return ""
    if len(item) == 1 and item[0].tag == f"{_MAIN}t":  # nearly all are so
        return item[0].text or ""
    pieces = [*item.iterchildren(f"{_MAIN}t"), *item.iterfind(f"{_MAIN}r/{_MAIN}t")]
    return "".join(piece.text or "" for piece in pieces)


def _plain_number(text: str) -> str:
    """A number as text: whole where it is whole, since some programs write 3.0."""
    return text[:-2] if text.endswith(".0") else text


def _number(letters: str) -> int:
    """The position of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))
