"""Names in captions and abstracts: where they stand, what they mean, and what is no name."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrdf.readers import read
from mmrdf.records import HUMAN, Abstract, Article, Figure, Passage, Record, Section, Taxon
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve import evidence, resolve
from mmrdf.resolve.abbreviations import defined
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.texts import mentions

#: Why a name is not stated to be anything.
REASONS = {
    *(
        "shared-synonym",
        "shared-name",
        "shared-symbol",
        "short-synonym",
        "no-other-gene-in-record",
        "modifies-another-noun",
    ),
    *(
        "gene-of-another-organism",
        "only-at-ncbi-gene",
        "abbreviation-defined-otherwise",
        "part-of-longer-name",
        "family-name-is-common-noun",
    ),
}
MOUSE = Taxon(taxid="10090", name="Mus musculus")
IN_HUMANS = OrganismAssignment(gene_identifiers_of=HUMAN)
JUDGE = Judge(evidence.opened())


def _found(text: str, organism: Taxon | None = HUMAN, about: str = "") -> list[tuple[str, str]]:
    """The names of a text, each with what it is stated to be, or the reason why it is not."""
    passage = Passage(record="PMC1__f1", part="caption", text=text)
    assignment = OrganismAssignment(gene_identifiers_of=organism)
    names = Names(opened(), [text, about])
    found = []
    for mention in mentions([passage], assignment, names, JUDGE):
        for span in mention.phrase.spans:
            assert text[span.start : span.end] == mention.phrase.text
        [*candidates] = mention.candidates
        stated = [c.entity.name or "" for c in candidates if c.status == "asserted" and c.entity]
        found.append((mention.phrase.text, stated[0] if stated else candidates[0].reason))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one name in several spellings
        (
            "IL-6, IL6 and interleukin 6",
            [("IL-6", "IL6"), ("IL6", "IL6"), ("interleukin 6", "IL6")],
        ),
        ("TNFα and TNF-alpha", [("TNFα", "TNF"), ("TNF-alpha", "TNF")]),
        # the longest name
        ("IL-6R binds IL-6", [("IL-6R", "IL6R"), ("IL-6", "IL6")]),
        (
            "bone marrow stromal cells",
            [("bone marrow stromal cells", "stromal cell of bone marrow")],
        ),
        # what a slash joins
        (
            "JAK2/STAT3 and Wnt/DKK1",
            [("JAK2", "JAK2"), ("STAT3", "STAT3"), ("Wnt", "Wnt"), ("DKK1", "DKK1")],
        ),
        ("ERK1/2", [("ERK1/2", "ERK")]),
        # families, in their own case
        ("PI3K/Akt and NF-κB", [("PI3K", "PI3K"), ("Akt", "AKT"), ("NF-κB", "NFkappaB")]),
        # the case of mice in a human record stays human
        ("Runx2 and sFRP-2 and c-Myc", [("Runx2", "RUNX2"), ("sFRP-2", "SFRP2"), ("c-Myc", "MYC")]),
        # plurals of things, but not of genes
        ("osteoclasts and NPSs", [("osteoclasts", "osteoclast")]),
        # a long one
        (
            "receptor activator of nuclear factor kappa-B ligand",
            [("receptor activator of nuclear factor kappa-B ligand", "TNFSF11")],
        ),
        # an alias of five letters, and what a sentence parts
        ("RANKL and IL-6. Cells", [("RANKL", "TNFSF11"), ("IL-6", "IL6")]),
        # a phosphorylated protein is that protein
        ("p-STAT3", [("STAT3", "STAT3")]),
        ("anti-IL-6 antibodies", [("IL-6", "IL6")]),
        # several things
        ("MCL1 (see text), BCL-2.", [("MCL1", "MCL1"), ("BCL-2", "BCL2")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Names are found as they are written, each as long as it is."""
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "it was not set to rest",
        "Was Max in an impact? She can, and so will He.",
        "We act in groups of proteins S and A",
        "OR 1.13 (95% CI 1.01-1.2), pH 4.75, EC 2.4.1, 1,219 and 161 patients",
        "Ca2+ and Cr2+, of group II or VIII",
        "the eGFR",
        "TNF-R and HLA-B27 of HLA-X",
        "CCl4 and NPs",
        "in April, at camps",
        "SARS-CoV-2 and ANOVA",
        "the 16S rRNA of Mauve and Kuduk",
        "human gut factor (HGF): HGF",
        "THE REST OF THE SET WAS IN THE CAT",
    ],
)
def test_no_names(text: str) -> None:
    """Words, numbers, ions and parts of compounds are no names, though genes are called so."""
    assert [name for name, what in _found(text) if what not in REASONS] == []


