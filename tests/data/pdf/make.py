"""Makes the test PDFs of this folder: `python make.py [NAME ...]` (all without a name).

Tools: ReportLab, WeasyPrint (both in the development requirements), fpdf2, LibreOffice (`soffice`)
and Chromium (`chromium`).
The texts are invented; the files are free to use like the rest of the repository.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from drawn import DRAWN
from layouts import LAYOUTS
from tables import TABLES
from texts import ENGLISH, FRENCH, HERE, paragraphs, print_html


def convert(name: str, source: str | bytes, suffix: str) -> None:
    """Converts an HTML, RTF, DOCX or flat ODT file with LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}{suffix}"
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", str(HERE), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip


def two_columns() -> None:
    """Hyphenated, justified columns; full-width headings and a ruled table between them."""
    css = """@page { size: A4; margin: 2cm } body { font: 10pt 'DejaVu Serif'; hyphens: auto }
        .c { columns: 2; column-gap: 1cm; text-align: justify } p { margin: 0 0 6pt }
        h1 { font-size: 18pt } h2 { font-size: 13pt } td, th { border: .5pt solid; padding: 3pt }
        table { border-collapse: collapse; width: 100% }"""
    table = (
        "<table><tr><th>District</th><th>Formations visitées</th><th>Crédits reçus</th></tr>"
        "<tr><td>Kolda</td><td>12</td><td>45 %</td></tr>"
        "<tr><td>Sédhiou</td><td>9</td><td>61 %</td></tr></table>"
    )
    print_html(
        "two_columns",
        f"<body><h1>Revue du financement des soins</h1><div class=c>{paragraphs(FRENCH)}</div>"
        f"<h2>Résultats par district</h2>{table}"
        f"<h2>Analyse des écarts</h2><div class=c>{paragraphs(FRENCH[::-1])}</div></body>",
        css,
        "<title>Revue du financement des soins</title>",
    )


def running_heads() -> None:
    """Running heads and feet with page numbers, footnotes, a paragraph over the page."""
    css = """@page { size: A5; margin: 2.2cm 1.8cm; @top-center { content: "Revue annuelle 2019";
        font-size: 8pt } @bottom-right { content: "Page " counter(page) " sur " counter(pages);
        font-size: 8pt } @footnote { border-top: .5pt solid; padding-top: 4pt } }
        body { font: 11pt 'Liberation Serif' } h1 { font-size: 17pt } h2 { font-size: 13pt }
        .f { float: footnote; font-size: 8pt } ::footnote-call { font-size: 65%;
        vertical-align: super; line-height: 0 }"""
    note = (
        "<p>Le comité a examiné les comptes de la caisse nationale<span class=f>Rapport financier "
        "remis par la direction des affaires financières.</span> et noté que le taux d'exécution "
        "atteint 87 % en fin d'exercice, contre 64 % un an plus tôt.</p>"
    )
    print_html(
        "running_heads",
        f"<body><h1>Revue annuelle du programme d'appui au secteur de la santé</h1>"
        f"<h2>1. Contexte</h2>{paragraphs(FRENCH)}{note}<h2>2. Constats</h2>"
        f"{paragraphs(FRENCH[::-1])}<h2>3. Suites</h2>{paragraphs(FRENCH)}</body>",
        css,
    )


def nested_lists() -> None:
    """Bullets, numbers and letters over three depths, with hanging indents."""
    body = """<body><h1>Recommendations of the joint review</h1>
    <p>The review team agreed on the following recommendations:</p>
    <ol><li>Strengthen the planning cycle of the districts by giving every team one calendar,
    one template and one budget ceiling well before the start of the year:
      <ol type=a><li>publish the ceilings in May;</li><li>train the planning officers of all
      regions in the use of the template, including those who joined after the last round;</li>
      </ol></li>
    <li>Improve the supply of essential medicines.
      <ul><li>share stock data every month<ul><li>with the regional stores</li>
      <li>with the central purchasing agency and its suppliers</li></ul></li>
      <li>review the reorder levels</li></ul></li>
    <li>Settle the arrears owed to private providers before the end of the financial year, and
    publish the amounts paid.</li></ol>
    <p>The team will meet again in six months.</p>
    <ul style="list-style: '–  '"><li>first dash item without a full stop</li>
    <li>second dash item</li></ul></body>"""
    css = "@page { size: A4; margin: 2.5cm } body { font: 11pt 'Liberation Sans' }"
    print_html("nested_lists", body, css)


