"""``mmrdf mapping`` and ``mmrdf formats``: which field becomes what, and what is written."""

from collections.abc import Iterator

import click
from rich.table import Table

from mmrdf.cli.console import Terminal
from mmrdf.mappers import MAPPERS, Mapper
from mmrdf.mappers.rules import rows
from mmrdf.serialize import FORMATS


def _tables() -> Iterator[tuple[str, Mapper]]:
    """Yield the tables, each once: those of the core by their class, others by their layer too."""
    known: set[Mapper] = set()
    for layer, mappers in MAPPERS.items():
        for record, mapper in mappers.items():
            if mapper not in known:
                known.add(mapper)
                name = record.__name__.lower()
                yield name if layer == "core" else f"{layer}/{name}", mapper


_TABLES = dict(_tables())


@click.command("mapping")
@click.argument(
    "kind",
    required=False,
    metavar="[TABLE]",
    help=f"One of {', '.join(_TABLES)}; all by default.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown tables.")
def mapping_command(kind: str | None, *, markdown: bool) -> None:
    """Print which field becomes which RDF property."""
    if kind and kind not in _TABLES:
        reason = f"there is no table {kind!r}; there are {', '.join(_TABLES)}"
        raise click.BadParameter(reason)
    for name in [kind] if kind else _TABLES:
        _print_mapping(name, _TABLES[name], markdown=markdown)


@click.command("formats")
def formats_command() -> None:
    """Print the RDF formats that can be written."""
    table = Table("format", "ending", "media type")
    for row in FORMATS.values():
        table.add_row(row.name, row.extension, row.media_type)
    Terminal().print(table)


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
