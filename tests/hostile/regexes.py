"""Times every regular expression of the package on adversarial strings of 200 KB.

    python tests/hostile/regexes.py

prints those that take over a second of processor time, and the places in the code that compile
expressions which it never saw. Expressions are caught as they are compiled: by importing every
module, by asking the lexicons for every list, and by parsing documents; those that stand in the
code as they are (`re.search("...", text)`) are read from it.
"""

# ruff: noqa: E501 - data, easier to scan in long lines

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import random
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

SIZE = 200_000
LIMIT = 1.0
# Tried on a twentieth of the size first. What would take half the limit in full, were it linear, is
# tried in full; so is what takes far more than twice as long on twice the text.
FIRST, SUSPECT, RATIO = SIZE // 20, LIMIT / 450, 2.8
# Time for four times the text: four times where it is linear, sixteen where it is quadratic.
GROWTH = 8
# A machine with other work takes up to so many times as long; what is linear may.
BUSY = 4
# Expressions that look at the words of a block or sentence, not at texts of any length.
LENGTHS = {
    "policynlp.entities.finder.tokens": 8_000,
    # What is longer is no sentence there.
    "policynlp.records.technical_assistance.frames": 900,
}
# spaCy's expression for addresses is not tried on longer words.
ADDRESS, ADDRESS_LENGTH = "://)?(?:\\S+(?::\\S*)?@)?", 2_000
# What reads our own expressions, none of which is longer.
OWN_READERS, OWN_LENGTH = ("joined", "anchors"), 2_000
UNITS = (
    " ", "\n", " \n", "\t", "a", "A", "1", "1 ", "1.", "1,", "1 000 ", ".", "..", "(", ")", "[", "{",
    "-", "- ", "a-", "a.", "A.", "A. ", "a, ", "a b ", "Aa ", "AA ", "Aa-", "«", "» ", "'", "l'", '"',
    ":", "a:", "a: ", "/", "a/", "@", "a@", "http://", "%", "€", "é", "e\u0301", "may ", "janvier ",
    "3 may ", "2021-", "2021 ", "de la ", "of the ", "dr ", "m. ", "the ", "le ", "and ", "et ", "|",
    "a\n", "1\n", "\xa0", "\u200b", "\x00", "<", "<a ", "&", "&a", "#", "*", "_", "\\", "=", "~", "`",
)  # fmt: skip

# How far above the compiling stands what a list does when it is asked.
LEVELS = 6

# (Module, line) of what compiled each expression.
CAUGHT: dict[tuple[str, int], tuple[str, int]] = {}
SEEN: set[tuple[str, int]] = set()


