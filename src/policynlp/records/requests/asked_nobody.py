"""What speaks against a request beyond the sentence itself: aims, laws, truths, own intentions.

`signals.py` says how a passage speaks, and the classifiers know those signals. They do not know
what is told here: where a passage stands and whose will it tells. Words stand in
`languages/*/records/recommendation.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, once_a_document, once_a_passage
from policynlp.folding import fold
from policynlp.records.parts.moods import read_moods
from policynlp.records.requests.no_request import sounds_only
from policynlp.records.requests.signals import ASKING, TYPE, Reading
from policynlp.sections import section_kinds

# Sections whose items are aims, duties or rules: only an express request asks somebody there.
_CLOSED = frozenset(
    {"objectives", "expected_results", "qualifications", "duties", "how_to_apply", "law"}
)
# Papers in which nobody is addressed: what must be done holds for everybody.
_GENERAL = frozenset({"other", "guidance", "policy_document", "training_announcement"})
# Sections that announce no requests.
_PLAIN = frozenset({None, "background", "reference"})
_STORIES = frozenset({"news", "other", "guidance"})
_EXPRESS = frozenset({"request", "impersonal"})
_ACTS = frozenset({"infinitive", "imperative", "nominal"})
# A text of law has so many numbered articles.
MIN_ARTICLES = 3
# How far its title reaches from the start, in characters.
MAX_TITLE = 200
# Where a document's title stands, and the length of titles, in characters and words.
MAX_HEAD = 1200
MAX_TITLE_WORDS = 14
_WORD = re.compile(r"[\w'-]+")
REPORTED = "records/reported"


@once_a_passage
def against(document: AnnotatedDocument, reading: Reading) -> tuple[str, ...]:
    """Names for `weigh` of what speaks against a request or a step."""
    return tuple(_against(document, reading))


def _against(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    if _names_aim(reading) and (reading.place.kind in _CLOSED or _under_aims(document, reading)):
        yield "block:aims"
    if is_law(document) and reading.place.kind != "recommendations":
        yield "block:statute"
    if _is_general(document, reading):
        yield "block:general"
    if _tells_of_person(document, reading):
        yield "block:person"
    if _intends(document, reading):
        yield "block:intention"
    if _is_notice(document, reading):
        yield "block:notice"
    yield from _tells_only(document, reading)
    yield from sounds_only(document, reading)


def _tells_only(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    """Names of what a sentence tells though it sounds like asking: a forecast, a hope, a question.

    A sentence that also reports a request in so many words asks all the same: `told_requests.py`.
    """
    if reading.passage.kind != "sentence":
        return
    rules = document.lexicon(reading.passage)
    folded = document.folded_text(reading.core)
    if document.document_type.label in _STORIES:
        for name in ("forecast", "hope"):
            if rules.pattern(REPORTED, name).search(folded):
                yield f"block:{name}"
    if rules.pattern(REPORTED, "inquiry").search(folded):
        yield "block:inquiry"
    if rules.pattern(REPORTED, "binds").search(folded):
        yield "block:binds"
    if "obligation" not in reading.moods and rules.pattern(REPORTED, "observes").search(folded):
        yield "block:observed"
    for match in rules.pattern(REPORTED, "guest").finditer(folded):
        at = match.end() + 1
        if rules.pattern(REPORTED, "ceremony").match(folded, at):
            yield "block:guest"
            break
    commands = "infinitive" in reading.moods and not ASKING & reading.moods.keys()
    if commands and rules.pattern(REPORTED, "noun_first").match(folded):
        yield "block:noun_first"


def _names_aim(reading: Reading) -> bool:
    """Whether a passage only names an act ("bring managers together") and asks nobody."""
    moods = reading.moods.keys()
    return bool(_ACTS & moods) and not (ASKING | {"future", "commitment", "agreed"}) & moods


def _under_aims(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether the line above an item announces aims, skills or duties and asks nobody."""
    if reading.passage.kind != "item":
        return False
    parent = reading.passage.parent
    if parent is not None and section_kinds(parent.text) & _CLOSED:
        return True
    if reading.lead is None:
        return False
    rules = document.lexicon(reading.passage)
    lead = fold(reading.lead)
    if rules.pattern(TYPE, "skills").search(lead):
        return True
    if any(cue.mood in ASKING for cue in read_moods(reading.lead, rules)):
        return False
    if rules.pattern("records/action_item", "lead_in").search(lead):
        return False
    return rules.pattern(TYPE, "aims").search(lead) is not None


