"""The organism of a figure, and by whose identifiers its genes are named."""

from dataclasses import replace
from pathlib import Path

import pytest

from mmrdf import Article, Figure, Record, read, resolve
from mmrdf.records import Candidate, Entity, GeneReading, Hit, Mention, Reading, Taxon, Word, Xref

HUMAN, MOUSE, PLANT = "Homo sapiens", "Mus musculus", "Arabidopsis thaliana"
COLI = "Escherichia coli str. K-12 substr. MG1655"
TAXA = {
    "human": ("9606", HUMAN),
    "mouse": ("10090", MOUSE),
    "plant": ("3702", PLANT),
    "coli": ("511145", COLI),
    "fly": ("7227", "Drosophila melanogaster"),
}

#: A caption of which nothing but its words speaks for man.
SIGNALING = "Signaling pathway of apoptosis and AKT activation in cancer cells"


def _table(**symbols: int) -> tuple[Mention, ...]:
    """A gene table with so many distinct symbols of each organism."""
    mentions = []
    for kind, count in symbols.items():
        taxid, name = TAXA[kind]
        for number in range(1, count + 1):
            word = Word(figid="PMC1__f1", kind="gene", text=f"{kind}{number}")
            entity = Entity(
                kind="gene",
                xref=Xref(prefix="ncbigene", identifier=f"{taxid}{number}"),
                taxon=Taxon(taxid=taxid, name=name),
            )
            hit = Hit(match=word.text.upper(), origin="ncbigene_symbol")
            candidate = Candidate(word=word, entity=entity, hits=(hit,))
            mentions.append(Mention(word=word, candidates=(candidate,)))
    return tuple(mentions)


def _figure(  # noqa: PLR0913
    caption: str = "",
    organisms: tuple[str, ...] = (),
    genes: tuple[Mention, ...] = (),
    *,
    title: str | None = None,
    paper: str | None = None,
    guessed: tuple[str, ...] = (),
) -> Figure:
    resolved = resolve(
        Figure(
            figid="PMC1__f1",
            pmcid="PMC1",
            article=Article(pmcid="PMC1", title=paper),
            title=title,
            caption=caption or None,
            organisms=organisms,
            organisms_ner=guessed,
            mentions=genes,
        )
    )
    assert isinstance(resolved, Figure)
    return resolved


def _names(figure: Figure) -> tuple[str | None, str | None]:
    """The species, and the organism by whose identifiers genes are named."""
    taxa = (figure.organism, figure.gene_identifiers_of)
    return tuple(taxon.name if taxon else None for taxon in taxa)  # type: ignore[return-value]


def _reasons(figure: Figure, kind: type = Reading) -> dict[str, str]:
    return {it.taxon.name: it.reason for it in figure.readings if type(it) is kind}


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        (SIGNALING, (HUMAN, HUMAN)),
        ("Insulin release in patients and healthy women", (HUMAN, HUMAN)),
        ("multiple myeloma and its niche", (HUMAN, HUMAN)),
        ("Microbiota and viral infection of human macrophages", (HUMAN, HUMAN)),
        ("COS-7 cells and apoptosis signaling in human cancer", (HUMAN, HUMAN)),
        ("Biosynthesis of wax in leaves of Capsicum annuum", (None, None)),
        ("", (None, None)),
        ("Figure 2", (None, None)),
    ],
)
def test_words_alone(caption: str, expected: tuple[str | None, str | None]) -> None:
    """The words of a record decide, where nothing else speaks; a record without words is open."""
    assert _names(_figure(caption, title=caption or None)) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Silk glands of Bombyx mori",
        "Iodide damage in leaves of Capsicum annuum",
        "Lignin synthesis in Populus",
        "Electron transport in the chloroplast thylakoid",
        "Caste fate of the honeybee",
        "Skeleton of the sea urchin",
        "Limb growth of the axolotl",
        "Immunity of the lamprey",
        "Carbon fixation in Synechocystis",
        "Cell cycle in fission yeast",
        "Haem detoxification in Plasmodium falciparum",
        "Signaling pathway of apoptosis in Drosophila",
        "Infection of grapes by P. viticola",
    ],
)
@pytest.mark.parametrize("genes", [{}, {"human": 9}])
def test_another_organism_in_the_title(title: str, genes: dict[str, int]) -> None:
    """A title that names what is no mammal is never about man, whatever PFOCR lists."""
    figure = _figure(f"{title} is shown.", (HUMAN,), _table(**genes), title=title)

    assert HUMAN not in _names(figure)
    assert figure.data_nodes == ()


