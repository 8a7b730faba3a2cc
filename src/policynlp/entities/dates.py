"""Dates in running text: from words to `DateValue`s, whose years may still be open.

The reader walks over the words of a segment. Where a word can begin a date it reads one item
("24", "24 mars", "March 24, 2014", "T3 2021", "2014") and then, over connecting words and dashes,
as many more as belong to it; what an item leaves open it takes from its neighbours ("24 au 28 mars
2014"). Every word is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policynlp.entities.date_checks import PlausibilityCheck
from policynlp.entities.date_item import Item
from policynlp.entities.date_items import ItemReader
from policynlp.entities.date_words import DateWords, date_words
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.periods import DateValue, Partial

_MAX_ITEMS = 8
_BEFORE = 34
# How far from a weekday the verb stands that says it is one to come, in characters.
_NEAR_VERB = 80
_CLAUSE_MARK = re.compile(r"[,;:()«»“”\"\n]|\.\s")


@dataclass(frozen=True)
class _Link:
    """What joins two items: "to" (a range), "and", ",", "/"; and the word it ends before."""

    kind: str
    word: int


class DateReader:
    """Finds the dates of segments; one per document, since documents differ in numeric order."""

    def __init__(self, *, month_first: bool = False, words: DateWords | None = None) -> None:
        self.words = words or date_words()
        self.items = ItemReader(self.words, month_first=month_first)
        self.checks = PlausibilityCheck(self.words)

    def read(self, segment: Segment) -> Iterator[Mention]:
        """The dates of a segment, left to right, none overlapping."""
        found = list(self._expressions(segment))
        taken = [(mention.start, mention.end) for mention in found]
        for needed, pattern in self.words.end_of_unit:
            if needed and not any(word in segment.folded for word in needed):
                continue
            for match in pattern.finditer(segment.folded):
                start, end = segment.start + match.start(), segment.start + match.end()
                if all(end <= a or b <= start for a, b in taken):
                    unit = self.words.units.get(match.groupdict().get("unit") or "", "year")
                    value = DateValue(Partial(day=-1), relative=(unit, 0))
                    found.append(Mention("DATE", start, end, segment.language, 0.9, date=value))
        found.sort(key=lambda mention: mention.start)
        for mention in found:
            yield self._directed(segment, mention)

    def _directed(self, segment: Segment, mention: Mention) -> Mention:
        """An open date with the side its sentence's verbs show it to lie on."""
        value = mention.date
        if value is None or value.complete or value.relative or value.direction < 0:
            return mention
        at = mention.start - segment.start
        if value.only_weekday:
            ahead = value.direction > 0 or self._is_ahead(segment.folded, at, mention)
            return replace(mention, date=replace(value, direction=int(ahead)))
        begin = max(segment.folded.rfind(". ", 0, at), segment.folded.rfind("; ", 0, at), at - 250)
        end = segment.folded.find(". ", at, at + 250)
        begin, end = max(begin, 0), end if end > 0 else at + 250
        sentence = segment.folded[begin:end]
        ahead = bool(self.words.future_markers.search(sentence))
        behind = any(
            _as_printed(segment, begin + match.start())
            for match in self.words.past_markers.finditer(sentence)
        )
        if value.direction > 0:
            # "had been due by January": the nearest January, not the next.
            return (
                replace(mention, date=replace(value, direction=0))
                if (behind and not ahead)
                else mention
            )
        if ahead == behind:
            return mention
        return replace(mention, date=replace(value, direction=1 if ahead else -1))

    def _is_ahead(self, folded: str, at: int, mention: Mention) -> bool:
        """Whether a weekday is one to come: "will on Monday open", "is expected on Thursday"."""
        before = _CLAUSE_MARK.split(folded[max(0, at - _NEAR_VERB) : at])[-1]
        ahead = list(self.words.future_markers.finditer(before))
        if ahead:
            rest = before[ahead[-1].end() :]
            return not (self.words.past_markers.search(rest) or self.words.told.search(rest))
        if len(before.split()) > 2:
            return False
        # "On Thursday the team will leave"
        end = at + mention.end - mention.start
        behind = _CLAUSE_MARK.split(folded[end : end + _NEAR_VERB].lstrip(" ,"))[0]
        verb = self.words.future_markers.search(behind)
        return verb is not None and not (
            self.words.past_markers.search(behind, 0, verb.start())
            or self.words.told.search(behind, 0, verb.start())
        )

    def _expressions(self, segment: Segment) -> Iterator[Mention]:
        starters = self.items.starters
        behind = 0
        words = enumerate(segment.words)
        for word in [i for i, text in words if text in starters or text.isdigit()]:
            if word < behind:
                continue
            items, links = self._chain(segment, word)
            if items:
                yield from self._mentions(segment, items, links)
                behind = items[-1].end

    def _chain(self, segment: Segment, word: int) -> tuple[list[Item], list[_Link]]:
        """Items from `word` on that belong together, and the links between them."""
        first = self.items.read(segment, word)
        if first is None:
            return [], []
        items, links = [first], list[_Link]()
        while len(items) < _MAX_ITEMS:
            link = self._link(segment, items[-1].end)
            item = self.items.read(segment, link.word, linked=items[-1]) if link else None
            if link is None or item is None or not _joins(items[-1], link, item):
                break
            if link.kind == "," and any(other.kind == "to" for other in links):
                break
            items.append(item)
            links.append(link)
        while items and (items[-1].kind == "day" and not _day_after_month(items)):
            # "5 et 6 agents": a bare number that no month follows is no day.
            items.pop()
            if links:
                links.pop()
        if links and any(link.kind == "," for link in links) and not _is_list(items, links):
            # "Article 5, 12 mars": only the last item behind a comma is a date.
            return self._after_comma(items, links)
        return items, links

    @staticmethod
    def _after_comma(items: list[Item], links: list[_Link]) -> tuple[list[Item], list[_Link]]:
        cut = next(i for i, link in enumerate(links) if link.kind == ",")
        if items[cut].kind == "day":
            return ([], []) if items[0].kind == "day" else (items[:1], [])
        return items[: cut + 1], links[:cut]

    def _link(self, segment: Segment, word: int) -> _Link | None:
        """What stands between the item that ends before `word` and the next."""
        if word >= len(segment.words):
            return None
        gap = segment.gap(word)
        mark = gap.strip()
        if mark in _MARKS and len(gap) <= 4:
            kind, at = _MARKS[mark], word
        elif mark in ("", ",") and segment.words[word] in self.words.to and gap:
            kind, at = "to", word + 1
        elif mark in ("", ",") and segment.words[word] in self.words.and_ and gap:
            kind, at = "and", word + 1
        else:
            return None
        if gap.strip() and at < len(segment.words) and segment.words[at] in self.items.fillers:
            first = segment.starts[at]
            if segment.raw(first, first + 1).isupper():
                return None  # "3 février 2012 – Du 30 janvier au 2 février": a new sentence
        for _ in range(0 if kind == "," else 4):
            # "jusqu'au", "et le", "to the end of": small words on the way to the next item.
            if at < len(segment.words) and segment.words[at] in self.items.fillers:
                at += 1
        return _Link(kind, at) if at < len(segment.words) else None

    def _mentions(
        self, segment: Segment, items: list[Item], links: list[_Link]
    ) -> Iterator[Mention]:
        """One mention for each date or range of a chain."""
        items = _inherit(items)
        start = segment.starts[items[0].start]
        before = segment.folded[max(0, start - segment.start - _BEFORE) : start - segment.start]
        between = bool(self.words.between_before.search(before))
        group: list[Item] = [items[0]]
        for item, link in zip(items[1:], links, strict=True):
            if link.kind in ("to", "/") or between or _follows(group[-1], item):
                group.append(item)
            else:
                yield from self._mention(segment, group, before)
                group, before = [item], ""
        yield from self._mention(segment, group, before)

    def _mention(self, segment: Segment, group: list[Item], before: str) -> Iterator[Mention]:
        first, last = group[0], group[-1]
        if any(item.kind == "void" for item in group):
            return
        if len(group) == 1 and not self.checks.plausible(segment, first, before):
            return
        start, end = segment.starts[first.start], segment.ends[last.end - 1]
        begin, finish = first.first, last.last
        value = DateValue(
            begin,
            finish if finish != begin else None,
            relative=first.relative,
            weekday=first.weekday,
            last_weekday=first.last_weekday,
            direction=first.direction,
            year_offset=first.year_offset,
        )
        words = self.words
        lead = 0
        if len(group) == 1 and _opens_decade(begin) and words.decade_before.search(before):
            return  # « les années 1990 » is no date one can act on
        # "came to an end last Friday": a day of the week has no end
        if first.relative is None and first.first.day is None and first.weekday is None:
            if len(group) == 1 and (found := words.end_before.search(before)):
                lead = len(found.group())
                if value.end is None:  # the end of a quarter is no day of its own
                    value = replace(value, start=replace(begin, day=-1))
            elif found := words.part_before.search(before):
                lead = len(found.group())
        elif len(group) == 1 and first.first.day and words.week_before.search(before):
            value = replace(value, week=True)
        context = before[: len(before) - lead] if lead else before
        if not value.complete and not value.direction:
            ahead = words.future_before.search(context) or words.future_before.search(before)
            behind = words.past_before.search(context) or words.past_before.search(before)
            value = replace(value, direction=1 if ahead else -1 if behind else 0)
        confidence = 0.98 if value.complete and first.first.month else 0.9
        yield Mention(
            "DATE", start - lead, end, segment.language, confidence, date=value, origin="rule"
        )


