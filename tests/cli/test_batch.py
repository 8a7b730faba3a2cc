"""Batches: which files are taken, what is not parsed again, what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import policynlp
from policynlp.cli import cli
from policynlp.cli.batch import Batch
from policynlp.cli.inputs import find_inputs, matches
from policynlp.cli.outputs import is_output_of, looks_like_output
from policynlp.cli.progress import Watch
from policynlp.cli.unchanged import id_of, parse_changed
from policynlp.pipeline import Input
from policynlp.schema import Document, Failure
from policynlp.sinks import FULL, SINKS, write
from policynlp.sinks.previous import open_previous
from policynlp.source import Source
from sinks.made import RESULTS, document, failure

FORMATS = sorted(FULL - {"sqlite"})


def names(folder: Path, **options: tuple[str, ...]) -> list[str]:
    found = find_inputs([str(folder)], **options)  # type: ignore[arg-type]  # patterns only
    return [str(Path(str(path)).relative_to(folder)) for path in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.pdf", "B.PDF", "c.txt", "2019/d.pdf", "drafts/e.pdf", "2019/drafts/f.pdf",
                 "2019/q1/g.txt", ".hidden.pdf"):  # fmt: skip
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        ((), (), ["B.PDF", "a.pdf", "c.txt", "2019/d.pdf", "2019/drafts/f.pdf", "2019/q1/g.txt",
                  "drafts/e.pdf"]),
        (("*.pdf",), ("drafts",), ["B.PDF", "a.pdf", "2019/d.pdf"]),
        (("*.txt",), (), ["c.txt", "2019/q1/g.txt"]),
        ((), ("2019/*",), ["B.PDF", "a.pdf", "c.txt", "drafts/e.pdf"]),
        (("2019/*",), ("drafts/",), ["2019/d.pdf", "2019/q1/g.txt"]),
        (("a.*", "c.*"), (), ["a.pdf", "c.txt"]),
    ],
)  # fmt: skip
def test_patterns(
    folder: Path, include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str]
) -> None:
    assert names(folder, include=include, exclude=exclude) == expected


def test_patterns_do_not_hold_for_files_that_are_named(folder: Path) -> None:
    given = str(folder / "a.pdf")
    assert list(find_inputs([given], include=("*.txt",), exclude=("*.pdf",))) == [given]


def test_a_pattern_without_wildcards_is_a_whole_name() -> None:
    assert matches("2019/Drafts", ["drafts"])
    assert not matches("2019/drafts-old", ["drafts"])


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "sqlite"])
def test_outputs_are_no_inputs(folder: Path, format_: str) -> None:
    write(RESULTS, folder / f"records.{format_}")
    write(RESULTS[:1], folder / f"one.{format_}")
    leave_out = is_output_of(None)
    found = [Path(str(p)).name for p in find_inputs([str(folder)], leave_out=leave_out)]
    assert not [name for name in found if name.startswith(("records", "one"))]
    assert "a.pdf" in found


def test_own_output_is_no_input_whatever_it_holds(folder: Path) -> None:
    for name in ("out.md", "out.md.part", "out.csv.txt"):
        (folder / name).write_text("x")
    leave_out = is_output_of(str(folder / "out.md"))
    found = [Path(str(p)).name for p in find_inputs([str(folder)], leave_out=leave_out)]
    assert [name for name in found if name.startswith("out")] == ["out.csv.txt"]


def test_other_json_files_are_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"schema": 1}')
    (tmp_path / "b.csv").write_text("path;page\n")
    assert not looks_like_output(str(tmp_path / "a.json"))
    assert not looks_like_output(str(tmp_path / "b.csv"))


def parse_names(given: Iterable[Input]) -> Iterator[Document | Failure]:
    """Stands in for the pipeline: a document that says in its title that it was parsed."""
    for path in given:
        assert isinstance(path, str)
        source = Source(path, Path(path).read_bytes())
        if b"bad" in source.data:
            yield failure(path)
            continue
        changes = {"id": source.id, "title": "parsed"}
        yield document("x", path=path).model_copy(update=changes)


def run(folder: Path, out: Path, format_: str) -> tuple[list[str | None], int]:
    """Titles of the documents that a run gives, and how many it did not parse."""
    previous = open_previous(out, format_)
    kept: list[int] = []
    inputs = [str(path) for path in sorted(folder.rglob("*.*")) if path.is_file()]
    if previous is None:
        results = list(parse_names(inputs))
    else:
        results = list(parse_changed(inputs, parse_names, previous, min_confidence=0.0,
                                     on_unchanged=lambda: kept.append(1)))  # fmt: skip
        previous.close()
    assert [result.source.path for result in results] == inputs
    write(results, out, format_)
    return [r.title if isinstance(r, Document) else None for r in results], len(kept)


@pytest.mark.parametrize("format_", FORMATS)
def test_only_changed_files_are_parsed_again(format_: str, folder: Path, tmp_path: Path) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{format_}"
    (folder / "bad.txt").write_text("bad")
    count = len(run(folder, out, format_)[0])
    assert run(folder, out, format_)[1] == count - 1  # what failed is tried again
    (folder / "a.pdf").write_text("changed")
    (folder / "new.pdf").write_text("new")
    (folder / "c.txt").rename(folder / "moved.txt")
    titles, unchanged = run(folder, out, format_)
    assert unchanged == count - 2  # all but the failure and what changed; a new name is no change
    assert titles.count(None) == 1
    assert len(titles) == count + 1


def test_id_of_what_is_no_file(tmp_path: Path) -> None:
    assert id_of(str(tmp_path)) is None
    assert id_of(str(tmp_path / "missing")) is None
    assert id_of(b"bytes") is None
    (tmp_path / "a").write_bytes(b"x")
    assert id_of(str(tmp_path / "a")) == Source("a", b"x").id


def test_foreign_or_missing_output_is_no_previous_one(tmp_path: Path) -> None:
    assert open_previous(tmp_path / "none.jsonl", "jsonl") is None
    (tmp_path / "x.json").write_text("[1, 2]")
    assert open_previous(tmp_path / "x.json", "json") is None
    write(RESULTS, tmp_path / "x.md")
    assert open_previous(tmp_path / "x.md", "md") is None


def test_summary_counts_what_happened() -> None:
    watch = Watch(5, quiet=True)
    list(watch.results([document("a"), document("b"), failure()]))
    watch.skip()
    lines = "\n".join(watch.summary("out.jsonl"))
    assert "3 documents (1 unchanged), 1 failed" in lines
    assert "failures: corrupt 1" in lines
    assert "mission 2" in lines
    assert "warnings in 2 documents: page_without_text 2, fallback 2" in lines
    assert "written to out.jsonl" in lines


def test_summary_of_a_resumed_run_counts_what_was_there() -> None:
    watch = Watch(5, quiet=True)
    watch.resume(3, failed=1)
    list(watch.results([document("a"), document("b")]))
    first, second, *_ = watch.summary("out.jsonl")
    assert first.endswith("4 documents (3 inputs from the run before), 1 failed")
    assert second.startswith("records of this run: ")


@pytest.mark.parametrize(("name", "told"), [("x.jsonl", "--resume"), ("x.sqlite", "same command")])
@pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit(143)])
def test_a_run_that_is_broken_off_says_how_to_go_on(
    name: str, told: str, end: BaseException, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def parse(inputs: Iterable[Input]) -> Iterator[Document | Failure]:
        yield document("a")
        raise end

    batch = Batch(["a", "b"], parse, Watch(2, quiet=True), str(tmp_path / name),
                  Path(name).suffix[1:], 0.0, force=True, resume=False)  # fmt: skip
    with pytest.raises(type(end)):
        batch.run()
    assert told in capsys.readouterr().err


def test_convert_between_formats(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "a.jsonl")
    runner = CliRunner()
    for source, target in (("a.jsonl", "b.sqlite"), ("b.sqlite", "c.json"), ("c.json", "d.csv")):
        done = runner.invoke(cli, ["convert", str(tmp_path / source), "-o",
                                   str(tmp_path / target)])  # fmt: skip
        assert done.exit_code == 0, done.output
    assert list(policynlp.read(tmp_path / "c.json")) == [
        r for r in RESULTS if isinstance(r, Document)
    ]
    assert len(list(policynlp.read(tmp_path / "d.csv"))) == 3


def test_convert_says_what_is_wrong(tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(cli, ["convert", str(tmp_path / "none.jsonl")])
    assert done.exit_code == 3
    assert "cannot read" in done.stderr
    done = runner.invoke(cli, ["convert", "x.jsonl", "-f", "csv"])
    assert done.exit_code == 2


@pytest.mark.parametrize("format_", sorted(set(SINKS) - {"json", "jsonl", "md"}))
def test_files_cannot_go_to_the_screen(format_: str, folder: Path) -> None:
    done = CliRunner().invoke(cli, ["parse", str(folder), "-f", format_])
    assert done.exit_code == 2
    assert "-o OUT" in done.output


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["jsonl", "sqlite", "csv"])
def test_second_run_parses_what_the_format_cannot_keep(format_: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"Mission to Ghana, {name}, 3 May 2021")
    out = tmp_path / f"records.{format_}"
    arguments = ["parse", str(tmp_path / "in"), "-o", str(out), "--no-isolation"]
    first = CliRunner().invoke(cli, arguments)
    assert first.exit_code == 0, first.output
    before = list(policynlp.read(out))
    again = CliRunner().invoke(cli, [*arguments, "-v"])
    assert again.exit_code == 0, again.output
    kept = 0 if format_ == "csv" else 2
    assert ("(2 unchanged)" in again.stderr) == (kept == 2)
    assert list(policynlp.read(out)) == before
    forced = CliRunner().invoke(cli, [*arguments, "--force"])
    assert "unchanged" not in forced.stderr
    assert list(policynlp.read(out)) == before
