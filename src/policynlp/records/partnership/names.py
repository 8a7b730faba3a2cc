"""Names of partnerships, alliances, joint programmes: where they stand, how surely they are one.

A name has a head ("Alliance", "Partnership") and a capital; the head stands first in a head-first
language and last in a head-last one, where "Partnership for ..." is possible too. Heads stand in
`languages/*/records/partnership.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, cast

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of, lexicon

NAME = "records/partnership"
Strength = Literal["strong", "medium", "weak"]
STRENGTHS: tuple[Strength, ...] = ("strong", "medium", "weak")
MAX_NAME_WORDS = 14
# A heading or title line has at most so many characters.
MAX_TITLE = 160
# The name of a body has at most so many characters.
MAX_BODY = 120
_TOKEN = re.compile(r"[^\W_][\w.’'\-/]*|[&]")
_ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z][\w\-]{1,11})\)")
_CLOSING = (".", ",", ";", ":", ")", "")
_SPACE = re.compile(r"[ \n]{1,3}")


@dataclass(frozen=True)
class NameMention:
    """A name of a partnership in the text; offsets into the document text.

    Attributes:
        head: the folded head noun ("alliance").
        run_in: a title on the line of its text.
        acronym: as printed in brackets right behind the name.
    """

    text: str
    start: int
    end: int
    head: str
    strength: Strength
    acronym: str | None = None
    run_in: bool = False

    @cached_property
    def key(self) -> str:
        """What the same name has in common wherever it stands."""
        return " ".join(fold(self.text).split())


def head_word(name: str, rules: Lexicon) -> str:
    """The folded word by which a name without a noun that is known is taken up."""
    words = fold(name).split()
    return words[-1] if rules.get("bodies", "head_last") else words[0]


def find_names(document: AnnotatedDocument, start: int, end: int) -> list[NameMention]:
    """The names of partnerships in a stretch of text, left to right."""
    rules = document.lexicon_at(start)
    end = _before_tail(document, start, end, rules)
    found: list[NameMention] = []
    for name, match in rules.lists(NAME, "names.", STRENGTHS).finditer(document.folded, start, end):
        mention = _name_around(document, match, start, end, cast(Strength, name), rules)
        if mention is not None:
            found.append(mention)
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[NameMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end > kept[-1].end:
            kept[-1] = mention
    return kept


def _before_tail(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where a title stops naming its subject: "The Lake Fund in six questions"."""
    if end - start > MAX_TITLE:
        return end
    for place in document.entities_in(start, end, "LOC"):
        if place.end < end or place.start <= start:
            continue
        # "Launch of the Mothers' Partnership at Gitega": where, not what.
        at = rules.pattern(NAME, "names.where").search(document.folded, start, place.start)
        if at is not None and not document.folded[at.end() : place.start].strip():
            end = at.start()
    tail = rules.pattern(NAME, "names.title_tail").search(document.folded, start, end)
    if tail is None or tail.start() <= start:
        return end
    return end if document.folded[tail.end() : end].strip(" ?!.)") else tail.start()


def _name_around(
    document: AnnotatedDocument,
    head: re.Match[str],
    start: int,
    end: int,
    strength: Strength,
    rules: Lexicon,
) -> NameMention | None:
    text = document.text
    if not text[head.start()].isupper():
        return None
    s, e = head.span()
    if rules.get("bodies", "head_last"):
        s = _leftwards(text, s, start, rules)
        e = _behind_head(text, e, end, rules)
    else:
        e = _rightwards(text, e, end, rules)
    for entity in document.entities_in(max(start, s - 2), end, "PROGRAM"):
        if abs(entity.start - s) <= 2 and e < entity.end <= end and entity.end - s < 160:
            e = entity.end
    name = " ".join(text[s:e].split())
    if rules.get("bodies", "head_last"):
        e = _behind_country(document, s, e, end)
        name = " ".join(text[s:e].split())
    if len(name.split()) < 2 or _is_cut(document, s, e):
        return None
    if strength != "strong" and rules.pattern(NAME, "names.no_head").match(
        document.folded, min(e + 1, end), end
    ):
        return None  # "Senior Programme Officer"
    plural = rules.pattern(NAME, "agreement.plural").fullmatch(head[0]) is not None
    if plural and name[1:].islower():
        return None  # "Partnerships and support" is a topic
    acronym = _ACRONYM.match(text, e, end)
    # "X (XY) is a pooled fund": the sentence says what a vague name only may be.
    said = rules.pattern(NAME, "names.is_one").match(
        document.folded, (acronym.end() if acronym else e) + 1, end
    )
    strength = "medium" if strength == "weak" and said is not None else strength
    return NameMention(name, s, e, head[0], strength, acronym["acronym"] if acronym else None)


