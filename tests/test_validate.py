"""The shapes: they hold for what we write, and each finds what it is there for."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)
from test_dataset import described_nodes, described_properties

from mmrdf import MmrdfError, Record, Report, read, resolve, to_rdflib, triples, validate
from mmrdf.graph import grouped, n_triples
from mmrdf.iris import subject
from mmrdf.mappers import LAYERS, MAPPERS
from mmrdf.mappers.vocabulary import vocabulary
from mmrdf.records import Organization, Source, Word
from mmrdf.validate import ENGINES, SEVERITIES, Engine, fast, merged, reference, shapes_folder
from mmrdf.vocab import (
    EDTF,
    PREFIXES,
    cito,
    concept,
    dc,
    dcterms,
    fabio,
    foaf,
    oa,
    prism,
    prov,
    rdf,
    rdfs,
    schema,
    sh,
    skos,
    term,
    wp,
    xsd,
)

FIGURE = NamedNode(PREFIXES["pfocr"] + "PMC9658666__jcm-11-06491-g002.html")
EARLY = NamedNode(PREFIXES["pfocr"] + "PMC6333051__fendo-09-00788-g0002.html")
GDP = NamedNode(PREFIXES["chebi"] + "CHEBI:17552")  # the one chemical of that figure
PICTURE = NamedNode(PREFIXES["europepmc"] + "PMC9658666/bin/jcm-11-06491-g002.jpg")
ARTICLE = NamedNode(PREFIXES["doi"] + "10.3390/jcm11216491")
PAGE = NamedNode(PREFIXES["doi"] + "10.1007/s12185-011-0949-x")
AUTHOR = NamedNode(PREFIXES["mmrdf"] + "article/doi/10.1007/s12185-011-0949-x#author-1")
ISSUE = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med/11/21")
VOLUME = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med/11")
JOURNAL = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med")
MOUSE = NamedNode(PREFIXES["obo"] + "NCBITaxon_10090")
HUMAN = NamedNode(PREFIXES["obo"] + "NCBITaxon_9606")
ADDRESS = NamedNode(PREFIXES["mmrdf"] + "article/pubmed/123#affiliation-2")
FLY = NamedNode(PREFIXES["obo"] + "NCBITaxon_7227")
# The made-up figure, what it is stated to show, and what is only suggested for it.
NICHE = NamedNode(PREFIXES["pfocr"] + "PMC7777001__made-up.g001.html")
GENE = NamedNode(PREFIXES["ncbigene"] + "7124")
CHEMICAL = NamedNode(PREFIXES["chebi"] + "CHEBI:4167")
DISEASE = NamedNode(PREFIXES["doid"] + "9538")
HEADING = NamedNode(PREFIXES["mesh"] + "D010014")
SUGGESTED = NamedNode(PREFIXES["ncbigene"] + "34009")
NICHE_ARTICLE = NamedNode(PREFIXES["doi"] + "10.1000/made-up.1")
# Its evidence: a word that can be one gene only, a word without an identifier, organisms.
_EVIDENCE = PREFIXES["mmrdf"] + "figure/PMC7777001__made-up.g001"
WORD = subject(Word(figid="PMC7777001__made-up.g001", kind="gene", text="TNF-α"))
CANDIDATE = NamedNode(f"{WORD.value}#ncbigene:7124")
NOTHING = NamedNode(f"{_EVIDENCE}/chemical/Foo#none")
READING = NamedNode(f"{_EVIDENCE}/organism/9606")
UNLIKELY = NamedNode(f"{_EVIDENCE}/organism/7227")
GENE_READING = NamedNode(f"{_EVIDENCE}/gene-identifiers/9606")
# A name in an abstract, with its place.
ABSTRACT = NamedNode(PREFIXES["mmrdf"] + "article/doi/10.1007/s12185-011-0949-x/abstract")
PLACE = NamedNode(f"{ABSTRACT.value}/208-220")
SELECTOR = NamedNode(f"{PLACE.value}#selector")
# An article of PubMed's XML, with all that is in it, and a chapter of a book.
PAPER = NamedNode(PREFIXES["pubmed"] + "77770001")
CHAPTER = NamedNode(PREFIXES["pubmed"] + "77770005")
_PARTS = f"{PREFIXES['mmrdf']}article/pubmed/77770001#"
WRITER = NamedNode(f"{_PARTS}author-1")
SCHOOL = NamedNode(f"{_PARTS}affiliation-1")
GRANT = NamedNode(f"{_PARTS}grant-1")
FUNDER = NamedNode(f"{_PARTS}funder-1")
VOID = NamedNode(PREFIXES["mmrdf"] + "journal/101579614~nlm")
BOOK = NamedNode(PREFIXES["mmrdf"] + "book/void")
MAKER = subject(Organization(name="PFOCR"))
CITED = NamedNode(PREFIXES["pubmed"] + "77770004")
RELATIONS = {
    "retracted-by": cito.isRetractedBy,
    "retracts": cito.retracts,
    "corrected-by": cito.isCorrectedBy,
    "corrects": cito.corrects,
    "updated-by": cito.isUpdatedBy,
    "updates": cito.updates,
    "reply-from": cito.hasReplyFrom,
    "replies-to": cito.repliesTo,
    "concern-in": cito.isDiscussedBy,
    "concern-about": cito.discusses,
}
BLANK = BlankNode("blank")
ELSEWHERE = NamedNode("https://example.org/x")

Graph = list[Triple]


def test_seeds(graph: Graph) -> None:
    """The seeds violate nothing; what is doubtful in them is a warning, what is thin an info."""
    report = validate(graph)

    assert report.conforms
    assert {(r.severity, r.shape_name) for r in report.results} == {
        ("Warning", "Article-doi-missing"),
        ("Info", "Journal-name-missing"),
    }


def _without(graph: Graph, subject: Any, predicate: Any) -> Graph:
    kept = [t for t in graph if (t.subject, t.predicate) != (subject, predicate)]
    assert len(kept) < len(graph)
    return kept


def _with(graph: Graph, subject: Any, predicate: Any, value: Any) -> Graph:
    value = Literal(value) if isinstance(value, str) else value
    return [*graph, Triple(subject, predicate, value)]


def _without_triple(graph: Graph, subject: Any, predicate: Any, value: Any) -> Graph:
    kept = [t for t in graph if (t.subject, t.predicate, t.object) != (subject, predicate, value)]
    assert len(kept) < len(graph)
    return kept


def _instead(graph: Graph, subject: Any, predicate: Any, value: Any) -> Graph:
    return _with(_without(graph, subject, predicate), subject, predicate, value)


def _renamed(triple: Triple, old: NamedNode, new: NamedNode | BlankNode) -> Triple:
    return Triple(*(new if term == old else term for term in triple))


def _named(graph: Graph) -> Graph:
    """With something that has a name, and no class."""
    return _with(graph, ELSEWHERE, schema.name, "Elsewhere")


def _without_organism(graph: Graph, figure: NamedNode) -> Graph:
    """No view of the figure says which organism it is about, and nothing speaks for one."""
    said = {wp.organism, wp.organismName, schema.about}
    kept = [t for t in graph if (t.subject, t.predicate in said) != (figure, True)]
    assert len(kept) < len(graph)
    readings = {t.subject for t in kept if (t.predicate, t.object) == (oa.hasTarget, figure)}
    return [t for t in kept if t.subject not in readings]


def _typed(text: str, kind: NamedNode) -> Literal:
    return Literal(text, datatype=kind)


BROKEN = {
    "Figure": lambda g: _without_triple(g, FIGURE, rdf.type, schema.Dataset),
    "Figure-itself": lambda g: _instead(g, FIGURE, schema.url, ELSEWHERE),
    "Figure-url": lambda g: _without(g, FIGURE, schema.url),
    "Figure-schema-identifier": lambda g: _instead(g, FIGURE, schema.identifier, "no figid"),
    "Figure-name": lambda g: _instead(g, FIGURE, schema.name, "CreativeWork"),
    "Figure-alias": lambda g: _instead(g, FIGURE, schema.alternateName, "F2"),
    "Figure-see-also": lambda g: _with(g, FIGURE, rdfs.seeAlso, ELSEWHERE),
    "Figure-description": lambda g: _instead(g, FIGURE, schema.description, "NA"),
    "Figure-about": lambda g: _with(_without_organism(g, EARLY), EARLY, schema.about, ELSEWHERE),
    "Figure-gene-identifiers": lambda g: _instead(
        _instead(g, GENE_READING, term.status, concept("suggested")),
        NICHE,
        term.geneIdentifiersOf,
        ELSEWHERE,
    ),
    "Figure-mentions": lambda g: _with(
        _with(g, NICHE, schema.mentions, ELSEWHERE), ELSEWHERE, schema.identifier, "x:1"
    ),
    "Figure-mentions-all": lambda g: _without_triple(g, NICHE, schema.mentions, GENE),
    "Figure-subject": lambda g: _with(g, NICHE, dcterms.subject, DISEASE),
    "Figure-image": lambda g: _without_triple(g, PICTURE, rdf.type, schema.ImageObject),
    "Figure-based-on": lambda g: _without(g, FIGURE, schema.isBasedOn),
    "Figure-score": lambda g: _instead(g, FIGURE, term.pathwayScore, _typed("1.5", xsd.decimal)),
    "Figure-ndex": lambda g: _with(g, FIGURE, dcterms.hasFormat, ELSEWHERE),
    "Figure-creator": lambda g: _with(_named(g), FIGURE, schema.creator, ELSEWHERE),
    "Figure-derived-from": lambda g: _with(g, FIGURE, prov.wasDerivedFrom, ELSEWHERE),
    "Figure-keywords": lambda g: _with(g, FIGURE, schema.keywords, "TNF"),
    "Figure-license": lambda g: _with(g, FIGURE, schema.license, ELSEWHERE),
    "Figure-rights": lambda g: _without(g, FIGURE, dcterms.rights),
    "Figure-conforms-to": lambda g: _instead(g, FIGURE, dcterms.conformsTo, ELSEWHERE),
    "Pathway": lambda g: _without_triple(g, FIGURE, rdf.type, skos.Collection),
    "Pathway-itself": lambda g: _instead(g, FIGURE, dc.identifier, ELSEWHERE),
    "Pathway-dc-identifier": lambda g: _without(g, FIGURE, dc.identifier),
    "Pathway-identifier": lambda g: _instead(g, FIGURE, dcterms.identifier, "no figid"),
    "Pathway-page": lambda g: _without(g, FIGURE, foaf.page),
    "Pathway-title": lambda g: _instead(g, FIGURE, dc.title, "no language"),
    "Pathway-description": lambda g: _instead(g, FIGURE, dcterms.description, "NA"),
    "Pathway-organism": lambda g: _with(
        _with(_without_organism(g, EARLY), EARLY, wp.organism, ELSEWHERE),
        EARLY,
        wp.organismName,
        "Homo sapiens",
    ),
    "Pathway-organism-name": lambda g: _with(
        _with(_without_organism(g, EARLY), EARLY, wp.organism, MOUSE),
        EARLY,
        wp.organismName,
        _typed("1", xsd.integer),
    ),
    "Pathway-organism-pair": lambda g: _without(g, NICHE, wp.organismName),
    "Pathway-organism-name-same": lambda g: _instead(g, NICHE, wp.organismName, "Mus musculus"),
    "Pathway-organism-same": lambda g: _instead(
        _instead(g, FIGURE, wp.organism, FLY), FIGURE, wp.organismName, "Drosophila melanogaster"
    ),
    "Pathway-img": lambda g: _with(
        [t for t in g if PICTURE not in {t.subject, t.object}], FIGURE, foaf.img, "g002.jpg"
    ),
    "Pathway-img-same": lambda g: _instead(g, FIGURE, foaf.img, ELSEWHERE),
    "Pathway-references": lambda g: _without(
        _without(g, FIGURE, dcterms.references), FIGURE, cito.cites
    ),
    "Pathway-references-same": lambda g: _instead(
        _instead(g, FIGURE, dcterms.references, NICHE_ARTICLE), FIGURE, cito.cites, NICHE_ARTICLE
    ),
    "Pathway-cites": lambda g: _without(g, FIGURE, cito.cites),
    "Pathway-article-part": lambda g: _instead(g, ARTICLE, dcterms.isPartOf, NICHE),
    "Pathway-source": lambda g: _instead(g, FIGURE, dc.source, "NA"),
    "Pathway-ontology-tag": lambda g: _with(
        g, FIGURE, wp.ontologyTag, NamedNode(PREFIXES["wp"] + "Curation:AnalysisCollection")
    ),
    "Pathway-license": lambda g: _with(g, FIGURE, dcterms.license, ELSEWHERE),
    "Pathway-member": lambda g: _with(
        _with(_with(g, NICHE, skos.member, DISEASE), DISEASE, dc.identifier, DISEASE),
        DISEASE,
        dcterms.isPartOf,
        NICHE,
    ),
    "Pathway-member-part": lambda g: _instead(g, GENE, dcterms.isPartOf, FIGURE),
    "Pathway-disease": lambda g: _with(
        _with(g, NICHE, wp.diseaseOntologyTag, HEADING), NICHE, wp.ontologyTag, HEADING
    ),
    "Pathway-disease-tag": lambda g: _without_triple(g, NICHE, wp.ontologyTag, DISEASE),
    "Publication": lambda g: _with(
        _with(g, ELSEWHERE, dcterms.references, ELSEWHERE), ELSEWHERE, dcterms.isPartOf, NICHE
    ),
    "Publication-identifier": lambda g: _instead(
        g, ARTICLE, dcterms.identifier, "doi:10.3390/jcm11216491"
    ),
    "Publication-source": lambda g: _instead(g, ARTICLE, dc.source, "null"),
    "Publication-page": lambda g: _with(g, ARTICLE, foaf.page, ELSEWHERE),
    "Publication-is-part-of-record": lambda g: _with(g, ARTICLE, dcterms.isPartOf, ELSEWHERE),
    "Picture": lambda g: [_renamed(t, PICTURE, ELSEWHERE) for t in g],
    "Picture-name": lambda g: _instead(g, PICTURE, schema.name, ".na.character"),
    "Picture-record": lambda g: _without(g, FIGURE, schema.image),
    "Picture-position": lambda g: _with(g, PICTURE, schema.position, "F3"),
    "Picture-genre": lambda g: _instead(g, PICTURE, schema.genre, ""),
    "Picture-url": lambda g: _instead(g, PICTURE, schema.url, ELSEWHERE),
    "Picture-encoding-format": lambda g: _instead(g, PICTURE, schema.encodingFormat, "jpg"),
    "Picture-content-url": lambda g: _without(g, PICTURE, schema.contentUrl),
    "Picture-is-part-of": lambda g: _without(g, PICTURE, schema.isPartOf),
    "Picture-rights": lambda g: _without(g, PICTURE, dcterms.rights),
    "Taxon": lambda g: [_renamed(t, FLY, ELSEWHERE) for t in g],
    "Taxon-name": lambda g: _without(g, FLY, schema.name),
    "Taxon-identifier": lambda g: _instead(g, HUMAN, schema.identifier, "9606"),
    "Taxon-rank": lambda g: _instead(g, HUMAN, schema.taxonRank, "genus"),
    "Entity": lambda g: _with(
        _with(g, ELSEWHERE, rdf.type, schema.ChemicalSubstance),
        ELSEWHERE,
        schema.identifier,
        "CHEBI:1",
    ),
    "Entity-type": lambda g: _with(g, HEADING, rdf.type, schema.Dataset),
    "Entity-name": lambda g: _instead(g, DISEASE, schema.name, "NA"),
    "Entity-identifier": lambda g: _with(g, HEADING, schema.identifier, "mesh:D010015"),
    "Entity-taxon": lambda g: _with(g, SUGGESTED, schema.taxonomicRange, HUMAN),
    "Entity-close-match": lambda g: _with(g, DISEASE, skos.closeMatch, ELSEWHERE),
    "Entity-exact-match": lambda g: _with(g, CHEMICAL, skos.exactMatch, ELSEWHERE),
    "Entity-pref-label": lambda g: _instead(g, HEADING, skos.prefLabel, "Osteolysis"),
    "Entity-alternate-name": lambda g: _with(g, CHEMICAL, schema.alternateName, ""),
    "Entity-term-set": lambda g: _with(g, HEADING, schema.inDefinedTermSet, ELSEWHERE),
    "Entity-url": lambda g: _instead(g, CHEMICAL, schema.url, "CHEBI:4167"),
    "Mentioned-identifier": lambda g: _without(g, HEADING, schema.identifier),
    "Gene": lambda g: [_renamed(t, SUGGESTED, NamedNode(PREFIXES["chebi"] + "CHEBI:1")) for t in g],
    "Chemical": lambda g: _with(g, CHEMICAL, schema.taxonomicRange, HUMAN),
    "DataNode": lambda g: _without_triple(g, CHEMICAL, rdf.type, wp.Metabolite),
    "DataNode-type": lambda g: _with(g, CHEMICAL, rdf.type, schema.MedicalCondition),
    "DataNode-label": lambda g: _without(g, CHEMICAL, rdfs.label),
    "DataNode-itself": lambda g: _instead(g, CHEMICAL, dc.identifier, ELSEWHERE),
    "DataNode-dc-identifier": lambda g: _without(g, CHEMICAL, dc.identifier),
    "DataNode-identifier": lambda g: _instead(g, CHEMICAL, dcterms.identifier, "chebi:4167"),
    "DataNode-source": lambda g: _with(g, GENE, dc.source, "ChEBI"),
    "DataNode-record": lambda g: _without(
        _without_triple(g, NICHE, skos.member, CHEMICAL), CHEMICAL, dcterms.isPartOf
    ),
    "DataNode-entrez-gene": lambda g: _with(g, CHEMICAL, wp.bdbEntrezGene, CHEMICAL),
    "DataNode-chebi": lambda g: _with(g, GENE, wp.bdbChEBI, ELSEWHERE),
    "DataNode-hgnc-symbol": lambda g: _instead(g, GENE, wp.bdbHgncSymbol, GENE),
    "DataNode-ensembl": lambda g: _with(g, GENE, wp.bdbEnsembl, ELSEWHERE),
    "DataNode-uniprot": lambda g: _with(g, GENE, wp.bdbUniprot, ELSEWHERE),
    "GeneProduct": lambda g: _instead(
        _without(g, GENE, skos.exactMatch), GENE, schema.taxonomicRange, FLY
    ),
    "GeneProduct-entrez-gene-itself": lambda g: _instead(g, GENE, wp.bdbEntrezGene, SUGGESTED),
    "GeneProduct-source": lambda g: _instead(g, GENE, dc.source, "ChEBI"),
    "Metabolite": lambda g: _without(g, CHEMICAL, wp.bdbChEBI),
    "Annotation": lambda g: _with(g, NOTHING, oa.hasBody, CHEMICAL),
    "Annotation-body": lambda g: _with(g, CANDIDATE, oa.hasBody, "TNF"),
    "Annotation-target": lambda g: _with(g, CANDIDATE, oa.hasTarget, PICTURE),
    "Annotation-match": lambda g: _instead(g, CANDIDATE, term.match, ""),
    "Annotation-match-source": lambda g: _with(g, CANDIDATE, term.matchSource, "NA"),
    "Annotation-status": lambda g: _with(g, CANDIDATE, term.status, concept("suggested")),
    "Annotation-reason": lambda g: _instead(g, CANDIDATE, term.reason, concept("asserted")),
    "Annotation-confidence": lambda g: _with(
        g, CANDIDATE, term.confidence, _typed("1.01", xsd.decimal)
    ),
    "Annotation-waits-for": lambda g: _with(g, CANDIDATE, term.waitsFor, concept("asserted")),
    "Word": lambda g: [_renamed(t, WORD, BLANK) for t in g],
    "Word-type": lambda g: _with(g, WORD, rdf.type, term.Keyword),
    "Word-value": lambda g: _instead(g, WORD, rdf.value, " "),
    "Word-record": lambda g: _instead(g, WORD, dcterms.isPartOf, PAGE),
    "Word-annotated": lambda g: [t for t in g if t.subject != CANDIDATE],
    "Span": lambda g: [_renamed(t, PLACE, BLANK) for t in g],
    "Span-source": lambda g: _with(g, PLACE, oa.hasSource, NICHE),
    "Span-selector": lambda g: _without_triple(g, SELECTOR, rdf.type, oa.TextQuoteSelector),
    "Span-annotated": lambda g: [
        *g,
        *(_renamed(t, PLACE, ELSEWHERE) for t in g if t.subject == PLACE),
    ],
    "Selector": lambda g: [_renamed(t, SELECTOR, BLANK) for t in g],
    "Selector-start": lambda g: _instead(
        g, SELECTOR, oa.start, _typed("220", xsd.nonNegativeInteger)
    ),
    "Selector-end": lambda g: _with(g, SELECTOR, oa.end, _typed("221", xsd.nonNegativeInteger)),
    "Selector-exact": lambda g: _instead(g, SELECTOR, oa.exact, " "),
    "Passage": lambda g: [_renamed(t, ABSTRACT, BLANK) for t in g],
    "Passage-value": lambda g: _instead(g, ABSTRACT, rdf.value, "NA"),
    "Passage-record": lambda g: _without(g, ABSTRACT, dcterms.isPartOf),
    "Reading": lambda g: _instead(g, UNLIKELY, term.status, concept("asserted")),
    "Reading-body": lambda g: _instead(g, UNLIKELY, oa.hasBody, GENE),
    "Reading-target": lambda g: _instead(g, UNLIKELY, oa.hasTarget, WORD),
    "Reading-rationale": lambda g: _with(g, READING, rdfs.comment, "NA"),
    "GeneReading": lambda g: _instead(g, NICHE, term.geneIdentifiersOf, FLY),
    "Article": lambda g: [_renamed(t, CHAPTER, BLANK) for t in g],
    "Article-type": lambda g: _with(g, PAGE, rdf.type, schema.Dataset),
    "Article-url": lambda g: _with(g, PAGE, schema.url, ELSEWHERE),
    "Article-year": lambda g: _instead(g, PAGE, term.year, _typed("11", xsd.integer)),
    "Article-author": lambda g: _with(g, PAGE, schema.author, ELSEWHERE),
    "Article-name": lambda g: _instead(g, PAGE, schema.name, "NA"),
    "Article-schema-identifier": lambda g: _with(g, PAGE, schema.identifier, "10.1000/x"),
    "Article-same-as": lambda g: _with(g, PAGE, schema.sameAs, ELSEWHERE),
    "Article-pmid": lambda g: _with(g, PAGE, fabio.hasPubMedId, "PMC1"),
    "Article-doi": lambda g: _instead(g, PAGE, prism.doi, "10.1000/UPPER"),
    "Article-pmcid": lambda g: _with(g, PAGE, fabio.hasPubMedCentralId, "123"),
    "Article-additional-type": lambda g: _with(g, PAGE, schema.additionalType, ELSEWHERE),
    "Article-citation": lambda g: _with(g, PAGE, dcterms.bibliographicCitation, ""),
    "Article-date-published": lambda g: _instead(
        g, PAGE, schema.datePublished, _typed("20x1", xsd.gYear)
    ),
    "Article-date-range": lambda g: _with(g, PAGE, dcterms.date, "1979-11/1980-05"),
    "Article-available": lambda g: _instead(g, PAGE, dcterms.available, "2011-10-18"),
    "Article-is-part-of": lambda g: _with(g, PAGE, schema.isPartOf, PAGE),
    "Article-pagination": lambda g: _with(g, PAGE, schema.pagination, "NA"),
    "Article-page-start": lambda g: _instead(g, PAGE, schema.pageStart, "e1"),
    "Article-page-end": lambda g: _with(g, PAGE, schema.pageEnd, "e344"),
    "Article-abstract": lambda g: _with(g, PAGE, schema.abstract, ""),
    "Article-free": lambda g: _with(g, PAGE, schema.isAccessibleForFree, "yes"),
    "Article-keywords": lambda g: _with(g, PAGE, schema.keywords, "NULL"),
    "Article-reference": lambda g: _with(g, PAGE, schema.citation, ""),
    "Article-credit": lambda g: _with(g, PAGE, schema.creditText, ""),
    "Article-publisher": lambda g: _with(_named(g), PAGE, schema.publisher, ELSEWHERE),
    "Article-mentions": lambda g: _with(
        _with(g, PAGE, schema.mentions, ELSEWHERE), ELSEWHERE, schema.identifier, "x:1"
    ),
    "Article-copyright": lambda g: _with(g, PAGE, schema.copyrightNotice, ""),
    "Author": lambda g: [_renamed(t, AUTHOR, BLANK) for t in g],
    "Author-type": lambda g: _with(g, AUTHOR, rdf.type, schema.Organization),
    "Author-affiliation": lambda g: _without(g, ADDRESS, rdf.type),
    "Affiliation": lambda g: [_renamed(t, ADDRESS, BLANK) for t in g],
    "Affiliation-name": lambda g: _without(g, ADDRESS, schema.name),
    "Affiliation-e-mail": lambda g: _instead(g, ADDRESS, schema.name, "Void, ann@void.example"),
    "Author-name": lambda g: _without(g, AUTHOR, schema.name),
    "Author-position": lambda g: _instead(g, AUTHOR, term.authorPosition, _typed("0", xsd.integer)),
    "Issue": lambda g: [_renamed(t, ISSUE, BLANK) for t in g],
    "Issue-name": lambda g: _without(g, ISSUE, schema.name),
    "Volume": lambda g: [_renamed(t, VOLUME, BLANK) for t in g],
    "Volume-name": lambda g: _instead(g, VOLUME, schema.name, "NA"),
    "Journal": lambda g: _without(
        _without(_without(g, JOURNAL, schema.name), JOURNAL, schema.alternateName),
        JOURNAL,
        fabio.hasNLMJournalTitleAbbreviation,
    ),
    "Journal-alternate-name": lambda g: _with(
        _with(g, JOURNAL, schema.alternateName, "NA"),
        JOURNAL,
        fabio.hasNLMJournalTitleAbbreviation,
        "NA",
    ),
    "Issue-number": lambda g: _without(g, ISSUE, schema.issueNumber),
    "Issue-is-part-of": lambda g: _instead(g, ISSUE, schema.isPartOf, ELSEWHERE),
    "Volume-number": lambda g: _without(g, VOLUME, schema.volumeNumber),
    "Volume-is-part-of": lambda g: _without(g, VOLUME, schema.isPartOf),
    "Journal-name": lambda g: _instead(g, JOURNAL, schema.name, ".na.character"),
    "Journal-abbreviation": lambda g: _instead(
        g, JOURNAL, fabio.hasNLMJournalTitleAbbreviation, "J C M"
    ),
    "Reference": lambda g: [_renamed(t, CITED, BLANK) for t in g],
    "Organization": lambda g: [
        t if t.predicate == dcterms.source else _renamed(t, MAKER, BLANK) for t in g
    ],
    "Organization-name": lambda g: _without(g, MAKER, schema.name),
    "Article-status": lambda g: _with(g, CHAPTER, schema.creativeWorkStatus, "Corrected"),
    "Article-translated-title": lambda g: _instead(g, PAPER, fabio.hasTranslatedTitle, ""),
    "Article-vernacular": lambda g: _instead(g, PAPER, schema.alternateName, ""),
    "Article-language": lambda g: _instead(g, PAPER, schema.inLanguage, "German"),
    "Article-version": lambda g: _instead(g, PAPER, schema.version, _typed("2", xsd.integer)),
    "Article-revised": lambda g: _instead(
        g, PAPER, schema.sdDatePublished, _typed("2021-08", xsd.gYearMonth)
    ),
    "Article-about": lambda g: _with(g, PAPER, schema.about, DISEASE),
    "Article-primary-term": lambda g: _instead(g, PAPER, fabio.hasPrimarySubjectTerm, "genetics"),
    "Article-subject-term": lambda g: _with(g, PAPER, fabio.hasSubjectTerm, DISEASE),
    "Article-relation": lambda g: _with(g, PAPER, dcterms.relation, ELSEWHERE),
    **{
        f"Article-{name}": lambda g, link=link: _with(g, PAPER, link, ELSEWHERE)
        for name, link in RELATIONS.items()
    },
    "Article-data": lambda g: _with(g, PAPER, cito.citesAsDataSource, ELSEWHERE),
    "Article-funding": lambda g: _with(g, PAPER, schema.funding, BLANK),
    "Retracted-status": lambda g: _without(g, PAPER, schema.creativeWorkStatus),
    "Grant": lambda g: _without(_without(g, GRANT, schema.identifier), GRANT, schema.funder),
    "Grant-name": lambda g: _without(g, GRANT, schema.name),
    "Grant-number": lambda g: _with(g, GRANT, schema.identifier, "R01 VO002"),
    "Grant-funder": lambda g: _without(g, FUNDER, rdf.type),
    "Funder": lambda g: [_renamed(t, FUNDER, BLANK) for t in g],
    "Funder-name": lambda g: _with(g, FUNDER, schema.name, "Another"),
    "Funder-country": lambda g: _with(g, FUNDER, schema.location, "Norway"),
    "Author-given-name": lambda g: _with(g, WRITER, schema.givenName, "Anna"),
    "Author-family-name": lambda g: _instead(g, WRITER, schema.familyName, ""),
    "Author-suffix": lambda g: _with(g, WRITER, schema.honorificSuffix, "Sr"),
    "Author-orcid": lambda g: _instead(g, WRITER, schema.sameAs, ELSEWHERE),
    "Affiliation-identifier": lambda g: _with(g, SCHOOL, schema.identifier, "05dxps055"),
    "Affiliation-same-as": lambda g: _instead(g, SCHOOL, schema.sameAs, ELSEWHERE),
    "Journal-issn": lambda g: _with(g, VOID, schema.issn, "2050084X"),
    "Journal-issn-l": lambda g: _instead(g, VOID, fabio.hasIssnL, "2050"),
    "Journal-same-as": lambda g: _instead(g, VOID, schema.sameAs, ELSEWHERE),
    "Journal-identifier": lambda g: _instead(g, VOID, schema.identifier, "101579614"),
    "Book": lambda g: [_renamed(t, BOOK, BLANK) for t in g],
    "Book-name": lambda g: _without(g, BOOK, schema.name),
    "Book-publisher": lambda g: _with(_named(g), BOOK, schema.publisher, ELSEWHERE),
    "Book-date-published": lambda g: _instead(g, BOOK, schema.datePublished, "1993"),
    "Book-isbn": lambda g: _instead(g, BOOK, schema.isbn, "978-0-00-000000-2"),
    "NoInteraction-type": lambda g: _with(
        g, ELSEWHERE, rdf.type, NamedNode(PREFIXES["wp"] + "Interaction")
    ),
}


#: Shapes that look at the same thing from the other side, and so fail together.
ENTANGLED = {
    "DataNode-itself": {"Pathway-member-part", "Metabolite"},
    "DataNode-dc-identifier": {"Pathway-member-part", "Metabolite"},
    "Article-funding": {"Grant", "Grant-name"},
    "Funder": {"Grant-funder"},
    "Article-author": {"Author-name", "Author-position", "Author-type"},
    "Author": {"Article-author"},
    "Affiliation": {"Author-affiliation"},
    "Journal-alternate-name": {"Journal-abbreviation"},
}

#: What makes a graph doubtful or thin, but not wrong.
WEAKENED = {
    "Pathway-title-missing": lambda g: _without(g, FIGURE, dc.title),
    "Figure-name-missing": lambda g: _without(g, FIGURE, schema.name),
    "Figure-description-missing": lambda g: _without(g, FIGURE, schema.description),
    "Figure-about-missing": lambda g: _without_organism(g, EARLY),
    "Figure-mentions-missing": lambda g: _without(
        [t for t in g if GDP not in {t.subject, t.object} and "/GDP" not in str(t.subject)],
        EARLY,
        schema.mentions,
    ),
    "Pathway-member-organism": lambda g: _instead(
        _without(_without(g, GENE, wp.bdbHgncSymbol), GENE, skos.exactMatch),
        GENE,
        schema.taxonomicRange,
        FLY,
    ),
    "Figure-image-missing": lambda g: [t for t in g if PICTURE not in {t.subject, t.object}],
    "Gene-name-twice": lambda g: _with(g, GENE, schema.name, "TNFA"),
    "Gene-taxon-missing": lambda g: _without(g, SUGGESTED, schema.taxonomicRange),
    "Article-name-missing": lambda g: _without(g, PAGE, schema.name),
    "Article-name-twice": lambda g: _with(g, PAGE, schema.name, "Another"),
    "Article-identifier-missing": lambda g: _without(g, PAGE, schema.identifier),
    "Article-doi-missing": lambda g: g,
    "Article-date-published-missing": lambda g: _without(g, PAGE, schema.datePublished),
    "Article-date-published-twice": lambda g: _with(
        g, PAGE, schema.datePublished, _typed("2012", xsd.gYear)
    ),
    "Article-date-range-twice": lambda g: [
        *g,
        *(Triple(PAGE, dcterms.date, Literal(text, datatype=EDTF)) for text in ("1/2", "1/3")),
    ],
    "Article-available-twice": lambda g: _with(
        g, PAGE, dcterms.available, _typed("2012", xsd.gYear)
    ),
    "Article-is-part-of-twice": lambda g: _with(g, PAGE, schema.isPartOf, JOURNAL),
    "Article-pagination-twice": lambda g: _with(g, PAGE, schema.pagination, "1-2"),
    "Article-abstract-twice": lambda g: _with(g, PAGE, schema.abstract, "Another"),
    "Article-version-twice": lambda g: _with(g, PAPER, schema.version, "3"),
    "Journal-issn-l-twice": lambda g: _with(g, VOID, fabio.hasIssnL, "0028-0836"),
    "Issue-number-twice": lambda g: _with(g, ISSUE, schema.issueNumber, "22"),
    "Volume-number-twice": lambda g: _with(g, VOLUME, schema.volumeNumber, "12"),
    "Journal-name-missing": lambda g: g,
    "Journal-name-twice": lambda g: _with(g, JOURNAL, schema.name, "Another"),
}


@pytest.fixture(scope="session")
def whole(seeds: list[Record], graph: Graph) -> Graph:
    """The seeds, a page with affiliations, figures with their words, what an export says."""
    data = Path(__file__).parent / "data"
    [page] = read(data / "golden" / "page-pasted.txt")
    figures = [
        resolve(record)
        for path in sorted((data / "checkout" / "_figures").glob("*.md"))
        for record in read(path)
    ]
    [paper] = map(resolve, read("seeds/003_e91893a2fc8ca27e.txt"))
    others = [read(data / "golden" / f"{name}.xml") for name in ("article-xml", "chapter-xml")]
    return [
        *graph,
        *(t for record in seeds for t in triples(record, "wikipathways")),
        *triples(paper, "evidence"),
        *triples(page),
        *(t for [other] in others for t in triples(other)),
        *(t for figure in figures for layer in LAYERS for t in triples(figure, layer)),
    ]


@pytest.mark.parametrize("shape", BROKEN)
def test_broken_on_purpose(whole: Graph, shape: str) -> None:
    """A graph broken for one shape fails for that shape, and for no other."""
    graph = BROKEN[shape](whole)
    report = validate(graph)

    expected = {shape, *ENTANGLED.get(shape, ())}
    assert {r.shape_name for r in report.results if r.severity == "Violation"} == expected
    assert _judged(graph) == _judgement(report)


@pytest.mark.parametrize("shape", WEAKENED)
def test_weakened_on_purpose(whole: Graph, shape: str) -> None:
    """A graph that lacks or doubles something is told so, and is no violation."""
    graph = WEAKENED[shape](whole)
    report = validate(graph)

    assert report.conforms
    assert shape in {result.shape_name for result in report.results}
    assert _judged(graph) == _judgement(report)


def _judgement(report: Report) -> list[tuple[Any, ...]]:
    """What a report says, less the names of blank nodes, which no two engines share."""
    return sorted(
        (r.severity, r.shape, r.component, re.sub("^_:.*", "_:", r.focus), str(r.path), r.message)
        for r in report.results
    )


def _judged(graph: Graph) -> list[tuple[Any, ...]]:
    """What the fast engine itself finds, before pySHACL judges it."""
    found = fast.results(n_triples(grouped(graph)), {})
    return _judgement(merged([Report(results=tuple(found))]))


def test_engines_agree(graph: Graph) -> None:
    """Both engines say the same of the seeds, to the last value, with the same sources."""
    sources = {EARLY.value: Source(file="a")}

    assert validate(graph, sources=sources, engine="fast") == validate(graph, sources=sources)


def test_engines_agree_on_the_corpus(corpus: Path) -> None:
    """So it is with all of the corpus."""
    pubmed = corpus / "pubmed"
    paths = [*(pubmed / "xml").iterdir(), *(pubmed / "nbib").iterdir()]
    paths += (corpus / "pfocr" / "_figures").glob("*.md")
    records = [resolve(record) for path in paths for record in read(path)]
    whole = {t for record in records for layer in LAYERS for t in triples(record, layer)}

    assert validate(whole, engine="fast") == validate(whole)


@pytest.mark.parametrize("engine", ENGINES)
def test_some_nodes(whole: Graph, engine: Engine) -> None:
    """Looked at by themselves, nodes show what they show in the whole, and no others are judged."""
    broken = BROKEN["Article-free"](BROKEN["Pathway-title"](whole))
    nodes = sorted({t.subject.value for t in broken if isinstance(t.subject, NamedNode)})
    found = validate(broken, engine=engine)

    assert not found.conforms
    assert validate(broken, at=nodes, engine=engine) == found
    for some in (nodes[::2], nodes[1::2], []):
        expected = tuple(result for result in found.results if result.focus in some)
        assert validate(broken, at=some, engine=engine).results == expected


def test_pyshacl_judges(whole: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fast engine finds to be wrong counts only if pySHACL finds it too."""
    [violation] = [
        result
        for result in validate(BROKEN["Article-free"](whole)).results
        if result.severity == "Violation"
    ]
    monkeypatch.setitem(ENGINES, "fast", lambda *_: iter([violation]))

    assert validate(whole, engine="fast") == validate(whole)


