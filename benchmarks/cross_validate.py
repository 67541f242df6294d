"""Learn the evidence model without each fifth of the papers, and ask it about that fifth.

    python benchmarks/cross_validate.py CURATED.tsv GOLD_DIR OUT [--kit DIR --mmrdf PATH]

For each fold a model is learned without its papers (``OUT/fold-N/evidence.tsv``), organisms first,
then genes, families and keywords. What the model then says of the papers that it does not know is
held against the judges: the organisms of the curated figures here, the words of the gold figures by
``learn_genes.py``. With ``--kit``, the folder of an evaluation kit with ``organisms.py`` and
``figures.py``, whole exports with ``--evidence-model`` are judged as well, and the counts of all
folds added up.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import learning
from learn_organisms import Case, curated, is_judged_human

from mmrdf.records import HUMAN, GeneReading
from mmrdf.resolve import evidence
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.organism import decide

FOLDS = 5
HERE = Path(__file__).parent


class Tally:
    """What is counted of the organisms of curated figures, over all folds."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.species: list[tuple[float, bool]] = []
        self.genes: list[tuple[float, bool]] = []

    def add(self, case: Case, judge: Judge) -> None:
        """Count what is stated of a figure."""
        assignment = decide(case.figure, judge)
        is_human = HUMAN.name in case.species
        self.counts["figures"] += 1
        if assignment.species == HUMAN:
            self.counts["human stated"] += 1
            self.counts["human stated and right"] += is_human
        elif assignment.species:
            self.counts["another species stated"] += 1
        if assignment.gene_identifiers_of == HUMAN and case.fits_human is not None:
            self.counts["human identifiers used"] += 1
            self.counts["human identifiers used and right"] += case.fits_human
        for reading in assignment.readings:
            confidence = reading.confidence or 0.0
            if isinstance(reading, GeneReading):
                if case.fits_human is not None:
                    self.genes.append((confidence, case.fits_human))
            elif reading.taxon == HUMAN and (verdict := is_judged_human(case)) is not None:
                self.species.append((confidence, verdict))

    def print(self) -> None:
        """Print the counts, and stated against observed shares."""
        counts = self.counts
        print("human stated:", learning.share(counts["human stated"], counts["figures"]))
        right = learning.share(counts["human stated and right"], counts["human stated"])
        print("... and right:", right)
        used = counts["human identifiers used"]
        right = learning.share(counts["human identifiers used and right"], used)
        print("human identifiers used:", learning.share(used, counts["figures"]))
        print("... and right:", right)
        for title, judged in (("human", self.species), ("human identifiers", self.genes)):
            print(f"\ncalibration of {title}")
            learning.print_calibration(judged)


def learn(curated_table: Path, gold: Path, out: Path) -> None:
    """Write a model for each fold, with the organisms learned without its papers."""
    for number in range(FOLDS):
        table = out / f"fold-{number}" / "evidence.tsv"
        table.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(evidence.SHIPPED, table)
        script = HERE / "learn_organisms.py"
        options = ["--model", table, "--without", f"{number}/{FOLDS}"]
        command = [sys.executable, script, curated_table, gold, *options]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def run_kit(kit: Path, mmrdf: str, curated_table: Path, out: Path) -> None:
    """Run the kit on the curated figures of each fold, and print the sums."""
    with curated_table.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    sums: Counter[str] = Counter()
    for number in range(FOLDS):
        folder = out / f"fold-{number}"
        kept = [row for row in rows if _fold(row[0]) == number]
        lines = ("\t".join(row) + "\n" for row in (header, *kept))
        (folder / "curated.tsv").write_text("".join(lines), encoding="utf-8")
        options = f"--evidence-model {folder / 'evidence.tsv'}"
        command = [sys.executable, kit / "organisms.py", folder / "curated.tsv"]
        command += ["--mmrdf", mmrdf, "--options", options, "--json", folder / "organisms.json"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        found = json.loads((folder / "organisms.json").read_text(encoding="utf-8"))
        for part in ("species", "gene_naming"):
            sums.update({f"{part} {name}": count for name, count in found[part].items()})
    print("\nthe kit on curated figures")
    for name, count in sorted(sums.items()):
        print(f"{name}: {count}")


def _fold(figid: str) -> int:
    return learning.fold_of(learning.paper(figid), FOLDS)


def main() -> None:
    """Cross-validate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("curated", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--also", nargs="+", default=[], help="handed on to learn_genes.py")
    parser.add_argument("--kit", type=Path)
    parser.add_argument("--mmrdf", default="mmrdf")
    given = parser.parse_args()
    learn(given.curated, given.gold, given.out)
    tally = Tally()
    judges = [Judge(evidence.read(given.out / f"fold-{n}" / "evidence.tsv")) for n in range(FOLDS)]
    for case in curated(given.curated, lambda _: False):
        tally.add(case, judges[_fold(case.figure.figid)])
    tally.print()
    print("\ngenes, families and keywords", flush=True)
    command = [sys.executable, HERE / "learn_genes.py", given.gold, "--out", given.out]
    command += ["--folds", str(FOLDS), *(["--also", *given.also] if given.also else [])]
    if given.kit:
        command += ["--kit", given.kit / "figures.py", "--mmrdf", given.mmrdf]
    subprocess.run(command, check=True)  # noqa: S603
    if given.kit:
        run_kit(given.kit, given.mmrdf, given.curated, given.out)


if __name__ == "__main__":
    main()
