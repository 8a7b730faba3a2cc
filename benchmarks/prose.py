"""How many records of each type are read in prose that is no report and holds hardly any.

    python benchmarks/prose.py --pairs FILE.tmx [--list TYPE]

`--pairs` is a TMX file of English and French sentence pairs whose units are named after their
source (TICO-19, CC0: encyclopaedia, news and medical articles on the pandemic). The sentences of a
source are parsed as one document a language, four a paragraph; spoken sentences (CMU) are left out.
Which of the records are right has to be looked at: `--list training` prints those of a type.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from pathlib import Path

from policynlp.pipeline import Pipeline

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPOKEN = "CMU"
# Sentences of a paragraph.
TOGETHER = 4


def main() -> None:
    """Parse all sources and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pairs", type=Path, required=True, help="TMX of English and French")
    parser.add_argument("--list", metavar="TYPE", help="print the records of a type")
    options = parser.parse_args()
    pipeline = Pipeline()
    counts: Counter[str] = Counter()
    for (name, language), text in sorted(_texts(options.pairs).items()):
        for record in pipeline.parse(text.encode()).records:
            counts[record.type] += 1
            if record.type == options.list:
                told = record.model_dump_json(exclude={"provenance"}, exclude_defaults=True)
                print(f"{name} {language}: {told}")
    print("| type | records |\n|---|---|")
    for kind, number in counts.most_common():
        print(f"| {kind} | {number} |")


def _texts(path: Path) -> dict[tuple[str, str], str]:
    """The text of each source in each language."""
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, unit in ET.iterparse(path):
        if unit.tag != "tu" or (name := unit.get("tuid", "").rpartition(":")[0]).startswith(SPOKEN):
            continue
        for told in unit.iter("tuv"):
            sentences[name, told.get(_LANG, "")].append(told.findtext("seg") or "")
    return {
        source: "\n\n".join(
            " ".join(texts[i : i + TOGETHER]) for i in range(0, len(texts), TOGETHER)
        )
        for source, texts in sentences.items()
    }


if __name__ == "__main__":
    main()
