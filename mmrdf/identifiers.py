"""Identifiers of other people's databases: what they look like, and the one form we keep.

An identifier that has not the right form, or whose check digit is wrong, is none at all: it never
becomes an IRI.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from mmrdf.records import Xref

#: What an identifier of each space looks like in its normal form.
PATTERNS: dict[str, re.Pattern[str]] = {
    "chebi": re.compile(r"CHEBI:[1-9][0-9]*"),
    "cl": re.compile(r"[0-9]{7}"),
    "clinicaltrials": re.compile(r"NCT[0-9]{8}"),
    "doi": re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x20\x7f-\x9f]+"),
    "doid": re.compile(r"[0-9]+"),
    "ensembl": re.compile(r"ENSG[0-9]{11}"),
    "fplx": re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*"),
    "geo": re.compile(r"G(?:PL|SM|SE|DS)[0-9]+"),
    "go": re.compile(r"[0-9]{7}"),
    "grid": re.compile(r"grid\.[0-9]+\.[0-9a-f]+"),
    "hgnc": re.compile(r"HGNC:[1-9][0-9]*"),
    "hgnc.symbol": re.compile(r"[A-Za-z0-9@_-]+"),
    "insdc": re.compile(r"[A-Z]{1,6}[0-9]{5,9}(?:\.[0-9]+)?"),
    "isni": re.compile(r"[0-9]{15}[0-9X]"),
    "issn": re.compile(r"[0-9]{4}-[0-9]{3}[0-9X]"),
    "mesh": re.compile(r"[CD][0-9]{6}(?:[0-9]{3})?(?:Q[0-9]{6}(?:[0-9]{3})?)?"),
    "mondo": re.compile(r"[0-9]{7}"),
    "ncbigene": re.compile(r"[1-9][0-9]*"),
    "ncbitaxon": re.compile(r"[1-9][0-9]*"),
    "ndex": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "nlm": re.compile(r"[0-9]+[A-Z]{0,2}"),
    "orcid": re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"),
    "pdb": re.compile(r"[0-9][A-Z0-9]{3}"),
    "pfocr": re.compile(r"PMC[1-9][0-9]*__[A-Za-z0-9_.-]+"),
    "pmc": re.compile(r"PMC[1-9][0-9]*"),
    "pubmed": re.compile(r"[1-9][0-9]{0,8}"),
    "refseq": re.compile(r"[A-Z]{2}_[A-Z0-9]+(?:\.[0-9]+)?"),
    "ringgold": re.compile(r"[0-9]+"),
    "ror": re.compile(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"),
    "uberon": re.compile(r"[0-9]{7}"),
    "uniprot": re.compile(
        r"[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2}"
    ),
    "wikipathways": re.compile(r"WP[1-9][0-9]*"),
}

_FORBIDDEN = re.compile(r'[<>"{}|\\^`#?%\[\]\s\x00-\x20]')


@lru_cache(maxsize=10_000)  # many a record has the same
def normal(prefix: str, text: str) -> str | None:
    """The normal form of an identifier, or None if the text has not the right form.

    DOIs lose a ``doi:`` or resolver prefix and become lower case (they are compared without
    regard to case); PMCIDs lose their version; NDEx identifiers become lower case; identifiers of
    MeSH and of the OBO ontologies lose their prefix, but those of ChEBI have it, in capitals;
    ORCIDs, ISNIs and ISSNs may be written with or without hyphens, and their check digit must be
    right.

    >>> normal("doi", "https://doi.org/10.7554/eLife.69594")
    '10.7554/elife.69594'
    >>> normal("pmc", "PMC8095192.2")
    'PMC8095192'
    >>> normal("chebi", "chebi:4167"), normal("mesh", "mesh:D005947"), normal("doid", "doid:9538")
    ('CHEBI:4167', 'D005947', '9538')
    >>> normal("orcid", "http://orcid.org/0000000208988987")
    '0000-0002-0898-8987'
    >>> normal("orcid", "0000-0002-0898-8988") is None
    True
    >>> normal("wikipathways", "hsa04010") is None
    True
    """
    if prefix in _TIDY:
        text = _TIDY[prefix](text)
    if not PATTERNS[prefix].fullmatch(text):
        return None
    if prefix in _CHECKS and not _CHECKS[prefix](text):
        return None
    if text.isascii() and text.isalnum():  # most are, and NamedNode takes its time
        return text
    try:
        NamedNode(f"x:/{escaped(text)}")
    except ValueError:  # a character that no IRI may hold, such as one for private use
        return None
    return text


def escaped(text: str) -> str:
    """The text with the characters percent-encoded that an IRI forbids, and no others."""
    if text.isalnum():  # most are
        return text
    return _FORBIDDEN.sub(lambda match: quote(match[0], safe=""), text)


def from_curie(curie: str) -> Xref | None:
    """The identifier that a CURIE writes, None if its prefix or its form is not known.

    It undoes ``Xref.curie``; the case of the prefix does not matter.

    >>> from_curie("CL:0000092")
    Xref(prefix='cl', identifier='0000092')
    >>> from_curie("CHEBI:4167").curie, from_curie("HGNC:6018").curie
    ('CHEBI:4167', 'HGNC:6018')
    >>> from_curie("CL:92") is None, from_curie("foo:1") is None
    (True, True)
    """
    name, _, local = curie.partition(":")
    prefix = {"pmid": "pubmed"}.get(name.lower(), name.lower())
    if prefix not in PATTERNS or not local:
        return None
    found = normal(prefix, curie if prefix in {"chebi", "hgnc"} else local)
    return Xref(prefix=prefix, identifier=found) if found else None


def _without(pattern: str, instead: str = "") -> Callable[[str], str]:
    """A function that takes away what stands before, or behind, an identifier."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.sub(instead, text)


