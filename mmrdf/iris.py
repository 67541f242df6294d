"""Every IRI that mmrdf mints or expands is made here, and nowhere else.

Identifiers of other people are expanded as they publish them. Nodes that nobody names (authors,
issues, journals known by their abbreviation) are minted under one base IRI of ours.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, singledispatch
from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from mmrdf.errors import TermError
from mmrdf.graph import iri
from mmrdf.identifiers import escaped
from mmrdf.records import (
    Affiliation,
    Agent,
    Annotation,
    Article,
    Author,
    Book,
    Checksum,
    ClassPartition,
    Dataset,
    Distribution,
    Entity,
    Figure,
    Funder,
    GeneReading,
    Grant,
    Issue,
    Journal,
    LayerPart,
    Linkset,
    NameTable,
    Organization,
    Passage,
    Phrase,
    Picture,
    Prefix,
    PropertyPartition,
    Reading,
    Reference,
    Resolution,
    Selector,
    Series,
    Software,
    Span,
    Taxon,
    Volume,
    Word,
    Xref,
    dataset_path,
)
from mmrdf.vocab import MEDIA_TYPES, PFOCR, PFOCR_FILES, PREFIXES, curie

_PMC_PAGE = re.compile(r"pmc/articles/(PMC[1-9][0-9]*)/figure/[A-Za-z0-9_.-]+/?")
_LONGEST_SEGMENT = 100

# Characters of ASCII that are escaped in a segment of a path, and in a path: all but the unreserved
# ones of RFC 3986; a path keeps its slashes and what DOIs often hold.
_IN_SEGMENT = re.compile(r"[^A-Za-z0-9._~\x80-\U0010ffff-]")
_IN_PATH = re.compile(r"[^A-Za-z0-9._~/:;,()\x80-\U0010ffff-]")
_ESCAPE = re.compile("!([0-9A-F]{2})")

# IRIs and parts of them that are kept: of identifiers and names, which many records share, and of
# what is asked for again and again within one record.
_MANY = 10_000
_SOME = 1000

_BASE: ContextVar[str] = ContextVar("base", default=PREFIXES["mmrdf"])


def pmc_page(path: str, pmcid: str) -> str | None:
    """The path of a figure's page at PMC in one form, or None if it is not of this paper.

    >>> pmc_page("/pmc/articles/PMC1/figure/F7", "PMC1")
    'pmc/articles/PMC1/figure/F7/'
    >>> pmc_page("/pmc/articles/PMC149053/figure/fig7/", "PMC1") is None
    True
    """
    path = path.strip("/")
    match = _PMC_PAGE.fullmatch(path)
    return f"{path}/" if match and match[1] == pmcid else None


@contextmanager
def minted_under(base: str) -> Iterator[None]:
    """Mint under another base IRI than ``https://w3id.org/mmrdf/`` within a ``with`` block.

    Raises:
        TermError: if the base is not an absolute IRI that ends in a slash.

    >>> with minted_under("https://example.org/kg/"):
    ...     subject(Journal(abbreviation="J Clin Med")).value
    'https://example.org/kg/journal/j-clin-med'
    """
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^#?]*/", base) or iri(base).value != base:
        reason = f"{base!r} is not an absolute IRI that ends in a slash"
        raise TermError(reason)
    token = _BASE.set(base)
    try:
        yield
    finally:
        _BASE.reset(token)


def base() -> str:
    """The IRI under which nodes are minted here and now.

    >>> base()
    'https://w3id.org/mmrdf/'
    """
    return _BASE.get()


def minted(path: str) -> NamedNode:
    """A node of our own: the base IRI and a path."""
    return iri(_BASE.get() + path)


def graph(layer: str) -> NamedNode:
    """The named graph of a layer of the export, such as ``core``."""
    return minted(f"graph/{layer}")


def xref(identifier: Xref) -> NamedNode:
    """The IRI of an identifier; only the characters that an IRI forbids are percent-encoded.

    >>> xref(Xref(prefix="doi", identifier="10.1002/(sici)1097<1::aid>3.0")).value
    'https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0'
    >>> xref(Xref(prefix="hgnc", identifier="HGNC:11364")).value
    'https://identifiers.org/hgnc/11364'
    """
    if identifier.prefix == "mmrdf":
        return minted(identifier.identifier)
    return _published(identifier.prefix, identifier.identifier)


@lru_cache(maxsize=_MANY)
def _published(prefix: str, identifier: str) -> NamedNode:
    # identifiers.org has genes of HGNC by their number alone; only the CURIE holds the name twice.
    local = identifier.removeprefix("HGNC:") if prefix == "hgnc" else identifier
    return iri(PREFIXES[prefix] + escaped(local))


def page(identity: Xref) -> NamedNode | None:
    """The web page of an article, as WikiPathways' own RDF writes it; None if it has none."""
    if identity.prefix == "mmrdf":
        return None
    if identity.prefix == "pubmed":
        return iri(f"http://www.ncbi.nlm.nih.gov/pubmed/{identity.identifier}")
    return xref(identity)


