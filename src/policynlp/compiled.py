"""Regular expressions kept compiled in the user's cache, from one program to the next.

To compile an expression takes fifty times as long as to set up what it was compiled to. `re` has no
public way to keep that, so here stand the parts of it that `re.compile` is put together from in
CPython. What is kept is for one version of Python and no other; it is set up by the interpreter,
which refuses what is damaged. Where those parts are missing, or nothing is kept, expressions are
compiled as ever.
"""

from __future__ import annotations

import base64
import re
import sys
import zlib
from array import array
from importlib import import_module
from pathlib import Path

from policynlp.cache import cache_place, read_values, write_values

# What an expression was compiled to: flags, names of its groups by number, code (compressed to a
# tenth: all of it is read where some is needed).
_Parts = tuple[int, list[str | None], str]
# More than all data files have: then it all begins anew.
_MOST = 5_000
# All is written again when more than one in so many is new.
_SHARE = 50


class KeptExpressions:
    """Compiled expressions, by what is written and flags, and the file that keeps them."""

    def __init__(self) -> None:
        self._parts: dict[str, _Parts] | None = None
        self._place: Path | None = None
        self._new = 0

    def compile(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """The same as `re.compile`, for expressions that do not depend on a document."""
        parts = self._parts
        if parts is None:
            parts = self._parts = self._read()
        if self._place is None:
            return re.compile(pattern, flags)
        key = f"{int(flags)} {pattern}"
        try:
            if key not in parts:
                parts[key] = _translated(pattern, int(flags))
                self._new += 1
            return _set_up(pattern, parts[key])
        except (ImportError, AttributeError, ArithmeticError, LookupError, RuntimeError, TypeError,
                ValueError, zlib.error):  # fmt: skip
            return re.compile(pattern, flags)

    def keep(self) -> None:
        """Writes what was compiled so far, unless hardly anything of it is new."""
        if self._place is not None and self._new * _SHARE > len(self._parts or ()):
            self._new = 0
            write_values(self._place, dict(self._parts or {}))

    def _read(self) -> dict[str, _Parts]:
        made_of = ["zlib", sys.version, str(sys.implementation.cache_tag), sys.byteorder]
        self._place = cache_place("expressions", made_of)
        found = read_values(self._place) if self._place is not None else None
        return found if isinstance(found, dict) and len(found) < _MOST else {}


def _translated(pattern: str, flags: int) -> _Parts:
    parsed = import_module("re._parser").parse(pattern, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    return (
        flags | parsed.state.flags,
        names,
        base64.b64encode(zlib.compress(array("I", code), 1)).decode(),
    )


def _set_up(pattern: str, parts: _Parts) -> re.Pattern[str]:
    flags, names, code = parts
    made: re.Pattern[str] = import_module("_sre").compile(
        pattern,
        flags,
        array("I", zlib.decompress(base64.b64decode(code))).tolist(),
        len(names) - 1,
        {name: number for number, name in enumerate(names) if name is not None},
        tuple(names),
    )
    return made


_KEPT = KeptExpressions()
compile_kept = _KEPT.compile
keep_compiled = _KEPT.keep
