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


@pytest.mark.parametrize(
    ("code", "slow"),
    [
        ("mmrdf", "mmrdf.export mmrdf.readers mmrdf.records rdflib httpx click rich"),
        ("mmrdf.load", "mmrdf.export mmrdf.readers mmrdf.validate lxml yaml httpx rich"),
        ("mmrdf.cli", "mmrdf.export mmrdf.load mmrdf.readers httpx rich"),
        ("mmrdf.cli.load, mmrdf.stores.endpoint", "mmrdf.export mmrdf.readers rich pygments"),
        ("mmrdf.export", "rdflib pyshacl httpx click rich"),
    ],
)
def test_import_is_light(code: str, slow: str) -> None:
    """Nothing is imported that is slow to import and seldom needed."""
    code = f"import {code}, sys; print({set(slow.split())} & set(sys.modules))"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout == "set()\n"


@pytest.mark.parametrize("name", ["records", "serialize", "iris", "errors", "vocab"])
def test_modules_of_the_package(name: str) -> None:
    """A module of the package is there when it is asked for; what is none is not."""
    code = f"import mmrdf; print(mmrdf.{name}.__name__, hasattr(mmrdf, 'nothing'))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"mmrdf.{name} False\n"


def test_names_are_functions() -> None:
    """A name of the package is what it says, also behind the import of a module of that name."""
    code = "import mmrdf.load.scripts, mmrdf.query, mmrdf; print(mmrdf.load, mmrdf.query)"
    code += "; from mmrdf import *; print(load is mmrdf.load, set(mmrdf.__all__) <= set(dir()))"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout.count("<function") == 2
    assert result.stdout.endswith("True True\n")


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
