"""The review server: who may ask, and the page in a real browser."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from policynlp.review import Desk, make_server
from report.browser import chromium, complaints, eventually, requests
from report.made import document

if TYPE_CHECKING:
    from policynlp.review.server import ReviewServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    (tmp_path / "in").mkdir()
    started = make_server(Desk([document("a"), document("b")], tmp_path))
    threading.Thread(target=started.serve_forever, daemon=True).start()
    yield started
    started.shutdown()
    started.server_close()


def ask(
    server: ReviewServer, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.headers


CHANGE = json.dumps({"doc": 0, "record": "a1", "status": "accepted"}).encode()


def test_the_page_is_there_with_the_token_and_nowhere_else(server: ReviewServer) -> None:
    status, content, headers = ask(server, "GET", f"/{server.token}/")
    assert status == 200
    assert b"Rapport a" in content
    assert headers["Cache-Control"] == "no-store"
    for path in ("/", "/wrong/", f"/{server.token}x/", f"/{server.token}/../../etc/passwd",
                 f"/{server.token}/in/a.json", "//", f"/{server.token[:-1]}/"):  # fmt: skip
        assert ask(server, "GET", path)[0] == 404, path


def test_only_this_machine_is_listened_to(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_saving_needs_the_token_in_a_header_too(server: ReviewServer, tmp_path: Path) -> None:
    path = f"/{server.token}/save"
    assert ask(server, "POST", path, CHANGE)[0] == 403
    assert ask(server, "POST", path, CHANGE, X_Token="wrong")[0] == 403
    assert not (tmp_path / "in" / "a.json").exists()
    status, content, _ = ask(server, "POST", path, CHANGE, X_Token=server.token)
    assert (status, json.loads(content)["record"]["status"]) == (200, "accepted")
    assert (tmp_path / "in" / "a.json").exists()


@pytest.mark.parametrize("headers", [
    {"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"},
])  # fmt: skip
def test_pages_from_elsewhere_are_turned_away(
    server: ReviewServer, headers: dict[str, str]
) -> None:
    path = f"/{server.token}/save"
    assert ask(server, "POST", path, CHANGE, X_Token=server.token, **headers)[0] == 404


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"doc": 0}', b"\xff\xfe"])
def test_nonsense_is_refused_with_a_reason(server: ReviewServer, body: bytes) -> None:
    status, content, _ = ask(server, "POST", f"/{server.token}/save", body, X_Token=server.token)
    assert status == 400
    assert json.loads(content)["error"]


def test_too_long_a_change_is_not_read(server: ReviewServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest("POST", f"/{server.token}/save")
    connection.putheader("X-Token", server.token)
    connection.putheader("Content-Length", "99999999999")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_person_corrects_a_document(server: ReviewServer, tmp_path: Path) -> None:
    with chromium() as browser:
        from selenium.webdriver.common.by import By

        def js(script: str) -> object:
            return browser.execute_script(script)

        def keys(text: str) -> None:
            browser.switch_to.active_element.send_keys(text)

        def click(selector: str) -> None:
            browser.find_element(By.CSS_SELECTOR, selector).click()

        def there(selector: str) -> bool:
            return eventually(lambda: browser.find_elements(By.CSS_SELECTOR, selector))

        def sheet() -> dict[str, dict[str, Any]]:  # Any: JSON
            values = json.loads((tmp_path / "in" / "a.json").read_text("utf-8"))
            return {r["notes"]["id"]: r for r in values["records"]}

        browser.get(server.address)
        js("document.querySelector('[data-language=en]').click()")
        click('[data-doc="0"]')
        keys("j")
        keys("a")
        # Judged, and on to the next one.
        assert there("#card-m1.accepted")
        assert there("#card-r1.open")
        assert sheet()["m1"]["notes"]["status"] == "accepted"
        keys("r")
        assert there("#card-r1.rejected")
        assert there("#card-a1.open")
        assert "r1" not in sheet()
        keys("m")
        browser.find_element(By.ID, "field-responsible").send_keys("Direction des ressources")
        click("#editor .main")
        assert there("#card-a1.edited")
        assert sheet()["a1"]["responsible"] == ["Direction des ressources"]
        js("getSelection().selectAllChildren(document.getElementById('at-b2'))")
        js("document.getElementById('add').click()")
        click("#editor .main")
        assert there("#field-themes")
        click("#editor .main")
        assert there("#card-added-1")
        assert sheet()["added-1"]["text"] == document().text.split("\n\n")[1]
        click("#finished")
        mark = "return document.querySelector('[data-doc=\"0\"] .name').textContent[0]"
        assert eventually(lambda: js(mark) == "✓")
        assert complaints(browser) == []
        asked = {url.split("/")[2] for url in requests(browser) if url.startswith("http")}
        assert asked == {f"127.0.0.1:{server.server_port}"}
