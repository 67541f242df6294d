"""Things that have an identifier: genes, chemicals, diseases and others."""

from dataclasses import dataclass
from typing import Literal

from mmrdf.records.common import Taxon, Xref

#: What a thing is. A ``family`` is one of genes or a complex of their products; a ``concept`` is a
#: heading of MeSH that may be of any kind.
EntityKind = Literal[
    "gene", "family", "cell", "process", "disease", "chemical", "anatomy", "concept"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A gene, a chemical, a disease or another thing as a database knows it.

    Args:
        xref: the identifier that names it.
        name: its symbol or name in that database.
        taxon: the organism of a gene.
        others: its identifiers in other databases, or those of nearly the same thing. Those of a
            chemical are of the same one: its source gives ChEBI's and MeSH's together.
        same: the identifiers of a human gene at HGNC, Ensembl and UniProt, and its approved
            symbol; set by ``mmrdf.resolve``.
    """

    kind: EntityKind
    xref: Xref
    name: str | None = None
    same: tuple[Xref, ...] = ()
    taxon: Taxon | None = None
    others: tuple[Xref, ...] = ()

    @property
    def category(self) -> str:
        """What it is certain to be: a MeSH term that is only suggested may be anything."""
        return "concept" if self.xref.prefix == "mesh" else self.kind

    @property
    def concept_name(self) -> str | None:
        """The name of a concept, None of other things."""
        return self.name if self.category == "concept" else None

    @property
    def term(self) -> Xref | None:
        """The identifier of a term of an ontology or a thesaurus, None of other things."""
        return self.xref if self.category in {"cell", "process", "anatomy", "concept"} else None

    @property
    def substance(self) -> Xref | None:
        """The identifier of a chemical, None of other things."""
        return self.xref if self.category == "chemical" else None

    @property
    def equal(self) -> tuple[Xref, ...]:
        """The identifiers of the very same chemical elsewhere."""
        return self.others if self.kind == "chemical" else ()

    @property
    def close(self) -> tuple[Xref, ...]:
        """The identifiers of nearly the same thing elsewhere."""
        return () if self.kind == "chemical" else self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNode(Entity):
    """A gene or a chemical that is in some figures.

    Args:
        labels: its name, or where it has none the words that stand for it.
        figures: the figids of the figures.
        words: the words of the pictures that are other names of it; those of a chemical, since
            ChEBI's own name is often a systematic one, and of what has no name.
    """

    labels: tuple[str, ...]
    figures: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """What it is stated to be."""
        return self.kind
