"""Records: what follows from their fields."""

from dataclasses import replace

import pytest

from mmrdf.records import (
    Article,
    Candidate,
    Date,
    Entity,
    Figure,
    Mention,
    Picture,
    Word,
    Xref,
)


@pytest.mark.parametrize(
    ("start", "end", "certain", "edtf"),
    [
        ("2011", None, "2011", None),
        ("2011-10", None, "2011-10", None),
        ("2011-10-18", None, "2011-10-18", None),
        ("2021-35", None, "2021", "2021-35"),
        ("2021-01", "2021-12", "2021", "2021-01/2021-12"),
        ("1979-11", "1980-05", None, "1979-11/1980-05"),
        ("1979-04-15", "1979-04-22", "1979-04", "1979-04-15/1979-04-22"),
        ("1977", "1978", None, "1977/1978"),
        ("1979-23", "1980-24", None, "1979-23/1980-24"),
    ],
)
def test_date(start: str, end: str | None, certain: str | None, edtf: str | None) -> None:
    """A date claims no more than is printed; what it cannot claim stays in EDTF."""
    date = Date(start=start, end=end)

    assert (certain, edtf) == (date.certain, date.edtf)


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("334-343", "334", "343"),
        ("333-43", "333", "343"),
        ("788", None, None),
        ("16-16", "16", "16"),
        ("343-34", "343", None),
        ("A12-5", None, None),
        ("123, 126", None, None),
        ("45-7; discussion 48", None, None),
        ("e1600", None, None),
        ("1-2-3", None, None),
        (None, None, None),
    ],
)
def test_pages(pages: str | None, first: str | None, last: str | None) -> None:
    """First and last page are read from one plain range only."""
    article = Article(pages=pages)

    assert (first, last) == (article.first_page, article.last_page)


def test_xrefs() -> None:
    """The PMID names an article before the DOI, the DOI before the PMCID."""
    article = Article(pmid="1", doi="10.1000/x", pmcid="PMC1")

    assert [x.prefix for x in article.xrefs] == ["pubmed", "doi", "pmc"]
    assert article.identity == article.xrefs[0]
    assert article.other_xrefs == article.xrefs[1:]


@pytest.mark.parametrize(
    ("filename", "expected"),
    [("a.jpg", "image/jpeg"), ("a.TIF", "image/tiff"), ("a.xyz", None), ("a", None)],
)
def test_media_type(filename: str, expected: str | None) -> None:
    """The ending of a picture tells its media type, an unknown one tells nothing."""
    picture = Picture(pmcid="PMC1", filename=filename, article=Article(pmcid="PMC1"))

    assert expected == picture.media_type


def _asserted(word: str, name: str | None, *mesh: str) -> Mention:
    found = Word(figid="PMC1__a", kind="chemical", text=word)
    entity = Entity(
        kind="chemical",
        xref=Xref(prefix="chebi", identifier="CHEBI:4167"),
        name=name,
        others=tuple(Xref(prefix="mesh", identifier=identifier) for identifier in mesh),
    )
    candidate = Candidate(word=found, entity=entity, status="asserted", reason="exact-name")
    return Mention(word=found, candidates=(candidate,))


def test_data_node_of_several_words() -> None:
    """All words of one chemical make one data node, with the name and links of any of them."""
    mentions = (_asserted("Glc", None), _asserted("glucose", "D-glucose", "D005947"))
    article = Article(pmcid="PMC1")
    figure = Figure(figid="PMC1__a", pmcid="PMC1", article=article, mentions=mentions)
    [node] = figure.data_nodes

    assert (node.name, node.labels) == ("D-glucose", ("D-glucose",))
    assert node.others == (Xref(prefix="mesh", identifier="D005947"),)
    assert replace(figure, mentions=mentions[:1]).data_nodes[0].labels == ("Glc",)


def test_words_of_a_chemical_are_other_names() -> None:
    """A chemical under its systematic name is found by the word that is drawn."""
    mentions = (
        _asserted("Ruxolitinib", "a systematic name"),
        _asserted("A Systematic Name", "a systematic name"),
    )
    figure = Figure(
        figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"), mentions=mentions
    )

    assert [node.words for node in figure.data_nodes] == [("Ruxolitinib",)]
