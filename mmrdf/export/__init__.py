"""Inputs in, an output folder out: the only place that connects reading with all the rest.

The inputs are listed in one order and cut into chunks (``plan``), each chunk is converted by
itself (``convert``), so that chunks can be converted anywhere, and the pieces are put together
(``output``). Records are written as they come; nodes that several records may describe (articles,
journals, organisms) are set aside and written once, sorted, after the last record.
"""

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from mmrdf import iris, serialize
from mmrdf.errors import FormatError
from mmrdf.export.convert import CORE, Options, convert
from mmrdf.export.output import REPORT, Output, publish, staged
from mmrdf.export.plan import chunks, planned, settled
from mmrdf.export.revisions import surveyed
from mmrdf.export.summary import Summary
from mmrdf.mappers import LAYERS
from mmrdf.records import Date
from mmrdf.resolve import Policy
from mmrdf.resolve import id_map as id_maps
from mmrdf.resolve.lexicon import opened
from mmrdf.validate import Engine, fast
from mmrdf.vocab import PREFIXES

__all__ = ["REPORT", "Summary", "export"]


def export(  # noqa: PLR0913 (all but two are keywords)
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    formats: Sequence[str] = ("turtle", "json-ld"),
    layers: Sequence[str] = tuple(LAYERS),
    policy: Policy = "strict",
    lexicon: str | Path | None = None,
    id_map: str | Path | None = None,
    date: str | None = None,
    per_record: bool = False,
    check: bool = True,
    engine: Engine = "pyshacl",
    on_error: Literal["skip", "fail"] = "skip",
    base: str = PREFIXES["mmrdf"],
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Turn files into RDF: ``<layer>.<ending>`` for each format, ``report.json``, ``report.ttl``.

    The same inputs give the same bytes, in whichever order they are named. The folder's former
    output is replaced at the very end, and only if all went well.

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
        date: the date of the release, as ``2026``, ``2026-11`` or ``2026-11-22``, for the
            description of the data set; no clock is read.
        per_record: also write ``records/<name>.ttl`` and ``.jsonld`` for each record.
        check: validate with SHACL.
        engine: which SHACL engine looks first: ``fast`` is an extra, ``mmrdf[fast]``; what it finds
            to be wrong is judged by pySHACL.
        on_error: leave out what cannot be read, or stop at the first of it and write nothing.
        base: the IRI under which nodes of our own are minted; ends in a slash.
        progress: called with the number of files done and of all files.

    Raises:
        ReadError: at the first unreadable record, if ``on_error`` is ``fail``.
        ExportError: if no record can be read at all, the folder cannot be written, or it holds
            a file of an output's name that no export has made.
        LexiconError: if ``lexicon`` is no lexicon.
        IdMapError: if ``id_map`` is no such table.
        MmrdfError: if the engine is not installed.
        FormatError: if a format or layer is unknown, or the date is none.
        TermError: if ``base`` is no IRI.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     summary = export(["seeds"], folder, formats=["turtle"])
    ...     dict(summary.records), [path.name for path in summary.files]
    ({'figure': 3, 'article': 2}, ['core.ttl', 'evidence.ttl', 'report.json', 'report.ttl'])
    """
    rows = tuple(dict.fromkeys(map(serialize.named, formats)))
    if date is not None and CORE not in layers:
        reason = "a date belongs to the core, which is not written"
        raise FormatError(reason)
    options = Options(
        formats=tuple(row.name for row in rows),
        layers=_known(layers),
        policy=policy,
        lexicon=Path(lexicon) if lexicon else None,
        id_map=Path(id_map) if id_map else None,
        date=_date(date),
        per_record=per_record,
        check=check,
        engine=engine,
        fail=on_error == "fail",
        base=base,
    )
    if check and engine == "fast":
        fast.load()  # an engine that is not installed is missed before any work
    opened(options.lexicon)  # a file that is no lexicon is refused before any work
    if options.id_map:
        id_maps.opened(options.id_map)  # and so is a file that is no such table
    folder = Path(out)
    plan = planned([inputs] if isinstance(inputs, str | Path) else inputs, folder)
    if plan.faults and options.fail:
        raise plan.faults[0]
    with iris.minted_under(base), staged(folder, options) as staging, ExitStack() as streams:
        copies = streams.enter_context(tempfile.TemporaryDirectory(prefix="mmrdf-"))
        survey = surveyed(settled(plan.files, Path(copies)))
        if survey.faults and options.fail:
            raise survey.faults[0]
        output = Output(staging, rows, options, streams)
        output.skipped += [*plan.faults, *survey.faults]
        done = len(survey.faults)
        for chunk in chunks(survey.files):
            for converted in convert(chunk, options):
                output.take(converted)
            done += len(chunk)
            if progress:
                progress(done, len(plan.files))
        summary = output.finished(folder, plan, survey)
        publish(staging, folder)
    return summary


def _known(layers: Sequence[str]) -> tuple[str, ...]:
    """The layers in their own order."""
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown or not layers:
        named = repr(unknown[0]) if unknown else "none"
        reason = f"no such layer: {named}; the layers are {', '.join(LAYERS)}"
        raise FormatError(reason)
    return tuple(layer for layer in LAYERS if layer in layers)


def _date(text: str | None) -> Date | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", text):
        raise FormatError(f"{text!r} is no date; write it as 2026, 2026-11 or 2026-11-22")
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError as error:
        raise FormatError(f"{text!r} is no date ({error})") from error
    return Date(start=text)
