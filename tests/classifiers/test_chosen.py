"""Classifiers of one's own: which folder is taken, and what is said of a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from policynlp import ModelError, Pipeline
from policynlp.artefacts import CLASSIFIERS_VARIABLE, chosen_classifiers
from policynlp.classifiers import classifiers
from policynlp.classifiers.features import SIZE
from policynlp.classifiers.linear import LinearModel
from policynlp.cli import cli
from policynlp.training.classifiers import Trained, save


def made(labels: tuple[str, ...], *, exclusive: bool) -> LinearModel:
    count = len(labels)
    return LinearModel(
        labels=labels, exclusive=exclusive, weights=np.zeros((SIZE, count), np.float32),
        bias=np.arange(count, dtype=np.float32), scale=np.ones(count, np.float32),
        shift=np.zeros(count, np.float32), thresholds=np.full(count, 0.9, np.float32), alone=0.3,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    models = {
        "passage": made(("none", "recommendation"), exclusive=True),
        "themes": made(("financing", "governance"), exclusive=False),
    }
    save(Trained(models, 2), tmp_path / "mine", {})
    return tmp_path / "mine"


def test_the_given_folder_comes_before_the_variable(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CLASSIFIERS_VARIABLE, raising=False)
    assert chosen_classifiers() is None
    assert Pipeline().classifiers is None
    monkeypatch.setenv(CLASSIFIERS_VARIABLE, str(folder))
    assert Pipeline().classifiers == folder
    monkeypatch.setenv(CLASSIFIERS_VARIABLE, str(tmp_path / "absent"))
    assert Pipeline(classifiers=folder).classifiers == folder
    with pytest.raises(ModelError, match=f"absent.*{CLASSIFIERS_VARIABLE}"):
        Pipeline()


def test_models_are_read_as_they_were_saved(folder: Path) -> None:
    models = classifiers(folder)
    assert list(models) == ["passage", "themes"]
    assert models["themes"].labels == ("financing", "governance")
    assert models["themes"].alone == pytest.approx(0.3)
    assert not models["passage"].weights.any()


def test_a_changed_file_is_refused(folder: Path) -> None:
    (folder / "themes.npz").write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"themes\.npz is not the file"):
        classifiers(folder)


def test_models_of_other_features_are_refused(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"features": 7}), "utf-8")
    with pytest.raises(ModelError, match="another version"):
        classifiers(folder)


def test_the_likeliest_label_is_given_below_its_threshold(folder: Path) -> None:
    model = classifiers(folder)["themes"]
    chances = np.array([[0.35, 0.4], [0.1, 0.2], [0.95, 0.92]], np.float32)
    assert model.given(chances).tolist() == [[False, True], [False, False], [True, True]]


@pytest.mark.parametrize("command", ["parse", "annotate", "evaluate"])
def test_commands_say_what_is_wrong_with_a_folder(command: str, tmp_path: Path) -> None:
    arguments = [command, str(tmp_path), "--classifiers", str(tmp_path), "-o", str(tmp_path / "o")]
    if command == "evaluate":
        arguments = arguments[:-2]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert "no trained classifiers there" in result.output
