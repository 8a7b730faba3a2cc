"""Courses for which rules have few words: what the passage model hears of them, and what days,
places, quotation marks and the other cells of a row say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.annotating import Marked, annotate, heading, item, paragraph, table

from policynlp.annotated import AnnotatedDocument, PassageScores
from policynlp.blocks import RawBlock
from policynlp.records import training
from policynlp.schema import DocumentTypeLabel, Training

JULY: Marked = {
    "24 July 2017": ("DATE", "date:2017-07-24"),
    "1 to 3 June 2017": ("DATE", "date:2017-06-01/2017-06-03"),
    "5 to 9 June 2017": ("DATE", "date:2017-06-05/2017-06-09"),
    "April 2017": ("DATE", "date:2017-04"),
    "4 au 6 avril 2017": ("DATE", "date:2017-04-04/2017-04-06"),
    "avril 2017": ("DATE", "date:2017-04"),
    "Suva": ("LOC", "place:suva-FJI"),
    "Nadi": ("LOC", "place:nadi-FJI"),
    "Cahul": ("LOC", "place:cahul-MDA"),
}


def courses(
    *blocks: RawBlock,
    chances: Mapping[str, float] | None = None,
    language: str = "en",
    document_type: DocumentTypeLabel = "news",
) -> list[Training]:
    """The courses of a document where the model gives these chances to passages with these words;
    none without them."""
    document = annotate(*blocks, language=language, entities=JULY, document_type=document_type)
    known = chances or {}

    def scores(
        _: AnnotatedDocument, passages: tuple[object, ...] | list[object]
    ) -> list[PassageScores]:
        found = (
            next((c for words, c in known.items() if words in getattr(p, "text", "")), 0.0)
            for p in passages
        )
        return [PassageScores({"training": chance}) for chance in found]

    scorer = scores if chances is not None else None
    return list(training.extract(replace(document, scorer=scorer)))


@pytest.mark.parametrize(
    ("language", "sentence", "chance", "found"),
    [
        pytest.param(
            "en",
            "In April 2017 an onboarding on dengue was given to nurses of all wards.",
            0.85,
            [("2017-04", None)],
            id="a month and people, where the model is quite sure",
        ),
        pytest.param(
            "en",
            "In April 2017 an onboarding on dengue was given to nurses of all wards.",
            0.7,
            [],
            id="a month and people, where it is not",
        ),
        pytest.param(
            "en",
            'On 24 July 2017 the campus in Suva gives a brush-up, "Reading a label", for clerks.',
            0.8,
            [("2017-07-24", "Reading a label")],
            id="a name in quotation marks behind a noun that no list has",
        ),
        pytest.param(
            "fr",
            "La demande est forte et un second cours est fixé à Cahul, du 4 au 6 avril 2017.",
            0.95,
            [("2017-04-04", "cours")],
            id="le modèle est sûr, malgré un mot de demande",
        ),
        pytest.param(
            "fr",
            "La demande est forte et un second cours est fixé à Cahul, du 4 au 6 avril 2017.",
            0.5,
            [],
            id="le modèle hésite devant un mot de demande",
        ),
    ],
)
def test_a_sentence_that_the_model_hears_tells_of_a_course(
    language: str, sentence: str, chance: float, found: list[tuple[str | None, str | None]]
) -> None:
    read = courses(paragraph(sentence), chances={sentence[:20]: chance}, language=language)
    assert [(course.start_date, course.title) for course in read] == [
        (start, title if title is not None else course.title)
        for (start, title), course in zip(found, read, strict=True)
    ]


def test_what_is_asked_in_a_list_is_no_course_however_sure_the_model_is() -> None:
    step = "Organise a two-week course on triage for 30 nurses in Suva, 5 to 9 June 2017."
    assert not courses(heading("Recommendations"), item(step), chances={"Organise": 0.95})


def test_a_later_sentence_that_is_heard_bears_an_opening_one_out() -> None:
    opening = "To close the gap, the clinic trained 46 nurses on triage."
    later = "The training was held in Suva from 5 to 9 June 2017."
    read = courses(paragraph(f"{opening} {later}"), chances={"The training": 0.97})
    assert [(c.start_date, c.place, c.participant_count) for c in read] == [
        ("2017-06-05", "Suva", 46)
    ]


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        pytest.param(
            [
                heading("Nadi course for nurses ends"),
                paragraph(
                    "Nadi, 24 July 2017 - The course on triage in Nadi has ended for nurses."
                ),
                paragraph("It ran from 5 to 9 June 2017 for 20 nurses."),
            ],
            "course on triage",
            id="a headline above a dateline",
        ),
        pytest.param(
            [
                heading("Triage course for nurses"),
                paragraph("Nadi, 5 to 9 June 2017"),
                paragraph("Participants: 20 nurses."),
            ],
            "Triage course for nurses",
            id="a title above a line of place and days",
        ),
    ],
)
def test_news_have_headlines_and_announcements_titles(blocks: list[RawBlock], title: str) -> None:
    read = courses(*blocks, document_type="training_announcement")
    assert [course.title for course in read] == [title]


def test_the_place_beside_the_days_is_that_of_the_course() -> None:
    (course,) = courses(
        heading("Triage course for nurses"),
        paragraph("Nadi, 5 to 9 June 2017"),
        paragraph("The course is led by a nurse who trained for years in Suva."),
        paragraph("Participants: 20 nurses."),
        document_type="training_announcement",
    )
    assert course.place == "Nadi"


def test_what_is_on_other_days_leaves_the_place_of_a_course_alone() -> None:
    (course,) = courses(
        heading("Triage course for nurses"),
        paragraph("Dates: 5 to 9 June 2017"),
        paragraph("An open evening on the course will be held in Suva on 24 July 2017."),
        paragraph("Participants: 20 nurses."),
        document_type="training_announcement",
    )
    assert (course.start_date, course.place) == ("2017-06-05", None)


@pytest.mark.parametrize("told", ["offered", "run"])
def test_a_workshop_beside_an_announced_course_needs_no_other_word(told: str) -> None:
    read = courses(
        heading("Triage course for nurses"),
        paragraph("Dates: 5 to 9 June 2017"),
        paragraph("Participants: 20 nurses."),
        heading("Beside it", 2),
        paragraph(f"A workshop on suturing will be {told} in Suva on 24 July 2017 for 25 nurses."),
        chances={"suturing": 0.15},
        document_type="training_announcement",
    )
    assert [c.start_date for c in read] == ["2017-06-05", "2017-07-24"]


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        pytest.param(
            ("Matter", "Spell", "Spot", "Participants"),
            [("Burns", "2017-06-01", "Nadi"), ("Wound care", "2017-06-05", "Suva")],
            id="titles that no list has",
        ),
        pytest.param(
            ("Course", "Spell", "Spot", "Participants"),
            [("Burns", "2017-06-01", "Nadi"), ("Wound care", "2017-06-05", "Suva")],
            id="only the name has a known title",
        ),
    ],
)
def test_the_cells_of_a_row_say_themselves_what_they_hold(
    titles: tuple[str, ...], found: list[tuple[str, str, str]]
) -> None:
    read = courses(
        heading("TABLE 1. COURSES"),
        table(
            titles,
            ("Burns", "1 to 3 June 2017", "Nadi", "12"),
            ("Wound care", "5 to 9 June 2017", "Suva", "14"),
            header_rows=1,
        ),
    )
    assert [(c.title, c.start_date, c.place) for c in read] == found


def test_one_day_under_an_unknown_title_may_be_that_by_which_to_apply() -> None:
    read = courses(
        heading("Courses"),
        table(("Course", "Cut-off"), ("Wound care for nurses", "24 July 2017"), header_rows=1),
    )
    assert not [course for course in read if course.start_date is not None]


def test_a_name_ends_before_a_verb() -> None:
    sentence = "Les cours étaient donnés à Cahul du 4 au 6 avril 2017 à 20 infirmières."
    (course,) = courses(paragraph(sentence), language="fr")
    assert course.title == "cours"


def test_a_line_on_where_a_page_is_filed_is_no_title() -> None:
    blocks = [
        paragraph("Clinical care / Short courses"),
        heading("Ears and hearing"),
        paragraph("Dates: 5 to 9 June 2017"),
        paragraph("Place: Suva"),
        paragraph("Audience: nurses"),
        paragraph("Duration: 20 hours"),
    ]
    document = annotate(*blocks, entities=JULY, document_type="training_announcement")
    (course,) = training.extract(replace(document, title="Ears and hearing"))
    assert course.title == "Ears and hearing"
