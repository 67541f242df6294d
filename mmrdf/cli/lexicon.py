"""``mmrdf lexicon``: what names mean, and lexicons of one's own."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from mmrdf.cli.terminal import Terminal, faults, several, shown
from mmrdf.resolve.compare import Change, changes
from mmrdf.resolve.lexicon import Lexicon, Term, opened
from mmrdf.resolve.lexicon.build import FORMS, build
from mmrdf.resolve.names import REASONS, Names, Ruling

app = typer.Typer(
    help="What names mean: look them up, or build a lexicon of your own.", no_args_is_help=True
)

# Changes that are printed one by one.
_SHOWN = 20

_Which = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="FILE", help="A lexicon of yours; the shipped one if none."),
]


def _files(form: str) -> object:
    return Annotated[
        list[Path] | None,
        typer.Option(f"--{form}", metavar="FILE", help=f"{FORMS[form].title}, official download."),
    ]


@app.command("lookup")
@faults()
def lookup_command(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Names, as they are written.")],
    lexicon: _Which = None,
    about: Annotated[
        str, typer.Option(metavar="TEXT", help="What the record is about, such as myeloma.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Also print all candidates, and why so.")
    ] = False,
) -> None:
    """Print what names mean."""
    found = opened(lexicon)
    meanings = Names(found, [about])
    for name in names:
        ruling = meanings.rule(name)
        Terminal().print(_answer(ruling))
        if explain:
            _explain(ruling, found)


def _answer(ruling: Ruling) -> str:
    what = " or ".join(map(_called, ruling.terms))
    verb = {"assert": "is", "suggest": "may be", "none": "has no identifier"}[ruling.status]
    return f"{shown(ruling.name)} {verb} {what}".rstrip()


def _called(term: Term) -> str:
    return f"{term.label} ({term.xref.curie}, {term.kind})"


def _explain(ruling: Ruling, lexicon: Lexicon) -> None:
    out = Terminal()
    said = ruling.choice.note if ruling.choice else REASONS[ruling.reason]
    out.print(f"  {ruling.reason}: {said}")
    for choice in lexicon.preferences(ruling.name):
        if choice != ruling.choice and choice.about:
            term = lexicon.term(choice.xref) if choice.xref else None
            meant = _called(term) if term else "nothing that has an identifier"
            out.print(f"  where the record speaks of {choice.about}: {meant}; {choice.note}")
    if ruling.senses:
        table = Table("candidate", "kind", "identifier", "goes by", "as", "in", box=None)
        chosen = {term.xref for term in ruling.terms}
        for sense in ruling.senses:
            mark = "* " if sense.term.xref in chosen else "  "
            what = (mark + sense.term.label, sense.term.kind, sense.term.xref.curie)
            table.add_row(*what, sense.text, sense.how, sense.source)
        out.print(table)


@app.command("info")
@faults()
def info_command(lexicon: _Which = None) -> None:
    """Print where the names come from, and how many things have some."""
    found = opened(lexicon)
    table = Table("table", "what", "date", "rows", "licence", "SHA-256")
    for source in found.sources:
        row = (source.name, source.title, source.date, f"{source.rows:,}", source.licence)
        table.add_row(*row, source.sha256[:12])
    Terminal().print(table)
    Terminal().print(_counted(found))


@app.command("build")
@faults()
def build_command(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    hgnc: _files("hgnc") = None,  # type: ignore[valid-type]
    gene_info: _files("gene-info") = None,  # type: ignore[valid-type]
    mesh: _files("mesh") = None,  # type: ignore[valid-type]
    obo: _files("obo") = None,  # type: ignore[valid-type]
    famplex: _files("famplex") = None,  # type: ignore[valid-type]
    tsv: _files("tsv") = None,  # type: ignore[valid-type]
    preferred: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Your decisions: name, identifier, about, note."),
    ] = None,
) -> None:
    """Write a lexicon of the shipped tables and official downloads, plain or gzipped.

    What it decides otherwise than the shipped lexicon is printed.
    """
    given = zip(FORMS, (hgnc, gene_info, mesh, obo, famplex, tsv), strict=True)
    files = [(form, path) for form, paths in given for path in paths or ()]
    build(out, files, preferred or ())
    lexicon = Lexicon(out)
    Terminal().print(_counted(lexicon))
    _print_changes([*changes(opened(), lexicon)])


def _counted(lexicon: Lexicon) -> str:
    return "terms: " + ", ".join(f"{kind} {n:,}" for kind, n in lexicon.count().items())


def _print_changes(found: list[Change]) -> None:
    out = Terminal()
    by_kind = {kind: [c for c in found if c.kind == kind] for kind in ("other", "lost", "new")}
    for change in by_kind["other"][:_SHOWN]:
        out.print(f"other fact: {_answer(change.before)}; now {_answer(change.after)}")
    if len(by_kind["other"]) > _SHOWN:
        out.print(f"... and {len(by_kind['other']) - _SHOWN:,} more")
    out.print(
        f"against the shipped lexicon: {several(len(by_kind['new']), 'name')} newly stated,"
        f" {len(by_kind['lost']):,} stated no more, {len(by_kind['other']):,} stated as another"
    )
