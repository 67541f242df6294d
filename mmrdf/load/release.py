"""An export that was written, read again: its manifest, its graphs."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from mmrdf.errors import ExportError
from mmrdf.graph import iri
from mmrdf.load.graph import Content
from mmrdf.serialize import compress, parse

#: What an export calls its manifest. It is written here once more, as are the names of graphs: what
#: exports would have to be imported, which takes longer than some a load.
MANIFEST = "manifest.json"

# Triples that are held at a time.
_BATCH = 10_000

# The formats by the time it takes to read them, the fastest first.
_FASTEST = tuple(map(RdfFormat.from_extension, ("nt", "nq", "ttl", "trig", "rdf", "jsonld")))


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
            if _format(file.name, self.name) == RdfFormat.N_TRIPLES:
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
        iri(graph)
    manifest = folder / MANIFEST
    try:
        said = json.loads(manifest.read_bytes())
        names = {file["name"]: file for file in said["files"]}
        base, triples = said["options"]["base"], said["triples"]
        if missing := set(layers or ()) - set(triples):
            has = f"has no {', '.join(sorted(missing))}; it has {', '.join(sorted(triples))}"
            raise ExportError(f"{folder}: this export {has}")
        return [
            _layer(
                folder, name, NamedNode(graph or f"{base}graph/{name}").value, triples[name], names
            )
            for name in sorted(set(layers or triples))
        ]
    except FileNotFoundError as error:
        reason = f"{folder}: no export (there is no {MANIFEST}); 'mmrdf export' writes one"
        raise ExportError(reason) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{manifest}: not the manifest of an export ({error!r})") from error


def _layer(
    folder: Path, name: str, graph: str, triples: int, files: dict[str, dict[str, object]]
) -> Layer:
    if not name.isidentifier():  # it becomes part of a path
        raise ExportError(f"{folder / MANIFEST}: {name!r} is no name of a layer")
    formats = {file: _format(file, name) for file in files}
    fastest = next((row for row in _FASTEST if row in formats.values()), None)
    if fastest is None:
        raise ExportError(f"{folder / MANIFEST}: no file of the layer {name}")
    chosen = sorted(file for file, row in formats.items() if row == fastest)
    digest = hashlib.sha256(name.encode())
    for file in chosen:
        digest.update(_digest(folder / file, files[file]["sha256"]).encode())
    paths = tuple(folder / file for file in chosen)
    return Layer(name=name, graph=graph, triples=triples, files=paths, digest=digest.hexdigest())


def _format(file: str, layer: str) -> RdfFormat | None:
    """The format of a file of a layer; None if an export gives no such name: it may be any path."""
    found = re.fullmatch(rf"{re.escape(layer)}(?:-\d{{4,}})?\.(\w+)(?:\.(?:gz|zst))?", file)
    return RdfFormat.from_extension(found[1]) if found else None


def _digest(file: Path, wanted: object) -> str:
    """The digest of a file, which is that of the manifest."""
    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ExportError(f"{file}: it is gone; export again") from error
    if digest != wanted:
        raise ExportError(f"{file}: not as the export wrote it; export again")
    return digest
