"""The JSON Schema files of the package; `python -m policynlp.schema_files` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from policynlp.schema import Document, Failure

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    "document.schema.json": Document,
    "failure.schema.json": Failure,
}


def render(model: type[BaseModel]) -> str:
    """The JSON Schema of a model as it stands in its file: what the output holds."""
    schema = {"$schema": DIALECT, **model.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_files(folder: Path) -> None:
    """Write every schema file into a folder."""
    for name, model in FILES.items():
        (folder / name).write_text(render(model), "utf-8")


if __name__ == "__main__":
    write_files(Path(__file__).parent)
