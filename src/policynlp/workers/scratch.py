"""The temporary folder of a run, emptied whatever happens to the processes that write in it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "policynlp-run-"
_LOCK = "in-use"


class Scratch:
    """A folder for temporary files; `close` removes it.

    A run that was killed cannot remove its folder: the next one does, as nobody locks it any more.
    """

    def __init__(self) -> None:
        remove_abandoned(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # Locked before it has its name, so that no other run can take it for abandoned.
        new = self.path / "new"
        self._lock = os.open(new, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(self.path / _LOCK)
        self._count = 0

    def folder(self) -> Path:
        """A new folder inside, for one process."""
        self._count += 1
        made = self.path / str(self._count)
        made.mkdir()
        return made

    def close(self) -> None:
        """Removes the folder."""
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):
            os.close(self._lock)


def remove_abandoned(folder: Path) -> None:
    """Removes the folders of runs of this user that no longer live."""
    for found in folder.glob(_PREFIX + "*"):
        with suppress(OSError):
            if found.is_symlink() or found.stat().st_uid != os.getuid():
                continue
            lock = os.open(found / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(found, ignore_errors=True)
            finally:
                os.close(lock)
