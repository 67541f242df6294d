"""``mmrdf export`` and ``mmrdf validate``: records as RDF, and what the shapes say of it."""

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

import click
from pyoxigraph import NamedNode, Triple
from rich.table import Table

from mmrdf import serialize
from mmrdf.cli.console import Terminal
from mmrdf.cli.progress import shown_progress
from mmrdf.cli.terminal import (
    BAD_INPUT,
    PATH,
    VIOLATED,
    print_faults,
    say,
    several,
    shown,
)
from mmrdf.errors import FormatError
from mmrdf.export import REPORT, Compression, Summary, export
from mmrdf.export.release import read_release, release_of
from mmrdf.mappers import LAYERS, MAPPERS
from mmrdf.readers import printable
from mmrdf.records import Release, Source
from mmrdf.resolve import Policy
from mmrdf.validate import SEVERITIES, Engine, Report, validate
from mmrdf.vocab import PREFIXES

# The classes that the shapes look at.
_KINDS = {kind for of in MAPPERS.values() for mapper in of.values() for kind in mapper.types}

# What the two severities of a notice are called.
_SEVERITIES = {"Warning": "doubt", "Info": "note"}

# The field of a report that only "validate" writes.
_JUDGED = "judged"

_ENGINE = click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="pyshacl",
    help="The SHACL engine that looks first; 'fast' is an extra.",
)


@click.command("export")
@click.argument(
    "inputs",
    nargs=-1,
    required=True,
    metavar="INPUT...",
    help="Files, folders, or - for standard input.",
)
@click.option(
    "--out", "-o", type=PATH, required=True, metavar="DIR", help="The folder to write to."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("turtle", "json-ld"),
    metavar="F",
    help="A format of 'mmrdf formats'; may be given again.",
)
@click.option(
    "--layers",
    default=",".join(LAYERS),
    metavar="L,L",
    help="What to write: core (facts), wikipathways (figures as pathways), evidence (words).",
)
@click.option(
    "--assert",
    "policy",
    type=click.Choice(get_args(Policy)),
    default="strict",
    help="State what the evidence supports, or all that is recorded.",
)
@click.option(
    "--lexicon", type=PATH, metavar="FILE", help="Names from a file of 'mmrdf lexicon build'."
)
@click.option(
    "--id-map",
    type=PATH,
    metavar="FILE",
    help="NLM's PMC-ids.csv: papers named by DOI or PMCID get their PMID.",
)
@click.option(
    "--source-version",
    metavar="COMMIT",
    help="The commit or tag of PFOCR's database; each record then names its file there.",
)
@click.option(
    "--evidence-model",
    type=PATH,
    metavar="FILE",
    help="A table of confidences; the shipped one if none.",
)
@click.option(
    "--threshold",
    type=float,
    default=0.9,
    metavar="T",
    help="The confidence from which on something is stated, 0 to 1.",
)
@click.option(
    "--decisions",
    type=PATH,
    metavar="FILE",
    help="What people have decided about single figures (TSV).",
)
@click.option(
    "--date", metavar="DATE", help="The date of the release, for the data set's own record."
)
@click.option(
    "--release-file",
    type=PATH,
    metavar="FILE",
    help="A description of the release (YAML); options override it.",
)
@click.option("--title", metavar="TEXT", help="The title of the release.")
@click.option("--publisher", metavar="NAME", help="Who publishes it.")
@click.option("--licence", metavar="IRI", help="The licence of the records; CC0-1.0 if none.")
@click.option("--release", metavar="NAME", help="The name of the release, such as 2026-11.")
@click.option("--previous", metavar="NAME", help="The name or the IRI of the release before.")
@click.option(
    "--download-url", metavar="URL", help="The folder under which its files are published."
)
@click.option(
    "--per-record", is_flag=True, help="Also write a Turtle and a JSON-LD file per record."
)
@click.option(
    "--context",
    default="pruned",
    metavar="C",
    help="Of JSON-LD per record: 'pruned' to what is used, 'inline', or a published one's URL.",
)
@click.option(
    "--no-validate",
    "check",
    flag_value=False,
    default=True,
    show_default=False,
    help="Do not check the graph with the SHACL shapes.",
)
@_ENGINE
@click.option(
    "--on-error",
    type=click.Choice(["skip", "fail"]),
    default="skip",
    help="Leave out what cannot be read, or stop there and write nothing.",
)
@click.option(
    "--base",
    default=PREFIXES["mmrdf"],
    metavar="IRI",
    help="Where IRIs of our own are minted; ends in a slash.",
)
@click.option(
    "--jobs",
    "-j",
    type=int,
    metavar="N",
    help="Processes; by default one per core for many records.",
)
@click.option("--fresh", is_flag=True, help="Use nothing that an earlier export has left.")
@click.option(
    "--compress",
    type=click.Choice(get_args(Compression)),
    help="Compress the graphs; 'zst' is an extra.",
)
@click.option("--split", type=int, metavar="MB", help="Begin another file after so many megabytes.")
def export_command(inputs: tuple[str, ...], out: Path, layers: str, **options: Any) -> None:
    """Turn PFOCR figures and PubMed pages into validated RDF."""
    options["release"] = _release(options)
    with shown_progress() as progress:
        wanted = [layer.strip() for layer in layers.split(",")]
        summary = export(inputs, out, layers=wanted, progress=progress, **options)
    _print_summary(summary, out)
    if summary.skipped:
        raise click.exceptions.Exit(BAD_INPUT)
    if summary.report and not summary.report.conforms:
        raise click.exceptions.Exit(VIOLATED)


