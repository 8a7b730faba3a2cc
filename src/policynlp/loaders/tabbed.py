"""Tables that are drawn in paragraphs with nothing but tabs between their cells."""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.columns import column_role
from policynlp.loaders._paragraphs import Paragraph
from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.markers import find_markers
from policynlp.loaders._text.tables import Rows, read_tabs

_COLUMNS = 3  # fewer may be codes before sentences, or hours before what is done at them


def set_tables(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a document, neighbouring ones that are rows of cells made a table."""
    lines = [_line(part) for part in parts]
    if not any("\t" in line.text for line in lines):
        return list(parts)
    markers = {i: found for i, found in find_markers(lines).items() if found.kind != "bare"}
    done: list[Paragraph] = []
    i = 0
    while i < len(parts):
        if "\t" not in lines[i].text:
            done.append(parts[i])
            i += 1
            continue
        end, table = read_tabs(lines, i, markers)
        if table is not None and _has_columns(table.rows):
            bold = parts[i].bold and not all(part.bold for part in parts[i:end])
            done.append(
                Paragraph(kind="table", rows=table.rows, header_rows=int(bold), page=parts[i].page)
            )
        else:
            done.extend(parts[i:end])
        i = end
    return done


def _line(part: Paragraph) -> Line:
    """A paragraph as a line; an empty one for what is no row."""
    if part.kind != "paragraph":
        return Line("")
    return Line(part.text.strip(), page=part.page, raw=part.text)


def _has_columns(rows: Rows) -> bool:
    """Whether there are several columns, or titles over two."""
    return len(rows[0]) >= _COLUMNS or all(column_role(title) is not None for title in rows[0])
