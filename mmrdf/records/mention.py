"""A word in a figure, what it may stand for, and how certain that is."""

from dataclasses import dataclass
from typing import Literal

from mmrdf.records.common import Taxon, Xref
from mmrdf.records.picture import Picture

#: ``gene``, ``chemical`` or ``disease``.
Kind = Literal["gene", "chemical", "disease"]

#: ``assert``: the identifier is right and the thing is in the figure. ``suggest``: it may be so.
#: ``none``: no identifier can be given.
Status = Literal["assert", "suggest", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it is written in a figure, or as character recognition has read it.

    Args:
        text: its characters, look-alikes of other scripts and all: they are the evidence.
        identifiers: of a chemical or a disease, what the source gives for this very word; two
            words of one text with different identifiers are two words. Empty for a gene.
        number: the how many-th of equal words in the figure, from 1.
    """

    figid: str
    kind: Kind
    text: str
    identifiers: tuple[Xref, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A gene, a chemical or a disease as a database knows it.

    Args:
        xref: the identifier that names it.
        name: its symbol or name in that database.
        taxon: the organism of a gene.
        others: its identifiers in other databases.
        same: the identifiers of a human gene at HGNC, Ensembl and UniProt, and its approved
            symbol; set by ``mmrdf.resolve``.
    """

    kind: Kind
    xref: Xref
    name: str | None = None
    same: tuple[Xref, ...] = ()
    taxon: Taxon | None = None
    others: tuple[Xref, ...] = ()

    @property
    def category(self) -> str:
        """What it is certain to be: a MeSH term that is only suggested may be anything."""
        return "concept" if self.xref.prefix in {"mesh", "idmesh"} else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNode(Entity):
    """A gene or a chemical that is in some figures.

    Args:
        labels: its name, or where it has none the words that stand for it.
        figures: the figids of the figures.
    """

    labels: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def category(self) -> str:
        """What it is stated to be."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """How a word came to an identifier.

    Args:
        match: the form of the word that is a name in the lexicon (``WNT`` for ``Wnt``).
        origin: which kind of name it is there (``ncbigene_symbol``, ``famplex_relations``).
    """

    match: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a word may stand for, why, and whether that is stated as a fact.

    Args:
        entity: what it may be; None if the source gives no identifier.
        hits: how the word came to it, at least one way for a gene.
        status: set by ``mmrdf.resolve``; until then nothing is certain.
        reason: a short stable name for the rule that decided, such as ``alias-shadow``.
    """

    word: Word
    entity: Entity | None = None
    hits: tuple[Hit, ...] = ()
    status: Status = "suggest"
    reason: str = "unresolved"

    @property
    def others(self) -> tuple[Xref, ...]:
        """The identifiers in other databases that the source gives for the word."""
        return self.entity.others if self.entity else ()

    @property
    def matches(self) -> tuple[str, ...]:
        """The forms of the word that hit, each once."""
        return tuple(dict.fromkeys(hit.match for hit in self.hits if hit.match))

    @property
    def origins(self) -> tuple[str, ...]:
        """The kinds of name that were hit, each once."""
        return tuple(dict.fromkeys(hit.origin for hit in self.hits if hit.origin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing that is written in a figure, with everything it may be.

    Args:
        picture: where it is written; None if the record names no image file.
        candidates: at least one.
    """

    word: Word
    picture: Picture | None
    candidates: tuple[Candidate, ...]

    @property
    def figid(self) -> str:
        """The figure whose record lists it."""
        return self.word.figid

    @property
    def place(self) -> Picture | str:
        """The picture, or the figid where there is none."""
        return self.picture or self.figid


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An organism that something speaks for, and whether the figure is stated to be about it.

    Args:
        reason: a short stable name for the rule that decided, such as ``words-and-genes``.
        grounds: what speaks for it, each in a few words.
    """

    figid: str
    taxon: Taxon
    status: Status
    reason: str
    grounds: tuple[str, ...]
