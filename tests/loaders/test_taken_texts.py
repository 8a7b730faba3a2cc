"""Text as drafts and programs leave it: counted lines, marks of pages, columns side by side."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from policynlp.loaders import load
from policynlp.source import Source

PARAGRAPHS = [
    "The store of the district was rebuilt last year with the help of a bank, and the staff moved "
    "in before the rains came. Nobody has counted the boxes since then, and the keeper keeps no "
    "book that deserves the name.",
    "Two drivers share one lorry. It stands in the yard for most of the month because the fuel "
    "card is locked in a drawer of the accountant, who lives in another town and comes on Fridays.",
    "The board met three times. It asked for a list of all that is broken, and it was told that "
    "the list exists but that the paper on which it was printed has been eaten by ants.",
    "Water runs in the morning only. The midwives fill the buckets before six and carry them up "
    "to the ward, where they last until the evening if no more than two children are born.",
]


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Kind and text of each block in reading order."""
    loaded = load(Source("report.txt", text.encode()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _lines(width: int) -> list[str]:
    return [line for text in PARAGRAPHS for line in [*_broken(text, width), ""]]


@pytest.mark.parametrize("form", ["{:>3}  {}", "{}\t{}", "{:<4} {}", "{}: {}"])
@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_are_taken_off(form: str, step: int) -> None:
    found = []
    number = 0
    for line in _lines(20 if step == 5 else 60):
        number += bool(line)
        lead = "\t" if "\t" in form else " " * len(form.format(number, ""))
        found.append(form.format(number, line) if line and number % step == 0 else lead + line)
    assert blocks_of("\n".join(found)) == [("paragraph", text) for text in PARAGRAPHS]


def test_numbers_of_a_list_are_kept() -> None:
    text = "\n".join(f"{number} Box of gloves, size {number % 7}" for number in range(1, 31))
    assert "12 Box of gloves" in " ".join(text for _, text in blocks_of(text))


@pytest.mark.parametrize("mark", ["--- Page {} ---", "[Page {} of 2]", "===== page {} ====="])
def test_marks_of_pages_are_furniture(mark: str) -> None:
    first, second = PARAGRAPHS[0], PARAGRAPHS[1]
    text = f"{mark.format(1)}\n\n{first}\n\n{mark.format(2)}\n\n{second}\n"
    body = [(kind, text) for kind, text in blocks_of(text) if kind != "footer"]
    assert body == [("paragraph", first), ("paragraph", second)]


@pytest.mark.parametrize("feed", ["\f", "\n\n\n"])
@pytest.mark.parametrize("title", ["", f"{'':20}On the state of the store\n\n"])
def test_columns_side_by_side_are_read_one_after_the_other(feed: str, title: str) -> None:
    lines = 2 * _lines(30)
    half = len(lines) // 2 - 1
    laid = [
        f"{a:<34}{b}".rstrip() for a, b in zip_longest(lines[:half], lines[half:], fillvalue="")
    ]
    found = blocks_of(title + "\n".join(laid) + feed)
    assert [text for kind, text in found if kind == "paragraph"] == 2 * PARAGRAPHS


def test_short_columns_alone_on_their_page_are_read_one_after_the_other() -> None:
    """Few lines go on in small letters, and items hang in the right column."""
    left = [*_broken(PARAGRAPHS[0], 34), "", "What the Board Saw", "", *_broken(PARAGRAPHS[1], 34)]
    items = ["Two drivers of the lorry and their keys", "A list of all that is broken in the store"]
    right = [
        line
        for item in items + items
        for first, *rest in [_broken(item, 26)]
        for line in [f"• {first}", *(f"  {line}" for line in rest), ""]
    ]
    right = [*right, *_broken(PARAGRAPHS[3], 30)]
    laid = [f"{a:<38}{b}".rstrip() for a, b in zip_longest(left, right, fillvalue="")]
    assert [text for _, text in blocks_of("\n".join(laid))] == [
        PARAGRAPHS[0], "What the Board Saw", PARAGRAPHS[1], *items, *items, PARAGRAPHS[3],
    ]  # fmt: skip


def test_rows_side_by_side_stay_a_table() -> None:
    rows = list(zip(PARAGRAPHS[::2], PARAGRAPHS[1::2], strict=True))
    laid = [
        f"{a:<40}{b}".rstrip()
        for left, right in rows
        for a, b in [*zip_longest(_broken(left, 36), _broken(right, 36), fillvalue=""), ("", "")]
    ]
    assert "table" in [kind for kind, _ in blocks_of("What was found\n\n" + "\n".join(laid))]
    assert [kind for kind, _ in blocks_of("\n".join(3 * laid))] == ["table"]


ROWS = [
    ["N°", "Recommendation", "Responsible", "Deadline"],
    ["1", "Paint the roof; buy seeds", "Mayor", "June 2020"],
    ["2", "Count the boxes", "", "2021"],
    ["3", "Sell the lorry", "Board", ""],
]


def tables_of(text: str) -> list[list[list[str]]]:
    loaded = load(Source("report.txt", text.encode()))
    return [[list(row) for row in block.rows] for block in loaded.blocks if block.rows]


@pytest.mark.parametrize("sign", [";", "; ", " ; ", ","])
def test_cells_parted_as_in_sheets(sign: str) -> None:
    lines = [sign.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in ROWS]
    assert tables_of(f"{PARAGRAPHS[0]}\n\n" + "\n".join(lines) + f"\n\n{PARAGRAPHS[1]}") == [ROWS]


def test_clauses_are_no_cells() -> None:
    text = "Seeds; boxes; and a lorry\n" + "The board met; it agreed; it went home.\n" * 2
    assert not tables_of(text)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n---\n"])
def test_rows_of_labelled_lines_are_a_table(gap: str) -> None:
    titles, *rows = ROWS
    told = [
        "\n".join(f"{t}: {cell}" for t, cell in zip(titles, row, strict=True) if cell)
        for row in rows
    ]
    assert tables_of(f"{PARAGRAPHS[0]}\n\n{gap.join(told)}\n\n{PARAGRAPHS[1]}") == [ROWS]


def test_labels_of_one_record_are_no_table() -> None:
    text = f"Reading room: Town hall\nKeeper: Mayor\nOpened: 2020\n\n{PARAGRAPHS[0]}"
    assert not tables_of(text)


MENU = "Home\nAbout us\nWhere we work\nNews and stories\nContact\n"


@pytest.mark.parametrize(("before", "behind"), [(MENU, ""), ("", MENU), (MENU, MENU)])
def test_menus_of_a_page_are_furniture(before: str, behind: str) -> None:
    text = f"{before}\nOn the store\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{behind}"
    body = [text for kind, text in blocks_of(text) if kind not in ("header", "footer")]
    assert body == ["On the store", *PARAGRAPHS[:2]]


def test_lists_without_buttons_are_kept() -> None:
    text = f"{PARAGRAPHS[0]}\n\nMaize\nBeans\nA lorry\nTwo boxes\nPaint\n\n{PARAGRAPHS[1]}"
    assert "Maize" in " ".join(text for kind, text in blocks_of(text) if kind != "footer")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("N E X T   S T E P S", "NEXT STEPS"),
        ("4 .   F I N D I N G S", "4. FINDINGS"),
        ("L ' A P P U I  R E Ç U", "L'APPUI REÇU"),
        ("1 2 3 4   5 6 7 8", "1 2 3 4 5 6 7 8"),
        ("A B C", "A B C"),
    ],
)
def test_spaced_letters_are_put_together(line: str, wanted: str) -> None:
    assert blocks_of(f"{line}\n\n{PARAGRAPHS[0]}")[0][1] == wanted


