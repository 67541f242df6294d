"""Tables and bars: what rich draws. It is imported only where there is something to be drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mmrdf.cli.terminal import BAD_INPUT, drop_output


class Terminal(Console):
    """A console that prints data as it is: no markup, no folding, no orders to the terminal."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)
        if not self.is_terminal:
            self.width = 200

    def on_broken_pipe(self) -> None:
        """Whoever read has gone: stop without a word."""
        self.quiet = True
        drop_output()
        raise SystemExit(BAD_INPUT)


@contextmanager
def bar(things: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error: it is told how many things are done, of how many, and how fast."""
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{things}, {{task.fields[rate]}}"),
        TimeRemainingColumn(),
    )
    console = Terminal(stderr=True)
    # without a thread that draws: an export starts processes, which copy all but its threads
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as drawn:
        task = drawn.add_task(things, rate="")
        yield lambda done, of, rate: drawn.update(
            task, completed=done, total=of, rate=rate, refresh=True
        )
