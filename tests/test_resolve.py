"""The organism of a figure: stated only where the evidence agrees."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrdf import Article, Figure, Record, resolve
from mmrdf.records import Candidate, Entity, Hit, Mention, Taxon, Word, Xref
from mmrdf.resolve import organism

# Words of organisms, what may stand around them, and what only looks like them.
_ORGANISMS = [
    *("humans", "Non-human", "non", "mice", "Fly", "flies", "flow", "RATS", "rat", "ration"),
    *("guinea", "pigs", "C. elegans", "e. coli", "s.", "aureus", "Homo sapiens", "cats", "viral"),
    *(
        "multiple myeloma",
        "Multiple",
        "fi\u017fh",
        "\u212a",
        "x",
        " ",
        " ",
        "-",
        "/",
        ".",
        "_",
        "1",
    ),
]

HUMAN, MOUSE, PLANT = "Homo sapiens", "Mus musculus", "Arabidopsis thaliana"


def _table(**symbols: int) -> tuple[Mention, ...]:
    """A gene table with so many distinct symbols of each organism."""
    taxa = {"human": ("9606", HUMAN), "mouse": ("10090", MOUSE), "plant": ("3702", PLANT)}
    mentions = []
    for kind, count in symbols.items():
        taxid, name = taxa[kind]
        for number in range(1, count + 1):
            word = Word(figid="PMC1__f1", kind="gene", text=f"{kind}{number}")
            entity = Entity(
                kind="gene",
                xref=Xref(prefix="ncbigene", identifier=f"{taxid}{number}"),
                taxon=Taxon(taxid=taxid, name=name),
            )
            hit = Hit(match=word.text.upper(), origin="ncbigene_symbol")
            candidate = Candidate(word=word, entity=entity, hits=(hit,))
            mentions.append(Mention(word=word, picture=None, candidates=(candidate,)))
    return tuple(mentions)


def _figure(
    caption: str, organisms: list[str], guessed: list[str], genes: tuple[Mention, ...] = ()
) -> Figure:
    resolved = resolve(
        Figure(
            figid="PMC1__f1",
            pmcid="PMC1",
            article=Article(pmcid="PMC1"),
            caption=caption,
            organisms=tuple(organisms),
            organisms_ner=tuple(guessed),
            mentions=genes,
        )
    )
    assert isinstance(resolved, Figure)
    return resolved


@pytest.mark.parametrize(
    ("caption", "organisms", "guessed", "expected"),
    [
        ("in mice", [MOUSE], [], MOUSE),
        ("in mice", [MOUSE], [HUMAN, PLANT], MOUSE),
        ("", [HUMAN], [HUMAN], HUMAN),
        ("patients", [], [HUMAN], HUMAN),
        ("multiple myeloma", [], [HUMAN], HUMAN),
        ("patients", [], [HUMAN, MOUSE], HUMAN),
        ("patients", [], [], None),
        ("", [], [], None),
    ],
)
def test_organism(
    caption: str, organisms: list[str], guessed: list[str], expected: str | None
) -> None:
    """One organism that two witnesses name."""
    figure = _figure(caption, organisms, guessed)

    assert expected == (figure.organism.name if figure.organism else None)
    assert figure.notices == ()


@pytest.mark.parametrize(
    ("caption", "organisms", "guessed", "code"),
    [
        ("multiple myeloma", [], [PLANT], "organism-conflict"),
        ("multiple myeloma", [PLANT], [], "organism-conflict"),
        ("", ["clinical samples"], [], "unknown-organism"),
        ("", [HUMAN], [PLANT], "organism-undecided"),
        ("", [HUMAN], [HUMAN, PLANT], "organism-undecided"),
        ("in non-human primates", [], [HUMAN], "organism-conflict"),
        ("human immunodeficiency virus in macaques", [], [HUMAN], "organism-undecided"),
        ("human and canine cells", [], [HUMAN], "organism-undecided"),
        ("in guinea pigs", [], ["Sus scrofa"], "organism-conflict"),
        ("gonococcal bacteria", [HUMAN], [], "organism-conflict"),
        ("", [HUMAN], [], "organism-undecided"),
        ("", [], [HUMAN], "organism-undecided"),
        ("", [HUMAN, MOUSE], [HUMAN], "organism-undecided"),
        ("patients and mice", [], [HUMAN], "organism-undecided"),
    ],
)
def test_doubt(caption: str, organisms: list[str], guessed: list[str], code: str) -> None:
    """What contradicts itself, or is no known organism, is a doubt and states nothing."""
    figure = _figure(caption, organisms, guessed)

    assert figure.organism is None
    assert [notice.code for notice in figure.notices] == [code]


@pytest.mark.parametrize(
    ("caption", "organisms", "genes", "expected", "reason"),
    [
        # the words and most genes: seed 001, with 26 human, 18 fly and 6 thale cress matches
        ("multiple myeloma", [], {"human": 26, "mouse": 18, "plant": 6}, HUMAN, "words-and-genes"),
        ("multiple myeloma", [], {"human": 18, "mouse": 26}, None, "organism-undecided"),
        ("multiple myeloma", [], {"human": 9, "mouse": 9}, None, "organism-undecided"),
        ("multiple myeloma", [], {"plant": 5}, None, "organism-conflict"),
        ("multiple myeloma", [MOUSE], {"human": 26}, None, "organism-undecided"),
        ("in mice", [HUMAN, MOUSE], {"human": 9, "mouse": 7}, MOUSE, "words-and-list"),
        ("", [HUMAN], {"human": 9, "mouse": 7}, HUMAN, "list-and-genes"),
        ("", [MOUSE], {"human": 9, "mouse": 7}, None, "organism-undecided"),
        ("", [HUMAN, MOUSE], {"human": 9, "mouse": 7}, None, "organism-undecided"),
        ("", [], {"human": 30}, None, "organism-undecided"),
        ("", [], {"human": 9, "plant": 1}, None, "organism-undecided"),
        ("", [], {"plant": 9}, None, "organism-undecided"),
        ("in dogs", [], {"human": 9}, None, "organism-conflict"),
    ],
)
def test_genes_are_a_witness(
    caption: str, organisms: list[str], genes: dict[str, int], expected: str | None, reason: str
) -> None:
    """The gene table speaks for the organism of most of its distinct matches."""
    figure = _figure(caption, organisms, [], _table(**genes))

    assert expected == (figure.organism.name if figure.organism else None)
    assert figure.readings[0].reason == reason
    assert [notice.code for notice in figure.notices] == ([] if expected else [reason])


@pytest.mark.parametrize(
    "words",
    [
        "NIH 3T3 cells",
        "OP9",
        "C57BL/6J",
        "COS-7",
        "Wistar",
        "xenopus",
        "flies",
        "rodents",
        "CHO cells",
    ],
)
def test_strains_and_cell_lines_speak(words: str) -> None:
    """Strains, cell lines and groups of organisms speak against human genes."""
    figure = _figure(words, [], [], _table(human=30))

    assert figure.organism is None
    assert [notice.code for notice in figure.notices] == ["organism-conflict"]


@pytest.mark.parametrize("words", ["CAT and SOD", "by FISH", "BAT", "RAT1", "animals"])
def test_acronyms_are_no_organisms(words: str) -> None:
    """An enzyme, a method or a mere "animal" does not speak against an organism."""
    figure = _figure(f"patients; {words}", [], [], _table(human=3))

    assert figure.organism is not None


@pytest.mark.parametrize(
    "words",
    ["E.\u00a0coli", "non human primates", "guinea\u2011pigs", "C.\u2009elegans", "non‐human"],
)
def test_odd_blanks_hide_no_organism(words: str) -> None:
    """No-break and thin blanks, and other hyphens, part the words as plain ones do."""
    assert _figure(f"patients; {words}", [HUMAN], [], _table(human=3)).organism is None
    assert _figure("multiple\u00a0myeloma", [], [], _table(human=3)).organism is not None


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
    figure = _figure("", ["Bufo bufo"], [], tuple(mentions))

    assert (figure.organism, figure.data_nodes) == (None, ())


def test_titles_in_capitals_speak() -> None:
    """In a text that is all capitals, capitals are no sign of an acronym."""
    assert _figure("THE CAT IN PATIENTS", [], [], _table(human=3)).organism is None


def test_nothing_but_words() -> None:
    """Where words alone speak there is nothing to doubt, and no reading without a reason."""
    figure = _figure("in human cells", [], [])

    assert (figure.organism, figure.readings, figure.notices) == (None, (), ())


def test_a_table_renames_no_organism() -> None:
    """The number of a known organism is ours, whatever a hand-made record says."""
    genes = _table(human=3)
    entity = genes[0].candidates[0].entity
    assert entity is not None
    odd = replace(entity, taxon=Taxon(taxid="10090", name=HUMAN))
    mentions = tuple(replace(m, candidates=(replace(m.candidates[0], entity=odd),)) for m in genes)
    figure = _figure("patients", [HUMAN], [], mentions)

    assert figure.organism is not None
    assert figure.organism.taxid == "9606"
    assert figure.data_nodes == ()


def test_older_lists_are_no_witness() -> None:
    """The lexicon of older records had human genes only: that they are human says nothing."""
    genes = _table(human=9)
    older = tuple(
        replace(
            mention,
            candidates=tuple(
                replace(c, hits=(Hit(match=c.matches[0], origin="hgnc_symbol"),))
                for c in mention.candidates
            ),
        )
        for mention in genes
    )

    assert _figure("", [HUMAN], [], genes).organism is not None
    assert _figure("", [HUMAN], [], older).organism is None
    assert "genes" not in str(_figure("", [HUMAN], [], older).readings[0].grounds)


def test_readings() -> None:
    """All organisms that something speaks for are kept with their grounds, the stated one first."""
    figure = _figure("in mice", [MOUSE], [], _table(human=2, mouse=1))

    assert [(r.taxon.name, r.status, r.reason, r.grounds) for r in figure.readings] == [
        (
            MOUSE,
            "assert",
            "words-and-list",
            (
                "words: mice",
                "organisms: named in the paper's text",
                "genes: 1 distinct match, 1 by symbol",
            ),
        ),
        (HUMAN, "suggest", "other-organism", ("genes: 2 distinct matches, 2 by symbol",)),
    ]


def test_words_that_say_more() -> None:
    """The doubt tells all organisms of the words, and does not claim that they are silent."""
    [notice] = _figure("patients and mice", [], [HUMAN]).notices

    assert notice.message == (
        "Homo sapiens is listed, but the words speak of Homo sapiens and Mus musculus;"
        " none is stated"
    )


def test_seeds(seeds: list[Record]) -> None:
    """The two figures with human genes are human; the one tagged as a plant stays undecided."""
    organisms = [record.organism for record in seeds if isinstance(record, Figure)]

    assert [taxon.taxid if taxon else None for taxon in organisms] == ["9606", None, "9606"]


@given(st.lists(st.sampled_from(_ORGANISMS), max_size=8))
def test_words_of_organisms_are_not_missed(words: list[str]) -> None:
    """The look at the beginnings of words leaves out none that the whole pattern finds."""
    text = "".join(words)

    found = [match.span() for match in organism._words(text)]  # noqa: SLF001

    assert found == [match.span() for match in organism._BY_WORD.finditer(text)]  # noqa: SLF001