def test_stray_signs_do_not_part_a_sentence() -> None:
    first, second = _broken(PARAGRAPHS[0], 110)[:2]
    assert blocks_of(f"{first}\n~ .\n{second}\n|\n\n{PARAGRAPHS[1]}")[0] == (
        "paragraph",
        f"{first} {second}",
    )


@pytest.mark.parametrize("bullet", ["•", "  ▪", "\t•"])
def test_bullet_alone_opens_the_line_below(bullet: str) -> None:
    items = "".join(f"{bullet}\n{text}\n" for text in ("Paint the roof", "Buy seeds"))
    found = blocks_of(f"{PARAGRAPHS[0]}\n\n{items}")[1:]
    assert found == [("list_item", "Paint the roof"), ("list_item", "Buy seeds")]


@pytest.mark.parametrize("sign", ["{}. ", "{} - ", "{}) "])
def test_titles_stand_apart_from_the_text_behind_them(sign: str) -> None:
    names = ["Findings", "Recommendations", "Next steps", "Thanks"]
    text = "\n\n".join(
        f"{sign.format(number)}{name}: {told}\n\n{told}"
        for number, name, told in zip(("I", "II", "III", "IV"), names, PARAGRAPHS, strict=True)
    )
    found = blocks_of(text)
    assert [kind for kind, _ in found] == ["heading", "paragraph", "paragraph"] * 4
    assert [told for kind, told in found if kind == "paragraph"][::2] == PARAGRAPHS


def test_labels_behind_roman_numbers_stay() -> None:
    text = "\n\n".join(
        f"{number}. Recommendation: {PARAGRAPHS[0]}" for number in ("I", "II", "III")
    )
    assert "heading" not in [kind for kind, _ in blocks_of(text)]


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (
            [
                "Nursing School of the Old Harbour",
                "Three rounds on the night wards",
                "From 4 to 9 May 2020",
                "The round was made by Ada Finch and Tom Reed",
            ],
            "What we found",
        ),
        (
            [
                "École de soins du vieux port",
                "Trois tournées dans les salles de nuit",
                "Du 4 au 9 mai 2020",
                "La tournée a été faite par Ada Finch et Tom Reed",
            ],
            "Ce que nous avons vu",
        ),
    ],
)
def test_lines_of_a_cover_over_whole_paragraphs_are_not_joined(
    cover: list[str], title: str
) -> None:
    """Paragraphs stand on one line each: the ends of short lines are no breaks."""
    text = "\n".join([*cover, "", title, PARAGRAPHS[0], "", "", PARAGRAPHS[1], ""])
    found = [text for _, text in blocks_of(text)]
    assert found == [*cover, title, PARAGRAPHS[0], PARAGRAPHS[1]]
