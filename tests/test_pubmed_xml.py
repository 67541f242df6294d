"""PubMed's XML: what stands in it is kept, what does not is not guessed, what is hostile is out."""

import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize

from mmrdf import Article, ReadError, iris, read, triples, validate
from mmrdf.readers import papers, pubmed_fields, pubmed_xml
from mmrdf.readers.text import File
from mmrdf.records import (
    Book,
    Date,
    Issue,
    Journal,
    Record,
    Reference,
    Relation,
    Revision,
    Title,
    Volume,
    Xref,
)
from mmrdf.resolve.papers import KnownPaper, identified
from mmrdf.vocab import PREFIXES, dcterms, fabio, prism, schema, term

GOLDEN = Path(__file__).parent / "data" / "golden"
Write = Callable[..., Path]


@pytest.fixture
def xml_file(tmp_path: Path) -> Write:
    """Write a file with records: each the inside of its ``Article``, and what is beside it."""

    def write(
        *articles: str, pmid: str = "<PMID>1</PMID>", beside: str = "", data: str = ""
    ) -> Path:
        path = tmp_path / "pubmed.xml"
        records = "".join(
            f"<PubmedArticle><MedlineCitation>{pmid}<Article>{article}</Article>{beside}"
            f"</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle>\n"
            for article in articles
        )
        path.write_text(f"<PubmedArticleSet>\n{records}</PubmedArticleSet>", encoding="utf-8")
        return path

    return write


def _one(path: Path) -> Article:
    [article] = read(path)
    assert isinstance(article, Article)
    return article


@pytest.fixture
def full() -> Article:
    return _one(GOLDEN / "article-xml.xml")


def test_identifiers(full: Article) -> None:
    """The DOI is that of a valid place if the list has an empty one; a PMCID loses its version."""
    assert (full.pmid, full.doi, full.pmcid) == ("77770001", "10.9999/void.(1)<2>", "PMC7777001")
    assert full.revision == Revision(pmid="77770001", version=2, revised="2021-08-09")


def test_texts(full: Article) -> None:
    """Markup loses no letter, labels stay, and what has no label in print has none."""
    assert full.title == "[NF-κB and IL-6 in the bone niche]"
    assert full.translated_title == "NF-κB and IL-6 in the bone niche"
    assert full.vernacular == Title(text="NF-κB und IL-6 in der Knochennische", language="de")
    assert full.abstract is not None
    assert [section.label for section in full.abstract.sections] == ["BACKGROUND", None]
    assert [(other.text, other.language) for other in full.others] == [
        ("Interleukin 6 wird gebildet.", "de")
    ]


def test_authors(full: Article) -> None:
    """Authors who are not valid, wrong ORCIDs, blank suffixes and e-mail addresses are left out."""
    lee, group, dee = full.authors

    assert (lee.name, lee.given, lee.family, lee.suffix) == ("Ann B Lee Jr", "Ann B", "Lee", "Jr")
    assert lee.orcid == Xref(prefix="orcid", identifier="0000-0002-0898-8987")
    assert [a.name for a in lee.affiliations] == [
        "School of Void, Oslo.",
        "Institute of Nothing, Bergen.",
    ]
    assert (group.name, group.collective, group.position) == ("The Void Study Group", True, 2)
    assert (dee.name, dee.suffix, dee.orcid) == ("Dee", None, None)
    assert dee.affiliations == lee.affiliations[1:]
    assert [notice.code for notice in full.notices] == ["not-orcid"]


def test_links(full: Article) -> None:
    """References of nested lists, and those among the comments, are references."""
    assert full.cited == (
        Reference(pmid="77770004", doi="10.9999/other", citation="Other A. J Void. 2000;2:2."),
        Reference(pmid="77770003", citation="J Void. 1999;1:1"),
    )
    assert full.texts == ("A book without an identifier.",)
    assert full.relations == (
        Relation(
            kind="retracted by",
            to=Reference(pmid="77770002", citation="J Void. 2022 Jan;104(1):1"),
        ),
        Relation(kind="replied to by", to=Reference(citation="J Void. 2021 Jul;103(13):2")),
    )
    assert full.status == "Retracted"


