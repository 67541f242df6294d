"""What a record of PubMed's XML points at: references, corrections and comments, data."""

from collections.abc import Iterator
from typing import Any

from mmrdf import identifiers
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import RELATIONS, present
from mmrdf.readers.pubmed_xml.values import Children, text
from mmrdf.records import Reference, Relation

_KINDS = {name: kind for name, _, kind in RELATIONS}
# What the identifiers of a reference are called, and our names of their spaces.
_SPACES = {"pubmed": "pubmed", "doi": "doi", "pmcid": "pmc", "pmc": "pmc"}
_FIELDS = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid"}


def references(data: Any, citation: Children, doubts: Doubts) -> Iterator[Reference]:
    """Yield the references of all lists, those within other lists too, each once.

    Until 2018 the list stood among the corrections and comments.
    """
    listed = () if data is None else data.iter("Reference")
    found = [_reference(reference, doubts) for reference in listed]
    found += [_other(element, doubts) for element in _comments(citation) if _is_cited(element)]
    yield from (one for one in dict.fromkeys(found) if one.citation or one.xrefs)


def _reference(element: Any, doubts: Doubts) -> Reference:
    """One reference; half of all elements of a modern record stand in these, so it walks itself."""
    citation, found = None, {}
    for child in element:
        if child.tag == "Citation":
            citation = present(text(child))
        elif child.tag == "ArticleIdList":
            for item in child:
                space, value = _SPACES.get(item.get("IdType")), text(item)
                if space and value:
                    found[_FIELDS[space]] = _identifier(space, value, doubts)
    return Reference(citation=citation, **found)


def _identifier(space: str, value: str, doubts: Doubts) -> str | None:
    """An identifier in a reference; PMCIDs stand there with and without their letters."""
    if space == "pmc" and value.isdigit():
        value = f"PMC{value}"
    found = identifiers.normal(space, value)
    if found is None:
        message = f"{value!r} has not the form of {space}; not used"
        doubts.add("references", f"not-{space}", message, "Info")
    return found


def _other(element: Any, doubts: Doubts) -> Reference:
    """The paper that an element of the corrections and comments names."""
    parts = Children(element)
    pmid = doubts.normal("comments", "pubmed", parts.text("PMID"))
    return Reference(pmid=pmid, citation=present(parts.text("RefSource")))


def _comments(citation: Children) -> list[Any]:
    return citation.below("CommentsCorrectionsList").all("CommentsCorrections")


def _is_cited(element: Any) -> bool:
    return bool(element.get("RefType") == "Cites")


def relations(citation: Children, doubts: Doubts) -> Iterator[Relation]:
    """Yield the corrections, retractions and comments, each once."""
    found = [
        _relation(element, doubts) for element in _comments(citation) if not _is_cited(element)
    ]
    yield from dict.fromkeys(found)


def is_other(paper: Reference | None, pmid: str, doubts: Doubts) -> bool:
    """Whether a paper is not the article itself, which some records name by mistake."""
    if paper is None or paper.pmid != pmid:
        return True
    doubts.add("references", "itself", "the record names itself as another paper; not used")
    return False


def _relation(element: Any, doubts: Doubts) -> Relation:
    name, to = element.get("RefType") or "", _other(element, doubts)
    if name not in _KINDS:
        message = f"{name!r} is no relation that we know; stated as related only"
        doubts.add("comments", "unknown-relation", message, "Info")
    named = to if to.pmid or to.citation else None
    if named is None:
        doubts.add("comments", "no-source", f"a {name} that names no paper", "Info")
    return Relation(kind=_KINDS.get(name, "related"), to=named)


def data_banks(body: Children) -> Iterator[tuple[str, str]]:
    """Yield the pairs of data bank and number, which is empty if there is none."""
    for element in body.below("DataBankList").all("DataBank"):
        bank = Children(element)
        name = bank.text("DataBankName")
        numbers = bank.below("AccessionNumberList").texts("AccessionNumber")
        if name:
            yield from ((name, number) for number in numbers or [""])
