"""Title and date of issue, chosen among what stands at a document's top, in its labels and its end.

Nothing is guessed: a document that states neither has neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.entities.bodies import BodyReader
from policynlp.entities.gazetteer import countries, known_names
from policynlp.entities.mentions import Mention, Segment, make_segment
from policynlp.entities.periods import to_iso
from policynlp.errors import LexiconError
from policynlp.folding import fold
from policynlp.languages import all_words, available, compile_any, lexicon
from policynlp.schema import Block

_TOP_BLOCKS = 14
_END_BLOCKS = 10
_MAX_TITLE = 260
# What a candidate loses for each block above it.
_FALL = 3
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d{2}")
# "Objet : ...", "Course title ........ ..."
_SUBJECT = re.compile(
    r"([^\W\d_][^:.…\n]{1,40}?)\s?(?::|(?:\.{2,80}|…{1,30})\s?:?(?=\s))\s{0,80}(?=\S)"
)
# "Moroni, le " right before a date that ends a line.
_PLACE = re.compile(
    r"(?:^|[.\s(])[^\W\d_a-z][\w'’-]{1,30}(?:[ -][^\W\d_a-z][\w'’-]{1,30}){0,3},?"
    r" (?:le |the |on |ce )?$"
)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """The phrases of a key of `[metadata]`, of all languages."""
    return compile_any(
        all_words("lexicon", f"metadata.{key}"), where=f"lexicon.toml: metadata.{key}"
    )


@cache
def _small_words() -> frozenset[str]:
    words: set[str] = set()
    for code in available():
        for key in ("determiners", "prepositions", "conjunctions"):
            for phrase in lexicon(code).words("lexicon", key):
                words.update(_WORD.findall(fold(phrase)))
    return frozenset(words)


# --- title ---------------------------------------------------------------------------------------


def find_title(loaded: LoadedDocument) -> str | None:
    """The document's own title as printed, or None.

    That is a heading (else a short line) near the top which is no letterhead, no date line, no
    labelled field and no section. Lines that run on into the next are joined. The title in the
    file's properties counts for it where the text has it too; by itself only for web pages.
    """
    top = [block for block in loaded.blocks if block.kind not in ("header", "footer")]
    levels = Counter(block.level for block in top if block.kind == "heading")
    candidates: list[tuple[int, int, str]] = []
    for index, block in enumerate(top[:_TOP_BLOCKS]):
        text = loaded.text[block.start : block.end]
        if block.kind in ("table", "caption"):
            continue
        if _opens_body(block, text):
            break
        subject = _SUBJECT.match(text) if len(text) < _MAX_TITLE else None
        if subject and _pattern("subject_labels").fullmatch(fold(subject[1]).strip()):
            candidates.append((60 - _FALL * index, index, text[subject.end() :].strip()))
            continue
        score = _title_score(loaded, block, text, index, levels)
        if _has_address(loaded, top, index):
            score -= 24
        if score > 0:
            candidates.append((score - _FALL * index, index, text))
    if candidates:
        _, index, text = max(candidates, key=lambda c: (c[0], -c[1]))
        return _joined(loaded, top, index, text)
    if loaded.title and loaded.media_type == "text/html":
        return loaded.title
    return None


def _opens_body(block: Block, text: str) -> bool:
    """Whether the body begins here: a section heading or a paragraph of prose."""
    if block.kind == "heading":
        return bool(_pattern("section_headings").fullmatch(_bare(text)))
    return block.kind == "paragraph" and len(text) > 320


def _has_address(loaded: LoadedDocument, top: Sequence[Block], index: int) -> bool:
    """Whether an address stands under a line, which is then the issuer's name."""
    if index + 1 >= len(top) or index > 4:
        return False
    below = top[index + 1]
    text = fold(loaded.text[below.start : below.end])
    return len(text) < 120 and bool(_pattern("address_words").search(text))


def _bare(text: str) -> str:
    return re.sub(r"^[\s\d.)IVX]{0,8}(?<![A-Za-z])", "", fold(text)).strip(" :.-")


