"""What is known of identifiers: headings of MeSH, and roles of ChEBI."""

import gzip

from mmrdf import identifiers
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.lexicon.headings import heading, is_role
from mmrdf.resolve.lexicon.shipped import FOLDER


def _rows(name: str) -> list[list[str]]:
    text = gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes()).decode()
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_headings() -> None:
    """Each row is a heading with its label first, and no name twice in any case."""
    rows = _rows("headings")

    assert len({row[0] for row in rows}) == len(rows)
    for identifier, label, names, trees in rows:
        found = heading(identifier)
        assert identifiers.normal("mesh", identifier) == identifier
        assert found is not None
        assert (found.label, found.trees) == (label, tuple(trees.split("|")))
        assert found.names == (label, *filter(None, names.split("|")))
        folded = [name.casefold() for name in found.names]
        assert len(set(folded)) == len(folded)


def test_proteins() -> None:
    """Proteins and enzymes are told from coenzymes, peptides and nucleotides."""
    found = {
        heading.label: heading.is_protein
        for heading in map(heading, ("D055457", "D011505", "D009243", "D007328", "D000255"))
        if heading
    }

    assert found == {
        "Nodal Protein": True,
        "Protein-Tyrosine Kinases": True,
        "NAD": False,
        "Insulin": False,
        "Adenosine Triphosphate": False,
    }
    assert heading("C526611") is None
    assert heading("") is None


def test_roles() -> None:
    """What chemicals do is a role; what they are, and what is in a cell as a chemical, is none."""
    for identifier, _ in _rows("roles"):
        assert identifiers.normal("chebi", identifier) == identifier
        assert is_role(identifier)
    assert not any(map(is_role, ("CHEBI:15378", "CHEBI:10545", "CHEBI:17234", "CHEBI:24433", "")))


def test_not_looked_up_in_texts() -> None:
    """Names of headings are of no use for texts: the lexicon does not know them."""
    names = ("Dextrose", "Ethanolamines", "Sorbitol", "Thrombotic Microangiopathies", "antigen")

    assert [opened().senses(name) for name in names] == [()] * len(names)
