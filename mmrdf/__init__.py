"""mmrdf: pathway figures and papers as RDF that can be trusted.

>>> import mmrdf
>>> [record] = map(mmrdf.resolve, mmrdf.read("seeds/002_f36ce7c9e817ce49.txt"))
>>> graph = list(mmrdf.triples(record))
>>> mmrdf.validate(graph).conforms
True
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmrdf.errors import ExportError, FormatError, MmrdfError, ReadError, StoreError, TermError
    from mmrdf.export import Summary, export
    from mmrdf.load import Loaded, load
    from mmrdf.mappers import triples
    from mmrdf.query import query
    from mmrdf.readers import read
    from mmrdf.records import Article, Figure, Record
    from mmrdf.resolve import resolve
    from mmrdf.serialize import write
    from mmrdf.validate import Report, to_rdflib, validate

__all__ = [
    "Article",
    "ExportError",
    "Figure",
    "FormatError",
    "Loaded",
    "MmrdfError",
    "ReadError",
    "Record",
    "Report",
    "StoreError",
    "Summary",
    "TermError",
    "export",
    "load",
    "query",
    "read",
    "resolve",
    "to_rdflib",
    "triples",
    "validate",
    "write",
]

# Where each name is from. It is imported when it is first used: to load a store no reader is
# needed, and to import all takes longer than many a load.
_HOMES = {
    "errors": "ExportError FormatError MmrdfError ReadError StoreError TermError",
    "export": "Summary export",
    "load": "Loaded load",
    "mappers": "triples",
    "query": "query",
    "readers": "read",
    "records": "Article Figure Record",
    "resolve": "resolve",
    "serialize": "write",
    "validate": "Report to_rdflib validate",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


class _Package(ModuleType):
    """This package: its names are the functions, also where a module of it is called the same."""

    def __getattr__(self, name: str) -> Any:
        if name in _HOME:
            value = getattr(import_module(f"{self.__name__}.{_HOME[name]}"), name)
            setattr(self, name, value)
            return value
        if not name.startswith("_") and find_spec(f"{self.__name__}.{name}"):
            return import_module(f"{self.__name__}.{name}")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Set it, but for the modules that the import system sets here behind their import."""
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
