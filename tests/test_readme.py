"""The README says what is so: its examples run, its tables are those of the code."""

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Quad, Store

from mmrdf import read, resolve, triples
from mmrdf.cli import app
from mmrdf.mappers import LAYERS
from mmrdf.records.reasons import REASONS
from mmrdf.resolve import evidence
from mmrdf.serialize import FORMATS
from mmrdf.vocab import PREFIXES

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


def _whole(cell: str) -> str:
    return re.sub(r"^term:", PREFIXES["term"], cell)


def asked_in_readme() -> list[tuple[str, list[list[str]]]]:
    """The queries of the README and the tables below them, with their heads.

    The tables show our own terms with their prefix, as ``term:asserted``.
    """
    text = README.read_text(encoding="utf-8")
    prefixes, *queries = _blocks(text, "sparql")
    assert len(queries) == 6
    found = []
    for query in queries:
        table = text.partition(f"{query}```\n\n")[2].partition("\n\n")[0]
        lines = [line.strip("|").split("|") for line in table.split("\n")]
        cells = [[_whole(cell.strip()) for cell in line] for line in lines]
        found.append((prefixes + query, [cells[0], *cells[2:]]))
    return found


def test_queries(corpus: Path) -> None:
    """The queries have the answers that stand below them."""
    store = Store()
    figures = corpus / "pfocr" / "_figures"
    for stem in ("PMC9658666__jcm-11-06491", "PMC8431187__cancers-13-04441", "PMC6333051__fendo"):
        [path] = figures.glob(f"{stem}*.md")
        for record in map(resolve, read(path)):
            for layer in LAYERS:
                said = triples(record, layer)
                store.extend(Quad(t.subject, t.predicate, t.object) for t in said)
    for query, answer in asked_in_readme():
        found = store.query(query)
        head = [variable.value for variable in found.variables]  # type: ignore[union-attr]
        rows = [[term.value for term in row] for row in found]  # type: ignore[union-attr]
        assert answer == [head, *rows]


def _rows_of_reasons(text: str) -> list[tuple[list[str], str, str]]:
    """The rows of all tables of reasons: the reasons, the second column and its head."""
    tables = re.findall(
        r"^\| reason \| (.*?) \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, flags=re.MULTILINE
    )
    rows = [(head, row.split(" | ")) for head, body in tables for row in body.splitlines()]
    return [(re.findall(r"`(.*?)`", cells[0]), cells[1].strip(), head) for head, cells in rows]


def test_reasons(text: str) -> None:
    """The tables of reasons have every reason of the table in the code and no other."""
    rows = _rows_of_reasons(text)

    assert {reason for reasons, _, _ in rows for reason in reasons} == REASONS.keys()
    for reasons, cell, head in rows:
        for reason in reasons if head == "status" else ():
            assert cell in REASONS[reason].statuses


def _confidences(models: list[str], reasons: list[str]) -> str:
    """The lowest and the highest confidence that some models give for some reasons."""
    found = [
        band.confidence
        for (model, name), bands in evidence.opened().bands.items()
        for band in bands
        if model in models and name.partition(":")[0] in reasons
    ]
    if not found:
        return ""
    low, high = f"{min(found):.2f}", f"{max(found):.2f}"
    return low if low == high else f"{low} to {high}"


def test_confidences(text: str, request: pytest.FixtureRequest) -> None:
    """The tables of reasons show the confidences of the shipped evidence model."""

    def table(found: re.Match[str]) -> str:
        models = found[1].split()

        def row(cells: re.Match[str]) -> str:
            shown = _confidences(models, re.findall(r"`(.*?)`", cells[1])) or "-"
            return f"| {cells[1]} | {shown} | {cells[2]} |"

        return re.sub(r"\| (`[^|]*`) \| ?[^|`]*? ?\| (.*) \|", row, found[0])

    pattern = r"<!-- confidence: ([a-z ]+) -->\n(?:\|.*\n)+"
    made = re.sub(pattern, table, text)
    assert len(re.findall(pattern, text)) == 3
    if request.config.getoption("--update-golden"):
        README.write_text(made, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == made


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
    commands = dict(app.commands)
    group = commands.pop("lexicon")
    commands |= {f"lexicon {name}": command for name, command in group.commands.items()}
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
