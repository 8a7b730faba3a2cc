"""Test PDFs drawn letter by letter with ReportLab: what no text program would write like this."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent


def start(name: str, **options: object) -> Canvas:
    """A canvas whose output is the same on every run."""
    return Canvas(str(HERE / f"{name}.pdf"), pagesize=A4, invariant=True, **options)


def write(
    canvas: Canvas, lines: list[str], y: float = 760, size: float = 11, x: float = 72
) -> float:
    """Writes lines under each other; gives back where the next one would stand."""
    canvas.setFont("Times-Roman", size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 1.25 * size
    return y


def rotated() -> None:
    """One page turned by the page's own /Rotate, one with text drawn sideways."""
    canvas = start("rotated")
    for turned in (True, False):
        if turned:
            canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, A4[0] - 70, "Landscape plan of visits")
        canvas.setFont("Helvetica", 11)
        for line, text in enumerate(
            (
                "The team visits the northern districts in the first week and the coast in the",
                "second one. Each visit ends with a short meeting with the governor.",
            )
        ):
            canvas.drawString(70, A4[0] - 100 - 14 * line, text)
        canvas.showPage()
    canvas.save()


def scan_and_text() -> None:
    """A page that is one picture, between two pages of text."""
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader

    picture = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(picture).text((80, 80), "A scanned letter", fill=0)
    canvas = start("scan_and_text")
    for page in range(3):
        if page == 1:
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        else:
            canvas.setFont("Times-Roman", 12)
            canvas.drawString(72, 700, f"Text of page {page + 1}, read without any trouble.")
        canvas.showPage()
    canvas.save()


def hyphens() -> None:
    """Hyphens at line ends: parts of words, parts of lines, ranges."""
    canvas = start("hyphens")
    write(
        canvas,
        [
            "The follow-up visit was prepared by the planning unit of the ministry, and a follow-",
            "up meeting is planned. Each region will name a long-term adviser who helps the com-",
            "mittees with their budgets. The plan covers the years 2019-",
            "2021 and the regions of Abidjan-",
            "Nord and Man. All committees have met since, and the non-",
            "governmental bodies were heard.",
        ],
    )
    y = write(
        canvas,
        [
            "Le comité politico-sanitaire suit les accords. Les délégués des districts ont de-",
            "mandé un appui; le comité politico-",
            "sanitaire a répondu. Quels moyens le ministère accorde-t-",
            "il aux districts ? Les chefs-",
            "lieux de région ont reçu leurs crédits, les autres districts attendent tou-",
            "jours la notification.",
        ],
        y=600,
    )
    write(
        canvas,
        ["Les représentants ont demandé que les crédits arrivent toujours à temps."],
        y=y - 20,
    )
    canvas.save()


def raised_signs() -> None:
    """Ordinals, square metres and the call of a footnote; the note at the foot of the page."""
    canvas = start("raised_signs")
    parts = [
        ("Le 1", 0),
        ("er", 1),
        (" mars 2018, la caisse", 0),
        ("1", 1),
        (" a reçu 120 m", 0),
        ("2", 1),
        (" de bureaux au chef-lieu de la région.", 0),
    ]
    x = 72.0
    for text, raised in parts:
        size = 7 if raised else 11
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, 744 if raised else 740, text)
        x += canvas.stringWidth(text, "Times-Roman", size)
    write(
        canvas,
        ["Elle y a installé son service comptable au mois de mai et engagé trois agents."],
        726,
    )
    canvas.line(72, 120, 200, 120)
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(72, 109, "1")
    write(canvas, ["Caisse nationale de solidarité santé, créée par la loi de 2015."], 106, 9, x=77)
    canvas.save()


def shifted_box() -> None:
    """A page whose media box does not start at zero and whose crop box is smaller."""
    canvas = start("shifted_box")
    canvas.setCropBox((100, 200, 500, 800))
    write(canvas, ["A line at the upper left of what is shown.", "Its second line."], y=780, x=120)
    canvas.save()


def watermark() -> None:
    """The word DRAFT across each of two pages."""
    canvas = start("watermark")
    for page in (1, 2):
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", 90)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()
        subject = ("drugs", "staff")[page - 1]
        write(
            canvas,
            [
                f"This page on {subject} has lines that run over the watermark, and a reader sees",
                "each of them as a line of its own, with nothing of the watermark between them.",
            ]
            * 12,
        )
        canvas.showPage()
    canvas.save()


def sideways_cells() -> None:
    """A ruled table with names of columns written upwards."""
    canvas = start("sideways_cells")
    write(canvas, ["Stocks of the four depots at the end of the quarter, in boxes:"])
    xs, ys = (72, 172, 232, 292), (740, 650, 630, 610)
    canvas.grid(list(xs), list(ys))
    canvas.setFont("Times-Bold", 11)
    for x, text in ((205, "Oxytocin"), (265, "Zinc tablets")):
        canvas.saveState()
        canvas.translate(x, 655)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    for y, row in ((636, ("Northern depot", "120", "64")), (616, ("Coast", "85", "12"))):
        canvas.setFont("Times-Roman", 11)
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, y, text)
    canvas.save()


def locked() -> None:
    """Encrypted: one file needs a password, the other only restricts printing."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    for name, user in (("locked", "secret"), ("locked_printing", "")):
        encryption = StandardEncryption(user, "owner", canPrint=0)
        canvas = start(name, encrypt=encryption)
        write(canvas, ["Text of an encrypted file."])
        canvas.save()


DRAWN = [
    rotated,
    scan_and_text,
    hyphens,
    raised_signs,
    shifted_box,
    watermark,
    sideways_cells,
    locked,
]
