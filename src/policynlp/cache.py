"""What takes long to make, kept in the user's cache folder from one program to the next.

The folder is the one that the environment variable POLICYNLP_CACHE names (empty: none), else
`policynlp` in XDG_CACHE_HOME or `~/.cache`. Nothing depends on it: where it cannot be written or
what it holds cannot be read, all is made anew. It may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]  # Any: numbers of any kind

CACHE_VARIABLE = "POLICYNLP_CACHE"
# Raised when what is made here changes.
_FORM = 1
# What was made of other versions of the same is thrown away after so many seconds: 30 days.
_KEPT = 30 * 24 * 3600


def cached_arrays(
    name: str, made_of: Sequence[Path | str], names: Sequence[str], make: Callable[[], Arrays]
) -> Arrays:
    """Arrays by name, from the cache folder where they were made before, else made and kept there.

    Those from the folder are read-only and mapped into memory: what is not looked at is not read.

    Args:
        name: of the file, readable.
        made_of: what they are made of: files (told by path, size and date) and other settings.
        names: of the arrays.
        make: makes them.
    """
    import numpy as np

    folder = cache_folder()
    if folder is None:
        return make()
    place = folder / f"{name}-{_digest(made_of)}"
    try:
        return {
            key: np.load(place / f"{key}.npy", mmap_mode="r", allow_pickle=False) for key in names
        }
    except (OSError, ValueError, EOFError):
        pass  # not there, or not whole
    arrays = make()
    _keep(place, arrays)
    return arrays


def cached_values(name: str, made_of: Sequence[Path | str], make: Callable[[], Any]) -> Any:
    """Values that JSON can hold, from the cache folder where they were made before, else made and
    kept there. Tuples may come back as lists.

    Args:
        name: of the file, readable.
        made_of: as in `cached_arrays`.
        make: makes them.
    """
    place = cache_place(name, made_of)
    if place is None:
        return make()
    found = read_values(place)
    if found is None:
        found = make()
        write_values(place, found)
    return found


def cache_place(name: str, made_of: Sequence[Path | str]) -> Path | None:
    """Where values made of these are kept (see `cached_values`), None where nothing is."""
    folder = cache_folder()
    return None if folder is None else folder / f"{name}-{_digest(made_of)}.json"


def read_values(place: Path) -> Any:
    """The values kept at a place; None where there are none, or they are not whole."""
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None


def write_values(place: Path, values: Any) -> None:
    """Keeps values at a place where that can be written."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=".making-", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, separators=(",", ":"))
        Path(made).replace(place)
    except (OSError, ValueError):
        return  # it is made anew next time
    _forget(place)


def cache_folder() -> Path | None:
    """The user's cache folder of this program, which need not exist; None where there is to be none
    or it belongs to somebody else."""
    named = os.environ.get(CACHE_VARIABLE)
    if named is not None:
        folder = Path(named) if named else None
    else:
        base = os.environ.get("XDG_CACHE_HOME")
        try:
            folder = (Path(base) if base else Path.home() / ".cache") / "policynlp"
        except RuntimeError:  # nobody's home is known
            return None
    if folder is None or not folder.is_absolute():
        return None
    try:
        owner = folder.stat().st_uid
    except OSError:
        return folder
    return folder if not hasattr(os, "geteuid") or owner == os.geteuid() else None


def _digest(made_of: Sequence[Path | str]) -> str:
    told: list[str] = [str(_FORM)]
    for part in made_of:
        if isinstance(part, Path):
            status = part.stat()
            part = f"{part}:{status.st_size}:{status.st_mtime_ns}"
        told.append(part)
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _keep(place: Path, arrays: Arrays) -> None:
    """Writes all arrays beside the place and moves them there at once."""
    import numpy as np

    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=place.parent))
    except OSError:
        return
    try:
        for key, array in arrays.items():
            np.save(made / f"{key}.npy", array, allow_pickle=False)
        if place.exists():
            shutil.rmtree(place)  # not whole
        made.rename(place)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
    _forget(place)


def _forget(place: Path) -> None:
    """Throws away what was made long ago of other versions of what is kept at `place`."""
    name, _, made_of = place.name.removesuffix(".json").rpartition("-")
    for other in place.parent.glob(f"{name}-{'?' * len(made_of)}{place.suffix}"):
        try:
            if other == place or time.time() - other.stat().st_mtime < _KEPT:
                continue
            shutil.rmtree(other) if other.is_dir() else other.unlink()
        except OSError:
            continue  # another program did
