"""Triples in, bytes out, and back: one row in ``FORMATS`` for each RDF format.

Every format is written as a head, bodies, and a tail, so that a graph of any size can be written
piece by piece and the pieces can be made anywhere. The triples of one subject must come together.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from mmrdf import iris
from mmrdf.errors import FormatError
from mmrdf.graph import Node, grouped, n_triples
from mmrdf.serialize import compress, jsonld, turtle

# Subjects that are written at a time of a stream of triples: their text still fits into a cache.
_BATCH = 100

# Bytes of a file that are held in memory until it is known which prefixes it uses.
_IN_MEMORY = 1_000_000

# What the parser says of JSON-LD that refers to a context elsewhere, and what is said of it here.
_REMOTE = ("LoadDocumentCallback", "remote context")
_NOT_FETCHED = "its context is elsewhere, and nothing is fetched; write the context into the file"


@dataclass(frozen=True, slots=True)
class Body:
    """Some nodes, written.

    Args:
        content: their bytes, without the head of a file.
        prefixes: the prefixes in them, which the head has to declare.
    """

    content: bytes
    prefixes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One RDF format.

    Args:
        syntax: what the RDF library calls it.
        head: makes the bytes before all triples of a layer, of which these prefixes are used.
        write: makes the bytes of some nodes of a layer; bodies stand one behind the other.
        tail: the bytes behind all triples.
        separator: the bytes between two bodies.
        nested: whether parts are shown inside their record.
    """

    name: str
    syntax: RdfFormat
    head: Callable[[str, Collection[str]], bytes]
    write: Callable[[Iterable[Node], str], Body]
    tail: bytes = b""
    separator: bytes = b""
    nested: bool = False

    @property
    def extension(self) -> str:
        """The ending of its files, without a dot."""
        return self.syntax.file_extension

    @property
    def media_type(self) -> str:
        """Its media type."""
        return self.syntax.media_type

    def holds_parts(self, layer: str) -> bool:
        """Whether a record's body in a layer holds also what other records describe.

        A page about a record wants the journal and the genes inside; in the layers beside the core
        such parts are only pointed at.
        """
        return self.nested and layer == "core"

    def body(self, nodes: Iterable[Node], layer: str) -> bytes:
        """Write some nodes of a layer, to be put between a head and a tail."""
        return self.write(nodes, layer).content

    def joined(self, bodies: Iterable[Body]) -> Body:
        """Put bodies one behind the other; empty ones are left out."""
        found = [body for body in bodies if body.content]
        content = self.separator.join([body.content for body in found])
        return Body(content, frozenset().union(*(body.prefixes for body in found)))

    def document(self, nodes: Iterable[Node], layer: str) -> bytes:
        """Write some nodes as a complete file, which declares only the prefixes that it uses."""
        body = self.write(nodes, layer)
        return b"".join(self.whole([body.content], layer, body.prefixes))

    def whole(
        self, bodies: Iterable[bytes], layer: str, prefixes: Collection[str] = turtle.SHORT.keys()
    ) -> Iterator[bytes]:
        """Yield the pieces of a complete file around some bodies; empty ones are left out."""
        yield self.head(layer, prefixes)
        separator = b""
        for body in filter(None, bodies):
            yield separator + body
            separator = self.separator
        yield self.tail


def _no_head(_layer: str, _prefixes: Collection[str]) -> bytes:
    return b""


def _turtle_head(_layer: str, prefixes: Collection[str]) -> bytes:
    return turtle.head(prefixes)


def _trig_head(layer: str, prefixes: Collection[str]) -> bytes:
    return b"%s<%s> {\n\n" % (turtle.head(prefixes), iris.graph(layer).value.encode())


def _turtle(nodes: Iterable[Node], _layer: str) -> Body:
    return Body(*turtle.write(nodes))


def _json_ld(nodes: Iterable[Node], layer: str) -> Body:
    return Body(jsonld.body(nodes, layer))


def _n_triples(nodes: Iterable[Node], _layer: str) -> Body:
    return Body(n_triples(nodes).encode())


def _n_quads(nodes: Iterable[Node], layer: str) -> Body:
    return Body(n_triples(nodes, iris.graph(layer)).encode())


def _rdf_xml_head(_layer: str, prefixes: Collection[str]) -> bytes:
    used = {prefix: name for prefix, name in turtle.SHORT.items() if prefix in {"rdf", *prefixes}}
    names = "".join(f'\n    xmlns:{prefix}="{name}"' for prefix, name in used.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode()


# In RDF/XML the names of elements alone have prefixes; "<" stands nowhere else.
_ELEMENT = re.compile(rb"<([\w.-]+):")


def _rdf_xml(nodes: Iterable[Node], _layer: str) -> Body:
    syntax, lines = RdfFormat.RDF_XML, RdfFormat.N_TRIPLES
    quads = pyoxigraph.parse(n_triples(nodes), format=lines, lenient=True)  # they are checked
    text = cast("bytes", pyoxigraph.serialize(quads, format=syntax, prefixes=turtle.SHORT))
    start = text.index(b">\n", text.index(b"<rdf:RDF")) + len(b">\n")
    content = text[start : text.rindex(b"</rdf:RDF>")]
    prefixes = {name.decode() for name in set(_ELEMENT.findall(content))}
    return Body(content, frozenset(prefixes - {"rdf"}))


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format(
            name="turtle",
            syntax=RdfFormat.TURTLE,
            head=_turtle_head,
            write=_turtle,
        ),
        Format(
            name="json-ld",
            syntax=RdfFormat.JSON_LD,
            head=lambda layer, _: jsonld.head(layer),
            write=_json_ld,
            tail=b"\n]}\n",
            separator=b",\n",
            nested=True,
        ),
        Format(name="n-triples", syntax=RdfFormat.N_TRIPLES, head=_no_head, write=_n_triples),
        Format(name="n-quads", syntax=RdfFormat.N_QUADS, head=_no_head, write=_n_quads),
        Format(
            name="trig",
            syntax=RdfFormat.TRIG,
            head=_trig_head,
            write=_turtle,
            tail=b"}\n",
        ),
        Format(
            name="rdf-xml",
            syntax=RdfFormat.RDF_XML,
            head=_rdf_xml_head,
            write=_rdf_xml,
            tail=b"</rdf:RDF>\n",
        ),
    )
}


