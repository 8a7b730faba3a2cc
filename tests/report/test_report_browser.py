"""The report page in a real browser: clicks, keys, filters, safety, size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from policynlp.report import write_report
from policynlp.schema import Document, Failure, Sign
from report.browser import chromium, complaints, eventually, requests
from report.made import document, failure

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
LARGE = 400


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    made: list[Document | Failure] = [
        document("a"),
        document("b", country="SEN", year=2018),
        failure(),
    ]
    with path.open("w", encoding="utf-8") as out:
        write_report(made, out, link=lambda name: name)
    return path.as_uri()


class Page:
    """The page as somebody uses it."""

    def __init__(self, browser: Chrome, address: str) -> None:
        self.browser = browser
        browser.get("about:blank")
        complaints(browser)
        requests(browser)
        browser.get(address)
        self.js("document.querySelector('[data-language=en]').click()")

    def js(self, script: str) -> Any:  # Any: whatever the script gives
        return self.browser.execute_script(script)

    def click(self, selector: str) -> None:
        from selenium.webdriver.common.by import By

        self.browser.find_element(By.CSS_SELECTOR, selector).click()

    def keys(self, text: str) -> None:
        self.browser.switch_to.active_element.send_keys(text)

    def texts(self, selector: str) -> list[str]:
        found = self.js(
            f"return [...document.querySelectorAll({selector!r})]"
            ".filter(n => n.checkVisibility()).map(n => n.textContent)"
        )
        return [str(text) for text in found]


@pytest.fixture
def opened(browser: Chrome, page: str) -> Iterator[Page]:
    used = Page(browser, page)
    yield used
    assert complaints(browser) == []


def test_nothing_is_asked_of_any_network(opened: Page, browser: Chrome) -> None:
    for view in ("document", "records", "overview"):
        opened.click(f'[data-view="{view}"]')
    asked = [url for url in requests(browser) if not url.startswith(("data:", "about:", "file:"))]
    assert asked == []


def test_script_in_documents_and_names_stays_text(opened: Page) -> None:
    for view in ("document", "records", "overview"):
        opened.click(f'[data-view="{view}"]')
    opened.click('[data-doc="0"]')
    assert opened.js("return window.stolen") is None
    assert "</script><script>window.stolen=1" in opened.texts("#text")[0]
    assert opened.js("return document.querySelectorAll('main img, #side img').length") == 0


def test_a_record_shows_its_source_when_clicked(opened: Page) -> None:
    opened.click('[data-doc="0"]')
    opened.click('[data-record="a1"]')
    assert opened.texts("#text .chosen") == ["Recruter vingt sages-femmes 𝒳 d'ici 2031."]
    assert opened.texts("#card-a1 .quote") == ["p. 2 Recruter vingt sages-femmes 𝒳 d'ici 2031."]
    boxes = opened.js("return document.querySelectorAll('#card-a1 .sheet .box.strong').length")
    assert boxes == 1


def test_evidence_is_shown_where_there_is_some(browser: Chrome, tmp_path: Path) -> None:
    made = document("a")
    signs = [Sign(sign="a <b>day</b> is stated", weight=2.2), Sign(sign="read from a row")]
    records = [record.model_copy(update={"evidence": signs}) for record in made.records]
    path = tmp_path / "report.html"
    with path.open("w", encoding="utf-8") as out:
        write_report([made.model_copy(update={"records": records})], out, link=lambda name: name)
    page = Page(browser, path.as_uri())
    page.click('[data-doc="0"]')
    page.click('[data-record="a1"]')
    shown = page.texts("#card-a1 dd li")
    assert "+2.2  a <b>day</b> is stated" in shown
    assert "read from a row" in shown
    assert complaints(browser) == []


def test_marked_text_chooses_its_record(opened: Page) -> None:
    opened.click('[data-doc="0"]')
    opened.click('#text [data-records="r1"]')
    assert opened.js("return document.querySelector('.card.open').id") == "card-r1"


def test_a_record_in_a_table_is_marked_in_its_cell(opened: Page) -> None:
    opened.click('[data-doc="0"]')
    assert opened.texts("#text td .rec") == ["Former 🩺 les agents"]


def test_entities_are_marked_and_can_be_hidden(opened: Page) -> None:
    opened.click('[data-doc="0"]')
    assert "Mali" in opened.texts("#text .ent-COUNTRY")
    opened.click("#entities")
    assert opened.texts("#text .ent-COUNTRY") == []
    opened.click("#entities")


def test_filters_by_type_country_theme_and_confidence(opened: Page) -> None:
    opened.click('[data-view="records"]')
    rows = ".rows .row"
    assert len(opened.texts(rows)) == 8
    opened.click('[data-type="action_item"]')
    assert len(opened.texts(rows)) == 4
    opened.js("const b=document.getElementById('by-country'); b.value='SEN';"
              " b.dispatchEvent(new Event('change'))")  # fmt: skip
    assert len(opened.texts(rows)) == 2
    opened.click("#reset")
    opened.js("const b=document.getElementById('by-theme'); b.value='medical_products';"
              " b.dispatchEvent(new Event('change'))")  # fmt: skip
    assert len(opened.texts(rows)) == 2
    opened.click("#reset")
    opened.js("const b=document.getElementById('by-least'); b.value=80;"
              " b.dispatchEvent(new Event('input'))")  # fmt: skip
    assert eventually(lambda: len(opened.texts(rows)) == 6)
    opened.click("#reset")
    assert len(opened.texts(rows)) == 8


def test_search_needs_no_accents(opened: Page) -> None:
    opened.click('[data-view="records"]')
    opened.click("#search")
    opened.keys("ministere senegal")
    assert eventually(lambda: len(opened.texts(".rows .row")) == 1)


def test_a_plot_sets_a_filter(opened: Page) -> None:
    opened.js("[...document.querySelectorAll('#overview .pick')]"
              ".find(n => n.getAttribute('aria-label').startsWith('Senegal: '))"
              ".dispatchEvent(new MouseEvent('click', {bubbles: true}))")  # fmt: skip
    assert opened.texts("#scope")[0].startswith("4 of 8")


def test_every_plot_has_marks(opened: Page) -> None:
    panels = opened.js(
        "return [...document.querySelectorAll('#overview .panel')].map(p =>"
        " [p.querySelector('h3').textContent, p.querySelectorAll('.pick').length])"
    )
    marks = dict(panels)
    assert marks.pop("Purposes of technical assistance") == 0  # none of the documents has any
    assert len(marks) == 6
    assert all(marks.values())


def test_steps_that_are_still_to_come_stand_first(opened: Page) -> None:
    assert opened.texts("#overview .steps time")[0] == "2999"
    assert opened.texts("#overview .steps .late time") == ["May 2020", "May 2018"]


def test_both_languages(opened: Page) -> None:
    opened.click('[data-language="fr"]')
    assert "Recommandations" in opened.texts(".type span")
    assert opened.js("return document.documentElement.lang") == "fr"
    opened.click('[data-language="en"]')
    assert "Recommendations" in opened.texts(".type span")


def test_everything_by_keyboard(opened: Page) -> None:
    opened.js("document.activeElement.blur()")
    opened.keys("2")
    opened.keys("j")
    assert opened.js("return document.activeElement.dataset.record") == "m1"
    opened.keys("j")
    assert opened.js("return document.activeElement.dataset.record") == "r1"
    opened.keys("n")
    assert opened.texts("#document h2") == ["Rapport b <b>gras</b>"]
    opened.keys("3")
    assert opened.js("return document.getElementById('records').checkVisibility()")
    opened.keys("?")
    assert opened.js("return document.getElementById('help').open")


def test_an_address_opens_a_record(browser: Chrome, page: str) -> None:
    used = Page(browser, page + "#document/1/a2")
    assert used.texts("#document h2") == ["Rapport b <b>gras</b>"]
    assert used.texts("#text .chosen") == ["Former 🩺 les agents"]


def test_inputs_that_failed_are_named(opened: Page) -> None:
    assert "damaged" in opened.js("return document.querySelector('.failures').textContent")


def test_four_hundred_documents(browser: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    long = document("long")
    with path.open("w", encoding="utf-8") as out:
        write_report(
            (
                long.model_copy(update={
                    "id": f"sha256:{n:064}",
                    "records": [r.model_copy(update={"id": f"{r.id}-{k}"})
                                for k in range(8) for r in long.records],
                })
                for n in range(LARGE)
            ),
            out,
        )  # fmt: skip
    # Seconds that the page itself has worked: the clock would measure the rest of the machine too.
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    begun = worked()
    used = Page(browser, path.as_uri())
    assert used.texts("#scope") == ["12,800 records in 400 documents"]
    opened_in = worked() - begun
    assert 0.01 < opened_in < 5
    # Lists are drawn as far as they are seen.
    assert used.js("return document.querySelectorAll('#list .doc').length") < LARGE
    begun = worked()
    used.click('[data-view="records"]')
    drawn = "return document.querySelectorAll('.rows .row').length"
    before = used.js(drawn)
    assert before < 1000
    until = time.monotonic() + 20
    while used.js(drawn) < before + 180 and time.monotonic() < until:
        used.js("const m = document.getElementById('main'); m.scrollTop = m.scrollHeight")
        time.sleep(0.1)
    assert used.js(drawn) >= before + 180
    used.click('[data-type="mission"]')
    assert used.texts("#scope")[0].startswith("3,200 of 12,800")
    assert 0.01 < worked() - begun < 4
    assert complaints(browser) == []
