"""The rules by which witnesses of an organism agree, and by which humans are ruled out."""

from collections.abc import Iterable

from mmrdf.records import HUMAN, Figure
from mmrdf.resolve.organism_evidence import OrganismEvidence, is_of
from mmrdf.resolve.organism_features import groups
from mmrdf.resolve.organism_names import (
    MAMMALS,
    MICROBES,
    OTHER_MAMMALS,
    OTHERS,
    OrganismName,
    group_of,
    named,
)
from mmrdf.resolve.taxonomy import known

# Words of a host: a microbe in the title is then named for what it does to it.
_HOST_TEXT = """
    host infection infected infectious immune immunity immunology immunological macrophage
    neutrophil lymphocyte pbmc inflammation inflammatory inflammasome patient disease gut intestinal
    intestine gastric lung epithelial cancer sepsis vaccine vaccination
"""
_HOST = frozenset(f"word {word}" for word in _HOST_TEXT.split())

# Words of medicine: a plant, a fungus or a sea animal in the title is then what a drug is made of.
_MEDICINE_TEXT = """
    alzheimer anticancer antitumor arthritis asthma atherosclerosis cancer carcinoma cardiovascular
    chemotherapy clinical colitis diabetes diabetic fibrosis glioblastoma glioma hepatitis
    hepatocellular hypertension inflammation inflammatory ischemia leukemia lymphoma melanoma
    metastasis nephropathy neuroblastoma neurodegenerative obese obesity osteoarthritis osteoporosis
    parkinson steatosis therapeutic therapy tumor tumour
"""
_MEDICINE = frozenset(_MEDICINE_TEXT.split())
_SOURCES_OF_DRUGS = frozenset({"plant", "fungus", "protist", "invertebrate", "unknown species"})

# The mammals of which the paper's title tells enough. Mice are not among them: so many papers on
# what holds for man name them that one human figure in 25 would be left without a species.
_TELLING_ALONE = frozenset({"rat"})

# Symbols of a plant's, microbe's or yeast's genes that tell, and how many times as many as human.
_TELLING, _MARGIN = 4, 2


#: The reason of what no rule decides, but the score of its words.
WEIGHED = "score-of-words"
#: The reason of a record without words to weigh.
TOO_FEW = "too-few-words"

#: The rules that decide on humans, by what they decide.
SPECIES_RULES = (
    "non-mammal-in-title",
    "genes-of-non-mammal",
    "non-mammal-beside-mammal",
    "another-mammal-named",
    "another-mammal-listed",
    "human-named",
    TOO_FEW,
)
#: The rules by which another species is stated although the words may well fit man.
AGREED = ("text-and-organism-list", "text-and-genes", "organism-list-and-genes", "named-in-title")
GENE_RULES = (
    "non-mammal-in-title",
    "genes-of-non-mammal",
    "human-named",
    TOO_FEW,
)

