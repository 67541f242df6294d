"""Triples in, bytes out, and back: one row in ``FORMATS`` for each RDF format.

Every format is written as a head, bodies, and a tail, so that a graph of any size can be written
piece by piece and the pieces can be made anywhere. The triples of one subject must come together.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from mmrdf import iris
from mmrdf.errors import FormatError
from mmrdf.vocab import PREFIXES, curie, dcterms, rdf, schema, wp, xsd

# These namespaces hold paths: their prefixed names would be full of backslashes.
_SHORT = {k: v for k, v in PREFIXES.items() if k not in {"doi", "europepmc", "mmrdf"}}

# In JSON-LD only properties, classes and datatypes are short; things keep their whole IRI.
_VOCABULARIES = {k: v for k, v in _SHORT.items() if k not in iris.PATTERNS}

# Subjects that are held in memory at a time when a stream of triples is written.
_BATCH = 1000

# Where JSON-LD shows a node inside the one that points at it.
_NESTED = frozenset(
    {
        schema.image,
        dcterms.references,
        schema.isPartOf,
        schema.author,
        schema.affiliation,
        wp.organism,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One RDF format.

    Args:
        syntax: what the RDF library calls it.
        head: makes the bytes before all triples.
        body: makes the bytes of some triples; bodies stand one behind the other.
        tail: the bytes behind all triples.
        separator: the bytes between two bodies.
        nested: whether parts are shown inside their record, so that a body must hold both.
    """

    name: str
    syntax: RdfFormat
    head: Callable[[], bytes]
    body: Callable[[Iterable[Triple]], bytes]
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

    def whole(self, bodies: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the pieces of a complete file around some bodies; empty ones are left out."""
        yield self.head()
        separator = b""
        for body in filter(None, bodies):
            yield separator + body
            separator = self.separator
        yield self.tail


def _nothing() -> bytes:
    return b""


def _prefixes() -> bytes:
    return "".join(f"@prefix {k}: <{v}> .\n" for k, v in _SHORT.items()).encode() + b"\n"


def _written(triples: Iterable[Triple | Quad], syntax: RdfFormat) -> list[bytes]:
    """The lines that the library writes; it escapes all line breaks within a literal."""
    text = pyoxigraph.serialize(triples, format=syntax, prefixes=_SHORT)  # type: ignore[arg-type]
    return cast("bytes", text).splitlines(keepends=True)


def _in_core(triples: Iterable[Triple]) -> Iterator[Quad]:
    core = iris.graph("core")
    return (Quad(triple.subject, triple.predicate, triple.object, core) for triple in triples)


def _turtle(triples: Iterable[Triple]) -> bytes:
    return _spaced(_written(triples, RdfFormat.TURTLE))


def _trig_head() -> bytes:
    return b"%s<%s> {\n\n" % (_prefixes(), iris.graph("core").value.encode())


def _trig(triples: Iterable[Triple]) -> bytes:
    lines = _written(_in_core(triples), RdfFormat.TRIG)
    return _spaced(line for line in lines if line != b"}\n" and not line.endswith(b"> {\n"))


def _spaced(lines: Iterable[bytes]) -> bytes:
    """The lines without the prefixes, and an empty one behind each subject."""
    body = b"".join(line for line in lines if not line.startswith(b"@prefix "))
    return body.replace(b" .\n", b" .\n\n")


def _n_triples(triples: Iterable[Triple]) -> bytes:
    return b"".join(_written(triples, RdfFormat.N_TRIPLES))


def _n_quads(triples: Iterable[Triple]) -> bytes:
    return b"".join(_written(_in_core(triples), RdfFormat.N_QUADS))


def _rdf_xml_head() -> bytes:
    names = "".join(f'\n    xmlns:{prefix}="{name}"' for prefix, name in _SHORT.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode()


def _rdf_xml(triples: Iterable[Triple]) -> bytes:
    text = b"".join(_written(triples, RdfFormat.RDF_XML))
    start = text.index(b">\n", text.index(b"<rdf:RDF")) + len(b">\n")
    return text[start : text.rindex(b"</rdf:RDF>")]


def _context() -> dict[str, str]:
    return {"@vocab": PREFIXES["schema"], **_VOCABULARIES}


def _json_ld_head() -> bytes:
    return b'{"@context": %s,\n"@graph": [\n' % _dumped(_context())


def _json_ld(triples: Iterable[Triple]) -> bytes:
    return b",\n".join(map(_dumped, _trees(triples)))


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _trees(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """The nodes as JSON, each inside the first that holds it, the others in their order."""
    described: dict[Any, dict[NamedNode, list[Any]]] = {}
    for subject, predicate, value in triples:
        described.setdefault(subject, {}).setdefault(predicate, []).append(value)
    placed: set[Any] = set()
    return [_tree(root, described, placed) for root in described if root not in placed]


def _tree(
    root: Any, described: dict[Any, dict[NamedNode, list[Any]]], placed: set[Any]
) -> dict[str, Any]:
    """One node with its parts, breadth first, so that the record itself holds what it can."""
    tree: dict[str, Any] = {"@id": root.value}
    placed.add(root)
    waiting = [(root, tree)]
    for subject, node in waiting:
        for predicate, values in described[subject].items():
            shown = []
            for value in dict.fromkeys(values):
                shown.append(_value(predicate, value))
                if predicate in _NESTED and value in described and value not in placed:
                    placed.add(value)
                    waiting.append((value, shown[-1]))
            key = "@type" if predicate == rdf.type else _name(predicate)
            node[key] = shown if len(shown) > 1 else shown[0]
    return tree


def _value(predicate: NamedNode, value: Any) -> Any:
    if isinstance(value, NamedNode):
        return _name(value) if predicate == rdf.type else {"@id": value.value}
    if not isinstance(value, Literal):
        reason = f"only IRIs and literals are written, not {value}"
        raise FormatError(reason)
    text, datatype = value.value, value.datatype
    if value.language:
        return {"@language": value.language, "@value": text}
    if datatype == xsd.boolean and text in {"true", "false"}:
        return text == "true"
    if datatype == xsd.integer and re.fullmatch(r"0|-?[1-9]\d{0,14}", text):
        return int(text)
    return text if datatype == xsd.string else {"@type": _name(datatype), "@value": text}


def _name(term: NamedNode) -> str:
    """A property, class or datatype in short: bare for schema.org, else with its prefix."""
    short = curie(term)
    prefix, _, local = short.partition(":")
    if prefix not in _VOCABULARIES:
        return term.value
    return local if prefix == "schema" and local not in _VOCABULARIES else short


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format(name="turtle", syntax=RdfFormat.TURTLE, head=_prefixes, body=_turtle),
        Format(
            name="json-ld",
            syntax=RdfFormat.JSON_LD,
            head=_json_ld_head,
            body=_json_ld,
            tail=b"\n]}\n",
            separator=b",\n",
            nested=True,
        ),
        Format(name="n-triples", syntax=RdfFormat.N_TRIPLES, head=_nothing, body=_n_triples),
        Format(name="n-quads", syntax=RdfFormat.N_QUADS, head=_nothing, body=_n_quads),
        Format(name="trig", syntax=RdfFormat.TRIG, head=_trig_head, body=_trig, tail=b"}\n"),
        Format(
            name="rdf-xml",
            syntax=RdfFormat.RDF_XML,
            head=_rdf_xml_head,
            body=_rdf_xml,
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


def document(triples: Iterable[Triple]) -> bytes:
    """One record as a JSON-LD document of its own, indented, ready to be put into a page."""
    trees = _trees(triples)
    inside = trees[0] if len(trees) == 1 else {"@graph": trees}
    text = json.dumps({"@context": _context(), **inside}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"


def write(triples: Iterable[Triple], out: str | Path | BinaryIO, format: str = "turtle") -> None:
    """Write triples as a complete RDF file.

    N-Quads and TriG put them into the named graph ``https://w3id.org/mmrdf/graph/core``. JSON-LD
    nests parts in their records, for which it holds all triples in memory; the other formats are
    written as the triples come. No triples make an empty but valid file.

    Args:
        triples: those of one subject together, no blank nodes.
        out: a path, or a stream of bytes.
        format: a name of ``FORMATS`` or a file's ending.

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
    row = named(format)
    if isinstance(out, str | Path):
        with Path(out).open("wb") as stream:
            stream.writelines(row.whole(_bodies(triples, row)))
    else:
        out.writelines(row.whole(_bodies(triples, row)))


def _bodies(triples: Iterable[Triple], row: Format) -> Iterator[bytes]:
    if row.nested:
        yield row.body(triples)
    else:
        subjects = (tuple(group) for _, group in groupby(triples, key=lambda t: t.subject))
        while batch := tuple(islice(subjects, _BATCH)):
            yield row.body(chain.from_iterable(batch))


def parse(path: str | Path) -> Iterator[Triple]:
    """Yield the triples of an RDF file, those of named graphs too; its ending tells the format.

    Raises:
        FormatError: if the ending is unknown, the file cannot be read or is not in that format.
            JSON-LD that refers to a context elsewhere is refused: nothing is fetched.
    """
    syntax = named(Path(path).suffix.removeprefix(".")).syntax
    try:
        for quad in pyoxigraph.parse(path=str(path), format=syntax):
            yield Triple(quad.subject, quad.predicate, quad.object)
    except OSError as error:
        reason = f"{path}: cannot be read ({error.strerror or error})"
        raise FormatError(reason) from error
    except SyntaxError as error:
        reason = f"{path}:{error.lineno or 1}: not {syntax.name} ({error.msg})"
        raise FormatError(reason) from error
