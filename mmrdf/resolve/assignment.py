"""What has been decided about the organism of a figure: its species, and whose genes it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mmrdf.records import GeneReading, Notice, Reading, Taxon

#: The probability of an organism by whose identifiers nothing says that the genes are named.
UNLIKELY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganismAssignment:
    """The two decisions about a figure's organism, with all that was weighed.

    Args:
        species: the organism that the figure is stated to be about; None if that is not certain.
        gene_identifiers_of: the organism by whose identifiers its genes are stated; None if none
            can be stated.
        likely: of each organism by whose identifiers the genes may be named, by its number, the
            probability that this is right.
        readings: each organism that something speaks for, the stated one first.
        notices: a doubt, where something spoke for an organism and none could be stated.
    """

    species: Taxon | None = None
    gene_identifiers_of: Taxon | None = None
    likely: Mapping[str, float] = field(default_factory=dict)
    readings: tuple[Reading | GeneReading, ...] = ()
    notices: tuple[Notice, ...] = ()
