"""Questions to the graph: those that must find nothing, and those of WikiPathways' users."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store, Triple

from mmrdf import export, read, resolve, triples
from mmrdf.mappers import LAYERS

DATA = Path(__file__).parent / "data"
SEEDS = sorted((DATA.parents[1] / "seeds").glob("*.txt"))
QUERIES = sorted((DATA / "queries").glob("*.rq"))
QUESTIONS = sorted((DATA / "questions").glob("*.rq"))
PREFIXES = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wp: <http://vocabularies.wikipathways.org/wp#>
"""


def _store(graph: list[Triple]) -> Store:
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in graph)
    return store


def _both(paths: Iterable[Path]) -> list[Triple]:
    """All layers of some files."""
    records = [resolve(record) for path in paths for record in read(path)]
    return [triple for record in records for layer in LAYERS for triple in triples(record, layer)]


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query)
    return sorted(tuple(str(term) for term in row) for row in found)  # type: ignore[union-attr]


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_seeds(query: Path) -> None:
    """The graph of the seeds has none of these faults."""
    assert _rows(_store(_both(SEEDS)), query.read_text()) == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_checkout(query: Path) -> None:
    """Nor has that of figures with side tables, with its evidence."""
    graph = _both((DATA / "checkout" / "_figures").iterdir())

    assert _rows(_store(graph), query.read_text()) == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_articles(query: Path) -> None:
    """Nor has that of articles and chapters with all that PubMed says of them."""
    names = ("article-xml.xml", "chapter-xml.xml", "article-medline.nbib")
    graph = _both(DATA / "golden" / name for name in names)

    assert _rows(_store(graph), query.read_text()) == []


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda path: path.stem)
def test_question(query: Path) -> None:
    """What consumers ask has the answer that stands beside the question."""
    found = _store(_both((DATA / "checkout" / "_figures").iterdir())).query(query.read_text())
    rows = ["\t".join(term.value for term in row) for row in found]  # type: ignore[union-attr]

    assert rows == query.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_corpus(corpus: Path, query: Path) -> None:
    """Nor has the graph of the corpus."""
    paths = [*(corpus / "pfocr" / "_figures").iterdir()]
    pubmed = corpus / "pubmed"
    paths += [*(pubmed / "page-text").glob("*.txt"), *(pubmed / "nbib").iterdir()]
    paths += [*(pubmed / "xml").iterdir(), *(pubmed / "efetch").iterdir()]

    assert _rows(_store(_both(paths)), query.read_text()) == []


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        # all pathways, as the community lists them
        ("SELECT ?p WHERE { ?p a wp:Pathway , skos:Collection ; dc:title ?t }", 3),
        # the fields that a list of pathways shows
        (
            """SELECT ?page ?id ?name WHERE {
                 ?p a wp:Pathway ; dc:identifier ?id ; dc:title ?title ; foaf:page ?page ;
                    wp:organism ?taxon ; wp:organismName ?name ; wp:ontologyTag ?tag ;
                    dcterms:description ?text }""",
            3,
        ),
        # the literature of pathways, by the link that WikiPathways inverts
        (
            """SELECT ?article WHERE {
                 ?article a wp:PublicationReference ; dcterms:isPartOf ?p ; foaf:page ?page ;
                          dcterms:identifier ?id ; dc:source ?source .
                 ?p a wp:Pathway }""",
            3,
        ),
        # pathways without a reference
        ("SELECT ?p WHERE { ?p a wp:Pathway FILTER NOT EXISTS { ?p cito:cites ?a } }", 0),
        # pathways with two descriptions, or an empty one
        (
            """SELECT ?p WHERE { ?p a wp:Pathway ; dcterms:description ?d }
               GROUP BY ?p HAVING (COUNT(?d) > 1 || MIN(STRLEN(?d)) = 0)""",
            0,
        ),
    ],
)
def test_questions_of_wikipathways(query: str, rows: int) -> None:
    """What users of WikiPathways' RDF ask is answered by our graph."""
    assert len(_rows(_store(_both(SEEDS)), PREFIXES + query)) == rows


def test_peer_queries(corpus: Path, tmp_path: Path) -> None:
    """The queries of four WikiPathways repositories run unchanged.

    They are not ours to copy: the environment variable PEER_CLONES names a folder with clones.
    """
    clones = os.environ.get("PEER_CLONES")
    if not clones:
        pytest.skip("no clones of the repositories")
    peers = corpus.parent / "peer-queries"
    export(corpus / "pfocr", tmp_path, formats=["turtle"], check=False)
    command = [sys.executable, peers / "run.py", "--clones", clones]
    command += ["--expected", peers / "expected.json", *tmp_path.glob("*.ttl")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    assert result.stdout.splitlines()[-1] == "66 passed, 0 failed, 0 skipped"
