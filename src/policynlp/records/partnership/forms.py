"""Partnerships told by sections, fact sheets and tables: "Partners", "Who pays?", "Signed on"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policynlp.annotated import AnnotatedDocument, Heading, Passage, TableCell
from policynlp.folding import fold
from policynlp.records.partnership.agreements import agreement_at
from policynlp.records.partnership.facts import count_of, number_of, year_of
from policynlp.records.partnership.money import read_funders
from policynlp.records.partnership.names import NAME, find_names, same_name
from policynlp.records.partnership.told import titled_sections
from policynlp.records.parts.forms import Scope, distinct, entities_of, items_of, read_form
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.weighing.provenance import common
from policynlp.schema import Partnership

# Documents whose own head tells aims, dates and partners of a trip.
TRIPS = ("mission_report", "terms_of_reference")
LABELS = ("funders", "partners", "start", "countries", "objectives")
# Only so many titled sections and partnerships are read as forms.
MAX_SCOPES = 40
MAX_ALLIANCES = 200
MAX_TITLED = 300
# An item of more words may be a sentence and no body.
MAX_ITEM_WORDS = 5
# A table of payers says at least who and how much.
MIN_COLUMNS = 2
# What a row of joint undertakings tells at least, with their time or aim.
WHOLE = frozenset({"name", "partners", "funders"})
COLUMNS = ("funders", "start", "countries", "objectives", "partners", "name")


def read_sections(document: AnnotatedDocument, alliances: Sequence[Any]) -> None:
    """Add what labelled lines and titled sections say to the partnership the document is about."""
    trip = document.document_type.label in TRIPS
    for alliance, scope in _scopes(document, alliances):
        if trip and (not document.headings or scope.start <= document.headings[0].start):
            continue  # "Purpose:" in the head of a trip report is that of the trip
        form = read_form(document, scope, NAME, LABELS)
        facts = alliance.facts
        for key, values in (("partners", facts.partners), ("funders", facts.funders)):
            # What a label says is surer than what was read from sentences.
            labelled = [p for p in form.get(key, ()) if _labelled(document, [p])]
            if key == "partners" and alliance.agreed and len(values) > 1:
                continue  # "Partner hospital: ..." names the other side alone
            items = items_of(form.get(key, ()))
            # A list under "Members" names them all, sentences above may only count them.
            listed = key == "partners" and sum(p.kind == "item" for p in items) > 1
            if labelled or (form.get(key) and (listed or len(values) < 2)):
                told = labelled or items
                found = _told_bodies(document, told, key, facts.partners, sure=bool(labelled))
                if found:
                    values[:] = distinct(found if labelled or listed else [*found, *values])
                    alliance.note(told[0])
        if facts.start_year is None or _labelled(document, form.get("start", ())):
            for entity in entities_of(document, form.get("start", ()), "DATE")[:1]:
                facts.start_year = year_of(entity.canonical_id)
        counted = form.get("countries", ())
        if counted and (facts.countries is None or _labelled(document, counted)):
            facts.countries = count_of(document, counted) or facts.countries
        if form.get("objectives") and (not facts.objectives or not facts.sure_aims):
            aims = [p.text.strip() for p in items_of(form["objectives"])]
            facts.objectives = distinct(aims)
        if not facts.objectives:
            facts.objectives = _listed_aims(document, scope)
        if not facts.funders:
            facts.funders = _contributors(document, scope)


def _labelled(document: AnnotatedDocument, passages: Sequence[Passage]) -> bool:
    """Whether values stand beside a label on its own line or in its row."""
    if not passages:
        return False
    first = passages[0]
    if first.parent is not None:
        return first.parent.kind == "row"
    return document.text[first.block.start : first.start].rstrip().endswith(":")


def _listed_aims(document: AnnotatedDocument, scope: Scope) -> list[str]:
    """The items of the first list under a line about aims: "Our charter has two aims:"."""
    for passage in document.of_kind("item"):
        if not scope.holds(passage) or not passage.lead_in:
            continue
        rules = document.lexicon(passage)
        if rules.pattern(NAME, "facts.aims_ahead").search(fold(passage.lead_in)):
            lead = passage.lead_span
            return distinct(
                p.text.strip()
                for p in document.of_kind("item")
                if scope.holds(p) and p.lead_span == lead and not p.has_children
            )
    return []


def _contributors(document: AnnotatedDocument, scope: Scope) -> list[str]:
    """The payers in a table of who paid in how much; interest and totals are no bodies."""
    found: list[str] = []
    for row in document.of_kind("row"):
        if not scope.holds(row) or len(row.cells) < MIN_COLUMNS or not row.cells[0].text.strip():
            continue
        if not _pays_in(document, row):
            continue
        cell = row.cells[0]
        if document.entities_in(cell.start, cell.end, "ORG", "COUNTRY"):
            found.append(" ".join(cell.text.split()))
    return distinct(found)


def _scopes(document: AnnotatedDocument, alliances: Sequence[Any]) -> Iterator[tuple[Any, Scope]]:
    """Sections whose heading names a partnership; the whole document if its title does."""
    given = 0
    named = False
    for i, heading in enumerate(document.headings):
        if given >= MAX_SCOPES:
            return
        told = titled_sections(document).get(heading.start)
        names = [told] if told else find_names(document, heading.start, heading.end)
        for alliance in alliances[:MAX_ALLIANCES] if names else ():
            if not any(same_name(n, alliance.mention) for n in names):
                continue
            given += 1
            named = True
            end = len(document.text)
            # The title stands over everything, unless that is a long list of entries.
            if i > 0 or len(document.headings) > MAX_TITLED:
                later = [h.start for h in document.headings[i + 1 :] if h.level <= heading.level]
                end = min(later, default=end)
            yield alliance, Scope(heading.start, end, heading)
        bound = _bound_by_title(document, heading, alliances) if i > 0 and not names else None
        if bound is not None:
            named = True
            later = [h.start for h in document.headings[i + 1 :] if h.level <= heading.level]
            yield bound, Scope(heading.start, min(later, default=len(document.text)), heading)
    if not named:
        yield from _page(document, alliances)


def _bound_by_title(
    document: AnnotatedDocument, heading: Heading, alliances: Sequence[Any]
) -> Any | None:
    """The agreement with the body that a title names: "Our partnership with the Lake Hospital"."""
    rules = document.lexicon_at(heading.start)
    own = rules.pattern("lexicon", "determiners").match(document.folded, heading.start, heading.end)
    start = own.end() + 1 if own is not None else heading.start
    opening = agreement_at(document, start, heading.end, whole=True)
    if opening is None:
        return None
    for alliance in alliances[:MAX_ALLIANCES]:
        partners = [fold(partner) for partner in alliance.facts.partners]
        if alliance.agreed and any(fold(p) in known for p in opening[1] for known in partners):
            return alliance
    return None


def _page(document: AnnotatedDocument, alliances: Sequence[Any]) -> Iterator[tuple[Any, Scope]]:
    """The whole page with the one partnership it is about, where its title is about one and no
    heading names it."""
    told = [a for a in alliances[:MAX_ALLIANCES] if a.sources]
    if len(told) != 1 or not document.headings:
        return
    title = document.headings[0]
    rules = document.lexicon_at(title.start)
    kinds = ("names.strong", "names.medium", "names.kinds", "agreement.noun")
    if any(rules.pattern(NAME, kind).search(fold(title.text)) for kind in kinds):
        yield told[0], Scope(0, len(document.text), title)


def _pays_in(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether a row tells who paid in how much."""
    title = fold(row.cells[0].header).strip(" :.")
    rules = document.lexicon(row)
    paid = any(c.isdigit() for cell in row.cells[1:] for c in cell.text)
    return paid and rules.pattern(NAME, "columns.payers").fullmatch(title) is not None


