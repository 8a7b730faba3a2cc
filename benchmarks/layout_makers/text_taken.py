"""More plain text: other ways in which it is typed, converted, recognised, copied and sent on."""

from __future__ import annotations

import itertools
import re
import textwrap
import zlib
from collections.abc import Iterator
from pathlib import Path

from rendering.outline import Outline, Part

from layout_makers.parts import cells_of, language_of, lines_of, plain, sign_of
from layout_makers.text import fill, row_lines, starred_text

_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)[.)]? ")
_SENTENCE_END = re.compile(r"(?<=[a-zé)»\"”]{3}[.!?]) (?=[A-ZÉÀ«“\"])")
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_HEADERS = {
    "en": ("From: A. Writer <a.writer@example.org>", "Sent: Tuesday, 4 March", "To: All staff"),
    "fr": ("De : A. Auteur <a.auteur@example.org>", "Envoyé : mardi 4 mars", "À : Tous"),
}
_MENUS = {
    "en": ("Skip to main content", "Home", "About us", "Topics", "News", "Search", "Menu"),
    "fr": ("Aller au contenu principal", "Accueil", "À propos", "Thèmes", "Actualités", "Recherche",
           "Menu"),
}  # fmt: skip
_FEET = {
    "en": ("Share", "Facebook", "Print this page", "Privacy policy", "Site map",
           "We use cookies to improve your experience.", "Accept all cookies", "© 2021"),
    "fr": ("Partager", "Facebook", "Imprimer cette page", "Mentions légales", "Plan du site",
           "Ce site utilise des cookies pour votre confort.", "Tout accepter", "© 2021"),
}  # fmt: skip
_QUOTES = "'''"


def _put(target: Path, lines: list[str]) -> None:
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _wrapped_cells(part: Part, share: int) -> Iterator[list[tuple[str, ...]]]:
    """Each row of a table as lines of pieces of its cells."""
    for row in cells_of(part):
        cells = [textwrap.wrap(cell, share) or [""] for cell in row]
        yield list(itertools.zip_longest(*cells, fillvalue=""))


def _grid(part: Part, width: int = 96) -> list[str]:
    """A grid of pluses and dashes, the head ruled with equal signs."""
    count = max(map(len, part.rows))
    share = (width - 3 * count) // count
    out = ["+" + ("-" * (share + 2) + "+") * count]
    for number, lines in enumerate(_wrapped_cells(part, share)):
        out += ["|" + "|".join(f" {cell:<{share}} " for cell in line) + "|" for line in lines]
        out.append("+" + (("=" if not number else "-") * (share + 2) + "+") * count)
    return out


def typed(outline: Outline, target: Path) -> None:
    """Typed at 72 columns: underlined titles, first lines set in, grids of pluses and dashes."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [*_grid(part, 78), ""]
        elif part.kind == "heading":
            lines = textwrap.wrap(plain(part.runs), 72)
            out += ["", *lines, ("=" if part.level == 1 else "-") * max(map(len, lines)), ""]
        elif part.kind == "item":
            lead = "  " * part.level + sign_of(part, "o") + " "
            out += textwrap.wrap(plain(part.runs), 72, initial_indent=lead,
                                 subsequent_indent=" " * len(lead))  # fmt: skip
        else:
            for line in lines_of(part.runs):
                out += textwrap.wrap(line, 72, initial_indent="  ")
            out.append("")
    _put(target, out)


def boxed(outline: Outline, target: Path) -> None:
    """Boxes drawn around tables, titles as "*** TITLE ***" and "[1] Title", arrows before items."""
    out: list[str] = []
    number = 0
    for part in outline.parts:
        if part.kind == "table":
            lines = _grid(part, 110)
            out += [line.replace("|", "│").translate(str.maketrans("+-=", "┼─═")) for line in lines]
            out.append("")
        elif part.kind == "heading" and part.level == 1:
            out += [f"*** {plain(part.runs).upper()} ***", ""]
        elif part.kind == "heading":
            number += part.level == 2
            text = plain(part.runs)
            out += ["", text if _NUMBERED.match(text) else f"[{number}] {text}", ""]
        elif part.kind == "item":
            sign = "->" if part.number is None else f"({part.number})"
            out.append(f"{'   ' * (part.level - 1)}{sign} {plain(part.runs)}")
        else:
            out += [*lines_of(part.runs), ""]
    _put(target, out)


def jira(outline: Outline, target: Path) -> None:
    """The markup of a tracker: h1. h2., ||heads||, *bold*, # before numbered items."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            first, *rest = cells_of(part)
            out += ["||" + "||".join(cell or " " for cell in first) + "||"]
            out += ["|" + "|".join(cell or " " for cell in row) + "|" for row in rest] + [""]
        elif part.kind == "heading":
            out += [f"h{part.level}. {plain(part.runs)}", ""]
        elif part.kind == "item":
            sign = "#" if part.number is not None else "*"
            out.append(f"{sign * part.level} {starred_text(part.runs).replace('**', '*')}")
        else:
            out += [starred_text(part.runs).replace("**", "*"), ""]
    _put(target, out)


