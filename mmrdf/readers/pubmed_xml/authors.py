"""Who stands behind a record of PubMed's XML: authors with their addresses, grants."""

from collections.abc import Iterator
from typing import Any

from mmrdf import identifiers
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import present, without_address
from mmrdf.readers.pubmed_xml.values import Children, text
from mmrdf.records import Affiliation, Author, Funder, Grant, Xref

# The registers of institutions, as NLM calls them; all are prefixes of ours.
_REGISTERS = {"ROR": "ror", "ISNI": "isni", "GRID": "grid", "RINGGOLD": "ringgold"}


def authors(of: Xref, element: Any, doubts: Doubts) -> tuple[Author, ...]:
    """The authors of an ``AuthorList`` in their order; nothing if there is no list.

    Authors who are marked as not valid are left out, as NLM keeps them for its history alone.
    """
    found: list[Author] = []
    addresses: dict[str, Affiliation] = {}
    for author in Children(element).all("Author"):
        if author.get("ValidYN") == "N":
            continue
        parts = Children(author)
        name = _name(parts)
        if name is None:
            doubts.add("authors", "no-name", "an author without a name is left out")
            continue
        found.append(
            Author(
                article=of,
                position=len(found) + 1,
                orcid=_orcid(parts, doubts),
                affiliations=tuple(_affiliations(of, parts, addresses)),
                **name,
            )
        )
    return tuple(found)


def full_name(element: Any) -> str | None:
    """The name of a person: ``Ann B Lee Jr``."""
    return (_name(Children(element)) or {}).get("name")


def _name(author: Children) -> dict[str, Any] | None:
    if group := without_address(author.text("CollectiveName") or ""):
        return {"name": group, "collective": True}
    family, given = author.text("LastName"), author.text("ForeName") or author.text("Initials")
    suffix = (author.text("Suffix") or "").lstrip(", ") or None
    if not family:
        return None
    name = " ".join(part for part in (given, family, suffix) if part)
    return {"name": name, "given": given, "family": family, "suffix": suffix}


def _orcid(author: Children, doubts: Doubts) -> Xref | None:
    for identifier in author.all("Identifier"):
        if identifier.get("Source") == "ORCID":
            found = doubts.normal("authors", "orcid", text(identifier))
            if found:
                return Xref(prefix="orcid", identifier=found)
    return None


def _affiliations(
    of: Xref, author: Children, seen: dict[str, Affiliation]
) -> Iterator[Affiliation]:
    """The addresses of an author, each numbered where it first appears in the article."""
    for element in author.all("AffiliationInfo"):
        info = Children(element)
        name = without_address(info.text("Affiliation") or "")
        if name and name not in seen:
            xrefs = tuple(_institutions(info))
            seen[name] = Affiliation(article=of, position=len(seen) + 1, name=name, xrefs=xrefs)
        if name:
            yield seen[name]


def _institutions(info: Children) -> Iterator[Xref]:
    for identifier in info.all("Identifier"):
        prefix = _REGISTERS.get((identifier.get("Source") or "").upper())
        found = identifiers.normal(prefix, text(identifier) or "") if prefix else None
        if prefix and found:
            yield Xref(prefix=prefix, identifier=found)


def grants(of: Xref, element: Any) -> tuple[Grant, ...]:
    """The grants of a ``GrantList``, each once; nothing if there is no list."""
    found: dict[tuple[str | None, ...], None] = {}
    for grant in Children(element).all("Grant"):
        said = Children(grant)
        parts = tuple(present(said.text(name)) for name in ("GrantID", "Agency", "Country"))
        if any(parts[:2]):
            found[parts] = None
    return tuple(_grant(of, place, *parts) for place, parts in enumerate(found, start=1))


def _grant(
    of: Xref, place: int, number: str | None, agency: str | None, country: str | None
) -> Grant:
    funder = Funder(article=of, position=place, name=agency, country=country) if agency else None
    return Grant(article=of, position=place, number=number, funder=funder)
