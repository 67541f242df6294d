"""Triples as compact, nested JSON-LD with its context inside, so that nothing is fetched."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode

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
    return b'{"@context": %s,\n"@graph": [\n' % _dumped(_context())


def body(nodes: Iterable[Node]) -> bytes:
    """The nodes, one to a line; records must be whole."""
    return ",\n".join(map(_encoded, _trees(nodes))).encode()


def _dumped(value: Any) -> bytes:
    return _encoded(value).encode()


# A tree holds nothing twice, so that it need not be looked at for circles.
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


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
def _property(term: NamedNode) -> _Property:
    typing = term == rdf.type
    key = "@type" if typing else _name(term)
    return _Property(key=key, typing=typing, nested=term in _NESTED, link=term in _LINKS)


# What is said of each subject: a term, or a list of them where there are several.
_Described = dict[Any, dict[_Property, Any]]


def _trees(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """The nodes as JSON, each inside the first that holds it, the others in their order."""
    described: _Described = {}
    placed: set[Any] = set()
    for node in nodes:
        about = described.setdefault(node.subject, {})
        for predicate, value in node.pairs:
            row = _property(predicate)
            known = about.setdefault(row, value)
            if isinstance(known, list):
                known.append(value)
            elif known is not value:
                about[row] = [known, value]
    return [_tree(root, described, placed) for root in described if root not in placed]


def _tree(root: Any, described: _Described, placed: set[Any]) -> dict[str, Any]:
    """One node with its parts, breadth first, so that the record itself holds what it can."""
    tree: dict[str, Any] = {"@id": root.value}
    placed.add(root)
    waiting = [(root, tree)]
    for subject, node in waiting:
        for row, said in described[subject].items():
            several = isinstance(said, list)
            if not several and not row.nested:  # most are so
                node[row.key] = _value(row, said)
                continue
            shown = []
            for value in dict.fromkeys(said) if several else (said,):
                if row.nested and value in described and value not in placed:
                    placed.add(value)
                    shown.append({"@id": value.value})
                    waiting.append((value, shown[-1]))
                else:
                    shown.append(_value(row, value))
            node[row.key] = shown if len(shown) > 1 else shown[0]
    return tree


def _value(row: _Property, value: Any) -> Any:
    if isinstance(value, NamedNode):
        if row.typing:
            return _name(value)
        return value.value if row.link else {"@id": value.value}
    if not isinstance(value, Literal):
        reason = f"only IRIs and literals are written, not {value}"
        raise FormatError(reason)
    datatype = value.datatype
    plain = None if row.link else _plain(value.value, datatype)
    if plain is not None:
        return plain
    if value.language:
        return {"@language": value.language, "@value": value.value}
    return {"@type": _name(datatype), "@value": value.value}


def _plain(text: str, datatype: NamedNode) -> str | bool | int | None:
    """A literal as a value of JSON that means the same, None if there is none."""
    if datatype == xsd.string:
        return text
    if datatype == xsd.boolean and text in {"true", "false"}:
        return text == "true"
    if datatype == xsd.integer and re.fullmatch(r"0|-?[1-9]\d{0,14}", text):
        return int(text)
    return None


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
    trees = _trees(nodes)
    inside = trees[0] if len(trees) == 1 else {"@graph": trees}
    text = json.dumps({"@context": _context(), **inside}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"
