"""Makers the readers were not developed with: Typst, LaTeX with KOMA-Script, fpdf2, LibreOffice
from its own format, and the files that are no pages (ODT, RTF, web page, Markdown, plain text)."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from reading_makers import (
    convert,
    latex_lines,
    latex_rows,
    run_latex,
    to_html,
    typed_number,
    write_docx,
)
from reading_texts import Made, Part

_FLOWS = {"•": "list", "1": "enum", "a": "enum", "i": "enum"}


def print_typst(made: Made, target: Path) -> None:
    """Justified and hyphenated; tables with rules, stripes or nothing but a rule under the head."""
    import typst

    source = target.with_suffix(".typ")
    source.write_text(to_typst(made), "utf-8")
    typst.compile(str(source), output=str(target))
    source.unlink()


def _typst_text(text: str) -> str:
    return "".join("\\" + c if c in "\\#$*_`<>@[]~-=/+'\"" else c for c in text)


def to_typst(made: Made) -> str:
    """The document as a Typst source."""
    font = ["Libertinus Serif", "New Computer Modern", "DejaVu Sans", "Liberation Sans"][made.theme]
    numbers = {"1": "1.", "a": "(a)", "i": "i)"}
    page = "#context counter(page).display()"
    foot = f"align(right, text(8pt)[{made.foot} {page}])" if made.foot else "none"
    head = f'text(8pt, style: "italic")[{_typst_text(made.head)}]' if made.head else "none"
    stroke = [
        "stroke: 0.5pt",
        "stroke: none, fill: (_, y) => if calc.odd(y) { luma(235) }",
        "stroke: (_, y) => (bottom: if y == 0 { 1pt } else { 0.3pt })",
        "stroke: (_, y) => if y == 0 { (bottom: 0.8pt, top: 0.8pt) }",
    ][made.seed % 4]
    out = [
        f'#set page(paper: "a4", margin: 2.4cm, columns: {made.columns}, header: {head}, '
        f"footer: {foot})",
        f'#set text(font: "{font}", size: {10 + made.theme % 2}pt, lang: "{made.language}", '
        "hyphenate: true)",
        "#set par(justify: true)",
        f"#set table({stroke}, align: left)",
        "#show heading.where(level: 1): it => align(center, text(1.5em, it.body))",
        f"#show heading.where(level: 2): set text({'1.25em' if made.theme < 2 else '1em'})",
    ]
    for part in made.parts:
        if part.kind == "heading":
            body = f"{'=' * part.level} {_typst_text(part.text)}"
            if part.level == 1 and made.columns == 2:
                body = f'#place(top + center, float: true, scope: "parent")[\n{body}\n]'
            out.append(f"\n{body}\n")
        elif part.kind == "paragraph":
            out.append("\n" + _typst_text(part.text) + "\n")
        elif part.kind == "item":
            sign = "-" if part.marker == "•" else f"{part.number}."
            if part.first and part.level == 1:
                shape = numbers.get(part.marker, "1.")
                out.append(f'\n#set enum(numbering: "{shape}")\n')
            out.append("  " * (part.level - 1) * 2 + f"{sign} {_typst_text(part.text)}")
        else:
            columns = ", ".join(["1fr"] * len(part.rows[0]))
            first, *rest = [", ".join(f"[{_typst_text(c)}]" for c in row) for row in part.rows]
            body = ",\n".join(rest)
            out.append(f"\n#table(columns: ({columns}), table.header({first}),\n{body})\n")
    return "\n".join(out) + "\n"


def print_koma(made: Made, target: Path) -> None:
    """A KOMA-Script article: sans-serif headings, booktabs, balanced columns."""
    run_latex(to_koma(made), target, seconds=300)


def to_koma(made: Made) -> str:
    """The document as a source of KOMA-Script."""
    language = "french" if made.language == "fr" else "english"
    sans = r"\renewcommand{\familydefault}{\sfdefault}" if made.theme % 2 else ""
    indent = "half" if made.seed % 2 else "false"
    out = [
        rf"\documentclass[10pt,a4paper,parskip={indent}]{{scrartcl}}\usepackage[T1]{{fontenc}}"
        rf"\usepackage[utf8]{{inputenc}}\usepackage{{lmodern}}{sans}\usepackage[{language}]{{babel}}"
        r"\usepackage{scrlayer-scrpage,longtable,booktabs,array,multicol}"
        r"\usepackage[margin=2.5cm]{geometry}\clearpairofpagestyles"
        rf"\ihead{{{made.head}}}"
        + (rf"\ofoot{{{made.foot} \thepage}}" if made.foot else "")
        + r"\setcounter{secnumdepth}{-1}\begin{document}"
    ]
    labels = {"1": r"\arabic{enumi})", "a": r"\alph{enumi}.", "i": r"\roman{enumi}."}
    many = made.columns == 2

    def write(part: Part, text: str) -> Iterator[str]:
        if part.kind == "heading" and part.level == 1:
            yield rf"{{\usekomafont{{disposition}}\huge {text}\par}}\bigskip"
            yield r"\begin{multicols}{2}" if many else ""
        elif part.kind == "heading":
            yield rf"\{'sub' * (part.level - 2)}section{{{text}}}"
        elif part.kind == "paragraph":
            yield text + "\n"
        else:
            yield _koma_table(part)

    out += latex_lines(made, labels, write)
    out.append((r"\end{multicols}" if many else "") + r"\end{document}")
    return "\n".join(out)


def _koma_table(part: Part) -> str:
    width = round(0.9 / len(part.rows[0]), 3)
    columns = rf">{{\raggedright\arraybackslash}}p{{{width}\linewidth}}" * len(part.rows[0])
    lines = latex_rows(part)
    return (
        rf"\begin{{longtable}}{{{columns}}}\toprule {lines[0]} \midrule\endhead "
        + r" \addlinespace ".join(lines[1:])
        + r" \bottomrule\end{longtable}"
    )


def print_fpdf(made: Made, target: Path) -> None:
    """Cells and hanging items placed one by one."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    class Paper(FPDF):
        def header(self) -> None:
            if made.head:
                self.set_font("body", size=8)
                self.cell(0, 8, made.head, align="R", new_x="LMARGIN", new_y="NEXT")
                self.ln(4)

        def footer(self) -> None:
            if made.foot:
                self.set_y(-15)
                self.set_font("body", size=8)
                self.cell(0, 8, f"{made.foot} {self.page_no()}", align="C")

    fonts = Path("/usr/share/fonts/truetype/dejavu")
    family = "DejaVuSans" if made.theme % 2 else "DejaVuSerif"
    paper = Paper()
    paper.set_margins(22, 18)
    paper.set_auto_page_break(True, 20)
    paper.add_font("body", fname=fonts / f"{family}.ttf")
    paper.add_font("body", style="B", fname=fonts / f"{family}-Bold.ttf")
    paper.add_page()
    sizes = {1: 15, 2: 11.5, 3: 10}
    for part in made.parts:
        if part.kind == "heading":
            paper.ln(3)
            paper.set_font("body", style="B", size=sizes[part.level])
            paper.multi_cell(0, 6, part.text, new_x="LMARGIN", new_y="NEXT")
            paper.ln(1)
            continue
        paper.set_font("body", size=9.5)
        if part.kind == "paragraph":
            paper.multi_cell(0, 4.8, part.text, align="J", new_x="LMARGIN", new_y="NEXT")
            paper.ln(2.4)
        elif part.kind == "item":
            sign = "-" if part.marker == "•" else typed_number(part)
            paper.set_x(22 + 6 * part.level - 4)
            paper.cell(7, 4.8, sign)
            paper.multi_cell(0, 4.8, part.text, align="L", new_x="LMARGIN", new_y="NEXT")
        else:
            paper.ln(2)
            layout = ["ALL", "HORIZONTAL_LINES", "MINIMAL", "SINGLE_TOP_LINE"][made.seed % 4]
            paper.set_font("body", size=9)
            with paper.table(
                borders_layout=layout, line_height=4.6, text_align="LEFT", v_align="T",
                padding=1, headings_style=FontFace(emphasis="BOLD"),
            ) as table:  # fmt: skip
                for row in part.rows:
                    table.row(row)
            paper.ln(2)
    paper.output(str(target))


