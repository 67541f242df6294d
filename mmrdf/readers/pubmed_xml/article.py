"""One ``PubmedArticle`` of PubMed's XML to an article.

An identifier within a reference is that of the reference, and never the article's.
"""

import re
from collections.abc import Iterator
from typing import Any

from mmrdf import identifiers
from mmrdf.errors import ReadError
from mmrdf.readers import pubmed_fields
from mmrdf.readers.citation import Citation, is_pages
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import is_elsewhere, present
from mmrdf.readers.pubmed_xml import authors, links, subjects
from mmrdf.readers.pubmed_xml.values import Children, cited_date, date, printed, text
from mmrdf.records import (
    Abstract,
    Article,
    Date,
    Journal,
    PaperIds,
    Section,
    Source,
    Title,
    Xref,
    identity,
)

# Forms of publication whose citation has the electronic date, and what then precedes the issue's.
_ELECTRONIC = {
    "Electronic": "",
    "Electronic-eCollection": "eCollection",
    "Electronic-Print": "Print",
}
_VERSION = re.compile("[1-9][0-9]{0,3}")
# The label of a paragraph that has none in print.
_UNLABELLED = "UNLABELLED"


def read(element: Any, file: str) -> Article:
    """Read one record.

    Raises:
        ReadError: if it has no PMID.
    """
    record = Children(element)
    citation, data = record.below("MedlineCitation"), record.below("PubmedData")
    body = citation.below("Article")
    source = Source(file=file, line=element.sourceline or 0)
    number = pmid(citation, source)
    doubts = Doubts(source, f"PMID {number}")
    cited, journal = _cited(body, doubts), _journal(citation, body, doubts)
    raw, doi = _identifier("doi", _named("doi", body, data), doubts)
    _, pmcid = _identifier("pmc", _named("pmc", body, data), doubts)
    status = data.text("PublicationStatus")
    cited_as = _citation_line(body, status, journal, cited, raw)
    revised = date(citation.first("DateRevised"))
    languages = pubmed_fields.languages(body.texts("Language"))
    title, vernacular = titles(body, languages)
    me = identity(pmid=number, doi=doi, pmcid=pmcid, title=title, citation=cited_as)
    banks = tuple(pubmed_fields.data(links.data_banks(body)))
    return Article(
        pmid=number,
        doi=doi,
        pmcid=pmcid,
        title=title,
        citation=cited_as,
        version=str(found) if (found := version(citation)) > 1 else None,
        published=cited.date,
        online=date(body.first("ArticleDate")),
        revised=revised,
        part_of=cited.within(journal),
        pages=cited.pages,
        authors=authors.authors(me, body.first("AuthorList"), doubts),
        credit=_credit(body),
        vernacular=vernacular,
        languages=languages,
        abstract=abstract(body.first("Abstract"), None),
        others=tuple(_other_abstracts(citation, doubts)),
        keywords=tuple(dict.fromkeys(_keywords(citation))),
        headings=tuple(subjects.headings(citation, doubts)),
        chemicals=tuple(subjects.chemicals(citation, doubts)),
        persons=tuple(subjects.persons(citation)),
        publication_types=tuple(
            subjects.publication_types(body.below("PublicationTypeList"), doubts)
        ),
        copyright=body.below("Abstract").text("CopyrightInformation"),
        free=True if pmcid and not _is_embargoed(data, revised) else None,
        references=tuple(
            reference
            for reference in links.references(record.first("PubmedData"), citation, doubts)
            if links.is_other(reference, number, doubts)
        ),
        relations=tuple(
            relation
            for relation in links.relations(citation, doubts)
            if links.is_other(relation.to, number, doubts)
        ),
        grants=authors.grants(me, body.first("GrantList")),
        data=tuple(found for found in banks if isinstance(found, Xref)),
        other_data=tuple(found for found in banks if isinstance(found, str)),
        source=source,
        notices=tuple(doubts.notices),
    )


def paper(element: Any) -> PaperIds:
    """What names the paper of a record and its journal, but for the PMID."""
    record = Children(element)
    citation, data = record.below("MedlineCitation"), record.below("PubmedData")
    body, about = citation.below("Article"), citation.below("MedlineJournalInfo")
    doubts = Doubts(Source(file=""), "")  # the reader of the whole record tells them
    nlm = about.text("NlmUniqueID")
    return PaperIds(
        doi=_identifier("doi", _named("doi", body, data), doubts)[1],
        pmcid=_identifier("pmc", _named("pmc", body, data), doubts)[1],
        journal=about.text("MedlineTA") or body.below("Journal").text("Title"),
        nlm_id=identifiers.normal("nlm", nlm) if nlm else None,
    )


def pmid(citation: Children, source: Source) -> str:
    """The identifier of a record.

    Raises:
        ReadError: if it has none.
    """
    found = citation.text("PMID")
    if found is None or identifiers.normal("pubmed", found) is None:
        reason = "a record without a PMID" if found is None else f"{found!r} is no PMID"
        raise ReadError(source, reason, "export the record from PubMed again", field="PMID")
    return found


def version(citation: Children) -> int:
    """Which version of a paper a record is of, from 1; what is no such number counts as 1."""
    found = citation.first("PMID")
    number = "" if found is None else found.get("Version") or ""
    return int(number) if _VERSION.fullmatch(number) else 1


def _is_embargoed(data: Children, revised: Date | None) -> bool:
    """Whether PMC releases the paper only after the day of the record."""
    for when in data.below("History").all("PubMedPubDate"):
        if when.get("PubStatus") == "pmc-release":
            release = date(when)
            return release is None or revised is None or release.start > revised.start
    return False


