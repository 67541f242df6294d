"""What a word or a name in a text may stand for, and how certain that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from mmrdf.records.common import Xref
from mmrdf.records.entity import Entity
from mmrdf.records.text import Phrase, Span

#: The kinds of words that PFOCR has tables of.
Kind = Literal["gene", "chemical", "disease"]

#: What a word of a figure is there for: something that PFOCR found written in the picture, or a
#: ``keyword`` that it lists without saying where it is from.
WordKind = Literal["gene", "chemical", "disease", "keyword"]

#: ``asserted``: the identifier is right and the thing is in the figure. ``suggested``: it may be
#: so. ``ungrounded``: no identifier can be given.
Status = Literal["asserted", "suggested", "ungrounded"]

#: The reasons that tell which kind of name matched, so that it need not be said beside them.
TELLING = frozenset(
    {
        *("abbreviation-defined-in-text", "exact-name", "family-member", "family-name"),
        *("family-name-is-common-noun", "full-name", "mesh-heading", "no-other-gene-in-record"),
        *("previous-symbol", "shared-synonym", "short-synonym", "symbol", "symbol-of-another-gene"),
        *("unambiguous-name", "unambiguous-synonym"),
    }
)


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
    kind: WordKind
    text: str
    identifiers: tuple[Xref, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """How a word came to an identifier.

    Args:
        match: the form of the word that is a name in the lexicon (``WNT`` for ``Wnt``).
        origin: which kind of name it is there (``ncbigene_symbol``, ``famplex_relations``), in our
            own lexicon with the table (``hgnc:alias``).
    """

    match: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a word may stand for, why, and whether that is stated as a fact.

    Args:
        word: a word of a figure, or a name in a text, wherever it stands there.
        entity: what it may be; None if the source gives no identifier.
        hits: how the word came to it, at least one way for a gene.
        status: set by ``mmrdf.resolve``; until then nothing is certain.
        reason: a short stable name for the rule that decided, such as ``symbol-of-another-gene``.
        confidence: the measured share of right ones among such cases, in two decimals; None where
            there is no identifier.
        waits_for: ``organism-of-genes`` if it would be asserted were it decided by whose
            identifiers the record's genes are named.
    """

    word: Word | Phrase
    entity: Entity | None = None
    hits: tuple[Hit, ...] = ()
    status: Status = "suggested"
    reason: str = "unresolved"
    confidence: float | None = None
    waits_for: str | None = None

    @property
    def matches(self) -> tuple[str, ...]:
        """The forms of the word that hit, each once."""
        return tuple(dict.fromkeys(hit.match for hit in self.hits if hit.match))

    @property
    def origins(self) -> tuple[str, ...]:
        """The kinds of name that were hit, each once."""
        return tuple(dict.fromkeys(hit.origin for hit in self.hits if hit.origin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What a word, or a name in a text, may be: the things that have all else in common.

    Args:
        word: a word of a figure, or a name in a text, wherever it stands there.
        bodies: what it may be, each once; empty if no identifier can be given.
        matches: the forms of the word that are names in the lexicon, less the word itself, in
            whichever case.
        origins: the kinds of these names, where the reason does not tell.
    """

    word: Word | Phrase
    bodies: tuple[Entity, ...]
    status: Status
    reason: str
    confidence: float | None
    waits_for: str | None
    matches: tuple[str, ...]
    origins: tuple[str, ...]

    @property
    def targets(self) -> tuple[Word, ...] | tuple[Span, ...]:
        """What it is about: the word, or each place of the name."""
        return self.word.spans if isinstance(self.word, Phrase) else (self.word,)


def annotations(candidates: Iterable[Candidate]) -> tuple[Annotation, ...]:
    """Join the candidates of one word that differ only in what the word may be.

    The 19 members of a family are one annotation with 19 bodies.

    Args:
        candidates: of one word or name.

    >>> word = Word(figid="PMC1__f1", kind="gene", text="WNT")
    >>> members = [Entity(kind="gene", xref=Xref(prefix="ncbigene", identifier=it)) for it in "12"]
    >>> [it] = annotations(Candidate(word=word, entity=member) for member in members)
    >>> len(it.bodies)
    2
    """
    bodies: dict[tuple[Any, ...], dict[Xref, Entity]] = {}
    for it in candidates:
        word = it.word.text.casefold()
        matches = tuple([match for match in it.matches if match.casefold() != word])
        origins = () if it.reason in TELLING else it.origins
        common = (it.word, it.status, it.reason, it.confidence, it.waits_for, matches, origins)
        found = bodies.setdefault(common, {})
        if it.entity:
            found.setdefault(it.entity.xref, it.entity)
    return tuple(
        Annotation(
            word=word,
            bodies=tuple(found.values()),
            status=status,
            reason=reason,
            confidence=confidence,
            waits_for=waits_for,
            matches=matches,
            origins=origins,
        )
        for (word, status, reason, confidence, waits_for, matches, origins), found in bodies.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMention:
    """A name in a text of a record, and everything it may be.

    Args:
        candidates: at least one.
    """

    phrase: Phrase
    candidates: tuple[Candidate, ...]


def mentioned(mentions: tuple[TextMention, ...]) -> tuple[Entity, ...]:
    """What the names in a record's texts are stated to be, each once."""
    stated = (c for m in mentions for c in m.candidates if c.status == "asserted")
    found = {c.entity.xref: c.entity for c in stated if c.entity}
    return tuple(found.values())
