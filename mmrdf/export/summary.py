"""What an export did, for people and for machines."""

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mmrdf.errors import ReadError
from mmrdf.records import Notice
from mmrdf.validate import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an export did.

    Args:
        records: the number of records of each kind.
        triples: the number of distinct triples.
        files: the paths written; those of single records are the folder ``records``.
        skipped: what was left out, and why.
        notices: doubts about single fields, which were left out.
        report: what validation found; None if it was not asked for.
    """

    inputs: int
    records: Counter[str]
    triples: int
    files: tuple[Path, ...]
    skipped: tuple[ReadError, ...]
    notices: tuple[Notice, ...]
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
        "source": str(notice.source),
        "record": notice.record,
        "field": notice.field,
        "code": notice.code,
        "message": notice.message,
    }
