"""Triple stores: what they are asked and given. A server is an ``Endpoint``, a folder ``Embedded``.

Both take triples as lines of N-Triples, with the line's end.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from mmrdf.errors import StoreError
from mmrdf.stores.answers import Answer, Rows
from mmrdf.stores.dialects import DIALECTS, Dialect
from mmrdf.stores.embedded import Embedded
from mmrdf.stores.login import Login

__all__ = [
    "DIALECTS",
    "Answer",
    "Dialect",
    "Embedded",
    "Login",
    "Rows",
    "Store",
    "count",
    "is_url",
    "opened",
]


class Store(Protocol):
    """What every store can do.

    Args:
        name: what it is called in messages, without credentials.
        dialect: how it is spoken to.
    """

    name: str
    dialect: Dialect

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to a graph; those that it has stay as they are."""

    def change(self, graph: str, gone: Sequence[str], new: Sequence[str]) -> None:
        """Remove triples from a graph and add others, at once if they are not too many."""

    def update(self, text: str, *, repeatable: bool = False) -> None:
        """Do a SPARQL update; one that is repeatable may be done twice, with the same result."""

    def query(self, text: str, graphs: Sequence[str] = ()) -> Answer:
        """Ask a query of some graphs taken together, or of what the store takes by default."""

    def close(self) -> None:
        """Write all to disk, close all connections; nothing can be asked any more."""


def is_url(text: str) -> bool:
    """Whether a text is meant for the URL of a server, and not for a path."""
    return text.lower().startswith(("http:", "https:"))


def opened(  # noqa: PLR0913 (an endpoint has as many sides)
    where: str | Path,
    *,
    read_only: bool = False,
    login: Login | None = None,
    dialect: str | None = None,
    update_url: str | None = None,
    graphs_url: str | None = None,
    patience: float = 60.0,
) -> Store:
    """The store at a URL or in a folder.

    Args:
        where: the URL of an endpoint, or the folder of an Oxigraph database, made if there is none.
        read_only: whether a folder is only asked.
        login: who asks, at an endpoint; for this and the others see ``Endpoint``.
        dialect: the name of the endpoint's dialect; by default it is found out.
        update_url: where its SPARQL Update goes, if elsewhere.
        graphs_url: where its Graph Store Protocol is, if elsewhere.
        patience: seconds for which it is asked again.

    Raises:
        StoreError: if there is none, or it does not open.
    """
    if not is_url(str(where)):
        return Embedded(Path(where), read_only=read_only)
    from mmrdf.stores.endpoint import Endpoint  # noqa: PLC0415 (httpx is slow to import)

    return Endpoint(
        str(where),
        store=dialect,
        login=login,
        update_url=update_url,
        graphs_url=graphs_url,
        patience=patience,
    )


def count(store: Store, graph: str) -> int:
    r"""The number of triples in a graph; 0 also where there is no such graph.

    Raises:
        StoreError: if the store does not say.

    >>> store = Embedded()
    >>> store.add("http://a/g", ['<http://a/b> <http://a/p> "c" .\n'])
    >>> count(store, "http://a/g"), count(store, "http://a/other")
    (1, 0)
    """
    # Virtuoso keeps its plan of a query, and one that it made while the graph was empty takes a
    # hundred times as long on a full one: no two queries are the same.
    name = f"n{secrets.token_hex(4)}"
    text = f"SELECT (COUNT(*) AS ?{name}) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    found = store.query(text)
    try:
        [[term]] = found.rows  # type: ignore[union-attr]
        return int(term.value)  # type: ignore[union-attr]
    except (AttributeError, ValueError) as error:
        reason = f"{store.name}: no number of triples in its answer to {text}"
        raise StoreError(reason) from error
