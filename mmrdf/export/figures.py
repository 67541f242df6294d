"""What became of a figure: its organism, its genes, and what a curator would want to know of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from mmrdf.records import Candidate, Figure, GeneReading, Reading, Record, Taxon
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve.curated_organism import RULED_OUT

#: The columns of the review: a line for each figure, those with most to gain first.
COLUMNS = (
    *("figid", "organism", "confidence", "confidence_of", "gene_identifiers_of", "genes_asserted"),
    *("genes_suggested", "organism_gain", "rationale", "title"),
)

#: How many candidates, or organisms, have been decided how: words, and a confidence at the end.
Counts = Counter[tuple[str | float | None, ...]]

# Characters of a title or a rationale that the review shows.
_LONGEST = 200


class ReviewRow(NamedTuple):
    """The line of a figure in the review, and what it is sorted by."""

    gain: int
    figid: str
    line: str


@dataclass(slots=True, kw_only=True)
class Yield:
    """What some figures have given.

    Args:
        figures: how many there are: all, and those with an organism, with gene identifiers, with
            genes; and how many genes they have, each counted in each figure.
        genes: the identifiers of all those genes.
        organisms: how many are about which organism, by which rule, with which confidence.
        gene_identifiers: the same of the organism by whose identifiers the genes are named.
        review: a line for each.
    """

    figures: Counter[str] = field(default_factory=Counter)
    genes: set[str] = field(default_factory=set)
    organisms: Counts = field(default_factory=Counter)
    gene_identifiers: Counts = field(default_factory=Counter)
    review: list[ReviewRow] = field(default_factory=list)

    def add(self, other: "Yield") -> None:
        """Add what other figures have given."""
        self.figures += other.figures
        self.genes |= other.genes
        self.organisms += other.organisms
        self.gene_identifiers += other.gene_identifiers
        self.review += other.review

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Yield":
        """What ``row`` gave, out of JSON."""
        return cls(
            figures=Counter(row["figures"]),
            genes=set(map(intern, row["genes"])),
            organisms=counts(row["organisms"]),
            gene_identifiers=counts(row["gene_identifiers"]),
            review=[ReviewRow(*line) for line in row["review"]],
        )

    def row(self) -> dict[str, Any]:
        """It as values that JSON can hold."""
        return {
            "figures": self.figures,
            "genes": sorted(self.genes),
            "organisms": [*self.organisms.items()],
            "gene_identifiers": [*self.gene_identifiers.items()],
            "review": self.review,
        }

    def numbers(self) -> dict[str, int]:
        """The numbers that tell how much there is, by name."""
        names = ("figures", "with_organism", "with_gene_identifiers", "with_genes")
        numbers = {name: self.figures[name] for name in (*names, "figure_gene_pairs")}
        return numbers | {"distinct_genes": len(self.genes)}


def counts(rows: Iterable[Sequence[Any]]) -> Counts:
    """Counts out of JSON, which has lists in the place of tuples."""
    return Counter({tuple(key): count for key, count in rows})


def gathered(record: Record) -> Yield:
    """What a record has given; nothing if it is no figure."""
    if not isinstance(record, Figure):
        return Yield()
    asserted = set(_genes(record, "asserted"))
    found = {
        "figures": 1,
        "with_organism": int(record.organism is not None),
        "with_gene_identifiers": int(record.gene_identifiers_of is not None),
        "with_genes": int(bool(asserted)),
        "figure_gene_pairs": len(asserted),
    }
    species, genes = _readings(record)
    return Yield(
        figures=Counter(found),
        genes=asserted,
        organisms=Counter([_decided(record.organism, species)]),
        gene_identifiers=Counter([_decided(record.gene_identifiers_of, genes)]),
        review=[_row(record)],
    )


def statuses(record: Record) -> Counts:
    """How many candidates have which kind, status, reason and confidence."""
    mentions = record.mentions if isinstance(record, Figure) else ()
    words = [(mention.word.kind, c) for mention in mentions for c in mention.candidates]
    names = [("text", c) for named in record.text_mentions for c in named.candidates]
    return Counter((kind, c.status, c.reason, c.confidence) for kind, c in (*words, *names))


def write_review(rows: Iterable[ReviewRow], path: Path) -> None:
    """Write the review: first the figures that a decision on the organism would give most."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("\t".join(COLUMNS) + "\n")
        for row in sorted(rows, key=lambda row: (-row.gain, row.figid)):
            stream.write(f"{row.line}\n")


def _readings(figure: Figure) -> tuple[list[Reading], list[Reading]]:
    """The organisms that it may be about, and those by whose identifiers its genes may be named."""
    genes = [it for it in figure.readings if isinstance(it, GeneReading)]
    return [it for it in figure.readings if not isinstance(it, GeneReading)], list(genes)


def _decided(taxon: Taxon | None, readings: list[Reading]) -> tuple[str | float | None, ...]:
    """What is stated, by which rule, how certain; or none, and the rule that left it open."""
    first = next((it for it in readings if taxon in {None, it.taxon}), None)
    reason = first.reason if first else "no-evidence"
    confidence = first.confidence if first and taxon else None
    return (taxon.name if taxon else "none"), reason, confidence


def _candidates(figure: Figure) -> Iterator[Candidate]:
    for mention in figure.mentions:
        yield from mention.candidates
    for named in figure.text_mentions:
        yield from named.candidates


def _genes(figure: Figure, status: str) -> Iterator[str]:
    """The genes of which something in a figure has a status; what is ruled out is no suggestion."""
    for it in _candidates(figure):
        if (
            it.status == status
            and it.reason != RULED_OUT
            and it.entity
            and it.entity.kind == "gene"
        ):
            yield it.entity.xref.curie


def _gain(figure: Figure, asserted: set[str]) -> int:
    """How many more genes a decision on the organism would state: of that which gives most."""
    waiting: dict[Taxon | None, set[str]] = {}
    for it in _candidates(figure):
        if it.waits_for == ORGANISM_OF_GENES and it.entity and it.entity.kind == "gene":
            waiting.setdefault(it.entity.taxon, set()).add(it.entity.xref.curie)
    return max((len(genes - asserted) for genes in waiting.values()), default=0)


def _row(figure: Figure) -> ReviewRow:
    asserted = set(_genes(figure, "asserted"))
    suggested = set(_genes(figure, "suggested")) - asserted
    gain = _gain(figure, asserted)
    reading = _likeliest(figure)
    of = figure.gene_identifiers_of
    cells = (
        figure.figid,
        figure.organism.name if figure.organism else "",
        f"{reading.confidence:.2f}" if reading and reading.confidence is not None else "",
        reading.taxon.name if reading else "",
        of.name if of else "",
        str(len(asserted)),
        str(len(suggested)),
        str(gain),
        f"{reading.reason}: {'; '.join(reading.rationale)}" if reading else "",
        figure.title or "",
    )
    return ReviewRow(gain, figure.figid, "\t".join(map(_cell, cells)))


def _likeliest(figure: Figure) -> Reading | None:
    """The organism that is stated, else the likeliest; None if nothing speaks for any."""
    species, _ = _readings(figure)
    stated = [it for it in species if it.taxon == figure.organism and it.status == "asserted"]
    left = stated or [it for it in species if it.reason != RULED_OUT] or species
    return max(left, key=lambda it: it.confidence or 0.0, default=None)


def _cell(text: str) -> str:
    """A text as a cell of a table: one blank for all white space, nothing that does not print."""
    plain = " ".join(text.split())
    plain = plain if plain.isprintable() else "".join(filter(str.isprintable, plain))
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}\u2026"
