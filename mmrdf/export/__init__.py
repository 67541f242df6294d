"""Inputs in, an output folder out: the only place that connects reading with all the rest.

The inputs are listed in one order and cut into chunks (``plan``), each chunk is converted by
itself (``convert``), so that chunks can be converted anywhere, and the pieces are put together
(``output``). Records are written as they come; nodes that several records may describe (articles,
journals, organisms) are set aside and written once, sorted, after the last record.
"""

import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from mmrdf import iris, serialize
from mmrdf.errors import ExportError
from mmrdf.export import nodes, shard
from mmrdf.export.arguments import check_options, faults, known_layers, release_date
from mmrdf.export.convert import Options
from mmrdf.export.journal import digest, journal
from mmrdf.export.output import Output
from mmrdf.export.papers import PaperIndex
from mmrdf.export.plan import Input, Plan, chunks, planned, settled
from mmrdf.export.pool import Pool, cores
from mmrdf.export.publish import REPORT, check_foreign, publish
from mmrdf.export.release import normalize
from mmrdf.export.revisions import surveyed
from mmrdf.export.shard import Shard, Task
from mmrdf.export.summary import Summary
from mmrdf.mappers import LAYERS
from mmrdf.records import Release
from mmrdf.resolve import Policy
from mmrdf.resolve import id_map as id_maps
from mmrdf.serialize import jsonld
from mmrdf.serialize.compress import Compression
from mmrdf.validate import Engine
from mmrdf.vocab import PREFIXES

__all__ = ["REPORT", "Compression", "Progress", "Summary", "export"]

