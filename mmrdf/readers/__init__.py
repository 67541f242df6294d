"""Bytes in, records out. One module per source format; a file's content says which one reads it."""

import codecs
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mmrdf.errors import ReadError
from mmrdf.readers import pfocr, pubmed_text, side_tables
from mmrdf.readers.text import File, printable
from mmrdf.records import Record, Source

__all__ = ["READERS", "STDIN", "Reader", "called", "printable", "read", "side_tables"]

#: The name that stands for standard input.
STDIN = "-"

# Bytes from the beginning of a file that decide its format.
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One source format.

    Args:
        name: what a user calls it.
        sniff: whether a file that begins with this text is of the format.
        read: yields the records of a stream; gives those it cannot read to its last argument.
    """

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[File, Callable[[ReadError], None]], Iterator[Record]]


READERS: tuple[Reader, ...] = (
    Reader(name="PFOCR front matter", sniff=pfocr.sniff, read=pfocr.read),
    Reader(name="PubMed page text", sniff=pubmed_text.sniff, read=pubmed_text.read),
)


def _raise(error: ReadError) -> None:
    raise error


def read(
    path: str | Path, *, refuse: Callable[[ReadError], None] = _raise, name: str | None = None
) -> Iterator[Record]:
    """Yield the records of one file.

    Args:
        path: the file, or ``-`` for standard input.
        refuse: called with each record, or the whole file, that cannot be read; the default
            raises it. When it returns, reading goes on with the next record.
        name: how messages call the file; its path by default.

    Yields:
        Figures or articles, in the order of the file. Nothing at all means that every record of
        it was refused.

    Raises:
        ReadError: by the default of ``refuse``.

    >>> [figure] = read("seeds/002_f36ce7c9e817ce49.txt")
    >>> figure.figid, figure.article.doi
    ('PMC8431187__cancers-13-04441-g002', '10.3390/cancers13174441')
    """
    file = name or called(path)
    try:
        with _opened(path) as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            place = None if str(path) == STDIN else Path(path)
            opened = File(stream=stream, name=file, path=place)
            yield from _reader(head, file).read(opened, refuse)
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        refuse(ReadError(Source(file=file), reason, "check the path and its permissions"))
    except ReadError as error:
        refuse(error)


def _reader(head: bytes, file: str) -> Reader:
    if not head.strip():
        raise ReadError(Source(file=file), "an empty file", "give a file with a record")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ReadError(Source(file=file), "UTF-16 text", "save the file as UTF-8")
    text = head.decode(errors="replace")
    for reader in READERS:
        if reader.sniff(text):
            return reader
    if text.split("\n", 1)[0].split("\t", 1)[0].strip() in {"organism_id", "word"}:
        remedy = "name the figure in _figures; its tables are read with it"
        raise ReadError(Source(file=file, line=1), "a side table, not a record", remedy)
    known = " nor ".join(reader.name for reader in READERS)
    raise ReadError(
        Source(file=file, line=1),
        f"neither {known}",
        "begin a figure record with a line '---', or save the whole PubMed page as text",
    )


@contextmanager
def _opened(path: str | Path) -> Iterator[BinaryIO]:
    """A seekable stream; what comes through a pipe goes to a temporary file first."""
    if str(path) == STDIN:
        if sys.stdin is None:
            reason = "standard input is closed"
            raise OSError(reason)
        with _spooled(sys.stdin.buffer) as stream:
            yield stream
    else:
        with Path(path).open("rb") as file:
            if file.seekable():
                yield file
            else:
                with _spooled(file) as stream:
                    yield stream


@contextmanager
def _spooled(pipe: BinaryIO) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as stream:
        shutil.copyfileobj(pipe, stream)
        stream.seek(0)
        yield stream


def called(path: str | Path) -> str:
    """What messages call an input."""
    return "standard input" if str(path) == STDIN else printable(path)
