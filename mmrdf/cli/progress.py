"""How far an export is: a bar on a terminal, a plain line now and then in a log."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from mmrdf.cli.terminal import Terminal
from mmrdf.export import Progress

#: Seconds between two lines of a log.
LINE = 10.0


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """What an export tells its progress to."""
    console = Terminal(stderr=True)
    if not console.is_terminal:
        yield _Log(console).tell
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    # without a thread that draws: an export starts processes, which copy all but its threads
    with Bar(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("files", rate="")
        start = time.monotonic()

        def tell(progress: Progress) -> None:
            rate = f"{progress.records / max(time.monotonic() - start, 0.1):,.0f} records/s"
            bar.update(task, completed=progress.files, total=progress.of, rate=rate, refresh=True)

        yield tell


class _Log:
    """Lines for a log: none for an export that is done before the first is due."""

    def __init__(self, console: Terminal) -> None:
        self.console = console
        self.start = self.last = time.monotonic()

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.last < LINE:
            return
        self.last = now
        taken = now - self.start
        line = f"mmrdf: {progress.files:,} of {progress.of:,} files"
        line += f", {progress.records:,} records, {progress.records / taken:,.0f} records/s"
        if 0 < progress.files < progress.of:
            line += f", {_period(taken / progress.files * (progress.of - progress.files))} left"
        self.console.print(line)


def _period(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{round(seconds)} s"
