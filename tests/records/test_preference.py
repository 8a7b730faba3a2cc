"""What is preferred shifts the threshold of records, and only that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

from annotating import annotate, paragraph
from policynlp.annotated import AnnotatedDocument, PassageScores
from policynlp.cli import cli
from policynlp.pipeline import Pipeline
from policynlp.records.weighing.evidence import weigh
from policynlp.records.weighing.preference import LEAST, floor_of, taking
from policynlp.schema import Preference

NOTE = "# Note\n\n" + "\n\n".join(
    f"{who} {does} twelve nurses in the district."
    for who in ("The Ministry of Health", "WHO", "The country", "It would be good if WHO")
    for does in ("should train", "may need to train", "could hire", "must find", "has")
)


def _weighed(chance: float, least: float) -> bool:
    plain = annotate(paragraph("Stocks are low."))
    values = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    values["scorer"] = lambda _, asked: [PassageScores({"recommendation": chance}) for _ in asked]
    document = AnnotatedDocument(**values)
    with taking(least):
        return weigh(document, document.passages[0], "recommendation", ()) is not None


def test_recall_takes_what_is_less_sure() -> None:
    chance = 0.83  # with the prior of -1.05 and -1.0 for unmet writers: a confidence of 0.39
    assert not _weighed(chance, LEAST["balanced"])
    assert _weighed(chance, LEAST["recall"])
    assert not _weighed(0.65, LEAST["recall"])


def test_what_was_asked_for_ends_with_its_block() -> None:
    with taking(0.1):
        pass
    assert not _weighed(0.83, LEAST["balanced"])


def test_only_precision_leaves_out_and_never_less_than_was_asked() -> None:
    assert floor_of("precision", 0.0) == LEAST["precision"]
    assert floor_of("precision", 0.9) == 0.9
    assert floor_of("balanced", 0.0) == floor_of("recall", 0.0) == 0.0


def test_records_of_each_preference() -> None:
    given = {
        prefer: Pipeline(prefer=cast(Preference, prefer)).parse(NOTE.encode()).records
        for prefer in LEAST
    }
    sure = [record for record in given["balanced"] if record.confidence >= LEAST["precision"]]
    assert given["precision"] == sure
    weighed = [r for r in given["recall"] if r.type == "recommendation"]
    spans = {(part.start, part.end) for record in weighed for part in record.provenance}
    assert spans >= {(p.start, p.end) for r in given["balanced"] for p in r.provenance}


def test_unknown_preference_is_refused() -> None:
    with pytest.raises(ValueError, match="prefer must be one of precision, balanced, recall"):
        Pipeline(prefer=cast(Preference, "speed"))


def test_command_line_leaves_out_what_is_not_sure(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(NOTE, "utf-8")
    done = CliRunner().invoke(cli, ["parse", str(path), "--no-isolation", "--prefer", "precision"])
    wanted = Pipeline(prefer="precision").parse(path)
    shown = [record["id"] for record in json.loads(done.stdout)["records"]]
    assert shown == [record.id for record in wanted.records]
    assert CliRunner().invoke(cli, ["parse", str(path), "--prefer", "speed"]).exit_code == 2