_MARKS = {"-": "to", "--": "to", "->": "to", "/": "/", "&": "and", ",": ",", "+": "and"}


def _joins(left: Item, link: _Link, right: Item) -> bool:
    """Whether two items joined so are parts of one date expression."""
    if left.relative or right.relative:
        return False
    if left.kind == "day":
        return right.kind in ("day", "day_month") and (
            link.kind != "to" or right.kind == "day_month" or _value(left) < _value(right)
        )
    if left.kind == "day_month":
        if right.kind == "day":
            # "March 24-28": only after the order month, day; "24 mars et 5 agents" is none.
            return left.month_first and left.first.year is None and link.kind != "/"
        if right.kind != "day_month" or link.kind in ("/", ","):
            return False
        return not (link.kind == "and" and left.first.year and right.first.year)
    if left.kind == "month":
        return right.kind == "month" and link.kind in ("to", "and", "/", ",")
    if left.kind == "year":
        if right.kind != "year" or link.kind == ",":
            return False
        a, b = left.first.year or 0, right.first.year or 0
        if link.kind == "/":
            return right.short_year or a < b <= a + 15
        return a < b <= a + 60
    return left.kind == right.kind and link.kind in ("to", "and", "/")


def _value(item: Item) -> int:
    return item.first.day or 0


