"""Changes of a graph as SPARQL Update."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

# Bytes of one update; more in one literal have stopped a Virtuoso.
_BYTES = 1_000_000

#: ``DELETE`` or ``INSERT``, and a line of N-Triples with its end.
Change = tuple[str, str]


def changes(gone: Iterable[str], new: Iterable[str]) -> list[Change]:
    """What is to be removed and what is to be added, one by one."""
    return [("DELETE", line) for line in gone] + [("INSERT", line) for line in new]


def update(graph: str, found: Iterable[Change]) -> str:
    r"""The update that makes changes, all of them or none.

    >>> print(update("http://a/g", [("INSERT", '<http://a/b> <http://a/p> "c" .\n')]))
    INSERT DATA { GRAPH <http://a/g> {
    <http://a/b> <http://a/p> "c" .
    } }
    """
    said: dict[str, list[str]] = {"DELETE": [], "INSERT": []}
    for verb, line in found:
        said[verb].append(line)
    return " ;\n".join(
        f"{verb} DATA {{ GRAPH <{graph}> {{\n{''.join(lines)}}} }}"
        for verb, lines in said.items()
        if lines
    )


def parts(found: Sequence[Change], most: int) -> Iterator[list[Change]]:
    """Yield changes in parts of so many, and of so many bytes that a store can take them."""
    rest = iter(found)
    while part := list(islice(rest, most)):
        start, size = 0, 0
        for at, (_, line) in enumerate(part):
            length = len(line.encode())
            if size and size + length > _BYTES:
                yield part[start:at]
                start, size = at, 0
            size += length
        yield part[start:]
