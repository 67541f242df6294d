"""Inputs in, an output folder out: the only place that connects reading with all the rest.

The inputs are listed in one order, cut into chunks, and each chunk is converted by itself
(``convert``), so that chunks can be converted anywhere. Records are written as they come; nodes
that several records may describe (articles, journals, organisms) are set aside and written once,
sorted, after the last record.
"""

import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pyoxigraph import NamedNode, Triple

from mmrdf import iris, serialize
from mmrdf.errors import ExportError, ReadError, TermError
from mmrdf.mappers import nodes
from mmrdf.readers import STDIN, printable, read
from mmrdf.records import Notice, Record, Source
from mmrdf.resolve import resolve
from mmrdf.serialize import FORMATS, Format
from mmrdf.validate import Report, merged, validate
from mmrdf.vocab import PREFIXES

#: Names of what an export writes, in its folder.
CORE, RECORDS, REPORT = "core", "records", "report"

# Files in a chunk: what pySHACL is given at a time; it costs 10 ms a call beside the work.
_CHUNK = 100
# Nodes in a piece of the part behind the records.
_SHARED = 1000
# Characters of a record's own file name; file systems take 255 bytes.
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read, and its name in messages."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record, converted.

    Args:
        kind: ``figure`` or ``article``.
        bodies: the bytes of the record's own triples, by format.
        own: the number of those triples.
        shared: the nodes to set aside, with their triples.
        files: the record's own files, by ending.
    """

    subject: str
    kind: str
    source: Source
    notices: tuple[Notice, ...]
    bodies: dict[str, bytes]
    own: int
    shared: dict[NamedNode, tuple[Triple, ...]]
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A chunk, converted: its records, what could not be read, what validation found."""

    pieces: tuple[Piece, ...]
    skipped: tuple[ReadError, ...]
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a worker has to know."""

    formats: tuple[str, ...]
    per_record: bool
    check: bool
    fail: bool
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an export did.

    Args:
        records: the number of records of each kind.
        triples: the number of distinct triples.
        files: the paths written, less those of single records.
        skipped: what was left out, and why.
        notices: doubts about single fields, which were left out.
        report: what validation found; None if it was not asked for.
    """

    inputs: int
    records: Counter[str]
    triples: int
    files: tuple[Path, ...]
    skipped: tuple[ReadError, ...]
    notices: tuple[Notice, ...]
    report: Report | None

    def as_dict(self) -> dict[str, Any]:
        """The summary as values that JSON can hold."""
        return {
            "mmrdf": version("mmrdf"),
            "inputs": self.inputs,
            "records": dict(sorted(self.records.items())),
            "triples": self.triples,
            "files": [path.name for path in self.files],
            "skipped": [_fault(error) for error in self.skipped],
            "notices": [_doubt(notice) for notice in self.notices],
            "validation": self.report.as_dict() if self.report else None,
        }


