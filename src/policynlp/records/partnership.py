"""Partnerships: named alliances and signed agreements, with partners, funders, start and aims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.agreements import Agreement, read_agreement
from policynlp.records.alliance_boxes import read_boxes
from policynlp.records.alliance_facts import Facts, add_facts
from policynlp.records.alliance_kinds import introduced_names
from policynlp.records.alliance_names import (
    NAME,
    NameMention,
    back_references,
    described_names,
    find_names,
    same_name,
)
from policynlp.records.forms import distinct
from policynlp.records.knowledge import knowledge_rows
from policynlp.records.partnership_forms import read_sections, read_tables
from policynlp.records.provenance import common
from policynlp.schema import Partnership, Record
from policynlp.sentences import split_sentences

# How far into a sentence a name may stand for the words before it to be about it.
SUBJECT_REACH = 45
VERB_REACH = 60
MAX_SOURCES = 6
# What is read of a sentence, in characters, and how many names of it.
MAX_SENTENCE = 2500
MAX_NAMES = 8
# How many of the partnerships told before a sentence can take up.
REMEMBERED = 40
MAX_TITLE_WORDS = 9
# How many passages after an agreement its name may stand.
NEXT_PASSAGES = 2
# How far behind its noun an agreement's own name may begin, in characters.
NAME_GAP = 4


@dataclass
class Alliance:
    """A partnership as far as the text has told of it.

    Attributes:
        agreed: it is an agreement that was signed.
        known_body: its name is that of a body in the knowledge files.
    """

    mention: NameMention
    facts: Facts = field(default_factory=Facts)
    sources: list[Passage] = field(default_factory=list)
    agreed: bool = False
    known_body: bool = False

    def note(self, passage: Passage) -> None:
        """Keep a passage as one that facts were read from."""
        if all(p.start != passage.start for p in self.sources):
            self.sources.append(passage)


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """Partnerships whose partners, funders, start or aims the text gives, in reading order."""
    alliances = _walk(document)
    alliances = _joined(alliances)
    read_sections(document, alliances)
    boxes = read_boxes(document)
    found = [a for a in alliances if _accepted(a) and not _in_box(a, boxes)]
    records: list[Partnership] = [_fill(document, alliance) for alliance in found]
    records += [*boxes, *read_tables(document)]
    yield from sorted(records, key=lambda r: r.provenance[0].start)


def _walk(document: AnnotatedDocument) -> list[Alliance]:
    """All partnerships that sentences and headings name, with what sentences say of them."""
    alliances: list[Alliance] = []
    titled: dict[int, Alliance] = {}
    for heading in document.headings:
        if _plain_title(document, heading):
            for named in find_names(document, heading.start, heading.end):
                titled[heading.start] = _entry(
                    document, alliances, _whole_title(document, heading, named)
                )
    focus: Alliance | None = None
    section: Heading | None = None
    for passage, start, end in _units(document):
        if passage.heading is not section:
            section = passage.heading
            focus = None
        target, mention = _about(document, alliances, start, end, focus)
        if target is None:
            agreement = read_agreement(document, start, end)
            above = _named_above(document, passage, titled)
            if agreement is not None and above is None:
                target = _agreed(alliances, _titled(document, passage, agreement))
                target.note(passage)
            elif above is not None:
                target = above
                if agreement is not None:
                    _take(target.facts, agreement)
                    target.note(passage)
        elif (
            mention is not None and target.mention.start == mention[0] and not target.facts.partners
        ):
            agreement = read_agreement(document, start, end)
            if agreement is not None and agreement.start <= mention[0] <= agreement.end + NAME_GAP:
                _take(target.facts, agreement)
                target.note(passage)
        if target is not None:
            s = _about_from(document, start, mention, end)
            if add_facts(document, target.facts, s, end, mention, target.mention):
                target.note(passage)
        focus = target
    return alliances


def _units(document: AnnotatedDocument) -> Iterator[tuple[Passage, int, int]]:
    """Sentences, those of list items too."""
    for passage in document.of_kind("sentence", "item"):
        if passage.kind == "sentence":
            yield passage, passage.start, min(passage.end, passage.start + MAX_SENTENCE)
            continue
        for s, e in split_sentences(passage.text, document.lexicon(passage)):
            yield passage, passage.start + s, passage.start + min(e, s + MAX_SENTENCE)


def _about(
    document: AnnotatedDocument,
    alliances: list[Alliance],
    start: int,
    end: int,
    focus: Alliance | None,
) -> tuple[Alliance | None, tuple[int, int] | None]:
    """The partnership that a sentence is about and where it names it."""
    rules = document.lexicon_at(start)
    mentions = (
        list(described_names(document, start, end))
        or find_names(document, start, end)
        or list(introduced_names(document, start, end))
    )
    mentions = mentions[:MAX_NAMES]
    if mentions:
        entries = [_entry(document, alliances, m) for m in mentions]
        best = _telling(document, mentions, end)
        return entries[best], (mentions[best].start, mentions[best].end)
    for alliance in [*([focus] if focus else []), *reversed(alliances[-REMEMBERED:])]:
        acronym = alliance.mention.acronym
        if acronym and (at := document.text.find(acronym, start, end)) >= 0:
            return alliance, (at, at + len(acronym))
        match = back_references(alliance.mention.head, rules).search(document.folded, start, end)
        if match is not None:
            return alliance, match.span()
    if focus is None:
        return None, None
    if rules.pattern(NAME, "names.again").match(document.folded, start, end):
        return focus, None
    if rules.pattern(NAME, "facts.gives_money").search(document.folded, start, end):
        return focus, None
    return None, None


def _telling(document: AnnotatedDocument, mentions: list[NameMention], end: int) -> int:
    """Which of several names the sentence tells facts of: the last one before the first cue."""
    rules = document.lexicon_at(mentions[0].start)
    cues = [
        match.start()
        for name in ("partners", "funders", "aims")
        for match in rules.pattern(NAME, f"facts.{name}").finditer(
            document.folded, mentions[0].end, end
        )
    ]
    first = min(cues, default=end)
    return max(i for i, m in enumerate(mentions) if i == 0 or m.end <= first)


def _about_from(
    document: AnnotatedDocument, start: int, mention: tuple[int, int] | None, end: int
) -> int:
    """From where a sentence is about the partnership it names: its start, or the name."""
    if mention is None or mention[0] - start <= SUBJECT_REACH:
        return start
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "names.again").match(folded, start, end):
        return start
    for cue in ("founding", "paying"):
        verb = rules.pattern(NAME, f"facts.{cue}")
        if verb.search(folded, max(start, mention[0] - VERB_REACH), mention[0]):
            return start
    return mention[0]


def _entry(
    document: AnnotatedDocument, alliances: list[Alliance], mention: NameMention
) -> Alliance:
    for alliance in alliances[-REMEMBERED:]:
        if same_name(alliance.mention, mention):
            if alliance.mention.text.isupper():
                alliance.mention = mention
            return alliance
    known = any(
        entity.canonical_id in _known_bodies()
        for entity in document.entities_in(mention.start, mention.end, "ORG")
        if entity.end - entity.start >= 0.9 * len(mention.text)
    )
    alliances.append(Alliance(mention, known_body=known))
    return alliances[-1]


@cache
def _known_bodies() -> frozenset[str]:
    """Ids of the bodies in the knowledge files."""
    return frozenset(row["id"] for row in knowledge_rows("organizations"))


def _agreed(alliances: list[Alliance], agreement: Agreement) -> Alliance:
    """The entry of a signed agreement: a new one, or the one told before of the same parties."""
    parties = {fold(p) for p in agreement.parties}
    for alliance in alliances[-REMEMBERED:]:
        known = {fold(p) for p in alliance.facts.partners}
        if alliance.agreed and (len(parties & known) >= 2):
            _take(alliance.facts, agreement)
            return alliance
    mention = NameMention(agreement.name, agreement.start, agreement.end, agreement.head, "strong")
    alliance = Alliance(mention, agreed=True)
    _take(alliance.facts, agreement)
    alliances.append(alliance)
    return alliance


def _joined(alliances: list[Alliance]) -> list[Alliance]:
    """Alliances without the agreements that one named right after them is: "signed a new agreement.
    Under the Pacific Link ..."."""
    kept: list[Alliance] = []
    for alliance in alliances:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.agreed
            and not alliance.agreed
            and not alliance.facts.partners
            and alliance.facts.kinds()
            and last.sources
            and alliance.sources
            and 0 <= alliance.sources[0].index - last.sources[-1].index <= NEXT_PASSAGES
        ):
            alliance.facts.partners = last.facts.partners
            alliance.facts.start_year = alliance.facts.start_year or last.facts.start_year
            alliance.facts.objectives = alliance.facts.objectives or last.facts.objectives
            for source in last.sources:
                alliance.note(source)
            kept.pop()
        kept.append(alliance)
    return kept


