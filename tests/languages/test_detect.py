"""Languages of texts, blocks and documents."""

from __future__ import annotations

import pytest

from policynlp.blocks import LoadedDocument, RawBlock, RawDocument, assemble
from policynlp.languages import available
from policynlp.languages.detect import (
    _langdetect,
    detect,
    language_shares,
    main_language,
    tag_languages,
)
from policynlp.source import Source

PARAGRAPHS = {
    "fr": "La mission a rencontré les responsables du district et visité deux centres de santé.",
    "en": "The mission met the district managers and visited two health centres in the region.",
    "pt": "A missão visitou os centros de saúde do distrito e falou com os responsáveis locais.",
    "es": "La misión visitó los centros de salud del distrito y habló con los responsables.",
    "de": "Die Mission besuchte zwei Gesundheitszentren und sprach mit den Leitern des Bezirks.",
    "ar": "زارت البعثة مركزين صحيين في المنطقة",
}


@pytest.mark.parametrize(("code", "text"), PARAGRAPHS.items())
def test_paragraphs(code: str, text: str) -> None:
    """Languages without a folder are named, not forced into French or English."""
    assert next(iter(detect(text))) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "COMPTE RENDU DE LA REUNION DES PARTENAIRES"),
        ("fr", "Renforcement des capacités au niveau du district"),
        ("fr", "Mise en œuvre de la feuille de route"),
        ("en", "MINUTES OF THE STEERING COMMITTEE MEETING"),
        ("en", "Strengthening health financing at district level"),
        ("en", "Next steps and responsible parties"),
    ],
)
def test_headings(code: str, text: str) -> None:
    """Headings, also in capitals without accents."""
    assert next(iter(detect(text))) == code


@pytest.mark.parametrize("text", ["", "   ", "2014", "12 %", "***", "\u0301", "\ufffd"])
def test_nothing_to_judge(text: str) -> None:
    """No letters, no answer."""
    assert dict(detect(text)) == {}


def test_same_answer_every_time() -> None:
    """The fallback is seeded."""
    second = _langdetect()
    assert second is not None
    text = "Sante publique hospital plan"
    assert len({tuple(second(text).items()) for _ in range(5)}) == 1
    assert second("1234") == {}


def _document(*texts: str) -> LoadedDocument:
    raw = RawDocument(tuple(RawBlock("paragraph", text) for text in texts))
    return tag_languages(assemble(Source("x.txt", b"x"), "text/plain", raw))


def test_short_blocks_inherit() -> None:
    """Names and numbers take the language of both neighbours, else of the document."""
    document = _document(PARAGRAPHS["fr"], "Dr Awa Cissé", PARAGRAPHS["fr"], PARAGRAPHS["en"])
    assert [block.language for block in document.blocks] == ["fr", "fr", "fr", "en"]


def test_shares_add_up_to_one() -> None:
    """By characters, exactly one, the main language first."""
    document = _document(PARAGRAPHS["fr"] * 3, PARAGRAPHS["en"], PARAGRAPHS["es"])
    shares = language_shares(document)
    assert sum(shares.values()) == 1
    assert next(iter(shares)) == "fr" == main_language(shares)
    assert set(shares) == {"fr", "en", "es"}
    assert language_shares(_document("2014")) == {}
    assert main_language({}) is None


def test_other_languages_are_told_of() -> None:
    """One warning for each language without a folder."""
    document = _document(PARAGRAPHS["en"], PARAGRAPHS["es"], PARAGRAPHS["es"], PARAGRAPHS["pt"])
    warned = [w.message for w in document.warnings if w.code == "language_unsupported"]
    assert len(warned) == 2
    assert not any(f"'{code}'" in message for message in warned for code in available())