def test_subjects(full: Article) -> None:
    """A main point is marked where it is one: at the heading, or at its qualifier."""
    names = [[term.name for term in terms] for terms in (full.major_terms, full.minor_terms)]

    assert names == [
        ["Multiple Myeloma", "Multiple Myeloma/genetics"],
        ["Multiple Myeloma/metabolism", "Humans"],
    ]
    assert [entity.xref.identifier for entity in full.subjects] == ["D009101", "D006801"]
    assert full.persons == ("Odd Nobody",)


def test_three_forms() -> None:
    """XML, MEDLINE text and the page give the same article the same core triples."""
    names = ("article-xml.xml", "article-medline.nbib", "article-page.txt")
    known = KnownPaper(nlm_id="101579614")  # as an export finds it by the abbreviation
    articles = (identified(_one(GOLDEN / name), known) for name in names)
    one, *others = (_core(article) for article in articles if isinstance(article, Article))

    assert len(one) == 27
    assert others == [one, one]


def _core(article: Article) -> set[str]:
    """What is said of title, date, place, pages, identifiers and authors, and not of more."""
    me = iris.subject(article).value
    about = {
        me: {
            *(schema.name, schema.datePublished, dcterms.available, schema.isPartOf),
            *(schema.pagination, schema.pageStart, schema.pageEnd, prism.doi, schema.author),
            *(schema.identifier, fabio.hasPubMedId, fabio.hasPubMedCentralId),
        },
        "https://w3id.org/mmrdf/journal/": {
            *(schema.isPartOf, schema.volumeNumber, schema.issueNumber, schema.alternateName),
        },
        f"{PREFIXES['mmrdf']}article/pubmed/77770001#author": {schema.name, term.authorPosition},
    }
    return {
        str(triple)
        for triple in triples(article)
        for start, properties in about.items()
        if triple.subject.value.startswith(start) and triple.predicate in properties
    }


@pytest.mark.parametrize(
    ("date", "expected", "codes"),
    [
        ("<Year>2021</Year><Month>06</Month><Day>04</Day>", Date(start="2021-06-04"), []),
        ("<Year>2021</Year><Month>Jun</Month>", Date(start="2021-06"), []),
        ("<Year>1977</Year><Season>Spring</Season>", Date(start="1977-21"), []),
        (
            "<MedlineDate>1979 Nov-1980 May</MedlineDate>",
            Date(start="1979-11", end="1980-05"),
            [],
        ),
        ("<MedlineDate>2021 Apr-Jun 01</MedlineDate>", Date(start="2021-04", end="2021-06-01"), []),
        ("<MedlineDate>1979 Easter</MedlineDate>", Date(start="1979"), ["date-cut"]),
        ("<MedlineDate>Easter</MedlineDate>", None, ["not-a-date"]),
        ("<Year>2021</Year><Month>Feb</Month><Day>30</Day>", Date(start="2021"), ["date-cut"]),
        ("", None, []),
    ],
)
def test_dates(xml_file: Write, date: str, expected: Date | None, codes: list[str]) -> None:
    """A date is as precise as it is given; of one that we do not know the year is taken."""
    issue = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
    article = _one(xml_file(issue))

    assert article.published == expected
    assert [notice.code for notice in article.notices] == codes


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        ("<Pagination><MedlinePgn>333-43</MedlinePgn></Pagination>", "333-43"),
        ('<ELocationID EIdType="pii" ValidYN="Y">e69594</ELocationID>', "e69594"),
        ('<ELocationID EIdType="pii" ValidYN="Y">S1080-6032(22)00139-9</ELocationID>', None),
        ('<ELocationID EIdType="pii" ValidYN="N">e69594</ELocationID>', None),
    ],
)
def test_pages(xml_file: Write, content: str, pages: str | None) -> None:
    """An article without pages has its number in their place, but no code of the publisher's."""
    assert _one(xml_file(content)).pages == pages


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("Print", "J Void. 2021 Jun;7."),
        ("Print-Electronic", "J Void. 2021 Jun;7. Epub 2021 May 20."),
        ("Electronic", "J Void. 2021 May 20;7."),
        ("Electronic-eCollection", "J Void. 2021 May 20;7. eCollection 2021 Jun."),
        ("Electronic-Print", "J Void. 2021 May 20;7. Print 2021 Jun."),
    ],
)
def test_citation(xml_file: Write, model: str, expected: str) -> None:
    """The citation has the dates in the order in which NLM prints them."""
    path = xml_file(
        "<Journal><JournalIssue><Volume>7</Volume><PubDate><Year>2021</Year><Month>Jun</Month>"
        "</PubDate></JournalIssue></Journal><ArticleDate><Year>2021</Year><Month>05</Month>"
        "<Day>20</Day></ArticleDate>",
        beside="<MedlineJournalInfo><MedlineTA>J Void</MedlineTA></MedlineJournalInfo>",
    )
    text = path.read_text().replace("<Article>", f'<Article PubModel="{model}">')
    path.write_text(text)

    assert _one(path).citation == expected


