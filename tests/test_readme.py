"""The README says what is so: its examples run, its tables are those of the code."""

import doctest
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from typer.main import get_command
from typer.testing import CliRunner

from mmrdf.cli import app
from mmrdf.serialize import FORMATS

README = Path(__file__).parents[1] / "README.md"
SEED = Path("seeds/002_f36ce7c9e817ce49.txt")


@pytest.fixture
def text() -> str:
    return README.read_text(encoding="utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_python() -> None:
    """The Python examples run as they stand."""
    failed, tried = doctest.testfile(str(README), module_relative=False, encoding="utf-8")

    assert (failed, tried > 5) == (0, True)


@pytest.mark.parametrize(("language", "path"), [("yaml", SEED), ("turtle", "output/core.ttl")])
def test_example(text: str, language: str, path: str) -> None:
    """The lines of the examples are lines of the real files."""
    [block] = _blocks(text, language)
    lines = Path(path).read_text(encoding="utf-8").splitlines()

    assert [line for line in block.splitlines() if line and line not in lines] == []


def test_query(text: str) -> None:
    """The query has the answer that stands below it."""
    [query] = _blocks(text, "sparql")
    store = Store()
    store.load(path="output/core.ttl", format=RdfFormat.TURTLE)
    rows = [[term.value for term in row] for row in store.query(query)]  # type: ignore[union-attr]

    answer = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert f"| figure | article | date |\n|---|---|---|\n{answer}\n\n" in text


def test_mapping(text: str, request: pytest.FixtureRequest) -> None:
    """The mapping tables are those that the command prints."""
    printed = CliRunner().invoke(app, ["mapping", "--markdown"]).stdout.rstrip("\n")
    pattern = re.compile(r"(?<=<!-- mapping -->\n).*(?=<!-- /mapping -->)", flags=re.DOTALL)
    found = pattern.sub(lambda _: f"\n{printed}\n\n", text)

    if request.config.getoption("--update-golden"):
        README.write_text(found, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == found


def test_commands(text: str) -> None:
    """Every command, every option and every format is named."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        assert f"mmrdf {name}" in text
        options = {option for param in command.params for option in param.opts}
        assert [o for o in options if o.startswith("--") and o not in text] == []
    for name in FORMATS:
        assert name in text


def test_make(text: str) -> None:
    """The targets of make that the README names are there."""
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")

    for target in set(re.findall(r"`?make (\w+)`?", text)):
        assert f"\n{target}:" in makefile
