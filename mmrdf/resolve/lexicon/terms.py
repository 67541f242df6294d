"""What a lexicon is made of: terms, the names that they go by, and the tables that have them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mmrdf.records import EntityKind, Xref

#: How a term goes by a name, the most certain first: the approved ``symbol`` of a gene, the
#: ``label`` of another term; a former symbol (``previous``); a name that the term's own authority
#: lists (``alias``: HGNC for genes, the ontology for its terms); the full ``name`` of a gene; a
#: ``synonym`` that only others list (NCBI Gene for human genes), which proves that a name is
#: shared and never that it is meant.
How = Literal["symbol", "label", "previous", "alias", "name", "synonym"]


class Name(NamedTuple):
    """A name of a term, as it is written."""

    text: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A thing that has an identifier and goes by some names.

    Args:
        label: what a reader calls it: the approved symbol of a gene, the label of other terms.
        names: all names, the label among them.
        taxid: the organism of a gene, by its number in NCBI Taxonomy.
        same: identifiers of the same thing in other databases, the HGNC symbol of a gene among
            them.
        others: identifiers of nearly the same thing.
        members: of a family or complex, the genes and families that belong to it.
        replaced_by: what to use instead of an obsolete term; itself None for one in use.
    """

    xref: Xref
    kind: EntityKind
    label: str
    names: tuple[Name, ...]
    taxid: str | None = None
    same: tuple[Xref, ...] = ()
    others: tuple[Xref, ...] = ()
    members: tuple[Xref, ...] = ()
    replaced_by: Xref | None = None

    @property
    def previous(self) -> tuple[str, ...]:
        """The former symbols of a gene."""
        return tuple(name.text for name in self.names if name.how == "previous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a person has decided that a name means.

    Args:
        xref: the term that is meant; None if the name is to get no identifier.
        about: a word that the record's text must have for this to hold; None for always.
        note: why, in a sentence.
    """

    name: str
    xref: Xref | None
    about: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a table of names comes from.

    Args:
        name: a short name, by which a user's table takes the place of a shipped one.
        date: the day of the table, or the release, as it is printed.
        rows: the number of its rows, or of its terms where it is no table.
    """

    name: str
    title: str
    date: str
    address: str
    licence: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The terms of one source, and what people have decided about names."""

    source: Origin
    terms: Iterable[Term] = ()
    preferences: Iterable[Preference] = ()
