"""Make a PFOCR-shaped checkout of any size.

    python benchmarks/generate.py FOLDER FIGURES

Each figure is one of the seeds with another number, picture, caption, title, reference and words.
It has about 42 rows of genes, so that 117,000 figures have 5 million; two figures in three have a
table of chemicals and every second one of diseases; every tenth is of an older generation, whose
mentions stand inside the record. The names of genes are those of the shipped lexicon; genes of
other organisms than man have made-up numbers, and so have papers. The same call makes the same
bytes.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from mmrdf.resolve.lexicon import opened

SEED = 7

ROWS = 42

# The share of words that are the symbol of their gene.
SYMBOLS = 0.7

# Organisms of gene rows: taxid, name, group, share of the figures.
ORGANISMS = (
    ("9606", "Homo sapiens", "Primates", 60),
    ("10090", "Mus musculus", "Rodents", 25),
    ("3702", "Arabidopsis thaliana", "Plants", 5),
    ("7227", "Drosophila melanogaster", "Invertebrates", 10),
)
GENE_COLUMNS = (
    "organism_id\torganism_name\torganism_group\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource"
    "\tcount_direct\tcount_synonym\tcount_match\n"
)
CHEMICALS = (
    ("Glucose", "mesh:D005947", "Glucose", "D-glucopyranose", "chebi:4167"),
    ("ATP", "mesh:D000255", "Adenosine Triphosphate", "ATP", "chebi:15422"),
    ("TCA", "mesh:C000589078", "NA", "NA", "NA"),
    ("Ca2+", "mesh:D002118", "Calcium", "calcium(2+)", "chebi:29108"),
    ("dexamethasone", "mesh:D003907", "Dexamethasone", "dexamethasone", "chebi:41879"),
)
DISEASES = (
    ("multiple myeloma", "mesh:D009101", "Multiple Myeloma", "multiple myeloma", "DOID:9538"),
    ("Cancer", "mesh:D009369", "Neoplasms", "cancer", "DOID:162"),
    ("Inflammation", "mesh:D007249", "NA", "NA", "NA"),
)
SPECIES = {"Homo sapiens": "patients", "Mus musculus": "mice"}


def generate(folder: Path, figures: int) -> None:
    """Write a checkout of so many figures."""
    rng = random.Random(SEED)  # noqa: S311 (no secret)
    seeds = list(_seeds(Path(__file__).parent.parent / "seeds"))
    genes = _genes()
    for name in ("_figures", "_data"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(figures):
        _figure(folder, number, seeds[number * 2 // 3 % len(seeds)], genes, rng)


def _seeds(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.iterdir()):
        _, fence, text = path.read_text(encoding="utf-8").partition("---\n")
        if fence:
            yield yaml.load(text.partition("\n---")[0], Loader=yaml.CBaseLoader)  # noqa: S506 (text alone)


def _genes() -> list[tuple[str, str]]:
    """The symbols and numbers of human genes, in order."""
    rows = opened(None)._ask(  # noqa: SLF001 (it has no list of all)
        "SELECT label, identifier FROM term WHERE kind = 'gene' AND prefix = 'ncbigene'"
        " AND new_identifier IS NULL ORDER BY label"
    )
    return [(symbol, number) for symbol, number in rows]


def _figure(
    folder: Path,
    number: int,
    seed: dict[str, Any],
    genes: Sequence[tuple[str, str]],
    rng: random.Random,
) -> None:
    paper = 1_000_000 + number * 2 // 3  # three figures of two papers
    pmcid, image = f"PMC{paper}", f"fimmu-{number:07}-g{number % 9 + 1:03}"
    figid, alias = f"{pmcid}__{image}", f"{pmcid}__F{number % 9 + 1}"
    old = number % 10 == 9  # noqa: PLR2004 (their lexicon is of man)
    organism = ORGANISMS[0] if old else rng.choices(ORGANISMS, [n for *_, n in ORGANISMS])[0]
    words = _words(genes, organism, rng)
    chemicals = rng.sample(CHEMICALS, rng.randint(1, 4)) if number % 3 else []
    diseases = rng.sample(DISEASES, rng.randint(1, 2)) if number % 2 else []
    record = dict(seed)
    record.update(
        figid=figid,
        pmcid=pmcid,
        filename=f"{image}.jpg",
        figlink=f"/pmc/articles/{pmcid}/figure/{image}/",
        number=alias.partition("__")[2],
        figtitle=f"{seed['figtitle']} {number}",
        caption=_caption(seed["caption"], words, organism[1], number, rng),
        papertitle=f"{seed['papertitle'].rstrip('.')} ({paper}).",
        doi=f"10.{1000 + paper % 9000}/s{paper}",
        automl_pathway=f"{rng.random():.7f}",
        figid_alias=alias,
        redirect_from=f"/figures/{alias}",
        organisms_ner=[organism[1]],
    )
    block = dict(seed["schema-jsonld"])
    block["@id"] = f"https://pfocr.wikipathways.org/figures/{figid}.html"
    block["description"] = record["caption"]
    block["keywords"] = list(dict.fromkeys(row[2] for row in words))
    record["schema-jsonld"] = block
    gene_rows = [(*organism[:3], *row, "10", "22", "26") for row in words]
    if old:
        record["genes"] = [
            {"word": row[0], "symbol": row[1], "source": row[4], "hgnc_symbol": row[2], "entrez": i}
            for row in words
            for i in [row[3]]
        ]
        gene_rows = []
    text = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    (folder / "_figures" / f"{figid}.md").write_text(f"---\n{text}---\n", encoding="utf-8")
    for name, columns, rows in (
        ("genes", GENE_COLUMNS, gene_rows),
        ("chemicals", "word\tmesh\tmatch\tname\tchebi\n", chemicals),
        ("diseases", "word\tmesh\tmatch\tname\tdoid\n", diseases),
    ):
        if rows:
            lines = "".join("\t".join(row) + "\n" for row in rows)
            (folder / "_data" / f"{figid}-{name}.tsv").write_text(columns + lines, encoding="utf-8")


def _words(
    genes: Sequence[tuple[str, str]], organism: tuple[str, str, str, int], rng: random.Random
) -> list[tuple[str, str, str, str, str]]:
    """Rows of genes: word, match, symbol, number, source. Some are of several genes."""
    taxid = organism[0]
    rows: list[tuple[str, str, str, str, str]] = []
    seen: set[str] = set()
    count = max(1, round(rng.lognormvariate(0, 0.7) / 1.28 * ROWS))
    while len(rows) < count:
        at = int(len(genes) ** rng.random()) - 1  # few genes are in many figures, as Zipf has it
        symbol, number = _gene(genes, at, taxid)
        word = symbol if rng.random() < SYMBOLS else f"{symbol[:3]}-{at % 90}"
        if word in seen:
            continue
        seen.add(word)
        if word == symbol:
            rows.append((symbol, symbol, symbol, number, "ncbigene_symbol"))
        else:
            for more in range(rng.randint(1, 3)):
                other, other_number = _gene(genes, at + more, taxid)
                rows.append((word, word.replace("-", ""), other, other_number, "ncbigene_synonym"))
    return rows


def _gene(genes: Sequence[tuple[str, str]], at: int, taxid: str) -> tuple[str, str]:
    """The symbol and number of a gene; those of other organisms are made up after man's."""
    symbol, number = genes[at * 7919 % len(genes)]
    return (symbol, number) if taxid == "9606" else (symbol.capitalize(), f"{taxid}{number}")


def _caption(
    text: str, words: Sequence[tuple[str, ...]], organism: str, number: int, rng: random.Random
) -> str:
    kept = text.split(" ")
    length = rng.randint(20, max(21, min(len(kept), 60)))
    start = rng.randint(0, max(0, len(kept) - length))
    named = ", ".join(row[0] for row in words[:2])
    whom = SPECIES.get(organism, "cells")
    return f'{" ".join(kept[start : start + length])} {named} in {whom}, α n={number} "q" \\.'


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
