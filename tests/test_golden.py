"""Golden cases: one idea each, an input and what it becomes.

``pytest --update-golden`` writes them anew; the difference is then to be read.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Triple

from mmrdf import Figure, read, resolve, triples
from mmrdf.graph import grouped
from mmrdf.serialize import FORMATS
from mmrdf.serialize.jsonld import document

DATA = Path(__file__).parent / "data"
CASES = sorted(
    path
    for path in [*(DATA / "golden").iterdir(), *(DATA / "checkout" / "_figures").iterdir()]
    if path.suffix in {".md", ".nbib", ".txt", ".xml"}
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path, request: pytest.FixtureRequest) -> None:
    """The input becomes this Turtle and this JSON-LD, and in the other layers this Turtle."""
    [record] = map(resolve, read(path))
    graph = list(triples(record))
    becomes = {".ttl": _turtle(graph, "core"), ".jsonld": document(grouped(graph))}
    if isinstance(record, Figure) and record.mentions:
        becomes[".evidence.ttl"] = _turtle(triples(record, "evidence"), "evidence")
        becomes[".wikipathways.ttl"] = _turtle(triples(record, "wikipathways"), "wikipathways")

    for ending, found in becomes.items():
        golden = DATA / "golden" / f"{path.stem}{ending}"
        if request.config.getoption("--update-golden"):
            golden.write_bytes(found)
        assert golden.read_text(encoding="utf-8") == found.decode()


def _turtle(graph: Iterable[Triple], layer: str) -> bytes:
    row = FORMATS["turtle"]
    return row.document(grouped(graph), layer)
