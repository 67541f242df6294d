"""Real PFOCR figures, of all generations: nothing of them is lost, and no wrong fact is stated."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from pyoxigraph import RdfFormat, Store

from mmrdf import Figure, export, read, resolve
from mmrdf.readers.frontmatter import Value, parse
from mmrdf.records import HUMAN, Reading, Source

#: The two fields that are numbers; everything else in a record is text.
NUMBERS = ("automl_pathway", "pathway_score")

MISSING = {"", "NA", ".na.character"}


@pytest.fixture
def pfocr(corpus: Path) -> Path:
    return corpus / "pfocr"


@pytest.fixture
def store(pfocr: Path, tmp_path: Path) -> Store:
    """The corpus as it is published: exported, written, and loaded again."""
    summary = export(pfocr, tmp_path, formats=["turtle"])
    assert dict(summary.records) == {"figure": 25}
    assert summary.skipped == ()
    assert summary.report is not None
    assert summary.report.conforms
    store = Store()
    for path in sorted(tmp_path.glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def _recorded(pfocr: Path) -> Counter[tuple[str, str, str]]:
    """How often each figure's tables, or the lists inside it, give a word an identifier.

    Genes count once: their rows repeat by mistake. Chemicals and diseases repeat as they are drawn.
    """
    genes, things = set(), []
    for path in sorted((pfocr / "_data").glob("*.tsv")):
        figid, _, kind = path.stem.rpartition("-")
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if kind == "genes":
                    genes.add((figid, row["word"], row["ncbigene_id"]))
                columns = ("mesh", "chebi", "doid", "identifier")
                things += [(figid, row["word"], row.get(column) or "") for column in columns]
    for path in sorted((pfocr / "_figures").glob("*.md")):
        record = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        figid = record["figid"]
        genes |= {(figid, entry["word"], entry["entrez"]) for entry in record.get("genes", ())}
        for name in ("chemicals", "diseases"):
            entries = record.get(name, ())
            things += [(figid, entry["word"], entry["identifier"]) for entry in entries]
    return Counter(
        (figid, word, re.sub(r"^(?:chebi|mesh|doid):", "", identifier))
        for figid, word, identifier in (*genes, *things)
        if identifier not in MISSING
    )


def _found(store: Store, path: str) -> dict[tuple[str, str, str], int]:
    """How often the words of each figure have an identifier, by a path from annotations."""
    query = f"""
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX schema: <http://schema.org/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX term: <https://w3id.org/mmrdf/vocab#>
        SELECT ?figure ?word ?mention ?body WHERE {{
          ?annotation {path} ?body ; oa:hasTarget ?mention .
          ?mention a term:FigureWord ; rdf:value ?word .
          ?mention dcterms:isPartOf/schema:identifier ?figure .
          FILTER (!REGEX(STR(?body), "^https://identifiers.org/(fplx|hgnc)/"))
        }}"""
    mentions: dict[tuple[str, str, str], set[str]] = {}
    for row in store.query(query):  # type: ignore[union-attr]
        identifier = re.split(r"[/:_]", row["body"].value)[-1]
        key = (row["figure"].value, row["word"].value, identifier)
        mentions.setdefault(key, set()).add(row["mention"].value)
    return {key: len(names) for key, names in mentions.items()}


def test_every_identifier_is_in_the_evidence(pfocr: Path, store: Store) -> None:
    """What the tables say and what the evidence says are counted apart, and agree.

    A second identifier that a row gives is a match of the first, whichever word has it.
    """
    recorded = _recorded(pfocr)
    bodies = _found(store, "oa:hasBody")
    found = _found(store, "oa:hasBody/(skos:exactMatch|skos:closeMatch)?")

    assert {key: found.get(key) for key in recorded} == recorded
    assert {key: recorded[key] for key in bodies} == bodies
    assert sum(found.values()) > 700


def _asserted(figure: Figure) -> dict[str, str]:
    return {n.name or "": n.taxon.name for n in figure.data_nodes if n.kind == "gene" and n.taxon}


def _figure(path: Path) -> Figure:
    [figure] = map(resolve, read(path))
    assert isinstance(figure, Figure)
    return figure


def test_facts_of_the_seeds(pfocr: Path) -> None:
    """Of the three seeds with their tables, the right genes are stated."""
    figures = pfocr / "_figures"
    first = _figure(figures / "PMC9658666__jcm-11-06491-g002.md")
    third = _figure(figures / "PMC8431187__cancers-13-04441-g002.md")
    early = _figure(figures / "PMC6333051__fendo-09-00788-g0002.md")

    genes = _asserted(first)
    assert {"HGF", "TNFRSF11B", "IL7", "TNF", "IL1B", "DKK1"} <= genes.keys()
    assert genes.keys().isdisjoint({"SOS1", "IL6", "BTF3P11", "LINC02605", "RELA", "NFKB2"})
    assert not any(name.startswith("WNT") for name in genes)
    [wnt] = [mention for mention in first.mentions if mention.word.text == "Wnt"]
    *members, family = wnt.candidates
    assert {(c.status, c.reason) for c in members} == {("suggested", "family-member")}
    assert len(members) == 19
    assert family.entity is not None
    assert (family.entity.xref.curie, family.status) == ("fplx:Wnt", "asserted")
    assert {"PIM2", "STAT3", "JAK2", "VCAM1", "IL6", "TNF"} <= _asserted(third).keys()
    assert "ANP32B" not in _asserted(third)
    # thale cress alone is in its table, and the words say multiple myeloma
    assert (early.organism, _asserted(early)) == (HUMAN, {})


def test_later_table_of_the_second_seed(pfocr: Path, tmp_path: Path) -> None:
    """With its later table the myeloma figure is human, and no fly or plant gene is stated."""
    name = "PMC6333051__fendo-09-00788-g0002"
    for folder in ("_figures", "_data"):
        (tmp_path / folder).mkdir()
    shutil.copy(pfocr / "_figures" / f"{name}.md", tmp_path / "_figures")
    shutil.copy(pfocr / "_versions" / "276e5bb" / "_data" / f"{name}-genes.tsv", tmp_path / "_data")
    figure = _figure(tmp_path / "_figures" / f"{name}.md")

    assert figure.organism is not None
    assert figure.organism.name == "Homo sapiens"
    readings = [reading for reading in figure.readings if type(reading) is Reading]
    assert [(r.taxon.name, r.rationale[-1].split(",")[0]) for r in readings] == [
        ("Homo sapiens", "genes: 26 distinct matches"),
        ("Drosophila melanogaster", "genes: 18 distinct matches"),
        ("Arabidopsis thaliana", "genes: 6 distinct matches"),
    ]
    assert set(_asserted(figure).values()) == {"Homo sapiens"}
    assert {"IL6", "JAK2", "STAT3", "MCL1", "MYC"} <= _asserted(figure).keys()
    assert _asserted(figure).keys().isdisjoint({"ZHX2", "XYLT2", "BRAF", "SOS1", "VPS34"})


def _typed(record: dict[str, Value]) -> dict[str, Value | float]:
    return {key: float(str(value)) if key in NUMBERS else value for key, value in record.items()}


def test_nothing_is_lost_in_reading(pfocr: Path) -> None:
    """The front matter, written again, is the file byte for byte."""
    paths = sorted((pfocr / "_figures").glob("*.md"))
    paths += (pfocr / "_versions" / "276e5bb" / "_figures").glob("*.md")
    for path in paths:
        text = path.read_bytes().decode()
        record, _ = parse(text.removeprefix("---\n").rpartition("---\n")[0], Source(file="a"))
        again = yaml.safe_dump(_typed(record), sort_keys=False, allow_unicode=True)

        assert f"---\n{again}---\n" == text
    assert len(paths) == 26
