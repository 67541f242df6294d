"""How many judged names does the resolver get right?

    python benchmarks/grounding.py SAMPLE.tsv INPUT...

SAMPLE.tsv has a row for each judged name: record, field, surface, start and end in a text, the
identifiers that are right, and whether it is to be stated. Precision is the share of the stated
ones that are right; recall the share of those to be stated that are.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from mmrdf.readers import read
from mmrdf.records import Candidate, Figure, Record, Span
from mmrdf.resolve import resolve


def stated(row: Mapping[str, str], record: Record) -> set[str]:
    """The identifiers that are stated for a judged name, as CURIEs in small letters."""
    found = set()
    for candidate in _candidates(row, record):
        if candidate.status == "asserted" and candidate.entity:
            entity = candidate.entity
            found |= {x.curie.lower() for x in (entity.xref, *entity.same, *entity.others)}
    return found


def _candidates(row: Mapping[str, str], record: Record) -> Iterator[Candidate]:
    if row["field"] in {"keyword", "subject"}:
        words = record.mentions if isinstance(record, Figure) else ()
        for mention in words:
            if mention.word.text == row["surface"]:
                yield from mention.candidates
        return
    place = range(int(row["start"]), int(row["end"]))
    for named in record.text_mentions:
        if named.phrase.passage.part == row["field"] and _is_at(named.phrase.spans, place):
            yield from named.candidates


def _is_at(spans: tuple[Span, ...], place: range) -> bool:
    """Whether one of the spans is in a place; a composite has its parts there."""
    return any(place.start <= span.start and span.end <= place.stop for span in spans)


def judged(row: Mapping[str, str], record: Record) -> tuple[bool, bool]:
    """Whether something is stated for a name, and whether all that is to be stated is."""
    gold = {row["gold_curie"], *row["also_accept"].split("|")}
    found = stated(row, record)
    right = all(
        found
        & ({part.lower()} | ({g.lower() for g in gold} if "|" not in row["gold_curie"] else set()))
        for part in row["gold_curie"].split("|")
    )
    return bool(found), right


def main(sample: Path, inputs: list[str]) -> None:
    """Print each judged name, and the two rates."""
    records: dict[str, Record] = {}
    for folder in map(Path, inputs):
        for path in sorted(folder.rglob("*") if folder.is_dir() else [folder]):
            if path.is_file():
                for record in map(resolve, read(path, refuse=lambda _: None)):
                    name = record.figid if isinstance(record, Figure) else record.identity.curie
                    records.setdefault(name, record)
    said = right = wanted = got = 0
    with sample.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            is_stated, is_right = judged(row, records[row["record"]])
            to_state = row["expected_status"] == "assert"
            said, right = said + is_stated, right + (is_stated and is_right and to_state)
            wanted, got = wanted + to_state, got + (to_state and is_right)
            verdict = "ok" if is_stated == to_state and (is_right or not to_state) else "WRONG"
            print(row["id"], row["surface"], row["expected_status"], verdict, sep="\t")
    print(f"precision {right / said:.3f} ({right} of {said}), recall {got / wanted:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
