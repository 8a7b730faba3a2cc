"""Headings, lead-ins, nested lists and rows: how blocks hang together."""

from __future__ import annotations

import pytest

from annotating import annotate, heading, item, paragraph, table
from policynlp.annotated import AnnotatedDocument


def _path(document: AnnotatedDocument, index: int) -> list[str]:
    return [h.text for h in document.passages[index].path]


def test_a_colon_line_stands_over_the_list_under_it_only() -> None:
    document = annotate(
        heading("Recommendations"),
        paragraph("To the Ministry of Health:"),
        item("Hire nurses."),
        paragraph("A debriefing was held on Friday."),
    )
    assert _path(document, 0) == ["Recommendations", "To the Ministry of Health"]
    assert _path(document, 1) == ["Recommendations"]


def test_colon_lines_right_under_one_another_are_nested() -> None:
    document = annotate(
        paragraph("Prochaines étapes :"),
        paragraph("Politiques :"),
        item("Échanges."),
        paragraph("Techniques :"),
        item("Relecture."),
        language="fr",
    )
    assert _path(document, 0) == ["Prochaines étapes", "Politiques"]
    assert _path(document, 1) == ["Prochaines étapes", "Techniques"]


def test_a_sentence_with_a_colon_introduces_the_list() -> None:
    document = annotate(
        paragraph("The mission recommends that the Ministry of Health:"),
        item("hire nurses;"),
        item("train cashiers."),
    )
    assert document.passages[1].lead_in == "The mission recommends that the Ministry of Health"
    start, end = document.passages[1].lead_span or (0, 0)
    assert document.text[start:end].startswith("The mission")


def test_nested_items_know_their_parent() -> None:
    document = annotate(item("Strengthen the board:"), item("name a chair;", 2), item("Pay staff."))
    assert document.passages[0].has_children
    assert document.passages[1].parent is not None
    assert document.passages[1].parent.text == "Strengthen the board:"
    assert document.passages[2].parent is None


def test_in_a_flat_list_a_colon_item_introduces_up_to_the_next_number() -> None:
    document = annotate(
        item("1. Keep a register of:"), item("- name;"), item("- date."), item("2. Pay staff.")
    )
    assert [p.parent.number if p.parent else None for p in document.passages] == [
        None, "1", "1", None,
    ]  # fmt: skip


def test_a_lettered_line_alone_is_a_title() -> None:
    document = annotate(
        item("A. First visit"), paragraph("We went to Bouar."), item("B. Second visit"),
        paragraph("We went to Bata."),
    )  # fmt: skip
    assert [h.text for h in document.headings] == ["First visit", "Second visit"]
    assert _path(document, 1) == ["Second visit"]


def test_a_short_line_that_names_a_section_is_its_title() -> None:
    document = annotate(
        heading("Findings", 2), item("Stocks are low."), paragraph("Recommendations"),
        paragraph("Hire nurses."),
    )  # fmt: skip
    assert _path(document, 1) == ["Recommendations"]


def test_a_short_label_with_its_value_is_no_title() -> None:
    document = annotate(
        heading("Kara", 2), paragraph("Participants: Ada Sow"), paragraph("Hire nurses."),
        paragraph("Findings: gaps"), paragraph("Stocks are low."),
    )  # fmt: skip
    assert _path(document, 1) == ["Kara"]
    assert _path(document, 2) == ["Kara", "Findings: gaps"]  # both are of a section


def test_a_numbered_sentence_printed_like_a_heading_is_an_item() -> None:
    document = annotate(heading("1. The Ministry should hire more nurses in the north."))
    assert not document.headings
    assert document.passages[0].number == "1"


def test_rows_carry_titles_numbers_and_groups() -> None:
    document = annotate(
        table(
            ("No.", "Action", "Responsible"),
            ("Short term", "", ""),
            ("1", "Print forms", "WHO"),
            ("2", "Train staff", "UNICEF"),
        )
    )
    first, second = document.passages
    assert (first.number, first.group) == ("1", "Short term")
    assert [(c.header, c.text) for c in second.cells[1:]] == [
        ("Action", "Train staff"), ("Responsible", "UNICEF"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["No.", "N°", "#"])
def test_titles_may_shorten_that_of_the_numbers(number: str) -> None:
    document = annotate(
        table((number, "Boat", "Harbour", "Crew"), ("1", "Swan", "Old port", "12 people"))
    )
    assert [cell.header for cell in document.passages[0].cells] == [
        number, "Boat", "Harbour", "Crew",
    ]  # fmt: skip


def test_a_form_has_no_header_row() -> None:
    document = annotate(table(("Duration", "60 hours"), ("Place", "Iloilo City")))
    labels = [field.label for field in document.fields]
    assert labels == ["duration", "place"]


def test_a_category_column_groups_the_rows_under_it() -> None:
    document = annotate(
        table(("Axis", "Action", "Who"), ("Governance", "Name a chair", "MoH"),
              ("", "Meet monthly", "MoH"))
    )  # fmt: skip
    assert [p.group for p in document.passages] == ["Governance", "Governance"]


def test_titles_that_stand_once_more_in_a_table_name_the_columns_below() -> None:
    document = annotate(
        table(
            ("District", "Finding", "Recommendation"),
            ("North", "No stock card", "Keep one."),
            ("Next steps", "", ""),
            ("Step", "Who", "When"),
            ("Print the cards", "Pharmacist", "May 2021"),
        )
    )
    titles = [[cell.header for cell in passage.cells] for passage in document.passages]
    assert titles == [["District", "Finding", "Recommendation"], ["Step", "Who", "When"]]
