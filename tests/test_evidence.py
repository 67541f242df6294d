"""The evidence model: a table that a biologist can read, and what is wrong with one."""

from pathlib import Path

import pytest

from mmrdf.errors import EvidenceModelError
from mmrdf.resolve.evidence import COLUMNS, HIGHEST, Band, EvidenceModel, judge, opened, read

HEADER = "\t".join(COLUMNS)
ROWS = [
    "gene\tweight\tbias\t\t-1.5\t\t",
    "gene\tweight\tsymbol\t\t3\t120\tgold figures",
    "gene\tconfidence\tsymbol\t0.8\t0.97\t80\tgold figures",
    "gene\tconfidence\tsymbol\t0\t0.604\t40\tgold figures",
    "text\tconfidence\tname:disease\t\t1\t9\tBioRED",
]


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    path = tmp_path / "model.tsv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n")
    return path


def test_read(model_file: Path) -> None:
    """Weights, and bands in order with what they were measured on; none is more than 0.99."""
    model = read(model_file)

    assert model.weights == {"gene": {"bias": -1.5, "symbol": 3.0}}
    assert model.bands["gene", "symbol"] == [
        Band(0.0, 0.6, 40, "gold figures"),
        Band(0.8, 0.97, 80, "gold figures"),
    ]
    assert model.rows("text", "name", "disease") == [Band(0.0, HIGHEST, 9, "BioRED")]
    assert model.rows("text", "name") == []


def test_decide(model_file: Path) -> None:
    """What reaches the threshold is stated; a reason without a row is a fault, not a guess."""
    strict, lax = judge(read(model_file)), judge(read(model_file), 0.6)

    assert strict.decide("gene", "symbol", 0.9) == ("assert", 0.97)
    assert strict.decide("gene", "symbol", 0.79) == ("suggest", 0.6)
    assert lax.decide("gene", "symbol", 0.79) == ("assert", 0.6)
    with pytest.raises(EvidenceModelError, match="no confidence for gene: synonym"):
        strict.decide("gene", "synonym")


def test_plain_rows() -> None:
    """A model can be made of plain pairs."""
    model = EvidenceModel({}, {("gene", "symbol"): [(0.0, 0.5), (0.5, 0.9)]})

    assert model.confidence("gene", "symbol", 0.5) == 0.9
    assert model.rows("gene", "symbol")[0] == Band(0.0, 0.5, 0, "")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("gene\tweight\tsymbol", "3 columns, not 7"),
        ("gene\tconfidence\tsymbol\t0\t1.5\t1\tx", "1.5 is no confidence between 0 and 1"),
        ("gene\tconfidence\tsymbol\t0\tnan\t1\tx", "nan is no confidence"),
        ("gene\tguess\tsymbol\t0\t0.5\t1\tx", "'guess'"),
        ("gene\tweight\tsymbol\t\thigh\t1\tx", "could not convert"),
        ("gene\tconfidence\tsymbol\t0\t0.5\tmany\tx", "invalid literal"),
    ],
)
def test_bad_row(tmp_path: Path, row: str, expected: str) -> None:
    """A bad row is told with its file and line."""
    path = tmp_path / "model.tsv"
    path.write_text("\n".join([HEADER, ROWS[0], row]))

    with pytest.raises(EvidenceModelError, match=r"model\.tsv:3: ") as caught:
        read(path)
    assert expected in str(caught.value)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), float("inf")])
def test_threshold(threshold: float) -> None:
    """A threshold is between 0 and 1."""
    with pytest.raises(EvidenceModelError, match="the threshold must be between 0 and 1"):
        judge(threshold=threshold)


def test_opened(model_file: Path) -> None:
    """A file is read once while it stays the same; the shipped one can be read."""
    first = opened(model_file)

    assert opened(model_file) is first
    model_file.write_text(HEADER)
    assert opened(model_file).bands == {}
    assert opened() is opened()