def wikitext(outline: Outline, target: Path) -> None:
    """The markup of an encyclopaedia: == titles ==, {| tables |}, '''bold'''."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            first, *rest = cells_of(part)
            out += ['{| class="wikitable"', "|-", "! " + " !! ".join(first)]
            for row in rest:
                out += ["|-", *(f"| {cell}" for cell in row)]
            out += ["|}", ""]
        elif part.kind == "heading":
            out += [f"{'=' * part.level} {plain(part.runs)} {'=' * part.level}", ""]
        elif part.kind == "item":
            sign = "#" if part.number is not None else "*"
            out.append(f"{sign * part.level} {starred_text(part.runs).replace('**', _QUOTES)}")
        else:
            out += [starred_text(part.runs).replace("**", _QUOTES), ""]
    _put(target, out)


def converted(outline: Outline, target: Path) -> None:
    """As converters write plain text: 72 columns, wide signs, tables between rules with blank lines
    between their rows."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            count = max(map(len, part.rows))
            share = max(10, 78 // count - 2)
            rule = "  " + "-" * (count * (share + 1) - 1)
            heads = "  " + " ".join("-" * share for _ in range(count))
            out += [rule]
            for number, lines in enumerate(_wrapped_cells(part, share - 1)):
                texts = ("  " + " ".join(f"{c:<{share}}" for c in line) for line in lines)
                out += [text.rstrip() for text in texts]
                out.append(heads if not number else "")
            out += [rule, ""]
        elif part.kind == "heading":
            out += ["", plain(part.runs), ""]
        elif part.kind == "item":
            lead = "    " * (part.level - 1) + sign_of(part, "-").ljust(4)
            out += textwrap.wrap(plain(part.runs), 72, initial_indent=lead,
                                 subsequent_indent=" " * len(lead))  # fmt: skip
        else:
            out += [w for line in lines_of(part.runs) for w in textwrap.wrap(line, 72)] + [""]
    _put(target, out)


def answered(outline: Outline, target: Path) -> None:
    """Sent on by mail: heads, all lines quoted and broken at 70, rows by semicolons, a farewell."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["; ".join(cell.replace(";", ",") for cell in row) for row in cells_of(part)]
        elif part.kind == "heading":
            out += ["", f"{plain(part.runs)}", ""]
        elif part.kind == "item":
            out += textwrap.wrap(f"{sign_of(part, '-')} {plain(part.runs)}", 70)
        else:
            out += [*(w for line in lines_of(part.runs) for w in textwrap.wrap(line, 70)), ""]
    head = [
        *_HEADERS[language_of(outline)],
        f"{'Objet :' if language_of(outline) == 'fr' else 'Subject:'} {outline.title}",
        "",
    ]
    _put(
        target,
        [*head, *(f"> {line}".rstrip() for line in out), "", "-- ", "A. Writer", "+00 555 1234"],
    )


def page_copy(outline: Outline, target: Path) -> None:
    """A web page copied whole: menu and feet around it, no bullets, rows as "Head: value" lines."""
    language = language_of(outline)
    out = [
        *_MENUS[language],
        "",
        f"{_MENUS[language][1]} > {_MENUS[language][4]} > {outline.title[:30]}",
        "",
    ]
    for part in outline.parts:
        if part.kind == "table":
            heads, *rows = cells_of(part)
            for row in rows:
                out += [
                    f"{h.rstrip(' :')}: {cell}" if h else cell
                    for h, cell in zip(heads, row, strict=False)
                    if cell
                ]
                out.append("")
        elif part.kind == "item":
            out.append(
                plain(part.runs) if part.number is None else f"{part.number}. {plain(part.runs)}"
            )
        else:
            out += ["", *lines_of(part.runs), ""]
    _put(target, [*out, "", *_FEET[language]])


def _misread(text: str) -> str:
    """Words as programs that recognise letters read them now and then."""
    words = []
    for word in text.split():
        if len(word) > 6 and word.isalpha() and not zlib.crc32(word.encode()) % 60:
            word = f"{word[:3]} {word[3:]}"
        elif len(word) > 6 and word.isalpha() and not zlib.crc32(word.encode()) % 47:
            word = word.replace("l", "1", 1).replace("m", "rn", 1)
        words.append(word)
    return " ".join(words)


def _spaced(text: str) -> str:
    return "   ".join(" ".join(word) for word in text.upper().split())


def recognised(outline: Outline, target: Path) -> None:
    """A scan that was recognised: titles with spaced letters, stray signs and stamps between lines,
    blank lines lost, rows read across their columns."""
    lines: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            lines += row_lines(part)
        elif part.kind == "heading":
            text = plain(part.runs)
            spaced = part.level == 2 and len(text) < 40
            lines += ["", *([_spaced(text)] if spaced else fill(text, 90))]
        elif part.kind == "item":
            lines += fill(f"{sign_of(part, '•')} {plain(part.runs)}", 90)
        else:
            lines += [w for line in lines_of(part.runs) for w in fill(line, 90)]
    out: list[str] = []
    for number, line in enumerate(lines, start=1):
        out.append(_misread(line) if set(line[1:12:2]) != {" "} else line)
        if number % 44 == 0:
            out += ["", f"{number // 44}", "|", ""]
        elif number % 31 == 0:
            out.append("~ .")
    _put(target, out)


def sentences(outline: Outline, target: Path) -> None:
    """A sentence a line, all set in by a tab, old ends of lines and letters; rows by semicolons."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [
                "\t" + ";".join(cell.replace(";", ",") for cell in row) for row in cells_of(part)
            ]
            out.append("")
        elif part.kind == "heading":
            out += ["", plain(part.runs), ""]
        elif part.kind == "item":
            sign = f"{part.number})" if part.number else "·"
            out.append(f"\t{sign}\t{plain(part.runs)}")
        else:
            out += [f"\t{s}" for line in lines_of(part.runs) for s in _SENTENCE_END.split(line)]
            out.append("")
    language = language_of(outline)
    encoding, end = ("mac_roman", "\r") if language == "fr" else ("utf-16", "\r\n")
    target.write_bytes(end.join(out).encode(encoding, "replace"))


