"""PFOCR records: every field, every missing value, every doubt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mmrdf import Figure, ReadError, read
from mmrdf.readers.fields import MISSING
from mmrdf.records import Date, Journal

Write = Callable[..., Path]


def _read(path: Path) -> Figure:
    [figure] = read(path)
    assert isinstance(figure, Figure)
    return figure


def _doubts(figure: Figure) -> list[tuple[str, str]]:
    return [(notice.field, notice.code) for notice in figure.notices]


def test_seed(seeds: list[Figure]) -> None:
    """The first seed, field by field."""
    figure = seeds[0]

    assert figure.figid == "PMC9658666__jcm-11-06491-g002"
    assert figure.alias == "PMC9658666__F2"
    assert figure.score == "0.9297181"
    assert figure.keywords[:3] == ("BTF3P11", "DKK1", "HGF")
    assert len(figure.keywords) == 41
    assert figure.organisms_ner == ("Homo sapiens",)
    assert figure.picture is not None
    assert figure.picture.pmc_page == "pmc/articles/PMC9658666/figure/jcm-11-06491-f002/"
    assert figure.article.published == Date(start="2022-11")
    assert figure.article.credit == "Assunta Melaccio, et al."
    assert figure.article.keywords[0] == "multiple myeloma"


@pytest.mark.parametrize("missing", [*sorted(MISSING), "''"])
@pytest.mark.parametrize(
    "field",
    [
        "figtitle", "caption", "papertitle", "reftext", "year", "doi", "journal_title",
        "journal_nlm_ta", "publisher_name", "keywords", "ndex", "figtype", "number", "filename",
        "figlink", "automl_pathway", "figid_alias", "organisms", "organisms_ner", "wpid", "pmcid",
    ],
)  # fmt: skip
def test_missing_value(figure_file: Write, field: str, missing: str) -> None:
    """A marker for a missing value is no value, in any field, and no doubt."""
    assert _read(figure_file(f"{field}: {missing}")) == _read(figure_file())
    assert _read(figure_file(f"{field}: {missing}")).notices == ()


def test_missing_values_in_lists(figure_file: Write) -> None:
    """Markers in lists go, values stay; a gene na is a value."""
    figure = _read(
        figure_file(
            "organisms: [NA, Homo sapiens]",
            "schema-jsonld:",
            "  keywords: [.na.character, na, NA, '', IL6, IL6, 'Me  Me ']",
        )
    )

    assert figure.organisms == ("Homo sapiens",)
    assert figure.keywords == ("IL6", "Me  Me", "na")


def test_text_in_the_place_of_a_list(figure_file: Write) -> None:
    """A single value that R wrote without a list is one value, not its letters."""
    figure = _read(figure_file("organisms: Homo sapiens", "schema-jsonld: {keywords: Ca2+}"))

    assert figure.organisms == ("Homo sapiens",)
    assert figure.keywords == ("Ca2+",)


def test_constants_do_not_pass(figure_file: Write) -> None:
    """The name and licence of PFOCR's JSON-LD block are constants and are not read."""
    lines = ("seo: CreativeWork", "schema-jsonld: {name: CreativeWork, license: CC0}")

    assert _read(figure_file(*lines)) == _read(figure_file())


def test_unknown_number(figure_file: Write) -> None:
    """Number F0 means unknown: no number, and no short name made of it."""
    figure = _read(figure_file("number: F0", "figid_alias: PMC1__F0", "filename: a.jpg"))

    assert figure.alias is None
    assert figure.picture is not None
    assert figure.picture.number is None


