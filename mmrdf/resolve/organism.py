"""Which one organism a figure is about, from all that the record says.

All witnesses err: ``organisms`` has false hits in the paper's text, ``organisms_ner`` and the gene
table call human figures fly or thale cress because short gene symbols hit. So an organism is
stated only if two witnesses agree on it, and the words speak of no other:

* the *words* of the record (title, caption, title and keywords of the paper) speak of one organism,
* the *list* ``organisms`` names it, or
* the *genes*: most distinct matches in the gene table are its genes (where there is no table,
  ``organisms_ner`` names it). Older records are no such witness: their lexicon was human.

Where words and list agree they outvote the genes, since the lexicons differ in size. A table of
human genes alone decides nothing: PFOCR tries the human lexicon on every figure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mmrdf.records import TAXA, Figure, Notice, Reading, Taxon
from mmrdf.resolve.genes import WAYS
from mmrdf.resolve.prose import said

# Words that speak of an organism, beside its scientific name; capitals alone are an acronym (CAT).
_WORDS = {
    "Homo sapiens": r"(?<!non-)(?<!non )(?<!non)humans?|patients?|multiple myeloma|women|children",
    "Mus musculus": r"mouse|mice|murine",
    "Rattus norvegicus": r"rats?",
    "Bos taurus": r"bovine|cattle",
    "Sus scrofa": r"(?<!guinea )(?<!guinea-)pigs?|porcine|swine",
    "Gallus gallus": r"chickens?|chicks?",
    "Danio rerio": r"zebrafish",
    "Drosophila melanogaster": "drosophila|fly|flies",
    "Caenorhabditis elegans": r"c\. elegans|caenorhabditis",
    "Arabidopsis thaliana": r"arabidopsis",
    "Zea mays": r"maize",
    "Saccharomyces cerevisiae": r"budding yeast|s\. cerevisiae",
    "Escherichia coli": r"e\. coli",
    "Staphylococcus aureus": r"s\. aureus",
}

# Its strains and cell lines, as they are written.
_STRAINS = {
    "Homo sapiens": r"HEK-?293T?|HeLa|Hep ?G2|MCF-?7|U2OS|Jurkat|THP-?1|K562|A549|SH-SY5Y|HUVECs?",
    "Mus musculus": r"C57BL/6\w*|BALB/c|NIH[ /-]?3T3|3T3-?L1|MEFs?|C2C12|MC3T3(?:-E1)?|RAW ?264\.7"
    r"|OP9",
    "Rattus norvegicus": r"Wistar|Sprague[ -]Dawley|PC-?12|H9c2",
}

# Words of organisms that are not in the table: where they stand, nothing is certain.
_OTHERS = (
    r"algae?|algal|amphib\w+|archae\w+|avian|bacteri\w+|barley|bats?|birds?|canine|cats?|cows?"
    r"|crops?|dictyostelium|dogs?|equine|feline|ferrets?|fish|fung\w+|gerbils?|goats?"
    r"|guinea[- ]pigs?|hamsters?|helminth\w*|horses?|insects?|invertebrat\w+|leishmania"
    r"|macaques?|microb\w+|monkeys?"
    r"|mosquito(?:es)?|nematodes?|non[- ]?human|ovine|parasit\w+|phages?|plants?|potato(?:es)?"
    r"|pups?|rabbits?|rice|rodents?|salmon|seedlings?|sheep|shrimps?|soybeans?|ticks?|tobacco"
    r"|tomato(?:es)?|toxoplasma|t\. gondii|trypanosom\w+|vir(?:al|us|uses)|wheat|worms?|xenopus"
    r"|yeasts?"
)
_OTHER_STRAINS = r"CHO|COS-?[17]|MDCK|S2 cells|Sf9|Vero"

_BY_NAME = {taxon.name: taxon for taxon in TAXA}
_BY_TAXID = {taxon.taxid: taxon.name for taxon in TAXA}

_BEGIN = re.compile(r"\b(?=(\w..))")


def _heads(patterns: Iterable[str]) -> frozenset[str]:
    r"""The first three letters of all that some patterns match, whatever stands before it.

    >>> sorted(_heads([r"(?<!non-)humans?|vir(?:al|us)", r"c\. elegans"]))
    ['c. ', 'hum', 'vir']
    """
    plain = (re.sub(r"\(\?[^)]*\)|\\", "", pattern) for pattern in patterns)
    return frozenset(word[:3].lower() for words in plain for word in words.split("|"))


# How the words begin that speak of an organism: with these few of all words need be looked at.
_HEADS = _heads((*_BY_NAME, *_WORDS.values(), _OTHERS))

_NAMES = "|".join(rf"(?P<n{t.taxid}>{re.escape(t.name)})" for t in TAXA)
_SPOKEN = "|".join(rf"(?P<w{t.taxid}>{_WORDS[t.name]})" for t in TAXA if t.name in _WORDS)
_BY_WORD = re.compile(rf"\b(?:{_NAMES}|{_SPOKEN}|(?P<other>{_OTHERS}))\b", re.IGNORECASE)
_LINES = "|".join(rf"(?P<w{t.taxid}>{_STRAINS[t.name]})" for t in TAXA if t.name in _STRAINS)
_BY_STRAIN = re.compile(rf"\b(?:{_LINES}|(?P<other>{_OTHER_STRAINS}))\b")


# Kinds of name in the lexicon of older records, which had human genes only.
_HUMAN_LEXICON = ("hgnc_", "bioentities_")

# Organisms that a doubt names.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnesses:
    """What each of them says, by scientific name.

    Args:
        words: the organisms that the words speak of, with the words.
        listed: those that PFOCR found in the paper's text.
        genes: the number of distinct matches of each among the genes.
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
            matches = "match" if count == 1 else "matches"
            found.append(f"genes: {count} distinct {matches}, {self.symbols[name]} by symbol")
        found += ["organisms_ner: genes were found"] if name in self.guessed else []
        return tuple(found)