def _bodies(document: AnnotatedDocument, passage: Passage, key: str) -> list[str]:
    """The bodies of an item, a labelled value or a row's telling cell."""
    if passage.cells:
        if key == "partners" and _pays_in(document, passage):
            return []
        cell = _cell(document, passage, "partners") or next(
            (c for c in passage.cells if c.text.strip()), None
        )
        return read_all_bodies(document, cell.start, cell.end) if cell else []
    end = passage.end
    if passage.kind == "item":
        for mark in (" : ", ": ", " – ", " - ", " — "):
            at = document.text.find(mark, passage.start, passage.end)
            if at > 0:
                end = min(end, at)
    bare = passage.kind != "item" or len(passage.text.split()) > MAX_ITEM_WORDS
    if bare and not _labelled(document, [passage]) and _tells(document, passage):
        return []
    return read_all_bodies(document, passage.start, end)


def _told_bodies(
    document: AnnotatedDocument,
    told: Sequence[Passage],
    key: str,
    partners: list[str],
    *,
    sure: bool,
) -> list[str]:
    """The bodies under a label; sentences that tell something enumerate none, but say who pays."""
    prose = [] if sure else [p for p in told if p.kind == "sentence"]
    if not any(_tells(document, p) for p in prose):
        prose = []
    found = [b for p in told if p not in prose for b in _bodies(document, p, key)]
    if key == "funders" and not found:
        found = [b for p in prose for b in _payers(document, p, partners)]
    return found


