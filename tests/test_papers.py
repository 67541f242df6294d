"""Records of one paper are one node, whichever identifiers each of them gives."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mmrdf import Summary, export
from mmrdf.cli import app
from mmrdf.export import plan
from mmrdf.export.papers import PaperIndex, known_papers
from mmrdf.vocab import PREFIXES, fabio, prism, schema

Write = Callable[..., Path]

DOI = "10.1000/x"


@pytest.fixture
def figure(tmp_path: Path) -> Write:
    """Write the record of a figure of a paper with this PMCID and DOI."""

    def write(pmcid: str, doi: str = "", *lines: str, number: int = 1) -> Path:
        path = tmp_path / f"{pmcid}__f{number}.md"
        said = ["papertitle: Title of the figure.", "year: '2012'", *lines]
        said += ["reftext: Ann Lee, et al. Acta Bone. 2012 Mar;1(2):3-4."]
        said += [f"doi: {doi}"] if doi else []
        path.write_text("\n".join(["---", f"figid: {pmcid}__f{number}", *said, "---", ""]))
        return path

    return write


@pytest.fixture
def pubmed(tmp_path: Path) -> Write:
    """Write PubMed's record of a paper."""

    def write(
        pmid: str, doi: str = "", pmcid: str = "", name: str | None = None, more: str = ""
    ) -> Path:
        ids = [("doi", doi), ("pmc", pmcid)]
        listed = "".join(f'<ArticleId IdType="{kind}">{it}</ArticleId>' for kind, it in ids if it)
        path = tmp_path / f"{name or pmid}.xml"
        path.write_text(
            f'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID>'
            "<DateRevised><Year>2020</Year><Month>01</Month><Day>02</Day></DateRevised><Article><Journal><JournalIssue>"
            "<Volume>1</Volume><PubDate><Year>2012</Year><Month>Mar</Month></PubDate>"
            f"</JournalIssue><Title>Acta of bone</Title></Journal><ArticleTitle>Title of {pmid}."
            "</ArticleTitle></Article><MedlineJournalInfo><MedlineTA>Acta Bone</MedlineTA>"
            f"<NlmUniqueID>123</NlmUniqueID></MedlineJournalInfo></MedlineCitation><PubmedData>"
            f"<ArticleIdList>{listed}</ArticleIdList></PubmedData></PubmedArticle>{more}"
            "</PubmedArticleSet>"
        )
        return path

    return write


@pytest.fixture
def page(tmp_path: Path) -> Write:
    """Write a page of PubMed without a PMID."""

    def write(doi: str) -> Path:
        path = tmp_path / "page.txt"
        path.write_text(
            "Access keys NCBI Homepage MyNCBI Homepage\nActa Bone\n"
            f". 2012 Mar;1(2):3-4. doi: {doi}.\nTitle of the page\nA Lee\n\nAbstract\nIL6.\n"
        )
        return path

    return write


def _export(out: Path, *inputs: Path, **options: object) -> tuple[Summary, list[Triple]]:
    summary = export(inputs, out, formats=["nt"], layers=["core"], **options)  # type: ignore[arg-type]
    return summary, list(parse((out / "core.nt").read_bytes(), format=RdfFormat.N_TRIPLES))


def _values(triples: list[Triple], what: NamedNode, of: str | None = None) -> list[str]:
    """What a property says, of all subjects or of one."""
    return sorted(
        t.object.value
        for t in triples
        if t.predicate == what
        and isinstance(t.object, NamedNode | Literal)
        and (of is None or (isinstance(t.subject, NamedNode) and t.subject.value == of))
    )


def _papers(triples: list[Triple]) -> list[str]:
    """The nodes that are articles, as ``pmid:1``."""
    nodes = {t.subject.value for t in triples if t.object == schema.ScholarlyArticle}  # type: ignore[union-attr]
    names = {"pubmed": "pmid", "doi": "doi", "pmc": "pmc"}
    return sorted(
        f"{names[prefix]}:{node.removeprefix(PREFIXES[prefix])}"
        for node in nodes
        for prefix in names
        if node.startswith(PREFIXES[prefix])
    )


