"""The package shacl, which judges a hundred times faster than pySHACL; an extra, ``mmrdf[fast]``.

It finds what pySHACL finds, as a test over real and damaged data holds; yet it is young, so that
whatever it finds to be wrong is judged again by pySHACL.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pyoxigraph import Triple

from mmrdf.errors import MmrdfError
from mmrdf.graph import grouped, n_triples
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
    return _judge(shapes())


def _judge(triples: Iterable[Triple]) -> Any:
    return load().Shapes.from_text(n_triples(grouped(triples)), format="ntriples")


def results(
    text: str, sources: Mapping[str, Source], at: Collection[str] | None = None
) -> Iterator[Result]:
    """Yield what the package finds in a graph, written as N-Triples, or in some of its nodes."""
    judge = _all_shapes() if at is None else _judge(aimed(text, at))
    for found in judge.validate_text(text, format="ntriples").results:
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
