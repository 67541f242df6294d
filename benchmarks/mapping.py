"""One small mapping as tables of mmrdf and, for its peers, as RML and OTTR; made-up records for it.

A figure, its article and about ten genes, some 65 triples a record.
"""

import csv
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import NamedNode

from mmrdf.graph import Node, text
from mmrdf.mappers.rules import Mapper, Rule

FIGURE = "https://pfocr.wikipathways.org/figures/"
PAPER = "https://identifiers.org/pmc/"
GENE = "https://identifiers.org/ncbigene/"
TAXON = "http://purl.obolibrary.org/obo/NCBITaxon_"
SCHEMA = "http://schema.org/"
WP = "http://vocabularies.wikipathways.org/wp#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PART = "http://purl.org/dc/terms/isPartOf"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

# Property, what its value is (the beginning of an IRI, or a kind of literal), column.
Rows = tuple[tuple[str, str, str], ...]

FIGURES: Rows = (
    (f"{SCHEMA}identifier", "text", "figid"),
    (f"{SCHEMA}name", "en", "figtitle"),
    (f"{SCHEMA}description", "en", "caption"),
    (f"{SCHEMA}url", FIGURE, "page"),
    (f"{SCHEMA}isPartOf", PAPER, "pmcid"),
    (f"{SCHEMA}position", "text", "number"),
    (f"{SCHEMA}alternateName", "text", "alias"),
    (f"{SCHEMA}encodingFormat", "text", "figtype"),
    (f"{SCHEMA}ratingValue", "decimal", "score"),
    (f"{WP}organism", TAXON, "taxid"),
    (f"{WP}organismName", "text", "organism"),
)
PAPERS: Rows = (
    (f"{SCHEMA}identifier", "text", "pmcid"),
    (f"{SCHEMA}name", "en", "papertitle"),
    (f"{SCHEMA}datePublished", "gYear", "year"),
    (f"{SCHEMA}citation", "text", "reftext"),
    (f"{SCHEMA}sameAs", "iri", "doi"),
    (f"{SCHEMA}publisher", "text", "journal"),
)
GENES: Rows = (
    (LABEL, "text", "symbol"),
    (f"{WP}bdbEntrezGene", GENE, "entrez"),
    (PART, FIGURE, "figid"),
)
KEYWORDS: Rows = ((f"{SCHEMA}keywords", "en", "keyword"),)

FIGURE_CLASSES = (f"{WP}Pathway", f"{SCHEMA}Dataset")
PAPER_CLASSES = (f"{SCHEMA}ScholarlyArticle",)
GENE_CLASSES = (f"{WP}GeneProduct",)