def test_one_node(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A figure's paper and its PubMed record are one node, which PubMed's record describes."""
    inputs = [figure("PMC1", DOI), figure("PMC1", number=2), pubmed("7", DOI)]
    summary, triples = _export(tmp_path / "out", *inputs)
    node = f"{PREFIXES['pubmed']}7"

    assert _papers(triples) == ["pmid:7"]
    assert _values(triples, schema.isBasedOn) == [node, node]
    assert _values(triples, schema.identifier, node) == [f"doi:{DOI}", "pmc:PMC1", "pmid:7"]
    for what in (schema.name, schema.datePublished, schema.isPartOf, schema.creditText):
        assert len(_values(triples, what, node)) == (what != schema.creditText), what
    assert _values(triples, schema.name, node) == ["Title of 7"]
    assert summary.skipped == summary.notices == ()
    assert (summary.papers_of_figures, summary.papers_without_pmid) == (1, 0)
    assert not [it for it in summary.report.results if "Article" in it.shape_name]  # type: ignore[union-attr]


@pytest.mark.parametrize("by", [{"doi": DOI}, {"pmcid": "PMC1"}])
def test_by_either(tmp_path: Path, figure: Write, pubmed: Write, by: dict[str, str]) -> None:
    """One identifier is enough; the node has what both know."""
    _, triples = _export(tmp_path / "out", figure("PMC1", DOI), pubmed("7", **by))

    assert _papers(triples) == ["pmid:7"]
    assert _values(triples, prism.doi) == [DOI]
    assert _values(triples, fabio.hasPubMedCentralId) == ["PMC1"]


def test_transitive(tmp_path: Path, figure: Write, pubmed: Write, page: Write) -> None:
    """A DOI leads to a PMCID through another record, and that to a PMID; the page is not needed."""
    inputs = [page(DOI), figure("PMC1", DOI), figure("PMC1", number=2), pubmed("7", pmcid="PMC1")]
    summary, triples = _export(tmp_path / "out", *inputs)

    assert _papers(triples) == ["pmid:7"]
    assert _values(triples, schema.name, f"{PREFIXES['pubmed']}7") == ["Title of 7"]
    assert (summary.superseded, summary.records["article"], summary.skipped) == (1, 1, ())


def test_page_describes(tmp_path: Path, figure: Write, page: Write) -> None:
    """Without a PMID the DOI names the paper, of which the page is the record."""
    inputs = [figure("PMC1", DOI), figure("PMC1", number=2), page(DOI)]
    summary, triples = _export(tmp_path / "out", *inputs)

    assert _papers(triples) == [f"doi:{DOI}"]
    assert _values(triples, schema.name, PREFIXES["doi"] + DOI) == ["Title of the page"]
    assert (summary.superseded, summary.papers_without_pmid) == (0, 1)


def test_shared_identifier(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """What two PMIDs have leads to neither; another identifier may lead to one of them."""
    inputs = [figure("PMC1", DOI), figure("PMC2", DOI), pubmed("7", DOI, "PMC1"), pubmed("8", DOI)]
    summary, triples = _export(tmp_path / "out", *inputs)

    assert _papers(triples) == [f"doi:{DOI}", "pmid:7", "pmid:8"]
    based_on = {t.subject.value: t.object.value for t in triples if t.predicate == schema.isBasedOn}  # type: ignore[union-attr]
    assert sorted(based_on.values()) == [f"{PREFIXES['doi']}{DOI}", f"{PREFIXES['pubmed']}7"]
    [notice] = summary.notices
    assert (notice.code, notice.severity, notice.record) == (
        "shared-identifier",
        "Warning",
        "PMID 7",
    )
    assert notice.message == (
        f"{DOI} is that of pmid:7 and pmid:8; no other record is joined to them by it"
    )
    assert Path(notice.source.file).name == "7.xml"


def test_between_two(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A record whose identifiers lead to two PMIDs joins neither, nor do its like."""
    figures = [figure("PMC1", DOI), figure("PMC1", number=2)]
    summary, triples = _export(
        tmp_path / "out", *figures, pubmed("7", DOI), pubmed("8", "", "PMC1")
    )

    assert _papers(triples) == [f"doi:{DOI}", "pmid:7", "pmid:8"]
    [notice] = summary.notices
    assert notice.code == "shared-identifier"
    assert "pmid:7" in notice.message
    assert "pmid:8" in notice.message
    assert summary.papers_without_pmid == 1


def test_wrong_doi_of_two(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """Papers that share a wrong DOI and have PMCIDs of their own stay two papers."""
    figures = [figure("PMC1", DOI), figure("PMC2", DOI)]
    summary, triples = _export(
        tmp_path / "out", *figures, pubmed("7", "", "PMC1"), pubmed("8", "", "PMC2")
    )

    assert _papers(triples) == ["pmid:7", "pmid:8"]
    assert summary.notices[0].code == "shared-identifier"
    assert "what connects them is not used" in summary.notices[0].message


def test_record_without_a_pmid(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A record, or a deletion, without a number is left out, and the rest goes on."""
    gone = "<DeleteCitation><PMID/></DeleteCitation>"
    summary, triples = _export(
        tmp_path / "out", figure("PMC1", DOI), pubmed("", DOI, name="none", more=gone)
    )

    assert _papers(triples) == [f"doi:{DOI}"]
    assert [Path(error.source.file).name for error in summary.skipped] == ["none.xml"]


def test_two_dois(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A paper has one DOI: that of PubMed's record, else the first in order."""
    figures = [figure("PMC1", "10.1000/b"), figure("PMC1", "10.1000/a", number=2)]
    _, triples = _export(tmp_path / "one", *figures)
    assert (_papers(triples), _values(triples, prism.doi)) == (["doi:10.1000/a"], ["10.1000/a"])

    summary, triples = _export(tmp_path / "two", *figures, pubmed("7", "10.1000/c", "PMC1"))
    assert sorted(notice.message for notice in summary.notices) == [
        f"10.1000/{own} is not 10.1000/c, which other records of pmid:7 have; 10.1000/c is used"
        for own in "ab"
    ]
    assert (_papers(triples), _values(triples, prism.doi)) == (["pmid:7"], ["10.1000/c"])


def test_not_used(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A state that is superseded, and a record that is deleted, join nothing."""
    old, new = pubmed("7", DOI, name="a"), pubmed("7", "", "PMC9", name="b")
    gone = "<DeleteCitation><PMID>8</PMID></DeleteCitation>"
    inputs = [figure("PMC1", DOI), figure("PMC2"), old, new, pubmed("8", "", "PMC2", more=gone)]
    summary, triples = _export(tmp_path / "out", *inputs)

    assert _papers(triples) == [f"doi:{DOI}", "pmc:PMC2", "pmid:7"]
    assert (summary.superseded, summary.deleted) == (1, ("8",))


def test_references_join_nothing(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """What a list of references says of other papers is often wrong."""
    path = pubmed("7")
    ids = '<ArticleId IdType="pubmed">9</ArticleId><ArticleId IdType="doi">10.1000/x</ArticleId>'
    listed = f"<ReferenceList><Reference><ArticleIdList>{ids}</ArticleIdList></Reference>"
    text = path.read_text()
    path.write_text(text.replace("</PubmedData>", f"{listed}</ReferenceList></PubmedData>"))
    _, triples = _export(tmp_path / "out", figure("PMC1", DOI), path)

    assert _papers(triples) == [f"doi:{DOI}", "pmid:7"]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_any_order(
    tmp_path: Path,
    figure: Write,
    pubmed: Write,
    page: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bytes are the same in any order of the inputs, on any number of processes, anywhere."""
    monkeypatch.setattr(plan, "CHUNK", 1)
    inputs = [figure(f"PMC{n // 2 + 1}", f"10.1000/{n}", number=n) for n in range(8)]
    inputs += [pubmed("7", "10.1000/1"), pubmed("8", "10.1000/4", "PMC4"), page("10.1000/6")]
    options = {"formats": ["turtle", "json-ld"], "date": "2026-12-01"}
    export(inputs, tmp_path / "out", jobs=1, **options)  # type: ignore[arg-type]
    expected = _bytes(tmp_path / "out")

    for number, jobs in enumerate((1, 2, 2)):
        random.Random(number).shuffle(inputs)  # noqa: S311 (no secret)
        export(inputs, tmp_path / f"out-{number}", jobs=jobs, **options)  # type: ignore[arg-type]
        assert _bytes(tmp_path / f"out-{number}") == expected
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        export(inputs, tmp_path / "elsewhere", executor=executor, **options)  # type: ignore[arg-type]
    assert _bytes(tmp_path / "elsewhere") == expected


def test_no_stale_piece(
    tmp_path: Path, figure: Write, pubmed: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the identifiers of a paper change in another file, its figures are made again."""
    monkeypatch.setattr(plan, "CHUNK", 1)
    figures = [figure("PMC1", DOI), figure("PMC2")]
    states: list[tuple[tuple[str, str, str], ...]] = [
        (("7", DOI, ""),),
        (("7", "", ""),),
        (("8", DOI, ""), ("7", "", "PMC2")),
        (("7", DOI, "PMC2"),),
        (("7", DOI, ""), ("8", DOI, "")),
    ]
    for number, state in enumerate([*states, states[0]]):
        inputs = [*figures, *(pubmed(*record) for record in state)]
        _export(tmp_path / "out", *inputs, check=False)
        assert (tmp_path / "out" / ".mmrdf" / "shards").is_dir()
        _export(tmp_path / f"fresh-{number}", *inputs, check=False)
        assert _bytes(tmp_path / "out") == _bytes(tmp_path / f"fresh-{number}")


def test_reused(
    tmp_path: Path, figure: Write, pubmed: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces are used again where nothing that they rest on has changed."""
    monkeypatch.setattr(plan, "CHUNK", 1)
    inputs = [figure("PMC1", DOI), figure("PMC2"), pubmed("7", DOI)]
    _export(tmp_path / "out", *inputs)
    before = {path.name for path in (tmp_path / "out" / ".mmrdf" / "shards").iterdir()}
    _export(tmp_path / "out", *inputs, pubmed("9", "10.1000/other"))
    after = {path.name for path in (tmp_path / "out" / ".mmrdf" / "shards").iterdir()}

    assert before < after
    assert len(after) == len(before) + 1


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """NLM's table with three papers."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    path = tmp_path / "PMC-ids.csv"
    path.write_text("DOI,PMCID,PMID\n10.1000/x,PMC1,7\n10.1000/y,PMC2,8\n10.1000/free,,9\n")
    return path


def test_id_map(tmp_path: Path, figure: Write, pubmed: Write, page: Write, table: Path) -> None:
    """NLM's table adds what the export does not know: of all records of a paper together."""
    inputs = [figure("PMC3", "10.1000/free"), figure("PMC3", number=2), page("10.1000/y")]
    summary, triples = _export(tmp_path / "out", *inputs, pubmed("8"), id_map=table)

    assert _papers(triples) == ["pmid:8", "pmid:9"]
    assert (summary.superseded, summary.skipped, summary.papers_without_pmid) == (1, (), 0)


def test_id_map_last(tmp_path: Path, figure: Write, pubmed: Write, table: Path) -> None:
    """What the export itself knows goes before the table; the report tells where they differ."""
    summary, triples = _export(
        tmp_path / "out", figure("PMC1", DOI), pubmed("5", DOI), id_map=table
    )

    assert _papers(triples) == ["pmid:5"]
    assert {notice.code for notice in summary.notices} == {"id-map-disagrees"}


def test_summary(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """One line says how many papers of figures have no PMID; nothing if all have."""
    paths = [figure("PMC1", DOI), figure("PMC1", number=2), figure("PMC2")]
    arguments = [*map(str, paths), "-o", str(tmp_path / "out")]
    line = "{} figures' papers have no PMID and will not join WikiPathways"

    result = CliRunner().invoke(app, ["export", *arguments])
    assert line.format("2 of 2") in " ".join(result.stdout.split())
    result = CliRunner().invoke(app, ["export", *arguments, str(pubmed("7", DOI))])
    assert line.format("1 of 2") in " ".join(result.stdout.split())
    result = CliRunner().invoke(
        app, ["export", *arguments, str(pubmed("7", DOI)), str(pubmed("8", "", "PMC2"))]
    )
    assert "have no PMID" not in result.output
    assert not list((tmp_path / "out").rglob("*.sqlite"))


def test_no_index(tmp_path: Path) -> None:
    """An index that cannot be written or read is a fault of the system."""
    with pytest.raises(OSError, match="unable to open"):
        PaperIndex(tmp_path / "none" / "papers.sqlite")
    with pytest.raises(OSError, match="unable to open"):
        known_papers(tmp_path / "none" / "papers.sqlite", [plan.Input(path="a", name="a")])


def test_journal(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """A journal that a figure abbreviates is that of the records that give it a number."""
    inputs = [figure("PMC1", DOI), pubmed("7")]
    _, triples = _export(tmp_path / "out", *inputs)
    journal = "https://w3id.org/mmrdf/journal/123~nlm"

    assert _journals(triples) == [journal]
    assert _values(triples, schema.name, journal) == ["Acta of bone"]
    assert f"{journal}/1/2" in _values(triples, schema.isPartOf, PREFIXES["doi"] + DOI)


def test_two_journals(tmp_path: Path, figure: Write, pubmed: Write) -> None:
    """An abbreviation with two numbers leads to neither."""
    other = pubmed("8")
    other.write_text(other.read_text().replace("<NlmUniqueID>123<", "<NlmUniqueID>456<"))
    _, triples = _export(tmp_path / "out", figure("PMC1", DOI), pubmed("7"), other)
    of = "https://w3id.org/mmrdf/journal/"

    assert _journals(triples) == [f"{of}123~nlm", f"{of}456~nlm", f"{of}acta-bone"]


def _journals(triples: list[Triple]) -> list[str]:
    return sorted(t.subject.value for t in triples if t.object == schema.Periodical)  # type: ignore[union-attr]
