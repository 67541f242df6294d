"""A graph in pieces: nodes, each with all that is said of it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

#: What a triple has beside its subject: a property and its value.
Pair = tuple[NamedNode, NamedNode | Literal]


class Node:
    """A subject and what is said of it, in order.

    It is kept as terms or as text, and turned into the other, or into triples, where somebody asks:
    the library takes longer for a triple with a literal than for all else about it.

    Args:
        subject: the node itself.
        pairs: what is said of it.
        lines: the same as N-Triples write it, without subject and full stop; one of the two.

    >>> node = Node(NamedNode("http://a/b"), [(NamedNode("http://a/p"), Literal("c"))])
    >>> node.lines
    ('<http://a/p> "c"',)
    >>> print(*Node(node.subject, lines=node.lines).triples())
    <http://a/b> <http://a/p> "c"
    """

    __slots__ = ("_lines", "_pairs", "subject")

    def __init__(
        self,
        subject: NamedNode,
        pairs: Sequence[Pair] | None = None,
        lines: Sequence[str] | None = None,
    ) -> None:
        self.subject = subject
        self._pairs = pairs
        self._lines = lines

    @property
    def pairs(self) -> Sequence[Pair]:
        """Properties and values."""
        if self._pairs is None:
            self._pairs = [(t.predicate, t.object) for t in self._parsed()]  # type: ignore[misc]
        return self._pairs

    @property
    def lines(self) -> Sequence[str]:
        """Properties and values as N-Triples write them; the library escapes them."""
        if self._lines is None:
            self._lines = tuple([f"{_text(p)} {value!s}" for p, value in self.pairs])
        return self._lines

    def triples(self) -> list[Triple]:
        """The triples."""
        if self._pairs is None:
            return self._parsed()
        return [Triple(self.subject, *pair) for pair in self._pairs]

    def _parsed(self) -> list[Triple]:
        return [quad.triple for quad in parse(n_triples([self]), format=RdfFormat.N_TRIPLES)]


@lru_cache(maxsize=1000)
def _text(term: NamedNode) -> str:
    return str(term)


def n_triples(nodes: Iterable[Node], graph: NamedNode | None = None) -> str:
    """Nodes as N-Triples, or as N-Quads of a named graph.

    >>> print(n_triples([Node(NamedNode("http://a/b"), lines=['<http://a/p> "c"'])]), end="")
    <http://a/b> <http://a/p> "c" .
    """
    end = f" {graph} .\n" if graph else " .\n"
    found = []
    for node in nodes:
        begin = f"{node.subject} "
        found += [f"{begin}{line}{end}" for line in node.lines]
    return "".join(found)


def grouped(triples: Iterable[Triple]) -> Iterator[Node]:
    """Yield the nodes of triples of which those of one subject come together."""
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        yield Node(subject, [(t.predicate, t.object) for t in about])  # type: ignore[misc]
