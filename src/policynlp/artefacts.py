"""Where trained models are: in the installed package, else in the checkout.

A wheel carries `models/` as `policynlp/models`; an editable install finds the folder `models`
beside `src`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from policynlp.errors import ModelError

CLASSIFIERS = "classifiers"
# The environment variable that names a folder of classifiers to use instead of the shipped ones.
CLASSIFIERS_VARIABLE = "POLICYNLP_CLASSIFIERS"
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


def chosen_classifiers(given: str | os.PathLike[str] | None = None) -> Path | None:
    """The folder of classifiers to use instead of the shipped ones, absolute; None for those.

    It is the one given, else the one that the environment variable POLICYNLP_CLASSIFIERS names.

    Raises:
        ModelError: the folder holds no classifiers.
    """
    named = given if given is not None else os.environ.get(CLASSIFIERS_VARIABLE) or None
    if named is None:
        return None
    folder = Path(named).absolute()
    if not (folder / "card.json").is_file():
        told = os.fsdecode(named) + ("" if given is not None else f" ({CLASSIFIERS_VARIABLE})")
        raise ModelError(
            f"{told}: no trained classifiers there (no card.json); name a folder that"
            " `policynlp train` has written"
        )
    return folder
