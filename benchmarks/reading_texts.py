"""Documents for measuring the reading: invented content of known structure, from a seed.

A document is a list of parts in reading order; the makers of `reading_makers.py` print it. The
sentences say nothing true: what counts is how they are set.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "fr"]

_WHO = {
    "en": [
        "The district team",
        "The Ministry of Health",
        "The regional office",
        "The review group",
        "The national laboratory",
        "A second mission",
        "The steering committee",
        "The hospital",
        "Each health centre",
        "The training unit",
        "Our partner in the north",
        "The supply agency",
    ],
    "fr": [
        "L'équipe du district",
        "Le ministère de la Santé",
        "La direction régionale",
        "La mission",
        "Le laboratoire national",
        "Le comité de pilotage",
        "L'hôpital provincial",
        "Chaque poste de santé",
        "L'unité de formation",
        "La centrale d'achat",
        "Le partenaire du nord",
        "Le groupe de revue",
    ],
}
_DID = {
    "en": [
        "has examined",
        "will publish",
        "keeps up to date",
        "has not yet received",
        "agreed to share",
        "is about to renew",
        "should strengthen",
        "described at length",
        "has compared",
        "plans to review",
    ],
    "fr": [
        "a examiné",
        "publiera",
        "tient à jour",
        "n'a pas encore reçu",
        "a accepté de partager",
        "s'apprête à renouveler",
        "devrait renforcer",
        "a décrit longuement",
        "a comparé",
        "compte revoir",
    ],
}
_WHAT = {
    "en": [
        "the registers of 14 posts",
        "the stock sheets of essential medicines",
        "its training calendar",
        "the budget of the second half-year",
        "a well-documented supervision guide",
        "the cold chain",
        "the accounts of the mutual funds",
        "the follow-up of referred patients",
        "the list of vacant posts",
        "the results of the household survey",
        "three long-term contracts",
    ],
    "fr": [
        "les registres de 14 postes",
        "les fiches de stock des médicaments essentiels",
        "son calendrier de formation",
        "le budget du second semestre",
        "un guide de supervision bien documenté",
        "la chaîne du froid",
        "les comptes des mutuelles",
        "le suivi des patients référés",
        "la liste des postes vacants",
        "les résultats de l'enquête auprès des ménages",
        "trois contrats de longue durée",
    ],
}
_WHY = {
    "en": [
        "before the end of the year",
        "in spite of late payments",
        "with support from two donors",
        "so that care reaches the remote villages",
        "as was decided in 2018",
        "after the rainy season",
        "without waiting for the new law",
        "together with the communes (25 in all)",
        "at a cost of 12.5 million",
    ],
    "fr": [
        "avant la fin de l'année",
        "malgré des paiements tardifs",
        "avec l'appui de deux bailleurs",
        "pour que les soins atteignent les villages éloignés",
        "comme décidé en 2018",
        "après la saison des pluies",
        "sans attendre la nouvelle loi",
        "avec les communes (25 au total)",
        "pour un coût de 12,5 millions",
    ],
}
_TITLES = {
    "en": [
        "Background",
        "Purpose of the visit",
        "Main findings",
        "Human resources",
        "Supply of medicines",
        "Financing",
        "Information system",
        "What the team proposes",
        "Next steps",
        "Lessons learned",
        "Organisation of care",
        "Community participation",
        "Risks and limits",
        "Monitoring",
        "Roles and duties",
    ],
    "fr": [
        "Contexte",
        "Objet de la visite",
        "Principaux constats",
        "Ressources humaines",
        "Approvisionnement",
        "Financement",
        "Système d'information",
        "Ce que propose l'équipe",
        "Suites à donner",
        "Enseignements",
        "Organisation des soins",
        "Participation communautaire",
        "Risques et limites",
        "Suivi",
        "Rôles et tâches",
    ],
}
_HEADS = {
    "en": [
        ["Activity", "Lead", "When"], ["District", "Posts", "Filled", "Remarks"],
        ["Finding", "Proposed measure"],
    ],
    "fr": [
        ["Activité", "Responsable", "Échéance"], ["District", "Postes", "Pourvus", "Remarques"],
        ["Constat", "Mesure proposée"],
    ],
}  # fmt: skip
_PLACES = [
    "Kolda",
    "Sédhiou",
    "Thiès",
    "Louga",
    "Mbour",
    "Tivaouane",
    "Fatick",
    "Matam",
    "Podor",
    "Goudomp",
]
_LEADS = {
    "en": ["The team proposes the following:", "Three points were made:", "It was agreed that"],
    "fr": [
        "L'équipe propose ce qui suit :",
        "Trois points ont été soulevés :",
        "Il a été convenu que",
    ],
}


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, list item or table.

    `marker`: "•", "1", "a" or "i" for the kind of list; `first`: the list begins here.
    """

    kind: Literal["heading", "paragraph", "item", "table"]
    text: str = ""
    level: int = 1
    marker: str = "•"
    number: int = 1
    first: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Made:
    """A document: its parts, running head and foot, and how it is to look."""

    seed: int
    language: Language
    parts: tuple[Part, ...]
    head: str
    foot: str
    columns: int
    theme: int
    numbered: bool
    styles: dict[str, str] = field(default_factory=dict)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.language: Language = "fr" if seed % 2 else "en"

    def one(self, table: dict[str, list[str]]) -> str:
        return self.random.choice(table[self.language])

    def clause(self) -> str:
        return f"{self.one(_WHO)} {self.one(_DID)} {self.one(_WHAT)}"

    def sentence(self) -> str:
        text = self.clause()
        if self.random.random() < 0.7:
            text += f" {self.one(_WHY)}"
        if self.random.random() < 0.3:
            joint = " et " if self.language == "fr" else " and "
            other = self.clause()
            text += joint + other[:1].lower() + other[1:]
        return text + "."

    def paragraph(self, least: int = 2, most: int = 5) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def items(self, level: int = 1) -> list[Part]:
        """A list: phrases, sentences or paragraphs, numbered or not, perhaps nested."""
        kind = self.random.choice(["phrase", "sentence", "long", "verb"])
        marker = self.random.choice(["•", "•", "1", "a", "i"]) if level == 1 else "•"
        close = self.random.choice([";", "", ";"])
        parts: list[Part] = []
        count = self.random.randint(3, 6)
        for index in range(count):
            if kind == "phrase":
                text = self.one(_WHAT) + (close if index < count - 1 else "." if close else "")
            elif kind == "verb":
                text = f"{self.one(_WHAT)} {self.one(_WHY)}"
                text = text[:1].upper() + text[1:] + (close if index < count - 1 else "")
            else:
                text = self.sentence() if kind == "sentence" else self.paragraph(1, 3)
            parts.append(Part("item", text, level, marker, index + 1, index == 0))
            if level == 1 and self.random.random() < 0.15:
                parts += self.items(2)
        return parts

    def table(self) -> Part:
        heads = self.random.choice(_HEADS[self.language])
        rows = [tuple(heads)]
        for index in range(self.random.choice([3, 4, 6, 14])):
            cells = []
            for column, _ in enumerate(heads):
                if heads[0] == "District":
                    value = str(self.random.randint(2, 60))
                    cells.append(
                        [_PLACES[index % 10], value, f"{self.random.randint(20, 99)} %",
                         f"{self.one(_WHO)} {self.one(_WHY)}"][column]
                    )  # fmt: skip
                elif column == 0 or len(heads) == 2:
                    cells.append(self.sentence())
                elif column == 1:
                    cells.append(self.one(_WHO))
                else:
                    months = {"fr": ["mars", "juin"], "en": ["March", "June"]}[self.language]
                    cells.append(f"{self.random.choice(months)} {2018 + index % 3}")
            rows.append(tuple(cells))
        return Part("table", rows=tuple(rows))

    def section(self, level: int) -> list[Part]:
        parts: list[Part] = []
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.random()
            parts.append(Part("paragraph", self.paragraph()))
            if choice < 0.5:
                if self.random.random() < 0.8:
                    parts.append(Part("paragraph", self.one(_LEADS)))
                parts += self.items()
            elif choice < 0.65 and level == 1:
                parts.append(self.table())
        return parts


