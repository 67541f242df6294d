"""The mapping of ``mapping.py`` by maplib: a folder of CSV and a plan in, N-Triples out.

    python benchmarks/maplib_peer.py FOLDER OUT

It runs in an environment of its own, with maplib and polars alone; ``peers.py`` calls it.
"""

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
from maplib import Model, RDFType, SolutionMappings

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def main(folder: Path, out: Path) -> None:
    """Map each table of the plan by its template."""
    plan = json.loads((folder / "maplib.json").read_text(encoding="utf-8"))
    model = Model()
    model.add_template(plan["templates"])
    for name, table, columns in plan["tables"]:
        frame = pl.read_csv(folder / f"{table}.csv", infer_schema=False)
        # A variable is made of constants and columns, in turn.
        made = frame.select(_term(parts, kind).alias(variable) for variable, kind, parts in columns)
        types = {variable: _type(kind) for variable, kind, _ in columns}
        model.map(name, SolutionMappings(made, types))
    model.write(str(out), format="ntriples")


def _term(parts: list[str], kind: str) -> Any:
    *constants, column = parts
    value = pl.concat_str([_part(part) for part in constants] + [pl.col(column)])
    if kind == "decimal":
        return value.cast(pl.Decimal(38, 12))
    if kind == "en":
        language = pl.lit("en").alias("l")
        return pl.struct(value.alias(f"<{RDF}langString>"), language)
    return value


def _part(part: str) -> Any:
    return pl.col(part[1:]) if part.startswith("?") else pl.lit(part)


def _type(kind: str) -> Any:
    if kind == "iri":
        return RDFType.IRI
    named = {"text": f"{XSD}string", "en": f"{RDF}langString"}
    return RDFType.Literal(named.get(kind, XSD + kind))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
