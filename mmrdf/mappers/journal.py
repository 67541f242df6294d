"""Where a paper stands, as RDF: a journal, its volumes and issues, or a book."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import date, nlm_id, node
from mmrdf.records import Book, Issue, Journal, Volume
from mmrdf.vocab import fabio, schema

ISSUE = Mapper(
    record=Issue,
    types=(schema.PublicationIssue,),
    rules=(
        Rule("name", schema.name, text),
        Rule("number", schema.issueNumber, text),
        Rule("part_of", schema.isPartOf, node),
    ),
    shared=True,
    common=True,
)

VOLUME = Mapper(
    record=Volume,
    types=(schema.PublicationVolume,),
    rules=(
        Rule("name", schema.name, text),
        Rule("number", schema.volumeNumber, text),
        Rule("journal", schema.isPartOf, node),
    ),
    shared=True,
    common=True,
)

JOURNAL = Mapper(
    record=Journal,
    types=(schema.Periodical,),
    rules=(
        Rule("title", schema.name, text),
        Rule("abbreviation", schema.alternateName, text),
        Rule("abbreviation", fabio.hasNLMJournalTitleAbbreviation, text),
        Rule("issns", schema.issn, text),
        Rule("issn_l", schema.issn, text),
        Rule("issn_l", fabio.hasIssnL, text),
        Rule("xref", schema.sameAs, iris.xref),
        Rule("nlm_id", schema.identifier, nlm_id),
    ),
    shared=True,
    common=True,
)

BOOK = Mapper(
    record=Book,
    types=(schema.Book,),
    rules=(
        Rule("title", schema.name, text),
        Rule("organization", schema.publisher, node),
        Rule("published", schema.datePublished, date),
        Rule("isbns", schema.isbn, text),
    ),
    unmapped=frozenset({"name", "publisher"}),
    shared=True,
    common=True,
)
