"""Measure how far the rules for names in texts are right, on texts annotated by experts.

    python benchmarks/learn_texts.py GOLD.pubtator... --out mmrdf/resolve/evidence.tsv [--list]

Each document of the gold, in PubTator format, is read as MEDLINE text with its organisms as MeSH
headings. What a rule makes of a name is right if the gold has the identifier anywhere in the
document. The rows of the model ``text`` are written into the table, for each rule and kind of
thing; those of other models stay as they are. Not judged are kinds that the gold has not; names for
which the gold has no identifier there; genes in documents on other organisms than humans; and genes
for which the gold has one of another organism.
"""

import argparse
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import learning
from learning import Band, Case, Row

from mmrdf.readers import read
from mmrdf.records import HUMAN, Candidate, Entity, Span, TextMention, Xref
from mmrdf.records.reasons import REASONS
from mmrdf.resolve import evidence, organism_evidence, texts
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import EvidenceModel, Judge
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import passages, said

#: What the gold calls the kinds of things.
TYPES = {
    "GeneOrGeneProduct": "gene",
    **dict.fromkeys(("DiseaseOrPhenotypicFeature", "MONDO"), "disease"),
    **dict.fromkeys(("ChemicalEntity", "CHEBI"), "chemical"),
    "CL": "cell",
    "GO_BP": "process",
    "UBERON": "anatomy",
}
_MESH = {"9606": "Humans", "10090": "Mice", "10116": "Rats"}
#: Identifiers that the gold has for something else: its COX-2 is mostly cytochrome c oxidase.
MISTAKEN = {("cox2", "ncbigene:4513")}

KINDS = ("gene", "family", "cell", "process", "disease", "chemical", "anatomy", "concept")
#: The rules that are certain of a name, and those that doubt it.
CLAIMS = (
    *(
        "symbol",
        "curated-sense",
        "previous-symbol",
        "unambiguous-synonym",
        "full-name",
        "abbreviation-defined-in-text",
    ),
    *("family-name", "family-name-is-common-noun", "unambiguous-name", "part-of-longer-name"),
)
DOUBTS = (
    *("shared-symbol", "shared-name", "shared-synonym", "only-at-ncbi-gene", "short-synonym"),
    *(
        "no-other-gene-in-record",
        "modifies-another-noun",
        "abbreviation-defined-otherwise",
        "gene-of-another-organism",
        "organism-undecided",
    ),
)
_DECIDED = {"curated", "ruled-out-by-curator", "unresolved"}  # they have no row
_IN_TEXTS = {reason.name for reason in REASONS.values() if "text" in reason.about}
assert {*CLAIMS, *DOUBTS} >= _IN_TEXTS - _DECIDED  # noqa: S101


class Annotation(NamedTuple):
    """What experts have found in a text."""

    start: int
    end: int
    words: str
    kind: str
    identifiers: frozenset[str]


@dataclass
class Document:
    """A title and an abstract, with what experts have found in them."""

    title: str = ""
    abstract: str = ""
    annotations: list[Annotation] = field(default_factory=list)
    taxa: set[str] = field(default_factory=set)

    def medline(self, pmid: str) -> str:
        """The document as a record of MEDLINE."""
        headings = sorted(_MESH.get(taxon, "Animals") for taxon in self.taxa)
        lines = [f"PMID- {pmid}", "OWN - NLM", "STAT- MEDLINE", f"TI  - {self.title}"]
        lines += [f"AB  - {self.abstract}", *(f"MH  - {heading}" for heading in headings)]
        return "\n".join([*lines, "SO  - J Test. 2010 Jan;1(1):1-2.", "", ""])

    @property
    def genes(self) -> set[str]:
        """The identifiers of all genes in it."""
        return {i for one in self.annotations if one.kind == "gene" for i in one.identifiers}

    def at(self, span: Span) -> list[Annotation]:
        """What the experts have found at a place."""
        shift = 0 if span.passage.part == "title" else len(self.title) + 1
        start, end = span.start + shift, span.end + shift
        return [one for one in self.annotations if one.start < end and start < one.end]


def documents(path: Path) -> dict[str, Document]:
    """The documents of a file in PubTator format, by their PubMed number."""
    found: dict[str, Document] = defaultdict(Document)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if match := re.match(r"([1-9]\d*)\|([ta])\|(.*)", line):
            setattr(found[match[1]], "title" if match[2] == "t" else "abstract", match[3])
        elif len(cells) > 5 and cells[1].isdigit():  # noqa: PLR2004
            number, start, end, words, sort, value = cells[:6]
            names = frozenset(_identifiers(value, sort))
            found[number].annotations.append(
                Annotation(int(start), int(end), words, TYPES.get(sort, sort), names)
            )
            if sort == "OrganismTaxon":
                found[number].taxa.add(value)
    return dict(found)


def _identifiers(value: str, sort: str) -> Iterator[str]:
    for one in re.split(r"[;,]", value.removeprefix("MESH:")):
        if one.isdigit() and "Gene" in sort:
            yield f"ncbigene:{one}"
        elif re.fullmatch(r"[CD]\d+", one):
            yield f"mesh:{one}"
        elif match := re.fullmatch(r"([A-Za-z]+):(\w+)", one):
            yield f"{match[1].lower()}:{match[2]}"


#: A model that asserts what the rules say, so that nothing is left out for its number.
_ALL = EvidenceModel({}, {("text", reason): [(0.0, 0.99)] for reason in (*CLAIMS, *DOUBTS)})


