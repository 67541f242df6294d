"""The one prefix table, and the terms of other people's vocabularies that mmrdf uses.

A term that is not listed here cannot be written by accident: ``schema.nmae`` is an error to the
type checker and to Python.
"""

import re

from pyoxigraph import NamedNode

#: Prefix to namespace. Turtle, JSON-LD, the shapes and the identifiers all use this table.
#: ``schema`` is http: it is what schema.org's own JSON-LD context expands to.
PREFIXES: dict[str, str] = {
    "chebi": "https://identifiers.org/chebi/",
    "cito": "http://purl.org/spar/cito/",
    "cl": "http://purl.obolibrary.org/obo/CL_",
    "clinicaltrials": "https://identifiers.org/clinicaltrials/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "doi": "https://doi.org/",
    "doid": "http://purl.obolibrary.org/obo/DOID_",
    "ensembl": "https://identifiers.org/ensembl/",
    "europepmc": "https://europepmc.org/articles/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "fplx": "https://identifiers.org/fplx/",
    "geo": "https://identifiers.org/geo/",
    "go": "http://purl.obolibrary.org/obo/GO_",
    "grid": "https://www.grid.ac/institutes/",
    "hgnc": "https://identifiers.org/hgnc/",
    "hgnc.symbol": "https://identifiers.org/hgnc.symbol/",
    "insdc": "https://identifiers.org/insdc/",
    "isni": "https://isni.org/isni/",
    "issn": "https://portal.issn.org/resource/ISSN/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "mmrdf": "https://w3id.org/mmrdf/",
    "mondo": "http://purl.obolibrary.org/obo/MONDO_",
    "ncbigene": "https://identifiers.org/ncbigene/",
    "ncbitaxon": "http://purl.obolibrary.org/obo/NCBITaxon_",
    "ndex": "https://www.ndexbio.org/viewer/networks/",
    "nlm": "https://www.ncbi.nlm.nih.gov/nlmcatalog/",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "orcid": "https://orcid.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "pdb": "https://identifiers.org/pdb/",
    "pfocr": "https://pfocr.wikipathways.org/figures/",
    "pmc": "https://identifiers.org/pmc/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "pubmed": "https://identifiers.org/pubmed/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "refseq": "https://identifiers.org/refseq/",
    "ringgold": "https://ido.ringgold.com/institution/",
    "ror": "https://ror.org/",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "shapes": "https://w3id.org/mmrdf/shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "term": "https://w3id.org/mmrdf/vocab#",
    "uberon": "http://purl.obolibrary.org/obo/UBERON_",
    "uniprot": "https://identifiers.org/uniprot/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wikipathways": "https://identifiers.org/wikipathways/",
    "wp": "http://vocabularies.wikipathways.org/wp#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Prefixes that a query need not declare: ours, and others of WikiPathways' own queries.
QUERY_PREFIXES: dict[str, str] = {
    **PREFIXES,
    "cur": "http://vocabularies.wikipathways.org/wp#Curation:",
    "gpml": "http://vocabularies.wikipathways.org/gpml#",
}

#: The prefixes of properties, classes and datatypes; all others stand for things.
VOCABULARIES: tuple[str, ...] = (
    *("cito", "dc", "dcat", "dcterms", "dctypes", "fabio", "foaf", "oa", "obo", "pav", "prism"),
    *("prov", "rdf", "rdfs", "schema", "sh", "skos", "spdx", "term", "void", "wp", "xsd"),
)


def curie(term: NamedNode) -> str:
    """A term with its prefix, or its whole IRI where no prefix fits.

    >>> curie(NamedNode("http://schema.org/name"))
    'schema:name'
    >>> curie(NamedNode("https://example.org/name"))
    'https://example.org/name'
    """
    for prefix, namespace in PREFIXES.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and re.fullmatch(r"[A-Za-z][\w-]*", local):
            return f"{prefix}:{local}"
    return term.value


class Vocabulary:
    """A closed list of terms: each annotation of a subclass becomes the term of that name."""

    def __init_subclass__(cls, prefix: str) -> None:
        for name in cls.__annotations__:
            setattr(cls, name, NamedNode(PREFIXES[prefix] + name))


class cito(Vocabulary, prefix="cito"):
    cites: NamedNode
    citesAsDataSource: NamedNode
    corrects: NamedNode
    discusses: NamedNode
    hasReplyFrom: NamedNode
    isCorrectedBy: NamedNode
    isDiscussedBy: NamedNode
    isRetractedBy: NamedNode
    isUpdatedBy: NamedNode
    repliesTo: NamedNode
    retracts: NamedNode
    updates: NamedNode


class dc(Vocabulary, prefix="dc"):
    identifier: NamedNode
    source: NamedNode
    title: NamedNode


class dcat(Vocabulary, prefix="dcat"):
    Dataset: NamedNode
    Distribution: NamedNode
    byteSize: NamedNode
    compressFormat: NamedNode
    distribution: NamedNode
    downloadURL: NamedNode
    mediaType: NamedNode
    previousVersion: NamedNode
    version: NamedNode


class dcterms(Vocabulary, prefix="dcterms"):
    available: NamedNode
    bibliographicCitation: NamedNode
    conformsTo: NamedNode
    creator: NamedNode
    date: NamedNode
    description: NamedNode
    format: NamedNode
    hasFormat: NamedNode
    hasVersion: NamedNode
    identifier: NamedNode
    isPartOf: NamedNode
    isVersionOf: NamedNode
    issued: NamedNode
    license: NamedNode
    publisher: NamedNode
    references: NamedNode
    relation: NamedNode
    rights: NamedNode
    source: NamedNode
    subject: NamedNode
    title: NamedNode


class dctypes(Vocabulary, prefix="dctypes"):
    Dataset: NamedNode


class fabio(Vocabulary, prefix="fabio"):
    BookChapter: NamedNode
    CaseReport: NamedNode
    Editorial: NamedNode
    Erratum: NamedNode
    JournalArticle: NamedNode
    Letter: NamedNode
    Preprint: NamedNode
    Retraction: NamedNode
    ReviewArticle: NamedNode
    hasIssnL: NamedNode
    hasNLMJournalTitleAbbreviation: NamedNode
    hasPrimarySubjectTerm: NamedNode
    hasPubMedCentralId: NamedNode
    hasPubMedId: NamedNode
    hasSubjectTerm: NamedNode
    hasTranslatedTitle: NamedNode


class foaf(Vocabulary, prefix="foaf"):
    Agent: NamedNode
    img: NamedNode
    name: NamedNode
    page: NamedNode


class oa(Vocabulary, prefix="oa"):
    Annotation: NamedNode
    SpecificResource: NamedNode
    TextPositionSelector: NamedNode
    TextQuoteSelector: NamedNode
    TextualBody: NamedNode
    end: NamedNode
    exact: NamedNode
    hasBody: NamedNode
    hasSelector: NamedNode
    hasSource: NamedNode
    hasTarget: NamedNode
    start: NamedNode


class owl(Vocabulary, prefix="owl"):
    versionInfo: NamedNode


class pav(Vocabulary, prefix="pav"):
    createdOn: NamedNode
    createdWith: NamedNode
    hasCurrentVersion: NamedNode
    previousVersion: NamedNode
    version: NamedNode


class prism(Vocabulary, prefix="prism"):
    doi: NamedNode


class prov(Vocabulary, prefix="prov"):
    Activity: NamedNode
    Entity: NamedNode
    SoftwareAgent: NamedNode
    used: NamedNode
    wasAssociatedWith: NamedNode
    wasDerivedFrom: NamedNode
    wasGeneratedBy: NamedNode


class rdf(Vocabulary, prefix="rdf"):
    type: NamedNode
    value: NamedNode


class rdfs(Vocabulary, prefix="rdfs"):
    comment: NamedNode
    isDefinedBy: NamedNode
    label: NamedNode
    seeAlso: NamedNode


class schema(Vocabulary, prefix="schema"):
    BioChemEntity: NamedNode
    Book: NamedNode
    Chapter: NamedNode
    ChemicalSubstance: NamedNode
    CreativeWork: NamedNode
    DataDownload: NamedNode
    Dataset: NamedNode
    DefinedTerm: NamedNode
    Gene: NamedNode
    Grant: NamedNode
    ImageObject: NamedNode
    MedicalCondition: NamedNode
    Organization: NamedNode
    Periodical: NamedNode
    Person: NamedNode
    PublicationIssue: NamedNode
    PublicationVolume: NamedNode
    ScholarlyArticle: NamedNode
    SoftwareApplication: NamedNode
    Taxon: NamedNode
    about: NamedNode
    abstract: NamedNode
    additionalType: NamedNode
    affiliation: NamedNode
    alternateName: NamedNode
    author: NamedNode
    citation: NamedNode
    contentSize: NamedNode
    contentUrl: NamedNode
    copyrightNotice: NamedNode
    creativeWorkStatus: NamedNode
    creator: NamedNode
    creditText: NamedNode
    datePublished: NamedNode
    description: NamedNode
    distribution: NamedNode
    encodingFormat: NamedNode
    familyName: NamedNode
    funder: NamedNode
    funding: NamedNode
    genre: NamedNode
    givenName: NamedNode
    honorificSuffix: NamedNode
    identifier: NamedNode
    image: NamedNode
    inDefinedTermSet: NamedNode
    inLanguage: NamedNode
    isAccessibleForFree: NamedNode
    isBasedOn: NamedNode
    isPartOf: NamedNode
    isbn: NamedNode
    issn: NamedNode
    issueNumber: NamedNode
    keywords: NamedNode
    license: NamedNode
    location: NamedNode
    mentions: NamedNode
    name: NamedNode
    pageEnd: NamedNode
    pageStart: NamedNode
    pagination: NamedNode
    position: NamedNode
    publisher: NamedNode
    sameAs: NamedNode
    sdDatePublished: NamedNode
    softwareVersion: NamedNode
    taxonRank: NamedNode
    taxonomicRange: NamedNode
    url: NamedNode
    version: NamedNode
    volumeNumber: NamedNode


class sh(Vocabulary, prefix="sh"):
    Info: NamedNode
    PrefixDeclaration: NamedNode
    ValidationReport: NamedNode
    ValidationResult: NamedNode
    Violation: NamedNode
    Warning: NamedNode
    conforms: NamedNode
    declare: NamedNode
    focusNode: NamedNode
    namespace: NamedNode
    prefix: NamedNode
    result: NamedNode
    resultMessage: NamedNode
    resultPath: NamedNode
    resultSeverity: NamedNode
    sourceConstraintComponent: NamedNode
    sourceShape: NamedNode
    targetClass: NamedNode
    targetNode: NamedNode
    targetObjectsOf: NamedNode
    targetSubjectsOf: NamedNode
    value: NamedNode


class skos(Vocabulary, prefix="skos"):
    Collection: NamedNode
    Concept: NamedNode
    closeMatch: NamedNode
    definition: NamedNode
    exactMatch: NamedNode
    inScheme: NamedNode
    member: NamedNode
    prefLabel: NamedNode
    scopeNote: NamedNode


class spdx(Vocabulary, prefix="spdx"):
    Checksum: NamedNode
    algorithm: NamedNode
    checksum: NamedNode
    checksumAlgorithm_sha256: NamedNode
    checksumValue: NamedNode


class term(Vocabulary, prefix="term"):
    """Our own classes and properties; ``vocab.ttl`` defines them, statuses and reasons."""

    FigureWord: NamedNode
    GeneIdentifierAssignment: NamedNode
    Keyword: NamedNode
    OrganismAssignment: NamedNode
    PFOCR: NamedNode
    PathwayFigure: NamedNode
    authorPosition: NamedNode
    confidence: NamedNode
    geneIdentifiersOf: NamedNode
    match: NamedNode
    matchSource: NamedNode
    pathwayScore: NamedNode
    prerequisites: NamedNode
    reason: NamedNode
    reasons: NamedNode
    status: NamedNode
    statuses: NamedNode
    waitsFor: NamedNode
    year: NamedNode


def concept(name: str) -> NamedNode:
    """A concept of our own vocabulary: a status, a reason.

    >>> curie(concept("asserted"))
    'term:asserted'
    """
    return NamedNode(PREFIXES["term"] + name)


class void(Vocabulary, prefix="void"):
    Dataset: NamedNode
    Linkset: NamedNode
    classPartition: NamedNode
    classes: NamedNode
    dataDump: NamedNode
    entities: NamedNode
    exampleResource: NamedNode
    linkPredicate: NamedNode
    objectsTarget: NamedNode
    properties: NamedNode
    property: NamedNode
    propertyPartition: NamedNode
    subjectsTarget: NamedNode
    subset: NamedNode
    triples: NamedNode
    vocabulary: NamedNode


class wp(Vocabulary, prefix="wp"):
    DataNode: NamedNode
    GeneProduct: NamedNode
    Metabolite: NamedNode
    Pathway: NamedNode
    PublicationReference: NamedNode
    bdbChEBI: NamedNode
    bdbEnsembl: NamedNode
    bdbEntrezGene: NamedNode
    bdbHgncSymbol: NamedNode
    bdbUniprot: NamedNode
    diseaseOntologyTag: NamedNode
    ontologyTag: NamedNode
    organism: NamedNode
    organismName: NamedNode


class xsd(Vocabulary, prefix="xsd"):
    anyURI: NamedNode
    boolean: NamedNode
    date: NamedNode
    decimal: NamedNode
    gYear: NamedNode
    gYearMonth: NamedNode
    hexBinary: NamedNode
    integer: NamedNode
    nonNegativeInteger: NamedNode
    string: NamedNode


#: The class that a class partition is of; ``class`` is a word of Python's own.
VOID_CLASS = NamedNode(PREFIXES["void"] + "class")

#: Datatype of ranges, seasons and quarters (Extended Date/Time Format, Library of Congress).
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf")

#: PFOCR's licence for its records; it says nothing of captions, pictures and papers.
CC0 = NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")

#: The licence of the ontologies whose labels are in our own table of terms.
CC_BY = NamedNode("https://creativecommons.org/licenses/by/4.0/")

#: Where mmrdf publishes its own tables and terms.
MMRDF = NamedNode(PREFIXES["mmrdf"])

#: The profile of Bioschemas that a figure record keeps to.
BIOSCHEMAS_DATASET = NamedNode("https://bioschemas.org/profiles/Dataset/1.0-RELEASE")

#: Where IANA lists the media types; DCAT names them so.
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

#: The version of RO-Crate that is written, and its context.
RO_CRATE = "https://w3id.org/ro/crate/1.1"
RO_CRATE_CONTEXT = f"{RO_CRATE}/context"

#: How the addresses of pages begin.
WEB = ("http://", "https://")

#: Our own vocabulary.
VOCABULARY = NamedNode("https://w3id.org/mmrdf/vocab")

#: Where PFOCR publishes its figures.
PFOCR = NamedNode("https://pfocr.wikipathways.org/")

#: The files of PFOCR's database at a commit or a tag, which stands before ``_figures``.
PFOCR_FILES = "https://github.com/wikipathways/pfocr-database/blob/"

#: Where NLM publishes the articles of PubMed.
PUBMED = NamedNode("https://pubmed.ncbi.nlm.nih.gov/")

#: Where HGNC publishes its table of human genes.
HGNC = NamedNode("https://www.genenames.org/download/")

#: Where FamPlex publishes its families and complexes.
FAMPLEX = NamedNode("https://sorgerlab.github.io/famplex/")

#: Where NCBI publishes its table of genes.
NCBI_GENE = NamedNode("https://ftp.ncbi.nlm.nih.gov/gene/DATA/")

#: What NCBI says of its own data: works of the United States government, free for all.
PUBLIC_DOMAIN = NamedNode("https://creativecommons.org/publicdomain/mark/1.0/")

#: Where NLM publishes MeSH.
MESH = NamedNode("https://www.nlm.nih.gov/databases/download/mesh.html")

#: Under which NLM gives MeSH away: free of charge, with attribution.
MESH_TERMS = NamedNode("https://www.nlm.nih.gov/databases/download/terms_and_conditions_mesh.html")

#: Where ChEBI is published.
CHEBI = NamedNode("https://www.ebi.ac.uk/chebi/")

#: NLM's publication types: name to the MeSH identifier of the type.
#: Source: MeSH, tree V (Publication Characteristics), as the records of PubMed have them.
PUBLICATION_TYPES: dict[str, str] = {
    "Autobiography": "D020493",
    "Bibliography": "D016417",
    "Biography": "D019215",
    "Case Reports": "D002363",
    "Clinical Trial": "D016430",
    "Clinical Trial, Phase II": "D017427",
    "Clinical Trial, Phase III": "D017428",
    "Comment": "D016420",
    "Comparative Study": "D003160",
    "Congress": "D016423",
    "Consensus Development Conference": "D016446",
    "Consensus Development Conference, NIH": "D016447",
    "Controlled Clinical Trial": "D018848",
    "Dictionary": "D016437",
    "Directory": "D016435",
    "Editorial": "D016421",
    "English Abstract": "D004740",
    "Expression of Concern": "D000075742",
    "Guideline": "D016431",
    "Historical Article": "D016456",
    "Interview": "D017203",
    "Journal Article": "D016428",
    "Lecture": "D019531",
    "Letter": "D016422",
    "Meta-Analysis": "D017418",
    "Multicenter Study": "D016448",
    "News": "D016433",
    "Observational Study": "D064888",
    "Portrait": "D019477",
    "Practice Guideline": "D017065",
    "Preprint": "D000076942",
    "Published Erratum": "D016425",
    "Randomized Controlled Trial": "D016449",
    "Research Support, N.I.H., Extramural": "D052061",
    "Research Support, N.I.H., Intramural": "D052060",
    "Research Support, Non-U.S. Gov't": "D013485",
    "Research Support, U.S. Gov't, Non-P.H.S.": "D013486",
    "Research Support, U.S. Gov't, P.H.S.": "D013487",
    "Retracted Publication": "D016441",
    "Retraction of Publication": "D016440",
    "Review": "D016454",
    "Systematic Review": "D000078182",
    "Video-Audio Media": "D059040",
}

#: The FaBiO class of a publication type, by its MeSH identifier.
PUBLICATION_CLASSES: dict[str, NamedNode] = {
    "D002363": fabio.CaseReport,
    "D016421": fabio.Editorial,
    "D016425": fabio.Erratum,
    "D016428": fabio.JournalArticle,
    "D016422": fabio.Letter,
    "D000076942": fabio.Preprint,
    "D016440": fabio.Retraction,
    "D016454": fabio.ReviewArticle,
    "D000078182": fabio.ReviewArticle,
}