def _title_score(
    loaded: LoadedDocument, block: Block, text: str, index: int, levels: Counter[int | None]
) -> int:
    """How well a block would do as title; 0 or less where it cannot be one."""
    folded = fold(text)
    words = _WORD.findall(folded)
    heading = block.kind == "heading"
    if not 2 <= len(words) <= 45 or len(text) > _MAX_TITLE or block.kind == "list_item":
        return 0
    if text.rstrip().endswith((".", ";", ",", ":")) and not heading:
        return 0
    if not heading and len(text) < 90 and _pattern("address_words").search(folded):
        return 0
    if _is_furniture(folded, words) or " > " in text or (" | " in text and _DIGITS.search(text)):
        return 0
    score = 24
    if heading:
        # The first of many equal headings is a section, a title stands alone at its level.
        alone = levels[block.level] <= 3 or text.isupper()
        score += (26 if alone else 6) - 3 * min(block.level or 1, 4)
    elif text.isupper():
        score += 8
    elif len(text) > 160:
        score -= 12
    if any(pattern.search(folded) for pattern in _document_titles()):
        score += 14
    if _is_issuer(loaded, block):
        score -= 60
    elif _pattern("letterhead").match(folded):
        score -= 20
    label, colon, _ = folded.partition(":")
    if colon and len(label) < 40:
        if _labelled(label):
            return 0
        score -= 3
    if loaded.title and _same(loaded.title, text):
        score += 25
    return score


@cache
def _document_titles() -> tuple[re.Pattern[str], ...]:
    """What titles of known kinds of document look like, in every language."""
    found = []
    for code in available():
        for kind in lexicon(code).table("document_types"):
            try:
                found.append(lexicon(code).pattern("document_types", f"{kind}.title"))
            except LexiconError:
                continue
    return tuple(found)


def _is_issuer(loaded: LoadedDocument, block: Block) -> bool:
    """Whether a line names bodies and countries and nothing else, as letterheads do."""
    segment = make_segment(
        loaded.text, fold(loaded.text), block.start, block.end, block.language, block
    )
    covered: set[int] = set()
    for gazetteer in (known_names(), countries()):
        for _, first, behind in gazetteer.find(segment):
            covered.update(range(first, behind))
    for mention in BodyReader().read(segment):
        if mention.label == "ORG":
            covered.update(
                i for i, start in enumerate(segment.starts) if mention.start <= start < mention.end
            )
    content = [i for i, word in enumerate(segment.words) if word not in _small_words()]
    # An acronym in brackets behind the name belongs to it.
    rest = [i for i in content if i not in covered and not _is_acronym(segment, i)]
    return len(rest) * 5 <= len(content)


def _is_acronym(segment: Segment, word: int) -> bool:
    raw = segment.raw(segment.starts[word], segment.ends[word])
    return len(raw) > 1 and raw.isupper() and segment.gap(word).endswith("(")


def _is_furniture(folded: str, words: Sequence[str]) -> bool:
    """Date lines, press headers, "for immediate release", authors."""
    if _pattern("not_titles").match(folded):
        return True
    content = [w for w in words if w not in _small_words() and w not in _date_words()]
    return not content or (len(content) <= 1 and any(c.isdigit() for c in folded))


@cache
def _date_words() -> frozenset[str]:
    from policynlp.entities.date_words import date_words

    words = date_words()
    return frozenset({*words.months, *words.short_months, *words.weekdays, *words.day_suffixes})


def _labelled(label: str) -> bool:
    for key in ("published_labels", "not_published_labels", "field_labels"):
        if _pattern(key).fullmatch(label.strip()):
            return True
    return False


def _same(one: str, other: str) -> bool:
    a, b = fold(one).strip(), fold(other).strip()
    return a == b or (len(b) > 15 and (a.startswith(b) or b.startswith(a)))


def _joined(loaded: LoadedDocument, top: Sequence[Block], index: int, text: str) -> str:
    """A title that runs over several blocks, put together."""
    parts = [text]
    for block in top[index + 1 : index + 4]:
        following = loaded.text[block.start : block.end]
        last = _WORD.findall(fold(parts[-1]))[-1:]
        runs_on = bool(last) and last[0] in _small_words() and not parts[-1].endswith((".", "!"))
        runs_on = runs_on or parts[-1].rstrip().endswith((",", " -", " –", ":", "'", "’"))
        first = following.lstrip('«"“( ')[:1]
        runs_on = runs_on or (first.islower() and block.kind == top[index].kind)
        if not runs_on or len(following) > 160 or block.kind not in ("heading", "paragraph"):
            break
        if parts[-1].isupper() != following.isupper():
            break
        parts.append(following)
    start = loaded.content_starts.get(top[index].id)
    if start is not None and top[index].kind == "heading":
        parts[0] = loaded.text[start : top[index].end]
    return " ".join(parts).strip()


