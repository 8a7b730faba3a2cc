"""Rows of tables about assistance: who gives it and how long it lasts stand in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.records.help.forms import read_modalities
from policynlp.records.help.providers import giver_at
from policynlp.records.parts.bodies import split_bodies
from policynlp.records.parts.origins import country_of, is_south
from policynlp.records.technical_assistance.fields import VALUES

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
Column = Literal["assistance", "providers", "duration", "recipients"]
COLUMNS: tuple[Column, ...] = ("assistance", "providers", "duration", "recipients")
# A cell of fewer words is a name, a date or a heading.
MIN_CELL_WORDS = 6
# In a column titled so, short notes count as well.
MIN_HEADED_WORDS = 2


@dataclass(frozen=True)
class Row:
    """What the other columns of a row say of the help that one of its cells tells of.

    Attributes:
        headed: the title of the cell's column names assistance.
    """

    headed: bool
    providers: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def read_row(document: AnnotatedDocument, passage: Passage) -> list[tuple[Passage, Row]]:
    """The cells of a row that may tell of assistance, with what the row says of it."""
    columns = _columns(document, passage.cells)
    headed = columns.get("assistance") or _work(document, passage.cells, columns)
    found = []
    for cell in passage.cells:
        named = cell is headed
        least = MIN_HEADED_WORDS if named else MIN_CELL_WORDS
        if len(cell.text.split()) < least or (headed is not None and not named):
            continue
        inner = replace(
            passage, kind="item", text=cell.text, start=cell.start, end=cell.end, lead_in=None,
            cells=(), number=None,
        )  # fmt: skip
        found.append((inner, _read(document, columns, headed=named)))
    return found


def whole_row(passage: Passage) -> Passage:
    """A row of short notes ("Resident adviser, one to four years, abroad") as one passage."""
    return replace(passage, kind="item", lead_in=None, cells=(), number=None)


def _work(
    document: AnnotatedDocument, cells: Sequence[TableCell], columns: dict[Column, TableCell]
) -> TableCell | None:
    """The cell that tells a piece of work ("Assignment"), where another column says who does it."""
    if "providers" not in columns:
        return None
    for cell in cells:
        header = fold(cell.header).strip(" :.?")
        words = document.lexicon_at(cell.start).pattern(WORDS, "work_column")
        if header and words.fullmatch(header):
            return cell
    return None


def _columns(document: AnnotatedDocument, cells: Sequence[TableCell]) -> dict[Column, TableCell]:
    columns: dict[Column, TableCell] = {}
    for cell in cells:
        header = fold(cell.header).strip(" :.?")
        rules = document.lexicon_at(cell.start)
        for column in COLUMNS:
            if header and rules.pattern(TYPE, f"columns.{column}").fullmatch(header):
                columns.setdefault(column, cell)
                break
    return columns


def _read(document: AnnotatedDocument, columns: dict[Column, TableCell], *, headed: bool) -> Row:
    providers: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    if headed and "providers" in columns:
        cell = columns["providers"]
        providers = tuple(split_bodies(document, cell.start, cell.end))
    if headed and "duration" in columns:
        cell = columns["duration"]
        modalities = tuple(read_modalities(document, cell.start, cell.end, dated=True))
    origins = _origins(document, columns["providers"]) if providers else ()
    recipients: tuple[str, ...] = ()
    if headed and "recipients" in columns:
        cell = columns["recipients"]
        rules = document.lexicon_at(cell.start)
        folded = document.folded[cell.start : cell.end]
        recipients = tuple(
            kind
            for kind in VALUES["recipients"]
            if rules.pattern(TYPE, f"recipients.{kind}").search(folded)
        )
    return Row(headed, providers, modalities, origins, recipients)


def _origins(document: AnnotatedDocument, cell: TableCell) -> tuple[str, ...]:
    """Where those named in a cell come from, by their homes; empty where no home is known."""
    about = country_of(document)
    if about is None:
        return ()
    found: list[str] = []
    for entity in document.entities_in(cell.start, cell.end, "ORG", "COUNTRY"):
        giver = giver_at(document, entity.start, entity.end, entity)
        if giver.multilateral or (giver.home not in (None, about) and not is_south(giver.home)):
            found.append("international")
        elif giver.home == about:
            found.append("national")
        elif giver.home is not None:
            found.append("south_south")
    return tuple(found[:1])
