"""What the keywords of a figure are, where no word of the picture explains them.

PFOCR lists a keyword for every name that its lexicon gives to a word of the picture: the gene that
is written there, and with it every gene that has the word as an alias, and every member of a family
of that name. The words are not in the list, but what must have happened can be read off it.

``mmrdf.records.reasons`` says what each reason means. What a rule asserts is stated only if its
measured confidence (model ``keyword``) is enough; a gene in a figure whose organism is not certain
keeps its reason, and waits for the organism.

If the record has words of genes at all, they explain its genes, and no other is made of a keyword;
so it is with chemicals and diseases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mmrdf.records import HUMAN, Candidate, Figure, Hit, Mention, Word, Xref
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve.assignment import UNLIKELY, OrganismAssignment
from mmrdf.resolve.entities import entity, hit
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.gene_features import of_texts, ordinary, symbol_claim
from mmrdf.resolve.lexicon import Lexicon, Sense, Term, key
from mmrdf.resolve.names import Names


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


class KeywordGene(NamedTuple):
    """A gene that a keyword names, the rule that decided, and what there is to weigh.

    Args:
        features: empty if the rule itself doubts the gene.
    """

    word: Word
    term: Term
    hit: Hit
    reason: str
    features: tuple[str, ...] = ()

    def decided(self, assignment: OrganismAssignment, judge: Judge) -> Candidate:
        """The gene with its status and confidence."""
        stated = assignment.gene_identifiers_of
        if stated and stated != HUMAN:
            return self._candidate(
                "gene-of-another-organism", self._confidence("gene-of-another-organism", judge)
            )
        confidence = self._confidence(self.reason, judge)
        is_enough = judge.is_enough(confidence)
        if stated:
            return replace(
                self._candidate(self.reason, confidence),
                status="asserted" if is_enough else "suggested",
            )
        share = assignment.likely.get(HUMAN.taxid, UNLIKELY)
        return replace(
            self._candidate(self.reason, round(share * confidence, 2)),
            waits_for=ORGANISM_OF_GENES if is_enough else None,
        )

    def _confidence(self, reason: str, judge: Judge) -> float:
        score = judge.model.score("keyword", self.features) if self.features else 1.0
        return judge.model.confidence("keyword", reason, score)

    def _candidate(self, reason: str, confidence: float) -> Candidate:
        return Candidate(
            word=self.word,
            entity=entity(self.term),
            hits=(self.hit,),
            reason=reason,
            confidence=confidence,
        )


def mentions(
    figure: Figure, names: Names, assignment: OrganismAssignment, judge: Judge
) -> tuple[Mention, ...]:
    """The mentions that the keywords of a figure make, in the alphabet's order.

    There is one for each keyword that no word explains, be it known what it is or not.

    Args:
        figure: the figure.
        names: what names mean in the record.
        assignment: by whose identifiers the figure's genes are named.
        judge: how far the rules are right, and what is enough.
    """
    kinds: set[str] = {mention.word.kind for mention in figure.mentions}
    named = {gene.word.text: gene for gene in genes(figure, names)}
    found = []
    for keyword in _left(figure):
        word = Word(figid=figure.figid, kind="keyword", text=keyword)
        gene = named.get(keyword)
        candidate = (
            gene.decided(assignment, judge)
            if gene
            else _thing(word, names, kinds, judge) or _nothing(word, names, kinds)
        )
        found.append(Mention(word=word, candidates=(candidate,)))
    return tuple(found)


def _left(figure: Figure) -> list[str]:
    """The keywords that no word of the picture explains."""
    explained = {keyword for mention in figure.mentions for keyword in mention.keywords}
    return sorted(set(figure.keywords) - explained)


def genes(figure: Figure, names: Names) -> tuple[KeywordGene, ...]:
    """The genes that the keywords of a figure name, if no word of the picture is one of a gene."""
    if any(mention.word.kind == "gene" for mention in figure.mentions):
        return ()
    named = _genes(_left(figure), names.lexicon)
    by_xref = _by_xref(named.values())
    flags = _flags(by_xref, names) if by_xref else {}
    found = []
    for keyword, gene in named.items():
        word = Word(figid=figure.figid, kind="keyword", text=keyword)
        if flag := flags.get(gene.term.xref):
            found.append(KeywordGene(word, gene.term, flag.hit, flag.reason))
        else:
            reason = "symbol" if gene.sense.how == "symbol" else "previous-symbol"
            features = _features(gene, reason, by_xref, names)
            found.append(KeywordGene(word, gene.term, hit(gene.sense), reason, features))
    return tuple(found)


# So many genes of one family among the keywords, and the word was probably that of the family;
# aliases of so few characters are mostly something else.
_SEVERAL, _SHORT = 3, 3


def _features(gene: _Gene, reason: str, genes: dict[Xref, _Gene], names: Names) -> tuple[str, ...]:
    """What speaks for and against a gene that a keyword names."""
    lexicon, xref = names.lexicon, gene.term.xref
    weighed = symbol_claim(gene.term, lexicon)
    features = [reason, *weighed.features, *of_texts(weighed, names.support)]
    written = gene.aliases & names.support.forms
    if any(_is_doubted(alias, names) for alias in written):
        features.append("doubted-alias-in-text")
    if any((choice := names.choice(alias)) and choice.xref == xref for alias in written):
        features.append("decided-alias-in-text")
    is_known = not {"decided", "in-text", "other-name-in-text"}.isdisjoint(features)
    if not is_known and any(len(alias) <= _SHORT for alias in gene.aliases):
        features.append("short-alias")
    families = lexicon.families_of(xref)
    if any(len(lexicon.families[family] & genes.keys()) >= _SEVERAL for family in families):
        features.append("relatives")
    return tuple(features)


def _is_doubted(alias: str, names: Names) -> bool:
    """Whether a name in the texts is an ordinary word, or means something else there."""
    choice = names.choice(alias)
    return alias in ordinary() or bool(choice and choice.xref is None)


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


def _by_xref(genes: Iterable[_Gene]) -> dict[Xref, _Gene]:
    """The genes by their identifiers; of two keywords for one gene its symbol of today."""
    found: dict[Xref, _Gene] = {}
    for gene in genes:
        if gene.term.xref not in found or gene.sense.how == "symbol":
            found[gene.term.xref] = gene
    return found


def _thing(word: Word, names: Names, kinds: set[str], judge: Judge) -> Candidate | None:
    """What a keyword names that is no gene, if the lexicon knows one such thing."""
    ruling = names.rule(word.text)
    if ruling.reason not in {"unambiguous-name", "curated-sense"} or ruling.status != "asserted":
        return None
    [term] = ruling.terms
    if term.kind in {"gene", "family", *kinds}:
        return None
    status, confidence = judge.decide("text", ruling.reason, kind=term.kind)
    return Candidate(
        word=word,
        entity=entity(term),
        hits=tuple(hit(sense) for sense in ruling.senses if sense.term.xref == term.xref),
        status=status,
        reason="unambiguous-name",
        confidence=confidence,
    )


def _nothing(word: Word, names: Names, kinds: set[str]) -> Candidate:
    """A keyword that gets no identifier, and why."""
    ruling = names.rule(word.text)
    found = {"gene" if term.kind == "family" else term.kind for term in ruling.terms}
    reason = "no-exact-symbol" if found.isdisjoint(kinds) else "no-word-explains-keyword"
    return Candidate(
        word=word,
        status="ungrounded",
        reason=ruling.reason if ruling.status == "ungrounded" else reason,
    )


def _flags(genes: dict[Xref, _Gene], names: Names) -> dict[Xref, _Flag]:
    """The genes that the picture probably does not have, each with the first reason."""
    flags: dict[Xref, _Flag] = {}
    for xref, flag in (
        *_shadows(genes),
        *_members(genes, names.lexicon),
        *_shared(genes, names),
        *_family_words(genes, names),
    ):
        flags.setdefault(xref, flag)
    return flags


def _shadows(genes: dict[Xref, _Gene]) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes that have the symbol of another keyword as an alias."""
    symbols = {key(gene.term.label): gene for gene in genes.values()}
    for xref, gene in genes.items():
        for alias in sorted(gene.aliases & symbols.keys()):
            yield xref, _Flag("symbol-of-another-gene", hit(symbols[alias].sense))


