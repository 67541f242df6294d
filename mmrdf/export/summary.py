"""What an export did, for people and for machines."""

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mmrdf.errors import ReadError
from mmrdf.records import Notice, Reading
from mmrdf.validate import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an export did.

    Args:
        records: the number of records of each kind.
        triples: the number of distinct triples of each layer.
        files: the paths written; those of single records are the folder ``records``.
        skipped: what was left out, and why.
        left: files that hold no record and were not looked at, such as those of a PFOCR checkout
            beside its figures.
        notices: doubts about single fields.
        organisms: the organism that each figure is stated to be about, by the figure's IRI, with
            the grounds; None if none could be decided.
        statuses: how many candidates have which kind, status and reason.
        report: what validation found; None if it was not asked for.
    """

    inputs: int
    records: Counter[str]
    triples: dict[str, int]
    files: tuple[Path, ...]
    skipped: tuple[ReadError, ...]
    left: tuple[str, ...]
    notices: tuple[Notice, ...]
    organisms: dict[str, Reading | None]
    statuses: Counter[tuple[str, str, str]]
    report: Report | None

    def as_dict(self) -> dict[str, Any]:
        """The summary as values that JSON can hold."""
        return {
            "mmrdf": version("mmrdf"),
            "inputs": self.inputs,
            "records": dict(sorted(self.records.items())),
            "triples": self.triples,
            "files": [path.name for path in self.files],
            "skipped": [_fault(error) for error in self.skipped],
            "left": list(self.left),
            "organisms": {record: _reading(found) for record, found in self.organisms.items()},
            "candidates": {
                f"{kind}: {status}: {reason}": count
                for (kind, status, reason), count in sorted(self.statuses.items())
            },
            "notices": [_doubt(notice) for notice in self.notices],
            "validation": self.report.as_dict() if self.report else None,
        }


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


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    grounds = list(reading.grounds)
    return {"organism": reading.taxon.name, "reason": reading.reason, "grounds": grounds}
