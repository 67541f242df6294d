"""Triples as compact, nested JSON-LD with its context inside, so that nothing is fetched.

The layer of evidence has the keys of the Web Annotation standard (``body``, ``target``), all others
have bare names for schema.org. The document of a single record declares only what it uses.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
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
    spdx,
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
        dcterms.isVersionOf,
        dcterms.relation,
        fabio.hasPrimarySubjectTerm,
        fabio.hasSubjectTerm,
        schema.citation,
        schema.distribution,
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
        prov.wasAssociatedWith,
        prov.wasGeneratedBy,
        sh.declare,
        spdx.checksum,
        void.classPartition,
        void.propertyPartition,
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
        prov.wasDerivedFrom,
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


# Properties of which the values have one datatype as a rule, which are written as plain strings, or
# as numbers where JSON has them.
_DATATYPES = {
    oa.end: xsd.nonNegativeInteger,
    oa.start: xsd.nonNegativeInteger,
    schema.sdDatePublished: xsd.date,
    term.confidence: xsd.decimal,
    term.pathwayScore: xsd.decimal,
}

# What the Web Annotation standard calls its terms (https://www.w3.org/ns/anno.jsonld).
_ANNOTATION = {
    rdf.value: "value",
    oa.Annotation: "Annotation",
    oa.SpecificResource: "SpecificResource",
    oa.TextPositionSelector: "TextPositionSelector",
    oa.TextQuoteSelector: "TextQuoteSelector",
    oa.TextualBody: "TextualBody",
    oa.end: "end",
    oa.exact: "exact",
    oa.hasBody: "body",
    oa.hasSelector: "selector",
    oa.hasSource: "source",
    oa.hasTarget: "target",
    oa.start: "start",
}


@dataclass(frozen=True, eq=False)
class _Keys:
    """How the terms of a layer are called.

    Args:
        id: the key of a node's IRI.
        type: the key of its classes.
        named: terms with names of their own.
        vocabulary: whether the terms of schema.org are bare.
    """

    id: str
    type: str
    named: dict[NamedNode, str]
    vocabulary: bool


_PLAIN_KEYS = _Keys(id="@id", type="@type", named={}, vocabulary=True)

# Bare names of schema.org could mean something else in an annotation: "name" is that of FOAF.
_ANNOTATION_KEYS = _Keys(id="id", type="type", named=_ANNOTATION, vocabulary=False)


#: How a record's own document has its context; any other text is the address of one.
PRUNED, INLINE = "pruned", "inline"

# The most that a pruned context may be of its document; a short document is written out instead.
_MOST = 0.25


def _keys(layer: str) -> _Keys:
    return _ANNOTATION_KEYS if layer == "evidence" else _PLAIN_KEYS


def _context(keys: _Keys = _PLAIN_KEYS) -> dict[str, Any]:
    kinds: dict[NamedNode, str | None] = dict.fromkeys(keys.named)
    kinds |= dict.fromkeys(_LINKS, "@id") | dict.fromkeys(_CONCEPTS, "@vocab")
    kinds |= {term: _name(kind, keys) for term, kind in _DATATYPES.items()}
    terms = {
        _name(term, keys): {"@id": term.value, "@type": kind} if kind else term.value
        for term, kind in kinds.items()
    }
    if keys.vocabulary:
        first = {"@vocab": PREFIXES["schema"]}
    else:
        first = {keys.id: "@id", keys.type: "@type"}
    return {**first, **_VOCABULARIES, **dict(sorted(terms.items()))}


def head(layer: str = "core") -> bytes:
    """The context, and the beginning of the list of nodes of a layer."""
    context = json.dumps(_context(_keys(layer)), ensure_ascii=False)
    return f'{{"@context": {context},\n"@graph": [\n'.encode()


def body(nodes: Iterable[Node], layer: str = "core") -> bytes:
    """The nodes of a layer, one to a line; records must be whole.

    Raises:
        FormatError: if JSON-LD has no way to write a term; also from ``document``.
    """
    return b",\n".join([tree.encode() for tree in _trees(nodes, _keys(layer))])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    """How a property is written: its key, and what is done with its values.

    Args:
        typing: whether its values are classes or concepts, which are short.
        nested: whether a value that is described is shown inside.
        link: whether IRIs are written as they are.
        plain: whether strings are.
        datatype: of which datatype are values without one; None if JSON tells.
        keys: how classes are called.
    """

    key: str
    typing: bool
    nested: bool
    link: bool
    plain: bool
    datatype: str | None
    keys: _Keys


@cache
def _property(predicate: str, keys: _Keys) -> _Property:
    term = NamedNode(_iri(predicate)[1:-1])
    typing = term == rdf.type or term in _CONCEPTS
    link = term in _LINKS
    return _Property(
        key=keys.type if term == rdf.type else _name(term, keys),
        typing=typing,
        nested=term in _NESTED,
        link=link,
        plain=not (link or typing or term in _DATATYPES),
        datatype=str(_DATATYPES[term]) if term in _DATATYPES else None,
        keys=keys,
    )


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


def _form(properties: tuple[str, ...], names: _Keys) -> _Form:
    places: dict[_Property, list[int]] = {}
    for place, it in enumerate(properties):
        places.setdefault(_property(it, names), []).append(place)
    keys = [f'"{row.key}": '.replace("%", "%%") + _several(len(of)) for row, of in places.items()]
    order = tuple(chain.from_iterable(places.values()))
    rows = tuple(_property(properties[place], names) for place in order)
    return _Form(
        text="{" + ", ".join([f'"{names.id}": %s', *keys]) + "}",
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


def _trees(nodes: Iterable[Node], keys: _Keys) -> list[str]:
    """The nodes as JSON, each inside the first that holds it, the others in their order."""
    described: dict[str, Node] = {}
    for node in nodes:
        known = described.setdefault(node.subject, node)
        if known is not node:
            lines = dict.fromkeys([*known.lines, *node.lines])
            described[node.subject] = Node.read(node.subject, lines)
    placed: set[str] = set()
    return [
        _tree(node, described, placed, keys) for it, node in described.items() if it not in placed
    ]


def _tree(root: Node, described: dict[str, Node], placed: set[str], keys: _Keys) -> str:
    """One node with its parts, breadth first, so that the record itself holds what it can."""
    placed.add(root.subject)
    found = [_Open(root, 0, keys)]
    for holder in found:
        for place in holder.form.nested if holder.depth < _DEEPEST else ():
            value = holder.said[place]
            if value in described and value not in placed:
                placed.add(value)
                holder.inside[place] = part = _Open(described[value], holder.depth + 1, keys)
                found.append(part)
    for part in reversed(found):  # what is inside comes behind what holds it
        part.text = part.written()
    return found[0].text


class _Open:
    """A node that is being written, and which of its values are nodes inside."""

    __slots__ = ("depth", "form", "inside", "said", "subject", "text")

    def __init__(self, node: Node, depth: int, keys: _Keys) -> None:
        self.subject = node.subject
        self.depth = depth
        self.form = (_kept if len(node.properties) <= MANY else _form)(node.properties, keys)
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
        return _resource(row, value)
    if row.typing:
        reason = f"a class is an IRI, not {value}"
        raise FormatError(reason)
    if value[-1] == '"':
        return value if row.plain else _typed(value, _STRING, row.keys)
    quoted, datatyped, datatype = value.rpartition("^^")
    if not datatyped or datatype[-1] != ">":
        quoted, _, language = value.rpartition("@")
        language, _, direction = language.partition("--")
        also = f'"@direction": "{direction}", ' if direction else ""
        return f'{{{also}"@language": "{language}", "@value": {quoted}}}'
    told = datatype == row.datatype
    if (told or (row.plain and datatype in _NATIVE)) and _is_native(quoted, datatype):
        return quoted[1:-1]
    return quoted if told else _typed(quoted, datatype, row.keys)


def _resource(row: _Property, value: str) -> str:
    if row.typing:
        return _class(value, row.keys)
    iri = _iri(value)
    return iri if row.link else f'{{"{row.keys.id}": {iri}}}'


def _is_native(quoted: str, datatype: str) -> bool:
    return datatype in _PLAIN and _PLAIN[datatype].fullmatch(quoted) is not None


def _typed(quoted: str, datatype: str, keys: _Keys) -> str:
    return f'{{"@type": {_class(datatype, keys)}, "@value": {quoted}}}'


_STRING = str(xsd.string)

# Datatypes of JSON's own values.
_NATIVE = {str(xsd.boolean), str(xsd.integer)}

# Literals whose text is a value of JSON that means the same, if its datatype is told.
_PLAIN = {
    str(xsd.boolean): re.compile(r'"(?:true|false)"'),
    str(xsd.integer): re.compile(r'"(?:0|-?[1-9]\d{0,14})"', re.ASCII),
    str(xsd.nonNegativeInteger): re.compile(r'"(?:0|[1-9]\d{0,14})"', re.ASCII),
}


@lru_cache(maxsize=1000)
def _class(term: str, keys: _Keys) -> str:
    """A class or datatype in short, as a string of JSON."""
    return f'"{_name(NamedNode(_iri(term)[1:-1]), keys)}"'


@lru_cache(maxsize=1000)
def _name(term: NamedNode, keys: _Keys) -> str:
    """A property, class or datatype in short: bare if the keys say so, else with its prefix."""
    if term in keys.named:
        return keys.named[term]
    short = curie(term)
    prefix, _, local = short.partition(":")
    if prefix not in _VOCABULARIES:
        return term.value
    is_bare = keys.vocabulary and prefix == "schema" and local not in _VOCABULARIES
    return local if is_bare else short


def document(nodes: Iterable[Node], context: str = PRUNED) -> bytes:
    """One record as a JSON-LD document of its own, indented, ready to be put into a page.

    Args:
        nodes: those of a record; the first is the record itself.
        context: ``pruned`` declares only what the document uses, and types a term of which all
            values have one datatype, so that dates are plain strings (a document of a few lines has
            its terms written out, so that the context is never over a quarter of it); ``inline`` is
            the whole context; anything else is the address of the whole context.

    Raises:
        FormatError: if JSON-LD has no way to write a term.
    """
    trees = [json.loads(tree) for tree in _trees(nodes, _PLAIN_KEYS)]
    if context == PRUNED:
        declared = _pruned(trees)
        content = _framed(declared, trees)
        if len(_lines(declared)) > _MOST * len(content):
            content = _framed(_written_out(declared, trees), trees)
        return content
    return _framed(_context() if context == INLINE else context, trees)


def _framed(context: Any, trees: list[dict[str, Any]]) -> bytes:
    inside = trees[0] if len(trees) == 1 else {"@graph": trees}
    text = json.dumps(inside, ensure_ascii=False, indent=2)
    return f'{{\n  "@context": {_lines(context)},{text[1:]}\n'.encode()


def context_file() -> bytes:
    """The whole context as a file of its own, to be published where documents look for it."""
    return f'{{\n  "@context": {_lines(_context())}\n}}\n'.encode()


def _lines(context: Any) -> str:
    """A context with a line for each term."""
    if not isinstance(context, dict):
        return json.dumps(context, ensure_ascii=False)
    lines = [f"    {json.dumps(name)}: {json.dumps(it)}" for name, it in context.items()]
    return "{\n" + ",\n".join(lines) + "\n  }"


def _pruned(trees: list[dict[str, Any]]) -> dict[str, Any]:
    """The context of what some trees use; values of which it tells the datatype become plain."""
    whole = _context()
    holders, names = _uses(trees)
    terms: dict[str, Any] = {}
    for key, holding in sorted(holders.items()):
        values = list(chain.from_iterable(_listed(it[key]) for it in holding))
        if key in whole:
            bare = [it for it in values if not isinstance(it, dict)]
            if bare:
                terms[key] = {"@type": whole[key]["@type"]}
            names |= set(bare) if whole[key]["@type"] == "@vocab" else set()
        elif kind := _common_datatype(values):
            terms[key] = {"@type": kind}
            for it in holding:
                plain = [value["@value"] for value in _listed(it[key])]
                it[key] = plain if isinstance(it[key], list) else plain[0]
    names |= {it["@type"] for it in terms.values()}
    used = {name.partition(":")[0] for name in names if ":" in name}
    prefixes = {prefix: name for prefix, name in _VOCABULARIES.items() if prefix in used}
    is_bare = any(":" not in name and name[0] != "@" for name in names)
    return ({"@vocab": PREFIXES["schema"]} if is_bare else {}) | prefixes | terms


def _written_out(context: dict[str, Any], trees: list[dict[str, Any]]) -> dict[str, Any]:
    """Some trees without their context but for schema.org's: for documents of a few lines."""
    waiting: list[Any] = list(trees)
    for it in waiting:
        for key in list(it) if isinstance(it, dict) else ():
            values = it.pop(key)  # and again behind the others, so that the order stays
            if key == "@type":
                values = _each(values, _without_prefix)
            elif key in context:
                values = _each(values, partial(_without_context, context[key]["@type"]))
            waiting += _listed(values)
            it[_without_prefix(key)] = values
    return {"@vocab": PREFIXES["schema"]}


