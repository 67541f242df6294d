"""Which of the genes that a word may be is stated as a fact.

A word hits a lexicon in several ways: as the approved symbol of a gene, as one of its synonyms, or
as the name of a family, whose members then all stand for it. A rule gives each gene a reason
(``gene_rules``; ``mmrdf.records.reasons`` says what each means). Where the rule takes the word for
this gene, features of the word and of the record's texts give a score (``gene_features``); reason
and score have a confidence, the share of right ones among such cases (``evidence``). A gene is
stated if its confidence reaches the threshold and it is of the organism by whose identifiers the
figure's genes are named.

Where it is not decided by whose identifiers the genes are named, a gene is looked at beside the
others of its own organism. It keeps the reason that it has there, its confidence is multiplied with
the probability of that organism, and it waits for the organism if nothing else is missing.

A family is named where no gene reaches the threshold, by FamPlex, whose families are human. A gene
that is asserted becomes a suggestion again, ``word-is-a-chemical``, if the same word is stated to
be a chemical of the figure (see ``chemicals_diseases``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from mmrdf.records import HUMAN, Candidate, Entity, Hit, Mention, Taxon, Word, Xref
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve.assignment import UNLIKELY, OrganismAssignment
from mmrdf.resolve.entities import entity
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.gene_features import Claim, claim, family_claim, of_texts
from mmrdf.resolve.gene_rules import CLAIMS, WAYS, Choices, Rivals, Way, verdict
from mmrdf.resolve.lexicon import Lexicon, key
from mmrdf.resolve.names import Names
from mmrdf.resolve.support import Support

__all__ = ["WAYS", "Option", "decide", "options"]


class Option(NamedTuple):
    """What a word may be in one organism, and why.

    Args:
        entity: a gene, or a family or complex.
        hits: how the word came to it.
        reason: the rule that decided.
        claim: what there is to weigh, if the rule takes the word for it.
        place: which of the ways it is; None for a family.
    """

    entity: Entity
    hits: tuple[Hit, ...]
    reason: str
    claim: Claim | None = None
    place: int | None = None

    @property
    def model(self) -> str:
        """Whose evidence counts for it."""
        return "family" if self.place is None else "gene"

    def features(self, support: Support) -> tuple[str, ...]:
        """All that speaks for and against it; nothing if the rule itself doubts it."""
        return (*self.claim.features, *of_texts(self.claim, support)) if self.claim else ()


def decide(mention: Mention, assignment: OrganismAssignment, names: Names, judge: Judge) -> Mention:
    """Give each candidate of a gene's mention its status, reason and confidence, name its family.

    Args:
        mention: a word that stands for a gene.
        assignment: by whose identifiers the figure's genes are named.
        names: what names mean in the record.
        judge: how far the rules are right, and what is enough.
    """
    word = mention.word
    ways = tuple([(candidate.entity, candidate.hits) for candidate in mention.candidates])
    stated = assignment.gene_identifiers_of
    found: dict[int, Candidate] = {}
    families: list[Candidate] = []
    for taxon, several in options(word.text, ways, stated, names):
        share = None if stated else assignment.likely.get(taxon.taxid, UNLIKELY)
        for place, one in _weighed(word, several, names.support, judge, share):
            if place is None:
                families.append(one)
            else:
                found[place] = one
    candidates = [
        found.get(place) or _unweighed(word, way, judge) for place, way in enumerate(ways)
    ]
    if stated and stated != HUMAN:
        families = _families_elsewhere(word, ways, names.lexicon, judge)
    return Mention(word=word, candidates=(*candidates, *families))


def _unweighed(word: Word, way: Way, judge: Judge) -> Candidate:
    """A gene of no organism that is looked at, or a word without an identifier."""
    entity, hits = way
    if entity is None:
        return Candidate(word=word, hits=hits, status="ungrounded", reason="no-identifier")
    reason = "gene-of-another-organism" if entity.taxon else "gene-organism-unknown"
    confidence = judge.model.confidence("gene", reason)
    return Candidate(word=word, entity=entity, hits=hits, reason=reason, confidence=confidence)


def _weighed(
    word: Word,
    several: Iterable[Option],
    support: Support,
    judge: Judge,
    share: float | None,
) -> Iterator[tuple[int | None, Candidate]]:
    """Yield what a word may be in one organism, a family only where no gene is certain enough.

    The number is the place among the ways. The share is the probability that the figure's genes
    are named by identifiers of the organism, None if that is decided.
    """
    is_gene = False
    for option in several:
        if is_gene and option.entity.kind == "family":
            continue
        confidence = _confidence(option, support, judge)
        is_enough = judge.is_enough(confidence)
        is_gene |= is_enough
        candidate = Candidate(
            word=word,
            entity=option.entity,
            hits=option.hits,
            status="asserted" if is_enough and share is None else "suggested",
            reason=option.reason,
            confidence=confidence if share is None else round(share * confidence, 2),
            waits_for=ORGANISM_OF_GENES if is_enough and share is not None else None,
        )
        yield option.place, candidate


def _confidence(option: Option, support: Support, judge: Judge) -> float:
    """The share of right ones among such cases."""
    score = 1.0
    if option.claim:
        score = judge.model.score(option.model, option.features(support))
    return judge.model.confidence(option.model, option.reason, score)


#: What a word may be in each of some organisms: genes first, then families.
Options = tuple[tuple[Taxon, tuple[Option, ...]], ...]


def options(word: str, ways: tuple[Way, ...], organism: Taxon | None, names: Names) -> Options:
    """What a word may be in one organism, or in each of which the source names genes.

    Args:
        word: as it is written in the picture.
        ways: all that the source takes it for, of whatever organism.
        organism: the one that is looked at; None for all, human beings among them for families.
        names: what names mean in the record.
    """
    is_short = len(ways) <= _MOST and len(word) + sum(map(_size, ways)) <= _LONGEST
    choices = _choices(word, ways, names) if organism in {None, HUMAN} else ()
    return (_remembered if is_short else _options)(word, ways, organism, choices, names.lexicon)


def _size(way: Way) -> int:
    """The characters of what a word may be and how it came to it."""
    entity, hits = way
    size = 0
    for hit in hits:
        size += len(hit.match or "") + len(hit.origin or "")
    if entity:
        size += len(entity.xref.identifier) + len(entity.name or "")
        if entity.taxon:
            size += len(entity.taxon.taxid) + len(entity.taxon.name)
    return size


def _choices(word: str, ways: Iterable[Way], names: Names) -> Choices:
    forms = dict.fromkeys([hit.match or word for _, hits in ways for hit in hits])
    return tuple([(form, choice) for form in forms if (choice := names.choice(form))])


def _options(
    word: str, ways: tuple[Way, ...], organism: Taxon | None, choices: Choices, lexicon: Lexicon
) -> Options:
    taxa = [organism] if organism else [gene.taxon for gene, _ in ways if gene] + [HUMAN]
    return tuple(
        (taxon, _of_organism(word, ways, taxon, choices if taxon == HUMAN else (), lexicon))
        for taxon in dict.fromkeys(taxa)
        if taxon
    )


def _of_organism(
    word: str, ways: tuple[Way, ...], organism: Taxon, choices: Choices, lexicon: Lexicon
) -> tuple[Option, ...]:
    rivals = Rivals(word, ways, organism, choices, lexicon)
    found = []
    for place, (gene, hits) in enumerate(ways):
        if gene and gene.taxon == organism:
            decided = verdict(gene, hits, rivals)
            is_claim = decided.reason in CLAIMS
            weighed = claim(word, decided, gene, rivals) if is_claim else None
            found.append(Option(_named(gene, lexicon), hits, decided.reason, weighed, place))
    if organism == HUMAN:
        is_gene = any(option.claim for option in found)
        found += _families(word, ways, lexicon, is_gene=is_gene)
    return tuple(found)


# The same words with the same genes come in very many figures, and nothing else decides. Those of
# much text are not kept, so that memory stays flat.
_LONGEST, _MOST = 1000, 50
_remembered = lru_cache(maxsize=1 << 14)(_options)


def _named(gene: Entity, lexicon: Lexicon) -> Entity:
    """A human gene with its other identifiers."""
    term = lexicon.term(gene.xref) if gene.taxon == HUMAN else None
    return replace(gene, same=term.same) if term and term.same else gene


def _families(
    word: str, ways: Iterable[Way], lexicon: Lexicon, *, is_gene: bool
) -> Iterator[Option]:
    """Yield the families that a word names, by which the table came to genes."""
    found: dict[Xref, tuple[Entity, list[Hit]]] = {}
    for hit in dict.fromkeys([hit for _, hits in ways for hit in hits]):
        is_family = WAYS.get(hit.origin or "") == "family"
        if hit.match and (is_family or key(hit.match) in key(word)):
            terms = {term.xref: term for term in lexicon.families_named(hit.match)}
            if len(terms) == 1:
                [term] = terms.values()
                found.setdefault(term.xref, (entity(term), []))[1].append(hit)
    for family, hits in found.values():
        if len(found) > 1:
            yield Option(family, tuple(hits), "shared-name")
        else:
            weighed = family_claim(word, family, hits[0].match or word, lexicon, is_gene=is_gene)
            yield Option(family, tuple(hits), "family-name", weighed)


def _families_elsewhere(
    word: Word, ways: tuple[Way, ...], lexicon: Lexicon, judge: Judge
) -> list[Candidate]:
    """The families that a word names in a figure whose genes are not named by human identifiers."""
    reason = "gene-of-another-organism"
    return [
        Candidate(
            word=word,
            entity=option.entity,
            hits=option.hits,
            reason=reason,
            confidence=judge.model.confidence("family", reason),
        )
        for option in _families(word.text, ways, lexicon, is_gene=False)
    ]
