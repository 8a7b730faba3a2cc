"""The report page: one HTML file on many documents, written as they come."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import TextIO

from policynlp.report.payload import (
    Json,
    as_json,
    countries_of,
    document_body,
    document_line,
    failure_line,
    record_lines,
    words,
)
from policynlp.schema import Document, Failure

REPORT_SCRIPTS = (
    "dom", "state", "filters", "charts", "overview", "outline", "text", "fields", "editing",
    "reader", "records", "keys", "report",
)  # fmt: skip
_MARK = "<!-- content -->"


def write_report(
    results: Iterable[Document | Failure],
    out: TextIO,
    *,
    link: Callable[[str], str | None] = lambda path: None,
    complete: Callable[[Json], None] | None = None,
) -> int:
    """The number of documents and failure records written into a report page.

    Examples:
        >>> import io, policynlp
        >>> from policynlp.report import write_report
        >>> page = io.StringIO()
        >>> write_report([policynlp.parse(b"Mission to Mali, 3-7 March 2020")], page)
        1

    Args:
        results: taken one by one; texts are written at once, only records stay in memory.
        out: takes the page, text in UTF-8.
        link: address of a document from the page's folder, for its path, or None.
        complete: adds to what the page's script is given; the page may then talk to its server.
    """
    head, tail = frame("report", REPORT_SCRIPTS, connect=complete is not None)
    out.write(head)
    documents: list[Json] = []
    records: list[Json] = []
    failures: list[Json] = []
    for result in results:
        if isinstance(result, Failure):
            failures.append(failure_line(result))
            continue
        number = len(documents)
        documents.append(document_line(result, number, link(result.source.path)))
        records += record_lines(result, number)
        out.write(data_block(f"doc-{number}", document_body(result)))
    named = {c for line in records for c in line["about"]}
    named |= {c for line in documents for c in line["countries"]}
    index = {
        "documents": documents,
        "records": records,
        "failures": failures,
        "countries": countries_of(named),
        "languages": words(),
    }
    if complete is not None:
        complete(index)
    out.write(data_block("index", index))
    out.write(tail)
    return len(documents) + len(failures)


def data_block(id_: str, value: object) -> str:
    """Values for the page's script; a browser does not run them."""
    return f'<script type="application/json" id="{id_}">{as_json(value)}</script>\n'


def frame(name: str, scripts: tuple[str, ...], *, connect: bool = False) -> tuple[str, str]:
    """A page of `web/` up to where its data stand, and from there on.

    Args:
        name: of its HTML file.
        scripts: of its JavaScript files, in order.
        connect: let the script talk to the server that the page came from.
    """
    style = web("base.css") + web(f"{name}.css")
    script = "(() => {\n'use strict';\n" + "\n".join(web(f"{s}.js") for s in scripts) + "})();\n"
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "connect-src 'self'" if connect else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = web(f"{name}.html").replace("{{policy}}", policy).replace("{{style}}", style)
    head, _, tail = page.partition(_MARK)
    return head, tail.replace("{{script}}", script)


@cache
def web(name: str) -> str:
    """A file of `web/`."""
    return (files("policynlp.report") / "web" / name).read_text("utf-8")


def _digest(content: str) -> str:
    """How a content security policy names a script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
