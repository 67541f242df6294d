"""Nodes that several records describe: set aside as they come, given back merged and sorted."""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from mmrdf.records import Source

#: Files that are merged at a time; systems open only so many.
RUNS = 32

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
        self._number = 0

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
        yield from self._merge()

    def _merge(self) -> Iterator[Node]:
        """Yield the nodes of all runs, in the order of their IRIs."""
        with ExitStack() as opened:
            runs = [opened.enter_context(path.open("rb")) for path in self._runs]
            for _, lines in groupby(heapq.merge(*runs, key=_subject), key=_subject):
                yield _merged(lines)

    def _spill(self) -> None:
        """Write what is held as a run; of too many runs make one."""
        self._write(self._held[name] for name in sorted(self._held))
        self._held, self._count = {}, 0
        if len(self._runs) >= RUNS:
            former = list(self._runs)
            self._write(self._merge())
            self._runs = self._runs[len(former) :]
            for path in former:
                path.unlink()

    def _write(self, nodes: Iterable[Node]) -> None:
        """Write a run, sorted nodes: for each a line about it, then its triples."""
        path = self._folder / f"shared-{self._number}.nt"
        self._number += 1
        with path.open("wb") as run:
            for node in nodes:
                run.write(f"{node.subject} {_HEAD.decode()}".encode() + _dumped(node) + b"\n")
                pyoxigraph.serialize(node.triples, run, format=RdfFormat.N_TRIPLES)
        self._runs.append(path)


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
