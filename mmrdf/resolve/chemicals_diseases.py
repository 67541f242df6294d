"""Which chemicals and diseases are stated as facts.

A row of PFOCR's tables gives a word an identifier, and at times the name that this identifier has.
The name is held against the word. Where there is none, or another one, the names are taken that
MeSH gives the heading of the row.

How often a reason was right on judged rows is its confidence, by which it is stated or suggested;
``mesh-heading-is-protein``, ``chebi-non-chemical`` and ``word-is-a-gene`` are never stated, since
the identifier may be right and the thing is no chemical.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mmrdf.records import Candidate, Entity, Mention, Xref
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import Lexicon
from mmrdf.resolve.lexicon.headings import heading, is_role
from mmrdf.resolve.names import Names

#: The rows of the evidence model that hold for the rules here.
MODEL = "chemical"

#: What is decided here, but for ``no-identifier``, which has no confidence; ``word-is-a-chemical``
#: is a gene that is taken back.
REASONS = (
    "exact-name",
    "shared-name",
    "mesh-heading",
    "mesh-heading-not-in-text",
    "mesh-heading-without-names",
    "identifier-name-mismatch",
    "mesh-heading-is-protein",
    "chebi-non-chemical",
    "mesh-supplementary-concept",
    "no-name-to-compare",
    "word-is-a-gene",
    "word-is-a-chemical",
)

# What is no chemical, however certain it is.
_NEVER = frozenset({"mesh-heading-is-protein", "chebi-non-chemical"})

# Letters of the longest name of a disease that counts only if the record's text has it.
_WITNESSED = 3

# Characters in which a charge, such as (2+), stands at the end of a name.
_CHARGE = 8

# Letters of the longest name of which the case counts: CO is no Co, and NO no No.
_CASED = 3


def decide(mention: Mention, names: Names, judge: Judge) -> Mention:
    """Give each candidate of a chemical's or a disease's mention status, reason and confidence.

    A heading of MeSH for which the source gives no name gets its own as the entity's name.

    Args:
        mention: a word that stands for a chemical or a disease.
        names: what names mean in the record.
        judge: how often each reason is right, and what is enough.
    """
    candidates = tuple([_decided(candidate, names, judge) for candidate in mention.candidates])
    return Mention(word=mention.word, candidates=candidates)


def _decided(given: Candidate, names: Names, judge: Judge) -> Candidate:
    entity = given.entity
    if entity is None:
        return Candidate(
            word=given.word, hits=given.hits, status="ungrounded", reason="no-identifier"
        )
    reason = _reason(given, entity, names)
    status, confidence = judge.decide(MODEL, reason, kind=entity.kind)
    return Candidate(
        word=given.word,
        entity=_labelled(entity, names.lexicon),
        hits=given.hits,
        status="suggested" if reason in _NEVER else status,
        reason=reason,
        confidence=confidence,
    )


def _reason(candidate: Candidate, entity: Entity, names: Names) -> str:
    text = candidate.word.text
    if entity.xref.prefix == "chebi" and is_role(entity.xref.identifier):
        return "chebi-non-chemical"
    form = _name(text)
    given = [_name(name) for name in (*candidate.matches, entity.name) if name]
    if form and form in given:
        is_its_own = entity.name is not None and form == _name(entity.name)
        return "exact-name" if is_its_own or not _is_gene(text, names.lexicon) else "shared-name"
    mesh = _mesh(entity)
    if mesh is None or len(form) < 2:  # noqa: PLR2004
        return "identifier-name-mismatch" if given else "no-name-to-compare"
    if mesh.startswith("C"):
        return "identifier-name-mismatch" if given else "mesh-supplementary-concept"
    reason = _by_heading(text, mesh, entity, names)
    return reason if reason == "mesh-heading" or not given else "identifier-name-mismatch"


def _by_heading(text: str, mesh: str, entity: Entity, names: Names) -> str:
    """The reason where a heading of MeSH decides."""
    known = heading(mesh)
    if entity.kind == "chemical" and known and known.is_protein:
        return "mesh-heading-is-protein"
    forms = _heading_names(mesh, names.lexicon)
    if not forms:
        return "mesh-heading-without-names"
    if _heading_name(text) not in forms:
        return "identifier-name-mismatch"
    is_short = entity.kind == "disease" and len(text.strip()) <= _WITNESSED
    return (
        "mesh-heading-not-in-text"
        if is_short and not _is_said(text, names.texts)
        else "mesh-heading"
    )


def _mesh(entity: Entity) -> str | None:
    """The identifier of MeSH that a row gives, by itself or beside another."""
    xrefs = (entity.xref, *entity.others)
    return next((xref.identifier for xref in xrefs if xref.prefix == "mesh"), None)


def _is_gene(word: str, lexicon: Lexicon) -> bool:
    """Whether a gene or a family goes by a word."""
    return any(sense.term.kind in {"gene", "family"} for sense in lexicon.senses(word))


def _is_said(word: str, texts: Sequence[str]) -> bool:
    """Whether the record has a word, or its plural, in what it says, in the same case."""
    pattern = re.compile(rf"(?<!\w){re.escape(word.strip())}s?(?!\w)")
    return any(pattern.search(text) for text in texts)


def _labelled(entity: Entity, lexicon: Lexicon) -> Entity:
    """The same with a name, where the source gives none and it is a heading of MeSH."""
    if entity.name or entity.xref.prefix != "mesh":
        return entity
    label = _label(entity.xref.identifier, lexicon)
    return replace(entity, name=label) if label else entity


# The same headings come in very many figures.
@lru_cache(maxsize=1 << 12)
def _label(identifier: str, lexicon: Lexicon) -> str | None:
    """What a heading is called: by the user's lexicon, else by the shipped table."""
    if term := lexicon.term(Xref(prefix="mesh", identifier=identifier)):
        return term.label
    known = heading(identifier)
    return known.label if known else None


