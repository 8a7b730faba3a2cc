"""Kinds of documents: what titles, sections, forms and layout say of them."""

from __future__ import annotations

import time

import pytest

from annotating import annotate, heading, item, paragraph
from policynlp.blocks import RawBlock
from policynlp.document_types import (
    LABELS,
    document_type_evidence,
    document_type_features,
    score_document_type,
)
from policynlp.document_types.traits import TRAITS, trait_weights
from policynlp.outline import read_outline


def _label(*blocks: RawBlock, language: str = "en", title: str | None = None) -> str:
    document = annotate(*blocks, language=language)
    return score_document_type(document.loaded, read_outline(document.loaded), title).label


def _features(*blocks: RawBlock, language: str = "en") -> dict[str, float]:
    document = annotate(*blocks, language=language)
    return document_type_features(document.loaded, read_outline(document.loaded), None)


@pytest.mark.parametrize(
    ("title", "language", "label"),
    [
        ("Trip report: stock checks in two districts", "en", "mission_report"),
        ("Rapport de mission d'évaluation au Sahel", "fr", "mission_report"),
        ("Compte rendu de deux déplacements", "fr", "mission_report"),
        ("Minutes of the third meeting of the review board", "en", "meeting_report"),
        ("Compte rendu de la réunion du comité de suivi", "fr", "meeting_report"),
        ("National strategic plan mid-term review", "en", "evaluation"),
        ("Rapport d'évaluation du plan national", "fr", "evaluation"),
        ("Health financing policy brief no. 4", "en", "guidance"),
        ("Note de politique n° 8 : payer les soins", "fr", "guidance"),
        ("National health policy 2020-2030", "en", "policy_document"),
        ("Arrêté n° 12 portant création d'un comité", "fr", "policy_document"),
        ("Terms of reference for a mid-term evaluation", "en", "terms_of_reference"),
        ("Avis de recrutement d'un consultant", "fr", "terms_of_reference"),
        ("Call for applications: short course on vaccines", "en", "training_announcement"),
        ("Ouverture des inscriptions à la formation continue", "fr", "training_announcement"),
        ("Press release", "en", "news"),
        ("Communiqué de presse", "fr", "news"),
        ("Form 7-C: travel report", "en", "mission_report"),
        ("Formulaire 12 – compte rendu de déplacement", "fr", "mission_report"),
        ("Lettre trimestrielle du ministère", "fr", "news"),
        ("Vacancy: programme officer", "en", "other"),
        ("Rapport annuel d'activités 2019", "fr", "other"),
        ("Travel order No. 12/2016", "en", "other"),
        ("Ordre de déplacement n° 12", "fr", "other"),
        ("Monthly surveillance bulletin", "en", "other"),
        ("Bulletin mensuel de statistiques hospitalières", "fr", "other"),
        ("Project profile: clean water at Mwinilunga", "en", "other"),
        ("Fiche projet : l'eau propre à Mbaïki", "fr", "other"),
        ("Provisional programme", "en", "other"),
        ("Convocation", "fr", "other"),
        ("Circular No. 9 on night lamps", "en", "policy_document"),
        ("Circulaire n° 9 sur les lampes", "fr", "policy_document"),
        ("Final declaration of the participants", "en", "meeting_report"),
        ("Déclaration finale des participants", "fr", "meeting_report"),
        ("Harbour Health Weekly", "en", "news"),
        ("Les Quais – lettre du projet FANAL, n° 5", "fr", "news"),
    ],
)
def test_the_head_of_the_title_names_the_kind(title: str, language: str, label: str) -> None:
    blocks = (heading(title), paragraph("Health workers need water and light every day."))
    assert _label(*blocks, language=language, title=title) == label


def test_a_dateline_and_quotations_make_news_without_a_named_kind() -> None:
    blocks = (
        heading("Ten wards in the hills have water again"),
        paragraph(
            "KETE, Ghana (GNA) - Ten wards have water again after three dry years in the hills, "
            "people in the town heard today."
        ),
        paragraph('"We can wash our hands," said Ama Boateng. "It took long," she added.'),
    )
    assert _label(*blocks) == "news"


