"""Title and date of issue."""

from __future__ import annotations

import pytest

from policynlp.blocks import BlockKind, LoadedDocument, RawBlock, RawDocument, assemble
from policynlp.entities import find_mentions
from policynlp.languages.detect import tag_languages
from policynlp.metadata import find_published, find_title
from policynlp.source import Source

PROSE_FR = (
    "La mission a rencontré les équipes de district et visité plusieurs centres de santé afin "
    "d'apprécier la mise en place des comités de gestion, le calendrier de l'enquête sur les "
    "comptes de la santé et la grille de supervision, jugée trop longue par la plupart des "
    "personnes interrogées au cours des deux semaines de travail dans la région des Savanes."
)


def load(*blocks: tuple[BlockKind, str], html: bool = False, **meta: str) -> LoadedDocument:
    """A document of these blocks; headings have level 1."""
    raw = RawDocument(
        tuple(
            RawBlock(kind, text, level=1 if kind == "heading" else None) for kind, text in blocks
        ),
        title=meta.get("title"),
        published=meta.get("published"),
    )
    media_type = "text/html" if html else "text/plain"
    return tag_languages(assemble(Source("x", b"x"), media_type, raw))


TITLES: list[tuple[str | None, list[tuple[BlockKind, str]]]] = [
    (
        "A long week at the harbour hospital",
        [
            ("heading", "Island News | Letters from the coast"),
            ("heading", "A long week at the harbour hospital"),
            ("paragraph", "The ferry was late again."),
        ],
    ),
    (
        "COMPTE RENDU DE LA RÉUNION SUR LES BACS",
        [
            ("heading", "Bureau de stratégie et de développement (BSD)"),
            ("heading", "COMPTE RENDU DE LA RÉUNION SUR LES BACS"),
            ("paragraph", "Le bac est en panne."),
        ],
    ),
    (
        "La lampe de Porto Kaya ne s'éteint plus",
        [
            ("heading", "LUMIÈRES DU DÉTROIT"),
            ("heading", "Nos îles > Kaya > Nouvelles"),
            ("heading", "La lampe de Porto Kaya ne s'éteint plus"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Prêter, rendre, réparer : les bacs des deux rives",
        [
            ("heading", "RÉSEAU DES PASSEURS"),
            ("heading", "NOTE DE CADRAGE No 12"),
            ("paragraph", "Prêter, rendre, réparer : les bacs des deux rives"),
            ("paragraph", "Port-Louis, décembre 2015"),
            ("heading", "À qui parle cette note ?"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Rapport trimestriel n° 6 – Projet « Partir et revenir »",
        [
            ("heading", "Rapport trimestriel n° 6 – Projet « Partir et revenir »"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "AIDE-MÉMOIRE",
        [
            ("heading", "ILE LANGALANGA"),
            ("heading", "Rano - Tany - Rivotra"),
            ("heading", "AIDE-MÉMOIRE"),
            ("paragraph", "Le bac est en panne."),
        ],
    ),
    ("The new ferry | Island Health", [("heading", "The new ferry | Island Health")]),
    (
        "RAPPORT DE MISSION",
        [
            ("heading", "ORGANISATION MONDIALE DE LA SANTÉ"),
            ("heading", "RAPPORT DE MISSION"),
            ("paragraph", "Présenté par : Mme Awa Cissé"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Audit des pharmacies de district",
        [
            ("heading", "RÉPUBLIQUE DE GUINÉE"),
            ("paragraph", "Conakry, novembre 2017"),
            ("heading", "Audit des pharmacies de district"),
            ("heading", "Introduction"),
        ],
    ),
    (
        "Rwanda opens first regional oxygen plant",
        [
            ("paragraph", "FOR IMMEDIATE RELEASE"),
            ("heading", "Rwanda opens first regional oxygen plant"),
            ("paragraph", "KIGALI, 27 June 2021 -- The Ministry of Health opened a plant today."),
        ],
    ),
    (
        "OUVERTURE D'UNE FORMATION SUR LE FINANCEMENT DE LA SANTÉ",
        [
            ("heading", "OUVERTURE D'UNE FORMATION SUR LE"),
            ("heading", "FINANCEMENT DE LA SANTÉ"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "suites de ma visite aux centres de dialyse",
        [
            ("paragraph", "Victoria, le 17 janvier 2020"),
            ("paragraph", "Objet : suites de ma visite aux centres de dialyse"),
            ("paragraph", "Madame la Secrétaire d'État,"),
        ],
    ),
    (
        "What nurses earn in the north",
        [
            ("heading", "NORTHERN HOSPITALS FORUM"),
            ("heading", "Policy brief No. 8 (revised May 2019)"),
            ("heading", "What nurses earn in the north"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Deux maternités rouvrent à Kayes",
        [
            ("heading", "OMS / COMMUNIQUÉ DE PRESSE 4 mai 2022"),
            ("heading", "Deux maternités rouvrent à Kayes"),
            ("paragraph", PROSE_FR),
            ("heading", "Protocole d'accord sur les gardes"),
        ],
    ),
    (
        "Unpaid grants to our clinics",
        [
            ("heading", "BLUE LAGOON HEALTH PARTNERS"),
            ("paragraph", "Port Vila, 3 June 2016"),
            ("paragraph", "Dear Sir,"),
            ("heading", "Unpaid grants to our clinics"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "LOI N° 7/2019 portant création de la caisse des soins",
        [
            ("heading", "ASSEMBLÉE TERRITORIALE"),
            ("paragraph", "LOI N° 7/2019 portant création de la caisse des soins"),
            ("heading", "L'ASSEMBLÉE A ADOPTÉ LA LOI DONT LA TENEUR SUIT :"),
            ("paragraph", "VU la Constitution ;"),
        ],
    ),
    (
        "The country at a glance",
        [
            ("heading", "EN / FR / PT"),
            ("paragraph", "24.05.2024"),
            ("heading", "The country at a glance"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "National Cancer Registry Service Strategic Plan 2021–2025",
        [
            ("heading", "National Cancer Registry Service Strategic Plan 2021–2025"),
            ("paragraph", "Extract: Chapters 2 and 3"),
            ("paragraph", "Apia, June 2021"),
        ],
    ),
    (
        "Rapport semestriel du projet",
        [
            ("heading", "RÉPUBLIQUE GABONAISE"),
            ("paragraph", "Union – Travail – Justice"),
            ("heading", "Rapport semestriel du projet"),
            ("paragraph", "Ont participé : MSF, UNICEF, Caritas"),
        ],
    ),
    (
        "BACK-TO-OFFICE REPORT",
        [
            ("heading", "UNICEF ZAMBIA BTOR/2014/017"),
            ("heading", "BACK-TO-OFFICE REPORT"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Kaédi : trente sages-femmes reçoivent leur diplôme",
        [
            ("heading", "SANTÉ / MAURITANIE / FORMATION"),
            ("heading", "Kaédi : trente sages-femmes reçoivent leur diplôme"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Baltic Summer School of Nursing 2018",
        [
            ("paragraph", "About | Courses | Summer School | Contact us"),
            ("heading", "Baltic Summer School of Nursing 2018"),
            ("paragraph", "Narva, Estonia – 2 to 13 July 2018"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Aide-mémoire de la mission conjointe pour la santé de tous",
        [
            ("heading", "Aide-mémoire de la mission conjointe pour la santé de tous"),
            ("paragraph", "Publié le 2 avril 2019 | Télécharger | Imprimer"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "HIGHLAND MIDWIVES' LETTER",
        [
            ("paragraph", "HIGHLAND MIDWIVES' LETTER No. 17 | July - September 2014"),
            ("heading", "FROM THE COORDINATOR"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "TERMS OF REFERENCE A census of the lamps in the harbour wards",
        [
            ("heading", "MINISTRY OF HEALTH"),
            ("heading", "TERMS OF REFERENCE"),
            ("paragraph", "A census of the lamps in the harbour wards"),
            ("paragraph", "May 2021"),
            ("heading", "Background"),
        ],
    ),
    (
        "RAPPORT D'ATELIER Compter les lampes des salles du port",
        [
            ("heading", "RAPPORT D'ATELIER"),
            ("heading", "Compter les lampes des salles du port"),
            ("heading", "Introduction"),
        ],
    ),
    (
        "MISSION REPORT",
        [
            ("heading", "MISSION REPORT"),
            ("paragraph", "Traveller: Mele Fifita"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "COMPTE RENDU",
        [
            ("heading", "COMPTE RENDU"),
            ("paragraph", "Quatrième séance, Moroni, le 3 mai 2021"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Course calendar",
        [
            ("heading", "Course calendar"),
            ("heading", "Caring for lamps"),
            ("paragraph", "Dates: 3 to 5 May 2021"),
            ("heading", "Caring for boats"),
            ("paragraph", "Dates: 6 to 8 May 2021"),
        ],
    ),
    (
        "Lamp Oil Working Party Minutes",
        [
            ("heading", "Lamp Oil Working Party"),
            ("heading", "Minutes"),
            ("paragraph", "Date: Monday, 3 May 2021"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Groupe des partenaires de la santé",
        [
            ("paragraph", "Groupe des partenaires de la santé"),
            ("paragraph", "Lundi 3 mai 2021, 9 h, en ligne"),
            ("paragraph", "Présents : OMS, UNICEF"),
            ("heading", "1. Les lampes"),
            ("paragraph", "La lampe est arrivée, mais le bac qui la portait a coulé au port."),
            ("heading", "2. Le bac"),
        ],
    ),
    (
        "Lettre des salles du port",
        [
            ("paragraph", "Lettre des salles du port"),
            ("paragraph", "Numéro 14, avril 2018"),
            ("heading", "Les lampes sont arrivées"),
            ("paragraph", "Quarante salles ont de la lumière depuis lundi, et le bac est réparé."),
        ],
    ),
    (
        "Paying for lamps: what to ask first",
        [
            ("heading", "Policy note No. 3, May 2015"),
            ("paragraph", "Paying for lamps: what to ask first"),
            ("paragraph", "A clear price is worth more than a gift that has no date."),
            ("heading", "Why pay at all"),
            ("paragraph", "In many places a third of the lamps belong to somebody else."),
            ("heading", "What to write down"),
        ],
    ),
    (
        "Fourth Island Forum on Night Nursing",
        [
            ("heading", "Fourth Island Forum on Night Nursing"),
            ("paragraph", "Sign up now"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Avis de recrutement : une infirmière de nuit",
        [
            ("paragraph", "ONG Lampes du Port"),
            ("paragraph", "Avis de recrutement : une infirmière de nuit"),
            ("paragraph", "Type de contrat : un an"),
        ],
    ),
    (
        "Lamps for the outer wards: a kit for night nurses",
        [
            ("paragraph", "Lamps for the outer wards: a kit for night nurses"),
            ("heading", "How to use this kit"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Appui au choix des lampes de l'hôpital",
        [
            ("paragraph", "Appui au choix des lampes de l'hôpital"),
            ("paragraph", "Contexte"),
            ("paragraph", PROSE_FR),
            ("heading", "Mandat de l'expert"),
        ],
    ),
    (
        None,
        [
            ("paragraph", "3 May 2019"),
            ("paragraph", "Ms Ama Boateng"),
            ("paragraph", "Dear Ms Boateng,"),
            ("paragraph", PROSE_FR),
            ("paragraph", "K. Mensah"),
        ],
    ),
    (
        None,
        [
            ("paragraph", "Équipe : trois infirmiers de nuit"),
            ("paragraph", "But : compter les lampes de la côte"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (
        "Compte rendu de la réunion mensuelle du Groupe de travail",
        [
            ("heading", "RÉPUBLIQUE DU BURUNDI"),
            ("paragraph", "Programme national de santé de la reproduction"),
            ("paragraph", "Compte rendu de la réunion mensuelle du Groupe de travail"),
            ("paragraph", "Bujumbura, mercredi 8 mars 2023"),
            ("paragraph", PROSE_FR),
        ],
    ),
    (None, [("paragraph", PROSE_FR), ("paragraph", "L'assistance peut servir à :")]),
    (None, [("paragraph", "Dates de mission : du 3 au 5 mai 2019"), ("paragraph", PROSE_FR)]),
]


@pytest.mark.parametrize(("title", "blocks"), TITLES)
def test_title(title: str | None, blocks: list[tuple[BlockKind, str]]) -> None:
    """Headings and cover lines, not letterheads, date lines, fields or prose."""
    assert find_title(load(*blocks)) == title


# ruff: noqa: E501 - one case a line
DATES: list[tuple[str | None, list[str]]] = [
    ("2018-11-23", ["RAPPORT", "Période : du 6 au 15 novembre 2018", "Date de remise : 23 novembre 2018"]),
    ("2014-03-31", ["Soumis par Awa Cissé, consultante, IST/WA le 31/03/2014", PROSE_FR]),
    ("2019-03-04", ["Back-to-office report", "Date of report: 4 March 2019", "Mission: 11 to 22 February 2019"]),
    ("2015-03-12", ["COMPTE RENDU", "Moroni, le 12 mars 2015", "Décision à prendre avant le 31 mars 2015."]),
    ("2018-06-06", ["UN ACCORD", "Port-au-Prince, mercredi 6 juin 2018. - La ministre a signé."]),
    ("2021-06-27", ["New plant", "KIGALI, 27 June 2021 -- The Ministry of Health opened a plant."]),
    ("2025-10-17", ["10/17/2025 | Press release", "A new course", "The course began on 2 September 2025."]),
    ("2019-07-18", ["Loi sur les hôpitaux", PROSE_FR, PROSE_FR, "Fait à Abidjan, le 18 juillet 2019"]),
    ("2021-06-28", ["LOI SUR LES SOINS", "VU la Constitution du 15 septembre 1992 ;", PROSE_FR, PROSE_FR, "Fait à Tadjourah, le 28 juin 2021"]),
    ("2023-08-21", ["Our alliance", PROSE_FR, "Last reviewed: 21 August 2023"]),
    ("2016-06", ["Fiche pratique n° 7 – juin 2016", PROSE_FR]),
    ("2021-08-27", ["Endline evaluation", "Submitted to the Fund by Savanna Group, 27 August 2021"]),
    ("2020-06-15", ["Appel", PROSE_FR, "Renseignements au secrétariat des études. Douala, le 15 juin 2020"]),
    ("2023-06-02", ["TRAVEL REPORT", "Dates of travel: 12-20 May 2023", "Date submitted: 2 June 2023"]),
    ("2020-02", ["Dakar, février 2020", *30 * [PROSE_FR], "Les résultats ont été présentés le 12 février 2020 à l'hôtel. " + PROSE_FR]),
    ("2023-11", ["BRIEF No. 8, November 2023", *15 * [PROSE_FR], "Set money aside before the framework paper is submitted in December 2023."]),
    ("2017-05-09", ["Two wards reopen", "9 May 2017", PROSE_FR, "Page last reviewed 11 May 2017"]),
    ("2022-09-01", ["Plan des urgences", "Adopté le 3 juin 2022 · Publié le 1er septembre 2022", PROSE_FR]),
    ("2016-03", ["Clinic news", "News from the office in Honiara • Issue 3 • March 2016", PROSE_FR]),
    ("2021-10-20", ["AIDE-MÉMOIRE", *5 * [PROSE_FR], "Le rapport a été validé en mars 2021, mais rien n'est publié. " + PROSE_FR, "Praia, le 20 octobre 2021"]),
    ("2019-01-14", ["CIRCULAR", "Memo No. NIP/Trg/2019/037 Date: 14 January 2019", PROSE_FR]),
    ("2022-03-04", ["TERMS OF REFERENCE", "Ref. GUY/2022-07 Issued: 4 March 2022", PROSE_FR, "Approved by: the Representative, 3 March 2022"]),
    ("2013-03-15", ["Les nouvelles du Bureau", "Mars 2013", "LES ÎLES S'ACCORDENT", "Moroni, 15 mars 2013 - L'atelier s'est refermé hier. " + PROSE_FR]),
    ("2011-03", ["Les fiches de la coopération - n° 7 Mars 2011", PROSE_FR]),
    ("2024-04-25", ["Minutes of the sixth meeting", PROSE_FR, "Minutes drawn up by Irina Stan, 25 April 2024. Approved by the chair."]),
    ("2021", ["Night nursing in the harbour", PROSE_FR, "Published 2021 by the Lamp Trust"]),
    ("2021", ["Soigner la nuit au port", PROSE_FR, "Publié en 2021 par la Caisse des lampes"]),
    ("2017", ["Politique nationale des lampes", "2017", PROSE_FR]),
    ("2018", ["Words of the harbour", "Institute of Lamps, Tunis, 2018. The words are explained here.", PROSE_FR]),
    ("2007", ["Petite histoire du bac", "(Cahiers du port, cahier 9, 2007)", PROSE_FR]),
    ("2020-03", ["Comptes du port", "Arrêtés au 31 décembre 2019, publiés en mars 2020", PROSE_FR]),
    ("2024-06-18", ["Buying lamps", PROSE_FR, "A copy is supplied. Leaflet issued 18 June 2024. Applications close on 6 September 2024."]),
    ("2020-02-17", ["Circular No. 14 of 2020", "17 February 2020", PROSE_FR]),
    ("2021-06-03", ["Note circulaire n° 8 de 2021", "Moroni, le 3 juin 2021", PROSE_FR]),
    (None, ["How to fill a lamp", "Issue 2 Effective 1 April 2022", PROSE_FR]),
    (None, ["Remplir une lampe", "Version 3.1, en vigueur depuis le 1er octobre 2021", PROSE_FR]),
    (None, ["Our bursaries", *16 * [PROSE_FR], "A lamp is lit", "30 November 2022", "The boat is back", "12 October 2022"]),
    (None, ["Nos lampes", PROSE_FR, "Lire aussi le guide des lampes, paru en 2016."]),
    (None, ["Plan of the lamps 2017", "Objectives for 2017", PROSE_FR]),
    (None, ["Notre réseau", *5 * [PROSE_FR], "5 octobre 2021 – Séminaire en ligne"]),
    (None, ["Terms of reference", "Starting date: 15 August 2016", "Deadline: 10 January 2016"]),
    (None, ["L'IHP+ a commandé des examens en mai 2014 dans quatre pays.", PROSE_FR]),
    (None, ["Dates de mission : du 24 au 28 mars 2014", "Réunion à Bruxelles, 21-23 mars 2017"]),
]  # fmt: skip


@pytest.mark.parametrize(("published", "texts"), DATES)
def test_published(published: str | None, texts: list[str]) -> None:
    """Labels, datelines, signatures; not mission dates, deadlines or history."""
    document = load(*(("paragraph", text) for text in texts))
    assert find_published(document, find_mentions(document)) == published


def test_plain_lines_of_a_web_page_do_not_stand_out() -> None:
    """Beside a heading that names who issued it, a line of its imprint is no title."""
    title = "Chambre des comptes – Les lampes des hôpitaux de nuit"
    lines = [("heading", title), ("paragraph", "Observations définitives, 12 mars 2019")]
    page = load(*lines, ("paragraph", PROSE_FR), html=True, title=title)
    assert find_title(page) == title


def test_page_metadata_only_of_web_pages() -> None:
    """File properties of other formats say when a file was saved, not when it was issued."""
    blocks: list[tuple[BlockKind, str]] = [
        ("heading", "A new course on costing"),
        ("paragraph", "Text."),
    ]
    page = load(*blocks, html=True, published="2023-01-16")
    assert find_published(page, find_mentions(page)) == "2023-01-16"
    text = load(*blocks, published="2023-01-16")
    assert find_published(text, find_mentions(text)) is None


@pytest.mark.parametrize(
    ("blocks", "published"),
    [
        (
            [
                ("heading", "TRAVEL ORDER"),
                ("paragraph", "Purpose: cholera contacts"),
                ("paragraph", "Done at Lusaka, 29/06/2017"),
                *[("paragraph", f"The annex has its point {n} here, told at length.") for n in "abcdefghijkl"],
            ],
            "2017-06-29",
        ),
        (
            [
                ("heading", "ORDRE DE MISSION"),
                ("paragraph", "Objet : contacts de choléra"),
                ("paragraph", "Fait à Kaya, le 29/06/2017"),
                *[("paragraph", f"L'annexe a ici son point {n}, dit en long.") for n in "abcdefghijkl"],
            ],
            "2017-06-29",
        ),
        (
            [("heading", "Clean births"), ("paragraph", "Lamps."), ("footer", "Page updated: 3 May 2020")],
            "2020-05-03",
        ),
        (
            [("heading", "Naître"), ("paragraph", "Lampes."), ("footer", "Mise à jour : 3 mai 2020")],
            "2020-05-03",
        ),
        (
            [("heading", "Clean births"), ("paragraph", "Lamps."), ("footer", "Meeting of 3 May 2020")],
            None,
        ),
        ([("heading", "Staff bulletin"), ("paragraph", "Figures as at 30 June 2021")], None),
        ([("heading", "Personnel"), ("paragraph", "Données arrêtées au 30 juin 2021")], None),
    ],
)  # fmt: skip
def test_signatures_before_annexes_and_feet_of_pages(
    blocks: list[tuple[BlockKind, str]], published: str | None
) -> None:
    document = load(*blocks)
    assert find_published(document, find_mentions(document)) == published
