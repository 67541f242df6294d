"""The lines of a file of decisions: read one by one, each is good or at fault by itself.

The file is tab-separated text in UTF-8, without quoting. Its first line names the columns, in any
order.

==========  ====================================================================================
column      what
==========  ====================================================================================
figid       the figure
word        as it is written there; empty to decide the figure's organism
place       ``picture``, ``title``, ``caption`` or ``keyword``; empty for all of them
identifier  a CURIE such as ``ncbigene:3569`` or ``NCBITaxon:9606``; ``-`` for "none of them"
by          who decided; may be empty
date        when, as 2026, 2026-11 or 2026-11-22; may be empty
note        why; may be empty
==========  ====================================================================================
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mmrdf import identifiers
from mmrdf.errors import DecisionsError, ReadError
from mmrdf.records import Source, Xref
from mmrdf.resolve.lexicon import Lexicon

#: The columns of a file of decisions; the first line may name them in another order.
COLUMNS = ("figid", "word", "place", "identifier", "by", "date", "note")

#: Where a word may be written.
PLACES = ("picture", "title", "caption", "keyword")

#: Bytes of the longest line that is read.
LONGEST = 10_000

#: What says that none of the candidates is right.
NONE = "-"

#: What a word may be, by the prefix that mmrdf prints.
KINDS = {
    "ncbigene": "gene",
    "fplx": "family",
    "chebi": "chemical",
    "doid": "disease",
    "mesh": "concept",
    "cl": "cell",
    "go": "process",
    "uberon": "anatomy",
}

# Other prefixes, whose identifiers the lexicon may know as those of a thing, and what to write.
_MAPPED = {"hgnc": "ncbigene:3569", "mondo": "DOID:9538 or mesh:D009101"}
_ORGANISM = "ncbitaxon"
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class Line(NamedTuple):
    """One decision, as a line of the file states it.

    Args:
        number: of the line, from 1.
        word: with one blank for all white space; empty for the organism.
        place: empty for all.
        xref: None for "none of them".
        by: who decided, when and why, in one text; empty if the line does not say.
    """

    number: int
    figid: str
    word: str
    place: str
    xref: Xref | None
    by: str


def read_lines(
    path: Path, name: str, lexicon: Lexicon, refuse: Callable[[ReadError], None]
) -> Iterator[Line]:
    """Yield the decisions of a file.

    Args:
        path: the file.
        name: what it is called in messages.
        lexicon: which knows the genes of HGNC by their numbers.
        refuse: takes the fault of each line that cannot be used.

    Raises:
        DecisionsError: if there is no such file, or its first line does not name the columns.
    """
    parser = _Parser(name, lexicon)
    try:
        if not path.is_file():
            raise DecisionsError(f"{name}: this is no file")
        with path.open("rb") as stream:
            columns = _header(stream, name)
            for number, raw in _raw(stream):
                source = Source(file=name, line=number)
                try:
                    if raw.strip():
                        yield parser.line(_cells(raw, columns, source), source)
                except ReadError as error:
                    refuse(error)
    except OSError as error:
        raise DecisionsError(f"{name}: {error.strerror or error}") from error


def _header(stream: BinaryIO, name: str) -> tuple[str, ...]:
    """The columns, which must be those of ``COLUMNS``, each once."""
    text = stream.readline(LONGEST).decode("utf-8-sig", "replace")
    columns = tuple(cell.strip().lower() for cell in text.split("\t"))
    missing = [column for column in COLUMNS if column not in columns]
    other = [column for column in columns if column not in COLUMNS]
    if missing or other or len(columns) != len(COLUMNS):
        known = len(missing) < len(COLUMNS)
        wrong = f"there is no column {missing[0]!r}" if missing else "there is a column too many"
        if known and other:
            wrong = f"there is no column called {other[0][:50]!r} in such a file"
        wanted = f"begin the file with a line of these, with tabs between: {', '.join(COLUMNS)}"
        raise DecisionsError(f"{name}:1: {wrong}; {wanted}")
    return columns


def _raw(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines behind the first with their numbers; of a long one its beginning."""
    number = 1
    while raw := stream.readline(LONGEST + 1):
        number += 1
        yield number, raw
        while len(raw) > LONGEST and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST + 1) or b"\n"


