"""The table of reasons: the rules, the evidence model and the mapping speak of the same."""

import ast
import re
from pathlib import Path

import pytest

import mmrdf
from mmrdf.errors import TermError
from mmrdf.mappers.terms import concept
from mmrdf.records.reasons import PREREQUISITES, REASONS, STATUSES, SUBJECTS
from mmrdf.resolve import evidence

RULES = sorted((Path(mmrdf.__file__).parent / "resolve").glob("*.py"))
CANDIDATE = Path(mmrdf.__file__).parent / "records" / "candidate.py"

# Names with hyphens that the rules speak of and that are no reasons: models, and codes of notices.
OTHERS = {
    "decision-not-used",
    "gene-identifiers",
    "id-map-disagrees",
    "paper-disagrees",
    "organism-conflict",
    "organism-undecided",
    "organism-without-name",
}


def _constants(path: Path) -> set[str]:
    """The strings of a module that stand alone, so that docstrings are not among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _given(path: Path) -> set[str]:
    """The strings of a module that are given as ``reason``, be it by a condition."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    values = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "reason"
    ]
    values += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(it, ast.Name) and it.id == "reason" for it in node.targets)
    ]
    return {
        node.value
        for value in values
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _features() -> set[str]:
    """The features of scores, which are called alike."""
    model = evidence.opened()
    documented = (Path(mmrdf.__file__).parent / "resolve" / "gene_features.py").read_text("utf-8")
    weighed = {name for weights in model.weights.values() for name in weights}
    return weighed | set(re.findall(r"``([a-z]+(?:-[a-z]+)+)``", documented))


def test_rules_give_what_is_defined() -> None:
    """No rule speaks of a reason that the table does not have."""
    found = {name for path in RULES for name in _constants(path)}
    named = {name for name in found if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", name)}

    assert "family-member" in named
    assert sorted(named - REASONS.keys() - PREREQUISITES.keys() - _features() - OTHERS) == []


def test_what_is_defined_is_given() -> None:
    """The table has no reason of which no rule speaks."""
    found = {name for path in [*RULES, CANDIDATE] for name in _constants(path)}

    assert sorted(REASONS.keys() - found) == []


def test_given_reasons() -> None:
    """What is passed on as a reason is one, also in a name of one word."""
    asked = {"alias", "name", *STATUSES}  # what is asked for where a reason is chosen
    found = {name for path in RULES for name in _given(path) if re.fullmatch(r"[a-z-]+", name)}

    assert {"symbol", "no-identifier"} <= found
    assert sorted(found - REASONS.keys() - asked) == []


def test_evidence_model() -> None:
    """Every confidence of the shipped model is that of a reason; one is that of an organism."""
    rows = {(model, name.partition(":")[0]) for model, name in evidence.opened().bands}

    assert {name for _, name in rows} - REASONS.keys() == {"organism-undecided"}


@pytest.mark.parametrize("reason", REASONS.values(), ids=lambda it: it.name)
def test_table(reason: object) -> None:
    """Each row is whole: a name that can end an IRI, sentences, known subjects and statuses."""
    it = REASONS[reason.name]  # type: ignore[attr-defined]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", it.name)
    assert re.fullmatch(r"[A-Z].*\.", it.definition)
    assert it.about
    assert set(it.about) <= set(SUBJECTS)
    assert it.statuses
    assert set(it.statuses) <= STATUSES.keys()


def test_unknown_reason() -> None:
    """A reason that is not defined is not written."""
    with pytest.raises(TermError, match="no status or reason is called 'my-rule'"):
        concept("my-rule")
