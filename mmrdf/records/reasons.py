"""The closed lists of statuses and reasons: what each name means, and where it may stand.

This table is the one source: the vocabulary that is published with every release is made of it,
and tests compare the rules, the evidence model and the README with it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from mmrdf.records.candidate import Status

#: What a reason is given for: a word in a picture, a keyword of PFOCR, a name in a text, the
#: species of a figure, or the organism by whose identifiers its genes are named.
Subject = Literal["figure word", "keyword", "text", "species", "gene identifiers"]

#: All of them.
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

#: What each status means.
STATUSES: dict[Status, str] = {
    "asserted": "The confidence reaches the threshold of the export: the identifier is right, and"
    " the record is stated to mention it, or to be about it.",
    "suggested": "It may be so, but it is not stated: the confidence is below the threshold, a rule"
    " speaks against it, or the organism is open.",
    "ungrounded": "No identifier can be given; the annotation has no body.",
}

#: What a candidate waits for where it is open by whose identifiers genes are named.
ORGANISM_OF_GENES = "organism-of-genes"

#: What a candidate may wait for, beside its own confidence.
PREREQUISITES: dict[str, str] = {
    ORGANISM_OF_GENES: "By whose identifiers the genes of the record are named is not certain;"
    " the candidate would be asserted if it were.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The rule that gave an annotation its status.

    Args:
        definition: one or more sentences, for a reader who does not know the code.
        about: what the rule decides on.
        statuses: what it may lead to, under some threshold.
        label: its name in words.
    """

    name: str
    definition: str
    about: tuple[Subject, ...]
    statuses: tuple[Status, ...] = ("asserted", "suggested")
    label: str = ""

    def __post_init__(self) -> None:
        """Fill in the label."""
        object.__setattr__(self, "label", self.label or self.name.replace("-", " "))


_SUGGESTED: tuple[Status, ...] = ("suggested",)
_UNGROUNDED: tuple[Status, ...] = ("ungrounded",)
_WORD: tuple[Subject, ...] = ("figure word",)
_KEYWORD: tuple[Subject, ...] = ("keyword",)
_TEXT: tuple[Subject, ...] = ("text",)
_SPECIES: tuple[Subject, ...] = ("species",)
_LEVEL: tuple[Subject, ...] = ("gene identifiers",)
_NAMES = (*_WORD, *_KEYWORD, *_TEXT)
_ORGANISM = (*_SPECIES, *_LEVEL)

