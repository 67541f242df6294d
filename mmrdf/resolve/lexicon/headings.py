"""What is known of identifiers alone: MeSH's headings of chemicals and diseases, ChEBI's roles.

No name in a text is looked up here: a side table gives a word an identifier, and these tables say
whether the identifier goes by such a name, and whether it is a chemical at all. They are read when
the first identifier is asked for.
"""

import gzip
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from mmrdf.resolve.lexicon.shipped import FOLDER

# Where the trees of MeSH have proteins and enzymes, which no pathway calls metabolites.
_PROTEINS = frozenset({"D08.811", "D12.776"})


class Heading(NamedTuple):
    """A main heading of MeSH.

    Args:
        label: what MeSH calls it.
        names: the label and the entry terms.
        trees: its places in MeSH's trees, the first two levels of each.
    """

    label: str
    names: tuple[str, ...]
    trees: tuple[str, ...]

    @property
    def is_protein(self) -> bool:
        """Whether it is one of proteins or enzymes."""
        return not _PROTEINS.isdisjoint(self.trees)


@lru_cache(maxsize=1 << 12)
def heading(identifier: str) -> Heading | None:
    """A heading by its identifier, such as D005947; None if it is of no chemical and no disease.

    >>> heading("D005947").label, heading("D005947").names[1]
    ('Glucose', 'Dextrose')
    >>> heading("D055457").is_protein, heading("D000005")
    (True, None)
    """
    row = _rows(FOLDER / "headings.tsv.gz").get(identifier)
    if row is None:
        return None
    label, names, trees = row.split("\t")
    listed = filter(None, names.split("|"))
    return Heading(label=label, names=(label, *listed), trees=tuple(trees.split("|")))


def is_role(identifier: str) -> bool:
    """Whether an identifier of ChEBI is no chemical, but a role of some, or the atomic nucleus.

    >>> is_role("CHEBI:59132"), is_role("CHEBI:33252"), is_role("CHEBI:17234")
    (True, True, False)
    """
    return identifier in _rows(FOLDER / "roles.tsv.gz")


@cache
def _rows(path: Path) -> dict[str, str]:
    """The rows of a table by their first cells."""
    text = gzip.decompress(path.read_bytes()).decode()
    return dict(line.split("\t", 1) for line in text.removesuffix("\n").split("\n"))
