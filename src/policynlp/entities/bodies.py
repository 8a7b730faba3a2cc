"""Names of bodies and programmes read by their make: a head and what belongs to it.

French names begin with it and go on in lower case ("Direction des études et de la planification");
English names are runs of capitals around it ("Nurses and Midwives Council of Malawi").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.entities.body_forward import ForwardReader
from policynlp.entities.body_keys import body_keys
from policynlp.entities.body_small import read_small
from policynlp.entities.body_words import (
    CAPITAL_KINDS,
    HOME_KINDS,
    PROGRAM_KINDS,
    FoundHead,
    behind_country,
    ends_country,
    follows_role,
    holds_place,
    is_capital,
    is_place,
    names_country,
    place_behind,
    says_what,
)
from policynlp.entities.gazetteer import countries, demonyms, known_names
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import words_of
from policynlp.folding import fold
from policynlp.languages import all_folded
from policynlp.schema import EntityLabel

_LONGEST_ACRONYM = 8
_MAX_OWN = 4  # words in a row that no name of a body is made of
_STOP = re.compile(r"[.!?:;\n\t]\s*$")


def _inside(mention: Mention, other: Mention) -> bool:
    return other.start <= mention.start and mention.end <= other.end


class BodyReader(ForwardReader):
    """Finds bodies and programmes by pattern."""

    def read(self, segment: Segment) -> Iterator[Mention]:
        """Bodies and programmes of a segment, left to right, none overlapping."""
        found = list(self._by_heads(segment))
        free = 0
        for small in sorted(read_small(segment, found), key=lambda m: (m.start, -m.end)):
            if small.start >= free and not any(
                m.start < small.end and small.start < m.end and not _inside(m, small) for m in found
            ):
                found = [m for m in found if not _inside(m, small)] + [small]
                free = small.end
        yield from sorted(found, key=lambda mention: mention.start)

    def _by_heads(self, segment: Segment) -> Iterator[Mention]:
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
            kind: EntityLabel = "PROGRAM" if label in PROGRAM_KINDS else "ORG"
            yield Mention(kind, start, end, segment.language, 0.8, origin="pattern")
            word = floor = behind

    def _named(
        self, segment: Segment, word: int, floor: int, caps: bool, depth: int = 0
    ) -> tuple[int, int, str] | None:
        """First word, word behind and kind of the name whose head begins at `word`."""
        for form in self.words.heads[segment.words[word]]:
            behind = word + 1 + len(form.rest)
            if tuple(segment.words[word + 1 : behind]) != form.rest:
                continue
            capital = is_capital(segment, word)
            if word > floor and self._in_a_term(segment, word, behind, form.language):
                continue
            posted = form.kind == "posted" and names_country(segment, behind)
            if form.kind in CAPITAL_KINDS and not capital and not posted:
                continue
            if form.kind == "home_program" and capital:
                continue  # read by the shorter head
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
            if span is not None and (form.kind not in HOME_KINDS or holds_place(segment, *span)):
                return *span, form.kind
            inner = self._end_of_owner(segment, head, depth)
            if inner is not None:
                return word, inner, form.kind
        return None

    def _end_of_owner(self, segment: Segment, head: FoundHead, depth: int) -> int | None:
        """Where the body ends that one in small letters is a part of: « service de pédiatrie de
        l'hôpital de Zinder », "direction de la planification du ministère de la Santé". What is no
        more than « service régional » is none."""
        words = self.words
        if depth or head.form.kind not in ("home", "plain") or head.capital or head.head_last:
            return None
        if follows_role(segment, head.first):
            return None
        behind, _, _ = self.forward(segment, head)
        for at in range(head.behind + 1, min(behind + 3, len(segment.words))):
            if segment.words[at] not in words.heads or segment.gap(at) not in (" ", "'"):
                continue
            link = at
            while link > head.behind and segment.words[link - 1] in words.of | words.articles:
                link -= 1
            if link > behind or link == at or segment.words[link] not in words.of:
                continue
            own = segment.raw(segment.starts[head.first], segment.ends[link - 1])
            inner = self._named(segment, at, at, caps=False, depth=depth + 1)
            if inner is None or inner[0] != at or fold(own) in all_folded("names", "no_parts"):
                continue
            told = (says_what(segment, i, head.form.language) for i in range(head.behind, link))
            return inner[1] if any(told) else None
        return None

    def _in_a_term(self, segment: Segment, word: int, behind: int, language: str) -> bool:
        """Whether a head is the end of a longer word that goes on: "Sickle Cell Disease"."""
        if language not in self.words.head_last or behind >= len(segment.words):
            return False
        pair = (segment.words[word - 1], segment.words[word])
        known = body_keys(language).terms.exact
        return (
            pair in known
            and segment.gap(word) == segment.gap(behind) == " "
            and (*pair, segment.words[behind]) in known
        )

    def _span(self, segment: Segment, head: FoundHead, floor: int) -> tuple[int, int] | None:
        first = head.first
        if head.form.kind == "whole" and not head.caps_line:
            return self._behind_owner(segment, head, floor), head.behind
        if head.head_last:
            first = self._backward(segment, head, floor)
        behind, named, proper = self.forward(segment, head)
        foreign = head.head_last and head.form.language not in self.words.head_last
        if foreign and first < head.first and behind == head.behind:
            return None  # a French head that ends an English name: "South Pole", "Art Direction"
        if head.form.kind not in PROGRAM_KINDS and self._heads_programme(segment, head, behind):
            return None  # "School Vaccination Programme"
        if head.form.kind == "acronym":
            return (first, behind) if proper else None
        if head.form.kind in PROGRAM_KINDS:
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

    def _behind_owner(self, segment: Segment, head: FoundHead, floor: int) -> int:
        """Where an English name that needs nothing more begins: with the country right before it
        ("United States Supreme Court", "Kenyan Senate")."""
        if not head.head_last:
            return head.first
        for first in range(max(floor, head.first - 4), head.first):
            text = segment.raw(segment.starts[first], segment.ends[head.first - 1])
            between = segment.raw(segment.ends[head.first - 1], segment.starts[head.first])
            if between not in (" ", ". ") or not is_capital(segment, first):
                continue
            if countries().whole(text) or " ".join(words_of(text)) in demonyms():
                return first
        return head.first

    def _heads_programme(self, segment: Segment, head: FoundHead, behind: int) -> bool:
        """Whether what a head opens is an English programme, whose own head comes last."""
        if not head.head_last or behind < head.behind + 2:
            return False
        inner = segment.words[head.behind : behind]
        forms = self.words.heads.get(inner[-1], ())
        return self.words.links.isdisjoint(inner) and any(
            form.kind == "program" and not form.rest and form.language == head.form.language
            for form in forms
        )

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
        if head.head_last and self._is_unit(segment, first, behind):
            return None  # "Project Management Unit of the Malaria Project" is a body
        if head.head_last and behind > head.behind:
            forms = self.words.heads.get(segment.words[behind - 1], ())
            if any(form.kind == "capital" and not form.rest for form in forms):
                return None  # "International Policy Network", "Project Management Unit" are bodies
        if named and not head.head_last and behind - first >= 4:
            return first, behind
        capitals_seen = sum(is_capital(segment, i) for i in range(first, behind))
        return (first, behind) if behind - first >= 3 and capitals_seen >= 2 else None

    def _linked_form(self, segment: Segment, link: int, floor: int, head: FoundHead) -> int:
        """The first of the words with capitals that make one known form with a link and the words
        behind it; the link where there are none."""
        if segment.words[link] not in self.words.of:
            return link
        keys = body_keys(head.form.language)
        for first in range(max(floor, link - 3), link):
            if not all(is_capital(segment, i) for i in range(first, link)):
                continue
            if place_behind(segment, first) > link + 1:
                return first  # "Horn of Africa Programme"
            for size in (1, 2):
                form = tuple(segment.words[first:link] + segment.words[link + 1 : link + 1 + size])
                if form in keys.terms.exact or form in keys.topics.exact:
                    return first
        return link

    def _is_unit(self, segment: Segment, first: int, behind: int) -> bool:
        """Whether the head of a body stands before the first link of a name."""
        for at in range(first + 1, behind):
            if segment.words[at] in self.words.of:
                forms = self.words.heads.get(segment.words[at - 1], ())
                return any(form.kind == "capital" and not form.rest for form in forms)
        return False

    def _ends_listed(self, segment: Segment, word: int, floor: int) -> bool:
        """Whether a body of the lists ends with a word."""
        end = segment.ends[word]
        return any(
            name.label == "ORG" and (first < word or name.exact)
            for first in range(max(floor, word - 5), word + 1)
            if is_capital(segment, first)
            for name in known_names().whole(segment.raw(segment.starts[first], end))
        )

    def _ends_before(self, segment: Segment, before: int, head: FoundHead) -> bool:
        """Whether a word ends what stands before a name read backward: a post ("Project Manager |
        National Energy Corporation"), a head before an adjective of rank ("Training Program |
        National Judicial Academy"), a line in capitals ("JUDGES INSTITUTE | Sri Lanka Judges")."""
        text, following = segment.words[before], segment.words[before + 1]
        if before + 1 >= head.first or segment.gap(before + 1) != " ":
            return False
        if text in all_folded("names", "posts"):
            return True
        ranked = following in all_folded("names", "opening_ranks")
        if ranked and text in self.words.heads and text in self.words.head_words:
            return True
        printed = segment.raw(segment.starts[before], segment.ends[before])
        shown = segment.raw(segment.starts[before + 1], segment.ends[before + 1])
        long = len(printed) > _LONGEST_ACRONYM and not head.caps_line
        return long and printed.isupper() and shown.istitle()

    def _backward(self, segment: Segment, head: FoundHead, floor: int) -> int:
        """Where a name begins whose head comes last."""
        words = self.words
        first = at = head.first
        own = 0
        listed = False
        while at > floor and head.first - at < 9:
            before = at - 1
            gap, text = segment.gap(at), segment.words[before]
            initial = gap == ". " and (len(text) == 1 or text in all_folded("names", "abbreviated"))
            if gap == ", " and listed and is_capital(segment, before) and self.is_term(text, head):
                at = first = before  # "Maternal, Newborn and Child Health Directorate"
                continue
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
                lead = segment.words[left - 1] if left > floor else ""
                alone = lead in words.articles or (
                    lead in words.possessives and segment.gap(left - 1) == "'"
                )
                alone = alone and segment.words[left] in words.topics
                if segment.words[left] in words.head_words and not alone:
                    break
                if self._ends_listed(segment, left, floor):
                    break  # "United Nations and | Council of Europe"
                ranked = segment.words[at] in all_folded("names", "opening_ranks")
                if ranked and segment.words[left] not in all_folded("names", "opening_ranks"):
                    break  # "Applied Chemistry and | International Union of Physics"
                own = not self.is_term(segment.words[left], head) and segment.gap(left) == " "
                if own and lead in words.head_words:
                    break  # "Centre Muraz and Nazi Boni University"
                if is_place(segment, left) and not countries().whole(
                    segment.raw(segment.starts[left], segment.ends[at])
                ):
                    break  # "Laos and the National Party"
                if head.caps_line and not self.is_topic(segment.words[left], head.form.language):
                    break
                at = before
                listed = self.is_term(segment.words[left], head)
                continue
            left = self._linked_form(segment, before, floor, head)
            if left < before:
                at = first = left  # "Human Resources for Health Plan"
                continue
            own += not self.is_term(text, head) and text not in words.head_words
            if own > _MAX_OWN and not is_place(segment, before):
                return head.first  # names of people in a table run on into a party's
            if not is_capital(segment, before) or text in words.titles:
                break
            if self._ends_before(segment, before, head):
                break
            if initial:
                at = first = before
                continue  # "Arthur C. Clarke Institute", "St. Luke's Hospital"
            if text in words.running and text not in words.name_openers:
                printed = segment.raw(segment.starts[before], segment.ends[before])
                if head.caps_line or len(text) < 3 or not known_names().whole(printed):
                    break  # but "WHO Office"
            if text in words.not_openers or text == segment.words[head.first]:
                break  # "Great Service"; "Finance Division Space Division" are two
            if text.isdigit() or (head.caps_line and not self.is_topic(text, head.form.language)):
                break
            at = first = before
        return first