def long_table() -> None:
    """LibreOffice: a ruled table over two pages, its header row repeated on the second."""
    from io import BytesIO

    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    document.styles["Normal"].font.name = "Liberation Sans"
    document.add_heading("Plan d'action", 1)
    document.add_paragraph("Le tableau suivant reprend les actions convenues.")
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(
        table.rows[0].cells, ("N°", "Action", "Responsable", "Échéance"), strict=True
    ):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    actions = [
        ("Finaliser le plan de développement des ressources humaines", "DRH", "T3 2021"),
        ("Mettre en place un guichet unique.\nInformer les usagers.", "DPF", "–"),
        ("Renforcer le contrôle interne de la caisse nationale", "IGS", "fin juin 2021"),
    ]
    for number, row in enumerate(actions * 7, start=1):
        for cell, text in zip(table.add_row().cells, (f"R.{number}", *row), strict=True):
            first, *others = text.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    document.add_paragraph("Ce plan sera revu chaque année.")
    buffer = BytesIO()
    document.save(buffer)
    convert("long_table", buffer.getvalue(), ".docx")


def merged_cells() -> None:
    """Cells over several columns and rows, a shaded header row."""
    body = """<body><p>Table 1: Planned support by year</p><table>
    <tr class=h><th rowspan=2>Component</th><th colspan=2>Year</th></tr>
    <tr class=h><th>2019</th><th>2020</th></tr>
    <tr><td colspan=3>Governance</td></tr>
    <tr><td>Planning tools</td><td>2 advisers in the regional offices</td><td>1 adviser</td></tr>
    <tr><td rowspan=2>Training</td><td>40 managers</td><td>60 managers</td></tr>
    <tr><td>12 trainers</td><td>none</td></tr></table><p>Source: planning department.</p></body>"""
    css = """@page { size: A4; margin: 2.5cm } body { font: 11pt 'Liberation Sans' }
    table { border-collapse: collapse } td, th { border: 1pt solid #444; padding: 4pt; width: 4cm }
    .h th { background: #dde }"""
    print_html("merged_cells", body, css)


def open_table() -> None:
    """A table without rules, between two paragraphs."""
    body = f"""<body><h2>Visits by region</h2><p>{ENGLISH[0]}</p><table>
    <tr><th>Region</th><th>Facilities</th><th>Beds</th><th>Comments</th></tr>
    <tr><td>North</td><td>14</td><td>320</td><td>two hospitals closed for repair</td></tr>
    <tr><td>Central Plateau</td><td>8</td><td>150</td><td>none</td></tr>
    <tr><td>South-West</td><td>21</td><td>610</td><td>new regional hospital opened in March, with
    a maternity ward and a laboratory</td></tr>
    <tr><td>Islands</td><td>5</td><td>75</td><td>boat needed</td></tr></table>
    <p>{ENGLISH[1]}</p></body>"""
    css = """@page { size: A4; margin: 2.5cm } body { font: 11pt 'Liberation Sans' }
    th { text-align: left } td, th { padding: 2pt 12pt 2pt 0; vertical-align: top }"""
    print_html("open_table", body, css)


def cover_page() -> None:
    """A cover page of label and value lines, centred titles, then a page of text."""
    body = f"""<body><div class=m><p>RÉPUBLIQUE DU SÉNÉGAL</p><p>Ministère de la Santé</p></div>
    <h1>Rapport de mission d'appui à la décentralisation du système de santé</h1>
    <p><b>Pays :</b> Sénégal</p><p><b>Dates de mission :</b> du 12 au 18 mars 2017</p>
    <p><b>Auteurs :</b> Awa Ndiaye, Paul Martin</p><p><b>Destinataires :</b> cabinet du ministre,
    direction de la planification, partenaires</p>
    <h2>Résumé</h2><p>{FRENCH[0]}</p><h3>Objectifs</h3><p>{FRENCH[1]}</p>
    <p><b>Recommandation principale</b></p><p>{FRENCH[2]}</p></body>"""
    css = """@page { size: A4; margin: 2.5cm } body { font: 11pt 'Liberation Serif' }
    .m { text-align: center } p { margin: 3pt 0 } h1 { text-align: center; font-size: 20pt }
    h2 { font-size: 14pt } h3 { font-size: 11pt }"""
    print_html("cover_page", body, css)


