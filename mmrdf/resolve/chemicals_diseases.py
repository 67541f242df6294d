"""Which chemicals and diseases are stated as facts.

A row of PFOCR's tables gives a word an identifier, and at times the name that this identifier has.
The name is held against the word; where there is none, only MeSH's main headings are trusted: its
supplementary concepts were wrong in most rows that were looked at (``TCA``, ``Asn``, ``Me Me``).

=======================  =========  ================================================================
reason                   status     when
=======================  =========  ================================================================
``name``                 assert     the word is the name of the identifier, or the form that matched
``other-name``           suggest    the identifier has another name than the word (``Arg``:
                                    arginylarginine)
``heading``              assert     no name is given; the identifier is a main heading of MeSH, and
                                    the word has two letters or more
``heading-unwitnessed``  suggest    the same for a disease of which the record does not speak, and
                                    for a chemical to which something is attached (glycerol-3-P)
``supplementary``        suggest    no name is given; it is a supplementary concept of MeSH
``no-name``              suggest    no name is given; it is an identifier of ChEBI or DOID, or the
                                    word is one letter
``gene-word``            suggest    by ``heading``, but the word is stated to be a gene's symbol
``no-identifier``        none       the source gives the word no identifier
=======================  =========  ================================================================
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mmrdf.records import Candidate, Mention, Status

# What is attached to a chemical makes another of it: glycerol-3-P is no glycerol.
_DERIVED = re.compile(r"[0-9]['\u2032]?-\w|\w-[0-9]")

# Letters of the shortest disease that the record's words can witness: "in" is no disease.
_WITNESS = 4

# Characters in which a charge, such as (2+), stands at the end of a name.
_CHARGE = 8

# Letters of the longest name of which the case counts: CO is no Co, and NO no No.
_CASED = 3


def decide(mention: Mention, texts: Sequence[str]) -> Mention:
    """Give each candidate of a chemical's or a disease's mention its status and reason.

    Args:
        mention: a word that stands for a chemical or a disease.
        texts: what the record says in words.
    """
    candidates = []
    for given in mention.candidates:
        status, reason = _decision(given, texts)
        candidates.append(
            Candidate(
                word=given.word, entity=given.entity, hits=given.hits, status=status, reason=reason
            )
        )
    return Mention(word=mention.word, picture=mention.picture, candidates=tuple(candidates))


def _decision(candidate: Candidate, texts: Sequence[str]) -> tuple[Status, str]:
    entity = candidate.entity
    if entity is None:
        return "none", "no-identifier"
    text = candidate.word.text
    if names := [*candidate.matches, *filter(None, [entity.name])]:
        is_name = bool(_name(text)) and _name(text) in map(_name, names)
        return ("assert", "name") if is_name else ("suggest", "other-name")
    if entity.xref.prefix not in {"mesh", "idmesh"} or len(_name(text)) < 2:  # noqa: PLR2004
        return "suggest", "no-name"
    if entity.xref.identifier.startswith("C"):
        return "suggest", "supplementary"
    is_derived = entity.kind == "chemical" and _DERIVED.search(text)
    if is_derived or (entity.kind == "disease" and not _is_witnessed(text, texts)):
        return "suggest", "heading-unwitnessed"
    return "assert", "heading"


def _is_witnessed(word: str, texts: Sequence[str]) -> bool:
    """Whether the record has a word, or its plural, in what it says."""
    key = _compared(word)
    pattern = re.compile(rf"(?<!\w){re.escape(key)}s?(?!\w)")
    return len(key) >= _WITNESS and any(
        key in text and pattern.search(text) for text in map(_compared, texts)
    )


@lru_cache(maxsize=64)  # a record is asked for each of its diseases
def _compared(text: str) -> str:
    """A text as it is compared: one case, one blank for all between letters and digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"\W+", " ", folded).split())


def _name(text: str) -> str:
    """A name as it is compared: a charge at its end counts, and the case of short names."""
    text = unicodedata.normalize("NFKC", text).strip()
    charge = re.search(r"(?<=\w)\(?[0-9]{0,2}[+\-\u2212\u2013]\)?$", text[-_CHARGE:])
    end = re.sub(r"[^0-9+]", "-", charge[0].strip("()")) if charge else ""
    stem = text[: len(text) - len(charge[0])] if charge else text
    stem = " ".join(re.sub(r"\W+", " ", stem).split())
    return f"{stem if len(stem) <= _CASED else stem.casefold()}{end}"


def told_apart(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Take back what is stated of a word as a gene and as a chemical: it cannot be both.

    The name of a chemical goes before any gene, the symbol of a gene before a mere heading, and a
    heading before a synonym.
    """
    chemicals = {mention.word.text for mention in mentions if mention.word.kind == "chemical"}
    stated: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.word.text in chemicals:
            reasons = {c.reason for c in mention.candidates if c.status == "assert"}
            stated.setdefault((mention.word.kind, mention.word.text), set()).update(reasons)
    return tuple(
        _told_apart(mention, stated) if mention.word.text in chemicals else mention
        for mention in mentions
    )


def _told_apart(mention: Mention, stated: dict[tuple[str, str], set[str]]) -> Mention:
    gene = stated.get(("gene", mention.word.text), set())
    chemical = stated.get(("chemical", mention.word.text), set())
    if not (gene and chemical):
        return mention
    is_gene = "symbol" in gene and "name" not in chemical
    loser, reason = ("chemical", "gene-word") if is_gene else ("gene", "chemical-word")
    if mention.word.kind != loser:
        return mention
    candidates = tuple(
        replace(c, status="suggest", reason=reason) if c.status == "assert" else c
        for c in mention.candidates
    )
    return replace(mention, candidates=candidates)