def test_capitals() -> None:
    """In a text that is all in capitals no word is the name of a gene, whoever decided so."""
    found = _found("STUDY OF PATIENTS SEEN IN APRIL WITH MULTIPLE MYELOMA AND RANK SUMS")

    assert found == [("MULTIPLE MYELOMA", "multiple myeloma")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a PET with MET", "no-other-gene-in-record"),
        ("the IL-6 niche", "modifies-another-noun"),
        ("the IL-6 cells", "modifies-another-noun"),
        ("the IL-10 receptor", "modifies-another-noun"),
        ("BCL2-associated X protein", "modifies-another-noun"),
        ("the FLT3 ligand", "modifies-another-noun"),
        ("interferon stimulated lysate 2 (IL-2) and STAT3", "abbreviation-defined-otherwise"),
        ("levels of OPGL", "short-synonym"),
        ("MIP-1 of TIM1", "shared-synonym"),
    ],
)
def test_suggestions(text: str, reason: str) -> None:
    """What is doubtful is suggested with the reason."""
    assert reason in {what for _, what in _found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "spleen tyrosine kinase",
        "mammalian target of rapamycin complex 1",
        "macrophage colony-stimulating factor",
        "macrophage inflammatory protein 1 alpha",
        "B-cell maturation antigen",
        "bone marrow stromal antigen 2",
        "osteoblast-specific factor 2",
        "nitric oxide synthases",
        "rapamycin-insensitive companion",
    ],
)
def test_names_of_proteins(text: str) -> None:
    """A cell, an organ or a chemical in the name of a protein is not meant by it."""
    assert {what for _, what in _found(text)} <= {*REASONS, "family-name"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("osteoblasts and the receptor", "osteoblasts"),
        ("the spleen, a kinase", "spleen"),
        ("bone marrow of patients with a growth factor", "bone marrow"),
        ("rapamycin in the dose of many cells with a factor", "rapamycin"),
    ],
)
def test_no_names_of_proteins(text: str, name: str) -> None:
    """What stands before the name of a protein, and is no part of it, is meant."""
    assert [what for found, what in _found(text) if found == name and what not in REASONS]


@pytest.mark.parametrize(
    ("organism", "what"),
    [(HUMAN, "IL6"), (MOUSE, "gene-of-another-organism"), (None, "symbol")],
)
def test_organism(organism: Taxon | None, what: str) -> None:
    """Human genes and families are stated only of humans; cells are what they are."""
    found = _found("IL-6 in osteoclasts", organism)

    assert found == [("IL-6", what), ("osteoclasts", "osteoclast")]


def test_company() -> None:
    """A symbol of three letters is stated where another name is certain to be a gene's."""
    assert _found("MET and IL-6") == [("MET", "MET"), ("IL-6", "IL6")]
    assert _found("MET and OPG") == [("MET", "MET"), ("OPG", "TNFRSF11B")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the long form decides, for the whole record and inside longer names
        (
            "Bone marrow (BM) and BM stromal cells",
            [
                ("Bone marrow", "bone marrow"),
                ("BM", "bone marrow"),
                ("BM stromal cells", "stromal cell of bone marrow"),
            ],
        ),
        # what the text defines and nobody knows is nothing, whatever the lexicon says
        ("Very odd genes (VOG1 is not) and Some unknown thing (SUT) SUT", []),
        ("muscle energy testing (MET) by MET and IL-6", [("IL-6", "IL6")]),
        # a long form that agrees with a name of the gene
        (
            "hepatocyte growth factor (HGF) and HGF",
            [("hepatocyte growth factor", "HGF"), ("HGF", "HGF")],
        ),
        (
            "MET proto-oncogene receptor (MET), IL-6",
            [("MET", "MET"), ("IL-6", "IL6")],
        ),
    ],
)
def test_abbreviations(text: str, expected: list[tuple[str, str]]) -> None:
    """An abbreviation means what the text itself says."""
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("multiple myeloma (MM)", {"MM": "multiple myeloma"}),
        ("osteoblasts\u2019 (OB) role", {"OB": "osteoblasts"}),
        ("antigen-presenting cells (APCs)", {"APCs": "antigen-presenting cells"}),
        ("tumor necrosis factor-α (TNF-α)", {"TNF-α": "tumor necrosis factor-α"}),
        ("bone marrow (BM) and basement membrane (BM)", {"BM": "bone marrow"}),
        ("some early entries (see)", {}),
        ("İnterleukin six (IS)", {}),
        ("in 12 patients (n = 3) (see Fig. 2) (P<0.05)", {}),
        ("this is so (IL-6)", {}),
        ("(MM)", {}),
    ],
)
def test_definitions(text: str, expected: dict[str, str]) -> None:
    """Abbreviations are found where their letters are in the words before the bracket."""
    assert defined([text]) == expected


def test_places() -> None:
    """All places of a name are one mention; they are counted in characters, not in bytes."""
    text = "κ𝛼 IL-6 makes IL-6"
    passage = Passage(record="PMC1__f1", part="caption", text=text)

    [mention] = mentions([passage], IN_HUMANS, Names(opened(), [text]), JUDGE)

    assert [(span.start, span.end) for span in mention.phrase.spans] == [(3, 7), (14, 18)]


