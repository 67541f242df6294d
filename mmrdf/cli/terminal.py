"""What is printed, and how a fault becomes one line and an exit code."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from mmrdf.errors import CountError, ExportError, MmrdfError, RefusedError, UnreachableError

VIOLATED, BAD_INPUT, UNREACHABLE, REFUSED, MISCOUNTED = 1, 2, 3, 4, 5
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it

# All others are bad input.
_CODES: dict[type[Exception], int] = {
    UnreachableError: UNREACHABLE,
    RefusedError: REFUSED,
    CountError: MISCOUNTED,
}

# Control characters that neither end a line nor are a tab.
_ORDERS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])

# Faults that are printed one by one; report.json lists them all.
SHOWN = 20


class PathType(click.Path):
    """The name of a file or a folder, which is not empty: that would be the current folder."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """The path of an argument."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


#: The type of options that name a file or a folder.
PATH = PathType(path_type=Path)


def say(text: str, *, stderr: bool = False) -> None:
    """Print a text as it is, but for what would be an order to the terminal."""
    click.echo(text.translate(_ORDERS), err=stderr)


def drop_output() -> None:
    """Send what is still to be printed nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def shown(text: str) -> str:
    """The text with everything escaped that is no letter, mark or blank: it may be data."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class Lazy(Mapping[str, click.Command]):
    """Commands that are imported when they are asked for.

    Args:
        homes: the module of each, in which it is called ``<name>_command``.
    """

    def __init__(self, homes: dict[str, str]) -> None:
        self._homes = homes

    def __getitem__(self, name: str) -> click.Command:
        home = self._homes[name]
        if home not in sys.modules:
            import_module(home)
        found: click.Command = getattr(sys.modules[home], f"{name}_command")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


class Commands(click.Group):
    """Commands whose faults become one line and an exit code."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """The arguments, read; help and version are printed here."""
        with _faults():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Do the command."""
        with _faults():
            return super().invoke(ctx)


def _open_streams() -> None:
    """Where a stream was closed before the start, what is printed goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (to the end)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn a fault into one line on standard error and an exit code."""
    _open_streams()
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:  # whoever read has gone: stop without a word
        drop_output()
        raise click.exceptions.Exit(BAD_INPUT) from error
    except KeyboardInterrupt as error:
        say("mmrdf: interrupted; what is run again goes on", stderr=True)
        raise click.exceptions.Exit(INTERRUPTED) from error
    except (MmrdfError, OSError) as error:
        if isinstance(error, ExportError):
            print_faults([f"skipped: {fault}" for fault in error.skipped])
        try:
            sys.stdout.flush()
        except OSError:
            drop_output()
        say(f"mmrdf: {shown(str(error))}", stderr=True)
        raise click.exceptions.Exit(_CODES.get(type(error), BAD_INPUT)) from error


def print_faults(lines: list[str], where: str = "") -> None:
    for line in lines[:SHOWN]:
        say(shown(line), stderr=True)
    if len(lines) > SHOWN:
        say(f"... and {len(lines) - SHOWN:,} more{where}", stderr=True)


def several(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
