"""IRIs: what is minted of records."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from mmrdf import iris
from mmrdf.errors import TermError
from mmrdf.records import (
    Affiliation,
    Article,
    Author,
    Book,
    Candidate,
    Entity,
    Figure,
    Funder,
    Grant,
    Issue,
    Journal,
    NameTable,
    Organization,
    Passage,
    Phrase,
    Picture,
    Reading,
    Reference,
    Taxon,
    Volume,
    Word,
    Xref,
    annotations,
)

JOURNAL = Journal(title="Journal of Clinical Medicine", abbreviation="J Clin Med")
VOLUME = Volume(journal=JOURNAL, number="10 Suppl 1")
ARTICLE = Xref(prefix="doi", identifier="10.1000/x")
PAPER = "https://w3id.org/mmrdf/article/doi/10.1000/x"
HUMAN = Taxon(taxid="9606", name="Homo sapiens")
WORD = Word(figid="PMC1__a", kind="gene", text="TNF-α")
WORDS = "https://w3id.org/mmrdf/figure/PMC1__a"
TNF = Entity(kind="gene", xref=Xref(prefix="ncbigene", identifier="7124"), name="TNF")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            Figure(figid="PMC1__f.1", pmcid="PMC1", article=Article(pmcid="PMC1")),
            "https://pfocr.wikipathways.org/figures/PMC1__f.1.html",
        ),
        (
            Picture(pmcid="PMC1", filename="a b#?.jpg", article=Article(pmcid="PMC1")),
            "https://europepmc.org/articles/PMC1/bin/a%20b%23%3F.jpg",
        ),
        (Article(pmid="1", doi="10.1000/x"), "https://identifiers.org/pubmed/1"),
        (Reference(doi="10.1000/X", pmcid="PMC1"), "https://doi.org/10.1000/X"),
        (Grant(article=ARTICLE, position=2), f"{PAPER}#grant-2"),
        (Funder(article=ARTICLE, position=2, name="Void"), f"{PAPER}#funder-2"),
        (Book(name="gene", title="Gene Reviews"), "https://w3id.org/mmrdf/book/gene"),
        (Article(doi="10.1000/x", pmcid="PMC1"), "https://doi.org/10.1000/x"),
        (Article(pmcid="PMC1"), "https://identifiers.org/pmc/PMC1"),
        (
            Author(article=ARTICLE, position=2, name="A"),
            "https://w3id.org/mmrdf/article/doi/10.1000/x#author-2",
        ),
        (
            Affiliation(article=ARTICLE, position=1, name="A"),
            "https://w3id.org/mmrdf/article/doi/10.1000/x#affiliation-1",
        ),
        (WORD, f"{WORDS}/gene/TNF-%CE%B1"),
        (annotations([Candidate(word=WORD)])[0], f"{WORDS}/gene/TNF-%CE%B1#none"),
        (
            annotations([Candidate(word=WORD, entity=TNF)])[0],
            f"{WORDS}/gene/TNF-%CE%B1#ncbigene:7124",
        ),
        (TNF, "https://identifiers.org/ncbigene/7124"),
        (
            Reading(figid="PMC1__a", taxon=HUMAN, status="asserted", reason="r", rationale=()),
            f"{WORDS}/organism/9606",
        ),
        (JOURNAL, "https://w3id.org/mmrdf/journal/j-clin-med"),
        (Journal(title="日本臨床"), "https://w3id.org/mmrdf/journal/日本臨床"),
        (VOLUME, "https://w3id.org/mmrdf/journal/j-clin-med/10-suppl-1"),
        (
            Issue(part_of=JOURNAL, number="2-3"),
            "https://w3id.org/mmrdf/journal/j-clin-med/-/2-3",
        ),
        (
            Issue(part_of=VOLUME, number="2-3"),
            "https://w3id.org/mmrdf/journal/j-clin-med/10-suppl-1/2-3",
        ),
        (
            Taxon(taxid="9606", name="Homo sapiens"),
            "http://purl.obolibrary.org/obo/NCBITaxon_9606",
        ),
    ],
)
def test_subject(record: object, expected: str) -> None:
    """Every class of record has its IRI."""
    assert expected == iris.subject(record).value


def test_article_without_identifier() -> None:
    """An article without any identifier is named by its title and citation, always alike."""
    one, same, other = (
        iris.subject(Article(title=title, citation="J X. 2001.")).value for title in "aab"
    )

    assert one == same
    assert one != other
    assert one.startswith("https://w3id.org/mmrdf/article/")


def test_subject_of_no_record() -> None:
    """What is no record has no IRI."""
    with pytest.raises(TypeError, match="no IRI is made for a str"):
        iris.subject("PMC1__f1")


@pytest.mark.parametrize(
    "base",
    ["", "example.org/", "https://example.org", "https://a b/", "https://a.b/#", "https://a.b/?c/"],
)
def test_bad_base(base: str) -> None:
    """A base must be an absolute IRI that ends in a slash, so that it can be built upon."""
    with pytest.raises(TermError), iris.minted_under(base):
        pass


def test_base_ends_with_its_block() -> None:
    """Another base holds within its block only."""
    with iris.minted_under("https://example.org/kg/"):
        assert iris.minted("x").value == "https://example.org/kg/x"
    assert iris.minted("x").value == "https://w3id.org/mmrdf/x"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acta Test A", "Acta-Test A"),
        ("Acta Test A", "Acta Test (A)"),
        ("A+", "A-"),
        ("1 Suppl 2", "1-Suppl-2"),
        ("1(2)", "1-2"),
        ("1 2", "1-2"),
        ("2/3", "2-3"),
        ("-", "."),
    ],
)
def test_names_apart(one: str, other: str) -> None:
    """Names that differ in more than case, blanks and full stops have different IRIs."""
    assert iris.subject(Journal(title=one)) != iris.subject(Journal(title=other))


def test_names_alike() -> None:
    """Case, blanks and full stops do not matter; a number of NLM's catalogue goes before a name."""
    names = ("J Clin Med", "J. Clin. Med.", "j  clin med")
    numbered = Journal(abbreviation="J Clin Med", nlm_id="101606588")

    assert len({iris.subject(Journal(abbreviation=name)) for name in names}) == 1
    assert iris.subject(numbered).value == "https://w3id.org/mmrdf/journal/101606588~nlm"


