"""Makes the DOCX fixtures beside it: `python tests/data/docx/make.py`.

Each file shows one trait of Word documents. The texts are invented.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

HERE = Path(__file__).resolve().parent
W = nsdecls("w")


def new() -> Document:
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return document


def save(document: Document, name: str) -> None:
    draft = HERE / f"{name}.draft"
    document.save(str(draft))
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(HERE / f"{name}.docx", "w") as out:
        for member in source.namelist():
            if member.endswith("thumbnail.jpeg"):
                continue
            info = zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0))
            data = source.read(member)
            if member == "_rels/.rels":
                data = b"".join(
                    part + b"/>" for part in data.split(b"/>") if b"thumbnail" not in part
                ).removesuffix(b"/>")
            out.writestr(info, data, zipfile.ZIP_DEFLATED)
    draft.unlink()


def add(document: Document, xml: str) -> None:
    """Adds raw WordprocessingML before the section properties."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def real_headings() -> None:
    document = new()
    document.core_properties.title = "Plan de santé du Kasaï"
    document.add_paragraph("Plan de santé du Kasaï", style="Title")
    document.add_heading("Contexte", 1)
    document.add_paragraph("La province compte 26 hôpitaux.")
    document.add_heading("Moyens", 2)
    add(document, paragraph(run("Annexe technique"), '<w:outlineLvl w:val="0"/>'))
    style = document.styles.add_style("Titre 3", 1)
    style.base_style = document.styles["Normal"]
    document.add_paragraph("Cadre de suivi", style=style)
    document.add_paragraph("Fin.")
    save(document, "real_headings")


def fake_headings() -> None:
    document = new()
    for text, size, bold in (
        ("Mission report: cold chain in Karnali", 16, True),
        ("What we found", 12, True),
        ("The fridges are old. Two of them leak.", 0, False),
        ("Dates: 3-7 May 2021", 0, True),
        ("This sentence is bold, but it is a sentence.", 0, True),
        ("NEXT STEPS", 0, False),
        ("Order spare parts before the monsoon.", 0, False),
    ):
        added = document.add_paragraph().add_run(text)
        added.bold = bold or None
        if size:
            added.font.size = Pt(size)
    save(document, "fake_headings")


NUMBERING = f"""<w:abstractNum {W} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
  <w:pPr><w:ind w:left="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/>
  <w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/>
  <w:isLgl/><w:pPr><w:ind w:left="1080"/></w:pPr></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
  <w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>"""
ROMAN = f"""<w:abstractNum {W} w:abstractNumId="91"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1 :"/></w:lvl></w:abstractNum>"""


def define_lists(document: Document) -> None:
    numbering = document.part.numbering_part.element
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    first = list(numbering).index(numbering.num_lst[0])
    numbering.insert(first, parse_xml(NUMBERING))
    numbering.insert(first, parse_xml(ROMAN))
    for num_id, abstract, change in (
        (90, 90, ""),
        (91, 91, ""),
        (92, 90, restart),
    ):
        inner = f'<w:abstractNumId w:val="{abstract}"/>{change}'
        numbering.append(parse_xml(f'<w:num {W} w:numId="{num_id}">{inner}</w:num>'))


def item(text: str, num_id: int, level: int) -> str:
    return paragraph(
        run(text),
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>',
    )


def automatic_numbers() -> None:
    document = new()
    define_lists(document)
    for text, num_id, level in (
        ("Publier les tarifs", 90, 0),
        ("dans les centres", 90, 1),
        ("à l'entrée", 90, 2),
        ("en deux langues", 90, 3),
        ("dans les hôpitaux", 90, 1),
        ("Former les comptables", 90, 0),
        ("au siège", 90, 1),
        ("Les comptes sont publics.", 91, 0),
        ("Le fonds est audité.", 91, 0),
        ("Autre liste", 92, 0),
        ("qui recommence", 92, 0),
    ):
        if num_id == 91 and text.startswith("Les"):
            document.add_paragraph("Dispositions")
        if text == "Autre liste":
            document.add_paragraph("Suite")
        add(document, item(text, num_id, level))
    save(document, "automatic_numbers")


def typed_lists() -> None:
    document = new()
    for text in (
        "The committee agreed to:",
        "- review the list",
        "- pay the arrears",
        "It also noted:",
        "(a) the delay of the audit;",
        "(b) the new price list.",
        "– Nobody objected, said the chair.",
        "1. Repair the roof",
        "2. Paint the ward",
    ):
        document.add_paragraph(text)
    save(document, "typed_lists")


