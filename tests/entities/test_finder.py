"""Names found with numpy are those that spaCy finds; files of pipelines are read as spaCy does."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from policynlp.entities.finder.by_spacy import SpacyFinder, load_by_spacy
from policynlp.entities.finder.finder import load_finder, norms, shape
from policynlp.entities.finder.network import UnknownLayersError, read_network
from policynlp.entities.finder.packed import read_keys, read_vectors, unpack
from policynlp.entities.finder.strings import string_ids, symbols
from policynlp.entities.finder.tokens import Tokenizer, chunks, whole_matcher
from policynlp.entities.model import model_path, word_vectors
from policynlp.errors import ModelError

TEXTS = {
    "fr": (
        "M. Jean-Baptiste N'Diaye, directeur de l'Institut national d'hygiène d'Abidjan, a reçu",
        "Aujourd'hui, c.-à-d. le 3 mai, la sous-préfecture de Saint-Louis-du-Sénégal est fermée.",
        "Châtillon-sur-Seine  (21400) : 12km, 3,5 M€ et 40%…  voir http://www.sante.gouv.sn/x?y=1.",
        "L’OMS, l'UNICEF et la Banque mondiale\nont signé «l'accord» avec Mme Fatou Diop-Traoré.",
        "qu'entr'ouvert J.-C. presqu'île prud'homme ex-ministre anti-inflammatoire a-t-il dit",
        "   ", "", "Niger", "\u00a0", "case det X ORG mark root :-) (:", "a" * 120,
        "ﬁn — Œuvre ½ 😀👍🏽",
    ),
    "en": (
        "Dr. Ada O'Neill-Mensah of Ghana's Ministry of Health met Mr. Smith at the World Bank.",
        "They don't know; she'll visit U.S. and U.K. partners (e.g. Save the Children) in Juba.",
        "Kampala,  Uganda - 5pm: 10km/h, $3.5m... see www.who.int/countries/uga or mail a@b.org!",
        "\tWHO/AFRO\n\nGlobal Fund and Gavi's \"Country Team\" left Freetown on 3-4 March.",
        "case det X ORG mark root :-) (: cannot gonna I'm", "", " ", "Accra", "1.5 °C ﬁn — ½ 😀",
    ),
}  # fmt: skip


@cache
def spacy_finder(language: str) -> SpacyFinder:
    """What finds names by spaCy itself."""
    path = model_path(language)
    assert path is not None
    return SpacyFinder(load_by_spacy(path, language))


@pytest.mark.parametrize("language", TEXTS)
def test_finds_what_spacy_finds(language: str) -> None:
    """Words and names, of several texts at once and of each by itself."""
    path, vectors = model_path(language), word_vectors(language)
    assert path is not None and vectors is not None
    finder = load_finder(path, vectors)
    oracle = spacy_finder(language)
    texts = TEXTS[language]
    expected = oracle.find(texts)
    assert finder.find(texts) == expected
    assert [finder.find([text])[0] for text in texts] == expected
    assert sum(map(len, expected)) > 5
    tokenizer = Tokenizer(unpack((path / "tokenizer").read_bytes()))
    for text in texts:
        mine = [word for chunk, _ in chunks(text) for word, _ in tokenizer.cut(chunk)]
        assert mine == [token.text for token in oracle._nlp.tokenizer(text)]


def test_threads_share_a_finder() -> None:
    """What one has learned of words is right for the others."""
    path, vectors = model_path("en"), word_vectors("en")
    assert path is not None and vectors is not None
    finder, alone = load_finder(path, vectors), load_finder(path, vectors)
    texts = [f"Dr Ada{i} Mensah{i} left Kampala{i % 7} for Paris." for i in range(60)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: finder.find([text])[0], texts))
    assert found == alone.find(texts)


@pytest.mark.parametrize("language", TEXTS)
def test_vectors_are_those_of_spacy(language: str) -> None:
    """Keys, rows and numbers; a word without a vector has none."""
    path = model_path(language)
    assert path is not None
    mine, theirs = read_vectors(path / "vocab"), spacy_finder(language)._nlp.vocab.vectors
    assert mine is not None and len(mine.keys) == len(theirs.key2row)
    some = dict(list(theirs.key2row.items())[::101])
    assert mine.find(np.array(list(some), dtype=np.uint64)).tolist() == list(some.values())
    assert mine.find(string_ids(["xqzjkvw"])).tolist() == [-1]
    assert np.array_equal(mine.data[7], theirs.data[7])


def test_strings_have_the_ids_of_spacy() -> None:
    """Also those that are names in spaCy, and strings of any length."""
    import spacy.symbols
    from spacy.lang.norm_exceptions import BASE_NORMS
    from spacy.strings import get_string_id

    assert symbols() == {name: number for name, number in spacy.symbols.IDS.items() if name}
    assert norms() == BASE_NORMS
    strings = ["", "X", "case", "santé", *("é" * n for n in range(1, 20)), "😀", "Ministry"]
    assert string_ids(strings).tolist() == [get_string_id(string) for string in strings]


def test_shapes_are_those_of_spacy() -> None:
    """Long runs are cut; very long words have no shape of their own."""
    from spacy.lang.lex_attrs import word_shape

    for word in ("Ministère", "3,5", "ISO-9001", "aaaaAAAA11111....x", "é" * 99, "é" * 100, "½²"):
        assert shape(word) == word_shape(word)


def test_reads_keys_of_any_size() -> None:
    """Keys and rows are packed in as few bytes as they need."""
    pairs = [
        (5, 1),
        (2**63 + 1, 127),
        (2**40, 128),
        (2**33, 255),
        (300, 2),
        (2**50, 65_535),
        (9, 0),
    ]
    data = b"\xde" + struct.pack(">H", len(pairs))
    for pair in pairs:
        for number in pair:
            data += next(
                kind + struct.pack(form, number)
                for most, kind, form in (
                    (0x80, b"", ">B"), (1 << 8, b"\xcc", ">B"), (1 << 16, b"\xcd", ">H"),
                    (1 << 64, b"\xcf", ">Q"),
                )
                if number < most
            )  # fmt: skip
    keys, rows = read_keys(data)
    assert list(zip(keys.tolist(), rows.tolist(), strict=True)) == pairs


def test_says_what_cannot_be_read() -> None:
    """A file cut short is named as such, layers that are not known too."""
    path = model_path("en")
    assert path is not None
    data = (path / "ner" / "model").read_bytes()
    with pytest.raises(ModelError, match="cannot be read"):
        read_network(data[:-100])
    with pytest.raises(UnknownLayersError):
        read_network((path / "senter" / "model").read_bytes())
    with pytest.raises(ModelError, match="no table"):
        read_keys(b"\x01")


def test_a_pipeline_of_another_make_is_run_by_spacy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where its layers are not known here."""
    from policynlp.entities import model
    from policynlp.entities.finder import finder

    def refuse(path: Path, vectors: object) -> None:
        raise UnknownLayersError("other")

    monkeypatch.setattr(finder, "load_finder", refuse)
    found = model.name_finder.__wrapped__("en")
    assert isinstance(found, SpacyFinder)


def test_expressions_of_another_form_are_compiled_as_they_are() -> None:
    """Long ones without hyphens, with a choice at the top, or short ones."""
    long = "|".join(f"x{i}" for i in range(20_000))
    assert whole_matcher(f"(?iu)(?:^a{long})")("x7")
    assert whole_matcher("(?iu)(?:^ab$)|(?:^cd$)")("CD")
    assert not whole_matcher(None)("a")
