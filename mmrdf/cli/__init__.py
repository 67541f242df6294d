"""Arguments in, exit code out.

0 done, 1 shapes violated, 2 bad input or usage; of a triple store: 3 nothing answers, 4 it refuses,
5 it holds something else than it was given; 130 interrupted.
"""

from collections.abc import MutableMapping
from typing import cast

import click

from mmrdf.cli.terminal import Commands, Lazy

# Where each command is. It is imported when it is called: a load needs no reader and no shapes.
_COMMANDS = Lazy(
    {
        "export": "mmrdf.cli.export",
        "formats": "mmrdf.cli.mapping",
        "lexicon": "mmrdf.cli.lexicon",
        "load": "mmrdf.cli.load",
        "mapping": "mmrdf.cli.mapping",
        "query": "mmrdf.cli.query",
        "validate": "mmrdf.cli.export",
    }
)


@click.group(
    cls=Commands,
    commands=cast("MutableMapping[str, click.Command]", _COMMANDS),  # none is ever added
    context_settings={"show_default": True},
)
@click.version_option(
    package_name="mmrdf", message="mmrdf %(version)s", help="Print the version and stop."
)
def app() -> None:
    """Pathway figures and papers as RDF: export, validate, load, query; and the mapping."""