@pytest.mark.parametrize(
    ("lines", "field", "code"),
    [
        (["doi: 10.12/x"], "doi", "not-doi"),
        (["ndex: abc"], "ndex", "not-ndex"),
        (["wpid: hsa04010"], "wpid", "not-wikipathways"),
        (["year: '20x1'"], "year", "not-a-year"),
        (["year: 2011 Oct"], "year", "not-a-year"),
        (["year: '2021'", "reftext: 'A, et al. J X. 2022;1:1.'"], "year", "year-disagrees"),
        (["reftext: see the paper"], "reftext", "not-a-reference"),
        (["figlink: /pmc/articles/PMC149053/figure/fig7/"], "figlink", "figlink-disagrees"),
        (["pmcid: PMC2"], "pmcid", "pmcid-disagrees"),
        (["number: F1", "figid_alias: PMC1__F2"], "figid_alias", "alias-disagrees"),
        (["automl_pathway: '1.5'"], "automl_pathway", "not-a-score"),
        (["automl_pathway: 1.2.3"], "automl_pathway", "not-a-score"),
        (["automl_pathway: nan"], "automl_pathway", "not-a-score"),
        (["automl_pathway: 0.9", "pathway_score: 0.8"], "pathway_score", "score-disagrees"),
        (["figtitle: [a, b]"], "figtitle", "not-text"),
        (["organisms: [{a: b}]"], "organisms", "not-text"),
        (["schema-jsonld: {'@id': 'https://example.org/'}"], "schema-jsonld", "id-disagrees"),
        (["novelty: 1"], "novelty", "unread"),
        (["schema-jsonld: {license: [CC0]}"], "schema-jsonld", "license-disagrees"),
        (["schema-jsonld: {license: CC BY-NC 4.0}"], "schema-jsonld", "license-disagrees"),
        (["schema-jsonld: text"], "schema-jsonld", "not-a-mapping"),
        (["filename: a/b.jpg"], "filename", "not-a-file-name"),
        (["year: '20\u0661\u0661'"], "year", "not-a-year"),
        (["genes: [IL6]"], "genes", "not-a-mapping"),
    ],
)
def test_doubt(figure_file: Write, lines: list[str], field: str, code: str) -> None:
    """A doubtful value is not used, and the doubt says where it stands."""
    figure = _read(figure_file(*lines))

    assert _doubts(figure) == [(field, code)]
    place = next(n for n, line in enumerate(lines) if line.startswith(field))
    assert figure.notices[0].source.line == len(("---", "figid")) + 1 + place


def test_doubtful_values_are_not_used(figure_file: Write) -> None:
    """What is doubtful is gone from the record."""
    figure = _read(
        figure_file("doi: 10.12/x", "ndex: a", "wpid: b", "automl_pathway: 7", "year: x")
    )

    assert _read(figure_file()) == figure


def test_years_that_differ(figure_file: Write) -> None:
    """Where year and reference differ, neither is stated."""
    figure = _read(figure_file("year: '2021'", "reftext: 'A, et al. J X. 2022;1:1.'"))

    assert figure.article.published is None


def test_score_of_older_records(figure_file: Write) -> None:
    """The two names of the score are one field, with the digits of the source."""
    assert _read(figure_file("pathway_score: 0.930")).score == "0.930"


@pytest.mark.parametrize(
    ("written", "score"), [("1", "1"), ("0.0", "0.0"), ("9.30e-1", "0.930"), ("1e-05", "0.00001")]
)
def test_score_has_no_exponent(figure_file: Write, written: str, score: str) -> None:
    """A score that is written with an exponent keeps its digits as a plain decimal."""
    assert _read(figure_file(f"automl_pathway: {written}")).score == score


def test_year_without_reference(figure_file: Write) -> None:
    """A year stands where the reference has no date, and the reference where there is no year."""
    year = _read(figure_file("year: '2019'", "reftext: 'A, et al. Free Rad. ;136:159-171.'"))
    cited = _read(figure_file("year: ''", "reftext: 'A, et al. Free Rad. 2019 May;136:159-171.'"))

    assert year.article.published == Date(start="2019")
    assert cited.article.published == Date(start="2019-05")


def test_journal(figure_file: Write) -> None:
    """The journal of the reference is its abbreviation; it does not make up a title."""
    figure = _read(figure_file("reftext: 'A, et al. J Void. 2019.'"))

    assert figure.article.part_of == Journal(abbreviation="J Void")


