"""A gene, chemical or disease as RDF: what its database says of it, and where it is drawn."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import (
    bare,
    chebi,
    data_node_class,
    ensembl,
    entity_class,
    hgnc,
    hgnc_symbol,
    ncbi_gene,
    node,
    prefixed,
    source_name,
    uniprot,
)
from mmrdf.records import DataNode, Entity
from mmrdf.vocab import dc, dcterms, rdf, rdfs, schema, skos, wp

_RULES = (
    Rule("category", rdf.type, entity_class),
    Rule("name", schema.name, text),
    Rule("xref", schema.identifier, prefixed),
    Rule("taxon", schema.taxonomicRange, node),
    Rule("others", skos.closeMatch, iris.xref),
)

ENTITY = Mapper(
    record=Entity,
    types=(),
    rules=_RULES,
    unmapped=frozenset({"kind", "same"}),
    shared=True,
    common=True,
)

DATA_NODE = Mapper(
    record=DataNode,
    types=(wp.DataNode,),
    rules=(
        Rule("kind", rdf.type, data_node_class),
        *_RULES,
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
        Rule("same", skos.exactMatch, hgnc),
    ),
    shared=True,
)
