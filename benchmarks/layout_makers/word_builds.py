"""Layouts of Word files by what Word and other programs can do to them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from textwrap import wrap

from rendering.outline import Outline, Part, Runs

from layout_makers.parts import plain, sign_of
from layout_makers.word_xml import (
    BOLD,
    Lists,
    box,
    cell,
    control,
    indent,
    level,
    listed,
    para,
    plain_table,
    row,
    run,
    runs,
    save,
    size,
    style,
    table,
)  # fmt: skip

_SIZES = {1: 16.0, 2: 13.0, 3: 12.0}
_SHADE = '<w:shd w:val="clear" w:fill="1F4E79"/>'
_MERGED, _FIRST = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


def _heads(parts: tuple[Part, ...]) -> int:
    """How many parts stand before the second heading."""
    found = [i for i, part in enumerate(parts) if part.kind == "heading"]
    return found[1] if len(found) > 1 else 1


def _is_count(texts: tuple[Runs, ...], k: int) -> bool:
    """Whether a row begins with its own number."""
    return not k or plain(texts[0]) == str(k) or len([text for text in texts if plain(text)]) == 1


def _typed(part: Part, look: str = "") -> str:
    """A part without styles: bold headings, typed signs with a tab."""
    if part.kind == "table":
        return plain_table(part)
    if part.kind == "heading":
        return para(runs(part.runs, BOLD + size(_SIZES.get(part.level, 11)) + look))
    if part.kind == "item":
        left = 18 * part.level
        return para(run(f"{sign_of(part)}\t") + runs(part.runs), indent(left, 18))
    return para(runs(part.runs))


def _styled(part: Part, lists: Lists) -> str:
    """A part by style: headings of the program, lists that it counts."""
    if part.kind == "heading":
        return para(runs(part.runs), style(f"Heading{part.level}"))
    if part.kind == "item":
        return para(runs(part.runs), lists.numbers(part) + indent(18 * part.level, 18))
    return plain_table(part, BOLD) if part.kind == "table" else para(runs(part.runs))


def word_boxes(outline: Outline, target: Path) -> None:
    """Title, first lines and quotes in text boxes, all held by the text below them."""
    lists, blocks, held = Lists(), [], ""
    first = _heads(outline.parts)
    title, *facts = outline.parts[:first]
    held = box(para(runs(title.runs, size(24))))
    held += box("".join(_typed(part) for part in facts)) if facts else ""
    for part in outline.parts[first:]:
        if part.kind == "quote":
            held += box(para(runs(part.runs)))
        elif held and part.kind in ("heading", "paragraph"):
            look = style(f"Heading{part.level}") if part.kind == "heading" else ""
            blocks.append(para(held + runs(part.runs), look))
            held = ""
        else:
            blocks.append(_styled(part, lists))
    footer = box(para(run(outline.footer))) if outline.footer else ""
    save([*blocks, para(held)], target, lists=lists, header=run(outline.header), footer=footer)


def word_controls(outline: Outline, target: Path) -> None:
    """A template filled in: content controls around everything, a cover, a list of contents."""
    lists, blocks = Lists(), []
    bound = '<w:dataBinding w:xpath="/ns1:coreProperties/ns0:title"/><w:text/>'
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
    for i, part in enumerate(outline.parts):
        if i == 0:
            blocks.append(control(para(control(runs(part.runs), bound), style("Title"))))
            headings = [each for each in outline.parts[1:] if each.kind == "heading"]
            opened = field.format("begin") + code + field.format("separate")
            for each in headings:
                blocks.append(para(f"{opened}{run(plain(each.runs))}{run(chr(9) + '3')}"))
                opened = ""
            blocks.append(para((opened or "") + field.format("end")))
        elif part.kind == "table":
            rows = [
                control(row([control(cell(para(control(runs(text))))) for text in texts]))
                for texts in part.rows
            ]
            blocks.append(control(table(rows, max(map(len, part.rows)))))
        elif part.kind in ("heading", "item"):
            blocks.append(
                control(_styled(part, lists), "<w15:repeatingSectionItem/>".replace("w15", "w14"))
            )
        else:
            blocks.append(control(para(control(runs(part.runs), "<w:text/>")), "<w:richText/>"))
    save(blocks, target, lists=lists, title=outline.title, header=run(outline.title))


def word_letterhead(outline: Outline, target: Path) -> None:
    """A table around everything: the sender's lines in a narrow cell, the text in the wide one."""
    edge = [outline.header, outline.footer]
    side = "".join(para(run(text, size(8))) for text in edge if text)
    text = "".join(_typed(part) for part in outline.parts)
    save([table([row([cell(side), cell(text)])], 2)], target)


