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
``heading``              assert     no name is given; the identifier is a main heading of MeSH
``heading-unwitnessed``  suggest    the same for a disease of which the record does not speak
``supplementary``        suggest    no name is given; it is a supplementary concept of MeSH
``no-name``              suggest    no name is given; it is an identifier of ChEBI or DOID
``no-identifier``        none       the source gives the word no identifier
=======================  =========  ================================================================
"""

import re
import unicodedata
from dataclasses import replace

from mmrdf.records import Candidate, Figure, Mention, Status


def decide(mention: Mention, figure: Figure) -> Mention:
    """Give each candidate of a chemical's or a disease's mention its status and reason."""
    candidates = []
    for candidate in mention.candidates:
        status, reason = _decision(candidate, figure)
        candidates.append(replace(candidate, status=status, reason=reason))
    return replace(mention, candidates=tuple(candidates))


def _decision(candidate: Candidate, figure: Figure) -> tuple[Status, str]:
    entity = candidate.entity
    if entity is None:
        return "none", "no-identifier"
    word = _key(candidate.word.text)
    if names := [*candidate.matches, *filter(None, [entity.name])]:
        is_name = word in map(_key, names)
        return ("assert", "name") if is_name else ("suggest", "other-name")
    if entity.xref.prefix not in {"mesh", "idmesh"}:
        return "suggest", "no-name"
    if entity.xref.identifier.startswith("C"):
        return "suggest", "supplementary"
    if entity.kind == "disease" and not _speaks_of(figure, word):
        return "suggest", "heading-unwitnessed"
    return "assert", "heading"


def _speaks_of(figure: Figure, word: str) -> bool:
    """Whether the record has the word, or its plural, in what it says."""
    texts = (figure.title, figure.caption, figure.article.title, *figure.article.keywords)
    said = (_key(text) for text in texts if text)
    return any(re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) for text in said)


def _key(text: str) -> str:
    """A text as it is compared: one case, one blank for all between letters, digits and signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w+]+", " ", folded).split())
