"""The same question has the same answer in every store, with all graphs as one too."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from servers import command, oxigraph, rdflib_endpoint, virtuoso

from mmrdf import export, load, query, stores
from mmrdf.stores import Login
from mmrdf.vocab import PREFIXES

pytestmark = pytest.mark.loopback

DATA = Path(__file__).parent / "data"
GRAPHS = [f"{PREFIXES['mmrdf']}graph/{layer}" for layer in ("core", "wikipathways", "evidence")]

GENES = """
    SELECT ?figure ?name (COUNT(?gene) AS ?count) WHERE {
      ?record a term:PathwayFigure ; schema:identifier ?figure ; schema:mentions ?gene .
      ?gene a schema:Gene ; schema:name ?name
    } GROUP BY ?figure ?name ORDER BY ?figure ?name
"""
YEARS = """
    SELECT ?paper ?year WHERE {
      ?paper a schema:ScholarlyArticle ; term:year ?year FILTER (?year >= 2010)
    } ORDER BY ?paper
"""
PUBMED = """<PubmedArticleSet>{}</PubmedArticleSet>"""
PAPER = (
    "<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><Journal><JournalIssue>"
    "<PubDate>{date}</PubDate></JournalIssue><ISOAbbreviation>J Void</ISOAbbreviation></Journal>"
    "<ArticleTitle>Paper {number}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
)
DATES = {
    "<Year>2005</Year>": False,
    "<Year>2009</Year><Month>Dec</Month><Day>31</Day>": False,
    "<Year>2010</Year>": True,
    "<Year>2010</Year><Month>Jan</Month>": True,
    "<Year>2011</Year><Month>Feb</Month><Day>3</Day>": True,
    "<MedlineDate>1999-2000</MedlineDate>": False,
    "<MedlineDate>2019 Dec-2020 Jan</MedlineDate>": True,
    "<Year>2012</Year><Season>Spring</Season>": True,
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of figures with side tables, and of papers with dates of all kinds."""
    folder = tmp_path_factory.mktemp("answers")
    papers = [PAPER.format(number=n + 1, date=date) for n, date in enumerate(DATES)]
    (folder / "papers.xml").write_text(PUBMED.format("".join(papers)))
    inputs = [DATA.parents[1] / "seeds", DATA / "checkout", folder / "papers.xml"]
    export(inputs, folder / "out", check=False)
    return folder / "out"


@contextmanager
def _loaded(name: str, output: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """A server that holds the export; how to ask it."""
    server = {"oxigraph": oxigraph, "rdflib": rdflib_endpoint, "virtuoso": virtuoso}[name]
    with server(folder) as url:
        login = Login("dba", "dba") if name == "virtuoso" else None
        with closing(stores.opened(url, login=login)) as store:
            # rdflib-endpoint decodes updates twice and so refuses words with a percent sign
            layers = ["core", "wikipathways"] if name == "rdflib" else None
            load(output, store, layers=layers, journal=folder / "journal")
        yield {"on": url, "login": login}


COMMANDS = {"oxigraph": "oxigraph", "rdflib": "rdflib-endpoint", "virtuoso": "virtuoso-t"}


@pytest.mark.parametrize("name", COMMANDS)
def test_answers(name: str, output: Path, tmp_path: Path) -> None:
    """Genes per figure and papers since 2010: the rows of the embedded store, on each server."""
    if not command(COMMANDS[name]):
        pytest.skip(f"{COMMANDS[name]} is not installed")
    with _loaded(name, output, tmp_path) as where:
        for text in (GENES, YEARS):
            expected = _rows(query(text, output))

            assert expected
            assert _rows(query(text, graphs=GRAPHS, **where)) == expected
            assert _rows(query(text, graphs=GRAPHS[:1], **where)) == expected


def test_no_gene_counts_twice(output: Path) -> None:
    """Each gene of a figure comes once, whichever graphs are asked together."""
    found = _rows(query(GENES, output))

    assert found == _rows(query(GENES, output, graphs=GRAPHS[:1]))
    assert {count for *_, count in found} == {"1"}


def test_years(output: Path) -> None:
    """Each paper since 2010 is found, whatever its date is like, and no other."""
    papers = {paper for paper, _ in _rows(query(YEARS, output)) if "/pubmed/" in paper}

    since = {n + 1 for n, is_since in enumerate(DATES.values()) if is_since}
    assert {
        int(paper.rpartition("/")[2]) for paper in papers if int(paper.rpartition("/")[2]) < 9
    } == since


def _rows(answer: Any) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in answer.rows]
