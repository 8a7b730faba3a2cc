"""Documents as Label Studio tasks, and annotations from what it exports.

One task a document: `data.text` is the text, and what was parsed comes as a prediction, so that
annotators correct rather than begin. Offsets are UTF-16 units, as Label Studio counts them.
`config()` is the labelling interface to paste into the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from policynlp.report.offsets import from_utf16, to_utf16
from policynlp.schema import Document
from policynlp.store.models import record_models
from policynlp.training.corpus_form import Json
from policynlp.training.spans import ENTITY_LABELS, Mark, marks_of

FROM, TO = "labels", "text"
MODEL = "policynlp"


def task_of(document: Document, name: str) -> Json:
    """The task of a document that is kept under a name."""
    shift = to_utf16(document.text)
    ids = {entity.text: entity.canonical_id for entity in document.entities}
    regions = [
        {
            "id": f"{mark.id}#{number}",
            "from_name": FROM,
            "to_name": TO,
            "type": "labels",
            "value": {
                "start": shift(mark.start), "end": shift(mark.end),
                "text": document.text[mark.start : mark.end], "labels": [mark.label],
            },
        }
        for number, mark in enumerate(marks_of(document))
    ]  # fmt: skip
    return {
        "data": {
            "text": document.text,
            "name": name,
            "document": document.id,
            "canonical": {text: id_ for text, id_ in ids.items() if id_},
        },
        "predictions": [{"model_version": MODEL, "result": regions}],
    }


def marks_from(task: Mapping[str, Any]) -> list[Mark]:
    """What annotators marked in an exported task; the prediction where nobody has annotated.

    Raises:
        ValueError: it is no task that `task_of` made.
    """
    try:
        text = task["data"]["text"]
        done = [one for one in task.get("annotations", []) if not one.get("was_cancelled")]
        chosen = (done or task["predictions"])[-1]
        regions = list(_regions(chosen["result"], text))
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"no Label Studio task of policynlp: {error!r} is missing") from error
    return sorted(regions, key=lambda mark: (mark.start, -mark.end))


def _regions(result: list[Mapping[str, Any]], text: str) -> Iterator[Mark]:
    shift = from_utf16(text)
    for region in result:
        if region.get("type") != "labels":
            continue
        value = region["value"]
        # Ours are record-id#number; regions that people draw have ids of Label Studio's making.
        id_, mark, _ = str(region.get("id", "")).rpartition("#")
        for label in value["labels"]:
            yield Mark(id_ if mark else None, label, shift(value["start"]), shift(value["end"]))


def config() -> str:
    """The labelling interface: the types of record and the entities that annotations hold."""
    labels = "\n".join(
        f"    <Label value={quoteattr(name)}/>" for name in (*record_models(), *ENTITY_LABELS)
    )
    return (
        f'<View>\n  <Labels name="{FROM}" toName="{TO}">\n{labels}\n  </Labels>\n'
        f'  <Text name="{TO}" value="$text"/>\n</View>\n'
    )


def name_of(task: Mapping[str, Any]) -> str:
    """The name that a task's annotation is kept under: that of a file, never of a folder.

    Raises:
        ValueError: it has none, or one that leads elsewhere.
    """
    data = task.get("data")
    name = data.get("name") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or not name or Path(name).name != name or name in (".", ".."):
        raise ValueError(f"a task has no usable name: {name!r}")
    return name
