"""``mmrdf load``: an export into a triple store."""

import json
from contextlib import closing
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from mmrdf.cli.login import USER, login_of, quiet
from mmrdf.cli.progress import shown_triples
from mmrdf.cli.terminal import PATH, say, several, shown
from mmrdf.load import Loaded, Plan, load_layers, plan_layers
from mmrdf.load.release import released
from mmrdf.load.scripts import SCRIPTS, script
from mmrdf.stores import DIALECTS, Embedded, Store, is_url, opened


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
@USER
@click.option("--update-url", metavar="URL", help="Where SPARQL Update goes, if elsewhere.")
@click.option(
    "--graphs-url", metavar="URL", help="Where the Graph Store Protocol is, if elsewhere."
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0, max=1_000_000),
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
    quiet()
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
            login=login_of(endpoint, user),
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
    if endpoint is not None and not is_url(endpoint):
        reason = f"an endpoint is a URL, which begins with http: or https:, and no {endpoint!r}"
        raise click.BadParameter(reason)
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


def _print_plan(planned: Plan, store: Store, *, as_json: bool) -> None:
    if as_json:
        _print_facts(store, asdict(planned))
        return
    todo = _PLANS[planned.how]
    todo += " (an interrupted load goes on)" if planned.going_on else ""
    where = f"{planned.graph} at {shown(store.name)} ({store.dialect.name})"
    say(f"{where} has {several(planned.before, 'triple')}; to do: {todo}")


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
    say(f"{done.graph} has {several(done.triples, 'triple')}: {what}; {done.seconds:.1f} s")


def _print_facts(store: Store, facts: dict[str, Any]) -> None:
    print(json.dumps({"store": store.name, "dialect": store.dialect.name, **facts}))  # noqa: T201


_PLANS = {
    "same": "nothing",
    "fill": "send all",
    "replace": "send all to a graph beside, which then takes its place",
    "update": "send what has changed",
}
