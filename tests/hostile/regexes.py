"""Times every regular expression of the package on adversarial strings of 200 KB.

    python tests/hostile/regexes.py [SIZE]

prints those that take over a second, on 200,000 characters or as many as you say. Expressions are caught as they are compiled: by importing
every module, by asking the lexicons for every list, and by parsing small documents.
"""

# ruff: noqa: E501 - data, easier to scan in long lines

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

SIZE = 200_000
LIMIT = 1.0
# What takes this long on a twentieth of the size is tried in full: quadratic code takes four
# hundred times as long there.
FIRST, SUSPECT = SIZE // 20, LIMIT / 450
UNITS = (
    " ", "\n", " \n", "\t", "a", "A", "1", "1 ", "1.", "1,", "1 000 ", ".", "..", "(", ")", "[", "{",
    "-", "- ", "a-", "a.", "A.", "A. ", "a, ", "a b ", "Aa ", "AA ", "Aa-", "«", "» ", "'", "l'", '"',
    ":", "a:", "a: ", "/", "a/", "@", "a@", "http://", "%", "€", "é", "e\u0301", "may ", "janvier ",
    "3 may ", "2021-", "2021 ", "de la ", "of the ", "dr ", "m. ", "the ", "le ", "and ", "et ", "|",
    "a\n", "1\n", "\xa0", "\u200b", "\x00", "<", "<a ", "&", "&a", "#", "*", "_", "\\", "=", "~", "`",
)  # fmt: skip

# Only ever matched at the start of a text, where their bounds hold; not searched for.
ONLY_MATCHED = frozenset({"policynlp.loaders._text.headings", "policynlp.records.training_tables"})

CAUGHT: dict[tuple[str, int], str] = {}


def catch() -> None:
    """Writes down each expression of ours that is compiled from now on."""
    original = re.compile

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        frame = sys._getframe(1)
        module = frame.f_globals.get("__name__", "")
        # `compile_any` compiles each item once to see whether it is valid, then all as one.
        checked = frame.f_code.co_name == "compile_any" and not pattern.startswith("(?<!\\w)(?:")
        if isinstance(pattern, str) and module.startswith("policynlp") and not checked:
            CAUGHT.setdefault((pattern, int(flags)), f"{module}:{frame.f_lineno}")
        return original(pattern, flags)

    re.compile = compile_  # type: ignore[assignment]


def compile_all() -> None:
    """Makes the package compile all it has."""
    import policynlp

    for module in pkgutil.walk_packages(policynlp.__path__, "policynlp."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from policynlp.languages import available, lexicon

    for code in available():
        words = lexicon(code)
        for name, key in lists_of(code):
            try:
                words.pattern(name, key)
            except Exception as error:  # noqa: BLE001 - a list of something else
                del error
    pipeline = policynlp.Pipeline()
    for text in (ENGLISH, FRENCH):
        pipeline.parse(text.encode())


def lists_of(code: str) -> Iterator[tuple[str, str]]:
    """File and dotted key of each list of strings in a language's folder."""
    import tomllib
    from importlib.resources import files
    from pathlib import Path

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


def seconds(pattern: re.Pattern[str], text: str, *, search: bool = True) -> float:
    """Processor time of looking through a text, at most a little over twice the limit."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, 2 * LIMIT)
    try:
        for _ in pattern.finditer(text) if search else ():
            pass
        pattern.match(text)
        pattern.fullmatch(text)
    except TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def slow_patterns(size: int = SIZE) -> Iterator[tuple[str, str, str, float]]:
    """Place, expression, repeated text and time of what is too slow on a text of a size."""
    first, suspect = (FIRST, SUSPECT) if size == SIZE else (size, LIMIT)
    signal.signal(signal.SIGVTALRM, _ring)
    for (text, flags), where in sorted(CAUGHT.items()):
        search = where.rpartition(":")[0] not in ONLY_MATCHED
        try:
            pattern = re.compile(text, flags)
        except re.error:
            continue  # a list of words that are no expressions
        units = list(UNITS)
        chance = random.Random(text)
        for _ in range(3):
            try:
                made = sample(text, flags, chance)[:200]
            except (re.error, RecursionError, IndexError):
                continue
            units += [made, made + " ", made[: len(made) // 2], made[:-1]]
        for unit in dict.fromkeys(filter(None, units)):
            if seconds(pattern, unit * (first // len(unit)), search=search) > suspect:
                taken = seconds(pattern, unit * (size // len(unit)), search=search)
                if taken > LIMIT:
                    yield where, text, unit, taken
                    break


ENGLISH = """Mission report\n\nDates: 3 to 7 May 2021\n\nThe Ministry of Health should train 20 nurses
by June 2021, said Dr John Smith of WHO. EUR 1,000 was paid.\n\nRecommendations\n\n1. Train staff.
"""
FRENCH = """Rapport de mission\n\nDates : du 3 au 7 mai 2021\n\nLe ministère de la Santé doit former
20 infirmiers avant juin 2021, a dit M. Jean Diallo de l'OMS. 1 000 euros.\n\nRecommandations\n\n1. Former.
"""

if __name__ == "__main__":
    catch()
    compile_all()
    print(f"{len(CAUGHT)} expressions", flush=True)  # noqa: T201
    found = 0
    for where, text, unit, taken in slow_patterns(int(sys.argv[1]) if sys.argv[1:] else SIZE):
        found += 1
        shown = f"{where}: {taken:.1f} s on {unit!r}...\n    {text[:300]}"
        print(shown, flush=True)  # noqa: T201
    print(f"{found} too slow")  # noqa: T201
    sys.exit(bool(found))
