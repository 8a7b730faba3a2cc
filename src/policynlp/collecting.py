"""How often Python looks for garbage, in programs of our own."""

from __future__ import annotations

import gc

# New objects before a look at the youngest, looks before one at those that stayed, and before one
# at all. Python's 700, 10 and 10 cost a tenth of a single document's time: what is loaded once is
# then gone through again and again, and a document leaves next to no garbage that a look is needed
# for.
_SELDOM = 50_000, 20, 50


def collect_seldom() -> None:
    """Sets it for this process; for the command line and its workers, never for a library's
    users."""
    gc.set_threshold(*_SELDOM)
