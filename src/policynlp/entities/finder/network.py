"""The layers of a spaCy name finder, run with numpy: from words to a row of numbers for each.

Known are `MultiHashEmbed.v2` with static vectors, `MaxoutWindowEncoder.v2` and
`TransitionBasedParser.v2` for names, as the French and our English pipeline have them. What depends
on a word alone is worked out once for each word (`embed`), what depends on its neighbours for each
place (`encode`). Numbers are those of spaCy but for the last bits of rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.finder.packed import unpack
from policynlp.entities.finder.strings import Ids, spread

Floats = NDArray[np.float32]

# Columns of a word that the first layer looks at, in this order.
COLUMNS = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
# Rows that are worked out at a time: what stays in the processor's cache.
_BLOCK = 512


class UnknownLayersError(Exception):
    """The model has other layers than those that this module runs."""


@dataclass(frozen=True)
class Maxout:
    """A layer that takes the largest of some linear functions, and norms the result.

    Attributes:
        weights: inputs x (pieces * outputs), a piece after the other.
    """

    weights: Floats
    bias: Floats
    pieces: int
    gain: Floats
    shift: Floats

    @classmethod
    def read(cls, maxout: Mapping[str, Any], norm: Mapping[str, Any]) -> Maxout:
        _, pieces, inputs = maxout["W"].shape
        weights = np.ascontiguousarray(maxout["W"].transpose(2, 1, 0)).reshape(inputs, -1)
        bias = np.ascontiguousarray(maxout["b"].T).reshape(-1)
        return cls(weights, bias, pieces, norm["G"], norm["b"])

    def run(self, rows: Floats) -> Floats:
        """The outputs of the layer for rows of inputs."""
        grown: Floats = rows @ self.weights
        grown += self.bias
        width = grown.shape[1] // self.pieces
        best: Floats = np.maximum(grown[:, :width], grown[:, width : 2 * width])
        for piece in range(2, self.pieces):
            np.maximum(best, grown[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread_ = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width)
        best *= (spread_ + np.float32(1e-8)) ** np.float32(-0.5)
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True)
class Network:
    """The layers of one name finder.

    Attributes:
        tables: hash table of each column with its seed.
        vectors: projection of static vectors, transposed.
        lower, pad, lower_bias: numbers of the three words that a state looks at (the next one, the
            first of the open name, the last one), what stands for a missing one, and their bias.
        pieces: of the hidden layer, whose largest piece counts.
        upper, upper_bias: from the hidden layer to the score of each action.
    """

    tables: tuple[tuple[Floats, int], ...]
    vectors: Floats
    mix: Maxout
    window: tuple[Maxout, ...]
    project: Floats
    project_bias: Floats
    lower: tuple[Floats, Floats, Floats]
    pad: Floats
    lower_bias: Floats
    pieces: int
    upper: Floats
    upper_bias: Floats

    @property
    def width(self) -> int:
        """Numbers in the row of a word."""
        return int(self.mix.gain.shape[0])

    @property
    def reach(self) -> int:
        """Words on either side that a word's row depends on."""
        return len(self.window)

    def embed(self, columns: Sequence[Ids], vectors: Floats, known: NDArray[np.bool_]) -> Floats:
        """Rows of words by themselves, from the ids of their columns and their static vectors."""
        parts = []
        for ids, (table, seed) in zip(columns, self.tables, strict=True):
            distinct, back = np.unique(ids, return_inverse=True)
            parts.append(table[spread(distinct, seed, len(table))].sum(axis=1)[back])
        projected = vectors @ self.vectors
        projected[~known] = 0
        return self.mix.run(np.concatenate([*parts, projected], axis=1))

    def encode(self, rows: Floats) -> Floats:
        """Rows of words in their places; texts stand apart by `reach` rows of zeros, and so do the
        first and last rows."""
        width = self.width
        for layer in self.window:
            padded = np.zeros((len(rows) + 2, width), dtype=np.float32)
            padded[1:-1] = rows
            out = np.empty_like(rows)
            for start in range(0, len(rows), _BLOCK):
                end = min(start + _BLOCK, len(rows))
                beside = np.concatenate([padded[start + i : end + i] for i in range(3)], axis=1)
                np.add(layer.run(beside), rows[start:end], out=out[start:end])
            rows = out
        return rows @ self.project + self.project_bias

    def hidden(self, sums: Floats) -> Floats:
        """The hidden layer of states, from the sums of their words' numbers."""
        parts = sums + self.lower_bias
        width = parts.shape[1] // self.pieces
        best = parts[:, :width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, parts[:, piece * width : (piece + 1) * width])
        return best

    def scores(self, hidden: Floats) -> Floats:
        """The score of each action."""
        return hidden @ self.upper + self.upper_bias


