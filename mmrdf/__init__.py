"""mmrdf: pathway figures and papers as RDF that can be trusted.

>>> import mmrdf
>>> [record] = map(mmrdf.resolve, mmrdf.read("seeds/002_f36ce7c9e817ce49.txt"))
>>> graph = list(mmrdf.triples(record))
>>> mmrdf.validate(graph).conforms
True
"""

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
