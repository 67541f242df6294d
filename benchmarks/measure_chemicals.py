"""How often is each reason for a chemical or a disease right? Judged rows of side tables.

    python benchmarks/measure_chemicals.py FOLDER... [--write]

Each FOLDER holds PFOCR's ``_figures`` and ``_data``. The rows of their tables are decided as an
export decides them, and each is counted once for a figure, word and identifier; what is right says
``benchmarks/judged/chemicals.tsv`` (see the README there). For each reason a row of the evidence
model is printed, with the counts and the 95 % interval of Wilson; ``--write`` puts the rows into
``mmrdf/resolve/evidence.tsv`` in place of those that it has of this model.

The confidence is (right + 1) / (cases + 2): few cases say little, and none says one half. Diseases
get a row of their own where they differ: the share of all is outside of their interval.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import learning
from learning import Band, Row

from mmrdf.readers import read
from mmrdf.records import Candidate, Figure
from mmrdf.resolve import evidence
from mmrdf.resolve.chemicals_diseases import MODEL, REASONS, decide
from mmrdf.resolve.evidence import EvidenceModel, Judge
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import said

JUDGED = Path(__file__).parent / "judged" / "chemicals.tsv"
BASIS = "chemicals and diseases of side tables, judged by reading (benchmarks/judged)"

#: A figure, the kind of a word, the word with one blank for several, and an identifier.
Case = tuple[str, str, str, str]

#: For a reason and a kind, how many are right and how many wrong; the kind "" is all.
Counts = Counter[tuple[str, str, str]]

# Diseases of which there are fewer than this have no row of their own.
_FEW = 5


def verdicts() -> dict[Case, str]:
    """The judged cases: right, wrong or unsure."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {(figid, kind, word, xref): verdict for figid, kind, word, xref, verdict, _ in rows}


def decided(folders: Iterable[Path]) -> dict[Case, str]:
    """The reason for each word and identifier in the figures of some folders."""
    one_half = EvidenceModel({}, {(MODEL, reason): [(0.0, 0.5)] for reason in REASONS})
    found: dict[Case, str] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("_figures/*.md")):
        for figure in read(path):
            if isinstance(figure, Figure):
                found |= dict(_cases(figure, Judge(one_half)))
    return found


def _cases(figure: Figure, judge: Judge) -> Iterator[tuple[Case, str]]:
    names = Names(opened(), said(figure))
    for mention in figure.mentions:
        if mention.word.kind in {"chemical", "disease"}:
            for candidate in decide(mention, names, judge).candidates:
                if case := _case(figure.figid, candidate):
                    yield case, candidate.reason


def _case(figid: str, candidate: Candidate) -> Case | None:
    if candidate.entity is None:
        return None
    word = " ".join(candidate.word.text.split())
    return figid, candidate.entity.kind, word, candidate.entity.xref.curie


def counted(reasons: dict[Case, str], judged: dict[Case, str]) -> Counts:
    """How often each reason is right and wrong; what is unsure counts nothing."""
    counts: Counts = Counter()
    for case, reason in reasons.items():
        for kind in ("", case[1]):
            counts[reason, kind, judged.get(case, "unjudged")] += 1
    return counts


def rows(counts: Counts) -> Iterator[Row]:
    """Yield the rows of the evidence model."""
    for reason in REASONS:
        right, cases = _share(counts, reason, "")
        yield _row(reason, right, cases)
        diseases, number = _share(counts, reason, "disease")
        lowest, highest = learning.wilson(diseases, number)
        if number >= _FEW and cases > number and not lowest <= right / cases <= highest:
            yield _row(f"{reason}:disease", diseases, number)


def _share(counts: Counts, reason: str, kind: str) -> tuple[int, int]:
    right, wrong = (counts[reason, kind, verdict] for verdict in ("right", "wrong"))
    return right, right + wrong


def _row(name: str, right: int, cases: int) -> Row:
    band = Band(0, (right + 1) / (cases + 2), cases)
    return learning.confidence_row(MODEL, name, band, BASIS if cases else "no case")


def main() -> None:
    """Print the table; write it if asked to."""
    parser = argparse.ArgumentParser(description="confidences of chemicals and diseases")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="into mmrdf/resolve/evidence.tsv")
    args = parser.parse_args()
    reasons, judged = decided(args.folders), verdicts()
    counts = counted(reasons, judged)
    print(f"{len(reasons)} cases, {sum(case not in judged for case in reasons)} not judged")
    for reason in REASONS:
        for kind in ("", "chemical", "disease"):
            right, cases = _share(counts, reason, kind)
            low, high = learning.wilson(right, cases)
            unsure = counts[reason, kind, "unsure"]
            if cases or unsure:
                print(
                    f"{reason:20} {kind or 'all':8} right {right:3} of {cases:3}, unsure {unsure:2}"
                    f"  share {right / max(cases, 1):.3f} ({low:.2f} to {high:.2f})"
                )
    found = list(rows(counts))
    print(*map("\t".join, found), sep="\n")
    if args.write:
        learning.write(evidence.SHIPPED, found)


if __name__ == "__main__":
    main()
