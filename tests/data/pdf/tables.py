"""Tables that other makers set: fpdf2, Chromium, LibreOffice. Called by `make.py`."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from texts import HERE

_ROWS = [
    ("Activity", "Who", "When"),
    ("Repair the two cold rooms of the regional store", "Supply agency", "March 2021"),
    ("Train the new vaccinators of six districts", "Regional office", "April 2021"),
    ("Print the stock sheets", "Ministry of Health", "May 2021"),
]


def column_rules() -> None:
    """Rules between the columns and under the head only; the page inherits its size."""
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.set_font("Times", size=11)
    paper.multi_cell(0, 6, "The group agreed on three activities.", new_x="LMARGIN", new_y="NEXT")
    with paper.table(borders_layout="MINIMAL", text_align="LEFT", line_height=6,
                     padding=1.5, width=110, col_widths=(46, 32, 32)) as table:  # fmt: skip
        for row in _ROWS:
            table.row(row)
    paper.output(str(HERE / "column_rules.pdf"))


def table_across_columns() -> None:
    """A table without columns' rules over both columns of a page, and a heading over it."""
    prose = (
        "Health centres in rural districts depend on drugs and cash that the district council "
        "allocates. Allocation follows the shares of former years and not the need. Officers in "
        "charge told the team that late transfers force them to borrow from their staff. "
    )
    page = """<!doctype html><html lang=en><style>@page{size:a4;margin:2cm}
        body{font:10pt/1.35 'Liberation Serif'} main{columns:2;column-gap:.8cm;text-align:justify}
        table,h2.w{column-span:all} table{border-collapse:collapse;width:100%}
        th{text-align:left;border-bottom:1.2pt solid} td{border-bottom:.4pt solid #888;
        vertical-align:top;padding:3pt 6pt 3pt 0} h2{font-size:12pt}</style><h1>Paying for care</h1>
        <main><h2>The problem</h2>"""
    page += "".join(f"<p>{prose * n}</p>" for n in (2, 1, 2))
    rows = [*_ROWS[1:], ("Present the plan to the working group on financing, with its costs and "
                         "the comments of districts", "Planning unit", "June 2021")]  # fmt: skip
    body = "".join(f"<tr><td>{a}<td>{b}<td>{c}" for a, b, c in rows)
    page += (
        "<h2 class=w>What is proposed</h2><table><thead><tr><th>Measure<th>Responsible<th>By when"
        f"</thead>{body}</table><h2>Next steps</h2><p>{prose}</p><p>{prose}</p></main></html>"
    )
    print_page("table_across_columns", page)


def words_cut_in_cells() -> None:
    """Columns so narrow that words are cut without a hyphen; a bold title right over a table."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    document.add_paragraph().add_run("SIGLES ET ABRÉVIATIONS").bold = True
    table = document.add_table(0, 2)
    for short, long in (("ASC", "Agent de santé communautaire"), ("DPS", "Délégation provinciale"),
                        ("PEV", "Programme élargi de vaccination")):  # fmt: skip
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = short, long
    document.add_paragraph("Les recommandations de la mission :")
    heads = ("Recommandation", "Responsable", "Suivi")
    texts = [
        ("Doter les postes de réfrigérateurs", "Direction de la vaccination", "Procès-verbaux"),
        ("Former les infirmiers", "Région", "Rapports"),
    ]
    table = document.add_table(1, 3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for texts_of_row in texts:
        for cell, text in zip(table.add_row().cells, texts_of_row, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            cell.width = Cm(2.3)
    table.autofit = False
    file = io.BytesIO()
    document.save(file)
    from make import convert  # the script that calls this one

    convert("words_cut_in_cells", file.getvalue(), ".docx")


def cell_over_page() -> None:
    """Rows that a page cuts: of one, two cells go on over the page, of the other a single one."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_height, section.page_width = Cm(10), Cm(14)
    section.top_margin = section.bottom_margin = Cm(2)
    rows = [
        ("No", "Action", "Lead", "Remarks"),
        ("1", "Adopt the calendar", "Chair", "Done"),
        ("2", "List the generators of the hospitals and the litres of fuel that they hold, by "
              "district and week", "Logistics", "Data of the first and of the second week are "
              "there, those of the third are awaited"),
        ("3", "Share the minutes", "Secretary", "–"),
        ("4", "Send the samples of the four northern districts to the national laboratory", "Lab",
         "Tomorrow"),
    ]  # fmt: skip
    table = document.add_table(0, 4)
    table.style = "Table Grid"
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("The meeting closed at noon.")
    file = io.BytesIO()
    document.save(file)
    from make import convert  # the script that calls this one

    convert("cell_over_page", file.getvalue(), ".docx")


def mostly_tables() -> None:
    """Hardly any text outside the tables: merged cells that are centred; a ruled row of heads over
    rows with dotted lines; headings right under a table; places to sign at the end."""
    page = """<!doctype html><html lang=fr><meta charset=utf-8><style>@page{size:A4;margin:2.2cm}
        body{font:11pt/1.3 'Liberation Serif'} table{width:100%;border-collapse:collapse;
        font-size:10pt} td,th{border:.6pt solid;padding:3pt;vertical-align:middle}
        .n td{border:none;border-bottom:.5pt dotted #999} .s td{border:none}</style>
        <h2>Tableau des recommandations</h2><table><tr><th>Domaine<th>Constats<th>Recommandations
        <th>Délai</tr><tr><td rowspan=3>Personnel<td rowspan=2>Sages-femmes mal réparties
        <td>Redéployer vingt sages-femmes vers les districts ruraux<td>Déc. 2024<tr><td>Instituer
        une prime d'éloignement<td>2025<tr><td>Pas de plan de formation<td>Élaborer un plan de
        formation continue<td>Juin 2024<tr><td>Médicaments<td>Ruptures fréquentes<td>– Réviser la
        liste nationale<br>– Former les gérants<td>Mars 2024</table>
        <h2>Suivi de la mission précédente</h2><table class=n><tr><th>Recommandation<th>État</tr>
        <tr><td>1. Nommer un point focal<td>Réalisée</tr><tr><td>2. Mettre à jour le site
        <td>En cours</tr><tr><td>3. Transmettre les rapports mensuels<td>Non réalisée</tr></table>
        <h2>Conclusion</h2><p>La mission remercie les autorités.</p><table class=s><tr><td>Pour la
        mission,<td>Pour le ministère,<tr><td>Dr Aïcha Soilihi<td>M. Saïd Ali</table></html>"""
    print_page("mostly_tables", page)


def print_page(name: str, page: str) -> None:
    """Prints a page from Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, "utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile",
             f"--print-to-pdf={HERE / f'{name}.pdf'}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


TABLES: list[Callable[[], None]] = [
    column_rules, table_across_columns, words_cut_in_cells, cell_over_page, mostly_tables,
]  # fmt: skip
