"""Reading a file: its content tells the format."""

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

import pytest

from mmrdf import Article, Figure, ReadError, read
from mmrdf.readers import papers, printable
from mmrdf.records import PaperIds


def test_names_do_not_matter() -> None:
    """All seeds are called .txt; they are told apart by what they hold."""
    kinds = [type(record) for path in sorted(Path("seeds").iterdir()) for record in read(path)]

    assert kinds == [Figure, Figure, Figure, Article, Article]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (
            b"hello\n",
            "neither PFOCR front matter nor PubMed XML nor MEDLINE text nor PubMed page text",
        ),
        (b"<?xml version='1.0'?>\n<!-- x --><article/>", "XML or HTML of <article>, not of PubMed"),
        (b"<!DOCTYPE html>\n<html><body>", "XML or HTML of <html>, not of PubMed"),
        (b"\x1f\x8b\x08\x00", "a damaged gzip file"),
        (b"\xff\xfe-\x00", "UTF-16 text; save the file as UTF-8"),
        (b"---\nfigid: \xe9\n---\n", ":2: not UTF-8"),
    ],
)
def test_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    """A file that is of no known kind is refused with what to do about it."""
    path = tmp_path / "file.txt"
    path.write_bytes(content)

    with pytest.raises(ReadError) as caught:
        list(read(path))

    assert expected in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_missing_file() -> None:
    """A file that is not there is named."""
    with pytest.raises(ReadError, match=r"nowhere\.txt: cannot be read \(No such file"):
        list(read("nowhere.txt"))


def test_standard_input(monkeypatch: pytest.MonkeyPatch, figure_file: Callable[..., Path]) -> None:
    """A hyphen is standard input, and messages call it so."""
    content = figure_file("doi: x").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    [figure] = read("-")

    assert isinstance(figure, Figure)
    assert str(figure.notices[0].source) == "standard input:3"


def test_pipe(tmp_path: Path, figure_file: Callable[..., Path]) -> None:
    """A named pipe can be read, though it cannot be read twice."""
    content, pipe = figure_file().read_bytes(), tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=[content])
    writer.start()

    [figure] = read(pipe)

    writer.join()
    assert isinstance(figure, Figure)


def test_printable() -> None:
    """A name of any bytes can be printed, and cannot give orders to a terminal."""
    assert printable(os.fsdecode(b"a\xff\x1b[31m")) == "a\\udcff\\x1b[31m"


def test_gzip(tmp_path: Path) -> None:
    """A file may be compressed, whatever it is called."""
    seed = Path("seeds/002_f36ce7c9e817ce49.txt")
    path = tmp_path / "figure.txt"
    path.write_bytes(gzip.compress(seed.read_bytes()))

    assert list(read(path)) == list(read(seed))
    assert [ids.pmcid for ids in papers(path)] == ["PMC8431187"]


@pytest.mark.parametrize("folder", ["pfocr/_figures", "pubmed/xml", "pubmed/efetch", "pubmed/nbib"])
def test_papers(corpus: Path, folder: str) -> None:
    """A first look finds what the records themselves say of their papers."""
    for path in sorted((corpus / folder).iterdir()):
        expected = [PaperIds.of(record) for record in read(path, refuse=lambda _: None)]
        assert list(papers(path)) == expected, path.name


def test_corpus(corpus: Path) -> None:
    """Of the corpus every record is read, and what is no record is refused, as its README says."""
    pubmed = corpus / "pubmed"
    counts = {
        folder: sum(1 for path in (pubmed / folder).iterdir() for _ in _readable(path))
        for folder in ("xml", "efetch", "nbib", "page-text")
    }
    assert counts == {"xml": 31, "efetch": 10, "nbib": 14, "page-text": 4}
    refused: list[ReadError] = []
    for folder in ("jats", "negative", "other"):
        for path in sorted((pubmed / folder).iterdir()):
            assert list(read(path, refuse=refused.append)) == []
    assert [error.reason for error in refused] == [
        "XML or HTML of <article>, not of PubMed's records",
        *["a record of ERIC, not of PubMed"] * 3,
        "XML or HTML of <html>, not of PubMed's records",
        "XML or HTML of <collection>, not of PubMed's records",
    ]


def _readable(path: Path) -> Iterable[object]:
    return () if path.suffix == ".json" else read(path)
