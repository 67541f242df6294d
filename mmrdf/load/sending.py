"""Lines on their way to a store, some at a time; the next are read meanwhile."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice, repeat

from mmrdf.stores import Dialect, Store

# Triples that are sent first and alone to a store that takes several requests at a time: it writes
# down languages, datatypes and properties, at which two would be in each other's way.
_FIRST = 1000


def chunks(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    """Yield lines in pieces of the size that a store likes, but for the first.

    >>> from mmrdf.stores import DIALECTS
    >>> [len(chunk) for chunk in chunks(iter(["..."] * 30_000), DIALECTS["virtuoso"])]
    [1000, 12500, 12500, 4000]
    """
    first = dialect.chunk if dialect.requests == 1 else min(dialect.chunk, _FIRST)
    for most in chain([first], repeat(dialect.chunk)):
        if not (chunk := list(islice(lines, most))):
            return
        yield chunk


def send(
    store: Store, graph: str, pieces: Iterable[Sequence[str]], taken: Callable[[int], None]
) -> None:
    """Add pieces of lines to a graph, in as many requests at a time as the store takes.

    Args:
        store: the store.
        graph: the graph.
        pieces: the pieces.
        taken: is told the number of lines of each, once the store has it and all before it.

    Raises:
        StoreError: if the store does not take one; what is on its way by then may yet arrive.
    """
    requests = store.dialect.requests
    sending: deque[tuple[int, Future[None]]] = deque()

    def hear() -> None:
        """Wait for the first of what was sent."""
        number, sent = sending.popleft()
        sent.result()
        taken(number)

    with ThreadPoolExecutor(requests) as sender:
        try:
            for number, piece in enumerate(pieces):
                # one is ready when another ends; the first goes alone
                if len(sending) > (requests if requests == 1 or number > 1 else 0):
                    hear()
                sending.append((len(piece), sender.submit(store.add, graph, piece)))
            while sending:
                hear()
        except BaseException:
            sender.shutdown(wait=False, cancel_futures=True)
            raise
