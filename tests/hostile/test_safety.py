"""What must not be in the code, and what a file must not get past a loader."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
import tracemalloc
import zlib
from importlib.metadata import version
from pathlib import Path

import pytest
from cases import pdfs
from cases.texts import NOTE

from policynlp import loaders
from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.folding import bound_repeats
from policynlp.languages import compile_any
from policynlp.limits import Limits, Reading, in_force
from policynlp.loaders.caps import MAX_BLOCK, split_long
from policynlp.loaders.media_types import sniff
from policynlp.source import Source, read_source

SRC = Path(__file__).resolve().parent.parent.parent / "src" / "policynlp"
FORBIDDEN = {
    "pickle", "joblib", "dill", "shelve", "marshal", "cloudpickle", "skops",  # code in data
    "socket", "urllib.request", "http.client", "requests", "ftplib", "httpx",  # network
    "threading.Thread", "multiprocessing.pool", "concurrent.futures",  # libraries in threads
}  # fmt: skip
# Processes are started in these places alone.
STARTERS = {
    "loaders/_pdf/tesseract.py", "loaders/doc.py", "report/pictures.py", "workers/child.py",
}  # fmt: skip


def imports_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
    return found


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def test_code_loads_no_code_from_data_and_opens_no_connection() -> None:
    problems = []
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(SRC).as_posix()
        problems += [(name, used) for used in sorted(imports_of(tree) & FORBIDDEN)]
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("eval", "exec", "os.system", "__import__", "compile"):
                problems.append((name, called))
            if called.startswith(("subprocess.", "os.fork", "os.exec")) and name not in STARTERS:
                problems.append((name, called))
            for keyword in node.keywords:
                if (
                    keyword.arg in ("allow_pickle", "shell")
                    and ast.unparse(keyword.value) != "False"
                ):
                    problems.append((name, f"{called}({keyword.arg}=...)"))
    assert not problems


@pytest.mark.parametrize(
    ("package", "floor"),
    [("pdfminer.six", "20251230"), ("lxml", "6.1.0"), ("pillow", "12.3.0")],
)
def test_libraries_are_not_older_than_their_last_known_holes(package: str, floor: str) -> None:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", text)]

    assert numbers(version(package)) >= numbers(floor)
    project = (SRC.parent.parent / "pyproject.toml").read_text("utf-8")
    assert f'"{package}>={floor}' in project


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "p"])
@pytest.mark.parametrize("depth", [300, 1_500])
def test_innermost_text_of_deep_pages_is_read(tag: str, depth: int) -> None:
    inner = {"table": "<tr><td>", "ul": "<li>"}.get(tag, "")
    page = f"<html><body>{f'<{tag}>{inner}' * depth}The innermost words</body></html>"
    loaded = loaders.load(Source("a.html", page.encode()))
    assert "The innermost words" in loaded.text
    assert not loaded.warnings


def test_page_deeper_than_the_limit_is_read_with_a_warning() -> None:
    page = f"<html><body>{'<div>' * 6_000}The innermost words</body></html>"
    loaded = loaders.load(Source("a.html", page.encode()))
    assert "The innermost words" in loaded.text
    assert [warning.code for warning in loaded.warnings] == ["nesting_too_deep"]


@pytest.mark.parametrize("separator", [" ", "\n", "\n\n"])
def test_text_over_the_limit_is_cut_with_a_warning(separator: str) -> None:
    text = separator.join(["Staff were trained in Accra."] * 400)
    with in_force(Reading(Limits(letters=5_000))):
        loaded = loaders.load(Source("a.txt", text.encode()))
    assert 4_900 < len(loaded.text) <= 5_010
    assert [warning.code for warning in loaded.warnings] == ["text_cut"]
    assert "text_cut" not in [w.code for w in loaders.load(Source("a", text.encode())).warnings]


@pytest.mark.parametrize("line", ["A sentence. " * 9_000, "word " * 20_000, "x" * 90_000])
def test_text_without_line_breaks_comes_in_blocks(line: str) -> None:
    loaded = loaders.load(Source("a.txt", line.encode()))
    assert max(block.end - block.start for block in loaded.blocks) <= MAX_BLOCK
    assert "".join(loaded.text.split()) == "".join(line.split())


def test_cell_of_many_pages_is_parted_into_lines() -> None:
    table = RawBlock("table", rows=(("One sentence. " * 2_000, "b"), ("c", "d")))
    rows = split_long(RawDocument((table,))).blocks[0].rows
    assert rows is not None
    assert max(map(len, rows[0][0].split("\n"))) <= MAX_BLOCK
    assert rows[0][0].replace("\n", "") == "One sentence. " * 2_000


@pytest.mark.parametrize("times", [1, 2, 3])
def test_stream_bomb_is_refused_in_little_memory(times: int) -> None:
    data = pdfs.document(pdfs.deflated(bytes(100_000_000), times))
    tracemalloc.start()
    with pytest.raises(InputError) as caught:
        loaders.load(Source("a.pdf", data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "limit_expansion"
    assert peak < 20_000_000


def test_large_honest_stream_is_no_bomb() -> None:
    content = pdfs.SAID + b" " * 20_000_000
    packed = pdfs.stream(zlib.compress(content), b"/Filter/FlateDecode")
    assert "Ghana" in loaders.load(Source("a.pdf", pdfs.document(packed))).text


def test_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse.pdf"
    with sparse.open("wb") as file:
        file.truncate(5 * 2**30)
    tracemalloc.start()
    with pytest.raises(InputError) as caught:
        read_source(sparse)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "too_large"
    assert caught.value.size_bytes == 5 * 2**30
    assert peak < 1_000_000


def test_terminal_escapes_of_a_document_are_gone() -> None:
    text = f"\x1b[31m{NOTE * 30}\x1b]0;title\x07 \x9b1m \u009f"
    loaded = loaders.load(Source("a.txt", text.encode()))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", loaded.text)


def test_limits_are_read_as_people_type_them() -> None:
    given = {"file_bytes": "20MB", "reader_bytes": "1.5 GB", "page_seconds": "2.5", "entries": "9"}
    limits = Limits.from_settings(given)
    assert limits.file_bytes == 20 * 2**20
    assert limits.reader_bytes == 1.5 * 2**30
    assert (limits.page_seconds, limits.entries) == (2.5, 9)
    assert limits.letters == 2_000_000


@pytest.mark.parametrize(
    "given", [{"nope": "1"}, {"entries": "x"}, {"entries": "-1"}, {"entries": "0"}, {"ratio": ""}]
)
def test_wrong_limits_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(given))):
        Limits.from_settings(given)


def test_looking_at_the_kind_of_any_bytes_never_fails() -> None:
    for data in (b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xff\xfe", bytes(4), b"<", b"%"):
        assert sniff(Source("a", data))


def test_form_feed_in_a_mail_makes_no_page() -> None:
    head = "From: a@b.org\nTo: c@d.org\nMIME-Version: 1.0\nSubject: Visit\n\n"
    loaded = loaders.load(Source("a.eml", f"{head}One page.\n\x0c\nAnother page.\n".encode()))
    assert loaded.page_count is None
    assert {block.page for block in loaded.blocks} == {None}


def test_date_of_a_mail_beyond_all_numbers_is_none() -> None:
    head = "From: a@b.org\nTo: c@d.org\nMIME-Version: 1.0\nSubject: Visit\n"
    date = "Date: Mon, 3 May 2021 10:00:00 +99999999999999999999"
    assert loaders.load(Source("a.eml", f"{head}{date}\n\ntext".encode())).published is None


@pytest.mark.parametrize("name", ["To", "Content-ID", "Content-Type", "Date", "Subject"])
@pytest.mark.parametrize("value", ["<a@", "a@", "=?utf-8?q?", "<", "(", "; x*=", '"', "@", ":;"])
def test_header_of_a_mail_that_nothing_can_read_costs_no_more_than_itself(
    name: str, value: str
) -> None:
    head = f"From: a@b.org\nMIME-Version: 1.0\nMessage-ID: <a@b>\n{name}: {value}\n\nThe text.\n"
    try:
        assert "The text" in loaders.load(Source("a.eml", head.encode())).text
    except InputError as error:
        assert error.code == "corrupt"


@pytest.mark.parametrize(
    ("pattern", "bounded"),
    [
        (r"\w+ [a-z'-]*", r"\w{1,60} [a-z'-]{0,60}"),
        (r"(?:a |b )*c+?", r"(?:a |b ){0,30}c{1,60}?"),
        (r"[^.;]*+.*[a b]+", r"[^.;]{0,400}+.{0,400}[a b]{1,400}"),
        (r"x{2,}y{2,4}+z{80,}", r"x{2,60}y{2,4}+z{80,80}"),
        (r"[]a +]\+\*(?P<n>\S+)(?P=n)?", r"[]a +]\+\*(?P<n>\S{1,400})(?P=n)?"),
    ],
)
def test_repeats_of_data_files_have_an_upper_bound(pattern: str, bounded: str) -> None:
    assert bound_repeats(pattern) == bounded
    assert bound_repeats(bounded) == bounded


def test_list_of_expressions_is_searched_in_linear_time() -> None:
    """Counted by doubling: what is quadratic takes four times as long on twice the text."""
    pattern = compile_any([r"[a-z'-]+ (?:strategy|policy)", r"(?:the |main )*objectives?"])

    def seconds(text: str) -> float:
        started = time.process_time()
        assert not pattern.search(text)
        return time.process_time() - started

    for unit in ("-", "'", "the "):
        once = min(seconds(unit * (40_000 // len(unit))) for _ in range(3))
        assert seconds(unit * (160_000 // len(unit))) < 8 * once + 0.1


@pytest.mark.slow
def test_no_expression_is_slow_on_200_kb() -> None:
    """In a process of its own, as it has to see the package being imported."""
    script = Path(__file__).parent / "regexes.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
