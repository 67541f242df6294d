"""Golden cases: one idea each, an input and what it becomes.

``pytest --update-golden`` writes them anew; the difference is then to be read.
"""

from pathlib import Path

import pytest

from mmrdf import read, resolve, triples
from mmrdf.serialize import FORMATS
from mmrdf.serialize.jsonld import document

CASES = sorted(
    path
    for path in (Path(__file__).parent / "data" / "golden").iterdir()
    if path.suffix in {".md", ".txt"}
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path, request: pytest.FixtureRequest) -> None:
    """The input becomes this Turtle and this JSON-LD."""
    [record] = map(resolve, read(path))
    graph = list(triples(record))
    row = FORMATS["turtle"]
    turtle = b"".join(row.whole([row.body(graph)]))

    for found, ending in ((turtle, ".ttl"), (document(graph), ".jsonld")):
        golden = path.with_suffix(ending)
        if request.config.getoption("--update-golden"):
            golden.write_bytes(found)
        assert golden.read_text(encoding="utf-8") == found.decode()
