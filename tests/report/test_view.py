"""The view of how a file was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policynlp.report import write_view
from policynlp.report.pictures import Picture, draw_pages
from report.browser import chromium, complaints, requests
from report.made import document


def a_pdf(path: Path, pages: int = 2) -> Path:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    canvas = Canvas(str(path), pagesize=(400, 300))
    for _ in range(pages):
        canvas.drawString(72, 200, "Mission to Mali")
        canvas.showPage()
    canvas.save()
    return path


def test_pages_of_a_pdf_have_their_size_and_picture(tmp_path: Path) -> None:
    pictures = draw_pages(a_pdf(tmp_path / "a.pdf"))
    assert [(p.page, p.width, p.height) for p in pictures] == [(1, 400, 300), (2, 400, 300)]
    assert all(p.jpeg and p.jpeg.startswith("/9j/") for p in pictures)


def test_what_is_no_pdf_or_a_broken_one_has_no_pictures(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"hello"), ("b.pdf", b"%PDF-1.7 broken"), ("c", b"")):
        (tmp_path / name).write_bytes(content)
        assert draw_pages(tmp_path / name) == []


def test_drawing_ends_when_its_time_is_up(tmp_path: Path) -> None:
    assert draw_pages(a_pdf(tmp_path / "a.pdf"), seconds=0.001) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_boxes_order_and_blocks_in_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "view.html"
    jpeg = draw_pages(a_pdf(tmp_path / "a.pdf", 1))[0].jpeg
    with path.open("w", encoding="utf-8") as out:
        write_view(document(), out, pictures=[Picture(1, 595, 842, jpeg), Picture(2, 595, 842)])
    with chromium() as browser:
        browser.get(path.as_uri())

        def js(script: str) -> object:
            return browser.execute_script(script)

        js("document.querySelector('[data-language=en]').click()")
        js("return new Promise(done => setTimeout(done, 400))")
        assert js("return document.querySelectorAll('#pages .box').length") == 5
        assert js("return document.querySelectorAll('#pages image').length") == 1
        assert js("return document.querySelector('#pages image').getBBox().width") == 595
        assert js("return document.querySelectorAll('#blocks .read').length") == 5
        assert js("return document.querySelectorAll('#blocks td').length") == 4
        assert "scanned_page" in str(js("return document.querySelector('.warnings').textContent"))
        js("document.getElementById('read-b4').click()")
        js("return new Promise(done => setTimeout(done, 200))")
        assert js("return document.getElementById('box-b4').classList.contains('chosen')")
        js("document.querySelector('[data-kind=heading]').click()")
        assert js("return document.querySelectorAll('#blocks .read').length") == 4
        assert js("return window.stolen") is None
        assert complaints(browser) == []
        assert not [url for url in requests(browser) if url.startswith("http")]
