"""The id map: which papers get which PMID, and what becomes of a table that is none."""

import gzip
import json
import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from mmrdf import export, resolve
from mmrdf.cli import app
from mmrdf.errors import IdMapError
from mmrdf.records import (
    Affiliation,
    Article,
    Author,
    Figure,
    Funder,
    Grant,
    Picture,
    Reference,
    Relation,
    Source,
    Xref,
)
from mmrdf.resolve import id_map, id_table
from mmrdf.resolve.id_map import IdMap, opened
from mmrdf.vocab import PREFIXES, rdf, schema

HEADER = "Journal Title,ISSN,eISSN,Year,Volume,Issue,Page,DOI,PMCID,PMID,Manuscript Id,Release Date"

Write = Callable[..., Path]


def _row(doi: str = "", pmcid: str = "", pmid: str = "", title: str = "Blood") -> str:
    return f"{title},0006-4971,1528-0020,2011,94,4,334,{doi},{pmcid},{pmid},,live"


ROWS = (
    _row("10.1000/One", "PMC1", "11"),
    _row("10.1000/two", "PMC2", "22", title='"Leuk Res, ""new"" series"'),
    _row("10.1000/twice", "PMC31", "31"),
    _row("10.1000/twice", "PMC32", "32"),
    _row("", "PMC4", "44"),
    _row("10.1000/free", "PMC5", ""),
    _row("10.1000/zero", "PMC6", "0"),
    _row("https://doi.org/10.1000/SEVEN<7>", "PMC7.2", "77"),
)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Keep indexes in a folder of the test, and nothing in memory; yield the folder."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: folder)
    _fresh(monkeypatch)
    yield folder
    for name in folder.glob("*") if folder.is_dir() else ():
        assert not name.name.startswith("."), "a half-made index is left"


