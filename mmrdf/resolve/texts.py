"""The names in the prose of a record, where they stand and what they mean.

The text is cut into words, and from each word on the longest run of them that the lexicon knows is
taken. What the name means is decided by ``names``; this module decides whether it is a name at all
where it stands. ``mmrdf.records.reasons`` says what each reason means.

What a rule asserts is stated only if its measured confidence (model ``text``) is enough. A human
gene in a record whose organism is not certain keeps its reason, and waits for the organism.

Nothing is made of a name of one or two letters or digits, of a word in small letters that is a gene
only in capitals, of one whose abbreviation the text defines as something that the lexicon does not
know, or of a part of a compound (``TNF`` in ``TNF-R1``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mmrdf.records import (
    HUMAN,
    Candidate,
    Passage,
    Phrase,
    Span,
    Status,
    TextMention,
    Xref,
)
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve.abbreviations import agree, defined
from mmrdf.resolve.assignment import UNLIKELY, OrganismAssignment
from mmrdf.resolve.entities import entity, hit
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import Term, key
from mmrdf.resolve.names import Names, Ruling
from mmrdf.resolve.spelling import SHORTEST, is_short, is_written
from mmrdf.resolve.words import HYPHENS, Text

# What a name before it only tells apart: the IL-6 receptor is not IL-6.
_HEADS = frozenset(
    {"cell", "niche", "inhibitory", "receptor", "ligand", "activator", "substrate", "signal"}
    | {"antagonist", "family", "families", "superfamily", "homolog", "homologue", "converting"}
    | {"binding", "related", "associated", "like", "interacting"}
)

# Words with which names of proteins end: the spleen tyrosine kinase is no spleen, and the
# macrophage inflammatory protein no macrophage.
_PROTEINS = frozenset(
    {"antigen", "channel", "chemokine", "cytokine", "enolase", "enzyme", "factor", "glycoprotein"}
    | {"hormone", "ligand", "molecule", "peptide", "protein", "receptor", "transporter"}
)
_ENZYMES = (
    *("cyclase", "dehydrogenase", "esterase", "hydrolase", "isomerase", "kinase", "ligase"),
    *("lyase", "oxidase", "peptidase", "phosphatase", "polymerase", "protease", "reductase"),
    *("synthase", "synthetase", "transferase"),
)
# What else tells that a name is part of another: ADP-ribosylation, rapamycin-insensitive.
_PARTS = frozenset({"expressed", "insensitive", "ribosylation", "specific", "stimulating"})
# Words between which no name of a protein goes on, and how many its end may be away.
_BETWEEN = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or"}
    | {"that", "the", "to", "via", "was", "were", "which", "with"}
)
_AWAY = 4
_NUMBER = re.compile(r"[0-9]{1,2}[A-Z]?")


class _Found(NamedTuple):
    """A name at its place, by the numbers of its characters."""

    start: int
    end: int
    ruling: Ruling


def mentions(
    passages: Sequence[Passage], assignment: OrganismAssignment, names: Names, judge: Judge
) -> tuple[TextMention, ...]:
    """The names in the passages of a record, each with all its places, in the order of the first.

    Args:
        passages: what is looked through; an abbreviation that one defines holds in all.
        assignment: by whose identifiers the record's genes are named.
        names: what names mean in the record.
        judge: how far the rules are right, and what is enough.
    """
    abbreviations = defined(passage.text for passage in passages)
    all_found = [
        (passage, [*_found(Text(passage.text, abbreviations), names, abbreviations)])
        for passage in passages
    ]
    lonely = _lonely([name for _, found in all_found for name in found])
    mentions = []
    for passage, found in all_found:
        places: dict[str, list[_Found]] = {}
        for name in found:
            text = passage.text[name.start : name.end]
            places.setdefault(text, []).append(_doubted(name, lonely))
        mentions += [
            _mention(passage, text, same, assignment, judge) for text, same in places.items()
        ]
    return tuple(mentions)


def _lonely(names: Sequence[_Found]) -> frozenset[Xref]:
    """The genes of short symbols, if no other name in the record is certain to be a gene's."""
    weak: set[Xref] = set()
    strong: set[Xref] = set()
    for name in names:
        if name.ruling.status == "asserted" and name.ruling.terms[0].kind in {"gene", "family"}:
            form = key(name.ruling.name)
            is_weak = len(form) == SHORTEST and form.isalpha() and name.ruling.name.isupper()
            is_weak &= name.ruling.reason in {"symbol", "family-name"}
            is_weak |= len(form) <= _ALIAS and name.ruling.reason in _ALIASES
            (weak if is_weak else strong).add(name.ruling.terms[0].xref)
    return frozenset() if strong - weak else frozenset(weak - strong)