@pytest.mark.parametrize(
    "title",
    [
        "Apoptosis signaling in Drosophila and human cells",
        "Host immune response of human macrophages to Mycobacterium tuberculosis infection",
        "Arabidopsis and mouse orthologs of AKT signaling in cancer",
        "Garlic compounds induce apoptosis in cancer cells",
    ],
)
def test_a_mammal_beside_another_organism(title: str) -> None:
    """A mammal in the title beside another organism, or the host of a microbe, is no exception."""
    figure = _figure(SIGNALING, title=SIGNALING, paper=title)

    assert figure.gene_identifiers_of is not None
    assert figure.gene_identifiers_of.name == HUMAN


@pytest.mark.parametrize(
    ("caption", "organisms", "genes", "expected", "reason"),
    [
        ("in mice", (MOUSE,), {}, (MOUSE, HUMAN), "text-and-organism-list"),
        ("in mice", (MOUSE,), {"mouse": 3}, (MOUSE, MOUSE), "text-and-organism-list"),
        ("in mice", (), {"mouse": 3}, (MOUSE, MOUSE), "text-and-genes"),
        (
            "in mice",
            (HUMAN, MOUSE),
            {"human": 9, "mouse": 7},
            (MOUSE, MOUSE),
            "text-and-organism-list",
        ),
        ("in mice", (MOUSE,), {"human": 9}, (MOUSE, HUMAN), "text-and-organism-list"),
        (
            "wild type",
            (MOUSE,),
            {"mouse": 9, "human": 1},
            (MOUSE, MOUSE),
            "organism-list-and-genes",
        ),
        (
            "repair",
            ("Escherichia coli",),
            {"coli": 6},
            ("Escherichia coli", COLI),
            "organism-list-and-genes",
        ),
        ("shoots of Arabidopsis", (), {"plant": 5}, (PLANT, PLANT), "text-and-genes"),
    ],
)
def test_two_witnesses(
    caption: str,
    organisms: tuple[str, ...],
    genes: dict[str, int],
    expected: tuple[str, str],
    reason: str,
) -> None:
    """Another species is stated where two witnesses agree; genes by its own rows, if it has any."""
    figure = _figure(caption, organisms, _table(**genes))

    assert _names(figure) == expected
    assert figure.readings[0].reason == reason
    assert figure.notices == ()


@pytest.mark.parametrize(
    ("caption", "organisms", "genes", "code"),
    [
        (f"{SIGNALING} of patients and mice", (), {}, None),
        ("in mice", (), {}, "organism-undecided"),
        ("wild type", (MOUSE,), {"mouse": 2, "human": 2}, "organism-undecided"),
        ("in guinea pigs", ("Sus scrofa",), {}, "organism-undecided"),
        ("in mice", (PLANT,), {}, "organism-conflict"),
    ],
)
def test_one_witness(
    caption: str, organisms: tuple[str, ...], genes: dict[str, int], code: str | None
) -> None:
    """One witness alone states no other species; what is in doubt is told in one notice."""
    figure = _figure(caption, organisms, _table(**genes))

    assert figure.organism is None or figure.organism.name == HUMAN
    assert [notice.code for notice in figure.notices] == ([code] if code else [])


