"""How far an export or a load is: a bar on a terminal, a plain line now and then in a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mmrdf.cli.terminal import say

if TYPE_CHECKING:  # the one is not needed where the other is
    from mmrdf.export import Progress
    from mmrdf.load import Progress as Sent

#: Seconds between two lines of a log.
LINE = 10.0


@contextmanager
def shown_progress() -> Iterator[Callable[["Progress"], None]]:
    """What an export tells its progress to."""
    with _shown("files", "records") as tell:
        yield lambda progress: tell(progress.files, progress.of, progress.records)


@contextmanager
def shown_triples() -> Iterator[Callable[["Sent"], None]]:
    """What a load tells its progress to."""
    with _shown("triples", "triples") as tell:
        yield lambda progress: tell(progress.triples, progress.of, progress.triples)


# Told: how many things are done, of how many, and the number by which speed is measured.
_Tell = Callable[[int, int, int], None]


@contextmanager
def _shown(things: str, counted: str) -> Iterator[_Tell]:
    if not sys.stderr.isatty():
        yield _Log(things, counted).tell
        return
    from mmrdf.cli.console import bar  # noqa: PLC0415 (rich is slow to import)

    with bar(things) as drawn:
        start = time.monotonic()

        def tell(done: int, of: int, number: int) -> None:
            drawn(done, of, f"{number / max(time.monotonic() - start, 0.1):,.0f} {counted}/s")

        yield tell


class _Log:
    """Lines for a log: none for what is done before the first is due."""

    def __init__(self, things: str, counted: str) -> None:
        self.things = things
        self.counted = counted
        self.start = self.last = time.monotonic()

    def tell(self, done: int, of: int, number: int) -> None:
        now = time.monotonic()
        if now - self.last < LINE:
            return
        self.last = now
        taken = now - self.start
        line = f"mmrdf: {done:,} of {of:,} {self.things}"
        if self.counted != self.things:
            line += f", {number:,} {self.counted}"
        line += f", {number / taken:,.0f} {self.counted}/s"
        if 0 < done < of:
            line += f", {_period(taken / done * (of - done))} left"
        say(line, stderr=True)


def _period(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{round(seconds)} s"