def named(name: str) -> Format:
    """The format of a name or of a file's ending.

    Raises:
        FormatError: if there is none; the message lists those there are.

    >>> named("turtle").extension, named("ttl").name
    ('ttl', 'turtle')
    """
    for row in FORMATS.values():
        if name in (row.name, row.extension):
            return row
    reason = f"unknown format {name!r}; the formats are {', '.join(FORMATS)}"
    raise FormatError(reason)


def format_of(path: Path) -> Format:
    """The format of a file, by its ending before that of a compression.

    Raises:
        FormatError: if there is none.

    >>> format_of(Path("core.ttl.gz")).name
    'turtle'
    """
    endings = [suffix.removeprefix(".") for suffix in path.suffixes[-2:]]
    if endings and endings[-1] in compress.COMPRESSIONS:
        endings.pop()
    return named(endings[-1] if endings else "")


def write(
    triples: Iterable[Triple],
    out: str | Path | BinaryIO,
    format: str = "turtle",
    *,
    layer: str = "core",
) -> None:
    """Write triples as a complete RDF file.

    N-Quads and TriG put them into the named graph ``https://w3id.org/mmrdf/graph/<layer>``. JSON-LD
    nests parts in their records, for which it holds all triples in memory; N-Triples and N-Quads
    are written as the triples come, and the other formats wait in a temporary file for the prefixes
    that they use. No triples make an empty but valid file.

    Args:
        triples: those of one subject together, no blank nodes.
        out: a path, or a stream of bytes.
        format: a name of ``FORMATS`` or a file's ending.
        layer: which layer of an export it is.

    Raises:
        FormatError: if the format is unknown or a term cannot be written.
        OSError: if the path cannot be written.

    >>> import io
    >>> from mmrdf.records import Article
    >>> from mmrdf.mappers import triples
    >>> out = io.BytesIO()
    >>> write(triples(Article(doi="10.1000/x", title="A title")), out, "json-ld")
    >>> b'"name": "A title"' in out.getvalue()
    True
    """
    pieces = _file(triples, named(format), layer)
    if isinstance(out, str | Path):
        with Path(out).open("wb") as stream:
            stream.writelines(pieces)
    else:
        out.writelines(pieces)


def _file(triples: Iterable[Triple], row: Format, layer: str) -> Iterator[bytes]:
    """Yield the pieces of a complete file."""
    bodies = _bodies(triples, row, layer)
    if row.head is _no_head or row.nested:  # no prefixes are to be known before
        yield from row.whole((body.content for body in bodies), layer)
        return
    prefixes: set[str] = set()
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as aside:
        for body in bodies:
            aside.write(body.content)
            prefixes |= body.prefixes
        aside.seek(0)
        yield from row.whole(iter(lambda: aside.read(_IN_MEMORY), b""), layer, prefixes)


def _bodies(triples: Iterable[Triple], row: Format, layer: str) -> Iterator[Body]:
    nodes = grouped(triples)
    if row.nested:
        yield row.write(nodes, layer)
    else:
        while batch := list(islice(nodes, _BATCH)):
            yield row.write(batch, layer)


def parse(path: str | Path) -> Iterator[Triple]:
    """Yield the triples of an RDF file, those of named graphs too; its ending tells the format.

    The file may be compressed: ``core.ttl.gz``, ``core.ttl.zst``.

    Raises:
        FormatError: if the ending is unknown, the file cannot be read or is not in that format.
            JSON-LD that refers to a context elsewhere is refused: nothing is fetched.
    """
    try:
        syntax = format_of(Path(path)).syntax
    except FormatError as error:
        endings = ", ".join(f".{row.extension}" for row in FORMATS.values())
        said = "a folder" if Path(path).is_dir() else "unknown ending"
        raise FormatError(f"{path}: {said}; RDF files end in {endings}") from error
    try:
        with compress.opened(Path(path)) as stream:
            for quad in pyoxigraph.parse(stream, format=syntax):
                yield quad.triple
    except (OSError, EOFError) as error:
        reason = f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})"
        raise FormatError(reason) from error
    except SyntaxError as error:
        said = _NOT_FETCHED if any(words in error.msg for words in _REMOTE) else error.msg
        reason = f"{path}:{error.lineno or 1}: not {syntax.name} ({said})"
        raise FormatError(reason) from error