def test_journal(full: Article) -> None:
    """A journal has its ISSNs and its number at NLM."""
    journal = Journal(
        title="Journal of void research",
        abbreviation="J Void",
        nlm_id="101579614",
        issn_l="2050-084X",
        issns=("2050-084X",),
    )

    assert full.part_of == Issue(part_of=Volume(journal=journal, number="103"), number="12 Suppl 1")


@pytest.mark.parametrize(
    ("pmid", "reason"),
    [("", "a record without a PMID"), ("<PMID>PMC1</PMID>", "'PMC1' is no PMID")],
)
def test_no_pmid(xml_file: Write, pmid: str, reason: str) -> None:
    """A record that is not named is refused with its line, and the others are read."""
    path = xml_file("", pmid=pmid)
    whole = path.read_text().replace(
        "</PubmedArticleSet>",
        "<PubmedArticle><MedlineCitation><PMID>2</PMID></MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>",
    )
    path.write_text(whole)
    refused: list[ReadError] = []

    assert [a.pmid for a in read(path, refuse=refused.append) if isinstance(a, Article)] == ["2"]
    assert [(error.reason, error.source.line, error.field) for error in refused] == [
        (reason, 2, "PMID")
    ]


def test_empty_elements(full: Article) -> None:
    """A record in which every element is empty but the PMID is a record without more."""
    text = (GOLDEN / "article-xml.xml").read_text(encoding="utf-8")
    for tag in {element.tag for element in etree.fromstring(text.encode()).iter()} - {"PMID"}:
        for whole in (f"<{tag}/>", f"<{tag}></{tag}>", f'<{tag} UI="" Label="" IdType=""/>'):
            hollow = re.sub(rf"<{tag}\b[^>]*?>.*?</{tag}>", whole, text, flags=re.DOTALL)
            found = _read_bytes(hollow.encode(), _ignore)
            assert all(list(triples(article)) for article in found)
            assert {article.pmid for article in found} <= {full.pmid}


def test_doi_of_a_reference(xml_file: Write) -> None:
    """A reference's identifiers are never those of the article."""
    other = '<ArticleIdList><ArticleId IdType="doi">10.9999/x</ArticleId></ArticleIdList>'
    data = f"<ReferenceList><Reference>{other}</Reference></ReferenceList>"
    article = _one(xml_file("", data=data))

    assert (article.doi, article.cited) == (None, (Reference(doi="10.9999/x"),))


def test_bad_identifiers(xml_file: Write) -> None:
    """A malformed identifier is a doubt, and costs nothing else."""
    ids = '<ArticleIdList><ArticleId IdType="doi">10.3129/can j</ArticleId></ArticleIdList>'
    data = (
        f"{ids}<ReferenceList><Reference><Citation>A.</Citation>{ids}</Reference></ReferenceList>"
    )
    article = _one(xml_file("<ArticleTitle>T.</ArticleTitle>", data=data))

    assert (article.title, article.doi, article.texts) == ("T", None, ("A.",))
    assert sorted(notice.field for notice in article.notices) == ["doi", "references"]


