"""PubMed's MEDLINE text (``.nbib``) to articles, one record at a time.

Other databases write files of the same form: a record without a PMID is refused, and the message
names the database if the record does. What a record does not print is not guessed: a paragraph of
an abstract stays whole, since its labels cannot be told from other words in capitals.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest

from mmrdf import identifiers
from mmrdf.errors import ReadError
from mmrdf.readers import citation, pubmed_fields
from mmrdf.readers.nbib import subjects
from mmrdf.readers.nbib.authors import authors, grants
from mmrdf.readers.nbib.fields import LAST, PMID, Field, Fields, records
from mmrdf.readers.text import File
from mmrdf.records import (
    Abstract,
    Article,
    Book,
    Date,
    Issue,
    Journal,
    Section,
    Source,
    Volume,
    Xref,
    identity,
)

_SNIFF = re.compile(r"^\ufeff?(?:PMID|OWN )- \S", re.MULTILINE)
# The owners of records of PubMed; another owner is another database.
_OWNERS = frozenset({"NLM", "NASA", "PIP", "KIE", "HSR", "HMD", "NOTNLM"})
_DAY = re.compile(r"((?:1[6-9]|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_ISSN = re.compile(r"(\S+)(?: \((Linking|Print|Electronic)\))?")
_OWN_DOI = re.compile(r"(\S+) ?\[doi\]")
_PLACE = re.compile(r"([^\[\]]+?)(?: ?\[pii\])?")


def sniff(head: str) -> bool:
    r"""Whether a text is MEDLINE text: by a line with a PMID, or with the owner of a record.

    >>> sniff("\nOWN - ERIC\n"), sniff("TY  - JOUR\n")
    (True, False)
    """
    return _SNIFF.search(head) is not None


def read(file: File, refuse: Callable[[ReadError], None]) -> Iterator[Article]:
    """Yield the articles of a file in their order; a record without a PMID is refused.

    Raises:
        ReadError: at a line that is not UTF-8, or too long. What stands before it has been
            yielded then.
    """
    none = True
    for fields in records(file):
        none = False
        try:
            article = _article(fields)
        except ReadError as error:
            refuse(error)
        else:
            yield article
    if none:
        reason = "MEDLINE text without a record"
        refuse(ReadError(Source(file=file.name), reason, "export the records from PubMed again"))


def _article(fields: Fields) -> Article:
    """One record.

    Raises:
        ReadError: if it has no PMID.
    """
    pmid, citation_line = _pmid(fields), fields.text(LAST)
    doi, pmcid = _doi(fields), _pmcid(fields)
    languages = pubmed_fields.languages(fields.values("LA"))
    title, vernacular = pubmed_fields.titles(fields.text("TI"), fields.text("TT"), languages)
    of = identity(pmid=pmid, doi=doi, pmcid=pmcid, title=title, citation=citation_line)
    part_of, data = _part_of(fields), tuple(dict.fromkeys(subjects.data(fields)))
    return Article(
        pmid=pmid,
        doi=doi,
        pmcid=pmcid,
        title=title,
        citation=citation_line,
        published=_published(fields),
        online=_day(fields, "DEP"),
        revised=_day(fields, "LR"),
        part_of=part_of,
        pages=_pages(fields),
        publisher=None if isinstance(part_of, Book) else fields.text("PB"),
        authors=authors(of, fields),
        vernacular=vernacular,
        languages=languages,
        abstract=_abstract(fields),
        others=tuple(_others(fields)),
        keywords=tuple(dict.fromkeys(subjects.keywords(fields))),
        mesh_terms=tuple(dict.fromkeys(subjects.mesh_terms(fields))),
        persons=tuple(subjects.persons(fields)),
        publication_types=tuple(subjects.publication_types(fields)),
        copyright=fields.text("CI"),
        free=True if pmcid and not _is_embargoed(fields) else None,
        relations=tuple(dict.fromkeys(subjects.relations(fields))),
        grants=grants(of, fields),
        data=tuple(found for found in data if isinstance(found, Xref)),
        other_data=tuple(found for found in data if isinstance(found, str)),
        source=fields.source,
        notices=tuple(fields.doubts.notices),
    )


def _pmid(fields: Fields) -> str:
    """The identifier of a record.

    Raises:
        ReadError: if it has none, or none of the right form.
    """
    said = fields.text(PMID)
    if said and identifiers.normal("pubmed", said):
        return said
    owner, remedy = fields.text("OWN"), "export the record from PubMed again"
    reason = f"{said!r} is no PMID" if said else "a record without a PMID"
    if not said and owner and owner not in _OWNERS:
        reason, remedy = f"a record of {owner}, not of PubMed", "export it from PubMed itself"
    raise ReadError(fields.source, reason, remedy, field=PMID)


def _doi(fields: Fields) -> str | None:
    """The DOI of the article's identifiers, else that of its place; each text is tried once."""
    said: dict[str, Field] = {}
    for field in (*fields.find("AID"), *fields.find("LID")):
        said.setdefault(field.value, field)
    for field in said.values():
        match = _OWN_DOI.fullmatch(field.value)
        found = fields.normal(field, "doi", match[1]) if match else None
        if found:
            return found
    return None


