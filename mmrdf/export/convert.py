"""A chunk of files in, converted records out: the work that can be done anywhere."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Triple

from mmrdf import iris
from mmrdf.errors import ReadError, TermError
from mmrdf.export.plan import Input
from mmrdf.mappers import LAYERS, nodes
from mmrdf.readers import read
from mmrdf.records import Date, Figure, Notice, Record, Source
from mmrdf.resolve import Policy, resolve
from mmrdf.resolve.lexicon import opened
from mmrdf.serialize import FORMATS, jsonld
from mmrdf.validate import Report, validate
from mmrdf.vocab import PREFIXES, rdf

#: The layer of what is stated.
CORE = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one layer has of a record.

    Args:
        bodies: the bytes of the record's own triples, by format.
        own: the number of those triples.
        shared: the nodes to set aside, with their triples.
    """

    bodies: dict[str, bytes]
    own: int
    shared: dict[NamedNode, tuple[Triple, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record, converted.

    Args:
        kind: ``figure`` or ``article``.
        parts: what each layer has of it.
        own: the nodes that are written with the record.
        classes: the classes of the nodes that a shared node may point at.
        organism: the organism of a figure and the reason; None for an article.
        statuses: the number of candidates of each kind, status and reason.
        files: the record's own files, by ending.
    """

    subject: str
    kind: str
    source: Source
    notices: tuple[Notice, ...]
    parts: dict[str, Part]
    own: tuple[NamedNode, ...]
    classes: dict[NamedNode, frozenset[Any]]
    organism: tuple[str, str] | None
    statuses: Counter[tuple[str, str, str]]
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
    layers: tuple[str, ...] = tuple(LAYERS)
    policy: Policy = "strict"
    lexicon: Path | None = None
    per_record: bool = False
    check: bool = True
    fail: bool = False
    base: str = PREFIXES["mmrdf"]
    date: Date | None = None


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
        for record in _records(chunk, options, refuse):
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
            sources.update((node.value, piece.source) for node in piece.own)
        report = validate(graph, sources=sources) if options.check else Report()
    # Shared nodes are judged when all that is said of them is together.
    kept = tuple(result for result in report.results if result.focus in sources)
    return Converted(
        pieces=tuple(pieces.values()), skipped=tuple(skipped), report=Report(results=kept)
    )


def _records(
    chunk: Iterable[Input], options: Options, refuse: Callable[[ReadError], None]
) -> Iterator[Record]:
    for file in chunk:
        for record in read(file.path, refuse=refuse, name=file.name):
            yield resolve(record, options.policy, opened(options.lexicon))


def _piece(record: Record, options: Options) -> tuple[Piece, list[Triple]]:
    triples: list[Triple] = []
    parts: dict[str, Part] = {}
    own: list[NamedNode] = []
    classes: dict[NamedNode, frozenset[Any]] = {}
    files: dict[str, bytes] = {}
    for layer in LAYERS:
        if layer not in options.layers and not (options.check and layer == CORE):
            continue  # the evidence is judged beside the core, which it points at
        described = [
            (subject, tuple(mapper.triples(part)), mapper.shared)
            for subject, mapper, part in nodes(record, layer)
        ]
        whole = [triple for _, found, _ in described for triple in found]
        if layer in options.layers:
            parts[layer] = _part(described, whole, layer, options)
            own += [subject for subject, _, shared in described if not shared]
        triples += whole
        for subject, found, shared in described:
            if shared or layer == CORE:  # nothing shared points at a node of the evidence
                classes[subject] = frozenset(t.object for t in found if t.predicate == rdf.type)
        if options.per_record and layer == CORE:
            files = _own_files(whole)
    piece = Piece(
        subject=iris.subject(record).value,
        kind=type(record).__name__.lower(),
        source=record.source,
        notices=record.notices,
        parts=parts,
        own=tuple(own),
        classes=classes,
        organism=_organism(record),
        statuses=_statuses(record),
        files=files,
    )
    return piece, triples


def _part(
    described: list[tuple[NamedNode, tuple[Triple, ...], bool]],
    whole: list[Triple],
    layer: str,
    options: Options,
) -> Part:
    own = [triple for _, triples, shared in described if not shared for triple in triples]
    return Part(
        bodies={
            row.name: row.body(whole if row.nested else own, layer)
            for row in map(FORMATS.__getitem__, options.formats)
        },
        own=len(own),
        shared={subject: triples for subject, triples, shared in described if shared},
    )


def _organism(record: Record) -> tuple[str, str] | None:
    """The stated organism and the rule that decided, or none and the rule that left it open."""
    if not isinstance(record, Figure):
        return None
    name = record.organism.name if record.organism else "none"
    return name, record.readings[0].reason if record.readings else "no-evidence"


def _statuses(record: Record) -> Counter[tuple[str, str, str]]:
    mentions = record.mentions if isinstance(record, Figure) else ()
    words = [(mention.word.kind, c) for mention in mentions for c in mention.candidates]
    names = [("text", c) for named in record.text_mentions for c in named.candidates]
    return Counter((kind, c.status, c.reason) for kind, c in (*words, *names))


def _own_files(triples: list[Triple]) -> dict[str, bytes]:
    turtle = FORMATS["turtle"]
    return {
        turtle.extension: b"".join(turtle.whole([turtle.body(triples, CORE)], CORE)),
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