def counted(outline: Outline, target: Path) -> None:
    """Lines that are numbered at the left as drafts are, and marks where pages end."""
    lines: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            lines += [*_columns(part, 92), ""]
        elif part.kind == "item":
            lead = "    " * part.level + sign_of(part, "-") + " "
            lines += fill(plain(part.runs), 84, lead, "    " * part.level + "  ")
        else:
            lines += [w for line in lines_of(part.runs) for w in fill(line, 84)]
            lines.append("")
    out: list[str] = []
    number = 0
    for count, line in enumerate(lines):
        if count % 50 == 0:
            out += ["", f"--- Page {count // 50 + 1} ---", ""]
        number += bool(line)
        out.append(f"{number:>4}  {line}".rstrip() if line else "")
    _put(target, out)


def _columns(part: Part, width: int, rule: str = "") -> list[str]:
    count = max(map(len, part.rows))
    share = max(8, (width - 3 * count) // count)
    out = []
    for row in _wrapped_cells(part, share):
        out += ["   ".join(cell.ljust(share) for cell in line).rstrip() for line in row]
        out += [rule] if rule else []
    return out


def reported(outline: Outline, target: Path) -> None:
    """Titles that run into the text below them ("II. Findings: The ..."), rows between rules."""
    out: list[str] = []
    number = 0
    waiting = ""
    for part in outline.parts:
        if part.kind == "heading":
            if waiting:
                out += [waiting, ""]
            text = plain(part.runs)
            if part.level == 2 and not _NUMBERED.match(text):
                text = f"{_ROMAN[number % 12]}. {text}"
                number += 1
            if part.level == 1:
                out += [text, ""]
            waiting = f"{text.rstrip(' :')}:" if part.level > 1 else ""
            continue
        lead, waiting = waiting, ""
        if part.kind == "table":
            rule = "-" * 100
            out += [*([lead, ""] if lead else []), rule, *_columns(part, 100, rule), ""]
        elif part.kind == "item":
            out += [lead] if lead else []
            sign = sign_of(part, "-").replace(".", "/")
            out.append(f"{'  ' * (part.level - 1)}{sign} {plain(part.runs)}")
        else:
            first, *rest = lines_of(part.runs)
            out += [f"{lead} {first}".strip(), *rest, ""]
    _put(target, [*out, waiting] if waiting else out)


def beside(outline: Outline, target: Path) -> None:
    """Text of a PDF of two columns, with its layout: they stand beside one another."""
    lines: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            lines += [
                w for row in cells_of(part) for cell in row if cell for w in textwrap.wrap(cell, 48)
            ]
        elif part.kind == "item":
            lead = sign_of(part) + " "
            lines += textwrap.wrap(
                plain(part.runs), 48, initial_indent=lead, subsequent_indent="  "
            )
        else:
            lines += [w for line in lines_of(part.runs) for w in textwrap.wrap(line, 48)]
        lines.append("")
    out: list[str] = []
    for start in range(0, len(lines), 100):
        page = lines[start : start + 100]
        half = min(50, (len(page) + 1) // 2) if start + 100 >= len(lines) else 50
        for left, right in itertools.zip_longest(page[:half], page[half:], fillvalue=""):
            out.append(f"{left:<54}{right}".rstrip())
        out += ["", f"{' ' * 50}{start // 100 + 1}", "\f"]
    target.write_text("\n".join(out), "utf-8")


def raw_pages(outline: Outline, target: Path) -> None:
    """Text of a PDF in the order of its file: pages with head and foot, broken lines, no blank
    ones, bullets alone on their lines, cells one after the other in the line."""
    lines: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            lines += row_lines(part)
        elif part.kind == "item":
            first, *rest = fill(plain(part.runs), 92)
            lines += [f"{sign_of(part)} {first}", *rest] if part.number else ["", first, *rest]
        else:
            lines += [w for line in lines_of(part.runs) for w in fill(line, 95)]
    pages = []
    for number, start in enumerate(range(0, len(lines), 46), start=1):
        head = [outline.header or outline.title[:60], f"{number} / {(len(lines) + 45) // 46}"]
        pages.append("\n".join([*head, *lines[start : start + 46], outline.footer]).strip() + "\n")
    target.write_text("\f".join(pages) + "\f", "utf-8")


MAKERS = (
    typed, boxed, jira, wikitext, converted, answered, page_copy, recognised, sentences, counted,
    reported, beside, raw_pages,
)  # fmt: skip