# Under so many files, or bytes of so many records, more than one process is not worth its start.
FEW, RECORD = 300, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an export is: files done, all files, records found so far."""

    files: int
    of: int
    records: int


def export(  # noqa: PLR0913 (all but two are keywords)
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    formats: str | Sequence[str] = ("turtle", "json-ld"),
    layers: str | Sequence[str] = tuple(LAYERS),
    policy: Policy = "strict",
    lexicon: str | Path | None = None,
    id_map: str | Path | None = None,
    source_version: str | None = None,
    evidence_model: str | Path | None = None,
    threshold: float = 0.9,
    decisions: str | Path | None = None,
    date: str | None = None,
    release: Release | None = None,
    per_record: bool = False,
    context: str = jsonld.PRUNED,
    check: bool = True,
    engine: Engine = "pyshacl",
    on_error: Literal["skip", "fail"] = "skip",
    base: str = PREFIXES["mmrdf"],
    jobs: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
    compress: Compression | None = None,
    split: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Turn files into RDF: ``<layer>.<ending>`` for each format, a report, a manifest.

    The same inputs give the same bytes, in whichever order they are named and on however many
    processes. The folder's former output is replaced at the very end, and only if all went well. An
    export that was interrupted goes on where it was when it is run again, and one that is run again
    on other inputs does only what these have changed; the folder ``.mmrdf`` holds what it needs.

    Args:
        inputs: one or several of: a file, a folder (walked, without hidden files), or ``-`` for
            standard input.
        out: the folder to write to; made if it is not there.
        formats: names of ``mmrdf.serialize.FORMATS`` or files' endings.
        layers: ``core`` for what is stated, ``evidence`` for what each word may be and why.
        policy: ``strict`` states what the evidence supports, ``recorded`` every identifier that
            the source records for a word.
        lexicon: a file that ``mmrdf lexicon build`` has made; the shipped lexicon by default.
        id_map: NLM's table PMC-ids.csv, plain or gzipped: papers that are named by a DOI or PMCID
            get their PMID.
        source_version: the commit or tag of PFOCR's database that the figures are of, so that each
            record says from which file it was derived.
        evidence_model: a table of how often such cases were found to be right; the shipped one by
            default.
        threshold: the confidence from which on something is stated, between 0 and 1.
        decisions: a file of what people have decided about single figures, which goes before all
            else.
        date: the date of the release, as ``2026``, ``2026-11`` or ``2026-11-22``, for the
            description of the data set; no clock is read. It goes before that of ``release``.
        release: what a publisher says of the release: title, creators, licence, version, address.
            What it does not say is not described.
        per_record: also write ``records/<name>.ttl`` and ``.jsonld`` for each record.
        context: how these JSON-LD files have their context: ``pruned``, only the terms that a file
            uses, with datatypes, so that dates are plain strings; ``inline``, all terms; or the
            address of a published context: then the files refer to it, and ``context.jsonld``
            is what is to be published there.
        check: validate with SHACL.
        engine: which SHACL engine looks first: ``fast`` is an extra, ``mmrdf[fast]``; what it finds
            to be wrong is judged by pySHACL.
        on_error: leave out what cannot be read, or stop at the first of it and write nothing.
        base: the IRI under which nodes of our own are minted; ends in a slash.
        jobs: the number of processes; by default 1 for few records, else one for each core.
        executor: where to work in place of processes of our own; its workers must see the files of
            the inputs and of ``out``.
        fresh: do all again, whatever an earlier export into the folder has left.
        compress: ``gz`` or ``zst``, which is an extra, ``mmrdf[zst]``.
        split: begin another file after so many megabytes, as they are written: ``core-0001.ttl``.
        progress: called with how far the export is, every second or so.

    Raises:
        ReadError: at the first unreadable record, if ``on_error`` is ``fail``.
        ExportError: if no record can be read at all, the folder cannot be written, or it holds
            a file of an output's name that no export has made.
        LexiconError: if ``lexicon`` is no lexicon.
        IdMapError: if ``id_map`` is no such table.
        EvidenceModelError: if ``evidence_model`` is no such table, or the threshold is none.
        DecisionsError: if ``decisions`` is no such file.
        MmrdfError: if the engine is not installed.
        WorkerError: if worker processes die at the same files again and again.
        FormatError: if a format, layer or context is unknown, or the date is none.
        ReleaseError: if a name or an address of the release cannot be used.
        TermError: if ``base`` is no IRI.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     summary = export(["seeds"], folder, formats=["turtle"])
    ...     dict(summary.records), [path.name for path in summary.files]
    ({'figure': 3, 'article': 2}, ['core.ttl', 'dataset.jsonld', \
'dataset.ttl', 'evidence.ttl', 'manifest.json', 'report.json', \
'report.ttl', 'review.tsv', 'vocab.ttl', 'wikipathways.ttl'])
    """
    formats, layers = ([it] if isinstance(it, str) else it for it in (formats, layers))
    rows = tuple(dict.fromkeys(map(serialize.named, formats)))
    if release:
        release = normalize(release)
    if date is not None:
        release = replace(release or Release(), date=release_date(date))
    options = Options(
        formats=tuple(row.name for row in rows),
        layers=known_layers(layers),
        policy=policy,
        lexicon=Path(lexicon) if lexicon else None,
        id_map=Path(id_map) if id_map else None,
        source_version=source_version,
        evidence_model=Path(evidence_model) if evidence_model else None,
        threshold=threshold,
        decisions=Path(decisions) if decisions else None,
        release=release,
        per_record=per_record,
        context=context,
        check=check,
        engine=engine,
        fail=on_error == "fail",
        base=base,
        compress=compress,
    )
    check_options(options, jobs, split)
    folder = Path(out)
    plan = planned([inputs] if isinstance(inputs, str | Path) else inputs, folder)
    if options.fail and (faulty := [*plan.faults, *faults(options)]):
        raise faulty[0]
    with iris.minted_under(base), journal(folder, options, fresh=fresh) as work:
        with ExitStack() as streams:
            output = Output(work, options, split, streams)
            run = _Run(plan, output, progress)
            pool = streams.enter_context(Pool(_jobs(plan, jobs), executor, run.tick))
            summary = run.summary(pool)
        check_foreign(folder, options)  # again: it may have taken hours
        publish(work.staging, folder)
        run.leave()
    return summary


