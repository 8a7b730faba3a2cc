"""Parsers that crash, hang, hoard and fork cost their own file and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from harness import worker_pids

from policynlp.errors import WorkerError
from policynlp.limits import Limits
from policynlp.schema import Document, Failure
from policynlp.workers.crew import Crew
from policynlp.workers.settings import Settings

MB = 2**20
LIMITS = Limits(document_seconds=3, page_seconds=1, ocr_seconds=6, reader_bytes=700 * MB)


def crew(workers: int = 1, limits: Limits = LIMITS) -> Crew:
    return Crew(Settings(limits, load="stubs:load", analyse="stubs:analyse"), workers)


def outcome(result: Document | Failure) -> str:
    return result.error.code if isinstance(result, Failure) else "ok"


@pytest.fixture(autouse=True)
def nothing_left(
    no_orphans: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """No process and no temporary file outlives a test."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    for _ in range(50):
        if not worker_pids():
            break
        time.sleep(0.1)
    assert not worker_pids()
    assert not list(folder.iterdir())


def run(inputs: Iterable[str | bytes], workers: int = 1, limits: Limits = LIMITS) -> list[str]:
    with crew(workers, limits) as made:
        data = [x.encode() if isinstance(x, str) else x for x in inputs]
        return [outcome(result) for result in made.run(data)]


QUICK = (
    ("segfault", "crash"), ("sysexit", "crash"), ("recurse", "limit_expansion"),
    ("quote", "internal"), ("hang", "limit_time"),
)  # fmt: skip
THOROUGH = (
    ("abort", "crash"), ("exit", "crash"), ("spin", "limit_time"), ("deaf", "limit_time"),
    ("locked", "limit_time"), ("fork", "ok"), ("fork_and_hang", "limit_time"),
    ("refuse", "corrupt"), ("garbage", "crash"), ("litter", "crash"), ("shout", "ok"),
    ("slow 1", "ok"), ("ocr 4", "ok"), ("ocr 20", "limit_time"),
)  # fmt: skip


def test_misbehaving_readers_cost_their_own_files() -> None:
    inputs = [how for how, _ in QUICK for how in (how, "good")]
    assert run(inputs) == [code for _, code in QUICK for code in (code, "ok")]


@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), THOROUGH)
def test_misbehaving_reader_costs_its_own_file(
    how: str, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    started = time.monotonic()
    assert run(["good", how, "good"]) == ["ok", code, "ok"]
    assert time.monotonic() - started < 15
    assert "secret" not in "".join(capfd.readouterr())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("segfault", "crash"),
        ("hang", "limit_time"),
        ("exit", "crash"),
        ("recurse", "limit_expansion"),
    ],
)
def test_misbehaving_analysis_costs_its_own_file(how: str, code: str) -> None:
    with crew() as made:
        results = list(made.run([b"good", f"x\nanalysis {how}".encode(), b"good"]))
    assert [outcome(r) for r in results] == ["ok", code, "ok"]
    failed = results[1]
    assert isinstance(failed, Failure)
    assert failed.error.stage == "analyse"
    assert failed.id is not None and failed.source.size_bytes
    assert failed.source.media_type == "text/plain"


def test_failures_do_not_quote_the_document() -> None:
    with crew() as made:
        (failed,) = made.run([b"quote me not"])
    assert isinstance(failed, Failure)
    assert "quote" not in failed.error.message and "ValueError" in failed.error.message


def test_memory_of_the_caller_is_not_taken_for_that_of_a_reader() -> None:
    """On Linux a process begins with the peak of its parent's memory."""
    ballast = b"x" * (400 * MB)  # more than half of what readers may take
    assert run(["segfault", "good"]) == ["crash", "ok"]
    del ballast


@pytest.mark.parametrize("how", ["allocate", "hoard_and_abort"])
def test_reader_that_ends_for_want_of_memory_is_told_from_one_that_crashes(how: str) -> None:
    # On a busy machine the memory takes longer to fill than other readers may take.
    patient = replace(LIMITS, document_seconds=60)
    assert run([how, "good"], limits=patient) == ["limit_memory", "ok"]


