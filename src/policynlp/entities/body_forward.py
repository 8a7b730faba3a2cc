"""Where the name of a body ends that goes on behind its head."""

from __future__ import annotations

from policynlp.entities.body_keys import name_terms
from policynlp.entities.body_words import (
    FoundHead,
    begins_compound,
    behind_run,
    calendar,
    follows_country,
    in_form,
    is_capital,
    is_own,
    is_place,
    long_forms,
    opens_next,
    own_heads,
    owns_other,
    stays_within,
)
from policynlp.entities.gazetteer import countries, demonyms
from policynlp.entities.mentions import Segment
from policynlp.entities.name_words import NameWords, name_words
from policynlp.languages import all_folded, all_words

_MAX_WORDS = 24
_GAPS = frozenset({" ", "'", "-", ", ", " & ", " - ", " '", "' "})


class ForwardReader:
    """Reads on from heads, word by word."""

    def __init__(self, words: NameWords | None = None) -> None:
        self.words = words or name_words()

    def forward(self, segment: Segment, head: FoundHead) -> tuple[int, bool, bool]:
        """Where the name ends; whether it says what body it is; whether a proper name is in it."""
        words = self.words
        at = behind = head.behind
        named = proper = link = joined = direct = lowered = after_link = after_and = False
        free = (
            head.capital and not head.caps_line and not head.head_last and not head.opens_sentence
        )
        while at < len(segment.words) and at - head.behind < _MAX_WORDS:
            text, gap = segment.words[at], segment.gap(at)
            if gap not in _GAPS or (text in words.titles and is_capital(segment, at)):
                break
            if head.head_last and owns_other(segment, at):
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
                known = capital and text in name_terms(head.form.language)
                ok = ok or (after_and and gap == " " and known and text not in words.running)
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
            after_link = (link or after_link) and gap in (" ", "-") and not joined
            after_and = joined or (after_and and not link)
            behind, joined, link = at, False, False
        return behind, named, proper

    def _is_modifier(self, text: str) -> bool:
        words = self.words
        ends = len(text) > 5 and text.endswith(words.modifier_endings)
        other = (ends or text in demonyms()) and text not in words.small_topics
        return other or text in words.modifiers

    def is_topic(self, text: str, language: str | None) -> bool:
        """Whether a word is a subject of bodies in the language of the head (None: in any)."""
        topics = self.words.topics_of.get(language or "", self.words.topics)
        return text in topics or (
            bool(self.words.topic_endings) and text.endswith(self.words.topic_endings)
        )

    def is_term(self, text: str, head: FoundHead) -> bool:
        """Whether a word is known in names of bodies, for places where one that is none would be
        another name ("and ...", « aux ... »)."""
        return self.is_topic(text, head.form.language) or (
            is_own(head) and text in name_terms(head.form.language)
        )

    def _is_pair(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a word and the one behind it together stand for something in such names."""
        long, forms = tuple(segment.words[at : at + 3]), long_forms(head.form.language)
        return long[:2] in forms or (" ".join(long[:2]) in self.words.inner_links and long in forms)

    def _in_form(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a word belongs to a longer one: « résistance aux antimicrobiens »."""
        headed = at < len(segment.words) and segment.words[at] in self.words.head_words
        return is_own(head) and not headed and in_form(segment, at, head.behind, head.form.language)

    def _english(
        self, segment: Segment, at: int, head: FoundHead, link: bool, joined: bool, *, run: bool
    ) -> bool:
        text = segment.words[at]
        lower = not is_capital(segment, at)
        if lower and not (
            head.form.kind == "open"
            and not head.capital
            and self.is_topic(text, head.form.language)
        ):
            return False
        inner = "-" in (segment.gap(at), segment.gap(at + 1))
        paired = not link and segment.gap(at) == " " and self._is_pair(segment, at - 1, head)
        if text in self.words.running and not (inner or paired) and segment.gap(at + 1) != "'":
            return False  # but "Well-Being", "N'Djamena", "Social Work"
        known = self.is_topic(text, head.form.language) or text in self.words.head_words
        if run and not (link or known) and opens_next(segment, at):
            return False
        inside = behind_run(segment, at) > at + 1  # "Emergency Cholera Project"
        if run and not link and text in self.words.not_names and not (known or inside):
            return False  # "Department of Labor Findings on ..."
        if (
            not link
            and not joined
            and segment.gap(at) == " "
            and countries().whole(segment.raw(segment.starts[at - 1], segment.ends[at - 1]))
            and not countries().whole(segment.raw(segment.starts[at - 1], segment.ends[at]))
            and not self.is_topic(text, head.form.language)
            and text not in self.words.head_words
            and not is_place(segment, at)
        ):
            return False  # "Conservative Party of Canada MP"
        topic = self.is_topic(text, head.form.language)
        if head.caps_line and not topic and not is_place(segment, at):
            return False
        if joined:
            return self._joins(segment, at, head)
        if not link and any(
            segment.words[i] in self.words.head_words for i in range(at, behind_run(segment, at))
        ):
            return True  # "Ahmadu Bello University Teaching Hospital"
        return (
            link
            or run
            or self.is_topic(text, head.form.language)
            or text in self.words.head_words
            or is_place(segment, at)
        )

    def _joins(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a word behind "and" or a comma is a further subject: no head of another body but
        where it stands alone in a list ("Medicines, Pharmacy and Laboratories")."""
        text, heads = segment.words[at], own_heads(head.form.language)
        behind = at + 1
        if self.is_topic(text, head.form.language):
            listed = segment.gap(at) == ", " and behind < len(segment.words)
            run = behind_run(segment, at)
            inner = run > behind and segment.words[run - 1] not in heads  # "and Hospital Care"
            subject = text in all_folded("names", "subject_heads")
            inner = inner or (subject and segment.words[at - 2] not in heads)
            return (
                text not in heads or inner or (listed and segment.words[behind] in self.words.and_)
            )
        if self.is_term(text, head) and text not in heads and behind < len(segment.words):
            linked = segment.words[behind] in self.words.of and segment.gap(behind) == " "
            if linked:
                return True  # "Construction and Equipment of ..."
        # "Disease Control and Major Endemics"
        pair = self._is_pair(segment, at, head)
        return (
            (self.is_term(text, head) or pair)
            and behind < len(segment.words)
            and segment.gap(behind) == " "
            and (pair or is_capital(segment, behind))
            and (pair or self.is_topic(segment.words[behind], head.form.language))
            and heads.isdisjoint(segment.words[at : behind_run(segment, at)])
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
        if not (link or capital) and follows_country(segment, at):
            return False  # « ... du Kenya fabrique »
        after = segment.words[at + 1] if at + 1 < len(segment.words) else ""
        if link and text in words.leading_adjectives and self.is_term(after, head):
            return True  # « à la petite enfance »
        if self.is_topic(text, head.form.language):
            if capital and joined and text in words.head_words:
                # « de l'Économie, des Finances et du Plan »
                return segment.words[at - 1] in words.of and self._ends_list(segment, at, head)
            if capital and segment.words[at - 1] in words.and_ and not is_capital(segment, at - 2):
                return False  # « recherche biomédicale et Médecins sans frontières »
            adjective = len(text) > 5 and text.endswith(words.modifier_endings)
            tagged = self._is_tag(segment, at, head)
            return link or named or self._is_modifier(text) or adjective or capital or tagged
        small = not (capital or head.caps_line) and text not in words.running
        tied = segment.gap(at) == "-"
        if small and (link or tied) and self.is_term(text, head):
            return True  # « riposte aux pandémies », « chirurgiens-dentistes »
        if small and self._in_form(segment, at, head):
            return True
        if tied and not capital and self._is_pair(segment, at - 1, head):
            return True  # « inter-agences », « nouveau-né »
        if capital:
            if named and self._is_letter(segment, at, head):
                return True  # « hépatite B »
            if segment.words[at - 1] in words.and_ and not is_capital(segment, at - 2):
                return False  # « Croix-Rouge burkinabè et Médecins sans frontières »
            if text in words.roles or (text in words.not_names and not link and not tight):
                return False
            closed = not (tight or segment.gap(at + 1) == "'")  # but "N'Djamena"
            if text in words.running and len(text) < 4 and closed:
                return False
            if text in words.head_words and (joined or not link):
                return False
            # « Hôpital pour enfants Albert-Royer »
            twofold = head.form.kind == "plain" and segment.gap(at + 1) == "-"
            twofold = twofold and is_capital(segment, at + 1) and segment.gap(at) == " "
            return not joined and (link or run or twofold)
        if self._is_modifier(text) and text not in words.running:
            return not link or joined or free  # « Réseau des parlementaires »: a noun behind "de"
        apart = text in words.compound_parts and segment.gap(at + 1) == " "
        if apart and self._is_modifier(after):
            return True  # « organisations non gouvernementales »
        if begins_compound(segment, at) and (
            self._is_modifier(segment.words[at + 1])
            or self.is_term(segment.words[at + 1], head)
            or self._is_pair(segment, at, head)
        ):
            return True  # « bucco-dentaire », « odonto-stomatologie », « inter-agences »
        if not link and (self._agrees(segment, at, head) or self._is_tag(segment, at, head)):
            return True
        if head.caps_line:
            return link and not joined and is_place(segment, at)
        # "Établissement français du sang": behind "du" any noun belongs to a capital head.
        ok = free and link and not joined and text not in words.running and text.isalpha()
        return ok and not text.endswith(words.verb_endings)

    def _ends_list(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a word is the last of subjects that commas part, and nothing belongs to it."""
        commas = any(segment.gap(i) == ", " for i in range(head.behind + 1, at))
        last = at + 1 >= len(segment.words) or segment.gap(at + 1) != " "
        return commas and (last or segment.words[at + 1] not in self.words.of)

    def _is_letter(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a single letter tells which of its kind a subject is: « vitamine A »."""
        return (
            (segment.ends[at] - segment.starts[at], segment.gap(at)) == (1, " ")
            and not segment.gap(at + 1).startswith(".")
            and not is_capital(segment, at - 1)
            and self.is_term(segment.words[at - 1], head)
        )

    def _agrees(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a word in the plural goes on with one in the plural: « femmes leaders »,
        « maladies infectieuses ». No verb does."""
        ends = ("s", "x")
        return (
            segment.gap(at) == " "
            and segment.words[at - 1].endswith(ends)
            and segment.words[at].endswith(ends)
            and segment.words[at] not in self.words.running
            and self.is_term(segment.words[at], head)
            and self.is_term(segment.words[at - 1], head)
        )

    def _is_tag(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a subject stands right behind its head and the name goes on: « Centre antipoison
        et de pharmacovigilance », « cellule genre du ministère »."""
        return (
            at == head.behind
            and at + 1 < len(segment.words)
            and segment.words[at + 1] in self.words.of | self.words.and_
            and segment.words[at] not in self.words.verbs_too | self.words.running
            and is_own(head)
            and segment.words[at] in name_terms(head.form.language)
        )

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
            after = segment.words[at + 1] if at + 1 < len(segment.words) else ""
            listed = self.is_topic(after, head.form.language) or (
                # « contre la drépanocytose et l'hémophilie »
                not self.words.inward.isdisjoint(segment.words[head.behind : at])
                and (self.is_term(after, head) or after in self.words.leading_adjectives)
            )
            if head.head_last:
                return listed and self._closes_list(segment, at, head)
            plain = bool(after) and not is_capital(segment, at + 1)
            return plain and listed and after not in self.words.head_words
        if text in self.words.within:
            return head.capital and stays_within(segment, at)
        if article and head.head_last and segment.gap(at) == ", ":
            return True  # in a list that goes on
        if article and text not in self.words.of and not link:
            return f"{text}'" in all_folded("lexicon", "articles") and segment.gap(at) != " "
        following = segment.words[at + 1] if at + 1 < len(segment.words) else ""
        abroad = at + 1 < len(segment.words) and is_capital(segment, at + 1)
        if text in self.words.posted_in and abroad and is_place(segment, at + 1):
            return head.form.kind == "posted"  # « la Banque mondiale en Mauritanie »
        apart = at + 2 < len(segment.words) and segment.gap(at + 2) == "'"
        if head.head_last and (following in calendar() or (len(following) == 1 and not apart)):
            return False  # "the Bank of Ghana on Tuesday", "for P4.6 million", not "of N'Djamena"
        if text in self.words.toward:
            verbs = all_words("names", "toward_verbs")
            raw = segment.raw(segment.starts[at], segment.ends[at])
            if head.form.kind == "posted" and raw not in verbs:
                return at + 1 < len(segment.words) and (
                    is_capital(segment, at + 1) or following in self.words.articles
                )
            # "à Lomé" says where, "au Financement" belongs to the name.
            article = following in self.words.articles
            if head.head_last:
                behind = at + 1 + article  # "... in the Health Sector"
                return (
                    behind < len(segment.words)
                    and is_capital(segment, behind)
                    and self.is_topic(segment.words[behind], head.form.language)
                    and not is_place(segment, behind)
                )
            return raw not in verbs and (
                article or self.is_term(following, head) or self._in_form(segment, at + 1, head)
            )
        if text in self.words.for_ and at + 1 < len(segment.words):
            start, end = segment.starts[at + 1], segment.ends[at + 1]
            if following in self.words.articles and at + 2 < len(segment.words):
                start, end = segment.starts[at + 2], segment.ends[at + 2]
            return not (end - start > 2 and segment.raw(start, end).isupper())
        return True

    def _closes_list(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether an article behind "and" opens the last subject of a list that commas part:
        "Health, Wellness and the Environment", not "Health, Gender and the Health Council"."""
        commas = any(segment.gap(i) == ", " for i in range(head.behind + 1, at))
        alone = behind_run(segment, at + 1) == at + 2
        return commas and alone and segment.words[at + 1] not in self.words.head_words

    def _goes_on(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether a name goes on behind a comma: "Gender, Elderly and Children"."""
        if not head.head_last:
            return segment.words[at] in self.words.of or self._lists_on(segment, at, head)
        for i in range(at, min(at + 12, len(segment.words))):
            text, gap = segment.words[i], segment.gap(i)
            if gap == ", " and text in self.words.articles:
                continue  # "Women, the Family and Child Protection"
            if text in self.words.and_:
                last = i + 1
                last += last < len(segment.words) and segment.words[last] in self.words.articles
                return (
                    last < len(segment.words)
                    and self.is_topic(segment.words[last], head.form.language)
                    and is_capital(segment, last)
                )
            if (
                gap not in (" ", ", ")
                or not self.is_topic(text, head.form.language)
                or not is_capital(segment, i)
            ):
                return False
        return False

    def _lists_on(self, segment: Segment, at: int, head: FoundHead) -> bool:
        """Whether subjects in small letters follow up to an "et": « Syndicat des médecins,
        pharmaciens et chirurgiens-dentistes »."""
        for i in range(at, min(at + 8, len(segment.words) - 1)):
            text = segment.words[i]
            if is_capital(segment, i) or segment.gap(i) not in (" ", ", ", "-"):
                return False
            if text in self.words.and_:
                after = segment.words[i + 1]
                return i > at and self.is_term(after, head) and not is_capital(segment, i + 1)
            if not (self.is_term(text, head) or self._is_modifier(text)):
                return False
        return False
