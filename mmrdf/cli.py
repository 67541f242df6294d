"""Arguments in, exit code out: 0 done, 1 shapes violated, 2 bad input or usage."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer
from pyoxigraph import NamedNode, Triple
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from mmrdf import serialize
from mmrdf.errors import ExportError, FormatError, MmrdfError
from mmrdf.export import REPORT, Summary, export
from mmrdf.mappers import LAYERS, MAPPERS, Mapper
from mmrdf.mappers.rules import rows
from mmrdf.readers import printable
from mmrdf.records import Source
from mmrdf.serialize import FORMATS
from mmrdf.validate import SEVERITIES, Report, validate
from mmrdf.vocab import PREFIXES

VIOLATED, BAD_INPUT = 1, 2

_TABLES = {record.__name__.lower(): mapper for record, mapper in MAPPERS.items()}

# The classes that the shapes look at.
_KINDS = {kind for mapper in MAPPERS.values() for kind in mapper.types}

# What the two severities of a notice are called.
_SEVERITIES = {"Warning": "doubt", "Info": "note"}

# Faults that are printed one by one; report.json lists them all.
_SHOWN = 20

app = typer.Typer(
    help="Pathway figures and papers as RDF: export, validate, and look at the mapping.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class _Terminal(Console):
    """A console that prints data as it is: no markup, no folding, no orders to the terminal."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)
        if not self.is_terminal:
            self.width = 200

    def on_broken_pipe(self) -> None:
        """Whoever read has gone: stop without a word."""
        self.quiet = True
        _drop_output()
        raise SystemExit(BAD_INPUT)


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _shown(text: str) -> str:
    """The text with everything escaped that is no letter, mark or blank: it may be data."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn a fault into one line on standard error and exit code 2."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _Terminal().on_broken_pipe()
    except (MmrdfError, OSError) as error:
        if isinstance(error, ExportError):
            _print_faults([f"skipped: {fault}" for fault in error.skipped])
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
        _Terminal(stderr=True).print(f"mmrdf: {_shown(str(error))}")
        raise typer.Exit(BAD_INPUT) from error


@app.callback(invoke_without_command=True)
@_faults()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.")
    ] = False,
) -> None:
    if show_version:
        print(f"mmrdf {version('mmrdf')}", flush=True)  # noqa: T201
        raise typer.Exit


@app.command("export")
@_faults()
def export_command(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write to.")
    ],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="F",
            help="A format of 'mmrdf formats'; may be given again. Turtle and JSON-LD by default.",
        ),
    ] = None,
    layers: Annotated[
        str,
        typer.Option(metavar="L,L", help="What to write: core (the facts), evidence (the words)."),
    ] = ",".join(LAYERS),
    policy: Annotated[
        Literal["strict", "recorded"],
        typer.Option("--assert", help="State what the evidence supports, or all that is recorded."),
    ] = "strict",
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The date of the release, for the data set's own record."
        ),
    ] = None,
    per_record: Annotated[
        bool,
        typer.Option("--per-record", help="Also write a Turtle and a JSON-LD file per record."),
    ] = False,
    no_validate: Annotated[
        bool, typer.Option("--no-validate", help="Do not check the graph with the SHACL shapes.")
    ] = False,
    on_error: Annotated[
        Literal["skip", "fail"],
        typer.Option(help="Leave out what cannot be read, or stop there and write nothing."),
    ] = "skip",
    base: Annotated[
        str,
        typer.Option(metavar="IRI", help="Where IRIs of our own are minted; ends in a slash."),
    ] = PREFIXES["mmrdf"],
) -> None:
    """Turn PFOCR figures and PubMed pages into validated RDF."""
    with _progress() as progress:
        summary = export(
            inputs,
            out,
            formats=formats or ("turtle", "json-ld"),
            layers=[layer.strip() for layer in layers.split(",")],
            policy=policy,
            date=date,
            per_record=per_record,
            check=not no_validate,
            on_error=on_error,
            base=base,
            progress=progress,
        )
    _print_summary(summary, out)
    if summary.skipped:
        raise typer.Exit(BAD_INPUT)
    if summary.report and not summary.report.conforms:
        raise typer.Exit(VIOLATED)


@app.command("validate")
@_faults()
def validate_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="RDF files, any format.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write report.json and report.ttl there."),
    ] = None,
) -> None:
    """Check RDF files, taken together, with the SHACL shapes."""
    sources: dict[str, Source] = {}
    triples = {triple for file in files for triple in _parsed(file, sources)}
    if _KINDS.isdisjoint(triple.object for triple in triples):
        reason = "no figure and no article in it, so nothing was checked"
        raise FormatError(f"{', '.join(map(printable, files))}: {reason}")
    report = validate(triples, sources=sources)
    if out:
        _write_report(report, files, len(triples), out)
    _print_report(report)
    _Terminal().print(f"{_several(len(triples), 'triple')}; {_counted(report)}")
    if not report.conforms:
        raise typer.Exit(VIOLATED)


@app.command("mapping")
@_faults()
def mapping_command(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="|".join(_TABLES), help="One table; all by default."),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
) -> None:
    """Print which field becomes which RDF property."""
    if kind and kind not in _TABLES:
        reason = f"there is no table {kind!r}; there are {', '.join(_TABLES)}"
        raise typer.BadParameter(reason)
    for name in [kind] if kind else _TABLES:
        _print_mapping(name, _TABLES[name], markdown=markdown)


@app.command("formats")
@_faults()
def formats_command() -> None:
    """Print the RDF formats that can be written."""
    table = Table("format", "ending", "media type")
    for row in FORMATS.values():
        table.add_row(row.name, row.extension, row.media_type)
    _Terminal().print(table)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing in a pipe."""
    console = _Terminal(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("files")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _parsed(file: Path, sources: dict[str, Source]) -> Iterable[Triple]:
    for triple in serialize.parse(file):
        if isinstance(triple.subject, NamedNode):
            sources.setdefault(triple.subject.value, Source(file=printable(file)))
        yield triple


def _write_report(report: Report, files: list[Path], triples: int, out: Path) -> None:
    """Write the report as ``export`` writes it, with the files that were judged."""
    out.mkdir(parents=True, exist_ok=True)
    judged = {"mmrdf": version("mmrdf"), "judged": [printable(file) for file in files]}
    content = {**judged, "triples": triples, "validation": report.as_dict()}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (out / f"{REPORT}.json").write_text(f"{text}\n", encoding="utf-8")
    serialize.write(report.triples(), out / f"{REPORT}.ttl")


def _print_summary(summary: Summary, out: Path) -> None:
    faults = [f"skipped: {error}" for error in summary.skipped]
    doubts = sorted(summary.notices, key=lambda notice: notice.severity, reverse=True)
    faults += [f"{_SEVERITIES[notice.severity]}: {notice}" for notice in doubts]
    _print_faults(faults, f", all in {out / REPORT}.json")
    if summary.report:
        _print_report(summary.report)
    parts = [_several(count, kind) for kind, count in sorted(summary.records.items())]
    parts += [_several(count, f"{name} triple") for name, count in summary.triples.items()]
    parts += [f"{len(summary.skipped):,} skipped"]
    if summary.left:
        parts.append(f"{_several(len(summary.left), 'other file')} left")
    checked = _counted(summary.report) if summary.report else "not validated"
    _Terminal().print(f"{', '.join(parts)}; {checked}; written to {out}")


def _print_faults(lines: list[str], where: str = "") -> None:
    errors = _Terminal(stderr=True)
    for line in lines[:_SHOWN]:
        errors.print(_shown(line))
    if len(lines) > _SHOWN:
        errors.print(f"... and {len(lines) - _SHOWN:,} more{where}")


def _print_report(report: Report) -> None:
    if not report.results:
        return
    table = Table("severity", "count", "shape", "what it says", "example", show_lines=True)
    for result, count in report.by_shape():
        example = "\n".join(_shown(str(part)) for part in (result.focus, result.source) if part)
        table.add_row(result.severity, f"{count:,}", result.shape_name, result.message, example)
    _Terminal().print(table)


def _counted(report: Report) -> str:
    return ", ".join(_several(report.counts[name], name.lower()) for name in SEVERITIES)


def _several(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _print_mapping(title: str, mapper: Mapper, *, markdown: bool) -> None:
    if markdown:
        lines = [f"| {field} | {name} | {value} |" for field, name, value in rows(mapper)]
        text = "\n".join(["| field | property | value |", "|---|---|---|", *lines])
        print(f"### {title}\n\n{text}\n")  # noqa: T201
        return
    table = Table("field", "property", "value", title=title, title_justify="left")
    for row in rows(mapper):
        table.add_row(*row)
    _Terminal().print(table)
