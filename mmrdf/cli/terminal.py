"""What is printed, and how a fault becomes one line and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from mmrdf.errors import CountError, ExportError, MmrdfError, RefusedError, UnreachableError

VIOLATED, BAD_INPUT, UNREACHABLE, REFUSED, MISCOUNTED = 1, 2, 3, 4, 5
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it

# All others are bad input.
_CODES: dict[type[Exception], int] = {
    UnreachableError: UNREACHABLE,
    RefusedError: REFUSED,
    CountError: MISCOUNTED,
}

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


class Terminal(Console):
    """A console that prints data as it is: no markup, no folding, no orders to the terminal."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)
        if not self.is_terminal:
            self.width = 200

    def on_broken_pipe(self) -> None:
        """Whoever read has gone: stop without a word."""
        self.quiet = True
        _drop_output()
        raise SystemExit(BAD_INPUT)


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def shown(text: str) -> str:
    """The text with everything escaped that is no letter, mark or blank: it may be data."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


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


@contextmanager
def _faults() -> Iterator[None]:
    """Turn a fault into one line on standard error and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        Terminal().on_broken_pipe()
    except KeyboardInterrupt as error:
        Terminal(stderr=True).print("mmrdf: interrupted; what is run again goes on")
        raise click.exceptions.Exit(INTERRUPTED) from error
    except (MmrdfError, OSError) as error:
        if isinstance(error, ExportError):
            print_faults([f"skipped: {fault}" for fault in error.skipped])
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
        Terminal(stderr=True).print(f"mmrdf: {shown(str(error))}")
        raise click.exceptions.Exit(_CODES.get(type(error), BAD_INPUT)) from error


def print_faults(lines: list[str], where: str = "") -> None:
    errors = Terminal(stderr=True)
    for line in lines[:SHOWN]:
        errors.print(shown(line))
    if len(lines) > SHOWN:
        errors.print(f"... and {len(lines) - SHOWN:,} more{where}")


def several(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
