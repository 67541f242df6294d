"""Compression of output: each piece by itself, so that pieces can be made anywhere.

A file of several compressed pieces, one behind the other, is a file of that compression, which
every tool reads as one.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

from mmrdf.errors import FormatError

#: What ``mmrdf.export`` takes.
Compression = Literal["gz", "zst"]


@dataclass(frozen=True, slots=True)
class Compressor:
    """One compression.

    Args:
        ending: what its files end in, with the dot.
        compressed: compresses bytes.
        opened: opens a file of it to be read.
        media_type: its media type; None if it is none.
    """

    ending: str
    compressed: Callable[[bytes], bytes]
    opened: Callable[[Path], BinaryIO]
    media_type: str | None = None


def _plain(path: Path) -> BinaryIO:
    return path.open("rb")


def _gz_opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path))


def _zst_opened(path: Path) -> BinaryIO:
    import zstandard  # noqa: PLC0415 (it is an extra)

    return cast("BinaryIO", zstandard.open(path, "rb"))


def _gz(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # no clock, so that the same content is the same bytes


def _zst(content: bytes) -> bytes:
    import zstandard  # noqa: PLC0415 (it is an extra)

    return zstandard.ZstdCompressor().compress(content)


COMPRESSIONS: dict[Compression | None, Compressor] = {
    None: Compressor("", bytes, _plain),
    "gz": Compressor(".gz", _gz, _gz_opened, "application/gzip"),
    "zst": Compressor(".zst", _zst, _zst_opened, "application/zstd"),
}


def named(name: Compression | None) -> Compressor:
    """The compression of a name; None is none at all.

    Raises:
        FormatError: if there is none of this name, or its package is not installed.

    >>> named("gz").ending, named(None).compressed(b"as it is")
    ('.gz', b'as it is')
    """
    if name not in COMPRESSIONS:
        known = ", ".join(str(name) for name in COMPRESSIONS if name)
        raise FormatError(f"unknown compression {name!r}; there are {known}")
    try:
        COMPRESSIONS[name].compressed(b"")
    except ImportError as error:
        reason = "compression with zst needs the package zstandard; pip install 'mmrdf[zst]'"
        raise FormatError(reason) from error
    return COMPRESSIONS[name]


def opened(path: Path) -> BinaryIO:
    """Open a file to be read as what it was before it was compressed; its ending tells how.

    Raises:
        FormatError: if the package that its compression needs is not installed.
        OSError: if it cannot be opened.
    """
    names = {row.ending: name for name, row in COMPRESSIONS.items()}
    return named(names.get(path.suffix)).opened(path)
