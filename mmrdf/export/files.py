"""The files of an output: they grow piece by piece, and know their size and digest at the end."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile

from mmrdf.serialize import Body, Format
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

    A file begins with the prefixes that it uses, which are known at its end: until then its pieces
    are in a file without a name.

    Args:
        folder: where to write.
        layer: the layer.
        row: the format.
        compressor: how its pieces are compressed; what is written here must be.
        split: after how many megabytes of pieces another file begins; None for never.
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
        self.heads: dict[str, int] = {}  # the bytes before the first piece of each file
        self._folder = folder
        self._compressor = compressor
        self._limit = split * MEGABYTE if split else None
        self._opened = opened
        self._begin()

    @property
    def name(self) -> str:
        """What the format's file of the layer is called before it is compressed or split."""
        return f"{self.layer}.{self.row.extension}"

    def write(self, piece: Body) -> tuple[str, int, int]:
        """Add a piece, compressed as it must be.

        Returns:
            The name of the file, the place of the piece behind the head of the file, and its size,
            both in bytes.
        """
        content = piece.content
        if self._limit and self._size and self._size + len(content) > self._limit:
            self.close()
            self._begin()
        if self._size:
            self._add(self._compressed(self.row.separator))
        place = (self._file, self._size, len(content))
        self._add(content)
        self._prefixes |= piece.prefixes
        return place

    def close(self) -> None:
        """Write the last file: its head, its pieces, its end."""
        self._add(self._compressed(self.row.tail))
        head = self._compressed(self.row.head(self.layer, self._prefixes))
        digest = hashlib.sha256()
        self._pieces.seek(0)
        with self._pieces, (self._folder / self._file).open("wb") as stream:
            for content in chain([head], iter(lambda: self._pieces.read(MEGABYTE), b"")):
                stream.write(content)
                digest.update(content)
        size = len(head) + self._size
        self.heads[self._file] = len(head)
        self.written.append(Written(name=self._file, bytes=size, sha256=digest.hexdigest()))

    def _begin(self) -> None:
        number = f"-{len(self.written) + 1:04}" if self._limit else ""
        self._file = f"{self.layer}{number}.{self.row.extension}{self._compressor.ending}"
        pieces = TemporaryFile(dir=self._folder)  # noqa: SIM115 (the stack closes it)
        self._pieces = self._opened.enter_context(pieces)
        self._prefixes: set[str] = set()
        self._size = 0

    def _compressed(self, content: bytes) -> bytes:
        """What stands between pieces; nothing is left as it is."""
        return self._compressor.compressed(content) if content else b""

    def _add(self, content: bytes) -> None:
        self._pieces.write(content)
        self._size += len(content)
