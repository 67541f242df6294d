"""A release as RDF: VoID, DCAT 3 and PROV by the HCLS community profile, and schema.org.

The profile (https://www.w3.org/TR/hcls-dataset/) has three levels: the data set through all
releases, a release, a file of it. A release of ours is the second, and has the numbers of the third
too, so that one node answers who made what when, and how much it is.
"""

from pyoxigraph import NamedNode

from mmrdf import iris
from mmrdf.graph import text
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.mappers.terms import any_uri, count, date, hex_binary, integer, node
from mmrdf.records import (
    Agent,
    Checksum,
    ClassPartition,
    Dataset,
    Distribution,
    LayerPart,
    Linkset,
    NameTable,
    Prefix,
    PropertyPartition,
    Resolution,
    Series,
    Software,
)
from mmrdf.vocab import (
    CC0,
    VOID_CLASS,
    dcat,
    dcterms,
    dctypes,
    foaf,
    pav,
    prov,
    rdf,
    schema,
    sh,
    spdx,
    void,
)


def minted_text(path: str) -> str:
    """The IRI of a node of our own as a text."""
    return text(iris.minted(path).value)


def size(value: int) -> str:
    """A number of bytes as a text, as schema.org has sizes."""
    return text(f"{value} B")


def agent_class(value: str) -> NamedNode:
    """The class of schema.org for a person or an organization."""
    return schema.Person if value == "Person" else schema.Organization


DATASET = Mapper(
    record=Dataset,
    types=(void.Dataset, dcat.Dataset, dctypes.Dataset, schema.Dataset),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("title", schema.name, text),
        Rule("description", dcterms.description, text),
        Rule("description", schema.description, text),
        Rule("path", schema.identifier, minted_text),
        Rule("creators", dcterms.creator, node),
        Rule("creators", schema.creator, node),
        Rule("publisher", dcterms.publisher, node),
        Rule("publisher", schema.publisher, node),
        Rule("licence", dcterms.license, iris.whole),
        Rule("licence", schema.license, iris.whole),
        Rule("rights", dcterms.rights, text),
        Rule("version", pav.version, text),
        Rule("version", dcat.version, text),
        Rule("version", schema.version, text),
        Rule("series", dcterms.isVersionOf, node),
        Rule("previous", pav.previousVersion, iris.release),
        Rule("previous", dcat.previousVersion, iris.release),
        Rule("date", pav.createdOn, date),
        Rule("date", dcterms.issued, date),
        Rule("date", schema.datePublished, date),
        Rule("address", schema.url, iris.whole),
        Rule("sources", dcterms.source, iris.whole),
        Rule("sources", prov.wasDerivedFrom, iris.whole),
        Rule("software", pav.createdWith, node),
        Rule("entities", void.entities, integer),
        Rule("triples", void.triples, integer),
        Rule("example", void.exampleResource, iris.whole),
        Rule("dumps", void.dataDump, iris.whole),
        Rule("resolution", prov.wasGeneratedBy, node),
        Rule("layers", void.subset, node),
        Rule("linksets", void.subset, node),
        Rule("distributions", dcat.distribution, node),
        Rule("distributions", schema.distribution, node),
        Rule("vocabularies", void.vocabulary, iris.whole),
        Rule("prefixes", sh.declare, node),
    ),
)

SERIES = Mapper(
    record=Series,
    types=(dctypes.Dataset,),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("description", dcterms.description, text),
        Rule("publisher", dcterms.publisher, node),
        Rule("version", dcterms.hasVersion, iris.minted),
        Rule("version", pav.hasCurrentVersion, iris.minted),
    ),
)

AGENT = Mapper(
    record=Agent,
    types=(foaf.Agent,),
    rules=(
        Rule("kind", rdf.type, agent_class),
        Rule("name", foaf.name, text),
        Rule("name", schema.name, text),
    ),
    unmapped=frozenset({"address"}),
)

SOFTWARE = Mapper(
    record=Software,
    types=(prov.SoftwareAgent, schema.SoftwareApplication),
    rules=(
        Rule("name", schema.name, text),
        Rule("version", schema.softwareVersion, text),
    ),
)

RESOLUTION = Mapper(
    record=Resolution,
    types=(prov.Activity,),
    rules=(
        Rule("tables", prov.used, node),
        Rule("software", prov.wasAssociatedWith, node),
    ),
    unmapped=frozenset({"of"}),
)

NAME_TABLE = Mapper(
    record=NameTable,
    types=(prov.Entity,),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("date", pav.createdOn, date),
        Rule("version", pav.version, text),
        Rule("checksum", spdx.checksum, node),
        Rule("licence", dcterms.license, iris.whole),
        Rule("address", dcterms.source, iris.whole),
    ),
    unmapped=frozenset({"name", "rows", "sha256"}),
)

CHECKSUM = Mapper(
    record=Checksum,
    types=(spdx.Checksum,),
    rules=(Rule("sha256", spdx.checksumValue, hex_binary),),
    constants=((spdx.algorithm, spdx.checksumAlgorithm_sha256),),
    unmapped=frozenset({"of"}),
)

LAYER_PART = Mapper(
    record=LayerPart,
    types=(void.Dataset,),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("triples", void.triples, integer),
        Rule("entities", void.entities, integer),
        Rule("class_count", void.classes, integer),
        Rule("property_count", void.properties, integer),
        Rule("classes", void.classPartition, node),
        Rule("properties", void.propertyPartition, node),
    ),
    unmapped=frozenset({"name"}),
)

CLASS_PARTITION = Mapper(
    record=ClassPartition,
    types=(void.Dataset,),
    rules=(
        Rule("of", VOID_CLASS, iris.whole),
        Rule("entities", void.entities, integer),
    ),
    unmapped=frozenset({"layer"}),
)

PROPERTY_PARTITION = Mapper(
    record=PropertyPartition,
    types=(void.Dataset,),
    rules=(
        Rule("of", void.property, iris.whole),
        Rule("triples", void.triples, integer),
    ),
    unmapped=frozenset({"layer"}),
)

DISTRIBUTION = Mapper(
    record=Distribution,
    types=(dcat.Distribution, schema.DataDownload),
    rules=(
        Rule("title", dcterms.title, text),
        Rule("name", schema.name, text),
        Rule("description", dcterms.description, text),
        Rule("creators", dcterms.creator, node),
        Rule("publisher", dcterms.publisher, node),
        Rule("licence", dcterms.license, iris.whole),
        Rule("rights", dcterms.rights, text),
        Rule("media_type", dcterms.format, iris.media_type),
        Rule("media_type", dcat.mediaType, iris.media_type),
        Rule("media_type", schema.encodingFormat, text),
        Rule("compression", dcat.compressFormat, iris.media_type),
        Rule("bytes", dcat.byteSize, count),
        Rule("bytes", schema.contentSize, size),
        Rule("checksum", spdx.checksum, node),
        Rule("address", dcat.downloadURL, iris.whole),
        Rule("address", schema.contentUrl, iris.whole),
    ),
    unmapped=frozenset({"of", "sha256"}),
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

#: All tables of the description.
TABLES = (
    *(DATASET, SERIES, AGENT, SOFTWARE, RESOLUTION, NAME_TABLE, LAYER_PART, CLASS_PARTITION),
    *(PROPERTY_PARTITION, LINKSET, DISTRIBUTION, CHECKSUM, PREFIX),
)
