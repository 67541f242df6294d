"""Triples as compact, nested JSON-LD with its context inside, so that nothing is fetched."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from pyoxigraph import NamedNode

from mmrdf import vocab
from mmrdf.errors import FormatError
from mmrdf.graph import MANY, Node
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
    term,
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
        schema.creator,
        schema.publisher,
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
        dcterms.conformsTo,
        dcterms.hasFormat,
        dcterms.isPartOf,
        dcterms.license,
        dcterms.references,
        dcterms.source,
        dcterms.subject,
        foaf.img,
        foaf.page,
        rdfs.seeAlso,
        schema.additionalType,
        schema.contentUrl,
        schema.inDefinedTermSet,
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
        term.geneIdentifiersOf,
        wp.organism,
    }
)


# Properties of which the values are concepts of our own vocabulary, which are short as classes are.
_CONCEPTS = frozenset({vocab.term.reason, vocab.term.status, vocab.term.waitsFor})


def _context() -> dict[str, Any]:
    links = {_name(term): {"@id": term.value, "@type": "@id"} for term in _LINKS}
    links |= {_name(term): {"@id": term.value, "@type": "@vocab"} for term in _CONCEPTS}
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
    return b",\n".join([tree.encode() for tree in _trees(nodes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """How a property is written: its key, and what is done with its values.

    Args:
        typing: whether its values are classes or concepts, which are short.
        nested: whether a value that is described is shown inside.
        link: whether IRIs are written as they are.
        plain: whether strings are.
    """

    key: str
    typing: bool
    nested: bool
    link: bool
    plain: bool


@cache
def _property(predicate: str) -> _Property:
    term = NamedNode(_iri(predicate)[1:-1])
    typing = term == rdf.type or term in _CONCEPTS
    key = "@type" if term == rdf.type else _name(term)
    link = term in _LINKS
    plain = not (link or typing)
    return _Property(key=key, typing=typing, nested=term in _NESTED, link=link, plain=plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What nodes of the same properties have in common.

    Args:
        text: the node, with ``%s`` in the place of its IRI and of each value.
        order: which values come one behind the other; None if they come so already.
        rows: the property of each value, in that order.
        nested: the places of the values that may be shown inside.
    """

    text: str
    order: tuple[int, ...] | None
    rows: tuple[_Property, ...]
    nested: tuple[int, ...]


def _form(properties: tuple[str, ...]) -> _Form:
    places: dict[_Property, list[int]] = {}
    for place, it in enumerate(properties):
        places.setdefault(_property(it), []).append(place)
    keys = [f'"{row.key}": '.replace("%", "%%") + _several(len(of)) for row, of in places.items()]
    order = tuple(chain.from_iterable(places.values()))
    rows = tuple(_property(properties[place]) for place in order)
    return _Form(
        text="{" + ", ".join(['"@id": %s', *keys]) + "}",
        order=None if order == tuple(range(len(order))) else order,
        rows=rows,
        nested=tuple(place for place, row in enumerate(rows) if row.nested),
    )


_kept = lru_cache(maxsize=1000)(_form)


def _several(count: int) -> str:
    """The places of so many values."""
    return "%s" if count == 1 else f"[{', '.join(['%s'] * count)}]"


# Nodes inside nodes; deeper ones stand beside them. Readers, and Python, end at some hundreds.
_DEEPEST = 100


def _trees(nodes: Iterable[Node]) -> list[str]:
    """The nodes as JSON, each inside the first that holds it, the others in their order."""
    described: dict[str, Node] = {}
    for node in nodes:
        known = described.setdefault(node.subject, node)
        if known is not node:
            lines = dict.fromkeys([*known.lines, *node.lines])
            described[node.subject] = Node.read(node.subject, lines)
    placed: set[str] = set()
    return [_tree(node, described, placed) for it, node in described.items() if it not in placed]


def _tree(root: Node, described: dict[str, Node], placed: set[str]) -> str:
    """One node with its parts, breadth first, so that the record itself holds what it can."""
    placed.add(root.subject)
    found = [_Open(root, 0)]
    for holder in found:
        for place in holder.form.nested if holder.depth < _DEEPEST else ():
            value = holder.said[place]
            if value in described and value not in placed:
                placed.add(value)
                holder.inside[place] = part = _Open(described[value], holder.depth + 1)
                found.append(part)
    for part in reversed(found):  # what is inside comes behind what holds it
        part.text = part.written()
    return found[0].text


class _Open:
    """A node that is being written, and which of its values are nodes inside."""

    __slots__ = ("depth", "form", "inside", "said", "subject", "text")

    def __init__(self, node: Node, depth: int) -> None:
        self.subject = node.subject
        self.depth = depth
        self.form = (_kept if len(node.properties) <= MANY else _form)(node.properties)
        order = self.form.order
        self.said = node.values if order is None else [node.values[place] for place in order]
        self.inside: dict[int, _Open] = {}
        self.text = ""

    def written(self) -> str:
        """The text, when those of all nodes inside are there."""
        values = [
            it if row.plain and it[-1] == '"' else _value(row, it)
            for row, it in zip(self.form.rows, self.said, strict=True)
        ]
        for place, part in self.inside.items():
            values[place] = part.text
        return self.form.text % (_iri(self.subject), *values)


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
    trees = [json.loads(tree) for tree in _trees(nodes)]
    inside = trees[0] if len(trees) == 1 else {"@graph": trees}
    text = json.dumps({"@context": _context(), **inside}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"
