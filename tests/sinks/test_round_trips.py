"""What is written is read back, in every format."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import policynlp
from policynlp.errors import OutputError
from policynlp.schema import Document, Failure
from policynlp.sinks import FULL, SINKS, opened_sink, write
from policynlp.sinks.extras import need
from policynlp.sinks.reading import read_results
from sinks.made import RESULTS, document, failure, without_text

ENDINGS = {"parquet-flat": "parquet"}


@pytest.fixture(params=sorted(SINKS))
def format_(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    library = {"parquet": "pyarrow", "parquet-flat": "pyarrow"}.get(name)
    if library:
        pytest.importorskip(library, reason=f"{name} needs {library}")
    return name


def written(folder: Path, format_: str, *results: Document | Failure) -> Path:
    path = folder / f"records.{ENDINGS.get(format_, format_)}"
    assert write(results, path, format_) == len(results)
    return path


def test_everything_comes_back(format_: str, tmp_path: Path) -> None:
    path = written(tmp_path, format_, *RESULTS)
    expected = RESULTS if format_ in FULL else tuple(map(without_text, RESULTS))
    assert tuple(read_results(path, None)) == expected


def test_nothing_is_a_valid_output(format_: str, tmp_path: Path) -> None:
    assert list(read_results(written(tmp_path, format_))) == []


def test_read_gives_documents_only(format_: str, tmp_path: Path) -> None:
    path = written(tmp_path, format_, failure(), document())
    (found,) = policynlp.read(path)
    assert found.records == document().records


def test_no_part_stays_behind(format_: str, tmp_path: Path) -> None:
    written(tmp_path, format_, document())
    assert not [p for p in tmp_path.rglob("*") if p.name.endswith((".part", "-wal", "-shm"))]


def test_an_interrupted_write_leaves_the_former_output(format_: str, tmp_path: Path) -> None:
    path = written(tmp_path, format_, document("before"))

    def broken() -> Iterator[Document]:
        yield document("after")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(broken(), path, format_)
    titles = [found.source.path for found in policynlp.read(path)]
    kept = ["in/before.pdf", "in/after.pdf"] if format_ == "sqlite" else ["in/before.pdf"]
    assert titles == kept
    assert not list(tmp_path.rglob("*.part"))


def test_missing_file_is_an_output_error(format_: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="records"):
        list(policynlp.read(tmp_path / f"records.{ENDINGS.get(format_, format_)}", format_))


def test_file_of_something_else_is_an_output_error(tmp_path: Path, format_: str) -> None:
    if format_ in ("csv", "parquet-flat", "md"):
        pytest.skip(f"{format_} is several files, or text without a form of its own")
    path = tmp_path / f"records.{format_}"
    path.write_bytes(b'{"some": "thing"}\n')
    with pytest.raises(OutputError):
        list(policynlp.read(path))


def test_folder_that_is_not_there_is_an_output_error(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "no" / f"x.{ENDINGS.get(format_, format_)}"
    with pytest.raises(OutputError, match="cannot write"):
        write([document()], path, format_)


def test_folder_as_output_holds_the_tables(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "out", "csv")
    assert (tmp_path / "out" / "recommendation.csv").is_file()
    assert len(list(policynlp.read(tmp_path / "out"))) == 3


def test_one_table_leads_to_its_companions(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "my-mission.csv")
    assert len(list(policynlp.read(tmp_path / "my-mission.csv"))) == 3
    assert len(list(policynlp.read(tmp_path / "my-mission-event.csv"))) == 3


def test_unknown_ending_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.sqlite"):
        write([], tmp_path / "records.doc")


def test_missing_library_names_the_command_that_installs_it() -> None:
    with pytest.raises(OutputError, match=r"pip install 'policynlp\[xlsx\]'"):
        need("no_such_library_at_all", "xlsx")


def test_sink_takes_results_one_by_one(tmp_path: Path) -> None:
    with opened_sink(tmp_path / "x.jsonl") as sink:
        sink.write(document())
        assert not (tmp_path / "x.jsonl").exists()
    assert (tmp_path / "x.jsonl").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["x.jsonl"]


FILL = """
import resource, signal, sys
from policynlp.errors import OutputError
from policynlp.sinks import write
from sinks.made import document
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    write((document(str(i)) for i in range(200)), sys.argv[1], sys.argv[2])
except OutputError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_full_disk_is_an_output_error_and_leaves_no_part(format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"records.{ENDINGS.get(format_, format_)}"
    tests = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", FILL, path, format_], capture_output=True,
                          cwd=tests, check=True, text=True)  # fmt: skip
    assert done.stdout.startswith("cannot write"), done.stdout + done.stderr
    left = [file.name for file in tmp_path.iterdir()]
    assert [name for name in left if not name.startswith("records.sqlite")] == []


def test_the_summary_is_for_people_first(tmp_path: Path) -> None:
    path = written(tmp_path, "md", *RESULTS)
    shown, _, data = path.read_text("utf-8").partition("<!-- ")
    assert "{" not in shown
    assert shown.count("\n# ") + 1 == len(RESULTS) == data.count("<!-- policynlp {")
