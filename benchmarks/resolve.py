"""How long do 1,000 records with captions take to resolve, with a warm index on two cores?

    python benchmarks/resolve.py INPUT...

The records of the inputs are repeated until there are 1,000. The first run, which opens the lexicon
and fills the caches of two worker processes, is not counted. Printed are wall and CPU seconds, and
for comparison the time that reading the same records takes in the same run.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from mmrdf.readers import read
from mmrdf.records import Record
from mmrdf.resolve import resolve

RECORDS, CHUNK, WORKERS = 1000, 25, 2


def resolved(records: Sequence[Record]) -> tuple[int, float]:
    """Resolve some records: how many names and words they have, and the CPU seconds taken."""
    start = time.process_time()
    count = 0
    for record in map(resolve, records):
        count += len(record.text_mentions) + len(getattr(record, "mentions", ()))
    return count, time.process_time() - start


def _read(paths: Sequence[Path]) -> tuple[int, float]:
    start = time.process_time()
    return sum(1 for path in paths for _ in read(path)), time.process_time() - start


def _timed(
    name: str,
    pool: ProcessPoolExecutor,
    task: Callable[..., tuple[int, float]],
    items: list[object],
) -> None:
    start = time.perf_counter()
    chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
    done = list(pool.map(task, chunks))
    wall, cpu = time.perf_counter() - start, sum(seconds for _, seconds in done)
    print(f"{name}: {wall:.2f} s wall, {cpu:.2f} s CPU, {sum(count for count, _ in done):,} found")


def main(inputs: Sequence[str]) -> None:
    """Print the timings."""
    folders = [Path(name) for name in inputs]
    paths = sorted(p for f in folders for p in ([f] if f.is_file() else f.rglob("*.[mt][dx]*")))
    items: list[object] = list(islice(cycle(paths), RECORDS))
    records: list[object] = list(islice(cycle([r for path in paths for r in read(path)]), RECORDS))
    print(f"{RECORDS:,} records, {WORKERS} workers, {os.cpu_count()} cores")
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(resolved, [records[:CHUNK]] * (WORKERS * 4)))
        _timed("read", pool, _read, items)
        _timed("resolve", pool, resolved, records)


if __name__ == "__main__":
    main(sys.argv[1:])
