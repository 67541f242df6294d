"""Where the time goes: CPU milliseconds of a figure in each phase, beside what is the least.

    python benchmarks/phases.py TREE [FIGURES]

TREE is a checkout such as ``generate.py`` makes. The floors are what a program of this kind cannot
do without: to read the files, the events of the YAML parser, to make the terms that are written out
of finished texts, and their own text again. The last line is the whole chunk, as a worker does it,
with all that lies between the phases. Python's search for cycles is off.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pyoxigraph import Literal, NamedNode

from mmrdf.export import shard
from mmrdf.export.convert import Options
from mmrdf.export.plan import planned
from mmrdf.export.shard import Task
from mmrdf.graph import Node, n_triples
from mmrdf.mappers import LAYERS, nodes
from mmrdf.readers import read
from mmrdf.readers.side_tables import beside
from mmrdf.resolve import resolve
from mmrdf.serialize import FORMATS
from mmrdf.validate import validate_text

T = TypeVar("T")

# Triples that are judged at a time, as an export does.
_BATCH = 10_000


class Clock:
    """Measures phases and prints a row for each."""

    def __init__(self, figures: int) -> None:
        self.figures = figures
        self.total: dict[bool, float] = {True: 0.0, False: 0.0}

    def phase(self, name: str, task: Callable[[], T], *, floor: bool = False) -> T:
        start = time.process_time()
        result = task()
        taken = (time.process_time() - start) / self.figures * 1000
        self.total[floor] += taken
        print(f"| {name} | {taken:.2f} |", flush=True)
        return result


def main(tree: Path, count: int) -> None:
    """Print the table."""
    gc.disable()
    files = planned([tree], tree / "nothing").files[:count]
    paths = [Path(file.path) for file in files]
    for record in read(paths[0]):
        resolve(record)  # the lexicon is opened
    clock = Clock(len(files))
    print("| floor | ms |\n|---|---|")
    texts = clock.phase("read the bytes", lambda: [_bytes(path) for path in paths], floor=True)
    clock.phase("YAML events", lambda: [_events(text) for text in texts], floor=True)
    records = [resolve(record) for path in paths for record in read(path)]
    mapped = {layer: [_nodes(r, layer) for r in records] for layer in LAYERS}
    whole = [[n for layer in LAYERS for n in mapped[layer][at]] for at in range(len(records))]
    parts = [[_parts(t.object) for node in found for t in node.triples()] for found in whole]
    terms = clock.phase("terms", lambda: [_made(found) for found in parts], floor=True)
    clock.phase("text of terms", lambda: [[*map(str, found)] for found in terms], floor=True)
    print("\n| phase | ms |\n|---|---|")
    found = clock.phase("read", lambda: [r for path in paths for r in read(path)])
    records = clock.phase("resolve", lambda: [resolve(record) for record in found])
    for layer in LAYERS:
        fresh = clock.phase(f"map, {layer}", lambda: [_nodes(r, layer) for r in records])  # noqa: B023
        clock.phase(f"N-Triples, {layer}", lambda: [n_triples(found) for found in fresh])  # noqa: B023
    for name in ("turtle", "json-ld"):
        body = FORMATS[name].body
        clock.phase(name, lambda: [body(g, layer) for layer in LAYERS for g in mapped[layer]])  # noqa: B023
    clock.phase("validate, fast", lambda: _validate(whole))
    with tempfile.TemporaryDirectory() as folder:
        task = Task(
            chunk=tuple(files),
            options=Options(formats=("turtle", "json-ld"), engine="fast"),
            folder=Path(folder),
            version="",
        )
        sums = dict(clock.total)
        clock.phase("the whole chunk", lambda: shard.make(task))
    whole_chunk = clock.total[False] - sums[False]
    ratios = whole_chunk / sums[False], whole_chunk / sums[True]
    print("\nwhole / phases: {:.2f}; whole / floors: {:.2f}".format(*ratios))


def _bytes(path: Path) -> str:
    for table in beside(path):
        if table.exists():
            table.read_bytes()
    return path.read_text(encoding="utf-8").split("---\n")[1]


def _events(text: str) -> None:
    for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
        pass


def _nodes(record: Any, layer: str) -> list[Node]:
    return [node for node, _ in nodes(record, layer)]


def _parts(value: Any) -> tuple[Any, ...]:
    kind = (value.datatype, value.language) if isinstance(value, Literal) else None
    return value.value, kind


def _made(found: Iterable[tuple[Any, ...]]) -> list[NamedNode | Literal]:
    """Terms out of texts."""
    return [
        NamedNode(text)
        if kind is None
        else Literal(text, language=kind[1])
        if kind[1]
        else Literal(text, datatype=kind[0])
        for text, kind in found
    ]


def _validate(whole: list[list[Node]]) -> None:
    batch: list[Node] = []
    for found in whole:
        batch += found
        if sum(len(node.values) for node in batch) >= _BATCH:
            validate_text(n_triples(batch), engine="fast")
            batch = []
    validate_text(n_triples(batch), engine="fast")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 300)
