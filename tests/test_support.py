"""What the texts of a record say of a word, whatever their size."""

import tracemalloc

import pytest

from mmrdf.resolve import support
from mmrdf.resolve.support import Support

SEQUENCE = "AILJT1" * 4000


@pytest.mark.parametrize(
    ("text", "word"),
    [(SEQUENCE, "IL6"), ("IL6", SEQUENCE.lower()), (SEQUENCE, SEQUENCE.lower()[1:])],
)
def test_sequence(text: str, word: str) -> None:
    """A sequence without a blank is no name that could be misread: it costs no memory."""
    tracemalloc.start()
    try:
        found = Support([text]).has_neighbour(word)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert not found
    assert peak < 5_000_000


def test_neighbour() -> None:
    """A name that the texts have not, but one that is easily misread as it."""
    assert Support(["of ILK1 alone"]).has_neighbour("ik1")
    assert not Support(["of ILK1 alone"]).has_neighbour("ilk1")
    name = "I" + "A" * 29
    assert Support([name]).has_neighbour(name[1:].lower())
    assert not Support([f"{name}A"]).has_neighbour(f"{name[1:]}A".lower())


def test_long_texts_are_not_kept() -> None:
    """A text of any size is not remembered."""
    caches = (support._remembered_forms, support._remembered_name_forms)  # noqa: SLF001
    before = [cache.cache_info().misses for cache in caches]
    found = Support(["Of ILK1, so. " * 2000])
    assert "ilk1" in found.forms
    assert found.has_neighbour("ik1")

    assert [cache.cache_info().misses for cache in caches] == before
    assert Support(["Of ILK1, once."]).has_neighbour("ik1")
    assert [cache.cache_info().misses for cache in caches] == [number + 1 for number in before]