def cases(path: Path, *, show: bool) -> Iterator[Case]:
    """Yield what the rules make of names, and whether it is right; each thing once a document."""
    gold = documents(path)
    kinds = {one.kind for document in gold.values() for one in document.annotations} & {*KINDS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "input.nbib"
        file.write_text("".join(d.medline(pmid) for pmid, d in gold.items()), encoding="utf-8")
        articles = list(read(file))
    for article in articles:
        document = gold[article.pmid]
        mentions = texts.mentions(
            passages(article),
            OrganismAssignment(gene_identifiers_of=HUMAN),
            Names(opened(), said(article)),
            Judge(_ALL),
        )
        is_open = organism_evidence.spoken(said(article)).keys() != {HUMAN.name}
        for mention, candidate in _best(mentions):
            thing = candidate.entity
            is_gene = thing and thing.kind == "gene" and candidate.reason in CLAIMS
            if thing and is_gene and is_open and "gene" in kinds:
                is_human = bool(_names(thing) & document.genes)
                yield Case("organism-undecided", (), article.pmid, is_human)
            if thing and ("gene" if thing.kind == "family" else thing.kind) in kinds:
                verdict = judged(mention, thing, document)
                if verdict is not None:
                    yield Case(f"{candidate.reason}:{thing.kind}", (), article.pmid, verdict)
                    if show and not verdict and candidate.reason in CLAIMS:
                        print(article.pmid, candidate.reason, mention.phrase.text, thing.name)


def _best(mentions: Iterable[TextMention]) -> list[tuple[TextMention, Candidate]]:
    """Each thing that is named in a document, where a rule is most certain of it."""
    found: dict[Xref, tuple[TextMention, Candidate]] = {}
    for mention in mentions:
        for candidate in mention.candidates:
            if candidate.entity:
                known = found.get(candidate.entity.xref)
                if not known or (known[1].status, candidate.status) == ("suggested", "asserted"):
                    found[candidate.entity.xref] = (mention, candidate)
    return list(found.values())


def judged(mention: TextMention, thing: Entity, document: Document) -> bool | None:
    """Whether a document is about a thing; None if the gold does not tell."""
    there = [one for span in mention.phrase.spans for one in document.at(span)]
    if thing.kind in {"gene", "family"}:
        if document.taxa and document.taxa != {"9606"}:
            return None
        if any(map(_is_mistaken, there)):
            return None
        return _gene(mention, thing, there, document)
    same = {one for found in document.annotations for one in found.identifiers}
    names = _names(thing)
    if names & same:
        return True
    spaces = {
        i.partition(":")[0]
        for a in document.annotations
        if a.kind == thing.kind
        for i in a.identifiers
    }
    has_none = any(one.kind == thing.kind for one in there) and not any(
        one.identifiers for one in there if one.kind == thing.kind
    )
    is_comparable = any(name.partition(":")[0] in spaces for name in names)
    return False if is_comparable and not has_none else None


def _gene(
    mention: TextMention, thing: Entity, there: list[Annotation], document: Document
) -> bool | None:
    """Whether a gene is there, or for a family one of its genes, and no longer name."""
    families = opened().families
    names = (
        {x.curie for x in families.get(thing.xref, ())} if thing.kind == "family" else _names(thing)
    )
    genes = {i for one in there if one.kind == "gene" for i in one.identifiers}
    if names & (genes if thing.kind == "family" else document.genes):
        return True
    is_human = any(opened().term(Xref(prefix="ncbigene", identifier=i[9:])) for i in genes)
    if genes and not is_human:
        return None
    longer = any(len(one.words) > len(mention.phrase.text) for one in there)
    if thing.kind == "family" and not is_human and not longer:
        return None
    return False


def _is_mistaken(one: Annotation) -> bool:
    form = re.sub(r"[^a-z0-9]", "", one.words.casefold())
    return any((form, identifier) in MISTAKEN for identifier in one.identifiers)


def _names(thing: Entity) -> set[str]:
    """All identifiers of a thing."""
    found = {xref.curie for xref in (thing.xref, *thing.same, *thing.others)}
    return found | {curie.lower() for curie in found}


def rows(found: list[Case], basis: str) -> list[Row]:
    """The rows of the model: each rule by itself, and with each kind of which there are cases."""
    made = []
    for reason in CLAIMS:
        whole = [case.is_right for case in found if case.reason.partition(":")[0] == reason]
        prior = learning.shrunk(sum(whole), len(whole), _EXPECTED, _WEIGHT)
        made.append(learning.confidence_row("text", reason, Band(0, prior, len(whole)), basis))
        for kind in KINDS:
            some = [case.is_right for case in found if case.reason == f"{reason}:{kind}"]
            if some and len(some) < len(whole):
                value = learning.shrunk(sum(some), len(some), prior, _WEIGHT)
                name = f"{reason}:{kind}"
                made.append(learning.confidence_row("text", name, Band(0, value, len(some)), basis))
    plain = [case._replace(reason=case.reason.partition(":")[0]) for case in found]
    return [*made, *learning.doubt_rows("text", plain, DOUBTS, basis)]


# What is expected of a rule that is certain, and how many cases that is worth.
_EXPECTED, _WEIGHT = 0.9, 5


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=evidence.SHIPPED)
    parser.add_argument("--list", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    found = [case for path in given.gold for case in cases(path, show=given.list)]
    made = rows(found, " + ".join(path.stem for path in given.gold))
    for row in made:
        print(*row[2:6], sep="\t")
    learning.write(given.out, made)


if __name__ == "__main__":
    main()
