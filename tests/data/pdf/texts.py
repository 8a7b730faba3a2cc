"""The invented texts of the test PDFs, and printing with WeasyPrint."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent

FRENCH = [
    "Le ministère chargé de la santé a engagé en 2016 une réforme du financement des soins de "
    "santé primaires. La mission a rencontré les responsables des directions centrales, les "
    "équipes cadres de quatre districts et les représentants des associations d'usagers. Elle a "
    "constaté une forte mobilisation, mais aussi des retards dans la mise à disposition des "
    "crédits inscrits au budget.",
    "Les entretiens menés dans les formations sanitaires montrent que la gratuité des soins pour "
    "les enfants de moins de cinq ans est appliquée de façon inégale. Dans deux districts sur "
    "quatre, le remboursement intervient après plus de six mois, ce qui fragilise "
    "l'approvisionnement en médicaments essentiels et le paiement des agents contractuels.",
    "Un comité politico-sanitaire suit désormais les décisions prises par les deux cabinets. Il "
    "se réunit chaque trimestre sous la présidence du secrétaire général et rend compte de "
    "l'avancement des engagements aux partenaires techniques et financiers.",
    "La formation des agents de santé communautaires reste la priorité des autorités locales. "
    "Chaque aire de santé dispose d'un relais, mais la supervision formative n'est assurée que "
    "dans un tiers des cas. Les outils de collecte des données ont été simplifiés avec l'appui "
    "de l'équipe nationale du système d'information sanitaire.",
]
ENGLISH = [
    "The district health teams reported steady progress in the introduction of the new "
    "community health insurance scheme. Enrolment has doubled since the beginning of the year, "
    "although coverage of the informal sector remains low and the follow-up of lapsed members "
    "is still left to volunteers.",
    "Most facilities visited by the review team had the essential medicines in stock. Where "
    "there were gaps, they were caused by late orders rather than by a lack of funds. Managers "
    "asked for a simple dashboard that would show consumption, stock and expected deliveries.",
    "Long-term technical advisers have been placed in three regional offices. Their main task is "
    "to strengthen planning and budgeting skills, and to hand over the tools at the end of the "
    "second year. A mid-term evaluation is planned with the planning department.",
    "Private providers were invited to the consultation for the first time. They asked for clear "
    "rules on accreditation, for shared training and for timely payment of claims. The Ministry "
    "promised an answer before the next joint review.",
]


def print_html(name: str, body: str, css: str = "", head: str = "") -> None:
    """Prints HTML with WeasyPrint."""
    from weasyprint import HTML

    page = f"<!doctype html><html lang=fr><head>{head}<style>{css}</style></head>{body}</html>"
    HTML(string=page).write_pdf(HERE / f"{name}.pdf")


def paragraphs(texts: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)
