"""What a record of PubMed's XML is about: MeSH headings, chemicals, persons, kinds of paper."""

from collections.abc import Iterator

from mmrdf import identifiers
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import publication_type
from mmrdf.readers.pubmed_xml.authors import full_name
from mmrdf.readers.pubmed_xml.values import Children, concept, text
from mmrdf.records import Entity, Heading, PublicationType, Xref

# NLM's mark of a main point of an article.
_MAJOR = "Y"


def headings(citation: Children, doubts: Doubts) -> Iterator[Heading]:
    """Yield the MeSH headings, and the supplementary concepts that belong to them."""
    for heading in citation.below("MeshHeadingList").all("MeshHeading"):
        parts = Children(heading)
        descriptor = concept(parts.first("DescriptorName"), doubts)
        if descriptor:
            yield Heading(descriptor=descriptor, terms=tuple(_terms(parts, descriptor, doubts)))
    for name in citation.below("SupplMeshList").all("SupplMeshName"):
        descriptor = concept(name, doubts)
        if descriptor:
            yield Heading(descriptor=descriptor, terms=((descriptor, False),))


def _terms(heading: Children, descriptor: Entity, doubts: Doubts) -> Iterator[tuple[Entity, bool]]:
    """The pairs of a heading with its qualifiers; the heading itself if it has none, or is major.

    That a heading is a main point is marked at the heading, or at the qualifier it is true of.
    """
    qualifiers = heading.all("QualifierName")
    major = heading.first("DescriptorName").get("MajorTopicYN") == _MAJOR
    if major or not qualifiers:
        yield descriptor, major
    for element in qualifiers:
        qualifier = element.get("UI") or ""
        pair = identifiers.normal("mesh", f"{descriptor.xref.identifier}{qualifier}")
        if pair is None or not qualifier:
            doubts.add("MeSH", "not-mesh", f"{qualifier!r} is no qualifier of MeSH; not used")
            continue
        name = f"{descriptor.name}/{text(element)}"
        xref = Xref(prefix="mesh", identifier=pair)
        yield Entity(kind="concept", xref=xref, name=name), element.get("MajorTopicYN") == _MAJOR


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
