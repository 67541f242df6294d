"""Triples as compact, nested JSON-LD with its context inside, so that nothing is fetched."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import NamedNode

from mmrdf.errors import FormatError
from mmrdf.graph import Node
from mmrdf.vocab import (
    PREFIXES,
    VOCABULARIES,
    cito,
    curie,
    dc,
    dcterms,
    fabio,
    foaf,
    oa,
    prov,
    rdf,
    rdfs,
    schema,
    sh,
    skos,
    void,
    wp,
    xsd,
)

# Only properties, classes and datatypes are short; things keep their whole IRI.
_VOCABULARIES = {prefix: PREFIXES[prefix] for prefix in VOCABULARIES if prefix != "rdf"}

# Where a node is shown inside the one that points at it: the paths of schema.org.
_NESTED = frozenset(
    {
        dcterms.relation,
        fabio.hasPrimarySubjectTerm,
        fabio.hasSubjectTerm,
        schema.citation,
        schema.funder,
        schema.funding,
        schema.image,
        schema.isBasedOn,
        schema.isPartOf,
        schema.author,
        schema.affiliation,
        schema.about,
        schema.mentions,
        schema.taxonomicRange,
        oa.hasBody,
        oa.hasTarget,
        oa.hasSelector,
        oa.hasSource,
        prov.used,
        prov.wasGeneratedBy,
        sh.declare,
        void.subset,
    }
)

# Properties whose values are links: their IRIs are written as they are. References may be texts.
_LINKS = frozenset(
    {
        *_NESTED - {schema.citation},
        cito.cites,
        cito.citesAsDataSource,
        cito.corrects,
        cito.discusses,
        cito.hasReplyFrom,
        cito.isCorrectedBy,
        cito.isDiscussedBy,
        cito.isRetractedBy,
        cito.isUpdatedBy,
        cito.repliesTo,
        cito.retracts,
        cito.updates,
        dc.identifier,
        dcterms.hasFormat,
        dcterms.isPartOf,
        dcterms.license,
        dcterms.references,
        dcterms.source,
        dcterms.subject,
        foaf.img,
        foaf.page,
        oa.hasScope,
        oa.motivatedBy,
        rdfs.seeAlso,
        schema.additionalType,
        schema.contentUrl,
        schema.license,
        schema.sameAs,
        schema.url,
        skos.closeMatch,
        skos.exactMatch,
        skos.member,
        void.linkPredicate,
        void.objectsTarget,
        void.subjectsTarget,
        void.vocabulary,
        wp.bdbChEBI,
        wp.bdbEnsembl,
        wp.bdbEntrezGene,
        wp.bdbHgncSymbol,
        wp.bdbUniprot,
        wp.diseaseOntologyTag,
        wp.ontologyTag,
        wp.organism,
    }
)


def _context() -> dict[str, Any]:
    links = {_name(term): {"@id": term.value, "@type": "@id"} for term in _LINKS}
    return {"@vocab": PREFIXES["schema"], **_VOCABULARIES, **dict(sorted(links.items()))}


def head() -> bytes:
    """The context, and the beginning of the list of nodes."""
    context = json.dumps(_context(), ensure_ascii=False)
    return f'{{"@context": {context},\n"@graph": [\n'.encode()


def body(nodes: Iterable[Node]) -> bytes:
    """The nodes, one to a line; records must be whole.

    Raises:
        FormatError: if JSON-LD has no way to write a term; also from ``document``.
    """
    return ",\n".join(map(_text, _trees(nodes))).encode()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Property:
    """How a property is written: its key, and what is done with its values.

    Args:
        typing: whether its values are classes, which are short.
        nested: whether a value that is described is shown inside.
        link: whether IRIs are written as they are.
    """

    key: str
    typing: bool
    nested: bool
    link: bool


@cache  # a property is the same object each time: what is said of a node goes by it
def _property(predicate: str) -> _Property:
    term = NamedNode(_iri(predicate)[1:-1])
    typing = term == rdf.type
    key = "@type" if typing else _name(term)
    return _Property(key=key, typing=typing, nested=term in _NESTED, link=term in _LINKS)


# Nodes inside nodes; deeper ones stand beside them. Readers, and Python, end at some hundreds.
_DEEPEST = 100

# What is said of each subject: the text of a value, or a list of them where there are several.
_Described = dict[str, dict[_Property, Any]]

# A value as JSON: its text, a node with its keys, or several of these.
_Value = Any


def _trees(nodes: Iterable[Node]) -> list[_Value]:
    """The nodes as JSON, each inside the first that holds it, the others in their order."""
    described: _Described = {}
    placed: set[str] = set()
    for node in nodes:
        about = described.setdefault(node.subject, {})
        for line in node.lines:
            predicate, _, value = line.partition(" ")
            row = _property(predicate)
            known = about.setdefault(row, value)
            if known.__class__ is list:
                known.append(value)
            elif known is not value:
                about[row] = [known, value]
    return [_tree(root, described, placed) for root in described if root not in placed]


def _tree(root: str, described: _Described, placed: set[str]) -> _Value:
    """One node with its parts, breadth first, so that the record itself holds what it can."""
    tree: dict[str, _Value] = {"@id": _iri(root)}
    placed.add(root)
    waiting = [(root, tree, 0)]
    for subject, node, depth in waiting:
        for row, said in described[subject].items():
            several = said.__class__ is list
            if not several and not row.nested:  # most are so
                node[row.key] = _value(row, said)
                continue
            shown: list[_Value] = []
            for value in dict.fromkeys(said) if several else (said,):
                inside = row.nested and depth < _DEEPEST
                if inside and value in described and value not in placed:
                    placed.add(value)
                    shown.append({"@id": _iri(value)})
                    waiting.append((value, shown[-1], depth + 1))
                else:
                    shown.append(_value(row, value))
            node[row.key] = shown if len(shown) > 1 else shown[0]
    return tree


def _text(value: _Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return "{" + ", ".join([f'"{key}": {_text(it)}' for key, it in value.items()]) + "}"


def _iri(term: str) -> str:
    """An IRI as a string of JSON: nothing in it is to be escaped.

    Raises:
        FormatError: if the term is none, or one that JSON-LD would take for a prefix and a name.
    """
    if not term.startswith("<http"):  # as nearly all do
        if term[0] != "<":
            reason = f"only IRIs and literals are written, not {term}"
            raise FormatError(reason)
        scheme, _, path = term[1:-1].partition(":")
        if scheme in _VOCABULARIES and not path.startswith("//"):
            reason = f"{term} cannot be written as JSON-LD, where {scheme} is a prefix"
            raise FormatError(reason)
    return f'"{term[1:-1]}"'


def _value(row: _Property, value: str) -> str:
    """A value as JSON: N-Triples escape strings as JSON does."""
    if value[0] != '"':
        if row.typing:
            return _class(value)
        iri = _iri(value)
        return iri if row.link else f'{{"@id": {iri}}}'
    if row.typing:
        reason = f"a class is an IRI, not {value}"
        raise FormatError(reason)
    if value[-1] == '"':
        return _typed(value, _STRING) if row.link else value
    quoted, datatyped, datatype = value.rpartition("^^")
    if not datatyped or datatype[-1] != ">":
        quoted, _, language = value.rpartition("@")
        language, _, direction = language.partition("--")
        also = f'"@direction": "{direction}", ' if direction else ""
        return f'{{{also}"@language": "{language}", "@value": {quoted}}}'
    if not row.link and datatype in _PLAIN and _PLAIN[datatype].fullmatch(quoted):
        return quoted[1:-1]
    return _typed(quoted, datatype)


def _typed(quoted: str, datatype: str) -> str:
    return f'{{"@type": {_class(datatype)}, "@value": {quoted}}}'


_STRING = str(xsd.string)

# Literals whose text is a value of JSON that means the same.
_PLAIN = {
    str(xsd.boolean): re.compile(r'"(?:true|false)"'),
    str(xsd.integer): re.compile(r'"(?:0|-?[1-9]\d{0,14})"', re.ASCII),
}


@lru_cache(maxsize=1000)
def _class(term: str) -> str:
    """A class or datatype in short, as a string of JSON."""
    return f'"{_name(NamedNode(_iri(term)[1:-1]))}"'


@lru_cache(maxsize=1000)
def _name(term: NamedNode) -> str:
    """A property, class or datatype in short: bare for schema.org, else with its prefix."""
    short = curie(term)
    prefix, _, local = short.partition(":")
    if prefix not in _VOCABULARIES:
        return term.value
    return local if prefix == "schema" and local not in _VOCABULARIES else short


def document(nodes: Iterable[Node]) -> bytes:
    """One record as a JSON-LD document of its own, indented, ready to be put into a page."""
    trees = [json.loads(_text(tree)) for tree in _trees(nodes)]
    inside = trees[0] if len(trees) == 1 else {"@graph": trees}
    text = json.dumps({"@context": _context(), **inside}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"
