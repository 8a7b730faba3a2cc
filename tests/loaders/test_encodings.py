"""Bytes become text in whatever encoding they were written."""

from __future__ import annotations

import pytest

from policynlp.loaders.encodings import decode, looks_like_text

TEXT = "Dès février, l’État réduit les coûts : « Œuvrer à l’équité… »\nMINISTÈRE DE LA SANTÉ\n"
PLAIN = "Dès février, l'Etat réduit les coûts à Sédhiou. Où aller ?\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
def test_text_is_decoded(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_decoded(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_old_encodings_are_told_apart(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding))[0] == PLAIN


def test_declared_encoding_is_believed_where_bytes_fit() -> None:
    assert decode("Żółw".encode("cp1250"), declared="windows-1250")[0] == "Żółw"


def test_declared_latin1_is_read_as_windows() -> None:
    assert decode(b"l\x92h\xf4pital", declared="iso-8859-1")[0] == "l’hôpital"


def test_wrong_declaration_yields_to_utf8() -> None:
    assert decode("été".encode(), declared="iso-8859-1")[0] == "été"


def test_unknown_declaration_is_ignored() -> None:
    assert decode("été".encode("cp1252"), declared="x-none")[0] == "été"


def test_stray_byte_in_utf8_is_read_as_windows() -> None:
    assert decode(TEXT.encode() + b"caf\xe9")[0] == TEXT + "café"


def test_mojibake_is_repaired_with_a_warning() -> None:
    broken = TEXT.encode().decode("cp1252", "replace")
    text, warnings = decode(broken.encode())
    assert text.startswith("Dès février, l’État réduit les coûts")
    assert [warning.code for warning in warnings] == ["encoding_repaired"]


def test_good_text_is_never_repaired() -> None:
    text = "São Tomé, Ã, √2, Ñandú, ÂGE, « Œuvre », naïve, 5 €, Ærø, Đà Nẵng"
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"plain words", True),
        ("été".encode("cp1252"), True),
        (TEXT.encode("utf-16"), True),
        (b"\x00\x01\x02\x03binary", False),
        (bytes(range(256)) * 4, False),
    ],
)
def test_text_is_told_from_binary(data: bytes, answer: bool) -> None:
    assert looks_like_text(data) is answer
