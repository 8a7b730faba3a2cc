"""From loaded text to typed records: the steps after loading, one after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from policynlp.annotated import AnnotatedDocument
from policynlp.blocks import LoadedDocument
from policynlp.classifiers import score_passages
from policynlp.compiled import keep_compiled
from policynlp.document_types import score_document_type
from policynlp.doubts import lower_entity, lower_record
from policynlp.entities import find_mentions, missing_models, resolve
from policynlp.languages.detect import language_shares, main_language, tag_languages
from policynlp.metadata import find_published, find_title
from policynlp.outline import read_outline
from policynlp.records import extract_records
from policynlp.records.weighing.preference import LEAST, floor_of, taking
from policynlp.records.weighing.trace import explained, tracing
from policynlp.schema import Document, Preference, Record, Source, Warning
from policynlp.stopwatch import stage


def analyse(
    loaded: LoadedDocument,
    *,
    min_confidence: float = 0.0,
    classifiers: Path | None = None,
    explain: bool = False,
    prefer: Preference = "balanced",
) -> Document:
    """The contract's document for what a loader has read.

    Records below `min_confidence` are left out; `classifiers` is a folder of trained ones to use
    instead of those shipped; with `explain` each record carries its evidence; `prefer` shifts the
    threshold of records.
    """
    if explain:
        with tracing() as trace:
            document = analyse(
                loaded, min_confidence=min_confidence, classifiers=classifiers, prefer=prefer
            )
        return explained(document, trace)
    with stage("language"):
        loaded = tag_languages(loaded)
        shares = language_shares(loaded)
    annotated = annotate(loaded, classifiers=classifiers)
    with taking(LEAST[prefer]):
        found = extract_records(annotated)
    with stage("document"):
        keep_compiled()
        return make_document(annotated, found, shares, floor_of(prefer, min_confidence))


def make_document(
    annotated: AnnotatedDocument,
    found: tuple[Record, ...],
    shares: dict[str, float],
    min_confidence: float,
) -> Document:
    """The contract's document of what was found; doubts about the text lower confidences."""
    loaded = annotated.loaded
    entities = [lower_entity(entity, loaded) for entity in annotated.entities]
    records = [lower_record(record, loaded) for record in found]
    records = [record for record in records if record.confidence >= min_confidence]
    return Document(
        id=loaded.source.id,
        source=Source(
            path=loaded.source.path,
            media_type=loaded.media_type,
            size_bytes=loaded.source.size_bytes,
            page_count=loaded.page_count,
        ),
        title=annotated.title,
        document_type=annotated.document_type,
        published=annotated.published,
        language=annotated.language,
        languages=shares,
        text=loaded.text,
        blocks=list(loaded.blocks),
        entities=entities,
        records=records,
        warnings=[*loaded.warnings, *warn_of_models(tuple(shares))],
    )


def warn_of_models(languages: tuple[str, ...]) -> tuple[Warning, ...]:
    """One warning for each of these languages whose trained name finder is not installed: names
    then come from lists and patterns alone."""
    return tuple(
        Warning(
            code="model_missing",
            message=(
                f"no trained name finder for language {code!r} is installed: people and bodies "
                "that no list and no title tells of are missed; install the package again"
            ),
            page=None,
        )
        for code in missing_models(languages)
    )


def annotate(loaded: LoadedDocument, *, classifiers: Path | None = None) -> AnnotatedDocument:
    """The view that records are extracted from; every block has its language already."""
    with stage("entities"):
        mentions = find_mentions(loaded)
    with stage("title_and_date"):
        published = find_published(loaded, mentions)
        title = find_title(loaded)
    with stage("structure"):
        outline = read_outline(loaded)
    with stage("entities"):
        entities = resolve(loaded, mentions, published)
    with stage("document_type"):
        document_type = score_document_type(loaded, outline, title)
    return AnnotatedDocument(
        loaded=loaded,
        passages=outline.passages,
        headings=outline.headings,
        fields=outline.fields,
        entities=entities,
        document_type=document_type,
        title=title,
        published=published,
        language=main_language(language_shares(loaded)),
        scorer=partial(score_passages, folder=classifiers),
    )
