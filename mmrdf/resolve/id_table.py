"""NLM's table of a paper's identifiers, PMC-ids.csv, as an SQLite file that can be asked."""

import csv
import gzip
import io
import os
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from mmrdf import identifiers
from mmrdf.errors import IdMapError

# Told apart from other SQLite files by this number in the file's header ("mmri"), and from indexes
# of other versions by the next: to be raised with the tables below.
_APPLICATION, _VERSION = 0x6D6D7269, 1

# Half-made files are thrown away, so that no journal is needed; 32 MB serve for sorting.
_SCHEMA = f"""
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};
CREATE TABLE paper (pmid TEXT NOT NULL, pmc TEXT, doi TEXT);
CREATE TABLE about (papers INTEGER, malformed INTEGER);
"""
_INDEXES = """
CREATE INDEX paper_pmid ON paper (pmid);
CREATE INDEX paper_pmc ON paper (pmc) WHERE pmc IS NOT NULL;
CREATE INDEX paper_doi ON paper (doi) WHERE doi IS NOT NULL;
"""

#: The columns that are read, with the identifier space of each.
COLUMNS = {"PMID": "pubmed", "PMCID": "pmc", "DOI": "doi"}

# What most cells look like, DOIs in lower case: they are in the normal form, and to find that out
# in full takes three times as long as all the rest.
_PLAIN = {
    "pubmed": re.compile(r"[1-9][0-9]{0,8}").fullmatch,
    "pmc": re.compile(r"PMC[1-9][0-9]*").fullmatch,
    "doi": re.compile(r"10\.[0-9]{4,9}/[a-z0-9._;()/:-]+").fullmatch,
}
_GZIP = b"\x1f\x8b"

#: A PMID, and the PMCID and the DOI that go with it; at least one of the two.
Row = tuple[str, str | None, str | None]


