"""What in a figure's record speaks for which organism: words, PFOCR's lists, the gene table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mmrdf.records import Figure, Taxon
from mmrdf.resolve.genes import WAYS
from mmrdf.resolve.organism_features import Wording, features, species, wording
from mmrdf.resolve.organism_names import OrganismName, named
from mmrdf.resolve.taxonomy import by_name, known

# Kinds of name in the lexicon of older records, which had human genes only.
_HUMAN_LEXICON = ("hgnc_", "bioentities_")


@dataclass(frozen=True)
class OrganismEvidence:
    """What speaks for organisms, by scientific name.

    Args:
        said: the words of the record.
        listed: the organisms that PFOCR found in the paper's text.
        genes: the number of distinct matches of each among the genes.
        symbols: the number of those that are approved symbols.
        guessed: those whose genes PFOCR found, where there is no gene table.
        taxa: all organisms with a number.
    """

    said: Wording
    listed: tuple[str, ...]
    genes: Counter[str]
    symbols: Counter[str]
    guessed: tuple[str, ...]
    taxa: Mapping[str, Taxon]

    @cached_property
    def in_titles(self) -> tuple[OrganismName, ...]:
        return self.said.in_titles

    @cached_property
    def names(self) -> tuple[OrganismName, ...]:
        return (*self.in_titles, *self.said.in_body)

    @cached_property
    def words(self) -> dict[str, str]:
        """The species that the words name, each with the first such word."""
        numbered = {known()[taxid].name: word for taxid, word in species(self.names).items()}
        latin = {name.text: name.text for name in self.names if name.text in self.taxa}
        return numbered | latin

    @cached_property
    def features(self) -> frozenset[str]:
        return features(self.said)

    @cached_property
    def most(self) -> str | None:
        """The organism with most matches in the gene table; None if there is none, or several."""
        (first, most), (_, second) = [*self.genes.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > second else None

    def has_genes(self, name: str) -> bool:
        """Whether most genes are of an organism, or of a strain of it."""
        if not self.genes:
            return self.guessed[:1] != () and all(is_of(it, name) for it in self.guessed)
        return self.most is not None and is_of(self.most, name)

    def rationale(self, name: str) -> tuple[str, ...]:
        """What speaks for an organism, each in a few words."""
        found = [f"words: {self.words[name]}"] if name in self.words else []
        found += ["organisms: named in the paper's text"] if name in self.listed else []
        if count := self.genes[name]:
            matches = "match" if count == 1 else "matches"
            found.append(f"genes: {count} distinct {matches}, {self.symbols[name]} by symbol")
        found += ["organisms_ner: genes were found"] if name in self.guessed else []
        return tuple(found)


def gather(figure: Figure) -> OrganismEvidence:
    """What speaks for organisms in a figure's record."""
    matches: dict[str, set[str]] = defaultdict(set)
    symbols: dict[str, set[str]] = defaultdict(set)
    taxa: dict[tuple[str, str], Taxon] = {}
    for mention in figure.mentions:
        for candidate in mention.candidates:
            taxon = candidate.entity.taxon if candidate.entity else None
            if taxon is None:
                continue
            taxa[taxon.taxid, taxon.name] = taxon
            for hit in candidate.hits:
                origin = hit.origin or ""
                if not origin.startswith(_HUMAN_LEXICON):
                    match = hit.match or mention.word.text
                    matches[taxon.name].add(match)
                    if WAYS.get(origin) == "symbol":
                        symbols[taxon.name].add(match)
    return OrganismEvidence(
        said=wording(figure),
        listed=figure.organisms,
        genes=Counter({name: len(found) for name, found in matches.items()}),
        symbols=Counter({name: len(found) for name, found in symbols.items()}),
        guessed=() if matches else figure.organisms_ner,
        taxa={**_unmistakable([*taxa.values()]), **by_name()},
    )


def _unmistakable(found: Sequence[Taxon]) -> dict[str, Taxon]:
    """The organisms of a gene table by name, less those of two numbers, or of two names."""
    names, numbers = Counter(t.name for t in found), Counter(t.taxid for t in found)
    return {t.name: t for t in found if names[t.name] == numbers[t.taxid] == 1}


def is_of(name: str, species_name: str) -> bool:
    """Whether an organism is a species or a strain of it."""
    return name == species_name or name.startswith(f"{species_name} ")


def spoken(texts: Iterable[str]) -> dict[str, str]:
    """The organisms that some texts name, each with the first such word.

    They go by scientific name, those without a number by the word itself; viruses are passed over.

    >>> spoken(["IL-6 in multiple myeloma", "Mice lacking RANKL"])
    {'Homo sapiens': 'multiple myeloma', 'Mus musculus': 'Mice'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for name in named(text):
            if name.group != "virus":
                called = known()[name.taxid].name if name.taxid else name.text
                found.setdefault(called, name.text)
    return found
