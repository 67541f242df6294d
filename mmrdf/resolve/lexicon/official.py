"""Official downloads in, terms out: HGNC, NCBI Gene, MeSH, OBO, FamPlex, a user's own tables."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from mmrdf import identifiers
from mmrdf.records import HUMAN, EntityKind, Xref
from mmrdf.resolve.lexicon.download import Columns, Row, names, records, some, table, xref
from mmrdf.resolve.lexicon.mesh import mesh
from mmrdf.resolve.lexicon.obo import obo, release
from mmrdf.resolve.lexicon.terms import Preference, Term

__all__ = ["famplex", "gene_info", "hgnc", "mesh", "obo", "preferences", "release", "tsv"]

# First as in the complete set, then as in custom downloads, older ones last.
_HGNC: Columns = {
    "hgnc": ("hgnc_id", "hgnc id"),
    "symbol": ("symbol", "approved symbol"),
    "full name": ("name", "approved name"),
    "status": ("status",),
    "alias symbols": ("alias_symbol", "alias symbols", "alias symbol", "synonyms"),
    "alias names": ("alias_name", "alias names", "alias name", "name synonyms"),
    "previous symbols": ("prev_symbol", "previous symbols", "previous symbol"),
    "previous names": ("prev_name", "previous names", "previous name"),
    "gene": (
        "entrez_id",
        "ncbi gene id(supplied by ncbi)",
        "ncbi gene id",
        "entrez gene id(supplied by ncbi)",
        "entrez gene id",
    ),
    "ensembl": ("ensembl_gene_id", "ensembl gene id", "ensembl id(supplied by ensembl)"),
    "uniprot": ("uniprot_ids", "uniprot id(supplied by uniprot)"),
}
_HGNC_OPTIONAL = frozenset({"full name", "alias names", "previous names", "ensembl", "uniprot"})

_GENE_INFO: Columns = {
    "taxid": ("#tax_id", "tax_id"),
    "gene": ("geneid",),
    "symbol": ("symbol",),
    "synonyms": ("synonyms",),
    "others": ("dbxrefs",),
}
# What NCBI calls a record that only holds the place of a gene.
_PLACEHOLDER = "NEWENTRY"

_OWN: Columns = {name: (name,) for name in ("identifier", "kind", "label", "names", "others")}
_PREFERENCES: Columns = {name: (name,) for name in ("name", "identifier", "about", "note")}
_NONE = "-"


def hgnc(path: Path) -> Iterator[Term]:
    """Human genes out of HGNC's complete set or a custom download.

    Only approved genes that have a number in NCBI Gene; all others are passed over.

    Args:
        path: ``hgnc_complete_set.txt``, or what https://www.genenames.org/download/custom/ gives.

    Yields:
        Genes, the identifiers that HGNC, Ensembl and UniProt have for them as ``same``.

    Raises:
        ReadError: if the file is none of these or has no such gene.
    """
    rows = table(path, _HGNC, _HGNC_OPTIONAL)
    genes = (_gene(row) for row in rows if row["status"] == "Approved" and row["gene"])
    return some(genes, path, "approved gene with an NCBI Gene id")


def _gene(row: Row) -> Term:
    symbol = row.needed("symbol")
    same = [("hgnc", row.needed("hgnc")), ("symbol", f"hgnc.symbol:{symbol}")]
    for column in ("ensembl", "uniprot"):
        same += [(column, f"{column}:{identifier}") for identifier in _listed(row, column)]
    return Term(
        xref=row.xref("gene", f"ncbigene:{row['gene']}"),
        kind="gene",
        label=symbol,
        names=names(
            ("symbol", [symbol]),
            ("previous", _listed(row, "previous symbols")),
            ("alias", _listed(row, "alias symbols")),
            ("name", [row["full name"]]),
            ("name", _listed(row, "alias names")),
            ("name", _listed(row, "previous names")),
        ),
        taxid=HUMAN.taxid,
        same=tuple(row.xref(column, curie) for column, curie in same),
    )


def _listed(row: Row, column: str) -> list[str]:
    """The items of a cell; in a custom download each item that has a comma is quoted by itself."""
    if row.spelling("hgnc").casefold() == "hgnc_id":
        items = row[column].split("|")
    elif (cell := row.raw(column)).startswith('"'):
        items = cell.strip('"').split('", "')
    else:
        items = cell.split(", ")
    return [item for item in map(str.strip, items) if item]


def gene_info(path: Path) -> Iterator[Term]:
    """Human genes out of NCBI's gene_info, whose names prove that a name is shared and no more.

    Args:
        path: ``Homo_sapiens.gene_info``, or the table of all organisms.

    Yields:
        Genes, every name a synonym; their identifiers at HGNC and Ensembl as ``same``.

    Raises:
        ReadError: if the file is none or has no human gene.
    """
    rows = (row for row in table(path, _GENE_INFO) if row["taxid"] == HUMAN.taxid)
    genes = (_synonyms(row) for row in rows if row["symbol"] != _PLACEHOLDER)
    return some(genes, path, "human gene")


def _synonyms(row: Row) -> Term:
    symbol = row.needed("symbol")
    synonyms, others = (
        row[column].split("|") if row[column] != _NONE else () for column in ("synonyms", "others")
    )
    # NCBI writes the name of the database before HGNC's identifiers, which begin with it anyway.
    found = (identifiers.from_curie(other.removeprefix("HGNC:")) for other in others)
    return Term(
        xref=row.xref("gene", f"ncbigene:{row['gene']}"),
        kind="gene",
        label=symbol,
        names=names(("synonym", (symbol, *synonyms))),
        taxid=HUMAN.taxid,
        same=tuple(other for other in found if other and other.prefix in {"hgnc", "ensembl"}),
    )


def famplex(folder: Path) -> Iterator[Term]:
    """Families and complexes out of the files of FamPlex.

    Args:
        folder: where ``entities.csv``, ``grounding_map.csv`` and ``relations.csv`` are.

    Yields:
        Families with their members; genes among these go by their HGNC symbols. A name that
        FamPlex gives more than one meaning is left out.

    Raises:
        ReadError: if a file is missing or none, or there is no family.
    """
    return some(_families(folder), folder / "entities.csv", "family")


def _families(folder: Path) -> Iterator[Term]:
    aliases, members = _aliases(folder / "grounding_map.csv"), _members(folder / "relations.csv")
    entities = folder / "entities.csv"
    for line, [identifier, *_] in records(entities):
        label = identifier.replace("_", " ")
        yield Term(
            xref=xref(entities, line, f"fplx:{identifier}", "identifier"),
            kind="family",
            label=label,
            names=names(("label", [label]), ("alias", aliases.get(identifier, ()))),
            members=tuple(dict.fromkeys(members.get(identifier, ()))),
        )


def _aliases(path: Path) -> dict[str, list[str]]:
    """The names of each family: those that are followed by one namespace and identifier."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for _, [name, space, identifier, *more] in records(path, width=3):
        if space == "FPLX" and not any(more):
            found[identifier].append(name)
    return found