def test_beside_the_vocabulary(whole: Graph) -> None:
    """Our own terms conform, and their classes of classes put no shape where it does not belong."""
    terms = list(vocabulary("0"))

    assert not validate(terms).results
    assert validate([*whole, *terms]) == validate(whole)


def test_missing_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the fast engine says what to install."""
    monkeypatch.setitem(sys.modules, "shacl", None)

    with pytest.raises(MmrdfError, match=r"pip install 'mmrdf\[fast\]'"):
        fast.load()


def test_every_shape_is_tried() -> None:
    """There is no shape that nothing can break; those that only others use work through them."""
    names = {
        str(shape).removeprefix(PREFIXES["shapes"])
        for kind in (rdflib.SH.NodeShape, rdflib.SH.PropertyShape)
        for shape in _shapes().subjects(rdflib.RDF.type, kind)
        if isinstance(shape, rdflib.URIRef)
    }

    assert names == {
        *BROKEN,
        *WEAKENED,
        *described_properties(),  # those of the description
        *described_nodes(),
        "Text",
        "Name",
        "Tagged",
        "Thing",
        "Mentioned",
        "NoInteraction",
        "Retracted",
    }


def test_values(whole: Graph) -> None:
    """A result gives the value at fault as it stands in the graph."""
    report = validate(BROKEN["Article-available"](whole))
    [result] = [r for r in report.results if r.severity == "Violation"]

    assert result.value == Literal("2011-10-18")
    assert Triple(NamedNode("x:y"), sh.value, Literal("2011-10-18")).object in {
        triple.object for triple in report.triples()
    }


def _shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in shapes_folder().glob("*.ttl"):
        graph.parse(path)
    return graph


# Shapes of this file have no names yet.
UNNAMED = "dataset.ttl"


def test_shapes_are_explained() -> None:
    """Every property shape has a severity, a message and a name, and is used by a node shape."""
    graph = _shapes()
    unnamed = rdflib.Graph().parse(shapes_folder() / UNNAMED)
    for shape in graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape):
        assert graph.value(shape, rdflib.SH.message), shape
        severity = graph.value(shape, rdflib.SH.severity)
        assert str(severity).removeprefix(str(rdflib.SH)) in SEVERITIES
        assert list(graph.subjects(rdflib.SH.property, shape)), shape
        assert graph.value(shape, rdflib.SH.name) or (shape, None, None) in unnamed, shape
    for shape in graph.subjects(rdflib.RDF.type, rdflib.SH.NodeShape):
        assert graph.value(shape, rdflib.RDFS.label) or (shape, None, None) in unnamed, shape
        assert graph.value(shape, rdflib.RDFS.comment), shape


def test_every_class_has_a_shape() -> None:
    """Each class of node that is written has a node shape of its name."""
    names = {
        str(shape).removeprefix(PREFIXES["shapes"])
        for shape in _shapes().subjects(rdflib.RDF.type, rdflib.SH.NodeShape)
    }

    data_node = {"DataNode"}  # which is an Entity in the core
    for layer, tables in MAPPERS.items():
        called = {record.__name__ for record in tables}
        assert called - (data_node if layer == "core" else set()) <= names


def test_shapes_are_valid_shacl() -> None:
    """The shapes themselves conform to the shapes of SHACL."""
    import pyshacl  # noqa: PLC0415 (slow to import)

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=_shapes(), meta_shacl=True)

    assert conforms, text


def test_report_as_rdf(graph: Graph) -> None:
    """The report is a sh:ValidationReport without blank nodes, the same each time."""
    report = validate(graph)
    said = list(report.triples())
    parsed = to_rdflib(said)

    assert all(isinstance(triple.subject, NamedNode) for triple in said)
    assert said == list(validate(graph).triples())
    [node] = parsed.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert len(list(parsed.objects(node, rdflib.SH.result))) == len(report.results)
    assert parsed.value(node, rdflib.SH.conforms) == rdflib.Literal(False)  # noqa: FBT003


def test_empty_report() -> None:
    """A report without results conforms, in RDF too."""
    assert [str(t.object) for t in Report().triples()][1].startswith('"true"')
    assert validate([]) == Report()


def test_sources(seeds: list[Record]) -> None:
    """A result names the file that its node comes from."""
    figure = seeds[1]
    sources = {triple.subject.value: figure.source for triple in triples(figure)}  # type: ignore[union-attr]
    report = validate(triples(figure), sources=sources)

    assert {str(result.source) for result in report.results} == {f"{figure.source.file}:1"}
    assert json.loads(json.dumps(report.as_dict()))["results"][0]["source"].endswith("txt:1")


def test_merged(graph: Graph) -> None:
    """Reports merge into one, each result once, the worst first."""
    report = validate(graph)
    broken = validate(_with(graph, PAGE, schema.keywords, "NA"))
    both = merged([report, broken])

    assert both == broken
    assert both.results[0].severity == "Violation"
    assert merged([report, report]) == report


def test_by_shape(graph: Graph) -> None:
    """The report lists each shape with an example and a count."""
    found = {result.shape_name: count for result, count in validate(graph).by_shape()}

    assert found["Journal-name-missing"] == 3


def test_to_rdflib(graph: Graph) -> None:
    """Rdflib gets every literal as it is written, and the same graph."""
    parsed = to_rdflib(graph)
    dataset, again = Dataset(), Dataset()
    for triple in graph:
        dataset.add(Quad(triple.subject, triple.predicate, triple.object))
    written = parsed.serialize(format="nt", encoding="utf-8")
    for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES):
        again.add(quad)
    for one in (dataset, again):
        one.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    assert dataset == again


def test_missing_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without shapes nothing is judged, and that is an error, not a green light."""
    place = sys.modules["mmrdf.validate.shapes"]
    monkeypatch.setattr(place, "shapes_folder", lambda: tmp_path)
    for engine, module in ((name, (reference, fast)[at]) for at, name in enumerate(ENGINES)):
        for cached in (place.shapes, module._all_shapes):  # noqa: SLF001
            cached.cache_clear()
        try:
            with pytest.raises(MmrdfError, match="no shapes in"):
                validate([], engine=engine)
        finally:
            for cached in (place.shapes, module._all_shapes):  # noqa: SLF001
                cached.cache_clear()


def test_source_of_unknown_node(graph: Graph) -> None:
    """A node of no known file has no source."""
    [first, *_] = {result.focus for result in validate(graph).results}
    report = validate(graph, sources={first: Source(file="a")})

    found = {(result.focus, result.source) for result in report.results}
    assert (first, Source(file="a")) in found
    assert {source for focus, source in found if focus != first} == {None}
