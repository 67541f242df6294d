"""What mmrdf knows of a figure or an article, before any RDF.

Readers make these records, resolvers complete them, mappers turn them into triples. All values
are clean: no missing-value marker of a source, no white space at the ends, no empty string.
``None`` and the empty tuple mean that the source does not say.
"""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was read: a file as the user named it and a line, counted from 1.

    Line 0 stands for the file as a whole.

    >>> str(Source(file="seeds/a.txt", line=7))
    'seeds/a.txt:7'
    >>> str(Source(file="seeds/a.txt"))
    'seeds/a.txt'
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt about one field: the record goes on without it, and the report lists it.

    Args:
        code: a short stable name for the kind of doubt, such as ``not-a-doi``.
    """

    source: Source
    record: str
    field: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: record {self.record}: field {self.field}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Xref:
    """An identifier in a named identifier space, such as ``doi`` or ``pubmed``.

    The prefix is a row of ``mmrdf.vocab.PREFIXES``; the identifier is bare and in the normal form
    of ``mmrdf.iris.normal``.
    """

    prefix: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date, a range, a season or a quarter, exactly as precise as it is printed.

    Args:
        start: ``2011``, ``2011-10``, ``2011-10-18``; a season or quarter is its EDTF code in place
            of the month (21 to 24 spring to winter, 33 to 36 the quarters).
        end: the last day, month, season or year of a range, in the same form; None if no range.

    >>> Date(start="2021-01", end="2021-12").certain
    '2021'
    >>> Date(start="1979-11", end="1980-05").certain is None
    True
    >>> Date(start="2021-35").edtf
    '2021-35'
    """

    start: str
    end: str | None = None

    @property
    def certain(self) -> str | None:
        """The smallest year, month or day that holds the whole date; None if it spans two years."""
        shared: list[str] = []
        for first, last in zip(
            self.start.split("-"), (self.end or self.start).split("-"), strict=False
        ):
            if first != last or (len(shared) == 1 and int(first) > 12):  # noqa: PLR2004 (months)
                break
            shared.append(first)
        return "-".join(shared) or None

    @property
    def edtf(self) -> str | None:
        """The date in the Extended Date/Time Format, None if ``certain`` says all of it."""
        text = f"{self.start}/{self.end}" if self.end else self.start
        return None if text == self.certain else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxon:
    """An organism: its NCBI Taxonomy identifier and scientific name."""

    taxid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A journal, identified by NLM's title abbreviation, or by its title where that is unknown."""

    title: str | None = None
    abbreviation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A volume of a journal; its number is text (``10 Suppl 1``)."""

    journal: Journal
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a volume; its number is text (``12 Suppl 1``)."""

    volume: Volume
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """An address as one article prints it, never merged with that of another article."""

    article: Xref
    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author of one article, never merged by name with that of another article.

    Args:
        article: the identity of the article.
        position: the place in the list of authors, from 1.
    """

    article: Xref
    position: int
    name: str
    collective: bool = False
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A paragraph of an abstract, with its printed label (``Methods``) where it has one."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """The paragraphs of an abstract, at least one."""

    sections: tuple[Section, ...]


def identity(
    *, pmid: str | None, doi: str | None, pmcid: str | None, title: str | None, citation: str | None
) -> Xref:
    """Which identifier names an article: PMID, else DOI, else PMCID, else a digest.

    The digest (prefix ``mmrdf``) is made of title and citation, so that the same text always
    gives the same article.

    >>> identity(pmid=None, doi="10.1000/x", pmcid="PMC1", title=None, citation=None)
    Xref(prefix='doi', identifier='10.1000/x')
    """
    for prefix, identifier in (("pubmed", pmid), ("doi", doi), ("pmc", pmcid)):
        if identifier:
            return Xref(prefix=prefix, identifier=identifier)
    digest = hashlib.sha256(f"{title}\n{citation}".encode()).hexdigest()[:16]
    return Xref(prefix="mmrdf", identifier=f"article/{digest}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A paper, from a PubMed record or from what a figure record says of its paper.

    Args:
        figures: the figids of the figure records that are taken from this paper.
        published: the date of the issue, as cited.
        online: the date of electronic publication.
        credit: the author line where only a part of the authors is named (``A Smith, et al.``).
        references: the reference list, each as its raw text.
    """

    title: str | None = None
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    citation: str | None = None
    published: Date | None = None
    online: Date | None = None
    part_of: Issue | Volume | Journal | None = None
    pages: str | None = None
    publisher: str | None = None
    authors: tuple[Author, ...] = ()
    credit: str | None = None
    abstract: Abstract | None = None
    keywords: tuple[str, ...] = ()
    mesh_terms: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    copyright: str | None = None
    free: bool | None = None
    references: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    source: Source = field(default=Source(file=""), compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @property
    def identity(self) -> Xref:
        """The identifier that names the article; see the function ``identity``."""
        return identity(
            pmid=self.pmid,
            doi=self.doi,
            pmcid=self.pmcid,
            title=self.title,
            citation=self.citation,
        )

    @property
    def xrefs(self) -> tuple[Xref, ...]:
        """All published identifiers, in the order of ``identity``; empty if there are none."""
        pairs = (("pubmed", self.pmid), ("doi", self.doi), ("pmc", self.pmcid))
        return tuple(Xref(prefix=p, identifier=i) for p, i in pairs if i)

    @property
    def other_xrefs(self) -> tuple[Xref, ...]:
        """The published identifiers that do not name the article."""
        return self.xrefs[1:]

    @property
    def first_page(self) -> str | None:
        """The first page of one plain range, else None; one number may be that of the article."""
        return (self.pages or "").partition("-")[0] if self._plain_range else None

    @property
    def last_page(self) -> str | None:
        """The last page of one plain range, in full (``333-43`` ends at 343), else None.

        >>> Article(pages="333-43").last_page
        '343'
        >>> Article(pages="45-7; discussion 48").last_page is None
        True
        """
        if not self._plain_range:
            return None
        start, _, end = (self.pages or "").partition("-")
        if len(end) < len(start):
            end = start[: len(start) - len(end)] + end
        return end if int(end) >= int(start) else None

    @property
    def _plain_range(self) -> bool:
        parts = (self.pages or "").split("-")
        return len(parts) == 2 and all(p.isascii() and p.isdigit() for p in parts)  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture that a figure record describes.

    Args:
        filename: the name of the image file; unique only together with the PMCID.
        number: the number printed on it, normalised by PFOCR (``F2``).
        kind: ``Figure``, ``Scheme``, ``Graphical abstract`` and so on.
        pmc_page: the path of its page at PMC, without a slash before it.
    """

    pmcid: str
    filename: str
    article: Article
    number: str | None = None
    kind: str | None = None
    caption: str | None = None
    pmc_page: str | None = None

    @property
    def file(self) -> str:
        """The place of the image file at Europe PMC, as a path."""
        return f"{self.pmcid}/bin/{self.filename}"

    @property
    def media_type(self) -> str | None:
        """The media type that the file name's ending stands for, None for an unknown one."""
        endings = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "tif": "tiff"}
        kind = endings.get(self.filename.rpartition(".")[2].lower())
        return f"image/{kind}" if kind else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A PFOCR record: what PFOCR's entry says of one pathway figure.

    Args:
        figid: PFOCR's identifier, ``PMC<digits>__<name of the file>``.
        alias: PFOCR's short name for it (``PMC1__F2``), not unique.
        score: the classifier's probability that this is a pathway figure, in the digits of the
            source, between 0 and 1.
        keywords: the names of genes, chemicals and diseases that PFOCR lists for the figure, with
            no identifiers.
        organisms: the organisms that PFOCR found named in the paper's text.
        organisms_ner: the organisms whose genes PFOCR found in the figure, mostly a guess.
        organism: the one organism that the evidence supports; set by ``mmrdf.resolve``.
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
    organism: Taxon | None = None
    source: Source = field(default=Source(file=""), compare=False)
    notices: tuple[Notice, ...] = field(default=(), compare=False)


#: What readers yield; every other class here is a part of one.
Record = Figure | Article