@once_a_document
def is_law(document: AnnotatedDocument) -> bool:
    """Whether a document is the text of a law, a decree or a strategy, by its title or articles."""
    start = document.loaded.blocks[0].start if document.loaded.blocks else 0
    rules = document.lexicon_at(start)
    first = document.folded[start : start + MAX_TITLE] + "\n" + fold(document.title or "")
    policy = document.document_type.label == "policy_document"
    if policy and rules.pattern(TYPE, "law_title").search(first):
        return True
    about = rules.pattern(TYPE, "about_plans").search(first) is not None
    if policy and not about and rules.pattern(TYPE, "plan_title").search(first):
        return True
    found = 0
    for block in document.loaded.blocks:
        if block.kind in ("header", "footer", "table"):
            continue
        rules = document.lexicon_at(block.start)
        if rules.pattern(TYPE, "article").match(document.folded, block.start, block.end):
            found += 1
    return found >= MIN_ARTICLES


def _is_general(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether what must be holds for any one of a kind: "a society that ... has to count"."""
    subject, passage = reading.subject, reading.passage
    if _advises_anybody(document, reading):
        return True
    if subject is None or subject.passive or reading.place.kind in ("recommendations", "ways"):
        return False
    if document.document_type.label not in _GENERAL or passage.kind != "sentence":
        return False
    if _EXPRESS & reading.moods.keys() or not ASKING & reading.moods.keys():
        return False
    rules = document.lexicon(passage)
    verb = min(cue.start for cue in reading.moods.values() if cue.mood in ASKING)
    words = _WORD.findall(document.folded[subject.start : reading.core.start + verb])
    low = max(passage.start, subject.start - 5)
    before = document.folded[low : subject.start].split()[-1:]
    any_one = {fold(word) for word in rules.words(TYPE, "any_one")}
    relative = {fold(word) for word in rules.words(TYPE, "relative")}
    return bool(any_one & {*before, *words[:1]}) and bool(relative & set(words))


def _advises_anybody(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a fact sheet says how a thing is used: "A net should be hung over the bed"."""
    subject = reading.subject
    if document.document_type.label != "guidance" or reading.place.kind not in _PLAIN:
        return False
    if subject is None or subject.actor or _EXPRESS & reading.moods.keys():
        return False
    rules = document.lexicon(reading.passage)
    low = max(reading.passage.start, subject.start - 5)
    words = document.folded[low : subject.end].split()
    known = {fold(word) for word in rules.words("lexicon", "function_words")}
    any_one = {fold(word) for word in rules.words(TYPE, "any_one")}
    if not words or (words[0] in known and words[0] not in any_one):
        return False  # "it needs to be burnt" speaks of something told before
    return bool(ASKING & reading.moods.keys()) and not document.entities_in(
        reading.passage.start, reading.passage.end, "ORG", "DATE", "COUNTRY"
    )


def _is_notice(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a line only says what the paper or its next part is, who is there, what users may.

    "Present: ...", "Press release", "What an adviser may be for", "Patients may walk in".
    """
    passage = reading.passage
    rules = document.lexicon(passage)
    folded = document.folded_text(passage).strip()
    if rules.pattern(TYPE, "notice").match(folded):
        return True
    asks = ASKING & reading.moods.keys()
    if not asks and rules.pattern(TYPE, "service").match(folded):
        return True
    if folded.endswith((".", ";", "!", ":", ",")):
        return False
    if reading.place.kind is None and _in_title(document, reading):
        return True
    # A line without a final mark that begins like a question is the title of what follows.
    short = len(folded.split()) <= MAX_TITLE_WORDS
    return short and rules.pattern(TYPE, "topic").match(folded) is not None


def _in_title(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a passage is the document's title or a part of it, at its start."""
    if document.title is None or reading.passage.start > MAX_HEAD:
        return False
    title, text = fold(document.title).split(), document.folded_text(reading.core).split()
    return len(text) > 1 and (text == title or text == title[-len(text) :])


def _tells_of_person(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a story says what somebody must or would like: "He must walk nine kilometres"."""
    if reading.place.kind == "recommendations" or reading.passage.kind != "sentence":
        return False
    if document.document_type.label not in _STORIES:
        return False
    rules = document.lexicon(reading.passage)
    return rules.pattern(TYPE, "person").match(document.folded_text(reading.core)) is not None


def _intends(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether somebody only says what he means to do himself."""
    rules = document.lexicon(reading.passage)
    folded = document.folded_text(reading.passage)
    if rules.pattern(TYPE, "intention").search(folded) is None:
        return False
    bare = rules.pattern(TYPE, "intention").sub(" ", reading.core.text.lower())
    return not any(cue.mood in ASKING for cue in read_moods(bare, rules))