def term_set(identifier: Xref) -> NamedNode | None:
    """The ontology or thesaurus of a term; None if it has none of its own.

    >>> term_set(Xref(prefix="cl", identifier="0000092")).value
    'http://purl.obolibrary.org/obo/cl.owl'
    """
    if identifier.prefix == "mesh":
        return iri(PREFIXES["mesh"].rstrip("/"))
    namespace = PREFIXES[identifier.prefix]
    is_obo = namespace.startswith(PREFIXES["obo"])
    return iri(f"{PREFIXES['obo']}{identifier.prefix}.owl") if is_obo else None


def pubmed_rdf(pmid: str) -> NamedNode:
    """An article in the RDF Portal's PubMed data set, which has all 37 million of them.

    >>> pubmed_rdf("21695429").value
    'http://rdf.ncbi.nlm.nih.gov/pubmed/21695429'
    """
    return iri(f"http://rdf.ncbi.nlm.nih.gov/pubmed/{pmid}")


def pfocr_source(path: str) -> NamedNode:
    """The file that a figure record is made from, by its version and path in PFOCR's database."""
    return iri(PFOCR_FILES + escaped(path))


def alias_page(alias: str) -> NamedNode:
    """The page of PFOCR that redirects from a figure's short name to its record."""
    return iri(PREFIXES["pfocr"] + escaped(alias))


def ndex(uuid: str) -> NamedNode:
    """The page of a network at NDEx."""
    return _published("ndex", uuid)


def wikipathways(wpid: str) -> NamedNode:
    """A pathway of WikiPathways, without a revision."""
    return _published("wikipathways", wpid)


def pmc_figure(path: str) -> NamedNode:
    """The page of a figure at PMC."""
    return iri(f"https://www.ncbi.nlm.nih.gov/{path}")


def subject(record: Any) -> NamedNode:
    """The IRI of a record or of a part of one.

    Raises:
        TermError: if the record holds a character that an IRI cannot hold.
        TypeError: if it is no record of ``mmrdf.records``.

    >>> subject(Figure(figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"))).value
    'https://pfocr.wikipathways.org/figures/PMC1__f1.html'
    """
    return _of_class(type(record))(record)  # type: ignore[arg-type]  # classes can be hashed


@singledispatch
def _subject(record: Any) -> NamedNode:
    reason = f"no IRI is made for a {type(record).__name__}"
    raise TypeError(reason)


# There are few classes, and a dispatch of its own takes longer than most IRIs do.
_of_class = lru_cache(maxsize=100)(_subject.dispatch)


@_subject.register
def _figure(record: Figure) -> NamedNode:
    return figure(record.figid)


@lru_cache(maxsize=_SOME)
def figure(figid: str) -> NamedNode:
    """The IRI of a figure record: PFOCR's own published identity of it, its page."""
    return iri(f"{PREFIXES['pfocr']}{escaped(figid)}.html")


@_subject.register
def _picture(record: Picture) -> NamedNode:
    return picture_file(record.file)


@lru_cache(maxsize=_SOME)
def picture_file(path: str) -> NamedNode:
    """An image file at Europe PMC; NCBI's own addresses of such files stopped working in 2024."""
    return iri(PREFIXES["europepmc"] + quote(path))


@_subject.register
def _article(record: Article) -> NamedNode:
    return xref(record.identity)


@_subject.register
def _reference(record: Reference) -> NamedNode:
    return xref(record.identity)


@_subject.register
def _author(record: Author) -> NamedNode:
    return minted(f"{_article_path(record.article)}#author-{record.position}")


@_subject.register
def _affiliation(record: Affiliation) -> NamedNode:
    return minted(f"{_article_path(record.article)}#affiliation-{record.position}")


@_subject.register
def _grant(record: Grant) -> NamedNode:
    return minted(f"{_article_path(record.article)}#grant-{record.position}")


@_subject.register
def _funder(record: Funder) -> NamedNode:
    return minted(f"{_article_path(record.article)}#funder-{record.position}")


@_subject.register
def _organization(record: Organization) -> NamedNode:
    return PFOCR if record.name == "PFOCR" else minted(f"organization/{_segment(record.name)}")


@_subject.register
def _book(record: Book) -> NamedNode:
    return minted(f"book/{_slug(record.name)}")


