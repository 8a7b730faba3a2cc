"""No text makes a loader slow: signs repeated without end, where quadratic code takes minutes."""

from __future__ import annotations

import time
from importlib import import_module

import pytest

from policynlp.source import Source

SIZE = 60_000
UNITS = {
    "spaces": " ", "tabs": "\t", "tab lines": "a\tb\n", "tab forms": "a:\tb\n", "pipes": "|",
    "pipe lines": "a|b\n|c\n", "blank lines": "\n", "form feeds": "\f\n1\n", "bullets": "- ",
    "bullet lines": "- x\n", "nested": "- x\n  - y\n    o z\n", "numbers": "1. ", "digits": "1",
    "number lines": "1. x\n\n", "roman": "i. ", "rules": "-----\n", "setext": "ab\n---\n",
    "stars": "*", "bold": "**a", "bold lines": "**a\n", "emphasis": "*a* ", "underscores": "__a",
    "colons": "a:", "labels": "Aa: b\n", "dots": ".", "hyphens": "a-\n", "quotes": "> a\n",
    "columns": "a   b   c\n", "ragged": "a  b\n   c    d\n", "capitals": "ABCD\n\n",
    "brackets": "[", "links": "[a](", "parentheses": "(", "ampersands": "&a", "angles": "<",
    "mojibake": "Ã©", "words": "word ", "lines": "A line of some words\n", "borders": "+--+\n",
    "dates": "Aa, 1 2 3 ", "braces": "{", "backslashes": "\\'", "pages": "a\n\n1\n\n",
    "headings": "# a\n\n", "backticks": "`", "bangs": "![", "colon lines": "Aaa bbb:\n\n",
    "broken rows": "Action / Who / When\n" + "word " * 11 + "/ a\n",
    "groups": "Action\nWho\n\n",
    "wiki tables": "{|\n== a\n", "wiki titles": "== a ==\n[[", "sheets": "a;b;c\n",
    "records": "Action: a\n",
    "counted": "1 a\n2 b\n", "sides": "a a a   b b b\n",
    "titles": "Action\nWho\nWhen\n", "cells": "Action\nFoo\nWho\nWhen\nx y\nz\n2019\n",
}  # fmt: skip
WRAPS = {
    "text": "{}",
    "markdown": "{}",
    "html": "<html><body><div>{}</div></body></html>",
    "rtf": "{{\\rtf1 {}}}",
}


@pytest.mark.parametrize("loader", WRAPS)
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_repeated_signs_take_linear_time(loader: str, unit: str) -> None:
    module = import_module(f"policynlp.loaders.{loader}")
    text = WRAPS[loader].format(unit * (SIZE // len(unit)))
    started = time.process_time()
    module.load(Source("a", text.encode()))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "unit",
    ["<p>a", "<a href=x>b</a>", "<table><tr><td>x", "<table><tr><td>x<td>y", "<b>",
     "<ul><li>x", "<dl><dt>a<dd>b", "<br>",
     "<div class='share'>", "<h2>read more</h2>", "<!--", "<tr><td colspan=9999 rowspan=9999>",
     "<li><b>Start</b>Now</li>", "<div><span>Start</span>Now"],
)  # fmt: skip
def test_repeated_tags_take_linear_time(unit: str) -> None:
    module = import_module("policynlp.loaders.html")
    text = "<html><body>" + unit * (SIZE // len(unit))
    started = time.process_time()
    module.load(Source("a", text.encode()))
    assert time.process_time() - started < 3
