"""Scans are found and read; without Tesseract a warning says which pages and what to do."""

from __future__ import annotations

import io
import re
import string
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from policynlp.analysis import analyse
from policynlp.blocks import RawDocument
from policynlp.loaders import load
from policynlp.loaders._pdf import ocr, tesseract
from policynlp.loaders._pdf.geometry import skewed_box
from policynlp.loaders._pdf.model import Style, Word
from policynlp.loaders._pdf.picture import find_rules, ink_of, straighten
from policynlp.loaders._pdf.scans import is_rubbish
from policynlp.loaders.pdf import load as load_pdf
from policynlp.source import Source

FRENCH = """# Rapport de mission d'appui au district de Bignona
La mission s'est déroulée du 3 au 7 juin 2019 dans le district sanitaire de Bignona. Elle avait pour
objet d'examiner la tenue des registres de vaccination et la chaîne du froid des postes de santé.
# Constats
Sur les quatorze postes visités, neuf tiennent à jour leurs registres. Les relevés de température
manquent dans cinq postes, et deux réfrigérateurs sont en panne depuis le mois de février. Les
infirmiers chefs de poste ont reçu une formation en 2018, mais les agents recrutés depuis lors n'en
ont suivi aucune. Les comités de gestion se réunissent chaque trimestre.
# Recommandations
1. Le district devrait réparer les deux réfrigérateurs avant la fin du mois d'août 2019.
2. La région médicale devrait former les nouveaux agents à la tenue des registres.
3. Les postes devraient afficher chaque mois leurs relevés de température."""
ENGLISH = """# Minutes of the supply working group
The working group met on 12 March 2020 to review the stock of essential medicines in the northern
districts. The chair recalled that three deliveries had been late since the beginning of the year.
# Discussion
Members noted that the regional store had enough vaccines for two months, while oral rehydration
salts would run out within three weeks. The pharmacist explained how orders are placed, and why the
forms often come back. The group thanked the store keepers for their patience.
# Recommendations
1. The Ministry of Health should place the orders of the second quarter before the end of April.
2. District pharmacists should send their stock sheets to the regional store every Friday.
3. The working group should publish the delivery calendar of the whole year."""
NEEDED = pytest.mark.skipif(
    tesseract.find_tesseract() is None or tesseract.find_tesseract().languages != ("fra", "eng"),  # type: ignore[union-attr]
    reason="Tesseract is not there with French and English (tesseract-ocr, tesseract-ocr-fra)",
)


def printed(text: str) -> bytes:
    """A page of headings and paragraphs."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=6)
    head = ParagraphStyle("head", body, fontName="Times-Bold", fontSize=14, leading=18)
    file = io.BytesIO()
    parts = re.split(r"\n(?=#|\d\.)|(?<=[a-zé])\n(?=[A-Z][^#]{80})", text)
    story = [
        Paragraph(part.lstrip("# "), head if part.startswith("#") else body)
        for block in parts
        for part in ([block] if not block.startswith("#") else block.split("\n", 1))
    ]
    SimpleDocTemplate(file).build(story)
    return file.getvalue()


def scanned(pdf: bytes, *, angle: float = 0.0, turn: int = 0) -> bytes:
    """The pages of a file as pictures of 200 dpi."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pages.append(picture.rotate(90 * turn, expand=True))
    file = io.BytesIO()
    pages[0].save(file, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return file.getvalue()


def words_of(raw: RawDocument) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(block.text for block in raw.blocks).casefold()))


def recall(text: str, raw: RawDocument) -> float:
    """Share of the words of a text that are found."""
    wanted = Counter(re.findall(r"\w+", text.casefold()))
    return 1 - (wanted - words_of(raw)).total() / wanted.total()