def _without_prefix(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _VOCABULARIES[prefix] + local if prefix in _VOCABULARIES else name


def _without_context(kind: str, value: Any) -> Any:
    """A value of a term of this type, as it is written without."""
    if isinstance(value, dict):
        return value
    if kind == "@id":
        return {"@id": value}
    if kind == "@vocab":
        return {"@id": _without_prefix(value) if ":" in value else PREFIXES["schema"] + value}
    return {"@type": _without_prefix(kind), "@value": str(value)}


def _uses(trees: Iterable[Any]) -> tuple[dict[str, list[dict[str, Any]]], set[str]]:
    """The objects that have each property, and the names of all properties, classes, datatypes."""
    holders: dict[str, list[dict[str, Any]]] = {}
    names: set[str] = set()
    waiting = list(trees)
    for it in waiting:
        if isinstance(it, dict):
            names.update(_listed(it.get("@type", [])))
            for key, value in it.items():
                if key[0] != "@":
                    names.add(key)
                    holders.setdefault(key, []).append(it)
                    waiting += _listed(value)
    return holders, names


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    return [change(it) for it in value] if isinstance(value, list) else change(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _common_datatype(values: list[Any]) -> str | None:
    """The datatype of all values, if they are literals that have it written beside them."""
    kinds = {
        it["@type"] if isinstance(it, dict) and it.keys() == {"@type", "@value"} else None
        for it in values
    }
    return kinds.pop() if len(kinds) == 1 else None
