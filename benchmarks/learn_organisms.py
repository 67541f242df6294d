"""Learn by which words a figure is about humans, and measure how often each rule is right.

    python benchmarks/learn_organisms.py CURATED.tsv GOLD_DIR --model mmrdf/resolve/evidence.tsv

CURATED.tsv has figid, figtitle, papertitle, caption, organism (as curators chose it: "Homo sapiens"
means only that nobody objected, XXX something that is not human), GOLD_DIR the folders ``_figures``
and ``_data`` and a table ``organisms.tsv`` (figid, species, level, human_symbols_ok). The weights
are those of an L1 logistic regression over the features of ``mmrdf.resolve.organism_features``. The
confidence of a band of scores is the share of right ones among figures that were left out of the
learning, in five folds by paper. The rows of the models ``species`` and ``gene-identifiers`` are
replaced, all others stay. Options leave figures out: see ``--without``.
"""

import argparse
import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import learning
from learning import Row

from mmrdf.readers import read
from mmrdf.records import HUMAN, Figure
from mmrdf.resolve.organism import GENE_IDENTIFIERS, SPECIES
from mmrdf.resolve.organism_evidence import OrganismEvidence, gather
from mmrdf.resolve.organism_names import MAMMALS, group_of
from mmrdf.resolve.organism_rules import (
    GENE_RULES,
    SPECIES_RULES,
    WEIGHED,
    agreement,
    gene_rule,
    species_rule,
)

FOLDS = 5

# A feature is learned if so many figures have it; the strength of the penalty was chosen by
# cross-validation, where 0.2 to 0.8 are alike.
FEWEST, STRENGTH = 6, 0.4

# Weights that are smaller are left out of the table.
SMALLEST = 0.05

# Where bands of scores begin, and the fewest cases of one.
EDGES, LEAST = (0.8, 0.95, 0.98, 0.99), 15

# Words of every text, which tell how a caption is written and not what it is about; and the names
# of species, which are features of their own.
PLAIN_TEXT = """
    about after all also and any are arrow arrows based been before below between black blue both
    box but can component components dashed data described detail details diagram due during each
    either elegan cerevisiae coli figure for from gene generated given green has have here how
    illustrate illustration include including indicate indicated into its large left like line lines
    main may model more most not occur one only other our out overview panel part presence present
    presented proposed red relative represent represents respectively results right same scheme
    schematic see several show shown shows simplified small solid some such summary text than that
    the their then there these they this those through two under upon used using various via was
    were when where whether which white while who with within without yellow map abbreviation
"""
PLAIN = frozenset(PLAIN_TEXT.split())

# Rules that are measured together.
TWO_WITNESSES = ("text-and-organism-list", "text-and-genes", "organism-list-and-genes")
STATING = {*TWO_WITNESSES, "named-in-title"}
ONE_WITNESS = ("named-in-title", "only-text", "only-organism-list", "only-genes")

NOT_JUDGED = {"", "NA", "NULL", "REJECT"}
SYNONYMS = {
    "yeast": "Saccharomyces cerevisiae",
    "s. cerevisiae": "Saccharomyces cerevisiae",
    "barley": "Hordeum vulgare",
    "wagyu cattle": "Bos taurus",
    "c. elegans": "Caenorhabditis elegans",
    "d. melanogaster": "Drosophila melanogaster",
    "drosophlia melanogaster": "Drosophila melanogaster",
    "drosophila": "Drosophila melanogaster",
    "arabidopsis": "Arabidopsis thaliana",
}
# Words of the gold's levels that are a group of organism names.
GROUPS = {"human": "human", "mammal": "mammalian", "yeast": "fungus", "none": ""}


@dataclass(frozen=True)
class Case:
    """A judged figure.

    Args:
        evidence: what speaks for organisms in it.
        is_human: whether it is about humans; None if that cannot be told.
        fits_human: whether human identifiers name its genes; None if that cannot be told.
        species: the species that it is about; none if it is not told.
        group: the group of the organism, where no species is told.
        basis: the data that it is of.
        is_mixed: whether the curators chose man and another organism that is no mammal.
    """

    figure: Figure
    evidence: OrganismEvidence
    is_human: bool | None
    fits_human: bool | None
    species: tuple[str, ...]
    group: str
    basis: str
    is_mixed: bool = False

    @property
    def content(self) -> tuple[str, ...]:
        """The features of the figure that tell what it is about."""
        found = self.evidence.features
        return tuple(sorted(it for it in found if it.removeprefix("word ") not in PLAIN))