def test_places_that_differ() -> None:
    """Where a name is stated in one place and doubted in another, the first alone counts."""
    text = "the IL-6 niche, and IL-6"
    passage = Passage(record="PMC1__f1", part="caption", text=text)

    [mention] = mentions([passage], IN_HUMANS, Names(opened(), [text]), JUDGE)

    assert [(span.start, span.end) for span in mention.phrase.spans] == [(20, 24)]
    assert {c.status for c in mention.candidates} == {"asserted"}


def test_articles(seeds: list[Record]) -> None:
    """The names of an abstract are counted in the very literal that the article has."""
    articles = [record for record in seeds if isinstance(record, Article)]
    for article in articles:
        texts = {article.title, article.abstract and article.abstract.text}
        for mention in article.text_mentions:
            assert mention.phrase.passage.text in texts
    names = {entity.name for article in articles for entity in article.mentioned}
    assert {"CCL3", "CCL4", "CXCL12", "TNFSF11", "TNFRSF11B", "osteoclast"} <= names


def test_sections() -> None:
    """The labels of an abstract are part of its text, and so of the numbers."""
    sections = (Section(label="AIM", text="Humans and IL-6."), Section(label=None, text="IL-6"))
    article = resolve(Article(doi="10.1000/x", abstract=Abstract(sections=sections)))

    [il6] = [m for m in article.text_mentions if m.phrase.text == "IL-6"]

    assert [span.start for span in il6.phrase.spans] == [16, 22]


def test_order_of_records(seeds: list[Record]) -> None:
    """What is found in a record does not depend on those before it."""
    figure = next(record for record in seeds if isinstance(record, Figure))

    assert resolve(figure).text_mentions == figure.text_mentions


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text gives names that stand in it, where they are said to stand."""
    _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "IL-6 " * 20_000,
        "a" * 200_000,
        "(" * 50_000,
        "x (X" * 30_000,
        "-" * 100_000,
        "IL-" * 50_000,
        "RANK ACR MM " * 8_000,
    ],
    ids=["names", "word", "brackets", "openings", "hyphens", "pieces", "decisions"],
)
def test_long_texts(text: str) -> None:
    """The work for a long text grows with its length alone."""
    start = time.process_time()
    _found(text)

    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # numbers: parts of decimals, ranges, years
        ("0.911, 1433 people, CXCL1-3 and STAT3", ["STAT3"]),
        ("14-3-3 and STAT3", ["14-3-3", "STAT3"]),
        # letters of a measure before capitals
        ("aHR, mOS, hBM and sTIL, but mTOR and STAT3", ["mTOR", "STAT3"]),
        # a longer name that ends in a number, and a plural that is none
        ("epidermal growth factor receptor 2 and STAT3", ["STAT3"]),
        ("natriuretic peptide as such, STAT3", ["STAT3"]),
        # an apostrophe, and a head behind a bracket
        ("Let's see STAT3", ["STAT3"]),
        ("peptide-1 (GLP-1) receptor and STAT3", ["STAT3"]),
        # an alias of a few letters without company
        ("the MST2 of OCI", []),
    ],
)
def test_found_wrong_once(text: str, expected: list[str]) -> None:
    """What real abstracts showed to be wrong is not stated again."""
    assert [name for name, what in _found(text) if what not in REASONS] == expected


def test_confidence() -> None:
    """A name is stated where its rule is right often enough, else its number says why not."""
    text = "Acute renal failure, renal failure, collagen and PI3K; IL-6"
    passage = Passage(record="PMC1__f1", part="caption", text=text)
    assignment = OrganismAssignment(likely={"9606": 0.5})
    names = Names(opened(), [text])
    human, likely = (
        {m.phrase.text: m.candidates[0] for m in mentions([passage], several, names, JUDGE)}
        for several in (IN_HUMANS, assignment)
    )

    assert {name: (c.status, c.reason) for name, c in human.items()} == {
        "renal failure": ("asserted", "unambiguous-name"),
        "collagen": ("suggested", "family-name-is-common-noun"),
        "PI3K": ("asserted", "family-name"),
        "IL-6": ("asserted", "symbol"),
    }
    assert [(s.start, s.end) for s in human["renal failure"].word.spans] == [(21, 34)]
    assert likely["IL-6"].confidence == round((human["IL-6"].confidence or 0) / 2, 2)
    assert (likely["IL-6"].waits_for, likely["collagen"].waits_for) == (ORGANISM_OF_GENES, None)
    narrow = _found("acute renal failure")
    assert narrow == [("renal failure", "part-of-longer-name")]


def test_headings_are_words() -> None:
    """MeSH headings tell of the organism, whether they are known by identifier or by name."""
    found = {}
    for name in ("article-xml.xml", "article-medline.nbib"):
        [article] = map(resolve, read(f"tests/data/golden/{name}"))
        assert isinstance(article, Article)
        found[name] = {entity.name for entity in article.mentioned}
        assert "IL6" in found[name]
    animals = replace(
        article,
        headings=(),
        mesh_terms=("Animals", "Mice"),
        abstract=Abstract(sections=(Section(label=None, text="Interleukin 6 (IL-6) is made."),)),
    )

    assert "IL6" not in {entity.name for entity in resolve(animals).mentioned}