def test_numbered_articles_make_a_law() -> None:
    blocks = [heading("Régime des pharmacies")]
    blocks += [paragraph(f"Article {n}. Les pharmacies sont ouvertes.") for n in range(1, 6)]
    assert _label(*blocks, language="fr") == "policy_document"


def test_questions_as_headings_make_guidance() -> None:
    blocks: list[RawBlock] = [heading("Clean water in clinics")]
    for question in ("What is clean water?", "How is it stored?", "Who checks it?"):
        blocks += [heading(question, 2), paragraph("For example, it can be boiled.")]
    assert _label(*blocks) == "guidance"


def test_form_labels_of_travel_make_a_mission_report() -> None:
    lines = ("Traveller: Ama Boateng", "Dates of travel: 3-7 May 2021", "Destination: Kete")
    blocks = [paragraph(line) for line in lines]
    assert _label(heading("Summary"), *blocks, item("check the stocks")) == "mission_report"


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "From: Ama Boateng", "To: Dr Mensah", "Subject: wells of the coast, 3-7 May",
                "I spent the week on the coast. I met the midwives, and I visited five clinics.",
            ),
        ),
        (
            "fr",
            (
                "De : Ama Boateng", "À : Dr Mensah", "Objet : les puits de la côte",
                "Je me suis rendue sur la côte. J'ai rencontré les sages-femmes de l'hôpital, et "
                "j'ai visité cinq dispensaires. Nous avons été reçues par le préfet.",
            ),
        ),
    ],
)  # fmt: skip
def test_a_memo_that_tells_of_its_writers_trip_reports_a_mission(
    language: str, lines: tuple[str, ...]
) -> None:
    assert _label(*map(paragraph, lines), language=language) == "mission_report"


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("Monday: drive to Kete.", "Tuesday: visit to the stores.", "Friday: return.")),
        ("fr", ("3 mai : arrivée à Kété.", "4-6 mai : visites des dépôts.", "7 mai : retour.")),
    ],
)
def test_what_was_done_each_day_makes_a_mission_report(
    language: str, lines: tuple[str, ...]
) -> None:
    assert _label(*map(paragraph, lines), language=language) == "mission_report"


def test_hours_and_sections_name_no_kind() -> None:
    blocks = [
        heading("Third forum of lamp makers"),
        paragraph("9:00 Registration"),
        paragraph("9:30 Minutes of the last forum"),
        paragraph("The forum of lamp makers meets each year in the town hall of Kete, by the sea."),
        heading("Registration", 2),
    ]
    features = _features(*blocks)
    assert features["meeting_report.title"] == 0
    assert features["training_announcement.title"] < 0.5


def test_who_tells_what_he_did_himself_tells_no_news() -> None:
    news = "The minister opened the ward on Monday. It was handed over by the League."
    own = "I opened my ward on Monday. My lamp was handed over by my sister and I told her so."
    texts = [f"{text} {'Water runs in the hills of the coast. ' * 3}" for text in (news, own)]
    one, other = (_features(paragraph(text)) for text in texts)
    assert one["trait.lead"] > other["trait.lead"]


@pytest.mark.parametrize("line", ["Published on 23 May 2021", "Publié le 23/11/2021"])
def test_days_of_two_digits_stamp_a_page(line: str) -> None:
    language = "fr" if line.startswith("Publié") else "en"
    assert _features(paragraph(line), language=language)["trait.issue_stamp"] == 1


def test_a_text_without_evidence_is_other_with_little_confidence() -> None:
    document = annotate(paragraph("Rain fell on the roof."))
    scored = score_document_type(document.loaded, read_outline(document.loaded), None)
    assert scored.label == "other"
    assert scored.confidence < 0.6


