"""The shapes: where they are, and which nodes they look at."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from mmrdf.errors import MmrdfError
from mmrdf.vocab import rdf, sh


def shapes_folder() -> Path:
    """The folder with the shapes: in the installed package, or beside it in a clone."""
    package = Path(__file__).parents[1]
    installed = package / "shapes"
    return installed if installed.is_dir() else package.parent / "shapes"


def files() -> list[Path]:
    """The files with the shapes, in order.

    Raises:
        MmrdfError: if there are none: without shapes everything would conform.
    """
    found = sorted(shapes_folder().glob("*.ttl"))
    if not found:
        reason = f"no shapes in {shapes_folder()}; install mmrdf anew"
        raise MmrdfError(reason)
    return found


@cache
def shapes() -> tuple[Triple, ...]:
    """All shapes, as triples."""
    quads = [quad for path in files() for quad in pyoxigraph.parse(path=str(path))]
    return tuple(quad.triple for quad in quads)


_TARGETS = (sh.targetClass, sh.targetSubjectsOf, sh.targetObjectsOf)


@cache
def _parted() -> tuple[tuple[Triple, ...], dict[tuple[Any, Any], tuple[Any, ...]]]:
    """The shapes without their targets, and the shapes of each target."""
    targets: defaultdict[tuple[Any, Any], list[Any]] = defaultdict(list)
    others = []
    for triple in shapes():
        if triple.predicate in _TARGETS:
            targets[triple.predicate, triple.object].append(triple.subject)
        else:
            others.append(triple)
    return tuple(others), {target: tuple(found) for target, found in targets.items()}


def aimed(text: str, at: Collection[str]) -> tuple[Triple, ...]:
    """The shapes, looking at some nodes alone, each as it would look at them by itself.

    Args:
        text: the graph, written as N-Triples, which has no classes of classes.
        at: the IRIs of the nodes.
    """
    shapes_of_all, targets = _parted()
    nodes = set(map(NamedNode, at))
    found: dict[Triple, None] = {}
    for subject, predicate, value, _ in pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES):
        if subject in nodes:
            kind = (sh.targetClass, value) if predicate == rdf.type else None
            for target in (kind, (sh.targetSubjectsOf, predicate)):
                for shape in targets.get(target, ()) if target else ():
                    found[Triple(shape, sh.targetNode, subject)] = None
        if value in nodes:
            for shape in targets.get((sh.targetObjectsOf, predicate), ()):
                found[Triple(shape, sh.targetNode, value)] = None
    return (*shapes_of_all, *found)
