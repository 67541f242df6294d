"""PubMed pages: both shapes, and what must never be guessed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mmrdf import Article, ReadError, read
from mmrdf.readers.pubmed_text import sniff
from mmrdf.records import Date, Issue, Journal, Record, Volume

Write = Callable[[str], Path]

CRAWLED = """\
Review
. 2011 Oct;94(4):334-343.
doi: 10.1000/J.x. Epub 2011 Oct 18.

A title

Affiliations
Free PMC article
Review

A title

Ann Lee et al. J Void. 2011 Oct.
Free PMC article

Abstract

Background: Some words. See Table 1: it is long.

Methods: Others.

Keywords: one; two words; one.

Copyright © 2011 Void.

PubMed Disclaimer

References

    1. Blood. 2008 Mar 1;111(5):2833-42 - DOI - PubMed
    1. A book. - PMC

Publication types

MeSH terms

LinkOut - more resources"""

PASTED = """\
Page navigation
Title & authors
Abstract
J Void
. 2013 Oct 16;103(12 Suppl 1):956-1034. doi: 10.1000/x.y.
A title
Ann B Lee 1 2 #, Bo Chi, Cy Dee 3; The Void Study Group 7
Affiliations Collapse
Affiliations
1School of Void, Nowhere. Electronic address: ann@void.example.
2
School of Nothing.
3School of Nil.
# Contributed equally.
PMID: 123 PMCID: PMC45.2 DOI: 10.1000/X.Y
Abstract
Some words.
PubMed Disclaimer

Similar articles
Another title.
Nobody A.
J Else. 2001 Jan 2;3(4):5-6. doi: 10.9999/not-this-one.
PMID: 99999999 Free PMC article. Review.
See all similar articles
Cited by
Another title.
PMID: 99999998

