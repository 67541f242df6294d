"""What mmrdf knows of a figure or an article, before any RDF.

Readers make these records, resolvers complete them, mappers turn them into triples. All values
are clean: no missing-value marker of a source, no white space at the ends, no empty string.
``None`` and the empty tuple mean that the source does not say.
"""

from mmrdf.records.article import (
    Abstract,
    Article,
    Heading,
    PublicationType,
    Published,
    Reference,
    Relation,
    RelationKind,
    Revision,
    Section,
    Title,
    identity,
)
from mmrdf.records.author import Affiliation, Author, Funder, Grant, Organization
from mmrdf.records.candidate import (
    Annotation,
    Candidate,
    Hit,
    Kind,
    Status,
    TextMention,
    Word,
    annotations,
)
from mmrdf.records.common import Date, Notice, Source, Taxon, Xref
from mmrdf.records.dataset import (
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
    dataset_path,
)
from mmrdf.records.entity import DataNode, Entity, EntityKind
from mmrdf.records.figure import Figure
from mmrdf.records.journal import Book, Issue, Journal, Volume
from mmrdf.records.mention import GeneReading, Mention, Reading
from mmrdf.records.paper_ids import PaperIds
from mmrdf.records.picture import Picture
from mmrdf.records.release import Agent, Release
from mmrdf.records.taxa import HUMAN, TAXA
from mmrdf.records.text import Passage, Phrase, Selector, Span

__all__ = [
    "HUMAN",
    "TAXA",
    "Abstract",
    "Affiliation",
    "Agent",
    "Annotation",
    "Article",
    "Author",
    "Book",
    "Candidate",
    "Checksum",
    "ClassPartition",
    "DataNode",
    "Dataset",
    "Date",
    "Distribution",
    "Entity",
    "EntityKind",
    "Figure",
    "Funder",
    "GeneReading",
    "Grant",
    "Heading",
    "Hit",
    "Issue",
    "Journal",
    "Kind",
    "LayerPart",
    "Linkset",
    "Mention",
    "NameTable",
    "Notice",
    "Organization",
    "PaperIds",
    "Passage",
    "Phrase",
    "Picture",
    "Prefix",
    "PropertyPartition",
    "PublicationType",
    "Published",
    "Reading",
    "Record",
    "Reference",
    "Relation",
    "RelationKind",
    "Release",
    "Resolution",
    "Revision",
    "Section",
    "Selector",
    "Series",
    "Software",
    "Source",
    "Span",
    "Status",
    "Taxon",
    "TextMention",
    "Title",
    "Volume",
    "Word",
    "Xref",
    "annotations",
    "dataset_path",
    "identity",
]

#: What readers yield; every other class here is a part of one.
Record = Figure | Article
