"""Where a paper stands: a journal, its volumes and issues, or a book."""

from dataclasses import dataclass

from mmrdf.records.author import Organization
from mmrdf.records.common import Date, Xref


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A journal, known by its number in NLM's catalogue, else by its abbreviation, else its title.

    NLM's abbreviation of the title is what all sources have in common, from a figure's reference to
    PubMed's XML; an export finds the number by it where its records agree. In 50,788 records of
    PubMed 7 of 4,330 abbreviations stand for two journals, one the successor of the other.

    Args:
        nlm_id: its identifier in NLM's catalogue.
        issn_l: the one ISSN that links those of its media.
        issns: the ISSNs of its media, printed and electronic.
    """

    title: str | None = None
    abbreviation: str | None = None
    nlm_id: str | None = None
    issn_l: str | None = None
    issns: tuple[str, ...] = ()

    @property
    def shortest(self) -> str:
        """Its abbreviation, else its title; empty if neither is known."""
        return self.abbreviation or self.title or ""

    @property
    def xref(self) -> Xref | None:
        """The linking ISSN as an identifier."""
        return Xref(prefix="issn", identifier=self.issn_l) if self.issn_l else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book of NCBI's Bookshelf, of which an article is a chapter.

    Args:
        name: its short name at NCBI (``gene``), or its title where it has none.
    """

    name: str
    title: str
    publisher: str | None = None
    published: Date | None = None
    isbns: tuple[str, ...] = ()

    @property
    def organization(self) -> Organization | None:
        """Who published it."""
        return Organization(name=self.publisher) if self.publisher else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A volume of a journal; its number is text (``10 Suppl 1``)."""

    journal: Journal
    number: str

    @property
    def name(self) -> str:
        """The journal and the number."""
        return f"{self.journal.shortest} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a volume, or of a journal without one; its number is text (``12 Suppl 1``)."""

    part_of: Volume | Journal
    number: str

    @property
    def name(self) -> str:
        """The volume, or the journal that has none, and the number."""
        of = self.part_of
        return f"{of.shortest if isinstance(of, Journal) else of.name}({self.number})"