@_subject.register
def _journal(record: Journal) -> NamedNode:
    if record.nlm_id:
        return minted(f"journal/{record.nlm_id}~nlm")  # no name ends so
    return minted(f"journal/{_slug(record.abbreviation or record.title or '')}")


@_subject.register
def _volume(record: Volume) -> NamedNode:
    return minted(f"{_minted_path(record.journal)}/{_slug(record.number)}")


@_subject.register
def _issue(record: Issue) -> NamedNode:
    # The hyphen stands for a volume where there is none.
    between = "-/" if isinstance(record.part_of, Journal) else ""
    return minted(f"{_minted_path(record.part_of)}/{between}{_slug(record.number)}")


@_subject.register
def _taxon(record: Taxon) -> NamedNode:
    return _published("ncbitaxon", record.taxid)


@_subject.register
def _entity(record: Entity) -> NamedNode:
    return xref(record.xref)


def mention(word: Word) -> NamedNode:
    """The mention of a word: it rests on the word alone, not on its place in a table.

    >>> mention(Word(figid="PMC1__f1", kind="gene", text="TNF-α")).value
    'https://w3id.org/mmrdf/figure/PMC1__f1/gene/TNF-%CE%B1'
    >>> mention(Word(figid="PMC1__f1", kind="gene", text="SHC/PI3K")).value
    'https://w3id.org/mmrdf/figure/PMC1__f1/gene/SHC!2FPI3K'
    """
    return _mention(_BASE.get(), word)


@lru_cache(maxsize=_SOME)
def _mention(base: str, word: Word) -> NamedNode:
    path = ["figure", word.figid, word.kind, _segment(word.text)]
    if word.identifiers:
        path.append(",".join(_path(identifier.curie) for identifier in word.identifiers))
    if word.number > 1:
        path.append(str(word.number))
    return iri(base + "/".join(path))


@_subject.register
def _word(record: Word) -> NamedNode:
    return mention(record)


@_subject.register
def _annotation(record: Annotation) -> NamedNode:
    # No other annotation of the word has the first of its bodies.
    name = record.bodies[0].xref.curie if record.bodies else "none"
    return iri(f"{subject(record.word).value}#{_path(name)}")


@_subject.register
def _passage(record: Passage) -> NamedNode:
    return _part(_BASE.get(), record.record, record.part)


@lru_cache(maxsize=_SOME)
def _part(base: str, owner: str | Xref, part: str) -> NamedNode:
    path = f"figure/{owner}" if isinstance(owner, str) else _article_path(owner)
    return iri(f"{base}{path}/{part}")


@_subject.register
def _phrase(record: Phrase) -> NamedNode:
    return iri(f"{subject(record.passage).value}/{_segment(record.text)}")


@_subject.register
def _span(record: Span) -> NamedNode:
    return iri(f"{subject(record.passage).value}/{record.start}-{record.end}")


@_subject.register
def _selector(record: Selector) -> NamedNode:
    return iri(f"{subject(record.span).value}#selector")


def record(owner: str | Xref) -> NamedNode:
    """A record by the figid of a figure, or by the identifier that names an article."""
    return figure(owner) if isinstance(owner, str) else xref(owner)


@_subject.register
def _reading(record: Reading) -> NamedNode:
    return minted(f"figure/{record.figid}/organism/{record.taxon.taxid}")


@_subject.register
def _gene_reading(record: GeneReading) -> NamedNode:
    return minted(f"figure/{record.figid}/gene-identifiers/{record.taxon.taxid}")


@_subject.register
def _dataset(record: Dataset) -> NamedNode:
    return minted(record.path)


@_subject.register
def _resolution(record: Resolution) -> NamedNode:
    return minted(f"{record.of}/resolution")


@_subject.register
def _linkset(record: Linkset) -> NamedNode:
    return minted(f"{record.of}/links/{record.predicate.partition(':')[2]}")


@_subject.register
def _name_table(record: NameTable) -> NamedNode:
    return minted(f"lexicon/{_segment(record.name)}/{record.sha256[:12]}")


@_subject.register
def _prefix(record: Prefix) -> NamedNode:
    return minted(f"prefix/{record.name}")


@_subject.register
def _series(_record: Series) -> NamedNode:
    return minted(dataset_path(None))


@_subject.register
def _distribution(record: Distribution) -> NamedNode:
    return minted(f"{record.of}/file/{_segment(record.name)}")


@_subject.register
def _checksum(record: Checksum) -> NamedNode:
    return iri(f"{subject(record.of).value}#sha256")


@_subject.register
def _agent(record: Agent) -> NamedNode:
    return iri(record.address) if record.address else minted(f"agent/{_segment(record.name)}")


