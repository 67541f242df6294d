"""An export that was written, read again: its manifest, its graphs."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from mmrdf import iris
from mmrdf.errors import ExportError
from mmrdf.export.files import written
from mmrdf.export.publish import MANIFEST, is_graph
from mmrdf.load.graph import Content
from mmrdf.mappers import LAYERS
from mmrdf.serialize import FORMATS, compress, format_of, parse

# Triples that are held at a time.
_BATCH = 10_000

# The formats by the time it takes to read them, the fastest first.
_FASTEST = ("n-triples", "n-quads", "turtle", "trig", "rdf-xml", "json-ld")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of an export.

    Args:
        name: core or evidence.
        graph: the IRI of its graph.
        triples: the number of its triples, each once.
        files: its files in the format that is read fastest, in order.
        digest: changes with what is in them.
    """

    name: str
    graph: str
    triples: int
    files: tuple[Path, ...]
    digest: str

    def lines(self) -> Iterator[str]:
        """Yield its triples as lines of N-Triples, with their ends, in the order of its files.

        Raises:
            FormatError: if a file cannot be read.
        """
        for file in self.files:
            if format_of(file).syntax == RdfFormat.N_TRIPLES:
                with compress.opened(file) as stream:
                    for line in stream:
                        yield line.decode()
            else:
                triples = parse(file)
                while batch := list(islice(triples, _BATCH)):
                    text = cast("bytes", pyoxigraph.serialize(batch, format=RdfFormat.N_TRIPLES))
                    yield from (f"{line}\n" for line in text.decode().split("\n") if line)


def content(layers: Sequence[Layer]) -> Content:
    """Some layers as what one graph is to hold; a triple of several layers is there once."""
    return Content(
        digest=hashlib.sha256(" ".join(layer.digest for layer in layers).encode()).hexdigest(),
        triples=sum(layer.triples for layer in layers),
        lines=lambda: chain.from_iterable(layer.lines() for layer in layers),
        distinct=len(layers) == 1,
    )


def released(
    folder: Path, layers: Sequence[str] | None = None, graph: str | None = None
) -> list[Layer]:
    """The layers of an export.

    Args:
        folder: where it was written.
        layers: those that are wanted; by default all that were exported.
        graph: the IRI of one graph for all; by default each layer has its own.

    Raises:
        ExportError: if the folder holds no export, or not of a layer, or a file of it is not as it
            was written.
        TermError: if the graph, or that of the manifest, is no IRI.
        OSError: if a file cannot be read.

    >>> [core] = released(Path("output"), ["core"])
    >>> core.graph, core.files[0].name, next(core.lines())[:20]
    ('https://w3id.org/mmrdf/graph/core', 'core.ttl', '<https://pfocr.wikip')
    """
    if graph is not None:
        iris.iri(graph)
    if unknown := set(layers or ()) - set(LAYERS):
        raise ExportError(f"unknown layers {sorted(unknown)}; there are {', '.join(LAYERS)}")
    manifest = folder / MANIFEST
    try:
        said = json.loads(manifest.read_bytes())
        names = {file["name"]: file for file in said["files"]}
        base, triples = said["options"]["base"], said["triples"]
        if missing := set(layers or ()) - set(triples):
            raise ExportError(f"{folder}: this export has no {', '.join(sorted(missing))}")
        return [
            _layer(
                folder, name, NamedNode(graph or f"{base}graph/{name}").value, triples[name], names
            )
            for name in (layers or LAYERS)
            if name in triples
        ]
    except FileNotFoundError as error:
        reason = f"{folder}: no export (there is no {MANIFEST}); 'mmrdf export' writes one"
        raise ExportError(reason) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{manifest}: not the manifest of an export ({error!r})") from error


def _layer(
    folder: Path, name: str, graph: str, triples: int, files: dict[str, dict[str, object]]
) -> Layer:
    # only names that an export gives: a manifest may be anybody's
    known = [file for file in files if is_graph(file) and _layer_of(file) == name]
    by_format = {
        row: sorted(file for file in known if format_of(Path(file)).name == row) for row in FORMATS
    }
    chosen = next((by_format[row] for row in _FASTEST if by_format[row]), [])
    if not chosen:
        raise ExportError(f"{folder / MANIFEST}: no file of the layer {name}")
    digest = hashlib.sha256(name.encode())
    for file in chosen:
        if not (folder / file).exists():
            raise ExportError(f"{folder / file}: it is gone; export again")
        found = written(folder, file)
        if found.sha256 != files[file]["sha256"]:
            reason = f"{folder / file}: not as the export wrote it; export again"
            raise ExportError(reason)
        digest.update(found.sha256.encode())
    paths = tuple(folder / file for file in chosen)
    return Layer(name=name, graph=graph, triples=triples, files=paths, digest=digest.hexdigest())


def _layer_of(file: str) -> str:
    return file.partition(".")[0].partition("-")[0]
