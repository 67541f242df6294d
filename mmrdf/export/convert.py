"""A chunk of files in, converted records out in batches: the work that can be done anywhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from mmrdf import iris
from mmrdf.errors import ReadError, TermError
from mmrdf.export.figures import Counts, Yield, gathered, statuses
from mmrdf.export.papers import KnownPapers
from mmrdf.export.plan import Input
from mmrdf.graph import Node, n_triples
from mmrdf.mappers import LAYERS, nodes
from mmrdf.readers import read
from mmrdf.records import Article, Figure, Notice, Record, Release, Source
from mmrdf.resolve import Policy, decisions, evidence, id_map, resolve
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.papers import identified, named_only
from mmrdf.serialize import FORMATS, Body, jsonld
from mmrdf.serialize.compress import Compression
from mmrdf.validate import Engine, Report, validate_text
from mmrdf.vocab import PREFIXES, rdf

#: The layer of what is stated, and that of what may be; it does not repeat what is stated.
CORE, EVIDENCE = "core", "evidence"

#: Triples of a batch, after which the next begins: what pySHACL is given at a time. It costs 10 ms
#: a call beside the work, and rdflib 1.5 KB of memory a triple.
BATCH = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one layer has of a record.

    Args:
        bodies: the record's own triples, written, by format.
        own: the nodes that are written with the record.
        shared: the nodes to set aside.
    """

    bodies: dict[str, Body]
    own: tuple[Node, ...]
    shared: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record, converted.

    Args:
        kind: ``figure`` or ``article``.
        parts: what each layer has of it.
        own: the IRIs of the nodes that are written with the record.
        linked: the classes of the nodes that a shared node points at, all by their IRIs.
        gathered: what a figure has given; nothing for an article.
        statuses: the number of candidates of each kind, status, reason and confidence.
        files: the record's own files, by ending.
    """

    subject: str
    kind: str
    source: Source
    notices: tuple[Notice, ...]
    parts: dict[str, Part]
    own: tuple[str, ...]
    linked: dict[str, dict[str, frozenset[str]]]
    gathered: Yield
    statuses: Counts
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A batch, converted: its records, what could not be read, what was found in its nodes."""

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
    id_map: Path | None = None
    source_version: str | None = None
    evidence_model: Path | None = None
    threshold: float = 0.9
    decisions: Path | None = None
    per_record: bool = False
    context: str = jsonld.PRUNED
    check: bool = True
    engine: Engine = "pyshacl"
    fail: bool = False
    base: str = PREFIXES["mmrdf"]
    release: Release | None = None
    compress: Compression | None = None


def convert(
    chunk: Sequence[Input],
    options: Options,
    known: Mapping[str, Source],
    papers: KnownPapers | None = None,
) -> Iterator[Converted]:
    """Convert a chunk of files, batch by batch; it rests on nothing but its arguments.

    Args:
        chunk: the files.
        options: what to make of them.
        known: where records stand that are not to be used again, by their IRI.
        papers: what the export knows of the papers of the files; nothing by default.

    Raises:
        ReadError: at the first unreadable record, if the options say so.
    """
    skipped: list[ReadError] = []

    def refuse(error: ReadError) -> None:
        if options.fail:
            raise error
        skipped.append(error)

    known = dict(known)
    batch = _Batch(options, known)
    for record in _records(chunk, options, papers or KnownPapers({}), refuse):
        batch.add(record, refuse)
        if batch.size >= BATCH:
            yield batch.converted(skipped)
            batch = _Batch(options, known)
            skipped.clear()
    yield batch.converted(skipped)


class _Batch:
    """Converted records that are judged together."""

    def __init__(self, options: Options, known: dict[str, Source]) -> None:
        self.options = options
        self.known = known
        self.pieces: list[Piece] = []
        self.graph: list[Node] = []
        self.size = 0
        self.sources: dict[str, Source] = {}

    def add(self, record: Record, refuse: Callable[[ReadError], None]) -> None:
        """Convert a record, unless it was met before or cannot be written."""
        try:
            with iris.minted_under(self.options.base):
                piece, graph = _piece(record, self.options)
        except TermError as error:
            refuse(ReadError(record.source, str(error), "mend the value"))
            return
        if piece.subject in self.known:
            refuse(_twice(piece, self.known[piece.subject]))
            return
        self.known[piece.subject] = piece.source
        self.pieces.append(piece)
        self.graph += graph
        self.size += sum(len(node.values) for node in graph)
        for node in (*piece.own, *piece.linked):
            self.sources.setdefault(node, piece.source)

    def converted(self, skipped: Sequence[ReadError]) -> Converted:
        """Judge the records, and give them back with what was left out on the way."""
        report = Report()
        if self.options.check and self.graph:
            engine, about = self.options.engine, self.sources
            text = n_triples(self.graph)
            report = validate_text(text, sources=about, about=about, engine=engine)
        return Converted(pieces=tuple(self.pieces), skipped=tuple(skipped), report=report)