def test_confidence_grows_with_agreeing_evidence() -> None:
    bare = annotate(heading("Minutes"), paragraph("Water was discussed."))
    full = annotate(
        heading("Minutes of the water committee meeting"),
        paragraph("Present: Ms Boateng"),
        paragraph("Chair: Mr Mensah"),
        heading("Any other business", 2),
        paragraph("The meeting was adjourned. It was agreed to meet again. Next meeting: May."),
    )
    one, other = (score_document_type(d.loaded, read_outline(d.loaded), None) for d in (bare, full))
    assert one.label == other.label == "meeting_report"
    assert one.confidence < other.confidence


def test_evidence_is_the_sum_of_features_for_every_kind() -> None:
    document = annotate(heading("Trip report"), paragraph("We visited Kete."))
    outline = read_outline(document.loaded)
    features = document_type_features(document.loaded, outline, None)
    assert set(document_type_evidence(document.loaded, outline, None)) == set(LABELS)
    assert features["mission_report.title"] > 0
    assert {f"trait.{trait}" for trait in TRAITS} <= set(features)


def test_weights_speak_of_known_traits_and_kinds() -> None:
    assert {trait for trait, _, _ in trait_weights()} <= set(TRAITS)
    assert {label for _, label, _ in trait_weights()} <= set(LABELS)


