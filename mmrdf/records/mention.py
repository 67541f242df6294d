"""The words of a figure, and the organisms that it may be about."""

from dataclasses import dataclass

from mmrdf.records.candidate import Candidate, Status, Word
from mmrdf.records.common import Taxon


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing that is written in a figure, with everything it may be.

    Args:
        candidates: at least one.
    """

    word: Word
    candidates: tuple[Candidate, ...]

    @property
    def keywords(self) -> frozenset[str]:
        """What PFOCR lists for it among the keywords: the symbols of genes, else the word."""
        if self.word.kind != "gene":
            return frozenset({self.word.text.strip()})
        return frozenset([c.entity.name for c in self.candidates if c.entity and c.entity.name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An organism that something speaks for, and whether the figure is stated to be about it.

    Args:
        reason: a short stable name for the rule that decided, such as ``text-and-genes``.
        rationale: what speaks for it, each in a few words.
        confidence: the measured share of right ones among such cases, in two decimals.
    """

    figid: str
    taxon: Taxon
    status: Status
    reason: str
    rationale: tuple[str, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneReading(Reading):
    """An organism by whose identifiers the genes of a figure may be named, be it about it or not.

    The gene that a review calls BAK is certain where no one species is: human identifiers name it.
    """
