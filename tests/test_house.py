"""What holds the house together, beside the layers that import-linter keeps."""

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import mmrdf

PACKAGE = Path(mmrdf.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_import_is_light() -> None:
    """Importing mmrdf loads nothing that is slow to import and seldom needed."""
    slow = {"rdflib", "pyshacl", "httpx", "click", "rich"}
    code = f"import mmrdf, sys; print({slow} & set(sys.modules))"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout == "set()\n"


def _strings(tree: ast.AST) -> set[str]:
    """The string constants of a module that are no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_iris_are_made_in_one_place(path: Path) -> None:
    """No IRI stands outside vocab.py and iris.py (the command line shows one as a default)."""
    if path.name in {"vocab.py", "iris.py"}:
        return
    found = {text for text in _strings(ast.parse(path.read_text())) if "://" in text}

    assert {text for text in found if not text.startswith("^")} == set()  # patterns are none


@pytest.mark.parametrize("name", mmrdf.__all__)
def test_public_names_are_explained(name: str) -> None:
    """Every public name has a docstring; every public function an example that runs."""
    value = getattr(mmrdf, name)
    if name == "Record":
        return
    assert value.__doc__
    if callable(value) and not isinstance(value, type):
        assert doctest.DocTestFinder(recurse=False).find(value)[0].examples


def test_every_module_is_documented() -> None:
    """Every module says in its first line what goes in and what comes out."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "mmrdf."):
        if found.name != "mmrdf.__main__":
            assert sys.modules.get(found.name, importlib.import_module(found.name)).__doc__