def _records(
    chunk: Iterable[Input],
    options: Options,
    papers: KnownPapers,
    refuse: Callable[[ReadError], None],
) -> Iterator[Record]:
    names, model = opened(options.lexicon), evidence.opened(options.evidence_model)
    decided = decisions.opened(options.decisions, names) if options.decisions else None
    for file in chunk:
        for record in read(file.path, refuse=refuse, name=file.name, alone=file.alone):
            if isinstance(record, Article) and record.revision in file.superseded:
                continue
            known = papers.of(file, record)
            if known.superseded:
                continue
            record = identified(record, known)  # noqa: PLW2901
            if options.id_map:
                table = id_map.opened(options.id_map)
                record = table.identified(record, own=False)  # noqa: PLW2901
            if options.source_version and isinstance(record, Figure):
                record = replace(record, source_version=options.source_version)  # noqa: PLW2901
            resolved = resolve(
                record,
                options.policy,
                names,
                model=model,
                threshold=options.threshold,
                decisions=decided,
            )
            yield named_only(resolved, known)


def _piece(record: Record, options: Options) -> tuple[Piece, list[Node]]:
    graph: list[Node] = []
    parts: dict[str, Part] = {}
    own: list[str] = []
    files: dict[str, bytes] = {}
    for layer in LAYERS:
        # The other layers are judged beside the core, and the evidence leaves out what it has.
        is_asked = layer in options.layers
        if not is_asked and not (layer == CORE and _needs_core(options)):
            continue
        known = {node.subject for node in graph} if layer == EVIDENCE else ()
        described = [(node, mapper.shared) for node, mapper in nodes(record, layer, known)]
        graph += (node for node, _ in described)
        if is_asked:
            parts[layer] = _part(described, layer, options)
            own += (node.iri for node, shared in described if not shared)
        elif EVIDENCE in options.layers:
            parts[layer] = Part(bodies={}, own=(), shared=_shared(described))
        if options.per_record and layer == CORE:
            files = _own_files([node for node, _ in described], options.context)
    piece = Piece(
        subject=iris.subject(record).value,
        kind=type(record).__name__.lower(),
        source=record.source,
        notices=record.notices,
        parts=parts,
        own=tuple(own),
        linked=_linked([parts[layer] for layer in options.layers if layer in parts], graph),
        gathered=gathered(record),
        statuses=statuses(record),
        files=files,
    )
    return piece, graph


def _needs_core(options: Options) -> bool:
    """Whether the core is made even where it is not written."""
    return options.check or options.per_record or EVIDENCE in options.layers


def _linked(parts: Iterable[Part], graph: Iterable[Node]) -> dict[str, dict[str, frozenset[str]]]:
    """The classes of what the shared nodes point at, as far as the record describes it."""
    known: dict[str, list[Node]] = {}
    for node in graph:
        known.setdefault(node.subject, []).append(node)
    linked: dict[str, dict[str, frozenset[str]]] = {}
    classes: dict[str, frozenset[str]] = {}
    for part in parts:
        for node in part.shared:
            links = linked.setdefault(node.iri, {})
            for value in node.values:
                if value in known:
                    if value not in classes:
                        classes[value] = frozenset(_kinds(known[value]))
                    links[value[1:-1]] = classes[value]
    return linked


def _kinds(nodes: Iterable[Node]) -> Iterator[str]:
    said = chain.from_iterable(zip(node.properties, node.values, strict=True) for node in nodes)
    return (kind[1:-1] for what, kind in said if what == _TYPE)


_TYPE = str(rdf.type)


def _part(described: list[tuple[Node, bool]], layer: str, options: Options) -> Part:
    whole = [node for node, _ in described]
    own = tuple(node for node, shared in described if not shared)
    return Part(
        bodies={
            row.name: row.write(whole if row.holds_parts(layer) else own, layer)
            for row in map(FORMATS.__getitem__, options.formats)
        },
        own=own,
        shared=_shared(described),
    )


def _shared(described: list[tuple[Node, bool]]) -> tuple[Node, ...]:
    return tuple(node for node, shared in described if shared)


def _own_files(nodes: list[Node], context: str) -> dict[str, bytes]:
    turtle = FORMATS["turtle"]
    return {
        turtle.extension: turtle.document(nodes, CORE),
        FORMATS["json-ld"].extension: jsonld.document(nodes, context),
    }


def _twice(piece: Piece, first: Source) -> ReadError:
    """The fault of a record that was read before, from ``first``."""
    return ReadError(
        piece.source,
        f"this {piece.kind} stands already in {first}",
        "keep one of the two; records are not merged",
        record=piece.subject,
    )
