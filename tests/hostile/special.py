"""Files that are no files, and names that are hard on shells, terminals and encodings."""

from __future__ import annotations

import os
import socket
from pathlib import Path

NOTE = b"Mission to Ghana\n\nDates: 3 to 7 May 2021\n"


def make_special(folder: Path) -> dict[Path, frozenset[str]]:
    """Makes them; the outcomes allowed for each when it is named on the command line."""
    found: dict[Path, frozenset[str]] = {}

    def note(path: Path, *codes: str) -> Path:
        found[path] = frozenset(codes)
        return path

    os.mkfifo(note(folder / "fifo.pdf", "not_a_file"))
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path must be short
        made.bind("socket.txt")
        os.chdir(here)
    note(folder / "socket.txt", "unreadable", "not_a_file")
    note(folder / "loop.txt", "unreadable").symlink_to("loop.txt")
    note(folder / "dangling.txt", "unreadable").symlink_to("nothing")
    (folder / "target").write_bytes(NOTE)
    note(folder / "target", "ok")
    note(folder / "link.txt", "ok").symlink_to("target")
    note(folder / "zero.txt", "not_a_file").symlink_to("/dev/zero")
    note(folder / "random.txt", "not_a_file").symlink_to("/dev/random")
    note(folder / "terminal.txt", "not_a_file", "unreadable").symlink_to("/dev/tty")
    note(folder / "memory.txt", "empty", "unreadable", "corrupt", "unsupported").symlink_to(
        "/proc/self/mem"
    )
    note(folder / "empty-pseudo.txt", "ok", "empty", "unsupported").symlink_to("/proc/version")
    with note(folder / "sparse.pdf", "too_large").open("wb") as file:
        file.truncate(5 * 2**30)
    with note(folder / "holes.txt", "empty", "unsupported", "corrupt").open("wb") as file:
        file.truncate(50 * 2**20)
    note(folder / "missing.pdf", "unreadable")
    note(folder / "target" / "below.txt", "unreadable")
    for name in (
        "new\nline.txt", 'quote".txt', "back\\slash.txt", "-rf.txt", "$(touch evil).txt", "a b.txt",
        "\x1b[31mred.txt", "\u202etxt.exe", "é.txt", "e\u0301.txt", "n" * 240 + ".txt", "*.txt",
        "tab\t.txt", "'; drop.txt", "%s%n.txt", "\x7f.txt", "zero\u200bwidth.txt", "😀.txt",
    ):  # fmt: skip
        note(folder / name, "ok").write_bytes(NOTE)
    for raw in (b"caf\xe9.txt", b"\xff\xfe.txt", b"\xed\xa0\x80.txt"):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + raw))
        note(path, "ok").write_bytes(NOTE)
    return found