def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this process has opened, as a new one would."""
    for name in ("_id_map", "_connection", "_temporary", "_digest"):
        monkeypatch.setattr(id_map, name, cache(getattr(id_map, name).__wrapped__))


@pytest.fixture
def table(tmp_path: Path) -> Write:
    """Write a table of these rows."""

    def write(*rows: str, header: str = HEADER, name: str = "PMC-ids.csv") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in (header, *rows)), encoding="utf-8")
        return path

    return write


@pytest.fixture
def known(table: Write) -> IdMap:
    return opened(table(*ROWS))


@pytest.mark.parametrize(
    ("paper", "pmid"),
    [
        (Article(doi="10.1000/one"), "11"),
        (Article(pmcid="PMC1"), "11"),
        (Article(doi="10.1000/one", pmcid="PMC1"), "11"),
        (Article(doi="10.1000/two"), "22"),
        (Article(pmcid="PMC4"), "44"),
        (Article(pmcid="PMC7"), "77"),
        (Article(doi="10.1000/seven<7>"), "77"),
        (Article(doi="10.1000/unknown", pmcid="PMC4"), "44"),
        (Article(doi="10.1000/free"), None),
        (Article(doi="10.1000/zero", pmcid="PMC6"), None),
        (Article(doi="10.1000/unknown", pmcid="PMC99"), None),
        (Article(title="only a title"), None),
        (Article(pmcid="PMC" + "9" * 30), None),
    ],
)
def test_identified(known: IdMap, paper: Article, pmid: str | None) -> None:
    """A paper gets the PMID that its identifiers lead to, and nothing else."""
    found = known.identified(paper)

    assert isinstance(found, Article)
    assert (found.pmid, found.doi, found.pmcid) == (pmid, paper.doi, paper.pmcid)
    assert found.notices == ()


@pytest.mark.parametrize(
    ("paper", "field", "message"),
    [
        (
            Article(doi="10.1000/one", pmcid="PMC2"),
            "pmid",
            "doi:10.1000/one leads to pmid:11; pmc:PMC2 leads to pmid:22; none is used",
        ),
        (
            Article(doi="10.1000/twice"),
            "pmid",
            "doi:10.1000/twice leads to pmid:31 and pmid:32; none is used",
        ),
        (
            Article(doi="10.1000/twice", pmcid="PMC31"),
            "pmid",
            (
                "doi:10.1000/twice leads to pmid:31 and pmid:32; pmc:PMC31 leads to pmid:31; "
                "none is used"
            ),
        ),
        (
            Article(doi="10.1000/other", pmcid="PMC1"),
            "pmid",
            (
                "pmc:PMC1 leads to pmid:11, which has doi:10.1000/one, not doi:10.1000/other; "
                "it is not used"
            ),
        ),
        (
            Article(doi="10.1000/one", pmcid="PMC99"),
            "pmid",
            "doi:10.1000/one leads to pmid:11, which has pmc:PMC1, not pmc:PMC99; it is not used",
        ),
        (
            Article(pmid="5", doi="10.1000/one"),
            "doi",
            "doi:10.1000/one leads to pmid:11, not to pmid:5",
        ),
        (
            Article(pmid="11", doi="10.1000/one", pmcid="PMC2"),
            "pmcid",
            "pmc:PMC2 leads to pmid:22, not to pmid:11",
        ),
    ],
)
def test_contradiction(known: IdMap, paper: Article, field: str, message: str) -> None:
    """Where identifiers disagree the paper stays as it is, and that is said."""
    found = known.identified(paper)

    assert found == paper
    [notice] = found.notices
    assert (notice.code, notice.severity, notice.record) == (
        "id-map-disagrees",
        "Warning",
        paper.identity.curie,
    )
    assert (notice.field, notice.message) == (field, f"in the id map {message}")


def test_own_pmid(known: IdMap) -> None:
    """A PMID that the table confirms, or does not know, is no doubt."""
    for paper in (
        Article(pmid="11", doi="10.1000/one", pmcid="PMC1"),
        Article(pmid="32", doi="10.1000/twice"),
        Article(pmid="5", doi="10.1000/unknown"),
        Article(pmid="5"),
    ):
        found = known.identified(paper)

        assert (found, found.notices) == (paper, ())


def test_lookups(known: IdMap) -> None:
    """What the table has is found from either side; its own counts are kept."""
    twice = Xref(prefix="doi", identifier="10.1000/twice")

    assert known.pmids(twice) == {"31", "32"}
    assert [xref.curie for xref in known.xrefs("11")] == ["doi:10.1000/one", "pmc:PMC1"]
    assert [xref.curie for xref in known.xrefs("44")] == ["pmc:PMC4"]
    assert known.xrefs("9") == ()
    assert (known.papers, known.malformed) == (6, 0)


def test_parts(known: IdMap) -> None:
    """The parts of an article that gets another name know it by that name."""
    old, new = (Xref(prefix=p, identifier=i) for p, i in (("doi", "10.1000/one"), ("pubmed", "11")))

    def paper(of: Xref, pmid: str | None) -> Article:
        place = Affiliation(article=of, position=1, name="Ward 1")
        funder = Funder(article=of, position=1, name="NCI")
        return Article(
            doi="10.1000/one",
            pmid=pmid,
            authors=(Author(article=of, position=1, name="A B", affiliations=(place,)),),
            grants=(Grant(article=of, position=1, funder=funder), Grant(article=of, position=2)),
        )

    assert known.identified(paper(old, None)) == paper(new, "11")


def test_cited(known: IdMap) -> None:
    """Papers that an article cites or corrects get their PMID as well, without notices."""
    references = (
        Reference(doi="10.1000/one", citation="One. 2001."),
        Reference(doi="10.1000/twice"),
        Reference(pmid="5", doi="10.1000/one"),
        Reference(citation="Nowhere. 1999."),
    )
    relation = Relation(kind="corrects", to=Reference(pmcid="PMC4"))
    found = known.identified(Article(pmid="1", references=references, relations=(relation,)))

    assert isinstance(found, Article)
    assert found.references == (
        Reference(doi="10.1000/one", pmid="11", citation="One. 2001."),
        *references[1:],
    )
    assert [paper.pmid for paper in found.related] == ["44"]
    assert found.notices == ()


def test_figure(known: IdMap) -> None:
    """The paper of a figure and of its picture is identified inside the figure."""
    article = Article(pmcid="PMC1", figures=("PMC1__f1",))
    picture = Picture(pmcid="PMC1", filename="f1.jpg", article=article)
    figure = Figure(figid="PMC1__f1", pmcid="PMC1", article=article, picture=picture)
    found = known.identified(figure)

    assert isinstance(found, Figure)
    assert found.picture is not None
    assert {found.article.pmid, found.picture.article.pmid} == {"11"}
    assert (found.figid, found.pmcid, found.article.figures) == ("PMC1__f1", "PMC1", ("PMC1__f1",))


def test_figure_in_doubt(known: IdMap) -> None:
    """The doubt about a figure's paper is one of the figure, at its place."""
    source = Source(file="f.md", line=3)
    article = Article(pmcid="PMC1", doi="10.1000/two")
    figure = Figure(figid="PMC1__f1", pmcid="PMC1", article=article, source=source)
    found = known.identified(figure)

    assert found == figure
    [notice] = found.notices
    assert (notice.record, notice.source) == ("PMC1__f1", source)


