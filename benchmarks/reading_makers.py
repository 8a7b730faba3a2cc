"""Printing the documents of `reading_texts.py` with programs that ministries and partners use."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from reading_texts import Made, Part

_THEMES = [
    "body{font:11pt/1.35 'Liberation Serif'} h1{font-size:20pt} h2{font-size:14pt} "
    "h3{font-size:12pt}",
    "body{font:10pt/1.5 'DejaVu Sans'} h1{font-size:16pt;text-align:center} h2{font-size:10pt;"
    "text-transform:uppercase} h3{font-size:10pt;font-style:italic} li{margin-bottom:4pt}",
    "body{font:10.5pt/1.3 'Liberation Sans';text-align:justify} h1{font-size:18pt;"
    "font-weight:normal;"
    "color:#036} h2{font-size:13pt;font-weight:normal;color:#036} h3{font-size:11pt}",
    "body{font:11pt/1.25 'DejaVu Serif'} h1,h2,h3{font-size:11pt;font-weight:bold;"
    "margin:12pt 0 3pt} "
    "p{margin:0 0 5pt} ul{list-style:none;padding-left:16pt} ul li::before{content:'–';margin-left:"
    "-14pt;display:inline-block;width:14pt}",
]
_TABLES = [
    "td,th{border:1px solid #555;padding:3pt}",
    "table{border-top:1.2pt solid;border-bottom:1.2pt solid} th{border-bottom:.6pt solid} "
    "td,th{padding:3pt 6pt}",
    "td,th{padding:4pt 7pt} tr:nth-child(even){background:#e8e8ee} th{background:#335;color:#fff}",
    "td,th{border-bottom:.5pt solid #888;padding:3pt 6pt}",
]
_TYPES = {"1": "1", "a": "a", "i": "i"}


def to_html(made: Made, *, paged: bool = True) -> str:
    """The document as a web page; `paged` adds running heads and feet by style."""
    head = f'@top-center{{content:"{made.head}";font-size:8pt}}' if made.head else ""
    foot = (
        f'@bottom-center{{content:"{made.foot} " counter(page);font-size:8pt}}' if made.foot else ""
    )
    page = f"@page{{size:A4;margin:2.3cm 2cm;{head}{foot}}}" if paged else ""
    columns = "main{columns:2;column-gap:.9cm} h1{column-span:all}" if made.columns == 2 else ""
    style = (
        f"{page}{_THEMES[made.theme]} table{{border-collapse:collapse;width:100%;text-align:left}}"
        f"td,th{{vertical-align:top}} {_TABLES[made.seed % 4]} {columns}"
    )
    body: list[str] = []
    opened: list[str] = []

    def close(depth: int) -> None:
        while len(opened) > depth:
            body.append(f"</li></{opened.pop()}>")

    for part in made.parts:
        if part.kind != "item":
            close(0)
            body.append(_html_part(part))
            continue
        if part.level > len(opened):
            tag = "ul" if part.marker == "•" else "ol"
            kind = f' type="{_TYPES[part.marker]}"' if tag == "ol" else ""
            body.append(f"<{tag}{kind}><li>{html.escape(part.text)}")
            opened.append(tag)
            continue
        close(part.level)
        if part.first:
            close(part.level - 1)
            tag = "ul" if part.marker == "•" else "ol"
            kind = f' type="{_TYPES[part.marker]}"' if tag == "ol" else ""
            body.append(f"<{tag}{kind}><li>{html.escape(part.text)}")
            opened.append(tag)
        else:
            body.append(f"</li><li>{html.escape(part.text)}")
    close(0)
    return (
        f'<!doctype html><html lang="{made.language}"><head><meta charset="utf-8"><style>{style}'
        f"</style></head><body><main>{''.join(body)}</main></body></html>"
    )


def _html_part(part: Part) -> str:
    if part.kind == "heading":
        return f"<h{part.level}>{html.escape(part.text)}</h{part.level}>"
    if part.kind == "paragraph":
        return f"<p>{html.escape(part.text)}</p>"
    head, *rows = (
        "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row)
        for tag, row in zip(["th"] + ["td"] * len(part.rows), part.rows, strict=False)
    )
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def print_chromium(made: Made, target: Path) -> None:
    """Printed from a browser."""
    source = target.with_suffix(".src.html")
    source.write_text(to_html(made), "utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={target.parent / 'chromium'}", f"--print-to-pdf={target}",
         source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    source.unlink()


def print_weasyprint(made: Made, target: Path) -> None:
    """A style sheet of its own, not that of the corpus."""
    from weasyprint import HTML

    HTML(string=to_html(made)).write_pdf(str(target))


def print_latex(made: Made, target: Path) -> None:
    """An article of pdfLaTeX with its own hyphenation, lists and booktabs-like tables."""
    run_latex(to_latex(made), target, seconds=120)


def run_latex(text: str, target: Path, *, seconds: int) -> None:
    """Prints a LaTeX source; only the PDF is left."""
    source = target.with_suffix(".tex")
    source.write_text(text, "utf-8")
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-interaction=batchmode", f"-output-directory={target.parent}",
             str(source)],
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    for suffix in (".tex", ".aux", ".log"):
        target.with_suffix(suffix).unlink(missing_ok=True)


LATEX_ESCAPES = str.maketrans({"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$"})


def to_latex(made: Made) -> str:
    """The document as a LaTeX source."""
    two = ",twocolumn" if made.columns == 2 else ""
    size = 10 if made.theme % 2 else 11
    language = "french" if made.language == "fr" else "english"
    labels = {"1": r"\arabic{enumi}.", "a": r"(\alph{enumi})", "i": r"(\roman{enumi})"}
    rule = "0.4pt" if made.seed % 2 else "0pt"
    out = [
        rf"\documentclass[{size}pt,a4paper{two}]{{article}}\usepackage[T1]{{fontenc}}"
        r"\usepackage[utf8]{inputenc}\usepackage{lmodern,fancyhdr,longtable,array,cmap}"
        rf"\usepackage[{language}]{{babel}}\usepackage[margin=2.3cm]{{geometry}}"
        rf"\pagestyle{{fancy}}\fancyhf{{}}\renewcommand{{\headrulewidth}}{{{rule}}}"
        rf"\fancyhead[C]{{\small {made.head}}}"
        + (rf"\fancyfoot[C]{{\small {made.foot} \thepage}}" if made.foot else "")
        + r"\setcounter{secnumdepth}{0}\begin{document}"
    ]

    def write(part: Part, text: str) -> Iterator[str]:
        if part.kind == "heading":
            if part.level == 1:
                begin = r"\twocolumn[" if made.columns == 2 else ""
                end = "]" if made.columns == 2 else ""
                yield rf"{begin}\begin{{center}}\LARGE\bfseries {text}\end{{center}}{end}"
                yield r"\thispagestyle{fancy}"
            else:
                yield rf"\{'sub' * (part.level - 2)}section{{{text}}}"
        elif part.kind == "paragraph":
            yield text + "\n"
        else:
            yield _latex_table(part, ruled=made.seed % 2 == 0)

    out += latex_lines(made, labels, write)
    out.append(r"\end{document}")
    return "\n".join(out)


def latex_lines(
    made: Made, labels: Mapping[str, str], write: Callable[[Part, str], Iterable[str]]
) -> Iterator[str]:
    """The body of a LaTeX source: items in their lists, all other parts as `write` gives them."""
    stack: list[str] = []

    def close(depth: int) -> Iterator[str]:
        while len(stack) > depth:
            yield rf"\end{{{stack.pop()}}}"

    for part in made.parts:
        text = part.text.translate(LATEX_ESCAPES)
        if part.kind != "item":
            yield from close(0)
            yield from write(part, text)
            continue
        if part.first:
            yield from close(part.level - 1)
            kind = "itemize" if part.marker == "•" else "enumerate"
            if kind == "enumerate":
                yield rf"\renewcommand{{\labelenumi}}{{{labels[part.marker]}}}"
            yield rf"\begin{{{kind}}}"
            stack.append(kind)
        yield from close(part.level)
        yield rf"\item {text}"
    yield from close(0)


def latex_rows(part: Part) -> list[str]:
    """The rows of a table in LaTeX."""
    return [" & ".join(cell.translate(LATEX_ESCAPES) for cell in row) + r" \\" for row in part.rows]


def _latex_table(part: Part, *, ruled: bool) -> str:
    count = len(part.rows[0])
    width = round(0.92 / count, 3)
    bar = "|" if ruled else ""
    columns = (
        bar + bar.join([rf">{{\raggedright\arraybackslash}}p{{{width}\linewidth}}"] * count) + bar
    )
    lines = latex_rows(part)
    if ruled:
        body = r"\hline " + r" \hline ".join(lines[1:]) + r" \hline"
        body = body[7:]
    else:
        body = "\n".join(lines[1:]) + r" \hline"
    begin = rf"\begin{{longtable}}{{{columns}}}\hline {lines[0]} \hline\endhead "
    return begin + body + r"\end{longtable}"


def print_reportlab(made: Made, target: Path) -> None:
    """Platypus lists and tables; not the maker of the corpus."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        ListFlowable,
        ListItem,
        PageTemplate,
        Paragraph,
        Table,
    )  # fmt: skip

    width, height = A4
    size = 9.5 + made.theme % 2
    body = ParagraphStyle(
        "b", fontName="Times-Roman", fontSize=size, leading=size * 1.25, spaceAfter=5
    )
    cell = ParagraphStyle("c", body, spaceAfter=0)
    heads = [
        ParagraphStyle(f"h{k}", body, fontName="Times-Bold", fontSize=size * f,
                       leading=size * f * 1.2, spaceBefore=10, keepWithNext=1)
        for k, f in enumerate((1.7, 1.25, 1.0), start=1)
    ]  # fmt: skip

    def edges(canvas: object, _: object) -> None:
        canvas.setFont("Times-Roman", 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, height - 40, made.head)  # type: ignore[attr-defined]
        if made.foot:
            canvas.drawRightString(width - 60, 34, f"{made.foot} {canvas.getPageNumber()}")  # type: ignore[attr-defined]

    each = (width - 120 - 24 * (made.columns - 1)) / made.columns
    frames = [
        Frame(60 + k * (each + 24), 60, each, height - 130, 0, 0, 0, 0) for k in range(made.columns)
    ]
    story: list[object] = []

    def read_list(index: int, level: int) -> tuple[object, int]:
        first = made.parts[index]
        entries: list[object] = []
        while index < len(made.parts):
            part = made.parts[index]
            if part.kind != "item" or part.level < level:
                break
            if part.first and entries and part.level == level:
                break
            flows: list[object] = [Paragraph(html.escape(part.text), body)]
            index += 1
            after = made.parts[index] if index < len(made.parts) else None
            if after is not None and after.kind == "item" and after.level > level:
                inner, index = read_list(index, level + 1)
                flows.append(inner)
            entries.append(ListItem(flows))
        kind = {"•": "bullet"}.get(first.marker, first.marker)
        shape = "%s)" if made.seed % 2 else "%s."
        options = {} if kind == "bullet" else {"bulletFormat": shape}
        return ListFlowable(entries, bulletType=kind, start="•" if kind == "bullet" else 1,
                            leftIndent=18, bulletFontSize=size, **options), index  # fmt: skip

    index = 0
    while index < len(made.parts):
        part = made.parts[index]
        if part.kind == "item":
            flow, index = read_list(index, part.level)
            story.append(flow)
            continue
        if part.kind == "heading":
            story.append(Paragraph(html.escape(part.text), heads[part.level - 1]))
        elif part.kind == "paragraph":
            story.append(Paragraph(html.escape(part.text), body))
        else:
            count = len(part.rows[0])
            rows = [[Paragraph(html.escape(text), cell) for text in row] for row in part.rows]
            style = [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey),
            ]
            if made.seed % 2:
                style.append(("GRID", (0, 0), (-1, -1), 0.4, colors.black))
            story.append(
                Table(rows, [each / count] * count, repeatRows=1, style=style, spaceAfter=8)
            )
        index += 1
    document = BaseDocTemplate(str(target), pagesize=A4, title=made.parts[0].text)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=edges)])
    document.build(story)


