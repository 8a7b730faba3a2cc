"""A reader without a network, where the system allows it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000


def leave_network() -> bool:
    """Moves this process into a network of its own that holds nothing; whether that worked.

    It protects from parsers that are taken over and from converters that fetch what a file links
    to. Systems that forbid it (many containers) or do not know it (not Linux) lose nothing.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        # Root that has the right to; a new user namespace would cost it the right to read files.
        return bool(unshare(_CLONE_NEWNET) == 0)
    if unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # The same numbers inside, so that files belong to whom they belonged to.
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True