def test_resolved(known: IdMap) -> None:
    """The places of names in an article's texts are in the paper by its PMID."""
    found = resolve(known.identified(Article(doi="10.1000/one", title="IL6 and DKK1")))

    places = [span.passage for named in found.text_mentions for span in named.phrase.spans]
    assert {place.record for place in places} == {Xref(prefix="pubmed", identifier="11")}


# Tables


def test_packed(table: Write) -> None:
    """A gzipped table is known by its first bytes, whatever its name."""
    path = table(*ROWS)
    path.write_bytes(gzip.compress(path.read_bytes()))

    assert opened(path).papers == 6


def test_columns(table: Write) -> None:
    """Columns are found by name, in any order, behind a byte order mark too."""
    path = table("11, PMC1 ,10.1/x", header="\ufeffPMID,PMCID,DOI")
    known = opened(path)

    assert known.malformed == 1  # 10.1/x is none
    assert known.pmids(Xref(prefix="pmc", identifier="PMC1")) == {"11"}


def test_malformed(table: Write) -> None:
    """Malformed cells and rows are not used, and counted; what is beside them is used."""
    path = table(
        _row("not a doi", "PMC1", "11"),
        _row("10.1000/x", "1234", "x1"),
        "Blood,cut off,PMC3,33",
        "",
        _row("10.1000/y", "PMC4", "44") + ",one more",
    )
    known = opened(path)

    assert (known.papers, known.malformed) == (1, 5)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no column PMID, PMCID, DOI in its first line"),
        (f"{ROWS[0]}\n".encode(), "no column PMID, PMCID, DOI in its first line"),
        (b"PMID,DOI\n1,10.1000/x\n", "no column PMCID in its first line"),
        (f"{HEADER}\n".encode(), "no row of it has a PMID"),
        (f"{HEADER}\n{_row(title='Blüt')}\n".encode("latin-1"), "not UTF-8"),
        (f'{HEADER}\n{ROWS[0]}\n"{"x" * 200_000}\n'.encode(), ":3: no CSV"),
        (gzip.compress(f"{HEADER}\n{ROWS[0]}\n".encode() * 9)[:-20], "cut off or damaged"),
        (gzip.compress(f"{HEADER}\n".encode()) + b"more", "Not a gzipped file"),
        (b"\x1f\x8b", "cut off or damaged"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 40, "cut off or damaged"),
    ],
    ids=range(10),
)
def test_no_table(tmp_path: Path, kept: Path, content: bytes, fault: str) -> None:
    """A file that is no table, or a part of one, is one clear error; nothing is kept of it."""
    path = tmp_path / "PMC-ids.csv"
    path.write_bytes(content)

    with pytest.raises(IdMapError) as caught:
        opened(path)
    [line] = str(caught.value).splitlines()
    assert line.startswith(str(path))
    assert fault in line
    assert list(kept.iterdir()) == []


