"""The files of an output: they grow piece by piece, and know their size and digest at the end."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from mmrdf.serialize import Format
from mmrdf.serialize.compress import Compressor

#: Bytes; what a file is split by.
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: its name in the output folder, its size, its digest."""

    name: str
    bytes: int
    sha256: str


def written(folder: Path, name: str) -> Written:
    """What is known of a file that is complete."""
    with (folder / name).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Written(name=name, bytes=(folder / name).stat().st_size, sha256=digest)


class Rows:
    """Rows, each once, in a file without a name: an export reads hundreds of thousands of files.

    Args:
        folder: on which disk the file is to be.
        opened: closes it, and with that it is gone.
    """

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        file = TemporaryFile("w+", dir=folder, encoding="utf-8")  # noqa: SIM115 (the stack closes it)
        self._file = opened.enter_context(file)
        self._known: set[int] = set()

    def add(self, row: Sequence[str | int]) -> None:
        """Add a row behind the others, if it is not among them."""
        line = json.dumps(row)
        known = hash(line)  # of 64 bits: two of a million rows have one in 30 million cases
        if known not in self._known:
            self._known.add(known)
            self._file.write(f"{line}\n")

    def __iter__(self) -> Iterator[list[str | int]]:
        self._file.seek(0)
        return map(json.loads, self._file)


class GraphFiles:
    """The file of one layer in one format, or several files where it is split.

    Args:
        folder: where to write.
        layer: the layer.
        row: the format.
        compressor: how its pieces are compressed; what is written here must be.
        split: after how many megabytes another file begins; None for never.
        opened: closes the files if it comes to no end.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        folder: Path,
        layer: str,
        row: Format,
        compressor: Compressor,
        split: int | None,
        opened: ExitStack,
    ) -> None:
        self.row = row
        self.layer = layer
        self.written: list[Written] = []
        self._folder = folder
        self._compressor = compressor
        self._limit = split * MEGABYTE if split else None
        self._opened = opened
        self._size = 0
        self._is_empty = True
        self._begin()

    @property
    def name(self) -> str:
        """What the format's file of the layer is called before it is compressed or split."""
        return f"{self.layer}.{self.row.extension}"

    def write(self, piece: bytes) -> tuple[str, int, int]:
        """Add a piece, compressed as it must be; give back the file, the first byte, the bytes."""
        if self._limit and not self._is_empty and self._size + len(piece) > self._limit:
            self.close()
            self._begin()
        if not self._is_empty:
            self._add(self.row.separator)
        self._is_empty = False
        place = (self._file, self._size, len(piece))
        self._put(piece)
        return place

    def close(self) -> None:
        """Write the end of the last file."""
        self._add(self.row.tail)
        self._stream.close()
        digest = self._digest.hexdigest()
        self.written.append(Written(name=self._file, bytes=self._size, sha256=digest))

    def _begin(self) -> None:
        number = f"-{len(self.written) + 1:04}" if self._limit else ""
        self._file = f"{self.layer}{number}.{self.row.extension}{self._compressor.ending}"
        self._stream = self._opened.enter_context((self._folder / self._file).open("wb"))
        self._digest = hashlib.sha256()
        self._size = 0
        self._is_empty = True
        self._add(self.row.head(self.layer))

    def _add(self, content: bytes) -> None:
        """Write what stands between pieces."""
        if content:
            self._put(self._compressor.compressed(content))

    def _put(self, content: bytes) -> None:
        self._stream.write(content)
        self._digest.update(content)
        self._size += len(content)
