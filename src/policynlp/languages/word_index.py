"""What needs which words: a text is looked at once for hundreds of lists or expressions."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Sequence

from policynlp.languages.anchors import LONGEST, SHORTEST

WORDS = re.compile(r"\w+")
# Words that are kept; of more, nearly all that is needed has been met.
_MOST_WORDS = 50_000
# Short texts whose bits are kept: the same are asked about again and again.
_MOST_TEXTS, _SHORT = 10_000, 200
# Beginnings by which words are kept, in letters.
_KEPT = (4, SHORTEST)


class WordIndex:
    """Lists, or single expressions, by the words that they need: each has a bit.

    Attributes:
        count: of lists.
        seen: words that were met in any text, with the bits of the lists that need them.
        full: more words were met than are kept: of a word not in `seen` nothing is known.
        lock: held while a list or a word is added.
    """

    def __init__(self) -> None:
        self.count = 0
        self.seen: dict[str, int] = {}
        self.full = False
        self.lock = threading.RLock()
        self._whole: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._by_beginning: dict[str, list[str]] = {}
        self._texts: dict[str, int] = {}
        self._watched = 0
        self._watchers: dict[int, Callable[[], None]] = {}

    def add(self, anchors: Iterable[tuple[str, bool]]) -> int:
        """The bit of a new list that needs one of these words (or of these beginnings of words)."""
        with self.lock:
            bit = 1 << self.count
            for text, whole in anchors:
                where = self._whole if whole else self._begun
                where[text] = where.get(text, 0) | bit
                for word in self._met(text, whole):
                    self.seen[word] |= bit
            self._texts = {}
            # Last: until then a thread takes the list for one that is not known yet.
            self.count += 1
        return bit

    def has_met(self, anchors: Iterable[tuple[str, bool]]) -> bool:
        """Whether any of these words was met in any text."""
        return any(self._met(text, whole) for text, whole in anchors)

    def watch(self, bit: int, told: Callable[[], None]) -> None:
        """Calls `told` once, when a word is first met that the list of this bit needs."""
        self._watchers[bit] = told
        self._watched |= bit

    def bits_of(self, text: str) -> int:
        """The bits of lists that may match in a text. Lists not yet known may all match."""
        texts = self._texts
        bits = texts.get(text)
        if bits is None:
            bits = -1 << self.count
            for word in set(WORDS.findall(text)):
                bits |= self.bits_of_word(word)
            if len(text) < _SHORT:
                if len(texts) > _MOST_TEXTS:
                    texts.clear()
                texts[text] = bits
        return bits

    def bits_of_word(self, word: str) -> int:
        """The bits of lists that a word may belong to."""
        known = self.seen.get(word)
        return self._meet(word) if known is None else known

    def _meet(self, word: str) -> int:
        with self.lock:
            known = self._whole.get(word, 0)
            for length in range(SHORTEST, min(len(word), LONGEST) + 1):
                known |= self._begun.get(word[:length], 0)
            if len(self.seen) > _MOST_WORDS:
                self.full = True
                self.seen.clear()
                self._by_beginning.clear()
            self.seen[word] = known
            for length in _KEPT:
                self._by_beginning.setdefault(word[:length], []).append(word)
            told = known & self._watched
            self._watched ^= told
            while told:
                first = told & -told
                self._watchers.pop(first)()
                told ^= first
        return known

    def _met(self, text: str, whole: bool) -> Sequence[str]:
        """Words met so far that are this one, or begin so."""
        if whole:
            return (text,) if text in self.seen else ()
        length = next(length for length in _KEPT if len(text) >= length)
        begun = self._by_beginning.get(text[:length], ())
        return [word for word in begun if word.startswith(text)]
