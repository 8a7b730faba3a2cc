"""Partnerships told by a box of labelled lines with their name, partners, start, payers and aim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.partnership.facts import count_of, year_of
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.forms import Form, Scope, distinct, entities_of, items_of, read_form
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.weighing.provenance import common
from policynlp.schema import Partnership

LABELS = ("name", "funders", "partners", "start", "countries", "objectives")
# Only so many sections are read as boxes, and a name has at most so many words.
MAX_SECTIONS = 60
MAX_NAME_WORDS = 14
# A box says the name, the partners and so many other things.
LEAST_OTHERS = 1
MAX_TITLE_WORDS = 9
# How far into a page a line that calls it a fact sheet may stand, and how long that may be.
MAX_HEAD, MAX_LINE = 6000, 60
# What a fact sheet must say for the title of its page to be a partnership, and where such stand.
SHEET = ("partners", "funders", "start")
PAGES = ("guidance", "other", "news", "policy_document")


def read_boxes(document: AnnotatedDocument) -> list[Partnership]:
    """One partnership for each section that is a form of one."""
    found = []
    for heading, scope in _sections(document):
        rules = document.lexicon_at(heading.start)
        form = read_form(document, scope, NAME, LABELS)
        if "name" not in form or "partners" not in form:
            continue
        name = form["name"][0].text.strip(" .")
        told = fold(f"{heading.text} {name}")
        kinds = ("names.strong", "names.medium", "names.kinds")
        if not any(rules.pattern(NAME, kind).search(told) for kind in kinds):
            continue
        others = [key for key in ("funders", "start", "countries", "objectives") if key in form]
        # "Agreement: signed on 4 March 2006" gives no name.
        dated = rules.pattern(NAME, "signing.signs").match(fold(name)) is not None
        if dated or len(name.split()) > MAX_NAME_WORDS or len(others) < LEAST_OTHERS:
            continue
        found.append(_fill(document, name, form))
    page = None if found else _read_page(document)
    return [page] if page is not None else found


def _read_page(document: AnnotatedDocument) -> Partnership | None:
    """The partnership that a whole page is about: its title is the name, a fact sheet in it says
    who takes part, who pays and since when."""
    titles = [h for h in document.headings if not h.colon][:2]
    if not titles or document.document_type.label not in PAGES:
        return None
    rules = document.lexicon_at(titles[0].start)
    sheet = rules.pattern(NAME, "names.sheets").fullmatch(fold(titles[0].text).strip(" :–—-"))
    title = " ".join(titles[-1 if sheet is not None else 0].text.split())
    prefix = rules.pattern(NAME, "names.title_head").match(fold(title))
    name = (
        title[prefix.end() :].strip(" :–—-") if prefix is not None else title.split(":")[0].strip()
    )
    if not 2 <= len(name.split()) <= MAX_TITLE_WORDS or not name[0].isupper():
        return None
    if rules.pattern(NAME, "told.never").search(fold(name)):
        return None
    # The text says the name too; a mere title is none, but on a page that is called a fact sheet.
    if sheet is None and document.folded.count(fold(name)) < 2 and not _has_sheet(document):
        return None
    form = read_form(document, Scope(0, len(document.text)), NAME, LABELS[1:])
    if any(not _beside_label(document, form.get(key, ())) for key in SHEET):
        return None
    # The sentences under "What we do" are no aims, its items are.
    told = form.get("objectives", ())
    aims = tuple(v for v in told if v.kind != "sentence" or _beside_label(document, [v]))
    record = _fill(document, name, {**form, "objectives": aims})
    return record if len(record.partners) > 1 and record.funders and record.start_year else None


def _has_sheet(document: AnnotatedDocument) -> bool:
    """Whether a line, as of a heading or the head of a table, calls what follows a fact sheet."""
    sheets = document.lexicon_at(0).pattern(NAME, "names.sheets")
    lines = document.text[:MAX_HEAD].split("\n")
    short = (fold(line).strip(" \t:–—-?|") for line in lines if len(line) <= MAX_LINE)
    return any(sheets.fullmatch(line) is not None for line in short)


def _beside_label(document: AnnotatedDocument, values: Sequence[Passage]) -> bool:
    """Whether a value stands in a row with its label, or behind it on its line."""
    return any(
        (value.parent is not None and value.parent.kind == "row")
        or document.text[value.block.start : value.start].rstrip().endswith(":")
        for value in values
    )


def _fill(document: AnnotatedDocument, name: str, form: Form) -> Partnership:
    start = None
    for entity in entities_of(document, form.get("start", ()), "DATE")[:1]:
        start = year_of(entity.canonical_id)
    sources = [values[0] for values in form.values() if values]
    return Partnership(
        **common(document, "partnership", sources, 0.85),
        name=" ".join(name.split()),
        partners=_bodies(document, form.get("partners", ())),
        funders=_bodies(document, form.get("funders", ())),
        start_year=start,
        country_count=count_of(document, counted) if (counted := form.get("countries")) else None,
        objectives=distinct(p.text.strip() for p in items_of(form.get("objectives", ()))),
    )


def _bodies(document: AnnotatedDocument, values: Sequence[Passage]) -> list[str]:
    return distinct(
        body
        for value in items_of(values)
        for body in read_all_bodies(document, value.start, value.end)
    )


def _sections(document: AnnotatedDocument) -> Iterator[tuple[Heading, Scope]]:
    """Sections by their headings; each ends where the next heading of any level begins."""
    headings = [h for h in document.headings if not h.colon][:MAX_SECTIONS]
    for i, heading in enumerate(headings):
        end = headings[i + 1].start if i + 1 < len(headings) else len(document.text)
        yield heading, Scope(heading.start, end, heading)
