"""Which words are names: the actions of spaCy's greedy name finder, for many texts at once.

At each word the action with the best score is taken: begin a name, go on with it, end it, take the
word as a name, or pass. Outside a name the scores depend on the word alone, so that they are worked
out for all words together; the names that could begin somewhere are then followed side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.finder.network import Floats, Network

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Kinds of actions in spaCy's files.
_BEGIN, _IN, _LAST, _UNIT, _OUT = 1, 2, 3, 4, 5
_NEVER = np.float32(-np.inf)


@dataclass(frozen=True)
class Actions:
    """The actions of a finder: kind and label of each, in the order of their scores."""

    kinds: NDArray[np.intp]
    labels: tuple[str, ...]

    @classmethod
    def read(cls, moves: Mapping[str, Mapping[str, int]]) -> Actions:
        """From counts of labels by kind; spaCy puts the most frequent label first."""
        pairs = [
            (int(kind), label)
            for kind in sorted(moves)
            for label, _ in sorted(moves[kind].items(), key=lambda p: (p[1], p[0]), reverse=True)
        ]
        return cls(np.array([kind for kind, _ in pairs]), tuple(label for _, label in pairs))

    def place(self, kind: int, label: str) -> int:
        """Where the action of a kind and label stands."""
        return next(i for i, k in enumerate(self.kinds) if k == kind and self.labels[i] == label)


def find_spans(
    network: Network, actions: Actions, rows: Floats, last: Flags, space: Flags
) -> Iterator[tuple[str, int, int]]:
    """Label, first row and row behind the last one of each name, in order.

    Args:
        rows: encoded words of all texts, one text behind the other without gaps.
        last: which words end their text.
        space: which words are white space; no name begins with them.
    """
    if not len(rows):
        return
    plain = rows @ network.lower[0]
    outside = network.scores(network.hidden(plain + (network.pad[1] + network.pad[2])))
    kinds = actions.kinds
    labelled = np.array([bool(label) for label in actions.labels])
    outside[:, ~(((kinds == _BEGIN) | (kinds == _UNIT)) & labelled | (kinds == _OUT))] = _NEVER
    outside[np.ix_(last, kinds == _BEGIN)] = _NEVER
    outside[np.ix_(space, kinds != _OUT)] = _NEVER
    chosen = outside.argmax(axis=1)
    begins = np.flatnonzero(kinds[chosen] == _BEGIN)
    ends = dict(
        zip(
            begins.tolist(),
            _follow(network, actions, rows, plain, last, begins, chosen[begins]),
            strict=True,
        )
    )
    behind = 0
    for start in np.flatnonzero(kinds[chosen] != _OUT).tolist():
        if start < behind:
            continue
        behind = ends.get(start, start + 1)
        yield actions.labels[chosen[start]], start, behind


def _follow(
    network: Network,
    actions: Actions,
    rows: Floats,
    plain: Floats,
    last: Flags,
    begins: Indices,
    chosen: Indices,
) -> list[int]:
    """The row behind the last one of each name that begins somewhere, all followed side by side."""
    go_on = {i: actions.place(_IN, label) for i, label in enumerate(actions.labels) if label}
    stop = {i: actions.place(_LAST, label) for i, label in enumerate(actions.labels) if label}
    on = np.array([go_on[i] for i in chosen.tolist()], dtype=np.intp)
    off = np.array([stop[i] for i in chosen.tolist()], dtype=np.intp)
    opened = rows[begins] @ network.lower[1]
    behind = np.zeros(len(begins), dtype=np.intp)
    open_ = np.arange(len(begins))
    at = begins + 1
    while len(open_):
        before = rows[at - 1] @ network.lower[2]
        scores = network.scores(network.hidden(plain[at] + opened[open_] + before))
        going, ending = (
            np.take_along_axis(scores, places[open_][:, None], axis=1)[:, 0] for places in (on, off)
        )
        stays = (going >= ending) & ~last[at]
        behind[open_[~stays]] = at[~stays] + 1
        open_, at = open_[stays], at[stays] + 1
    return behind.tolist()
