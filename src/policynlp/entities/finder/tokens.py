"""A text in words, exactly as a trained spaCy pipeline cuts it.

The rules are the pipeline's own: what to cut off in front and behind, where to cut in the middle,
what to leave whole, and special cases. How they work together is spaCy's algorithm (MIT licence,
https://spacy.io/usage/linguistic-features#how-tokenizer-works).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from policynlp.cache import cached_values
from policynlp.compiled import compile_kept

# spaCy's numbers of a word's text and of its plain form, in special cases.
_TEXT, _NORM = 65, 67
_RUN = re.compile(r"\S+|\s+")
# A run of more characters is no address: spaCy's expression for them takes quadratic time.
_LONGEST_ADDRESS = 2_000
# A word with its plain form where a special case gives one.
Word = tuple[str, str | None]
Search = Callable[[str], "re.Match[str] | None"]


class Tokenizer:
    """Cuts runs of letters and signs between white space into words.

    Args:
        settings: what the pipeline's file `tokenizer` holds.
        file: that file, where it is one: what it takes long to find out of it is then kept in the
            user's cache.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],  # Any: as in the file
        file: Path | None = None,
    ) -> None:
        self._prefix = _compiled(settings.get("prefix_search")).search
        self._suffix = _compiled(settings.get("suffix_search")).search
        self._infixes = _compiled(settings.get("infix_finditer")).finditer
        self._whole = whole_matcher(settings.get("token_match"))
        self._url = _compiled(settings.get("url_match")).match
        self._special = {
            text: tuple((str(word[_TEXT]), word.get(_NORM)) for word in words)
            for text, words in settings.get("exceptions", {}).items()
        }
        find = partial(self._find_sequences, bool(settings.get("faster_heuristics", True)))
        self._sequences: dict[str, list[list[str]]] = (
            cached_values("sequences", [file, Path(__file__)], find) if file else find()
        )

    def cut(self, chunk: str) -> tuple[Word, ...]:
        """The words of a run of characters without (or with nothing but) white space."""
        words = self._words(chunk, special=True)
        return self._with_sequences(words) if self._sequences else tuple(words)

    def _words(self, chunk: str, *, special: bool) -> list[Word]:
        known = self._special if special else {}
        if chunk in known:
            return list(known[chunk])
        rest, before, behind = self._without_affixes(chunk, known)
        words: list[Word] = [(prefix, None) for prefix in before]
        if rest:
            words += known[rest] if rest in known else [(part, None) for part in self._parts(rest)]
        words += ((suffix, None) for suffix in reversed(behind))
        return words

    def _without_affixes(
        self, rest: str, known: Mapping[str, object]
    ) -> tuple[str, list[str], list[str]]:
        """What remains, what stood in front of it, and what stood behind, the last first."""
        before: list[str] = []
        behind: list[str] = []
        size = -1
        while rest and len(rest) != size:
            if self._whole(rest) or rest in known:
                break
            size = len(rest)
            found = self._prefix(rest)
            first = found.end() - found.start() if found else 0
            if first and rest[first:] in known:
                before.append(rest[:first])
                return rest[first:], before, behind
            found = self._suffix(rest[first:])
            last = found.end() - found.start() if found else 0
            if last and rest[:-last] in known:
                behind.append(rest[-last:])
                return rest[:-last], before, behind
            if first:
                before.append(rest[:first])
            if last:
                behind.append(rest[-last:])
            rest = rest[first : len(rest) - last]
        return rest, before, behind

    def _parts(self, rest: str) -> list[str]:
        """A word cut in the middle where the rules say so."""
        if self._whole(rest) or (len(rest) <= _LONGEST_ADDRESS and self._url(rest)):
            return [rest]
        parts: list[str] = []
        start = 0
        for match in self._infixes(rest):
            if match.start() == 0:
                continue
            if match.start() != start:
                parts.append(rest[start : match.start()])
            if match.end() != match.start():
                parts.append(match.group())
            start = match.end()
        if rest[start:]:
            parts.append(rest[start:])
        return parts

    def _find_sequences(self, fast: bool) -> dict[str, list[list[str]]]:
        """Special cases that the rules would cut up, as the words they give, by the first one."""
        found: dict[str, list[list[str]]] = {}
        for text in self._special:
            if fast and not (
                self._prefix(text)
                or self._suffix(text)
                or " " in text
                or next(iter(self._infixes(text)), None)
            ):
                continue
            words = [word for word, _ in self._words(text, special=False)]
            if len(words) > 1:
                found.setdefault(words[0], []).append(words)
        return found

    def _with_sequences(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words, special cases put for the sequences that spell them; long ones first."""
        texts = [text for text, _ in words]
        spans = [
            (len(sequence), -i)
            for i, text in enumerate(texts)
            for sequence in self._sequences.get(text, ())
            if texts[i : i + len(sequence)] == sequence
        ]
        if not spans:
            return tuple(words)
        seen: set[int] = set()
        chosen: dict[int, int] = {}
        for length, minus in sorted(set(spans), reverse=True):
            i = -minus
            if i not in seen and i + length - 1 not in seen:
                chosen[i] = length
            seen.update(range(i, i + length))
        done: list[Word] = []
        i = 0
        while i < len(words):
            length = chosen.get(i, 1)
            text = "".join(texts[i : i + length])
            done += self._special[text] if i in chosen else words[i : i + 1]
            i += length
        return tuple(done)


def chunks(text: str) -> list[tuple[str, int]]:
    """Runs of characters to be cut each by itself, with their offsets.

    A single space between two runs belongs to neither; further white space is a run of its own.
    """
    found = []
    for match in _RUN.finditer(text):
        run, start = match.group(), match.start()
        if start and run[0] == " ":
            run, start = run[1:], start + 1
        if run:
            found.append((run, start))
    return found


def _compiled(pattern: str | None) -> re.Pattern[str]:
    return compile_kept(pattern if pattern else r"(?!)")


_ALTERNATIVES = re.compile(r"\(\?iu\)\(\?:(.*)\)", re.DOTALL)
# A class of characters that takes long to compile.
_WIDE = re.compile(r"\[[^\]]{100,}\]")
# A class of hyphens or apostrophes that must be there, and what is in such classes.
_MARK = re.compile(r"\[(?:-–—‐‑|'’)\](?![?*{])")
_GROUP = re.compile(r"\([^()]{0,200}\)")
_MARKS = "-–—‐‑'’"
_LONG = 50_000
_ROUGH = re.IGNORECASE | re.DOTALL


def whole_matcher(pattern: str | None) -> Search:
    """A function that matches words to be left whole.

    spaCy's French expression is 1.45 MB: 266 alternatives, each with classes of some kilobytes, and
    each with a hyphen or an apostrophe. What it may match is seen by the same alternatives with any
    character for each of these classes; only the few that a word fits then are looked at in full.
    """
    if not pattern:
        return lambda text: None
    match = _ALTERNATIVES.fullmatch(pattern) if len(pattern) > _LONG else None
    parts = [] if match is None else match[1].split(")|(?:")
    rough = [_WIDE.sub(".", part) for part in parts]
    if not parts or not all(map(_has_mark, rough)):
        return compile_kept(pattern).match
    return _Alternatives(list(zip(rough, parts, strict=True))).match


def _has_mark(part: str) -> bool:
    """Whether whatever an alternative matches begins where it says and has a hyphen or apostrophe
    that stands neither in a group nor behind a choice."""
    mark = _MARK.search(part)
    before = part[: mark.start()] if mark else ""
    return (
        before.startswith("^")
        and before.count("(") == before.count(")")
        and "|" not in _GROUP.sub("", part)
    )


class _Alternatives:
    """Alternatives of one expression, each looked at when a word may fit it.

    Args:
        parts: pairs of a rough form, which fits whatever the alternative fits, and the alternative.
    """

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._all = list(parts)
        for rough, part in parts:
            letter = rough[1]
            plain = letter.isascii() and letter.isalpha() and rough[2:3] not in ("?", "*", "{")
            self._by_letter.setdefault(letter.lower() if plain else "", []).append((rough, part))

    def match(self, text: str) -> re.Match[str] | None:
        """The match of an alternative that has one."""
        if not any(mark in text for mark in _MARKS):
            return None
        first = text[0].lower()
        some = self._all
        if first.isascii():
            some = [*self._by_letter.get(first, ()), *self._by_letter.get("", ())]
        if not some or not self._one(_either(some)).match(text):
            return None
        for rough, part in some:
            if self._one(rough).match(text):
                found = re.match(self._narrowed(part, text), text, re.IGNORECASE)
                if found is not None:
                    return found
        return None

    def _narrowed(self, part: str, text: str) -> str:
        """The alternative with no more in its long classes than the characters of a text."""

        def narrow(wide: re.Match[str]) -> str:
            fits = self._one(wide.group()).match
            own = "".join(re.escape(c) for c in dict.fromkeys(text) if fits(c))
            return f"[{own}]" if own else r"(?!)"

        return _WIDE.sub(narrow, part)

    def _one(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._compiled:
            self._compiled[pattern] = compile_kept(pattern, _ROUGH)
        return self._compiled[pattern]


def _either(parts: Sequence[tuple[str, str]]) -> str:
    """One expression for all rough forms."""
    return "|".join(f"(?:{rough})" for rough, _ in parts)
