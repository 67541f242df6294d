"""``mmrdf lexicon``: what names mean, and lexicons of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from mmrdf.cli.console import Terminal
from mmrdf.cli.terminal import PATH, say, several, shown
from mmrdf.records.reasons import REASONS
from mmrdf.resolve import evidence
from mmrdf.resolve.compare import Change, changes
from mmrdf.resolve.evidence import Band, EvidenceModel
from mmrdf.resolve.lexicon import Lexicon, Term, opened
from mmrdf.resolve.lexicon.build import FORMS, build
from mmrdf.resolve.names import Names, Ruling


@click.group("lexicon", no_args_is_help=True)
def lexicon_command() -> None:
    """What names mean: look them up, or build a lexicon of your own."""


# Changes that are printed one by one.
_SHOWN = 20

_LEXICON = click.option(
    "--lexicon", type=PATH, metavar="FILE", help="A lexicon of yours; the shipped one if none."
)


def _downloads(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each kind of official download."""
    for form in reversed(FORMS):
        what = f"{FORMS[form].title}, official download."
        option = click.option(f"--{form}", type=PATH, multiple=True, metavar="FILE", help=what)
        command = option(command)
    return command


@lexicon_command.command("lookup")
@click.argument(
    "names", nargs=-1, required=True, metavar="NAME...", help="Names, as they are written."
)
@_LEXICON
@click.option(
    "--about",
    default="",
    show_default=False,
    metavar="TEXT",
    help="What the record is about, such as myeloma.",
)
@click.option("--explain", is_flag=True, help="Also print all candidates, and why so.")
@click.option(
    "--evidence-model",
    type=PATH,
    metavar="FILE",
    help="A table of confidences to explain by; the shipped one if none.",
)
def lookup_command(
    names: tuple[str, ...],
    lexicon: Path | None,
    about: str,
    evidence_model: Path | None,
    *,
    explain: bool,
) -> None:
    """Print what names mean."""
    found, model = opened(lexicon), evidence.opened(evidence_model)
    meanings = Names(found, [about])
    for name in names:
        ruling = meanings.rule(name)
        say(_answer(ruling))
        if explain:
            _explain(ruling, found, model)


def _answer(ruling: Ruling) -> str:
    what = " or ".join(map(_called, ruling.terms))
    verb = {"asserted": "is", "suggested": "may be", "ungrounded": "has no identifier"}[
        ruling.status
    ]
    return f"{shown(ruling.name)} {verb} {what}".rstrip()


def _called(term: Term) -> str:
    return f"{term.label} ({term.xref.curie}, {term.kind})"


def _explain(ruling: Ruling, lexicon: Lexicon, model: EvidenceModel) -> None:
    said = ruling.choice.note if ruling.choice else REASONS[ruling.reason].definition
    say(f"  {ruling.reason}: {said}")
    for kind in dict.fromkeys(term.kind for term in ruling.terms):
        for band in model.rows("text", ruling.reason, kind):
            say(f"  {_confidence(band, kind)}")
    for choice in lexicon.preferences(ruling.name):
        if choice != ruling.choice and choice.about:
            term = lexicon.term(choice.xref) if choice.xref else None
            meant = _called(term) if term else "nothing that has an identifier"
            say(f"  where the record speaks of {choice.about}: {meant}; {choice.note}")
    if ruling.senses:
        table = Table("candidate", "kind", "identifier", "goes by", "as", "in", box=None)
        chosen = {term.xref for term in ruling.terms}
        for sense in ruling.senses:
            mark = "* " if sense.term.xref in chosen else "  "
            what = (mark + sense.term.label, sense.term.kind, sense.term.xref.curie)
            table.add_row(*what, sense.text, sense.how, sense.source)
        Terminal().print(table)


def _confidence(band: Band, kind: str) -> str:
    """What a rule's decisions were worth on judged data."""
    above = f" where the score is {band.lower:g} or more" if band.lower else ""
    basis = f" of {band.basis}" if band.basis else ""
    cases = f"measured on {several(band.cases, 'case')}{basis}"
    return f"confidence in texts, as a {kind}: {band.confidence:.2f}{above}, {cases}"


@lexicon_command.command("info")
@_LEXICON
def info_command(lexicon: Path | None) -> None:
    """Print where the names come from, and how many things have some."""
    found = opened(lexicon)
    table = Table("table", "what", "date", "rows", "licence", "SHA-256")
    for source in found.sources:
        row = (source.name, source.title, source.date, f"{source.rows:,}", source.licence)
        table.add_row(*row, source.sha256[:12])
    Terminal().print(table)
    say(_counted(found))


@lexicon_command.command("build")
@click.argument("out", type=PATH, metavar="OUT", help="The file to write.")
@_downloads
@click.option(
    "--preferred",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="Your decisions: name, identifier, about, note.",
)
def build_command(out: Path, preferred: tuple[Path, ...], **downloads: tuple[Path, ...]) -> None:
    """Write a lexicon of the shipped tables and official downloads, plain or gzipped.

    What it decides otherwise than the shipped lexicon is printed.
    """
    files = [(form, path) for form in FORMS for path in downloads[form.replace("-", "_")]]
    build(out, files, preferred)
    lexicon = Lexicon(out)
    say(_counted(lexicon))
    _print_changes([*changes(opened(), lexicon)])


def _counted(lexicon: Lexicon) -> str:
    return "terms: " + ", ".join(f"{kind} {n:,}" for kind, n in lexicon.count().items())


def _print_changes(found: list[Change]) -> None:
    by_kind = {kind: [c for c in found if c.kind == kind] for kind in ("other", "lost", "new")}
    for change in by_kind["other"][:_SHOWN]:
        say(f"other fact: {_answer(change.before)}; now {_answer(change.after)}")
    if len(by_kind["other"]) > _SHOWN:
        say(f"... and {len(by_kind['other']) - _SHOWN:,} more")
    say(
        f"against the shipped lexicon: {several(len(by_kind['new']), 'name')} newly stated,"
        f" {len(by_kind['lost']):,} stated no more, {len(by_kind['other']):,} stated as another"
    )
