"""The names of human genes, as HGNC has approved them: shipped with mmrdf, so nothing is fetched.

``manifest.json`` says which table of which day it is; ``cut.py`` makes it.
"""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class Names(NamedTuple):
    """The approved symbol of a gene, and those that it had before."""

    symbol: str
    previous: tuple[str, ...]


def names(ncbigene: str) -> Names | None:
    """The names of a human gene, None if HGNC has none for this identifier of NCBI Gene.

    >>> names("4982")
    Names(symbol='TNFRSF11B', previous=('OPG',))
    >>> names("31221") is None
    True
    """
    return _table().get(ncbigene)


@cache
def _table() -> dict[str, Names]:
    with gzip.open(_FOLDER / "hgnc.tsv.gz", "rt", encoding="utf-8", newline="\n") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        next(rows)
        return {
            gene: Names(symbol, tuple(old.split("|") if old else ())) for gene, symbol, old in rows
        }


def manifest() -> dict[str, str]:
    """Where the lexicon comes from: source, date, address, licence, digests."""
    text = (_FOLDER / "manifest.json").read_text(encoding="utf-8")
    return {key: str(value) for key, value in json.loads(text).items()}