Publication types
Review
Case Reports
MeSH terms
Genetics, Medical / history*
Humans
LinkOut - more resources
Full Text Sources
"""


def _read(path: Path) -> Article:
    [article] = read(path)
    assert isinstance(article, Article)
    return article


@pytest.fixture
def crawled(page_file: Write) -> Article:
    return _read(page_file(CRAWLED))


@pytest.fixture
def pasted(page_file: Write) -> Article:
    return _read(page_file(PASTED))


def test_seeds(seeds: list[Record]) -> None:
    """The two pages among the seeds: dates, volumes and pages as they are printed."""
    one, two = seeds[3:]
    assert isinstance(one, Article)
    assert isinstance(two, Article)

    assert (one.doi, one.published) == ("10.1007/s12185-011-0949-x", Date(start="2011-10"))
    assert [author.name for author in one.authors] == ["Masahiro Abe"]
    assert len(one.references) == 5
    assert two.published == Date(start="2005")
    assert two.part_of == Volume(journal=Journal(abbreviation="Hematology"), number="10 Suppl 1")
    assert two.pages == "19-24"
    assert (one.free, two.free) == (None, True)


def test_crawled(crawled: Article) -> None:
    """What a crawled page yields."""
    journal = Journal(abbreviation="J Void")

    assert crawled.title == "A title"
    assert crawled.doi == "10.1000/j.x"
    assert crawled.published == Date(start="2011-10")
    assert crawled.online == Date(start="2011-10-18")
    assert crawled.part_of == Issue(part_of=Volume(journal=journal, number="94"), number="4")
    assert crawled.pages == "334-343"
    assert crawled.citation == "J Void. 2011 Oct;94(4):334-343. doi: 10.1000/J.x. Epub 2011 Oct 18."
    assert crawled.abstract is not None
    assert [section.label for section in crawled.abstract.sections] == ["Background", "Methods"]
    assert crawled.keywords == ("one", "two words")
    assert crawled.copyright == "Copyright © 2011 Void."
    assert tuple(t.name for t in crawled.publication_types) == ("Review",)
    assert crawled.free is True
    assert crawled.texts == ("Blood. 2008 Mar 1;111(5):2833-42", "A book.")


def test_crawled_page_guesses_nothing(crawled: Article) -> None:
    """No PMID from a DOI, no PMCID from a badge, no authors behind "et al", no MeSH."""
    assert crawled.pmid is None
    assert crawled.pmcid is None
    assert [author.name for author in crawled.authors] == ["Ann Lee"]
    assert crawled.credit == "Ann Lee et al"
    assert crawled.mesh_terms == ()


def test_only_author(page_file: Write) -> None:
    """One name without "et al" is the only author, and needs no author line beside it."""
    article = _read(page_file(CRAWLED.replace("Ann Lee et al.", "Ann Lee.")))

    assert [author.name for author in article.authors] == ["Ann Lee"]
    assert article.credit is None


def test_pasted(pasted: Article) -> None:
    """What a pasted page yields beside that: identifiers, authors, types and terms."""
    assert (pasted.pmid, pasted.pmcid, pasted.doi) == ("123", "PMC45", "10.1000/x.y")
    assert pasted.published == Date(start="2013-10-16")
    journal = Journal(abbreviation="J Void")
    volume = Volume(journal=journal, number="103")
    assert pasted.part_of == Issue(part_of=volume, number="12 Suppl 1")
    assert tuple(t.name for t in pasted.publication_types) == ("Review", "Case Reports")
    assert pasted.mesh_terms == ("Genetics, Medical / history", "Humans")
    assert pasted.credit is None


def test_authors(pasted: Article) -> None:
    """Authors in their order, each with those numbers that stand among the affiliations."""
    found = [
        (author.position, author.name, author.collective, [a.name for a in author.affiliations])
        for author in pasted.authors
    ]

    assert found == [
        (1, "Ann B Lee", False, ["School of Void, Nowhere.", "School of Nothing."]),
        (2, "Bo Chi", False, []),
        (3, "Cy Dee", False, ["School of Nil."]),
        (4, "The Void Study Group 7", True, []),
    ]


def test_neighbours(pasted: Article) -> None:
    """Nothing below "Similar articles" and "Cited by" is about this article."""
    assert "999" not in repr(pasted)
    assert "Nobody" not in repr(pasted)
    assert pasted.free is None


def test_pages_without_authors(page_file: Write) -> None:
    """A pasted page whose title is followed by its identifiers has no authors."""
    text = PASTED.replace("Ann B Lee 1 2 #, Bo Chi, Cy Dee 3; The Void Study Group 7\n", "")
    text = re.sub(r"Affiliations Collapse.*equally\.\n", "", text, flags=re.DOTALL)

    assert _read(page_file(text)).authors == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (". 2011 Oct;94(4):334-343.\n\nAffiliations\nAbstract\nSome words.", "without a title"),
        ("A title\nAbstract\nSome words.", "without a citation line"),
        ("", "without a citation line"),
    ],
)
def test_refused(page_file: Write, text: str, reason: str) -> None:
    """A page without a title or a citation is refused, rather than made into an empty article."""
    with pytest.raises(ReadError, match=reason):
        _read(page_file(text))


def test_bad_doi(page_file: Write) -> None:
    """A DOI of the wrong form is a doubt and no identifier."""
    article = _read(page_file(CRAWLED.replace("10.1000/J.x", "11.1000/x")))

    assert article.doi is None
    assert [notice.code for notice in article.notices] == ["not-doi"]


AUTHORS = "Ann B Lee 1 2 #, Bo Chi, Cy Dee 3; The Void Study Group 7"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Doe 1, 2, Rick Roe 2", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe 3rd 1, Rick Roe Jr", ["Jane Doe 3rd", "Rick Roe Jr"]),
        ("Jane\u00a0Doe  1 \u2009 2 , Rick Roe 2", ["Jane Doe", "Rick Roe"]),
        ("Jane Doe 1, Rick Roe 2, et al.", []),
        ("Jane Doe 1, and Rick Roe 1", []),
        ("Jane Doe1, Rick Roe1,2", []),
        ("Jane Doe 1 7", []),
        ("Jane Doe 1,", []),
    ],
)
def test_author_line(page_file: Write, line: str, expected: list[str]) -> None:
    """An author line is read right, or not at all, and then it is a doubt."""
    article = _read(page_file(PASTED.replace(AUTHORS, line)))

    assert expected == [author.name for author in article.authors]
    assert ["not-a-name"] * (not expected) == [notice.code for notice in article.notices]


@pytest.mark.parametrize(
    "gone", ["PubMed Disclaimer\n", "Abstract\nSome words.\nPubMed Disclaimer\n"]
)
def test_cropped_page(page_file: Write, gone: str) -> None:
    """A page that was cut short does not take its neighbours' words and identifiers."""
    text = PASTED.replace(gone, "").replace("PMID: 123 PMCID: PMC45.2 DOI: 10.1000/X.Y\n", "")
    article = _read(page_file(text))

    assert article.pmid is None
    assert "999" not in repr(article)
    assert "Another" not in repr(article)


@pytest.mark.parametrize(
    "second",
    [CRAWLED, PASTED, "---\nfigid: PMC1__a\n---", "\n. 2001;1:1-2.\n\nAnother\n"],
    ids=["crawled", "pasted", "figure", "citation"],
)
def test_second_document(page_file: Write, second: str) -> None:
    """A file with two documents is refused at the second, not read as one."""
    chrome = "Access keys NCBI Homepage MyNCBI Homepage\n" if "Review" in second else ""

    with pytest.raises(ReadError, match="a second document begins; give every page a file"):
        _read(page_file(f"{CRAWLED}\n{chrome}{second}"))