@lru_cache(maxsize=1 << 12)
def _heading_names(identifier: str, lexicon: Lexicon) -> frozenset[str]:
    """The names of a heading as they are compared, empty if they are not known."""
    term = lexicon.term(Xref(prefix="mesh", identifier=identifier))
    known = heading(identifier)
    names = [name.text for name in term.names] if term else []
    return frozenset(map(_heading_name, (*names, *(known.names if known else ()))))


def _heading_name(text: str) -> str:
    """A name as it is compared with a heading's: in the singular, and an acid as its salt."""
    form = _name(text)
    if len(form) <= _CASED + 1:
        return form
    if form.endswith("ies"):
        form = f"{form.removesuffix('ies')}y"
    elif form.endswith("s") and not form.endswith(("ss", "us", "is")):
        form = form.removesuffix("s")
    return f"{form.removesuffix('ic acid')}ate" if form.endswith("ic acid") else form


def _name(text: str) -> str:
    """A name as it is compared: a charge at its end counts, and the case of short names."""
    text = unicodedata.normalize("NFKC", text).strip()
    charge = re.search(r"(?<=\w)\(?[0-9]{0,2}[+\-\u2212\u2013]\)?$", text[-_CHARGE:])
    end = re.sub(r"[^0-9+]", "-", charge[0].strip("()")) if charge else ""
    stem = text[: len(text) - len(charge[0])] if charge else text
    stem = " ".join(re.sub(r"\W+", " ", stem).split())
    return f"{stem if len(stem) <= _CASED else stem.casefold()}{end}"


def told_apart(mentions: Sequence[Mention], judge: Judge) -> tuple[Mention, ...]:
    """Take back what is stated of a word as a gene and as a chemical: it cannot be both.

    The name of a chemical goes before any gene, the symbol of a gene before a mere heading, and a
    heading before a synonym.

    Args:
        mentions: of one figure, decided.
        judge: how often what is taken back is right.
    """
    chemicals = {mention.word.text for mention in mentions if mention.word.kind == "chemical"}
    stated: dict[tuple[str, str], set[str]] = {}
    for mention in mentions:
        if mention.word.text in chemicals:
            reasons = {c.reason for c in mention.candidates if c.status == "asserted"}
            stated.setdefault((mention.word.kind, mention.word.text), set()).update(reasons)
    return tuple(
        _told_apart(mention, stated, judge) if mention.word.text in chemicals else mention
        for mention in mentions
    )


def _told_apart(mention: Mention, stated: dict[tuple[str, str], set[str]], judge: Judge) -> Mention:
    gene = stated.get(("gene", mention.word.text), set())
    chemical = stated.get(("chemical", mention.word.text), set())
    if not (gene and chemical):
        return mention
    is_gene = "symbol" in gene and "exact-name" not in chemical
    loser, reason = ("chemical", "word-is-a-gene") if is_gene else ("gene", "word-is-a-chemical")
    if mention.word.kind != loser:
        return mention
    confidence = judge.model.confidence(MODEL, reason)
    candidates = tuple(
        replace(c, status="suggested", reason=reason, confidence=confidence)
        if c.status == "asserted"
        else c
        for c in mention.candidates
    )
    return replace(mention, candidates=candidates)
