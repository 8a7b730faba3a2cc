"""Names that only their sentence tells to be those of a partnership.

"A and B founded the Northern Trauma Circle", "working together in the ... hub", a section titled
"Warm Hands" whose text says that Warm Hands brings together A and B. Words stand in
`languages/*/records/partnership.toml` under `told`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of, lexicon
from policynlp.records.partnership.lists import read_parties
from policynlp.records.partnership.names import NAME, NameMention, head_word
from policynlp.records.partnership.parties import named_parties
from policynlp.records.parts.listed_bodies import subject_start

MAX_TITLE_WORDS = 9
MAX_SECTIONS = 200
# How far behind its own name the verb of a titled section may stand, in characters.
VERB_REACH = 30
MIN_PARTIES = 2
# The subject of a sentence that the title names has so many characters.
MIN_SUBJECT = 4
MAX_SUBJECT = 70
MAX_RUN_IN = 120
_RUN_IN = re.compile(r"(?P<name>[A-ZÀ-Þ][^.:;–—\n]{5,80}?)(?:[.:]|\s[–—-]|\s:)\s+")
_ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z][\w\-]{1,11})\)$")
_WORD = r"[A-ZÀ-ÞŒ0-9][\w’'\-–/]{0,30}"


def told_names(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """What several bodies founded or work together in, by the words of one sentence."""
    rules = document.lexicon_at(start)
    verbs = rules.lists(NAME, "told.", ("founds", "works_in"))
    for _, verb in verbs.finditer(document.folded, start, end):
        at = _behind_article(document, verb.end(), end, rules)
        match = _name().match(document.text, at, end)
        if match is None or _is_something_else(document, match, rules):
            continue
        begin = subject_start(document, start, verb.start())
        if begin >= verb.start():
            continue
        if len(named_parties(read_parties(document, begin, verb.start()))) >= MIN_PARTIES:
            yield _mention(match, rules)


def apposed_names(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """What a sentence says right behind its name to be a bond of several bodies: "ESA-Stroke, a
    network set up by A and B", "Smiles for Life is a joint programme of A and B"."""
    rules = document.lexicon_at(start)
    cue = rules.pattern(NAME, "told.is_bond").search(document.folded, start, end)
    plain = rules.pattern(NAME, "told.is_plain_bond").search(document.folded, start, end)
    cue = cue or plain
    if cue is None or cue.start() - start > MAX_SUBJECT:
        return
    article = rules.pattern("lexicon", "articles").match(document.folded, start, cue.start())
    begin = article.end() if article is not None else start
    begin += len(document.text[begin : cue.start()]) - len(
        document.text[begin : cue.start()].lstrip(" \n")
    )
    name = " ".join(document.text[begin : cue.start()].split()).strip(" ,")
    bracket = _ACRONYM.search(name)
    name = name[: bracket.start()] if bracket is not None else name
    if len(name) < MIN_SUBJECT or not name[0].isupper() or not _is_proper(name):
        return
    named = document.entities_in(begin, cue.start(), "COUNTRY", "PERSON", "DATE")
    if named or rules.pattern(NAME, "told.never").search(fold(name)) or "," in name:
        return
    if _is_clause(name, rules):
        return  # "It falls under Strong Start, a joint effort of ..."
    named_there = len(named_parties(read_parties(document, cue.end(), end))) >= MIN_PARTIES
    if named_there or (plain is not None and plain.start() == cue.start()):
        acronym = bracket["acronym"] if bracket is not None else None
        head = fold(cue[0]).split()[-1]
        yield NameMention(name, begin, begin + len(name), head, "medium", acronym)


def _is_clause(name: str, rules: Lexicon) -> bool:
    """Whether what stands before a cue is more than a name: a verb, or a word no name holds."""
    small = {fold(word) for word in rules.words(NAME, "names.inside")}
    plain = [word for word in name.split()[1:] if word.islower() and fold(word) not in small]
    if rules.get("bodies", "head_last"):
        return bool(plain)
    verbs = rules.pattern("lexicon", "finite_verbs")
    return any(verbs.fullmatch(fold(word)) for word in plain)


@cache
def _name() -> re.Pattern[str]:
    """Capitalised words with small ones between them, and the acronym behind."""
    long = any_of(NAME, "told.long_links", printed=True)
    small = rf"(?:\s(?:[a-zà-ÿœ]{{1,4}}|{long})(?:['’](?=[A-ZÀ-ÞŒ]))?){{1,3}}"
    return re.compile(
        rf"(?P<name>{_WORD}(?:(?:{small})?(?:\s|(?<=['’])){_WORD}){{1,8}}"
        r"(?:\s[a-zà-ÿœ]{4,20}(?=\s?\())?)(?:\s?\((?P<acronym>[A-Z][\w\-]{1,11})\))?"
    )


