"""An export into a triple store, so that its graphs hold exactly that."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from mmrdf.load.graph import Content, Loaded, Plan, Progress, load_graph, plan_graph
from mmrdf.load.release import Layer, content, released
from mmrdf.stores import Store, opened

__all__ = ["Loaded", "Plan", "Progress", "load", "load_layers", "plan_layers"]


def load(  # noqa: PLR0913 (all but two have a default)
    output: str | Path,
    store: str | Path | Store,
    *,
    graph: str | None = None,
    layers: Sequence[str] | None = None,
    update: bool = False,
    fresh: bool = False,
    journal: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> tuple[Loaded, ...]:
    """Put an export into a triple store, so that its graphs hold exactly that.

    A graph that is there stays whole until the new one has been sent and counted. Other graphs are
    not touched.

    Args:
        output: the folder that ``mmrdf.export`` has written.
        store: the URL of an endpoint, the folder of an Oxigraph database (made if there is none),
            or a store of ``mmrdf.stores``, which can be given more, such as who asks.
        graph: the IRI of one graph for all layers; by default each has its own.
        layers: which of the layers; by default all that were exported.
        update: send only what has changed since the last load with ``update``; all if there was
            none, or the graph has changed in between.
        fresh: use nothing that an earlier load has left.
        journal: the folder in which is kept what was loaded; by default the user's own.
        progress: is told after each chunk.

    Raises:
        ExportError: if there is no export, or not of a layer, or a file of it is not as it was
            written.
        TermError: if ``graph`` is no IRI.
        StoreError: if the store cannot be reached, refuses, or counts otherwise at the end. A
            graph that was there is then still there as it was, unless the message says more.
        OSError: if a file or the journal cannot be read or written.

    Returns:
        What was done with each graph; one at least.

    >>> from tempfile import TemporaryDirectory
    >>> from mmrdf.stores import Embedded
    >>> store = Embedded()
    >>> with TemporaryDirectory() as folder:
    ...     [core] = load("output", store, layers=["core"], journal=Path(folder))
    ...     [again] = load("output", store, layers=["core"], journal=Path(folder))
    >>> core.graph, core.how, again.how, core.triples == again.triples
    ('https://w3id.org/mmrdf/graph/core', 'fill', 'same', True)
    """
    found = released(Path(output), layers, graph)
    with ExitStack() as streams:
        if isinstance(store, str | Path):
            store = streams.enter_context(closing(opened(store)))
        return load_layers(
            found, store, update=update, fresh=fresh, journal=journal, progress=progress
        )


def load_layers(  # noqa: PLR0913 (as for load)
    layers: Sequence[Layer],
    store: Store,
    *,
    update: bool = False,
    fresh: bool = False,
    journal: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    done: Callable[[Loaded], None] = lambda _: None,
) -> tuple[Loaded, ...]:
    """Do what ``load`` does with layers that ``release.released`` has found.

    ``done`` is told of each graph at once, which is of use where the next one fails.
    """
    loaded: list[Loaded] = []
    for graph, wanted in _graphs(layers):
        one = load_graph(
            wanted, store, graph, update=update, fresh=fresh, folder=journal, progress=progress
        )
        done(one)
        loaded.append(one)
    return tuple(loaded)


def plan_layers(
    layers: Sequence[Layer],
    store: Store,
    *,
    update: bool = False,
    fresh: bool = False,
    journal: Path | None = None,
) -> tuple[Plan, ...]:
    """What ``load_layers`` would do with the same arguments."""
    return tuple(
        plan_graph(wanted, store, graph, update=update, fresh=fresh, folder=journal)
        for graph, wanted in _graphs(layers)
    )


def _graphs(layers: Sequence[Layer]) -> Iterator[tuple[str, Content]]:
    """Yield the graphs into which layers go, and what each is to hold."""
    for graph in dict.fromkeys(layer.graph for layer in layers):
        yield graph, content([layer for layer in layers if layer.graph == graph])