RECORD = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>
<ArticleTitle>&x;</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
BOMB = """<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">"""
EXTERNAL = '<!ENTITY x SYSTEM "file:///etc/passwd">'
PARAMETER = '<!ENTITY % p SYSTEM "http://void.example/p.dtd">%p;'
DECLARED = "the file declares entities, which are not read"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"<!DOCTYPE PubmedArticleSet [{BOMB}]>{RECORD}", DECLARED),
        (f"<!DOCTYPE PubmedArticleSet [{EXTERNAL}]>{RECORD}", DECLARED),
        (f"<!DOCTYPE PubmedArticleSet [{PARAMETER}]>{RECORD}", DECLARED),
        (RECORD, "no well-formed XML"),
        ("<PubmedArticleSet><PubmedArticle>", "no well-formed XML"),
        ("<PubmedArticleSet>" + "<a>" * 5000, "no well-formed XML"),
        ("<PubmedArticleSet>\x01", "no well-formed XML"),
        ("<PubmedArticleSet></PubmedArticleSet>x", "no well-formed XML"),
    ],
)
def test_hostile(tmp_path: Path, content: str, reason: str) -> None:
    """A hostile or damaged file is refused with one line, before a record of it is used."""
    path = tmp_path / "bad.xml"
    path.write_text(content)
    for look in (papers, read):
        with pytest.raises(ReadError) as caught:
            list(look(path))
        assert caught.value.reason.startswith(reason)
        assert len(str(caught.value).splitlines()) == 1


def test_huge_attribute(tmp_path: Path) -> None:
    """An attribute beyond the limits of libxml2 is refused, and not held in memory."""
    path = tmp_path / "huge.xml.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(b'<PubmedArticleSet x="')
        for _ in range(64):
            file.write(b"x" * (1 << 20))
        file.write(b'"/>')

    with pytest.raises(ReadError, match=r"no well-formed XML|bytes without a record"):
        list(papers(path))


def test_junk_between_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands between records is not held in memory without end, and costs records nothing."""
    monkeypatch.setattr("mmrdf.readers.pubmed_xml._Bounded.LIMIT", 1 << 17)
    path, record = tmp_path / "junk.xml", "<PubmedArticle><MedlineCitation><PMID>1</PMID>"
    record += "</MedlineCitation></PubmedArticle>" + "<a/>" * 10_000
    path.write_text(f"<PubmedArticleSet>{record * 20}</PubmedArticleSet>")
    assert len(list(read(path))) == 20
    path.write_text(f"<PubmedArticleSet>{record}{'<a/>' * 100_000}</PubmedArticleSet>")
    with pytest.raises(ReadError, match="bytes without a record"):
        list(papers(path))


def test_records_are_let_go(xml_file: Write) -> None:
    """A record that was read is no more in memory, nor is what it was part of."""
    path = xml_file(*["<ArticleTitle>T</ArticleTitle>"] * 50)
    with path.open("rb") as stream:
        elements = pubmed_xml._elements(File(stream=stream, name="a.xml"))  # noqa: SLF001
        first = next(elements)
        sizes = [len(element.getparent()) for element in elements]

    assert sizes == list(range(50, 1, -1))  # the parser itself is a few records ahead
    assert len(first) == 0


def test_undeclared_entity(xml_file: Write) -> None:
    """A record with an entity that only an outer DTD could declare is refused, not cut."""
    path = xml_file("<ArticleTitle>TGF-&beta;</ArticleTitle>", "<ArticleTitle>T</ArticleTitle>")
    path.write_text('<!DOCTYPE PubmedArticleSet SYSTEM "x.dtd">' + path.read_text())
    refused: list[ReadError] = []

    assert [a.title for a in read(path, refuse=refused.append) if isinstance(a, Article)] == ["T"]
    assert [error.reason for error in refused] == [
        "&beta; is not declared, so that it cannot be read"
    ]


@pytest.mark.parametrize(
    ("beside", "kinds", "status"),
    [
        ('<CommentsCorrections RefType="RetractionIn"/>', "", "Retracted"),
        ("", '<PublicationType UI="D016441">Retracted Publication</PublicationType>', "Retracted"),
        ("", '<PublicationType UI="D016440">Retraction of Publication</PublicationType>', None),
        ('<CommentsCorrections RefType="RetractionOf"/>', "", None),
        ('<CommentsCorrections RefType="ExpressionOfConcernIn"/>', "", "Expression of concern"),
        ('<CommentsCorrections RefType="ExpressionOfConcernFor"/>', "", None),
        ('<CommentsCorrections RefType="PartialRetractionIn"/>', "", None),
    ],
)
def test_status(xml_file: Write, beside: str, kinds: str, status: str | None) -> None:
    """A retracted paper says so, by its kind or by its notice, also by one that is not named."""
    listed = f"<CommentsCorrectionsList>{beside}</CommentsCorrectionsList>"
    types = f"<PublicationTypeList>{kinds}</PublicationTypeList>"

    assert _one(xml_file(types, beside=listed)).status == status


def test_truncated_gzip(tmp_path: Path, full: Article) -> None:
    """A file that is cut off within its compression says so; a whole one is read."""
    packed = gzip.compress((GOLDEN / "article-xml.xml").read_bytes(), mtime=0)
    whole, cut = tmp_path / "whole.xml.gz", tmp_path / "cut.xml.gz"
    whole.write_bytes(packed)
    cut.write_bytes(packed[:-9])

    assert _one(whole) == full
    assert [item.pmid for item in papers(whole)] == ["77770001"]
    with pytest.raises(ReadError, match="a damaged gzip file"):
        list(papers(cut))


@pytest.mark.parametrize(
    ("head", "is_pubmed"),
    [
        ("\ufeff<?xml version='1.0'?><!DOCTYPE PubmedArticleSet", True),
        ("<PubmedBookArticleSet>", True),
        ("<html><body>PubmedArticleSet", False),
        ("<article xmlns:xlink='x'>", False),
        ("PubmedArticle <PubmedArticle>", False),
    ],
)
def test_sniff(head: str, is_pubmed: bool) -> None:  # noqa: FBT001
    """A file is PubMed's by its elements, with or without a DOCTYPE."""
    assert pubmed_xml.sniff(head) == is_pubmed


