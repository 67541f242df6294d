"""Ontologies in the OBO format in, terms out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from mmrdf import identifiers
from mmrdf.records import EntityKind, Xref
from mmrdf.resolve.lexicon.download import lines, names, some, xref
from mmrdf.resolve.lexicon.terms import Term

_KINDS: dict[str, EntityKind] = {
    "CL": "cell",
    "GO": "process",
    "UBERON": "anatomy",
    "MONDO": "disease",
    "DOID": "disease",
    "CHEBI": "chemical",
}
_OTHERS = {"MESH": "mesh", "MSH": "mesh", "MONDO": "mondo", "DOID": "doid"}

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+EXACT\b')
_MODIFIERS = re.compile(r'(?<!\\)\{\w+="[^{}]*"\}(?:\s*!.*)?$')
_BLANKS = dict.fromkeys("ntW", " ")

Stanza = defaultdict[str, list[str]]


def obo(path: Path) -> Iterator[Term]:
    """Terms out of an ontology: cells, processes, anatomy, diseases, chemicals.

    Args:
        path: a file such as ``cl.obo``, ``go.obo``, ``uberon.obo``, ``mondo.obo``, ``doid.obo`` or
            ``chebi.obo``. Terms of other ontologies in it are passed over.

    Yields:
        Terms with their exact synonyms. An obsolete one is there only if something replaces it.

    Raises:
        ReadError: if the file has no such term, or one of them no identifier of a known form.
    """
    return some(_terms(path), path, "[Term] of CL, GO, UBERON, MONDO, DOID or CHEBI")


def release(path: Path) -> str:
    """The release of an ontology as its header has it, such as ``releases/2026-01-23``.

    Args:
        path: a file in the OBO format.

    Returns:
        The release; empty if the header has none.

    Raises:
        ReadError: if the file cannot be read.
    """
    for _, line in lines(path):
        tag, _, value = line.partition(":")
        if tag == "data-version":
            return value.strip()
        if line.startswith("["):
            break
    return ""


def _terms(path: Path) -> Iterator[Term]:
    for line, stanza in _stanzas(path):
        identifier, label = _first(stanza["id"]), _label(stanza)
        kind = _KINDS.get(identifier.partition(":")[0])
        new = identifiers.from_curie(_first(stanza["replaced_by"]))
        obsolete = _first(stanza["is_obsolete"]) == "true"
        if not (kind and label) or (obsolete and not new):
            continue
        yield Term(
            xref=xref(path, line, identifier, "id"),
            kind=kind,
            label=label,
            names=names(("label", [label]), ("alias", _exact(stanza["synonym"]))),
            others=tuple(dict.fromkeys(_others(stanza["xref"]))),
            replaced_by=new if obsolete else None,
        )


def _stanzas(path: Path) -> Iterator[tuple[int, Stanza]]:
    """The values of the tags of each term, with the line that it begins at."""
    start, stanza = 0, None
    for number, line in lines(path):
        if line.startswith("["):
            if stanza:
                yield start, stanza
            start, stanza = number, Stanza(list) if line.strip() == "[Term]" else None
        elif stanza is not None:
            tag, _, value = line.partition(":")
            stanza[tag].append(value.strip())
    if stanza:
        yield start, stanza


def _first(values: list[str]) -> str:
    """The first word of the first value: what follows is a comment or a modifier."""
    return values[0].split()[0] if values and values[0] else ""


def _label(stanza: Stanza) -> str:
    return _unescaped(_MODIFIERS.sub("", "".join(stanza["name"][:1]))).strip()


def _exact(synonyms: Iterable[str]) -> Iterator[str]:
    for synonym in synonyms:
        if match := _SYNONYM.match(synonym):
            yield _unescaped(match[1])


def _others(xrefs: Iterable[str]) -> Iterator[Xref]:
    """Those in vocabularies of diseases and headings; what is none is passed over."""
    for other in xrefs:
        space, _, local = _first([other]).partition(":")
        found = identifiers.from_curie(f"{_OTHERS[space]}:{local}") if space in _OTHERS else None
        if found:
            yield found


def _unescaped(text: str) -> str:
    r"""A string as it is meant; a line break is a blank, as no name has one.

    >>> _unescaped(r"1\,2 \"a\" \\ b\nc")
    '1,2 "a" \\ b c'
    """
    return re.sub(r"\\(.)", lambda match: _BLANKS.get(match[1], match[1]), text)