def _day_after_month(items: list[Item]) -> bool:
    return any(item.month_first for item in items[:-1])


def _is_list(items: list[Item], links: list[_Link]) -> bool:
    """Whether commas join: only in a rising list that ends in "and" ("3, 4 et 5 mai")."""
    if links[-1].kind != "and":
        return False
    days = [_value(item) for item in items]
    return items[0].kind != "day" or days == sorted(set(days))


def _as_printed(segment: Segment, at: int) -> bool:
    """Whether a word of one letter at an offset into the segment is printed without an accent:
    « à Bangui » is no « a fini »."""
    alone = segment.folded[at + 1 : at + 2] == " "
    return not alone or segment.text[at].lower() == segment.folded[at]


def _inherit(items: list[Item]) -> list[Item]:
    """Months and years that items leave open, taken from the right, then from the left."""
    done = list(items)
    for i in range(len(done) - 2, -1, -1):
        done[i] = _filled(done[i], done[i + 1])
    for i in range(1, len(done)):
        done[i] = _filled(done[i], done[i - 1])
    return done


def _filled(item: Item, other: Item) -> Item:
    first, last = item.first, item.last
    if item.kind == "day" and first.month is None:
        first = last = replace(first, month=other.first.month)
    if first.year is None and other.first.year is not None:
        year = other.first.year
        if first.month and other.first.month:
            # "28 décembre au 3 janvier 2020" begins the year before.
            before = item.start < other.start
            if before and first.month > other.first.month:
                year -= 1
            elif not before and first.month < other.first.month:
                year += 1
        first, last = replace(first, year=year), replace(last, year=year)
    return replace(item, first=first, last=last)


def _opens_decade(partial: Partial) -> bool:
    """Whether a date is a bare year such as 1990."""
    return partial.month is None and partial.year is not None and partial.year % 10 == 0


def _follows(left: Item, right: Item) -> bool:
    """Whether two dates that "and" joins are one period: "3 et 4 mai", "April and May 2020"."""
    a, b = left.first, right.first
    if a.day and b.day:
        return a.month == b.month and b.day == a.day + 1
    if a.day or b.day or not a.month or not b.month or left.kind != "month":
        return False
    return a.year == b.year and b.month == a.month + 1
