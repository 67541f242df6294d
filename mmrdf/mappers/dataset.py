"""An export as a whole as RDF: what VoID, schema.org and SHACL's prefix declarations say of it."""

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import any_uri, date, integer, node
from mmrdf.records import Dataset, Linkset, NameTable, Prefix, Resolution
from mmrdf.vocab import CC0, dcterms, pav, prov, schema, sh, void

DATASET = Mapper(
    record=Dataset,
    types=(void.Dataset, schema.Dataset),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("title", schema.name, text),
        Rule("description", dcterms.description, text),
        Rule("description", schema.description, text),
        Rule("sources", dcterms.source, iris.whole),
        Rule("date", pav.createdOn, date),
        Rule("date", schema.datePublished, date),
        Rule("records", void.entities, integer),
        Rule("triples", void.triples, integer),
        Rule("resolution", prov.wasGeneratedBy, node),
        Rule("linksets", void.subset, node),
        Rule("vocabularies", void.vocabulary, iris.whole),
        Rule("prefixes", sh.declare, node),
    ),
)

RESOLUTION = Mapper(
    record=Resolution,
    types=(prov.Activity,),
    rules=(Rule("tables", prov.used, node),),
)

NAME_TABLE = Mapper(
    record=NameTable,
    types=(void.Dataset,),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("date", pav.createdOn, date),
        Rule("version", pav.version, text),
        Rule("sha256", schema.sha256, text),
        Rule("licence", dcterms.license, iris.whole),
        Rule("address", dcterms.source, iris.whole),
    ),
    unmapped=frozenset({"name", "rows"}),
)

# The links are PFOCR's own statements, which it publishes under CC0.
LINKSET = Mapper(
    record=Linkset,
    types=(void.Linkset,),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("predicate", void.linkPredicate, iris.expanded),
        Rule("of", void.subjectsTarget, iris.minted),
        Rule("prefix", void.objectsTarget, iris.registry),
        Rule("triples", void.triples, integer),
    ),
    constants=((dcterms.license, CC0),),
)

PREFIX = Mapper(
    record=Prefix,
    types=(sh.PrefixDeclaration,),
    rules=(
        Rule("name", sh.prefix, text),
        Rule("namespace", sh.namespace, any_uri),
    ),
)
