"""Documents made by hand, with every field of every record type set somewhere and odd texts."""

from __future__ import annotations

import hashlib
from typing import Any

from policynlp.schema import (
    ActionItem,
    Block,
    Code,
    Document,
    DocumentType,
    Entity,
    Event,
    Failure,
    FailureError,
    Mission,
    Partnership,
    Provenance,
    Recommendation,
    Record,
    Source,
    Statement,
    TechnicalAssistance,
    Training,
    Traveller,
    Warning,
)

# What spreadsheets, CSV, Markdown, HTML and SQL could trip over.
ODD = (
    "=1+1", "+33 1", "-5 %", "@SUM(A1)", "'=quoted", "''-twice", "\ttab first", "a | b", "a\\|b",
    'say "yes", twice', "x; y", "<script>alert(1)</script>", "--> out", "_x0041_ as it is",
    "accents é à ç Œ", "line\nbreak", "'apostrophe", "emoji 🩺 and 𝒳", "tab\tinside", "\\",
    "Robert'); DROP TABLE documents;--", "＝wide", "bell\x07", "carriage\rreturn",
)  # fmt: skip
TEXT = "Recommandations\n" + "\n".join(ODD) + "\nLe Mali financera le plan. L'OMS appuie."


def document(name: str = "a", *, path: str | None = None, **changes: Any) -> Document:
    """A document whose id comes from its name; changes are fields (Any: of any type)."""
    text = TEXT + f"\n{name}"
    values: dict[str, Any] = {  # Any: fields of a model
        "id": "sha256:" + hashlib.sha256(name.encode()).hexdigest(),
        "source": Source(path=path or f"in/{name}.pdf", media_type="application/pdf",
                         size_bytes=len(text), page_count=3),
        "title": "Rapport de mission au Mali",
        "document_type": DocumentType(label="mission_report", confidence=0.93),
        "published": "2020-03",
        "language": "fr",
        "languages": {"fr": 0.75, "en": 0.25},
        "text": text,
        "blocks": _blocks(text),
        "entities": _entities(text),
        "records": _records(text),
        "warnings": [Warning(code="page_without_text", message="page 2 is a picture", page=2),
                     Warning(code="fallback", message="=read otherwise")],
    }  # fmt: skip
    return Document.model_validate(values | changes)


def failure(path: str = "in/broken.pdf") -> Failure:
    """A failure record."""
    return Failure(
        id=None,
        source=Source(path=path, media_type=None, size_bytes=12),
        error=FailureError(code="corrupt", message="=the file is damaged; save it anew",
                           stage="load"),
    )  # fmt: skip


def without_text(result: Document | Failure) -> Document | Failure:
    """What the flat formats hold of a result."""
    if isinstance(result, Failure):
        return result
    return result.model_copy(update={"text": "", "blocks": []})


def _blocks(text: str) -> list[Block]:
    end = text.index("\n")
    return [
        Block(id="b1", kind="heading", level=1, start=0, end=end, language="fr", page=1,
              bbox=(10.5, 20.0, 200.25, 32.0)),
        Block(id="b2", kind="table", start=end + 1, end=len(text), language="fr", page=2,
              rows=[["a", "b"], ["", "=c"]]),
    ]  # fmt: skip


def _entities(text: str) -> list[Entity]:
    found = []
    for number, (word, label, id_) in enumerate(
        [("Mali", "COUNTRY", "country:MLI"), ("OMS", "ORG", "org:who"), ("=1+1", "MONEY", None)]
    ):
        start = text.index(word)
        found.append(Entity.model_validate({
            "id": f"e{number}", "label": label, "text": word, "start": start,
            "end": start + len(word), "language": "fr", "confidence": 0.9, "canonical_id": id_,
            "canonical_name": word if id_ else None,
        }))  # fmt: skip
    return found


def _records(text: str) -> list[Record]:
    where = [Provenance(block_id="b2", page=2, start=text.index("Le Mali"), end=len(text) - 2),
             Provenance(block_id="b1", page=None, start=0, end=5)]  # fmt: skip
    base: dict[str, Any] = {"language": "fr", "confidence": 0.875, "provenance": where}
    codes = [
        Code(scheme="dac_sector", code="12110", label_en="=en", label_fr="fr | fr"),
        Code(scheme="who_building_block", code="financing", label_en="en", label_fr="fr"),
    ]
    return [
        Mission(**base, id="m1", travellers=[
            Traveller(name="A. Ba", role=None, organization="OMS"),
            Traveller(name="=B | C", role="médecin", organization=None), Traveller(name="D")],
            countries=["MLI", "NER"], places=["Bamako"], start_date="2020-03-02",
            end_date="2020-03-07", objectives=list(ODD), expected_results=["un | deux"],
            meetings=["Dr X"], submitted_on="2020-04", clearance="-", distribution=["WR"]),
        *(Recommendation(**base, id=f"r{i}", text=odd, number=str(i), section="=Section",
                         addressees=["ministère de la Santé", "OMS"], timeframe="fin 2020",
                         due="2020-12", themes=["financing", "governance"], codes=codes)
          for i, odd in enumerate(ODD)),
        Recommendation(**(base | {"provenance": []}), id="r99", text="Sans rien d'autre."),
        ActionItem(**base, id="a1", step="Acheter des vaccins pour les hôpitaux",
                   responsible=["DPF"], expected_result="fait", category="C", timeframe="T3 2021",
                   due="2021-07/2021-09"),
        TechnicalAssistance(**base, id="t1", description="@aide", purposes=["gap_filling"],
                            recipients=["government"], modalities=["network", "short_term"],
                            origins=["south_south"], providers=["Maroc"], countries=["MLI"],
                            codes=codes),
        Event(**base, id="v1", name="Atelier", kind="workshop", start_date="2020", end_date=None,
              place="Ségou", country="MLI", organizers=["OMS"], participants="30 agents"),
        Training(**base, id="f1", title="Cours", start_date="2020-05-01", place="Bamako",
                 country="MLI", organizers=["ENAP"], funders=["UE"], audience=["sages-femmes"],
                 participant_count=25, duration_hours=12.5, duration_weeks=2, session_count=3,
                 objectives=["apprendre"]),
        Partnership(**base, id="p1", name="P4H", partners=["OMS", "BM"], funders=["GIZ"],
                    start_year=2007, country_count=30, objectives=["protéger"]),
        Statement(**base, id="s1", quote="« Oui »", speaker="=La ministre", role="ministre",
                  organization="MS"),
    ]  # fmt: skip


RESULTS: tuple[Document | Failure, ...] = (
    document("a"),
    document("b", title=None, published=None, language=None, languages={}, warnings=[],
             entities=[], records=[], blocks=[], text=""),
    document("c", path="in/sub dir/c.txt"),
    failure(),
)  # fmt: skip
