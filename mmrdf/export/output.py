"""Converted records in, files out: written aside, and put in their place when all went well."""

import hashlib
import heapq
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import chain, groupby, islice, repeat
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from mmrdf import identifiers, mappers, serialize
from mmrdf.errors import ExportError, ReadError
from mmrdf.export.convert import CORE, Converted, Options, Piece, twice
from mmrdf.export.dataset import LINKS, described
from mmrdf.export.layer import Layer
from mmrdf.export.plan import Plan
from mmrdf.export.revisions import Survey
from mmrdf.export.shared import Node
from mmrdf.export.summary import Summary
from mmrdf.records import Notice, Source
from mmrdf.resolve.lexicon import opened
from mmrdf.serialize import FORMATS, Format
from mmrdf.validate import Report, Result, merged, validate
from mmrdf.vocab import PREFIXES, rdf

#: Names of what an export writes, in its folder; each layer has a file of its own name.
RECORDS, REPORT = "records", "report"

#: Which file in ``records`` is that of which record; also, which files there are ours.
INDEX = "index.tsv"

#: Nodes in a piece of the part behind the records.
SHARED = 250

# Characters of a record's own file name; file systems take 255 bytes.
_LONGEST_NAME = 150


class Output:
    """What an export gathers from its chunks, in their order."""

    def __init__(
        self, staging: Path, rows: Sequence[Format], options: Options, streams: ExitStack
    ) -> None:
        self.staging = staging
        self.options = options
        aside = Path(streams.enter_context(tempfile.TemporaryDirectory(prefix="mmrdf-")))
        self.layers = {name: Layer(name, staging, aside, rows, streams) for name in options.layers}
        self.skipped: list[ReadError] = []
        self.told: set[str] = set()
        self.records: dict[str, Source] = {}
        self.kinds: Counter[str] = Counter()
        self.statuses: Counter[tuple[str, str, str]] = Counter()
        self.organisms: Counter[tuple[str, str]] = Counter()
        self.links: Counter[NamedNode] = Counter()
        self.notices: list[Notice] = []
        self.found: dict[str, list[Result]] = {}

    def take(self, chunk: Converted) -> None:
        """Write a chunk's records, except those that an earlier chunk has written."""
        for error in chunk.skipped:  # a table that all figures share is at fault only once
            if str(error) not in self.told:
                self.told.add(str(error))
                self.skipped.append(error)
        kept: set[str] = set()
        refused: set[str] = set()
        for piece in chunk.pieces:
            nodes = {node.value for node in (*piece.own, *piece.linked)}
            if piece.subject in self.records:
                error = twice(piece, self.records[piece.subject])
                if self.options.fail:
                    raise error
                self.skipped.append(error)
                refused |= nodes
            else:
                self._add(piece)
                kept |= nodes
        for result in chunk.report.results:
            if result.focus in kept or result.focus not in refused:
                self.found.setdefault(result.focus, []).append(result)

    def _add(self, piece: Piece) -> None:
        self.records[piece.subject] = piece.source
        self.kinds[piece.kind] += 1
        self.statuses += piece.statuses
        if piece.organism:
            self.organisms[piece.organism] += 1
        self.notices += piece.notices
        for name, part in piece.parts.items():
            self.layers[name].add(part, piece)
        if piece.files:
            self._write_own_files(piece)

    def _write_own_files(self, piece: Piece) -> None:
        folder, name = self.staging / RECORDS, file_name(piece.subject)
        folder.mkdir(exist_ok=True)
        for ending, content in piece.files.items():
            (folder / f"{name}.{ending}").write_bytes(content)
        with (folder / INDEX).open("a", encoding="utf-8") as index:
            index.writelines(f"{name}.{ending}\t{piece.subject}\n" for ending in piece.files)

    def finished(self, folder: Path, plan: Plan, survey: Survey) -> Summary:
        """Write the shared nodes and the report; say what was done."""
        if not self.records:
            gone = "all records are deleted" if survey.deleted else "no record could be read"
            reason = f"{gone}, so nothing was written"
            raise ExportError(reason, tuple(self.skipped))
        self._write_shared()
        for layer in self.layers.values():
            if layer.name == CORE:
                self._write_dataset(layer)
            layer.close()
        report = merged(map(_report, self.found.values())) if self.options.check else None
        if report:
            serialize.write(report.triples(), self.staging / f"{REPORT}.ttl")
        summary = Summary(
            inputs=len(plan.files),
            options=self.options,
            records=self.kinds,
            triples={name: layer.triples for name, layer in self.layers.items()},
            files=tuple(folder / name for name in sorted(_names(self.options))),
            skipped=tuple(sorted(self.skipped, key=lambda error: (error.source.file, str(error)))),
            left=tuple(plan.left),
            superseded=survey.superseded,
            deleted=survey.deleted,
            notices=tuple(self.notices),
            organisms=self.organisms,
            statuses=self.statuses,
            report=report,
        )
        text = json.dumps(summary.as_dict(), ensure_ascii=False, indent=2) + "\n"
        (self.staging / f"{REPORT}.json").write_text(text, encoding="utf-8")
        return summary

    def _write_shared(self) -> None:
        """Write the nodes that were set aside; judge those of which records say different things.

        The others were judged with a record that describes them. A node that is in several layers
        is judged by what all of them say.
        """
        tagged = [zip(layer.shared, repeat(layer)) for layer in self.layers.values()]
        by_subject = groupby(heapq.merge(*tagged, key=_subject), key=_subject)
        while batch := list(chain.from_iterable(list(n) for _, n in islice(by_subject, SHARED))):
            if self.options.check:
                layers = Counter(node.subject for node, _ in batch)
                differing = {n.subject for n, _ in batch if n.differs or layers[n.subject] > 1}
                self._judge([node for node, _ in batch if node.subject in differing])
            for layer in self.layers.values():
                triples = [t for node, its in batch if its is layer for t in node.grouped()]
                self.links.update(t.predicate for t in triples if t.predicate in LINKS)
                layer.write(triples, nested=False)

    def _judge(self, nodes: list[Node]) -> None:
        """Judge nodes by all that is said of them; of what they point at, the classes suffice."""
        sources: dict[str, Source] = {}
        for node in nodes:
            sources.setdefault(node.subject.value, node.source)
        triples = {triple for node in nodes for triple in node.triples}
        triples |= {
            Triple(linked, rdf.type, kind)
            for node in nodes
            for linked, kinds in node.linked.items()
            if linked.value not in sources
            for kind in kinds
        }
        for focus in sources:
            self.found.pop(focus, None)
        if nodes:
            engine = self.options.engine
            report = validate(triples, sources=sources, about=sources, engine=engine)
            for result in report.results:
                self.found.setdefault(result.focus, []).append(result)

    def _write_dataset(self, core: Layer) -> None:
        """Write what is said of the export as a whole, last, since it counts."""
        record = described(
            date=self.options.date,
            policy=self.options.policy,
            kinds=self.kinds,
            triples=core.triples,
            links=self.links,
            lexicon=opened(self.options.lexicon),
        )
        total = core.triples + sum(1 for _ in mappers.triples(record))
        triples = list(mappers.triples(replace(record, triples=total)))
        if self.options.check:
            self.found[""] = list(validate(triples, engine=self.options.engine).results)
        core.write(triples, nested=True)


