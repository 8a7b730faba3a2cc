"""The output contract, model by model: what a parsed document looks like as JSON.

Offsets are Unicode code points into `Document.text`, half-open `[start, end)`. Dates are ISO 8601
at the precision the document states. Countries are ISO 3166-1 alpha-3, languages ISO 639-1.
A value that the document does not state is `None` or an empty list.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from policynlp.errors import ErrorCode, Stage

SCHEMA_VERSION: Literal["1.0"] = "1.0"

BlockKind = Literal["heading", "paragraph", "list_item", "table", "caption", "header", "footer"]
DocumentTypeLabel = Literal[
    "mission_report",
    "meeting_report",
    "news",
    "guidance",
    "training_announcement",
    "policy_document",
    "evaluation",
    "terms_of_reference",
    "other",
]
EntityLabel = Literal["PERSON", "ORG", "COUNTRY", "LOC", "DATE", "MONEY", "QUANTITY", "PROGRAM"]
Theme = Literal[
    "service_delivery",
    "health_workforce",
    "health_information",
    "medical_products",
    "financing",
    "governance",
]
Purpose = Literal["capacity_strengthening", "gap_filling", "technical_input", "project_management"]
Recipient = Literal["government", "non_governmental", "other"]
Modality = Literal[
    "short_term", "long_term", "intermittent", "on_demand", "peer_exchange", "network"
]
Origin = Literal["national", "international", "south_south"]
CodeScheme = Literal["dac_aid_type", "dac_sector", "who_building_block"]
EventKind = Literal["meeting", "conference", "workshop", "launch", "mission_visit", "other"]

# What records should rather be: right, or complete.
Preference = Literal["precision", "balanced", "recall"]

Confidence = Annotated[float, Field(ge=0, le=1)]


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


# A number that is written without a fraction where it has none: 12, not 12.0.
Measure = Annotated[float, PlainSerializer(_whole, return_type=int | float, when_used="json")]
BBox = tuple[float, float, float, float]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Source(_Model):
    """Where the bytes came from. `page_count` is None for formats without pages."""

    path: str
    media_type: str | None
    size_bytes: int | None
    page_count: int | None = None


class DocumentType(_Model):
    """What kind of document it is."""

    label: DocumentTypeLabel
    confidence: Confidence


class Block(_Model):
    """One heading, paragraph, list item, table ... in reading order.

    `level` is 1 to 6 for headings, the nesting depth from 1 for list items, else None.
    `bbox` is `[x0, top, x1, bottom]` in PDF points from the page's upper left corner.
    `rows` holds the cell texts of a table, row by row.
    """

    id: str
    kind: BlockKind
    level: int | None = None
    start: int
    end: int
    language: str | None
    page: int | None = None
    bbox: BBox | None = None
    rows: list[list[str]] | None = None


class Entity(_Model):
    """A named thing in the text; `canonical_id` is the same in every language."""

    id: str
    label: EntityLabel
    text: str
    start: int
    end: int
    language: str | None
    confidence: Confidence
    canonical_id: str | None
    canonical_name: str | None


class Provenance(_Model):
    """A stretch of text, inside one block, that a record was read from."""

    block_id: str
    page: int | None
    start: int
    end: int


class Sign(_Model):
    """Something that spoke for or against a record.

    `weight` is in log-odds (above 0: for the record), None for a sign that is not weighed.
    """

    sign: str
    weight: float | None = None


class _Record(_Model):
    """`evidence` is there only where it was asked for (`explain`); else it is not written."""

    id: str
    language: str | None
    confidence: Confidence
    provenance: list[Provenance]
    evidence: list[Sign] | None = None

    @model_serializer(mode="wrap")
    def _without_absent(self, inner: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        # A stated type of what it gives back would take the place of the fields in the JSON Schema.
        data = inner(self)
        if data.get("evidence", 0) is None:
            del data["evidence"]
        return data


class Code(_Model):
    """An entry of a public code list that a record maps to, with its label in two languages.

    Schemes: `dac_sector` (OECD-DAC purpose codes, IATI Sector vocabulary 1), `dac_aid_type`
    (OECD-DAC types of aid, IATI AidType), `who_building_block` (the WHO framework of 2007).
    """

    scheme: CodeScheme
    code: str
    label_en: str
    label_fr: str


class Traveller(_Model):
    """A person on a mission."""

    name: str
    role: str | None = None
    organization: str | None = None


class Mission(_Record):
    """One trip or assignment."""

    type: Literal["mission"] = "mission"
    travellers: list[Traveller] = []
    countries: list[str] = []
    places: list[str] = []
    start_date: str | None = None
    end_date: str | None = None
    objectives: list[str] = []
    expected_results: list[str] = []
    meetings: list[str] = []
    submitted_on: str | None = None
    clearance: str | None = None
    distribution: list[str] = []


class Recommendation(_Record):
    """Something that somebody is asked to do."""

    type: Literal["recommendation"] = "recommendation"
    text: str
    number: str | None = None
    section: str | None = None
    addressees: list[str] = []
    timeframe: str | None = None
    due: str | None = None
    themes: list[Theme] = []
    codes: list[Code] = []


class ActionItem(_Record):
    """A planned step, usually with somebody in charge."""

    type: Literal["action_item"] = "action_item"
    step: str
    responsible: list[str] = []
    expected_result: str | None = None
    category: str | None = None
    timeframe: str | None = None
    due: str | None = None


class TechnicalAssistance(_Record):
    """What assistance is, was or will be given for, to whom, in what form, from where."""

    type: Literal["technical_assistance"] = "technical_assistance"
    description: str
    purposes: list[Purpose] = []
    recipients: list[Recipient] = []
    modalities: list[Modality] = []
    origins: list[Origin] = []
    providers: list[str] = []
    countries: list[str] = []
    codes: list[Code] = []


class Event(_Record):
    """A meeting, conference, launch ..., past or announced."""

    type: Literal["event"] = "event"
    name: str | None = None
    kind: EventKind | None = None
    start_date: str | None = None
    end_date: str | None = None
    place: str | None = None
    country: str | None = None
    organizers: list[str] = []
    participants: str | None = None


class Training(_Record):
    """A course, workshop series or study programme."""

    type: Literal["training"] = "training"
    title: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    place: str | None = None
    country: str | None = None
    organizers: list[str] = []
    funders: list[str] = []
    audience: list[str] = []
    participant_count: int | None = None
    duration_hours: Measure | None = None
    duration_weeks: Measure | None = None
    session_count: int | None = None
    objectives: list[str] = []


class Partnership(_Record):
    """A partnership whose partners, funders, start or aims the text gives."""

    type: Literal["partnership"] = "partnership"
    name: str | None = None
    partners: list[str] = []
    funders: list[str] = []
    start_year: int | None = None
    country_count: int | None = None
    objectives: list[str] = []


class Statement(_Record):
    """A quotation with a named speaker."""

    type: Literal["statement"] = "statement"
    quote: str
    speaker: str
    role: str | None = None
    organization: str | None = None


Record = Annotated[
    Mission
    | Recommendation
    | ActionItem
    | TechnicalAssistance
    | Event
    | Training
    | Partnership
    | Statement,
    Field(discriminator="type"),
]


class Warning(_Model):
    """What was not read, or read with doubt."""

    code: str
    message: str
    page: int | None = None


class Document(_Model):
    """One parsed document: the output contract, version 1."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str
    source: Source
    title: str | None
    document_type: DocumentType
    published: str | None
    language: str | None
    languages: dict[str, float]
    text: str
    blocks: list[Block]
    entities: list[Entity]
    records: list[Record]
    warnings: list[Warning]


class FailureError(_Model):
    """Why an input gave no document."""

    code: ErrorCode
    message: str
    stage: Stage


class Failure(_Model):
    """The line that stands in for a document that could not be parsed."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str | None
    source: Source
    error: FailureError
