"""What a record of MEDLINE text is about, and what it points at: terms, kinds, papers, data."""

import re
from collections.abc import Iterator

from mmrdf.readers import pubmed_fields
from mmrdf.readers.nbib.fields import Field, Fields
from mmrdf.records import PublicationType, Reference, Relation, Xref

# Characters of the longest heading with its qualifiers that is taken apart.
_LIMIT = 1000
_KINDS = {tag: kind for _, tag, kind in pubmed_fields.RELATIONS}
_PAPER = re.compile(r"(.*?) ?PMID: ?([0-9]+)\.?", re.DOTALL)
_CITED_DOI = re.compile(r"\bdoi: (\S+?)\.?(?:\s|$)")
# A registry number and a name: ``0 (Aurovertins)``, ``EC 3.6.3.14 (...)``. A supplementary concept
# has a name alone, in which parentheses stand too, so that its number must have a known form.
_NUMBERED = {
    "RN": re.compile(r"(?:EC )?[^\s()]+ \((.+)\)"),
    "NM": re.compile(r"(?:0|EC [0-9.-]+|[0-9A-Z]{10}|[0-9]+-[0-9]{2}-[0-9]) \((.+)\)"),
}
# Qualifiers of MeSH are in lower case; a slash in a heading stays.
_QUALIFIER = re.compile(r"/(?=\*?[a-z])")


def keywords(fields: Fields) -> Iterator[str]:
    """The keywords, without the asterisk of a main point."""
    said = (pubmed_fields.present(field.value.lstrip("*").strip()) for field in fields.find("OT"))
    return filter(None, said)


def mesh_terms(fields: Fields) -> Iterator[str]:
    """The headings, one for each qualifier as on PubMed's page, and the substances."""
    for field in fields.find("MH"):
        parts = _QUALIFIER.split(field.value) if len(field.value) <= _LIMIT else [field.value]
        heading, *qualifiers = (part.lstrip("*") for part in parts)
        yield from (f"{heading} / {qualifier}" for qualifier in qualifiers)
        if not qualifiers and heading:
            yield heading
    for field in fields.find("RN", "NM"):
        match = _NUMBERED[field.tag].fullmatch(field.value)
        if match or field.tag == "NM":
            yield match[1] if match else field.value
        else:
            fields.doubt(field, "no-name", f"{field.value!r} has no name in parentheses; not used")


def persons(fields: Fields) -> Iterator[str]:
    """The names of those whom a biography is about, in full where they are printed so."""
    full = fields.values("FPS")
    for name in full or fields.values("PS"):
        family, comma, given = name.partition(", ")
        yield f"{given} {family}" if comma else name


def publication_types(fields: Fields) -> Iterator[PublicationType]:
    """The kinds of paper that are in our table, each once."""
    for field in {field.value: field for field in fields.find("PT")}.values():
        kind = pubmed_fields.publication_type(field.value)
        if kind:
            yield kind
        else:
            message = f"{field.value!r} is not in our table of publication types; not used"
            fields.doubt(field, "unknown-publication-type", message)


def relations(fields: Fields) -> Iterator[Relation]:
    """The corrections, retractions and comments, in the order of the record."""
    for field in fields.find(*_KINDS):
        yield Relation(kind=_KINDS[field.tag], to=_reference(field, fields))


def _reference(field: Field, fields: Fields) -> Reference:
    """Another paper, by its PMID at the end of the text, else by the DOI within."""
    match = _PAPER.fullmatch(field.value)
    pmid = fields.normal(field, "pubmed", match[2]) if match else None
    if match and pmid:
        return Reference(pmid=pmid, citation=match[1] or None)
    cited = _CITED_DOI.search(field.value)
    doi = fields.normal(field, "doi", cited[1]) if cited else None
    return Reference(doi=doi, citation=field.value)


def data(fields: Fields) -> Iterator[Xref | str]:
    """Where data of the article are: ``GEO/GSE1``; a bank without a number is a text."""
    for field in fields.find("SI"):
        bank, _, number = field.value.partition("/")
        yield from pubmed_fields.data([(bank, number)]) if number else [field.value]
