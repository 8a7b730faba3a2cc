"""How long Spark takes for the same documents with one and with two Python workers.

    python benchmarks/spark.py [--copies 12] [--masters "local[1]" "local[2]"]

Each master runs in a process of its own: a first pass loads the models, a second is timed. The
documents are those of corpus/samples, each copy with a line of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("mission-report.txt", "reunion.md", "atelier.html")


def make_folder(folder: Path, copies: int) -> int:
    """Copies of the samples; how many there are."""
    for number in range(copies):
        for name in SAMPLES:
            data = (ROOT / "corpus" / "samples" / name).read_bytes()
            path = folder / f"{number:04}-{name}"
            path.write_bytes(data + f"\n\nNo. {number}.\n".encode())
    return copies * len(SAMPLES)


def measure(master: str, folder: str, parts: int) -> float:
    """Seconds for one pass over the folder with the models loaded."""
    import pyspark
    from pyspark.sql import SparkSession

    from policynlp.spark import parse_files

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    spark = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "512m")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    for _ in range(2):
        begun = time.monotonic()
        rows = parse_files(spark, folder, partitions=parts, isolate=False)
        found = rows.select("id", "error.code").collect()
        assert all(row.code is None for row in found)
        taken = time.monotonic() - begun
    spark.stop()
    return taken


def main() -> None:
    """Print a line for each master, and the ratio of the first to the last."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, default=12)
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--masters", nargs="+", default=["local[1]", "local[2]"])
    parser.add_argument("--one", nargs=2, metavar=("MASTER", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(measure(*given.one, given.parts))
        return
    with tempfile.TemporaryDirectory() as folder:
        count = make_folder(Path(folder), given.copies)
        seconds = []
        for master in given.masters:
            load = os.getloadavg()[0]
            command = [sys.executable, __file__, "--parts", str(given.parts), "--one", master]
            done = subprocess.run([*command, folder], capture_output=True, text=True, check=True)
            seconds.append(float(done.stdout.split()[-1]))
            print(f"{master}: {count} documents in {seconds[-1]:.1f} s, {count / seconds[-1]:.2f} "
                  f"a second (load of the machine before: {load:.1f})")  # fmt: skip
        print(f"ratio: {seconds[0] / seconds[-1]:.2f}")


if __name__ == "__main__":
    main()
