"""Messages in French and English: complete, chosen as other programs choose, helpful."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

import policynlp
from policynlp.cli import COMMANDS, _asked_language, cli
from policynlp.cli.messages import advice, choose, explained, language_of_locale, say
from policynlp.cli.progress import Watch
from policynlp.errors import ErrorCode
from policynlp.languages import available, lexicon
from sinks.made import document, failure

SOURCES = Path(policynlp.__file__).parent


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    choose(None)
    yield
    choose(None)


def texts(code: str) -> dict[str, str]:
    found = {}
    for section, entries in lexicon(code).table("messages").items():
        assert isinstance(entries, Mapping)
        found.update({f"{section}.{key}": str(text) for key, text in entries.items()})
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", available())
def test_every_language_says_the_same_with_the_same_blanks(code: str) -> None:
    expected = {key: blanks(text) for key, text in texts("en").items()}
    assert {key: blanks(text) for key, text in texts(code).items()} == expected


def test_every_failure_and_warning_has_an_advice() -> None:
    assert set(get_args(ErrorCode)) == set(lexicon("en").table("messages")["failures"])  # type: ignore[call-overload]
    for code in warning_codes():
        assert advice("warnings", code), code


def warning_codes() -> set[str]:
    """Codes of all warnings that the library makes."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [k.value for k in node.keywords if k.arg == "code"] if name == "Warning" else []
            if name == "warn":
                given = node.args[:1]
            found |= {str(v.value) for v in given if isinstance(v, ast.Constant)}
    assert "scanned_page" in found
    return found


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"}, "fr"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
        ({"LANG": "frp_FR"}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
    ],
)
def test_language_of_the_locale(environment: dict[str, str], expected: str) -> None:
    assert language_of_locale(environment) == expected


def test_summary_in_french_says_what_to_do() -> None:
    choose("fr")
    watch = Watch(3, quiet=True)
    list(watch.results([document("a"), failure()]))
    lines = "\n".join(watch.summary("x.sqlite"))
    assert "échecs : corrupt 1" in lines
    assert "l'ouvrir dans son logiciel" in lines
    assert "écrit dans x.sqlite" in lines
    assert "policynlp query x.sqlite" in lines


def test_failures_on_the_screen_follow_the_language() -> None:
    assert explained("failures", "empty", "the file is empty") == "the file is empty"
    choose("fr")
    assert "ne contient rien" in explained("failures", "empty", "the file is empty")
    assert explained("warnings", "no_such_code", "as it is") == "as it is"


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["info", "--lang", "fr"]])
def test_every_place_takes_the_language(arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    assert say("say.interrupted") == "interrompu"


def test_every_command_takes_the_language() -> None:
    for name in COMMANDS:
        help_ = CliRunner().invoke(cli, [name, "--help"]).output
        assert "--lang" in help_, name


@pytest.mark.parametrize("language", available())
def test_without_arguments_it_teaches(language: str) -> None:
    shown = CliRunner().invoke(cli, ["--lang", language])
    assert shown.exit_code == 0
    for command in ("parse", "query", "report", "review"):
        assert f"policynlp {command} " in shown.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["parse"], "il manque PATH"),
        (["parse", "x", "--jbos", "1"], "option inconnue : --jbos"),
        (["prase"], "commande inconnue : prase"),
        (["parse", "x", "--jobs", "many"], "valeur refusée pour -j / --jobs"),
    ],
)
def test_wrong_usage_is_said_in_french(
    arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    import sys

    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setattr(sys, "argv", ["policynlp", *arguments])
    with pytest.raises(SystemExit) as ended:
        policynlp.cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert expected in said
    assert said.count("\n") == 1
    assert "--help" in said


OTHERS = sorted(set(available()) - {"en"})


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", ["policynlp", *COMMANDS])
def test_every_help_text_is_there_in_every_language(code: str, name: str) -> None:
    help_ = lexicon(code).table("help")
    words, common = help_[name], help_["common"]
    assert isinstance(words, Mapping)
    assert isinstance(common, Mapping)
    command = cli if name == "policynlp" else cli.get_command(click.Context(cli), name)
    assert command is not None
    assert words["text"]
    assert bool(words["end"]) == bool(command.epilog)
    assert "short" in words or name == "policynlp"
    told = {str(p.name) for p in command.params if isinstance(p, click.Option)}
    options = words.get("options", {})
    assert set(options) <= told
    assert told <= {*options, *common}


def test_help_texts_name_no_command_that_is_not() -> None:
    assert set(lexicon("fr").table("help")) == {"common", "policynlp", *COMMANDS}


@pytest.mark.parametrize("arguments", [["--help"], ["parse", "--help"], ["query", "-h"]])
def test_help_is_in_the_language_of_the_user(arguments: list[str]) -> None:
    english = CliRunner().invoke(cli, ["--lang", "en", *arguments]).output
    french = CliRunner().invoke(cli, ["--lang", "fr", *arguments]).output
    assert english.startswith("Usage: ")
    assert "Show this message" in english
    assert french.startswith("Utilisation : ")
    assert "Montrer cette aide." in french
    assert "Show " not in french
    # Showing one language leaves the other as it was.
    assert CliRunner().invoke(cli, ["--lang", "en", *arguments]).output == english


def test_language_is_found_wherever_it_stands() -> None:
    assert _asked_language(["parse", "--help", "--lang", "fr"]) == "fr"
    assert _asked_language(["--lang=en", "parse"]) == "en"
    assert _asked_language(["parse", "--lang"]) is None
    assert _asked_language(["parse", "x", "--lang", "de"]) is None
