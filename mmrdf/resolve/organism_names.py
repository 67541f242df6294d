"""The names of organisms in a text, each with its group: species, strains, cell lines, genera.

Three tables tell them. ``organism_words.tsv`` has the words of English (``mouse``, ``seedling``,
``biofilm``), kept by hand, with an organism's number where a word means one species.
``genera.tsv.gz`` has the genera of NCBI Taxonomy (2024-09-09) but those of mammals and viruses, so
that a Latin name tells its group, whether or not the species is known. Strains and cell lines are
patterns.
"""

import csv
import gzip
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from mmrdf.records import TAXA
from mmrdf.resolve.taxonomy import groups, known, mammal_genera

#: The groups of which human identifiers name the genes.
MAMMALS = frozenset({"human", "mouse", "rat", "mammal", "mammalian"})

#: The mammals that are not human.
OTHER_MAMMALS = frozenset({"mouse", "rat", "mammal"})

#: What lives in or on others: a title may name it for its effect on the host.
MICROBES = frozenset({"bacteria", "protist", "fungus", "unknown species"})

#: All other groups; viruses are of none, since they show what happens in a host.
OTHERS = MICROBES | {"plant", "insect", "nematode", "invertebrate", "vertebrate"}

_FOLDER = Path(__file__).parent

# Strains and cell lines, as they are written.
_STRAINS = {
    "9606": r"HEK-?293T?|HeLa|Hep ?G2|Huh-?7|MCF-?7|MCF-?10A|U2OS|Jurkat|THP-?1|K562|A549|SH-SY5Y"
    r"|HUVECs?|Caco-?2|HCT-?116|HT-?29|LNCaP|DU-?145|MDA-MB-[0-9]+|U937|HL-?60|HaCaT|U87(?:MG)?",
    "10090": r"C57BL/6\w*|BALB/c|NIH[ /-]?3T3|3T3-?L1|MEFs?|C2C12|MC3T3(?:-E1)?|RAW ?264\.7|OP9"
    r"|BV-?2",
    "10116": r"Wistar|Sprague[ -]Dawley|PC-?12|H9c2|INS-1E?",
}
_BY_STRAIN = re.compile(
    r"\b(?:" + "|".join(rf"(?P<t{taxid}>{_STRAINS[taxid]})" for taxid in _STRAINS) + r")\b"
)

_TOKEN = re.compile(r"[^\W\d_]+")

# A species by the first letter of its genus: P. infestans.
_ABBREVIATED = re.compile(r"\b([A-Z])\. ?([a-z]{4,})\b")

