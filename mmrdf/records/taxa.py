"""Organisms that are known by name and number, so that neither is taken from a table on trust."""

from mmrdf.records.common import Taxon

#: NCBI Taxonomy identifier and scientific name: the organisms of most PFOCR records.
TAXA: tuple[Taxon, ...] = tuple(
    Taxon(taxid=taxid, name=name)
    for taxid, name in (
        ("9606", "Homo sapiens"),
        ("10090", "Mus musculus"),
        ("10116", "Rattus norvegicus"),
        ("9913", "Bos taurus"),
        ("9823", "Sus scrofa"),
        ("9031", "Gallus gallus"),
        ("7955", "Danio rerio"),
        ("8355", "Xenopus laevis"),
        ("7227", "Drosophila melanogaster"),
        ("6239", "Caenorhabditis elegans"),
        ("3702", "Arabidopsis thaliana"),
        ("39947", "Oryza sativa Japonica Group"),
        ("4530", "Oryza sativa"),
        ("4577", "Zea mays"),
        ("4932", "Saccharomyces cerevisiae"),
        ("562", "Escherichia coli"),
        ("1280", "Staphylococcus aureus"),
        ("1282", "Staphylococcus epidermidis"),
        ("1773", "Mycobacterium tuberculosis"),
        ("5833", "Plasmodium falciparum"),
    )
)

HUMAN = TAXA[0]

_NAMES = {taxon.taxid: taxon.name for taxon in TAXA}
_NUMBERS = {taxon.name: taxon.taxid for taxon in TAXA}


def fits(taxon: Taxon) -> bool:
    """Whether number and name belong together, as far as they are known.

    >>> fits(Taxon(taxid="10090", name="Homo sapiens"))
    False
    >>> fits(Taxon(taxid="511145", name="Escherichia coli str. K-12 substr. MG1655"))
    True
    """
    number = _NUMBERS.get(taxon.name, taxon.taxid)
    return number == taxon.taxid and _NAMES.get(taxon.taxid, taxon.name) == taxon.name