def _doubted(name: _Found, lonely: frozenset[Xref]) -> _Found:
    ruling = name.ruling
    if ruling.status != "asserted" or ruling.terms[0].xref not in lonely:
        return name
    return name._replace(
        ruling=ruling._replace(status="suggested", reason="no-other-gene-in-record")
    )


def _mention(
    passage: Passage,
    text: str,
    names: Sequence[_Found],
    assignment: OrganismAssignment,
    judge: Judge,
) -> TextMention:
    """All places of a name as one mention; of places that are decided otherwise only the best."""
    best = _best(names, judge)
    spans = tuple([Span(passage=passage, start=n.start, end=n.end) for n in best])
    phrase = Phrase(passage=passage, text=text, spans=spans)
    ruling = best[0].ruling
    candidates = [_candidate(phrase, term, ruling, assignment, judge) for term in ruling.terms]
    return TextMention(phrase=phrase, candidates=tuple(candidates))


def _best(names: Sequence[_Found], judge: Judge) -> Sequence[_Found]:
    """Those places of a name where it is decided best, and alike; mostly there is but one."""
    if len(names) == 1:
        return names
    ruling = max((name.ruling for name in names), key=lambda ruling: _certainty(ruling, judge))
    return [name for name in names if name.ruling == ruling]


def _certainty(ruling: Ruling, judge: Judge) -> tuple[bool, float]:
    """By what the places of a name are told apart: whether a rule is certain, and how far."""
    kind = ruling.terms[0].kind if ruling.terms else ""
    return ruling.status == "asserted", _confidence(ruling, kind, judge) if kind else 0.0


def _confidence(ruling: Ruling, kind: str, judge: Judge) -> float:
    return judge.model.confidence("text", ruling.reason, kind=kind)


class _Standing(NamedTuple):
    """How certain a term is; the fields are those of ``Candidate``."""

    status: Status
    reason: str
    confidence: float
    waits_for: str | None = None


def _candidate(
    phrase: Phrase, term: Term, ruling: Ruling, assignment: OrganismAssignment, judge: Judge
) -> Candidate:
    hits = [hit(sense) for sense in ruling.senses if sense.term.xref == term.xref]
    standing = _in_organism(ruling, term.kind, assignment, judge)
    return Candidate(
        word=phrase,
        entity=entity(term),
        hits=tuple(dict.fromkeys(hits)),
        status=standing.status,
        reason=standing.reason,
        confidence=standing.confidence,
        waits_for=standing.waits_for,
    )


def _in_organism(
    ruling: Ruling, kind: str, assignment: OrganismAssignment, judge: Judge
) -> _Standing:
    """State what a rule is certain of, human genes and families where the record names such."""
    confidence = _confidence(ruling, kind, judge)
    is_enough = ruling.status == "asserted" and judge.is_enough(confidence)
    stated = assignment.gene_identifiers_of
    if kind not in {"gene", "family"} or stated == HUMAN:
        return _Standing("asserted" if is_enough else "suggested", ruling.reason, confidence)
    if stated:
        reason = "gene-of-another-organism"
        return _Standing("suggested", reason, judge.model.confidence("text", reason))
    share = assignment.likely.get(HUMAN.taxid, UNLIKELY)
    waits_for = ORGANISM_OF_GENES if is_enough else None
    return _Standing("suggested", ruling.reason, round(share * confidence, 2), waits_for)


def _found(text: Text, names: Names, abbreviations: Mapping[str, str]) -> Iterator[_Found]:
    """Yield the names of a text, from left to right; of those that overlap the longest first."""
    keys, heads = names.lexicon.keys, names.lexicon.heads
    free = 0
    for first in text.firsts(keys, heads):
        for last, form in reversed([*text.runs(first, heads)] if first >= free else ()):
            name = text.run(first, last)
            is_known = form in keys or (name[-1] == "s" and form[:-1] in keys)
            if not (is_known or name in abbreviations):
                continue
            spelled = text.spelled(first, last)
            ruling = _ruling(name, spelled, names, abbreviations.get(name))
            if ruling.reason == "not-in-lexicon":
                continue
            ruling = _in_place(text, first, last, ruling)
            if ruling.terms and is_written(name, ruling, shouted=text.is_shouted):
                yield _Found(text.words[first][0], text.words[last][1], ruling)
            free = last + 1
            break


