"""Names and what they may mean: human genes, families, cells, diseases, processes, chemicals.

Nothing is fetched. A lexicon with human genes as HGNC has approved them, the families of FamPlex
and the terms of the myeloma bone niche comes with mmrdf; ``mmrdf lexicon build`` makes others from
the official downloads. Names are equal or they are not; nothing goes by likeness.
"""

from mmrdf.resolve.lexicon.keys import is_same, key
from mmrdf.resolve.lexicon.lexicon import HEAD, Lexicon, Sense, opened
from mmrdf.resolve.lexicon.terms import How, Name, Origin, Preference, Term

__all__ = [
    "HEAD",
    "How",
    "Lexicon",
    "Name",
    "Origin",
    "Preference",
    "Sense",
    "Term",
    "is_same",
    "key",
    "opened",
]