def write_docx(made: Made, target: Path) -> None:
    """As Word writes it: styles and automatic numbers, or (odd themes) typed signs and bold
    lines in place of styles."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    typed = made.theme % 2 == 1
    section = document.sections[0]
    if made.head:
        section.header.paragraphs[0].text = made.head
    if made.columns == 2:
        section._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    if made.foot:
        paragraph = section.footer.paragraphs[0]
        paragraph.add_run(made.foot + " ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
    numbering = _Numbering(document)
    for part in made.parts:
        if part.kind == "heading":
            if typed:
                run = document.add_paragraph().add_run(part.text)
                run.bold = True
                run.font.size = Pt({1: 16, 2: 12}.get(part.level, 11))
            else:
                document.add_heading(part.text, part.level if part.level > 1 else 0)
        elif part.kind == "paragraph":
            document.add_paragraph(part.text)
        elif part.kind == "item" and typed:
            sign = {"•": "-" if made.seed % 2 else "•"}.get(part.marker) or typed_number(part)
            paragraph = document.add_paragraph(f"{sign}\t{part.text}")
            paragraph.paragraph_format.left_indent = Cm(0.7 * part.level)
            paragraph.paragraph_format.first_line_indent = Cm(-0.7)
        elif part.kind == "item":
            numbering.add(part)
        else:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            table.style = "Table Grid" if made.seed % 2 else "Light List"
            for row, texts in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            document.add_paragraph()
    document.save(str(target))


def typed_number(part: Part) -> str:
    """The number of an item as a person types it: "1.", "a)", "(ii)"."""
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii"]
    if part.marker == "1":
        return f"{part.number}."
    return f"{chr(96 + part.number)})" if part.marker == "a" else f"({romans[part.number - 1]})"


class _Numbering:
    """Automatic lists, each with a definition of its own."""

    def __init__(self, document: object) -> None:
        self.document = document
        self.current: dict[int, int] = {}

    def add(self, part: Part) -> None:
        from docx.oxml import parse_xml

        root = self.document.part.numbering_part.element  # type: ignore[attr-defined]
        ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        if part.first:
            identifier = 500 + len(root)
            shape = {"•": ("bullet", "•"), "1": ("decimal", "%1."), "a": ("lowerLetter", "%1)"),
                     "i": ("lowerRoman", "(%1)")}[part.marker]  # fmt: skip
            left = 360 * part.level
            abstract = parse_xml(
                f'<w:abstractNum {ns} w:abstractNumId="{identifier}"><w:lvl w:ilvl="0"><w:start '
                f'w:val="1"/><w:numFmt w:val="{shape[0]}"/><w:lvlText w:val="{shape[1]}"/><w:lvlJc '
                f'w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
                "</w:abstractNum>"
            )
            root.insert(0, abstract)
            root.append(
                parse_xml(
                    f'<w:num {ns} w:numId="{identifier}"><w:abstractNumId '
                    f'w:val="{identifier}"/></w:num>'
                )
            )
            self.current[part.level] = identifier
        paragraph = self.document.add_paragraph(part.text)  # type: ignore[attr-defined]
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.current[part.level]


def convert(source: Path, suffix: str) -> Path:
    """The file in another format, by LibreOffice."""
    kind = {"odt": "odt", "docx": "docx", "pdf": "pdf", "rtf": "rtf"}[suffix]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(source.parent / 'office').resolve().as_uri()}",
         "--headless", "--convert-to", kind, "--outdir", str(source.parent), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return source.with_suffix(f".{suffix}")


def print_office(made: Made, target: Path) -> None:
    """The Word file as LibreOffice prints it."""
    source = target.with_suffix(".docx")
    write_docx(made, source)
    convert(source, "pdf")
    source.unlink()


MAKERS: dict[str, tuple[str, Callable[[Made, Path], None], str]] = {
    "chromium": (".pdf", print_chromium, "chromium"),
    "latex": (".pdf", print_latex, "pdflatex"),
    "weasyprint": (".pdf", print_weasyprint, ""),
    "reportlab": (".pdf", print_reportlab, ""),
    "libreoffice": (".pdf", print_office, "soffice"),
    "word": (".docx", write_docx, ""),
}


def is_there(program: str) -> bool:
    """Whether a maker's program is installed."""
    return not program or shutil.which(program) is not None
