"""Compression of output: each piece by itself, so that pieces can be made anywhere.

A file of several compressed pieces, one behind the other, is a file of that compression, which
every tool reads as one.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mmrdf.errors import FormatError

#: What ``mmrdf.export`` takes.
Compression = Literal["gz", "zst"]


@dataclass(frozen=True, slots=True)
class Compressor:
    """One compression: the ending of its files, with the dot, and how bytes are compressed."""

    ending: str
    compressed: Callable[[bytes], bytes]


def _gz(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)  # no clock, so that the same content is the same bytes


def _zst(content: bytes) -> bytes:
    import zstandard  # noqa: PLC0415 (it is an extra)

    return zstandard.ZstdCompressor().compress(content)


COMPRESSIONS: dict[Compression | None, Compressor] = {
    None: Compressor("", bytes),
    "gz": Compressor(".gz", _gz),
    "zst": Compressor(".zst", _zst),
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