@pytest.mark.parametrize(
    ("organisms", "taxon"),
    [(("clinical samples",), None), (("Syzygium aromaticum",), None), ((PLANT,), PLANT)],
)
def test_a_wrong_list_is_no_veto(organisms: tuple[str, ...], taxon: str | None) -> None:
    """What PFOCR lists by mistake, or is not known, does not hide what the words say."""
    figure = _figure(SIGNALING, organisms, _table(human=3), title=SIGNALING)

    assert _names(figure) == (HUMAN, HUMAN)
    assert set(_reasons(figure)) == {HUMAN, *filter(None, [taxon])}


def test_genes_of_bacteria_rule_out_human_ones() -> None:
    """A table of bacterial symbols rules out man, unless the text names a mammal."""
    text = "Mutation and signaling of resistance in cancer cells"

    assert _names(_figure(text, (), _table(coli=6, human=2), title=text)) == (None, None)
    assert _names(_figure(f"{text} of patients", (), _table(coli=6, human=2)))[1] == HUMAN
    assert _names(_figure(text, (), _table(fly=9, human=2), title=text))[1] == HUMAN


@pytest.mark.parametrize("title", ["Signaling in mice with cancer", "Brains of chimpanzees"])
def test_another_mammal_in_the_title(title: str) -> None:
    """A title with another mammal leaves the species open; human identifiers name its genes."""
    figure = _figure(f"{SIGNALING} in monkeys", (), _table(human=3), title=title)

    assert _names(figure) == (None, HUMAN)
    assert _reasons(figure)[HUMAN] == "another-mammal-named"
    assert len(figure.data_nodes) == 0 or all(n.taxon for n in figure.data_nodes)


@pytest.mark.parametrize(
    ("caption", "paper", "species"),
    [
        (SIGNALING, "Feedback regulation of granulosa cell apoptosis in PCOS rats", None),
        (SIGNALING, "The Rat Genome Database", None),
        (f"{SIGNALING} of patients", "Cell apoptosis in rats", HUMAN),
        (SIGNALING, "Apoptosis in rats and humans", HUMAN),
        (SIGNALING, "Cell apoptosis in mice", HUMAN),
        (SIGNALING, "Cell apoptosis and its rate", HUMAN),
    ],
)
def test_rats_in_the_title_of_the_paper(caption: str, paper: str, species: str | None) -> None:
    """The title of a paper on rats leaves the species open; human identifiers name its genes."""
    figure = _figure(caption, (), _table(human=3), title="NFKB feedback", paper=paper)

    assert _names(figure) == (species, HUMAN)
    assert (_reasons(figure)[HUMAN] == "another-mammal-named") == (species is None)
    assert bool(figure.notices) == (species is None)


@pytest.mark.parametrize(
    ("path", "genes"),
    [
        ("pfocr/_figures/PMC11508119__pone.0312115.g007.md", {"IL6", "TERT", "TNF"}),
        ("gold/_figures/PMC4383884__gku1026fig5.md", {"SLC22A2", "SLC22A4", "SLC47A1"}),
    ],
)
def test_rats_of_the_corpus(shared: Path, path: str, genes: set[str]) -> None:
    """Figures of papers on rats are not said to be human, and their genes have human numbers."""
    [figure] = map(resolve, read(shared / "corpus" / path))

    assert isinstance(figure, Figure)
    assert _names(figure) == (None, HUMAN)
    mentions = [*figure.mentions, *figure.text_mentions]
    stated = [
        c.entity for m in mentions for c in m.candidates if c.status == "asserted" and c.entity
    ]
    assert genes <= {entity.name for entity in stated if entity.kind == "gene"}


def test_another_mammal_in_the_list() -> None:
    """Where PFOCR found rats in the paper and no humans, the species is open."""
    figure = _figure(SIGNALING, ("Rattus norvegicus",), _table(human=3), title=SIGNALING)

    assert _names(figure) == (None, HUMAN)
    assert _reasons(figure)[HUMAN] == "another-mammal-listed"
    assert _names(_figure(SIGNALING, ("Rattus norvegicus", HUMAN)))[0] == HUMAN


def test_two_organisms_in_the_title_of_the_figure() -> None:
    """A figure of two panels, one of flies and one of man, is about no one species."""
    figure = _figure(SIGNALING, title="Fat body of Drosophila and immune cell of human")

    assert figure.organism is None
    assert _reasons(figure)[HUMAN] == "non-mammal-beside-mammal"


