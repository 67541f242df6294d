"""Names that are known for certain, shipped with mmrdf, so that nothing is fetched.

Human genes as HGNC has approved them, families and complexes of FamPlex. ``manifest.json`` says
which tables of which day they are; ``cut.py`` makes them.
"""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class Gene(NamedTuple):
    """A human gene: its identifier at HGNC, its symbol, the former ones, what else names it."""

    hgnc: str
    symbol: str
    previous: tuple[str, ...]
    ensembl: str | None
    uniprot: tuple[str, ...]


class Origin(NamedTuple):
    """Where a table of the lexicon comes from."""

    name: str
    source: str
    date: str
    address: str
    licence: str


def gene(ncbigene: str) -> Gene | None:
    """A human gene, None if HGNC has none for this identifier of NCBI Gene.

    >>> gene("4982")
    Gene(hgnc='HGNC:11909', symbol='TNFRSF11B', previous=('OPG',), \
ensembl='ENSG00000164761', uniprot=('O00300',))
    >>> gene("31221") is None
    True
    """
    return _genes().get(ncbigene)


def owner(symbol: str) -> str | None:
    """The gene whose approved symbol this is, by its identifier in NCBI Gene; None if it is none.

    >>> owner("TRAF2"), owner("traf-2"), owner("foo")
    ('7186', '7186', None)
    """
    return _owners().get(key(symbol))


def families(name: str) -> frozenset[str]:
    """The families and complexes that have a name, by their identifiers at FamPlex.

    >>> families("NF-kB"), families("IL6")
    (frozenset({'NFkappaB'}), frozenset())
    """
    return _families().get(key(name), frozenset())


def key(name: str) -> str:
    """A name as it is compared: without case, hyphens, blanks and other marks between letters."""
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def _genes() -> dict[str, Gene]:
    return {
        ncbigene: Gene(hgnc, symbol, _listed(old), ensembl or None, _listed(uniprot))
        for ncbigene, hgnc, symbol, old, ensembl, uniprot in lines(_FOLDER / "hgnc.tsv.gz")
    }


@cache
def _owners() -> dict[str, str]:
    return {key(gene.symbol): ncbigene for ncbigene, gene in _genes().items()}


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family, name in lines(_FOLDER / "famplex.tsv.gz"):
        found.setdefault(key(name), set()).add(family)
    return {name: frozenset(families) for name, families in found.items() if name}


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def lines(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table of the lexicon."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def origins() -> tuple[Origin, ...]:
    """Where the tables come from."""
    manifest = json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return tuple(
        Origin(name, entry["source"], entry["date"], entry["address"], entry["licence"])
        for name, entry in sorted(manifest.items())
    )
