"""What a record of PubMed's XML is about: MeSH headings, chemicals, persons, kinds of paper."""

from collections.abc import Iterator
from typing import Any

from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import publication_type
from mmrdf.readers.pubmed_xml.authors import full_name
from mmrdf.readers.pubmed_xml.values import Children, concept, named, text
from mmrdf.records import Entity, Heading, PublicationType


def headings(citation: Children, doubts: Doubts) -> Iterator[Heading]:
    """Yield the MeSH headings, and the supplementary concepts that belong to them."""
    for heading in citation.below("MeshHeadingList").all("MeshHeading"):
        parts = list(heading)
        descriptor = concept(parts[0], doubts) if parts else None
        if descriptor:
            yield Heading(descriptor=descriptor, terms=tuple(_terms(descriptor, parts, doubts)))
    for name in citation.below("SupplMeshList").all("SupplMeshName"):
        descriptor = concept(name, doubts)
        if descriptor:
            yield Heading(descriptor=descriptor, terms=((descriptor, False),))


def _terms(descriptor: Entity, parts: list[Any], doubts: Doubts) -> Iterator[tuple[Entity, bool]]:
    """The pairs of a heading with its qualifiers; the heading itself if it has none, or is major.

    That a heading is a main point is marked at the heading, or at the qualifier it is true of.
    """
    qualifiers, major = parts[1:], any(map(_is_major, parts))
    if major or not qualifiers:
        yield descriptor, major
    for element in qualifiers:
        ui = element.get("UI")
        said = text(element)
        name = f"{descriptor.name}/{said}" if descriptor.name and said else None
        pair = named(f"{descriptor.xref.identifier}{ui}", name) if ui else None
        if pair:
            yield pair, _is_major(element)
        else:
            doubts.add("MeSH", "not-mesh", f"{ui!r} is no qualifier of MeSH; not used")


def _is_major(element: Any) -> bool:
    """Whether NLM marks a heading or qualifier as a main point of the article."""
    return bool(element.get("MajorTopicYN") == "Y")


def chemicals(citation: Children, doubts: Doubts) -> Iterator[Entity]:
    """Yield the substances of a record."""
    for element in citation.below("ChemicalList").all("Chemical"):
        substance = concept(Children(element).first("NameOfSubstance"), doubts)
        if substance:
            yield substance


def persons(citation: Children) -> Iterator[str]:
    """Yield the names of those whom a biography is about."""
    for person in citation.below("PersonalNameSubjectList").all("PersonalNameSubject"):
        name = full_name(person)
        if name:
            yield name


def publication_types(parent: Children, doubts: Doubts) -> Iterator[PublicationType]:
    """Yield the kinds of paper that the elements ``PublicationType`` name."""
    for element in parent.all("PublicationType"):
        known = None if element.get("UI") else publication_type(text(element) or "")
        kind = None if known else concept(element, doubts)
        if known:
            yield known
        elif kind:
            yield PublicationType(mesh=kind.xref, name=kind.name or "")
