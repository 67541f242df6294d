"""One ``PubmedBookArticle`` of PubMed's XML, a chapter of NCBI's Bookshelf, to an article."""

import re
from typing import Any

from mmrdf.readers import pubmed_fields
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_xml import authors, links, subjects
from mmrdf.readers.pubmed_xml.article import abstract, pmid, titles, version
from mmrdf.readers.pubmed_xml.values import Children, cited_date, date, printed, text
from mmrdf.records import Article, Book, PaperIds, Source, identity

_ISBN = re.compile("[0-9]{9}(?:[0-9X]|[0-9]{4})")


def read(element: Any, file: str) -> Article:
    """Read one chapter; a book as a whole, which has no title of a chapter, has that of the book.

    Raises:
        ReadError: if it has no PMID.
    """
    record = Children(element)
    document, data = record.below("BookDocument"), record.below("PubmedBookData")
    source = Source(file=file, line=element.sourceline or 0)
    number = pmid(document, source)
    doubts = Doubts(source, f"PMID {number}")
    book = _book(document.below("Book"), doubts)
    doi = doubts.normal("doi", "doi", _identifier(document, data, "doi"))
    pmcid = doubts.normal("pmcid", "pmc", _identifier(document, data, "pmc"))
    languages = pubmed_fields.languages(document.texts("Language"))
    title, vernacular = titles(document, languages)
    cited = _citation_line(document, book)
    me = identity(pmid=number, doi=doi, pmcid=pmcid, title=title, citation=cited)
    whole = title is None  # then the book itself is the record, and has its authors
    people = (document.below("Book") if whole else document).all("AuthorList")
    own = next((listed for listed in people if listed.get("Type") != "editors"), None)
    return Article(
        pmid=number,
        doi=doi,
        pmcid=pmcid,
        title=title or (book.title if book else None),
        citation=cited,
        version=str(found) if (found := version(document)) > 1 else None,
        published=date(document.first("ContributionDate")) or (book.published if book else None),
        revised=date(document.first("DateRevised")),
        part_of=None if whole else book,
        authors=authors.authors(me, own, doubts),
        vernacular=vernacular,
        languages=languages,
        abstract=abstract(document.first("Abstract"), None),
        keywords=tuple(dict.fromkeys(document.below("KeywordList").texts("Keyword"))),
        publication_types=tuple(subjects.publication_types(document, doubts)),
        copyright=document.below("Abstract").text("CopyrightInformation"),
        references=tuple(links.references(record.first("BookDocument"), document, doubts)),
        grants=authors.grants(me, document.first("GrantList")),
        source=source,
        notices=tuple(doubts.notices),
    )


def paper(element: Any) -> PaperIds:
    """What names the chapter of a record, but for the PMID."""
    record = Children(element)
    document, data = record.below("BookDocument"), record.below("PubmedBookData")
    doubts = Doubts(Source(file=""), "")  # the reader of the whole record tells them
    return PaperIds(
        doi=doubts.normal("doi", "doi", _identifier(document, data, "doi")),
        pmcid=doubts.normal("pmcid", "pmc", _identifier(document, data, "pmc")),
    )


def _book(element: Children, doubts: Doubts) -> Book | None:
    named = element.first("BookTitle")
    title = text(named)
    if title is None:
        return None
    isbns = (isbn.replace("-", "") for isbn in element.texts("Isbn"))
    return Book(
        name=named.get("book") or title,
        title=title,
        publisher=element.below("Publisher").text("PublisherName"),
        published=cited_date(element.first("PubDate"), doubts),
        isbns=tuple(isbn for isbn in isbns if _ISBN.fullmatch(isbn)),
    )


def _identifier(document: Children, data: Children, space: str) -> str | None:
    """The DOI or PMCID of the chapter itself, not that of its book."""
    listed = [x for y in (document, data) for x in y.below("ArticleIdList").all("ArticleId")]
    return next(filter(None, (text(x) for x in listed if x.get("IdType") == space)), None)


def _citation_line(document: Children, book: Book | None) -> str | None:
    """The book, its publisher and year, as PubMed cites a chapter; None without a book."""
    if book is None:
        return None
    place = document.below("Book", "Publisher").text("PublisherLocation")
    made = ": ".join(part for part in (place, book.publisher) if part)
    year = printed(document.below("Book").first("PubDate"))
    behind = "; ".join(part for part in (made, year) if part)
    return f"{book.title}. {behind}." if behind else f"{book.title}."