@pytest.mark.parametrize("title", ["Print media today", "doi: a history", "Epub and Kindle"])
def test_title_like_a_citation(page_file: Write, title: str) -> None:
    """A title may begin with a word of the citation line."""
    assert _read(page_file(PASTED.replace("A title\nAnn", f"{title}\nAnn"))).title == title


@pytest.mark.parametrize(
    "above",
    ["J Void\n\n", "J Void\nActions\nSearch in PubMed\nSearch in NLM Catalog\nAdd to Search\n"],
)
def test_journal_above_the_citation(page_file: Write, above: str) -> None:
    """The journal stands above the citation, PubMed's menu or an empty line between them."""
    article = _read(page_file(PASTED.replace("J Void\n. 2013", f"{above}. 2013")))

    assert (article.citation or "").startswith("J Void. 2013 Oct 16;")


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (PASTED, "A title\nAnn", "A title\nof two lines\nAnn"),
        (PASTED, AUTHORS, "Jane Doe 1,\nRick Roe 2"),
        (CRAWLED, "A title\n", "A title\nof two lines\n"),
    ],
    ids=["title", "authors", "crawled"],
)
def test_wrapped_lines(page_file: Write, text: str, old: str, new: str) -> None:
    """A title or author line over several lines is refused: half of it would be false."""
    with pytest.raises(ReadError, match="title or authors run over several lines"):
        _read(page_file(text.replace(old, new)))


@pytest.mark.parametrize("name", ["Ann Lee and Bo Chi", "Ann Lee, Bo Chi", "Ann Lee, et al"])
def test_several_first_authors(page_file: Write, name: str) -> None:
    """A short citation that names several authors makes none."""
    article = _read(page_file(CRAWLED.replace("Ann Lee et al", name)))

    assert article.authors == ()
    assert [notice.code for notice in article.notices] == ["not-a-name"]


@pytest.mark.parametrize("heading", ["Retraction in", "Grants and funding", "Substances"])
def test_unread_headings(page_file: Write, heading: str) -> None:
    """What a page says below a heading that is not read yet is told."""
    text = PASTED.replace("LinkOut", f"{heading}\nSomething.\nLinkOut")
    article = _read(page_file(text))

    assert [(notice.field, notice.code) for notice in article.notices] == [(heading, "unread")]


def test_identifiers_on_lines_of_their_own(page_file: Write) -> None:
    """PMID, PMCID and DOI may stand below each other."""
    text = PASTED.replace("PMID: 123 PMCID: PMC45.2 DOI:", "PMID: 123\nPMCID: PMC45.2\nDOI:")

    assert _read(page_file(text)) == _read(page_file(PASTED))


def test_unknown_lists(page_file: Write) -> None:
    """What stands below another heading is no MeSH term."""
    text = PASTED.replace("Humans\n", "Humans\nPersonal name as subject\nSigmund Freud\n")

    assert _read(page_file(text)).mesh_terms == ("Genetics, Medical / history", "Humans")


def test_abstract_about_copyright(page_file: Write) -> None:
    """An abstract may begin with the word Copyright."""
    article = _read(page_file(PASTED.replace("Some words.", "Copyright law is old.")))

    assert article.abstract is not None
    assert article.copyright is None


def test_unknown_publication_type(page_file: Write) -> None:
    """A publication type that is not in the table is told, and not stated."""
    article = _read(page_file(PASTED.replace("Case Reports", "Address")))

    assert tuple(t.name for t in article.publication_types) == ("Review",)
    assert [notice.code for notice in article.notices] == ["unknown-publication-type"]


def test_badge_is_no_journal(page_file: Write) -> None:
    """A line above the citation of a crawled page is a badge, known or not, and no journal."""
    text = CRAWLED.replace("Review", "Clinical Conference").replace("Ann Lee et al. J Void.", "")

    assert _read(page_file(text)).part_of is None


@pytest.mark.parametrize(
    ("short", "who", "journal"),
    [
        ("Consortium. Nature. 2011 Oct.", "Consortium", "Nature"),
        ("J Void. 2011 Oct.", None, "J Void"),
        ("J. Void. 2011 Oct.", None, None),
        ("Ann Lee. J Void. in press.", None, None),
    ],
)
def test_short_citation(page_file: Write, short: str, who: str | None, journal: str | None) -> None:
    """The short citation is an author, a journal and a date; less than that is not read."""
    article = _read(page_file(CRAWLED.replace("Ann Lee et al. J Void. 2011 Oct.", short)))

    assert [author.name for author in article.authors] == ([who] if who else [])
    assert (article.citation or "").startswith(journal or "2011 Oct;")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2011 Oct;94(4):334-343", "2022:S1080-6032(22)00139-9", "not-a-citation"),
        ("Epub 2011 Oct 18", "Epub 2011 Feb 30", "not-a-date"),
    ],
)
def test_citation_outside_the_grammar(page_file: Write, old: str, new: str, code: str) -> None:
    """A citation or date that is not read is a doubt, and its text is kept."""
    article = _read(page_file(CRAWLED.replace(old, new)))

    assert [notice.code for notice in article.notices] == [code]
    assert new in (article.citation or "")


