"""The evidence as RDF: Web Annotations that say what a word may be, and why."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import concept, confidence, count, node, word_class
from mmrdf.records import Annotation, GeneReading, Passage, Reading, Selector, Span, Word
from mmrdf.vocab import dcterms, oa, rdf, rdfs, term

ANNOTATION = Mapper(
    record=Annotation,
    types=(oa.Annotation,),
    rules=(
        Rule("bodies", oa.hasBody, node),
        Rule("targets", oa.hasTarget, node),
        Rule("matches", term.match, text),
        Rule("origins", term.matchSource, text),
        Rule("status", term.status, concept),
        Rule("reason", term.reason, concept),
        Rule("confidence", term.confidence, confidence),
        Rule("waits_for", term.waitsFor, concept),
    ),
    unmapped=frozenset({"word"}),
)

WORD = Mapper(
    record=Word,
    types=(),
    rules=(
        Rule("kind", rdf.type, word_class),
        Rule("text", rdf.value, text),
        Rule("figid", dcterms.isPartOf, iris.figure),
    ),
    unmapped=frozenset({"identifiers", "number"}),
)

_READING = (
    Rule("taxon", oa.hasBody, node),
    Rule("figid", oa.hasTarget, iris.figure),
    Rule("status", term.status, concept),
    Rule("reason", term.reason, concept),
    Rule("confidence", term.confidence, confidence),
    Rule("rationale", rdfs.comment, text),
)

READING = Mapper(
    record=Reading,
    types=(oa.Annotation, term.OrganismAssignment),
    rules=_READING,
)

GENE_READING = Mapper(
    record=GeneReading,
    types=(oa.Annotation, term.GeneIdentifierAssignment),
    rules=_READING,
)

SPAN = Mapper(
    record=Span,
    types=(oa.SpecificResource,),
    rules=(
        Rule("passage", oa.hasSource, node),
        Rule("selector", oa.hasSelector, node),
    ),
    unmapped=frozenset({"start", "end"}),
)

SELECTOR = Mapper(
    record=Selector,
    types=(oa.TextPositionSelector, oa.TextQuoteSelector),
    rules=(
        Rule("start", oa.start, count),
        Rule("end", oa.end, count),
        Rule("exact", oa.exact, text),
    ),
    unmapped=frozenset({"span"}),
)

PASSAGE = Mapper(
    record=Passage,
    types=(oa.TextualBody,),
    rules=(
        Rule("text", rdf.value, text),
        Rule("record", dcterms.isPartOf, iris.record),
    ),
    unmapped=frozenset({"part"}),
)
