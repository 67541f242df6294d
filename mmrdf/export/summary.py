"""What an export did, for people and for machines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mmrdf.errors import ReadError
from mmrdf.export.convert import Options
from mmrdf.export.files import Written
from mmrdf.records import Notice
from mmrdf.resolve.lexicon import opened
from mmrdf.validate import Report, described


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an export did.

    Args:
        options: what was asked for.
        records: the number of records of each kind.
        triples: the number of distinct triples of each layer.
        files: the paths written; those of single records are the folder ``records``.
        skipped: what was left out, and why.
        left: files that hold no record and were not looked at, such as those of a PFOCR checkout
            beside its figures.
        superseded: the number of PubMed records of which a later state was used.
        deleted: the PMIDs that PubMed says are deleted; nothing is exported for them.
        notices: doubts about single fields.
        organisms: how many figures are stated to be about which organism, or none, by which rule;
            the evidence has the grounds of each figure.
        statuses: how many candidates have which kind, status and reason.
        report: what validation found; None if it was not asked for.
    """

    inputs: int
    options: Options
    records: Counter[str]
    triples: dict[str, int]
    files: tuple[Path, ...]
    skipped: tuple[ReadError, ...]
    left: tuple[str, ...]
    superseded: int
    deleted: tuple[str, ...]
    notices: tuple[Notice, ...]
    organisms: Counter[tuple[str, ...]]
    statuses: Counter[tuple[str, ...]]
    report: Report | None

    def write(self, path: Path) -> None:
        """Write the report for machines."""
        report = self.report
        content = {
            "mmrdf": version("mmrdf"),
            "inputs": self.inputs,
            "options": self._options(),
            "records": dict(sorted(self.records.items())),
            "triples": self.triples,
            "files": [path.name for path in self.files],
            "skipped": map(_fault, self.skipped),
            "left": iter(self.left),
            "superseded": self.superseded,
            "deleted": iter(self.deleted),
            "organisms": _counted(self.organisms),
            "candidates": _counted(self.statuses),
            "notices": map(_doubt, self.notices),
            "validation": {
                "counts": report.by_severity(),
                "results": map(described, report.results),
            }
            if report
            else None,
        }
        _write(content, path)

    def _options(self) -> dict[str, Any]:
        return {
            "formats": self.options.formats,
            "layers": self.options.layers,
            "assert": self.options.policy,
            "id-map": self.options.id_map.name if self.options.id_map else None,
            "date": self.options.date.start if self.options.date else None,
            "base": self.options.base,
        }

    def write_manifest(
        self, path: Path, inputs: Iterable[Sequence[str | int]], files: Iterable[Written]
    ) -> None:
        """Write what was made of what: sizes in bytes and SHA-256 of all files, but for itself."""
        columns = ("name", "bytes", "sha256")
        content = {
            "mmrdf": version("mmrdf"),
            "options": self._options(),
            "lexicon": (
                {"name": source.name, "date": source.date, "sha256": source.sha256}
                for source in opened(self.options.lexicon).sources
            ),
            "records": dict(sorted(self.records.items())),
            "triples": self.triples,
            "inputs": (dict(zip(columns, row, strict=True)) for row in inputs),
            "files": map(asdict, sorted(files, key=lambda file: file.name)),
        }
        _write(content, path)


def _write(content: dict[str, Any], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(_by_line(content))
        stream.write("\n")


def _by_line(content: dict[str, Any], indent: str = "") -> Iterator[str]:
    """JSON with a line for each item of what is an iterator, of which any number is written."""
    opening = "{\n"
    for name, value in content.items():
        yield f"{opening}{indent}  {json.dumps(name)}: "
        opening = ",\n"
        if isinstance(value, Iterator):
            yield from _items(value, f"{indent}  ")
        elif isinstance(value, dict) and any(isinstance(it, Iterator) for it in value.values()):
            yield from _by_line(value, f"{indent}  ")
        else:
            yield json.dumps(value, ensure_ascii=False)
    yield f"\n{indent}}}"


def _items(items: Iterator[Any], indent: str) -> Iterator[str]:
    opening = "["
    for item in items:
        yield f"{opening}\n{indent}  {json.dumps(item, ensure_ascii=False)}"
        opening = ","
    yield "[]" if opening == "[" else f"\n{indent}]"


def _fault(error: ReadError) -> dict[str, str | None]:
    return {
        "source": str(error.source),
        "record": error.record,
        "field": error.field,
        "reason": error.reason,
        "remedy": error.remedy,
    }


def _doubt(notice: Notice) -> dict[str, str]:
    return {
        "severity": notice.severity,
        "source": str(notice.source),
        "record": notice.record,
        "field": notice.field,
        "code": notice.code,
        "message": notice.message,
    }


def _counted(counts: Counter[Any]) -> dict[str, int]:
    """Counts by several words as counts by one text."""
    return {": ".join(key): count for key, count in sorted(counts.items())}