def test_corpus(corpus: Path) -> None:
    """Every record of the corpus is read, and nothing of it is lost that can be counted."""
    paths = [*(corpus / "pubmed" / "xml").iterdir(), *(corpus / "pubmed" / "efetch").iterdir()]
    found = 0
    for path in sorted(paths):
        tree = etree.parse(path)
        articles = [article for article in read(path) if isinstance(article, Article)]
        records = tree.findall(".//PubmedArticle") + tree.findall(".//PubmedBookArticle")
        assert len(articles) == len(records)
        for article, element in zip(articles, records, strict=True):
            _check(article, element)
        found += len(articles)

    assert found == 31 + 10


def _check(article: Article, element: etree._Element) -> None:
    """Count in the element, in another way, what the article has to have."""
    assert article.pmid == element.findtext(".//PMID")
    valid = [a for a in element.findall(".//AuthorList[1]/Author") if a.get("ValidYN") != "N"]
    body = element.find("MedlineCitation/Article")
    if body is None:
        return
    assert len(article.authors) == len(valid)
    assert [a.collective for a in article.authors] == [
        author.find("CollectiveName") is not None for author in valid
    ]
    assert len(article.headings) == len(element.findall(".//MeshHeading")) + len(
        element.findall(".//SupplMeshName")
    )
    assert len(article.chemicals) == len(element.findall(".//Chemical"))
    references = {
        re.sub(r"\s+", " ", "".join(r.find("Citation").itertext())).strip()
        for r in element.iter("Reference")
    }
    assert {reference.citation for reference in article.references} >= references
    names = {
        " ".join("".join(a.itertext()).split())
        for a in body.iter("Affiliation")
        if "@" not in "".join(a.itertext())
    }
    assert {f.name for a in article.authors for f in a.affiliations} >= names
    for label in {a.get("Label") for a in body.iterfind("Abstract/AbstractText")} - {None, ""}:
        assert label == "UNLABELLED" or f"{label}: " in (article.abstract or article).text


def test_pages_agree_with_xml(corpus: Path) -> None:
    """What a page yields agrees with what the XML of the same record yields."""
    for path in sorted((corpus / "pubmed" / "page-text").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        page = _one(path.with_name(path.name.replace(".expected.json", ".txt")))
        whole = _one(corpus / "pubmed" / truth["sourceXml"])

        assert (page.title, page.doi, page.pages) == (whole.title, whole.doi, whole.pages)
        assert page.published == whole.published
        assert page.online in {None, whole.online}
        assert whole.journal
        assert _numbers(identified(page, KnownPaper(nlm_id=whole.journal.nlm_id))) == _numbers(
            whole
        )
        names = [author.name for author in whole.authors]
        assert [author.name for author in page.authors] == names[: len(page.authors)]


def _numbers(article: Record) -> set[str]:
    numbers = {schema.volumeNumber, schema.issueNumber, schema.isPartOf}
    about = {str(t) for t in triples(article) if t.predicate in numbers}
    return {line for line in about if line.startswith("<https://w3id.org/mmrdf/journal/")}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)