def _cells(raw: bytes, columns: tuple[str, ...], source: Source) -> dict[str, str]:
    """The cells of a line by column, with one blank for all white space in them."""
    if len(raw) > LONGEST:
        raise ReadError(source, f"a line of more than {LONGEST:,} bytes", "shorten it")
    try:
        cells = raw.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start + 1} of the line)"
        raise ReadError(source, reason, "save the file as UTF-8") from error
    if len(cells) != len(columns):
        reason = f"{len(cells)} columns, and the first line has {len(columns)}"
        raise ReadError(source, reason, "put one tab between two columns, also where one is empty")
    return {column: " ".join(cell.split()) for column, cell in zip(columns, cells, strict=True)}


class _Parser:
    """What tells good cells from bad ones."""

    def __init__(self, name: str, lexicon: Lexicon) -> None:
        self.name = name
        self.lexicon = lexicon

    def line(self, cells: dict[str, str], source: Source) -> Line:
        """A decision out of the cells of a line.

        Raises:
            ReadError: at the first cell that cannot be used.
        """
        xref, remedy = self._identifier(cells["identifier"], is_organism=not cells["word"])
        fault = _fault(cells)
        if not fault and remedy:
            fault = "identifier", f"invalid identifier {cells['identifier']!r}", remedy
        if fault:
            field, reason, remedy = fault
            figid = cells["figid"] or None
            raise ReadError(source, reason, remedy, record=figid, field=field)
        place, by = cells["place"].lower(), _by(cells)
        return Line(source.line, cells["figid"], cells["word"], place, xref, by)

    def _identifier(self, text: str, *, is_organism: bool) -> tuple[Xref | None, str]:
        """The identifier, None for none of them, and what to do if it cannot be used."""
        if text == NONE:
            return None, ""
        name, _, local = text.partition(":")
        prefix = name.strip().lower()
        xref = identifiers.from_curie(f"{prefix.upper()}:{local.strip()}")
        if is_organism:
            remedy = "write a number of the NCBI Taxonomy, such as NCBITaxon:9606, or a hyphen"
            return xref, "" if xref and xref.prefix == _ORGANISM else remedy
        if prefix == _ORGANISM:
            return None, "to decide the organism leave the word empty"
        if xref and xref.prefix in _MAPPED:
            xref = self.lexicon.named_otherwise(xref.prefix).get(xref.identifier)
        if xref and xref.prefix in KINDS:
            return xref, ""
        if prefix in _MAPPED:
            return None, f"write one like {_MAPPED[prefix]}"
        known = "ncbigene, fplx, CHEBI, DOID, mesh, CL, GO and UBERON"
        return None, f"write one like ncbigene:3569, or a hyphen; the prefixes are {known}"


def _fault(cells: dict[str, str]) -> tuple[str, str, str] | None:
    """What is wrong beside the identifier: the column, the reason, the remedy."""
    figid, word, place, date = (cells[name] for name in ("figid", "word", "place", "date"))
    if not identifiers.PATTERNS["pfocr"].fullmatch(figid):
        reason = f"invalid figid {figid!r}" if figid else "no figid"
        return "figid", reason, "give the figid of a PFOCR record, such as PMC1__f1"
    if place and not word:
        return "place", "the organism of a figure has no place", "leave the place empty"
    if place and place.lower() not in PLACES:
        remedy = f"write {', '.join(PLACES)}, or leave it empty for all of them"
        return "place", f"invalid place {place!r}", remedy
    if not _is_date(date):
        remedy = "write it as 2026, 2026-11 or 2026-11-22, or leave it empty"
        return "date", f"invalid date {date!r}", remedy
    return None


def _is_date(text: str) -> bool:
    if not text:
        return True
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _by(cells: dict[str, str]) -> str:
    """Who decided, when and why, in one text without control characters."""
    who = " ".join(filter(None, [cells["by"] and f"by {cells['by']}", cells["date"]]))
    text = ": ".join(filter(None, [who, cells["note"]]))
    return "".join(filter(str.isprintable, text))
