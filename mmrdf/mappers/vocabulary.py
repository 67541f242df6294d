"""Our own vocabulary as RDF: classes and properties by hand, concepts of the table of reasons."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mmrdf import vocab
from mmrdf.records.reasons import PREREQUISITES, REASONS, STATUSES, Reason
from mmrdf.vocab import owl, rdf, rdfs, skos, term

#: The classes, properties and concept schemes, written by hand.
SOURCE = Path(vocab.__file__).with_suffix(".ttl")

_LANGUAGE = "en"


def vocabulary(version: str) -> Iterator[Triple]:
    """Yield the triples of the vocabulary, those of one subject together, without blank nodes.

    Args:
        version: of the package, which is that of the vocabulary.

    >>> from mmrdf.vocab import concept
    >>> found = list(vocabulary("0.1.0"))
    >>> [t.object.value for t in found if t.subject == concept("asserted")][:2]
    ['http://www.w3.org/2004/02/skos/core#Concept', 'asserted']
    """
    quads = pyoxigraph.parse(path=str(SOURCE), format=RdfFormat.TURTLE)
    yield next(quads).triple  # that it is an ontology
    yield Triple(vocab.VOCABULARY, owl.versionInfo, Literal(version))
    yield from (quad.triple for quad in quads)
    yield from _concepts(STATUSES.items(), term.statuses)
    yield from _concepts(PREREQUISITES.items(), term.prerequisites)
    for reason in REASONS.values():
        yield from _concept(reason.name, reason.label, reason.definition, term.reasons)
        yield Triple(vocab.concept(reason.name), skos.scopeNote, _english(_scope(reason)))


def _concepts(definitions: Iterable[tuple[str, str]], scheme: NamedNode) -> Iterator[Triple]:
    for name, definition in definitions:
        yield from _concept(name, name.replace("-", " "), definition, scheme)


def _concept(name: str, label: str, definition: str, scheme: NamedNode) -> Iterator[Triple]:
    subject = vocab.concept(name)
    yield Triple(subject, rdf.type, skos.Concept)
    yield Triple(subject, skos.prefLabel, _english(label))
    yield Triple(subject, skos.definition, _english(definition))
    yield Triple(subject, skos.inScheme, scheme)
    yield Triple(subject, rdfs.isDefinedBy, vocab.VOCABULARY)


def _scope(reason: Reason) -> str:
    """What a reason is given for, and which status it may lead to."""
    return f"Given for: {', '.join(reason.about)}. Status: {', '.join(reason.statuses)}."


def _english(text: str) -> Literal:
    return Literal(text, language=_LANGUAGE)
