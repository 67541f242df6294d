"""How time and memory grow with the input, and what a second process gains.

    python benchmarks/scale.py WORK FIGURES... [--jobs N] [--alone]

For each number of figures a checkout is generated (once) and exported afresh with all layers, as
Turtle and JSON-LD, validated with the fast engine. Printed are CPU and wall seconds, figures per
CPU second, the most memory that all processes have at a time (as each shares it, so that nothing is
counted twice), and the exponent from one size to the next: 1 where twice the input takes twice the
CPU time. With ``--alone`` each is exported by one process too.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

from generate import generate


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("figures", type=int, nargs="+")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--alone", action="store_true")
    given = parser.parse_args()
    print("| figures | jobs | triples | CPU s | wall s | figures / CPU s | MB at most | exponent |")
    print("|---|---|---|---|---|---|---|---|")
    before: dict[int, tuple[int, float]] = {}
    for figures in given.figures:
        tree = given.work / f"tree-{figures}"
        if not tree.exists():
            generate(tree, figures)
        for jobs in [1, given.jobs] if given.alone else [given.jobs]:
            cpu, wall, memory = _exported(tree, given.work / "out", jobs)
            former, seconds = before.get(jobs, (0, 0.0))
            exponent = math.log(cpu / seconds) / math.log(figures / former) if former else None
            before[jobs] = figures, cpu
            triples = sum(
                json.loads((given.work / "out" / "manifest.json").read_text())["triples"].values()
            )
            rates = f"{cpu:,.0f} | {wall:,.0f} | {figures / cpu:,.0f} | {memory:,.0f}"
            shown = f"{exponent:.2f}" if exponent else ""
            print(f"| {figures:,} | {jobs} | {triples:,} | {rates} | {shown} |", flush=True)


def _exported(tree: Path, out: Path, jobs: int) -> tuple[float, float, float]:
    """Export a tree: CPU seconds, wall seconds, megabytes."""
    command = [sys.executable, "-m", "mmrdf", "export", str(tree), "-o", str(out), "--fresh"]
    command += ["--engine", "fast", "--jobs", str(jobs)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, most = time.perf_counter(), 0.0
    export = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    while export.poll() is None:
        most = max(most, sum(map(_memory, [export.pid, *_workers(export.pid)])))
        time.sleep(0.5)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if export.returncode:
        reason = f"exit code {export.returncode}"
        raise SystemExit(reason)
    return cpu, wall, most


def _workers(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def _memory(pid: int) -> float:
    """The megabytes of a process, of shared ones its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


if __name__ == "__main__":
    main()
