"""Identifiers in their normal form, and what is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from mmrdf import identifiers, iris
from mmrdf.records import Xref
from mmrdf.vocab import PREFIXES

IDENTIFIERS = Path(__file__).parent / "data" / "identifiers"


def _examples(name: str) -> list[tuple[str, str]]:
    lines = (IDENTIFIERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(prefix, text) for prefix, _, text in (line.partition(" ") for line in lines)]


@pytest.mark.parametrize(("prefix", "text"), _examples("valid"))
def test_valid_identifier(prefix: str, text: str) -> None:
    """A valid identifier has a normal form, which is its own normal form and makes an IRI."""
    found = identifiers.normal(prefix, text)

    assert found is not None
    assert found == identifiers.normal(prefix, found)
    assert iris.xref(Xref(prefix=prefix, identifier=found)).value.startswith(PREFIXES[prefix])


@pytest.mark.parametrize(("prefix", "text"), _examples("invalid"))
def test_invalid_identifier(prefix: str, text: str) -> None:
    """What has not the right form gets no normal form, and so no IRI."""
    assert identifiers.normal(prefix, text) is None


def test_every_space_has_examples() -> None:
    """Each identifier space has a pattern, a namespace, and examples of both kinds."""
    for name in ("valid", "invalid"):
        assert set(identifiers.PATTERNS) == {prefix for prefix, _ in _examples(name)}
    assert set(identifiers.PATTERNS) <= set(PREFIXES)


@given(st.text())
def test_any_text_as_doi(text: str) -> None:
    """Whatever stands behind the slash of a DOI: a valid IRI or no identifier."""
    found = identifiers.normal("doi", f"10.1000/{text}")

    if found is not None:
        assert NamedNode(iris.xref(Xref(prefix="doi", identifier=found)).value)


@given(st.integers(0, 10**15 - 1))
def test_check_digits(number: int) -> None:
    """Of the ten numbers and the X that may end an ORCID exactly one is right."""
    digits = f"{number:015}"
    found = [
        last for last in "0123456789X" if identifiers.normal("orcid", f"{digits}{last}") is not None
    ]

    assert len(found) == 1
    assert identifiers.normal("isni", f"{digits}{found[0]}") == f"{digits}{found[0]}"
