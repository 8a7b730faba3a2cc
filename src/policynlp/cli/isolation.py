"""Options of `parse` on limits and processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from policynlp.limits import Limits
    from policynlp.source import Source

# Memory of a reader and an analyser together, in round figures.
_WORKER_BYTES = 1536 * 1024 * 1024


def isolation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--jobs`, `--limit`, `--timeout` and `--no-isolation` to a command."""
    for option in (
        click.option(
            "--no-isolation", is_flag=True,
            help="Read and analyse in this process: no limits of time and memory. Only for files"
            " of your own.",
        ),
        click.option(
            "--limit", "limits", multiple=True, metavar="NAME=VALUE",
            help="Another limit, such as file_bytes=20MB or page_seconds=5; see docs/security.md"
            " for the names. May be repeated.",
        ),
        click.option(
            "--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS",
            help="Time for one document (default: 120 s, with OCR 600 s).",
        ),
        click.option(
            "-j", "--jobs", type=click.IntRange(1),
            help="Inputs to work on at a time (default: one a processor core).",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def read_limits(given: tuple[str, ...], timeout: float | None) -> Limits:
    """The limits that a command line asks for.

    Raises:
        click.UsageError: a name or value is wrong.
    """
    from dataclasses import replace

    from policynlp.limits import Limits

    pairs = [text.partition("=") for text in given]
    try:
        limits = Limits.from_settings({name.strip(): value for name, _, value in pairs})
    except ValueError as error:
        raise click.UsageError(f"--limit: {error}") from None
    if timeout is not None:
        limits = replace(limits, document_seconds=timeout, ocr_seconds=timeout)
    return limits


@contextmanager
def finding_attachments(
    limits: Limits, *, isolate: bool
) -> Iterator[Callable[[str], Iterable[Source]]]:
    """What gives the attachments of a mail; where it can, without opening the mail here."""
    with ExitStack() as stack:
        started: list[Callable[[str], Iterable[Source]]] = []

        def find(mail: str) -> Iterable[Source]:
            # Started and imported with the first mail: most batches have none.
            if not started and isolate:
                from policynlp.workers.listing import Listing

                started.append(stack.enter_context(Listing(limits)))
            elif not started:
                from policynlp.loaders.attachments import attachments

                started.append(attachments)
            return started[0](mail)

        yield find


def default_jobs() -> int:
    """One for each core, but no more than memory holds."""
    from policynlp.limits import usable_cores

    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return usable_cores()
    return max(1, min(usable_cores(), memory // _WORKER_BYTES))


def can_isolate() -> bool:
    """Whether this system has what isolation needs."""
    return sys.platform != "win32"