_WORDS = ("Wnt", "bone", "α-catenin", "“osteoclast”", "loss", "\\", "of", "TGF-β", "in", '"MM"')


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield made-up records, always the same."""
    rng = random.Random(count)  # noqa: S311 (no secret)
    for number in range(count):
        pmcid = f"PMC{1_000_000 + number}"
        figid = f"{pmcid}__fimmu-{number:07}-g{number % 9}"
        yield {
            "figid": figid,
            "page": f"{figid}.html",
            "pmcid": pmcid,
            "figtitle": f"Pathway {number} of {rng.choice(_WORDS)}",
            "caption": " ".join(rng.choices(_WORDS, k=rng.randint(30, 150))),
            "number": f"F{number % 9 + 1}",
            "alias": f"{pmcid}__F{number % 9 + 1}",
            "figtype": "Figure",
            "score": f"0.{rng.randint(1_000_000, 9_999_999)}",
            "taxid": "9606",
            "organism": "Homo sapiens",
            "papertitle": f"On {rng.choice(_WORDS)} and {rng.choice(_WORDS)} ({number})",
            "year": str(rng.randint(1995, 2026)),
            "reftext": f"A B, et al. J Bone. 2020;{number}(1):1-9.",
            "doi": f"https://doi.org/10.1000/s{number}",
            "journal": "Journal of Bone",
            "keywords": rng.sample(["myeloma", "bone", "Wnt", "mice", "DKK1", "niche"], 5),
            "genes": [
                {"n": str(at), "symbol": f"GENE{gene}", "entrez": str(gene)}
                for at, gene in enumerate(rng.sample(range(1, 30_000), rng.randint(6, 14)))
            ],
        }


def write_input(folder: Path, count: int) -> None:
    """Write records as JSON lines, as CSV, and as front matter with side tables."""
    for name in ("_figures", "_data"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    found = list(records(count))
    columns = list(dict.fromkeys(column for *_, column in (*FIGURES, *PAPERS)))
    genes = [[r["figid"], *gene.values()] for r in found for gene in r["genes"]]
    keywords = [[r["figid"], keyword] for r in found for keyword in r["keywords"]]
    _write_table(folder / "figures.csv", columns, ([r[c] for c in columns] for r in found))
    _write_table(folder / "genes.csv", ["figid", "n", "symbol", "entrez"], genes)
    _write_table(folder / "keywords.csv", ["figid", "keyword"], keywords)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in found)
    for record in found:
        front = {key: value for key, value in record.items() if key != "genes"}
        content = yaml.dump(front, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        place = folder / "_figures" / f"{record['figid']}.md"
        place.write_text(f"---\n{content}---\n", encoding="utf-8")
        rows = ("\t".join(gene.values()) for gene in record["genes"])
        table = folder / "_data" / f"{record['figid']}-genes.tsv"
        table.write_text("\n".join(["n\tword\tentrez", *rows, ""]), encoding="utf-8")


def _write_table(path: Path, columns: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)


# As tables of mmrdf.


def _constructor(kind: str) -> Callable[[str], NamedNode | str]:
    def english(value: str) -> str:
        return f"{text(value)}@en"

    def typed(value: str) -> str:
        return f"{text(value)}^^<{XSD}{kind}>"

    def iri(value: str) -> NamedNode:
        return NamedNode(begin + value)

    begin = "" if kind == "iri" else kind
    return {"text": text, "en": english, "decimal": typed, "gYear": typed}.get(kind, iri)


def _table(name: str, classes: Iterable[str], rows: Rows, licence: str | None = None) -> Mapper:
    """A class of records and its table."""
    columns = dict.fromkeys(column for *_, column in rows)
    kinds = [(it, tuple[str, ...] if it == "keyword" else str) for it in columns]
    constants = ((NamedNode(f"{SCHEMA}license"), NamedNode(licence)),) if licence else ()
    return Mapper(
        record=make_dataclass(name, kinds, frozen=True, slots=True),
        types=tuple(map(NamedNode, classes)),
        rules=tuple(Rule(column, NamedNode(p), _constructor(kind)) for p, kind, column in rows),
        constants=constants,
    )


CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_FIGURE = _table("Figure", FIGURE_CLASSES, (*FIGURES, *KEYWORDS), CC0)
_PAPER = _table("Paper", PAPER_CLASSES, PAPERS)
_GENE = _table("Gene", GENE_CLASSES, GENES)


def nodes(record: dict[str, Any]) -> Iterator[Node]:
    """Yield the nodes of a record."""
    figid = record["figid"]
    values = [record[column] for *_, column in FIGURES]
    yield _node(_FIGURE, FIGURE + figid, *values, tuple(record["keywords"]))
    values = [record[column] for *_, column in PAPERS]
    yield _node(_PAPER, PAPER + record["pmcid"], *values)
    for gene in record["genes"]:
        subject = f"{FIGURE}{figid}#gene-{gene['n']}"
        yield _node(_GENE, subject, gene["symbol"], gene["entrez"], figid)


def _node(table: Mapper, subject: str, *values: Any) -> Node:
    node, _ = table.made(table.record(*values), str(NamedNode(subject)))
    return node


# Each table once more: CSV, the parts of the subject ("?" begins a column), classes, properties.
_MAPS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], Rows, str | None], ...] = (
    ("figures", (FIGURE, "?figid"), FIGURE_CLASSES, FIGURES, CC0),
    ("figures", (PAPER, "?pmcid"), PAPER_CLASSES, PAPERS, None),
    ("genes", (FIGURE, "?figid", "#gene-", "?n"), GENE_CLASSES, GENES, None),
    ("keywords", (FIGURE, "?figid"), (), KEYWORDS, None),
)


# As RML.

_KINDS = {
    "text": "",
    "en": ' ; rr:language "en"',
    "iri": " ; rr:termType rr:IRI",
    "decimal": f" ; rr:datatype <{XSD}decimal>",
    "gYear": f" ; rr:datatype <{XSD}gYear>",
}


def rml(folder: Path) -> str:
    """The mapping in RML, from the CSV of a folder."""
    prefixes = (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n"
    )
    return prefixes + "".join(
        _triples_map(number, folder / f"{table}.csv", _template(subject), classes, rows, licence)
        for number, (table, subject, classes, rows, licence) in enumerate(_MAPS)
    )


def _template(parts: Iterable[str]) -> str:
    return "".join(f"{{{part[1:]}}}" if part[0] == "?" else part for part in parts)


def _triples_map(  # noqa: PLR0913, PLR0917
    number: int,
    source: Path,
    subject: str,
    classes: Iterable[str],
    rows: Rows,
    licence: str | None,
) -> str:
    types = "".join(f" ; rr:class <{kind}>" for kind in classes)
    parts = [
        f'rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation ql:CSV ]',
        f'rr:subjectMap [ rr:template "{subject}"{types} ]',
    ]
    objects = [(p, _object(kind, column)) for p, kind, column in rows]
    if licence:
        objects.append((f"{SCHEMA}license", f"rr:constant <{licence}>"))
    parts += [
        f"rr:predicateObjectMap [ rr:predicate <{p}> ; rr:objectMap [ {term} ] ]"
        for p, term in objects
    ]
    return f"<urn:map:{number}> a rr:TriplesMap ;\n " + " ;\n ".join(parts) + " .\n"


def _object(kind: str, column: str) -> str:
    if kind in _KINDS:
        return f'rml:reference "{column}"{_KINDS[kind]}'
    return f'rr:template "{kind}{{{column}}}" ; rr:termType rr:IRI'


# As OTTR, for maplib.


def ottr() -> dict[str, Any]:
    """The mapping as OTTR templates, and what each takes from the columns of its table."""
    templates, tables = [], []
    for number, (table, subject, classes, rows, licence) in enumerate(_MAPS):
        # The last part of a term is a column, without a sign.
        parts = [*subject[:-1], subject[-1][1:]]
        columns: list[tuple[str, str, list[str]]] = [("s", "iri", parts)]
        said = [f"ottr:Triple(?s, <{_TYPE}>, <{kind}>)" for kind in classes]
        if licence:
            said.append(f"ottr:Triple(?s, <{SCHEMA}license>, <{licence}>)")
        for at, (predicate, kind, column) in enumerate(rows):
            literal = kind in _KINDS and kind != "iri"
            begin = [] if kind in _KINDS else [kind]
            columns.append((f"v{at}", kind if literal else "iri", [*begin, column]))
            said.append(f"ottr:Triple(?s, <{predicate}>, ?v{at})")
        variables = ", ".join(
            f"{_OTTR_TYPES.get(kind, f'xsd:{kind}')} ?{v}" for v, kind, _ in columns
        )
        templates.append(f"t:T{number} [ {variables} ] :: {{ {', '.join(said)} }} .\n")
        tables.append((f"urn:t:T{number}", table, columns))
    return {"templates": _OTTR + "".join(templates), "tables": tables}


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OTTR_TYPES = {"iri": "ottr:IRI", "text": "xsd:string", "en": "rdf:langString"}
_OTTR = (
    "@prefix ottr: <http://ns.ottr.xyz/0.4/> .\n@prefix t: <urn:t:> .\n"
    f"@prefix xsd: <{XSD}> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
)
