"""Arguments in, exit code out.

0 done, 1 shapes violated, 2 bad input or usage; of a triple store: 3 nothing answers, 4 it refuses,
5 it holds something else than it was given; 130 interrupted.
"""

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

import typer
from pyoxigraph import NamedNode, Triple
from rich.table import Table

from mmrdf import serialize
from mmrdf.cli.lexicon import app as lexicon_app
from mmrdf.cli.progress import shown_progress
from mmrdf.cli.stores import load_command, query_command
from mmrdf.cli.terminal import BAD_INPUT, VIOLATED, Terminal, faults, print_faults, several, shown
from mmrdf.errors import FormatError
from mmrdf.export import REPORT, Compression, Summary, export
from mmrdf.mappers import LAYERS, MAPPERS, Mapper
from mmrdf.mappers.rules import rows
from mmrdf.readers import printable
from mmrdf.records import Source
from mmrdf.serialize import FORMATS
from mmrdf.validate import SEVERITIES, Engine, Report, validate
from mmrdf.vocab import PREFIXES

_TABLES = {record.__name__.lower(): mapper for record, mapper in MAPPERS.items()}

# The classes that the shapes look at.
_KINDS = {kind for mapper in MAPPERS.values() for kind in mapper.types}

# What the two severities of a notice are called.
_SEVERITIES = {"Warning": "doubt", "Info": "note"}

app = typer.Typer(
    help="Pathway figures and papers as RDF: export, validate, load, query; and the mapping.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(lexicon_app, name="lexicon")
app.command("load")(load_command)
app.command("query")(query_command)


@app.callback(invoke_without_command=True)
@faults()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.")
    ] = False,
) -> None:
    if show_version:
        print(f"mmrdf {version('mmrdf')}", flush=True)  # noqa: T201
        raise typer.Exit


@app.command("export")
@faults()
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
    lexicon: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Names from a file of 'mmrdf lexicon build'."),
    ] = None,
    id_map: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="NLM's PMC-ids.csv: papers named by DOI or PMCID get their PMID.",
        ),
    ] = None,
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
    engine: Annotated[
        Engine, typer.Option(help="The SHACL engine that looks first; 'fast' is an extra.")
    ] = "pyshacl",
    on_error: Annotated[
        Literal["skip", "fail"],
        typer.Option(help="Leave out what cannot be read, or stop there and write nothing."),
    ] = "skip",
    base: Annotated[
        str,
        typer.Option(metavar="IRI", help="Where IRIs of our own are minted; ends in a slash."),
    ] = PREFIXES["mmrdf"],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", help="Processes; by default one per core for many records."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Use nothing that an earlier export has left.")
    ] = False,
    compress: Annotated[
        Compression | None, typer.Option(help="Compress the graphs; 'zst' is an extra.")
    ] = None,
    split: Annotated[
        int | None,
        typer.Option(metavar="MB", help="Begin another file after so many megabytes."),
    ] = None,
) -> None:
    """Turn PFOCR figures and PubMed pages into validated RDF."""
    with shown_progress() as progress:
        summary = export(
            inputs,
            out,
            formats=formats or ("turtle", "json-ld"),
            layers=[layer.strip() for layer in layers.split(",")],
            policy=policy,
            lexicon=lexicon,
            id_map=id_map,
            date=date,
            per_record=per_record,
            check=not no_validate,
            engine=engine,
            on_error=on_error,
            base=base,
            jobs=jobs,
            fresh=fresh,
            compress=compress,
            split=split,
            progress=progress,
        )
    _print_summary(summary, out)
    if summary.skipped:
        raise typer.Exit(BAD_INPUT)
    if summary.report and not summary.report.conforms:
        raise typer.Exit(VIOLATED)


@app.command("validate")
@faults()
def validate_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="RDF files, any format.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write report.json and report.ttl there."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="The SHACL engine that looks first; 'fast' is an extra.")
    ] = "pyshacl",
) -> None:
    """Check RDF files, taken together, with the SHACL shapes."""
    sources: dict[str, Source] = {}
    triples = {triple for file in files for triple in _parsed(file, sources)}
    if _KINDS.isdisjoint(triple.object for triple in triples):
        reason = "no figure and no article in it, so nothing was checked"
        raise FormatError(f"{', '.join(map(printable, files))}: {reason}")
    report = validate(triples, sources=sources, engine=engine)
    if out:
        _write_report(report, files, len(triples), out)
    _print_report(report)
    Terminal().print(f"{several(len(triples), 'triple')}; {_counted(report)}")
    if not report.conforms:
        raise typer.Exit(VIOLATED)


@app.command("mapping")
@faults()
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
@faults()
def formats_command() -> None:
    """Print the RDF formats that can be written."""
    table = Table("format", "ending", "media type")
    for row in FORMATS.values():
        table.add_row(row.name, row.extension, row.media_type)
    Terminal().print(table)


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
    print_faults(faults, f", all in {out / REPORT}.json")
    if summary.report:
        _print_report(summary.report)
    parts = [several(count, kind) for kind, count in sorted(summary.records.items())]
    parts += [several(count, f"{name} triple") for name, count in summary.triples.items()]
    parts += [f"{len(summary.skipped):,} skipped"]
    if summary.superseded:
        parts.append(f"{summary.superseded:,} superseded")
    if summary.deleted:
        parts.append(f"{len(summary.deleted):,} deleted")
    if summary.left:
        parts.append(f"{several(len(summary.left), 'other file')} left")
    checked = _counted(summary.report) if summary.report else "not validated"
    Terminal().print(f"{', '.join(parts)}; {checked}; written to {out}")


def _print_report(report: Report) -> None:
    if not report.results:
        return
    table = Table("severity", "count", "shape", "what it says", "example", show_lines=True)
    for result, count in report.by_shape():
        example = "\n".join(shown(str(part)) for part in (result.focus, result.source) if part)
        table.add_row(result.severity, f"{count:,}", result.shape_name, result.message, example)
    Terminal().print(table)


def _counted(report: Report) -> str:
    return ", ".join(several(report.counts[name], name.lower()) for name in SEVERITIES)


def _print_mapping(title: str, mapper: Mapper, *, markdown: bool) -> None:
    if markdown:
        lines = [f"| {field} | {name} | {value} |" for field, name, value in rows(mapper)]
        text = "\n".join(["| field | property | value |", "|---|---|---|", *lines])
        print(f"### {title}\n\n{text}\n")  # noqa: T201
        return
    table = Table("field", "property", "value", title=title, title_justify="left")
    for row in rows(mapper):
        table.add_row(*row)
    Terminal().print(table)