@_subject.register
def _software(record: Software) -> NamedNode:
    return minted(f"software/{_segment(record.name)}/{_segment(record.version)}")


@_subject.register
def _layer_part(record: LayerPart) -> NamedNode:
    return graph(record.name)


@_subject.register
def _class_partition(record: ClassPartition) -> NamedNode:
    return minted(f"graph/{record.layer}/class/{_path(curie(iri(record.of)))}")


@_subject.register
def _property_partition(record: PropertyPartition) -> NamedNode:
    return minted(f"graph/{record.layer}/property/{_path(curie(iri(record.of)))}")


def release(name: str) -> NamedNode:
    """A release by its name, or by its IRI where it has another.

    >>> release("2026-10").value, release("https://example.org/1").value
    ('https://w3id.org/mmrdf/dataset/2026-10', 'https://example.org/1')
    """
    return iri(name) if "://" in name else minted(dataset_path(name))


def media_type(name: str) -> NamedNode:
    """A media type in the list of IANA.

    >>> media_type("text/turtle").value
    'https://www.iana.org/assignments/media-types/text/turtle'
    """
    return iri(MEDIA_TYPES + name)


def registry(prefix: str) -> NamedNode:
    """The entry of an identifier space, and so of its database, in the registry of identifiers.org.

    >>> registry("ncbigene").value
    'https://registry.identifiers.org/registry/ncbigene'
    """
    return iri(f"https://registry.identifiers.org/registry/{prefix}")


def expanded(curie: str) -> NamedNode:
    """A term of the vocabularies from its prefixed name.

    >>> expanded("wp:bdbChEBI").value
    'http://vocabularies.wikipathways.org/wp#bdbChEBI'
    """
    prefix, _, local = curie.partition(":")
    return iri(PREFIXES[prefix] + local)


def whole(text: str) -> NamedNode:
    """An IRI that is written out in full.

    Raises:
        TermError: if it is none.
    """
    return iri(text)


def _minted_path(record: Journal | Volume) -> str:
    return subject(record).value.removeprefix(_BASE.get())


def _article_path(identity: Xref) -> str:
    if identity.prefix == "mmrdf":
        return identity.identifier
    return f"article/{identity.prefix}/{_path(identity.identifier)}"


def _path(text: str) -> str:
    """A text as a path, or as the part behind ``#``: slashes and colons stay."""
    return text if text.isalnum() and text.isascii() else _escaped(text, _IN_PATH)


def _escaped(text: str, what: re.Pattern[str]) -> str:
    """The text with ``!`` and two hexadecimal digits for characters of ASCII.

    Percent-encoded delimiters (``%2F``, ``%3F``, ``%23``, ``%25``) do not pass the redirects of
    w3id.org: Apache refuses them, or reads them as the character itself. Letters beyond ASCII do
    pass and are percent-encoded as UTF-8.
    """
    return quote(what.sub(lambda match: f"!{ord(match[0]):02X}", text), safe="!/:;,()")


def unescaped(segment: str) -> str:
    """The text of which a segment of a minted path was made, if it was not cut.

    >>> unescaped("SHC!2FTNF-%CE%B1!21")
    'SHC/TNF-α!'
    """
    # Percent-encoded is only what lies beyond ASCII, which no escape can become part of.
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), unquote(segment))


@lru_cache(maxsize=_MANY)
def _slug(text: str) -> str:
    """Lower case, with one hyphen for all between letters and digits; never empty.

    Case, blanks and full stops tell no names apart; where more is lost, a digest stands behind. Two
    digits have a hyphen between them, all else a blank.

    >>> _slug("J. Clin. Med."), _slug("10 Suppl 1"), _slug("2-3"), _slug("2/3")
    ('j-clin-med', '10-suppl-1', '2-3', '2-3~484aa6cc')
    """
    plain = " ".join(text.casefold().replace(".", " ").split())
    slug = re.sub(r"[\W_]+", "-", plain).strip("-")
    if slug and re.sub("(?<![0-9])-|-(?![0-9])", " ", slug) == plain:
        return slug
    digest = hashlib.sha256((plain or text).encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{slug}~{digest}"


@lru_cache(maxsize=_MANY)
def _segment(text: str) -> str:
    """A text as one segment of a path; a long one is cut and told apart by a digest.

    The escapes are those of ``unescaped``. One or two dots alone would mean another folder, so that
    dots alone are escaped too; the empty text is a lone ``!``, which no other text becomes.
    """
    if len(text) <= _LONGEST_SEGMENT:
        return _escaped(text, _IN_SEGMENT) if text.strip(".") else "!2E" * len(text) or "!"
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{_escaped(text[:_LONGEST_SEGMENT], _IN_SEGMENT)}~{digest}"
