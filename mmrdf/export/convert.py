"""A chunk of files in, converted records out: the work that can be done anywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Triple

from mmrdf import iris
from mmrdf.errors import ReadError, TermError
from mmrdf.export.plan import Input
from mmrdf.mappers import nodes
from mmrdf.readers import read
from mmrdf.records import Notice, Record, Source
from mmrdf.resolve import resolve
from mmrdf.serialize import FORMATS, jsonld
from mmrdf.validate import Report, validate
from mmrdf.vocab import PREFIXES, rdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record, converted.

    Args:
        kind: ``figure`` or ``article``.
        bodies: the bytes of the record's own triples, by format.
        own: the number of those triples.
        shared: the nodes to set aside, with their triples.
        classes: the classes of each of its nodes.
        files: the record's own files, by ending.
    """

    subject: str
    kind: str
    source: Source
    notices: tuple[Notice, ...]
    bodies: dict[str, bytes]
    own: int
    shared: dict[NamedNode, tuple[Triple, ...]]
    classes: dict[NamedNode, frozenset[Any]]
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A chunk, converted: its records, what could not be read, what was found in own nodes."""

    pieces: tuple[Piece, ...]
    skipped: tuple[ReadError, ...]
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a worker has to know; the arguments of ``mmrdf.export`` of the same names."""

    formats: tuple[str, ...]
    per_record: bool = False
    check: bool = True
    fail: bool = False
    base: str = PREFIXES["mmrdf"]


def convert(chunk: Sequence[Input], options: Options) -> Converted:
    """Convert a chunk of files; it rests on nothing but its arguments.

    Raises:
        ReadError: at the first unreadable record, if the options say so.
    """
    skipped: list[ReadError] = []

    def refuse(error: ReadError) -> None:
        if options.fail:
            raise error
        skipped.append(error)

    pieces: dict[str, Piece] = {}
    graph: list[Triple] = []
    sources: dict[str, Source] = {}
    with iris.minted_under(options.base):
        for record in _records(chunk, refuse):
            try:
                piece, triples = _piece(record, options)
            except TermError as error:
                refuse(ReadError(record.source, str(error), "mend the value"))
                continue
            if piece.subject in pieces:
                refuse(twice(piece, pieces[piece.subject].source))
                continue
            pieces[piece.subject] = piece
            graph += triples
            for node in piece.classes.keys() - piece.shared.keys():
                sources[node.value] = piece.source
        report = validate(graph, sources=sources) if options.check else Report()
    # Shared nodes are judged when all that is said of them is together.
    kept = tuple(result for result in report.results if result.focus in sources)
    return Converted(
        pieces=tuple(pieces.values()), skipped=tuple(skipped), report=Report(results=kept)
    )


def _records(chunk: Iterable[Input], refuse: Callable[[ReadError], None]) -> Iterator[Record]:
    for file in chunk:
        yield from map(resolve, read(file.path, refuse=refuse, name=file.name))


def _piece(record: Record, options: Options) -> tuple[Piece, list[Triple]]:
    own: list[Triple] = []
    whole: list[Triple] = []
    shared: dict[NamedNode, tuple[Triple, ...]] = {}
    classes: dict[NamedNode, frozenset[Any]] = {}
    for subject, mapper, part in nodes(record):
        triples = tuple(mapper.triples(part))
        classes[subject] = frozenset(t.object for t in triples if t.predicate == rdf.type)
        whole += triples
        if mapper.shared:
            shared[subject] = triples
        else:
            own += triples
    piece = Piece(
        subject=iris.subject(record).value,
        kind=type(record).__name__.lower(),
        source=record.source,
        notices=record.notices,
        bodies={
            row.name: row.body(whole if row.nested else own)
            for row in map(FORMATS.__getitem__, options.formats)
        },
        own=len(own),
        shared=shared,
        classes=classes,
        files=_own_files(whole) if options.per_record else {},
    )
    return piece, whole


def _own_files(triples: list[Triple]) -> dict[str, bytes]:
    turtle = FORMATS["turtle"]
    return {
        turtle.extension: b"".join(turtle.whole([turtle.body(triples)])),
        FORMATS["json-ld"].extension: jsonld.document(triples),
    }


def twice(piece: Piece, first: Source) -> ReadError:
    """The fault of a record that was read before, from ``first``."""
    return ReadError(
        piece.source,
        f"this {piece.kind} stands already in {first}",
        "keep one of the two; records are not merged",
        record=piece.subject,
    )
