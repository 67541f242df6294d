"""A query, asked of an export, of RDF files, or of a triple store."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from mmrdf import stores
from mmrdf.errors import FormatError
from mmrdf.load.release import MANIFEST, released
from mmrdf.serialize import parse
from mmrdf.stores import Answer, Embedded, Login, Store, is_url
from mmrdf.stores.queries import names_graphs

# Triples that are loaded at a time.
_BATCH = 100_000


def query(
    text: str,
    on: str | Path,
    *,
    graphs: Sequence[str] = (),
    login: Login | None = None,
    store: str | None = None,
) -> Answer:
    """Ask a query; the prefixes of ``mmrdf.vocab`` need not be declared.

    Args:
        text: SPARQL 1.1.
        on: an export's folder or an RDF file, which is read into memory (about a gigabyte for
            three million triples); the folder of an Oxigraph database; or an endpoint's URL.
        graphs: named graphs to ask, taken together; an export has one for each layer, an RDF file
            none. By default all there is, but at an endpoint what it takes by default.
        login: who asks, at an endpoint.
        store: what the endpoint is, a name of ``mmrdf.stores.DIALECTS``; else it is found out.

    Raises:
        MmrdfError: if it cannot be asked or answered.

    Returns:
        Rows (``names`` and ``rows``, which are terms or None) of a SELECT, a truth value of an ASK,
        triples of a CONSTRUCT or DESCRIBE. No rows are no error.

    >>> found = query("SELECT ?f { ?f a wp:Pathway ; wp:organismName 'Homo sapiens' }", "output")
    >>> found.names, len(found.rows)
    (('f',), 3)
    """
    path = Path(on)
    if is_url(str(on)) or (path.is_dir() and not (path / MANIFEST).exists()):
        where = stores.opened(on, login=login, dialect=store, read_only=True)
    else:
        where = _read(path, named=bool(graphs) or names_graphs(text))
    with closing(where):
        return where.query(text, graphs)


def _read(path: Path, *, named: bool) -> Store:
    """An export or an RDF file in memory: all of it together, and its named graphs if need be."""
    if not path.exists():
        raise FormatError(f"{path}: there is no such file or folder, and it is no URL of a server")
    found = Embedded(name=str(path))
    if path.is_dir():
        for layer in released(path):
            lines = layer.lines()
            while batch := list(islice(lines, _BATCH)):
                found.add(None, batch)
                if named:
                    found.add(layer.graph, batch)
    else:
        triples = parse(path)
        while some := list(islice(triples, _BATCH)):
            found.add(None, [_text(some)])
    return found


def _text(triples: Iterable[Triple]) -> str:
    return cast("bytes", pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)).decode()
