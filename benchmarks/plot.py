"""Bars of what `run.py` measured, as SVG.

    python benchmarks/run.py > results.md
    python benchmarks/plot.py results.md -o docs/speed.svg

Needs matplotlib. Left: the stages of the 20-page PDF, ours beside the plain pipeline. Right: whole
processes. Figures are read from the tables that `run.py` prints; nothing else is drawn.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "policynlp"  # the same figures give the same file

from matplotlib import pyplot  # noqa: E402 - behind the choice of how to draw
from matplotlib.axes import Axes  # noqa: E402

COLOURS = {"ours": "#1b6e8c", "plain": "#b9b9b9"}
_STAGES = re.compile(r"^- (ours|plain): (.+)$", re.MULTILINE)
_PROCESS = re.compile(r"^\| (fr-\d+\.pdf) \| ([\d.]+) \| \d+ \| ([\d.]+) \|", re.MULTILINE)


def stages_of(results: str) -> dict[str, dict[str, float]]:
    """CPU milliseconds by stage, of ours and the plain pipeline."""
    return {
        way: {name: float(ms) for name, ms in (pair.rsplit(" ", 1) for pair in told.split(", "))}
        for way, told in _STAGES.findall(results)
    }


def draw_stages(axes: Axes, stages: dict[str, dict[str, float]]) -> None:
    """A pair of bars a stage, the longest at the top."""
    names = sorted(
        {name for found in stages.values() for name in found},
        key=lambda name: max(found.get(name, 0.0) for found in stages.values()),
    )
    for shift, way in ((0.2, "ours"), (-0.2, "plain")):
        values = [stages.get(way, {}).get(name, 0.0) for name in names]
        places = [place + shift for place in range(len(names))]
        axes.barh(places, values, 0.38, color=COLOURS[way], label=way)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("CPU ms, 20-page PDF, warm")
    axes.legend(frameon=False, loc="center right")


def draw_processes(axes: Axes, rows: list[tuple[str, str, str]]) -> None:
    """A pair of bars a file."""
    for shift, way, column in ((0.2, "ours", 1), (-0.2, "plain", 2)):
        places = [place + shift for place in range(len(rows))]
        axes.barh(places, [float(row[column]) for row in rows], 0.38, color=COLOURS[way])
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.set_xlabel("CPU s, whole process")


def main() -> None:
    """Read the results and draw them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("results", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    results = given.results.read_text("utf-8")
    stages, rows = stages_of(results), _PROCESS.findall(results)
    if not stages or not rows:
        raise SystemExit(f"{given.results}: no tables of run.py")
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4.2), width_ratios=(3, 2))
    draw_stages(left, stages)
    draw_processes(right, rows)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(given.output, metadata={"Date": None})


if __name__ == "__main__":
    main()
