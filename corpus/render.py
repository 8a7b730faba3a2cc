"""Turn corpus sources into the files that a reader of the corpus parses.

    python corpus/render.py corpus/documents OUT

`NAME.docx.md` becomes `OUT/.../NAME.docx`, `NAME.pdf.md` becomes `NAME.pdf`; every other file
(.txt, .html, the gold .json) is copied. The first lines of a source may say how it is to look:

    <!-- style: real-headings | bold-headings | two-columns -->
    <!-- header: running head -->
    <!-- footer: running foot -->

The maker of a PDF (reportlab, weasyprint or LibreOffice) is chosen by the file's name, so that
the same corpus always gives the same files.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from rendering.outline import Outline, read_outline
from rendering.pdf import make_with_reportlab, make_with_weasyprint, pick_maker
from rendering.word import convert_to_pdf, make_docx


def render_tree(sources: Path, out: Path, *, libreoffice: bool = True) -> list[Path]:
    """Renders every source below `sources` into the same place below `out`; the files made."""
    made: list[Path] = []
    through_office: list[tuple[Path, Path]] = []
    for path in sorted(sources.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        target = out / path.relative_to(sources)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.name.endswith(".docx.md"):
            target = target.with_suffix("")
            make_docx(read_outline(path.read_text("utf-8")), target)
        elif path.name.endswith(".pdf.md"):
            target = target.with_suffix("")
            maker = pick_maker(path.name, libreoffice=libreoffice)
            if maker == "libreoffice":
                draft = target.with_suffix(".draft.docx")
                make_docx(read_outline(path.read_text("utf-8")), draft)
                through_office.append((draft, target))
            else:
                _make_pdf(read_outline(path.read_text("utf-8")), target, maker)
        else:
            shutil.copyfile(path, target)
        made.append(target)
    if through_office:
        convert_to_pdf(through_office)
    return made


def render_file(source: Path, target: Path) -> None:
    """Renders one source into `target`; its suffix and the file name choose how."""
    outline = read_outline(source.read_text("utf-8"))
    if target.suffix == ".docx":
        make_docx(outline, target)
        return
    maker = pick_maker(source.name, libreoffice=True)
    if maker == "libreoffice":
        draft = target.with_suffix(".draft.docx")
        make_docx(outline, draft)
        convert_to_pdf([(draft, target)])
    else:
        _make_pdf(outline, target, maker)


def _make_pdf(outline: Outline, target: Path, maker: str) -> None:
    make = make_with_reportlab if maker == "reportlab" else make_with_weasyprint
    make(outline, target)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Render corpus sources as documents.")
    parser.add_argument("sources", type=Path, help="folder with the sources")
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument(
        "--no-libreoffice", action="store_true", help="use the other PDF makers only"
    )
    options = parser.parse_args()
    if not options.sources.is_dir():
        parser.error(f"no such folder: {options.sources}")
    office = not options.no_libreoffice and shutil.which("soffice") is not None
    made = render_tree(options.sources, options.out, libreoffice=office)
    print(f"{len(made)} files in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
