"""Nodes that several records describe: set aside as they come, given back merged and sorted.

They are set aside as lines of text, one for each node and layer, so that runs of them can be merged
without being read: first by IRI, then by layer, then in the order in which they were said.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from mmrdf.graph import Node
from mmrdf.records import Source

#: Files that are merged at a time; systems open only so many.
RUNS = 32

#: Triples that are held in memory; more go to files, so that memory stays flat.
HELD = 40_000

#: The classes of nodes, all by their IRIs.
Classes = Mapping[str, frozenset[str]]


@dataclass(slots=True, kw_only=True)
class SharedNode:
    """All that the records say of one node in one layer.

    Args:
        subject: the node's IRI.
        said: its triples as N-Triples without the subject, each once, in the order in which they
            came.
        source: the first record that describes it.
        linked: the classes of the nodes that it points at.
        differs: whether records say different things of it; if not, it was judged with its record.
        latest: what the record before said, which may be the very same as what the next one says.
    """

    subject: str
    layer: str
    source: Source
    said: dict[str, None]
    linked: dict[str, frozenset[str]] = field(default_factory=dict)
    differs: bool = False
    latest: Node | None = None

    def take(self, said: dict[str, None], linked: Classes) -> None:
        """Add what one more record says."""
        if said.keys() != self.said.keys():
            self.differs = True
            self.said |= said
        self.linked |= linked

    def node(self) -> Node:
        """The node, what is said by one property together, otherwise in its order."""
        first: dict[str, int] = {}
        places = {line: first.setdefault(line.split(" ", 1)[0], len(first)) for line in self.said}
        lines = sorted(self.said, key=places.__getitem__)
        return Node.read(f"<{self.subject}>", lines)


class Shared:
    """A set of nodes; it does not matter how often the same is said of one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[tuple[str, str], SharedNode] = {}
        self._count = 0
        self._runs: list[Path] = []
        self._number = 0

    def add(self, node: Node, layer: str, linked: Classes, source: Source) -> None:
        """Set aside what one record says of a node in a layer."""
        place = (node.subject, layer)
        held = self._held.get(place)
        if held and held.latest is node:
            held.linked |= linked
            return
        said = dict.fromkeys(node.lines)
        if held:
            self._count -= len(held.said)
            held.take(said, linked)
        else:
            held = SharedNode(
                subject=node.iri, layer=layer, source=source, said=said, linked=dict(linked)
            )
            self._held[place] = held
        held.latest = node
        self._count += len(held.said)
        if self._count >= HELD:
            self._spill()

    def lines(self) -> Iterator[bytes]:
        """Yield a line for each node and layer, in order."""
        if self._runs:
            self._spill()
            yield from compacted(merged_lines(self._runs))
        else:
            yield from self._sorted()

    def _sorted(self) -> Iterator[bytes]:
        return (_line(self._held[place]) for place in sorted(self._held))

    def _spill(self) -> None:
        """Write what is held as a run; of too many runs make one."""
        if self._held:
            self._write(self._sorted())
        self._held, self._count = {}, 0
        if len(self._runs) >= RUNS:
            former = list(self._runs)
            self._write(compacted(merged_lines(former)))
            self._runs = self._runs[len(former) :]
            for path in former:
                path.unlink()

    def _write(self, lines: Iterable[bytes]) -> None:
        path = self._folder / f"shared-{self._number}"
        self._number += 1
        with path.open("wb") as run:
            run.writelines(lines)
        self._runs.append(path)


def merged_lines(runs: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of sorted runs in order; equal places in the order of the runs."""
    with ExitStack() as opened:
        files = [opened.enter_context(path.open("rb")) for path in runs]
        yield from heapq.merge(*files, key=_place)


def by_subject(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines about each subject, whatever their layer."""
    for _, group in groupby(lines, key=lambda line: line.partition(b"\t")[0]):
        yield list(group)


def compacted(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield one line for all lines of a subject and layer, which come one behind the other."""
    for _, group in groupby(lines, key=_place):
        line, *others = group
        yield _line(next(merged([line, *others]))) if others else line


def merged(lines: Iterable[bytes]) -> Iterator[SharedNode]:
    """Yield one node for all lines of a subject and layer, which come one behind the other."""
    for _, group in groupby(lines, key=_place):
        node, *others = map(_node, group)
        for other in others:
            node.take(other.said, other.linked)
            node.differs |= other.differs
        yield node


def size(line: bytes) -> int:
    """The bytes of what a line says of its node, wherever that was read: paths differ."""
    return len(line) - line.rindex(b"\t")


def _place(line: bytes) -> list[bytes]:
    """The subject and the layer of a line."""
    return line.split(b"\t", 2)[:2]


def _line(node: SharedNode) -> bytes:
    links: dict[frozenset[str], list[str]] = {}
    for link, kinds in node.linked.items():
        links.setdefault(kinds, []).append(link)
    source = json.dumps((node.source.file, node.source.line), ensure_ascii=False)
    linked = [(sorted(kinds), of_kinds) for kinds, of_kinds in links.items()]
    rest = json.dumps([node.differs, linked, list(node.said)], ensure_ascii=False)
    return f"<{node.subject}>\t{node.layer}\t{source}\t{rest}\n".encode()


def _node(line: bytes) -> SharedNode:
    subject, layer, source, rest = line.decode().split("\t", 3)
    file, number = json.loads(source)
    differs, linked, said = json.loads(rest)
    return SharedNode(
        subject=subject[1:-1],
        layer=layer,
        source=Source(file=file, line=number),
        said=dict.fromkeys(said),
        linked={link: kinds for of, links in linked for kinds in [frozenset(of)] for link in links},
        differs=differs,
    )
