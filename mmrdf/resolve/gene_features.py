"""What speaks for and against a gene that a rule takes a word for: the features of its score.

The features of the word itself are the same in every figure and are remembered with it, those of
the record's texts are not. Their weights are rows of the evidence model: ``gene`` for genes,
``family`` for the families and complexes that a word names.

==========================  ========================================================================
feature                     when
==========================  ========================================================================
*a reason*                  the rule that decided, by its name (``symbol``, ``curated-sense`` ...)
``own-symbol``              a symbol of another organism than human, of whose names HGNC knows none
``own-synonym``             the same for a synonym
``alone``                   the name hit no other gene of the organism, or a person has decided
``name-at-hgnc``            HGNC lists the synonym as an alias or former symbol of this gene
``no-name-at-hgnc``         it does not
``former-symbol``           it is a former symbol of this gene
``name-of-others``          HGNC lists the name for another gene too, as a symbol, former or alias
``name-of-others-at-ncbi``  only NCBI Gene does so
``decided``                 a person has decided that the name means the gene; then its length and
                            other genes with the name are no features
``doubted-name``            a person has decided that the name mostly means nothing of the kind
``family-name``             it is the name of a family too (FamPlex)
``chosen``                  the gene is what people have decided that some name means
``greek-name``              it is a name with a Greek letter at its end (TNFA for TNF-alpha)
``two-characters``          the name has two characters or one
``three-letters``           it has three letters and nothing else
``short-synonym``           it is a synonym of three letters
``long-synonym``            it is a synonym of five characters or more
``digit``                   it has a digit
``small-letters``           the word is in small letters (figures on mammals)
``capitalized``             the word has one capital, at its beginning (figures on mammals)
``ordinary-word``           it is one of the words of ``ordinary.txt``
``plural``                  a small s ends it, after a capital
``fragment``                the name is cut out of a longer word, between letters or digits
``of-a-list``               the name was put together from a list (CDK6 of CDK4/6)
``greek-ending``            its end is what a Greek letter was read as (IFNY for IFN-gamma)
``other-name-written``      what is written is another name of the gene
``letters-exchanged``       the name is the word with 1, I and L exchanged
``not-as-written``          the name is not written there in any of these ways
``gene-too``                of a family: a rule takes the word for a gene
``symbol-of-a-gene``        of a family: its name is the symbol of a gene
``defined``                 the record's texts define the word as the gene
``defined-otherwise``       they define it as something else
``in-text``                 they have the name
``otherwise-in-text``       they have the word as it is written, and not the name
``neighbour-in-text``       they have neither, but a name that is easily misread as it (AIM2, AM2);
                            not of names that are decided or of another organism
``other-name-in-text``      they have another name of the gene
``chemical-of-the-figure``  the source takes the same word for a chemical
``doubted-alias-in-text``   of a keyword: the texts have an alias that is an ordinary word, or means
                            something else
``decided-alias-in-text``   of a keyword: they have an alias that people have decided to mean it
``short-alias``             of a keyword: an alias has three characters, and nothing says more
``relatives``               of a keyword: two others are of the same family (FamPlex)
==========================  ========================================================================
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mmrdf.records import HUMAN, Entity
from mmrdf.resolve.abbreviations import agree
from mmrdf.resolve.gene_rules import EXCHANGED, Rivals, Verdict
from mmrdf.resolve.lexicon import Lexicon, Term, key
from mmrdf.resolve.support import Support, variants


class Claim(NamedTuple):
    """A rule's claim that a word means something, with what is needed to weigh it.

    Args:
        features: those of the word itself.
        form: the key of the name that the word was taken for.
        written: the key of that part of the word, as it stands in the picture.
        names: the keys of the other names of what is meant.
        long: its names of several words.
    """

    features: tuple[str, ...]
    form: str
    written: str
    names: frozenset[str]
    long: tuple[str, ...]


def claim(word: str, found: Verdict, gene: Entity, rivals: Rivals) -> Claim:
    """Weigh what a word itself tells of a gene.

    Args:
        word: as it is written in the picture.
        found: the rule that takes it for the gene, and the name that it rests on.
        gene: the gene.
        rivals: what else the word hit in the same organism.
    """
    match = found.match or word
    piece = part(word, match)
    written = piece or latin(word)
    term = rivals.lexicon.term(gene.xref)
    names = _names(term) or frozenset(filter(None, [key(gene.name or "")]))
    is_symbol = found.reason == "symbol" or key(match) == key(gene.name or "")
    features = ["symbol" if is_symbol else found.reason, *_of_writing(word, match, piece, names)]
    if rivals.organism.taxid in _MAMMALS:
        features += _of_case(written)
    if rivals.organism == HUMAN:
        if gene.xref in rivals.lexicon.chosen:
            features.append("chosen")
        is_decided = rivals.meant(match) == gene.xref
        features += () if is_decided else _of_form(key(match), is_symbol=is_symbol)
        features += _of_lexicon(found, match, gene, rivals)
        if _is_greek_name(word, key(match), names):
            features.append("greek-name")
    else:
        features.append("own-symbol" if is_symbol else "own-synonym")
    if rivals.is_alone(gene, match) or rivals.meant(match) == gene.xref:
        features.append("alone")
    return _claim(features, match, written, names, term)


def family_claim(
    word: str, family: Entity, match: str, lexicon: Lexicon, *, is_gene: bool
) -> Claim:
    """Weigh what a word itself tells of a family.

    Args:
        word: as it is written in the picture.
        family: a family or complex.
        match: the name of it that the word was taken for.
        lexicon: who knows names.
        is_gene: whether a rule takes the word for a gene.
    """
    piece = part(word, match)
    written = piece or latin(word)
    term = lexicon.term(family.xref)
    names = _names(term)
    features = [*_of_writing(word, match, piece, names), *_of_case(written), *_of_form(key(match))]
    if is_gene:
        features.append("gene-too")
    if lexicon.owner(match):
        features.append("symbol-of-a-gene")
    if _is_doubted(match, lexicon):
        features.append("doubted-name")
    return _claim(features, match, written, names, term)


def symbol_claim(gene: Term, lexicon: Lexicon) -> Claim:
    """Weigh what the symbol of a human gene tells, where only the symbol is given."""
    senses = lexicon.senses(gene.label)
    features = ["chosen"] if gene.xref in lexicon.chosen else []
    if any(sense.term.kind == "family" for sense in senses):
        features.append("family-name")
    if any(c.xref == gene.xref and c.about is None for c in lexicon.preferences(gene.label)):
        features.append("decided")
    else:
        features += _of_form(key(gene.label))
        if any(sense.how in _AT_HGNC and sense.term.xref != gene.xref for sense in senses):
            features.append("name-of-others")
        if _is_doubted(gene.label, lexicon):
            features.append("doubted-name")
    return _claim(features, gene.label, gene.label, _names(gene), gene)


def _claim(
    features: list[str], match: str, written: str, names: frozenset[str], term: Term | None
) -> Claim:
    long = tuple(name.text for name in term.names if " " in name.text) if term else ()
    return Claim(tuple(features), key(match), key(written), names - {key(match)}, long)


def _names(term: Term | None) -> frozenset[str]:
    """The keys of all names of a term."""
    return frozenset(key(name.text) for name in term.names) if term else frozenset()


# Organisms whose genes are written in capitals, or with one: in others small letters are usual.
_MAMMALS = frozenset({"9606", "10090", "10116", "9913", "9823"})

_SHORT, _MIDDLE, _LONG = 2, 3, 5


def _of_form(form: str, *, is_symbol: bool = True) -> Iterator[str]:
    """Yield what the characters of a name tell."""
    if len(form) <= _SHORT:
        yield "two-characters"
    elif len(form) == _MIDDLE and form.isalpha():
        yield "three-letters"
        if not is_symbol:
            yield "short-synonym"
    elif len(form) >= _LONG and not is_symbol:
        yield "long-synonym"
    if any(map(str.isdigit, form)):
        yield "digit"


def _of_case(written: str) -> Iterator[str]:
    if written.isalpha() and written.islower() and len(written) > 1:
        yield "small-letters"
    elif written.isalpha() and written[1:].islower():
        yield "capitalized"


def _of_writing(word: str, match: str, piece: str | None, names: frozenset[str]) -> Iterator[str]:
    """Yield how a name is written in a word, or how it was read into it."""
    if (piece or word).casefold() in ordinary():
        yield "ordinary-word"
    if piece is None:
        yield _reading(word, key(match), key(latin(word)), names)
        return
    if piece[-2:-1].isupper() and piece[-1:] == "s":
        yield "plural"
    if _is_fragment(latin(word), piece):
        yield "fragment"


def _is_fragment(word: str, piece: str) -> bool:
    """Whether letters or digits touch a piece of a word."""
    at = word.find(piece)
    before, after = word[at - 1 : at] if at else "", word[at + len(piece) :][:1]
    return before.isalnum() or after.isalnum()


def _reading(word: str, form: str, written: str, names: frozenset[str]) -> str:
    """How a name was read into a word that has it not as it is written."""
    if _is_listed(word, form):
        return "of-a-list"
    if any(written.removesuffix(read) + meant == form for read, meant in _LAST if read in written):
        return "greek-ending"
    whole = {written, *(meant + written[1:] for read, meant in _FIRST if written[:1] == read)}
    if not names.isdisjoint(whole):
        return "other-name-written"
    exchanged = form.translate(EXCHANGED) in written.translate(EXCHANGED)
    return "letters-exchanged" if exchanged else "not-as-written"


# Greek letters at the end and at the beginning of a name, as they are read.
_LAST = (("y", "g"), ("v", "g"), ("ss", "b"))
_FIRST = (("a", "alpha"), ("b", "beta"), ("y", "gamma"), ("g", "gamma"), ("k", "kappa"))


def _is_listed(word: str, form: str) -> bool:
    """Whether a word names several things, of which this is one: CDK6 of CDK4/6."""
    pieces = [key(piece) for piece in re.split(r"[/,&+]|and", latin(word)) if key(piece)]
    if len(pieces) < 2:  # noqa: PLR2004
        return False
    first, *others = pieces
    stem = first.rstrip("0123456789") if first[-1].isdigit() else first[:-1]
    return any(stem + other == form for other in others if other[0].isdigit() or len(other) == 1)


def _of_lexicon(found: Verdict, match: str, gene: Entity, rivals: Rivals) -> Iterator[str]:
    """Yield what the lexicon knows of a name of a human gene."""
    senses = rivals.lexicon.senses(match)
    own = {sense.how for sense in senses if sense.term.xref == gene.xref}
    if found.reason != "curated-sense" and "symbol" not in own:
        yield "name-at-hgnc" if own & _AT_HGNC else "no-name-at-hgnc"
    if "previous" in own:
        yield "former-symbol"
    if any(sense.term.kind == "family" for sense in senses):
        yield "family-name"
    if rivals.meant(match) == gene.xref:  # nothing else counts then
        yield "decided"
        return
    genes = [sense for sense in senses if sense.term.kind == "gene"]
    others = {sense.how for sense in genes if sense.term.xref != gene.xref}
    if others:
        yield "name-of-others" if others & _AT_HGNC else "name-of-others-at-ncbi"
    if _is_doubted(match, rivals.lexicon):
        yield "doubted-name"


_AT_HGNC = frozenset({"symbol", "previous", "alias"})


def _is_doubted(match: str, lexicon: Lexicon) -> bool:
    """Whether a person has decided that a name mostly gets no identifier."""
    return any(choice.xref is None for choice in lexicon.preferences(match))


def _is_greek_name(word: str, form: str, names: frozenset[str]) -> bool:
    """Whether a word is a name with a Greek letter, or the form is one."""
    is_name = key(word) != form and key(word) in names
    return is_name or (form[-1:] in _ENDS and any(form in variants(name) for name in names))


# The letters that stand for Greek ones at the end of a name.
_ENDS = frozenset("abgde")


# Letters of other scripts that look like Latin ones.
_LATIN = str.maketrans(
    "АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYX",
)


def latin(word: str) -> str:
    """A word without accents, and with Latin letters for those of other scripts that look so.

    >>> latin("МАРК"), latin("CÁCNB4"), latin("TNF-α")
    ('MAPK', 'CACNB4', 'TNF-α')
    """
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.translate(_LATIN))
    return "".join(c for c in plain if not unicodedata.combining(c))


def part(word: str, match: str) -> str | None:
    """The part of a word that is a name as it is written; None if the name is read into it.

    >>> part("TNF-a,IFN-Y,", "TNFA"), part("CALN", "CALM"), part("NLRC4-dependent", "NLRC4")
    ('TNF-a', None, 'NLRC4')
    """
    form, word = key(match), latin(word)
    if key(word) == form:
        return word.strip()
    if form not in key(word):
        return None
    ends: dict[int, int] = {}  # where each character ends in the key, with its place
    starts: dict[int, int] = {}
    length = 0
    for place, character in enumerate(word):
        if size := len(key(character)):
            starts[length] = place
            length += size
            ends[length] = place + 1
    at = key(word).find(form)
    return (
        word[starts[at] : ends[at + len(form)]] if at in starts and at + len(form) in ends else None
    )


# How the name of a protein ends.
_PROTEIN = re.compile(
    r"(?:ases?|(?:protein|receptor|factor|ligand|subunit|antigen|channel|transporter)s?|[0-9])$",
    re.IGNORECASE,
)


def of_texts(found: Claim, support: Support) -> list[str]:
    """What the texts of a record tell of what a word is taken for.

    Args:
        found: the word, and what it is taken for.
        support: what the texts have and define.
    """
    form, written, features = found.form, found.written, []
    long = support.long_form(form, written) if support.definitions else None
    if long and not _is_defined(long, found):
        # a symbol may well have a long form that HGNC does not list
        if found.long and not ("symbol" in found.features and _PROTEIN.search(long)):
            features.append("defined-otherwise")
    else:
        if long:
            features.append("defined")
        if mentioned := _of_mentions(found, support):
            features.append(mentioned)
    if not found.names.isdisjoint(support.forms):
        features.append("other-name-in-text")
    if form in support.chemicals or written in support.chemicals:
        features.append("chemical-of-the-figure")
    return features


def _of_mentions(found: Claim, support: Support) -> str | None:
    """Whether the texts have a name; of an ordinary word that tells nothing."""
    if "ordinary-word" in found.features:
        return None
    if found.form in support.forms:
        return "in-text"
    if found.written in support.forms:
        return "otherwise-in-text"
    is_open = _CERTAIN.isdisjoint(found.features)
    return "neighbour-in-text" if is_open and support.has_neighbour(found.written) else None


# Of these a neighbour tells nothing: names that a person has decided on, and those of organisms
# other than human, of which the texts' names are not known.
_CERTAIN = frozenset({"decided", "own-symbol", "own-synonym"})


def _is_defined(long: str, found: Claim) -> bool:
    """Whether a long form is a name of what is meant."""
    return key(long) in found.names or any(agree(long, name) for name in found.long)


@cache
def ordinary() -> frozenset[str]:
    """Ordinary words of few letters, as they stand in the running text of papers."""
    path = Path(__file__).with_name("ordinary.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
