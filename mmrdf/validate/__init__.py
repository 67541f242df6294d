"""Triples and shapes in, a report out. pySHACL is the judge; a faster engine may go before it."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from typing import Literal

from pyoxigraph import Triple

from mmrdf.graph import grouped, n_triples
from mmrdf.records import Source
from mmrdf.validate import fast, reference
from mmrdf.validate.reference import to_rdflib
from mmrdf.validate.report import SEVERITIES, Report, Result, described, merged, read_term
from mmrdf.validate.shapes import shapes_folder

__all__ = [
    "ENGINES",
    "SEVERITIES",
    "Engine",
    "Report",
    "Result",
    "described",
    "merged",
    "read_term",
    "shapes_folder",
    "to_rdflib",
    "validate",
    "validate_text",
]

#: ``pyshacl``, or ``fast`` (the package shacl) with pySHACL as the judge of what it finds wrong.
Engine = Literal["pyshacl", "fast"]

Judge = Callable[[str, Mapping[str, Source], Collection[str] | None], Iterator[Result]]

#: What looks first, by name.
ENGINES: dict[Engine, Judge] = {"pyshacl": reference.results, "fast": fast.results}


def validate(
    triples: Iterable[Triple],
    *,
    sources: Mapping[str, Source] | None = None,
    about: Container[str] | None = None,
    at: Collection[str] | None = None,
    engine: Engine = "pyshacl",
) -> Report:
    """Judge triples by the shapes of mmrdf.

    Args:
        triples: the graph; a record must be together with its parts.
        sources: the input file of each node, by the node's IRI, for the report.
        about: the IRIs of the nodes whose results to give; all by default.
        at: the IRIs of the nodes to look at, where others are there only to be pointed at, with
            nothing but their classes; all by default.
        engine: which engine looks first; where ``fast`` finds a violation, pySHACL judges.

    Raises:
        MmrdfError: if the shapes, or the engine, are not installed.

    Returns:
        The report. It has no results where all shapes hold, and also where no shape looks at
        anything: an empty graph conforms.

    >>> from mmrdf.mappers import triples
    >>> from mmrdf.records import Article
    >>> report = validate(triples(Article(doi="10.1000/x", title="NA")))
    >>> report.conforms, report.results[0].shape_name
    (False, 'Article-name')
    """
    text = n_triples(grouped(triples))
    return validate_text(text, sources=sources, about=about, at=at, engine=engine)


def validate_text(
    text: str,
    *,
    sources: Mapping[str, Source] | None = None,
    about: Container[str] | None = None,
    at: Collection[str] | None = None,
    engine: Engine = "pyshacl",
) -> Report:
    """Judge a graph that is written as N-Triples; see ``validate``."""
    found = ENGINES[engine](text, sources or {}, at)
    kept = [result for result in found if about is None or result.focus in about]
    report = merged([Report(results=tuple(kept))])
    if engine != "pyshacl" and not report.conforms:
        return validate_text(text, sources=sources, about=about, at=at)
    return report
