"""Names of bodies and programmes read by their make: a head and what belongs to it.

French names begin with it and go on in lower case ("Direction des études et de la planification");
English names are runs of capitals around it ("Nurses and Midwives Council of Malawi").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.entities.body_words import (
    CAPITAL_KINDS,
    FoundHead,
    begins_compound,
    behind_country,
    behind_run,
    calendar,
    ends_country,
    holds_country,
    is_capital,
    is_place,
    names_country,
)
from policynlp.entities.gazetteer import countries, demonyms, known_names
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import NameWords, name_words
from policynlp.folding import fold
from policynlp.languages import all_folded, all_words
from policynlp.schema import EntityLabel

_MAX_WORDS = 16
_GAPS = frozenset({" ", "'", "-", ", ", " & ", " - ", " '", "' "})
_STOP = re.compile(r"[.!?:;\n\t]\s*$")


class BodyReader:
    """Finds bodies and programmes by pattern."""

    def __init__(self, words: NameWords | None = None) -> None:
        self.words = words or name_words()

    def read(self, segment: Segment) -> Iterator[Mention]:
        """Bodies and programmes of a segment, left to right, none overlapping."""
        heads = self.words.heads
        caps = segment.capitals
        word = floor = 0
        count = len(segment.words)
        while word < count:
            found = (
                self._named(segment, word, floor, caps) if segment.words[word] in heads else None
            )
            if found is None:
                word += 1
                continue
            first, behind, label = found
            behind = behind_country(segment, behind)
            start, end = segment.starts[first], segment.ends[behind - 1]
            if fold(segment.raw(start, end)) in self.words.not_names:
                word += 1  # "Civil Society Platform" goes on
                continue
            kind: EntityLabel = "PROGRAM" if label == "program" else "ORG"
            yield Mention(kind, start, end, segment.language, 0.8, origin="pattern")
            word = floor = behind

    def _named(
        self, segment: Segment, word: int, floor: int, caps: bool
    ) -> tuple[int, int, str] | None:
        """First word, word behind and kind of the name whose head begins at `word`."""
        for form in self.words.heads[segment.words[word]]:
            behind = word + 1 + len(form.rest)
            if tuple(segment.words[word + 1 : behind]) != form.rest:
                continue
            capital = is_capital(segment, word)
            posted = form.kind == "posted" and names_country(segment, behind)
            if form.kind in CAPITAL_KINDS and not capital and not posted:
                continue
            if (
                form.kind == "acronym"
                and not segment.raw(segment.starts[word], segment.ends[word])[:2].isupper()
            ):
                continue
            head = FoundHead(
                form, word, behind, capital, caps,
                segment.language in self.words.head_last or form.language in self.words.head_last,
                word == 0 or bool(_STOP.search(segment.gap(word))),
            )  # fmt: skip
            span = self._span(segment, head, floor)
            if span is not None and (form.kind != "home" or holds_country(segment, *span)):
                return *span, form.kind
        return None

    def _span(self, segment: Segment, head: FoundHead, floor: int) -> tuple[int, int] | None:
        first = head.first
        if head.form.kind == "whole" and not head.caps_line:
            return first, head.behind
        if head.head_last:
            first = self._backward(segment, head, floor)
        behind, named, proper = self._forward(segment, head)
        if head.form.kind == "acronym":
            return (first, behind) if proper else None
        if head.form.kind == "program":
            return self._program_span(segment, head, first, behind, named)
        if first < head.first and head.capital:
            # "SURVEILLANCE LABORATORY" is a heading, "NATIONAL DRUG AUTHORITY" may be a body.
            enough = not head.caps_line or behind - first > 2
            return (first, behind) if enough else None
        if named and (head.capital or proper or head.form.kind == "open"):
            return first, behind
        if self._is_telling(segment, head, behind):
            return first, behind
        if (
            behind > head.behind
            and not head.caps_line
            and all(is_capital(segment, i) for i in range(head.first, behind))
        ):
            return first, behind  # "Assemblée Nationale", "Banque Mondiale"
        return None

    def _is_telling(self, segment: Segment, head: FoundHead, behind: int) -> bool:
        """Whether adjectives alone say which body it is: « la Commission électorale », not « la
        Direction générale »; two general ones do ("Cellule technique nationale")."""
        if not head.capital or head.caps_line or head.opens_sentence or head.head_last:
            return False
        rest = segment.words[head.behind : behind]
        plain = self.words.modifiers - demonyms().keys()  # « la Croix-Rouge malienne » says it
        return len(rest) > 1 or any(word not in plain for word in rest)

    def _program_span(
        self, segment: Segment, head: FoundHead, first: int, behind: int, named: bool
    ) -> tuple[int, int] | None:
        """Programmes need a name of some length and capitals, or the word "national"."""
        if head.caps_line or (head.opens_sentence and first == head.first):
            return None
        if head.head_last and behind > head.behind:
            forms = self.words.heads.get(segment.words[behind - 1], ())
            if any(form.kind == "capital" and not form.rest for form in forms):
                return None  # "International Policy Network", "Project Management Unit" are bodies
        if named and not head.head_last and behind - first >= 4:
            return first, behind
        capitals_seen = sum(is_capital(segment, i) for i in range(first, behind))
        return (first, behind) if behind - first >= 3 and capitals_seen >= 2 else None

    def _forward(self, segment: Segment, head: FoundHead) -> tuple[int, bool, bool]:
        """Where the name ends; whether it says what body it is; whether a proper name is in it."""
        words = self.words
        at = behind = head.behind
        named = proper = link = joined = direct = lowered = after_link = False
        free = (
            head.capital and not head.caps_line and not head.head_last and not head.opens_sentence
        )
        while at < len(segment.words) and at - head.behind < _MAX_WORDS:
            text, gap = segment.words[at], segment.gap(at)
            if gap not in _GAPS or (text in words.titles and is_capital(segment, at)):
                break
            listing = gap == ", "
            if listing and not (named and self._goes_on(segment, at, head)):
                break
            capital = is_capital(segment, at) and not head.caps_line
            if self._links(segment, at, capital, link, head):
                link = True
                joined = joined or text in words.and_
                inside = text in words.articles and direct
                direct = text in words.of or text in words.inward or inside
                at += 1
                continue
            if head.head_last:
                ok = self._english(segment, at, head, link, joined or listing, run=after_link)
            else:
                tight = gap in ("-", "'")
                run = not named or tight or not lowered
                ok = self._french(
                    segment, at, head, link, joined, named, free and direct, run, tight
                )
            if not ok:
                break
            lowered = lowered or not capital
            modifier = self._is_modifier(text)
            named = named or not modifier or (capital and link)
            proper = proper or capital
            at += 1
            after_link = (link or after_link) and gap == " " and not joined
            behind, joined, link = at, False, False
        return behind, named, proper

    def _is_modifier(self, text: str) -> bool:
        words = self.words
        return text in words.modifiers or (
            len(text) > 5
            and text.endswith(words.modifier_endings)
            and text not in words.small_topics
        )

    def _is_topic(self, text: str, language: str | None) -> bool:
        """Whether a word is a subject of bodies in the language of the head (None: in any)."""
        topics = self.words.topics_of.get(language or "", self.words.topics)
        return text in topics or (
            bool(self.words.topic_endings) and text.endswith(self.words.topic_endings)
        )

    def _english(
        self, segment: Segment, at: int, head: FoundHead, link: bool, joined: bool, *, run: bool
    ) -> bool:
        text = segment.words[at]
        lower = not is_capital(segment, at)
        if lower and not (
            head.form.kind == "open"
            and not head.capital
            and self._is_topic(text, head.form.language)
        ):
            return False
        if text in self.words.running:
            return False
        if (
            not link
            and not joined
            and segment.gap(at) == " "
            and countries().whole(segment.raw(segment.starts[at - 1], segment.ends[at - 1]))
            and not countries().whole(segment.raw(segment.starts[at - 1], segment.ends[at]))
            and not self._is_topic(text, head.form.language)
            and text not in self.words.head_words
            and not is_place(segment, at)
        ):
            return False  # "Conservative Party of Canada MP"
        if (
            head.caps_line
            and not self._is_topic(text, head.form.language)
            and not is_place(segment, at)
        ):
            return False
        if joined:
            return self._is_topic(text, head.form.language) and text not in self.words.head_words
        if not link and any(
            segment.words[i] in self.words.head_words for i in range(at, behind_run(segment, at))
        ):
            return True  # "Ahmadu Bello University Teaching Hospital"
        return (
            link
            or run
            or self._is_topic(text, head.form.language)
            or text in self.words.head_words
            or is_place(segment, at)
        )

    def _french(
        self,
        segment: Segment,
        at: int,
        head: FoundHead,
        link: bool,
        joined: bool,
        named: bool,
        free: bool,
        run: bool,
        tight: bool,
    ) -> bool:
        text = segment.words[at]
        words = self.words
        capital = is_capital(segment, at) and not head.caps_line
        if text in words.verbs_too and not (link or capital or tight):
            return False
        if self._is_topic(text, head.form.language):
            if capital and joined and text in words.head_words:
                return False
            return link or named or self._is_modifier(text) or capital
        if capital:
            if segment.words[at - 1] in words.and_ and not is_capital(segment, at - 2):
                return False  # « Croix-Rouge burkinabè et Médecins sans frontières »
            if text in words.roles or (text in words.not_names and not link and not tight):
                return False
            if (
                text in words.running
                and len(text) < 4
                and not (tight or segment.gap(at + 1) == "'")
            ):
                return False  # but "N'Djamena"
            if text in words.head_words and (joined or not link):
                return False
            return not joined and (link or run)
        if self._is_modifier(text) and text not in words.running:
            # « Réseau des parlementaires »: behind "de" such a word is a noun.
            return not link or joined or free
        if not link and begins_compound(segment, at) and self._is_modifier(segment.words[at + 1]):
            return True  # « bucco-dentaire », "socio-économique"
        if head.caps_line:
            return link and not joined and is_place(segment, at)
        # "Établissement français du sang": behind "du" any noun belongs to a capital head.
        ok = free and link and not joined and text not in words.running and text.isalpha()
        return ok and not text.endswith(words.verb_endings)

    def _links(self, segment: Segment, at: int, capital: bool, link: bool, head: FoundHead) -> bool:
        """Whether a word links parts of a name here: not the verb « a », no article by itself."""
        text = segment.words[at]
        if f"{segment.words[at - 1]} {text}" in self.words.inner_links:
            return True
        if text not in self.words.links or (capital and len(text) > 2):
            return False
        article = text in self.words.articles and text not in self.words.toward
        if article and text not in self.words.of and segment.words[at - 1] in self.words.and_:
            # "... and the National Assembly" is another body, « la maladie et les épidémies » one.
            after = at + 1 < len(segment.words) and not is_capital(segment, at + 1)
            return (
                after
                and not head.head_last
                and segment.words[at + 1] not in self.words.head_words
                and self._is_topic(segment.words[at + 1], head.form.language)
            )
        if article and text not in self.words.of and not link:
            return f"{text}'" in all_folded("lexicon", "articles") and segment.gap(at) != " "
        following = segment.words[at + 1] if at + 1 < len(segment.words) else ""
        if text in self.words.posted_in and following and is_place(segment, at + 1):
            return head.form.kind == "posted"  # « la Banque mondiale en Mauritanie »
        if head.head_last and (following in calendar() or len(following) == 1):
            return False  # "the Bank of Ghana on Tuesday", "for P4.6 million"
        if text in self.words.toward:
            verbs = all_words("names", "toward_verbs")
            raw = segment.raw(segment.starts[at], segment.ends[at])
            if head.form.kind == "posted" and raw not in verbs:
                return at + 1 < len(segment.words) and (
                    is_capital(segment, at + 1) or following in self.words.articles
                )
            # "à Lomé" says where, "au Financement" belongs to the name.
            follow_topic = (
                self._is_topic(following, head.form.language) or following in self.words.articles
            )
            return raw not in verbs and follow_topic and not head.head_last
        if text in self.words.for_ and at + 1 < len(segment.words):
            start, end = segment.starts[at + 1], segment.ends[at + 1]
            if following in self.words.articles and at + 2 < len(segment.words):
                start, end = segment.starts[at + 2], segment.ends[at + 2]
            return not (end - start > 2 and segment.raw(start, end).isupper())
        return True

    def _goes_on(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a name goes on behind a comma: "de l'Hygiène", "Gender, Elderly and Children"."""
        if not head.head_last:
            return segment.words[at] in self.words.of
        for i in range(at, min(at + 12, len(segment.words))):
            text, gap = segment.words[i], segment.gap(i)
            if text in self.words.and_:
                return (
                    i + 1 < len(segment.words)
                    and self._is_topic(segment.words[i + 1], head.form.language)
                    and (is_capital(segment, i + 1))
                )
            if (
                gap not in (" ", ", ")
                or not self._is_topic(text, head.form.language)
                or not is_capital(segment, i)
            ):
                return False
        return False

    def _backward(self, segment: Segment, head: FoundHead, floor: int) -> int:
        """Where a name begins whose head comes last."""
        words = self.words
        first = at = head.first
        while at > floor and head.first - at < 9:
            before = at - 1
            gap, text = segment.gap(at), segment.words[before]
            initial = gap == ". " and len(text) == 1
            if gap not in (" ", "-", " & ", "'", "' ") and not initial:
                break
            if text in words.possessives and segment.gap(before) == "'":
                if before - 1 < floor or ends_country(segment, before):
                    break  # "Brazil's Oswaldo Cruz Foundation"
                at = before
                continue
            if text in words.and_:
                # "Nurses and Midwives Council", "Water Supply and Drainage Board"
                left = before - 1
                if left < floor or not is_capital(segment, left) or segment.gap(before) != " ":
                    break
                if segment.words[left] in words.running:
                    break
                # "the Pharmacy and Poisons Board" is one, "the Kibo Clinic and Poisons Board" two.
                alone = left > 0 and segment.words[left - 1] in words.articles
                alone = alone and segment.words[left] in words.topics
                if segment.words[left] in words.head_words and not alone:
                    break
                if is_place(segment, left) and not countries().whole(
                    segment.raw(segment.starts[left], segment.ends[at])
                ):
                    break  # "Laos and the National Party"
                if head.caps_line and not self._is_topic(segment.words[left], head.form.language):
                    break
                at = before
                continue
            if not is_capital(segment, before) or text in words.titles:
                break
            if text in words.running and text not in words.name_openers:
                printed = segment.raw(segment.starts[before], segment.ends[before])
                if head.caps_line or len(text) < 3 or not known_names().whole(printed):
                    break  # but "WHO Office"
            if text in words.not_openers or text == segment.words[head.first]:
                break  # "Great Service"; "Finance Division Space Division" are two
            if text.isdigit() or (head.caps_line and not self._is_topic(text, head.form.language)):
                break
            at = first = before
        return first