HOSTILE = {
    "short citation": "\nA title\n\n" + "a " * 100_000,
    "author line": "1 " * 100_000 + "x",
    "affiliation": "Ann Lee 1\nAffiliations\n1" + "a" * 100_000 + "@ @" + " " * 100_000 + "x",
    "signs": "Ann Lee" + " #" * 100_000 + "x",
    "commas": "1, " * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page(page_file: Write, name: str) -> None:
    """A page made to keep a regular expression busy is read at once."""
    text = f". 2011;1:1.\nA title\n{HOSTILE[name]}\nPMID: 1\nPubMed Disclaimer\n"

    assert _read(page_file(text)).title == "A title"


def test_hostile_references(page_file: Write) -> None:
    """So is a reference with many tails."""
    text = CRAWLED.replace("A book. - PMC", "A book." + " - PMC" * 20_000 + "x")

    assert len(_read(page_file(text)).references) == 2


def test_no_abstract(page_file: Write) -> None:
    """A page without an abstract still has its keywords and its copyright line."""
    text = PASTED.replace(
        "Abstract\nSome words.", "No abstract available\nKeywords: a; b.\n© 2013 Void."
    )
    article = _read(page_file(text))

    assert article.abstract is None
    assert (article.keywords, article.copyright) == (("a", "b"), "© 2013 Void.")


def test_no_break_spaces_in_the_citation(page_file: Write) -> None:
    """A citation may have come through a page with no-break spaces."""
    expected = _read(page_file(PASTED))
    line = next(line for line in PASTED.splitlines() if line.startswith(". "))

    assert _read(page_file(PASTED.replace(line, line.replace(" ", "\xa0")))) == expected


def test_two_dois(page_file: Write) -> None:
    """Two DOIs that differ are a doubt, and neither is used."""
    article = _read(page_file(PASTED.replace("DOI: 10.1000/X.Y", "DOI: 10.1000/other")))

    assert (article.pmid, article.doi) == ("123", None)
    assert [notice.code for notice in article.notices] == ["doi-disagrees"]


def test_one_part_behind_a_colon(page_file: Write) -> None:
    """A volume or a page: neither is stated, and the citation keeps the text."""
    article = _read(page_file(CRAWLED.replace("2011 Oct;94(4):334-343", "2003:1021")))

    assert article.part_of == Journal(abbreviation="J Void")
    assert article.pages is None
    assert article.citation is not None
    assert "2003:1021." in article.citation


def test_authors_belong_to_their_article(page_file: Write) -> None:
    """The authors of an article without any identifier are named after it all the same."""
    for text in (CRAWLED, CRAWLED.replace("doi: 10.1000/J.x. ", ""), PASTED):
        article = _read(page_file(text))

        assert {author.article for author in article.authors} == {article.identity}


def test_sniff() -> None:
    """A page is known by its chrome or its disclaimer, not by the word PubMed."""
    assert sniff("a\nPubMed Disclaimer\n")
    assert not sniff("PubMed is a database\n")


def _labels(article: Article) -> list[str]:
    return [s.label for s in (article.abstract.sections if article.abstract else ()) if s.label]


def _expected(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    paths = sorted((folder / "pubmed" / "page-text").glob("*.expected.json"))
    return [
        (path.with_name(path.name.replace(".expected.json", ".txt")), json.loads(path.read_text()))
        for path in paths
    ]


def test_corpus(corpus: Path) -> None:
    """The pages of the corpus yield what their .expected.json says."""
    for path, expected in _expected(corpus):
        article = _read(path)
        whole = article.part_of
        issue = whole if isinstance(whole, Issue) else None
        volume = issue.part_of if issue else whole
        assert isinstance(volume, Volume)
        names = [author.name for author in article.authors]

        assert expected["title"] == article.title
        assert (expected["doi"], expected["pmid"]) == (article.doi, article.pmid)
        assert expected["pmcid"] == article.pmcid
        assert expected["journalAbbreviation"] == volume.journal.abbreviation
        assert expected["volume"] == volume.number
        assert expected["issue"] == (issue.number if issue else None)
        assert expected["pages"] == article.pages
        assert expected["abstractPresent"] == (article.abstract is not None)
        assert expected["abstractSections"] == _labels(article)
        assert expected["firstAuthor"] == names[0]
        assert names == (expected["authors"] or [expected["firstAuthor"]])
        assert article.citation is not None
        assert expected["citationLine"] in article.citation
        assert (expected["freeBadge"] is not None) == bool(article.free)
