"""A paper and its parts."""

import hashlib
from dataclasses import dataclass, field

from mmrdf.records.candidate import TextMention, mentioned
from mmrdf.records.common import Date, Notice, Source, Xref
from mmrdf.records.entity import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A journal, identified by NLM's title abbreviation, or by its title where that is unknown."""

    title: str | None = None
    abbreviation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A volume of a journal; its number is text (``10 Suppl 1``)."""

    journal: Journal
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a volume; its number is text (``12 Suppl 1``)."""

    volume: Volume
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """An address as one article prints it, never merged with that of another article."""

    article: Xref
    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author of one article, never merged by name with that of another article.

    Args:
        article: the identity of the article.
        position: the place in the list of authors, from 1.
    """

    article: Xref
    position: int
    name: str
    collective: bool = False
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A paragraph of an abstract, with its printed label (``Methods``) where it has one."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """The paragraphs of an abstract, at least one."""

    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """All paragraphs with their labels, a line for each."""
        parts = (f"{s.label}: {s.text}" if s.label else s.text for s in self.sections)
        return "\n".join(parts)


def identity(
    *, pmid: str | None, doi: str | None, pmcid: str | None, title: str | None, citation: str | None
) -> Xref:
    """Which identifier names an article: PMID, else DOI, else PMCID, else a digest.

    The digest (prefix ``mmrdf``) is made of title and citation, so that the same text always
    gives the same article.

    >>> identity(pmid=None, doi="10.1000/x", pmcid="PMC1", title=None, citation=None)
    Xref(prefix='doi', identifier='10.1000/x')
    """
    for prefix, identifier in (("pubmed", pmid), ("doi", doi), ("pmc", pmcid)):
        if identifier:
            return Xref(prefix=prefix, identifier=identifier)
    digest = hashlib.sha256(f"{title}\n{citation}".encode()).hexdigest()[:16]
    return Xref(prefix="mmrdf", identifier=f"article/{digest}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A paper, from a PubMed record or from what a figure record says of its paper.

    Args:
        figures: the figids of the figure records that are taken from this paper.
        published: the date of the issue, as cited.
        online: the date of electronic publication.
        credit: the author line where only a part of the authors is named (``A Smith, et al.``).
        references: the reference list, each as its raw text.
        text_mentions: the names in title and abstract; set by ``mmrdf.resolve``.
    """

    title: str | None = None
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    citation: str | None = None
    published: Date | None = None
    online: Date | None = None
    part_of: Issue | Volume | Journal | None = None
    pages: str | None = None
    publisher: str | None = None
    authors: tuple[Author, ...] = ()
    credit: str | None = None
    abstract: Abstract | None = None
    keywords: tuple[str, ...] = ()
    mesh_terms: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    copyright: str | None = None
    free: bool | None = None
    references: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    text_mentions: tuple[TextMention, ...] = ()
    source: Source = field(default=Source(file=""), compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def identity(self) -> Xref:
        """The identifier that names the article; see the function ``identity``."""
        return identity(
            pmid=self.pmid,
            doi=self.doi,
            pmcid=self.pmcid,
            title=self.title,
            citation=self.citation,
        )

    @property
    def xrefs(self) -> tuple[Xref, ...]:
        """All published identifiers, in the order of ``identity``; empty if there are none."""
        pairs = (("pubmed", self.pmid), ("doi", self.doi), ("pmc", self.pmcid))
        return tuple(Xref(prefix=p, identifier=i) for p, i in pairs if i)

    @property
    def other_xrefs(self) -> tuple[Xref, ...]:
        """The published identifiers that do not name the article."""
        return self.xrefs[1:]

    @property
    def first_page(self) -> str | None:
        """The first page of one plain range, else None; one number may be that of the article."""
        return (self.pages or "").partition("-")[0] if self._plain_range else None

    @property
    def last_page(self) -> str | None:
        """The last page of one plain range, in full (``333-43`` ends at 343), else None.

        >>> Article(pages="333-43").last_page
        '343'
        >>> Article(pages="45-7; discussion 48").last_page is None
        True
        """
        if not self._plain_range:
            return None
        start, _, end = (self.pages or "").partition("-")
        if len(end) < len(start):
            end = start[: len(start) - len(end)] + end
        return end if int(end) >= int(start) else None

    @property
    def mentioned(self) -> tuple[Entity, ...]:
        """What the names in title and abstract are stated to be, each once."""
        return mentioned(self.text_mentions)

    @property
    def _plain_range(self) -> bool:
        parts = (self.pages or "").split("-")
        return len(parts) == 2 and all(p.isascii() and p.isdigit() for p in parts)  # noqa: PLR2004