def _shared(genes: dict[Xref, _Gene], names: Names) -> Iterator[tuple[Xref, _Flag]]:
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
        if len(found) > 1 and not _is_taken(alias, names.lexicon)
    }
    claims = {alias: _claim(alias, found, genes, names) for alias, found in shared.items()}
    beaten = {(claims[alias], xref) for alias, found in shared.items() for xref in found}
    for alias, found in shared.items():
        reason = "symbol-of-another-gene" if claims[alias] else "shared-synonym"
        for xref in sorted(found - {claims[alias]}, key=repr):
            rivals = [other for other in found - {xref} if (xref, other) not in beaten]
            if claims[alias] or rivals:
                yield xref, _Flag(reason, _alias(genes[xref], alias, names.lexicon))


def _is_taken(alias: str, lexicon: Lexicon) -> bool:
    """Whether a name is the symbol of some gene, or that of a family: the other rules see to it."""
    senses = lexicon.senses_of_key(alias)
    return any(sense.how == "symbol" or sense.term.kind == "family" for sense in senses)


def _claim(alias: str, found: set[Xref], genes: dict[Xref, _Gene], names: Names) -> Xref | None:
    """The one gene of some that an alias means: by a person's decision, or as a former symbol."""
    choice = names.choice(alias)
    if choice and choice.xref in found:
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


def _family_words(genes: dict[Xref, _Gene], names: Names) -> Iterator[tuple[Xref, _Flag]]:
    """Yield the genes that have an alias in the text which is the name of a family."""
    written = {word for text in names.texts for word in _words(text)}
    for xref, gene in genes.items():
        if key(gene.term.label) not in written:
            for alias in sorted(gene.aliases & written):
                if any(s.term.kind == "family" for s in names.lexicon.senses_of_key(alias)):
                    yield xref, _Flag("synonym-is-family-name", _alias(gene, alias, names.lexicon))


def _words(text: str) -> Iterator[str]:
    """The keys of the words of a text, and of what slashes part in them."""
    for word in text.split():
        yield key(word)
        if "/" in word:
            yield from map(key, word.split("/"))


def _alias(gene: _Gene, alias: str, lexicon: Lexicon) -> Hit:
    """The name of a gene that has a key."""
    senses = lexicon.senses_of_key(alias)
    own = (hit(sense) for sense in senses if sense.term.xref == gene.term.xref)
    return next(own, hit(gene.sense))
