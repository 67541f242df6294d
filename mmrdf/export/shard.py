"""A chunk of files, converted and put aside on disk: the work of a worker.

What was put aside stays, so that an export that is interrupted, or run again when a few files have
changed, does again only what is missing. The name of a shard is a digest of all that its bytes
depend on, and its row, the file that says what is in it, makes it whole: it is written last.
"""

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any, BinaryIO

from mmrdf.errors import ReadError
from mmrdf.export.convert import Converted, Options, Piece, convert
from mmrdf.export.figures import Counts, Yield, counts
from mmrdf.export.papers import KnownPapers, known_papers
from mmrdf.export.plan import Input, chunk_name
from mmrdf.export.shared import Shared
from mmrdf.export.tally import Key, Tally, read_tally, tally_row
from mmrdf.readers import called, side_tables
from mmrdf.records import Notice, Source
from mmrdf.serialize import FORMATS, Body, compress
from mmrdf.validate import Result, read_term

#: Files of a shard: what is in it, its shared nodes, the files of single records.
ROW, SHARED, RECORDS = "row.json", "shared", "records"

#: In the place of the bytes of a file that is there and cannot be read.
UNREAD = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a worker is asked to do; all that it needs to know.

    Args:
        chunk: the files to convert.
        folder: where shards lie.
        version: a digest of the program, the lexicon and the options.
        without: records that are not to be used, since an earlier chunk has them, by their IRI:
            where they stand there.
        papers: the index of what the export knows of papers; None if it knows nothing.
    """

    chunk: tuple[Input, ...]
    options: Options
    folder: Path
    version: str
    without: tuple[tuple[str, Source], ...] = ()
    papers: Path | None = None

    def __str__(self) -> str:
        return chunk_name(self.chunk)


@dataclass(slots=True, kw_only=True)
class Shard:
    """What a chunk became.

    Args:
        name: the folder of its files.
        inputs: the files that were read, side tables too: name, bytes, SHA-256.
        records: where each record stands, by its IRI.
        triples: the number of triples of each layer that are written with the records.
        tally: the classes and properties of the nodes that are written with the records.
        pieces: by the name of a file of the output, the lengths in bytes of the pieces that the
            shard has of it, which lie one behind the other.
        prefixes: the prefixes that each of these pieces uses.
        sizes: the bytes of its other files.
    """

    name: str
    inputs: list[tuple[str, int, str]]
    records: dict[str, Source] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counts = field(default_factory=Counter)
    gathered: Yield = field(default_factory=Yield)
    triples: Counter[str] = field(default_factory=Counter)
    tally: Counter[Key] = field(default_factory=Counter)
    pieces: dict[str, list[int]] = field(default_factory=dict)
    prefixes: dict[str, list[list[str]]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    skipped: list[ReadError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


def make(task: Task) -> str:
    """Convert a chunk, unless it lies in the folder already; give back the name of its shard.

    Raises:
        ReadError: at the first unreadable record, if the options say so.
        OSError: if the shard cannot be written.
    """
    inputs = list(_inputs(task.chunk))
    papers = known_papers(task.papers, task.chunk)
    name = _name(task, inputs, papers)
    if not (task.folder / name / ROW).exists():
        aside = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=task.folder))
        try:
            _write(task, papers, Shard(name=name, inputs=inputs), aside)
            if not (task.folder / name / ROW).exists():  # what is left of a removal
                shutil.rmtree(task.folder / name, ignore_errors=True)
            aside.rename(task.folder / name)
        except OSError:
            if not (task.folder / name / ROW).exists():
                raise  # else another worker was faster, and made the same
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return name


def _inputs(chunk: Iterable[Input]) -> Iterator[tuple[str, int, str]]:
    """The files that a chunk is read from, with their side tables."""
    for file in chunk:
        yield from _known(file.path, file.name)
        for table in [] if file.alone else side_tables.beside(Path(file.path)):
            yield from _known(str(table), called(table))


def _known(path: str, name: str) -> Iterator[tuple[str, int, str]]:
    """A file's name, bytes and digest; ``UNREAD`` bytes of one that cannot be read."""
    try:
        found = os.stat(path)
        if stat.S_ISREG(found.st_mode):
            place = (path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            yield name, found.st_size, _digest(place)
        else:
            yield name, UNREAD, "no file"
    except OSError as error:
        if os.path.lexists(path):
            yield name, UNREAD, f"{error.errno}"


@lru_cache(maxsize=8)  # the tables that all figures share
def _digest(place: tuple[str, int, int, int, int]) -> str:
    with open(place[0], "rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _name(task: Task, inputs: list[tuple[str, int, str]], papers: KnownPapers) -> str:
    how = [(file.name, file.alone, sorted(map(repr, file.superseded))) for file in task.chunk]
    without = [(subject, str(source)) for subject, source in task.without]
    text = json.dumps([task.version, inputs, how, without, papers.digest(task.chunk)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _write(task: Task, papers: KnownPapers, shard: Shard, folder: Path) -> None:
    with ExitStack() as streams:
        writer = _Writer(task.options, shard, folder, streams)
        for converted in convert(task.chunk, task.options, dict(task.without), papers):
            writer.take(converted)
        writer.finish()
    shard.sizes = {name: (folder / name).stat().st_size for name in (SHARED, RECORDS)}
    (folder / ROW).write_text(json.dumps(_row(shard), ensure_ascii=False), encoding="utf-8")


class _Writer:
    """The files of a shard that is being made."""

    def __init__(self, options: Options, shard: Shard, folder: Path, streams: ExitStack) -> None:
        self.shard = shard
        self.folder = folder
        self.layers = options.layers
        self.rows = [FORMATS[name] for name in options.formats]
        self.compressed = compress.COMPRESSIONS[options.compress].compressed
        aside = Path(streams.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        self.shared = Shared(aside)
        self.tally = Tally()
        names = [f"{layer}.{row.extension}" for layer in options.layers for row in self.rows]
        self.bodies: dict[str, BinaryIO] = {
            name: streams.enter_context((folder / name).open("wb")) for name in names
        }
        shard.pieces = {name: [] for name in names}
        shard.prefixes = {name: [] for name in names}
        self.records = streams.enter_context((folder / RECORDS).open("w", encoding="utf-8"))

    def take(self, converted: Converted) -> None:
        """Add a batch: a piece of each file, and all that is to be told of it."""
        shard = self.shard
        for piece in converted.pieces:
            shard.records[piece.subject] = piece.source
            shard.kinds[piece.kind] += 1
            shard.statuses += piece.statuses
            shard.gathered.add(piece.gathered)
            shard.notices += piece.notices
            self._set_aside(piece)
            for ending, content in piece.files.items():
                line = json.dumps([piece.subject, ending, content.decode()], ensure_ascii=False)
                self.records.write(f"{line}\n")
        shard.skipped += converted.skipped
        shard.results += converted.report.results
        for layer in self.layers if converted.pieces else ():
            for row in self.rows:
                bodies = [piece.parts[layer].bodies[row.name] for piece in converted.pieces]
                self._write(f"{layer}.{row.extension}", row.joined(bodies))

    def _set_aside(self, piece: Piece) -> None:
        for layer, part in piece.parts.items():
            self.shard.triples[layer] += sum([len(node.values) for node in part.own])
            for node in part.shared:
                self.shared.add(node, layer, piece.linked.get(node.iri, {}), piece.source)
        self.tally.add({layer: part.own for layer, part in piece.parts.items()})

    def _write(self, name: str, body: Body) -> None:
        if body.content:
            content = self.compressed(body.content)
            self.bodies[name].write(content)
            self.shard.pieces[name].append(len(content))
            self.shard.prefixes[name].append(sorted(body.prefixes))

    def finish(self) -> None:
        """Write the shared nodes, sorted, and sum up."""
        self.shard.tally = self.tally.counts()
        with (self.folder / SHARED).open("wb") as run:
            run.writelines(self.shared.lines())


def read(folder: Path) -> Shard | None:
    """The row of a shard, read again; None if it is damaged."""
    try:
        return _read(folder.name, json.loads((folder / ROW).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, SyntaxError):
        return None


def _read(name: str, row: dict[str, Any]) -> Shard:
    # What is said again and again is kept once: an export has a row for each of its chunks.
    return Shard(
        name=name,
        inputs=[(intern(name), size, digest) for name, size, digest in row["inputs"]],
        records={intern(subject): _source(place) for subject, place in row["records"].items()},
        kinds=Counter(row["kinds"]),
        statuses=counts(row["statuses"]),
        gathered=Yield.read(row["gathered"]),
        triples=Counter(row["triples"]),
        tally=read_tally(row["tally"]),
        pieces={name: list(map(int, lengths)) for name, lengths in row["pieces"].items()},
        prefixes={
            name: [list(map(intern, used)) for used in row["prefixes"][name]]
            for name in row["pieces"]
        },
        sizes={name: int(size) for name, size in row["sizes"].items()},
        skipped=[
            ReadError(_source(place), *said, record=record, field=field)
            for place, said, record, field in row["skipped"]
        ],
        notices=[Notice(source=_source(place), **_once(said)) for place, said in row["notices"]],
        results=[
            Result(source=_source(place) if place else None, value=read_term(value), **_once(said))
            for place, value, said in row["results"]
        ],
    )


def _once(said: dict[str, Any]) -> dict[str, Any]:
    return {name: intern(it) if isinstance(it, str) else it for name, it in said.items()}


def _source(place: Sequence[Any]) -> Source:
    return Source(file=intern(place[0]), line=place[1])


def _place(source: Source) -> tuple[str, int]:
    return source.file, source.line


def _row(shard: Shard) -> dict[str, Any]:
    """A shard as values that JSON can hold."""
    return {
        "inputs": shard.inputs,
        "records": {subject: _place(source) for subject, source in shard.records.items()},
        "kinds": shard.kinds,
        "statuses": [*shard.statuses.items()],
        "gathered": shard.gathered.row(),
        "triples": shard.triples,
        "tally": tally_row(shard.tally),
        "pieces": shard.pieces,
        "prefixes": shard.prefixes,
        "sizes": shard.sizes,
        "skipped": [
            (_place(e.source), (e.reason, e.remedy), e.record, e.field) for e in shard.skipped
        ],
        "notices": [
            (_place(notice.source), _said(notice, "record field code message severity"))
            for notice in shard.notices
        ],
        "results": [
            (
                _place(result.source) if result.source else None,
                str(result.value) if result.value is not None else None,
                _said(result, "severity shape component message focus path"),
            )
            for result in shard.results
        ],
    }


def _said(value: Any, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}
