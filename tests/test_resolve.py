"""The organism of a figure: stated only where the evidence agrees."""

import pytest

from mmrdf import Article, Figure, Record, resolve

HUMAN, MOUSE, PLANT = "Homo sapiens", "Mus musculus", "Arabidopsis thaliana"


def _figure(caption: str, organisms: list[str], guessed: list[str]) -> Figure:
    resolved = resolve(
        Figure(
            figid="PMC1__f1",
            pmcid="PMC1",
            article=Article(pmcid="PMC1"),
            caption=caption,
            organisms=tuple(organisms),
            organisms_ner=tuple(guessed),
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
        ("patients", [], [HUMAN, MOUSE], "organism-undecided"),
        ("patients and mice", [], [HUMAN], "organism-undecided"),
    ],
)
def test_doubt(caption: str, organisms: list[str], guessed: list[str], code: str) -> None:
    """What contradicts itself, or is no known organism, is a doubt and states nothing."""
    figure = _figure(caption, organisms, guessed)

    assert figure.organism is None
    assert [notice.code for notice in figure.notices] == [code]


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
