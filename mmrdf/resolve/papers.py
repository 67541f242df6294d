"""Records in, records out whose papers have the identifiers that other records of them give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mmrdf.records import (
    Article,
    Author,
    Book,
    Figure,
    Grant,
    Issue,
    Journal,
    Notice,
    Record,
    Volume,
    Xref,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPaper:
    """What an export as a whole knows of the paper of one record, and of its journal.

    Args:
        pmid: one of the identifiers that all records of the paper have together; so are ``doi`` and
            ``pmcid``.
        nlm_id: the journal in NLM's catalogue.
        described: whether a record of the paper itself is in the export; what a figure says of the
            paper is not needed then.
        superseded: whether this is itself a record of the paper, and PubMed's own record is used.
    """

    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    nlm_id: str | None = None
    described: bool = False
    superseded: bool = False


def identified(record: Record, known: KnownPaper) -> Record:
    """Return a record whose paper, and that of its picture, has all that is known to name it.

    To be called before ``mmrdf.resolve``, which notes in each name's place which paper it is in.

    Returns:
        The record, with a notice ``paper-disagrees`` for each identifier of its own that is not
        the one that is used.

    >>> figure = Figure(figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"))
    >>> identified(figure, KnownPaper(pmid="7", pmcid="PMC1")).article.identity.curie
    'pmid:7'
    """
    if isinstance(record, Figure):
        picture, article = record.picture, _identified(record.article, known)
        if picture:
            picture = replace(picture, article=_identified(picture.article, known))
        found = tuple(_notices(record.article, article, record, record.figid))
        return replace(record, article=article, picture=picture, notices=record.notices + found)
    article = _identified(record, known)
    found = tuple(_notices(record, article, record, record.title or record.identity.curie))
    return replace(article, notices=record.notices + found)


def _notices(own: Article, named: Article, record: Record, name: str) -> Iterator[Notice]:
    """Note the identifiers that have given way to those of other records of the paper."""
    pairs = (("doi", own.doi, named.doi), ("pmcid", own.pmcid, named.pmcid))
    for field, before, after in pairs:
        if before != after and before:
            of = named.identity.curie
            message = f"{before} is not {after}, which other records of {of} have; {after} is used"
            yield Notice(
                source=record.source,
                record=name,
                field=field,
                code="paper-disagrees",
                message=message,
            )


def named_only(record: Record, known: KnownPaper) -> Record:
    """Return a figure without its own description of the paper, where a record of the paper has it.

    Two sources of one paper seldom agree to the letter, so that the paper would have two titles,
    two dates, two journals. Of the figure's own what names the paper is left, and which figure is
    taken from it. To be called after ``mmrdf.resolve``, which reads the description.

    >>> paper = Article(pmcid="PMC1", title="A title", figures=("PMC1__f1",))
    >>> figure = Figure(figid="PMC1__f1", pmcid="PMC1", article=paper)
    >>> named_only(figure, KnownPaper(pmcid="PMC1", described=True)).article.title is None
    True
    """
    if not known.described or not isinstance(record, Figure):
        return record
    picture, article = record.picture, _bare(record.article)
    if picture:
        picture = replace(picture, article=_bare(picture.article))
    return replace(record, article=article, picture=picture)


def _bare(article: Article) -> Article:
    return Article(
        pmid=article.pmid,
        doi=article.doi,
        pmcid=article.pmcid,
        figures=article.figures,
        source=article.source,
    )


def _identified(article: Article, known: KnownPaper) -> Article:
    named = replace(
        article,
        pmid=known.pmid or article.pmid,
        doi=known.doi or article.doi,
        pmcid=known.pmcid or article.pmcid,
        part_of=_in_journal(article.part_of, known.nlm_id) if known.nlm_id else article.part_of,
    )
    return named if named.identity == article.identity else renamed(named)


def _in_journal(
    place: Issue | Volume | Journal | Book | None, nlm_id: str
) -> Issue | Volume | Journal | Book | None:
    """The place of a paper, in a journal that has its number in NLM's catalogue.

    The title is left out: that of the records that have the number is NLM's.
    """
    if isinstance(place, Issue):
        whole = _in_journal(place.part_of, nlm_id)
        return replace(place, part_of=whole) if isinstance(whole, Volume | Journal) else place
    if isinstance(place, Volume):
        whole = _in_journal(place.journal, nlm_id)
        return replace(place, journal=whole) if isinstance(whole, Journal) else place
    if isinstance(place, Journal) and not place.nlm_id:
        title = None if place.abbreviation else place.title
        return replace(place, nlm_id=nlm_id, title=title)
    return place


def renamed(article: Article) -> Article:
    """Return an article whose parts know it by its present name."""
    of = article.identity
    return replace(
        article,
        authors=tuple(_author(author, of) for author in article.authors),
        grants=tuple(_grant(grant, of) for grant in article.grants),
    )


def _author(author: Author, of: Xref) -> Author:
    places = tuple(replace(place, article=of) for place in author.affiliations)
    return replace(author, article=of, affiliations=places)


def _grant(grant: Grant, of: Xref) -> Grant:
    funder = replace(grant.funder, article=of) if grant.funder else None
    return replace(grant, article=of, funder=funder)