@given(date=TEXT, pages=TEXT, doi=TEXT, name=TEXT, volume=TEXT)
def test_any_text(date: str, pages: str, doi: str, name: str, volume: str) -> None:
    """Whatever stands in dates, pages, DOIs and names, no literal and no IRI is invalid."""
    root = etree.Element("PubmedArticleSet")
    record = etree.SubElement(root, "PubmedArticle")
    citation = etree.SubElement(record, "MedlineCitation")
    etree.SubElement(citation, "PMID").text = "1"
    article = etree.SubElement(citation, "Article")
    for path, value in (
        ("Journal/JournalIssue/PubDate/MedlineDate", date),
        ("Journal/JournalIssue/Volume", volume),
        ("Pagination/MedlinePgn", pages),
        ("AuthorList/Author/LastName", name),
        ("ArticleDate/Year", date),
    ):
        _put(article, path, value)
    about = etree.SubElement(citation, "MedlineJournalInfo")
    etree.SubElement(about, "MedlineTA").text = _allowed(name)
    ids = etree.SubElement(etree.SubElement(record, "PubmedData"), "ArticleIdList")
    etree.SubElement(ids, "ArticleId", IdType="doi").text = _allowed(f"10.1000/{doi}")
    [found] = _read_bytes(etree.tostring(root, encoding="utf-8"), _fail)
    said = list(triples(found))
    written = serialize(said, format=RdfFormat.N_TRIPLES)

    assert {str(t) for t in said} == {
        str(Triple(q.subject, q.predicate, q.object))
        for q in parse(written, format=RdfFormat.N_TRIPLES)
    }
    for triple in said:
        if isinstance(triple.object, Literal) and "XMLSchema#" in triple.object.datatype.value:
            _check_literal(triple.object)


def _put(article: etree._Element, path: str, value: str) -> None:
    for tag in path.split("/"):
        child = article.find(tag)
        article = etree.SubElement(article, tag) if child is None else child
    article.text = _allowed(value)


def _allowed(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "", text)


def _read_bytes(content: bytes, refuse: Callable[[ReadError], None]) -> list[Article]:
    try:
        return list(pubmed_xml.read(File(stream=io.BytesIO(content), name="a.xml"), refuse))
    except ReadError:  # no record is left
        return []


def _ignore(error: ReadError) -> None:
    del error


def _fail(error: ReadError) -> None:
    raise error


def _check_literal(value: Literal) -> None:
    kind = value.datatype.value.partition("#")[2]
    if kind in {"gYear", "gYearMonth", "date"}:
        assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value.value)
        assert value.value.count("-") == ("gYear", "gYearMonth", "date").index(kind)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("School of Void. ann.lee @ void.example", "School of Void."),
        ("School of Void. Electronic address: ann\uff20void.example.", "School of Void."),
        ("Biology @ Void, Oslo", "Biology Void, Oslo"),
        ("," * 100_000 + "x a@b.example", "," * 100_000 + "x"),
    ],
)
def test_e_mail(said: str, kept: str) -> None:
    """No form of an e-mail address stays in an address, however long that is."""
    assert pubmed_fields.without_address(said) == kept


def test_second_best(xml_file: Write) -> None:
    """Where the first identifier, title or page is none, the next is taken."""
    body = (
        "<ArticleTitle>.</ArticleTitle><VernacularTitle>Titel.</VernacularTitle>"
        "<Pagination><StartPage>12</StartPage><EndPage>19</EndPage></Pagination>"
        '<ELocationID EIdType="doi" ValidYN="Y">10.9999/good</ELocationID>'
        "<Journal><Title>J</Title><JournalIssue><Volume>NA</Volume><Issue>7</Issue></JournalIssue>"
        "</Journal><AuthorList><Author><LastName>Na</LastName>"
        '<Identifier Source="ORCID">1</Identifier>'
        '<Identifier Source="ORCID">0000-0002-1825-0097</Identifier></Author></AuthorList>'
        "<DataBankList><DataBank><DataBankName>GEO</DataBankName></DataBank></DataBankList>"
    )
    listed = '<ArticleIdList><ArticleId IdType="doi">bad</ArticleId></ArticleIdList>'
    keywords = "<KeywordList><Keyword>NA</Keyword><Keyword>Na</Keyword></KeywordList>"
    article = _one(xml_file(body, data=listed, beside=keywords))
    [author] = article.authors

    assert (article.title, article.doi, article.pages) == ("Titel", "10.9999/good", "12-19")
    assert article.part_of == Issue(part_of=Journal(title="J"), number="7")
    assert (author.name, author.orcid is not None) == ("Na", True)
    assert (article.other_data, article.keywords) == (("GEO",), ("Na",))
    assert sorted(notice.code for notice in article.notices) == ["not-doi", "not-orcid"]