def test_cut_off(table: Write, kept: Path) -> None:
    """A gzipped table that ends in the middle, after many good rows, is refused."""
    path = table(*(_row(f"10.1000/{n}", f"PMC{n}", f"{n}") for n in range(1, 9000)))
    packed = gzip.compress(path.read_bytes())
    path.write_bytes(packed[: len(packed) // 2])

    with pytest.raises(IdMapError, match="cut off"):
        opened(path)
    assert list(kept.iterdir()) == []


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are refused."""
    for path, fault in ((tmp_path / "none.csv", "No such file"), (tmp_path, "no regular file")):
        with pytest.raises(IdMapError, match=fault):
            opened(path)


def test_changed(table: Write, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is still being written is refused."""
    path = table(*ROWS)
    read = id_table._rows  # noqa: SLF001

    def growing(table: Path) -> Iterator[list[str]]:
        yield from read(table)
        with table.open("a") as file:
            file.write("more\n")

    monkeypatch.setattr(id_table, "_rows", growing)
    with pytest.raises(IdMapError, match="changed while"):
        opened(path)
    assert list(kept.iterdir()) == []


# The index


def _refused(*_: object) -> None:
    pytest.fail("the table is read again")


def test_kept(table: Write, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is read once: not by a second process, nor under another name."""
    path = table(*ROWS)
    assert opened(path).papers == 6
    monkeypatch.setattr(id_table, "_rows", _refused)

    assert opened(path) is opened(path)
    _fresh(monkeypatch)
    assert opened(path).papers == 6
    moved = path.rename(path.with_name("ids.csv"))
    assert opened(moved).pmids(Xref(prefix="pmc", identifier="PMC1")) == {"11"}
    assert len(list(kept.iterdir())) == 1


def test_newer(table: Write, kept: Path) -> None:
    """A newer table in the same place is read, and takes the place of the older; others stay."""
    path = table(*ROWS)
    opened(path)
    opened(table(*ROWS[:2], name="other.csv"))
    former = set(kept.iterdir())
    table(*ROWS[:4])

    assert opened(path).papers == 4
    assert len(set(kept.iterdir()) & former) == 1
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("length", [0, 100, 4096, -4096])
def test_damaged(table: Write, kept: Path, monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """An index that is damaged or cut off is made anew."""
    path = table(*ROWS)
    opened(path)
    [index] = kept.iterdir()
    whole = index.read_bytes()
    _fresh(monkeypatch)
    index.unlink()
    index.write_bytes(whole[:length])

    assert opened(path).pmids(Xref(prefix="pmc", identifier="PMC1")) == {"11"}
    assert [file.read_bytes() for file in kept.iterdir()] == [whole]


def test_no_cache(table: Write, kept: Path) -> None:
    """Where nothing can be kept the index is made for this process, once for all threads."""
    kept.write_text("in the way")
    known = opened(table(*ROWS))
    found: list[frozenset[str]] = []

    def ask() -> None:
        found.append(known.pmids(Xref(prefix="pmc", identifier="PMC1")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [{"11"}] * 4
    kept.unlink()


def test_no_room(table: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room at all that is an error of the system."""

    def full(*_: object) -> None:
        reason = "disk full"
        raise OSError(reason)

    monkeypatch.setattr(id_table, "write", full)
    with pytest.raises(OSError, match="disk full"):
        opened(table(*ROWS))


def _ask(known: IdMap) -> frozenset[str]:
    return known.pmids(Xref(prefix="pmc", identifier="PMC1"))


def _open(path: Path, folder: Path) -> int:
    platformdirs.user_cache_path = lambda *_, **__: folder
    return opened(path).papers


def test_processes(table: Write, kept: Path) -> None:
    """Processes may make the index at once; all of them can use it."""
    path = table(*(_row(f"10.1000/{n}", f"PMC{n}", f"{n}") for n in range(1, 3000)))
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        found = pool.starmap(_open, [(path, kept)] * 6, chunksize=1)

    assert found == [2999] * 6
    assert len(list(kept.iterdir())) == 1


def test_handed_on(known: IdMap) -> None:
    """A map can be handed to another process, forked or not."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_ask, [known] * 4) == [{"11"}] * 4
    assert pickle.loads(pickle.dumps(known)).papers == 6  # noqa: S301 (our own bytes)


# Exports


PAGE = """
Blood
. 2011 Oct;94(4):334-343. doi: 10.1000/one.
A paper on bone
A Smith

Affiliations
PMID: 11 DOI: 10.1000/one
Abstract
DKK1 was high.
"""


@pytest.mark.parametrize("chosen", [True, False])
def test_export(
    tmp_path: Path, table: Write, figure_file: Write, page_file: Write, *, chosen: bool
) -> None:
    """With the map a figure's paper and PubMed's record of it are one node."""
    inputs = [figure_file("papertitle: A paper on bone"), page_file(PAGE)]
    out = tmp_path / "out"
    path = table(*ROWS) if chosen else None
    summary = export(inputs, out, formats=["nt"], id_map=path)
    triples = list(parse((out / "core.nt").read_bytes(), format=RdfFormat.N_TRIPLES))
    kinds = {t.subject.value for t in triples if t.object == schema.ScholarlyArticle}
    report = json.loads((out / "report.json").read_text())

    assert summary.skipped == ()
    assert {t.predicate for t in triples} >= {rdf.type}
    own = [f"{PREFIXES['pubmed']}11"]
    assert sorted(kinds) == sorted(own if chosen else [*own, f"{PREFIXES['pmc']}PMC1"])
    assert report["options"]["id-map"] == ("PMC-ids.csv" if chosen else None)


def test_command(tmp_path: Path, table: Write, figure_file: Write) -> None:
    """The command takes the map; a bad one is one line, and nothing is written."""
    figure, out = figure_file("papertitle: A paper on bone"), tmp_path / "out"
    arguments = ["export", str(figure), "-o", str(out), "--id-map"]
    bad = CliRunner().invoke(app, [*arguments, str(figure)])

    assert (bad.exit_code, out.exists()) == (2, False)
    assert bad.stderr.startswith(f"mmrdf: {figure}: no column PMID, PMCID, DOI")
    assert CliRunner().invoke(app, [*arguments, str(table(*ROWS))]).exit_code == 0
    assert (
        f"{PREFIXES['pubmed']}11" in (out / "core.jsonld").read_text()
        or "pubmed:11" in (out / "core.ttl").read_text()
    )
