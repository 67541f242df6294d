"""Nodes that several records describe, merged, judged and written: the last work of the workers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from mmrdf import iris
from mmrdf.export import shared
from mmrdf.export.convert import CORE, EVIDENCE, Options
from mmrdf.export.pool import Pool
from mmrdf.export.shared import SharedNode
from mmrdf.export.tally import Key, Tally
from mmrdf.graph import Node, n_triples
from mmrdf.serialize import FORMATS, Body, compress
from mmrdf.validate import Result, validate_text
from mmrdf.vocab import rdf

#: Bytes of lines of a batch, after which the next begins; a gene may be in very many figures.
BATCH = 1_000_000

#: Values of one property that a node is judged with at a time.
TOGETHER = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Lines about nodes, all of each node, and what to make of them."""

    lines: Sequence[bytes]
    options: Options

    def __str__(self) -> str:
        return f"{len(self.lines):,} lines about nodes that several records describe"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNodes:
    """What a batch became.

    Args:
        pieces: by the name of a file of the output, its next piece.
        triples: the number of triples of each layer.
        tally: the classes and properties of the nodes.
        judged: the nodes that were judged anew, since records say different things of them.
        results: what was found in these.
    """

    pieces: dict[str, Body]
    triples: Counter[str]
    tally: Counter[Key]
    judged: tuple[str, ...]
    results: tuple[Result, ...]


def write(batch: Batch) -> WrittenNodes:
    """Write nodes in all formats that do not nest; judge those that no record was judged with.

    A node that is in several layers is judged by what all of them say.
    """
    options = batch.options
    merged = _once_described(shared.merged(batch.lines))
    found = [it for it in merged if it.layer in options.layers]
    pieces: dict[str, Body] = {}
    triples: Counter[str] = Counter()
    graphs: dict[str, list[Node]] = {}
    with iris.minted_under(options.base):
        for layer in options.layers:
            graph = graphs[layer] = [it.node() for it in found if it.layer == layer]
            triples[layer] = sum(len(node.values) for node in graph)
            for row in (FORMATS[name] for name in options.formats):
                if graph and not row.holds_parts(layer):
                    body = row.write(graph, layer)
                    content = compress.COMPRESSIONS[options.compress].compressed(body.content)
                    pieces[f"{layer}.{row.extension}"] = Body(content, body.prefixes)
    judged, results = _judged(found, options) if options.check else ((), ())
    tally = Tally()
    tally.add(graphs)
    return WrittenNodes(
        pieces=pieces, triples=triples, tally=tally.counts(), judged=judged, results=results
    )


def _once_described(found: Iterable[SharedNode]) -> Iterator[SharedNode]:
    """Leave out what the evidence says of a node that the core describes, in whichever record."""
    for _, about in groupby(found, key=lambda it: it.subject):
        layers = {it.layer: it for it in about}
        if CORE in layers:
            layers.pop(EVIDENCE, None)
        yield from layers.values()


def _judged(
    found: list[SharedNode], options: Options
) -> tuple[tuple[str, ...], tuple[Result, ...]]:
    """Judge nodes by all that is said of them; of what they point at, the classes suffice."""
    layers: dict[str, list[SharedNode]] = {}
    for it in found:
        layers.setdefault(it.subject, []).append(it)
    doubtful = {name: said for name, said in layers.items() if any(it.differs for it in said)}
    sources = {name: said[0].source for name, said in doubtful.items()}
    results: dict[Result, None] = {}
    for graph, at in _graphs(doubtful):
        text = n_triples(graph)
        report = validate_text(text, sources=sources, about=at, at=at, engine=options.engine)
        results |= dict.fromkeys(report.results)
    return tuple(sources), tuple(results)


def _graphs(said_of: dict[str, list[SharedNode]]) -> Iterator[tuple[list[Node], set[str]]]:
    """Yield graphs with the nodes to judge in each: most are in one, one of many links in several.

    Engines need kilobytes for a triple, and a gene may be in ten thousands of figures. No shape
    bounds the values of a property by a number near ``TOGETHER``, so one too many is seen in each.
    """
    most: list[Node] = []
    names: set[str] = set()
    for name, said in said_of.items():
        linked = {link: kinds for it in said for link, kinds in it.linked.items()}
        lines = dict.fromkeys(line for it in said for line in it.said)
        slices = _slices(lines)
        for part in slices:
            graph = [Node.read(f"<{name}>", part)]
            links = {line.rpartition(" ")[2][1:-1] for line in part} - {name}
            for link, kinds in linked.items():
                if link in links:
                    classes = [f"<{kind}>" for kind in sorted(kinds)]
                    graph.append(Node(f"<{link}>", (str(rdf.type),) * len(classes), classes))
            if len(slices) > 1:
                yield graph, {name}
            else:
                most += graph
                names.add(name)
    if most:
        yield most, names


def _slices(lines: Iterable[str]) -> list[list[str]]:
    """What is said of a node, in one list; in several where a property has very many values."""
    values: dict[str, list[str]] = {}
    for line in lines:
        values.setdefault(line.partition(" ")[0], []).append(line)
    first = {name: said[:TOGETHER] for name, said in values.items()}
    others = (
        first | {name: said[at : at + TOGETHER]}
        for name, said in values.items()
        for at in range(TOGETHER, len(said), TOGETHER)
    )
    return [list(chain.from_iterable(part.values())) for part in (first, *others)]


def batches(lines: Iterable[bytes], options: Options) -> Iterator[Batch]:
    """Cut lines into batches; the lines about a node stay together."""
    batch: list[bytes] = []
    size = 0
    for about in shared.by_subject(lines):
        batch += about
        size += sum(map(shared.size, about))
        if size >= BATCH:
            yield Batch(lines=batch, options=options)
            batch, size = [], 0
    if batch:
        yield Batch(lines=batch, options=options)


def merged(runs: Sequence[Path], folder: Path, pool: Pool) -> Iterator[bytes]:
    """Yield the lines of all runs in order; of very many runs, workers first make fewer."""
    number = 0
    while len(runs) > shared.RUNS:
        groups = [runs[at : at + shared.RUNS] for at in range(0, len(runs), shared.RUNS)]
        targets = [folder / f"merged-{number}-{place}" for place in range(len(groups))]
        runs = list(pool.ordered(_merge, zip(groups, targets, strict=True)))
        number += 1
    return shared.merged_lines(runs)


def _merge(task: tuple[Sequence[Path], Path]) -> Path:
    runs, target = task
    with target.open("wb") as run:
        run.writelines(shared.compacted(shared.merged_lines(runs)))
    return target
