"""Commands for those who own the server: its own bulk loader, on its own machine."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The files of one graph, and how many triples they have."""

    graph: str
    files: tuple[Path, ...]
    triples: int


def _virtuoso(parts: Sequence[Part]) -> list[str]:
    statements = [f"SPARQL CLEAR GRAPH <{part.graph}>;" for part in parts]
    for part in parts:
        for file in part.files:
            where, name = (_quoted(str(it)) for it in (file.parent, file.name))
            statements.append(f"ld_dir({where}, {name}, {_quoted(part.graph)});")
    statements += [
        "rdf_loader_run();",
        "checkpoint;",
        "SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;",
    ]
    for part in parts:
        counted = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
        statements.append(f"SPARQL {counted};")
    return [
        "# The folder of the files must be in DirsAllowed of virtuoso.ini. isql asks for the",
        "# password. Nothing may be listed by the SELECT of errors.",
        "isql 1111 dba <<'SQL'",
        "log_enable(2, 1);",
        *statements,
        "SQL",
    ]


def _oxigraph(parts: Sequence[Part]) -> list[str]:
    return [
        "# The server must be down; a graph that is there is added to.",
        *(
            shlex.join(
                ["oxigraph", "load", "--location", "DATABASE", "--graph", part.graph]
                + [word for file in part.files for word in ("--file", str(file))]
            )
            for part in parts
        ),
    ]


def _tdb2(parts: Sequence[Part]) -> list[str]:
    return [
        "# The server must be down; a graph that is there is added to.",
        *(
            shlex.join(
                ["tdb2.tdbloader", "--loc", "DATABASE", f"--graph={part.graph}"]
                + [str(file) for file in part.files]
            )
            for part in parts
        ),
    ]


def _qlever(parts: Sequence[Part]) -> list[str]:
    """A Qleverfile, with one input for each file."""
    inputs = [
        f'{{"cmd": "{_cat(file)} {shlex.quote(str(file))}", "graph": "{part.graph}"}}'
        for part in parts
        for file in part.files
    ]
    return [
        "# A Qleverfile; then: qlever index && qlever start",
        "[data]",
        "NAME = mmrdf",
        "[index]",
        "FORMAT = ttl",
        f"MULTI_INPUT_JSON = [{', '.join(inputs)}]",
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
SCRIPTS: dict[str, Callable[[Sequence[Part]], list[str]]] = {
    "virtuoso": _virtuoso,
    "oxigraph": _oxigraph,
    "tdb2": _tdb2,
    "qlever": _qlever,
}


def script(store: str, parts: Sequence[Part]) -> str:
    """The commands that load files into graphs, by the store's own loader.

    Args:
        store: a name of ``SCRIPTS``.
        parts: what is to be loaded.

    >>> part = Part(graph="http://a/g", files=(Path("/data/core.nt"),), triples=1)
    >>> print(script("oxigraph", [part]).splitlines()[-1])
    oxigraph load --location DATABASE --graph http://a/g --file /data/core.nt
    """
    absolute = [
        Part(graph=part.graph, files=tuple(f.absolute() for f in part.files), triples=part.triples)
        for part in parts
    ]
    most = sum(part.triples for part in parts)
    return "\n".join([f"# {most:,} triples", *SCRIPTS[store](absolute)])