class _Run:
    """One export on its way from the plan to the files that are ready to be published."""

    def __init__(
        self, plan: Plan, output: Output, progress: Callable[[Progress], None] | None
    ) -> None:
        self.plan = plan
        self.output = output
        self.options = output.options
        self.work = output.journal
        self.version = digest(self.options)
        self.progress = progress or (lambda _: None)
        self.done = 0
        self.papers = self.work.staging / "papers.sqlite"

    def tick(self) -> None:
        """Tell how far it is."""
        of, records = len(self.plan.files), len(self.output.records)
        self.progress(Progress(files=self.done, of=of, records=records))

    def summary(self, pool: Pool) -> Summary:
        """Write all files into the staging folder."""
        copies = self.work.staging / "copies"
        copies.mkdir()
        table = id_maps.opened(self.options.id_map) if self.options.id_map else None
        survey = surveyed(settled(self.plan.files, copies), PaperIndex(self.papers), table, pool)
        if survey.faults and self.options.fail:
            raise survey.faults[0]
        output = self.output
        output.skipped += [*self.plan.faults, *faults(self.options), *survey.faults]
        self.done = len(survey.faults)
        tasks = [self._task(chunk) for chunk in chunks(survey.files)]
        for task, name in zip(tasks, pool.ordered(shard.make, tasks), strict=True):
            output.take(self._settled(pool, task, name))
            self.done += len(task.chunk)
            self.tick()
        output.check_records(survey)
        merging = self.work.staging / "merging"
        merging.mkdir()
        lines = nodes.merged(output.runs, merging, pool)
        for written in pool.ordered(nodes.write, nodes.batches(lines, self.options)):
            output.take_nodes(written)
        shutil.rmtree(copies)
        shutil.rmtree(merging)
        self.papers.unlink()
        return output.finished(self.work.out, self.plan, survey)

    def _task(self, chunk: Sequence[Input]) -> Task:
        return Task(
            chunk=tuple(chunk),
            options=self.options,
            folder=self.work.shards,
            version=self.version,
            papers=self.papers,
        )

    def _settled(self, pool: Pool, task: Task, name: str) -> Shard:
        """A shard that is whole and has no record of those before it; made again if need be."""
        made = self._whole(pool, task, name)
        known = [(it, self.output.records[it]) for it in made.records if it in self.output.records]
        if known:
            self.output.pass_over(made)
            task = replace(task, without=tuple(known))
            made = self._whole(pool, task, pool.one(shard.make, task))
        return made

    def _whole(self, pool: Pool, task: Task, name: str) -> Shard:
        """A shard of which nothing is missing or damaged; if need be it is made again."""
        made = shard.read(task.folder / name)
        if made is None or not self.work.is_whole(made):
            shutil.rmtree(task.folder / name, ignore_errors=True)
            made = shard.read(task.folder / pool.one(shard.make, task))
        if made is None:
            reason = f"{task.folder / name} cannot be read"
            raise ExportError(reason)
        return made

    def leave(self) -> None:
        """Keep for the next export what it may use, if it would save work and can be kept."""
        if len(self.output.places) > 1:
            files = [file.name for graph in self.output.graphs for file in graph.written]
            with suppress(OSError):
                self.work.keep(files, self.output.places)
                return
        self.work.drop()


def _jobs(plan: Plan, wanted: int | None) -> int:
    """One process for a few records, all cores for more than some hundred; no idle ones.

    A worker of somebody's ``multiprocessing.Pool`` must not have processes of its own.
    """
    if multiprocessing.current_process().daemon:
        return 1
    is_small = len(plan.files) < FEW and sum(file.size for file in plan.files) < FEW * RECORD
    jobs = wanted or (1 if is_small else cores())
    return min(jobs, max(1, sum(1 for _ in chunks(plan.files))))