def _take(facts: Facts, agreement: Agreement) -> None:
    facts.partners = distinct([*facts.partners, *agreement.parties])
    facts.start_year = facts.start_year or agreement.start_year
    if not facts.objectives and agreement.objectives:
        facts.objectives, facts.sure_aims = agreement.objectives, False


def _named_above(
    document: AnnotatedDocument, passage: Passage, titled: dict[int, Alliance]
) -> Alliance | None:
    """The partnership that the nearest heading names, where that is a section about it."""
    heading = passage.heading
    if heading is None or heading is document.headings[0]:
        return None
    return titled.get(heading.start)


def _titled(document: AnnotatedDocument, passage: Passage, agreement: Agreement) -> Agreement:
    """An agreement by the heading above it, where that says what it is on."""
    heading = passage.heading
    if heading is None or len(heading.text.split()) > MAX_TITLE_WORDS:
        return agreement
    rules = document.lexicon(passage)
    noun = rules.pattern(NAME, "agreement.noun").match(fold(heading.text))
    words = len(agreement.name.split())
    if noun is None or len(heading.text[noun.end() :].split()) < 2 or words >= MAX_TITLE_WORDS:
        return agreement
    return replace(agreement, name=" ".join(heading.text.split()))


def _plain_title(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether capitals in a heading mean names: not every longer word has one, or all letters."""
    text = document.text[heading.start : heading.end]
    if text.isupper():
        return True
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    lower = sum(word[0].islower() for word in words)
    return lower > 0 or len(words) <= 5


def _whole_title(
    document: AnnotatedDocument, heading: Heading, mention: NameMention
) -> NameMention:
    """The name as a whole title gives it, where the text repeats that title word for word."""
    text = document.text[heading.start : heading.end].strip()
    if mention.start != heading.start or ":" in text or len(text.split()) > MAX_TITLE_WORDS:
        return mention
    if document.folded.count(fold(text)) < 2:
        return mention
    return replace(mention, text=" ".join(text.split()), end=heading.start + len(text))


def _accepted(alliance: Alliance) -> bool:
    """Whether what is known makes a partnership: the vaguer the name, the more it takes."""
    facts = alliance.facts
    if not alliance.sources:
        return False
    if alliance.agreed:
        return len(facts.partners) >= 2
    several = len(facts.partners) >= 2
    others = sum(map(bool, (facts.funders, facts.start_year, facts.countries, facts.objectives)))
    if alliance.known_body or alliance.mention.strength == "weak":
        return several and others >= 2
    if alliance.mention.strength == "medium":
        return (several and others >= 1) or (bool(facts.partners) and others >= 2) or others >= 3
    return several or others >= 1


def _in_box(alliance: Alliance, boxes: list[Partnership]) -> bool:
    """Whether a box of labelled lines tells of the same partnership."""
    partners = {fold(p) for p in alliance.facts.partners}
    return any(
        fold(box.name or "") == alliance.mention.key
        or len(partners & {fold(p) for p in box.partners}) >= 2
        for box in boxes
    )


def _fill(document: AnnotatedDocument, alliance: Alliance) -> Partnership:
    facts = alliance.facts
    sources = sorted(alliance.sources, key=lambda p: p.start)[:MAX_SOURCES]
    return Partnership(
        **common(document, "partnership", sources, 0.4 + 0.11 * facts.kinds()),
        name=alliance.mention.text,
        partners=facts.partners,
        funders=facts.funders,
        start_year=facts.start_year,
        country_count=facts.countries,
        objectives=facts.objectives,
    )
