"""Downloaded files, plain or gzipped: their lines and rows, or what is wrong with them."""

import codecs
import csv
import gzip
import reprlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import TypeVar

from mmrdf import identifiers
from mmrdf.errors import ReadError
from mmrdf.records import Source, Xref
from mmrdf.resolve.lexicon.terms import How, Name

#: The spellings of each column in the files that have it, in small letters, the best first.
Columns = Mapping[str, tuple[str, ...]]

#: The most bytes of a line: many times what any of these files has, and nothing to the memory.
LONGEST = 1 << 20

_GZIP = b"\x1f\x8b"
_SHOWN = 300
_Found = TypeVar("_Found")


def refusal(
    path: Path,
    line: int,
    reason: str,
    remedy: str = "download it anew",
    *,
    field: str | None = None,
) -> ReadError:
    """What is wrong with a line of a file; line 0 stands for the file as a whole."""
    return ReadError(Source(file=str(path), line=line), reason, remedy, field=field)


@contextmanager
def opened(path: Path) -> Iterator[BufferedIOBase]:
    """Open a file, which its first two bytes and not its name say to be gzipped.

    Raises:
        ReadError: if it cannot be read, now or later.
    """
    try:
        with path.open("rb") as file:
            packed = file.peek(len(_GZIP)).startswith(_GZIP)
            with gzip.open(file) if packed else file as stream:
                yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusal(path, 0, "a gzip file that is cut off or damaged") from error
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise refusal(path, 0, reason, "check the path and its permissions") from error


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file without their ends, each with its number.

    Raises:
        ReadError: if the file cannot be read or is no text in UTF-8.
    """
    with opened(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST + 1), b""), start=1):
            yield number, _text(path, number, line)


def _text(path: Path, number: int, line: bytes) -> str:
    if len(line) > LONGEST:
        raise refusal(path, number, f"a line of more than {LONGEST:,} bytes")
    if b"\0" in line:
        raise refusal(path, number, "a NUL byte", "give a text file in UTF-8")
    if number == 1:
        line = line.removeprefix(codecs.BOM_UTF8)
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise refusal(path, number, "not UTF-8", "save it as UTF-8") from error


def records(path: Path, width: int = 1) -> Iterator[tuple[int, list[str]]]:
    """The rows of a comma-separated file without a header, each with the number of its last line.

    Args:
        path: a file, plain or gzipped.
        width: the fewest cells that a row may have.

    Raises:
        ReadError: if the file cannot be read or is none.
    """
    reader = csv.reader((f"{line}\n" for _, line in lines(path)), strict=True)
    try:
        for row in reader:
            if 0 < len(row) < width:
                reason = f"a row of {len(row)} cells where {width} are needed"
                raise refusal(path, reader.line_num, reason)
            if row:
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise refusal(path, reader.line_num, f"not comma-separated ({error})") from error


class Row:
    """A row of a table, its cells by the name of their column.

    Args:
        header: the columns as the file spells them.
        places: where in the row each column stands, under each of its spellings.
    """

    def __init__(
        self,
        path: Path,
        line: int,
        cells: list[str],
        header: list[str],
        places: dict[str, list[int]],
    ) -> None:
        self._path, self._line = path, line
        self._cells, self._header, self._places = cells, header, places

    def __getitem__(self, column: str) -> str:
        return unquoted(self.raw(column))

    def raw(self, column: str) -> str:
        """A cell with its quotes; empty if the table has no such column.

        Where a column stands under two spellings, the first of them that is not empty counts.
        """
        cells = (self._cells[at] for at in self._places[column] if at < len(self._cells))
        return next((cell for cell in map(str.strip, cells) if cell), "")

    def spelling(self, column: str) -> str:
        """A column as the file spells it."""
        return next((self._header[at] for at in self._places[column]), column)

    def needed(self, column: str) -> str:
        """A cell that must not be empty.

        Raises:
            ReadError: if it is.
        """
        if not (cell := self[column]):
            reason = "empty"
            raise self.refusal(reason, "fill it in, or take out the row", column)
        return cell

    def xref(self, column: str, curie: str) -> Xref:
        """The identifier that a CURIE of a column writes.

        Raises:
            ReadError: if it is none.
        """
        return xref(self._path, self._line, curie, self.spelling(column))

    def refusal(self, reason: str, remedy: str, column: str) -> ReadError:
        """What is wrong with a cell."""
        return refusal(self._path, self._line, reason, remedy, field=self.spelling(column))


def table(path: Path, columns: Columns, optional: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The rows of a tab-separated file with a header; empty lines are passed over.

    Args:
        path: a file, plain or gzipped.
        columns: what is wanted of it.
        optional: those of the columns that may be missing.

    Raises:
        ReadError: if the file cannot be read, or a column that is needed is missing.
    """
    numbered = lines(path)
    header = [cell.strip() for cell in next(numbered, (1, ""))[1].split("\t")]
    places = _places(path, header, columns, optional)
    least = max(at[0] for column, at in places.items() if column not in optional) + 1
    for number, line in numbered:
        cells = line.split("\t")
        if not line.strip():
            continue
        if not least <= len(cells) <= len(header):
            reason = f"a row of {len(cells)} cells under {len(header)} columns"
            raise refusal(path, number, reason, "mend the row, or download the table anew")
        yield Row(path, number, cells, header, places)


def _places(
    path: Path, header: list[str], columns: Columns, optional: frozenset[str]
) -> dict[str, list[int]]:
    small = [column.casefold() for column in header]
    places = {
        column: [small.index(spelling) for spelling in spellings if spelling in small]
        for column, spellings in columns.items()
    }
    missing = [
        columns[column] for column, at in places.items() if not at and column not in optional
    ]
    if missing:
        wanted = ", ".join(" or ".join(map(repr, spellings)) for spellings in missing)
        found = ", ".join(map(repr, filter(None, header)))[:_SHOWN] or "none"
        reason = f"no column {wanted}; the columns are {found}"
        raise refusal(path, 1, reason, "download the table with these columns, tab-separated")
    return places


def unquoted(cell: str) -> str:
    '''A cell without the quotes that some programs set around it.

    >>> unquoted('"A|B"'), unquoted('"a ""b"""'), unquoted("3'"), unquoted('"')
    ('A|B', 'a "b"', "3'", '"')
    '''
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"').strip()
    return cell


def xref(path: Path, line: int, curie: str, field: str) -> Xref:
    """The identifier that a CURIE of a file writes.

    Raises:
        ReadError: if it is none.
    """
    if found := identifiers.from_curie(curie):
        return found
    reason = f"{reprlib.repr(curie)} is no identifier of a known form"
    raise refusal(
        path, line, reason, "write a CURIE such as CL:0000092 or mesh:D009101", field=field
    )


def some(found: Iterator[_Found], path: Path, what: str) -> Iterator[_Found]:
    """All that was found.

    Raises:
        ReadError: if that is nothing.
    """
    first = next(found, None)
    if first is None:
        raise refusal(path, 0, f"no {what} in it", "check that this is the right file")
    yield first
    yield from found


def names(*found: tuple[How, Iterable[str]]) -> tuple[Name, ...]:
    """Names without repetition; of two that are written alike, the first stays.

    >>> [f"{name.how} {name.text}" for name in names(("symbol", ["A"]), ("alias", ["B", "A", ""]))]
    ['symbol A', 'alias B']
    """
    hows: dict[str, How] = {}
    for how, texts in found:
        for text in filter(None, map(str.strip, texts)):
            hows.setdefault(text, how)
    return tuple(Name(text=text, how=how) for text, how in hows.items())