def merged_cells() -> None:
    document = new()
    document.add_heading("Suivi", 1)
    table = document.add_table(rows=4, cols=3)
    texts = (
        ("Axe", "Action", "Qui"),
        ("Gouvernance", "Réunir le comité", "DG"),
        ("", "Publier les comptes", "DAF"),
        ("Total : deux actions", "", ""),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    table.cell(1, 1).add_paragraph("et le secrétariat")
    inner = table.cell(2, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "juin", "2020"
    document.add_paragraph("Après le tableau.")
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Un encadré est du texte."
    save(document, "merged_cells")


def header_rows() -> None:
    document = new()
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, (("Results", "2020"), ("Indicator", "Value"), ("Beds", "14")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = cells
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    save(document, "header_rows")


def tracked_changes() -> None:
    document = new()
    mark = 'w:id="1" w:author="x" w:date="2020-01-01T00:00:00Z"'
    add(
        document,
        paragraph(
            run("The fund pays ")
            + f"<w:del {mark}><w:r><w:delText>ten</w:delText></w:r></w:del>"
            + f"<w:ins {mark}>{run('twelve')}</w:ins>"
            + run(" nurses.")
            + f"<w:moveFrom {mark}>{run(' Moved away.')}</w:moveFrom>"
        ),
    )
    add(document, paragraph(run("First half "), f"<w:rPr><w:del {mark}/></w:rPr>"))
    add(document, paragraph(run("and second half.")))
    add(document, paragraph(run("Hidden.", "<w:vanish/>") + run("Shown.")))
    save(document, "tracked_changes")


def fields_and_breaks() -> None:
    document = new()
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("the guide")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    add(
        document,
        paragraph(
            run("Read ")
            + field
            + run(" and ")
            + f"<w:hyperlink>{run('the law')}</w:hyperlink>"
            + run(".")
        ),
    )
    lines = "<w:r><w:br/></w:r>".join(
        run(text)
        for text in ("Destination : Lomé", "Dates : 3-7 mai", "Objet : appui à la", "planification")
    )
    add(document, paragraph(lines))
    add(
        document,
        paragraph(
            run("follow")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + run("up")
            + "<w:r><w:tab/></w:r>"
            + run("done")
        ),
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    for properties, text in (("", "In a content control."), (gallery, "Introduction 3")):
        inner = f"<w:sdtContent>{paragraph(run(text))}</w:sdtContent>"
        add(document, f"<w:sdt {W}><w:sdtPr>{properties}</w:sdtPr>{inner}</w:sdt>")
    save(document, "fields_and_breaks")


def text_boxes() -> None:
    document = new()
    spaces = nsdecls("w", "wp", "a") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = "<w:txbxContent>" + paragraph(run("Chiffre clé : 40 % des femmes.")) + "</w:txbxContent>"
    add(
        document,
        f"<w:p {spaces}>{run('Text around the box.')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    save(document, "text_boxes")


def header_and_footer() -> None:
    document = new()
    document.sections[0].header.paragraphs[0].text = "Ministry of Health"
    document.sections[0].footer.paragraphs[0].text = "Draft"
    document.add_paragraph("The body of the report.")
    save(document, "header_and_footer")


def page_picture() -> None:
    document = new()
    inner = (
        f"<w:p {nsdecls('w', 'wp', 'a', 'pic')}><w:r><w:drawing><wp:inline>"
        '<wp:extent cx="7000000" cy="9900000"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        "<pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    add(document, inner)
    document.add_paragraph("A page of text after the scan.")
    save(document, "page_picture")


def footnotes() -> None:
    document = new()
    add(
        document,
        paragraph(
            run("Coverage rose") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" in 2019.")
        ),
    )
    document.add_paragraph("The text goes on.")
    save(document, "plain")
    source, target = HERE / "plain.docx", HERE / "footnotes.docx"
    note = f'<w:footnote w:id="2">{paragraph(run("Household survey."))}</w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as made:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = (
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                )
                added = f'<Relationship Id="rId90" Type="{kind}" Target="footnotes.xml"/>'
                data = data.replace(b"</Relationships>", added.encode() + b"</Relationships>")
            made.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo("word/footnotes.xml", (2020, 1, 1, 0, 0, 0))
        made.writestr(info, notes, zipfile.ZIP_DEFLATED)
    source.unlink()


def letterhead() -> None:
    """Sender and date beside each other in a table of one row, then a table of labels."""
    document = new()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "MINISTRY OF HEALTH\n----------\nPlanning unit"
    table.cell(0, 1).text = "Zomba, 14 May 2021"
    document.add_paragraph("The unit has visited three districts.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Districts", "Zomba, Balaka, Machinga"
    save(document, "letterhead")


if __name__ == "__main__":
    for make in (
        real_headings, fake_headings, automatic_numbers, typed_lists, merged_cells, header_rows,
        tracked_changes, fields_and_breaks, text_boxes, header_and_footer, page_picture, footnotes,
        letterhead,
    ):  # fmt: skip
        make()