# How the second word of a species' name ends, and words of English that end so too.
_EPITHET = re.compile(
    r"[a-z]{3,}(?:us|a|um|is|i|ae|e|ii|ans|ens|oides|ix|or|es|ei|er|io|ax|on|os|as|ys|ea)"
)
_ENGLISH_TEXT = """
    activates activity alpha analysis axis beta binds cascade cascades case cases causes cells
    change complex complexes core data delta disease diseases does donor during enzyme enzymes
    expression factor formation formula from function gamma gene genes genesis genome growth
    homeostasis immune inactivates increases induces infection infections inhibitor inhibits
    insulin invasion kinase large leads like makes mature media mediates metabolites metabolism
    more nucleus pathogenesis plays population process processes produces production promotes
    proteases provides receptor receptors regulates regulation release replication response
    responses reveals role roles secretion serves shows some species state strains studies
    symbiosis synthase synthesis takes these three tissue tissues toxin transmission tumor type
    types uses vaccine vector virulence
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())

# The shortest genus that is one without its species: Zea alone may be anything.
_SHORTEST_GENUS = 4

# Words of the longest phrase.
_LONGEST = 5

# Words of so many letters may have a plural s.
_SHORTEST_PLURAL = 4


class OrganismName(NamedTuple):
    """A name of an organism in a text.

    Args:
        group: ``human``, ``mouse``, ``plant`` and the like; ``unknown species`` for a species whose
            genus is abbreviated.
        taxid: the number of the species, None where the word does not tell.
        text: the words, as they are written.
    """

    group: str
    taxid: str | None
    text: str


def named(text: str | None) -> tuple[OrganismName, ...]:
    """The names of organisms in a text, in the order of their kinds; empty if it has none.

    >>> [name.text for name in named("Root hairs of Zea mays and mice, by P. infestans")]
    ['Root hairs', 'Zea mays', 'mice', 'P. infestans']
    >>> named("Was the Cancer Data of THP-1 cells")
    (OrganismName(group='human', taxid='9606', text='THP-1'),)
    """
    if not text:
        return ()
    return (_named if len(text) > _LONGEST_TEXT else _remembered)(text)


def _named(text: str) -> tuple[OrganismName, ...]:
    plain = re.sub("[\u2010-\u2015]", "-", text)
    return (*_by_words(plain), *_by_strain(plain), *_abbreviated(plain))


# A record is asked several times. Long texts are not kept, so that memory stays flat.
_LONGEST_TEXT = 20_000
_remembered = lru_cache(maxsize=64)(_named)


def _by_words(text: str) -> Iterator[OrganismName]:
    tokens = [*_TOKEN.finditer(text)]
    folded = [fold(token[0]) for token in tokens]
    is_shouted = text.isupper()
    genera, firsts = _genera(), _words()
    free = 0
    for number, token in enumerate(tokens):
        word = token[0]
        if folded[number] not in firsts and word not in genera:
            continue  # as nearly all are
        if number < free or (len(word) > 1 and word.isupper() and not is_shouted):
            continue  # capitals alone are an acronym: CAT
        name, size = _english(text, token, folded[number : number + _LONGEST])
        if word in genera and size <= 1:
            species = _species(text, tokens[number : number + 2])
            if species or (name is None and len(word) >= _SHORTEST_GENUS):
                # Drosophila mojavensis is of the group of Drosophila, and no D. melanogaster
                name = OrganismName(genera[word], None, species or word)
                size = 2 if species else 1
        if name:
            end = tokens[number + size - 1].end()
            yield name._replace(text=text[token.start() : end])
            free = number + size


def _english(
    text: str, token: re.Match[str], folded: Sequence[str]
) -> tuple[OrganismName | None, int]:
    """The organism that some words mean, and the number of the words."""
    for phrase, name in _words().get(folded[0], ()):
        if folded[: len(phrase)] == phrase and not _is_denied(text, token, name):
            return name, len(phrase)
    return None, 0


def _is_denied(text: str, token: re.Match[str], name: OrganismName) -> bool:
    """Whether it says the contrary: non-human primates."""
    before = text[max(0, token.start() - 4) : token.start()].lower()
    return name.group == "human" and before.endswith(("non-", "non ", "non"))


def _species(text: str, tokens: Sequence[re.Match[str]]) -> str | None:
    """The name of a species that begins with a genus; None if no second word goes on with it."""
    if len(tokens) == 1:
        return None
    genus, second = tokens
    epithet = second[0]
    is_joined = text[genus.end() : second.start()].isspace()
    return f"{genus[0]} {epithet}" if is_joined and _is_epithet(epithet) else None


def _by_strain(text: str) -> Iterator[OrganismName]:
    for match in _BY_STRAIN.finditer(text):
        taxid = (match.lastgroup or "")[1:]
        yield OrganismName(groups()[taxid], taxid, match[0])


def _abbreviated(text: str) -> Iterator[OrganismName]:
    for match in _ABBREVIATED.finditer(text):
        name = f"{match[1]}. {match[2]}"
        if known := _abbreviations().get(name):
            yield known._replace(text=name)
        elif _is_epithet(match[2]) and not _is_word(match[1], match[2]):
            yield OrganismName("unknown species", None, name)


def _is_epithet(word: str) -> bool:
    """Whether a word is spelled like the second word of a species' name."""
    return _EPITHET.fullmatch(word) is not None and word not in _ENGLISH


def _is_word(letter: str, epithet: str) -> bool:
    """Whether the words of English have a species: E. coli."""
    phrases = _words().get(fold(letter), ())
    return any(phrase[-1] == fold(epithet) for phrase, _ in phrases)


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """A word as it is compared: in small letters, without the s of its plural.

    >>> fold("Cells"), fold("Apoptosis"), fold("mice")
    ('cell', 'apoptosis', 'mice')
    """
    word = word.lower()
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and word[-2] not in "siu":
        return word[:-1]
    return word


@cache
def _words() -> dict[str, tuple[tuple[list[str], OrganismName], ...]]:
    """The phrases of ``organism_words.tsv`` by their first word, the longest first."""
    found: dict[str, list[tuple[list[str], OrganismName]]] = {}
    with (_FOLDER / "organism_words.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [
            (row["word"], row["group"], row["taxid"] or None)
            for row in csv.DictReader(stream, delimiter="\t")
        ]
    rows += [(taxon.name, groups()[taxid], taxid) for taxid, taxon in known().items()]
    for word, group, taxid in rows:
        phrase = [*map(fold, _TOKEN.findall(word))]
        found.setdefault(phrase[0], []).append((phrase, OrganismName(group, taxid, word)))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase[0])))
        for first, phrases in found.items()
    }


@cache
def _abbreviations() -> dict[str, OrganismName]:
    """The known species by the first letter of the genus and the rest: D. melanogaster."""
    found: dict[str, OrganismName] = {}
    for taxon in TAXA:
        genus, epithet, *_ = taxon.name.split(" ")
        name = OrganismName(groups()[taxon.taxid], taxon.taxid, taxon.name)
        found.setdefault(f"{genus[0]}. {epithet}", name)
    return found


@cache
def _genera() -> dict[str, str]:
    """The group of each genus."""
    with gzip.open(_FOLDER / "genera.tsv.gz", "rt", encoding="utf-8") as stream:
        groups = (line.rstrip("\n").split("\t") for line in stream)
        found: dict[str, str] = {}
        for group, genera in groups:  # a hundred thousand
            found.update(dict.fromkeys(genera.split(" "), group))
        return found


def group_of(name: str) -> str | None:
    """The group of an organism by its scientific name; None if it is not known, or a virus.

    >>> group_of("Homo sapiens"), group_of("Solanum lycopersicum"), group_of("Felis catus")
    ('human', 'plant', 'mammal')
    """
    genus = name.partition(" ")[0]
    return mammal_genera().get(genus) or _genera().get(genus)
