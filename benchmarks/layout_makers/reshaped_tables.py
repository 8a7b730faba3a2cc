"""The same facts where tables and forms are built in another way."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rendering.outline import Outline, Part, Run, Runs

from layout_makers.parts import plain

Row = tuple[Runs, ...]
Pair = tuple[str, Runs]

_NUMBER_TITLES = frozenset({"#", "no.", "n°", "ref.", "rec.", "code", "lot", ""})
_FORM_TITLES = frozenset({"rubrique", "donnée"})
# A row told as one item: its longest cell first, the others in brackets.
_MOST_TRANSPOSED = 4
_LEAST_LABELS = 3
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:.\n]{1,60}?) ?: (?=\S)")


def rebuilt(outline: Outline, parts: Iterable[Part]) -> Outline:
    """The same document with other parts."""
    return replace(outline, parts=tuple(parts))


def seeded(outline: Outline, salt: str) -> random.Random:
    """Chances that are the same for one document each time."""
    return random.Random(zlib.crc32(f"{salt} {outline.title}".encode()))


def in_french(outline: Outline) -> bool:
    """Whether the words that a maker adds are to be French."""
    text = " ".join(part.text for part in outline.parts[:40])
    return len(re.findall(r"\b(?:le|la|les|des|du)\b", text)) > len(
        re.findall(r"\b(?:the|of|and)\b", text)
    )


def text(words: str, *, bold: bool = False) -> Runs:
    return (Run(words, bold),)


def labelled(label: str, value: Runs, *, mark: str = ": ") -> Runs:
    return (Run(f"{label.rstrip(' :')}{mark}", bold=True), *value)


def one_line(runs: Runs) -> Runs:
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)


def is_table(part: Part) -> bool:
    """Whether a part is a table with a title above each column."""
    return part.kind == "table" and not is_form(part) and all(map(plain, part.rows[0][1:]))


def is_form(part: Part) -> bool:
    """Whether a part is a table of labels and values."""
    if part.kind != "table" or len(part.rows[0]) != 2:
        return False
    first, second = map(plain, part.rows[0])
    return not second or first.lower() in _FORM_TITLES


def is_group(row: Row) -> bool:
    """Whether a row is a title of the rows under it."""
    return sum(bool(plain(cell)) for cell in row) == 1


def titles_of(part: Part) -> list[str]:
    return [plain(cell) for cell in part.rows[0]]


def _each_table(
    outline: Outline, change: Callable[[Part], Iterable[Part]], *, forms: bool = False
) -> Outline:
    wanted = is_form if forms else is_table
    return rebuilt(
        outline,
        (new for part in outline.parts for new in (change(part) if wanted(part) else [part])),
    )


def with_columns_moved(outline: Outline) -> Outline:
    """Columns in another order; numbers of rows taken away or added."""
    chance = seeded(outline, "columns")

    def change(part: Part) -> Iterator[Part]:
        titles = titles_of(part)
        order = list(range(len(titles)))
        while len(order) > 1 and order == sorted(order):
            chance.shuffle(order)
        rows = [row if is_group(row) else tuple(row[i] for i in order) for row in part.rows]
        if not any(title.lower() in _NUMBER_TITLES for title in titles) and chance.random() < 0.5:
            count = iter(range(1, len(rows)))
            rows = [
                (text("No."), *rows[0]),
                *(
                    (*row, text("")) if is_group(row) else (text(str(next(count))), *row)
                    for row in rows[1:]
                ),
            ]
        yield replace(part, rows=tuple(rows))

    return _each_table(outline, change)


def with_rows_told(outline: Outline) -> Outline:
    """Each row as lines "Title of the column: value"; titles of groups as lines in bold."""

    def change(part: Part) -> Iterator[Part]:
        titles = titles_of(part)
        for row in part.rows[1:]:
            if is_group(row):
                yield Part("paragraph", text(_group(row), bold=True))
                continue
            for title, cell in zip(titles, row, strict=False):
                if plain(cell):
                    yield Part("paragraph", labelled(title, one_line(cell)) if title else cell)

    return _each_table(outline, change)


def with_rows_listed(outline: Outline) -> Outline:
    """Each row as one item, its longest cell first and the others in brackets behind it."""

    def change(part: Part) -> Iterator[Part]:
        titles = titles_of(part)
        main, numbers = _main_column(part), _number_column(part)
        fresh = True
        for row in part.rows[1:]:
            if is_group(row):
                yield Part("paragraph", text(_group(row), bold=True))
                fresh = True
                continue
            rest = "; ".join(
                f"{title}: {plain(cell)}"
                for i, (title, cell) in enumerate(zip(titles, row, strict=False))
                if i not in (main, numbers) and plain(cell) not in ("", "–", "-", "—")
            )
            told = plain(row[main])
            yield Part("item", text(f"{told} ({rest})" if rest else told), fresh=fresh)
            fresh = False

    return _each_table(outline, change)


def with_rows_boxed(outline: Outline) -> Outline:
    """Each row as a table of its own, titles left and values right; short tables turned round."""

    def change(part: Part) -> Iterator[Part]:
        titles = [text(title, bold=True) for title in titles_of(part)]
        rows = part.rows[1:]
        if len(rows) < _MOST_TRANSPOSED and not any(map(is_group, rows)):
            columns = zip(titles, *rows, strict=False)
            yield replace(part, rows=tuple(tuple(column) for column in columns))
            return
        for row in rows:
            if is_group(row):
                yield Part("paragraph", text(_group(row), bold=True))
            else:
                pairs = zip(titles, row, strict=False)
                yield Part("table", rows=tuple(pair for pair in pairs if plain(pair[0])))

    return _each_table(outline, change)


def with_tables_padded(outline: Outline) -> Outline:
    """A title in a row above the titles of columns, these once more in the middle, an empty column
    for remarks."""
    chance = seeded(outline, "padding")
    remark = "Observations" if in_french(outline) else "Remarks"

    def change(part: Part) -> Iterator[Part]:
        rows = list(part.rows)
        width = len(rows[0])
        if chance.random() < 0.6:
            rows = [(*row, text("" if i else remark)) for i, row in enumerate(rows)]
            width += 1
        if len(rows) > 4 and chance.random() < 0.5:
            rows.insert(len(rows) // 2 + 1, rows[0])
        if chance.random() < 0.5:
            name = "Tableau récapitulatif" if in_french(outline) else "Summary table"
            rows.insert(0, (text(name), *[text("")] * (width - 1)))
        yield replace(part, rows=tuple(rows))

    return _each_table(outline, change)


def _group(row: Row) -> str:
    return next(plain(cell) for cell in row if plain(cell))


def _number_column(part: Part) -> int | None:
    found = [i for i, t in enumerate(titles_of(part)) if t.lower() in _NUMBER_TITLES]
    short = (i for i in found if all(len(plain(row[i])) < 8 for row in part.rows[1:]))
    return next(short, None)


def _main_column(part: Part) -> int:
    rows = [row for row in part.rows[1:] if not is_group(row)]
    lengths = [
        sum(len(plain(row[i])) for row in rows if i < len(row)) for i in range(len(part.rows[0]))
    ]
    return lengths.index(max(lengths))


def _label_of(line: Runs) -> Pair | None:
    """The label and value that a line is."""
    words = "".join(run.text for run in line)
    match = _LABELLED.match(words)
    if match is None or len(match["label"].split()) > 5:
        return None
    left = match.end()
    value: list[Run] = []
    for run in line:
        kept = run.text[left:]
        left = max(0, left - len(run.text))
        if kept:
            value.append(replace(run, text=kept, bold=False))
    return match["label"].strip(), tuple(value)


def _lines(runs: Runs) -> list[Runs]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=piece)] for piece in rest]
    return [tuple(line) for line in lines if any(run.text.strip() for run in line)]


def _pairs_of(part: Part) -> list[Pair]:
    """The labels and values of a paragraph that holds nothing else."""
    if part.kind != "paragraph":
        return []
    pairs = [_label_of(line) for line in _lines(part.runs)]
    return [pair for pair in pairs if pair] if all(pairs) else []


def _form_pairs(part: Part) -> Iterator[Pair | str]:
    for i, row in enumerate(part.rows):
        if is_group(row):
            yield _group(row)
        elif any(map(plain, row)) and not (i == 0 and plain(row[0]).lower() in _FORM_TITLES):
            yield plain(row[0]), row[1]


def _restated(
    outline: Outline,
    lines: Callable[[Sequence[Pair]], Iterable[Part]],
    tables: Callable[[Sequence[Pair]], Iterable[Part]],
) -> Outline:
    """Runs of labelled lines and tables of labels and values made anew, each in its way."""
    parts: list[Part] = []
    waiting: list[Part] = []

    def close() -> None:
        pairs = [pair for part in waiting for pair in _pairs_of(part)]
        parts.extend(lines(pairs) if len(pairs) >= _LEAST_LABELS else waiting)
        waiting.clear()

    for part in outline.parts:
        if _pairs_of(part):
            waiting.append(part)
            continue
        close()
        if not is_form(part):
            parts.append(part)
            continue
        pairs: list[Pair] = []
        for pair in [*_form_pairs(part), ""]:
            if isinstance(pair, str):
                parts.extend(tables(pairs) if pairs else ())
                parts.extend([Part("paragraph", text(pair, bold=True))] if pair else ())
                pairs = []
            else:
                pairs.append(pair)
    close()
    return rebuilt(outline, parts)


def _as_table(pairs: Sequence[Pair]) -> Iterator[Part]:
    yield Part("table", rows=tuple((text(label, bold=True), value) for label, value in pairs))


def _as_lines(pairs: Sequence[Pair]) -> Iterator[Part]:
    for label, value in pairs:
        for i, line in enumerate(_lines(value)):
            yield Part("paragraph", line if i else labelled(label, line))


def with_forms_swapped(outline: Outline) -> Outline:
    """Labelled lines as tables of two columns, and such tables as labelled lines."""
    return _restated(outline, _as_table, _as_lines)


def with_forms_paired(outline: Outline) -> Outline:
    """Labelled lines and tables of labels and values as tables of two pairs a row."""

    def paired(pairs: Sequence[Pair]) -> Iterator[Part]:
        cells = [(text(label, bold=True), value) for label, value in pairs]
        cells += [(text(""), text(""))] * (len(cells) % 2)
        rows = zip(cells[::2], cells[1::2], strict=True)
        yield Part("table", rows=tuple((*left, *right) for left, right in rows))

    return _restated(outline, paired, paired)


def with_forms_stacked(outline: Outline) -> Outline:
    """The same as bullets, as titles in bold that run into the text or as titles over it."""
    kind = seeded(outline, "forms").choice(("bullets", "run in", "above"))

    def stacked(pairs: Sequence[Pair]) -> Iterator[Part]:
        for i, (label, value) in enumerate(pairs):
            if kind == "bullets":
                yield Part("item", labelled(label, one_line(value)), fresh=not i)
            elif kind == "run in":
                yield Part("paragraph", labelled(label, one_line(value), mark=". "))
            else:
                yield Part("paragraph", text(label, bold=True))
                yield Part("paragraph", value)

    return _restated(outline, stacked, stacked)