def write_odt(made: Made, target: Path) -> None:
    """Text of LibreOffice's own format: heading styles, list styles, a master page."""
    from odf import style, table, text
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    layout = style.PageLayout(name="sheet")
    layout.addElement(
        style.PageLayoutProperties(pagewidth="21cm", pageheight="29.7cm", margin="2.2cm")
    )
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    if made.head:
        header = style.Header()
        header.addElement(text.P(text=made.head))
        master.addElement(header)
    if made.foot:
        footer = style.Footer()
        line = text.P(text=f"{made.foot} ")
        line.addElement(text.PageNumber(selectpage="current"))
        footer.addElement(line)
        master.addElement(footer)
    document.masterstyles.addElement(master)
    frame = style.Style(name="cell", family="table-cell")
    frame.addElement(style.TableCellProperties(border="0.5pt solid #000000", padding="0.1cm"))
    document.automaticstyles.addElement(frame)
    styles = {kind: _odt_list(document, kind) for kind in ("•", "1", "a", "i")}
    stack: list[object] = []
    for part in made.parts:
        if part.kind != "item":
            stack.clear()
        if part.kind == "heading":
            document.text.addElement(text.H(outlinelevel=part.level, text=part.text))
        elif part.kind == "paragraph":
            document.text.addElement(text.P(text=part.text))
        elif part.kind == "table":
            grid = table.Table()
            grid.addElement(table.TableColumn(numbercolumnsrepeated=len(part.rows[0])))
            for row in part.rows:
                line = table.TableRow()
                for value in row:
                    cell = table.TableCell(stylename=frame)
                    cell.addElement(text.P(text=value))
                    line.addElement(cell)
                grid.addElement(line)
            document.text.addElement(grid)
            document.text.addElement(text.P(text=""))
        else:
            del stack[part.level if not part.first else part.level - 1 :]
            if part.first:
                block = text.List(stylename=styles[part.marker])
                parent = stack[-1].lastChild if stack else document.text
                parent.addElement(block)
                stack.append(block)
            entry = text.ListItem()
            entry.addElement(text.P(text=part.text))
            stack[-1].addElement(entry)
    document.save(str(target))


