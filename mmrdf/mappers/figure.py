"""A PFOCR record as RDF: the figure record, its picture, its organism."""

from pyoxigraph import Literal

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import decimal, english, node, prefixed, taxon_name
from mmrdf.records import Figure, Picture, Taxon
from mmrdf.vocab import (
    BIOSCHEMAS_DATASET,
    CC0,
    cito,
    dc,
    dcterms,
    foaf,
    prov,
    rdfs,
    schema,
    skos,
    term,
    wp,
)

_RIGHTS = Literal(
    "The caption and the picture belong to the authors or the publisher of the paper; the licence "
    "of the record does not cover them."
)

FIGURE = Mapper(
    record=Figure,
    types=(term.PathwayFigure, schema.Dataset),
    rules=(
        Rule("figid", schema.identifier, text),
        Rule("figid", schema.url, iris.figure),
        Rule("title", schema.name, text),
        Rule("alias", schema.alternateName, text),
        Rule("alias", rdfs.seeAlso, iris.alias_page),
        Rule("caption", schema.description, text),
        Rule("organism", schema.about, node),
        Rule("gene_identifiers_of", term.geneIdentifiersOf, node),
        Rule("things", schema.mentions, node),
        Rule("subjects", dcterms.subject, iris.xref),
        Rule("picture", schema.image, node),
        Rule("article", schema.isBasedOn, node),
        Rule("score", term.pathwayScore, decimal),
        Rule("ndex", dcterms.hasFormat, iris.ndex),
        Rule("wpid", rdfs.seeAlso, iris.wikipathways),
        Rule("creator", schema.creator, node),
        Rule("origin", prov.wasDerivedFrom, iris.pfocr_source),
    ),
    constants=(
        (schema.keywords, Literal("pathway figure")),
        (schema.license, CC0),
        (dcterms.rights, _RIGHTS),
        (dcterms.conformsTo, BIOSCHEMAS_DATASET),
    ),
    unmapped=frozenset(
        {"pmcid", "organisms", "organisms_ner", "keywords", "mentions", "text_mentions"}
        | {"readings", "source", "source_version", "notices"}
    ),
)

#: The same as WikiPathways writes a pathway.
PATHWAY = Mapper(
    record=Figure,
    types=(wp.Pathway, skos.Collection),
    rules=(
        Rule("figid", dc.identifier, iris.figure),
        Rule("figid", dcterms.identifier, text),
        Rule("figid", foaf.page, iris.figure),
        Rule("title", dc.title, english),
        Rule("caption", dcterms.description, text),
        Rule("organism", wp.organism, node),
        Rule("organism", wp.organismName, taxon_name),
        Rule("data_nodes", skos.member, node),
        Rule("diseases", wp.diseaseOntologyTag, node),
        Rule("diseases", wp.ontologyTag, node),
        Rule("picture", foaf.img, node),
        Rule("article", dcterms.references, node),
        Rule("article", cito.cites, node),
    ),
    constants=(
        (dc.source, Literal("PFOCR")),
        (wp.ontologyTag, term.PFOCR),
        (dcterms.license, CC0),
    ),
    unmapped=frozenset(
        {"pmcid", "organisms", "organisms_ner", "keywords", "mentions", "text_mentions"}
        | {"readings", "source", "notices", "alias", "score", "ndex", "wpid"}
        | {"gene_identifiers_of", "source_version"}
    ),
)

PICTURE = Mapper(
    record=Picture,
    types=(schema.ImageObject,),
    rules=(
        Rule("name", schema.name, text),
        Rule("number", schema.position, text),
        Rule("kind", schema.genre, text),
        Rule("pmc_page", schema.url, iris.pmc_figure),
        Rule("media_type", schema.encodingFormat, text),
        Rule("file", schema.contentUrl, iris.picture_file),
        Rule("article", schema.isPartOf, node),
    ),
    constants=((dcterms.rights, _RIGHTS),),
    unmapped=frozenset({"pmcid", "filename"}),
)

TAXON = Mapper(
    record=Taxon,
    types=(schema.Taxon,),
    rules=(
        Rule("name", schema.name, text),
        Rule("xref", schema.identifier, prefixed),
        Rule("rank", schema.taxonRank, text),
    ),
    unmapped=frozenset({"taxid"}),
    shared=True,
    common=True,
)