def word_tracked(outline: Outline, target: Path) -> None:
    """Changes not yet accepted: words put in and taken out, paragraphs moved, marks deleted."""
    mark = 'w:id="1" w:author="" w:date="2020-01-01T00:00:00Z"'
    lists, blocks = Lists(), []

    def changed(texts: Runs) -> str:
        words = plain(texts).split(" ")
        half, third = len(words) // 2, len(words) // 3
        start, new, end = words[:third], words[third:half], words[half:]
        out = f"<w:del {mark}><w:r><w:delText>nnnn 31 </w:delText></w:r></w:del>"
        put = f"<w:ins {mark}>{run(' '.join(new) + ' ')}</w:ins>" if new else ""
        rest = f'<w:commentRangeStart w:id="3"/>{run(" ".join(end))}<w:commentRangeEnd w:id="3"/>'
        return run(" ".join([*start, ""]) if start else "") + out + put + rest

    gone = para(f"<w:moveFrom {mark}>{run('Moved away from here.')}</w:moveFrom>")
    for i, part in enumerate(outline.parts):
        if part.kind == "table":
            out = row([cell(para(run("gone")))], f"<w:del {mark}/>")
            rows = [row([cell(para(changed(text))) for text in texts]) for texts in part.rows]
            blocks.append(table([*rows, out], max(map(len, part.rows))))
        elif part.kind == "item":
            inner = f"<w:moveTo {mark}>{run(plain(part.runs))}</w:moveTo>"
            look = lists.numbers(part) + indent(18 * part.level, 18)
            blocks += [para(inner, look), gone] if i % 3 == 0 else [_styled(part, lists)]
        elif part.kind == "heading":
            blocks.append(para(changed(part.runs), style(f"Heading{part.level}")))
        else:
            old = f"<w:del {mark}><w:r><w:delText>Old line.</w:delText></w:r></w:del>"
            blocks.append(para(old, f"<w:rPr><w:del {mark}/></w:rPr>"))
            blocks.append(para(changed(part.runs) if len(part.runs) == 1 else runs(part.runs)))
    save(blocks, target, lists=lists)


def word_numbered(outline: Outline, target: Path) -> None:
    """Headings by a house's own styles, known by nothing but their look and automatic numbers."""
    lists, blocks, styles = Lists(), [], []
    numbers = [".".join(f"%{k}" for k in range(1, depth + 1)) + "." for depth in range(1, 5)]
    outer = lists.add(*(level(i, "decimal", text) for i, text in enumerate(numbers)))
    lists.add(level(0, "bullet", "o"))
    for depth in range(1, 5):
        number = f"<w:pPr>{listed(outer, depth - 1)}</w:pPr>"
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="Rubrique{depth}">'
            f'<w:name w:val="Rubrique OMS {"ABCD"[depth - 1]}"/><w:basedOn w:val="Normal"/>'
            f"{number}<w:rPr><w:b/>{size(15 - depth)}</w:rPr></w:style>"
        )
    for i, part in enumerate(outline.parts):
        if i == 0:
            blocks.append(para(runs(part.runs, BOLD + size(20)), '<w:jc w:val="center"/>'))
        elif part.kind == "heading":
            blocks.append(para(runs(part.runs), style(f"Rubrique{max(1, part.level - 1)}")))
        elif part.kind == "item":
            blocks.append(para(runs(part.runs), style("ListParagraph") + lists.numbers(part)))
        else:
            blocks.append(_styled(part, lists))
    save(blocks, target, lists=lists, styles=styles, footer=run(outline.footer))


def word_breaks(outline: Outline, target: Path) -> None:
    """A section is one paragraph with line breaks; titles are its first line in bold."""
    blocks: list[str] = []
    held: list[str] = []
    for part in (*outline.parts, None):
        if part is None or part.kind in ("heading", "table"):
            blocks += [para(run("\n\n").join(held))] if held else []
            held = []
        if part is None:
            break
        if part.kind == "table":
            blocks.append(plain_table(part))
        elif part.kind == "item":
            gap = "   " * (part.level - 1)
            held.append(run(f"{gap}{sign_of(part, '-')} ") + runs(part.runs))
        else:
            held.append(runs(part.runs, BOLD * (part.kind == "heading")))
    save(blocks, target)