def catch() -> None:
    """Writes down each expression of ours that is compiled from now on."""
    original = re._compile  # type: ignore[attr-defined]  # what all functions of `re` go through

    def compile_(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(2)
        where = (frame.f_globals.get("__name__", ""), frame.f_lineno)
        # Of a list that is wrong `Cues` compiles each item to see which one.
        checked = frame.f_code.co_name == "_compile" and not pattern.startswith("(?<!\\w)(?:")
        if isinstance(pattern, str) and where[0].startswith("policynlp"):
            SEEN.add(where)
            if not checked and not _is_part(frame):
                CAUGHT.setdefault((pattern, int(flags)), where)
        return original(pattern, flags)

    re._compile = compile_  # type: ignore[attr-defined]
    importlib.import_module("policynlp.compiled").compile_kept = re.compile  # type: ignore[attr-defined]


def _is_part(frame: Any) -> bool:
    """Whether a list is being compiled in part; the whole of it is timed."""
    for _ in range(LEVELS):
        if frame is None:
            return False
        if frame.f_code.co_name in ("_met_part", "_within"):
            return True
        frame = frame.f_back
    return False


FUNCTIONS = frozenset(
    {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
)


def read_code() -> set[tuple[str, int]]:
    """Catches what stands in the code as it is; places whose expressions are only made there."""
    import policynlp

    root = Path(str(policynlp.__file__)).parent
    made = set()
    for path in sorted(root.rglob("*.py")):
        module = ".".join(("policynlp", *path.relative_to(root).with_suffix("").parts))
        module = module.removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id == "compile_kept":
                made.add((module, node.lineno))
            if not isinstance(called, ast.Attribute):
                continue
            if called.attr not in FUNCTIONS or ast.unparse(called.value) != "re" or not node.args:
                continue
            first = node.args[0]
            if not isinstance(first, ast.Constant):
                made.add((module, node.lineno))
            elif called.attr != "compile" and isinstance(first.value, str):
                flags = next((k.value for k in node.keywords if k.arg == "flags"), None)
                value = eval(ast.unparse(flags), {"re": re}) if flags else 0  # our own code
                CAUGHT.setdefault((first.value, int(value)), (module, node.lineno))
    return made


def compile_all() -> None:
    """Makes the package compile all it has."""
    import policynlp

    for module in pkgutil.walk_packages(policynlp.__path__, "policynlp."):
        if module.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if str(error.name).startswith("policynlp"):
                raise
            continue  # it needs an extra that is not installed; what is installed is timed
    from policynlp.languages import available, lexicon
    from policynlp.languages.cues import Cues

    for code in available():
        words = lexicon(code)
        for name, key in lists_of(code):
            try:
                cast(Cues, words.pattern(name, key)).compile_all()
            except Exception as error:  # noqa: BLE001 - a list of something else
                del error
    compile_cached(available())
    pipeline = policynlp.Pipeline()
    for given in (ENGLISH.encode(), FRENCH.encode(), *documents()):
        pipeline.parse_safely(given)


def compile_cached(codes: Iterable[str]) -> None:
    """Asks the functions for their expressions that make them once, or once a language."""
    modules = [module for name, module in sys.modules.items() if name.startswith("policynlp")]
    for function in (value for module in modules for value in list(vars(module).values())):
        wrapped = getattr(function, "__wrapped__", None)
        if wrapped is None or not hasattr(function, "cache_info"):
            continue
        signature = inspect.signature(wrapped)
        if "re.Pattern" not in str(signature.return_annotation):
            continue
        wanted = list(signature.parameters)
        if not wanted:
            function()
        elif wanted == ["code"]:
            for code in codes:
                function(code)


def documents() -> Iterator[Path]:
    """Some documents of each format and language."""
    root = Path(__file__).resolve().parents[2]
    count: Counter[str] = Counter()
    for path in sorted((root / "corpus" / "documents" / "train").glob("*.*")):
        count[kind := path.name[:2] + path.suffix] += 1
        if path.suffix != ".json" and count[kind] <= 8:
            yield path
    yield from sorted((root / "tests" / "data" / "pdf").glob("*.pdf"))


def lists_of(code: str) -> Iterator[tuple[str, str]]:
    """File and dotted key of each list of strings in a language's folder."""
    import tomllib
    from importlib.resources import files

    root = Path(str(files("policynlp.languages"))) / code
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).with_suffix("").as_posix()
        stack: list[tuple[str, Any]] = [("", tomllib.loads(path.read_text("utf-8")))]
        while stack:
            key, value = stack.pop()
            if isinstance(value, dict):
                stack.extend((f"{key}.{k}".lstrip("."), v) for k, v in value.items())
            elif isinstance(value, list) and all(isinstance(item, str) for item in value):
                yield name, key


def sample(pattern: str, flags: int, chance: random.Random) -> str:
    """A text that an expression (nearly) matches."""
    out: list[str] = []

    def walk(tokens: Any, depth: int) -> None:
        for operation, value in tokens:
            if operation is codes.LITERAL:
                out.append(chr(value))
            elif operation is codes.NOT_LITERAL:
                out.append("x" if value != ord("x") else "y")
            elif operation is codes.ANY:
                out.append("a")
            elif operation is codes.IN:
                out.append(member(value, chance))
            elif operation is codes.BRANCH:
                walk(chance.choice(value[1]), depth)
            elif operation is codes.SUBPATTERN:
                walk(value[3], depth)
            elif operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
                low, high, inner = value
                for _ in range(min(max(low, 1), 5) if depth < 9 else low):
                    if high:
                        walk(inner, depth + 1)
            elif operation is codes.ATOMIC_GROUP:
                walk(value, depth)

    walk(parser.parse(pattern, flags), 0)
    return "".join(out)


def member(choices: Any, chance: random.Random) -> str:
    """A character of a class."""
    negated = any(operation is codes.NEGATE for operation, _ in choices)
    if negated:
        return next((c for c in "ax1 .\n" if re.match(rebuild(choices), c)), "a")
    operation, value = chance.choice(choices)
    if operation is codes.LITERAL:
        return chr(value)
    if operation is codes.RANGE:
        return chr(value[0])
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(
        str(value).removeprefix("re."), "a"
    )


def rebuild(choices: Any) -> str:
    """A negated class as an expression, near enough."""
    parts = []
    for operation, value in choices:
        if operation is codes.LITERAL:
            parts.append(re.escape(chr(value)))
        elif operation is codes.RANGE:
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif operation is codes.CATEGORY:
            name = str(value)
            letter = "d" if "DIGIT" in name else "s" if "SPACE" in name else "w"
            parts.append("\\" + (letter.upper() if "NOT" in name else letter))
    return f"[^{''.join(parts)}]"


class TooLongError(Exception):
    """The time is over."""


def _ring(*_: object) -> None:
    raise TooLongError


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time of looking through a text, at most a little over `BUSY` times the limit."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, BUSY * LIMIT)
    try:
        for _ in pattern.finditer(text):
            pass
        pattern.match(text)
        pattern.fullmatch(text)
    except TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def slow_patterns() -> Iterator[tuple[str, str, str, float]]:
    """Place, expression, repeated text and time of what is too slow."""
    signal.signal(signal.SIGVTALRM, _ring)
    readers = [importlib.import_module(f"policynlp.languages.{name}") for name in OWN_READERS]
    own = {
        known.pattern
        for module in readers
        for known in vars(module).values()
        if isinstance(known, re.Pattern)
    }
    for (text, flags), (module, line) in sorted(CAUGHT.items()):
        try:
            pattern = re.compile(text, flags)
        except re.error:
            continue  # a list of words that are no expressions
        texts = [("", unit) for unit in units_for(text, flags)]
        for before, unit in (*texts, *endings_for(text, flags)):
            size = OWN_LENGTH if text in own else LENGTHS.get(module, SIZE)
            if ADDRESS in text:
                size = ADDRESS_LENGTH
            if (taken := time_in_full(pattern, unit, before, size)) > LIMIT:
                yield f"{module}:{line}", text, f"{before}{unit}", taken
                break


def units_for(text: str, flags: int) -> list[str]:
    """What is repeated to make texts: common units, and such that an expression (nearly) matches."""
    units = list(UNITS)
    chance = random.Random(text)
    for _ in range(3):
        try:
            made = sample(text, flags, chance)[:200]
        except (re.error, RecursionError, IndexError):
            continue
        units += [made, made + " ", made[: len(made) // 2], made[:-1]]
    return list(dict.fromkeys(filter(None, units)))


def endings_for(text: str, flags: int) -> list[tuple[str, str]]:
    """What begins like something an expression finds, and what then comes without end."""
    try:
        made = sample(text, flags, random.Random(text))[:200]
    except (re.error, RecursionError, IndexError):
        return []
    begun = {made[:1], made[:2], made[: len(made) // 2], made[:-1]}
    return [(start, run) for start in sorted(begun) for run in (" ", "a", "1", ".", "a ")]


def time_in_full(pattern: re.Pattern[str], unit: str, before: str = "", full: int = SIZE) -> float:
    """Time on a text of the full size; 0 where smaller ones show that it is far below the limit."""

    def timed(size: int) -> float:
        return seconds(pattern, before + unit * (size // len(unit)))

    once = timed(FIRST)
    if once <= SUSPECT:
        return 0.0
    if once < LIMIT * FIRST / SIZE / 2 and timed(2 * FIRST) < RATIO * once:
        return 0.0
    taken = timed(full)
    if LIMIT < taken < BUSY * LIMIT:
        taken = min(taken, timed(full))  # other work may have come between
    # Four times the time for four times the text, give or take half of it, and not cut off: linear,
    # on a slow or busy machine.
    if LIMIT < taken < 0.9 * BUSY * LIMIT:
        quarter = min(timed(full // 4) for _ in range(3))
        if taken < GROWTH * quarter:
            return LIMIT
    return taken


ENGLISH = """Mission report\n\nDates: 3 to 7 May 2021\n\nThe Ministry of Health should train 20 nurses
by June 2021, said Dr John Smith of WHO. EUR 1,000 was paid.\n\nRecommendations\n\n1. Train staff.
"""
FRENCH = """Rapport de mission\n\nDates : du 3 au 7 mai 2021\n\nLe ministère de la Santé doit former
20 infirmiers avant juin 2021, a dit M. Jean Diallo de l'OMS. 1 000 euros.\n\nRecommandations\n\n1. Former.
"""

if __name__ == "__main__":
    catch()
    compile_all()
    unseen = read_code() - SEEN
    print(f"{len(CAUGHT)} expressions", flush=True)  # noqa: T201
    for module, line in sorted(unseen):
        print(f"{module}:{line} was never reached")  # noqa: T201
    found = 0
    for where, text, unit, taken in slow_patterns():
        found += 1
        shown = f"{where}: {taken:.1f} s on {unit!r}...\n    {text[:300]}"
        print(shown, flush=True)  # noqa: T201
    print(f"{found} too slow")  # noqa: T201
    sys.exit(bool(found))
