"""The prefix table and the closed vocabularies."""

import re
from itertools import combinations

import pytest

from mmrdf import vocab
from mmrdf.validate import shapes_folder


def test_unknown_term() -> None:
    """A term that is not listed is an error, not a new property."""
    with pytest.raises(AttributeError):
        vocab.schema.nmae  # noqa: B018 (the access is the test)


def test_terms_are_in_their_namespace() -> None:
    """A term is its namespace and its name."""
    assert vocab.schema.name.value == "http://schema.org/name"
    assert vocab.wp.Pathway.value == "http://vocabularies.wikipathways.org/wp#Pathway"


def test_namespaces_differ() -> None:
    """No two prefixes stand for one namespace."""
    for (_, one), (_, other) in combinations(vocab.PREFIXES.items(), 2):
        assert one != other


def test_table_is_sorted() -> None:
    """The table is in the order of the alphabet, and so are all heads of files."""
    assert sorted(vocab.PREFIXES) == list(vocab.PREFIXES)


@pytest.mark.parametrize("path", sorted(shapes_folder().glob("*.ttl")), ids=lambda path: path.name)
def test_shapes_use_the_table(path: object) -> None:
    """The prefixes of the shapes are those of the table (owl is theirs alone)."""
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    declared = dict(re.findall(r"^@prefix (\w+): <(.*)> \.$", text, flags=re.MULTILINE))

    declared.pop("owl", None)
    assert declared == {prefix: vocab.PREFIXES[prefix] for prefix in declared}