def _odt_list(document: object, kind: str) -> object:
    from odf import style, text

    made = text.ListStyle(name=f"list{ord(kind)}")
    for level in range(1, 4):
        step = style.ListLevelProperties(spacebefore=f"{0.6 * level}cm", minlabelwidth="0.6cm")
        if kind == "•":
            sign = text.ListLevelStyleBullet(level=level, bulletchar="•–▪"[level - 1])
        else:
            sign = text.ListLevelStyleNumber(level=level, numformat=kind, numsuffix=".")
        sign.addElement(step)
        made.addElement(sign)
    document.automaticstyles.addElement(made)
    return made


def print_odt(made: Made, target: Path) -> None:
    """The ODT file as LibreOffice prints it."""
    source = target.with_suffix(".odt")
    write_odt(made, source)
    convert(source, "pdf")
    source.unlink()


def write_rtf(made: Made, target: Path) -> None:
    """The Word file saved as RTF by LibreOffice."""
    source = target.with_suffix(".docx")
    write_docx(made, source)
    convert(source, "rtf")
    source.unlink()


def write_saved_docx(made: Made, target: Path) -> None:
    """The ODT file saved as DOCX by LibreOffice."""
    source = target.with_suffix(".odt")
    write_odt(made, source)
    convert(source, "docx")
    source.unlink()


def write_html(made: Made, target: Path) -> None:
    """A web page with a menu, a banner and related links around it."""
    page = to_html(made, paged=False)
    words = ("Accueil", "Contact", "Actualités") if made.language == "fr" else (
        "Home", "Contact", "News")  # fmt: skip
    menu = "".join(
        f'<li><a href="/{n}">{html.escape(word)}</a></li>' for n, word in enumerate(words)
    )
    page = page.replace("<body>", f'<body><div class="top-menu"><ul>{menu}</ul></div>')
    foot = '<div id="footer"><p>© 2019</p></div>'
    target.write_text(page.replace("</body>", f"{foot}</body>"), "utf-8")


def write_markdown(made: Made, target: Path) -> None:
    """ATX headings, dashes, pipe tables."""
    out: list[str] = []
    for part in made.parts:
        if part.kind == "heading":
            out += ["", f"{'#' * part.level} {part.text}", ""]
        elif part.kind == "paragraph":
            out += ["", part.text, ""]
        elif part.kind == "item":
            sign = "-" if part.marker == "•" else f"{part.number}."
            out.append("    " * (part.level - 1) + f"{sign} {part.text}")
        else:
            head, *rows = part.rows
            out += ["", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
            out += ["| " + " | ".join(row) + " |" for row in rows] + [""]
    target.write_text("\n".join(out), "utf-8")


def write_text(made: Made, target: Path) -> None:
    """A plain text of 76 columns: underlined or capital headings, typed signs, tabs in tables."""
    out: list[str] = []
    for part in made.parts:
        if part.kind == "heading":
            name = part.text.upper() if made.theme % 2 and part.level < 3 else part.text
            out += ["", name]
            if made.theme % 2 == 0:
                out.append("=-~"[part.level - 1] * len(name))
            out.append("")
        elif part.kind == "paragraph":
            out += [textwrap.fill(part.text, 76, break_on_hyphens=False), ""]
        elif part.kind == "item":
            sign = "-" if part.marker == "•" else typed_number(part)
            lead = "  " * part.level
            out.append(textwrap.fill(part.text, 76, initial_indent=f"{lead}{sign} ",
                                     break_on_hyphens=False,
                                     subsequent_indent=lead + " " * (len(sign) + 1)))  # fmt: skip
        else:
            out += ["", *("\t".join(row) for row in part.rows), ""]
    target.write_text("\n".join(out), "utf-8")


OTHER_MAKERS: dict[str, tuple[str, Callable[[Made, Path], None], str]] = {
    "typst": (".pdf", print_typst, ""),
    "koma": (".pdf", print_koma, "pdflatex"),
    "fpdf2": (".pdf", print_fpdf, ""),
    "odt printed": (".pdf", print_odt, "soffice"),
    "odt": (".odt", write_odt, ""),
    "odt as docx": (".docx", write_saved_docx, "soffice"),
    "rtf": (".rtf", write_rtf, "soffice"),
    "web page": (".html", write_html, ""),
    "markdown": (".md", write_markdown, ""),
    "plain text": (".txt", write_text, ""),
}
