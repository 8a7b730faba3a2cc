"""Documents made from parts, for measuring: as many as wanted, no two alike, always the same ones.

    python benchmarks/made_documents.py 2000 FOLDER

Half are French, half English; mission reports, minutes, news and plans, from half a page to some
five pages, as text, Markdown and HTML. They are for time, memory and size alone: their phrases
repeat, so that nothing about how right the records are follows from them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

COUNTRIES = {
    "en": ["Mali", "Ghana", "Nepal", "Kenya", "Laos", "Togo", "Malawi", "Bolivia", "Uganda"],
    "fr": ["Mali", "Togo", "Niger", "Bénin", "Tchad", "Guinée", "Burundi", "Haïti", "Cameroun"],
}
BODIES = {
    "en": ["the Ministry of Health", "the National Health Insurance Fund", "UNICEF",
           "the WHO country office", "the Directorate of Planning", "the Central Medical Store",
           "the World Bank", "the Nursing Council"],
    "fr": ["le ministère de la Santé", "la Caisse nationale d'assurance maladie", "l'UNICEF",
           "le bureau de l'OMS", "la Direction de la planification", "la Centrale d'achat",
           "la Banque mondiale", "l'Ordre des infirmiers"],
}  # fmt: skip
ACTS = {
    "en": ["finance the district plans", "recruit midwives for the northern districts",
           "publish the health accounts", "revise the list of essential medicines",
           "audit the cold chain", "train the managers of hospitals", "set up a joint fund",
           "connect the laboratories to the data platform", "draft the decree on user fees"],
    "fr": ["financer les plans de district", "recruter des sages-femmes pour le nord",
           "publier les comptes de la santé", "réviser la liste des médicaments essentiels",
           "auditer la chaîne du froid", "former les directeurs d'hôpital",
           "créer un fonds commun", "relier les laboratoires à la plateforme de données",
           "rédiger le décret sur les tarifs"],
}  # fmt: skip
MONTHS = {
    "en": ["January", "March", "April", "June", "September", "November"],
    "fr": ["janvier", "mars", "avril", "juin", "septembre", "novembre"],
}
PROSE = {
    "en": ["The team met {body} on {day} {month} {year} and went through the budget of {sum} "
           "million dollars.",
           "In {country}, {share}% of births are attended, against {less}% five years ago.",
           "Technical assistance by {body} will help the districts to {act}.",
           "“We shall {act}”, said Dr {name}, who heads {body}.",
           "A workshop on the subject took place in the capital on {day} {month} {year}."],
    "fr": ["L'équipe a rencontré {body} le {day} {month} {year} et passé en revue le budget de "
           "{sum} millions de francs CFA.",
           "Au {country}, {share} % des accouchements sont assistés, contre {less} % il y a cinq "
           "ans.",
           "L'assistance technique que donne {body} aidera les districts à {act}.",
           "« Nous allons {act} », a déclaré le Dr {name}, qui dirige {body}.",
           "Un atelier sur le sujet s'est tenu dans la capitale le {day} {month} {year}."],
}  # fmt: skip
ASKED = {
    "en": ["{body} should {act} by {month} {year}.", "{body}: {act} before the end of {year}.",
           "It is recommended that {body} {act}."],
    "fr": ["{body} devrait {act} d'ici {month} {year}.", "{body} : {act} avant fin {year}.",
           "Il est recommandé que {body} prenne les mesures pour {act}."],
}  # fmt: skip
TITLES = {
    "en": ["Mission report: {country}", "Minutes of the review meeting, {country}",
           "{country}: {body} to {act}", "Plan for {country}"],
    "fr": ["Rapport de mission : {country}", "Compte rendu de la réunion de revue, {country}",
           "{country} : {body} va {act}", "Plan pour le {country}"],
}  # fmt: skip
HEADINGS = {
    "en": ["Background", "Findings", "Recommendations", "Next steps"],
    "fr": ["Contexte", "Constats", "Recommandations", "Prochaines étapes"],
}
NAMES = ["Traoré", "Mensah", "Shrestha", "Otieno", "Banda", "Diallo", "Rojas", "Sissoko", "Vongsa"]
FORMATS = ("txt", "md", "html")
Paragraphs = list[tuple[str, str]]


def make_documents(count: int, folder: Path) -> list[Path]:
    """Files of `count` documents, 500 a sub-folder; the same count gives the same bytes."""
    paths = []
    for number in range(count):
        chance = random.Random(number)
        ending = FORMATS[number % len(FORMATS)]
        path = folder / f"{number // 500:02}" / f"document-{number:05}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        language = "fr" if number % 2 else "en"
        path.write_text(_WRITERS[ending](_paragraphs(chance, language, number), language), "utf-8")
        paths.append(path)
    return paths


def fill(phrase: str, chance: random.Random, language: str, country: str) -> str:
    """A phrase with bodies, acts, days and sums put in by chance."""
    text = phrase.format(
        body=chance.choice(BODIES[language]), act=chance.choice(ACTS[language]),
        country=country, name=chance.choice(NAMES), day=chance.randint(1, 28),
        month=chance.choice(MONTHS[language]), year=chance.randint(2012, 2025),
        sum=chance.randint(2, 900), share=chance.randint(50, 98), less=chance.randint(10, 49),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def _paragraphs(chance: random.Random, language: str, number: int) -> Paragraphs:
    """Kinds (title, heading, text, item) and texts, in order."""
    country = chance.choice(COUNTRIES[language])
    size = chance.choice([1, 1, 2, 3, 4, 8])

    def say(phrases: Sequence[str]) -> str:
        return fill(chance.choice(phrases), chance, language, country)

    background, findings, asked, steps = HEADINGS[language]
    made = [("title", f"{say(TITLES[language])} ({number})"), ("heading", background)]
    made += [("text", " ".join(say(PROSE[language]) for _ in range(4))) for _ in range(size)]
    made.append(("heading", findings))
    made += [("text", " ".join(say(PROSE[language]) for _ in range(5))) for _ in range(2 * size)]
    for heading in (asked, steps):
        made.append(("heading", heading))
        made += [("item", say(ASKED[language])) for _ in range(3 + size)]
    return made


def _as_text(paragraphs: Paragraphs, language: str) -> str:
    del language
    marks = {"title": "", "heading": "", "text": "", "item": "- "}
    return "\n\n".join(marks[kind] + text for kind, text in paragraphs) + "\n"


def _as_markdown(paragraphs: Paragraphs, language: str) -> str:
    del language
    marks = {"title": "# ", "heading": "## ", "text": "", "item": "- "}
    return "\n\n".join(marks[kind] + text for kind, text in paragraphs) + "\n"


def _as_html(paragraphs: Paragraphs, language: str) -> str:
    tags = {"title": "h1", "heading": "h2", "text": "p", "item": "li"}
    body = "\n".join(f"<{tags[kind]}>{text}</{tags[kind]}>" for kind, text in paragraphs)
    head = f"<meta charset='utf-8'><title>{paragraphs[0][1]}</title>"
    return f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"


_WRITERS: dict[str, Callable[[Paragraphs, str], str]] = {
    "txt": _as_text, "md": _as_markdown, "html": _as_html,
}  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    print(len(make_documents(given.count, given.folder)), "documents in", given.folder)