@NEEDED
@pytest.mark.slow
@pytest.mark.parametrize("text", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_clean_scan_gives_its_words_and_records(text: str) -> None:
    source = Source("scan.pdf", scanned(printed(text)))
    raw = load_pdf(source)
    assert recall(text, raw) >= 0.97
    assert [block.text for block in raw.blocks if block.kind == "heading"] == [
        line.lstrip("# ") for line in text.split("\n") if line.startswith("#")
    ]
    assert [warning.code for warning in raw.warnings] == ["ocr"]
    assert 0.8 < raw.page_confidence[1] < 1
    document = analyse(load(source))
    asked = [record for record in document.records if record.type == "recommendation"]
    assert len(asked) == 3
    assert all(record.confidence <= raw.page_confidence[1] for record in asked)


@NEEDED
@pytest.mark.slow
@pytest.mark.parametrize(("angle", "turn"), [(2.2, 0), (-1.3, 0), (0.0, 1), (0.0, 2), (1.5, 3)])
def test_scan_that_lies_askew_or_on_its_side_is_read(angle: float, turn: int) -> None:
    pdf = scanned(printed(FRENCH), angle=angle, turn=turn)
    raw = load_pdf(Source("scan.pdf", pdf))
    assert recall(FRENCH, raw) >= 0.97
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    for block in raw.blocks:
        assert block.bbox is not None
        x0, top, x1, bottom = block.bbox
        assert 0 <= x0 < x1 <= width + 0.1
        assert 0 <= top < bottom <= height + 0.1
    assert next(b.text for b in raw.blocks if b.kind == "heading").startswith("Rapport de mission")
    # The box of the title is where the title is printed.
    ink = _ink_box(pdf, next(b.bbox for b in raw.blocks if b.kind == "heading") or (0, 0, 0, 0))
    assert ink > 0.02


def _ink_box(pdf: bytes, box: tuple[float, float, float, float]) -> float:
    """Share of dark pixels in a box of the first page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=1, grayscale=True).to_pil().convert("L")
    part = ink_of(picture.crop(tuple(int(value) for value in box)))
    return float(part.mean()) if part.size else 0.0


def test_without_tesseract_a_warning_names_the_page_and_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "find_tesseract", lambda: None)
    raw = load_pdf(Source("scan.pdf", scanned(printed(ENGLISH))))
    (warning,) = raw.warnings
    assert (warning.code, warning.page) == ("scanned_page", 1)
    assert "apt-get install tesseract-ocr tesseract-ocr-fra" in warning.message
    assert raw.blocks == ()


def test_program_that_fails_or_hangs_costs_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for script, said in (("exit 3", "failed"), ("sleep 20", "over 1 s")):
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        found = tesseract.Tesseract(str(program), ("fra",))
        monkeypatch.setattr(ocr, "find_tesseract", lambda found=found: found)
        monkeypatch.setattr(ocr, "_PAGE_SECONDS", 1.0)
        raw = load_pdf(Source("scan.pdf", scanned(printed(ENGLISH))))
        assert [warning.code for warning in raw.warnings] == ["scanned_page"]
        assert said in raw.warnings[0].message


def test_text_layer_of_shifted_letters_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_tesseract", lambda: None)
    letters = string.ascii_lowercase
    shift = str.maketrans(letters, letters[3:] + letters[:3])
    raw = load_pdf(Source("odd.pdf", printed(ENGLISH.translate(shift))))
    assert [warning.code for warning in raw.warnings] == ["scanned_page"]
    assert "unreadable letters" in raw.warnings[0].message
    assert raw.blocks == ()


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_rubbish_is_told_from_language(text: str) -> None:
    style = Style(10.0, False)

    def words(text: str) -> list[Word]:
        return [Word(part, 0.0, 1.0, 0.0, style) for part in text.split()]

    letters = string.ascii_lowercase
    shift = str.maketrans(letters, letters[7:] + letters[:7])
    assert not is_rubbish(words(text))
    assert is_rubbish(words(text.lower().translate(shift)))
    names = "Mukamana Uwase Niyonzima Habimana Ingabire Nshimiyimana Kigali Gasabo Huye "
    assert not is_rubbish(words(names * 20)), "a list of foreign names"


def test_picture_is_set_straight_and_its_rules_are_found() -> None:
    pdf = pypdfium2.PdfDocument(printed(FRENCH))
    picture = pdf[0].render(scale=150 / 72, grayscale=True).to_pil().convert("L")
    picture.info["dpi"] = 150
    assert straighten(picture)[1] == 0
    askew = picture.rotate(-1.6, resample=Image.Resampling.BICUBIC, fillcolor=255)
    askew.info["dpi"] = 150
    assert straighten(askew)[1] == pytest.approx(1.6, abs=0.1)
    picture.paste(0, (100, 1200, 800, 1203))
    drawing = find_rules(ink_of(picture), 150)
    assert len(drawing.horizontal) == 1
    assert not drawing.vertical
    assert drawing.horizontal[0].at == pytest.approx(1201 * 72 / 150, abs=1)


def test_box_on_a_straightened_page_is_turned_back() -> None:
    x0, top, x1, bottom = skewed_box((100, 100, 300, 110), 90, (400, 600))
    assert (x0, top, x1, bottom) == pytest.approx((390, 200, 400, 400))
