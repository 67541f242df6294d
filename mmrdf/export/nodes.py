"""Nodes that several records describe, merged, judged and written: the last work of the workers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from mmrdf import iris
from mmrdf.export import compress, shared
from mmrdf.export.convert import Options
from mmrdf.export.dataset import LINKS
from mmrdf.export.pool import Pool
from mmrdf.export.shared import Node
from mmrdf.records import Source
from mmrdf.serialize import FORMATS
from mmrdf.validate import Result, validate
from mmrdf.vocab import rdf

#: Bytes of lines of a batch, after which the next begins; a gene may be in very many figures.
BATCH = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Lines about nodes, all of each node, and what to make of them."""

    lines: Sequence[bytes]
    options: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNodes:
    """What a batch became.

    Args:
        pieces: by the name of a file of the output, its next piece.
        triples: the number of triples of each layer.
        links: the number of links of each property of ``LINKS``.
        judged: the nodes that were judged anew, since records say different things of them.
        results: what was found in these.
    """

    pieces: dict[str, bytes]
    triples: Counter[str]
    links: Counter[NamedNode]
    judged: tuple[str, ...]
    results: tuple[Result, ...]


def write(batch: Batch) -> WrittenNodes:
    """Write nodes in all formats that do not nest; judge those that no record was judged with.

    A node that is in several layers is judged by what all of them say.
    """
    options = batch.options
    described = [(node, node.triples()) for node in shared.merged(batch.lines)]
    pieces: dict[str, bytes] = {}
    triples: Counter[str] = Counter()
    links: Counter[NamedNode] = Counter()
    with iris.minted_under(options.base):
        for layer in options.layers:
            graph = [t for node, said in described if node.layer == layer for t in said]
            triples[layer] = len(graph)
            links.update(t.predicate for t in graph if t.predicate in LINKS)
            for row in (FORMATS[name] for name in options.formats):
                if graph and not row.nested:
                    content = compress.COMPRESSIONS[options.compress].compressed(
                        row.body(graph, layer)
                    )
                    pieces[f"{layer}.{row.extension}"] = content
    judged, results = _judged(described, options) if options.check else ((), ())
    return WrittenNodes(pieces=pieces, triples=triples, links=links, judged=judged, results=results)


def _judged(
    described: list[tuple[Node, list[Triple]]], options: Options
) -> tuple[tuple[str, ...], tuple[Result, ...]]:
    """Judge nodes by all that is said of them; of what they point at, the classes suffice."""
    layers = Counter(node.subject for node, _ in described)
    differing = [
        (node, said) for node, said in described if node.differs or layers[node.subject] > 1
    ]
    names = {node.subject for node, _ in differing}
    sources: dict[str, Source] = {}
    graph: set[Triple] = set()
    for node, said in [pair for pair in described if pair[0].subject in names]:
        sources.setdefault(node.subject, node.source)
        graph.update(said)
        for linked, kinds in node.linked.items():
            if linked not in names:
                graph.update(Triple(NamedNode(linked), rdf.type, NamedNode(kind)) for kind in kinds)
    if not graph:
        return (), ()
    report = validate(graph, sources=sources, at=sources, engine=options.engine)
    return tuple(sources), report.results


def batches(lines: Iterable[bytes], options: Options) -> Iterator[Batch]:
    """Cut lines into batches; the lines about a node stay together."""
    batch: list[bytes] = []
    size = 0
    for about in shared.by_subject(lines):
        batch += about
        size += sum(map(len, about))
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
