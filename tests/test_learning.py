"""What the scripts share that learn the evidence model: rows, and how well it is calibrated."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if not BENCHMARKS.exists():
        pytest.skip("the benchmarks are not here")
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.delitem(sys.modules, "learning", raising=False)
    import learning as module  # noqa: PLC0415

    return module


def test_pooled(learning: ModuleType) -> None:
    """A band of a rule without a case of its own has the share of all rules, and says so."""
    cases = [learning.Case("symbol", ("x",), f"PMC{n}", n % 4 > 0) for n in range(40)]
    rows = learning.rule_rows("gene", cases, [0.75] * 40, ["symbol", "preferred"], "gold")

    assert rows == [
        ("gene", "confidence", "symbol", "", "0.75", "40", "gold"),
        ("gene", "confidence", "preferred", "", "0.75", "0", "gold; pooled"),
    ]


def test_calibration(learning: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Bins of 30 cases or more are counted, and those of them that are within bounds."""
    near = [(0.95, number > 1) for number in range(40)]
    off = [(0.55, False)] * 30
    few = [(0.15, True)] * 29
    learning.print_calibration([*near, *off, *few])
    *lines, last = capsys.readouterr().out.splitlines()

    assert [line.split(")")[1].strip() for line in lines[1:]] == ["", "OFF", "ok"]
    assert last == "bins of 30 cases or more: 2, within bounds: 1"
