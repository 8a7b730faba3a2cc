"""`policynlp query` as a user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policynlp.cli import cli
from policynlp.cli.messages import choose
from policynlp.sinks import write
from sinks.made import document


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "records.sqlite"
    write([document("a"), document("b", path="in/b\x1b[31m.pdf")], path)
    return path


def ask(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["query", *map(str, arguments)])


def test_table_shows_due_country_body_text_and_place(store: Path) -> None:
    done = ask(store, "action_items", "--country", "MLI", "--limit", "1")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].split() == ["due", "country", "who", "what", "source"]
    assert "MLI NER" in done.stdout
    assert "a.pdf, p. 2" in done.stdout
    assert done.stderr == "1 record\n"


def test_titles_of_the_table_follow_the_language(store: Path) -> None:
    done = CliRunner().invoke(cli, ["--lang", "fr", "query", str(store), "action_items"])
    choose(None)
    assert done.stdout.splitlines()[0].split() == ["échéance", "pays", "qui", "quoi", "source"]


def test_question_may_be_one_quoted_argument(store: Path) -> None:
    done = ask(store, "recommendations --country MLI --theme financing --due-before 2021 -f json")
    records = json.loads(done.stdout)
    assert records
    assert {record["due"] for record in records} == {"2020-12"}
    assert records[0]["document"]["path"] == "in/a.pdf"
    assert records[0]["provenance"][0]["page"] == 2


def test_options_may_follow_the_quoted_argument(store: Path) -> None:
    done = ask(store, "suivi --country MLI", "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)


def test_an_apostrophe_in_the_quoted_argument_is_named(store: Path) -> None:
    done = ask(store, "recommandations --addressee l'OMS")
    assert done.exit_code == 2
    assert "double quotes" in done.stderr
    assert ask(store, 'recommandations --addressee "l\'OMS"').exit_code == 0


def test_csv_has_no_formula(store: Path) -> None:
    rows = list(csv.DictReader(ask(store, "-f", "csv").stdout.splitlines()))
    assert "'=1+1" in {row["what"] for row in rows}


def test_escapes_of_a_path_reach_no_terminal(store: Path) -> None:
    assert "\x1b" not in ask(store, "all").stdout


def test_nothing_found_is_no_error(store: Path) -> None:
    done = ask(store, "all", "--country", "FJI")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "0 records\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("recipes",), 2, "no record type 'recipes'"),
        (("all", "--theme", "money"), 2, "financing"),
        (("all", "--due-before", "soon"), 2, "2021-06-30"),
    ],
)
def test_wrong_question(store: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = ask(store, *arguments)
    assert done.exit_code == code
    assert message in done.stderr


def test_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    done = ask(tmp_path / "none.sqlite")
    assert done.exit_code == 3
    assert "policynlp parse FOLDER -o none.sqlite" in done.stderr