def _payers(document: AnnotatedDocument, passage: Passage, partners: list[str]) -> list[str]:
    """The payers that a sentence under a title such as "Who pays?" tells."""
    rules = document.lexicon(passage)
    generic = rules.pattern(NAME, "names.generic").search(
        document.folded, passage.start, passage.end
    )
    mention = generic.span() if generic is not None else None
    return read_funders(document, passage.start, passage.end, mention, partners, rules)


def _tells(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence under a title tells something and is no bare enumeration."""
    rules = document.lexicon(passage)
    verb = rules.pattern("lexicon", "finite_verbs").search(document.folded_text(passage))
    return verb is not None or (passage.text.endswith(".") and len(passage.text.split()) > 12)


def read_tables(document: AnnotatedDocument) -> list[Partnership]:
    """One partnership for each row of a table of agreements or partnerships."""
    found = []
    for passage in document.of_kind("row"):
        record = _read_row(document, passage)
        if record is not None:
            found.append(record)
    return found


def _read_row(document: AnnotatedDocument, row: Passage) -> Partnership | None:
    rules = document.lexicon(row)
    cells = {key: cell for key in COLUMNS if (cell := _cell(document, row, key)) is not None}
    if "partners" not in cells or not cells.keys() & {"start", "objectives", "funders"}:
        return None
    titles = [fold(cell.header) for cell in row.cells]
    titles += [fold(h.text) for h in row.path[-1:]]
    called = any(rules.pattern(NAME, "agreement.table").search(title) for title in titles)
    # Who does what with whose money since when is one, whatever the table is called.
    if not called and not (cells.keys() >= WHOLE and cells.keys() & {"start", "objectives"}):
        return None
    partners = read_all_bodies(document, cells["partners"].start, cells["partners"].end)
    if not partners:
        return None
    start = None
    if "start" in cells:
        for entity in document.entities_in(cells["start"].start, cells["start"].end, "DATE")[:1]:
            start = year_of(entity.canonical_id)
    funders = cells.get("funders")
    aims = cells.get("objectives")
    count = cells.get("countries")
    return Partnership(
        **common(document, "partnership", [row], 0.75),
        name=_text(cells.get("name")),
        partners=partners,
        funders=read_all_bodies(document, funders.start, funders.end) if funders else [],
        start_year=start,
        country_count=number_of(fold(count.text).strip(), rules) if count else None,
        objectives=[text] if (text := _text(aims)) else [],
    )


def _cell(document: AnnotatedDocument, row: Passage, key: str) -> TableCell | None:
    """The first cell that is not empty and whose column title stands for a key and no earlier."""
    rules = document.lexicon(row)
    for cell in row.cells:
        title = fold(cell.header).strip(" :.")
        if not title or not cell.text.strip():
            continue
        first = next(
            (k for k in COLUMNS if rules.pattern(NAME, f"columns.{k}").fullmatch(title)), None
        )
        if first == key:
            return cell
    return None


def _text(cell: TableCell | None) -> str | None:
    text = " ".join(cell.text.split()) if cell else ""
    return text if any(c.isalpha() for c in text) else None