def office_report() -> None:
    """LibreOffice: numbered headings, real lists, header and footer, hyphens, a footnote."""
    from io import BytesIO

    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = "Mission d'évaluation du plan national"
    section = document.sections[0]
    section.header.paragraphs[0].text = "Évaluation du plan national – version provisoire"
    section.footer.paragraphs[0].text = "Cabinet Exemple – rue de la Gare – BP 12"
    document.styles["Normal"].font.name = "Liberation Sans"
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading("Mission d'évaluation du plan national de développement sanitaire", 0)
    for number, (title, texts) in enumerate(
        [("Introduction", FRENCH), ("Méthode", FRENCH[::-1]), ("Conclusions", FRENCH[1:])], 1
    ):
        document.add_heading(f"{number}. {title}", 1)
        for part, text in enumerate(texts[:2], 1):
            document.add_heading(f"{number}.{part} Partie {part}", 2)
            document.add_paragraph(text)
            document.add_paragraph(texts[2])
        for text in (
            "appuyer les équipes cadres dans la tenue des revues annuelles et dans la "
            "rédaction des rapports trimestriels ;",
            "suivre les crédits ;",
        ):
            document.add_paragraph(text, style="List Bullet")
        for text in ("Réunir le comité de pilotage", "Adopter le budget révisé"):
            document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Étape", "Responsable", "Délai"), strict=True):
        cell.text = text
    for row in (
        ("Valider le rapport", "Secrétaire général", "15 mai"),
        ("Diffuser le rapport aux\npartenaires", "Cellule de communication", "fin mai"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    convert("office_report", buffer.getvalue(), ".docx")


def contents_list() -> None:
    """A table of contents with dotted lines, then two short sections."""
    css = """@page { size: A5; margin: 2cm } body { font: 10.5pt 'Liberation Serif' }
    h1 { font-size: 16pt } h2 { font-size: 13pt } .t { margin: 0 }
    .t::after { content: leader('.') attr(x) }"""
    entries = "".join(
        f"<p class=t x='{page}'>{title} </p>"
        for title, page in (
            ("1. Introduction", 2),
            ("1.1 Scope of the review", 2),
            ("2. Findings", 3),
        )
    )
    print_html(
        "contents_list",
        f"<body><h1>Contents</h1>{entries}<h2>1. Introduction</h2><p>{ENGLISH[0]}</p>"
        f"<h2>2. Findings</h2><p>{ENGLISH[1]}</p></body>",
        css,
    )


def numbered_paragraphs() -> None:
    """Paragraphs numbered through, as in resolutions and laws; articles as headings."""
    body = "".join(
        f"<h2>{title}</h2>" + "".join(f"<p>{n}. {text}</p>" for n, text in part)
        for title, part in (
            ("Coverage", enumerate(ENGLISH[:2], 1)),
            ("Quality of care", enumerate(ENGLISH[2:], 3)),
        )
    )
    css = "@page { margin: 2.5cm } body { font: 11pt 'Liberation Serif' } h2 { font-size: 11pt }"
    print_html("numbered_paragraphs", f"<body>{body}</body>", css)


def split_row() -> None:
    """Ruled tables without header over a page end; a cell of the last row goes on."""
    filler = paragraphs(ENGLISH + ENGLISH[:1])
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>"
        for a, b in (
            ("Training", "Train the managers of all districts in budgeting."),
            (
                "Supply",
                "Bring the stock of essential medicines in the regional stores to a level that "
                "lasts for four months, and send the figures to the purchasing agency every "
                "month, together with a forecast of the needs of the next quarter and a list of "
                "medicines that are about to expire.",
            ),
            ("Payment", "Settle the arrears."),
        )
    )
    css = """@page { size: A5; margin: 2cm } body { font: 11pt 'Liberation Sans' }
    p { margin: 0 0 7pt } table { border-collapse: collapse }
    td { border: 1pt solid; padding: 3pt; vertical-align: top }"""
    print_html(
        "split_row", f"<body>{filler}<table>{rows}</table><p>End of the plan.</p></body>", css
    )


def booktabs() -> None:
    """A table with three rules only, a caption above, cells of several lines."""
    body = f"""<body><p>{ENGLISH[0]}</p><p class=c>Table 2. Agreed steps</p><table>
    <tr class=h><td>Step</td><td>Who</td><td>By when</td></tr>
    <tr><td>Publish the results of the review on the website of the Ministry</td><td>Planning
    directorate</td><td>May 2020</td></tr>
    <tr><td>Hold a meeting with the private providers</td><td>Health Insurance Authority and
    district teams</td><td>June 2020</td></tr>
    <tr><td>Revise the tariff</td><td>Tariff committee</td><td>to be decided</td></tr></table>
    <p>{ENGLISH[1]}</p></body>"""
    css = """@page { size: A4; margin: 3cm } body { font: 10pt 'Liberation Serif' } .c { margin: 0 }
    table { border-collapse: collapse; border-top: 1pt solid; border-bottom: 1pt solid }
    .h td { border-bottom: .5pt solid } td { padding: 3pt 14pt 3pt 2pt; vertical-align: top }"""
    print_html("booktabs", body, css)


def brief_in_columns() -> None:
    """LibreOffice: title and list over the full width, then two columns with a table."""
    from io import BytesIO

    from docx import Document
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm

    def set_columns(count: int) -> None:
        section = document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.xpath("./w:cols")[0]
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "500")

    document = Document()
    document.styles["Normal"].font.name = "Liberation Sans"
    document.sections[0].header.paragraphs[0].text = "Policy Brief No. 7\tHealth Financing Unit"
    document.add_heading("Community insurance: what four districts teach us", 0)
    for text in (
        "Enrolment doubles where premiums are paid at harvest time.",
        "Follow-up of lapsed members is left to volunteers.",
    ):
        document.add_paragraph(text, style="List Bullet")
    set_columns(2)
    for number, title in enumerate(("Background", "What we found", "What should be done"), 1):
        document.add_heading(f"{number} {title}", 2)
        for text in (ENGLISH[number - 1], ENGLISH[number]):
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if number == 2:
            table = document.add_table(rows=1, cols=3, style="Table Grid")
            table.autofit = False
            for row in (("Kati", "12 400", "18 %"), ("Koro", "9 800", "11 %")):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            for cell, text in zip(
                table.rows[0].cells, ("District", "Members", "Share"), strict=True
            ):
                cell.text = text
            for column in table.columns:
                column.width = Cm(2.3)
                for cell in column.cells:
                    cell.width = Cm(2.3)
    document.add_paragraph("The Ministry should publish the rules.", style="List Number")
    document.add_paragraph(
        "Districts should pay claims within 60 days and tell providers why a claim was cut.",
        style="List Number",
    )
    set_columns(1)
    document.add_heading("References", 2)
    document.add_paragraph(
        "Health Financing Unit (2019). Annual report on community insurance, "
        "with tables by district and by year."
    )
    buffer = BytesIO()
    document.save(buffer)
    convert("brief_in_columns", buffer.getvalue(), ".docx")


