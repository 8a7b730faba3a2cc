"""A list is only skipped in texts in which it matches nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policynlp.folding import fold
from policynlp.languages import available, compile_any, lexicon
from policynlp.languages.anchors import anchors_of, needed_text
from policynlp.languages.cues import Cues
from policynlp.languages.folded import INDEX, FoldedDocument, FoldedText
from policynlp.languages.joined import compile_words

CORPUS = Path(__file__).parents[2] / "corpus" / "documents" / "dev"


@pytest.mark.parametrize(
    ("expression", "anchors"),
    [
        ("mise en place", {("place", True)}),
        ("recommand\\w*", {("recommand"[:8], False)}),
        ("(?:the |a )?ministry", {("ministry", True)}),
        ("(?:urge|ask)s? to", {("urge", False), ("ask", False)}),
        ("l'ecole", {("ecole", True)}),
        ("aides?", {("aide", False)}),
        ("(?:re)?vision", set()),
        ("rapid(?!ly)", {("rapid", False)}),
        ("mid-?term", {("mid", False)}),
        ("donors|partners?", {("donors", True), ("partner", False)}),
        ("[- ]health", {("health", True)}),
        ("[a-z]health", set()),
        ("a.b", set()),
        ("^learn\\b", {("learn", True)}),
        ("(?!art)\\w{4,}istes?", set()),
        ("\\$|euros", set()),
        ("(?P<who>team) (?P=who)", {("team", False)}),
    ],
)
def test_words_that_an_expression_needs(expression: str, anchors: set[tuple[str, bool]]) -> None:
    assert anchors_of(expression) == anchors


def known(expressions: list[str]) -> Cues:
    """A list as texts are asked for it."""
    cues = compile_any(expressions)
    assert isinstance(cues, Cues)
    return cues


def test_finds_the_same_in_texts_and_stretches() -> None:
    cues = known(["mise en place", "expert"])
    text = fold("Un expert et des expertises ; la mise en place.")
    for made in (text, FoldedText(text)):
        assert cues.search(made).group() == "expert"
        assert [m.group() for m in cues.finditer(made)] == ["expert", "mise en place"]
    whole = FoldedDocument(text)
    start = text.index("expertises")
    # Cut short a word may be another one.
    assert cues.search(whole, start, start + 6).group() == "expert"
    assert cues.search(whole, start, start + 10) is None
    assert cues.search(FoldedText("rien de tout cela")) is None
    assert cues.sub("x", FoldedText("expert")) == "x"


def test_lists_that_come_later_are_looked_for() -> None:
    text = FoldedText("un audit annuel")
    assert known(["revue"]).search(text) is None
    assert known(["audit"]).search(text)


@pytest.mark.parametrize("code", available())
def test_no_list_of_a_language_is_skipped_where_it_matches(code: str) -> None:
    """On sentences of documents, each for all lists of some files."""
    lists = [
        known(list(rules))
        for name in ("moods", "themes", "sections", "records/technical_assistance", "bodies")
        for rules in _lists(lexicon(code).table(name))
    ]
    lines = {
        fold(line)
        for path in sorted(CORPUS.glob("*.txt")) + sorted(CORPUS.glob("*.md"))
        for line in path.read_text("utf-8").splitlines()[:40]
    }
    whole = {cues: cues.compile_all() for cues in lists}
    skipped = 0
    for line in sorted(lines)[::3]:
        text = FoldedText(line)
        for cues in lists:
            skipped += not text.may & cues.bit
            found, expected = cues.search(text), whole[cues].search(line)
            assert (found and found.span()) == (expected and expected.span()), (whole[cues], line)
    assert skipped > len(lists)


def _lists(value: object) -> list[list[str]]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in _lists(inner)]
    return (
        [value]
        if value and isinstance(value, list) and all(isinstance(v, str) for v in value)
        else []
    )


def test_expressions_put_together_match_as_in_their_order() -> None:
    expressions = ["ab?", "abc d", "x[yz]", "abe|q", "ac(?:e|f) g", "ac", "abcd"]
    together = compile_words(expressions)
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(expressions)})(?:(?!\w)|(?<='))")
    for text in (
        "a",
        "ab",
        "abc",
        "abc d",
        "abcd",
        "xy",
        "abe",
        "q",
        "ace g",
        "ac e",
        "acf g",
        "b",
    ):
        found, wanted = together.search(text), plain.search(text)
        assert (found and found.span()) == (wanted and wanted.span()), text


def test_a_stretch_may_cut_a_word() -> None:
    cues = known(["expert", "mise en place"])
    whole = cues.compile_all()
    document = FoldedDocument("des expertises, la mise en placement")
    for start in range(len(document)):
        for end in range(start, len(document) + 1):
            found = cues.search(document, start, end)
            wanted = whole.search(str(document), start, end)
            assert (found and found.span()) == (wanted and wanted.span()), (start, end)


@pytest.mark.parametrize("made", [str, FoldedText, FoldedDocument])
def test_what_is_met_later_is_found(made: type[str]) -> None:
    """A list is compiled from what was met so far, but for one with groups."""
    stems = [f"zyx{letter}" for letter in "abcdefgh"]
    expressions = [*(f"{stem}(?:er|ing)?" for stem in stems), "[0-9] zyxi", "[0-9]{4} of"]
    for cues in (known(expressions), known([*expressions, "(?P<name>zyxj)"])):
        assert cues.search(made("nothing"), 0, 7) is None
        for stem in stems:
            text = made(f"some {stem}ing, 3 zyxi")
            found = [match.group() for match in cues.finditer(text)]
            assert found == [f"{stem}ing", "3 zyxi"]
            assert cues.match(text, 5) and not cues.fullmatch(text)
        assert cues.sub("-", made("zyxa 2024 of")) == "- -"
        assert cues.split(made("a zyxb b")) == ["a ", " b"] or cues.compile_all().groups


def test_more_words_than_are_kept() -> None:
    cues = known(["qwpa", "qwpb c"])
    assert cues.search(FoldedText("qwpa"))
    for number in range(60_000):
        INDEX.bits_of_word(f"w{number}")
    try:
        assert INDEX.full
        assert cues.search(FoldedText("qwpb c"))
        assert known(["qwpc"]).search(FoldedText("the qwpc"))
    finally:
        INDEX.full = False
        INDEX.seen.clear()


def test_a_list_without_expressions_finds_nothing() -> None:
    assert known([]).search("") is None
    assert known([]).search(FoldedText("some")) is None


def test_text_that_expressions_need() -> None:
    needed = needed_text(["end of (?:the )?year", "year end"])
    assert needed
    assert all(any(word in text for word in needed) for text in ("end of year", "year end"))
    assert needed_text(["fin", "a.b"]) == ()
