"""A PFOCR record as RDF: the figure record, its picture, its organism."""

from pyoxigraph import Literal

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import decimal, english, node, taxon_name
from mmrdf.records import Figure, Picture, Taxon
from mmrdf.vocab import CC0, cito, dc, dcterms, foaf, obo, rdfs, schema, skos, term, wp

FIGURE = Mapper(
    record=Figure,
    types=(wp.Pathway, skos.Collection, schema.Dataset),
    rules=(
        Rule("figid", dc.identifier, iris.figure),
        Rule("figid", dcterms.identifier, text),
        Rule("figid", schema.identifier, text),
        Rule("figid", foaf.page, iris.figure),
        Rule("figid", schema.url, iris.figure),
        Rule("title", dc.title, english),
        Rule("title", schema.name, text),
        Rule("alias", schema.alternateName, text),
        Rule("alias", rdfs.seeAlso, iris.alias_page),
        Rule("caption", dcterms.description, text),
        Rule("caption", schema.description, text),
        Rule("organism", wp.organism, node),
        Rule("organism", wp.organismName, taxon_name),
        Rule("organism", schema.about, node),
        Rule("gene_identifiers_of", term.geneIdentifiersOf, node),
        Rule("data_nodes", schema.mentions, node),
        Rule("data_nodes", skos.member, node),
        Rule("diseases", wp.diseaseOntologyTag, node),
        Rule("diseases", wp.ontologyTag, node),
        Rule("diseases", schema.mentions, node),
        Rule("mentioned", schema.mentions, node),
        Rule("subjects", dcterms.subject, iris.xref),
        Rule("picture", foaf.img, node),
        Rule("picture", schema.image, node),
        Rule("article", dcterms.references, node),
        Rule("article", cito.cites, node),
        Rule("article", schema.isBasedOn, node),
        Rule("score", term.pathwayScore, decimal),
        Rule("ndex", dcterms.hasFormat, iris.ndex),
        Rule("wpid", rdfs.seeAlso, iris.wikipathways),
    ),
    constants=(
        (dc.source, Literal("PFOCR")),
        (wp.ontologyTag, term.PFOCR),
        (dcterms.license, CC0),
        (schema.license, CC0),
    ),
    unmapped=frozenset(
        {"pmcid", "organisms", "organisms_ner", "keywords", "mentions", "text_mentions"}
        | {"readings", "source", "notices"}
    ),
)

PICTURE = Mapper(
    record=Picture,
    types=(schema.ImageObject, foaf.Image),
    rules=(
        Rule("number", schema.position, text),
        Rule("kind", schema.genre, text),
        Rule("caption", schema.caption, text),
        Rule("pmc_page", foaf.page, iris.pmc_figure),
        Rule("media_type", dcterms.format, text),
        Rule("media_type", schema.encodingFormat, text),
        Rule("file", schema.contentUrl, iris.picture_file),
        Rule("article", schema.isPartOf, node),
    ),
    unmapped=frozenset({"pmcid", "filename"}),
)

TAXON = Mapper(
    record=Taxon,
    types=(schema.Taxon,),
    rules=(
        Rule("name", schema.name, text),
        Rule("taxid", obo.NCIT_C179773, text),
    ),
    shared=True,
    common=True,
)
