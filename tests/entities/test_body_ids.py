"""Ids that names of bodies get word by word are the same in French and in English."""

from __future__ import annotations

import pytest

from policynlp.blocks import LoadedDocument
from policynlp.entities import find_mentions, resolve
from policynlp.entities.body_ids import pattern_id, program_id
from policynlp.entities.body_keys import body_keys, key_pairs, key_parts, key_rank
from policynlp.entities.name_cut import cut_name
from policynlp.entities.tables import knowledge
from policynlp.schema import Block
from policynlp.source import Origin

BODIES = [
    (
        "Direction de la santé de la mère, de l'enfant et de l'adolescent",
        "Directorate of Maternal, Child and Adolescent Health",
    ),
    (
        "Comité d'éthique de la recherche biomédicale",
        "Biomedical Research Ethics Committee",
    ),
    (
        "Agence de gestion des déchets biomédicaux",
        "Biomedical Waste Management Agency",
    ),
    (
        "Association nationale des donneurs bénévoles de sang",
        "National Association of Voluntary Blood Donors",
    ),
    (
        "École d'infirmiers et de sages-femmes",
        "School of Nursing and Midwifery",
    ),
    (
        "Commission santé de la Chambre des députés",
        "Health Committee of the Chamber of Deputies",
    ),
    (
        "Union des caisses d'assurance maladie communautaire",
        "Union of Community Health Insurance Funds",
    ),
    (
        "Autorité de régulation des établissements privés de santé",
        "Private Health Facilities Regulatory Authority",
    ),
    (
        "Association des sages-femmes communautaires",
        "Association of Community Midwives",
    ),
    (
        "Fonds national d'équipement des hôpitaux",
        "National Hospital Equipment Fund",
    ),
    (
        "Direction de l'information, de la planification et de l'évaluation sanitaires",
        "Directorate of Health Information, Planning and Evaluation",
    ),
    (
        "École de santé publique",
        "School of Public Health",
    ),
    (
        "Agence nationale de sécurité sanitaire",
        "National Health Security Authority",
    ),
    (
        "Conseil de l'ordre des infirmiers",
        "Nursing Council",
    ),
    (
        "Commission de la santé du Parlement",
        "Health Committee of the Parliament",
    ),
    (
        "Département de la santé mentale",
        "Directorate of Mental Health",
    ),
    (
        "Société de pneumologie",
        "Pulmonology Society",
    ),
    (
        "Caisse nationale de prévoyance sociale",
        "National Social Security Fund",
    ),
    (
        "Association des étudiants en médecine",
        "Medical Students' Association",
    ),
    (
        "Comité national de coordination de la lutte contre la rage",
        "National Coordinating Committee for Rabies Control",
    ),
    (
        "Direction départementale de la santé de l'Artibonite",
        "Artibonite Departmental Health Directorate",
    ),
    (
        "Service de santé scolaire et universitaire",
        "School and University Health Service",
    ),
    (
        "Centre de recherche en sciences de la vie",
        "Life Sciences Research Centre",
    ),
    (
        "Hôpital Saint-Marc",
        "St Mark's Hospital",
    ),
    (
        "Centre de transfusion Sainte-Élisabeth",
        "St Elizabeth Transfusion Centre",
    ),
    (
        "Association des pédopsychiatres",
        "Association of Child Psychiatrists",
    ),
    # Compounds that one language cuts apart.
    (
        "Direction de la planification et de l'inspection sanitaires",
        "Health Planning and Inspection Directorate",
    ),
    ("Bureau de la sécurité alimentaire et nutritionnelle", "Food and Nutrition Security Bureau"),
    # Words that head bodies elsewhere.
    ("Comité de l'inspection et des partenariats", "Inspection and Partnerships Committee"),
    ("Institut de nutrition clinique", "Institute of Clinical Nutrition"),
    ("Commission du trésor et de la coopération", "Treasury and Cooperation Commission"),
    ("Direction nationale de la radiologie", "National Radiology Directorate"),
    (
        "Service de radiologie de l'hôpital régional",
        "Radiology Department of the Regional Hospital",
    ),
    # A body and its part.
    ("Direction de l'audit du ministère de la Santé", "Ministry of Health's Audit Directorate"),
    (
        "Direction de l'audit du ministère de la Santé",
        "Audit Directorate of the Ministry of Health",
    ),
]


@pytest.mark.parametrize(("french", "english"), BODIES)
def test_bodies_have_one_id_in_both_languages(french: str, english: str) -> None:
    made = pattern_id(french, "fr", "MLI")
    assert made is not None and made.startswith("org:MLI:")
    assert made == pattern_id(english, "en", "MLI")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Direction de la santé", "Direction de la santé mentale"),
        ("Direction des finances", "Direction du financement"),
        ("Direction de l'information", "Direction de la communication"),
        ("Direction de l'équipement", "Direction des transports"),
        ("Conseil national de la santé", "Conseil national de la nutrition"),
        ("Société de pédiatrie", "Association de pédiatrie"),
        ("Directorate of Maternal Health", "Directorate of Mental Health"),
        ("School of Health Management", "School of Health"),
        ("National Health Fund", "National Health Equity Fund"),
        ("Health Projects Management Unit", "Health Projects Audit Unit"),
        ("Comité national d'éthique", "Comité national de lutte contre la fraude"),
        ("École de sages-femmes de Ségou", "École d'infirmiers de Ségou"),
        ("Direction de la santé de la femme", "Direction de la santé de l'enfant"),
        ("Association des donneurs de sang", "Association des banques de sang"),
        (
            "Direction de la lutte contre les maladies transmissibles",
            "Direction de la lutte contre les maladies non transmissibles",
        ),
        ("Comité de deux hôpitaux", "Comité de trois hôpitaux"),
        ("Hôpital régional de Kayes", "Hôpital de district de Kayes"),
    ],
)
def test_different_bodies_stay_apart(one: str, other: str) -> None:
    language = "en" if "Health" in one else "fr"
    assert pattern_id(one, language, "TGO") != pattern_id(other, language, "TGO")


