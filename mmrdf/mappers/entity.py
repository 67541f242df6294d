"""A gene, chemical or disease as RDF: what its database says of it, and where it is drawn."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import (
    bare,
    chebi,
    concept_class,
    data_node_class,
    ensembl,
    entity_class,
    hgnc,
    hgnc_symbol,
    label,
    ncbi_gene,
    node,
    prefixed,
    source_name,
    uniprot,
)
from mmrdf.records import DataNode, Entity
from mmrdf.vocab import dc, dcterms, rdf, rdfs, schema, skos, wp

# What tells candidates apart.
_FEW = (
    Rule("category", rdf.type, entity_class),
    Rule("name", schema.name, text),
    Rule("concept_name", skos.prefLabel, label),
    Rule("taxon", schema.taxonomicRange, node),
    Rule("equal", skos.exactMatch, iris.xref),
    Rule("close", skos.closeMatch, iris.xref),
)
_RULES = (
    _FEW[0],
    Rule("category", rdf.type, concept_class),
    *_FEW[1:],
    Rule("xref", schema.identifier, prefixed),
    Rule("term", schema.inDefinedTermSet, iris.term_set),
    Rule("substance", schema.url, iris.xref),
    Rule("same", skos.exactMatch, hgnc),
)

ENTITY = Mapper(
    record=Entity,
    types=(),
    rules=_RULES,
    unmapped=frozenset({"kind", "others"}),
    shared=True,
    common=True,
)

#: What a word may be, where nothing states it: the core has no more of it.
BODY = Mapper(
    record=Entity,
    types=(),
    rules=_FEW,
    unmapped=frozenset({"kind", "same", "others", "xref"}),
    shared=True,
    common=True,
)

#: What is stated to be in a picture, with the words that are other names of it.
DRAWN = Mapper(
    record=DataNode,
    types=(),
    rules=(*_RULES, Rule("words", schema.alternateName, text)),
    unmapped=frozenset({"kind", "others", "labels", "figures"}),
    shared=True,
)

#: The same as WikiPathways writes it.
DATA_NODE = Mapper(
    record=DataNode,
    types=(wp.DataNode,),
    rules=(
        Rule("kind", rdf.type, data_node_class),
        Rule("labels", rdfs.label, text),
        Rule("xref", dc.identifier, iris.xref),
        Rule("xref", dcterms.identifier, bare),
        Rule("xref", dc.source, source_name),
        Rule("figures", dcterms.isPartOf, iris.figure),
        Rule("xref", wp.bdbEntrezGene, ncbi_gene),
        Rule("xref", wp.bdbChEBI, chebi),
        Rule("same", wp.bdbHgncSymbol, hgnc_symbol),
        Rule("same", wp.bdbEnsembl, ensembl),
        Rule("same", wp.bdbUniprot, uniprot),
    ),
    unmapped=frozenset({"name", "taxon", "others", "words"}),
    shared=True,
)