def export(  # noqa: PLR0913 (all but two are keywords)
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    formats: Sequence[str] = ("turtle", "json-ld"),
    per_record: bool = False,
    check: bool = True,
    on_error: Literal["skip", "fail"] = "skip",
    base: str = PREFIXES["mmrdf"],
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Turn files into RDF: ``core.<ending>`` for each format, ``report.json``, ``report.ttl``.

    The same inputs give the same bytes, in whichever order they are named. The folder's former
    output is replaced at the very end, and only if all went well.

    Args:
        inputs: files, folders (walked, without hidden files), or ``-`` for standard input.
        out: the folder to write to; made if it is not there.
        formats: names of ``mmrdf.serialize.FORMATS`` or files' endings.
        per_record: also write ``records/<name>.ttl`` and ``.jsonld`` for each record.
        check: validate with SHACL.
        on_error: leave out what cannot be read, or stop at the first of it and write nothing.
        base: the IRI under which nodes of our own are minted; ends in a slash or a hash.
        progress: called with the number of files done and of all files.

    Raises:
        ReadError: at the first unreadable record, if ``on_error`` is ``fail``.
        ExportError: if no record can be read at all, or the folder cannot be written.
        FormatError: if a format is unknown.
        TermError: if ``base`` is no IRI.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     summary = export(["seeds"], folder, formats=["turtle"])
    ...     dict(summary.records), [path.name for path in summary.files]
    ({'figure': 3, 'article': 2}, ['core.ttl', 'report.json', 'report.ttl'])
    """
    rows = tuple(dict.fromkeys(map(serialize.named, formats)))
    options = Options(
        formats=tuple(row.name for row in rows),
        per_record=per_record,
        check=check,
        fail=on_error == "fail",
        base=base,
    )
    folder = Path(out)
    files, missing = _planned(inputs, folder)
    if missing and options.fail:
        raise missing[0]
    with iris.minted_under(base), _staged(folder) as staging, ExitStack() as opened:
        run = _Run(staging, rows, missing, opened)
        done = 0
        for chunk in _chunks(files):
            run.take(convert(chunk, options), fail=options.fail)
            done += len(chunk)
            if progress:
                progress(done, len(files))
        summary = run.finished(folder, len(files), options)
        _publish(staging, folder)
    return summary


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
                refuse(_twice(piece, pieces[piece.subject].source))
                continue
            pieces[piece.subject] = piece
            graph += triples
            for subject, _, _ in nodes(record):
                sources.setdefault(subject.value, record.source)
        report = validate(graph, sources=sources) if options.check else Report()
    return Converted(pieces=tuple(pieces.values()), skipped=tuple(skipped), report=report)


def _records(chunk: Iterable[Input], refuse: Callable[[ReadError], None]) -> Iterator[Record]:
    for file in chunk:
        yield from map(resolve, read(file.path, refuse=refuse, name=file.name))


def _piece(record: Record, options: Options) -> tuple[Piece, list[Triple]]:
    own: list[Triple] = []
    shared: dict[NamedNode, tuple[Triple, ...]] = {}
    for subject, mapper, part in nodes(record):
        if mapper.shared:
            shared[subject] = tuple(mapper.triples(part))
        else:
            own += mapper.triples(part)
    whole = own + [triple for triples in shared.values() for triple in triples]
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
        files=_own_files(whole) if options.per_record else {},
    )
    return piece, whole


def _own_files(triples: list[Triple]) -> dict[str, bytes]:
    turtle = FORMATS["turtle"]
    return {
        turtle.extension: b"".join(turtle.whole([turtle.body(triples)])),
        FORMATS["json-ld"].extension: serialize.document(triples),
    }


def _twice(piece: Piece, first: Source) -> ReadError:
    return ReadError(
        piece.source,
        f"this {piece.kind} stands already in {first}",
        "keep one of the two; records are not merged",
        record=piece.subject,
    )


class _File:
    """One output file that grows body by body."""

    def __init__(self, stream: BinaryIO, row: Format) -> None:
        self.row = row
        self.separator = b""
        self.stream = stream
        self.stream.write(row.head())

    def write(self, body: bytes) -> None:
        if body:
            self.stream.write(self.separator + body)
            self.separator = self.row.separator

    def close(self) -> None:
        self.stream.write(self.row.tail)
        self.stream.close()


class _Run:
    """What an export gathers from its chunks, in their order."""

    def __init__(
        self,
        staging: Path,
        rows: Sequence[Format],
        skipped: list[ReadError],
        opened: ExitStack,
    ) -> None:
        self.staging = staging
        self.files: dict[str, _File] = {}
        for row in rows:
            stream = (staging / f"{CORE}.{row.extension}").open("wb")
            self.files[row.name] = _File(opened.enter_context(stream), row)
        self.skipped = skipped
        self.records: dict[str, Source] = {}
        self.kinds: Counter[str] = Counter()
        self.own = 0
        self.notices: list[Notice] = []
        self.reports: list[Report] = []
        self.shared: dict[NamedNode, dict[Triple, None]] = {}

    def take(self, chunk: Converted, *, fail: bool) -> None:
        """Write a chunk's records, except those that an earlier chunk has written."""
        self.skipped += chunk.skipped
        self.reports.append(chunk.report)
        for piece in chunk.pieces:
            if piece.subject in self.records:
                error = _twice(piece, self.records[piece.subject])
                if fail:
                    raise error
                self.skipped.append(error)
            else:
                self._add(piece)

    def _add(self, piece: Piece) -> None:
        self.records[piece.subject] = piece.source
        self.kinds[piece.kind] += 1
        self.own += piece.own
        self.notices += piece.notices
        for subject, triples in piece.shared.items():
            self.shared.setdefault(subject, {}).update(dict.fromkeys(triples))
        for name, body in piece.bodies.items():
            self.files[name].write(body)
        for ending, content in piece.files.items():
            path = self.staging / RECORDS / f"{file_name(piece.subject)}.{ending}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

    def finished(self, folder: Path, inputs: int, options: Options) -> Summary:
        """Write the shared nodes and the report; say what was done."""
        if not self.records:
            reason = "no record could be read, so nothing was written"
            raise ExportError(reason, tuple(self.skipped))
        self._write_shared()
        names = [file.stream.name for file in self.files.values()]
        report = merged(self.reports) if options.check else None
        written = [Path(name).name for name in names] + [f"{REPORT}.json"]
        if report:
            written.append(f"{REPORT}.ttl")
            serialize.write(report.triples(), self.staging / f"{REPORT}.ttl")
        summary = Summary(
            inputs=inputs,
            records=self.kinds,
            triples=self.own + sum(map(len, self.shared.values())),
            files=tuple(folder / name for name in written),
            skipped=tuple(self.skipped),
            notices=tuple(self.notices),
            report=report,
        )
        text = json.dumps(summary.as_dict(), ensure_ascii=False, indent=2) + "\n"
        (self.staging / f"{REPORT}.json").write_text(text, encoding="utf-8")
        return summary

    def _write_shared(self) -> None:
        subjects = iter(sorted(self.shared, key=lambda node: node.value))
        while batch := list(islice(subjects, _SHARED)):
            triples = [triple for subject in batch for triple in _grouped(self.shared[subject])]
            for file in self.files.values():
                if not file.row.nested:
                    file.write(file.row.body(triples))
        for file in self.files.values():
            file.close()


def _grouped(triples: Iterable[Triple]) -> list[Triple]:
    """The triples of one node, those of one property together, otherwise in their order."""
    first: dict[NamedNode, int] = {}
    for triple in triples:
        first.setdefault(triple.predicate, len(first))
    return sorted(triples, key=lambda triple: first[triple.predicate])


def _planned(inputs: Iterable[str | Path], out: Path) -> tuple[list[Input], list[ReadError]]:
    """The files to read, each once, in one order, and the folders that hold none."""
    found: dict[bytes, Input] = {}
    missing: list[ReadError] = []
    for given in inputs:
        files = list(_files(str(given), out))
        if not files:
            source = Source(file=printable(given))
            missing.append(ReadError(source, "a folder without files", "name one that has records"))
        for path in files:
            place = b"" if path == STDIN else os.fsencode(os.path.abspath(path))
            found.setdefault(place, Input(path=path, name=printable(path)))
    return [found[place] for place in sorted(found)], missing


def _files(given: str, out: Path) -> Iterator[str]:
    """A file as it is; of a folder all files, without hidden ones and without the output."""
    if not os.path.isdir(given):
        yield given
        return
    for folder, folders, names in os.walk(given):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not _is_same(os.path.join(folder, name), out)
        ]
        yield from (os.path.join(folder, name) for name in names if not name.startswith("."))


