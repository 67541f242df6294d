"""Organisms that are known by number and name, with their groups.

``organisms.tsv`` has those that pathway figures are often about, as NCBI Taxonomy (2024-09-09)
calls them; its groups are those of ``organism_names``.
"""

import csv
from functools import cache
from pathlib import Path

from mmrdf.records import Taxon


@cache
def known() -> dict[str, Taxon]:
    """The organisms by their numbers.

    >>> known()["9838"].name
    'Camelus dromedarius'
    """
    return {taxid: Taxon(taxid=taxid, name=name) for taxid, name, _ in _rows()}


@cache
def by_name() -> dict[str, Taxon]:
    """The organisms by their scientific names."""
    return {taxon.name: taxon for taxon in known().values()}


@cache
def groups() -> dict[str, str]:
    """The group of each organism, by its number: ``human``, ``mouse``, ``plant`` and the like."""
    return {taxid: group for taxid, _, group in _rows()}


@cache
def mammal_genera() -> dict[str, str]:
    """The groups of the mammals by their genera."""
    mammals = {"human", "mouse", "rat", "mammal"}
    return {name.split(" ")[0]: group for _, name, group in _rows() if group in mammals}


def _rows() -> list[tuple[str, str, str]]:
    path = Path(__file__).with_name("organisms.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return [(row["taxid"], row["name"], row["group"]) for row in rows]
