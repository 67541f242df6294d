"""pySHACL, the judge: rdflib is loaded only here, and only when something is judged."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mmrdf.records import Source
from mmrdf.validate.report import Result
from mmrdf.validate.shapes import aimed, shapes
from mmrdf.vocab import PREFIXES, xsd

if TYPE_CHECKING:
    import rdflib


@cache
def _all_shapes() -> "rdflib.Graph":
    return to_rdflib(shapes())


def to_rdflib(triples: Iterable[Triple]) -> "rdflib.Graph":
    """Turn triples into an rdflib graph, every literal exactly as it is written.

    No triples make an empty graph.

    >>> from mmrdf.mappers import triples
    >>> from mmrdf.records import Article
    >>> len(to_rdflib(triples(Article(doi="10.1000/x", title="A title"))))
    5
    """
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)

    def term(value: Any) -> "rdflib.term.Node":
        if isinstance(value, NamedNode):
            return rdflib.URIRef(value.value)
        if not isinstance(value, Literal):
            return rdflib.BNode(value.value)
        datatype = None if value.datatype == xsd.string else rdflib.URIRef(value.datatype.value)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        return rdflib.Literal(value.value, datatype=datatype, normalize=False)

    for subject, predicate, value in triples:
        graph.add((term(subject), term(predicate), term(value)))
    return graph


def results(
    text: str, sources: Mapping[str, Source], at: Collection[str] | None = None
) -> Iterator[Result]:
    """Yield what pySHACL finds in a graph, written as N-Triples, or in some of its nodes."""
    import pyshacl  # noqa: PLC0415 (slow to import, and needed only here)

    judge = _all_shapes() if at is None else to_rdflib(aimed(text, at))
    graph = to_rdflib(quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
    _, found, _ = pyshacl.validate(graph, shacl_graph=judge, inference="none")
    yield from _results(found, sources)


def _results(graph: Any, sources: Mapping[str, Source]) -> Iterator[Result]:
    import rdflib  # noqa: PLC0415

    names = rdflib.SH
    for node in graph.objects(None, names.result):
        about = graph.value(node, names.focusNode)
        focus = f"_:{about}" if isinstance(about, rdflib.BNode) else str(about)
        path = graph.value(node, names.resultPath)
        yield Result(
            severity=str(graph.value(node, names.resultSeverity)).removeprefix(str(names)),
            shape=str(graph.value(node, names.sourceShape)),
            component=str(graph.value(node, names.sourceConstraintComponent)),
            message=str(graph.value(node, names.resultMessage)),
            focus=focus,
            path=str(path) if isinstance(path, rdflib.URIRef) else None,
            value=_value(graph.value(node, names.value)),
            source=sources.get(focus),
        )


def _value(node: Any) -> NamedNode | Literal | None:
    import rdflib  # noqa: PLC0415

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return None
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype or xsd.string.value)))
