"""Judged names and the corpus: what is stated is right, and most of what is right is stated."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mmrdf.resolve import evidence
from mmrdf.resolve.evidence import SHIPPED

ROOT = Path(__file__).parents[1]


def _printed(script: str, *arguments: Path) -> list[float]:
    """The rates that a benchmark prints."""
    return [float(rate) for rate in re.findall(r"\b[01]\.[0-9]{3}\b", _output(script, *arguments))]


def _output(script: str, *arguments: Path) -> str:
    path = ROOT / "benchmarks" / script
    if not path.exists():
        pytest.skip("the benchmarks are not here")
    command = [sys.executable, str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def test_judged_names(corpus: Path) -> None:
    """Of the judged names nothing is stated that is to be doubted, and nine in ten are found."""
    precision, recall = _printed("grounding.py", corpus / "grounding-sample.tsv", ROOT / "seeds")

    assert precision >= 0.95
    assert recall >= 0.9


def test_keywords_without_tables(corpus: Path) -> None:
    """Of the keywords that are not in the figure most are doubted, and nearly no other is."""
    found, right = _printed("keywords.py", corpus / "pfocr")

    assert found >= 0.85
    assert right >= 0.97


def test_confidences_of_chemicals(corpus: Path) -> None:
    """All rows of the corpus are judged, and the shipped confidences are what they give."""
    folders = [corpus / name for name in ("pfocr", "pfocr-more", "gold")]
    first, *lines = _output("measure_chemicals.py", *folders).splitlines()
    measured = [line for line in lines if line.startswith("chemical\t")]
    shipped = SHIPPED.read_text(encoding="utf-8").splitlines()

    assert first.endswith(" cases, 0 not judged")
    assert measured == [line for line in shipped if line.startswith("chemical\t")]


def test_rows_of_texts(corpus: Path, tmp_path: Path) -> None:
    """The rules for names in texts are measured, each that the shipped table has."""
    table, gold = tmp_path / "evidence.tsv", corpus / "text-gold"
    sets = [gold / f"{name}.pubtator" for name in ("biored-train", "biored-dev", "craft-dev")]
    _output("learn_texts.py", *sets, Path("--out"), table)

    assert evidence.read(table).bands.keys() == {
        of for of in evidence.opened().bands if of[0] == "text"
    }