@pytest.mark.parametrize(
    ("french", "english"),
    [
        (
            "Le Programme de lutte contre le psoriasis et l'endométriose du Togo a débuté.",
            "The Psoriasis and Endometriosis Control Programme of Togo has started.",
        ),
        (
            "Le Comité de coordination inter-agences du Malawi a siégé.",
            "Malawi's Inter-Agency Coordination Committee met.",
        ),
        (
            "L'Ordre des médecins, pharmaciens et chirurgiens-dentistes du Bénin a écrit.",
            "The Order of Doctors, Pharmacists and Dental Surgeons of Benin wrote.",
        ),
        (
            "La Direction du médicament, de la pharmacie et des laboratoires du Niger recrute.",
            "Niger's Directorate of Medicines, Pharmacy and Laboratories is recruiting.",
        ),
        (
            "Le Programme de lutte contre la drépanocytose et l'hémophilie du Mali a débuté.",
            "The Sickle Cell Disease and Haemophilia Control Programme of Mali has started.",
        ),
        (
            "La direction de la santé de la mère, du nouveau-né et de l'enfant du Mali recrute.",
            "Mali's maternal, newborn and child health directorate is recruiting.",
        ),
        (
            "La Direction de la santé de la mère, du nouveau-né et de l'enfant du Mali recrute.",
            "The Maternal, Newborn and Child Health Directorate of Mali is recruiting.",
        ),
        (
            "La direction de l'approvisionnement en eau du Mali recrute.",
            "Mali's water supply directorate is recruiting.",
        ),
        (
            "Le Conseil du travail social du Mali a siégé.",
            "The Council of Social Work of Mali met.",
        ),
        (
            "La direction de la promotion de la femme du Mali recrute.",
            "The directorate of women's promotion of Mali is recruiting.",
        ),
        (
            "Le fonds de lutte contre le VIH et le sida du Mali recrute.",
            "Mali's HIV and AIDS control fund is recruiting.",
        ),
        (
            "L'unité de télémédecine et de coopération du Mali recrute.",
            "Mali's Unit of Telemedicine and Cooperation is recruiting.",
        ),
        (
            "Le Fonds de la radiologie et des personnes handicapées du Mali recrute.",
            "Mali's Fund of Radiology and Persons with Disabilities is recruiting.",
        ),
        (
            "La cellule nutrition du ministère de l'Eau du Mali recrute.",
            "The nutrition unit of Mali's Ministry of Water is recruiting.",
        ),
        (
            "Le programme de santé des prisons du Mali recrute.",
            "Mali's prison health programme is recruiting.",
        ),
        (
            "La sous-direction de la nutrition du Mali recrute.",
            "The nutrition sub-directorate of Mali is recruiting.",
        ),
    ],
)
def test_names_reach_as_far_in_both_languages(french: str, english: str) -> None:
    assert body_ids(french, "fr") == body_ids(english, "en")
    assert len(body_ids(french, "fr")) == 1


def body_ids(text: str, language: str) -> set[str | None]:
    block = Block(id="b1", kind="paragraph", start=0, end=len(text), language=language)
    origin = Origin(path="text.txt", id="sha256:text", size_bytes=len(text))
    document = LoadedDocument(origin, "text/plain", text, (block,))
    found = resolve(document, find_mentions(document), "2022-06-15")
    return {e.canonical_id for e in found if e.label in ("ORG", "PROGRAM")}


def test_ministries_go_by_their_first_topic() -> None:
    assert pattern_id("Ministère de la Santé et de la Population", "fr", "BEN") == (
        pattern_id("Ministry of Health", "en", "BEN")
    )


def test_a_region_is_no_country() -> None:
    name = "Economic Community of Central African States"
    made = pattern_id(name, "en", None)
    assert made == pattern_id("Communauté économique des États de l'Afrique centrale", "fr", None)
    assert made is not None and "CAF" not in made


def test_an_owner_gives_worldwide_words_a_country() -> None:
    name = "African Centre for Disease Surveillance"
    assert pattern_id(name, "en", "ZMB", owned=True) == pattern_id(f"{name} of Zambia", "en", None)
    assert pattern_id(name, "en", "ZMB") != pattern_id(name, "en", "ZMB", owned=True)


def test_programmes_have_one_id_in_both_languages() -> None:
    name = "Programme national de lutte contre les maladies tropicales négligées"
    french = program_id(name, "fr", "TGO")
    assert french == program_id("National Neglected Tropical Diseases Programme", "en", "TGO")


def test_long_names_are_cut_in_linear_time() -> None:
    words = ["health", "insurance", "fund", "of", "community"] * 2_000
    assert len(cut_name(body_keys("en"), words)) > 1_000


def test_pairs_of_keys_are_known() -> None:
    rank = key_rank()
    for keys, parts in key_pairs():
        assert len(keys) > 0 and keys != parts
        assert keys | parts <= rank.keys()
    rows = [row["keys"] for row in knowledge("body_key_pairs")]
    assert rows == sorted(set(rows))


def test_parts_of_keys_are_taken_apart_no_further() -> None:
    for row in knowledge("body_keys"):
        for part in row["parts"].split():
            assert part in key_rank()
            assert key_parts(part) == (part,), row
