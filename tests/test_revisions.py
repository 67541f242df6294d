"""Of several states of one PubMed record the latest counts, wherever it stands."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mmrdf import ExportError, ReadError, export
from mmrdf.export.plan import Input
from mmrdf.export.revisions import surveyed
from mmrdf.records import Revision

Write = Callable[..., Path]


@pytest.fixture
def xml_file(tmp_path: Path) -> Write:
    """Write a file of records, each ``PMID version day``, and of deleted PMIDs."""

    def write(name: str, *records: str, deleted: tuple[str, ...] = ()) -> Path:
        text = "".join(map(_record, records))
        gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
        text += f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
        path = tmp_path / name
        path.write_text(f"<PubmedArticleSet>{text}</PubmedArticleSet>")
        return path

    return write


def _record(text: str) -> str:
    pmid, version, day = text.split()
    parts = zip(("Year", "Month", "Day"), day.split("-"), strict=False)
    date = "".join(f"<{name}>{value}</{name}>" for name, value in parts)
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID>'
        f"<DateRevised>{date}</DateRevised><Article><ArticleTitle>Of {day}, version {version}."
        "</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )


def _titles(folder: Path) -> list[str]:
    lines = (folder / "core.nt").read_text().splitlines()
    return sorted(
        line.split('"')[1] for line in lines if "schema.org/name" in line and "pubmed/" in line
    )


@pytest.mark.parametrize(
    ("files", "expected", "superseded"),
    [
        ({"a": ["1 3 2021-06-01", "1 4 2021-06-01"]}, ["Of 2021-06-01, version 4"], 1),
        ({"a": ["1 4 2021-06-01", "1 3 2021-07-01"]}, ["Of 2021-06-01, version 4"], 1),
        (
            {"a": ["1 1 2021-06-01"], "b": ["1 1 2021-07-01"], "c": ["1 1 2020-01-01"]},
            ["Of 2021-07-01, version 1"],
            2,
        ),
        (
            {"a": ["1 2 2021-06-01", "2 1 2021-06-01"], "b": ["1 1 2021-07-01"]},
            ["Of 2021-06-01, version 1", "Of 2021-06-01, version 2"],
            1,
        ),
        ({"a": ["1 1 2021-06-01"], "b": ["1 1 2021-06-01"]}, ["Of 2021-06-01, version 1"], 1),
        ({"a": ["1 1 2021-06"], "b": ["1 1 2021-07"]}, ["Of 2021-07, version 1"], 1),
        ({"a": ["1 1 2021-06-01"], "b": ["1 1 2022"]}, ["Of 2022, version 1"], 1),
        ({"a": ["1 99999999999 2021"], "b": ["1 2 2021"]}, ["Of 2021, version 2"], 1),
    ],
)
def test_latest_counts(
    tmp_path: Path,
    xml_file: Write,
    files: dict[str, list[str]],
    expected: list[str],
    superseded: int,
) -> None:
    """The highest version counts, then the latest day, then the later file."""
    paths = [xml_file(f"{name}.xml", *records) for name, records in files.items()]
    summary = export(paths, tmp_path / "out", formats=["nt"], layers=["core"])

    assert _titles(tmp_path / "out") == expected
    assert (summary.superseded, summary.skipped, summary.records["article"]) == (
        superseded,
        (),
        len(expected),
    )


def test_later_file_counts(xml_file: Write) -> None:
    """Of the same state in two files that of the later one is used."""
    paths = [xml_file(name, "1 1 2021-06-01") for name in ("a.xml", "b.xml")]
    files = [Input(path=str(path), name=path.name) for path in paths]
    state = Revision(pmid="1", version=1, revised="2021-06-01")

    assert [file.superseded for file in surveyed(files).files] == [{state}, frozenset()]


def test_numbered_files(tmp_path: Path, xml_file: Write) -> None:
    """NLM's numbers say which file is later, and not the folders that they lie in."""
    for folder in ("baseline", "a-updates"):
        (tmp_path / folder).mkdir()
    xml_file("baseline/pubmed26n0001.xml", "1 1 2021-06-01", "2 1 2021-06-01")
    xml_file("a-updates/pubmed26n1335.xml", "3 1 2021-06-01", deleted=("1",))
    summary = export(
        [tmp_path / "baseline", tmp_path / "a-updates"],
        tmp_path / "out",
        formats=["nt"],
        layers=["core"],
    )

    assert (summary.records, summary.deleted) == ({"article": 2}, ("1",))


