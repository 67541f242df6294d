"""What the keywords of a figure are, where no word of the picture explains them.

PFOCR lists a keyword for every name that its lexicon gives to a word of the picture: the gene that
is written there, and with it every gene that has the word as an alias, and every member of a family
of that name. The words are not in the list, but what must have happened can be read off it.

=======================  =======  ==================================================================
reason                   status   when
=======================  =======  ==================================================================
``symbol``               assert   the keyword is the approved symbol of a human gene
``previous-symbol``      assert   it once was the symbol of a human gene, and is no other's today
``alias-shadow``         suggest  the gene has an alias that is the symbol of another keyword, or
                                  that another keyword has a better claim to
``shared-alias``         suggest  it shares an alias with another keyword, and neither has a better
                                  claim to it
``family-member``        suggest  all members of a family that it belongs to are keywords
``family-word``          suggest  the record's text names a family by an alias of the gene, and not
                                  the gene itself
``other-organism``       suggest  the gene is human and the figure is about another organism
``organism-undecided``   suggest  it is not certain of which organism the figure is
``term-name``            assert   it is the name of one thing that is no gene (see ``names``)
=======================  =======  ==================================================================

A keyword that is none of these stays a keyword. If the record has words of genes at all, they
explain its genes, and no other is made of a keyword; so it is with chemicals and diseases.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mmrdf.records import HUMAN, Candidate, Figure, Hit, Mention, Status, Taxon, Word, Xref
from mmrdf.resolve.entities import entity, hit
from mmrdf.resolve.lexicon import Lexicon, Sense, Term, key
from mmrdf.resolve.names import holds, rule


class _Gene(NamedTuple):
    """A keyword that is a gene."""

    term: Term
    sense: Sense

    @property
    def aliases(self) -> frozenset[str]:
        """The keys of its names, those of its symbol and its full name not among them."""
        hows = {"previous", "alias", "synonym"}
        found = {key(name.text) for name in self.term.names if name.how in hows}
        return frozenset(found - {key(self.term.label)})


class _Flag(NamedTuple):
    """Why a gene is a suggestion, and the word that it probably comes from."""

    reason: str
    hit: Hit


def mentions(figure: Figure, lexicon: Lexicon, texts: Sequence[str]) -> tuple[Mention, ...]:
    """The mentions that the keywords of a figure make, in the order of the keywords.

    Args:
        figure: with its organism decided.
        lexicon: who knows names.
        texts: what the record says in words.
    """
    kinds: set[str] = {mention.word.kind for mention in figure.mentions}
    explained = {keyword for mention in figure.mentions for keyword in mention.keywords}
    left = [keyword for keyword in dict.fromkeys(figure.keywords) if keyword not in explained]
    genes = {} if "gene" in kinds else _genes(left, lexicon)
    flags = _flags({gene.term.xref: gene for gene in genes.values()}, lexicon, texts)
    found = []
    for keyword in left:
        word = Word(figid=figure.figid, kind="keyword", text=keyword)
        gene = genes.get(keyword)
        candidate = (
            _gene(word, gene, flags, figure.organism)
            if gene
            else _thing(word, lexicon, texts, kinds)
        )
        if candidate:
            found.append(Mention(word=word, picture=None, candidates=(candidate,)))
    return tuple(found)


def _genes(keywords: Sequence[str], lexicon: Lexicon) -> dict[str, _Gene]:
    """The keywords that are symbols of human genes, to the letter."""
    found = {}
    for keyword in keywords:
        senses = [s for s in lexicon.senses(keyword) if s.term.kind == "gene"]
        symbols = [s for s in senses if s.how == "symbol"]
        former = [s for s in senses if s.how == "previous"]
        exact = [s for s in symbols or former if s.text == keyword]
        if len({sense.term.xref for sense in exact}) == 1:
            found[keyword] = _Gene(exact[0].term, exact[0])
    return found


def _gene(word: Word, gene: _Gene, flags: dict[Xref, _Flag], organism: Taxon | None) -> Candidate:
    status: Status = "suggest"
    hits = (hit(gene.sense),)
    if flag := flags.get(gene.term.xref):
        reason, hits = flag.reason, (flag.hit,)
    elif organism is None:
        reason = "organism-undecided"
    elif organism != HUMAN:
        reason = "other-organism"
    else:
        status = "assert"
        reason = "symbol" if gene.sense.how == "symbol" else "previous-symbol"
    return Candidate(word=word, entity=entity(gene.term), hits=hits, status=status, reason=reason)


def _thing(word: Word, lexicon: Lexicon, texts: Sequence[str], kinds: set[str]) -> Candidate | None:
    ruling = rule(word.text, lexicon, texts)
    if ruling.reason != "term-name" or ruling.status != "assert":
        return None
    [term] = ruling.terms
    if term.kind in kinds:
        return None
    hits = tuple(hit(sense) for sense in ruling.senses if sense.term.xref == term.xref)
    return Candidate(
        word=word, entity=entity(term), hits=hits, status=ruling.status, reason=ruling.reason
    )


def _flags(genes: dict[Xref, _Gene], lexicon: Lexicon, texts: Sequence[str]) -> dict[Xref, _Flag]:
    """The genes that the picture probably does not have, each with the first reason."""
    flags: dict[Xref, _Flag] = {}
    for xref, flag in (
        *_shadows(genes),
        *_members(genes, lexicon),
        *_shared(genes, lexicon, texts),
        *_family_words(genes, lexicon, texts),
    ):
        flags.setdefault(xref, flag)
    return flags


def _shadows(genes: dict[Xref, _Gene]) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes that have the symbol of another keyword as an alias."""
    symbols = {key(gene.term.label): gene for gene in genes.values()}
    for xref, gene in genes.items():
        for alias in sorted(gene.aliases & symbols.keys()):
            yield xref, _Flag("alias-shadow", hit(symbols[alias].sense))