def stamp(path: Path) -> tuple[int, ...]:
    """What tells a file from the one that takes its place, and from itself when written to.

    Raises:
        IdMapError: if there is no such file, or it is a folder or the like.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise IdMapError(f"{path}: {error.strerror}") from error
    if not path.is_file():
        raise IdMapError(f"{path}: no regular file; save the table first")
    return found.st_ino, found.st_size, found.st_mtime_ns


def write(table: Path, index: Path, seen: tuple[int, ...]) -> None:
    """Write the index of a table. It appears whole or not at all.

    Args:
        table: the CSV file, plain or gzipped.
        index: where to; what was there is replaced.
        seen: the table's ``stamp`` when its digest was made, by which the index is known.

    Raises:
        IdMapError: if the table is none, is cut off, or has changed meanwhile.
        OSError: if the index cannot be written.
    """
    handle, staging = tempfile.mkstemp(dir=index.parent, prefix=f".{index.name}-")
    try:
        with closing(sqlite3.connect(staging)) as database:
            _fill(database, table)
        if stamp(table) != seen:
            raise IdMapError(f"{table}: changed while it was read; start again when it is complete")
        os.fsync(handle)  # SQLite did not: the new name must not be there before the bytes
        Path(staging).chmod(0o644)
        Path(staging).replace(index)
    except sqlite3.Error as error:
        raise OSError(f"{index} cannot be written: {error}") from error
    finally:
        os.close(handle)
        Path(staging).unlink(missing_ok=True)


def connected(index: Path) -> sqlite3.Connection | None:
    """An index, opened to be read; None if the file is none, is of another version or damaged."""
    try:
        size = index.stat().st_size
        database = sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.Error):
        return None
    if _is_whole(database, size):
        return database
    database.close()
    return None


def _is_whole(database: sqlite3.Connection, size: int) -> bool:
    """Whether a database is an index of this version, and has all its bytes."""
    asked = ("application_id", "user_version", "page_count", "page_size")
    try:
        found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    except sqlite3.Error:
        return False
    application, version, pages, page = found
    return (application, version, pages * page) == (_APPLICATION, _VERSION, size)


def _fill(database: sqlite3.Connection, table: Path) -> None:
    papers = _Papers(table)
    database.executescript(_SCHEMA)
    database.executemany("INSERT INTO paper VALUES (?,?,?)", papers)
    if not papers.count:
        raise IdMapError(f"{table}: no row of it has a PMID beside a PMCID or a DOI")
    database.execute("INSERT INTO about VALUES (?,?)", (papers.count, papers.malformed))
    database.commit()
    database.executescript(_INDEXES)


class _Papers:
    """The rows of a table that lead to a PMID, one at a time.

    ``count`` is their number so far; ``malformed`` that of the cells that are no identifiers and
    of the rows with too few or too many cells, none of which is used.
    """

    def __init__(self, table: Path) -> None:
        self.table = table
        self.count = 0
        self.malformed = 0

    def __iter__(self) -> Iterator[Row]:
        rows = _rows(self.table)
        header = next(rows, [])
        columns = _columns(header, self.table)
        for row in rows:
            if len(row) == len(header):
                pmid, pmc, doi = [self._cell(prefix, row[at]) for prefix, at in columns]
                if pmid and (pmc or doi):
                    self.count += 1
                    yield pmid, pmc, doi
            elif row:
                self.malformed += 1

    def _cell(self, prefix: str, text: str) -> str | None:
        found = normal(prefix, text) if text else None
        if found is None and text.strip() not in {"", "0"}:  # both may say that there is none
            self.malformed += 1
        return found


def normal(prefix: str, text: str) -> str | None:
    """As ``identifiers.normal``, with blanks around, and faster for what most cells look like.

    >>> normal("doi", "10.7554/eLife.69594"), normal("pmc", "PMC8095192.2"), normal("pubmed", "x")
    ('10.7554/elife.69594', 'PMC8095192', None)
    """
    plain = text.lower() if prefix == "doi" else text
    return plain if _PLAIN[prefix](plain) else identifiers.normal(prefix, text.strip())


def _columns(header: list[str], table: Path) -> list[tuple[str, int]]:
    """Where the identifiers stand, each with its space."""
    names = [name.strip() for name in header]
    if missing := [name for name in COLUMNS if name not in names]:
        reason = f"no column {', '.join(missing)} in its first line"
        raise IdMapError(f"{table}: {reason}; name NLM's PMC-ids.csv, which has it")
    return [(prefix, names.index(name)) for name, prefix in COLUMNS.items()]


def _rows(table: Path) -> Iterator[list[str]]:
    """The cells of each row; nothing but reading is inside the ``try``."""
    line = 0
    try:
        with table.open("rb") as file, _text(file) as text:
            reader = csv.reader(text)
            for row in reader:
                line = reader.line_num
                yield row
    except UnicodeDecodeError as error:
        raise IdMapError(f"{table}: not UTF-8, somewhere after line {line:,}") from error
    except csv.Error as error:
        raise IdMapError(f"{table}:{line + 1}: no CSV ({error})") from error
    except (EOFError, zlib.error) as error:
        raise IdMapError(f"{table}: cut off or damaged ({error}); fetch it again") from error
    except OSError as error:
        raise IdMapError(f"{table}: {error.strerror or error}") from error


def _text(file: io.BufferedReader) -> io.TextIOWrapper:
    """A file as text, unpacked if it is gzipped, whatever its name."""
    packed = file.peek(len(_GZIP)).startswith(_GZIP)
    stream = io.BufferedReader(gzip.GzipFile(fileobj=file)) if packed else file
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def pmids(database: sqlite3.Connection, column: str, identifier: str) -> Iterable[str]:
    """The PMIDs that a PMCID or DOI leads to; ``column`` is ``pmc`` or ``doi``."""
    query = {
        "pmc": "SELECT DISTINCT pmid FROM paper WHERE pmc = ?",
        "doi": "SELECT DISTINCT pmid FROM paper WHERE doi = ?",
    }
    return [pmid for (pmid,) in database.execute(query[column], (identifier,))]


def papers(database: sqlite3.Connection, pmid: str) -> list[tuple[str | None, str | None]]:
    """The PMCID and DOI of each row with a PMID."""
    return database.execute("SELECT pmc, doi FROM paper WHERE pmid = ?", (pmid,)).fetchall()


def counts(database: sqlite3.Connection) -> tuple[int, int]:
    """The number of rows that lead to a PMID, and of malformed cells and rows."""
    [(count, malformed)] = database.execute("SELECT papers, malformed FROM about")
    return count, malformed