def _in_place(text: Text, first: int, last: int, ruling: Ruling) -> Ruling:
    """What a name means between the words around it."""
    if text.is_part(first, last) or text.is_number(first, last):
        return ruling._replace(status="ungrounded", terms=())
    after = text.follows(last)
    goes_on = _NUMBER.fullmatch(after) or after.casefold().removesuffix("s").endswith(_ENZYMES)
    if goes_on and ruling.reason in {"full-name", "family-name"}:
        # epidermal growth factor receptor 2, ribosomal protein S6 kinase
        return ruling._replace(status="ungrounded", terms=())
    if after.casefold().removesuffix("s") in _HEADS:
        return ruling._replace(status="suggested", reason="modifies-another-noun")
    if ruling.terms and ruling.terms[0].kind in _KINDS and _names_a_protein(text, first, last):
        return ruling._replace(status="suggested", reason="modifies-another-noun")
    if is_short(text.run(first, last), ruling):
        return ruling._replace(status="suggested", reason="short-synonym")
    return _weakened(text, first, last, ruling)


# What narrows the name of a disease after it: acute renal failure, B-cell lymphoma.
_NARROWER = re.compile(
    r".*(?:al|ary|cell|chronic|ic|ile|oid|ous|stage|type)|acute|deficiency|immune",
    re.IGNORECASE,
)
# Adjectives that narrow nothing.
_WIDE = frozenset({"clinical", "several", "various", "specific", "typical", "other", "previous"})


def _weakened(text: Text, first: int, last: int, ruling: Ruling) -> Ruling:
    """Another reason for what the rules have decided where they are less often right."""
    name = text.run(first, last)
    if ruling.reason == "unambiguous-name" and ruling.terms[0].kind == "disease":
        is_joined = first and text.gaps[first - 1] in {" ", *HYPHENS}
        is_part = is_joined and _narrows(text.written[first - 1])
        return ruling._replace(reason="part-of-longer-name") if is_part else ruling
    is_noun = name.islower() and name.replace(" ", "").isalpha()
    if ruling.reason == "family-name" and is_noun:
        return ruling._replace(reason="family-name-is-common-noun")
    return ruling


def _narrows(word: str) -> bool:
    return bool(_NARROWER.fullmatch(word)) and word.casefold() not in _WIDE


# What proteins are called after.
_KINDS = frozenset({"anatomy", "cell", "chemical"})


def _names_a_protein(text: Text, first: int, last: int) -> bool:
    """Whether what is written there is a part of the name of a protein."""
    if [word.casefold() for word in text.written[max(0, first - 2) : first]] == ["target", "of"]:
        return True  # mammalian target of rapamycin
    for number, following in enumerate(text.following(last, _AWAY)):
        word = following.casefold().removesuffix("s")
        if word in _BETWEEN:
            return False
        if word in _PROTEINS or word.endswith(_ENZYMES) or (number == 0 and word in _PARTS):
            return True
    return False


def _ruling(name: str, spelled: str, names: Names, long: str | None) -> Ruling:
    """What a name means where its long form is ``long``, or that of some of its words is known."""
    if long:
        return _abbreviated(name, long, names)
    ruling = _singular(spelled, names)
    if spelled != name and ruling.status == "asserted":
        return ruling._replace(name=name, reason="abbreviation-defined-in-text")
    return ruling


def _abbreviated(name: str, long: str, names: Names) -> Ruling:
    """What an abbreviation means that the text defines."""
    meant = _singular(long, names)
    if meant.status == "asserted":
        return meant._replace(name=name, reason="abbreviation-defined-in-text")
    usual = _singular(name, names)
    if any(agree(long, n.text) for term in usual.terms for n in term.names):
        return usual
    if usual.reason == "symbol" and any(c.isdigit() for c in name):
        return usual._replace(status="suggested", reason="abbreviation-defined-otherwise")
    return Ruling(name, "ungrounded", "abbreviation-defined-otherwise")


# Aliases that need company, up to so many letters: AML3 is a cell line, MEN2A a disease.
_ALIASES, _ALIAS = {"unambiguous-synonym", "previous-symbol"}, 5


def _singular(name: str, names: Names) -> Ruling:
    """What a name means, or without its plural s; the plural of a gene's symbol is no gene."""
    ruling = names.rule(name)
    if (
        ruling.reason == "not-in-lexicon"
        and name.endswith("s")
        and len(name.rsplit(maxsplit=1)[-1]) > SHORTEST
    ):
        one = names.rule(name[:-1])
        if one.reason in {"family-name", "unambiguous-name", "curated-sense", "full-name"}:
            return one
    return ruling
