"""The words dates are made of, merged over all languages that have a folder.

A French report has English cover lines and an English one quotes French decrees, so a date is
read with the words of every language; only bare words without any digit ("May", « hier ») are
held to the language of their block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from policynlp.compiled import compile_kept
from policynlp.entities.periods import Unit
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import any_of, available, lexicon
from policynlp.languages.anchors import needed_text

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass
class DateWords:
    """Folded words by what they mean; phrases of several words as compiled patterns."""

    months: dict[str, int] = field(default_factory=dict)
    short_months: dict[str, int] = field(default_factory=dict)
    month_languages: dict[str, set[str]] = field(default_factory=dict)
    month_first_languages: set[str] = field(default_factory=set)
    # Languages that print the names of months with a capital.
    capital_month_languages: set[str] = field(default_factory=set)
    weekdays: dict[str, int] = field(default_factory=dict)
    weekday_languages: dict[str, set[str]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    day_suffixes: set[str] = field(default_factory=set)
    thousand: set[str] = field(default_factory=set)
    months_also_words: set[str] = field(default_factory=set)
    units_in_s: set[str] = field(default_factory=set)
    before_years: set[str] = field(default_factory=set)
    before_day: set[str] = field(default_factory=set)
    day_marks: set[str] = field(default_factory=set)
    no_day: set[str] = field(default_factory=set)
    until_now: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    to: set[str] = field(default_factory=set)
    to_more: set[str] = field(default_factory=set)
    and_: set[str] = field(default_factory=set)
    quarter: set[str] = field(default_factory=set)
    quarter_letter: set[str] = field(default_factory=set)
    semester: set[str] = field(default_factory=set)
    semester_letter: set[str] = field(default_factory=set)
    fiscal_letter: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    next: set[str] = field(default_factory=set)
    units: dict[str, Unit] = field(default_factory=dict)
    days: dict[str, tuple[int, str]] = field(default_factory=dict)
    running: set[str] = field(default_factory=set)
    end_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    part_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    week_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    decade_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    nth_week_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    fiscal_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    between_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    year_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    month_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    count_after: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    reference_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    recurring_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    recurring_after: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    end_of_unit: list[tuple[tuple[str, ...], re.Pattern[str]]] = field(default_factory=list)
    future_markers: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    past_markers: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    told: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    past_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))
    future_before: re.Pattern[str] = field(default_factory=lambda: re.compile("(?!)"))


@cache
def date_words() -> DateWords:
    """The merged vocabulary."""
    words = DateWords()
    phrases: dict[str, set[str]] = {}
    for code in available():
        lex = lexicon(code)

        def numbers(key: str, code: str = code) -> Mapping[str, int]:
            table = lexicon(code).get("lexicon", key)
            assert isinstance(table, Mapping)
            return {fold(str(k)): int(v) for k, v in table.items()}

        for word, number in numbers("months").items():
            words.months[word] = number
            words.month_languages.setdefault(word, set()).add(code)
        words.short_months.update(numbers("months_short"))
        for key in ("weekdays", "weekdays_short"):
            for word, number in numbers(key).items():
                words.weekdays.setdefault(word, number)
                if key == "weekdays":
                    words.weekday_languages.setdefault(word, set()).add(code)
        words.ordinals.update(numbers("ordinals"))
        words.numbers.update(numbers("number_words"))
        for name, key in _SETS.items():
            target: set[str] = getattr(words, name)
            for phrase in lex.words("lexicon", key):
                # Phrases are read word by word ("jusqu'au": jusqu + au).
                found = _LETTERS.findall(fold(phrase)) or [fold(phrase)]
                if name in ("last", "next") and len(found) > 1:
                    continue
                target.update(found if name == "of" else found[:1])
                if name == "to":
                    words.to_more.update(found[1:])
        for key in ("function_words", "finite_verbs", "prepositions", "conjunctions"):
            for phrase in lex.words("lexicon", key):
                words.running.update(_LETTERS.findall(fold(phrase)))
        units = lex.get("lexicon", "relative.units")
        assert isinstance(units, Mapping)
        for word, unit in units.items():
            words.units[fold(str(word))] = unit
        days = lex.get("lexicon", "relative.days")
        assert isinstance(days, Mapping)
        for word, offset in days.items():
            words.days[fold(str(word))] = (int(offset), code)
        if lex.get("lexicon", "dates.month_first"):
            words.month_first_languages.add(code)
        if lex.get("lexicon", "dates.months_in_capitals"):
            words.capital_month_languages.add(code)
        for name, key in _PHRASES.items():
            phrases.setdefault(name, set()).update(map(fold_pattern, lex.words("lexicon", key)))
    for name, alternatives in phrases.items():
        joined = bound_repeats("|".join(sorted(alternatives, key=len, reverse=True)))
        if name.endswith("_after"):
            pattern = rf"[\s,]{{0,2}}(?:{joined})(?!\w)"
        elif name.endswith("_before"):
            pattern = rf"(?<!\w)(?:{joined})[\s'\-(]{{0,3}}$"
        else:
            pattern = rf"(?<!\w)(?:{joined})(?!\w)"
        setattr(words, name, compile_kept(pattern))
    of = any_of("lexicon", "dates.before_number")
    for code in available():
        for expression in lexicon(code).words("lexicon", "dates.end_of_unit"):
            bounded = bound_repeats(fold_pattern(expression))
            unit = compile_kept(rf"(?<!\w)(?:{bounded})(?![\w'-]| \d| {of} \d)")
            words.end_of_unit.append((needed_text([fold_pattern(expression)]), unit))
    return words


# Sets of single words: attribute of DateWords, key of lexicon.toml.
_SETS = {
    "day_suffixes": "dates.day_suffix",
    "thousand": "dates.thousand",
    "months_also_words": "dates.months_also_words",
    "units_in_s": "dates.units_in_s",
    "before_years": "dates.before_years",
    "before_day": "dates.before_day",
    "day_marks": "dates.day_marks",
    "no_day": "dates.no_day",
    "until_now": "dates.until_now",
    "articles": "articles",
    "of": "dates.of",
    "to": "dates.to",
    "and_": "dates.and",
    "quarter": "dates.quarter",
    "quarter_letter": "dates.quarter_letter",
    "semester": "dates.semester",
    "semester_letter": "dates.semester_letter",
    "fiscal_letter": "dates.fiscal_letter",
    "last": "relative.last",
    "next": "relative.next",
}

# Phrases looked for right before (count_after: right behind) a date.
_PHRASES = {
    "end_before": "dates.end_of",
    "part_before": "dates.part_of",
    "week_before": "dates.week_of",
    "decade_before": "dates.decade",
    "nth_week_before": "dates.nth_week_of",
    "fiscal_before": "dates.fiscal_year",
    "between_before": "dates.between",
    "year_before": "dates.year_before",
    "month_before": "dates.month_before",
    "count_after": "dates.count_after",
    "reference_before": "dates.reference_before",
    "recurring_before": "dates.recurring_before",
    "recurring_after": "dates.recurring_after",
    "future_markers": "dates.future_markers",
    "past_markers": "dates.past_markers",
    "past_before": "dates.past_before",
    "future_before": "dates.future_before",
    "told": "dates.told",
}