Decision = tuple[Taxon | None, tuple[Reading, ...], tuple[Notice, ...]]


def decide(figure: Figure) -> Decision:
    """The organism of a figure, all that something speaks for, and a notice if it is in doubt.

    Returns:
        The organism, None if undecided; a reading for each organism with a number, the stated one
        first; a notice if something spoke for an organism and none could be stated.
    """
    taxa = {**_taxa(figure), **_BY_NAME}
    witnesses = _witnesses(figure)
    name, code, message = _verdict(witnesses, taxa)
    if not code:
        return None, (), ()
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
    if name:
        return taxa[name], readings, ()
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
    several = _several(sorted({*said.listed, *said.genes, *said.guessed}))
    return None, "organism-undecided", f"no two witnesses agree, on {several}"


def _by_words(said: _Witnesses, taxa: dict[str, Taxon]) -> tuple[str | None, str, str]:
    others = said.listed or tuple(sorted(said.genes)) or said.guessed
    spoken = _several(sorted(said.words))
    if len(said.words) == 1 and spoken in taxa:
        if spoken in said.listed:
            return spoken, "words-and-list", ""
        if not said.listed and spoken == said.most:
            return spoken, "words-and-genes", ""
        if not said.listed and spoken in said.guessed:
            return spoken, "words-and-genes", ""
    named = f"{_several(others)} {'is' if len(others) == 1 else 'are'} listed"
    if said.genes and not said.listed:
        named = f"the genes are of {_several(others)}"
    message = f"{named}, but the words speak of {spoken}"
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
                    if (hit.origin or "").startswith(_HUMAN_LEXICON):
                        continue
                    match = hit.match or mention.word.text
                    matches.setdefault(name, set()).add(match)
                    if WAYS.get(hit.origin or "") == "symbol":
                        symbols.setdefault(name, set()).add(match)
    return _Witnesses(
        words=spoken(said(figure)),
        listed=figure.organisms,
        genes=Counter({name: len(found) for name, found in matches.items()}),
        symbols=Counter({name: len(found) for name, found in symbols.items()}),
        guessed=() if matches else figure.organisms_ner,
    )


def _taxa(figure: Figure) -> dict[str, Taxon]:
    """The organisms of the gene table by name, less those of two numbers, or of two names."""
    entities = (c.entity for mention in figure.mentions for c in mention.candidates)
    found = {entity.taxon for entity in entities if entity and entity.taxon}
    names, numbers = Counter(t.name for t in found), Counter(t.taxid for t in found)
    return {t.name: t for t in found if names[t.name] == numbers[t.taxid] == 1}


def spoken(texts: Iterable[str]) -> dict[str, str]:
    """The organisms that some texts name, each with the first such word.

    They go by scientific name, those that are not in the table by the word itself.

    >>> spoken(["IL-6 in multiple myeloma", "Mice lacking RANKL"])
    {'Homo sapiens': 'multiple myeloma', 'Mus musculus': 'Mice'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for name, word in _spoken(text):
            found.setdefault(name, word)
    return found


@lru_cache(maxsize=64)  # a record is asked several times
def _spoken(text: str) -> tuple[tuple[str, str], ...]:
    """The organisms that a text names, and with which words."""
    plain = re.sub("[\u2010-\u2013]", "-", " ".join(text.split()))
    words = (m for m in _words(plain) if text.isupper() or not m[0].isupper())
    return tuple(
        (_BY_TAXID.get((match.lastgroup or "")[1:], match[0].lower()), match[0])
        for match in (*words, *_BY_STRAIN.finditer(plain))
    )


def _words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that speak of an organism, as ``_BY_WORD.finditer`` would more slowly."""
    end = 0
    for begin in _BEGIN.finditer(text):
        head = begin[1]
        if head.lower() in _HEADS or not head.isascii():
            place = begin.start()
            if place >= end and (found := _BY_WORD.match(text, place)):
                yield found
                end = found.end()