# The options that say something of the release.
_RELEASE = ("title", "publisher", "licence", "release", "previous", "download_url")


def _release(options: dict[str, Any]) -> Release | None:
    """What the file and the options say of the release, which are taken away; None if nothing."""
    file = options.pop("release_file")
    said = release_of({name.replace("_", "-"): options.pop(name) for name in _RELEASE})
    release = read_release(file) if file else Release()
    given = {field.name: value for field in fields(said) if (value := getattr(said, field.name))}
    release = replace(release, **given)
    return None if release == Release() else release


@click.command("validate")
@click.argument(
    "files", type=PATH, nargs=-1, required=True, metavar="FILE...", help="RDF files, any format."
)
@click.option(
    "--out", "-o", type=PATH, metavar="DIR", help="Write report.json and report.ttl there."
)
@_ENGINE
def validate_command(files: tuple[Path, ...], out: Path | None, engine: Engine) -> None:
    """Check RDF files, taken together, with the SHACL shapes."""
    if out and _is_foreign(out / f"{REPORT}.json"):
        reason = f"{out} has the {REPORT}.json of something else; name another folder"
        raise click.BadParameter(reason, param_hint="--out")
    sources: dict[str, Source] = {}
    triples = {triple for file in files for triple in _parsed(file, sources)}
    if _KINDS.isdisjoint(triple.object for triple in triples):
        reason = "no figure and no article in it, so nothing was checked"
        raise FormatError(f"{', '.join(map(printable, files))}: {reason}")
    report = validate(triples, sources=sources, engine=engine)
    if out:
        _write_report(report, files, len(triples), out)
    _print_report(report)
    say(f"{several(len(triples), 'triple')}; {_counted(report)}")
    if not report.conforms:
        raise click.exceptions.Exit(VIOLATED)


def _parsed(file: Path, sources: dict[str, Source]) -> Iterable[Triple]:
    for triple in serialize.parse(file):
        if isinstance(triple.subject, NamedNode):
            sources.setdefault(triple.subject.value, Source(file=printable(file)))
        yield triple


def _is_foreign(path: Path) -> bool:
    """Whether there is a report that ``validate`` has not written, and must not write over."""
    if not path.exists():
        return False
    try:
        content = json.loads(path.read_bytes())
    except ValueError:
        return True
    return not isinstance(content, dict) or _JUDGED not in content


def _write_report(report: Report, files: Iterable[Path], triples: int, out: Path) -> None:
    """Write the report as ``export`` writes it, with the files that were judged."""
    out.mkdir(parents=True, exist_ok=True)
    judged = {"mmrdf": version("mmrdf"), _JUDGED: [printable(file) for file in files]}
    content = {**judged, "triples": triples, "validation": report.as_dict()}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (out / f"{REPORT}.json").write_text(f"{text}\n", encoding="utf-8")
    serialize.write(report.triples(), out / f"{REPORT}.ttl")


def _print_summary(summary: Summary, out: Path) -> None:
    faults = [f"skipped: {error}" for error in summary.skipped]
    doubts = sorted(summary.notices, key=lambda notice: notice.severity, reverse=True)
    faults += [f"{_SEVERITIES[notice.severity]}: {notice}" for notice in doubts]
    print_faults(faults, f", all in {out / REPORT}.json")
    if (release := summary.options.release) and release.missing:
        say(_incomplete(release), stderr=True)
    if summary.not_in_input:
        say(shown(_not_in_input(summary)), stderr=True)
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
    if summary.records["figure"]:
        if summary.papers_without_pmid:
            say(_without_pmid(summary))
        say(_yield(summary.gathered.numbers()))
    checked = _counted(summary.report) if summary.report else "not validated"
    say(f"{', '.join(parts)}; {checked}; written to {out}")


def _yield(numbers: dict[str, int]) -> str:
    """How many figures have an organism and genes, and how many genes are stated."""
    return (
        f"of {several(numbers['figures'], 'figure')}:"
        f" {numbers['with_organism']:,} with an organism,"
        f" {numbers['with_gene_identifiers']:,} with gene identifiers,"
        f" {numbers['with_genes']:,} with genes;"
        f" {several(numbers['figure_gene_pairs'], 'gene')} stated,"
        f" {numbers['distinct_genes']:,} of them distinct"
    )


def _without_pmid(summary: Summary) -> str:
    """The one line about figures whose papers cannot be found by a PMID."""
    return (
        f"{summary.papers_without_pmid:,} of {summary.papers_of_figures:,} figures' papers"
        " have no PMID and will not join WikiPathways; give NLM's table with --id-map or the"
        " papers' PubMed records"
    )


def _not_in_input(summary: Summary) -> str:
    """The one line about figures that are decided and are not there."""
    first, *others = summary.not_in_input
    file = summary.options.decisions
    name = file.name if file else ""
    if not others:
        return f"note: the figure {first} of {name} is not in the input"
    return f"note: {len(others) + 1:,} figures of {name} are not in the input, such as {first}"


def _incomplete(release: Release) -> str:
    """The one line about what is not said of a release."""
    return (
        f"warning: the release is not fully described: no {', no '.join(release.missing)};"
        " give them by options or in --release-file"
    )


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