_ALL = (
    # Names of genes and families.
    Reason(
        name="symbol",
        definition="The name is the approved symbol of this gene, and of no other gene.",
        about=_NAMES,
    ),
    Reason(
        name="previous-symbol",
        definition="The name was once the approved symbol of this gene (HGNC), and is the symbol of"
        " no gene today.",
        about=_NAMES,
    ),
    Reason(
        name="symbol-in-other-spelling",
        definition="The word is a synonym of several genes; but for hyphens, blanks, case and the"
        " spelling of Greek letters it is the approved symbol of this one.",
        about=_WORD,
    ),
    Reason(
        name="unambiguous-synonym",
        definition="The name is a synonym of this gene, and of nothing else.",
        about=(*_WORD, *_TEXT),
    ),
    Reason(
        name="full-name",
        definition="The name is the full name of this gene, and of nothing else.",
        about=_TEXT,
    ),
    Reason(
        name="curated-sense",
        definition="The curators of the lexicon have decided that the name means this, always or in"
        " one field of research.",
        about=(*_WORD, *_TEXT),
    ),
    Reason(
        name="curated-other-sense",
        definition="The curators of the lexicon have decided that the name means something else, or"
        " mostly something that has no identifier.",
        about=(*_WORD, *_KEYWORD),
        statuses=("asserted", "suggested", "ungrounded"),
    ),
    Reason(
        name="family-name",
        definition="The name is that of one gene family or protein complex (FamPlex), and of no"
        " gene that is certain enough.",
        about=(*_WORD, *_TEXT),
    ),
    Reason(
        name="family-name-is-common-noun",
        definition="The name is that of one gene family, but also a common noun: protease,"
        " collagen.",
        about=_TEXT,
    ),
    Reason(
        name="family-member",
        definition="The word names a gene family or protein complex, and this gene is a member; or"
        " the whole family is listed among the keywords.",
        about=(*_WORD, *_KEYWORD),
    ),
    Reason(
        name="synonym-is-family-name",
        definition="The synonym by which the gene was found is also the name of a gene family or"
        " protein complex.",
        about=(*_WORD, *_KEYWORD),
    ),
    Reason(
        name="shared-symbol",
        definition="The name is the approved symbol of several genes.",
        about=(*_WORD, *_TEXT),
    ),
    Reason(
        name="shared-synonym",
        definition="The name is a synonym of several genes, and none of them has the better claim.",
        about=_NAMES,
    ),
    Reason(
        name="shared-name",
        definition="Several things have this name: a gene and something else, several families, or"
        " several things of one kind.",
        about=(*_WORD, *_TEXT),
    ),
    Reason(
        name="symbol-of-another-gene",
        definition="The name is a synonym of this gene, but the symbol, former symbol or curated"
        " sense of another one.",
        about=(*_WORD, *_KEYWORD),
    ),
    Reason(
        name="only-at-ncbi-gene",
        definition="Only NCBI Gene lists the name for this gene, and not HGNC.",
        about=_TEXT,
        statuses=_SUGGESTED,
        label="only at NCBI Gene",
    ),
    Reason(
        name="ocr-substitution",
        definition="The word was found only after 1, I and L were exchanged, which character"
        " recognition confuses, and as it is written it is a name of its own.",
        about=_WORD,
        label="OCR substitution",
    ),
    Reason(
        name="identifier-symbol-mismatch",
        definition="Identifier, symbol, organism and word of the source's row do not fit together,"
        " by HGNC or by the symbol that matched.",
        about=_WORD,
    ),
    Reason(
        name="not-in-hgnc",
        definition="The source says that the gene is human, and HGNC does not know its number.",
        about=_WORD,
        label="not in HGNC",
    ),
    Reason(
        name="unknown-match-source",
        definition="The source names no kind of match, or one that is not known.",
        about=_WORD,
    ),
    Reason(
        name="gene-of-another-organism",
        definition="The gene or family is of another organism than the one by whose identifiers the"
        " genes of the record are named.",
        about=_NAMES,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="gene-organism-unknown",
        definition="The source does not say of which organism the gene is.",
        about=_WORD,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="word-is-a-chemical",
        definition="The same word of the figure is asserted to be a chemical, so it is no gene.",
        about=_WORD,
        statuses=_SUGGESTED,
    ),
    # Chemicals and diseases of side tables.
    Reason(
        name="exact-name",
        definition="The word is the name of the identifier, or the form of it that matched.",
        about=_WORD,
    ),
    Reason(
        name="mesh-heading",
        definition="The word is a name of the MeSH heading that the source gives: its label or an"
        " entry term, in singular or plural, an acid or its salt.",
        about=_WORD,
        label="MeSH heading",
    ),
    Reason(
        name="mesh-heading-not-in-text",
        definition="The word is a name of the MeSH heading that the source gives, a disease of"
        " three letters or fewer, and the texts of the record do not have it.",
        about=_WORD,
        label="MeSH heading not in text",
    ),
    Reason(
        name="mesh-heading-without-names",
        definition="The source gives a MeSH heading whose names are not known.",
        about=_WORD,
        label="MeSH heading without names",
    ),
    Reason(
        name="mesh-heading-is-protein",
        definition="The source takes the word for a chemical, and gives the MeSH heading of a"
        " protein or enzyme.",
        about=_WORD,
        statuses=_SUGGESTED,
        label="MeSH heading is protein",
    ),
    Reason(
        name="mesh-supplementary-concept",
        definition="The source gives a supplementary concept of MeSH without its name.",
        about=_WORD,
        label="MeSH supplementary concept",
    ),
    Reason(
        name="chebi-non-chemical",
        definition="The source takes the word for a chemical, and gives a term of ChEBI that is"
        " none: a role such as antigen, or the atomic nucleus.",
        about=_WORD,
        statuses=_SUGGESTED,
        label="ChEBI non-chemical",
    ),
    Reason(
        name="identifier-name-mismatch",
        definition="The names of the identifier that the source gives are others than the word.",
        about=_WORD,
    ),
    Reason(
        name="no-name-to-compare",
        definition="The source gives the identifier without a name, and nothing else tells: it is"
        " one of ChEBI or the Disease Ontology, or the word is a single letter.",
        about=_WORD,
    ),
    Reason(
        name="word-is-a-gene",
        definition="The same word of the figure is asserted to be a gene, so it is no chemical.",
        about=_WORD,
        statuses=_SUGGESTED,
    ),
    # Words and keywords in general.
    Reason(
        name="no-identifier",
        definition="The source gives the word no identifier.",
        about=_WORD,
        statuses=_UNGROUNDED,
    ),
    Reason(
        name="unambiguous-name",
        definition="The name is that of one cell, process, disease, chemical or part of the body,"
        " and of no gene or family.",
        about=(*_KEYWORD, *_TEXT),
    ),
    Reason(
        name="not-in-lexicon",
        definition="Nothing in the lexicon has this name.",
        about=_KEYWORD,
        statuses=_UNGROUNDED,
    ),
    Reason(
        name="no-word-explains-keyword",
        definition="The keyword is the name of a gene, chemical or disease; the words of that kind"
        " in the figure are known, and none of them explains it.",
        about=_KEYWORD,
        statuses=_UNGROUNDED,
    ),
    Reason(
        name="no-exact-symbol",
        definition="The keyword is a name, but neither to the letter the symbol of a human gene nor"
        " the name of one other thing.",
        about=_KEYWORD,
        statuses=_UNGROUNDED,
    ),
    # Names in texts.
    Reason(
        name="abbreviation-defined-in-text",
        definition="The text defines the abbreviation, and its long form means this: bone marrow"
        " (BM).",
        about=_TEXT,
    ),
    Reason(
        name="abbreviation-defined-otherwise",
        definition="The text defines the abbreviation as something else, but it is the symbol of"
        " this gene and has a digit.",
        about=_TEXT,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="short-synonym",
        definition="The name is a synonym or former symbol of four letters or fewer, or of three"
        " characters, or a word that begins with a capital.",
        about=_TEXT,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="no-other-gene-in-record",
        definition="The name is three capitals or a short synonym, and the texts name no other gene"
        " or family for certain.",
        about=_TEXT,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="modifies-another-noun",
        definition="The name only tells which cells, receptor, ligand or the like are meant: the"
        " IL-6 receptor is not IL6, the spleen tyrosine kinase no spleen.",
        about=_TEXT,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="part-of-longer-name",
        definition="The name is that of a disease, and the word before it narrows it: acute renal"
        " failure.",
        about=_TEXT,
    ),
    # Organisms.
    Reason(
        name="human-named",
        definition="The texts name humans, patients, human diseases or cell lines, and no other"
        " organism but microbes.",
        about=_ORGANISM,
    ),
    Reason(
        name="score-of-words",
        definition="No rule decides; the weights of the words and of the organisms that they name"
        " give a score.",
        about=_ORGANISM,
    ),
    Reason(
        name="too-few-words",
        definition="The record has hardly any English words that could be weighed.",
        about=_ORGANISM,
    ),
    Reason(
        name="non-mammal-in-title",
        definition="Not human: the titles name an organism that is no mammal, and no mammal.",
        about=_ORGANISM,
    ),
    Reason(
        name="genes-of-non-mammal",
        definition="Not human: most symbols in the gene table are those of a plant, a microbe or a"
        " yeast, and the texts name no mammal.",
        about=_ORGANISM,
    ),
    Reason(
        name="non-mammal-beside-mammal",
        definition="The species is open: a title names an organism that is no mammal, beside one"
        " that is.",
        about=_SPECIES,
    ),
    Reason(
        name="another-mammal-named",
        definition="The species is open: the title of the figure, or that of the paper and the"
        " caption, name another mammal, and nothing says human.",
        about=_SPECIES,
    ),
    Reason(
        name="another-mammal-listed",
        definition="The species is open: PFOCR lists another mammal and not humans for the paper,"
        " and nothing says human.",
        about=_SPECIES,
    ),
    Reason(
        name="text-and-organism-list",
        definition="The texts name the species and no other, and PFOCR lists it for the paper.",
        about=_SPECIES,
    ),
    Reason(
        name="text-and-genes",
        definition="The texts name the species and no other, and most genes in the table are its.",
        about=_SPECIES,
    ),
    Reason(
        name="organism-list-and-genes",
        definition="PFOCR lists the species for the paper, and the table has twice as many symbols"
        " of it as of any other.",
        about=_SPECIES,
    ),
    Reason(
        name="named-in-title",
        definition="The titles name the species, which is no mammal, and nothing else.",
        about=_SPECIES,
    ),
    Reason(
        name="only-text",
        definition="Only the texts speak for the species, or they name others too.",
        about=_SPECIES,
    ),
    Reason(
        name="only-organism-list",
        definition="Only PFOCR's list of organisms in the paper speaks for the species.",
        about=_SPECIES,
    ),
    Reason(
        name="only-genes",
        definition="Only the gene table of the figure speaks for the species.",
        about=_SPECIES,
    ),
    Reason(
        name="another-species-stated",
        definition="Another species is asserted for the figure.",
        about=_ORGANISM,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="identifiers-of-own-species",
        definition="The gene table has rows of the figure's own species.",
        about=_LEVEL,
        statuses=("asserted",),
    ),
    Reason(
        name="human-identifiers-for-mammal",
        definition="The species is a mammal of which the gene table has no rows, and human"
        " identifiers stand for its genes.",
        about=_LEVEL,
    ),
    # What people decide.
    Reason(
        name="curated",
        definition="A curator of the figure has decided so, or that the word is none of what it may"
        " be; the confidence is 1.",
        about=SUBJECTS,
        statuses=("asserted", "ungrounded"),
    ),
    Reason(
        name="ruled-out-by-curator",
        definition="A curator of the figure, or the caller, has decided otherwise; the confidence"
        " is 0.",
        about=SUBJECTS,
        statuses=_SUGGESTED,
    ),
    Reason(
        name="given-by-caller",
        definition="The program that called mmrdf has set the organism of the figure.",
        about=_ORGANISM,
        statuses=("asserted",),
    ),
    Reason(
        name="given-by-source",
        definition="The export was asked to assert every identifier that the source gives.",
        about=_WORD,
        statuses=("asserted",),
    ),
    Reason(
        name="unresolved",
        definition="No rule was applied: the record is as its source gives it.",
        about=_NAMES,
        statuses=_SUGGESTED,
    ),
)

#: Every reason by its name.
REASONS: dict[str, Reason] = {reason.name: reason for reason in _ALL}