@given(st.text(), st.text())
def test_any_text_in_a_name(name: str, number: str) -> None:
    """Journals, volumes and files may be called anything that UTF-8 can hold."""
    journal = Journal(title=name)

    assert iris.subject(Volume(journal=journal, number=number))
    assert iris.subject(Picture(pmcid="PMC1", filename=name, article=Article(pmcid="PMC1")))


def _mention(text: str, *identifiers: str, number: int = 1) -> str:
    xrefs = tuple(Xref(prefix="mesh", identifier=identifier) for identifier in identifiers)
    word = Word(figid="PMC1__a", kind="chemical", text=text, identifiers=xrefs, number=number)
    return iris.mention(word).value


def test_mentions_are_told_apart() -> None:
    """Words that differ in text, identifiers or number have different names."""
    names = [
        _mention("a"),
        _mention("A"),
        _mention("a", "D000001"),
        _mention("a", "D000001", "D000002"),
        _mention("a", number=2),
        _mention("a/2"),
        _mention("a", "D000001", number=2),
    ]

    assert len(set(names)) == len(names)


@given(
    st.lists(
        st.builds(
            Word,
            figid=st.just("PMC1__a"),
            kind=st.sampled_from(["gene", "chemical", "disease"]),
            text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=4),
            identifiers=st.lists(
                st.sampled_from([Xref(prefix="doid", identifier=n) for n in ("2", "3")]),
                max_size=2,
            ).map(tuple),
            number=st.integers(1, 3),
        ),
        unique=True,
    )
)
def test_every_word_has_its_own_name(words: list[Word]) -> None:
    """Different words never meet in one IRI."""
    assert len({iris.mention(word).value for word in words}) == len(words)


def _phrase(text: str) -> Phrase:
    passage = Passage(record="PMC1__a", part="caption", text=text)
    return Phrase(passage=passage, text=text, spans=())


