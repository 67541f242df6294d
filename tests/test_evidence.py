"""The evidence model: a table that a biologist can read, and what is wrong with one."""

from itertools import permutations
from pathlib import Path

import pytest

from mmrdf import read as records
from mmrdf import resolve
from mmrdf.errors import EvidenceModelError
from mmrdf.resolve import evidence
from mmrdf.resolve.evidence import (
    COLUMNS,
    HIGHEST,
    SHIPPED,
    Band,
    EvidenceModel,
    Judge,
    judge,
    opened,
    read,
)

HEADER = "\t".join(COLUMNS)
CHECKOUT = Path(__file__).parent / "data" / "checkout" / "_figures"
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
    strict, lax = Judge(read(model_file)), Judge(read(model_file), 0.6)

    assert strict.decide("gene", "symbol", 0.9) == ("asserted", 0.97)
    assert strict.decide("gene", "symbol", 0.79) == ("suggested", 0.6)
    assert lax.decide("gene", "symbol", 0.79) == ("asserted", 0.6)
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
        ("gene\tconfidence\tsymbol\t0\tinf\t1\tx", "inf is no confidence"),
        ("gene\tconfidence\tsymbol\tnan\t0.5\t1\tx", "nan is no lowest score between 0 and 1"),
        ("gene\tconfidence\tsymbol\t1.1\t0.5\t1\tx", "1.1 is no lowest score"),
        ("gene\tconfidence\tsymbol\t-0.1\t0.5\t1\tx", "-0.1 is no lowest score"),
        ("gene\tweight\tsymbol\t\tnan\t1\tx", "nan is no weight between -1000000 and 1000000"),
        ("gene\tweight\tsymbol\t\t-inf\t1\tx", "-inf is no weight"),
        ("gene\tweight\tsymbol\t\t1e308\t1\tx", "1e308 is no weight"),
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


def test_no_table(tmp_path: Path) -> None:
    """A file that cannot be read is one line, and an error of value too."""
    with pytest.raises(ValueError, match=rf"^{tmp_path}: Is a directory$"):
        read(tmp_path)


def test_few_are_kept(tmp_path: Path) -> None:
    """A process that reads many tables keeps the latest of them alone."""
    for number in range(9):
        path = tmp_path / f"{number}.tsv"
        path.write_text(HEADER)
        opened(path)

    assert evidence._opened.cache_info().currsize <= 4  # noqa: SLF001


def test_score_of_any_order() -> None:
    """A score never depends on the order of the features."""
    weights = {"bias": -2590.82, "a": 2590.86, "b": 0.89, "c": 0.094073452, "d": 0.1}
    model = EvidenceModel({"gene": weights}, {})

    assert len({model.score("gene", order) for order in permutations("abcd")}) == 1


@pytest.fixture
def incomplete(tmp_path: Path) -> Path:
    """The shipped table, but for some of its rows, and with another one."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    gone = ("text\tconfidence\tfull-name\t", "text\tconfidence\tshared-alias\t")
    kept = [line for line in lines if not line.startswith(gone)]
    path = tmp_path / "less.tsv"
    path.write_text("\n".join([*kept, "text\tconfidence\tmy-rule\t\t0.5\t1\tx"]))
    return path


def test_missing_rule(incomplete: Path) -> None:
    """A table without a rule of the shipped one is a fault before any work."""
    [figure] = records(CHECKOUT / "PMC7777001__made-up.g001.md")
    expected = r"less\.tsv: no confidence for text: full-name$"

    with pytest.raises(EvidenceModelError, match=expected):
        judge(opened(incomplete))
    with pytest.raises(EvidenceModelError, match=expected):
        resolve(figure, model=opened(incomplete))
    assert judge().model is opened()


def test_missing_kind(tmp_path: Path) -> None:
    """A table need not know more of one kind of thing; it may have rows of its own."""
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "plain.tsv"
    kept = [line for line in lines if "\tunambiguous-name:" not in line]
    path.write_text("\n".join([*kept, "text\tconfidence\tmy-rule\t\t0.5\t1\tx"]))
    model = opened(path)

    assert len(kept) < len(lines)
    assert judge(model).decide("text", "unambiguous-name", kind="cell") == ("asserted", 0.95)
