"""Language detection, ours beside others: paragraphs, short segments, other languages, speed.

    python benchmarks/languages.py --pairs FILE.tmx [--json FILE]

`--pairs` is a TMX file of English and French sentence pairs (TICO-19, CC0). Paragraphs are three
of its sentences in a row; short segments are runs of 3 to 8 words cut from its sentences at seeded
places, and the headings and list items of that length in `corpus/documents/dev` and `train`, whose
language is in the name of the file. Other languages: `corpus/languages/other.tsv`. A wrong answer
is any other language than the true one, or none.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from policynlp.languages import detect as ours

CORPUS = Path(__file__).parent.parent / "corpus"
Sample = tuple[str, str]
Detector = Callable[[str], str | None]
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKUP = re.compile(r"^\s*(?:#+|[-*•–]|\(?[a-z\d]{1,2}[.)])\s+")


def read_pairs(path: Path) -> list[Sample]:
    """Language and text of each sentence, in file order, English and French apart."""
    found: dict[str, list[str]] = {"en": [], "fr": []}
    for _, node in ET.iterparse(path):
        if node.tag == "tuv":
            code = (node.get(_LANG) or node.get("lang") or "")[:2].lower()
            text = " ".join((node.findtext("seg") or "").split())
            if code in found and text:
                found[code].append(text)
    return [(code, text) for code in found for text in found[code]]


def paragraphs(sentences: list[Sample]) -> list[Sample]:
    """Three sentences of a language in a row."""
    done = []
    for code in ("en", "fr"):
        texts = [text for language, text in sentences if language == code]
        done += [(code, " ".join(texts[i : i + 3])) for i in range(0, len(texts) - 2, 3)]
    return done


def cuts(sentences: list[Sample], seed: int = 7) -> list[Sample]:
    """One run of 3 to 8 words from each sentence that has as many."""
    rng = random.Random(seed)
    done = []
    for code, text in sentences:
        words = text.split()
        size = rng.randint(3, 8)
        if len(words) >= size:
            at = rng.randint(0, len(words) - size)
            done.append((code, " ".join(words[at : at + size])))
    return done


def lines(part: str) -> list[Sample]:
    """Headings and list items of 3 to 8 words in the corpus' plain sources."""
    done = []
    for path in sorted((CORPUS / "documents" / part).iterdir()):
        if path.suffix not in (".txt", ".md"):
            continue
        for line in path.read_text("utf-8").splitlines():
            text = _MARKUP.sub("", line).strip()
            words = re.findall(r"[^\W\d_]+", text)
            if _MARKUP.match(line) and 3 <= len(words) <= 8 and len(text.split()) <= 9:
                done.append((path.name[:2], text))
    return done


def others() -> list[Sample]:
    """Sentences and headings in further languages."""
    with (CORPUS / "languages" / "other.tsv").open(encoding="utf-8") as file:
        return [(row["language"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def _best(text: str) -> str | None:
    return next(iter(ours.detect(text)), None)


def _langdetect(profiles: bool) -> Detector:
    """langdetect, seeded: with all its profiles, or with those of our candidates."""
    from langdetect import DetectorFactory, LangDetectException, detect

    if profiles:
        found = ours._langdetect()
        assert found is not None
        return lambda text: next(iter(found(text)), None)
    DetectorFactory.seed = 0

    def classify(text: str) -> str | None:
        try:
            return str(detect(text)).split("-")[0]
        except LangDetectException:
            return None

    return classify


def _py3langid() -> Detector:
    found = ours._py3langid()
    assert found is not None
    return lambda text: next(iter(found(text)), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True, help="TMX of English and French")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    sentences = read_pairs(args.pairs)
    sets = {
        "paragraphs": paragraphs(sentences),
        "3-8 words, cut": cuts(sentences),
        "3-8 words, headings and items": lines("dev") + lines("train"),
        "other languages": others(),
    }
    detectors: dict[str, Detector] = {
        "policynlp": _best,
        "py3langid, our languages": _py3langid(),
        "langdetect, our languages": _langdetect(True),
        "langdetect, all": _langdetect(False),
    }
    print("| detector | " + " | ".join(f"{n} ({len(s)})" for n, s in sets.items()) + " | texts/s |")
    print("|---|" + "---|" * (len(sets) + 1))
    report: dict[str, dict[str, float]] = {}
    for name, detector in detectors.items():
        detector("Warm up: une phrase en français.")
        row: dict[str, float] = {}
        begin, count = time.process_time(), 0
        for title, samples in sets.items():
            # langdetect with all profiles takes minutes on everything: every fifth text.
            step = 5 if name.startswith("langdetect") and len(samples) > 500 else 1
            chosen = samples[::step]
            right = sum(detector(text) == code for code, text in chosen)
            row[title] = round(100 * right / len(chosen), 2)
            count += len(chosen)
        row["texts/s"] = round(count / (time.process_time() - begin))
        report[name] = row
        print(f"| {name} | " + " | ".join(str(value) for value in row.values()) + " |")
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