def test_reader_killed_from_outside_is_replaced_and_its_file_read(tmp_path: Path) -> None:
    assert run([f"once {tmp_path / 'mark'}", "good"]) == ["ok", "ok"]


@pytest.mark.slow
@pytest.mark.parametrize(("plan", "lost"), [("ghg", 2), ("gcg", 2), ("cgg", 1)])
def test_page_that_hangs_or_crashes_costs_that_page(plan: str, lost: int) -> None:
    with crew() as made:
        (result,) = made.run([f"pages {plan}".encode()])
    assert isinstance(result, Document)
    assert f"skipped {lost}" in result.text
    assert result.text.count("page") == 2


@pytest.mark.slow
def test_second_bad_page_costs_the_file() -> None:
    assert run(["pages ghgh", "pages gcgc"]) == ["limit_time", "crash"]


def test_results_come_in_input_order_with_any_number_of_workers() -> None:
    inputs = ["slow 0.6", *(f"n{i}" for i in range(20)), "segfault", "slow 0.2", "last"]
    with crew(3) as made:
        results = list(made.run([text.encode() for text in inputs]))
    assert [r.text if isinstance(r, Document) else "" for r in results] == [
        "" if text == "segfault" else text for text in inputs
    ]


def test_inputs_are_taken_lazily() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"good"

    with crew(2) as made:
        results = made.run(endless())
        for _ in range(5):
            next(results)
        time.sleep(0.3)
        next(results)
        assert taken < 80
        results.close()


@pytest.mark.slow
def test_time_in_which_nobody_listens_does_not_count() -> None:
    with crew() as made:
        results = made.run([b"good", b"slow 0.5", b"good"])
        next(results)
        time.sleep(4)
        assert [outcome(r) for r in results] == ["ok", "ok"]


@pytest.mark.slow
def test_readers_are_renewed() -> None:
    limits = Limits(renew_files=2)
    with crew(limits=limits) as made:
        pids = set()
        for _ in made.run([b"good"] * 7):
            pids.update(worker_pids())
    assert len(pids) >= 4  # an analyser and three readers or more


@pytest.mark.slow
def test_large_input_in_memory_is_handed_over() -> None:
    data = b"good\n" + b"word " * 4_000_000
    with crew(limits=Limits()) as made:
        (result,) = made.run([data])
    assert isinstance(result, Document)
    assert result.source.size_bytes == len(data)


def test_processes_that_cannot_start_are_an_error_and_no_endless_loop() -> None:
    with (
        Crew(Settings(LIMITS, load="stubs:absent", analyse="stubs:analyse")) as made,
        pytest.raises(WorkerError, match="absent"),
    ):
        list(made.run([b"good"]))


@pytest.mark.parametrize(
    "how",
    [
        "locked",
        *(
            pytest.param(how, marks=pytest.mark.slow)
            for how in ("hang", "spin", "deaf", "fork_and_hang")
        ),
    ],
)
def test_no_process_outlives_a_killed_parent(how: str, tmp_path: Path) -> None:
    code = (
        "from policynlp.workers.crew import Crew; from policynlp.workers.settings import Settings\n"
        "crew = Crew(Settings(load='stubs:load', analyse='stubs:analyse'))\n"
        f"list(crew.run([b'{how}']))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as parent:
        deadline = time.monotonic() + 20
        while len(worker_pids()) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.7)
        assert worker_pids()
        parent.send_signal(signal.SIGKILL)
    for _ in range(50):
        if not worker_pids():
            break
        time.sleep(0.1)
    assert not worker_pids()
    # Its temporary folder is removed by the next run.
    run(["good"])


def test_reader_has_no_network_where_the_system_allows_that() -> None:
    code = "from policynlp.workers.network import leave_network; print(leave_network())"
    probe = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    if probe.stdout.strip() != b"True":
        pytest.skip("this system gives no process a network of its own")
    with socket.create_server(("127.0.0.1", 0)) as server, crew() as made:
        (result,) = made.run([f"connect {server.getsockname()[1]}".encode()])
    assert outcome(result) == "internal"
