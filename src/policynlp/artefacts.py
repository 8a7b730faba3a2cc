"""Where trained models are: in the installed package, else in the checkout.

A wheel carries `models/` as `policynlp/models`; an editable install finds the folder `models`
beside `src`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def find_model(name: str) -> Path | None:
    """The folder of a trained model, or None where it was not installed.

    `name` is the folder's name under `models/`; a folder counts as a model when it holds a
    `meta.json` (spaCy) or a `card.json` (our classifiers).
    """
    for root in (_PACKAGE / "models", _PACKAGE.parent.parent / "models"):
        folder = root / name
        if (folder / "meta.json").is_file() or (folder / "card.json").is_file():
            return folder
    return None
