"""Nodes that several records describe: set aside as they come, given back merged and sorted."""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from mmrdf.records import Source

#: Triples that are held in memory; more go to files, so that memory stays flat.
HELD = 40_000

Classes = Mapping[NamedNode, frozenset[NamedNode]]


@dataclass(slots=True, kw_only=True)
class Node:
    """All that the records say of one node.

    Args:
        subject: the node itself.
        triples: each once, in the order in which they came.
        source: the first record that describes it.
        linked: the classes of the nodes that it points at.
        differs: whether records say different things of it; if not, it was judged with its record.
    """

    subject: NamedNode
    source: Source
    triples: dict[Triple, None] = field(default_factory=dict)
    linked: dict[NamedNode, frozenset[NamedNode]] = field(default_factory=dict)
    differs: bool = False

    def take(self, triples: Iterable[Triple], linked: Classes) -> None:
        """Add what one more record says."""
        said = dict.fromkeys(triples)
        self.differs |= said.keys() != self.triples.keys()
        self.triples |= said
        self.linked |= linked

    def grouped(self) -> list[Triple]:
        """The triples, those of one property together, otherwise in their order."""
        first: dict[NamedNode, int] = {}
        for triple in self.triples:
            first.setdefault(triple.predicate, len(first))
        return sorted(self.triples, key=lambda triple: first[triple.predicate])


class Shared:
    """A set of nodes; it does not matter how often the same is said of one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, Node] = {}
        self._count = 0
        self._runs: list[Path] = []

    def add(
        self, subject: NamedNode, triples: Iterable[Triple], linked: Classes, source: Source
    ) -> None:
        """Set aside what one record says of a node."""
        name = str(subject)
        if name in self._held:
            before = len(self._held[name].triples)
            self._held[name].take(triples, linked)
            self._count += len(self._held[name].triples) - before
        else:
            said = dict.fromkeys(triples)
            self._held[name] = Node(
                subject=subject, source=source, triples=said, linked=dict(linked)
            )
            self._count += len(said)
        if self._count >= HELD:
            self._spill()

    def __iter__(self) -> Iterator[Node]:
        """Yield the nodes in the order of their IRIs."""
        if not self._runs:
            for name in sorted(self._held):
                yield self._held[name]
            return
        self._spill()
        runs = [path.open("rb") for path in self._runs]
        try:
            for _, lines in groupby(heapq.merge(*runs, key=_subject), key=_subject):
                yield _merged(lines)
        finally:
            for run in runs:
                run.close()

    def _spill(self) -> None:
        """Write what is held, sorted: for each node a line about it, then its triples."""
        path = self._folder / f"shared-{len(self._runs)}.nt"
        with path.open("wb") as run:
            for name in sorted(self._held):
                run.write(f"{name} {_HEAD.decode()}".encode() + _dumped(self._held[name]) + b"\n")
                pyoxigraph.serialize(self._held[name].triples, run, format=RdfFormat.N_TRIPLES)
        self._runs.append(path)
        self._held, self._count = {}, 0


# How the line about a node goes on behind its IRI; no triple does so.
_HEAD = b"# "


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def _dumped(node: Node) -> bytes:
    linked = {link.value: sorted(c.value for c in kinds) for link, kinds in node.linked.items()}
    source = (node.source.file, node.source.line)
    return json.dumps([node.subject.value, source, node.differs, linked]).encode()


def _merged(lines: Iterable[bytes]) -> Node:
    """One node from its lines in all runs, in their order."""
    node, *others = (_loaded(head, triples) for head, triples in _parts(lines))
    for other in others:
        node.take(other.triples, other.linked)
        node.differs |= other.differs
    return node


def _loaded(head: bytes, triples: list[bytes]) -> Node:
    subject, (file, line), differs, links = json.loads(head)
    parsed = pyoxigraph.parse(b"".join(triples), format=RdfFormat.N_TRIPLES)
    return Node(
        subject=NamedNode(subject),
        source=Source(file=file, line=line),
        triples={Triple(quad.subject, quad.predicate, quad.object): None for quad in parsed},
        linked={NamedNode(link): frozenset(map(NamedNode, kinds)) for link, kinds in links.items()},
        differs=differs,
    )


def _parts(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """The line about a node with its triples, for each run."""
    head = b""
    triples: list[bytes] = []
    for line in lines:
        rest = line.partition(b" ")[2]
        if rest.startswith(_HEAD):
            if head:
                yield head, triples
            head, triples = rest.removeprefix(_HEAD), []
        else:
            triples.append(line)
    yield head, triples
