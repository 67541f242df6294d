"""The evidence as RDF: Web Annotations that say what a word in a picture was taken for, and why."""

from mmrdf import iris
from mmrdf.mappers.rules import Mapper, Rule, node, place, text
from mmrdf.records import Candidate, Mention, Reading, Word
from mmrdf.vocab import oa, rdfs, term

CANDIDATE = Mapper(
    record=Candidate,
    types=(oa.Annotation,),
    constants=((oa.motivatedBy, oa.identifying),),
    rules=(
        Rule("entity", oa.hasBody, node),
        Rule("others", oa.hasBody, iris.xref),
        Rule("word", oa.hasTarget, iris.mention),
        Rule("matches", term.match, text),
        Rule("origins", term.matchSource, text),
        Rule("status", term.status, text),
        Rule("reason", term.reason, text),
    ),
    unmapped=frozenset({"hits"}),
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

READING = Mapper(
    record=Reading,
    types=(oa.Annotation, term.Reading),
    constants=((oa.motivatedBy, oa.classifying),),
    rules=(
        Rule("taxon", oa.hasBody, node),
        Rule("figid", oa.hasTarget, iris.figure),
        Rule("status", term.status, text),
        Rule("reason", term.reason, text),
        Rule("grounds", rdfs.comment, text),
    ),
)