def test_deleted(tmp_path: Path, xml_file: Write) -> None:
    """What this or a later file says to be deleted is listed, and nothing is written of it."""
    one = xml_file("a.xml", "1 1 2021-06-01", "2 1 2021-06-01")
    two = xml_file("b.xml", "3 1 2021-06-01", "4 1 2021-06-01", deleted=("1", "4", "99"))
    summary = export([one, two], tmp_path / "out", formats=["nt"], layers=["core"])
    text = (tmp_path / "out" / "core.nt").read_text()

    assert (summary.deleted, summary.superseded) == (("1", "4", "99"), 0)
    assert summary.records == {"article": 2}
    assert not any(f"pubmed/{pmid}>" in text for pmid in summary.deleted)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (report["deleted"], report["superseded"]) == (["1", "4", "99"], 0)


def test_brought_back(tmp_path: Path, xml_file: Write) -> None:
    """What a file after the deletion has again is written."""
    paths = [
        xml_file("a.xml", "1 1 2021-06-01"),
        xml_file("b.xml", "2 1 2021-06-01", deleted=("1",)),
        xml_file("c.xml", "1 1 2021-08-01"),
    ]
    summary = export(paths, tmp_path / "out", formats=["nt"], layers=["core"])

    assert _titles(tmp_path / "out") == ["Of 2021-06-01, version 1", "Of 2021-08-01, version 1"]
    assert (summary.deleted, summary.superseded) == ((), 1)


@pytest.mark.parametrize("packed", [True, False])
def test_damaged_file(tmp_path: Path, xml_file: Write, packed: bool) -> None:  # noqa: FBT001
    """Of a damaged file nothing is written, neither its records nor its deletions."""
    good = xml_file("a.xml", "1 1 2021-06-01", "2 1 2021-06-01")
    bad = xml_file("b.xml", *(f"{n} 1 2021-07-01" for n in range(1, 300)), deleted=("2",))
    content = bad.read_bytes()
    bad.write_bytes(gzip.compress(content)[:-20] if packed else content[:-20])
    summary = export([good, bad], tmp_path / "out", formats=["nt"], layers=["core"])

    assert _titles(tmp_path / "out") == ["Of 2021-06-01, version 1"] * 2
    assert (summary.deleted, summary.superseded) == ((), 0)
    [fault] = summary.skipped
    assert ("a damaged gzip file" if packed else "no well-formed XML") in fault.reason
    with pytest.raises(ReadError):
        export([good, bad], tmp_path / "out", on_error="fail")
    with pytest.raises(ExportError):
        export([bad], tmp_path / "other")


def test_standard_input(tmp_path: Path, xml_file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes through a pipe is looked through as well, before it is used."""
    path = xml_file("a.xml", "1 2 2021-06-01", "1 3 2021-06-01")
    with path.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream})())
        summary = export(["-"], tmp_path / "out", formats=["nt"], layers=["core"])

    assert (summary.superseded, _titles(tmp_path / "out")) == (1, ["Of 2021-06-01, version 3"])


def test_corpus(tmp_path: Path, corpus: Path) -> None:
    """NLM's own update file: two versions of one paper, and four deleted records."""
    path = corpus / "pubmed" / "update-sample.xml.gz"
    summary = export([path], tmp_path, formats=["nt"])

    assert summary.records == {"article": 3}
    assert (summary.superseded, len(summary.deleted), summary.skipped) == (1, 4, ())
    assert "10.12688/wellcomeopenres.14677.4" in (tmp_path / "core.nt").read_text()
    assert "10.12688/wellcomeopenres.14677.3" not in (tmp_path / "core.nt").read_text()


def test_all_forms(tmp_path: Path, xml_file: Write) -> None:
    """XML goes before a page, and before MEDLINE text of an earlier day, wherever they lie."""
    nbib = tmp_path / "a.nbib"
    nbib.write_text("PMID- 1\nLR  - 20200101\nTI  - Old.\n\nPMID- 2\nTI  - Gone.\n")
    page = tmp_path / "b.txt"
    page.write_text("MyNCBI\nJ\n. 2011 Oct;94(4):3-4.\nA page\nAnn Lee\nPMID: 1\nAbstract\n")
    xml = xml_file("c.xml", "1 1 2021-06-01", deleted=("2",))
    summary = export([nbib, page, xml], tmp_path / "out", formats=["nt"], layers=["core"])

    assert _titles(tmp_path / "out") == ["Of 2021-06-01, version 1"]
    assert (summary.superseded, summary.deleted, summary.skipped) == (2, ("2",), ())