def _members(path: Path) -> dict[str, list[Xref]]:
    spaces = {"FPLX": "fplx", "HGNC": "hgnc.symbol"}
    found: defaultdict[str, list[Xref]] = defaultdict(list)
    for line, [space, member, relation, other, family, *_] in records(path, width=5):
        if space in spaces and relation in {"isa", "partof"} and other == "FPLX":
            found[family].append(xref(path, line, f"{spaces[space]}:{member}", "member"))
    return found


def tsv(path: Path) -> Iterator[Term]:
    """Terms out of a table of the user's own, tab-separated.

    Args:
        path: a table with the columns ``identifier``, ``kind``, ``label`` and, if wanted,
            ``names`` and ``others``, which are lists with a bar between their items. Identifiers
            are CURIEs. A gene is a human one, since only those are looked up by name.

    Raises:
        ReadError: if a column is missing, or a row has no label, no identifier of a known form or
            no kind of ``EntityKind``.

    >>> term = next(tsv(Path(__file__).with_name("niche.tsv")))
    >>> term.xref.curie, term.kind, term.label
    ('CHEBI:110423', 'chemical', 'clodronic acid')
    """
    rows = table(path, _OWN, frozenset({"names", "others"}))
    return some(map(_own, rows), path, "row")


def _own(row: Row) -> Term:
    kind, label = _kind(row), row.needed("label")
    return Term(
        xref=row.xref("identifier", row.needed("identifier")),
        kind=kind,
        label=label,
        taxid=HUMAN.taxid if kind == "gene" else None,
        names=names(
            ("symbol" if kind == "gene" else "label", [label]), ("alias", row["names"].split("|"))
        ),
        others=tuple(
            row.xref("others", other.strip()) for other in row["others"].split("|") if other.strip()
        ),
    )


def _kind(row: Row) -> EntityKind:
    kinds: tuple[EntityKind, ...] = get_args(EntityKind)
    for kind in kinds:
        if kind == row["kind"]:
            return kind
    reason = f"no kind {row['kind'][:40]!r}"
    raise row.refusal(reason, f"write one of {', '.join(kinds)}", "kind")


def preferences(path: Path) -> Iterator[Preference]:
    """What a person has decided that names mean, out of a tab-separated table.

    Args:
        path: a table with the columns ``name``, ``identifier`` (a CURIE, or a hyphen for a name
            that is to get none), ``about`` (a hyphen for a decision that always holds) and
            ``note``.

    Raises:
        ReadError: if a column is missing, or a row has no name or no identifier of a known form.
    """
    return some(map(_preference, table(path, _PREFERENCES)), path, "decision")


def _preference(row: Row) -> Preference:
    curie = row.needed("identifier")
    return Preference(
        name=row.needed("name"),
        xref=None if curie == _NONE else row.xref("identifier", curie),
        about=None if row["about"] in {"", _NONE} else row["about"],
        note=row["note"],
    )
