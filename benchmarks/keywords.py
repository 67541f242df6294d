"""How many keywords that are not in the figure does the resolver find, without the side tables?

    python benchmarks/keywords.py FOLDER

FOLDER holds PFOCR's ``_figures`` and ``_data``. The tables are the truth: a human gene is in the
figure if a rule takes a word of it for this gene when its rows are seen. Then the keywords alone
are resolved. A flag is right if the gene is not in the figure. The organism is left out of it: all
figures are taken for human, and of their keywords those that are symbols of human genes.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mmrdf.readers import read
from mmrdf.records import HUMAN, Figure, Xref
from mmrdf.resolve import evidence, genes, keywords
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.gene_rules import CLAIMS as GENE_CLAIMS
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import said

HUMAN_GENES = OrganismAssignment(gene_identifiers_of=HUMAN)
# The rules that take a keyword for a gene; the others doubt it.
CLAIMS = ("symbol", "previous-symbol")
JUDGE = Judge(evidence.opened())


def figures(folder: Path) -> Iterator[Figure]:
    """Yield the figures of a folder that have human genes in their tables."""
    for path in sorted(folder.rglob("_figures/*.md")):
        for figure in read(path):
            if isinstance(figure, Figure) and _in_figure(figure):
                yield figure


def _in_figure(figure: Figure) -> dict[Xref, bool]:
    """The human genes of the tables, and whether a rule takes one for written in the figure."""
    found: dict[Xref, bool] = {}
    names = Names(opened(), said(figure), figure.mentions)
    for mention in figure.mentions:
        if mention.word.kind == "gene":
            for candidate in genes.decide(mention, HUMAN_GENES, names, JUDGE).candidates:
                entity = candidate.entity
                if entity and entity.kind == "gene" and entity.taxon == HUMAN:
                    is_in = candidate.reason in GENE_CLAIMS
                    found[entity.xref] = found.get(entity.xref, False) or is_in
    return found


def _flagged(figure: Figure, symbols: tuple[str, ...]) -> dict[Xref, bool]:
    """The human genes of the keywords alone, and whether each is flagged."""
    alone = replace(figure, keywords=symbols, mentions=())
    found = keywords.mentions(alone, Names(opened(), said(alone)), HUMAN_GENES, JUDGE)
    candidates = [candidate for mention in found for candidate in mention.candidates]
    return {
        c.entity.xref: c.reason not in CLAIMS
        for c in candidates
        if c.entity and c.entity.kind == "gene"
    }


def main(folder: Path) -> None:
    """Print the counts and the two rates."""
    counts: Counter[tuple[bool, bool]] = Counter()
    number = 0
    for figure in figures(folder):
        number += 1
        truth = _in_figure(figure)
        terms = (opened().term(xref) for xref in truth)
        flags = _flagged(figure, tuple(term.label for term in terms if term))
        counts.update((truth[xref], flags[xref]) for xref in truth.keys() & flags.keys())
    missing, wrong = counts[False, True], counts[True, True]
    absent = missing + counts[False, False]
    print(f"{number} figures, {sum(counts.values())} human gene keywords, {absent} not written")
    print(f"flagged: {missing + wrong}; of those not written {missing / absent:.3f}")
    print(f"right: {missing}; of the flags {missing / (missing + wrong):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
