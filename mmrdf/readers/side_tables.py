"""PFOCR's side tables: tab-separated files in ``_data``, beside the folder ``_figures``.

They are written without quoting, so quotation marks, bars and the text ``NA`` are data until the
column says otherwise; columns are known by their names, since every generation has others.
"""

import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mmrdf.errors import ReadError
from mmrdf.readers.text import lines, printable
from mmrdf.records import Kind, Source

#: The folders of a PFOCR checkout.
FIGURES, DATA = "_figures", "_data"

#: Bytes of the largest table that is read. A figure's has under 100,000; that of all NDEx networks,
#: one line for each, under 3,000,000.
TABLE_LIMIT = 1 << 22

#: Which table holds the mentions of which kind.
TABLES: dict[Kind, str] = {"gene": "genes", "chemical": "chemicals", "disease": "diseases"}

#: Tables of one value for each figure: what it is called where, and nothing else.
MAPS = frozenset({"ndex_map.tsv", "wpid_map.tsv"})


class Row(NamedTuple):
    """One row: where it stands, and its cells exactly as written, in the order of the columns."""

    file: str
    line: int
    columns: tuple[str, ...]
    values: Sequence[str]

    @property
    def source(self) -> Source:
        """Where it stands; few rows are ever asked."""
        return Source(file=self.file, line=self.line)

    @property
    def cells(self) -> dict[str, str]:
        """Its cells by column."""
        return dict(zip(self.columns, self.values, strict=True))


def folder(path: Path | None) -> Path | None:
    """The folder of the side tables, None where a file is not in a PFOCR checkout."""
    if path is None:
        return None
    figures = os.path.dirname(path) or os.curdir
    if os.path.basename(os.path.abspath(figures)) != FIGURES:
        return None
    return _beside(figures)


@lru_cache(maxsize=8)
def _beside(figures: str) -> Path:
    """The folder of the side tables of a folder of figures, worked out once for all of them."""
    return Path(os.path.normpath(os.path.join(figures, os.pardir, DATA)))


def beside(path: Path) -> list[Path]:
    """What a figure's record may be read with: its own tables and those of all figures.

    They need not be there. Of a file that is in no PFOCR checkout there are none.
    """
    place = folder(path)
    own = [f"{path.stem}-{name}.tsv" for name in TABLES.values()]
    return [place / name for name in (*own, *sorted(MAPS))] if place else []


def figure_of(name: str) -> str | None:
    """The figid in the name of a side table, None if it is the name of something else."""
    stem, _, ending = name.rpartition("-")
    return stem if ending in {f"{table}.tsv" for table in TABLES.values()} else None


def table(path: Path, figid: str, refuse: Callable[[ReadError], None]) -> list[Row] | None:
    """The rows of a side table; None if there is no such table, or it cannot be read.

    What cannot be read, the table or one row of it, is given to ``refuse``. A table with nothing
    but a header, or nothing at all, has no rows.
    """
    try:
        with _opened(path) as stream:
            name = printable(path)
            return list(_rows(lines(stream, name), name, figid, refuse))
    except FileNotFoundError:
        return None
    except ReadError as error:
        error.record = figid
        refuse(error)
    return None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A regular file of a size that a table can have.

    Raises:
        FileNotFoundError: if there is no such file.
        ReadError: if it is something else, too large, or cannot be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode) and not path.is_file():
            reason = "no regular file, or a link to none"
            raise ReadError(Source(file=printable(path)), reason, "put the table there")
        stream = path.open("rb")
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENAMETOOLONG}:
            raise FileNotFoundError(path) from error
        reason = f"cannot be read ({error.strerror or error})"
        raise ReadError(Source(file=printable(path)), reason, "check its permissions") from error
    with stream:
        if os.fstat(stream.fileno()).st_size > TABLE_LIMIT:
            reason = f"a table of more than {TABLE_LIMIT:,} bytes"
            raise ReadError(Source(file=printable(path)), reason, "give the table of one figure")
        yield stream


def _rows(
    text: Iterator[str], name: str, figid: str, refuse: Callable[[ReadError], None]
) -> Iterator[Row]:
    columns = tuple(map(str.strip, next(text, "").split("\t")))
    if columns != ("",) and "word" not in columns:
        remedy = "keep the header, with a column 'word'"
        raise ReadError(Source(file=name, line=1), "a side table without words", remedy)
    if len(set(columns)) < len(columns):
        twice = [column for column, count in Counter(columns).items() if count > 1]
        reason = f"the column {twice[0]!r} stands twice"
        raise ReadError(Source(file=name, line=1), reason, "keep one of them")
    for number, line in enumerate(text, start=2):
        cells = line.split("\t")
        if not line or line.isspace():
            continue
        if len(cells) == len(columns):
            yield Row(name, number, columns, cells)
        else:
            source = Source(file=name, line=number)
            reason = f"a row of {len(cells)} cells under {len(columns)} columns"
            refuse(ReadError(source, reason, "mend the row, or fetch the table anew", record=figid))


def mapped(path: Path, figid: str, refuse: Callable[[ReadError], None]) -> str | None:
    """The value of a figure in a table of two columns without a header, None if it has none.

    What cannot be read, the table or a line of it, is given to ``refuse``, for each figure anew.
    """
    if not os.path.lexists(path):
        return None
    now = os.lstat(path)
    version = (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
    values, faults = _map(path, version)
    for fault in faults:
        refuse(fault)
    return values.get(figid)


@lru_cache(maxsize=8)
def _map(path: Path, version: tuple[int, ...]) -> tuple[dict[str, str], tuple[ReadError, ...]]:
    """All of such a table; every figure asks for it. The version tells it from a former one."""
    del version
    values: dict[str, str] = {}
    faults: list[ReadError] = []
    try:
        with _opened(path) as stream:
            for number, line in enumerate(lines(stream, printable(path)), start=1):
                figid, *rest = line.split("\t")
                source = Source(file=printable(path), line=number)
                if len(rest) != 1:
                    reason = f"a line of {len(rest) + 1} cells, not of two"
                    faults.append(ReadError(source, reason, "write figid, tab, value"))
                elif values.setdefault(figid, rest[0]) != rest[0]:
                    reason = f"{figid} has another value above, which is used"
                    faults.append(ReadError(source, reason, "keep one of them"))
    except ReadError as error:
        faults.append(error)
    return values, tuple(faults)