# --- date of issue -------------------------------------------------------------------------------


def find_published(loaded: LoadedDocument, mentions: Sequence[Mention]) -> str | None:
    """The ISO date on which the document was issued or handed in, or None.

    Looked for in this order: a labelled field or a phrase that says it, a date line or dateline at
    the top, the signature at the end, for web pages the date in the page's own metadata.
    """
    dates = [m for m in mentions if m.label == "DATE" and m.date is not None and m.date.complete]
    by_block = list(_by_block(loaded, dates))
    for finder in (_by_label, _at_top, _at_end):
        found = finder(loaded, by_block)
        if found is not None:
            return found
    if loaded.published and loaded.media_type == "text/html":
        return loaded.published
    return None


def _by_block(
    loaded: LoadedDocument, dates: Sequence[Mention]
) -> Iterator[tuple[int, Block, list[Mention]]]:
    blocks = [block for block in loaded.blocks if block.kind not in ("header", "footer")]
    position = 0
    for index, block in enumerate(blocks):
        here = []
        while position < len(dates) and dates[position].start < block.end:
            if dates[position].start >= block.start:
                here.append(dates[position])
            position += 1
        yield index, block, here


_Dated = Sequence[tuple[int, Block, list[Mention]]]


def _single(mention: Mention, *, bare_year: bool = False) -> str | None:
    """The ISO form of a date of issue: a day or a month (or `bare_year`: a year), no range."""
    value = mention.date
    if value is None or value.end is not None or value.week:
        return None
    return to_iso(value) if bare_year or value.start.month is not None else None


