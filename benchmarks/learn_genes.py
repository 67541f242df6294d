"""Learn how far the rules for genes, families and keywords are right, from judged figures.

    python benchmarks/learn_genes.py GOLD [--also TABLE FOLDER] --out mmrdf/resolve/evidence.tsv
    python benchmarks/learn_genes.py GOLD --folds 5 --out FOLDER [--kit figures.py --mmrdf PATH]

GOLD has ``_figures``, ``_data``, ``genes.tsv`` and ``organisms.tsv`` (see its README); a TABLE with
the columns of ``genes.tsv`` judges figures of other folders. The rows of the models ``gene``,
``family`` and ``keyword`` are written into the table, those of others stay as they are. With
``--folds`` a model is learned for each fold, without the papers of its figures, and asked about
them: each word as if the right organism had been found. With ``--kit`` the evaluation kit is run on
each fold as well, on whole exports.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import learning
from learning import Case, Row

from mmrdf.readers import read
from mmrdf.records import HUMAN, Candidate, Figure, Taxon
from mmrdf.resolve import evidence, genes, keywords
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.gene_rules import CLAIMS
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import said

GENE_DOUBTS = (
    *(
        "shared-symbol",
        "symbol-of-another-gene",
        "curated-other-sense",
        "synonym-is-family-name",
        "shared-synonym",
    ),
    *(
        "family-member",
        "ocr-substitution",
        "identifier-symbol-mismatch",
        "not-in-hgnc",
        "unknown-match-source",
    ),
    *("gene-of-another-organism", "gene-organism-unknown", "word-is-a-chemical"),
)
KEYWORD_CLAIMS = ("symbol", "previous-symbol")
KEYWORD_DOUBTS = (
    "symbol-of-another-gene",
    "shared-synonym",
    "family-member",
    "synonym-is-family-name",
    "gene-of-another-organism",
)
# Where bands of scores may begin. Those of genes are wide, so that each has many cases.
EDGES = {"gene": (0.2, 0.5, 0.75, 0.9, 0.97)}
EDGES |= dict.fromkeys(("family", "keyword"), learning.EDGES)
MODELS = ("gene", "family", "keyword")

#: Verdicts by word and gene: ``right``, ``family``, ``wrong`` or ``unsure``.
Verdicts = dict[tuple[str, str], str]


class Judged(NamedTuple):
    """A figure, and what people found of its words.

    Args:
        organism: by whose identifiers its genes are to be named; None if that is not known.
    """

    figure: Figure
    verdicts: Verdicts
    organism: Taxon | None = None

    @property
    def names(self) -> Names:
        """What names mean in it."""
        return Names(opened(), said(self.figure), self.figure.mentions)


def judged(tables: Iterable[Path], folders: Iterable[Path]) -> list[Judged]:
    """The figures of some folders that some tables judge."""
    verdicts: dict[str, Verdicts] = defaultdict(dict)
    for table in tables:
        for row in learning.read(table):
            verdicts[row["figid"]][plain(row["word"]), row["ncbigene_id"]] = row["verdict"]
    paths = [path for folder in folders for path in sorted((folder / "_figures").glob("*.md"))]
    figures = {record.figid: record for path in paths for record in read(path)}
    return [Judged(figures[figid], verdicts[figid]) for figid in sorted(verdicts.keys() & figures)]


def with_organism(one: Judged, row: dict[str, str]) -> Judged:
    """Add the organism by whose identifiers the genes are to be named.

    Args:
        one: a judged figure.
        row: what people found of its organism, a row of ``organisms.tsv``.
    """
    genes = [c.entity for m in one.figure.mentions for c in m.candidates if c.entity]
    judged = {number for _, number in one.verdicts}
    taxa = [gene.taxon for gene in genes if gene.taxon and gene.xref.identifier in judged]
    own = [taxon for taxon in taxa if row["species"] and taxon.name.startswith(row["species"])]
    if not own and row["human_symbols_ok"] == "no":
        own = [taxon for taxon in taxa if taxon != HUMAN]
    human = HUMAN if row["human_symbols_ok"] == "yes" else None
    return one._replace(organism=own[0] if own else human)


def plain(word: str) -> str:
    """A word as the tables write it."""
    return " ".join(word.split())


def gene_cases(one: Judged) -> Iterator[Case]:
    """Yield what the rules say of each judged word and gene, and whether it is right."""
    yield from _cases(one, "gene", None, _of_gene)


def family_cases(one: Judged) -> Iterator[Case]:
    """Yield the families that judged words name.

    One is right if it has been judged so, or if people saw a family in the word and no gene; where
    all genes were found wrong nothing is known of the family.
    """
    yield from _cases(one, "family", HUMAN, _of_family)


def _cases(
    one: Judged,
    kind: str,
    organism: Taxon | None,
    verdict_of: Callable[[Judged, str, str], bool | None],
) -> Iterator[Case]:
    """Yield what the rules say of each judged word that may be of a kind, a gene or a family."""
    names, paper = one.names, learning.paper(one.figure.figid)
    for mention in one.figure.mentions:
        if mention.word.kind == "gene":
            word = mention.word.text
            ways = tuple((candidate.entity, candidate.hits) for candidate in mention.candidates)
            for _, options in genes.options(word, ways, organism, names):
                for option in options:
                    verdict = verdict_of(one, word, option.entity.xref.identifier)
                    if option.entity.kind == kind and verdict is not None:
                        features = tuple(option.features(names.support))
                        yield Case(option.reason, features, paper, verdict)


def _of_gene(one: Judged, word: str, gene: str) -> bool | None:
    """Whether a word names a gene; None if nobody can tell."""
    found = one.verdicts.get((plain(word), gene), "unsure")
    return None if found == "unsure" else found == "right"


def _of_family(one: Judged, word: str, family: str) -> bool | None:
    """Whether a word names a family; None if nobody has judged it."""
    if verdict := one.verdicts.get((plain(word), family)):
        return verdict == "right"
    found = {v for (other, _), v in one.verdicts.items() if other == plain(word)}
    return None if found.isdisjoint({"family", "right"}) else "right" not in found


def keyword_cases(one: Judged) -> Iterator[Case]:
    """Yield the genes that the keywords would name if the figure had no words of genes."""
    mentions = tuple(m for m in one.figure.mentions if m.word.kind != "gene")
    figure = replace(one.figure, mentions=mentions)
    verdicts: dict[str, set[str]] = defaultdict(set)
    for (_, number), verdict in one.verdicts.items():
        verdicts[number].add(verdict)
    for gene in keywords.genes(figure, Names(opened(), said(figure), mentions)):
        found = verdicts[gene.term.xref.identifier] - {"unsure"}
        if found:
            paper = learning.paper(figure.figid)
            yield Case(gene.reason, gene.features, paper, "right" in found)


Cases = dict[str, list[Case]]


def all_cases(figures: Iterable[Judged], others: Iterable[Judged]) -> Cases:
    """The cases of each model; the others are judged only where a rule takes a word for a gene."""
    figures = list(figures)
    return {
        "gene": [case for one in (*figures, *others) for case in gene_cases(one)],
        "family": [case for one in figures if one.organism == HUMAN for case in family_cases(one)],
        "keyword": [case for one in figures for case in keyword_cases(one)],
    }


def rows(cases: Cases, basis: str) -> list[Row]:
    """The rows of the three models."""
    return [
        *_rows("gene", cases["gene"], sorted(CLAIMS), GENE_DOUBTS, basis),
        *_rows(
            "family",
            cases["family"],
            ["family-name"],
            ["shared-name", "gene-of-another-organism"],
            basis,
        ),
        *_rows("keyword", cases["keyword"], KEYWORD_CLAIMS, KEYWORD_DOUBTS, basis),
    ]


def _rows(
    model: str, cases: Sequence[Case], claims: Sequence[str], doubts: Sequence[str], basis: str
) -> list[Row]:
    weighed = [case for case in cases if case.reason in claims]
    scored = learning.scores(weighed, learning.weights)
    return [
        *learning.weight_rows(model, learning.weights(weighed), weighed, basis),
        *learning.rule_rows(model, weighed, scored, claims, basis, edges=EDGES[model]),
        *learning.doubt_rows(model, cases, doubts, basis),
    ]


class Tally:
    """What is counted over all folds."""

    def __init__(self) -> None:
        self.stated: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.families: Counter[bool] = Counter()
        self.reasons: dict[str, Counter[str]] = defaultdict(Counter)
        self.calibration: list[tuple[float, bool]] = []

    def add(self, one: Judged, judge: Judge) -> None:
        """Count what is stated of the words of a figure."""
        assignment = OrganismAssignment(gene_identifiers_of=one.organism)
        names = one.names
        of_word: dict[str, set[str]] = defaultdict(set)
        for (word, _), verdict in one.verdicts.items():
            of_word[word].add(verdict)
        for mention in one.figure.mentions:
            if mention.word.kind == "gene":
                word = plain(mention.word.text)
                decided = genes.decide(mention, assignment, names, judge)
                for candidate in decided.candidates:
                    self._add_gene(one, word, candidate)
                if "family" in of_word[word] and "right" not in of_word[word]:
                    self.families[_states_family(decided.candidates)] += 1

    def _add_gene(self, one: Judged, word: str, candidate: Candidate) -> None:
        gene = candidate.entity
        verdict = one.verdicts.get((word, gene.xref.identifier), "") if gene else ""
        if not (gene and verdict) or gene.kind == "family":
            return
        self.all[verdict] += 1
        if verdict != "unsure" and gene.taxon == one.organism:
            self.calibration.append((candidate.confidence or 0, verdict == "right"))
        if candidate.status == "asserted":
            self.stated[verdict] += 1
            self.reasons[candidate.reason][verdict] += 1
            if verdict in {"wrong", "family"}:
                print(f"  {verdict}: {one.figure.figid} {word!r} {gene.name}", end=" ")
                print(candidate.reason, candidate.confidence)

    def print(self) -> None:
        """Print precision, recall, and calibration."""
        right = self.stated["right"]
        print(
            "precision:",
            learning.share(right, right + self.stated["wrong"] + self.stated["family"]),
        )
        print("recall of rows:", learning.share(right, self.all["right"]))
        print("families:", learning.share(self.families[True], self.families.total()))
        for reason, found in sorted(self.reasons.items()):
            print(f"  {reason}: {dict(found)}")
        learning.print_calibration(self.calibration)


def _states_family(candidates: Iterable[Candidate]) -> bool:
    return any(
        c.status == "asserted" and c.entity and c.entity.kind == "family" for c in candidates
    )


def cross_validate(
    figures: list[Judged], others: list[Judged], gold: Path, folds: int, out: Path
) -> None:
    """Learn a model without each fold, write it, and ask it about the fold."""
    tally = Tally()
    for fold in range(folds):
        rest = [one for one in figures if _fold(one, folds) != fold]
        kept = [one for one in others if _fold(one, folds) != fold]
        table = out / f"fold-{fold}" / "evidence.tsv"
        table.parent.mkdir(parents=True, exist_ok=True)
        if not table.exists():
            shutil.copy(evidence.SHIPPED, table)
        learning.write(table, rows(all_cases(rest, kept), f"without fold {fold}"))
        judge = Judge(evidence.read(table))
        for one in figures:
            if _fold(one, folds) == fold and one.organism:
                tally.add(one, judge)
        write_fold(gold, fold, folds, table.parent / "gold")
    tally.print()


def _fold(one: Judged, folds: int) -> int:
    return learning.fold_of(learning.paper(one.figure.figid), folds)


def write_fold(gold: Path, fold: int, folds: int, folder: Path) -> None:
    """Write the gold data of one fold alone, for the evaluation kit."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("_figures", "_data"):
        (folder / part).mkdir(parents=True)
        for path in (gold / part).iterdir():
            if learning.fold_of(learning.paper(path.name), folds) == fold:
                shutil.copy(path, folder / part)
    for path in gold.glob("*.tsv"):
        if path.name != "SOURCES.tsv":
            head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [x for x in lines if learning.fold_of(learning.paper(x), folds) == fold]
            (folder / path.name).write_text(head + "".join(kept), encoding="utf-8")


