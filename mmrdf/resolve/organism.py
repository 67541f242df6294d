"""Which one organism a figure is about, from all that the record says.

All witnesses err: ``organisms`` has false hits in the paper's text, ``organisms_ner`` and the gene
table call human figures fly or thale cress because short gene symbols hit. So an organism is
stated only if two witnesses agree on it and none speaks for another one:

* the *words* of the record (title, caption, title and keywords of the paper) speak of one organism,
* the *list* ``organisms`` names it, or
* the *genes*: most distinct matches in the gene table are its genes (where there is no table,
  ``organisms_ner`` names it).

One exception: where words and list are silent, and the table has no other than human genes, at
least three of them by their approved symbols, the figure counts as human.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mmrdf.records import Figure, Notice, Reading, Taxon

#: NCBI Taxonomy identifier, scientific name, and the words that speak of the organism.
_TAXA = (
    ("9606", "Homo sapiens", r"(?<!non-)(?<!non)humans?|patients?|multiple myeloma"),
    ("10090", "Mus musculus", r"mouse|mice|murine"),
    ("10116", "Rattus norvegicus", r"rats?"),
    ("9913", "Bos taurus", r"bovine|cattle"),
    ("9823", "Sus scrofa", r"(?<!guinea )pigs?|porcine|swine"),
    ("9031", "Gallus gallus", r"chickens?"),
    ("7955", "Danio rerio", r"zebrafish"),
    ("8355", "Xenopus laevis", None),
    ("7227", "Drosophila melanogaster", r"drosophila|fruit fl(?:y|ies)"),
    ("6239", "Caenorhabditis elegans", r"c\. elegans"),
    ("3702", "Arabidopsis thaliana", r"arabidopsis"),
    ("39947", "Oryza sativa Japonica Group", None),
    ("4530", "Oryza sativa", None),
    ("4577", "Zea mays", r"maize"),
    ("4932", "Saccharomyces cerevisiae", r"budding yeast|s\. cerevisiae"),
    ("562", "Escherichia coli", r"e\. coli"),
    ("1280", "Staphylococcus aureus", r"s\. aureus"),
    ("1282", "Staphylococcus epidermidis", None),
    ("1773", "Mycobacterium tuberculosis", None),
    ("5833", "Plasmodium falciparum", None),
)
_BY_NAME = {name: Taxon(taxid=taxid, name=name) for taxid, name, _ in _TAXA}
_BY_TAXID = {f"t{taxid}": name for taxid, name, _ in _TAXA}
# Words of organisms that are not in the table: where they stand, nothing is certain.
_OTHERS = re.compile(
    r"\b(?:animals?|bacteri\w+|bats?|canine|cats?|cows?|dogs?|equine|feline|ferrets?|fish|fung\w+"
    r"|goats?|guinea pigs?|hamsters?|horses?|insects?|macaques?|microb\w+|monkeys?|non-?human"
    r"|nematodes?|ovine|parasit\w+|plants?|primates?|rabbits?|rice|sheep|vir(?:al|us|uses)|yeasts?)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    "|".join(
        rf"\b(?P<t{taxid}>{re.escape(name)}|{words or '(?!)'})\b" for taxid, name, words in _TAXA
    ),
    re.IGNORECASE,
)


#: Approved symbols that make a figure human where nothing else speaks.
_ENOUGH = 3

# Organisms that a doubt names.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnesses:
    """What each of them says, by scientific name.

    Args:
        words: the organisms that the words speak of, with the words.
        listed: those that PFOCR found in the paper's text.
        genes: the number of distinct matches of each in the gene table.
        symbols: the number of those that are approved symbols.
        guessed: those whose genes PFOCR found, where there is no gene table.
    """

    words: dict[str, str]
    listed: tuple[str, ...]
    genes: Counter[str]
    symbols: Counter[str]
    guessed: tuple[str, ...]

    @property
    def most(self) -> str | None:
        """The organism with most matches; None if there is none, or several."""
        (first, most), (_, second) = [*self.genes.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > second else None

    def grounds(self, name: str) -> tuple[str, ...]:
        """What speaks for an organism, each in a few words."""
        found = [f"words: {self.words[name]}"] if name in self.words else []
        found += ["organisms: named in the paper's text"] if name in self.listed else []
        if count := self.genes[name]:
            symbols = self.symbols[name]
            found.append(f"genes: {count} distinct matches, {symbols} by symbol")
        found += ["organisms_ner: genes were found"] if name in self.guessed else []
        return tuple(found)


Decision = tuple[Taxon | None, tuple[Reading, ...], tuple[Notice, ...]]


def decide(figure: Figure) -> Decision:
    """The organism of a figure, all that something speaks for, and a notice if it is in doubt.

    Returns:
        The organism, None if undecided; a reading for each organism with a number, the stated one
        first; a notice if something spoke for an organism and none could be stated.
    """
    taxa = {**_BY_NAME, **_taxa(figure)}
    witnesses = _witnesses(figure)
    name, code, message = _verdict(witnesses, taxa)
    named = (*filter(None, [name]), *witnesses.words, *witnesses.listed, *witnesses.genes)
    readings = tuple(
        Reading(
            figid=figure.figid,
            taxon=taxa[other],
            status="assert" if other == name else "suggest",
            reason=code if other == name or not name else "other-organism",
            grounds=witnesses.grounds(other),
        )
        for other in dict.fromkeys((*named, *witnesses.guessed))
        if other in taxa
    )
    if name or not code:
        return taxa[name] if name else None, readings, ()
    field = "organisms" if figure.organisms else "organisms_ner"
    notice = Notice(
        source=figure.source,
        record=figure.figid,
        field=field,
        code=code,
        message=f"{message}; none is stated",
    )
    return None, readings, (notice,)


def _verdict(said: _Witnesses, taxa: dict[str, Taxon]) -> tuple[str | None, str, str]:
    """The organism or None, the rule that decided, and the doubt in words.

    Nothing at all where no list and no gene speaks: then there is nothing to doubt.
    """
    if not (said.listed or said.genes or said.guessed):
        return None, "", ""
    if said.words:
        return _by_words(said, taxa)
    if len(said.listed) == 1:
        return _by_list(said, taxa)
    only_human = [*said.genes] == ["Homo sapiens"]
    if not said.listed and only_human and said.symbols["Homo sapiens"] >= _ENOUGH:
        return "Homo sapiens", "genes-only", ""
    several = _several(sorted({*said.listed, *said.genes, *said.guessed}))
    return None, "organism-undecided", f"only one witness speaks, for {several}"


def _by_words(said: _Witnesses, taxa: dict[str, Taxon]) -> tuple[str | None, str, str]:
    others = said.listed or tuple(said.genes) or said.guessed
    spoken = _several(sorted(said.words))
    if len(said.words) == 1 and spoken in taxa:
        if spoken in said.listed:
            return spoken, "words-and-list", ""
        if not said.listed and spoken == said.most:
            return spoken, "words-and-genes", ""
        if not said.listed and spoken in said.guessed:
            return spoken, "words-and-genes", ""
    listed = f"{_several(others)} {'is' if len(others) == 1 else 'are'} listed"
    message = f"{listed}, but the words speak of {spoken}"
    if said.words.keys() & {*others, *said.genes}:
        return None, "organism-undecided", message
    return None, "organism-conflict", message


def _by_list(said: _Witnesses, taxa: dict[str, Taxon]) -> tuple[str | None, str, str]:
    [name] = said.listed
    if name not in taxa:
        return None, "unknown-organism", f"{name!r} is not known"
    if said.most == name:
        return name, "list-and-genes", ""
    if not said.genes and said.guessed == said.listed:
        return name, "lists-agree", ""
    if said.genes:
        message = f"{name} is listed, but most genes are of {said.most or 'no one organism'}"
        return None, "organism-undecided", message
    return None, "organism-undecided", f"{name} is listed, and nothing else in the record says so"


def _several(names: Sequence[str]) -> str:
    """The first few of some names, and how many more there are."""
    shown = " and ".join(names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _witnesses(figure: Figure) -> _Witnesses:
    matches: dict[str, set[str]] = {}
    symbols: dict[str, set[str]] = {}
    for mention in figure.mentions:
        for candidate in mention.candidates:
            if candidate.entity and candidate.entity.taxon:
                name = candidate.entity.taxon.name
                for hit in candidate.hits:
                    match = hit.match or mention.word.text
                    matches.setdefault(name, set()).add(match)
                    if hit.origin == "ncbigene_symbol":
                        symbols.setdefault(name, set()).add(match)
    return _Witnesses(
        words=_spoken(figure),
        listed=figure.organisms,
        genes=Counter({name: len(found) for name, found in matches.items()}),
        symbols=Counter({name: len(found) for name, found in symbols.items()}),
        guessed=() if matches else figure.organisms_ner,
    )


def _taxa(figure: Figure) -> dict[str, Taxon]:
    """The organisms of the gene table by name: it gives their numbers."""
    entities = (c.entity for mention in figure.mentions for c in mention.candidates)
    return {e.taxon.name: e.taxon for e in entities if e and e.taxon}


def _spoken(figure: Figure) -> dict[str, str]:
    """The organisms that the words name, with the first such word.

    They go by scientific name, those that are not in the table by the word itself.
    """
    texts = (figure.title, figure.caption, figure.article.title, *figure.article.keywords)
    text = "\n".join(filter(None, texts))
    spoken: dict[str, str] = {}
    for match in _WORDS.finditer(text):
        spoken.setdefault(_BY_TAXID[match.lastgroup or ""], match[0])
    for match in _OTHERS.finditer(text):
        spoken.setdefault(match[0].lower(), match[0])
    return spoken
