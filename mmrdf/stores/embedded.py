"""A database of Oxigraph in a folder, or in memory: a store without a server."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from mmrdf.errors import StoreError
from mmrdf.stores.answers import Answer, answer
from mmrdf.stores.dialects import Dialect
from mmrdf.stores.queries import form, names_dataset, unknown_prefixes
from mmrdf.stores.updates import changes, update
from mmrdf.vocab import QUERY_PREFIXES

# Each chunk is sorted into the database's files by itself, and a large one costs no more.
_DIALECT = Dialect(name="embedded", chunk=200_000, moves_nothing=False)

# What Oxigraph says of a database that is open elsewhere, and of an unknown prefix.
_LOCKED, _NO_PREFIX = "/LOCK: ", "Prefix not found"


class Embedded:
    """A database in a folder; one in memory if there is none.

    Args:
        folder: where it is, or is to be made.
        read_only: whether it is only asked; then several programs can.
        name: what messages call it.

    Raises:
        StoreError: if it cannot be opened, because another program has it open, for instance.
    """

    dialect = _DIALECT

    def __init__(
        self, folder: Path | None = None, *, read_only: bool = False, name: str = ""
    ) -> None:
        self.name = name or (str(folder.absolute()) if folder else "memory")
        self._read_only = read_only
        self._is_union = folder is not None
        with self._said():
            if folder and not (folder / "CURRENT").exists() and any(folder.glob("*")):
                reason = "this folder has files, but they are no database of Oxigraph"
                raise OSError(reason)
            if folder is None:
                self._store = pyoxigraph.Store()
            elif read_only:
                self._store = pyoxigraph.Store.read_only(str(folder))
            else:
                self._store = pyoxigraph.Store(str(folder))

    def add(self, graph: str | None, lines: Sequence[str]) -> None:
        """Add triples, as lines of N-Triples, to a graph; None is the default graph."""
        where = NamedNode(graph) if graph else DefaultGraph()
        with self._said():
            self._store.bulk_load("".join(lines), format=RdfFormat.N_TRIPLES, to_graph=where)

    def change(self, graph: str, gone: Sequence[str], new: Sequence[str]) -> None:
        """Remove triples from a graph and add others, all or nothing."""
        self.update(update(graph, changes(gone, new)))

    def update(self, text: str, *, repeatable: bool = False) -> None:  # noqa: ARG002 (never needed)
        """Do a SPARQL update, all of it or nothing."""
        with self._said():
            self._store.update(text)

    def query(self, text: str, graphs: Sequence[str] = ()) -> Answer:
        """Ask some graphs taken together; by default all, or in memory the default graph."""
        form(text)  # what is no query at all is told in fewer words
        is_all = self._is_union and not graphs and not names_dataset(text)
        with self._said():
            try:
                found = self._store.query(
                    text,
                    prefixes=QUERY_PREFIXES,
                    use_default_graph_as_union=is_all,
                    default_graph=[NamedNode(graph) for graph in graphs] or None,
                )
            except SyntaxError as error:
                raise StoreError(_misread(text, str(error))) from error
            return answer(found)

    def close(self) -> None:
        """Write all to disk."""
        if not self._read_only:
            with self._said():
                self._store.flush()

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            words = " ".join(str(error).split())
            if _LOCKED in words:
                words = "another program has this database open"
            raise StoreError(f"{self.name}: {words}") from error


def _misread(text: str, words: str) -> str:
    """What is wrong with a query; of a prefix, the parser would list all that could stand there."""
    unknown = unknown_prefixes(text)
    if _NO_PREFIX in words and unknown:
        said = ", ".join(f"{name}:" for name in unknown)
        return f"the query does not declare {said}; write PREFIX {unknown[0]}: <...> before it"
    return f"the query: {' '.join(words.split())}"
