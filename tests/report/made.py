"""Documents made by hand for the pages: in both languages, with boxes, and with hostile text."""

from __future__ import annotations

import hashlib
from typing import Any

from policynlp.schema import Document, Failure

ATTACK = "</script><script>window.stolen=1</script><img src=x onerror=window.stolen=2> <!--"
LINES = (
    "Rapport de mission",
    "Mission au Mali du 3 au 7 mars 2020 🩺, menée par Awa Ba (OMS).",
    f"Le ministère devrait acheter des vaccins avant juin 2020. {ATTACK}",
    "Recruter vingt sages-femmes 𝒳 d'ici 2031.",
)


def document(name: str = "a", *, country: str = "MLI", year: int = 2020) -> Document:
    """A PDF of two pages with one record each of three types."""
    rows = [["Étape", "Qui"], ["Former 🩺 les agents", "DRS"]]
    texts = [*LINES, "\n".join("\t".join(row) for row in rows)]
    blocks: list[dict[str, Any]] = []  # Any: fields of a model
    at = 0
    for number, text in enumerate(texts):
        blocks.append({
            "id": f"b{number + 1}", "kind": "heading" if not number else "paragraph",
            "level": 1 if not number else None, "start": at, "end": at + len(text),
            "language": "fr", "page": 1 if number < 3 else 2,
            "bbox": [72, 80 + 60 * number, 500, 120 + 60 * number],
            "rows": rows if number == 4 else None,
        })  # fmt: skip
        at += len(text) + 2
    blocks[4]["kind"] = "table"
    text = "\n\n".join(texts)

    def place(words: str) -> list[dict[str, Any]]:
        start = text.index(words)
        block = next(b for b in blocks if b["start"] <= start < b["end"])
        return [{"block_id": block["id"], "page": block["page"], "start": start,
                 "end": start + len(words)}]  # fmt: skip

    common = {"language": "fr", "confidence": 0.9}
    asked = LINES[2].split(" avant")[0]
    step = "Recruter vingt sages-femmes 𝒳 d'ici 2031."
    mali, who = text.index("Mali"), text.index("OMS")
    return Document.model_validate({
        "id": "sha256:" + hashlib.sha256(name.encode()).hexdigest(),
        "source": {"path": f"in/{name}.pdf", "media_type": "application/pdf", "size_bytes": 9,
                   "page_count": 2},
        "title": f"Rapport {name} <b>gras</b>", "published": f"{year}-03-20", "language": "fr",
        "document_type": {"label": "mission_report", "confidence": 0.95},
        "languages": {"fr": 1.0}, "text": text, "blocks": blocks,
        "entities": [
            {"id": "e1", "label": "COUNTRY", "text": "Mali", "start": mali, "end": mali + 4,
             "language": "fr", "confidence": 0.9, "canonical_id": f"country:{country}",
             "canonical_name": "Mali"},
            {"id": "e2", "label": "ORG", "text": "OMS", "start": who, "end": who + 3,
             "language": "fr", "confidence": 0.9, "canonical_id": "org:who",
             "canonical_name": "OMS"},
        ],
        "records": [
            {**common, "type": "mission", "id": "m1", "countries": [country],
             "travellers": [{"name": "Awa Ba", "organization": "OMS"}],
             "start_date": f"{year}-03-03", "end_date": f"{year}-03-07",
             "provenance": place("menée par Awa Ba")},
            {**common, "type": "recommendation", "id": "r1", "text": asked, "due": f"{year}-05",
             "themes": ["medical_products"], "addressees": ["ministère"], "confidence": 0.5,
             "provenance": place(asked)},
            {**common, "type": "action_item", "id": "a1", "step": step, "due": "2999",
             "provenance": place(step)},
            {**common, "type": "action_item", "id": "a2", "step": "Former 🩺 les agents",
             "responsible": ["DRS"], "provenance": place("Former 🩺 les agents")},
        ],
        "warnings": [{"code": "scanned_page", "message": f"page 2: {ATTACK}", "page": 2}],
    })  # fmt: skip


def failure() -> Failure:
    """An input that could not be read."""
    return Failure.model_validate({
        "id": None, "source": {"path": f"in/{ATTACK}.pdf", "media_type": None, "size_bytes": 1},
        "error": {"code": "corrupt", "message": "damaged", "stage": "load"},
    })  # fmt: skip