def make_text(seed: int) -> Made:
    """The document of a seed: even seeds are English, odd ones French; every third is set in two
    columns."""
    writer = _Writer(seed)
    choose = writer.random
    language = writer.language
    numbered = choose.random() < 0.5
    columns = 2 if seed % 3 == 2 else 1
    place = choose.choice(_PLACES)
    title = (
        f"Review of the health services of {place}" if language == "en"
        else f"Revue des services de santé de {place}"
    )  # fmt: skip
    parts = [Part("heading", title, 1)]
    titles = choose.sample(_TITLES[language], 8)
    for index, name in enumerate(titles[:5], start=1):
        shown = f"{index}. {name}" if numbered else name
        parts.append(Part("heading", shown, 2))
        parts += writer.section(1)
        if choose.random() < 0.4:
            for below in (1, 2):
                name = choose.choice(_TITLES[language])
                parts.append(Part("heading", f"{index}.{below} {name}" if numbered else name, 3))
                parts += writer.section(2)
    if columns == 2:  # tables as wide as a column have no room for sentences
        parts = [part for part in parts if part.kind != "table"]
    head = title + " 2019" if choose.random() < 0.7 else ""
    foot = "Page" if choose.random() < 0.7 else ""
    return Made(seed, language, tuple(parts), head, foot, columns, choose.randrange(4), numbered)
