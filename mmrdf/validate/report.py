"""What validation found: results, and the report that they make."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mmrdf import iris
from mmrdf.records import Source
from mmrdf.vocab import PREFIXES, rdf, sh, xsd

#: From bad to harmless: would mislead a query; a doubtful source; could be better.
SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing that a shape found.

    Args:
        shape: the IRI of the shape.
        component: the IRI of the constraint component, such as ``sh:MinCountConstraintComponent``.
        focus: the IRI of the node that was looked at; a blank node is ``_:`` and its label.
        path: the property, None where the shape is about the node or a longer path.
        value: the value at fault, None where one is missing.
        source: the input file that the node comes from, None if unknown.
    """

    severity: str
    shape: str
    component: str
    message: str
    focus: str
    path: str | None = None
    value: NamedNode | Literal | None = None
    source: Source | None = None

    @property
    def shape_name(self) -> str:
        """The shape without our namespace: ``Article-doi``."""
        return self.shape.removeprefix(PREFIXES["shapes"])

    @property
    def key(self) -> tuple[Any, ...]:
        """What results are sorted by: the worst first, then by shape and node."""
        rank = SEVERITIES.index(self.severity)
        value = str(self.value or "")
        return (rank, self.shape, self.focus, self.component, self.path or "", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation found, the worst first.

    >>> Report().conforms
    True
    """

    results: tuple[Result, ...] = field(default=())

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; warnings and infos are allowed."""
        return not self.counts["Violation"]

    @property
    def counts(self) -> Counter[str]:
        """The number of results of each severity."""
        return Counter(result.severity for result in self.results)

    def by_shape(self) -> Iterator[tuple[Result, int]]:
        """Yield each shape that found something: its first result, the number of its results."""
        counts = Counter(result.shape for result in self.results)
        seen = set()
        for result in self.results:
            if result.shape not in seen:
                seen.add(result.shape)
                yield result, counts[result.shape]

    def triples(self) -> Iterator[Triple]:
        """Yield the report as an RDF ``sh:ValidationReport``, in which every node has an IRI.

        ``sh:conforms`` is false as soon as there is any result, as SHACL has it.
        """
        nodes = [iris.minted(f"report/{_digest(result.key)}") for result in self.results]
        report = iris.minted(f"report/{_digest([node.value for node in nodes])}")
        yield Triple(report, rdf.type, sh.ValidationReport)
        conforms = "false" if self.results else "true"
        yield Triple(report, sh.conforms, Literal(conforms, datatype=xsd.boolean))
        for node in nodes:
            yield Triple(report, sh.result, node)
        for node, result in zip(nodes, self.results, strict=True):
            for predicate, value in _statements(result):
                yield Triple(node, predicate, value)

    def as_dict(self) -> dict[str, Any]:
        """The report as values that JSON can hold."""
        return {"counts": self.by_severity(), "results": [*map(described, self.results)]}

    def by_severity(self) -> dict[str, int]:
        """The number of results of each severity, also of those of which there are none."""
        return {severity: self.counts[severity] for severity in SEVERITIES}


def _statements(result: Result) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield rdf.type, sh.ValidationResult
    yield sh.resultSeverity, getattr(sh, result.severity)
    yield sh.sourceShape, NamedNode(result.shape)
    yield sh.sourceConstraintComponent, NamedNode(result.component)
    if not result.focus.startswith("_:"):  # a blank node has no name outside its file
        yield sh.focusNode, NamedNode(result.focus)
    if result.path:
        yield sh.resultPath, NamedNode(result.path)
    if result.value is not None:
        yield sh.value, result.value
    yield sh.resultMessage, Literal(result.message)


def described(result: Result) -> dict[str, Any]:
    """A result as values that JSON can hold."""
    return {
        "severity": result.severity,
        "shape": result.shape_name,
        "message": result.message,
        "focus": result.focus,
        "path": result.path,
        "value": result.value.value if result.value is not None else None,
        "source": str(result.source) if result.source else None,
    }


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def merged(reports: Iterable[Report]) -> Report:
    """Make one report out of several: sorted anew, what was found twice only once."""
    found: dict[tuple[Any, ...], Result] = {}
    for report in reports:
        for result in report.results:
            found.setdefault(result.key, result)
    return Report(results=tuple(found[key] for key in sorted(found)))


def read_term(text: str | None) -> NamedNode | Literal | None:
    """A term as N-Triples write it; None for a blank node, or for none.

    >>> print(read_term('"a title"@en'))
    "a title"@en
    """
    if text is None or text.startswith("_:"):
        return None
    [quad] = pyoxigraph.parse(f"<x:s> <x:p> {text} .", format=RdfFormat.N_TRIPLES)
    return quad.object if isinstance(quad.object, NamedNode | Literal) else None
