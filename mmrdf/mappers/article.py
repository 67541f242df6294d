"""A paper as RDF: the article, those who wrote and paid for it, what it cites and corrects."""

from dataclasses import fields

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import (
    abstract,
    author_class,
    bare,
    boolean,
    chapter_class,
    chapter_fabio_class,
    concern_about,
    concern_in,
    corrected_by,
    corrects,
    date,
    edtf,
    institution,
    integer,
    node,
    prefixed,
    publication_class,
    publication_type,
    replied_to_by,
    replies_to,
    retracted_by,
    retracts,
    source_name,
    tagged,
    updated_by,
    updates,
)
from mmrdf.records import Affiliation, Article, Author, Funder, Grant, Organization, Reference
from mmrdf.vocab import cito, dc, dcterms, fabio, foaf, prism, rdf, schema, term, wp

ARTICLE = Mapper(
    record=Article,
    types=(schema.ScholarlyArticle,),
    rules=(
        Rule("publication_types", rdf.type, publication_class),
        Rule("part_of", rdf.type, chapter_class),
        Rule("part_of", rdf.type, chapter_fabio_class),
        Rule("publication_types", schema.additionalType, publication_type),
        Rule("status", schema.creativeWorkStatus, text),
        Rule("title", schema.name, text),
        Rule("translated_title", fabio.hasTranslatedTitle, text),
        Rule("vernacular", schema.alternateName, tagged),
        Rule("languages", schema.inLanguage, text),
        Rule("identity", schema.url, iris.page),
        Rule("xrefs", schema.identifier, prefixed),
        Rule("other_xrefs", schema.sameAs, iris.xref),
        Rule("pmid", schema.sameAs, iris.pubmed_rdf),
        Rule("pmid", fabio.hasPubMedId, text),
        Rule("doi", prism.doi, text),
        Rule("pmcid", fabio.hasPubMedCentralId, text),
        Rule("version", schema.version, text),
        Rule("revised", schema.sdDatePublished, date),
        Rule("citation", dcterms.bibliographicCitation, text),
        Rule("published", schema.datePublished, date),
        Rule("published", dcterms.date, edtf),
        Rule("year", term.year, integer),
        Rule("online", dcterms.available, date),
        Rule("part_of", schema.isPartOf, node),
        Rule("pages", schema.pagination, text),
        Rule("first_page", schema.pageStart, text),
        Rule("last_page", schema.pageEnd, text),
        Rule("authors", schema.author, node),
        Rule("credit", schema.creditText, text),
        Rule("organization", schema.publisher, node),
        Rule("abstract", schema.abstract, abstract),
        Rule("others", schema.abstract, abstract),
        Rule("copyright", schema.copyrightNotice, text),
        Rule("free", schema.isAccessibleForFree, boolean),
        Rule("keywords", schema.keywords, text),
        Rule("mesh_terms", schema.keywords, text),
        Rule("persons", schema.keywords, text),
        Rule("subjects", schema.about, node),
        Rule("major_terms", fabio.hasPrimarySubjectTerm, node),
        Rule("minor_terms", fabio.hasSubjectTerm, node),
        Rule("chemicals", schema.mentions, node),
        Rule("mentioned", schema.mentions, node),
        Rule("cited", schema.citation, node),
        Rule("texts", schema.citation, text),
        Rule("other_data", schema.citation, text),
        Rule("related", dcterms.relation, node),
        Rule("relations", cito.isRetractedBy, retracted_by),
        Rule("relations", cito.retracts, retracts),
        Rule("relations", cito.isCorrectedBy, corrected_by),
        Rule("relations", cito.corrects, corrects),
        Rule("relations", cito.isUpdatedBy, updated_by),
        Rule("relations", cito.updates, updates),
        Rule("relations", cito.hasReplyFrom, replied_to_by),
        Rule("relations", cito.repliesTo, replies_to),
        Rule("relations", cito.isDiscussedBy, concern_in),
        Rule("relations", cito.discusses, concern_about),
        Rule("grants", schema.funding, node),
        Rule("data", cito.citesAsDataSource, iris.xref),
    ),
    unmapped=frozenset(
        {"headings", "references", "text_mentions", "source", "notices", "figures", "publisher"}
    ),
    shared=True,
)

#: The paper of a figure as WikiPathways writes it; ``mapped`` are the fields of the other table.
PUBLICATION = Mapper(
    record=Article,
    types=(wp.PublicationReference,),
    rules=(
        Rule("identity", dcterms.identifier, bare),
        Rule("identity", dc.source, source_name),
        Rule("identity", foaf.page, iris.page),
        Rule("figures", dcterms.isPartOf, iris.figure),
    ),
    unmapped=frozenset(field.name for field in fields(Article)) - {"figures"},
    shared=True,
)

REFERENCE = Mapper(  # what other records say of its other identifiers is often wrong
    record=Reference,
    types=(schema.CreativeWork,),
    rules=(
        Rule("title", schema.name, text),
        Rule("identity", schema.url, iris.page),
        Rule("first_xref", schema.identifier, prefixed),
        Rule("citation", dcterms.bibliographicCitation, text),
    ),
    unmapped=frozenset({"pmid", "doi", "pmcid"}),
    shared=True,
)

AUTHOR = Mapper(
    record=Author,
    types=(),
    rules=(
        Rule("collective", rdf.type, author_class),
        Rule("name", schema.name, text),
        Rule("given", schema.givenName, text),
        Rule("family", schema.familyName, text),
        Rule("suffix", schema.honorificSuffix, text),
        Rule("orcid", schema.sameAs, iris.xref),
        Rule("position", term.authorPosition, integer),
        Rule("affiliations", schema.affiliation, node),
    ),
    unmapped=frozenset({"article"}),
)

AFFILIATION = Mapper(
    record=Affiliation,
    types=(schema.Organization,),
    rules=(
        Rule("name", schema.name, text),
        Rule("xrefs", schema.identifier, prefixed),
        Rule("xrefs", schema.sameAs, institution),
    ),
    unmapped=frozenset({"article", "position"}),
)

GRANT = Mapper(
    record=Grant,
    types=(schema.Grant,),
    rules=(
        Rule("name", schema.name, text),
        Rule("number", schema.identifier, text),
        Rule("funder", schema.funder, node),
    ),
    unmapped=frozenset({"article", "position"}),
)

ORGANIZATION = Mapper(
    record=Organization,
    types=(schema.Organization,),
    rules=(Rule("name", schema.name, text),),
    shared=True,
    common=True,
)

FUNDER = Mapper(
    record=Funder,
    types=(schema.Organization,),
    rules=(
        Rule("name", schema.name, text),
        Rule("country", schema.location, text),
    ),
    unmapped=frozenset({"article", "position"}),
)
