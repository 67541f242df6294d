"""``mmrdf query``: a question to an export, a file or a triple store."""

import csv
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click
import pyoxigraph
from pyoxigraph import RdfFormat

from mmrdf.cli.login import USER, login_of, quiet
from mmrdf.cli.terminal import PATH, say, several, shown
from mmrdf.errors import FormatError
from mmrdf.query import query
from mmrdf.stores import DIALECTS, Answer, Rows, is_url
from mmrdf.stores.answers import Term
from mmrdf.vocab import PREFIXES, xsd


@click.command("query")
@click.argument(
    "file", type=PATH, required=False, metavar="[FILE]", help="A file with a query, or -."
)
@click.option("--query", "-q", "text", metavar="QUERY", help="The query itself.")
@click.option(
    "--on",
    default="output",
    metavar="OUTPUT|URL",
    help="An export, an RDF file, the folder of an Oxigraph database, or an endpoint.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="How to print rows.",
)
@click.option(
    "--graph", "graphs", multiple=True, metavar="IRI", help="A graph to ask; may be given again."
)
@click.option("--store", metavar="NAME", help="What the endpoint is, if not found out.")
@USER
def query_command(
    *,
    file: Path | None,
    text: str | None,
    on: str,
    form: str,
    graphs: tuple[str, ...],
    store: str | None,
    user: str | None,
) -> None:
    """Ask an export or an endpoint.

    The prefixes of mmrdf and WikiPathways are declared.
    """
    quiet()
    if (file is None) == (text is None):
        reason = "give a file with a query, or --query"
        raise click.BadParameter(reason)
    if store is not None and store not in DIALECTS:
        raise click.BadParameter(f"unknown store {store!r}; there are {', '.join(DIALECTS)}")
    asked = text if file is None else _read(file)
    login = login_of(on, user) if is_url(on) else None
    with _ended_by_interrupt():
        found = query(asked or "", on, graphs=graphs, login=login, store=store)
    if isinstance(
        sys.stdout, TextIOWrapper
    ):  # CSV and JSON are UTF-8; a terminal shows what it can
        encoding = None if form == "table" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    _print_answer(found, form)


def _read(file: Path) -> str:
    """A query in a file, with a byte order mark or without."""
    try:
        content = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"{file}: not UTF-8 (byte {error.start})"
        raise FormatError(reason) from error


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Ctrl-C ends the process at once: Oxigraph, while it computes, hears no exception."""
    former = signal.getsignal(signal.SIGINT)
    if former is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _print_answer(found: Answer, form: str) -> None:
    if isinstance(found, bool):
        print(json.dumps({"head": {}, "boolean": found}) if form == "json" else str(found).lower())  # noqa: T201
    elif isinstance(found, Rows):
        _PRINTED[form](found)
        if found.limit is not None and len(found.rows) >= found.limit:
            warning = f"mmrdf: the endpoint gives {found.limit:,} rows at most; there may be more"
            say(warning, stderr=True)
    else:
        prefixes = {name: iri for name, iri in PREFIXES.items() if not name.startswith("_")}
        text = pyoxigraph.serialize(found, format=RdfFormat.TURTLE, prefixes=prefixes)
        sys.stdout.buffer.write(text or b"")


def _print_table(found: Rows) -> None:
    from rich.table import Table  # noqa: PLC0415 (it is slow to import)

    from mmrdf.cli.console import Terminal  # noqa: PLC0415

    table = Table(*found.names)
    for row in found.rows:
        table.add_row(*(shown(_plain(term)) for term in row))
    Terminal().print(table)
    say(several(len(found.rows), "row"), stderr=True)


def _print_csv(found: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\r\n")  # as SPARQL 1.1 wants it
    writer.writerow(found.names)
    writer.writerows([_plain(term) for term in row] for row in found.rows)


def _print_json(found: Rows) -> None:
    bindings = [
        {n: _binding(term) for n, term in zip(found.names, row, strict=True) if term is not None}
        for row in found.rows
    ]
    answer = {"head": {"vars": found.names}, "results": {"bindings": bindings}}
    print(json.dumps(answer, ensure_ascii=False))  # noqa: T201


_PRINTED: dict[str, Callable[[Rows], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, pyoxigraph.Triple) else term.value


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        return {"type": "triple", "value": str(term)}
    about = {"xml:lang": term.language} if term.language else {}
    if not term.language and term.datatype != xsd.string:
        about = {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **about}
