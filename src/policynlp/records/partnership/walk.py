"""The partnerships that headings and sentences name, with what the sentences after them say.

A partnership is in focus from the sentence that names it, or the heading of its own section, to the
end of that section: what "it", "the alliance" or a bare "X and Y share the bill" says is about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.records.partnership.agreements import agreement_at, read_agreement
from policynlp.records.partnership.bonds import read_bond
from policynlp.records.partnership.consortia import read_consortium
from policynlp.records.partnership.deeds import own_deed
from policynlp.records.partnership.entries import (
    REMEMBERED,
    Alliance,
    agreed_entry,
    entry_of,
    forget,
    is_known_body,
    take_agreement,
    take_creator,
)
from policynlp.records.partnership.facts import add_facts
from policynlp.records.partnership.following import (
    SUBJECT_REACH,
    carries_on,
    goes_on,
    is_free,
    is_same,
    named_later,
    opens_with,
    outdoes,
    points_back,
    refers_back,
    taken_up,
)
from policynlp.records.partnership.headings import by_heading, plain_title, whole_title
from policynlp.records.partnership.heard import hear_agreement, take_heard
from policynlp.records.partnership.kinds import introduced_names
from policynlp.records.partnership.money import read_clause_payers, read_funders
from policynlp.records.partnership.names import (
    NAME,
    NameMention,
    back_references,
    described_names,
    find_names,
)
from policynlp.records.partnership.own_names import take_own_name, with_own_name
from policynlp.records.partnership.pairs import read_pair
from policynlp.records.partnership.run_by import headed_or_run
from policynlp.records.partnership.signatories import read_behalf
from policynlp.records.partnership.ties import read_tie
from policynlp.records.partnership.told import (
    apposed_names,
    run_in_name,
    title_mentions,
    title_subject,
    titled_sections,
    told_names,
)
from policynlp.records.partnership.undertakings import read_undertaking, take_parties
from policynlp.sentences import split_sentences

VERB_REACH = 60
# What is read of a sentence, in characters, and how many names of it.
MAX_SENTENCE = 2500
MAX_NAMES = 8


def walk(document: AnnotatedDocument) -> list[Alliance]:
    """All partnerships that sentences and headings name, with what sentences say of them."""
    alliances: list[Alliance] = []
    titled = _titled_by_headings(document, alliances)
    deed = own_deed(document, alliances, titled)
    focus = Focus()
    section: Heading | None = None
    for passage, start, end in _units(document):
        if deed is not None and start < deed.mention.end:
            if not deed.sources and start >= deed.mention.start:
                deed.note(passage)
            continue  # its head
        if passage.heading is not section:
            section = passage.heading
            own = (
                deed
                or _named_above(document, passage, titled)
                or taken_up(document, section, focus.last)
            )
            focus = Focus(own, own_section=own is not None, last=focus.last)
        target, mention = _about(document, alliances, passage, start, end, focus)
        above = _opens_block(focus, passage) or _named_above(document, passage, titled)
        if mention is not None and mention[0] == start and target is not None:
            opening = agreement_at(document, start, end)
            if opening is not None and not target.facts.partners:
                target.facts.partners = opening[1]
        read = read_agreement(document, start, end) or read_bond(document, start, end)
        read = read or read_pair(document, start, end) or read_tie(document, start, end)
        if target is None and above is None:
            read = read or read_consortium(document, start, end)
        agreement = hear_agreement(document, passage, read, start, end)
        if agreement is not None:
            agreement = with_own_name(document, agreement, start, end)
        if (
            target is not None
            and agreement is not None
            and not (agreement is not read and opens_with(target, mention, start))
            and outdoes(document, agreement, target, mention)
        ):
            # "The Global Fund and Mali signed a grant agreement" is about the agreement.
            if not target.sources:
                forget(alliances, target)
            target = mention = None
        if target is None or (mention is not None and target.mention.start == mention[0]):
            if target is None and agreement is not None and above is None:
                rules = document.lexicon_at(start)
                target = agreed_entry(alliances, by_heading(document, passage, agreement), rules)
                target.note(passage)
                if agreement.aside:
                    focus = Focus(target, last=target)
                    continue
            elif target is None and above is not None:
                target = above
                if agreement is not None:
                    take_agreement(target.facts, agreement)
                    target.note(passage)
            elif target is not None and agreement is not None and is_same(agreement, target):
                take_agreement(target.facts, agreement)
                target.agreed = target.agreed or agreement.works
                target.note(passage)
        if target is None and _says_who_signed(document, focus, start, end):
            target = focus.alliance
        if target is None:
            focus.age += not refers_back(document, start, end)
            continue
        if mention is not None and not target.mention.text:
            target.mention = named_later(document, target.mention, mention)
        take_own_name(document, target, start, end)
        take_creator(document, alliances, target, start, mention)
        s = _about_from(document, start, mention, end)
        head = document.lexicon_at(start).pattern(NAME, "consortia.noun")
        bond = target.agreed and bool(target.mention.text) and not head.match(target.mention.head)
        said = add_facts(document, target.facts, s, end, mention, target.mention, agreed=bond)
        said = take_parties(document, passage, target, start, end) or said
        if take_heard(document, passage, target.facts, target.mention.key, start, end) or said:
            target.note(passage)
        focus = Focus(
            target, own_section=target is above, last=target if target.agreed else focus.last
        )
    return alliances


def _opens_block(focus: Focus, passage: Passage) -> Alliance | None:
    """The partnership in focus where its name opens this paragraph or item as a title."""
    alliance = focus.alliance
    if alliance is None or not alliance.mention.run_in:
        return None
    inside = passage.block.start <= alliance.mention.start < passage.start + 1
    return alliance if inside and alliance.mention.start < passage.block.end else None


def _says_who_signed(document: AnnotatedDocument, focus: Focus, start: int, end: int) -> bool:
    """Whether a sentence right behind an agreement names those in whose name it was signed."""
    if focus.alliance is None or not focus.alliance.agreed or focus.age > 0:
        return False
    signs = document.lexicon_at(start).pattern(NAME, "signing.signs")
    found = signs.search(document.folded, start, end) is not None
    return found and bool(read_behalf(document, start, end))


def _titled_by_headings(
    document: AnnotatedDocument, alliances: list[Alliance]
) -> dict[int, Alliance]:
    """The partnerships that headings name, by where those begin."""
    titled: dict[int, Alliance] = {}
    told = titled_sections(document)
    for heading in document.headings:
        agreed = agreement_at(document, heading.start, heading.end, whole=True)
        if heading.start in told:
            titled[heading.start] = entry_of(document, alliances, told[heading.start])
        elif agreed is not None:
            alliance = entry_of(document, alliances, agreed[0])
            alliance.facts.partners = agreed[1]
            titled[heading.start] = alliance
        elif plain_title(document, heading):
            for named in find_names(document, heading.start, heading.end):
                titled[heading.start] = entry_of(
                    document, alliances, whole_title(document, heading, named)
                )
    return titled


@dataclass
class Focus:
    """The partnership that the text is about.

    Attributes:
        age: how many sentences ago it was told of.
        last: the agreement told of last, also in an earlier section.
        own_section: the nearest heading names it.
    """

    alliance: Alliance | None = None
    age: int = 0
    own_section: bool = False
    last: Alliance | None = None


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
    passage: Passage,
    start: int,
    end: int,
    focus: Focus,
) -> tuple[Alliance | None, tuple[int, int] | None]:
    """The partnership that a sentence is about and where it names it."""
    rules = document.lexicon_at(start)
    folded = document.folded
    mentions = _mentions(document, passage, start, end)[:MAX_NAMES]
    if focus.alliance is not None and focus.age == 0:
        # "Its costs, which the Global Fund bore", "It follows the Old Fund": no new subjects.
        again = rules.pattern(NAME, "names.again").match(folded, start, end)
        before = rules.pattern(NAME, "names.predecessor").search(folded, start, end)
        # "The Lake Aid Programme meets the costs": who pays is no new subject either.
        payers = read_funders(document, start, end, None, [], rules) if mentions else []
        mentions = [
            m
            for m in mentions
            if not (again and (m.strength == "weak" or is_known_body(document, m)))
            and not (again and _pays(document, start, m))
            and not (m.strength == "weak" and any(m.text in payer for payer in payers))
            and not (before and before.start() - start <= SUBJECT_REACH and before.end() <= m.start)
        ]
    back = points_back(document, alliances, start, end, focus.alliance)
    if back is not None:
        mentions = [m for m in mentions if m.start <= back[1][0]]
        if not mentions:
            return back
    if mentions:
        entries = [entry_of(document, alliances, m) for m in mentions]
        best = _telling(document, mentions, end)
        return entries[best], (mentions[best].start, mentions[best].end)
    ours = rules.pattern(NAME, "names.ours").match(folded, start, end)
    if ours is not None and alliances:
        return alliances[0], ours.span()
    last = focus.alliance
    generic = rules.pattern(NAME, "names.generic").search(folded, start, end)
    near = (
        generic is not None
        and generic.start() - start <= SUBJECT_REACH
        and is_free(document, generic.span())
    )
    if focus.own_section and last is not None and generic is not None and near:
        return last, generic.span()
    told = [a for a in alliances[-REMEMBERED:] if a.mention.start < start]
    for alliance in [*([last] if last else []), *reversed(told)]:
        name = alliance.mention.key
        # Two plain words may stand for anything, two with capitals are a name.
        least = 1 if alliance.mention.text.istitle() else 2
        if len(name.split()) > least and (at := folded.find(name, start, end)) >= 0:
            return alliance, (at, at + len(name))
        acronym = alliance.mention.acronym
        if acronym and (at := document.text.find(acronym, start, end)) >= 0:
            return alliance, (at, at + len(acronym))
        match = back_references(alliance.mention.head, rules).search(folded, start, end)
        if match is not None and is_free(document, match.span()):
            return alliance, match.span()
    if last is None:
        return None, None
    if generic is not None and near:
        return last, generic.span()
    if focus.age > 0:
        return None, None
    if last is not None and goes_on(document, last, start):
        return last, None
    if last is not None and last.agreed and carries_on(document, start, end):
        return last, None
    if read_clause_payers(document, start, end, rules):
        return last, None
    for key in ("names.again", "facts.gives_money", "parties.members", "names.grows"):
        pattern = rules.pattern(NAME, key)
        if pattern.match(folded, start, end) or (
            key != "names.again" and pattern.search(folded, start, end)
        ):
            return last, None
    return None, None


def _pays(document: AnnotatedDocument, start: int, mention: NameMention) -> bool:
    """Whether a name stands behind a word that tells who pays: "paid by Norway and the X Fund"."""
    cues = document.lexicon_at(start).pattern(NAME, "facts.funders")
    return cues.search(document.folded, start, mention.start) is not None


def _mentions(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> list[NameMention]:
    """The names of partnerships in a sentence, by the surest way that finds any."""
    heading = passage.heading
    joint = read_undertaking(document, passage, start, end)
    title = titled_sections(document).get(heading.start) if heading is not None else None
    first = start == passage.start
    opening = agreement_at(document, start, end) if first else None
    titled = run_in_name(document, start, passage.block.end) if first else None
    return (
        ([opening[0]] if opening is not None else [])
        or ([titled] if titled is not None else [])
        or (list(title_mentions(document, title, start, end)) if title is not None else [])
        or list(described_names(document, start, end))
        or list(apposed_names(document, start, end))
        or list(title_subject(document, start, end))
        or headed_or_run(document, start, end)
        or list(told_names(document, start, end))
        or list(introduced_names(document, start, end))
        or ([joint.mention] if joint is not None else [])
    )


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
    if any(e.end == mention[0] - 1 for e in document.entities_in(start, mention[0], "DATE")):
        return start  # "... that in 2018 Healthy Islands was born"
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "names.again").match(folded, start, end):
        return start
    if rules.pattern(NAME, "facts.partners").match(folded, start, end):
        return start  # "Linking A, B and C, the Lake Network was created in 2016"
    for cue in (
        "facts.founding",
        "facts.paying",
        "facts.gives_money",
        "facts.joining",
        "told.works_in",
    ):
        verb = rules.pattern(NAME, cue)
        if verb.search(folded, max(start, mention[0] - VERB_REACH), mention[0]):
            return start
    return mention[0]


def _named_above(
    document: AnnotatedDocument, passage: Passage, titled: dict[int, Alliance]
) -> Alliance | None:
    """The partnership that the nearest such heading names, where that is a section about it."""
    for heading in reversed(passage.path):
        if heading is document.headings[0]:
            return None
        if heading.start in titled:
            return titled[heading.start]
    return None
