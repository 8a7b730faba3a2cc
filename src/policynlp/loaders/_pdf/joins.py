"""What goes on in the next column or on the next page."""

from __future__ import annotations

import re

from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.lists import text_indent
from policynlp.loaders._pdf.model import Paragraph, Table, box_of
from policynlp.loaders._pdf.paragraphs import ends_sentence, goes_on

_LEADERS = re.compile(r"… ?[\divxIVX]{1,5}$")


def join_paragraphs(flow: list[Paragraph], hyphens: Hyphens) -> list[Paragraph]:
    """Paragraphs whose sentence runs over the end of a column or page, as one."""
    done: list[Paragraph] = []
    last: Paragraph | None = None
    for paragraph in flow:
        if last is not None and _continues(last, paragraph):
            if last.box is None:
                last.box = box_of(last.lines)
            last.text = hyphens.join([last.text, paragraph.text])
            last.lines = [*last.lines, *paragraph.lines]
            last.right = paragraph.right
            continue
        done.append(paragraph)
        if not paragraph.note:
            last = paragraph if paragraph.kind in ("paragraph", "list_item") else None
    return done


def _continues(last: Paragraph, paragraph: Paragraph) -> bool:
    if paragraph.table is not None or paragraph.note:
        return False
    # "at a cost of" / "12.5 million": a figure that looks like the number of an item.
    figure = paragraph.kind == "list_item" and paragraph.marker[-1:].isdigit()
    if paragraph.kind != "paragraph" and not figure:
        return False
    above, line = last.lines[-1], paragraph.lines[0]
    moved = paragraph.page != last.page or line.base < above.base
    if not moved or abs(above.size - line.size) > 0.07 * line.size or above.bold != line.bold:
        return False
    if ends_sentence(above.words[-1].text) or _LEADERS.search(last.text):
        return False
    if goes_on(line.words[0].text):
        return True
    # A capital or a figure goes on only where the line above is full and the text stands where
    # the rest of the paragraph or item would.
    width = line.words[0].x1 - line.words[0].x0
    if last.right - above.x1 >= width or len(last.text) <= 60 or last.text[-1] in ")]»”":
        return False
    start = text_indent(last.lines[0]) - last.left if last.marker else 0.0
    return abs(line.x0 - paragraph.left - start) < 0.6 * line.size


def join_tables(flow: list[Paragraph], hyphens: Hyphens) -> list[Paragraph]:
    """Tables of the same columns that follow each other over a page end, as one."""
    done: list[Paragraph] = []
    for paragraph in flow:
        body = [known for known in done[-8:] if not known.note]
        last = body[-1] if body else None
        if (
            last is not None
            and last.table is not None
            and paragraph.table is not None
            and _goes_on(last, paragraph)
        ):
            _append(last.table, paragraph.table, hyphens)
            # The rest of the table ends on this page: the next part may follow on the next one.
            last.last_page = paragraph.page
            continue
        if paragraph.table is not None and paragraph.table.fragment:
            paragraph.text = " ".join(" ".join(paragraph.table.rows[0]).split())
            paragraph.kind, paragraph.table = "paragraph", None
        done.append(paragraph)
    return done


def _goes_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a table is the rest of the one before it, on the next page or in the next column."""
    first, second = last.table, paragraph.table
    if first is None or second is None:
        return False
    page = last.last_page or last.page
    if paragraph.page == page + 1:
        return _same_columns(first, second) or _same_header(first, second)
    if paragraph.page == page and _is_head_of(first, second):
        first.ruled, first.header_rows, first.columns = False, 1, second.columns
        first.used = ()
        return True
    beside = paragraph.page == page and second.box[0] >= first.box[2]
    return beside and _same_header(first, second)


def _is_head_of(first: Table, second: Table) -> bool:
    """Whether a single ruled row holds the heads of a table without such rules right below."""
    if not first.ruled or second.ruled or len(first.rows) != 1:
        return False
    if len(first.rows[0]) != len(second.columns) or len(first.columns) != len(second.columns) + 1:
        return False
    near = 0 <= second.box[1] - first.box[3] < 25
    return near and all(
        -2 < start - border < 20
        for border, start in zip(first.columns, second.columns, strict=False)
    )


def _same_header(first: Table, second: Table) -> bool:
    return first.rows[0] == second.rows[0] and len([cell for cell in first.rows[0] if cell]) > 1


def _same_columns(first: Table, second: Table) -> bool:
    if first.ruled != second.ruled or len(first.columns) != len(second.columns):
        return False
    if len(first.rows[0]) != len(second.rows[0]) and not (first.used and second.used):
        return False
    tolerance = 4.0 if first.ruled else 12.0
    return all(abs(a - b) <= tolerance for a, b in zip(first.columns, second.columns, strict=True))


def _append(first: Table, second: Table, hyphens: Hyphens) -> None:
    """Rows of the second table under those of the first, its repeated header dropped.

    A row that is cut by the page end is put together again.
    """
    if first.used != second.used and first.used and second.used:
        used = tuple(sorted({*first.used, *second.used}))
        for table in (first, second):
            table.rows = [_spread(row, table.used, used) for row in table.rows]
            table.used = used
    repeated = 0
    for a, b in zip(first.rows[:3], second.rows, strict=False):
        if a != b or not any(a):
            break
        repeated += 1
    if repeated and not first.header_rows:
        first.header_rows = repeated
    rows = second.rows[repeated:]
    if rows and first.rows and _is_cut(first.rows, rows):
        pairs = zip(first.rows[-1], rows[0], strict=True)
        first.rows[-1] = [hyphens.join([a, b]) if a and b else a or b for a, b in pairs]
        rows = rows[1:]
    first.rows.extend(rows)


def _spread(row: list[str], own: tuple[int, ...], used: tuple[int, ...]) -> list[str]:
    """A row with empty cells where it has none of its own."""
    cells = dict(zip(own, row, strict=True))
    return [cells.get(column, "") for column in used]


def _complete_each_other(above: list[list[str]], below: list[list[str]]) -> bool:
    """Whether the cells of a row stand partly on one page and partly on the next, in a table that
    leaves no cell empty."""
    if not all(bool(a) != bool(b) for a, b in zip(above[-1], below[0], strict=True)):
        return False
    others = [*above[:-1], *below[1:]]
    return len(others) > 1 and all(all(row) for row in others)


def _is_cut(above: list[list[str]], below: list[list[str]]) -> bool:
    """Whether the first row of a page only goes on with the last row of the page before.

    Its cells are those that are empty there, they go on with sentences, or its first cell is empty
    where that of every other row is filled.
    """
    if _complete_each_other(above, below):
        return True
    pairs = [(a, b) for a, b in zip(above[-1], below[0], strict=True) if b]
    if not pairs or not all(before for before, _ in pairs):
        return False
    on = [goes_on(cell) and not ends_sentence(before) for before, cell in pairs]
    long = any(
        goes and len(before.split()) > 2 for goes, (before, _) in zip(on, pairs, strict=True)
    )
    if all(on):
        return long or len(pairs) < len(below[0])
    key_is_new = bool(below[0][0]) and not on[0]
    if long and not key_is_new:
        return all(goes or not ends_sentence(cell[0]) for goes, cell in zip(on, pairs, strict=True))
    others = [*above, *below[1:]]
    return not below[0][0] and len(others) > 2 and all(row[0] for row in others)
