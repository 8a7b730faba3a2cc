"""Imported by every Python process of a harness run: writes down what reaches outside."""

from __future__ import annotations

import os
import sys

_LOG = os.environ.get("POLICYNLP_TEST_LOG")
# Not `socket.bind`: urllib3 asks in this way whether there is IPv6 when it is imported.
_NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
)
_PROGRAMS = ("os.system", "os.exec", "os.posix_spawn")
_OPEN_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _LOG:
        return
    line = ""
    if event.startswith((*_NETWORK, *_PROGRAMS)) or event == "pickle.find_class":
        line = f"{event} {arguments!r}"
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & _OPEN_TO_WRITE:
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""
        here = (os.environ["TMPDIR"], _LOG.rpartition("/")[0], "/dev/null")
        if path and not path.startswith(here) and "__pycache__" not in path:
            line = f"write {path!r}"
    if line:
        descriptor = os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(descriptor, line[:500].encode("utf-8", "replace") + b"\n")
        os.close(descriptor)


sys.addaudithook(_hook)
