"""A paper as RDF: the article, its authors, and the journal that it is in."""

from mmrdf import iris
from mmrdf.mappers.rules import (
    Mapper,
    Rule,
    abstract,
    author_class,
    bare,
    boolean,
    date,
    edtf,
    integer,
    node,
    prefixed,
    publication_class,
    publication_type,
    source_name,
    text,
)
from mmrdf.records import Affiliation, Article, Author, Issue, Journal, Volume
from mmrdf.vocab import dc, dcterms, fabio, foaf, prism, rdf, schema, wp

ARTICLE = Mapper(
    record=Article,
    types=(schema.ScholarlyArticle, wp.PublicationReference),
    rules=(
        Rule("publication_types", rdf.type, publication_class),
        Rule("publication_types", schema.additionalType, publication_type),
        Rule("title", schema.name, text),
        Rule("title", dcterms.title, text),
        Rule("identity", dcterms.identifier, bare),
        Rule("identity", dc.source, source_name),
        Rule("identity", foaf.page, iris.page),
        Rule("xrefs", schema.identifier, prefixed),
        Rule("other_xrefs", schema.sameAs, iris.xref),
        Rule("pmid", fabio.hasPubMedId, text),
        Rule("doi", prism.doi, text),
        Rule("pmcid", fabio.hasPubMedCentralId, text),
        Rule("figures", dcterms.isPartOf, iris.figure),
        Rule("citation", dcterms.bibliographicCitation, text),
        Rule("published", schema.datePublished, date),
        Rule("published", dcterms.date, edtf),
        Rule("online", dcterms.available, date),
        Rule("part_of", schema.isPartOf, node),
        Rule("pages", schema.pagination, text),
        Rule("first_page", schema.pageStart, text),
        Rule("last_page", schema.pageEnd, text),
        Rule("authors", schema.author, node),
        Rule("credit", schema.creditText, text),
        Rule("publisher", dc.publisher, text),
        Rule("abstract", schema.abstract, abstract),
        Rule("copyright", schema.copyrightNotice, text),
        Rule("free", schema.isAccessibleForFree, boolean),
        Rule("keywords", schema.keywords, text),
        Rule("mesh_terms", schema.keywords, text),
        Rule("references", schema.citation, text),
        Rule("mentioned", schema.mentions, node),
    ),
    unmapped=frozenset({"text_mentions", "source", "notices"}),
    shared=True,
)

AUTHOR = Mapper(
    record=Author,
    types=(),
    rules=(
        Rule("collective", rdf.type, author_class),
        Rule("name", schema.name, text),
        Rule("position", schema.position, integer),
        Rule("affiliations", schema.affiliation, node),
    ),
    unmapped=frozenset({"article"}),
)

AFFILIATION = Mapper(
    record=Affiliation,
    types=(schema.Organization,),
    rules=(Rule("name", schema.name, text),),
    unmapped=frozenset({"article", "position"}),
)

ISSUE = Mapper(
    record=Issue,
    types=(schema.PublicationIssue,),
    rules=(
        Rule("number", schema.issueNumber, text),
        Rule("volume", schema.isPartOf, node),
    ),
    shared=True,
)

VOLUME = Mapper(
    record=Volume,
    types=(schema.PublicationVolume,),
    rules=(
        Rule("number", schema.volumeNumber, text),
        Rule("journal", schema.isPartOf, node),
    ),
    shared=True,
)

JOURNAL = Mapper(
    record=Journal,
    types=(schema.Periodical,),
    rules=(
        Rule("title", schema.name, text),
        Rule("abbreviation", schema.alternateName, text),
        Rule("abbreviation", fabio.hasNLMJournalTitleAbbreviation, text),
    ),
    shared=True,
)
