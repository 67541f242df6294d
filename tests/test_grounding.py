"""Judged names and the corpus: what is stated is right, and most of what is right is stated."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _printed(script: str, *arguments: Path) -> list[float]:
    """The rates that a benchmark prints."""
    path = ROOT / "benchmarks" / script
    if not path.exists():
        pytest.skip("the benchmarks are not here")
    command = [sys.executable, str(path), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return [float(rate) for rate in re.findall(r"\b[01]\.[0-9]{3}\b", done.stdout)]


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
