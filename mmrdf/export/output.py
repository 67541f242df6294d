"""Shards in, an output folder out: the files, the shared nodes behind them, the report."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from mmrdf import identifiers, iris, mappers, serialize
from mmrdf.errors import ExportError, ReadError
from mmrdf.export import shard
from mmrdf.export.citation import citation, crate
from mmrdf.export.convert import Options
from mmrdf.export.dataset import Contents, described
from mmrdf.export.figures import Counts, Yield, write_review
from mmrdf.export.files import GraphFiles, Rows, Written, written
from mmrdf.export.journal import Journal, Place
from mmrdf.export.nodes import WrittenNodes
from mmrdf.export.plan import Plan
from mmrdf.export.publish import (
    CITATION,
    CONTEXT,
    CRATE,
    DATASET,
    DATASET_FORMATS,
    INDEX,
    MANIFEST,
    RECORDS,
    REPORT,
    REVIEW,
    VOCABULARY,
    context_files,
    release_files,
    vocabulary_files,
)
from mmrdf.export.revisions import Survey
from mmrdf.export.shard import Shard
from mmrdf.export.summary import Summary
from mmrdf.export.tally import Key
from mmrdf.graph import n_triples
from mmrdf.mappers.vocabulary import vocabulary
from mmrdf.records import Dataset, Notice, Source
from mmrdf.resolve import decisions
from mmrdf.resolve.lexicon import opened
from mmrdf.serialize import FORMATS, Body, compress, jsonld
from mmrdf.validate import Report, Result, merged, validate_text
from mmrdf.vocab import PREFIXES

# Characters of a record's own file name; file systems take 255 bytes.
_LONGEST_NAME = 150


class Output:
    """What an export gathers from its shards, in their order.

    Args:
        journal: where the shards are, and where to write until all is done.
        options: what was asked for.
        split: after how many megabytes a graph goes on in another file; None for never.
        streams: closes the files if it comes to no end.
    """

    def __init__(
        self, journal: Journal, options: Options, split: int | None, streams: ExitStack
    ) -> None:
        self.journal = journal
        self.options = options
        compressor = compress.named(options.compress)
        self.graphs = [
            GraphFiles(journal.staging, layer, FORMATS[name], compressor, split, streams)
            for layer in options.layers
            for name in options.formats
        ]
        self.runs: list[Path] = []
        self.places: dict[str, dict[str, list[Place]]] = {}
        self.inputs = Rows(journal.staging, streams)
        self.skipped: list[ReadError] = []
        self.told: set[str] = set()
        self.records: dict[str, Source] = {}
        self.kinds: Counter[str] = Counter()
        self.statuses: Counts = Counter()
        self.gathered = Yield()
        self.triples: Counter[str] = Counter()
        self.tally: Counter[Key] = Counter()
        self.notices: list[Notice] = []
        self.found: dict[str, list[Result]] = {}

    def take(self, made: Shard) -> None:
        """Write the records of a shard, of which no earlier shard has any."""
        for error in made.skipped:  # a table that all figures share is at fault only once
            if str(error) not in self.told:
                self.told.add(str(error))
                self.skipped.append(error)
        self.records |= made.records
        for row in made.inputs:
            if row[1] != shard.UNREAD:
                self.inputs.add(row)
        self.kinds += made.kinds
        self.statuses += made.statuses
        self.gathered.add(made.gathered)
        self.triples += made.triples
        self.tally.update(made.tally)
        self.notices += made.notices
        for result in made.results:
            self.found.setdefault(result.focus, []).append(result)
        self.places[made.name] = {
            files.name: [
                files.write(Body(piece, frozenset(prefixes)))
                for piece, prefixes in zip(
                    self.journal.pieces(made, files.name), made.prefixes[files.name], strict=True
                )
            ]
            for files in self.graphs
        }
        folder = self.journal.shards / made.name
        self.runs.append(folder / shard.SHARED)
        if self.options.per_record:
            self._write_records(folder / shard.RECORDS)

    def pass_over(self, made: Shard) -> None:
        """Keep a shard of which another is used, so that it need not be made again."""
        self.places[made.name] = {}

    def _write_records(self, path: Path) -> None:
        """Write the files of single records, and which is that of which."""
        folder = self.journal.staging / RECORDS
        folder.mkdir(exist_ok=True)
        with (
            path.open(encoding="utf-8") as lines,
            (folder / INDEX).open("a", encoding="utf-8") as index,
        ):
            for line in lines:
                subject, ending, content = json.loads(line)
                name = f"{file_name(subject)}.{ending}"
                (folder / name).write_text(content, encoding="utf-8")
                index.write(f"{name}\t{subject}\n")

    def take_nodes(self, nodes: WrittenNodes) -> None:
        """Write nodes that several records describe."""
        self.triples += nodes.triples
        self.tally.update(nodes.tally)
        for focus in nodes.judged:
            self.found.pop(focus, None)
        for result in nodes.results:
            self.found.setdefault(result.focus, []).append(result)
        for files in self.graphs:
            if files.name in nodes.pieces:
                files.write(nodes.pieces[files.name])

    def finished(self, folder: Path, plan: Plan, survey: Survey) -> Summary:
        """Write the description of the data set, the report and the manifest; say what was done."""
        for files in self.graphs:
            files.close()
        self._shift_places()
        record = self._write_dataset()
        report = merged(map(_report, self.found.values())) if self.options.check else None
        graphs = [file for files in self.graphs for file in files.written]
        names = [file.name for file in graphs] + [MANIFEST, f"{REPORT}.json"]
        names += [f"{REPORT}.ttl"] if report else []
        names += [REVIEW] if self.gathered.review else []
        names += vocabulary_files(self.options) + context_files(self.options)
        names += release_files(self.options)
        names += [RECORDS] if self.options.per_record else []
        summary = Summary(
            inputs=len(plan.files),
            options=self.options,
            records=self.kinds,
            triples={layer: self.triples[layer] for layer in self.options.layers},
            files=tuple(folder / name for name in sorted(names)),
            skipped=tuple(sorted(self.skipped, key=lambda error: (error.source.file, str(error)))),
            left=tuple(plan.left),
            superseded=survey.superseded,
            deleted=survey.deleted,
            notices=(*survey.papers.notices, *self.notices),
            papers_of_figures=survey.papers.of_figures,
            papers_without_pmid=survey.papers.without_pmid,
            gathered=self.gathered,
            not_in_input=self._not_in_input(),
            statuses=self.statuses,
            report=report,
        )
        staging = self.journal.staging
        summary.write(staging / f"{REPORT}.json")
        if report:
            serialize.write(report.triples(), staging / f"{REPORT}.ttl")
        if self.gathered.review:
            write_review(self.gathered.review, staging / REVIEW)
        self._write_vocabulary()
        if CITATION in names and self.options.release:
            text = citation(self.options.release, record)
            (staging / CITATION).write_text(text, encoding="utf-8")
        for name in context_files(self.options):
            (staging / name).write_bytes(jsonld.context_file())
        others = [
            written(staging, name)
            for name in names
            if name in {REVIEW, CONTEXT, CITATION}
            or name.startswith((f"{REPORT}.", f"{VOCABULARY}.", f"{DATASET}."))
        ]
        if CRATE in names:
            others.append(self._write_crate(record, [*graphs, *others]))
        summary.write_manifest(
            staging / MANIFEST, self.inputs, [*graphs, *others, *self._records()]
        )
        return summary

    def _shift_places(self) -> None:
        """Count the places of pieces from the beginning of their files, which have heads now."""
        heads = {name: size for files in self.graphs for name, size in files.heads.items()}
        for pieces in self.places.values():
            for name, places in pieces.items():
                pieces[name] = [(file, at + heads[file], size) for file, at, size in places]

    def _write_vocabulary(self) -> None:
        """Write our own terms, which no layer holds."""
        triples = list(vocabulary(version("mmrdf")))
        for name, file in zip(self.options.formats, vocabulary_files(self.options), strict=True):
            serialize.write(triples, self.journal.staging / file, name, layer=VOCABULARY)

    def _not_in_input(self) -> tuple[str, ...]:
        """The figures of the decisions of which there is no record."""
        if not self.options.decisions:
            return ()
        decided = decisions.opened(self.options.decisions, opened(self.options.lexicon))
        here = self.records
        return tuple(sorted(it for it in decided.figids if iris.figure(it).value not in here))

    def _records(self) -> list[Written]:
        folder = self.journal.staging / RECORDS
        paths = sorted(folder.iterdir()) if folder.exists() else []
        return [written(self.journal.staging, f"{RECORDS}/{path.name}") for path in paths]

    def check_records(self, survey: Survey) -> None:
        """See that there is anything to write.

        Raises:
            ExportError: if there is no record at all.
        """
        if not self.records:
            gone = "all records are deleted" if survey.deleted else "no record could be read"
            reason = f"{gone}, so nothing was written"
            raise ExportError(reason, tuple(self.skipped))

    def _write_dataset(self) -> Dataset:
        """Write what is said of the export as a whole, which counts the files; give it back."""
        options = self.options
        contents = Contents(
            policy=options.policy,
            kinds=self.kinds,
            triples={layer: self.triples[layer] for layer in options.layers},
            tally=self.tally,
            example=next(iter(self.records)),
            files=[(it.layer, it.row, file) for it in self.graphs for file in it.written],
            compression=compress.named(options.compress).media_type,
            lexicon=opened(options.lexicon),
            version=version("mmrdf"),
        )
        record = described(contents, options.release)
        nodes = [node for node, _ in mappers.nodes(record, DATASET)]
        if options.check:
            report = validate_text(n_triples(nodes), engine=options.engine)
            self.found[""] = list(report.results)
        for row in (FORMATS[name] for name in DATASET_FORMATS):
            # by itself, so that a page can hold it: a context of what is used, dates as strings
            content = jsonld.document(nodes) if row.nested else row.document(nodes, DATASET)
            (self.journal.staging / f"{DATASET}.{row.extension}").write_bytes(content)
        return record

    def _write_crate(self, record: Dataset, files: list[Written]) -> Written:
        """Write the crate, which lists all files but itself and the manifest, which lists it."""
        media_types = {file.name: file.media_type for file in record.distributions}
        others = [MANIFEST] + ([f"{RECORDS}/"] if self.options.per_record else [])
        text = crate(record, sorted(files, key=lambda it: it.name), media_types, others)
        (self.journal.staging / CRATE).write_text(text, encoding="utf-8")
        return written(self.journal.staging, CRATE)


def _report(results: Iterable[Result]) -> Report:
    return Report(results=tuple(results))


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
