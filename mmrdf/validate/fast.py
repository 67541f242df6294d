"""The package shacl, which judges a hundred times faster than pySHACL; an extra, ``mmrdf[fast]``.

It finds what pySHACL finds, as a test over real and damaged data holds; yet it is young, so that
whatever it finds to be wrong is judged again by pySHACL.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from mmrdf.errors import MmrdfError
from mmrdf.records import Source
from mmrdf.validate.report import Result, read_term
from mmrdf.validate.shapes import aimed, shapes


def load() -> Any:
    """The package.

    Raises:
        MmrdfError: if it is not installed.
    """
    try:
        import shacl  # noqa: PLC0415 (it is an extra)
    except ImportError as error:
        reason = "the fast validation needs the package shacl; pip install 'mmrdf[fast]'"
        raise MmrdfError(reason) from error
    return shacl


@cache
def _all_shapes() -> Any:
    return load().Shapes.from_text(_text(shapes()), format="ntriples")


def _text(triples: Iterable[Triple]) -> str:
    return (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def results(
    triples: Iterable[Triple], sources: Mapping[str, Source], at: Collection[str] | None = None
) -> Iterator[Result]:
    """Yield what the package finds in triples, or in some of their nodes."""
    graph = list(triples)
    judge = _all_shapes()
    if at is not None:
        judge = load().Shapes.from_text(_text(aimed(graph, at)), format="ntriples")
    for found in judge.validate_text(_text(graph), format="ntriples").results:
        focus = _bare(found.focus_node)
        path = found.path or ""
        yield Result(
            severity=found.severity,
            shape=_bare(found.source_shape),
            component=_bare(found.component_iri),
            message=found.message,
            focus=focus,
            path=_bare(path) if path.startswith("<") else None,
            value=read_term(found.value),
            source=sources.get(focus),
        )


def _bare(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")
