"""Whether what looks like a year or a month is one: not "2000 nurses", not "May Pen"."""

from __future__ import annotations

from policynlp.entities.date_item import Item
from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment


class PlausibilityCheck:
    """Decides about single items that could be something else."""

    def __init__(self, words: DateWords) -> None:
        self.words = words

    def plausible(self, segment: Segment, item: Item, before: str) -> bool:
        """Whether a single item that could be something else is a date here."""
        if item.kind == "year" and item.end - item.start == 1 and item.first == item.last:
            return self._plausible_year(segment, item, before)
        if item.kind == "month" and item.first.year is None and not item.direction:
            return self._plausible_month(segment, item, before)
        return item.first.month is not None or item.kind != "day"

    def _plausible_year(self, segment: Segment, item: Item, before: str) -> bool:
        start, end = (
            segment.starts[item.start] - segment.start,
            segment.ends[item.start] - segment.start,
        )
        behind = segment.folded[end : end + 30]
        if self.words.reference_before.search(before) or self.words.count_after.match(behind):
            return False
        if before[-1:] in ("$", "€", "£", "+", "#", "@", "_") or behind[:1] in (
            "%",
            "€",
            "$",
            "@",
            "_",
        ):
            return False
        if before.rstrip()[-1:].isdigit() and start > 0 and before[-1:] == " ":
            return False
        introduced = bool(self.words.year_before.search(before))
        if not behind.startswith(" ") or introduced:
            return True
        following = segment.words[item.end] if item.end < len(segment.words) else ""
        if (
            behind[1:2] in ("(", "-", "|", "/", ":", ";", "!", "?", '"', "&", ">", "=")
            or not following
        ):
            return True
        first = segment.raw(segment.starts[item.end], segment.starts[item.end] + 1)
        if following in self.words.running or first.isupper():
            return True
        # "the 2014 review": a year before a noun, where a count would not be so odd a number.
        year = item.first.year or 0
        return year % 100 != 0 and before.rstrip().endswith(tuple(self.words.before_years))

    def _plausible_month(self, segment: Segment, item: Item, before: str) -> bool:
        text = segment.words[item.start]
        languages = self.words.month_languages.get(text, set())
        if segment.language is not None and segment.language not in languages:
            return False
        start = segment.starts[item.start]
        capital = segment.raw(start, start + 1).isupper()
        whole = len(segment.words) == item.end - item.start
        introduced = bool(self.words.month_before.search(before))
        behind = segment.folded[segment.ends[item.end - 1] - segment.start :][:40]
        if self.words.recurring_after.match(behind) or self.words.recurring_before.search(before):
            return False
        if item.end < len(segment.words) and segment.gap(item.end) == " ":
            following = segment.starts[item.end]
            if segment.raw(following, following + 1).isupper() and (
                segment.words[item.end] not in self.words.running
            ):
                return False  # "May Pen", "June Smith"
        if languages & self.words.capital_month_languages:
            # May and March are verbs as well, and have capitals as months.
            named = text not in self.words.months_also_words
            return capital and (introduced or whole or named)
        return introduced or whole
