"""What names a paper, in one record: all that a first look through the files has to know."""

from dataclasses import dataclass

from mmrdf.records.article import Article, Revision
from mmrdf.records.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIds:
    """The identifiers that one record gives its paper, and its journal.

    Args:
        pmid: that of the paper; of a deleted record, what is deleted.
        revision: which state of a PubMed record it is; None for records without a PMID, and for
            figures.
        figure: whether it is a figure's paper, and not a record of the paper itself.
        journal: NLM's abbreviation of the journal's title, or its title where that is unknown.
        nlm_id: the journal in NLM's catalogue.

    >>> PaperIds.of(Article(doi="10.1000/x", pmcid="PMC1")).doi
    '10.1000/x'
    """

    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    revision: Revision | None = None
    figure: bool = False
    journal: str | None = None
    nlm_id: str | None = None

    @classmethod
    def of(cls, record: Article | Figure) -> "PaperIds":
        """Return the identifiers of the paper that a record describes or is taken from."""
        figure = isinstance(record, Figure)
        article = record.article if isinstance(record, Figure) else record
        journal = article.journal
        return cls(
            pmid=article.pmid,
            doi=article.doi,
            pmcid=article.pmcid,
            revision=None if figure else article.revision,
            figure=figure,
            journal=(journal.abbreviation or journal.title) if journal else None,
            nlm_id=journal.nlm_id if journal else None,
        )