def _keywords(citation: Children) -> Iterator[str]:
    for keywords in citation.all("KeywordList"):
        yield from filter(None, map(present, Children(keywords).texts("Keyword")))


def titles(body: Children, languages: tuple[str, ...]) -> tuple[str | None, Title | None]:
    """The title, and that in the language of the article where the title is a translation."""
    return pubmed_fields.titles(body.text("ArticleTitle"), body.text("VernacularTitle"), languages)


def abstract(element: Any, language: str | None) -> Abstract | None:
    """An abstract with the labels of its paragraphs; None if it has no text."""
    sections = []
    for paragraph in Children(element).all("AbstractText"):
        label, said = (paragraph.get("Label") or "").strip(), text(paragraph)
        named = label if label and label != _UNLABELLED else None
        if said:
            sections.append(Section(label=named, text=said))
        elif named:  # all that there is stands in the label
            sections.append(Section(label=None, text=named))
    return Abstract(sections=tuple(sections), language=language) if sections else None


def _other_abstracts(citation: Children, doubts: Doubts) -> Iterator[Abstract]:
    """The abstracts in other languages or for other readers; their language is known."""
    for element in citation.all("OtherAbstract"):
        code = element.get("Language") or "eng"  # the default of NLM's DTD
        language = pubmed_fields.LANGUAGES.get(code)
        if is_elsewhere(" ".join(Children(element).texts("AbstractText"))):
            continue
        if language is None:
            doubts.add("abstract", "unknown-language", f"{code!r} is no language; not used")
        elif found := abstract(element, language):
            yield found


def _named(space: str, body: Children, data: Children) -> Iterator[str]:
    """The DOIs or PMCIDs of the record's own list of identifiers, then that of its place."""
    listed = data.below("ArticleIdList").all("ArticleId")
    yield from filter(None, (text(item) for item in listed if item.get("IdType") == space))
    if place := _place(body, space):
        yield place


def _identifier(space: str, said: Iterator[str], doubts: Doubts) -> tuple[str | None, str | None]:
    """The first identifier of the right form, as it is said and in its normal form."""
    for raw in dict.fromkeys(said):
        found = doubts.normal(space, space, raw)
        if found:
            return raw, found
    return None, None


def _place(body: Children, kind: str) -> str | None:
    """Where an article is electronically: its DOI, or a publisher's code (``pii``)."""
    valid = (item for item in body.all("ELocationID") if item.get("ValidYN") != "N")
    return next(filter(None, (text(x) for x in valid if x.get("EIdType") == kind)), None)


def _journal(citation: Children, body: Children, doubts: Doubts) -> Journal | None:
    journal = body.below("Journal")
    about = citation.below("MedlineJournalInfo")
    title, abbreviation = journal.text("Title"), about.text("MedlineTA")
    if not (title or abbreviation):
        return None
    issns = (doubts.normal("journal", "issn", found) for found in journal.texts("ISSN"))
    return Journal(
        title=title,
        abbreviation=abbreviation,
        nlm_id=doubts.normal("journal", "nlm", about.text("NlmUniqueID")),
        issn_l=doubts.normal("journal", "issn", about.text("ISSNLinking")),
        issns=tuple(found for found in issns if found),
    )


def _cited(body: Children, doubts: Doubts) -> Citation:
    issue = body.below("Journal", "JournalIssue")
    return Citation(
        date=cited_date(issue.first("PubDate"), doubts),
        volume=present(issue.text("Volume")),
        issue=present(issue.text("Issue")),
        pages=_pages(body),
    )


def _pages(body: Children) -> str | None:
    """The pages, which newer records may give apart; else the number of an electronic article."""
    said = body.below("Pagination")
    ends = (said.text("StartPage"), said.text("EndPage"))
    pages = said.text("MedlinePgn") or "-".join(filter(None, ends))
    place = _place(body, "pii")
    return pages or (place if place and is_pages(place) else None)


def _citation_line(
    body: Children,
    status: str | None,
    journal: Journal | None,
    cited: Citation,
    doi: str | None,
) -> str | None:
    """The citation as MEDLINE prints it, made of the same fields; None without a journal."""
    name = (journal.abbreviation or journal.title) if journal else None
    if name is None:
        return None
    where = f"{cited.volume or ''}{f'({cited.issue})' if cited.issue else ''}"
    place = f"{f';{where}' if where else ''}{f':{cited.pages}' if cited.pages else ''}"
    when, behind = _printed_dates(body, status)
    parts = (f"{name}.", f"{when or ''}{place}.", f"doi: {doi}." if doi else None, behind)
    return " ".join(part for part in parts if part and part != ".")


def _printed_dates(body: Children, status: str | None) -> tuple[str | None, str | None]:
    """The date of a citation, and what stands behind it of the other date."""
    issue = printed(body.below("Journal", "JournalIssue").first("PubDate"))
    online, model = printed(body.first("ArticleDate")), body.attribute("PubModel")
    if status == "aheadofprint":
        return issue, "Online ahead of print."
    if online and model in _ELECTRONIC:
        mark = _ELECTRONIC[model]
        return online, f"{mark} {issue}." if mark and issue else None
    return issue, f"Epub {online}." if online and model == "Print-Electronic" else None


def _credit(body: Children) -> str | None:
    """The first author and ``et al``, where NLM says that the list of authors is not complete."""
    people = body.first("AuthorList")
    if people is None or people.get("CompleteYN") != "N":
        return None
    valid = [item for item in Children(people).all("Author") if item.get("ValidYN") != "N"]
    first = authors.full_name(valid[0]) if valid else None
    return f"{first} et al" if first else None
