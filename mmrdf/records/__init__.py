"""What mmrdf knows of a figure or an article, before any RDF.

Readers make these records, resolvers complete them, mappers turn them into triples. All values
are clean: no missing-value marker of a source, no white space at the ends, no empty string.
``None`` and the empty tuple mean that the source does not say.
"""

from mmrdf.records.article import (
    Abstract,
    Affiliation,
    Article,
    Author,
    Issue,
    Journal,
    Section,
    Volume,
    identity,
)
from mmrdf.records.candidate import Candidate, Hit, Kind, Status, TextMention, Word
from mmrdf.records.common import Date, Notice, Source, Taxon, Xref
from mmrdf.records.dataset import Dataset, Linkset, NameTable, Prefix, Resolution
from mmrdf.records.entity import DataNode, Entity, EntityKind
from mmrdf.records.figure import Figure
from mmrdf.records.mention import Mention, Reading
from mmrdf.records.picture import Picture
from mmrdf.records.taxa import HUMAN, TAXA
from mmrdf.records.text import Passage, Phrase, Position, Quote, Span

__all__ = [
    "HUMAN",
    "TAXA",
    "Abstract",
    "Affiliation",
    "Article",
    "Author",
    "Candidate",
    "DataNode",
    "Dataset",
    "Date",
    "Entity",
    "EntityKind",
    "Figure",
    "Hit",
    "Issue",
    "Journal",
    "Kind",
    "Linkset",
    "Mention",
    "NameTable",
    "Notice",
    "Passage",
    "Phrase",
    "Picture",
    "Position",
    "Prefix",
    "Quote",
    "Reading",
    "Record",
    "Resolution",
    "Section",
    "Source",
    "Span",
    "Status",
    "Taxon",
    "TextMention",
    "Volume",
    "Word",
    "Xref",
    "identity",
]

#: What readers yield; every other class here is a part of one.
Record = Figure | Article
