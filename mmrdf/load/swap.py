"""A graph in the place of another: at once if the store can, else in steps to be repeated."""

from mmrdf.errors import CountError, RefusedError, StoreError
from mmrdf.stores import Store, count


def swap(store: Store, beside: str, graph: str, triples: int) -> None:
    """Put a graph in the place of another.

    Args:
        store: where both are.
        beside: the new graph, which is gone afterwards.
        graph: the former, if there is one, which is the new one afterwards.
        triples: how many the new one has.

    Raises:
        CountError: if there are not so many afterwards, in the one or the other.
        StoreError: if the store does not do it; the former graph is as it was.

    >>> from mmrdf.stores import Embedded
    >>> store = Embedded()
    >>> store.add("urn:new", ['<http://a/b> <http://a/p> "c" .'])
    >>> swap(store, "urn:new", "http://a/g", 1)
    >>> count(store, "urn:new"), count(store, "http://a/g")
    (0, 1)
    """
    if count(store, beside) == 0 and count(store, graph) == triples:
        return  # it was done, and nobody had heard of it
    copy = f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    copy += f" WHERE {{ GRAPH <{beside}> {{ ?s ?p ?o }} }}"
    steps = [f"DROP SILENT GRAPH <{graph}>", copy, f"DROP SILENT GRAPH <{beside}>"]
    ways = [f"MOVE GRAPH <{beside}> TO GRAPH <{graph}>"] if store.dialect.moves else []
    refused: RefusedError | None = None
    for way in [*ways, " ; ".join(steps)]:
        try:
            store.update(way)
        except RefusedError as error:  # where nothing was answered, it may yet be done
            refused = error
        found, left = count(store, graph), count(store, beside)
        if (found, left) == (triples, 0):
            return
        if left != triples:
            reason = f"{store.name}: {graph} has {found:,} triples and {beside} {left:,}"
            raise CountError(f"{reason} of {triples:,}; run it with --fresh") from refused
    if store.dialect.piecewise is None:
        reason = f"{graph} is as it was, the new one is {beside}: {refused}"
        raise StoreError(f"{store.name}: {reason}") from refused
    # Too large for one transaction. From here on the former graph is gone piece by piece; the
    # new one is whole beside it, so that the next run can end this.
    for step in steps[:2]:
        store.update(store.dialect.piecewise + step, repeatable=True)
    if (found := count(store, graph)) != triples:
        reason = f"{store.name}: {graph} has {found:,} triples of {triples:,}"
        raise CountError(f"{reason}; the whole is {beside}; run it again")
    store.update(store.dialect.piecewise + steps[2], repeatable=True)