def run_kit(kit: Path, mmrdf: str, folds: int, out: Path) -> None:
    """Run the evaluation kit on each fold, and print the sums."""
    sums: Counter[str] = Counter()
    for fold in range(folds):
        folder = out / f"fold-{fold}"
        options = f"--evidence-model {folder / 'evidence.tsv'}"
        command = [sys.executable, kit, folder / "gold", "--mmrdf", mmrdf, "--options", options]
        subprocess.run([*command, "--json", folder / "kit.json"], check=True, capture_output=True)  # noqa: S603
        found = json.loads((folder / "kit.json").read_text(encoding="utf-8"))
        sums.update({f"genes {key}": n for key, n in found["genes"]["stated"].items()})
        sums.update({f"naming {key}": n for key, n in found["gene_naming"].items()})
        sums.update({f"species {key}": n for key, n in found["species"].items()})
        sums.update(
            {"genes in gold": found["genes"]["gold_right"], "with gene": found["with_gene"]}
        )
    for key, count in sorted(sums.items()):
        print(f"{key}: {count}")


def main() -> None:
    """Learn, and write or test what was learned."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--also", type=Path, nargs="+", default=[], metavar="TABLE FOLDER")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int)
    parser.add_argument("--kit", type=Path)
    parser.add_argument("--mmrdf", default="mmrdf")
    given = parser.parse_args()
    tables = [given.gold / "genes.tsv", *given.also[:1]]
    organisms = {row["figid"]: row for row in learning.read(given.gold / "organisms.tsv")}
    found = judged(tables, [given.gold])
    figures = [with_organism(one, organisms[one.figure.figid]) for one in found]
    others = judged(given.also[:1], given.also[1:])
    if given.folds:
        cross_validate(figures, others, given.gold, given.folds, given.out)
        if given.kit:
            run_kit(given.kit, given.mmrdf, given.folds, given.out)
    else:
        names = [given.gold.name, *(f"judged {path.stem}" for path in given.also[:1])]
        learning.write(given.out, rows(all_cases(figures, others), " + ".join(names)))


if __name__ == "__main__":
    main()