@pytest.mark.parametrize(
    ("release", "free"), [("2021", True), ("2022", None), (None, True)], ids=str
)
def test_embargo(xml_file: Write, release: str | None, free: bool | None) -> None:  # noqa: FBT001
    """A paper at PMC is free to read, unless PMC releases it after the day of the record."""
    day = "<Month>1</Month><Day>1</Day>"
    when = f"<PubMedPubDate PubStatus='pmc-release'><Year>{release}</Year>{day}</PubMedPubDate>"
    history = f"<History>{when if release else ''}</History>"
    ids = '<ArticleIdList><ArticleId IdType="pmc">PMC1</ArticleId></ArticleIdList>'
    revised = f"<DateRevised><Year>2021</Year>{day}</DateRevised>"

    assert _one(xml_file("", data=history + ids, beside=revised)).free is free


def test_odd_records(xml_file: Write) -> None:
    """A paper does not cite itself, a label alone is a text, an invalid name earns no credit."""
    body = (
        "<ArticleTitle>[A title]: reply [B].</ArticleTitle>"
        '<Abstract><AbstractText Label="LEVEL OF EVIDENCE: 4"/></Abstract>'
        '<AuthorList CompleteYN="N"><Author ValidYN="N"><LastName>Wrong</LastName></Author>'
        "<Author><LastName>NA</LastName></Author></AuthorList>"
    )
    one = '<ArticleIdList><ArticleId IdType="pubmed">1</ArticleId></ArticleIdList>'
    data = f"<ReferenceList><Reference>{one}</Reference></ReferenceList>"
    article = _one(xml_file(body, data=data))

    assert (article.references, article.credit) == ((), "NA et al")
    assert (article.abstract and article.abstract.text) == "LEVEL OF EVIDENCE: 4"
    assert article.translated_title is None
    assert [notice.code for notice in article.notices] == ["itself"]
    assert validate(triples(article)).conforms


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("RetractedandRepublishedIn", "retracted by"),
        ("RetractedandRepublishedFrom", "retracts"),
        ("PartialRetractionIn", "corrected by"),
        ("CorrectedandRepublishedFrom", "corrects"),
        ("UpdateIn", "updated by"),
        ("UpdateOf", "updates"),
        ("CommentOn", "replies to"),
        ("ExpressionOfConcernIn", "concern in"),
        ("ExpressionOfConcernFor", "concern about"),
        ("SomethingNew", "related"),
    ],
)
def test_relations(xml_file: Write, name: str, kind: str) -> None:
    """Each relation of NLM's has its own kind; one that we do not know is only related."""
    one = f'<CommentsCorrections RefType="{name}"><PMID>2</PMID></CommentsCorrections>'
    listed = f"<CommentsCorrectionsList>{one * 2}</CommentsCorrectionsList>"
    [relation] = _one(xml_file("", beside=listed)).relations

    assert (relation.kind, relation.to) == (kind, Reference(pmid="2"))


@pytest.mark.parametrize(
    ("bank", "number", "expected"),
    [
        ("ClinicalTrials.gov", "NCT04280705", "clinicaltrials"),
        ("GENBANK", "MK251245", "insdc"),
        ("GEO", "GSE1", "geo"),
        ("PDB", "6VXX", "pdb"),
        ("RefSeq", "NM_000518.5", "refseq"),
        ("GEO", "not a number", None),
    ],
)
def test_data_banks(xml_file: Write, bank: str, number: str, expected: str | None) -> None:
    """An entry of a data bank that we know is an identifier, any other a text."""
    numbers = f"<AccessionNumberList><AccessionNumber>{number}</AccessionNumber>"
    data = (
        f"<DataBank><DataBankName>{bank}</DataBankName>{numbers}</AccessionNumberList></DataBank>"
    )
    article = _one(xml_file(f"<DataBankList>{data}</DataBankList>"))

    if expected:
        assert article.data == (Xref(prefix=expected, identifier=number),)
    else:
        assert (article.data, article.other_data) == ((), (f"{bank}/{number}",))


