"""What an export did, for people and for machines."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mmrdf.errors import ReadError
from mmrdf.export.convert import Options
from mmrdf.export.figures import Counts, Yield
from mmrdf.export.files import Written
from mmrdf.records import Notice, Release
from mmrdf.resolve import evidence
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
        papers_of_figures: the number of papers that the figures are taken from.
        papers_without_pmid: the number of those that have no PMID.
        gathered: what the figures have given: how many have an organism and genes, and how many;
            which organisms by which rule; the evidence has the rationale of each figure.
        not_in_input: the figures of the file of decisions of which there is no record.
        statuses: how many candidates have which kind, status, reason and confidence.
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
    papers_of_figures: int
    papers_without_pmid: int
    gathered: Yield
    not_in_input: tuple[str, ...]
    statuses: Counts
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
            "papers": {
                "of_figures": self.papers_of_figures,
                "without_pmid": self.papers_without_pmid,
            },
            "yield": self.gathered.numbers(),
            "organisms": _counted(self.gathered.organisms, "organism reason"),
            "gene_identifiers": _counted(self.gathered.gene_identifiers, "organism reason"),
            "candidates": _counted(self.statuses, "kind status reason"),
            "decisions_not_in_input": iter(self.not_in_input),
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
            "source-version": self.options.source_version,
            "id-map": self.options.id_map.name if self.options.id_map else None,
            "evidence-model": model.name if (model := self.options.evidence_model) else None,
            "threshold": self.options.threshold,
            "decisions": file.name if (file := self.options.decisions) else None,
            "release": _said(self.options.release),
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
            "evidence_model": _named(self.options.evidence_model or evidence.SHIPPED),
            "decisions": _named(self.options.decisions),
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


def _counted(counts: Counts, names: str) -> Iterator[dict[str, str | float | None]]:
    """Counts by several words and a confidence, which are called so, in the alphabet's order."""
    columns = (*names.split(), "confidence")
    for key, count in sorted(counts.items(), key=lambda item: [str(it or "") for it in item[0]]):
        yield {**dict(zip(columns, key, strict=True)), "count": count}


def _said(release: Release | None) -> dict[str, Any] | None:
    """What a publisher says of a release, as far as anything is said."""
    if release is None:
        return None
    said = {name: value for name, value in asdict(release).items() if value}
    return said | ({"date": release.date.start} if release.date else {})


def _named(path: Path | None) -> dict[str, str] | None:
    """A file that decides, by its name and its content."""
    if path is None:
        return None
    with path.open("rb") as stream:
        return {"name": path.name, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}
