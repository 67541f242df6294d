"""Commands for those who own the server: its own bulk loader, on its own machine."""

import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mmrdf.errors import ExportError
from mmrdf.load.release import Layer
from mmrdf.serialize import format_of


def _virtuoso(layers: Sequence[Layer]) -> list[str]:
    statements = [f"SPARQL CLEAR GRAPH <{layer.graph}>;" for layer in layers]
    for layer in layers:
        for file in layer.files:
            where, name = (_quoted(str(it)) for it in (file.parent, file.name))
            # what has been loaded once is passed over, though the graph is empty now
            forget = "DELETE FROM DB.DBA.load_list WHERE ll_file ="
            statements.append(f"{forget} {_quoted(str(file))};")
            statements.append(f"ld_dir({where}, {name}, {_quoted(layer.graph)});")
    statements += [
        "rdf_loader_run();",
        "checkpoint;",
        "SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;",
    ]
    for layer in layers:
        counted = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{layer.graph}> {{ ?s ?p ?o }} }}"
        statements.append(f"SPARQL {counted};")
    return [
        "# The folder of the files must be in DirsAllowed of virtuoso.ini. isql asks for the",
        "# password; Debian calls it isql-vt. Nothing may be listed by the SELECT of errors.",
        "isql 1111 dba <<'SQL'",
        "log_enable(2, 1);",
        *statements,
        "SQL",
    ]


def _oxigraph(layers: Sequence[Layer]) -> list[str]:
    return [
        "# The server must be down; a graph that is there is added to.",
        *(
            shlex.join(
                ["oxigraph", "load", "--location", "DATABASE", "--graph", layer.graph]
                + [word for file in layer.files for word in ("--file", str(file))]
            )
            for layer in layers
        ),
    ]


def _tdb2(layers: Sequence[Layer]) -> list[str]:
    return [
        "# The server must be down; a graph that is there is added to.",
        *(
            shlex.join(
                ["tdb2.tdbloader", "--loc", "DATABASE", f"--graph={layer.graph}"]
                + [str(file) for file in layer.files]
            )
            for layer in layers
        ),
    ]


def _qlever(layers: Sequence[Layer]) -> list[str]:
    """A Qleverfile, with one input for each file."""
    inputs = [
        {"cmd": f"{_cat(file)} {shlex.quote(str(file))}", "graph": layer.graph}
        for layer in layers
        for file in layer.files
    ]
    return [
        "# A Qleverfile; then: qlever index && qlever start",
        "[data]",
        "NAME = mmrdf",
        "[index]",
        "FORMAT = ttl",
        f"MULTI_INPUT_JSON = {json.dumps(inputs)}",
        "[server]",
        "PORT = 7001",
        "[runtime]",
        "SYSTEM = native",
    ]


def _cat(file: Path) -> str:
    return {".gz": "zcat", ".zst": "zstdcat"}.get(file.suffix, "cat")


def _quoted(text: str) -> str:
    """A string of Virtuoso's SQL."""
    return "'" + text.replace("'", "''") + "'"


#: By store.
SCRIPTS: dict[str, Callable[[Sequence[Layer]], list[str]]] = {
    "virtuoso": _virtuoso,
    "oxigraph": _oxigraph,
    "tdb2": _tdb2,
    "qlever": _qlever,
}


# What each reads into a graph of which it is told; compressed by gzip all do.
_READS = {
    "virtuoso": {"n-triples", "turtle", "rdf-xml"},
    "oxigraph": {"n-triples", "turtle", "rdf-xml", "json-ld"},
    "tdb2": {"n-triples", "turtle", "rdf-xml", "json-ld"},
    "qlever": {"n-triples", "turtle"},
}
_READ_ZST = {"qlever"}


def _check(store: str, file: Path) -> None:
    """Refuse a file of which the store's own loader makes nothing, or something else."""
    if not str(file).isprintable():
        raise ExportError(f"{file}: such a name cannot stand in a script")
    is_read = file.suffix != ".zst" or store in _READ_ZST
    if not is_read or format_of(file).name not in _READS[store]:
        reason = f"{store} does not read it into a graph; export again with --format n-triples"
        raise ExportError(f"{file}: {reason}{'' if is_read else ' and --compress gz'}")


def script(store: str, layers: Sequence[Layer]) -> str:
    """The commands that load the files of layers into their graphs, by the store's own loader.

    Args:
        store: a name of ``SCRIPTS``.
        layers: what is to be loaded.

    Raises:
        ExportError: if the name of a file has a line break, or the store's loader does not read it.

    >>> from mmrdf.load.release import released
    >>> print(script("oxigraph", released(Path("output"), ["core"])).splitlines()[-1])
    ... # doctest: +ELLIPSIS
    oxigraph load --location DATABASE --graph https://w3id.org/mmrdf/graph/core --file /.../core.ttl
    """
    absolute = [
        replace(layer, files=tuple(file.absolute() for file in layer.files)) for layer in layers
    ]
    for file in (file for layer in absolute for file in layer.files):
        _check(store, file)
    triples = sum(layer.triples for layer in layers)
    return "\n".join([f"# {triples:,} triples", *SCRIPTS[store](absolute)])