def _subject(pair: tuple[Node, Layer]) -> str:
    return str(pair[0].subject)


def _report(results: list[Result]) -> Report:
    return Report(results=tuple(results))


@contextmanager
def staged(folder: Path, options: Options) -> Iterator[Path]:
    """A hidden folder inside the output folder, gone at the end whatever happens.

    Raises:
        ExportError: if the folder cannot be written, or files of other people would be lost.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _foreign(folder, options):
            reason = f"{path} was not made by mmrdf; name another folder for the output"
            raise ExportError(reason)
        with tempfile.TemporaryDirectory(prefix=".mmrdf-", dir=folder) as staging:
            yield Path(staging)
    except OSError as error:
        reason = f"{folder} cannot be written ({error.strerror or error})"
        raise ExportError(reason) from error
    finally:
        if made:
            with suppress(OSError):  # it is not empty: all went well
                folder.rmdir()


def _names(options: Options) -> set[str]:
    """What an export makes, by name."""
    names = {
        f"{layer}.{FORMATS[name].extension}" for layer in options.layers for name in options.formats
    }
    names |= {f"{REPORT}.json"} | ({f"{REPORT}.ttl"} if options.check else set())
    return names | ({RECORDS} if options.per_record else set())


def _former(folder: Path) -> set[str]:
    """What the export before this one made, by its own report."""
    try:
        report = json.loads((folder / f"{REPORT}.json").read_bytes())
        made = set(report["files"]) if "mmrdf" in report else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()
    possible = _names(Options(formats=tuple(FORMATS), per_record=True, check=True))
    return made & possible


def _foreign(folder: Path, options: Options) -> Iterator[Path]:
    """Files that this export would overwrite or take away, though none has made them."""
    former = _former(folder)
    for name in sorted(_names(options) - former):
        if (folder / name).exists():
            yield folder / name
    if RECORDS in former and (folder / RECORDS).is_dir():
        records = folder / RECORDS
        index = (records / INDEX).read_text(encoding="utf-8") if (records / INDEX).exists() else ""
        ours = {INDEX, *(line.partition("\t")[0] for line in index.splitlines())}
        yield from (path for path in sorted(records.iterdir()) if path.name not in ours)


def publish(staging: Path, folder: Path) -> None:
    """Put the new files in the place of the old ones, and take away what was not made again.

    The old ones are put back if a new one cannot take its place.

    Raises:
        OSError: if a file cannot be moved.
    """
    made = sorted(path.name for path in staging.iterdir())
    former = sorted(name for name in _former(folder) if (folder / name).exists())
    retired = staging / "retired"
    retired.mkdir()
    moves = [(folder / name, retired / name) for name in former]
    moves += [(staging / name, folder / name) for name in made]
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            old.rename(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        raise


def file_name(subject: str) -> str:
    """A file name made of a record's IRI: letters, digits, dots, hyphens, underscores.

    A figure is called by its figid, an article by its identifier (``doi_10.1000_x``). Where two
    IRIs could meet in one name, or it would be too long, a digest of the IRI is added.
    """
    figid = subject.removeprefix(PREFIXES["pfocr"]).removesuffix(".html")
    if identifiers.PATTERNS["pfocr"].fullmatch(figid) and len(figid) <= _LONGEST_NAME:
        return figid
    path = re.sub(r"^https?://", "", subject)
    for prefix in ("doi", "pmc", "pubmed"):
        if subject.startswith(PREFIXES[prefix]):
            path = f"{prefix}/{subject.removeprefix(PREFIXES[prefix])}"
    name = re.sub(r"[^A-Za-z0-9.-]", "_", path)[:_LONGEST_NAME]
    if re.fullmatch(r"[a-z]+(?:/[A-Za-z0-9.-]+){1,2}", path) and len(path) <= _LONGEST_NAME:
        return name
    return f"{name}-{hashlib.sha256(subject.encode()).hexdigest()[:8]}"
