"""A pathway figure: what PFOCR says of it, and what is written in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mmrdf.records.article import Article
from mmrdf.records.author import Organization
from mmrdf.records.candidate import Candidate, TextMention, mentioned
from mmrdf.records.common import Notice, Source, Taxon, Xref
from mmrdf.records.entity import DataNode, Entity
from mmrdf.records.mention import Mention, Reading
from mmrdf.records.picture import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A PFOCR record: what PFOCR's entry says of one pathway figure.

    Args:
        figid: PFOCR's identifier, ``PMC<digits>__<name of the file>``.
        alias: PFOCR's short name for it (``PMC1__F2``), not unique.
        score: the classifier's probability that this is a pathway figure, in the digits of the
            source, between 0 and 1.
        keywords: the names of genes, chemicals and diseases that PFOCR lists for the figure, with
            no identifiers; in the alphabet's order, since theirs has no meaning. They are what a
            lexicon makes of the words of the picture, and evidence alone; the authors' own keywords
            are those of ``article``.
        mentions: the words that stand for genes, chemicals and diseases, with what they may be;
            keywords that no word explains are added by ``mmrdf.resolve``.
        text_mentions: the names in title and caption; set by ``mmrdf.resolve``.
        organisms: the organisms that PFOCR found named in the paper's text.
        organisms_ner: the organisms whose genes PFOCR found in the figure, mostly a guess.
        organism: the one organism that the evidence supports; set by ``mmrdf.resolve``.
        gene_identifiers_of: the organism by whose identifiers its genes are stated, be it its own
            or human for lack of those; set by ``mmrdf.resolve``, None if no genes can be stated.
        source_version: the commit, or the tag, of PFOCR's database that the record is of.
        readings: all organisms that something speaks for; set by ``mmrdf.resolve``.
    """

    figid: str
    pmcid: str
    article: Article
    picture: Picture | None = None
    title: str | None = None
    alias: str | None = None
    caption: str | None = None
    score: str | None = None
    ndex: str | None = None
    wpid: str | None = None
    keywords: tuple[str, ...] = ()
    organisms: tuple[str, ...] = ()
    organisms_ner: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    text_mentions: tuple[TextMention, ...] = ()
    organism: Taxon | None = None
    gene_identifiers_of: Taxon | None = None
    readings: tuple[Reading, ...] = ()
    source_version: str | None = None
    source: Source = field(default=Source(file=""), compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def origin(self) -> str | None:
        """The path of its file in PFOCR's database, from the version on; None if not known."""
        version = self.source_version
        return f"{version}/_figures/{self.figid}.md" if version else None

    @property
    def creator(self) -> Organization:
        """Who made the record."""
        return Organization(name="PFOCR")

    @property
    def asserted(self) -> Iterator[Candidate]:
        """What the words of the figure are stated to be."""
        return (c for m in self.mentions for c in m.candidates if c.status == "asserted")

    @property
    def data_nodes(self) -> tuple[DataNode, ...]:
        """The genes and chemicals that are stated to be in the figure, each once."""
        found: dict[Xref, list[Candidate]] = {}
        for candidate in self.asserted:
            if candidate.entity and candidate.entity.kind in {"gene", "chemical"}:
                found.setdefault(candidate.entity.xref, []).append(candidate)
        return tuple(self._data_node(candidates) for candidates in found.values())

    def _data_node(self, candidates: list[Candidate]) -> DataNode:
        entities = [candidate.entity for candidate in candidates if candidate.entity]
        first = entities[0]
        names = [entity.name for entity in entities if entity.name]
        words = [candidate.word.text for candidate in candidates]
        return DataNode(
            kind=first.kind,
            xref=first.xref,
            name=names[0] if names else None,
            same=first.same,
            taxon=first.taxon,
            others=tuple(dict.fromkeys(other for entity in entities for other in entity.others)),
            labels=tuple(dict.fromkeys(names or words)),
            figures=(self.figid,),
            words=_other_names(words, names) if first.kind == "chemical" or not names else (),
        )

    @property
    def diseases(self) -> tuple[Entity, ...]:
        """The diseases of the Disease Ontology that are stated to be in the figure, each once."""
        stated = (c.entity for c in self.asserted if c.entity)
        found = {entity.xref: entity for entity in stated if entity.xref.prefix == "doid"}
        return tuple(found.values())

    @property
    def subjects(self) -> tuple[Xref, ...]:
        """The MeSH terms of the diseases that are stated to be in the figure, each once."""
        stated = [c.entity for c in self.asserted if c.entity and c.entity.kind == "disease"]
        xrefs = (xref for entity in stated for xref in (entity.xref, *entity.others))
        return tuple(dict.fromkeys(xref for xref in xrefs if xref.prefix == "mesh"))

    @property
    def things(self) -> tuple[Entity, ...]:
        """All that is stated to be in the picture or meant by the texts, each once."""
        kinds = {"family", "cell", "process", "anatomy", "concept", "disease"}
        stated = [candidate.entity for candidate in self.asserted if candidate.entity]
        others = [entity for entity in stated if entity.kind in kinds]
        found: dict[Xref, Entity] = {}
        texts = mentioned(self.text_mentions)
        for entity in (*self.data_nodes, *self.diseases, *others, *texts):
            found.setdefault(entity.xref, entity)
        return tuple(found.values())


def _other_names(words: list[str], names: list[str]) -> tuple[str, ...]:
    """Return the words that are no name in any case, each once, in their order."""
    known = {name.casefold() for name in names}
    return tuple(dict.fromkeys(word for word in words if word.casefold() not in known))
