"""Other people's parsers on what is checked in; skipped where they are not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

OUTPUT = Path("output")
TURTLE = sorted([*OUTPUT.rglob("*.ttl"), *Path("shapes").glob("*.ttl")])


@pytest.mark.parametrize("path", TURTLE, ids=str)
@pytest.mark.parametrize(
    "tool", [["rapper", "-c", "-i", "turtle"], ["serdi"]], ids=["rapper", "serdi"]
)
def test_turtle(path: Path, tool: list[str]) -> None:
    """Rapper and serdi read every Turtle file of ours without a warning."""
    if not shutil.which(tool[0]):
        pytest.skip(f"{tool[0]} is not installed")
    result = subprocess.run([*tool, str(path)], capture_output=True, text=True, check=False)  # noqa: S603

    assert result.returncode == 0
    assert "rror" not in result.stderr
    assert "arning" not in result.stderr
