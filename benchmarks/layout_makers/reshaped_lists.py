"""The same facts where lists and sections are built in another way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rendering.outline import Outline, Part, Run

from layout_makers.parts import plain
from layout_makers.reshaped_tables import in_french, rebuilt, seeded, text
from policynlp.sections import section_kinds

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_CODE = re.compile(r"^(?:R|Rec)[-. ]?\d")
_NUMBERED = re.compile(r"^(?:\d|[IVX]+[.)]|[A-Z][.)])")
_LEAST_HEADINGS = 4


def _lists(outline: Outline) -> Iterator[tuple[str, list[Part]]]:
    """The parts in stretches: items that stand together, and other parts one by one, each with the
    heading above."""
    title = ""
    items: list[Part] = []
    for part in outline.parts:
        if part.kind == "item" and not (part.fresh and part.level == 1 and items):
            items.append(part)
            continue
        if items:
            yield title, items
        items = [part] if part.kind == "item" else []
        if part.kind == "heading":
            title = part.text
        if part.kind != "item":
            yield title, [part]
    if items:
        yield title, items


def _each_list(
    outline: Outline, change: Callable[[str, Sequence[Part]], Iterator[Part]], *, flat: bool = True
) -> Outline:
    """With each list made anew; nested ones only where they are not left alone."""
    parts: list[Part] = []
    for title, stretch in _lists(outline):
        nested = any(part.level > 1 for part in stretch)
        whole = stretch[0].kind == "item" and (not flat or (len(stretch) > 1 and not nested))
        parts.extend(change(title, stretch) if whole else stretch)
    return rebuilt(outline, parts)


def with_lists_tabled(outline: Outline) -> Outline:
    """Lists as tables of numbers and texts, some without titles above."""
    bare = seeded(outline, "tabled").random() < 0.5

    def change(_: str, items: Sequence[Part]) -> Iterator[Part]:
        rows = [(text(str(item.number or i)), item.runs) for i, item in enumerate(items, 1)]
        titles = ("N°", "Contenu") if in_french(outline) else ("No.", "Text")
        yield Part("table", rows=tuple(rows if bare else [tuple(map(text, titles)), *rows]))

    return _each_list(outline, change)


def with_lists_run_in(outline: Outline) -> Outline:
    """Lists as one paragraph each: "(i) ...; (ii) ...; and (iii) ...", "1) ... 2) ..."."""
    joint = " et " if in_french(outline) else " and "
    romans = seeded(outline, "run in").random() < 0.5

    def change(_: str, items: Sequence[Part]) -> Iterator[Part]:
        runs: list[Run] = []
        for i, item in enumerate(items):
            signs = f"({_ROMAN[i % len(_ROMAN)]}) " if romans else f"{i + 1}) "
            words = plain(item.runs)
            if romans:
                ending = ";" if i + 1 < len(items) else "."
                words = words.rstrip(" .;,") + ending
                signs = f"{joint.lstrip()}{signs}" if i + 1 == len(items) else signs
            runs.append(Run(f"{signs}{words} "))
        yield Part("paragraph", (*runs[:-1], Run(runs[-1].text.rstrip())))

    return _each_list(outline, change)


def with_items_coded(outline: Outline) -> Outline:
    """Items of recommendations with a code before them or a title of their own above."""
    french = in_french(outline)
    word = "Recommandation" if french else "Recommendation"
    forms = (
        ("R{}. ", "R{} – ", "Rec. {} : ", f"{word} n° {{}} : ", f"{word} {{}}")
        if french
        else ("R{}. ", "R{}: ", "Rec. {}: ", f"{word} {{}} – ", f"{word} {{}}")
    )
    form = seeded(outline, "coded").choice(forms)
    count = 0

    def change(title: str, items: Sequence[Part]) -> Iterator[Part]:
        nonlocal count
        ask = section_kinds(title) & {"recommendations"}
        for item in items:
            if not ask or item.level > 1 or _CODE.match(item.text):
                yield item
                continue
            count += 1
            sign = form.format(count)
            if form.endswith("{}"):
                yield Part("paragraph", text(sign, bold=True))
                yield Part("paragraph", item.runs)
            else:
                yield Part("paragraph", (Run(sign, bold=True), *item.runs))

    return _each_list(outline, change, flat=False)


def with_items_bare(outline: Outline) -> Outline:
    """Items as paragraphs without any sign."""

    def change(_: str, items: Sequence[Part]) -> Iterator[Part]:
        for item in items:
            yield Part("paragraph", item.runs)

    return _each_list(outline, change)


def with_groups_tabled(outline: Outline) -> Outline:
    """Several titles with a list below each as the rows of one table: titles as rows of their own
    or in the first column."""
    first_column = seeded(outline, "groups").random() < 0.5
    parts: list[Part] = []
    groups: list[tuple[Part, list[Part]]] = []

    def close() -> None:
        if len(groups) < 2:
            parts.extend(part for title, items in groups for part in (title, *items))
        else:
            parts.append(Part("table", rows=tuple(_grouped(groups, first_column))))
        groups.clear()

    def flush_title() -> None:
        if groups and not groups[-1][1]:
            title, _ = groups.pop()
            close()
            parts.append(title)

    for part in outline.parts:
        if part.kind == "item" and groups:
            groups[-1][1].append(part)
            continue
        if _titles_group(part):
            flush_title()
            groups.append((part, []))
            continue
        flush_title()
        close()
        parts.append(part)
    flush_title()
    close()
    return rebuilt(outline, parts)


def _titles_group(part: Part) -> bool:
    words = plain(part.runs)
    if part.kind == "heading":
        return part.level > 2
    return part.kind == "paragraph" and words.endswith(":") and len(words.split()) <= 8


def _grouped(
    groups: Sequence[tuple[Part, Sequence[Part]]], first_column: bool
) -> Iterator[tuple[tuple[Run, ...], ...]]:
    for title, items in groups:
        name = (Run(plain(title.runs).rstrip(" :"), bold=True),)
        if not first_column:
            yield name, text("")
        for i, item in enumerate(items):
            sign = text(str(item.number or i + 1))
            yield (name if not i else text(""), item.runs) if first_column else (sign, item.runs)


def with_sections_numbered(outline: Outline) -> Outline:
    """Other numbers before titles or none, all a level deeper or on one level, a list of contents
    before the first and a title for what stands above it."""
    chance = seeded(outline, "numbers")
    style = chance.choice(("decimal", "roman", "letters", "none"))
    level = chance.choice(("same", "deeper", "one"))
    heads = [part for part in outline.parts if part.kind == "heading"]
    if sum(part.level > 1 for part in heads) < _LEAST_HEADINGS:
        return outline
    if sum(part.level == 1 for part in heads) > 1:
        level = "same"
    counts = [0] * 9
    done: list[Part] = []
    contents: list[str] = []
    start = _first_section(outline)
    for i, part in enumerate(outline.parts):
        if part.kind != "heading" or i < start:
            done.append(part)
            continue
        counts[part.level] += 1
        counts[part.level + 1 :] = [0] * (8 - part.level)
        sign = "" if _NUMBERED.match(part.text) else _sign(style, counts, part.level)
        deeper = {"same": part.level, "deeper": part.level + 1, "one": 2}[level]
        done.append(replace(part, runs=(Run(sign), *part.runs), level=deeper))
        contents.append(f"{sign}{plain(part.runs)}\t{len(contents) // 2 + 2}")
    if chance.random() < 0.5:
        name = "Table des matières" if in_french(outline) else "Contents"
        listed = [Part("paragraph", text(line)) for line in contents]
        done[start:start] = [Part("heading", text(name), level=2), *listed]
    return rebuilt(outline, done)


def _first_section(outline: Outline) -> int:
    """Where the first heading stands that is no part of the title page."""
    return next(
        i
        for i, part in enumerate(outline.parts)
        if part.kind == "heading" and (part.level > 1 or _NUMBERED.match(part.text))
    )


def _sign(style: str, counts: Sequence[int], level: int) -> str:
    numbers = [str(count) for count in counts[2 : level + 1]]
    if style == "none" or level < 2 or "0" in numbers:
        return ""
    if style == "roman" and level == 2:
        return f"{_ROMAN[(counts[2] - 1) % len(_ROMAN)].upper()}. "
    if style == "letters" and level == 2:
        return f"{chr(ord('A') + (counts[2] - 1) % 26)}. "
    return f"{'.'.join(numbers)}. " if level == 2 else f"{'.'.join(numbers)} "