def test_title_of_the_paper(figure_file: Write) -> None:
    """The full stop that PFOCR adds is taken off."""
    assert _read(figure_file("papertitle: Why so?.")).article.title == "Why so?"


@pytest.mark.parametrize("link", ["/pmc/articles/PMC1/figure/F7", "pmc/articles/PMC1/figure/F7/"])
def test_figlink(figure_file: Write, link: str) -> None:
    """The link has one form, with or without its slashes."""
    picture = _read(figure_file(f"figlink: {link}", "filename: a.jpg")).picture

    assert picture is not None
    assert picture.pmc_page == "pmc/articles/PMC1/figure/F7/"


def test_several_records_in_one_file(figure_file: Write) -> None:
    """Front matters one behind the other are several records; a broken one costs only itself."""
    one, two, three = (
        figure_file(*lines, figid=figid).read_text()
        for figid, lines in (("PMC1__a", ()), ("PMC2__b", ("x: [",)), ("PMC3__c", ()))
    )
    path = figure_file()
    path.write_text(one + two + "\n" + three)
    refused: list[ReadError] = []

    figids = [record.figid for record in read(path, refuse=refused.append)]  # type: ignore[union-attr]

    assert figids == ["PMC1__a", "PMC3__c"]
    assert [error.source.line for error in refused] == [7]


def test_text_below_the_front_matter(figure_file: Write) -> None:
    """Text below may be another document: it is refused, and the record is read all the same."""
    path = figure_file()
    path.write_text(path.read_text() + "\nSome text.\n")
    refused: list[ReadError] = []

    [figure] = read(path, refuse=refused.append)

    assert isinstance(figure, Figure)
    assert [error.source.line for error in refused] == [5]


def test_byte_order_marks(figure_file: Write) -> None:
    """Records that were put together with their byte order marks are all read."""
    path = figure_file()
    records = ["\ufeff" + figure_file(figid=f"PMC{n}__a").read_text() for n in (1, 2, 3)]
    path.write_text("".join(records), encoding="utf-8")

    assert len(list(read(path))) == 3


def test_separators_are_data(figure_file: Write) -> None:
    """A line separator or next-line character within a text stays, quoted or not."""
    for caption in ("a\u2028b\x85c", "'a\u2028b\x85c'", '"a\u2028b\x85c"'):
        assert _read(figure_file(f"caption: {caption}")).caption == "a\u2028b\x85c"


def test_doubt_is_told_once(figure_file: Write) -> None:
    """A field that is asked for twice raises one doubt."""
    assert _doubts(_read(figure_file("number: {a: b}", "figid_alias: x", "filename: a.jpg"))) == [
        ("number", "not-text")
    ]


@pytest.mark.parametrize(
    ("figid", "reason"),
    [(None, "no figid"), ("NA", "no figid"), ("../x", "is no figid"), ("PMC1__a b", "is no figid")],
)
def test_bad_figid(figure_file: Write, figid: str | None, reason: str) -> None:
    """A record needs a figid that can be part of an IRI."""
    with pytest.raises(ReadError, match=reason):
        list(read(figure_file("year: 2011", figid=figid)))


def test_front_matter_without_an_end(tmp_path: Path) -> None:
    """Front matter must be closed."""
    path = tmp_path / "a.md"
    path.write_text("---\nfigid: PMC1__a\n")

    with pytest.raises(ReadError, match=r"a\.md:1: front matter without an end"):
        list(read(path))


def test_carriage_returns(figure_file: Write) -> None:
    """Files of Windows are read alike."""
    path = figure_file("figtitle: A title")
    expected = _read(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert expected == _read(path)


def test_corpus(corpus: Path) -> None:
    """All figures of the corpus are read, of all generations."""
    paths = sorted((corpus / "pfocr" / "_figures").glob("*.md"))

    assert len(paths) == 25
    for path in paths:
        assert _read(path).figid == path.stem
