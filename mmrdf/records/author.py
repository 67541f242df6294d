"""Who stands behind a paper: its authors, their addresses, those who paid for it."""

from dataclasses import dataclass

from mmrdf.records.common import Xref


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """An address as one article prints it, never merged with that of another article.

    Args:
        xrefs: the identifiers of the institution: ROR, ISNI, GRID, Ringgold.
    """

    article: Xref
    position: int
    name: str
    xrefs: tuple[Xref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author of one article, never merged by name with that of another article.

    Args:
        article: the identity of the article.
        position: the place in the list of authors, from 1.
        name: the whole name as it is printed.
        suffix: what stands behind a name, such as ``Jr`` or ``3rd``.
        orcid: the identifier of the person, with a right check digit.
        collective: whether the author is a group.
    """

    article: Xref
    position: int
    name: str
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    orcid: Xref | None = None
    collective: bool = False
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A publisher, or who else stands behind a work, by its name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """Who gave a grant, as one article names it."""

    article: Xref
    position: int
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant of which an article speaks; some have no number, and some no funder."""

    article: Xref
    position: int
    number: str | None = None
    funder: Funder | None = None

    @property
    def name(self) -> str | None:
        """The funder and the number, as far as they are known."""
        parts = (self.funder.name if self.funder else None, self.number)
        return " ".join(filter(None, parts)) or None
