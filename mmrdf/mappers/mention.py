"""The evidence as RDF: Web Annotations that say what a word was taken for, and why."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import concept, confidence, count, node, place
from mmrdf.records import (
    Candidate,
    GeneReading,
    Mention,
    Passage,
    Position,
    Quote,
    Reading,
    Span,
    Word,
)
from mmrdf.vocab import oa, rdf, rdfs, schema, term

CANDIDATE = Mapper(
    record=Candidate,
    types=(oa.Annotation,),
    constants=((oa.motivatedBy, oa.identifying),),
    rules=(
        Rule("entity", oa.hasBody, node),
        Rule("others", oa.hasBody, iris.xref),
        Rule("targets", oa.hasTarget, iris.target),
        Rule("matches", term.match, text),
        Rule("origins", term.matchSource, text),
        Rule("status", term.status, concept),
        Rule("reason", term.reason, concept),
        Rule("confidence", term.confidence, confidence),
        Rule("waits_for", term.waitsFor, concept),
    ),
    unmapped=frozenset({"hits", "word"}),
)

MENTION = Mapper(
    record=Mention,
    types=(oa.SpecificResource,),
    rules=(
        Rule("place", oa.hasSource, place),
        Rule("figid", oa.hasScope, iris.figure),
        Rule("word", oa.hasSelector, node),
    ),
    unmapped=frozenset({"candidates", "picture"}),
)

WORD = Mapper(
    record=Word,
    types=(oa.TextQuoteSelector,),
    rules=(Rule("text", oa.exact, text),),
    unmapped=frozenset({"figid", "kind", "identifiers", "number"}),
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
    constants=((oa.motivatedBy, oa.classifying),),
    rules=_READING,
)

GENE_READING = Mapper(
    record=GeneReading,
    types=(oa.Annotation, term.GeneIdentifierAssignment),
    constants=((oa.motivatedBy, oa.classifying),),
    rules=_READING,
)

SPAN = Mapper(
    record=Span,
    types=(oa.SpecificResource,),
    rules=(
        Rule("passage", oa.hasSource, node),
        Rule("record", oa.hasScope, iris.record),
        Rule("selectors", oa.hasSelector, node),
    ),
    unmapped=frozenset({"start", "end"}),
)

POSITION = Mapper(
    record=Position,
    types=(oa.TextPositionSelector,),
    rules=(
        Rule("start", oa.start, count),
        Rule("end", oa.end, count),
    ),
    unmapped=frozenset({"span"}),
)

QUOTE = Mapper(
    record=Quote,
    types=(oa.TextQuoteSelector,),
    rules=(
        Rule("exact", oa.exact, text),
        Rule("before", oa.prefix, text),
        Rule("after", oa.suffix, text),
    ),
    unmapped=frozenset({"span"}),
)

PASSAGE = Mapper(
    record=Passage,
    types=(oa.TextualBody,),
    rules=(
        Rule("text", rdf.value, text),
        Rule("record", schema.isPartOf, iris.record),
    ),
    unmapped=frozenset({"part"}),
)