def _name_table(text: str) -> NameTable:
    none = dict.fromkeys(("date", "version", "licence", "address"))
    return NameTable(name=text, title=text, sha256="0" * 64, rows=1, **none)


# What holds a text as one segment of its path: how it is made of the text, and what stands behind.
_SEGMENTS: dict[str, tuple[Callable[[str], Any], str]] = {
    "word": (lambda text: Word(figid="PMC1__a", kind="gene", text=text), ""),
    "phrase": (_phrase, ""),
    "organization": (lambda text: Organization(name=text), ""),
    "lexicon": (_name_table, "/" + "0" * 12),
}

# Texts as they are found, and as nobody would write them.
_TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from('!%/?#~.2F3-[]<>\\ "\x00αж'), max_size=110
)


def _is_clean(minted: str) -> bool:
    """Whether an IRI passes a redirect: no percent sign but for letters beyond ASCII."""
    return NamedNode(minted).value == minted and not re.search(r"%(?![89A-F][0-9A-F])", minted)


@pytest.mark.parametrize("kind", _SEGMENTS)
@given(_TEXTS, _TEXTS)
def test_segments_are_reversible(kind: str, text: str, other: str) -> None:
    """A text is one segment, from which it can be read again; two texts never meet."""
    make, end = _SEGMENTS[kind]
    minted = iris.subject(make(text)).value
    if minted == "https://pfocr.wikipathways.org/":  # the organization with this name
        return
    head = iris.subject(make("x")).value.removesuffix("x" + end)
    segment = minted.removeprefix(head).removesuffix(end)

    assert _is_clean(minted)
    assert minted == head + segment + end
    assert "/" not in segment
    assert segment not in {"", ".", ".."}
    if 0 < len(text) <= 100:
        assert iris.unescaped(segment) == text
    assert (text == other) == (minted == iris.subject(make(other)).value)


@given(_TEXTS)
def test_no_encoded_delimiter(text: str) -> None:
    """Journals and books, written without their punctuation, hold none, nor do DOIs."""
    journal = Journal(title=text)
    doi = Xref(prefix="doi", identifier=f"10.1000/{text}")
    minted = [
        iris.subject(journal).value,
        iris.subject(Volume(journal=journal, number=text)).value,
        iris.subject(Book(name=text, title=text)).value,
        iris.subject(Author(article=doi, position=1, name="A")).value,
        iris.subject(Passage(record=doi, part="title", text=text)).value,
    ]

    assert all(map(_is_clean, minted))


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.1000/x/y", "10.1000/x/y"),
        ("10.1002/(sici)1097<1::aid>3.0;2-#", "10.1002/(sici)1097!3C1::aid!3E3.0;2-!23"),
        ("10.1000/a?b%2fc!", "10.1000/a!3Fb!252fc!21"),
        ("10.1000/é", "10.1000/%C3%A9"),
    ],
)
def test_path_of_a_doi(doi: str, expected: str) -> None:
    """A DOI keeps its slashes in a minted path; at doi.org it stays as that house writes it."""
    identity = Xref(prefix="doi", identifier=doi)
    minted = iris.subject(Author(article=identity, position=1, name="A")).value

    assert minted == f"https://w3id.org/mmrdf/article/doi/{expected}#author-1"
    assert iris.unescaped(expected) == doi
    assert "!3" not in iris.xref(identity).value


def test_gene_of_hgnc() -> None:
    """The IRI at identifiers.org has the bare number, the CURIE the form of HGNC."""
    gene = Xref(prefix="hgnc", identifier="HGNC:11364")

    assert iris.xref(gene).value == "https://identifiers.org/hgnc/11364"
    assert gene.curie == "HGNC:11364"


@pytest.mark.parametrize("text", [".", "..", "...", "a" * 101, "ä" * 5000, " ", "%2E%2E"])
def test_odd_words_make_safe_paths(text: str) -> None:
    """A word of dots names no other folder, and a long one makes no endless IRI."""
    name = _mention(text)

    assert name.rpartition("/")[2].strip(".")
    assert len(name) < 1100
    assert name != _mention(text + "x")