def word_from_pdf(outline: Outline, target: Path) -> None:
    """Made of a PDF: a line a paragraph, titles in frames, pages with their edges as text."""
    blocks: list[str] = []
    lines = 0
    frame = '<w:framePr w:w="9000" w:hAnchor="page" w:x="1400" w:y="700"/>'
    section = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    blocks += [para(run(outline.header))] if outline.header else []
    for part in outline.parts:
        if part.kind == "table":
            blocks.append(plain_table(part))
            continue
        sign = f"{sign_of(part)} " if part.kind == "item" else ""
        left = 18 * part.level if sign else 0
        for line in wrap(sign + plain(part.runs), 88 - left // 6) or [""]:
            look = BOLD + size(_SIZES.get(part.level, 11)) if part.kind == "heading" else ""
            blocks.append(para(run(line, look), frame if look else indent(left)))
            lines += 1
            if lines % 38 == 0:
                page = str(lines // 38)
                blocks += [para(run(text)) for text in (outline.footer, page) if text]
                blocks.append(para('<w:r><w:br w:type="page"/></w:r>', section))
                blocks += [para(run(outline.header))] if outline.header else []
    last = str(lines // 38 + 1)
    save([*blocks, *(para(run(text)) for text in (outline.footer, last) if text)], target)


def word_merged(outline: Outline, target: Path) -> None:
    """Tables with a merged row that names them, a counted column, spacers and empty rows."""
    lists, blocks = Lists(), []
    parts = list(outline.parts)
    for i, part in enumerate(parts):
        named = i + 1 < len(parts) and parts[i + 1].kind == "table" and part.kind == "heading"
        if named:
            continue
        if part.kind != "table":
            blocks.append(_styled(part, lists))
            continue
        count = lists.add(level(0, "decimal", "%1"))
        width = max(map(len, part.rows))
        counted = all(_is_count(texts, k) for k, texts in enumerate(part.rows))
        across = f'<w:gridSpan w:val="{2 * width + 1}"/>'
        rows = []
        if parts[i - 1].kind == "heading":
            rows.append(row([cell(para(runs(parts[i - 1].runs, BOLD)), across)]))
        for k, texts in enumerate(part.rows):
            filled = [text for text in texts if plain(text)]
            if k and len(filled) == 1:
                rows.append(row([cell(para(runs(filled[0], "<w:i/>")), across)]))
                continue
            number = para("", listed(count)) if k else para(run("N°"))
            cells = [cell(number)]
            for text in texts[counted:]:
                cells += [cell(para("")), cell(para(runs(text, "" if k else BOLD)))]
            rows += [row(cells), row([cell("") for _ in cells])]
        blocks.append(table(rows, 2 * width + 1))
    save(blocks, target, lists=lists)


def word_capitals(outline: Outline, target: Path) -> None:
    """One style, one size: titles only by the capitals of their font, empty lines between."""
    lists, blocks = Lists(), []
    for part in outline.parts:
        if part.kind == "heading":
            look = "<w:caps/>" if part.level < 3 else "<w:smallCaps/><w:u w:val='single'/>"
            blocks.append(para(runs(part.runs, look)))
        else:
            blocks.append(_styled(part, lists) if part.kind == "item" else _typed(part))
        blocks.append(para(""))
    save(blocks, target, lists=lists, header=run(outline.header), footer=run(outline.footer))


def word_online(outline: Outline, target: Path) -> None:
    """From an editor in the browser: looks on every run, titles by size, round bullets."""
    lists, blocks = Lists(), []
    face = '<w:rFonts w:ascii="Arial"/><w:rtl w:val="0"/>'
    signs = "●○■"
    for part in outline.parts:
        points = {1: 26.0, 2: 20.0, 3: 16.0}.get(part.level, 14.0)
        look = face + size(points if part.kind == "heading" else 11)
        inner = control(runs(part.runs, look), '<w:tag w:val="goog_rdk_0"/>')
        if part.kind == "item":
            if part.fresh and part.number is None:
                lists.add(*(level(k, "bullet", sign) for k, sign in enumerate(signs)))
            elif part.fresh:
                lists.add(
                    *(level(k, "decimal", f"%{k + 1}.", start=part.number or 1) for k in range(3))
                )
            at = listed(99 + len(lists.found), part.level - 1 if part.level < 4 else 2)
            blocks.append(para(inner, at + indent(36 * part.level, 18)))
        elif part.kind == "table":
            blocks.append(plain_table(part, face))
            blocks.append(para(""))
        else:
            blocks.append(para(inner))
    save(blocks, target, lists=lists)


def word_bands(outline: Outline, target: Path) -> None:
    """Titles in shaded tables of one cell; what stands under each in a framed cell of its own."""
    blocks: list[str] = []
    lists = Lists()
    groups = groupby(outline.parts, key=lambda part: part.kind == "heading")
    for is_heading, parts in groups:
        if is_heading:
            for part in parts:
                shaded = cell(para(runs(part.runs, '<w:color w:val="FFFFFF"/>')), _SHADE)
                blocks.append(table([row([shaded])], 1))
        else:
            framed = "".join(_styled(part, lists) for part in parts)
            blocks += [para(""), table([row([cell(framed)])], 1)]
    save(blocks, target, lists=lists)


def word_tabs(outline: Outline, target: Path) -> None:
    """Tables by tabs, typed letters before items, outline levels, soft and hard hyphens, marks."""
    blocks: list[str] = []
    hidden = run("do not print", "<w:vanish/>")
    for part in outline.parts:
        if part.kind == "table":
            for texts in part.rows:
                blocks.append(para(run("\t").join(runs(text) for text in texts)))
            blocks.append(para(""))
            continue
        inner = runs(part.runs).replace("-", "</w:t><w:noBreakHyphen/><w:t>", 0)
        if part.kind == "heading":
            look = f'<w:outlineLvl w:val="{part.level - 1}"/>'
            blocks.append(para(f'<w:bookmarkStart w:id="1" w:name="_Toc1"/>{inner}{hidden}', look))
        elif part.kind == "item":
            sign = '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/></w:r>'
            sign = sign if part.number is None else run(f"{part.number})\t")
            blocks.append(para(sign + inner, indent(18 * part.level, 18)))
        else:
            long = [word for word in plain(part.runs).split() if len(word) > 9 and word.isalpha()]
            for word in long[:2]:
                cut = f"{word[:5]}</w:t><w:softHyphen/><w:t>{word[5:]}"
                inner = inner.replace(word, cut, 1)
            blocks.append(para(inner + run("\u200e")))
    save(blocks, target)


def word_rows(outline: Outline, target: Path) -> None:
    """Lists as tables: a counted or marked narrow column beside the texts of the items."""
    lists, blocks = Lists(), []
    for kind, group in groupby(outline.parts, key=lambda part: part.kind):
        parts = list(group)
        if kind != "item":
            blocks += [_styled(part, lists) for part in parts]
            continue
        rows = []
        for part in parts:
            text = cell(para(runs(part.runs)))
            if part.level > 1:
                rows.append(row([cell(""), cell(para(run("– ") + runs(part.runs)))]))
            elif part.number is None:
                rows.append(
                    row([cell(para(run("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>'))), text])
                )
            else:
                rows.append(row([cell(para("", lists.numbers(part))), text]))
        blocks += [table(rows, 2), para("")]
    save(blocks, target, lists=lists)


def word_sides(outline: Outline, target: Path) -> None:
    """Titles in a left column merged downwards, every paragraph in a row of the right one."""
    title, *parts = outline.parts
    rows: list[str] = []
    beside: str | None = None
    for part in parts:
        if part.kind == "heading":
            if beside is not None:
                rows.append(row([cell(beside), cell("")]))
            beside = para(runs(part.runs, BOLD))
            continue
        look = _MERGED if beside is None else _FIRST
        held = plain_table(part) if part.kind == "table" else _typed(part)
        rows.append(row([cell(beside or para(""), look), cell(held)]))
        beside = None
    blocks = [para(runs(title.runs), style("Title")), table(rows, 2)]
    save(blocks, target, footer=run(outline.footer))


MAKERS = (
    word_boxes, word_controls, word_letterhead, word_tracked, word_numbered, word_breaks,
    word_from_pdf, word_merged, word_capitals, word_online, word_bands, word_tabs, word_rows,
    word_sides,
)  # fmt: skip
