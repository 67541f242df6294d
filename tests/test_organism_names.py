"""The names of organisms in texts."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrdf.resolve import organism_names
from mmrdf.resolve.organism_names import fold, group_of, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mice and humans", {"mouse": "10090", "human": "9606"}),
        ("in C57BL/6J and NIH 3T3 cells", {"mouse": "10090"}),
        ("THP-1, HEK293T", {"human": "9606"}),
        ("seedlings of Arabidopsis", {"plant": "3702"}),
        ("E.\u00a0coli", {"bacteria": "562"}),
        ("C.\u2009elegans", {"nematode": "6239"}),
        ("guinea\u2011pigs", {"mammal": None}),
        ("budding yeast", {"fungus": "4932"}),
        ("Bombyx mori", {"insect": "7091"}),
        ("Bombyx mandarina", {"insect": None}),
        ("D. melanogaster", {"insect": "7227"}),
        ("D. rerio", {"vertebrate": "7955"}),
        ("Drosophila mojavensis", {"insect": None}),
        ("Drosophila melanogaster", {"insect": "7227"}),
        ("with P. infestans", {"unknown species": None}),
        ("H. sapiens", {"human": "9606"}),
        ("Zea mays", {"plant": "4577"}),
        ("human immunodeficiency virus", {"virus": None}),
        ("non-human primates", {"mammal": None}),
        ("non\u2010human", {}),
        ("THE CAT IN PATIENTS", {"mammal": None, "human": "9606"}),
    ],
)
def test_names(text: str, expected: dict[str, str | None]) -> None:
    """Species, strains, genera and groups are found, with the number where there is one."""
    assert {name.group: name.taxid for name in named(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "This figure shows Data of Cancer and Sepsis",
        "CAT and SOD, by FISH",
        "RAT1 or BAT or MICE1 here",
        "Beta cells, Major pathways, Electron transport",
        "A. Smith, B. Activation of C. Inhibition",
        "COS-7 cells",
        "",
    ],
)
def test_no_names(text: str) -> None:
    """Words of English, acronyms and initials are no organisms."""
    assert named(text) == ()


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Homo sapiens", "human"),
        ("Rattus norvegicus", "rat"),
        ("Ovis aries", "mammal"),
        ("Vitis vinifera", "plant"),
        ("Bacillus subtilis", "bacteria"),
        ("Drosophila melanogaster", "insect"),
        ("Hepatitis B virus", None),
        ("clinical samples", None),
    ],
)
def test_groups(name: str, group: str | None) -> None:
    """The group of an organism is that of its genus."""
    assert group_of(name) == group


@given(st.text())
def test_any_text(text: str) -> None:
    """No text is too odd; a name's words stand in it."""
    for name in named(text):
        assert fold(name.text.split(" ")[0].split(".")[0])[:3] in text.lower()


def test_far_into_a_text() -> None:
    """What stands before a name is not copied whole to see whether it denies it."""
    named("human")
    text = "1 " * 1_000_000
    tracemalloc.start()
    try:
        found = [named(text + word) for word in ("human", "non-human")]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert [len(names) for names in found] == [1, 0]
    assert peak < 1.5 * len(text)  # the text itself, and no copy of it


def test_long_texts_are_not_kept() -> None:
    """A text of any size is not remembered."""
    before = organism_names._remembered.cache_info().misses  # noqa: SLF001
    assert named("A mouse. " * 3000) == named("A mouse. " * 3000)
    after = organism_names._remembered.cache_info().misses  # noqa: SLF001

    assert after == before
    named("A mouse, once.")
    assert organism_names._remembered.cache_info().misses == before + 1  # noqa: SLF001
