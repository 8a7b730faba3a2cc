"""What the report page is given, and that it can be given anything."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from typing import Any

from policynlp.languages import available, lexicon
from policynlp.report.offsets import from_utf16, to_utf16
from policynlp.report.page import REPORT_SCRIPTS, web, write_report
from policynlp.report.payload import as_json
from policynlp.report.view import VIEW_SCRIPTS
from report.made import ATTACK, document, failure

# What scripts look up by a name that is put together: t(`status_${s}`).
PARTS = {"view_": ("overview", "document", "records"),
         "status_": ("pending", "accepted", "edited", "added", "rejected")}  # fmt: skip


def page_of(*results: Any) -> str:  # Any: documents and failures
    page = io.StringIO()
    write_report(results, page)
    return page.getvalue()


def data_in(page: str, id_: str) -> Any:  # Any: JSON
    match = re.search(rf'<script type="application/json" id="{id_}">(.*?)</script>', page)
    assert match is not None
    return json.loads(match[1])


def test_a_page_counts_documents_and_failures() -> None:
    assert write_report([document(), failure()], io.StringIO()) == 2


def test_text_of_documents_cannot_end_its_script_element() -> None:
    page = page_of(document(), failure())
    assert ATTACK not in page
    assert "window.stolen" in page
    # Three data blocks less one that has no text: the index, the document; and the script.
    assert page.count("<script") == page.count("</script>") == 3
    assert data_in(page, "doc-0")["text"] == document().text


def test_json_in_a_page_holds_no_angle_brackets_and_no_half_characters() -> None:
    text = as_json({"a": "<!--</script>&>", "path": "\udc80"})
    assert not re.search("[<>&]", text)
    assert text.encode("utf-8")
    assert json.loads(text)["a"] == "<!--</script>&>"


def test_the_policy_allows_the_page_own_script_and_style_alone() -> None:
    page = page_of(document())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert policy and script and style
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    for name, content in (("script-src", script[1]), ("style-src", style[1])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert rules["img-src"] == "data:"


def test_nothing_in_the_files_of_the_pages_names_an_address() -> None:
    names = [f"{name}.js" for name in {*REPORT_SCRIPTS, *VIEW_SCRIPTS}]
    names += ["report.html", "view.html", "base.css", "report.css", "view.css"]
    for name in names:
        text = web(name).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|innerHTML|insertAdjacentHTML|eval\(", text)


def test_offsets_are_those_of_a_browser() -> None:
    page = page_of(document())
    units = document().text.encode("utf-16-le")
    for record in data_in(page, "index")["records"]:
        if record["type"] == "action_item":
            part = record["provenance"][0]
            said = units[2 * part["start"] : 2 * part["end"]].decode("utf-16-le")
            assert said == record["step"]


def test_offsets_go_there_and_back() -> None:
    text = "a🩺b𝒳𝒳c"
    shift, back = to_utf16(text), from_utf16(text)
    assert [shift(at) for at in range(7)] == [0, 1, 3, 4, 6, 8, 9]
    assert [back(shift(at)) for at in range(7)] == list(range(7))


def test_cells_of_a_table_lie_where_its_rows_say() -> None:
    body = data_in(page_of(document()), "doc-0")
    block = next(b for b in body["blocks"] if "rows" in b)
    units = body["text"].encode("utf-16-le")
    at, cells = block["start"], []
    for row in block["rows"]:
        for length in row:
            cells.append(units[2 * at : 2 * (at + length)].decode("utf-16-le"))
            at += length + 1
    assert cells == ["Étape", "Qui", "Former 🩺 les agents", "DRS"]


def test_records_know_their_countries_year_and_last_day() -> None:
    records = {r["id"]: r for r in data_in(page_of(document()), "index")["records"]}
    assert records["r1"]["about"] == ["MLI"]
    assert records["r1"]["year"] == "2020"
    assert records["r1"]["due_last"] == "2020-05-31"
    assert (records["m1"]["first"], records["m1"]["last"]) == ("2020-03-03", "2020-03-07")


def test_a_page_without_documents_is_a_page() -> None:
    assert data_in(page_of(), "index")["documents"] == []


def test_words_of_the_pages_are_the_same_in_every_language() -> None:
    tables = [lexicon(code).table("pages") for code in available()]
    assert all(table.keys() == tables[0].keys() for table in tables)
    for key in tables[0]:
        holes = [sorted(re.findall(r"\{\w+\}", str(table[key]))) for table in tables]
        assert all(one == holes[0] for one in holes), key


def test_every_word_that_a_script_says_is_there_and_none_is_idle() -> None:
    scripts = "".join(web(f"{name}.js") for name in {*REPORT_SCRIPTS, *VIEW_SCRIPTS})
    known = set(lexicon("en").table("pages"))
    built = {start + end for start, ends in PARTS.items() for end in ends}
    said = set(re.findall(r'\bt\(\s*"(\w+)"', scripts))
    quoted = set(re.findall(r'"(\w+)"', scripts))
    assert said | built <= known
    assert known <= quoted | built


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of the lightness of two colours, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        lit = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2] + 0.05

    darker, lighter = sorted((light(one), light(other)))
    return lighter / darker


def test_letters_stand_out_from_their_ground() -> None:
    styles = web("base.css") + web("view.css")
    root = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", web("base.css")))
    kinds = re.findall(r"--c: (#[0-9a-f]{6}); --t: (#[0-9a-f]{6})", styles)
    assert len(kinds) >= 14
    for strong, tint in kinds:
        assert contrast("#ffffff", strong) >= 4.5, strong  # pressed filters, numbers of boxes
        assert contrast(root["ink"], tint) >= 7, tint  # text that is marked
    for ground in ("paper", "ground", "accent-tint"):
        assert contrast(root["ink"], root[ground]) >= 7
        assert contrast(root["soft"], root[ground]) >= 4.5
    assert contrast(root["warn"], root["warn-tint"]) >= 4.5
    assert contrast(root["accent"], "#ffffff") >= 4.5