# Words of English that nearly every title or caption has some of, and how many there must be: what
# the words of a text in another language do not say is no evidence.
_ENGLISH_TEXT = """
    activation activity after also and are associated based between both cell complex control
    development diagram different disease downstream during effect expression factor figure for
    from function gene growth human illustration inhibit inhibition inhibitor interaction into its
    mechanism mediated metabolic metabolism model molecular network overview path pathway potential
    process production proposed protein receptor regulate regulated regulation related response
    role schematic shown showing signal signaling signalling synthesis target that the their these
    this through transcription treatment upstream via which with
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
_FEWEST = 2


def species_rule(figure: Figure, evidence: OrganismEvidence) -> str:
    """The rule that decides whether a figure is about humans."""
    return _veto(evidence) or _species_veto(figure, evidence) or _named(evidence)


def gene_rule(evidence: OrganismEvidence) -> str:
    """The rule that decides whether human identifiers name the genes of a figure."""
    return _veto(evidence) or _named(evidence)


def _named(evidence: OrganismEvidence) -> str:
    is_named = HUMAN.name in evidence.words and _is_alone(HUMAN.name, evidence.names)
    if is_named:
        return "human-named"
    return WEIGHED if len(evidence.said.words & _ENGLISH) >= _FEWEST else TOO_FEW


def _veto(evidence: OrganismEvidence) -> str | None:
    """Why a figure is not about a mammal; None if nothing speaks against it."""
    in_titles = groups(evidence.in_titles)
    if _other_subjects(evidence) and not in_titles & MAMMALS:
        return "non-mammal-in-title"
    if _has_other_genes(evidence) and not groups(evidence.names) & MAMMALS:
        return "genes-of-non-mammal"
    return None


def _other_subjects(evidence: OrganismEvidence) -> frozenset[str]:
    """The groups that the titles name, less pathogens of a host and the sources of drugs."""
    others = groups(evidence.in_titles) & OTHERS
    if has_host(evidence):
        others -= MICROBES
    if not _MEDICINE.isdisjoint(evidence.said.words):
        others -= _SOURCES_OF_DRUGS
    return others


def _has_other_genes(evidence: OrganismEvidence) -> bool:
    """Whether most symbols are of a plant, microbe or yeast: flies and fish share ours."""
    human = evidence.symbols[HUMAN.name]
    return any(
        count >= max(_TELLING, _MARGIN * human)
        and group_of(name) in {"plant", "bacteria", "fungus", "protist"}
        for name, count in evidence.symbols.items()
    )


def _species_veto(figure: Figure, evidence: OrganismEvidence) -> str | None:
    """Why a figure about mammals is not about man alone; None if nothing speaks against it."""
    body, in_titles = groups(evidence.said.in_body), groups(evidence.in_titles)
    in_own = groups(named(figure.title))
    if _other_subjects(evidence) - MICROBES:
        return "non-mammal-beside-mammal"
    if "human" in in_titles | body:
        return None
    others = (in_own | (in_titles & (body | _TELLING_ALONE))) & OTHER_MAMMALS
    if others:
        return "another-mammal-named"
    listed = {group_of(name) for name in evidence.listed}
    return "another-mammal-listed" if listed & OTHER_MAMMALS and "human" not in listed else None


def agreement(name: str, evidence: OrganismEvidence) -> str:
    """Which witnesses agree on a species."""
    is_named, is_listed = name in evidence.words, name in evidence.listed
    has_genes = evidence.has_genes(name)
    is_alone = _is_alone(name, evidence.names)
    if is_named and is_alone:
        if is_listed or has_genes:
            return "text-and-organism-list" if is_listed else "text-and-genes"
        if _is_subject(name, evidence):
            return "named-in-title"
    if is_listed and has_genes and is_alone and _is_wide(name, evidence):
        return "organism-list-and-genes"
    return "only-text" if is_named else "only-organism-list" if is_listed else "only-genes"


def _is_subject(name: str, evidence: OrganismEvidence) -> bool:
    """Whether the titles name a species alone that is no mammal, nor a microbe in a host."""
    group = group_of(name)
    if group in MAMMALS or (group in MICROBES and has_host(evidence)):
        return False
    is_named = any(_is_taxon(it, name) for it in evidence.in_titles)
    return is_named and _is_alone(name, evidence.in_titles)


def has_host(evidence: OrganismEvidence) -> bool:
    """Whether the record speaks of what happens in a host."""
    return not _HOST.isdisjoint(evidence.features)


def _is_alone(name: str, names: Iterable[OrganismName]) -> bool:
    """Whether all the organisms that are named are one species, but for its pathogens."""
    own = group_of(name)
    passed = {own, "virus", *(() if own in MICROBES else MICROBES)}
    passed |= {"mammalian"} if own in MAMMALS else set()
    return all(
        _is_taxon(it, name)
        or (it.taxid is None and it.group in passed)
        or (it.group in MICROBES and it.group in passed and it.group != own)
        for it in names
    )


def _is_taxon(name: OrganismName, species_name: str) -> bool:
    return name.text == species_name or (
        name.taxid is not None and known()[name.taxid].name == species_name
    )


def _is_wide(name: str, evidence: OrganismEvidence) -> bool:
    """Whether an organism has far more genes in the table than each other one."""
    own = max([n for it, n in evidence.symbols.items() if is_of(it, name)], default=0)
    rest = max([n for it, n in evidence.symbols.items() if not is_of(it, name)], default=0)
    return own >= max(_TELLING, _MARGIN * rest)
