"""Bytes in, records out. One module per source format; a file's content says which one reads it."""

import codecs
import gzip
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from mmrdf.errors import ReadError
from mmrdf.readers import nbib, pfocr, pubmed_text, pubmed_xml, side_tables
from mmrdf.readers.text import File, printable
from mmrdf.records import PaperIds, Record, Source

__all__ = [
    "READERS",
    "STDIN",
    "Reader",
    "called",
    "papers",
    "printable",
    "read",
    "seekable",
    "side_tables",
]

#: The name that stands for standard input.
STDIN = "-"

# Bytes from the beginning of a file that decide its format.
_HEAD = 1 << 16

# The first element of a text that begins as XML or HTML does.
_ROOT = re.compile(r"\A\ufeff?\s*(?:<[!?][^<]*)*<([A-Za-z][\w.:-]{0,50})")

# How a file begins that is compressed with gzip.
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One source format.

    Args:
        name: what a user calls it.
        sniff: whether a file that begins with this text is of the format.
        read: yields the records of a stream; gives those it cannot read to its last argument.
        papers: yields what names the paper of each record of a stream, and what it says to be
            deleted; None for formats of which that is found only by reading them.
    """

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[File, Callable[[ReadError], None]], Iterator[Record]]
    papers: Callable[[File], Iterator[PaperIds]] | None = None


READERS: tuple[Reader, ...] = (
    Reader(name="PFOCR front matter", sniff=pfocr.sniff, read=pfocr.read, papers=pfocr.papers),
    Reader(
        name="PubMed XML",
        sniff=pubmed_xml.sniff,
        read=pubmed_xml.read,
        papers=pubmed_xml.papers,
    ),
    Reader(name="MEDLINE text", sniff=nbib.sniff, read=nbib.read),
    Reader(name="PubMed page text", sniff=pubmed_text.sniff, read=pubmed_text.read),
)


def _raise(error: ReadError) -> None:
    raise error


def read(
    path: str | Path,
    *,
    refuse: Callable[[ReadError], None] = _raise,
    name: str | None = None,
    alone: bool = False,
) -> Iterator[Record]:
    """Yield the records of one file.

    Args:
        path: the file, or ``-`` for standard input.
        refuse: called with each record, or the whole file, that cannot be read; the default
            raises it. When it returns, reading goes on with the next record.
        name: how messages call the file; its path by default.
        alone: not to look for tables beside the file; so it is for standard input.

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
        with _opened(path, file) as (stream, reader):
            place = None if alone or str(path) == STDIN else Path(path)
            yield from reader.read(File(stream=stream, name=file, path=place), refuse)
    except (*_DAMAGE, ReadError) as error:
        refuse(_fault(error, file))


def papers(path: str | Path, *, name: str | None = None) -> Iterator[PaperIds]:
    """Yield what names the paper of each record of a file, and what it says to be deleted.

    It reads the file to its end, so that damage shows before a record of it is used. A record that
    cannot be read yields nothing.

    Raises:
        ReadError: if the file is damaged, or cannot be read at all.

    >>> [paper] = papers("seeds/002_f36ce7c9e817ce49.txt")
    >>> paper.doi, paper.pmcid, paper.figure
    ('10.3390/cancers13174441', 'PMC8431187', True)
    """
    file = name or called(path)
    try:
        with _opened(path, file) as (stream, reader):
            opened = File(stream=stream, name=file)
            if reader.papers:
                yield from reader.papers(opened)
            else:
                yield from map(PaperIds.of, reader.read(opened, lambda _: None))
            if isinstance(stream, gzip.GzipFile):  # a reader may stop before the end
                while stream.read(_HEAD):
                    pass
    except (*_DAMAGE, ReadError) as error:
        raise _fault(error, file) from error


# What a file raises that cannot be read, or is cut off or damaged within its compression.
_DAMAGE = (OSError, EOFError, zlib.error)


def _fault(error: Exception, file: str) -> ReadError:
    if isinstance(error, ReadError):
        return error
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        reason = f"cannot be read ({error.strerror or error})"
        return ReadError(Source(file=file), reason, "check the path and its permissions")
    reason = f"a damaged gzip file ({error})"
    return ReadError(Source(file=file), reason, "get the file again")


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
    if root := _ROOT.search(text):
        reason = f"XML or HTML of <{root[1]}>, not of PubMed's records"
        remedy = "export the records from PubMed as XML, or in the format PubMed"
        raise ReadError(Source(file=file, line=1), reason, remedy)
    known = " nor ".join(reader.name for reader in READERS)
    remedy = "begin a figure record with a line '---', or export the records from PubMed"
    raise ReadError(Source(file=file, line=1), f"neither {known}", remedy)


@contextmanager
def _opened(path: str | Path, name: str) -> Iterator[tuple[BinaryIO, Reader]]:
    """A file at its beginning, unpacked, and what reads it."""
    with seekable(path) as raw:
        packed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
        reader = _reader(stream.read(_HEAD), name)
        stream.seek(0)
        yield stream, reader


@contextmanager
def seekable(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file, or standard input, so that one can go back in it.

    What comes through a pipe goes to a temporary file first.

    Raises:
        OSError: if it cannot be opened or read.
    """
    if str(path) == STDIN:
        if sys.stdin is None:
            reason = "standard input is closed"
            raise OSError(reason)
        with _spooled(sys.stdin.buffer) as stream:
            yield stream
    else:
        with open(path, "rb") as file:
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