def _pmcid(fields: Fields) -> str | None:
    field = fields.one("PMC")
    return fields.normal(field, "pmc", field.value) if field else None


def _is_embargoed(fields: Fields) -> bool:
    """Whether PMC releases the paper only after the day of the record."""
    release, revised = fields.text("PMCR"), fields.text("LR")
    return bool(release) and (not revised or (release or "").replace("/", "")[:8] > revised)


def _published(fields: Fields) -> Date | None:
    """The date of the issue; of a form that we do not know the year alone, if there is one only."""
    field = fields.one("DP")
    found = citation.date(field.value) if field else None
    if found or field is None:
        return found
    year = citation.year(field.value)
    if year:
        message = f"of {field.value!r} only the year is used"
        fields.doubt(field, "date-cut", message, "Info")
        return year
    fields.doubt(field, "not-a-date", f"{field.value!r} is no date; not used")
    return None


def _day(fields: Fields, tag: str) -> Date | None:
    """A day that is written as eight digits; None, and a doubt, if there is no such day."""
    field = fields.one(tag)
    match = _DAY.fullmatch(field.value) if field else None
    if match:
        try:
            return Date(start=date(*map(int, match.groups())).isoformat())
        except ValueError:
            pass
    if field:
        fields.doubt(field, "not-a-date", f"{field.value!r} is no date; not used")
    return None


def _part_of(fields: Fields) -> Issue | Volume | Journal | Book | None:
    """What the article stands in: a book where the record names one and no journal."""
    abbreviation, title, book = fields.text("TA"), fields.text("JT"), fields.text("BTI")
    if book and not abbreviation:
        return Book(name=book, title=book, publisher=fields.text("PB"))
    if not (abbreviation or title):
        return None
    linking, issns = _issns(fields)
    journal = Journal(
        title=title,
        abbreviation=abbreviation,
        nlm_id=_nlm_id(fields),
        issn_l=linking,
        issns=issns,
    )
    volume, issue = (pubmed_fields.present(fields.text(tag)) for tag in ("VI", "IP"))
    cited = citation.Citation(volume=volume, issue=issue)
    return cited.within(journal)


def _nlm_id(fields: Fields) -> str | None:
    field = fields.one("JID")
    return fields.normal(field, "nlm", field.value) if field else None


def _issns(fields: Fields) -> tuple[str | None, tuple[str, ...]]:
    """The linking ISSN, and those of the media in their order."""
    linking: str | None = None
    media: list[str] = []
    for field in fields.find("IS"):
        match = _ISSN.fullmatch(field.value)
        found = fields.normal(field, "issn", match[1] if match else field.value)
        if found and match and match[2] == "Linking":
            linking = linking or found
        elif found:
            media.append(found)
    return linking, tuple(dict.fromkeys(media))


def _pages(fields: Fields) -> str | None:
    """The pages, else the number of the article, which stands among the places."""
    places = (_PLACE.fullmatch(field.value) for field in fields.find("LID"))
    numbers = (match[1] for match in places if match and citation.is_pages(match[1]))
    return fields.text("PG") or next(numbers, None)


def _abstract(fields: Fields) -> Abstract | None:
    said = fields.text("AB")
    return Abstract(sections=(Section(label=None, text=said),)) if said else None


def _others(fields: Fields) -> Iterator[Abstract]:
    """The other abstracts whose language is known: its code stands below the text."""
    said = [*fields.find("OAB", "OABL")]
    for field, below in zip_longest(said, said[1:]):
        if field.tag == "OABL" or pubmed_fields.is_elsewhere(field.value):
            continue
        code = below.value if below and below.tag == "OABL" else ""
        language = pubmed_fields.LANGUAGES.get(code)
        if language:
            sections = (Section(label=None, text=field.value),)
            yield Abstract(sections=sections, language=language)
        else:
            message = f"an abstract in a language that is not known ({code!r}); not used"
            fields.doubt(field, "unknown-language", message)
