"""Nodes that several records describe: set aside as they come, given back merged and sorted."""

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

#: Triples that are held in memory; more go to files, so that memory stays flat.
HELD = 100_000


class Shared:
    """A set of triples by subject; it does not matter how often the same one is added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, dict[Triple, None]] = {}
        self._count = 0
        self._runs: list[Path] = []

    def add(self, subject: NamedNode, triples: Iterable[Triple]) -> None:
        """Set aside what one record says of a node."""
        node = self._held.setdefault(str(subject), {})
        before = len(node)
        node.update(dict.fromkeys(triples))
        self._count += len(node) - before
        if self._count >= HELD:
            self._spill()

    def __iter__(self) -> Iterator[list[Triple]]:
        """Yield the triples of each node, each once: nodes in order, properties as they came."""
        if not self._runs:
            for subject in sorted(self._held):
                yield _grouped(self._held[subject])
            return
        self._spill()
        runs = [path.open("rb") for path in self._runs]
        try:
            for _, lines in groupby(heapq.merge(*runs, key=_subject), key=_subject):
                text = b"".join(dict.fromkeys(lines))
                quads = pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES)
                yield _grouped([Triple(q.subject, q.predicate, q.object) for q in quads])
        finally:
            for run in runs:
                run.close()

    def _spill(self) -> None:
        path = self._folder / f"shared-{len(self._runs)}.nt"
        with path.open("wb") as run:
            for subject in sorted(self._held):
                pyoxigraph.serialize(self._held[subject], run, format=RdfFormat.N_TRIPLES)
        self._runs.append(path)
        self._held, self._count = {}, 0


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def _grouped(triples: Iterable[Triple]) -> list[Triple]:
    """The triples of one node, those of one property together, otherwise in their order."""
    first: dict[NamedNode, int] = {}
    for triple in triples:
        first.setdefault(triple.predicate, len(first))
    return sorted(triples, key=lambda triple: first[triple.predicate])