def notes_over_page() -> None:
    """LibreOffice: footnotes on two pages, one called in a sentence that runs over the page."""
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>{0}</text:note-citation>'
        '<text:note-body><text:p text:style-name="N">{1}</text:p></text:note-body></text:note>'
    )
    first = note.format(1, "Rapport remis par la direction des affaires financières, page 12.")
    second = note.format(2, "Décret relatif aux formations sanitaires, article 4 et annexe.")
    texts = [
        FRENCH[0] + first,
        *FRENCH[1:],
        FRENCH[0],
        FRENCH[3],
        FRENCH[2].replace("prises", "prises" + second),
        FRENCH[1],
    ]
    body = "".join(f'<text:p text:style-name="P">{text}</text:p>' for text in texts)
    convert(
        "notes_over_page",
        f"""<?xml version="1.0" encoding="UTF-8"?><office:document
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
        office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
        <office:styles>
        <style:style style:name="P" style:family="paragraph"><style:paragraph-properties
        fo:margin-bottom="0.2cm" fo:text-align="justify"/><style:text-properties
        fo:font-size="12pt" fo:font-family="Liberation Serif" fo:language="fr"
        fo:country="FR"/></style:style>
        <style:style style:name="N" style:family="paragraph"><style:text-properties
        fo:font-size="9pt" fo:font-family="Liberation Serif"/></style:style></office:styles>
        <office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties
        fo:page-width="14.8cm" fo:page-height="21cm" fo:margin="2cm"/></style:page-layout>
        </office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
        style:page-layout-name="L"/></office:master-styles>
        <office:body><office:text>{body}</office:text></office:body></office:document>""",
        ".fodt",
    )


FILES: list[Callable[[], None]] = [
    two_columns, running_heads, nested_lists, long_table, merged_cells, open_table, cover_page,
    office_report, contents_list, numbered_paragraphs, split_row, booktabs, brief_in_columns,
    notes_over_page,
    *LAYOUTS, *DRAWN, *TABLES,
]  # fmt: skip

if __name__ == "__main__":
    for make in FILES:
        if len(sys.argv) == 1 or make.__name__ in sys.argv[1:]:
            make()