def _by_label(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """A date behind "Date:", "Publié le", "Submitted on ...", the nearest to the top first.

    Labels that name the document's own issue win over the bare word "date".
    """
    best: tuple[int, int, str] | None = None
    for index, block, dates in dated:
        for mention in dates:
            iso = _single(mention)
            if iso is None:
                continue
            rank = _label_rank(loaded, block, mention, index)
            if rank and (best is None or (rank, -index) > (best[0], -best[1])):
                best = rank, index, iso
    return best[2] if best is not None else None


def _label_rank(loaded: LoadedDocument, block: Block, mention: Mention, index: int) -> int:
    """3 for a label or phrase of issue, 2 for a bare "date" near the top, 0 for nothing."""
    before = fold(loaded.text[max(block.start, mention.start - 160) : mention.start])
    if block.kind == "table":
        # The label is the cell before, or above in the header row.
        before = before.rsplit("\n", 1)[-1].replace("\t", " : ")
    line = before.rstrip(" :-|\u2013")
    if _pattern("not_published_labels").search(before):
        return 0
    words = _trailing(line)
    if len(_text(loaded, block)) < _MAX_LINE:
        words = words.rsplit(",", 1)[-1].strip()  # "Report No. 2021-04, issued August 3, 2021"
    match = _pattern("published_labels").fullmatch(words)
    if match is None:
        spoken = line.split()
        for size in range(max(2, len(spoken) - _MAX_BEFORE_LABEL), 5):
            last = " ".join(spoken[-size:]).strip("(|,.;: ")
            if last != "date" and (match := _pattern("published_labels").fullmatch(last)):
                break
    if match is not None:
        if words.strip("(|,.;: ") == "date":
            return 2 if index < 2 * _TOP_BLOCKS else 0
        # In running text a verb must have the document as its subject: only lines count.
        return 3 if index < 2 * _TOP_BLOCKS or len(line) < 60 else 0
    if _pattern("handed_over").match(before) and len(_text(loaded, block)) < 400:
        return 3
    for found in _pattern("published_phrases").finditer(before):
        if len(before) - found.end() < 60 and "." not in before[found.end() :].strip(". "):
            return 3 if index < _TOP_BLOCKS or len(_text(loaded, block)) < 700 else 0
    return 0


def _text(loaded: LoadedDocument, block: Block) -> str:
    """The text of a block."""
    return loaded.text[block.start : block.end]


def _trailing(line: str) -> str:
    """The label that a line before a date consists of."""
    return re.split(r"[.;|\n]|\s[-–—]\s", line)[-1].strip(" :-(")


# A line, not a paragraph, has at most so many characters.
_MAX_LINE = 140
# A label behind more words than these ends a sentence about something else.
_MAX_BEFORE_LABEL = 4
# An imprint stands among the first blocks and has so many telling words before its date at most.
_UNDER_TITLE = 4
_MAX_IMPRINT_WORDS = 14
_BEFORE_IMPRINT = frozenset(",;.(|*_-–—·")
# A date deeper inside a paragraph than this is no dateline.
_FAR = 1_000


def _at_top(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """A date line ("Moroni, le 12 mars 2015"), a dateline or a law's own date near the top."""
    for index, block, dates in dated[:_TOP_BLOCKS]:
        if block.kind in ("table", "caption"):
            continue
        text = _text(loaded, block)
        for mention in dates:
            if mention.start - block.start > _FAR:
                break
            iso = _single(mention)
            before = fold(loaded.text[block.start : mention.start])
            if iso is None and _pattern("editions").search(before[-30:]):
                iso = _single(mention, bare_year=True)
            behind = fold(loaded.text[mention.end : min(block.end, mention.end + _FAR)])
            if iso is None or _pattern("not_published_labels").search(before):
                continue
            if _pattern("number_signs").search(before[-8:]):
                continue  # "PV N° 07/2023" is a number and no month
            if _is_dateline(before, behind, text, block, index):
                return iso
            if index < _UNDER_TITLE and _is_imprint(before, behind):
                return iso
    return None


def _is_imprint(before: str, behind: str) -> bool:
    """Whether a date closes a line under the title that names the issuer or the number of an issue.

    "Centre for Health Policy, June 2018. Written by ...", "Newsletter of the League. No. 31, 2017".
    """
    if _WORD.match(behind.split(".")[0].strip(" )*_")) or _pattern("event_words").search(before):
        return False
    if before.rstrip()[-1:] not in _BEFORE_IMPRINT:
        return False
    lead = [w for w in _WORD.findall(before) if w not in _small_words()]
    numbered = bool(_pattern("editions").search(before[-30:]))
    return len(lead) <= (_MAX_IMPRINT_WORDS if numbered else _MAX_IMPRINT_WORDS // 2)


def _is_dateline(before: str, behind: str, text: str, block: Block, index: int) -> bool:
    lead = [w for w in _WORD.findall(before) if w not in _small_words()]
    rest = _WORD.findall(behind)
    if _pattern("event_words").search(before) or _pattern("event_words").search(behind[:60]):
        return bool(_pattern("dated_documents").match(before))
    if len(text) < _MAX_LINE and len(lead) <= 6 and len(rest) <= 8:
        # A line of its own: place, kind of document, date.
        if before.rstrip().endswith(":"):
            return False  # the value of some other label
        if block.kind != "list_item" and not text.rstrip().endswith("."):
            return True
    if len(text) < 300 and not rest and index < 8 and _PLACE.search(text[: len(before)]):
        return True
    # "KIGALI, 27 June 2021 -- The Ministry ..."
    dateline = index < 8 and len(before) < 60 and len(lead) <= 5
    if dateline and re.match(r"\s?[)\]]?\s?(?:\([^)]{1,30}\)\s?)?(?:--?|:|\.-|/)\s", behind):
        return True
    return bool(_pattern("dated_documents").match(before)) and len(text) < _MAX_TITLE


def _at_end(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """A signature ("Fait à Abidjan, le 18 juillet 2019") or a line of place and date at the end."""
    for index, block, dates in reversed(dated[-_END_BLOCKS:]):
        if block.kind == "table" or index < 2:
            continue
        text = _text(loaded, block)
        for mention in dates:
            iso = _single(mention)
            far = mention.start - block.start > _FAR
            if iso is None or (far and _WORD.search(loaded.text, mention.end, block.end)):
                continue
            before = fold(loaded.text[block.start : mention.start])
            lead = _WORD.findall(before)
            signed = bool(_pattern("signature").match(before)) and len(lead) <= 8
            alone = len(text) - (mention.end - mention.start) < 40 and len(lead) <= 4
            alone = alone and not _pattern("not_published_labels").search(before)
            alone = alone and not _pattern("event_words").search(before) and ":" not in before
            placed = bool(_PLACE.search(text[: len(before)])) and not _WORD.search(
                loaded.text, mention.end, block.end
            )
            placed = placed and not _pattern("event_words").search(before[-80:])
            if signed or placed or (alone and not text.rstrip().endswith(".")):
                return iso
    return None