def curated(path: Path, without: Callable[[str], bool]) -> Iterator[Case]:
    """Yield the figures whose organism curators have chosen."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [*csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    for row in rows:
        chosen = row["organism"].strip()
        if chosen in NOT_JUDGED or without(row["figid"]):
            continue
        names = [SYNONYMS.get(n.strip().lower(), n.strip()) for n in chosen.split(",")]
        figure = _figure(row)
        is_human = HUMAN.name in names
        groups = {group_of(name) for name in names} - {None}
        # "Homo sapiens, Caenorhabditis elegans" is said of papers on worms: no words to learn
        is_mixed = is_human and bool(groups - MAMMALS)
        is_vertebrate = "vertebrate" in groups and not is_human
        yield Case(
            figure=figure,
            evidence=gather(figure),
            is_human=is_human,
            fits_human=None if is_vertebrate else bool(groups & MAMMALS),
            species=tuple(name for name in names if name != "XXX"),
            group="" if is_human or names == ["XXX"] else next(iter(groups), ""),
            basis="curated",
            is_mixed=is_mixed,
        )


def _figure(row: dict[str, str]) -> Figure:
    """The record of a curated figure as PFOCR would write it; JSON strings are valid YAML."""
    pmcid, _, file = row["figid"].partition("__")
    fields = {"figid": row["figid"], "figtitle": row["figtitle"], "pmcid": pmcid}
    fields |= {
        "filename": f"{file}.jpg",
        "caption": row["caption"],
        "papertitle": row["papertitle"],
    }
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items() if v.strip()]
    escaped = re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", "".join(lines)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as stream:
        stream.write(f"---\n{escaped}---\n")
        stream.flush()
        [figure] = read(stream.name)
    return figure


def gold(folder: Path, without: Callable[[str], bool]) -> Iterator[Case]:
    """Yield the figures with gold organisms."""
    with (folder / "organisms.tsv").open(encoding="utf-8", newline="") as stream:
        rows = {row["figid"]: row for row in csv.DictReader(stream, delimiter="\t")}
    for figid, row in sorted(rows.items()):
        if without(figid):
            continue
        [figure] = read(str(folder / "_figures" / f"{figid}.md"))
        level = GROUPS.get(row["level"], row["level"])
        is_soft = not row["species"] and level in MAMMALS  # the line to human is soft
        yield Case(
            figure=figure,
            evidence=gather(figure),
            is_human=None if is_soft else row["species"] == HUMAN.name,
            fits_human={"yes": True, "no": False}.get(row["human_symbols_ok"]),
            species=(row["species"],) if row["species"] else (),
            group="" if row["species"] else level,
            basis="gold",
        )


def judged(table: Path, folders: Sequence[Path], without: Callable[[str], bool]) -> Iterator[Case]:
    """Yield the figures of some checkouts whose species is judged in this repository."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = [*csv.DictReader(stream, delimiter="\t")]
    for row in rows:
        paths = [folder / "_figures" / f"{row['figid']}.md" for folder in folders]
        for path in filter(Path.exists, paths):
            [figure] = read(str(path))
            if not without(figure.figid):
                yield Case(
                    figure=figure,
                    evidence=gather(figure),
                    is_human=None,
                    fits_human=None,
                    species=(row["species"],) if row["species"] else (),
                    group="" if row["species"] else GROUPS.get(row["level"], row["level"]),
                    basis="corpus",
                )


def weigh(cases: Sequence[learning.Case]) -> dict[str, float]:
    """The weights of the features, in logits."""
    found = learning.weights(cases, STRENGTH, least=FEWEST, penalty="l1")
    return {name: weight for name, weight in found.items() if abs(weight) >= SMALLEST}


def human_rows(
    model: str,
    cases: Sequence[Case],
    label: Callable[[Case], bool | None],
    rule: Callable[[Case], str],
    rules: Sequence[str],
) -> Iterator[Row]:
    """Yield the rows of one of the two decisions on humans."""
    basis = "curated, gold"
    known, plain = [], []
    for case in cases:
        verdict = label(case)
        if verdict is not None:
            group = learning.paper(case.figure.figid)
            known.append(learning.Case(rule(case), case.content, group, verdict))
            plain += () if case.is_mixed else known[-1:]
    unmixed = frozenset(plain)

    def learn(found: Sequence[learning.Case]) -> dict[str, float]:
        return weigh([case for case in found if case in unmixed])

    yield from learning.weight_rows(model, learn(known), plain, basis)
    by_rule: dict[str, list[tuple[float, bool]]] = {name: [] for name in (*rules, WEIGHED)}
    for case, score in zip(known, learning.scores(known, learn, FOLDS), strict=True):
        by_rule[case.reason].append((score, case.is_right))
    for band in learning.bands(by_rule.pop(WEIGHED), LEAST, EDGES):
        yield learning.confidence_row(model, WEIGHED, band, basis)
    for name, found in by_rule.items():
        yield learning.plain_row(model, name, [right for _, right in found], basis)