@pytest.mark.parametrize("text", ["a-", "« ", "report of the ", "Article 1 ", "A. ", "l'"])
def test_hostile_text_costs_little(text: str) -> None:
    document = annotate(paragraph(text * (200_000 // len(text))))
    outline = read_outline(document.loaded)
    begin = time.perf_counter()
    score_document_type(document.loaded, outline, None)
    assert time.perf_counter() - begin < 4


@pytest.mark.parametrize(
    ("line", "language", "share"),
    [
        ("The evaluation team thanks its hosts", "en", 0.0),
        ("The evaluation of the plan", "en", 1.0),
        ("L'équipe d'évaluation remercie ses hôtes", "fr", 0.0),
        ("L'évaluation du plan", "fr", 1.0),
    ],
)
def test_a_team_named_after_a_kind_is_not_of_the_kind(
    line: str, language: str, share: float
) -> None:
    document = annotate(heading(line), language=language)
    features = document_type_features(document.loaded, read_outline(document.loaded), line)
    assert features["evaluation.title"] == share


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Prepared by the evaluation consultant", "en"),
        ("By Dr Ann Moyo, consultant", "en"),
        ("Rédigé par la consultante", "fr"),
        ("Par le Dr Jean Kouadio, consultant", "fr"),
    ],
)
def test_a_line_of_authors_names_no_kind(line: str, language: str) -> None:
    document = annotate(heading("Health"), paragraph(line), language=language)
    features = document_type_features(document.loaded, read_outline(document.loaded), "Health")
    assert not any(features[f"{label}.title"] for label in LABELS)
    assert not any(features[f"{label}.topic"] for label in LABELS)


@pytest.mark.parametrize(
    ("trait", "language", "lines"),
    [
        ("mail", "en", ("From: Ann Moyo", "To: the stores", "Subject: fridges")),
        ("mail", "fr", ("De : Awa Sow", "À : les dépôts", "Objet : frigos")),
        ("posts", "en", ("45 likes 12 shares", "9 likes, 3 comments, 2 retweets", "1.2K likes")),
        ("posts", "fr", ("45 j'aime 12 partages", "9 partages, 3 commentaires", "8 réactions")),
        (
            "gathering_ahead",
            "en",
            ("Save the date", "Some 200 delegates from six islands are expected", "Early bird fee"),
        ),
        (
            "gathering_ahead",
            "fr",
            ("Réservez la date", "Quelque 200 soignants de six îles sont attendus", "Exposants"),
        ),
        (
            "project_sheet",
            "en",
            ("Location: Mongu", "Duration: 3 years", "Donors: Irish Aid", "Budget: 1", "Reach: 9"),
        ),
        (
            "project_sheet",
            "fr",
            ("Lieu : Kaya", "Durée : 3 ans", "Bailleurs : UE", "Budget : 1", "Partenaires : AS"),
        ),
    ],
)
def test_traits_of_what_is_no_article(trait: str, language: str, lines: tuple[str, ...]) -> None:
    document = annotate(*(paragraph(line) for line in lines), language=language)
    features = document_type_features(document.loaded, read_outline(document.loaded), None)
    assert features[f"trait.{trait}"] == 1.0
    document = annotate(paragraph(lines[0]), language=language)
    features = document_type_features(document.loaded, read_outline(document.loaded), None)
    assert features[f"trait.{trait}"] < 0.5


# ruff: noqa: E501 - one case a line
@pytest.mark.parametrize(
    ("trait", "language", "told", "other"),
    [
        (
            "first_person",
            "en",
            "I reached the harbour on Monday. The nurse showed me her ward, and I slept at my aunt's.",
            "The nurse reached the harbour on Monday and slept there. “I saw my ward, and I wept.”",
        ),
        (
            "first_person",
            "fr",
            "J'ai vu le port lundi. L'infirmière m'a montré sa salle, et je suis rentré chez ma tante.",
            "L'infirmière a vu le port lundi et elle est rentrée. « J'ai vu ma salle, je pleurais. »",
        ),
        (
            "duty",
            "en",
            "The lamp must be full. A nurse can fill it, but she should wash her hands and may rest.",
            "The lamp was full. The nurse filled it, washed her hands and rested until the evening.",
        ),
        (
            "duty",
            "fr",
            "La lampe doit être pleine. L'infirmière peut la remplir, mais il faut se laver les mains.",
            "La lampe était pleine. L'infirmière l'avait remplie et s'était lavé les mains le soir.",
        ),
        (
            "future",
            "en",
            "The council will buy lamps. Each ward will have two of them, and the school shall train.",
            "The council bought lamps. Each ward has had two of them since, and the school trained.",
        ),
        (
            "future",
            "fr",
            "Le conseil achètera des lampes. Les salles en recevront, et l'école formera les gens.",
            "Le conseil a acheté des lampes. Les salles en ont reçu, et l'école a formé les gens.",
        ),
    ],
)
def test_traits_of_grammar(trait: str, language: str, told: str, other: str) -> None:
    """Who speaks, what must be and what will be; what is quoted is somebody else's."""
    for text, least, most in ((told, 0.5, 1.0), (other, 0.0, 0.0)):
        document = annotate(paragraph(text), language=language)
        features = document_type_features(document.loaded, read_outline(document.loaded), None)
        assert least <= features[f"trait.{trait}"] <= most


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (["The council of the harbour meets on Monday", "1. Approval of the minutes"], "en"),
        (["Le conseil du port se réunit lundi", "1. Approbation du procès-verbal"], "fr"),
        (
            ["Lamps", "Every lamp was seen in an audit of the harbour before it was lit again."],
            "en",
        ),
        (
            ["Lampes", "Chaque lampe a passé un audit au port avant d'être allumée de nouveau."],
            "fr",
        ),
    ],
)
def test_items_and_sentences_name_no_kind(lines: list[str], language: str) -> None:
    """Numbered items of an agenda and short sentences are no title lines."""
    first, second = lines
    block = item(second) if second.startswith("1.") else paragraph(second)
    document = annotate(paragraph(first), block, language=language)
    features = document_type_features(document.loaded, read_outline(document.loaded), first)
    assert not features["meeting_report.title"]
    assert not features["evaluation.title"]


def test_labels_of_a_form_name_no_kind() -> None:
    lines = ("Consultant: R. Palma", "Contract period: 1 March to 31 May", "Client: a bank")
    blocks = (heading("Mission report"), *map(paragraph, lines), paragraph("The desk is open."))
    assert _label(*blocks, title="Mission report") == "mission_report"
    assert _label(*blocks[2:3], *blocks[4:]) == "other"