def _bare(name: str) -> Callable[[str], str]:
    """A function for identifiers often written with their prefix, which is no part of the IRI."""
    prefix = _without(f"^{name}:")
    return lambda text: prefix(text).upper()


def _digits(text: str) -> str:
    """A number of ISO, less its resolver, hyphens and blanks."""
    text = re.sub(r"^(?:https?://)?(?:www\.)?(?:orcid|isni)\.org/(?:isni/)?", "", text)
    return re.sub(r"[\s-]", "", text.removeprefix("ISNI")).upper()


def _hyphened(text: str) -> str:
    """A number of ISO, with a hyphen after each four digits."""
    return "-".join(re.findall(".{1,4}", _digits(text)))


def _is_issn(text: str) -> bool:
    """Whether the check digit is right (ISO 3297, mod 11)."""
    return sum(n * (8 - place) for place, n in enumerate(_numbers(text))) % 11 == 0


def _is_isni(text: str) -> bool:
    """Whether the check digit of an ISNI, or an ORCID, is right (ISO 7064, mod 11-2)."""
    total = 0
    *digits, check = _numbers(text)
    for digit in digits:
        total = (total + digit) * 2
    return (12 - total % 11) % 11 == check


def _numbers(text: str) -> list[int]:
    return [10 if c == "X" else int(c) for c in text if c != "-"]


_unresolved = _without(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)")

# What is done to an identifier before it is looked at.
_TIDY: dict[str, Callable[[str], str]] = {
    "chebi": _without("^(?:chebi:)?(?=[0-9])", "CHEBI:"),
    "doi": lambda text: _unresolved(text).lower(),
    "isni": _digits,
    "issn": _hyphened,
    "ndex": str.lower,
    "orcid": _hyphened,
    "pmc": _without(r"\.[0-9]+$"),
    "ror": _without(r"^(?:https?://)?ror\.org/"),
    **{name: _bare(name) for name in ("cl", "doid", "go", "mesh", "mondo", "uberon")},
    **dict.fromkeys(("clinicaltrials", "geo", "insdc", "pdb", "refseq"), str.upper),
}
_CHECKS: dict[str, Callable[[str], bool]] = {
    "isni": _is_isni,
    "issn": _is_issn,
    "orcid": _is_isni,
}