def other_rows(cases: Sequence[Case]) -> Iterator[Row]:
    """Yield the rows of the rules on other species."""
    found: dict[str, list[bool]] = defaultdict(list)
    basis: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        evidence = case.evidence
        named = (*evidence.words, *evidence.listed, *evidence.genes, *evidence.guessed)
        for name in dict.fromkeys(named):
            if name in evidence.taxa and name != HUMAN.name:
                verdict = _is_right(name, case)
                if verdict is not None:
                    reason = agreement(name, evidence)
                    found[reason].append(verdict)
                    basis[reason].add(case.basis)
    agreed = [verdict for reason in TWO_WITNESSES for verdict in found[reason]]
    sources = ", ".join(sorted({it for reason in TWO_WITNESSES for it in basis[reason]}))
    for reason in TWO_WITNESSES:  # too few of each
        yield learning.plain_row(SPECIES, reason, agreed, f"{sources}: two witnesses of any kind")
    for reason in ONE_WITNESS:
        yield learning.plain_row(SPECIES, reason, found[reason], ", ".join(sorted(basis[reason])))
    wrong = [False] * sum(map(len, found.values()))
    yield learning.plain_row(SPECIES, "another-species-stated", wrong, "curated, gold")


def _is_right(name: str, case: Case) -> bool | None:
    """Whether a figure is about a species; None if that cannot be told."""
    group = group_of(name)
    if case.species:
        if any(_is_same(name, species) for species in case.species):
            return True
        # nobody objected to "Homo sapiens" where mice stand for man
        is_soft = case.basis == "curated" and group in MAMMALS and HUMAN.name in case.species
        return None if is_soft else False
    if case.basis == "curated":  # something that is not human
        return False if group in MAMMALS else None
    return None if group == case.group or {group, case.group} <= MAMMALS else False


def _is_same(name: str, species: str) -> bool:
    return name.startswith(species) or species.startswith(name) or name.partition(" ")[0] == species


def is_judged_human(case: Case) -> bool | None:
    """Whether a figure is about humans, where the judges had to decide that."""
    if _species_rule(case) in {"another-mammal-named", "non-mammal-beside-mammal"}:
        # that nobody objected to "Homo sapiens" says nothing where mice stand for man
        return case.is_human if case.basis == "gold" or not case.is_human else None
    return case.is_human


def _fits_human(case: Case) -> bool | None:
    return case.fits_human


def _species_rule(case: Case) -> str:
    return species_rule(case.figure, case.evidence)


def _gene_rule(case: Case) -> str:
    return gene_rule(case.evidence)


def _fits_beside(cases: Sequence[Case]) -> Iterator[bool]:
    """Yield whether human identifiers fit where the rules state a species that is no mammal."""
    for case in cases:
        found = case.evidence
        named = {n for n in (*found.words, *found.listed, *found.genes) if n in found.taxa}
        stated = {name for name in named if agreement(name, found) in STATING}
        if any(group_of(name) not in MAMMALS for name in stated) and case.fits_human is not None:
            yield case.fits_human


def main() -> None:
    """Learn, and write the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curated", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", type=Path, required=True, help="the table to write rows into")
    parser.add_argument("--without", help="leave out fold N of K, by paper: N/K")
    options = parser.parse_args()
    number, of = map(int, options.without.split("/")) if options.without else (-1, 1)

    def without(figid: str) -> bool:
        return learning.fold_of(learning.paper(figid), of) == number

    cases = [*curated(options.curated, without), *gold(options.gold, without)]
    folders = [options.gold.parent / name for name in ("pfocr", "pfocr-more")]
    others = judged(Path(__file__).parent / "judged" / "organisms.tsv", folders, without)
    rows = [
        *human_rows(SPECIES, cases, is_judged_human, _species_rule, SPECIES_RULES),
        *other_rows([*cases, *others]),
        *human_rows(GENE_IDENTIFIERS, cases, _fits_human, _gene_rule, GENE_RULES),
    ]
    fits = [
        case.fits_human
        for case in cases
        if case.fits_human is not None and {group_of(name) for name in case.species} & MAMMALS
    ]
    basis = "curated, gold"
    rows.append(learning.plain_row(GENE_IDENTIFIERS, "human-identifiers-for-mammal", fits, basis))
    beside = [*_fits_beside(cases)]
    rows.append(learning.plain_row(GENE_IDENTIFIERS, "another-species-stated", beside, basis))
    learning.write(options.model, rows)
    for row in rows:
        if row[1] == "confidence":
            print(*row, sep="\t")


if __name__ == "__main__":
    main()
