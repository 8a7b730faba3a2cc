"""How a sentence or item speaks: asking, planning, reporting. By finite cues, not by a parser.

The cues stand in `languages/*/moods.toml`; they are endings and auxiliaries rather than lists of
verbs wherever the language allows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policynlp.folding import fold
from policynlp.languages import Lexicon, lexicon

# Cues beyond this many characters of a passage are not looked for.
MAX_READ = 2400
# Words before a comma that may stand before an item's verb ("By June, recruit ...").
MAX_OPENING = 90
_OPENING = re.compile(rf"[^,;:.]{{2,{MAX_OPENING}}}, ")


@dataclass(frozen=True)
class Cue:
    """A mood and where its cue stands, offsets into the text that was read."""

    mood: str
    start: int
    end: int


_ANYWHERE = (
    ("request", "request.author"),
    ("request", "request.polite"),
    ("request", "request.performative"),
    ("impersonal", "modal.impersonal"),
    ("obligation", "modal.obligation"),
    ("must", "modal.must"),
    ("need", "modal.need"),
    ("suggestion", "modal.suggestion"),
    ("agreed", "plan.agreed"),
    ("commitment", "plan.commitment"),
    ("future", "plan.future"),
    ("done", "report.done"),
)


_SIDE_CLAUSES = frozenset({"modal.obligation", "modal.must", "modal.suggestion", "plan.future"})


def read_moods(text: str, rules: Lexicon) -> tuple[Cue, ...]:
    """The moods of a passage, each with its first cue; `text` as printed or folded.

    Moods: infinitive, nominal, imperative (how it starts); request, impersonal, obligation, need,
    must, suggestion, agreed, commitment, future, done (anywhere).
    """
    return _read(text[:MAX_READ], rules.code)


@lru_cache(maxsize=4096)
def _read(text: str, code: str) -> tuple[Cue, ...]:
    rules = lexicon(code)
    folded = fold(text)
    cues = []
    start = starting_mood(folded, rules)
    if start is not None:
        cues.append(start)
    for mood, key in _ANYWHERE:
        if any(cue.mood == mood for cue in cues):
            continue
        match = _main_clause(text, folded, rules, key)
        if match is not None:
            cues.append(Cue(mood, match.start(), match.end()))
    return tuple(cues)


def _main_clause(text: str, folded: str, rules: Lexicon, key: str) -> re.Match[str] | None:
    """The first cue outside side clauses ("which should ...")."""
    for match in rules.pattern("moods", key).finditer(folded):
        # "à" is no form of having, though both fold to "a".
        if key == "report.done" and not text[match.start()].isascii():
            continue
        # The future is known by its ending, which names of people share ("Kadra").
        if key == "plan.future" and match.start() and text[match.start()].isupper():
            continue
        if key not in _SIDE_CLAUSES and key != "request.performative":
            return match
        clause = "modal.relative" if key in _SIDE_CLAUSES else "modal.relative_request"
        low = max(0, match.start() - 40)
        before = folded[low : match.start()].rstrip()
        relative = rules.pattern("moods", clause).finditer(before)
        # "WHO will" is the body, not the pronoun.
        printed = text[low : low + len(before)]
        if not any(
            found.end() == len(before) and not printed[found.start() :].isupper()
            for found in relative
        ):
            return match
    return None


def starting_mood(folded: str, rules: Lexicon) -> Cue | None:
    """How an item begins: with an infinitive (in English the base form), a command, an action."""
    first = len(folded) - len(folded.lstrip(" \"'([-"))
    found = _start_at(folded, first, rules)
    if found is not None:
        return found
    opening = _OPENING.match(folded, first)
    if opening is None:
        return None
    later = _start_at(folded, opening.end(), rules)
    if later is None or later.mood == "nominal":
        return None
    clause = rules.pattern("moods", "start.clause").match(folded, later.start)
    subject = rules.pattern("moods", "start.subject").match(folded, first)
    return None if clause is not None and subject is not None else later


def _start_at(folded: str, position: int, rules: Lexicon) -> Cue | None:
    # « le dossier » and « les former » begin alike.
    article = rules.pattern("moods", "start.article").match(folded, position)
    noun = article.end() if article is not None else position
    noun += folded.startswith(" ", noun)
    excluded = rules.pattern("moods", "start.not_infinitive")
    if not any(excluded.match(folded, at) for at in {position, noun}):
        for mood in ("infinitive", "imperative"):
            match = rules.pattern("moods", f"start.{mood}").match(folded, position)
            if match is not None:
                return Cue(mood, match.start(), match.end())
    match = rules.pattern("moods", "start.nominal").match(folded, position)
    return None if match is None else Cue("nominal", match.start(), match.end())
