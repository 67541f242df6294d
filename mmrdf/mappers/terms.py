"""The term constructors of the tables: a clean value in, a term out.

What a constructor returns tells how it is used: None means that the value cannot be said so, and a
``str`` is a term that is written already, as N-Triples write it.
"""

import unicodedata
from collections.abc import Callable
from typing import Any

from pyoxigraph import Literal, NamedNode

from mmrdf import iris, vocab
from mmrdf.errors import TermError
from mmrdf.graph import text
from mmrdf.records import (
    Abstract,
    Book,
    Date,
    PublicationType,
    Relation,
    RelationKind,
    Taxon,
    Title,
    Xref,
)
from mmrdf.records.reasons import PREREQUISITES, REASONS, STATUSES
from mmrdf.vocab import EDTF, PUBLICATION_CLASSES, fabio, schema, skos, term, wp, xsd


def english(value: str) -> str | None:
    """A string tagged ``@en``; None if its letters or small words are those of another language.

    Letters of mathematics become plain ones before, so that they cost no title.

    >>> print(english("NF-κB signaling"))
    "NF-κB signaling"@en
    >>> english("mTOR信号通路") is None
    True
    >>> english("Die Rolle der Zytokine in der Niere") is None
    True
    """
    value = unicodedata.normalize("NFKC", value)
    others = {c for c in value if c.isalpha() and not c.isascii()}
    scripts = (unicodedata.name(c, "").partition(" ")[0] for c in others)
    known = {
        "GREEK",
        "LATIN",
        "MODIFIER",
        "MICRO",
        "FEMININE",
        "MASCULINE",
        "ANGSTROM",
        "KELVIN",
        "OHM",
    }
    if not known.issuperset(scripts) or _is_foreign(value.casefold().split()):
        return None
    return f"{text(value)}@en"


def _is_foreign(words: list[str]) -> bool:
    """Whether two small words of another language stand in a text, and none of English."""
    return sum(word in _FOREIGN for word in words) > 1 and _ENGLISH.isdisjoint(words)


def integer(value: int) -> str:
    """A whole number."""
    return _typed(f"{value:d}", _INTEGER)


def count(value: int) -> str:
    """A number that is 0 or more."""
    return _typed(f"{value:d}", _COUNT)


def any_uri(value: str) -> str:
    """A namespace as a literal, as SHACL declares it."""
    return _typed(value, _ANY_URI)


def hex_binary(value: str) -> str:
    """A digest in hexadecimal digits."""
    return _typed(value, _HEX)


def decimal(value: str) -> str:
    """A decimal number in the digits of the source."""
    return _typed(value, _DECIMAL)


def concept(value: str) -> NamedNode:
    """The concept of a status, a reason, or of what a candidate waits for.

    Raises:
        TermError: if the vocabulary does not define it.

    >>> concept("symbol-of-another-gene").value.rpartition("#")[2]
    'symbol-of-another-gene'
    """
    if value not in _CONCEPTS:
        raise TermError(f"no status or reason is called {value!r}; see mmrdf.records.reasons")
    return _CONCEPTS[value]


def confidence(value: float) -> str:
    """A probability in two decimals.

    >>> print(confidence(0.9))
    "0.90"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """
    return _typed(f"{value:.2f}", _DECIMAL)


def boolean(value: bool) -> str:  # noqa: FBT001 (a constructor takes the value alone)
    """True or false."""
    return _typed("true" if value else "false", _BOOLEAN)


def date(value: Date) -> str | None:
    """A year, month or day, as precise as is certain; None for a range over two years."""
    if value.certain is None:
        return None
    return _typed(value.certain, _DATES[value.certain.count("-")])


def edtf(value: Date) -> str | None:
    """A range, season or quarter; None for a date that ``date`` says in full."""
    return _typed(value.edtf, _EDTF) if value.edtf else None


def node(value: Any) -> NamedNode:
    """The node of a part, which has a table of its own and is described as well."""
    return iris.subject(value)


def prefixed(value: Xref) -> str:
    """A prefixed identifier, ``doi:10.1000/x``, as Bioschemas writes it."""
    return text(value.curie)


def bare(value: Xref) -> str | None:
    """The identifier alone; None for one of our own making."""
    return None if value.prefix == "mmrdf" else text(value.identifier)


def source_name(value: Xref) -> str | None:
    """The name that WikiPathways gives to where an identifier comes from."""
    name = _SOURCE_NAMES.get(value.prefix)
    return text(name) if name else None


def taxon_name(value: Taxon) -> str:
    """The scientific name of an organism."""
    return text(value.name)


def abstract(value: Abstract) -> Literal:
    """The paragraphs of an abstract with their labels, in one string; its language if known."""
    return Literal(value.text, language=value.language)


def tagged(value: Title) -> Literal:
    """A title, tagged with its language where that is known."""
    return Literal(value.text, language=value.language)


def nlm_id(value: str) -> str:
    """An identifier of NLM's catalogue with its prefix, as the Bioregistry writes it."""
    return text(f"nlm:{value}")


def institution(value: Xref) -> NamedNode | None:
    """The IRI of an institution at ROR or ISNI, which resolve; None for one elsewhere."""
    return iris.xref(value) if value.prefix in {"ror", "isni"} else None


