"""The date of issue: a label says it, or it stands where documents carry their date. Nothing is
guessed: a document that states none has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.entities.dates import DateReader
from policynlp.entities.mentions import Mention, make_segment
from policynlp.entities.periods import to_iso
from policynlp.folding import fold, fold_pattern
from policynlp.languages import all_words
from policynlp.metadata.phrases import MAX_TITLE, TOP_BLOCKS, WORD, pattern, small_words
from policynlp.schema import Block

_END_BLOCKS = 10
# The rank of what only hints at the date of issue.
_HINT = 1
# Datelines and dates of acts stand in the first of so many blocks.
_DATELINES = 8
# Characters of the ISO form of a year and of a month.
_YEAR, _MONTH = 4, 7
# Blocks on either side of a line that belong to the same head of a form.
_BESIDE = 4


# "16 January 2024 | Maputo – At the request of ...", "12 May 2020, Dakar (OMS) - ..."
_PLACE_BEHIND = re.compile(
    r"\s{0,2}[|,·•/–—-]{0,2}\s{0,2}[A-ZÀ-Þ][\w'’.-]{1,30}(?:[ ,]{1,2}[A-ZÀ-Þ(][\w'’.)-]{1,30}){0,3}"
    r"\s{0,2}(?:--|[–—:|]|-\s)"
)


@cache
def _place() -> re.Pattern[str]:
    """ "Moroni, le " right before a date that ends a line."""
    words = "|".join(map(fold_pattern, all_words("lexicon", "metadata.before_dates")))
    name = r"[^\W\d_a-z][\w'’-]{1,30}"
    return re.compile(rf"(?:^|[.\s(]){name}(?:[ -]{name}){{0,3}},? (?:(?:{words}) )?$")


def find_published(loaded: LoadedDocument, mentions: Sequence[Mention]) -> str | None:
    """The ISO date on which the document was issued or handed in, or None.

    Looked for in this order: a labelled field or a phrase that says it, a date line or dateline at
    the top, the signature at the end, when it was last changed, for web pages the date in the
    page's own metadata.
    """
    dates = [m for m in mentions if m.label == "DATE" and m.date is not None and m.date.complete]
    by_block = list(_by_block(loaded, dates))
    labelled, rank = _by_label(loaded, by_block)
    if rank > _HINT:
        return labelled
    stated = loaded.published if loaded.media_type == "text/html" else None
    return (
        _at_top(loaded, by_block)
        or _at_end(loaded, by_block)
        or _signed_inside(loaded, by_block)
        or stated
        or labelled
        or _in_running_lines(loaded)
    )


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


def _by_label(loaded: LoadedDocument, dated: _Dated) -> tuple[str | None, int]:
    """A date behind "Date:", "Publié le", "Submitted on ...", the nearest to the top first, and how
    surely it is that of the issue: its rank."""
    best: tuple[int, int, str] | None = None
    for index, block, dates in dated:
        for mention in dates:
            iso = _single(mention)
            if iso is None and mention.start - block.start <= _LABEL_ALONE:
                iso = _single(mention, bare_year=True)  # "Published 2021 by ..."
            if iso is None:
                continue
            rank = _label_rank(loaded, block, mention, index)
            if len(iso) == _YEAR and rank <= 2:
                continue
            if rank and (best is None or (rank, -index) > (best[0], -best[1])):
                best = rank, index, iso
    return (best[2], best[0]) if best is not None else (None, 0)


def _label_rank(loaded: LoadedDocument, block: Block, mention: Mention, index: int) -> int:
    """How surely what stands before a date says that it is the date of issue.

    4 for a label of publication, 3 for one of issue or a phrase near the top that tells it, 2 for a
    bare "date" near the top, 1 for a label of the last change and for phrases further on, else 0.
    """
    before, label = fold(loaded.text[max(block.start, mention.start - 160) : mention.start]), ""
    if block.kind == "table":
        # The label is the cell before, or above in the header row.
        label, tab, inside = before.rsplit("\n", 1)[-1].rpartition("\t")
        if tab and inside.strip(" :") and "." not in inside and not _dates(_trailing(label)):
            return 0  # "Agreement | signed on 4 May 2006"
        before = f"{label} : {inside}" if tab else inside
    line = before.rstrip(" :-|\u2013")
    # "Accounts closed on 31 December 2019, published in March 2020"
    own = line.rpartition(",")[2].strip()
    told = own != "date" and pattern("published_labels").fullmatch(own) is not None
    if pattern("not_published_labels").search(before) and not told:
        return 0
    words = _trailing(line)
    if len(_text(loaded, block)) < _MAX_LINE:
        words = words.rsplit(",", 1)[-1].strip()  # "Report No. 2021-04, issued August 3, 2021"
    match = pattern("published_labels").fullmatch(words)
    if match is None and before.rstrip(" ").endswith(":"):
        # "Memo No. NIPSOM/Trg/2019/037   Date: 14 January 2019"
        own = _behind_number(words)
        match = pattern("published_labels").fullmatch(own)
        words = own if match is not None else words
    if match is None:
        spoken = line.split()
        for size in range(max(2, len(spoken) - _MAX_BEFORE_LABEL), 5):
            last = " ".join(spoken[-size:]).strip("(|,.;: ")
            if last != "date" and (match := pattern("published_labels").fullmatch(last)):
                break
    if match is not None:
        if words.strip("(|,.;: ") == "date":
            held = _beside_gathering(loaded, block)
            return 2 if index < 2 * TOP_BLOCKS and not held else 0
        # In running text a verb must have the document as its subject: only lines count.
        bare = len(line) < 60 and len(_text(loaded, block)) < _MAX_LINE
        bare = bare or (block.kind == "table" and "\t" not in label)  # a form at the end
        if not (index < 2 * TOP_BLOCKS or bare):
            return 0
        return 4 if pattern("public_labels").fullmatch(match[0]) else 3
    short = block.kind == "table" or len(_text(loaded, block)) < _MAX_LINE
    if pattern("updated_labels").fullmatch(words) and short:
        return _HINT
    if pattern("handed_over").match(before) and len(_text(loaded, block)) < 400:
        return 3
    for found in pattern("published_phrases").finditer(before):
        if pattern("not_yet").search(before[: found.start()].rsplit(".", 1)[-1]):
            continue  # "before the framework paper is submitted in December"
        if len(before) - found.end() < 60 and "." not in before[found.end() :].strip(". "):
            if index < (TOP_BLOCKS if len(_text(loaded, block)) < _MAX_LINE else _UNDER_TITLE):
                return 3
            return _HINT if index < TOP_BLOCKS or len(_text(loaded, block)) < 700 else 0
    return 0


def _dates(label: str) -> bool:
    """Whether a label says that a date of issue or of the last change follows."""
    keys = ("published_labels", "updated_labels")
    return any(pattern(key).fullmatch(label) for key in keys)


def _beside_gathering(loaded: LoadedDocument, block: Block) -> bool:
    """Whether lines near a "Date:" say where a meeting was held and who attended: it is its day."""
    place = loaded.blocks.index(block)
    around = loaded.blocks[max(0, place - _BESIDE) : place + _BESIDE + 1]
    return any(
        pattern("gathering_labels").match(fold(line).strip(" -•*"))
        for near in around
        for line in _text(loaded, near)[:_FAR].splitlines()
    )


def _text(loaded: LoadedDocument, block: Block) -> str:
    """The text of a block."""
    return loaded.text[block.start : block.end]


def _behind_number(words: str) -> str:
    """What stands behind the last number of a line, as labels stand behind a reference."""
    parts = words.split()
    numbers = [i for i, part in enumerate(parts) if any(map(str.isdigit, part))]
    return " ".join(parts[numbers[-1] + 1 :]) if numbers else words


def _trailing(line: str) -> str:
    """The label that a line before a date consists of."""
    return re.split(r"[.;|)\n·•]|\s[-–—]\s", line)[-1].strip(" :-(")


# A line, not a paragraph, has at most so many characters.
_MAX_LINE = 140
# A label behind more words than these ends a sentence about something else.
_MAX_BEFORE_LABEL = 4
# Characters of a label that begins its line.
_LABEL_ALONE = 30
# An imprint stands among the first blocks and has so many telling words before its date at most.
_UNDER_TITLE = 4
_MAX_IMPRINT_WORDS = 14
_BEFORE_IMPRINT = frozenset(",;.(|*_-–—·•")
# A date deeper inside a paragraph than this is no dateline.
_FAR = 1_000


def _at_top(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """The date near the top; of a month or year and a day in it ("March 2013", "Circular No. 4 of
    2013" above "Moroni, 15 March 2013 -") the day."""
    found = list(_dates_at_top(loaded, dated))
    if not found:
        return None
    within = [iso for iso in found if iso.startswith(found[0])]
    return max(within, key=len)


def _dates_at_top(loaded: LoadedDocument, dated: _Dated) -> Iterator[str]:
    """A date line ("Moroni, le 12 mars 2015"), a dateline or a law's own date near the top."""
    for index, block, dates in dated[:TOP_BLOCKS]:
        if block.kind in ("table", "caption"):
            continue
        text = _text(loaded, block)
        for mention in dates:
            if mention.start - block.start > _FAR:
                break
            iso = _single(mention)
            before = fold(loaded.text[block.start : mention.start])
            behind = fold(loaded.text[mention.end : min(block.end, mention.end + _FAR)])
            titled = index < _UNDER_TITLE and _is_year_of_issue(before, behind)
            if iso is None and (titled or pattern("editions").search(before[-30:])):
                iso = _single(mention, bare_year=True)
                if titled and iso is not None:
                    yield iso
                    continue
            if iso is None or pattern("not_published_labels").search(before):
                continue
            if pattern("number_signs").search(before[-8:]):
                if len(iso) <= _MONTH:
                    continue  # "PV N° 07/2023" is a number and no month
                iso = iso[:_MONTH]  # "Fiche n° 7   Mars 2011"
            opens = not before.strip(" (|") and index < _DATELINES
            if (
                _is_dateline(before, behind, text, block, index)
                or (opens and _PLACE_BEHIND.match(loaded.text, mention.end, block.end))
                or (index < _UNDER_TITLE and _is_imprint(before, behind))
            ):
                yield iso


def _is_bare(loaded: LoadedDocument, block: Block, dates: Sequence[Mention]) -> bool:
    """Whether a block is a date and nothing else."""
    return len(dates) == 1 and not WORD.search(
        loaded.text[block.start : dates[0].start] + loaded.text[dates[0].end : block.end]
    )


def _is_year_of_issue(before: str, behind: str) -> bool:
    """Whether a bare year says when a document was issued: "HEALTH POLICY (2016)", alone on its
    line, behind the issuer, "(Notebooks of the island, 9, 2007)"."""
    rest = behind.strip()
    if not before or before.endswith("("):
        return rest == (")" if before else "")
    if before.startswith("("):
        return rest == ")" and before.endswith(", ")
    issuer = before.split(",")[0].strip()
    return (
        before.endswith(", ")
        and rest[:1] in ("", ".")
        and pattern("issuers").fullmatch(issuer) is not None
    )


def _signed_inside(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """A line of signature behind which annexes follow: "Done at Lusaka, 3 May 2016"."""
    for _, block, dates in dated:
        if block.kind == "table" or len(_text(loaded, block)) > _MAX_LINE:
            continue
        for mention in dates:
            iso = _single(mention)
            before = fold(loaded.text[block.start : mention.start])
            behind = fold(loaded.text[mention.end : block.end])
            placed = _place().search(loaded.text[block.start : mention.start])
            if iso and placed and pattern("signature").match(before) and not WORD.search(behind):
                return iso
    return None


def _in_running_lines(loaded: LoadedDocument) -> str | None:
    """A date of issue or of the last change that heads or feet of pages give behind its label."""
    reader = DateReader()
    running = [b for b in loaded.blocks if b.kind in ("header", "footer")]
    for block in running[:_END_BLOCKS]:
        segment = make_segment(
            loaded.text, loaded.folded, block.start, block.end, block.language, block
        )
        for mention in reader.read(segment):
            iso = _single(mention)
            if iso is not None and _label_rank(loaded, block, mention, 0):
                return iso
    return None


def _is_imprint(before: str, behind: str) -> bool:
    """Whether a date closes a line under the title that names the issuer or the number of an issue.

    "Centre for Health Policy, June 2018. Written by ...", "Newsletter of the League. No. 31, 2017".
    """
    numbered = bool(pattern("editions").search(before[-30:]))
    if pattern("event_words").search(before):
        return False
    if not numbered and WORD.match(behind.split(".")[0].strip(" )*_")):
        return False
    if before.rstrip()[-1:] not in _BEFORE_IMPRINT and not _ends_in_edition(before):
        return False
    lead = [w for w in WORD.findall(before) if w not in small_words()]
    return len(lead) <= (_MAX_IMPRINT_WORDS if numbered else _MAX_IMPRINT_WORDS // 2)


def _ends_in_edition(before: str) -> bool:
    """Whether a date follows the word at once: "édition de juin 2016"."""
    return any(m.end() >= len(before.rstrip()) for m in pattern("editions").finditer(before))


def _is_dateline(before: str, behind: str, text: str, block: Block, index: int) -> bool:
    lead = [w for w in WORD.findall(before) if w not in small_words()]
    rest = WORD.findall(behind)
    if pattern("event_words").search(before) or pattern("event_words").search(behind[:60]):
        return bool(pattern("dated_documents").match(before))
    if len(text) < _MAX_LINE and len(lead) <= 6 and len(rest) <= 8:
        # A line of its own: place, kind of document, date.
        if before.rstrip().endswith(":"):
            return False  # the value of some other label
        if block.kind == "list_item":
            # "News", "Dakar", "May 3, 2021": what a page tells of itself as a list.
            return not before.strip() and not behind.strip() and index <= _UNDER_TITLE
        if not text.rstrip().endswith("."):
            return True
    if len(text) < 300 and not rest and index < _DATELINES and _place().search(text[: len(before)]):
        return True
    # "KIGALI, 27 June 2021 -- The Ministry ..."
    dateline = index < _DATELINES and len(before) < 60 and len(lead) <= 5
    if dateline and re.match(r"\s?[)\]]?\s?(?:\([^)]{1,30}\)\s?)?(?:--?|:|\.\s?-|/)\s", behind):
        return True
    named = index < _DATELINES and pattern("dated_documents").match(before)
    return bool(named) and len(text) < MAX_TITLE


def _at_end(loaded: LoadedDocument, dated: _Dated) -> str | None:
    """A signature ("Fait à Abidjan, le 18 juillet 2019") or a line of place and date at the end.

    Several bare dates there are those of other news that a page lists.
    """
    last = dated[-_END_BLOCKS:]
    listed = sum(_is_bare(loaded, block, dates) for _, block, dates in last) > 1
    for index, block, dates in reversed(last):
        if block.kind == "table" or index < 2:
            continue
        text = _text(loaded, block)
        for mention in dates:
            iso = _single(mention)
            far = mention.start - block.start > _FAR
            if iso is None or (far and WORD.search(loaded.text, mention.end, block.end)):
                continue
            before = fold(loaded.text[block.start : mention.start])
            lead = WORD.findall(before)
            signed = bool(pattern("signature").match(before)) and len(lead) <= 8
            alone = len(text) - (mention.end - mention.start) < 40 and len(lead) <= 4
            alone = alone and not pattern("not_published_labels").search(before)
            behind = fold(loaded.text[mention.end : min(block.end, mention.end + _MAX_LINE)])
            told = any(pattern("event_words").search(part) for part in (before, behind))
            alone = alone and not told and not listed and ":" not in before
            placed = bool(_place().search(text[: len(before)])) and not WORD.search(
                loaded.text, mention.end, block.end
            )
            placed = placed and not pattern("event_words").search(before[-80:])
            if signed or placed or (alone and not text.rstrip().endswith(".")):
                return iso
    return None
