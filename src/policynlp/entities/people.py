"""People by rule: behind a title, in a column of names, at the head of a list item."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.entities.body_ids import body_acronyms
from policynlp.entities.body_words import is_capital
from policynlp.entities.gazetteer import capitals, countries, known_names
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import NameWords, name_words
from policynlp.entities.not_people import called_after

_MAX_NAME = 6
_MAX_TITLES = 5
# Letters of a small part of a name behind an apostrophe ("D'souza") or a hyphen ("Soo-jin").
_LEAST_BEHIND_MARK = 3
_LEAST_SYLLABLE, _LONGEST_SYLLABLE = 2, 4
# Words of a full name, and between the mark behind it and the noun of a role.
_LEAST_FULL, _MOST_FULL, _MOST_BEFORE_ROLE = 2, 5, 2
_IN_NAME = (" ", "-", "'")
# Letters of a word in capitals that no surname in capitals is likely to have.
_LONGEST_SHORT = 5


class PeopleReader:
    """Finds people that a title, a column head or a list announces."""

    def __init__(self, words: NameWords | None = None) -> None:
        self.words = words or name_words()
        # What may stand behind a full name and the mark behind it.
        self._telling = self.words.roles | self.words.person_relatives

    def read(self, segment: Segment, *, listed: bool = False) -> Iterator[Mention]:
        """People of a segment. `listed`: the segment stands in a list or column of people."""
        word = 0
        count = len(segment.words)
        titles = self.words.titles
        labelled = self._labelled(segment)
        yield from labelled
        if labelled:
            last = labelled[-1].end
            word = next((i for i in range(count) if segment.starts[i] >= last), count)
        elif listed:
            found = self._listed(segment)
            if found is not None:
                yield found
                word = next((i for i in range(count) if segment.starts[i] >= found.end), count)
        while word < count:
            if segment.words[word] in self._telling:
                first, behind = self._told_behind(segment, word)
                if behind:
                    yield self._mention(segment, first, behind, 0.75, "list")
            if segment.words[word] in titles and not self._is_word(segment, word):
                begin = self._behind_titles(segment, word)
                behind = self._name(segment, begin) if begin else 0
                # "major Hamas leaders": a title in lower case wants a full name.
                initial = segment.raw(segment.starts[word], segment.starts[word] + 1)
                small = initial.islower() and segment.language in self.words.head_last
                if begin and behind > begin + small and self._only_small(segment, begin, behind):
                    word = behind  # "MADAME LA COMMISSAIRE"
                    continue
                if begin and behind > begin + small and called_after(segment, segment.starts[word]):
                    word = behind
                    continue
                if begin and behind > begin + small:
                    yield self._mention(segment, begin, behind, 0.95, "title")
                    word = behind
                    yield from self._joined(segment, word)
                    continue
            elif segment.words[word] in self.words.roles and not segment.capitals:
                behind = self._behind_role(segment, word)
                if behind:
                    yield self._mention(segment, word + 1, behind, 0.75, "list")
                    word = behind
                    continue
            word += 1

    def _only_small(self, segment: Segment, first: int, behind: int) -> bool:
        """Whether all of a name are articles and other small words, printed in capitals."""
        running = self.words.running_of.get(segment.language or "", self.words.running)
        return all(word in running for word in segment.words[first:behind])

    def _is_word(self, segment: Segment, word: int) -> bool:
        """Whether a title of another language is an everyday word of the segment's: "Let Me Ride"
        is no « Me Ride »."""
        language, text = segment.language or "", segment.words[word]
        return text in self.words.running_of.get(language, ()) and text not in (
            self.words.titles_of.get(language, ())
        )

    def _behind_role(self, segment: Segment, word: int) -> int:
        """The word behind a full name right after a role ("médecin-chef Firmin N'Tcha"); else 0."""
        if word + 2 >= len(segment.words) or segment.gap(word + 1) != " ":
            return 0
        behind = self._name(segment, word + 1)
        inside = segment.words[word + 1 : behind]
        known = self.words.modifiers | self.words.topics | self.words.running
        if len(inside) < 2 or len(inside) > 5 or any(w in known for w in inside):
            return 0
        if any(_is_short_acronym(segment, i) for i in range(word + 1, behind)):
            return 0  # "director WHO Mali"
        if any(_is_place(segment, i) for i in range(word + 1, behind)):
            return 0
        return behind

    def _told_behind(self, segment: Segment, word: int) -> tuple[int, int]:
        """The words of a full name, first and behind, that a mark parts from what makes it a
        person's: "Siosaia Vake, biomedical engineer", "Ragnhild Aas, who leads", « Mbaindoh Ngarta
        (pharmacien) »; 0, 0 where this word says no such thing."""
        behind = word
        if segment.words[word] not in self.words.person_relatives:
            if segment.capitals:
                return 0, 0
            while word - behind < _MOST_BEFORE_ROLE and segment.gap(behind) == " " and behind > 0:
                behind -= 1
        elif is_capital(segment, word):
            return 0, 0  # "WHO"
        if behind < _LEAST_FULL or segment.gap(behind) not in (", ", " ("):
            return 0, 0
        first = behind
        while first > 0 and behind - first < _MAX_NAME and is_capital(segment, first - 1):
            first -= 1
            if segment.gap(first) not in _IN_NAME:
                break
        inside = segment.words[first:behind]
        if first > 0 and segment.words[first - 1] in self.words.articles:
            return 0, 0  # "the Benedictine Order, dean since ..."
        if segment.words[first] in self.words.titles:
            return 0, 0  # "Ms Vake, engineer" is read by her title
        if not _LEAST_FULL <= len(inside) <= _MOST_FULL or self._name(segment, first) != behind:
            return 0, 0
        kinds = (
            self.words.topics, self.words.modifiers, self.words.running, self.words.head_words,
        )  # fmt: skip
        if any(w in kind for kind in kinds for w in inside):
            return 0, 0
        if any(
            _is_place(segment, i) or _is_short_acronym(segment, i) for i in range(first, behind)
        ):
            return 0, 0
        text = segment.raw(segment.starts[first], segment.ends[behind - 1])
        return (0, 0) if known_names().whole(text) else (first, behind)

    def _joined(self, segment: Segment, word: int) -> Iterator[Mention]:
        """The second of "Mrs A and B", "MM. A et B": only full names."""
        if word + 1 < len(segment.words) and segment.words[word] in self.words.and_:
            behind = self._name(segment, word + 1)
            if behind - word > 2 and segment.words[word + 1] not in self.words.titles:
                yield self._mention(segment, word + 1, behind, 0.7, "title")

    @staticmethod
    def _mention(
        segment: Segment, first: int, behind: int, confidence: float, origin: str
    ) -> Mention:
        end = segment.ends[behind - 1]
        if segment.folded[end - segment.start : end - segment.start + 1] == "." and (
            behind - first > 1 and segment.ends[behind - 1] - segment.starts[behind - 1] == 1
        ):
            end += 1  # a final initial keeps its stop
        return Mention(
            "PERSON", segment.starts[first], end, segment.language, confidence,
            origin="title" if origin == "title" else "list",
        )  # fmt: skip

    def _behind_titles(self, segment: Segment, word: int) -> int:
        """The word behind one or more titles that begin at `word`; 0 where it is no title."""
        at = word
        stop = min(word + _MAX_TITLES, len(segment.words))
        while at < stop and segment.words[at] in self.words.titles:
            raw = segment.raw(segment.starts[at], segment.ends[at])
            if raw.islower() and len(raw) < 4:
                return 0
            if at + 1 >= len(segment.words) or segment.gap(at + 1) not in (" ", ". ", ".", ".  "):
                return 0
            # "M" without stop is a title only in capitals and by itself.
            bare = len(raw) == 1 and not segment.gap(at + 1).startswith(".")
            if bare and (not raw.isupper() or segment.gap(at) in ("-", "'", ".", "/")):
                return 0
            # "Jennifer M. Anderson" has an initial, "he is President. After" a full stop.
            own = self.words.titles_of.get(segment.language or "", self.words.titles)
            if len(raw) == 1 and segment.words[at] not in own:
                return 0
            if len(raw) > 4 and segment.gap(at + 1).startswith("."):
                return 0
            at += 1
        return at

    def _name(self, segment: Segment, word: int) -> int:
        """The word behind a person's name that begins at `word`; `word` where there is none."""
        words = self.words
        caps = segment.capitals
        at = behind = word
        parts = -1
        while at < len(segment.words) and at - word < _MAX_NAME:
            text, gap = segment.words[at], segment.gap(at)
            raw = segment.raw(segment.starts[at], segment.ends[at])
            slash = gap == "/" and raw.isupper() and len(raw) > 2
            # "Mele 'Ana Fonokalafi": a name may begin with a mark.
            marked = gap == " '" and raw[0].isupper() and not _closes(segment, at)
            known = (" ", "-", "'", ". ", ".", ".-")
            if at > word and not slash and not marked and gap not in known:
                break
            parts += gap != "-"
            if at > word and gap in (". ", ".", ".-") and len(segment.words[at - 1]) > 2:
                break
            if raw[0].isupper() and not raw.isdigit():
                joined = "-" in (gap if at > word else "", segment.gap(at + 1))  # "Saint-Vil"
                if not joined and (text in words.not_in_people or text in words.roles):
                    break
                if text in words.not_names and (caps or raw.isupper()):
                    break
                running = words.running_of.get(segment.language or "", words.running)
                small = text in running and text not in words.particles
                if at > word and small and (caps or len(text) > 3):
                    break  # "Governor Bush While we ..."
                if text in words.titles and at > word and len(text) > 1:
                    break
                if text in words.head_words and at > word:
                    break
                at += 1
                behind = at
            elif len(text) == 1 and segment.gap(at + 1) == "'" and at > word:
                at += 1  # "Okello p'Bitek"
            elif behind == at > word and gap in ("-", "'") and self._goes_on(segment, word, at):
                at += 1  # "Hyun-woo", "D'yachenko"
                behind = at
            elif text in words.particles and at + 1 < len(segment.words):
                if text in words.second_particles and parts != 1:
                    break
                follow = segment.raw(segment.starts[at + 1], segment.ends[at + 1])
                if not follow[:1].isupper() or (follow.isupper() and not caps and len(follow) < 7):
                    break
                if text in words.place_particles and _is_place(segment, at + 1):
                    break
                if text in words.closing_particles:
                    break
                at += 1
            else:
                break
        return behind

    def _goes_on(self, segment: Segment, first: int, word: int) -> bool:
        """Whether a small part behind a hyphen or apostrophe belongs to the name from `first` on.

        "Hyun-woo Baek", "Kim Soo-jin" and "D'souza", not "Banda's" or "the Banda-led team".
        """
        text = segment.words[word]
        words = self.words
        sets = (words.verbs, words.modifiers, words.running, words.after_names, words.topics)
        if not text.isalpha() or any(text in known for known in sets) or text in words.roles:
            return False
        if segment.gap(word) == "'":
            return len(text) >= _LEAST_BEHIND_MARK
        if word + 1 < len(segment.words) and segment.gap(word + 1) == " ":
            follow = segment.words[word + 1]
            if is_capital(segment, word + 1) and follow not in words.not_in_people:
                return len(text) >= _LEAST_SYLLABLE
        # The surname stands first.
        return word - first > 1 and _LEAST_SYLLABLE <= len(text) <= _LONGEST_SYLLABLE

    def _labelled(self, segment: Segment) -> list[Mention]:
        """The names behind a label: "Auteurs : A B, C D", "By Dana Qasim | Amman"."""
        if len(segment.text) > 600 or not segment.words:
            return []
        label, colon, _ = segment.folded.partition(":")
        if not colon or len(label) > 40:
            return self._byline(segment)
        if not self.words.people_labels.fullmatch(label.strip()):
            return []
        begin = segment.start + len(label)
        at = next((i for i, start in enumerate(segment.starts) if start > begin), -1)
        found = []
        while 0 <= at < len(segment.words):
            at = self._behind_titles(segment, at) or at
            behind = self._name(segment, at)
            if 2 <= behind - at <= 5 and _is_body(segment, at, behind):
                pass
            elif 2 <= behind - at <= 5:
                rest = segment.folded[segment.ends[behind - 1] - segment.start :].lstrip()
                ends = behind == len(segment.words) or rest[0] in ",;(-|/."
                if ends or segment.words[behind] in self.words.and_:
                    found.append(self._mention(segment, at, behind, 0.85, "list"))
            elif not found:
                break
            at = self._next_name(segment, max(behind, at + 1))
        return found

    def _next_name(self, segment: Segment, word: int) -> int:
        """The word behind the next separator outside brackets; -1 where none follows."""
        depth = 0
        for at in range(word, min(word + 14, len(segment.words))):
            gap = segment.gap(at)
            depth += gap.count("(") - gap.count(")")
            parted = any(mark in gap for mark in ",;") or segment.words[at - 1] in self.words.and_
            if depth <= 0 and parted and is_capital(segment, at):
                return at
        return -1

    def _byline(self, segment: Segment) -> list[Mention]:
        """A name right behind "By" at the start of a short line."""
        if len(segment.text) > 90 or len(segment.words) < 3:
            return []
        if segment.words[0] not in self.words.bylines or segment.gap(1) != " ":
            return []
        begin = self._behind_titles(segment, 1) or 1
        behind = self._name(segment, begin)
        if not 2 <= behind - begin <= 4:
            return []
        return [self._mention(segment, begin, behind, 0.8, "list")]

    def _listed(self, segment: Segment) -> Mention | None:
        """The name a list item or a cell begins with: "DIALLO Aminata, directrice"."""
        if not segment.words:
            return None
        begin = self._behind_titles(segment, 0) if segment.words[0] in self.words.titles else 0
        behind = self._name(segment, begin)
        if behind - begin < (1 if begin else 2) or behind - begin > 5:
            return None
        rest = segment.folded[segment.ends[behind - 1] - segment.start :].lstrip()
        if rest and rest[0] not in ",(-:;/|." and segment.words[behind] not in self.words.roles:
            return None
        if _is_body(segment, begin, behind):
            return None
        if any(countries().begins(word) for word in segment.words[begin:behind]) and (
            next(iter(countries().find(segment)), None)
        ):
            return None
        return self._mention(segment, begin, behind, 0.85, "list")


def _is_place(segment: Segment, word: int) -> bool:
    return countries().begins(segment.words[word]) or segment.words[word] in capitals()


def _is_short_acronym(segment: Segment, word: int) -> bool:
    raw = segment.raw(segment.starts[word], segment.ends[word])
    return raw.isupper() and len(raw) < _LONGEST_SHORT


def _is_body(segment: Segment, first: int, behind: int) -> bool:
    """Whether a name begins in a place, or is an acronym and a place: "UNICEF Pacific"."""
    if _is_place(segment, first):
        return True
    raw = segment.raw(segment.starts[first], segment.ends[first])
    if (
        not raw.isupper()
        or segment.capitals
        or segment.raw(segment.starts[behind - 1], segment.ends[behind - 1]).isupper()
    ):
        return False
    return raw in body_acronyms() or _is_place(segment, behind - 1)


def _closes(segment: Segment, word: int) -> bool:
    """Whether the mark before a word is a quotation's: another closes behind some word near by."""
    stop = min(word + 8, len(segment.words))
    return any(
        (mark := segment.gap(i)).startswith("'") and mark != "'" for i in range(word + 1, stop + 1)
    )
