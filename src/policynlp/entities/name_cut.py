"""A body's name cut into the parts that the tables know.

Of all ways to cut a name the one with the fewest unknown words and then the fewest parts is taken:
"Community Health Insurance Funds" is community, health insurance, fund. What stands in between
does not part a form (« établissements privés de santé »).
"""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.entities.body_forms import BodyKeys, Forms, Word, bare, counts, plain_word
from policynlp.entities.body_keys import is_between, key_rank
from policynlp.entities.name_words import name_words

Parts = tuple[Word, ...]
# Words no table has, parts, how unlike their lengths are, how far from the head the long ones.
Cost = tuple[int, int, int, int]


def cut_name(keys: BodyKeys, words: Sequence[str], *, programs: bool = False) -> list[Word]:
    """A name's folded words, links included, as parts, the main head first. Words that begin with
    a sign are keys already."""
    return _Cut(keys, words, programs=programs).parts()


class _Cut:
    def __init__(self, keys: BodyKeys, words: Sequence[str], *, programs: bool) -> None:
        self.keys = keys
        self.heads = keys.programs if programs else keys.heads
        at = [i for i, word in enumerate(words) if counts(word)]
        self.printed = [words[i] for i in at]
        self.plain = [plain_word(word) for word in self.printed]
        # Behind these words a link stands or nothing: there a head is one ("Board of Health").
        self.ends = {
            n + 1 for n, i in enumerate(at) if i + 1 == len(words) or not counts(words[i + 1])
        }
        alone = [self.heads.plain.get((word,)) for word in self.plain]
        takes = [part.head.takes for part in alone if part is not None and part.head]
        ministry = bool(takes) and takes[0] == "first_topic"
        self.others = (keys.topics, keys.terms) if ministry else (keys.terms, keys.topics)
        # "School and University Health Service": no head before "and" where one ends the name.
        joined = {
            n + 1
            for n, i in enumerate(at)
            if i + 1 < len(words) and words[i + 1] in name_words().and_
        }
        alone_at = {n + 1 for n, part in enumerate(alone) if part is not None}
        if keys.head_last and not alone_at.isdisjoint(self.ends - joined):
            self.ends -= joined
        edges = {n - 1 for n in self.ends}
        self.headed = any(part is not None and n in edges for n, part in enumerate(alone))
        self.full = [
            any(
                p is not None and p.head and p.head.takes != "nothing"
                for i, p in enumerate(alone[:n], start=1)
                if not keys.head_last or i in self.ends  # "School Health Service"
            )
            for n in range(len(alone) + 1)
        ]

    def parts(self) -> list[Word]:
        count = len(self.plain)
        best: list[tuple[Cost, list[tuple[int, Parts]]]] = [((0, 0, 0, 0), [])]
        for behind in range(1, count + 1):
            options = []
            for at in range(max(0, behind - self.keys.longest - 1), behind):
                found = self._form(at, behind)
                if found is not None:
                    (unknown, parts, alike, far), before = best[at]
                    size = behind - at
                    far += (-at if self.keys.head_last else at) * size
                    new = sum(part.rank is None for part in found)
                    cost = (unknown + new, parts + len(found), alike - size * size, far)
                    options.append((cost, [*before, (behind, found)]))
            best.append(min(options, key=lambda option: option[0]))
        return self._main_first(best[count][1])

    def _main_first(self, found: list[tuple[int, Parts]]) -> list[Word]:
        """The parts one by one, the head that the others belong to moved to the front."""
        words = [part for _, parts in found for part in parts]
        heads = [(behind, parts[0]) for behind, parts in found if parts[0].head is not None]
        if self.keys.head_last and heads:
            main = next((part for behind, part in heads if behind in self.ends), heads[0][1])
            words.remove(main)
            words.insert(0, main)
        return [word for part in words for word in (part, *part.more)]

    def _form(self, at: int, behind: int) -> Parts | None:
        """What the words from `at` to `behind` stand for; None where no table has them."""
        exact, form = tuple(self.printed[at:behind]), tuple(self.plain[at:behind])
        part = self._look_up(exact, form, behind)
        within = self.full[at] and self.others[0] is self.keys.terms
        if len(form) == 1 and within and not self.keys.head_last:
            part = self.keys.terms.exact.get(exact, part)  # « Institut de nutrition clinique »
        if part is not None and part.head is None and len(form) > 1:
            if self.keys.head_last and at + 1 in self.ends and form[:1] in self.heads.plain:
                return None  # "School of Health" is no school health
            # "Social Services", « Services de santé »: the head is none of the phrase.
            last = self.keys.head_last
            edge = behind in self.ends if last else at == 0
            if edge and form[-1 if last else 0 :][:1] in self.heads.plain and not self.full[at]:
                return None
        if part is not None:
            return (part,)
        if len(form) == 1:
            done = not exact[0][0].isalnum()
            return (Word(exact[0], len(key_rank())) if done else Word(bare(exact[0])),)
        for inner in range(1, len(form) - 1):
            if self.keys.head_last or at + inner in self.ends:
                continue
            between = self._look_up(exact[inner : inner + 1], form[inner : inner + 1], 0)
            if between is None or not is_between(between.key):
                continue
            part = self._look_up(
                exact[:inner] + exact[inner + 1 :], form[:inner] + form[inner + 1 :], behind
            )
            if part is not None:
                return (part, between)
        return None

    def _look_up(self, exact: tuple[str, ...], form: tuple[str, ...], behind: int) -> Word | None:
        first, second = self.others
        tables: tuple[Forms, ...] = (self.heads, first, second)
        if self.keys.head_last and behind not in self.ends:
            # "Community Midwives"; "National Hospital Equipment Fund" is no national hospital.
            tables = (first, second, self.heads)
            if len(form) > 1 and self.headed:
                tables = (first, second)
        for table in tables:
            if exact in table.exact:
                return table.exact[exact]
        return next((table.plain[form] for table in tables if form in table.plain), None)
