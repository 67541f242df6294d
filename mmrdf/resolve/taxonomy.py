"""Organisms that a person may name by number, and what they are called."""

from mmrdf.records import TAXA, Taxon

# Mammals beside those of ``records.taxa``, as the NCBI Taxonomy calls them.
_MAMMALS = {
    "9541": "Macaca fascicularis",
    "9544": "Macaca mulatta",
    "9598": "Pan troglodytes",
    "9615": "Canis lupus familiaris",
    "9685": "Felis catus",
    "9796": "Equus caballus",
    "9925": "Capra hircus",
    "9940": "Ovis aries",
    "9986": "Oryctolagus cuniculus",
    "10029": "Cricetulus griseus",
    "10036": "Mesocricetus auratus",
    "10141": "Cavia porcellus",
    "60711": "Chlorocebus sabaeus",
}
_OTHERS = {
    "287": "Pseudomonas aeruginosa",
    "1423": "Bacillus subtilis",
    "3055": "Chlamydomonas reinhardtii",
    "3847": "Glycine max",
    "4081": "Solanum lycopersicum",
    "4097": "Nicotiana tabacum",
    "4113": "Solanum tuberosum",
    "4565": "Triticum aestivum",
    "4896": "Schizosaccharomyces pombe",
    "5141": "Neurospora crassa",
    "5476": "Candida albicans",
    "5811": "Toxoplasma gondii",
    "7460": "Apis mellifera",
    "8364": "Xenopus tropicalis",
    "8090": "Oryzias latipes",
    "44689": "Dictyostelium discoideum",
}

#: Organisms by their numbers.
KNOWN: dict[str, Taxon] = {
    **{taxon.taxid: taxon for taxon in TAXA},
    **{taxid: Taxon(taxid=taxid, name=name) for taxid, name in {**_MAMMALS, **_OTHERS}.items()},
}
