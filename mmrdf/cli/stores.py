"""``mmrdf load`` and ``mmrdf query``: what is exported, in a triple store and asked."""

import csv
import json
import logging
import netrc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from difflib import get_close_matches
from getpass import getpass
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import pyoxigraph
from pyoxigraph import RdfFormat
from rich.table import Table

from mmrdf.cli.progress import shown_triples
from mmrdf.cli.terminal import PATH, Terminal, several, shown
from mmrdf.errors import FormatError
from mmrdf.load import Loaded, Plan, load_layers, plan_layers
from mmrdf.load.release import released
from mmrdf.load.scripts import SCRIPTS, script
from mmrdf.query import query
from mmrdf.stores import DIALECTS, Answer, Embedded, Login, Rows, Store, is_url, opened
from mmrdf.stores.answers import Term
from mmrdf.vocab import PREFIXES, xsd

# Where secrets come from: never from an argument, which other users of the machine can see.
_PASSWORD, _TOKEN = "MMRDF_PASSWORD", "MMRDF_TOKEN"

_USER = click.option(
    "--user",
    metavar="NAME",
    help=f"Who asks; the password is in {_PASSWORD}, in .netrc, or asked for.",
)


@click.command("load")
@click.argument(
    "output", type=PATH, metavar="OUTPUT", help="A folder that 'mmrdf export' has written."
)
@click.option("--endpoint", "-e", metavar="URL", help="The triple store.")
@click.option(
    "--store",
    default="auto",
    metavar="NAME|FOLDER",
    help=f"What it is: auto, {', '.join(DIALECTS)}; or a folder, for an Oxigraph database"
    " without a server.",
)
@click.option("--graph", metavar="IRI", help="One graph for all; by default one for each layer.")
@click.option(
    "--layers", metavar="L,L", help="What to load: core, evidence; by default all there is."
)
@click.option(
    "--update", is_flag=True, help="Send only what has changed since the last load with this."
)
@click.option("--fresh", is_flag=True, help="Use nothing that an earlier load has left.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@_USER
@click.option("--update-url", metavar="URL", help="Where SPARQL Update goes, if elsewhere.")
@click.option(
    "--graphs-url", metavar="URL", help="Where the Graph Store Protocol is, if elsewhere."
)
@click.option(
    "--patience",
    type=float,
    default=60.0,
    metavar="SECONDS",
    help="For how long a server that is away is asked again.",
)
@click.option(
    "--journal",
    type=PATH,
    metavar="FOLDER",
    help="Where to keep what was loaded; in your own folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option(
    "--script",
    "commands",
    metavar="|".join(SCRIPTS),
    help="Print the commands of its own loader.",
)
def load_command(
    *,
    output: Path,
    endpoint: str | None,
    store: str,
    graph: str | None,
    layers: str | None,
    update: bool,
    fresh: bool,
    dry_run: bool,
    user: str | None,
    update_url: str | None,
    graphs_url: str | None,
    patience: float,
    journal: Path | None,
    as_json: bool,
    commands: str | None,
) -> None:
    """Put an export into a triple store.

    At the end its graphs hold exactly that.
    """
    _quiet()
    if commands and commands not in SCRIPTS:
        reason = f"there is no script {commands!r}; there are {', '.join(SCRIPTS)}"
        raise click.BadParameter(reason)
    if not commands:
        _check(endpoint, store)
    wanted = [layer.strip() for layer in layers.split(",")] if layers is not None else None
    found = released(output, wanted, graph)
    if commands:
        print(script(commands, found))  # noqa: T201
        return
    folder = Path(store)
    where: Store = (
        opened(
            endpoint,
            dialect=None if store == "auto" else store,
            login=_login(endpoint, user),
            update_url=update_url,
            graphs_url=graphs_url,
            patience=patience,
        )
        if endpoint
        else Embedded(None if dry_run and not folder.exists() else folder)
    )
    what: dict[str, Any] = {"update": update, "fresh": fresh, "journal": journal}
    with closing(where):
        if dry_run:
            for planned in plan_layers(found, where, **what):
                _print_plan(planned, where, as_json=as_json)
            return
        loaded: list[Loaded] = []
        try:
            with shown_triples() as tell:
                load_layers(found, where, progress=tell, done=loaded.append, **what)
        finally:  # what was done before something went wrong
            for done in loaded:
                _print_done(done, where, as_json=as_json)


def _check(endpoint: str | None, store: str) -> None:
    """Refuse what is neither a server nor a folder, or both.

    Raises:
        BadParameter: with what to do instead.
    """
    is_name = store == "auto" or store in DIALECTS
    if endpoint is None and is_name:
        reason = "give --endpoint URL, or --store FOLDER for a database without a server"
        raise click.BadParameter(reason)
    if endpoint is not None and not is_name:
        reason = f"an endpoint is one of {', '.join(DIALECTS)}, and no {store!r}"
        raise click.BadParameter(reason)
    if not is_name and not Path(store).exists() and Path(store).name == store:
        for close in get_close_matches(store, DIALECTS, 1):
            reason = f"there is no folder {store!r}; is it {close}? ./{store} is a new folder"
            raise click.BadParameter(reason)


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
@_USER
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
    _quiet()
    if (file is None) == (text is None):
        reason = "give a file with a query, or --query"
        raise click.BadParameter(reason)
    if store is not None and store not in DIALECTS:
        raise click.BadParameter(f"unknown store {store!r}; there are {', '.join(DIALECTS)}")
    asked = text if file is None else _read(file)
    login = _login(on, user) if is_url(on) else None
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


def _quiet() -> None:
    """What is sent again is no news; the progress shows that it waits."""
    logging.getLogger("stamina").propagate = False
    logging.getLogger("stamina").addHandler(logging.NullHandler())


def _login(url: str, user: str | None) -> Login:
    """Who asks: by the environment, by .netrc, or by a prompt."""
    token, password = os.environ.get(_TOKEN), os.environ.get(_PASSWORD)
    token = token.strip() if token else None  # files with secrets end in a line break
    if user is None or password is None:
        with suppress(OSError, netrc.NetrcParseError):
            known = netrc.netrc().authenticators(urlsplit(url).hostname or "")
            if known and user in (None, known[0]):
                user, password = known[0], password or known[2]
    if user is not None and password is None and sys.stdin.isatty():
        password = getpass(f"Password of {shown(user)}: ")
    return Login(user=user, password=password, token=token)


def _print_plan(planned: Plan, store: Store, *, as_json: bool) -> None:
    if as_json:
        _print_facts(store, asdict(planned))
        return
    todo = _PLANS[planned.how]
    todo += " (an interrupted load goes on)" if planned.going_on else ""
    where = f"{planned.graph} at {shown(store.name)} ({store.dialect.name})"
    Terminal().print(f"{where} has {several(planned.before, 'triple')}; to do: {todo}")


def _print_done(done: Loaded, store: Store, *, as_json: bool) -> None:
    if as_json:
        _print_facts(store, asdict(done))
        return
    what = {
        "same": "as many as after the last load of this, nothing sent",
        "fill": f"{done.sent:,} sent",
        "replace": f"{done.sent:,} sent, {done.before:,} replaced",
        "update": f"{done.sent:,} added, {done.removed:,} removed",
    }[done.how]
    Terminal().print(
        f"{done.graph} has {several(done.triples, 'triple')}: {what}; {done.seconds:.1f} s"
    )


def _print_facts(store: Store, facts: dict[str, Any]) -> None:
    print(json.dumps({"store": store.name, "dialect": store.dialect.name, **facts}))  # noqa: T201


_PLANS = {
    "same": "nothing",
    "fill": "send all",
    "replace": "send all to a graph beside, which then takes its place",
    "update": "send what has changed",
}


def _print_answer(found: Answer, form: str) -> None:
    if isinstance(found, bool):
        print(json.dumps({"head": {}, "boolean": found}) if form == "json" else str(found).lower())  # noqa: T201
    elif isinstance(found, Rows):
        _PRINTED[form](found)
        if found.limit is not None and len(found.rows) >= found.limit:
            warning = f"mmrdf: the endpoint gives {found.limit:,} rows at most; there may be more"
            Terminal(stderr=True).print(warning)
    else:
        prefixes = {name: iri for name, iri in PREFIXES.items() if not name.startswith("_")}
        text = pyoxigraph.serialize(found, format=RdfFormat.TURTLE, prefixes=prefixes)
        sys.stdout.buffer.write(text or b"")


def _print_table(found: Rows) -> None:
    table = Table(*found.names)
    for row in found.rows:
        table.add_row(*(shown(_plain(term)) for term in row))
    Terminal().print(table)
    Terminal(stderr=True).print(several(len(found.rows), "row"))


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
