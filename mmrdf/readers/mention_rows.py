"""What one row of a side table, or one entry of a list inside an older record, says of a word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from mmrdf import identifiers
from mmrdf.errors import ReadError
from mmrdf.readers.fields import Fields, present
from mmrdf.readers.side_tables import Row
from mmrdf.readers.text import writable
from mmrdf.records import HUMAN, Entity, Hit, Kind, Taxon, Xref, taxa

_COUNTS = ("count_direct", "count_synonym", "count_match")

#: The columns of all generations. The lists of older records call some of them otherwise.
COLUMNS: dict[Kind, frozenset[str]] = {
    "gene": frozenset(
        {
            *("organism_id", "organism_name", "organism_group", "word", "match", "source"),
            *("ncbigene_symbol", "ncbigene_id", "symbol", "hgnc_symbol", "entrez", *_COUNTS),
        }
    ),
    "chemical": frozenset({"word", "mesh", "match", "name", "chebi", "source", "identifier"}),
    "disease": frozenset({"word", "mesh", "match", "name", "doid", "source", "identifier"}),
}

#: The columns that say what a word may be; the others are known, and not used.
SAYING: dict[Kind, tuple[str, ...]] = {
    kind: tuple(sorted(columns - {"organism_group", *_COUNTS})) for kind, columns in COLUMNS.items()
}

#: Characters of the longest word that is read; the longest of a real table has under 100.
WORD_LIMIT = 1000

#: The columns without which nothing can be stated, each with what older records call it.
NEEDED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "gene": (
        ("ncbigene_id", "entrez"),
        ("organism_id", "entrez"),
        ("organism_name", "entrez"),
        ("match", "symbol"),
        ("source",),
    ),
    "chemical": (("chebi", "mesh", "identifier"),),
    "disease": (("doid", "mesh", "identifier"),),
}


class Found(NamedTuple):
    """A word, one thing that it may be (None without an identifier), and how it came to it."""

    text: str
    entity: Entity | None
    hit: Hit


class Rows:
    """The rows of one kind, from wherever they come, and the doubts that they raise."""

    def __init__(self, kind: Kind, fields: Fields, refuse: Callable[[ReadError], None]) -> None:
        self.kind = kind
        self.fields = fields
        self.refuse = refuse

    def found(self, rows: Iterable[Row]) -> Iterator[Found]:
        """Yield what the rows say; those without a word are refused, odd columns named."""
        unknown: dict[str, Row] = {}
        columns: tuple[str, ...] | None = None
        for row in rows:
            if row.columns is not columns:  # those of a table have the same
                if columns is None:
                    self.check_columns(row)
                columns = row.columns
                for column in set(columns) - COLUMNS[self.kind]:
                    unknown.setdefault(column, row)
                said, cells_of = _saying(self.kind, columns)
            cells = cells_of(row.values)
            if self.has_word(row, cells[0]):
                yield self.read(row, said, cells)
        for column in sorted(unknown):
            at = unknown[column].source
            self.fields.doubt(column, "unread", "this column is not read", at=at)

    def check_columns(self, row: Row) -> None:
        """Name the columns that are not there and without which no identifier can be stated."""
        for column, *others in NEEDED[self.kind]:
            if {column, *others}.isdisjoint(row.columns):
                message = "there is no such column, so what it would say is not known"
                self.fields.doubt(column, "column-missing", message, at=row.source)

    def has_word(self, row: Row, word: str) -> bool:
        """Whether a row has a word that can be read; without one it is refused."""
        text = writable(word)
        if text != word:
            message = f"the word {text!r} stands without its control characters"
            self.fields.doubt("word", "control-characters", message, at=row.source)
        if len(text) > WORD_LIMIT:
            reason = f"a word of {len(text):,} characters"
            remedy = "give the words of a figure, one in a row"
            self.refuse(ReadError(row.source, reason, remedy, record=self.fields.record))
            return False
        if text.strip():
            return True
        remedy = "give the word in the column 'word'"
        record = self.fields.record
        self.refuse(ReadError(row.source, "no word", remedy, record=record, field="word"))
        return False

    def read(self, row: Row, columns: tuple[str, ...], cells: tuple[str, ...]) -> Found:
        """What a row with a word says in some of its columns."""
        is_short = len("".join(cells)) <= _LONGEST
        found, doubts = (_remembered if is_short else _read)(self.kind, columns, cells)
        for column, code, message in doubts:
            self.fields.doubt(column, code, message, at=row.source)
        return found


@lru_cache(maxsize=16)  # tables have few headers
def _saying(
    kind: Kind, columns: tuple[str, ...]
) -> tuple[tuple[str, ...], Callable[[Sequence[str]], tuple[str, ...]]]:
    """The columns that say something, that of words first, and what finds their cells in a row."""
    if "word" not in columns:
        return (), lambda _: ("",)
    # the word stands twice: of one place alone itemgetter would make no tuple
    said = ("word", *(column for column in SAYING[kind] if column in columns))
    return said, itemgetter(*map(columns.index, said))


#: What one row says, and its doubts: each a column, a code and a message.
Reading = tuple[Found, tuple[tuple[str, str, str], ...]]


def _read(kind: Kind, columns: tuple[str, ...], cells: tuple[str, ...]) -> Reading:
    """Read the cells of one row, in the order of some columns of ``SAYING``."""
    row = _Cells(dict(zip(columns, cells, strict=True)))
    found = row.gene() if kind == "gene" else row.thing(kind)
    return found, tuple(row.doubts)


# The same genes come in very many figures. Long rows are not kept, so that memory stays flat.
_LONGEST = 500
_remembered = lru_cache(maxsize=1 << 14)(_read)


class _Cells:
    """The cells of one row by column, and the doubts that they raise."""

    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = cells
        self.text = writable(cells["word"])
        self.doubts: list[tuple[str, str, str]] = []

    def gene(self) -> Found:
        """A gene, by its number in NCBI Gene."""
        xref = self.xref(("ncbigene_id", "entrez"), "ncbigene")
        name = present(self.cells.get("ncbigene_symbol", self.cells.get("hgnc_symbol", "")))
        taxon = self.taxon()
        # the text NA may be the sodium ion, or the fly's gene na: only an empty cell is no value
        match = writable(self.cells.get("match", self.cells.get("symbol", ""))).strip()
        return Found(
            text=self.text,
            entity=Entity(kind="gene", xref=xref, name=name, taxon=taxon) if xref else None,
            hit=Hit(match=match or None, origin=present(self.cells.get("source", ""))),
        )

    def taxon(self) -> Taxon | None:
        """The organism of a gene: the row's own, never the figure's."""
        if "organism_id" not in self.cells:
            return HUMAN if "entrez" in self.cells else None  # the lexicon of older records
        taxid = present(self.cells["organism_id"])
        name = present(self.cells.get("organism_name", ""))
        if taxid and name and (taxon := _taxon(taxid, name)):
            return taxon
        message = f"{taxid!r} and {name!r} are not the number and name of one organism; not used"
        self.doubts.append(("organism_id", "not-an-organism", message))
        return None

    def thing(self, kind: Kind) -> Found:
        """A chemical or a disease: the identifier of its own database goes before MeSH's."""
        own = "chebi" if kind == "chemical" else "doid"
        first = self.xref((own,), own)
        mesh = self.xref(("mesh", "identifier"), "mesh")
        others = (mesh,) if mesh else ()
        if not first:
            first, others = mesh, ()
        name = present(self.cells.get("name", ""))
        return Found(
            text=self.text,
            entity=Entity(kind=kind, xref=first, name=name, others=others) if first else None,
            hit=Hit(match=present(self.cells.get("match", ""))),
        )

    def xref(self, columns: tuple[str, ...], prefix: str) -> Xref | None:
        """The identifier in one of the columns; one of the wrong form is a doubt, not a value."""
        for column in columns:
            if text := present(self.cells.get(column, "")):
                if identifier := identifiers.normal(prefix, text):
                    return Xref(prefix=prefix, identifier=identifier)
                message = f"{text!r} has not the form of {prefix}; not used"
                self.doubts.append((column, f"not-{prefix}", message))
        return None


@lru_cache(maxsize=32)  # nearly all rows are of few organisms
def _taxon(taxid: str, name: str) -> Taxon | None:
    """An organism, None if number and name are not those of one."""
    taxon = Taxon(taxid=taxid, name=name)
    return taxon if identifiers.normal("ncbitaxon", taxid) and taxa.fits(taxon) else None