@pytest.mark.parametrize("words", ["CAT and SOD", "by FISH", "BAT", "RAT1", "animals"])
def test_acronyms_are_no_organisms(words: str) -> None:
    """An enzyme, a method or a mere "animal" does not speak against an organism."""
    figure = _figure(f"patients; {words}", (), _table(human=3))

    assert _reasons(figure)[HUMAN] == "human-named"


def test_readings() -> None:
    """All organisms that something speaks for are kept with what does, the stated one first."""
    figure = _figure("in mice", (MOUSE,), _table(human=2, mouse=1))

    mouse, human, level = figure.readings
    assert (mouse.taxon.name, mouse.status, mouse.reason) == (
        MOUSE,
        "asserted",
        "text-and-organism-list",
    )
    assert mouse.rationale == (
        "words: mice",
        "organisms: named in the paper's text",
        "genes: 1 distinct match, 1 by symbol",
    )
    assert (human.status, human.reason) == ("suggested", "another-species-stated")
    assert human.rationale[0] == "genes: 2 distinct matches, 2 by symbol"
    assert isinstance(level, GeneReading)
    assert (level.taxon, level.reason) == (mouse.taxon, "identifiers-of-own-species")
    assert level.confidence == mouse.confidence


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.9, 1.0])
@pytest.mark.parametrize(
    ("caption", "organisms", "genes"),
    [
        (SIGNALING, (), {"human": 3}),
        ("in mice", (MOUSE,), {"mouse": 3, "human": 3}),
        ("in mice", (MOUSE,), {"human": 3}),
        ("repair", ("Escherichia coli",), {"coli": 6}),
        ("leaves of Zea mays", (HUMAN,), {"human": 3}),
        ("Il6", (), {}),
        ("", (), {}),
    ],
)
def test_statements_have_a_reading(
    caption: str, organisms: tuple[str, ...], genes: dict[str, int], threshold: float
) -> None:
    """What is stated has one asserted reading of its own, at any threshold; twice as once."""
    figure = replace(_figure(caption, organisms, _table(**genes)), organism=None, readings=())
    found = resolve(figure, threshold=threshold)
    assert isinstance(found, Figure)

    for kind, taxon in ((Reading, found.organism), (GeneReading, found.gene_identifiers_of)):
        asserted = [r.taxon for r in found.readings if type(r) is kind and r.status == "asserted"]
        assert asserted == ([taxon] if taxon else [])
    assert all(reading.rationale for reading in found.readings)
    assert resolve(found, threshold=threshold) == found


def test_confidences() -> None:
    """Each reading has a confidence of two decimals; what is stated has at least the threshold."""
    for caption in (SIGNALING, "in mice", "patients", "leaves of Zea mays", "metabolic flux"):
        for reading in _figure(caption, (MOUSE,), _table(human=3, plant=2)).readings:
            assert reading.confidence is not None
            assert reading.confidence == round(reading.confidence, 2)
            assert 0 <= reading.confidence <= 0.99
            assert (reading.status == "asserted") <= (reading.confidence >= 0.9)


def test_one_name_of_two_numbers() -> None:
    """An organism that the table gives two numbers is stated by neither."""
    genes = _table(human=2)
    mentions = []
    for mention, taxid in zip(genes, ("111111", "222222"), strict=True):
        entity = mention.candidates[0].entity
        assert entity is not None
        entity = replace(entity, taxon=Taxon(taxid=taxid, name="Bufo bufo"))
        candidate = replace(mention.candidates[0], entity=entity)
        mentions.append(replace(mention, candidates=(candidate,)))
    figure = _figure("", ("Bufo bufo",), tuple(mentions))

    assert (figure.organism, figure.data_nodes) == (None, ())