def _is_cut(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a name is but the beginning of a body's: "Agency for Exchange" of "... Exchange
    Cooperation"."""
    return any(
        body.start <= start and document.text[end : body.end].strip()[:1].isupper()
        for body in document.entities_in(max(0, start - MAX_BODY), end + MAX_BODY, "ORG")
    )


def _behind_country(document: AnnotatedDocument, start: int, end: int, stop: int) -> int:
    """The end of a name that a country closes in a title: "Advisory Facility Moldova: report"."""
    if document.text[start - 1 : start].strip():
        return end
    for entity in document.entities_in(end, stop, "COUNTRY"):
        behind = document.text[entity.end : entity.end + 1]
        if entity.start == end + 1 and behind in (":", "\n", ""):
            return entity.end
    return end


def _leftwards(text: str, position: int, floor: int, rules: Lexicon) -> int:
    """Where the capitalised words right before a head begin, small words between them included."""
    window = text[max(floor, position - 120) : position]
    base = position - len(window)
    tokens = [(m.start() + base, m.end() + base) for m in _TOKEN.finditer(window)]
    begin = position
    expected = position
    inside = {fold(word) for word in rules.words(NAME, "names.inside")}
    definite = {fold(word) for word in rules.words(NAME, "names.definite")}
    for s, e in reversed(tokens[-MAX_NAME_WORDS:]):
        gap = text[e:expected]
        if gap not in (" ", "\n", "-", "–"):
            break
        word = text[s:e]
        if expected == position and fold(word) in definite:
            break  # "Purpose of the Facility" points back
        if word[0].isupper() or word[0].isdigit():
            begin = expected = s
        elif fold(word) in inside:
            expected = s
        else:
            break
    return without_opener(text, begin, position, rules)


def without_opener(text: str, begin: int, position: int, rules: Lexicon) -> int:
    """Where a name begins, behind words that only open its sentence ("Under the", "Today") or that
    name a paper of its own ("News of the")."""
    for paper in rules.pattern(NAME, "names.news_of").finditer(fold(text[begin:position])):
        begin += paper.end()
        break
    for _ in range(2):
        match = rules.pattern(NAME, "names.openers").match(fold(text[begin:position]))
        if match is None:
            break
        begin += match.end()
        while begin < position and text[begin] in " ,\n":
            begin += 1
    return begin


def _behind_head(text: str, position: int, end: int, rules: Lexicon) -> int:
    """The end of a name that goes on behind its head: "Global Alliance for Vaccines"."""
    match = _after_head(rules.code).match(text, position, end)
    return _rightwards(text, position, end, rules) if match else position


def _rightwards(text: str, position: int, end: int, rules: Lexicon) -> int:
    """The end of a name whose head stands first.

    Capitalised words belong to it; small words where a name goes on behind them. In a head-first
    language one common noun may follow a small word, with its adjectives ("contre le paludisme").
    """
    start = last = position
    lower = not rules.get("bodies", "head_last")
    if lower:
        position = _behind_common(text, position, end, rules)
    inside = _inside(rules.code)
    linked = False
    used: set[str] = set()
    for _ in range(MAX_NAME_WORDS):
        gap = _SPACE.match(text, position, end)
        after_quote = text[position - 1 : position] in ("'", "’")
        if gap is None and not after_quote:
            break
        begin = gap.end() if gap else position
        joint = inside.match(text[begin : begin + 24].lower().replace("’", "'"))
        if joint is not None:
            purpose = joint[0].split()[0]
            if purpose in used:
                break
            # "pour" and "contre" open what the name is for, once.
            used |= {purpose} if len(purpose) > 3 else set()
            position = begin + joint.end()
            linked = True
            continue
        token = _TOKEN.match(text, begin, end)
        if token is None:
            break
        word = token[0].rstrip(".")
        stop = begin + len(word)
        if word[0].isupper() or word[0].isdigit() or (lower and linked and not _verb(word, rules)):
            last = position = stop
            linked = False
        elif (
            lower
            and text[last - 1].islower()
            and (_adjective(word, rules) or (last > start and text[stop : stop + 1] in _CLOSING))
        ):
            last = position = stop
        else:
            break
        if text[stop : stop + 1] not in (" ", "\n"):
            break
    return last


def _behind_common(text: str, position: int, end: int, rules: Lexicon) -> int:
    """Behind common nouns between a head and the capital that ends its name: "Fonds commun santé
    des Comores"."""
    match = _common().match(text, position, end)
    if match is None or _verb(match["first"], rules):
        return position
    for key in ("told.unites", "facts.partners", "facts.start", "facts.paying", "names.inside"):
        if rules.pattern(NAME, key).match(fold(match["first"])):
            return position
    return match.end("nouns")


@cache
def _common() -> re.Pattern[str]:
    """One or two common nouns before a capital, with what links them."""
    link, before, elided = (
        any_of(NAME, f"names.common_{key}", printed=True) for key in ("link", "before", "elided")
    )
    return re.compile(
        rf"(?P<nouns>\s(?P<first>[a-zà-ÿœ-]{{4,18}})(?:\s{link}\s[a-zà-ÿœ]{{4,14}}){{0,1}})"
        rf"(?=\s(?:{before}\s|{elided})?[A-ZÀ-Þ])"
    )


@cache
def _after_head(code: str) -> re.Pattern[str]:
    """A small word behind which a name goes on behind its head."""
    links, articles = (
        "|".join(lexicon(code).words(NAME, f"names.{key}")) for key in ("behind_head", "articles")
    )
    return re.compile(rf" (?:{links}) (?=(?:(?:{articles}) )?[A-Z])")


@cache
def _inside(code: str) -> re.Pattern[str]:
    """Small words inside a name; one that ends in an apostrophe stands right before the next."""
    words = sorted(lexicon(code).words(NAME, "names.inside"), key=len, reverse=True)
    # With accents: « à » is one, « a » is a verb.
    parts = [re.escape(w) + ("" if w[-1] == "'" else r"(?=[ \n])") for w in words]
    return re.compile("(?:" + "|".join(parts) + ")")


def _verb(word: str, rules: Lexicon) -> bool:
    folded = fold(word)
    return rules.pattern("lexicon", "finite_verbs").fullmatch(folded) is not None


def _adjective(word: str, rules: Lexicon) -> bool:
    folded = fold(word)
    return any(
        rules.pattern(name, key).fullmatch(folded) is not None
        for name, key in (("bodies", "adjectives"), (NAME, "names.adjectives"))
    )


def back_references(head: str, rules: Lexicon) -> re.Pattern[str]:
    """What points back to a name with this head: "the Alliance", « l'alliance »."""
    return _back_references(head, rules.code)


@cache
def _back_references(head: str, code: str) -> re.Pattern[str]:
    words = []
    for word in lexicon(code).words(NAME, "names.definite"):
        folded = fold(word)
        words.append(folded if folded.endswith("'") else folded + " ")
    parts = head.split()
    noun = parts[-1 if lexicon(code).get("bodies", "head_last") else 0] if parts else head
    heads = "|".join(re.escape(part) for part in {head, noun})
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?:{heads})(?!\w)")


def described_names(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """Names of what a sentence says is a partnership: "the programme is a partnership of ..."."""
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "names.described").finditer(document.folded, start, end):
        s, e = match.span("name")
        head = document.folded[s:e].split()[-1]
        yield NameMention(" ".join(document.text[s:e].split()), s, e, head, "strong")


def same_name(one: NameMention, other: NameMention) -> bool:
    """Whether two names mean one partnership: equal, by acronym, or one cut short."""
    if one.key == other.key or (one.acronym and one.acronym == other.acronym):
        return True
    if one.text == other.acronym or other.text == one.acronym:
        return True
    if one.head != other.head:
        return False
    short, long = sorted((one.key, other.key), key=len)
    return long.startswith(short + " ") or long.endswith(" " + short)
