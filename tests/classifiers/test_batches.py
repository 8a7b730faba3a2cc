"""Features and scores of many passages at once are those of each by itself."""

from __future__ import annotations

import numpy as np
import pytest

from annotating import annotate, heading, item, paragraph
from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.classifiers import classifiers, features, score_passages
from policynlp.classifiers.features import SIZE, featurize
from policynlp.classifiers.ngrams import character_ngrams, normalised, word_ngrams

BLOCKS = (
    heading("Recommandations"),
    item("Le ministère de la Santé devrait recruter 40 sages-femmes avant mars 2021."),
    item("Former les équipes des districts à la chaîne du froid."),
    paragraph("The mission asks the Ministry of Health to publish the accounts. Xq."),
)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[AnnotatedDocument, Passage]]:
    document = annotate(*BLOCKS, language="fr")
    return [(document, passage) for passage in document.of_kind("sentence", "item")]


def test_rows_do_not_depend_on_their_neighbours(
    pairs: list[tuple[AnnotatedDocument, Passage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = featurize(pairs)
    assert len(together) == len(pairs) == 4
    for i, pair in enumerate(pairs):
        alone = featurize([pair])
        part = slice(together.starts[i], together.starts[i + 1])
        assert np.array_equal(together.indices[part], alone.indices)
        assert np.array_equal(together.values[part], alone.values)
        assert alone.indices.max() < SIZE
    monkeypatch.setattr(features, "_AT_ONCE", 2)
    in_blocks = featurize(iter(pairs))
    assert np.array_equal(in_blocks.indices, together.indices)
    assert np.array_equal(in_blocks.starts, together.starts)


def test_nothing_gives_no_rows() -> None:
    assert len(featurize([])) == 0


def test_ngrams_of_short_and_empty_texts() -> None:
    """Runs do not cross from one text to the next; the same run counts once."""
    texts = [normalised(text) for text in ("", "a", "abab abab", "é", "a")]
    counts, indices = character_ngrams(texts)
    split = np.split(indices, np.cumsum(counts)[:-1])
    alone = [character_ngrams([text])[1] for text in texts]
    assert all(np.array_equal(one, other) for one, other in zip(split, alone, strict=True))
    assert counts.tolist()[:2] == [0, 1]
    assert word_ngrams(texts[2]) == word_ngrams(" abab  abab abab ")


def test_scores_are_those_of_scikit_learn(
    pairs: list[tuple[AnnotatedDocument, Passage]],
) -> None:
    """The decision function of a linear model, with the shipped weights."""
    sparse = pytest.importorskip("scipy.sparse")
    linear_model = pytest.importorskip("sklearn.linear_model")
    rows = featurize(pairs)
    matrix = sparse.csr_matrix((rows.values, rows.indices, rows.starts), shape=(len(rows), SIZE))
    scored = score_passages(*_apart(pairs))
    for task, model in classifiers().items():
        oracle = linear_model.LogisticRegression()
        oracle.coef_, oracle.intercept_ = model.weights.T.astype(float), model.bias.astype(float)
        oracle.classes_ = np.arange(len(model.labels))
        if len(model.labels) > 2:
            expected = oracle.decision_function(matrix)
            assert np.allclose(model.scores(rows), expected, atol=1e-5), task
        chances = model.probabilities(rows)
        if model.exclusive:
            found = [[one.chances[label] for label in model.labels] for one in scored]
            assert np.allclose(found, chances, atol=1e-6)
        else:
            for one, row in zip(scored, chances, strict=True):
                for label, chance in one.labels[task].items():
                    assert chance == pytest.approx(row[model.labels.index(label)], abs=1e-6)


def _apart(
    pairs: list[tuple[AnnotatedDocument, Passage]],
) -> tuple[AnnotatedDocument, list[Passage]]:
    return pairs[0][0], [passage for _, passage in pairs]