def title_subject(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """What the page's title names and a sentence says that several bodies set up: "BREATHE-Chad was
    set up in 2016 by A, B and C"."""
    title = document.headings[0] if document.headings else None
    rules = document.lexicon_at(start)
    cue = rules.pattern(NAME, "told.unites").search(document.folded, start, end)
    if title is None or cue is None or start <= title.end or cue.start() - start > MAX_SUBJECT:
        return
    article = rules.pattern("lexicon", "articles").match(document.folded, start, cue.start())
    begin = article.end() if article is not None else start
    while begin < cue.start() and document.text[begin] in " \n":
        begin += 1
    name = " ".join(document.text[begin : cue.start()].split())
    bare = fold(name)
    if len(name) < MIN_SUBJECT or not name[0].isupper() or bare not in fold(title.text):
        return
    if rules.pattern(NAME, "told.never").search(bare) or not _is_proper(name):
        return
    if len(named_parties(read_parties(document, cue.end(), end))) >= MIN_PARTIES:
        head = bare.split()[0]
        yield NameMention(name, begin, begin + len(name), head, "medium")


def _is_proper(name: str) -> bool:
    """Whether a name is more than a noun with a capital: an acronym, or capitals inside."""
    return sum(letter.isupper() for letter in name) > 1


def _mention(match: re.Match[str], rules: Lexicon) -> NameMention:
    name = " ".join(match["name"].split())
    head = head_word(name, rules)
    behind = match.string[match.end() : match.end() + 24]
    kind = _lower_kind(rules.code).match(behind)
    if kind is not None:
        head = fold(kind["kind"])
    return NameMention(name, *match.span("name"), head, "medium", match["acronym"])


@cache
def _lower_kind(code: str) -> re.Pattern[str]:
    """A common noun right behind a name: "the ... (ERAR) hub"."""
    words = lexicon(code).words(NAME, "told.nouns")
    return re.compile(r"\s(?P<kind>" + "|".join(re.escape(w) for w in words) + r")(?!\w)")


def _behind_article(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    while position < end and document.text[position] in ' \n,«“"‘':
        position += 1
    match = rules.pattern("lexicon", "articles").match(document.folded, position, end)
    if match is not None and not document.text[position].isupper():
        position = match.end()
    while position < end and document.text[position] in " \n'’":
        position += 1
    return position


def _is_something_else(document: AnnotatedDocument, match: re.Match[str], rules: Lexicon) -> bool:
    """Whether several bodies founded a house or wrote a paper and bound themselves in nothing."""
    s, e = match.span("name")
    if any(
        rules.pattern(NAME, f"told.{kind}").search(document.folded, s, e)
        for kind in ("never", "houses")
    ):
        return True
    covering = document.entities_in(s, e, "COUNTRY", "PERSON", "LOC")
    return any(entity.end - entity.start >= 0.8 * (e - s) for entity in covering)


@once_a_document
def titled_sections(document: AnnotatedDocument) -> Mapping[int, NameMention]:
    """Sections named after a partnership that their text tells to be one, by heading start."""
    found: dict[int, NameMention] = {}
    headings = [h for h in document.headings if not h.colon][:MAX_SECTIONS]
    for i, heading in enumerate(headings):
        if not 2 <= len(heading.text.split()) <= MAX_TITLE_WORDS:
            continue
        end = headings[i + 1].start if i + 1 < len(headings) else len(document.text)
        if i == 0 and len(headings) > 1:
            end = max(end, headings[1].end)
        if _tells_of_title(document, heading, end):
            rules = document.lexicon_at(heading.start)
            text = " ".join(heading.text.split())
            head = head_word(text, rules)
            found[heading.start] = NameMention(text, heading.start, heading.end, head, "medium")
    return found


def _tells_of_title(document: AnnotatedDocument, heading: Heading, end: int) -> bool:
    """Whether a section says that what it is named after brings bodies together."""
    rules = document.lexicon_at(heading.start)
    title = fold(" ".join(heading.text.split()))
    position = heading.end
    while (at := document.folded.find(title, position, end)) >= 0:
        position = at + len(title)
        verb = rules.pattern(NAME, "told.unites").search(
            document.folded, position, min(end, position + VERB_REACH + 40)
        )
        if verb is not None and verb.start() - position <= VERB_REACH:
            stop = min(end, verb.end() + 400)
            return len(named_parties(read_parties(document, verb.end(), stop))) >= MIN_PARTIES
    return False


def run_in_name(document: AnnotatedDocument, start: int, end: int) -> NameMention | None:
    """The title that a paragraph or item opens with, where it goes on to say that this is a joint
    undertaking: "Breath for All. A joint project of A and B"."""
    match = _RUN_IN.match(document.text, start, min(end, start + MAX_RUN_IN))
    if match is None or not 2 <= len(match["name"].split()) <= MAX_TITLE_WORDS:
        return None
    rules = document.lexicon_at(start)
    cue = rules.pattern(NAME, "told.joint").match(document.folded, match.end(), end)
    if cue is None:
        return None
    if len(named_parties(read_parties(document, cue.end(), end))) < MIN_PARTIES:
        return None
    if _is_sentence(document, start, match, rules):
        return None
    head = head_word(match["name"], rules)
    return NameMention(match["name"], *match.span("name"), head, "medium", run_in=True)


def _is_sentence(
    document: AnnotatedDocument, start: int, match: re.Match[str], rules: Lexicon
) -> bool:
    """Whether what ends in a stop is no title: "It is paid for by A. The agreement between B and C
    ..."; "The district has two hospitals. An alliance of ..."."""
    name = match["name"]
    again = rules.pattern(NAME, "names.again").match(document.folded, start, match.end("name"))
    if again is not None and _is_clause(name, rules):
        return True
    opener = rules.pattern("lexicon", "determiners").match(fold(name))
    if opener is None or document.text[match.end("name")] != ".":
        return False
    behind = name[opener.end() :].lstrip(" '’")
    taken_up = document.folded.find(fold(name), match.end()) >= 0
    return behind[:1].islower() and not taken_up


def title_mentions(
    document: AnnotatedDocument, title: NameMention, start: int, end: int
) -> Iterator[NameMention]:
    """Where a sentence names what the section is named after."""
    at = document.folded.find(title.key, start, end)
    if at >= 0:
        yield NameMention(title.text, at, at + len(title.key), title.head, title.strength)
