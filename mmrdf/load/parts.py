"""Distinct lines of any number, in files small enough to be held one at a time.

Lines that are the same fall into the same part, so each part is counted or compared by itself.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from gzip import compress, decompress
from pathlib import Path

# Lines of one part, and those that wait in memory to be written.
_LINES = 50_000
_WAITING = 100_000


class Parts:
    """Lines in a folder.

    Args:
        folder: where they are; it is made if there is none.
        number: how many parts there are; those that are compared must have the same number.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self.number = number
        self._folder = folder
        self._waiting: dict[int, list[str]] = defaultdict(list)
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, with their ends; the same may be added twice."""
        for line in lines:
            self._waiting[zlib.crc32(line.encode()) % self.number].append(line)
            self._count += 1
        if self._count >= _WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits in memory."""
        for number, lines in self._waiting.items():
            with self._path(number).open("ab") as stream:
                stream.write(compress("".join(lines).encode(), compresslevel=1, mtime=0))
        self._waiting.clear()
        self._count = 0

    def part(self, number: int) -> set[str]:
        """The lines of one part; none if it has none."""
        path = self._path(number)
        return set(_lines(decompress(path.read_bytes()).decode())) if path.exists() else set()

    def distinct(self) -> int:
        """The number of distinct lines, after a flush."""
        return sum(len(self.part(number)) for number in range(self.number))

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:05}.nt.gz"


def _lines(text: str) -> Iterator[str]:
    # not splitlines, which also splits at characters that may stand in a literal
    return (f"{line}\n" for line in text.split("\n") if line)


def number_for(lines: int) -> int:
    """How many parts suit so many lines."""
    return max(1, lines // _LINES)


def changes(former: Parts, now: Parts) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what is only in the former and what is only in the latter, sorted, part by part."""
    for number in range(now.number):
        before, after = former.part(number), now.part(number)
        yield sorted(before - after), sorted(after - before)