def read_network(data: bytes) -> Network:
    """The layers of the file `ner/model` of a pipeline.

    Raises:
        UnknownLayersError: the model is of another make.
        ModelError: the file cannot be read.
    """
    saved = unpack(data)
    nodes, params = saved["nodes"], saved["params"]
    attrs = [{k: unpack(v) for k, v in some.items()} for some in saved["attrs"]]
    by_name: dict[str, list[int]] = {}
    for i, node in enumerate(nodes):
        by_name.setdefault(node["name"], []).append(i)
    counts = {name: len(by_name.get(name, ())) for name in _LAYERS}
    columns = [attrs[i].get("columns") for i in by_name.get("extract_features", ())]
    windows = {attrs[i].get("window_size") for i in by_name.get("expand_window", ())}
    depth = counts["expand_window"]
    if (
        counts != {**_LAYERS, "expand_window": depth, "maxout": depth + 1, "layernorm": depth + 1}
        or columns != [list(COLUMNS)]
        or windows != {1}
        or any(attrs[i].get("key_attr", "ORTH") != "ORTH" for i in by_name["static_vectors"])
    ):
        raise UnknownLayersError(", ".join(sorted(by_name)))
    maxouts = [
        Maxout.read(params[i], params[j])
        for i, j in zip(by_name["maxout"], by_name["layernorm"], strict=True)
    ]
    upper, project = _linears(nodes, params, by_name["linear"])
    affine = params[by_name["precomputable_affine"][0]]
    features, _, pieces, _ = affine["W"].shape
    if features != 3:
        raise UnknownLayersError(f"states of {features} words")
    # Of (outputs, pieces, ...) to (..., pieces * outputs), a piece after the other.
    lower = [
        np.ascontiguousarray(affine["W"][i].transpose(2, 1, 0)).reshape(affine["W"].shape[3], -1)
        for i in range(3)
    ]
    pad = np.ascontiguousarray(affine["pad"][0].transpose(0, 2, 1)).reshape(3, -1)
    return Network(
        tables=tuple((params[i]["E"], int(attrs[i]["seed"])) for i in by_name["hashembed"]),
        vectors=np.ascontiguousarray(params[by_name["static_vectors"][0]]["W"].T),
        mix=maxouts[0],
        window=tuple(maxouts[1:]),
        project=np.ascontiguousarray(project["W"].T),
        project_bias=project["b"],
        lower=(lower[0], lower[1], lower[2]),
        pad=pad,
        lower_bias=np.ascontiguousarray(affine["b"].T).reshape(-1),
        pieces=pieces,
        upper=np.ascontiguousarray(upper["W"].T),
        upper_bias=upper["b"],
    )


# How many layers of each kind; those of a window, and what belongs to each, may be any number.
_LAYERS = {
    "extract_features": 1, "hashembed": len(COLUMNS), "static_vectors": 1, "maxout": 0,
    "layernorm": 0, "expand_window": 0, "linear": 2, "precomputable_affine": 1, "parser_model": 1,
}  # fmt: skip


def _linears(
    nodes: Sequence[Mapping[str, Any]],
    params: Sequence[Mapping[str, Any]],
    places: Sequence[int],
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The layer behind the hidden one, to which the parser refers, and the one before it."""
    (parser,) = (node for node in nodes if node["name"] == "parser_model")
    above = parser["refs"]["upper"]
    (below,) = (i for i in places if i != above)
    return params[above], params[below]