def author_class(value: bool) -> NamedNode:  # noqa: FBT001
    """A person, or an organization where the author is a group."""
    return schema.Organization if value else schema.Person


def publication_type(value: PublicationType) -> NamedNode:
    """The MeSH term of a publication type."""
    return iris.xref(value.mesh)


def publication_class(value: PublicationType) -> NamedNode | None:
    """The FaBiO class of a publication type; None if it has none."""
    return PUBLICATION_CLASSES.get(value.mesh.identifier)


def chapter_class(value: Any) -> NamedNode | None:
    """The class of a chapter, where an article is part of a book."""
    return schema.Chapter if isinstance(value, Book) else None


def chapter_fabio_class(value: Any) -> NamedNode | None:
    """FaBiO's class of a chapter, where an article is part of a book."""
    return fabio.BookChapter if isinstance(value, Book) else None


def entity_class(value: str) -> NamedNode:
    """The class of schema.org for a thing, or that of a concept."""
    return _ENTITY_CLASSES[value]


def concept_class(value: str) -> NamedNode | None:
    """The class of schema.org for a concept of a thesaurus, None for other things."""
    return schema.DefinedTerm if value == "concept" else None


def label(value: str) -> str:
    """The name of a concept, which is English."""
    return f"{text(value)}@en"


def word_class(value: str) -> NamedNode:
    """The class of a word of a picture, or of a keyword that no such word explains."""
    return term.Keyword if value == "keyword" else term.FigureWord


def data_node_class(value: str) -> NamedNode:
    """The class of WikiPathways for a gene or a chemical."""
    return _DATA_NODE_CLASSES[value]


def _of(prefix: str) -> Callable[[Xref], NamedNode | None]:
    """A constructor that writes the identifiers of one space, and None for those of others."""

    def identifier(value: Xref) -> NamedNode | None:
        return iris.xref(value) if value.prefix == prefix else None

    identifier.__name__ = prefix.replace(".", "_")
    identifier.__doc__ = f"An identifier of the space {prefix}, None for one of another."
    return identifier


ncbi_gene = _of("ncbigene")
chebi = _of("chebi")
hgnc = _of("hgnc")
hgnc_symbol = _of("hgnc.symbol")
ensembl = _of("ensembl")
uniprot = _of("uniprot")


def _to(kind: RelationKind) -> Callable[[Relation], NamedNode | None]:
    """A constructor that writes the other paper of one kind of relation, None of other kinds."""

    def paper(value: Relation) -> NamedNode | None:
        return iris.subject(value.to) if value.to and value.kind == kind else None

    paper.__name__ = kind.replace(" ", "_")
    paper.__doc__ = f"The other paper where the relation is {kind!r}, else None."
    return paper


retracted_by = _to("retracted by")
retracts = _to("retracts")
corrected_by = _to("corrected by")
corrects = _to("corrects")
updated_by = _to("updated by")
updates = _to("updates")
replied_to_by = _to("replied to by")
replies_to = _to("replies to")
concern_in = _to("concern in")
concern_about = _to("concern about")


def _typed(value: str, datatype: str) -> str:
    return f"{text(value)}^^{datatype}"


_ANY_URI, _BOOLEAN, _COUNT = str(xsd.anyURI), str(xsd.boolean), str(xsd.nonNegativeInteger)
_HEX = str(xsd.hexBinary)
_DECIMAL, _EDTF, _INTEGER = str(xsd.decimal), str(EDTF), str(xsd.integer)
_DATES = (str(xsd.gYear), str(xsd.gYearMonth), str(xsd.date))
_CONCEPTS = {name: vocab.concept(name) for name in (*STATUSES, *REASONS, *PREREQUISITES)}
_ENTITY_CLASSES = {
    "gene": schema.Gene,
    "chemical": schema.ChemicalSubstance,
    "disease": schema.MedicalCondition,
    "family": schema.BioChemEntity,
    "cell": schema.DefinedTerm,
    "process": schema.DefinedTerm,
    "anatomy": schema.DefinedTerm,
    "concept": skos.Concept,
}
_DATA_NODE_CLASSES = {"gene": wp.GeneProduct, "chemical": wp.Metabolite}
# What the names of letters begin with that stand in English titles: signs of units are letters too.
_SCRIPTS = frozenset(
    ("GREEK", "LATIN", "MODIFIER", "MICRO", "FEMININE", "MASCULINE", "ANGSTROM", "KELVIN", "OHM")
)
# Small words that hardly any text is without: of English, and of the languages of most papers that
# are not in English (German, French, Spanish, Italian, Portuguese).
_ENGLISH_TEXT = """
    the of and for by with to on from is are via during between
"""
_FOREIGN_TEXT = """
    der die das und des dem den von zur zum mit bei eine einer le la les du et dans une sur pour par
    avec el los las del por para con una il lo gli della delle dei nel nella e di do da dos das em
    na no um uma
"""
_ENGLISH, _FOREIGN = frozenset(_ENGLISH_TEXT.split()), frozenset(_FOREIGN_TEXT.split())
# BridgeDb's full names of data sources, as WikiPathways writes them.
_SOURCE_NAMES = {
    "pubmed": "PubMed",
    "doi": "DOI",
    "pmc": "PubMed Central",
    "ncbigene": "Entrez Gene",
    "chebi": "ChEBI",
    "mesh": "MeSH",
}