def test_each_once_and_in_order(xml_file: Write) -> None:
    """What stands twice is kept once, and the record's own list goes before the place."""
    ids = '<ArticleIdList><ArticleId IdType="doi">10.1000/listed</ArticleId></ArticleIdList>'
    reference = "<Reference><Citation>A book.</Citation></Reference>"
    pmcid = '<ArticleIdList><ArticleId IdType="pmcid">7</ArticleId></ArticleIdList>'
    pmc = f"<Reference>{pmcid}</Reference>"
    keyword = "<Keyword>bone</Keyword>"
    address = "<AffiliationInfo><Affiliation>{}</Affiliation></AffiliationInfo>"
    author = "<Author><LastName>{}</LastName><Initials>A</Initials>{}</Author>"
    authors = author.format("Lee", address.format("X")) + author.format("Dee", address.format("Y"))
    article = _one(
        xml_file(
            f"<AuthorList>{authors}</AuthorList>"
            '<ELocationID EIdType="doi" ValidYN="Y">10.1000/place</ELocationID>',
            beside=f"<KeywordList>{keyword * 2}</KeywordList>",
            data=f"{ids}<ReferenceList>{reference * 2}{pmc}</ReferenceList>",
        )
    )

    assert (article.doi, article.keywords, article.free) == ("10.1000/listed", ("bone",), None)
    assert article.references == (Reference(citation="A book."), Reference(pmcid="PMC7"))
    assert [a.name for a in article.authors] == ["A Lee", "A Dee"]
    assert [f.position for a in article.authors for f in a.affiliations] == [1, 2]
    assert article.credit is None


def test_major_heading(xml_file: Write) -> None:
    """A heading may be a main point itself; supplementary concepts are none."""
    heading = (
        '<MeshHeading><DescriptorName UI="D009101" MajorTopicYN="Y">Myeloma</DescriptorName>'
        '<QualifierName UI="Q000235" MajorTopicYN="N">genetics</QualifierName></MeshHeading>'
    )
    more = '<SupplMeshList><SupplMeshName UI="C000657245">COVID-19</SupplMeshName></SupplMeshList>'
    article = _one(xml_file("", beside=f"<MeshHeadingList>{heading}</MeshHeadingList>{more}"))

    assert [term.name for term in article.major_terms] == ["Myeloma"]
    assert [term.name for term in article.minor_terms] == ["Myeloma/genetics", "COVID-19"]


def test_ahead_of_print(xml_file: Write) -> None:
    """A paper without a place yet is cited as NLM does it."""
    day = "<Year>2021</Year><Month>06</Month><Day>04</Day>"
    path = xml_file(
        f"<Journal><JournalIssue><PubDate>{day}</PubDate></JournalIssue></Journal>",
        beside="<MedlineJournalInfo><MedlineTA>J Void</MedlineTA></MedlineJournalInfo>",
        data="<PublicationStatus>aheadofprint</PublicationStatus>",
    )

    assert _one(path).citation == "J Void. 2021 Jun 4. Online ahead of print."


def test_chapter_and_book(tmp_path: Path) -> None:
    """A chapter has its own authors and day; a book without a chapter has those of the book."""
    text = (GOLDEN / "chapter-xml.xml").read_text(encoding="utf-8")
    chapter = _one(GOLDEN / "chapter-xml.xml")
    assert isinstance(chapter.part_of, Book)
    assert (chapter.part_of.isbns, chapter.part_of.published) == (
        ("9780000000002",),
        Date(start="1993"),
    )
    assert ([a.name for a in chapter.authors], chapter.doi) == (["Ann Lee"], None)
    assert chapter.published == Date(start="1998-09-04")
    whole = re.sub(
        r"<ArticleTitle.*?</ArticleTitle>|<ContributionDate.*?</ContributionDate>", "", text
    )
    whole = whole.replace('Type="editors"', 'Type="authors"')
    (tmp_path / "book.xml").write_text(whole, encoding="utf-8")
    book = _one(tmp_path / "book.xml")

    assert (book.title, book.part_of, book.published) == ("Void Reviews", None, Date(start="1993"))
    assert [author.name for author in book.authors] == ["Ed Editor"]