def _shared(
    genes: dict[Xref, _Gene], lexicon: Lexicon, texts: Sequence[str]
) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes that share an alias with another, unless they have the better claim to it.

    One of whom another gene has the better claim to some alias explains nothing of that gene.
    """
    owners: defaultdict[str, set[Xref]] = defaultdict(set)
    for xref, gene in genes.items():
        for alias in gene.aliases:
            owners[alias].add(xref)
    shared = {
        alias: found
        for alias, found in sorted(owners.items())
        if len(found) > 1 and not _is_taken(alias, lexicon)
    }
    claims = {alias: _claim(alias, found, genes, lexicon, texts) for alias, found in shared.items()}
    beaten = {(claims[alias], xref) for alias, found in shared.items() for xref in found}
    for alias, found in shared.items():
        reason = "alias-shadow" if claims[alias] else "shared-alias"
        for xref in sorted(found - {claims[alias]}, key=repr):
            rivals = [other for other in found - {xref} if (xref, other) not in beaten]
            if claims[alias] or rivals:
                yield xref, _Flag(reason, _alias(genes[xref], alias, lexicon))


def _is_taken(alias: str, lexicon: Lexicon) -> bool:
    """Whether a name is the symbol of some gene, or that of a family: the other rules see to it."""
    senses = lexicon.senses_of_key(alias)
    return any(sense.how == "symbol" or sense.term.kind == "family" for sense in senses)


def _claim(
    alias: str,
    found: set[Xref],
    genes: dict[Xref, _Gene],
    lexicon: Lexicon,
    texts: Sequence[str],
) -> Xref | None:
    """The one gene of some that an alias means: by a person's decision, or as a former symbol."""
    for choice in lexicon.preferences(alias):
        if choice.xref in found and holds(choice, texts):
            return choice.xref
    former = [x for x in found if alias in map(key, genes[x].term.previous)]
    return former[0] if len(former) == 1 else None


def _members(genes: dict[Xref, _Gene], lexicon: Lexicon) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes of the families that are keywords as a whole."""
    families = {family for xref in genes for family in lexicon.families_of(xref)}
    for family in sorted(families, key=repr):
        members = lexicon.families[family]
        if len(members) > 1 and members <= genes.keys():
            found = Hit(match=family.identifier, origin="famplex:member")
            yield from ((xref, _Flag("family-member", found)) for xref in sorted(members, key=repr))


def _family_words(
    genes: dict[Xref, _Gene], lexicon: Lexicon, texts: Sequence[str]
) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes that have an alias in the text which is the name of a family."""
    written = {word for text in texts for word in _words(text)}
    for xref, gene in genes.items():
        if key(gene.term.label) not in written:
            for alias in sorted(gene.aliases & written):
                if any(s.term.kind == "family" for s in lexicon.senses_of_key(alias)):
                    yield xref, _Flag("family-word", _alias(gene, alias, lexicon))


def _words(text: str) -> Iterator[str]:
    """The keys of the words of a text, and of what slashes part in them."""
    for word in text.split():
        yield key(word)
        yield from map(key, word.split("/"))


def _alias(gene: _Gene, alias: str, lexicon: Lexicon) -> Hit:
    """The name of a gene that has a key."""
    senses = lexicon.senses_of_key(alias)
    return next(hit(sense) for sense in senses if sense.term.xref == gene.term.xref)
