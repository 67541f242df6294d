"""A graph in pieces: nodes, each with all that is said of it; IRIs and strings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from sys import intern

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mmrdf.errors import FormatError, TermError

#: Values of a node, up to which what its properties make of it is kept; a gene may be in very many
#: figures, and memory has to stay flat.
MANY = 200


@dataclass(slots=True)
class Node:
    """A subject and what is said of it, in order, as N-Triples write it.

    It is text from the mapping to the file: all formats are made of it, most by putting pieces
    together, and the library takes longer for one triple than for the text of ten. Very many nodes
    have the same properties, so that what depends on these alone is worked out once by each format.

    Args:
        subject: the node itself, in angle brackets.
        properties: a property for each value, in angle brackets.
        values: IRIs and literals.

    >>> node = Node("<http://a/b>", ("<http://a/p>",), ['"c"'])
    >>> node.iri, node.lines
    ('http://a/b', ['<http://a/p> "c"'])
    >>> print(*node.triples())
    <http://a/b> <http://a/p> "c"
    """

    subject: str
    properties: tuple[str, ...]
    values: Sequence[str]

    @classmethod
    def read(cls, subject: str, lines: Iterable[str]) -> "Node":
        """A node from its lines, each a property and a value with one space between the two."""
        parts = [line.partition(" ") for line in lines]
        return cls(subject, tuple(intern(it[0]) for it in parts), [it[2] for it in parts])

    @property
    def iri(self) -> str:
        """The subject without brackets."""
        return self.subject[1:-1]

    @property
    def lines(self) -> list[str]:
        """Properties and values, each with one space between the two, without the full stop."""
        return [f"{it} {value}" for it, value in zip(self.properties, self.values, strict=True)]

    def triples(self) -> list[Triple]:
        """The triples, as the library reads them.

        Raises:
            SyntaxError: if a property or value is none of N-Triples.
        """
        return [quad.triple for quad in parse(n_triples([self]), format=RdfFormat.N_TRIPLES)]


def text(value: str) -> str:
    r"""A plain string as N-Triples write it.

    Text that can be printed needs two characters escaped; all else is left to the library.

    >>> print(text('5\' "TNF-α"'))
    "5' \"TNF-α\""

    Raises:
        ValueError: if it is no text, such as half of a surrogate pair.
    """
    if value.isprintable():
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(Literal(value))


def iri(text: str) -> NamedNode:
    """An IRI of somebody else's, as it is.

    Raises:
        TermError: if it is none.

    >>> print(iri("http://a/b"))
    <http://a/b>
    """
    try:
        return NamedNode(text)
    except ValueError as error:
        reason = f"{text!r} is not an IRI: {error}"
        raise TermError(reason) from error


def n_triples(nodes: Iterable[Node], graph: NamedNode | None = None) -> str:
    """Nodes as N-Triples, or as N-Quads of a named graph.

    >>> print(n_triples([Node("<http://a/b>", ("<http://a/p>",), ['"c"'])]), end="")
    <http://a/b> <http://a/p> "c" .
    """
    end = f" {graph} .\n" if graph else " .\n"
    return "".join(
        [
            f"{subject} {it} {value}{end}"
            for node in nodes
            for subject in (node.subject,)
            for it, value in zip(node.properties, node.values, strict=True)
        ]
    )


def grouped(triples: Iterable[Triple]) -> Iterator[Node]:
    """Yield the nodes of triples of which those of one subject come together, each triple once.

    Raises:
        FormatError: if the object of a triple is a triple, as RDF 1.2 allows.
    """
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        said = dict.fromkeys((str(triple.predicate), _text(triple)) for triple in about)
        yield Node(str(subject), tuple(it for it, _ in said), [value for _, value in said])


def _text(triple: Triple) -> str:
    """The object; the library's text of a triple is none that can stand there."""
    if isinstance(triple.object, Triple):
        reason = f"{triple.subject} {triple.predicate}: a triple about a triple cannot be written"
        raise FormatError(reason)
    return str(triple.object)
