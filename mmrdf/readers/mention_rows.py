"""What one row of a side table, or one entry of a list inside an older record, says of a word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mmrdf import iris
from mmrdf.errors import ReadError
from mmrdf.readers.fields import Fields, present
from mmrdf.readers.side_tables import Row
from mmrdf.readers.text import writable
from mmrdf.records import Entity, Hit, Taxon, Xref
from mmrdf.records.mention import Kind

#: The columns of all generations. The lists of older records call some of them otherwise.
COLUMNS: dict[Kind, frozenset[str]] = {
    "gene": frozenset(
        {
            *("organism_id", "organism_name", "organism_group", "word", "match", "source"),
            *("ncbigene_symbol", "ncbigene_id", "count_direct", "count_synonym", "count_match"),
            *("symbol", "hgnc_symbol", "entrez"),
        }
    ),
    "chemical": frozenset({"word", "mesh", "match", "name", "chebi", "source", "identifier"}),
    "disease": frozenset({"word", "mesh", "match", "name", "doid", "source", "identifier"}),
}

#: Older records have human genes only: their lexicon was that of HGNC.
_HUMAN = Taxon(taxid="9606", name="Homo sapiens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
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
        for row in rows:
            for column in row.cells.keys() - COLUMNS[self.kind]:
                unknown.setdefault(column, row)
            text = writable(row.cells.get("word", ""))
            if text.strip():
                yield self.gene(row, text) if self.kind == "gene" else self.thing(row, text)
            else:
                remedy = "give the word in the column 'word'"
                record = self.fields.record
                self.refuse(ReadError(row.source, "no word", remedy, record=record, field="word"))
        for column in sorted(unknown):
            at = unknown[column].source
            self.fields.doubt(column, "unread", "this column is not read", at=at)

    def gene(self, row: Row, text: str) -> Found:
        xref = self.xref(row, ("ncbigene_id", "entrez"), "ncbigene")
        name = present(row.cells.get("ncbigene_symbol", row.cells.get("hgnc_symbol", "")))
        taxon = self.taxon(row)
        # the text NA may be the sodium ion, or the fly's gene na: only an empty cell is no value
        match = writable(row.cells.get("match", row.cells.get("symbol", ""))).strip()
        return Found(
            text=text,
            entity=Entity(kind="gene", xref=xref, name=name, taxon=taxon) if xref else None,
            hit=Hit(match=match or None, origin=present(row.cells.get("source", ""))),
        )

    def taxon(self, row: Row) -> Taxon | None:
        """The organism of a gene: the row's own, never the figure's."""
        if "organism_id" not in row.cells:
            return _HUMAN if "entrez" in row.cells else None
        taxid, name = (present(row.cells.get(f"organism_{part}", "")) for part in ("id", "name"))
        if taxid and name and iris.normal("ncbitaxon", taxid):
            return Taxon(taxid=taxid, name=name)
        message = f"{taxid!r} and {name!r} are no number and name of an organism; not used"
        self.fields.doubt("organism_id", "not-an-organism", message, at=row.source)
        return None

    def thing(self, row: Row, text: str) -> Found:
        """A chemical or a disease: the identifier of its own database goes before MeSH's."""
        own = "chebi" if self.kind == "chemical" else "doid"
        first = self.xref(row, (own,), own)
        mesh = self.xref(row, ("mesh", "identifier"), "mesh")
        others = (mesh,) if mesh else ()
        if not first and mesh and self.kind == "chemical":
            first = replace(mesh, prefix="idmesh")
        elif not first:
            first, others = mesh, ()
        name = present(row.cells.get("name", ""))
        return Found(
            text=text,
            entity=Entity(kind=self.kind, xref=first, name=name, others=others) if first else None,
            hit=Hit(match=present(row.cells.get("match", ""))),
        )

    def xref(self, row: Row, columns: tuple[str, ...], prefix: str) -> Xref | None:
        """The identifier in one of the columns; one of the wrong form is a doubt, not a value."""
        for column in columns:
            if text := present(row.cells.get(column, "")):
                if identifier := iris.normal(prefix, text):
                    return Xref(prefix=prefix, identifier=identifier)
                message = f"{text!r} has not the form of {prefix}; not used"
                self.fields.doubt(column, f"not-{prefix}", message, at=row.source)
        return None
