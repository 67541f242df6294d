"""An export into a triple store, so that its graphs hold exactly that."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from mmrdf.load.graph import Content, Loaded, Plan, Progress, load_graph, plan_graph
from mmrdf.load.release import content, released
from mmrdf.mappers import LAYERS
from mmrdf.stores import Store, opened

__all__ = ["Loaded", "Plan", "Progress", "load", "plan"]


def load(  # noqa: PLR0913 (all but two have a default)
    output: str | Path,
    store: str | Path | Store,
    *,
    graph: str | None = None,
    layers: Sequence[str] = tuple(LAYERS),
    update: bool = False,
    fresh: bool = False,
    journal: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    done: Callable[[Loaded], None] = lambda _: None,
) -> tuple[Loaded, ...]:
    """Put an export into a triple store, so that its graphs hold exactly that.

    A graph that is there stays whole until the new one has been sent and counted. Other graphs are
    not touched.

    Args:
        output: the folder that ``mmrdf.export`` has written.
        store: the URL of an endpoint, the folder of an Oxigraph database (made if there is none),
            or a store of ``mmrdf.stores``, which can be given more, such as who asks.
        graph: the IRI of one graph for all layers; by default each has its own.
        layers: which of the layers, if they were exported.
        update: send only what has changed since the last load with ``update``; all if there was
            none, or the graph has changed in between.
        fresh: use nothing that an earlier load has left.
        journal: the folder in which is kept what was loaded; by default the user's own.
        progress: is told after each chunk.
        done: is told of each graph at once, which is of use where the next one fails.

    Raises:
        ExportError: if there is no export, or a file of it is not as it was written.
        TermError: if ``graph`` is no IRI.
        StoreError: if the store cannot be reached, refuses, or counts otherwise at the end. A
            graph that was there is then still there as it was, unless the message says more.
        OSError: if a file or the journal cannot be read or written.

    Returns:
        What was done with each graph; nothing only where none of the layers was exported.

    >>> from tempfile import TemporaryDirectory
    >>> from mmrdf.stores import Embedded
    >>> store = Embedded()
    >>> with TemporaryDirectory() as folder:
    ...     [core] = load("output", store, layers=["core"], journal=Path(folder))
    ...     [again] = load("output", store, layers=["core"], journal=Path(folder))
    >>> core.graph, core.how, again.how, core.triples == again.triples
    ('https://w3id.org/mmrdf/graph/core', 'fill', 'same', True)
    """
    loaded: list[Loaded] = []
    with ExitStack() as streams:
        if isinstance(store, str | Path):
            store = streams.enter_context(closing(opened(store)))
        for name, wanted in _graphs(output, graph, layers):
            one = load_graph(
                wanted, store, name, update=update, fresh=fresh, folder=journal, progress=progress
            )
            done(one)
            loaded.append(one)
    return tuple(loaded)


def plan(  # noqa: PLR0913 (as for load)
    output: str | Path,
    store: Store,
    *,
    graph: str | None = None,
    layers: Sequence[str] = tuple(LAYERS),
    update: bool = False,
    fresh: bool = False,
    journal: Path | None = None,
) -> tuple[Plan, ...]:
    """What ``load`` would do with the same arguments.

    Raises:
        MmrdfError: as ``load``.
    """
    return tuple(
        plan_graph(wanted, store, name, update=update, fresh=fresh, folder=journal)
        for name, wanted in _graphs(output, graph, layers)
    )


def _graphs(
    output: str | Path, graph: str | None, layers: Sequence[str]
) -> Iterator[tuple[str, Content]]:
    """Yield the graphs into which an export goes, and what each is to hold."""
    found = released(Path(output), layers, graph)
    for name in dict.fromkeys(layer.graph for layer in found):
        yield name, content([layer for layer in found if layer.graph == name])