def test_a_table_renames_no_organism() -> None:
    """The number of a known organism is ours, whatever a hand-made record says."""
    genes = _table(human=3)
    entity = genes[0].candidates[0].entity
    assert entity is not None
    odd = replace(entity, taxon=Taxon(taxid="10090", name=HUMAN))
    mentions = tuple(replace(m, candidates=(replace(m.candidates[0], entity=odd),)) for m in genes)
    figure = _figure("patients", (HUMAN,), mentions)

    assert figure.organism is not None
    assert figure.organism.taxid == "9606"
    assert figure.data_nodes == ()


def test_older_tables_are_no_witness() -> None:
    """The lexicon of older records had human genes only: that they are human says nothing."""
    older = tuple(
        replace(
            mention,
            candidates=tuple(
                replace(c, hits=(Hit(match=c.matches[0], origin="hgnc_symbol"),))
                for c in mention.candidates
            ),
        )
        for mention in _table(mouse=9)
    )

    assert _names(_figure("wild type", (MOUSE,), _table(mouse=9)))[0] == MOUSE
    figure = _figure("wild type", (MOUSE,), older)
    assert figure.organism is None
    assert "genes" not in str(figure.readings[0].rationale)


@pytest.mark.parametrize(
    "title",
    [
        "斑马鱼凋亡信号通路",
        "Señalización de la apoptosis en el pez cebra",
        "Клеточный цикл дрозофилы",
    ],
)
def test_texts_in_other_languages(title: str) -> None:
    """That no organism was found in a text that cannot be read is no evidence."""
    figure = _figure(title, ("Homo sapiens",), _table(human=3), title=title)

    assert _names(figure) == (None, None)


@pytest.mark.parametrize(
    ("title", "species"),
    [
        ("Growth signaling in D. melanogaster", "Drosophila melanogaster"),
        ("Growth signaling in D. rerio", "Danio rerio"),
        ("Silk glands of Bombyx mori", "Bombyx mori"),
        ("Evolution of mTOR signaling from yeast to mammals", None),
    ],
)
def test_species_in_the_title(title: str, species: str | None) -> None:
    """A species that is no mammal and is named alone in the title is stated, also abbreviated."""
    figure = _figure(f"{title}.", (), _table(human=3), title=title)

    assert _names(figure)[0] in {species, HUMAN if species is None else species}
    assert (figure.gene_identifiers_of is None) == (species is not None)


def test_the_likeliest_is_stated() -> None:
    """At a low threshold the organism of the highest confidence is stated, and not the first."""
    text = f"{SIGNALING} by murine double minute"
    figure = replace(_figure(text), organism=None, readings=())
    found = resolve(figure, threshold=0.3)

    assert isinstance(found, Figure)
    assert _names(found)[0] == HUMAN


def test_messages() -> None:
    """A notice says in plain words what speaks for what."""
    [notice] = _figure("in mice", (PLANT,)).notices

    assert notice.message == (
        "PFOCR lists Arabidopsis thaliana, but the text names Mus musculus; no organism is stated"
    )
    [notice] = _figure("in mice").notices
    assert notice.message == "only one source suggests Mus musculus; no organism is stated"


def test_seeds(seeds: list[Record]) -> None:
    """All three are human: the one that PFOCR tags as a plant by its words, multiple myeloma."""
    figures = [record for record in seeds if isinstance(record, Figure)]

    assert [_names(figure) for figure in figures] == [(HUMAN, HUMAN)] * 3
    assert not any(n.taxon and n.taxon.name == PLANT for f in figures for n in f.data_nodes)


def test_case_of_species_that_no_list_knows(shared: Path) -> None:
    """None of the public report's figures on other organisms is human, or has human genes."""
    paths = sorted((shared / "cases" / "14-species-not-in-list" / "t4" / "_figures").glob("*.md"))
    for path in paths:
        if not any(name in path.stem for name in ("sars", "hiv", "salmonella")):  # act in a host
            [figure] = map(resolve, read(path))
            assert isinstance(figure, Figure)
            assert figure.organism is None or figure.organism.name != HUMAN
            if "chimp" not in path.stem:
                assert figure.gene_identifiers_of is None
    assert len(paths) == 24
