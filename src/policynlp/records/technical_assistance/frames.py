"""How sentences of the press and of offices say that help is given: frames over marked text.

A frame names its parts: who gives, who pays, who is helped. `assistance_frames.toml` of each
language lists them by what they say; a name in angle brackets is a mark ("<giver>", "<place>") or a
list of words of the same file ("<placed>").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice

from policynlp import folding
from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.compiled import compile_kept
from policynlp.folding import bound_repeats, fold_pattern
from policynlp.languages import Lexicon, anchors, cached_of_files, lexicon
from policynlp.languages.anchors import anchors_of, is_several
from policynlp.languages.word_index import WordIndex
from policynlp.records.help.providers import Giver, giver_at
from policynlp.records.help.scope import scope_country, spoken_of
from policynlp.records.parts.origins import home_of, nationalities, places_in
from policynlp.records.technical_assistance.skeleton import FRAMES, Mark, Skeleton, skeleton_of

# A frame is looked for so many times in a sentence.
MOST = 3
_SLOT = re.compile(r"<(\w+)>")
# Marks by the names that frames call them; some are parts that are asked for.
_MARKED = {
    "giver": "B", "payer": "B", "helped": "B", "peer": "B", "home": "P",
    "body": "B", "place": "P", "person": "H", "date": "D", "nation": "N", "stay": "T",
    "adviser": "A", "expert": "AE", "official": "O",
}  # fmt: skip
# A state posts its own staff, which is no help.
OWN_STAFF = "own_staff"
# Frames of bodies and their work, in which nobody need be sent.
_OF_BODIES = frozenset({"piece", "gives", "backed", "mentors", "call", "twins", OWN_STAFF})
_NAMED = ("giver", "payer", "helped", "peer", "home", "nation")


@dataclass(frozen=True)
class Frame:
    """A frame found in a passage.

    Attributes:
        name: which of the lists it is of.
        parts: what its named parts stand for.
    """

    name: str
    parts: Mapping[str, Mark]


@once_a_passage
def frames_of(document: AnnotatedDocument, passage: Passage) -> tuple[Frame, ...]:
    """The frames of help that hold for a passage, in the order of the data file."""
    skeleton = skeleton_of(document, passage)
    if not skeleton.has("ABENO"):
        return ()
    rules = document.lexicon(passage)
    found = []
    for frame in _matching(skeleton, rules.code):
        if _is_outside(document, passage, frame):
            found.append(frame)
        elif frame.name == "sends" and not skeleton.has("A"):
            found.append(replace(frame, name=OWN_STAFF))
    return tuple(_settled(document, passage, found))


def _settled(document: AnnotatedDocument, passage: Passage, found: list[Frame]) -> list[Frame]:
    """Frames without those that another one makes untrue: staff who stay at a house abroad, or work
    with their peers there, go to learn; others at a house of the country are there to help."""
    rules = document.lexicon(passage)
    names = {frame.name for frame in found}
    learns = rules.pattern(FRAMES, "with_peers").search(document.folded_text(passage)) is not None
    if "any_goes" in names and "any_staff" in names and not learns:
        home = scope_country(document, passage)
        learns = any(
            "home" in frame.parts
            or (
                "peer" in frame.parts
                and giver_of(document, frame.parts["peer"]).home not in (None, home)
            )
            for frame in found
            if frame.name == "any_goes"
        )
        if not learns:
            return [frame for frame in found if frame.name != "any_goes"]
    if learns:
        return [
            replace(frame, name="any_goes", parts={}) if frame.name == "any_staff" else frame
            for frame in found
        ]
    return found


def tells_of_helpers(document: AnnotatedDocument, start: int) -> bool:
    """Whether the passage at an offset says that helpers are sent or at work with others."""
    return any(
        passage.start <= start < passage.end
        and any(frame.name not in _OF_BODIES for frame in frames_of(document, passage))
        for passage in document.of_kind("sentence", "item")
    )


def _matching(skeleton: Skeleton, code: str) -> Iterator[Frame]:
    expressions, needed = _expressions(code)
    may = needed.bits_of(skeleton.text)
    for name, text, bit in expressions:
        if not bit & may:
            continue
        for match in islice(_compiled(text).finditer(skeleton.text), MOST):
            groups = match.groupdict()
            yield Frame(name, {part: skeleton.mark(mark) for part, mark in groups.items() if mark})


def giver_of(document: AnnotatedDocument, mark: Mark) -> Giver:
    """A marked body as who gives, with its home country."""
    return giver_at(document, mark.start, mark.end, mark.entity)


def places_of(document: AnnotatedDocument, mark: Mark) -> list[str]:
    """The countries that a marked place or country stands for, ISO alpha-3."""
    if mark.entity is not None and mark.entity.label == "COUNTRY":
        home = home_of(mark.entity)
        return [home] if home is not None else []
    return places_in(document, mark.start, mark.end)


def _is_outside(document: AnnotatedDocument, passage: Passage, frame: Frame) -> bool:
    """Whether who gives is not the state that would post its own staff; a frame of "any" givers
    (their staff go elsewhere) holds for all."""
    home = scope_country(document, passage)
    if "home" in frame.parts:
        place = frame.parts["home"]
        return home not in places_of(document, place)
    if "nation" in frame.parts:
        word = frame.parts["nation"]
        code = document.lexicon(passage).code
        named = nationalities(document.folded[word.start : word.end], code)
        return home not in {iso3 for iso3, _ in named}
    mark = frame.parts.get("giver")
    if mark is None or frame.name.startswith("any_"):
        return True
    giver = giver_of(document, mark)
    if giver.multilateral or giver.home not in (None, home):
        return True
    named = nationalities(document.folded[mark.start : mark.end], document.lexicon(passage).code)
    if named and len(spoken_of(document)) > 1:
        return True  # "the Tanzanian ministry", where another country is spoken of as much
    employs = document.lexicon(passage).pattern(FRAMES, "employer")
    return employs.search(document.folded[mark.start : mark.end]) is None


@cache
def _expressions(code: str) -> tuple[Sequence[tuple[str, str, int]], WordIndex]:
    """The frames of a language, each with its bit in an index of the words that they need."""
    needed = WordIndex()
    modules = [__file__, *(str(one.__file__) for one in (anchors, folding))]
    read = partial(_read_frames, lexicon(code))
    frames = cached_of_files(f"frames-{code}", [f"{FRAMES}.toml"], modules, read)
    return [
        (name, text, needed.add(words) if words else -1) for name, text, words in frames
    ], needed


def _read_frames(rules: Lexicon) -> list[tuple[str, str, list[tuple[str, bool]]]]:
    """Names of lists with their frames, filled, and the words that each needs."""
    table = rules.get(FRAMES, "frames")
    names = list(table) if isinstance(table, Mapping) else []
    found = []
    for name in names:
        for expression in rules.words(FRAMES, f"frames.{name}"):
            text = _filled(rules, expression)
            some = [] if is_several(text) else sorted(anchors_of(text))
            found.append((name, bound_repeats(text), some))
    return found


@cache
def _compiled(text: str) -> re.Pattern[str]:
    """A frame, compiled when a sentence first has its words."""
    return compile_kept(rf"(?<!\w){text}(?!\w)")


def _filled(rules: Lexicon, expression: str) -> str:
    """A frame as an expression over marked text."""

    def filled(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _MARKED:
            mark = rf"[{_MARKED[name]}]\d{{1,3}}"
            return rf"(?P<{name}>{mark})" if name in _NAMED else mark
        words = "|".join(fold_pattern(word) for word in rules.words(FRAMES, f"slots.{name}"))
        return f"(?:{_SLOT.sub(filled, words)})"

    parts = re.split(r"(<\w+>)", expression)
    return "".join(
        _SLOT.sub(filled, part) if i % 2 else fold_pattern(part) for i, part in enumerate(parts)
    )
