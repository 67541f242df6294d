"""Bytes to lines, and lines to clean text: the border where input stops being hostile."""

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from mmrdf.errors import ReadError
from mmrdf.records import Source

#: Bytes of the longest line that is read; the longest line of a real record has under 10,000.
LINE_LIMIT = 1 << 20

# Bytes that are read together; most files have fewer.
_BLOCK = 1 << 16

# What XML 1.0 and so RDF/XML cannot hold; the other characters are data and stay.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An opened file.

    Args:
        name: what messages call it.
        path: where it is; None for standard input.
    """

    stream: BinaryIO
    name: str
    path: Path | None = None


def printable(path: str | Path) -> str:
    """A path as text that can be written anywhere, whatever bytes the name holds."""
    text = (path if isinstance(path, Path) else Path(path)).as_posix()
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def lines(stream: BinaryIO, file: str, *, ends: bool = False) -> Iterator[str]:
    r"""Yield the lines of a UTF-8 text, without their ends (``\n`` or ``\r\n``) or with them.

    A byte order mark is dropped. An empty file yields nothing.

    Raises:
        ReadError: at a line that is not UTF-8 or longer than ``LINE_LIMIT`` bytes.

    >>> import io
    >>> list(lines(io.BytesIO(b"a\r\nb\xe2\x80\xa8c\n"), "a.txt"))
    ['a', 'b\u2028c']
    """
    number = 0
    for block in _blocks(stream):
        content = block if number else block.removeprefix(codecs.BOM_UTF8)
        yield from _lines(content, file, number, ends=ends)
        number += block.count(b"\n")


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, many at a time; a line without an end comes when it is too long."""
    rest: list[bytes] = []  # of a line that has no end yet
    size = 0
    # each time what one read gives: of a damaged file all that stands before the damage
    while size <= LINE_LIMIT and (block := cast("io.BufferedReader", stream).read1(_BLOCK)):
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join([*rest, block[:end]])
            rest, size = [], 0
        rest.append(block[end:])
        size += len(block) - end
    if size:
        yield b"".join(rest)


def _lines(block: bytes, file: str, before: int, *, ends: bool) -> Iterable[str]:
    """The lines of a block, all at once if none of them is to be refused."""
    with suppress(UnicodeDecodeError):
        if len(block) <= LINE_LIMIT:
            text = block.decode()
            if ends:
                return io.StringIO(text, newline="\n")
            return text.removesuffix("\n").replace("\r\n", "\n").removesuffix("\r").split("\n")
    return _one_by_one(block, file, before, ends=ends)


def _one_by_one(block: bytes, file: str, before: int, *, ends: bool) -> Iterator[str]:
    """Yield the lines of a block up to the one that is to be refused."""
    for number, raw in enumerate(io.BytesIO(block), before + 1):
        if len(raw) > LINE_LIMIT:
            reason = f"a line of more than {LINE_LIMIT:,} bytes"
            remedy = "give a text file with one record"
            raise ReadError(Source(file=file, line=number), reason, remedy)
        try:
            line = raw.decode()
        except UnicodeDecodeError as error:
            reason = f"not UTF-8 (byte {error.start + 1} of the line)"
            source = Source(file=file, line=number)
            raise ReadError(source, reason, "save the file as UTF-8") from error
        yield line if ends else line.removesuffix("\n").removesuffix("\r")


def clean(text: str) -> str | None:
    r"""The text without white space at its ends and without what XML cannot hold; None if empty.

    White space within stays: a no-break space, a soft hyphen or a line separator is data.
    Carriage returns become line feeds, since XML readers would turn them into those.

    >>> clean("  TGF-\u03b2\xa01 \x00 ")
    'TGF-\u03b2\xa01'
    >>> clean(" ") is None
    True
    """
    return (text if text.isprintable() else writable(text)).strip() or None


def writable(text: str) -> str:
    """The text without what XML cannot hold; its blanks stay, also those at its ends."""
    if text.isprintable():  # most are, and what is printable can be written
        return text
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_stop(text: str) -> str:
    """A title without the one full stop that sources add at its end.

    >>> without_stop("Which pathway?.")
    'Which pathway?'
    >>> without_stop("And so on...")
    'And so on...'
    """
    return text if text.endswith("..") else text.removesuffix(".")
