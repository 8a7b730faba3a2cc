"""Numbers of lines in the margin of a draft are no text; numbers of a list's rows are."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from policynlp.loaders import load
from policynlp.source import Source

LINES = """\
The boat leaves on Mondays and brings the samples of the whole
week to the laboratory, where nobody has counted how many of them
are too warm when they arrive. The nurse of the harbour keeps a
list, which the district asks for once a year and does not read,
and a box of ice that the fishermen fill again when they can. In
winter there are none, and the samples wait for the next boat.""".splitlines()
NAMES = ["Ana Bo", "Cleo Das", "Ed Fox", "Gil Haas", "Ida Jay", "Kim Low", "Mo Nye", "Pia Roe"]
NAMES += ["Sam Tua", "Una Voss"]


def page_of(rows: list[str], numbers: list[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(480, 400))
    for index, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        y = 360 - 16 * index
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(40, y, number)
        canvas.setFont("Helvetica", 10)
        x = 70.0
        for word in row.split():
            canvas.drawString(x, y, word)
            x += canvas.stringWidth(word + " ")
    canvas.save()
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    loaded = load(Source("draft.pdf", data))
    return [loaded.text[block.start : block.end] for block in loaded.blocks]


@pytest.mark.parametrize(
    "numbers",
    [
        [str(number) for number in range(1, 13)],
        [str(number) for number in range(201, 213)],
    ],
)
def test_numbers_of_lines_are_left_out(numbers: list[str]) -> None:
    assert " ".join(texts(page_of(LINES * 2, numbers))) == " ".join(LINES * 2)


def test_numbers_of_every_fifth_line_are_left_out() -> None:
    numbers = [str(n) if n % 5 == 0 else "" for n in range(1, 61)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(480, 1100))
    canvas.setFont("Helvetica", 10)
    for index, (row, number) in enumerate(zip(LINES * 10, numbers, strict=True)):
        canvas.drawRightString(40, 1060 - 16 * index, number)
        canvas.drawString(70, 1060 - 16 * index, row)
    canvas.save()
    assert " ".join(texts(out.getvalue())) == " ".join(LINES * 10)


def test_numbers_of_rows_stay() -> None:
    found = texts(page_of(NAMES, [str(number) for number in range(1, 11)]))
    assert found == [f"{number}. {name}" for number, name in enumerate(NAMES, start=1)]


def test_words_drawn_one_by_one_are_parted() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 100))
    x = 40.0
    for word, gap in (("Seen", 2.6), ("by:", 1.4), ("Ana", 2.6), ("Bo;", 1.4), ("Cleo", 2.6)):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(x, 50, word)
        x += canvas.stringWidth(word) + gap
    canvas.save()
    assert texts(out.getvalue()) == ["Seen by: Ana Bo; Cleo"]