def _is_same(path: str, out: Path) -> bool:
    return out.exists() and os.path.samefile(path, out)


def _chunks(files: list[Input]) -> Iterator[list[Input]]:
    for start in range(0, len(files), _CHUNK):
        yield files[start : start + _CHUNK]


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A hidden folder inside the output folder, gone at the end whatever happens."""
    made = not folder.exists()
    try:
        foreign = next(_foreign(folder / RECORDS), None)
        if foreign:
            reason = f"{foreign} is not of mmrdf; name another folder for the output"
            raise ExportError(reason)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".mmrdf-", dir=folder) as staging:
            yield Path(staging)
    except OSError as error:
        reason = f"{folder} cannot be written ({error.strerror or error})"
        raise ExportError(reason) from error
    finally:
        if made:
            with suppress(OSError):  # it is not empty: all went well
                folder.rmdir()


def _foreign(records: Path) -> Iterator[Path]:
    endings = {f".{row.extension}" for row in FORMATS.values()}
    if records.is_dir():
        yield from (path for path in records.iterdir() if path.suffix not in endings)


def _publish(staging: Path, folder: Path) -> None:
    """Put the new files in the place of the old ones, and take away what was not made again."""
    ours = {f"{CORE}.{row.extension}" for row in FORMATS.values()}
    ours |= {f"{REPORT}.json", f"{REPORT}.ttl", RECORDS}
    retired = staging / "retired"
    retired.mkdir()
    for name in sorted(ours):
        if name == RECORDS or not (staging / name).exists():
            with suppress(FileNotFoundError):
                (folder / name).rename(retired / name)
        if (staging / name).exists():
            (staging / name).replace(folder / name)


def file_name(subject: str) -> str:
    """A file name made of a record's IRI: letters, digits, dots, hyphens, underscores.

    A figure is called by its figid, an article by its identifier (``doi_10.1000_x``). Where two
    IRIs could meet in one name, or it would be too long, a digest of the IRI is added.
    """
    figid = subject.removeprefix(PREFIXES["pfocr"]).removesuffix(".html")
    if iris.PATTERNS["pfocr"].fullmatch(figid) and len(figid) <= _LONGEST_NAME:
        return figid
    path = re.sub(r"^https?://", "", subject)
    for prefix in ("doi", "pmc", "pubmed"):
        if subject.startswith(PREFIXES[prefix]):
            path = f"{prefix}/{subject.removeprefix(PREFIXES[prefix])}"
    name = re.sub(r"[^A-Za-z0-9.-]", "_", path)[:_LONGEST_NAME]
    if re.fullmatch(r"[a-z]+(?:/[A-Za-z0-9.-]+){1,2}", path) and len(path) <= _LONGEST_NAME:
        return name
    return f"{name}-{hashlib.sha256(subject.encode()).hexdigest()[:8]}"


def _fault(error: ReadError) -> dict[str, str | None]:
    return {
        "source": str(error.source),
        "record": error.record,
        "field": error.field,
        "reason": error.reason,
        "remedy": error.remedy,
    }


def _doubt(notice: Notice) -> dict[str, str]:
    return {
        "source": str(notice.source),
        "record": notice.record,
        "field": notice.field,
        "code": notice.code,
        "message": notice.message,
    }
