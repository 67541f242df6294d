"""A graph in the place of another: at once if the store can, else in steps to be repeated."""

from contextlib import suppress

from mmrdf.errors import CountError, RefusedError, StoreError
from mmrdf.stores import Store, count

# From here on it is the server that fails, and not what was asked.
_SERVER_ERROR = 500


def swap(store: Store, staging: str, graph: str, triples: int) -> bool:
    """Put a graph in the place of another.

    Args:
        store: where both are.
        staging: the new graph, which is gone afterwards.
        graph: the former, if there is one, which is the new one afterwards.
        triples: how many the new one has.

    Raises:
        CountError: if there are not so many afterwards, in the one or the other.
        StoreError: if the store does not do it. The former graph is as it was, or the message says
            where the whole new one is.

    Returns:
        False, if the new graph has not so many; nothing is done then.

    >>> from mmrdf.stores import Embedded
    >>> store = Embedded()
    >>> store.add("urn:new", ['<http://a/b> <http://a/p> "c" .'])
    >>> swap(store, "urn:new", "http://a/g", 1)
    True
    >>> count(store, "urn:new"), count(store, "http://a/g")
    (0, 1)
    """
    before = count(store, graph)
    if count(store, staging) != triples:  # some stores move what is not there, and lose the other
        return False
    copy = f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    copy += f" WHERE {{ GRAPH <{staging}> {{ ?s ?p ?o }} }}"
    steps = [f"DROP SILENT GRAPH <{graph}>", copy, f"DROP SILENT GRAPH <{staging}>"]
    is_moved = store.dialect.moves and triples
    ways = [f"MOVE GRAPH <{staging}> TO GRAPH <{graph}>"] if is_moved else []
    refused: RefusedError | None = None
    for way in [*ways, " ; ".join(steps)]:
        try:
            store.update(way)
        except RefusedError as error:  # where nothing was answered, it may yet be done
            refused = error
        found, left = count(store, graph), count(store, staging)
        if (found, left) == (triples, 0):
            return True
        if (found, left) != (before, triples):
            reason = f"{store.name}: {graph} has {found:,} triples and {staging} {left:,}"
            raise CountError(f"{reason} of {triples:,}") from refused
    kept = f"{graph} is as it was, the new one is {staging}"
    if refused is None:
        raise CountError(f"{store.name}: it does nothing when a graph is to be moved; {kept}")
    is_too_large = refused.status is not None and refused.status >= _SERVER_ERROR
    if store.dialect.piecewise is None or not is_too_large:
        raise refused.saying(f"{refused}; {kept}") from refused
    _in_pieces(store, steps, graph, triples)
    return True


def out_of_reach(store: Store, staging: str, triples: int) -> str:
    """Take a staging graph away from a swap that may still be going on; give back its new name.

    The server may be at it although its client has gone. A second swap would wait for the first,
    find no graph, and put nothing in the place of what the first has put there. A first swap that
    the server has not even begun, and begins after both, is not met.
    """
    if not store.dialect.moves_nothing:
        return staging
    head, number = staging[:-16], int(staging[-16:], 16)
    other = f"{head}{number ^ 1:016x}"  # the same each time: this, too, may be interrupted
    with suppress(CountError):  # the first swap has it
        swap(store, staging, other, triples)
    return other


def _in_pieces(store: Store, steps: list[str], graph: str, triples: int) -> None:
    """Do what is too large for one transaction.

    From here on the former graph is gone piece by piece; the new one is whole beside it, so that
    the next run can end this.
    """
    try:
        for step in steps[:2]:
            store.update(f"{store.dialect.piecewise}{step}", repeatable=True)
        if (found := count(store, graph)) != triples:
            raise CountError(f"{store.name}: {graph} has {found:,} triples of {triples:,}")
    except StoreError as error:
        reason = f"{error}; {graph} is not whole, but beside it is all of it; run this again"
        raise error.saying(reason) from error
    store.update(f"{store.dialect.piecewise}{steps[2]}", repeatable=True)
