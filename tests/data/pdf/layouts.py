"""Test PDFs of page layouts that reports, letters, newsletters and web pages come in."""

from __future__ import annotations

from texts import ENGLISH, FRENCH, paragraphs, print_html


def letterhead() -> None:
    """Two centred blocks beside each other, a subject line, a signature at the right."""
    body = f"""<body><div class=l><div>MINISTERE DE LA SANTE<br>ET DE L'HYGIENE PUBLIQUE<br>
    -----------<br>SECRETARIAT GENERAL</div><div>REPUBLIQUE DE L'EXEMPLE<br>Un Peuple – Un But
    <br>-----------</div></div><p class=r>Villebourg, le 12 mars 2019</p><p><b>Objet :</b>
    transmission du rapport de mission</p><p>Monsieur le Directeur,</p>{paragraphs(FRENCH[:2])}
    <p class=r>Le Secrétaire général<br><b>Dr Salif SAMA</b></p><p><u>Ampliations :</u></p>
    <ul><li>direction nationale</li><li>archives</li></ul></body>"""
    css = """@page { size: A4; margin: 2cm } body { font: 12pt 'Liberation Serif' }
    .l { display: flex; justify-content: space-between; text-align: center }
    .r { text-align: right }"""
    print_html("letterhead", body, css)


def three_columns() -> None:
    """A newsletter in three columns under one title."""
    parts = "".join(
        f"<h2>{title}</h2>{paragraphs(ENGLISH[n : n + 2])}"
        for n, title in enumerate(("New clinic opened", "Nurses trained", "Claims paid"))
    )
    css = """@page { size: A4; margin: 1.5cm } body { font: 9pt 'Liberation Serif' }
    .c { columns: 3; column-gap: .6cm } h2 { font-size: 11pt; margin: 4pt 0 }
    p { margin: 0 0 4pt }"""
    print_html(
        "three_columns",
        f"<body><h1>District health news</h1><div class=c>{parts}</div></body>",
        css,
    )


def printed_web_page() -> None:
    """A web page as browsers print it: date and address in the margins, a box of links."""
    links = "".join(
        f"<li>{text}</li>" for text in ("Hospital plan 2020", "Press releases", "Budget")
    )
    body = f"""<body><div class=n>Home | Topics | News | About us</div><h1>Ministry opens new
    regional hospital</h1><p>Published: 4 May 2021</p><div class=m><div class=a>
    {paragraphs(ENGLISH[:3])}</div><div class=s><h3>Related links</h3><ul>{links}</ul></div></div>
    </body>"""
    css = """@page { size: A4; margin: 1.5cm; @top-left { content: '04/05/2021'; font: 8pt Arial }
    @top-center { content: 'Ministry opens new regional hospital'; font: 8pt Arial }
    @bottom-left { content: 'https://health.example/news/hospital'; font: 8pt Arial }
    @bottom-right { content: counter(page) '/' counter(pages); font: 8pt Arial } }
    body { font: 11pt 'Liberation Sans' } .m { display: flex; gap: 1cm } .a { width: 70% }
    .s { width: 25%; font-size: 9pt; border: 1pt solid; padding: 4pt } .n { font-size: 9pt }"""
    print_html("printed_web_page", body, css)


def crowded_minutes() -> None:
    """Minutes with labels in bold inside the lines and a table without rules, set close."""
    body = f"""<body><h1>Minutes of the steering committee</h1><p><b>Date:</b> 14 March 2019</p>
    <p><b>Present:</b> Dr A. Banda (chair), Ms C. Phiri, Mr J. Moyo, representatives of three
    partner organisations and two members of the planning unit</p><p><b>Stock situation.</b>
    {ENGLISH[1]}</p><table><tr><th>No.</th><th>Action point</th><th>Responsible</th>
    <th>Deadline</th></tr><tr><td>1</td><td>Circulate the stock list</td><td>Mr Moyo</td>
    <td>22 March</td></tr><tr><td>2</td><td>Invite the private providers to the next meeting</td>
    <td>Secretariat</td><td>1 April</td></tr></table></body>"""
    css = """@page { size: A4; margin: 2.5cm } body { font: 11pt 'DejaVu Serif' }
    table { width: 100% } th { text-align: left; border-bottom: 1pt solid }
    td { vertical-align: top }"""
    print_html("crowded_minutes", body, css)


def table_in_column() -> None:
    """Two columns; a table with rules between the rows only goes on in the second column."""
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for a, b, c in (
            (
                "Refurbish the labour rooms of the northern health centres",
                "Medical officer",
                "June",
            ),
            ("Hold monthly reviews of maternal deaths", "District team", "monthly"),
            ("Train 48 community workers", "Surveillance officer", "4–8 March"),
            ("Publish the duty roster on the notice boards", "Matron", "from May"),
        )
    )
    body = f"""<body><h1>Annual work plan</h1><p>{ENGLISH[0]}</p><p>{ENGLISH[1]}</p>
    <h2>Activities</h2><table><thead><tr><th>Activity</th><th>Lead</th><th>When</th></tr></thead>
    {rows}</table><h2>Risks</h2><p>{ENGLISH[2]}</p><p>{ENGLISH[3]}</p></body>"""
    css = """@page { size: A5 landscape; margin: 1.5cm } body { font: 9pt/1.3 'Liberation Serif';
    columns: 2; column-gap: 7mm; hyphens: auto; text-align: justify; column-fill: auto }
    h1 { font-size: 16pt } h2 { font-size: 11pt } p { margin: 0 0 4pt }
    table { border-collapse: collapse; font-size: 8pt; text-align: left; hyphens: manual }
    td, th { border-bottom: .4pt solid; padding: 2pt 8pt 2pt 0; vertical-align: top }
    tr { break-inside: avoid }"""
    print_html("table_in_column", body, css)


def framed_cells() -> None:
    """A cover table of labels and values, its cells drawn as frames; a box of text below."""
    body = f"""<body><h1>Rapport de mission</h1><table><tr><td><b>Pays</b></td><td>Burkina Faso</td>
    </tr><tr><td><b>Missionnaires</b></td><td>Awa Traoré, médecin de santé publique<br>Jean Petit,
    économiste</td></tr><tr><td><b>Objectifs</b></td><td><ul><li>évaluer le projet</li><li>préparer
    la suite avec les partenaires, y compris les services du ministère chargés du budget</li></ul>
    </td></tr></table><h2>1. Déroulement</h2><p>{FRENCH[0]}</p><div class=box><b>Encadré 1 : le
    district pilote</b><p>{FRENCH[2]}</p></div></body>"""
    css = """@page { size: A4; margin: 2cm } body { font: 11pt 'Liberation Sans' }
    table { border-collapse: separate; border-spacing: 0; width: 100% }
    td { border: 1pt solid #888; padding: 4pt; vertical-align: top }
    .box { border: 1pt solid; background: #eef; padding: 6pt }"""
    print_html("framed_cells", body, css)


LAYOUTS = [
    letterhead, three_columns, printed_web_page, crowded_minutes, table_in_column, framed_cells,
]  # fmt: skip
