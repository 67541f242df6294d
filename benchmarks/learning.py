"""What the scripts share that learn the evidence model: folds, bands, rows of its table."""

import csv
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from mmrdf.resolve.evidence import COLUMNS, HIGHEST

# Where the bands of scores may part, and the fewest cases of a band.
EDGES = (0.0, 0.5, 0.8, 0.95, 0.98, 0.99)
FEWEST = 15


class Row(NamedTuple):
    """A row of the table; ``lowest`` is None for a weight."""

    model: str
    kind: str
    name: str
    lowest: float | None
    value: float
    cases: int
    basis: str


def fold(figid: str, of: int, salt: str = "") -> int:
    """The number of the fold that a figure's paper is in, always the same."""
    paper = figid.partition("__")[0]
    return int(hashlib.sha1(f"{salt}{paper}".encode()).hexdigest(), 16) % of  # noqa: S324


def wilson(right: int, cases: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not cases:
        return 0.0, 1.0
    p, z = right / cases, 1.96
    middle = (p + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z * sqrt(p * (1 - p) / cases + z * z / (4 * cases * cases)) / (1 + z * z / cases)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(right: int, cases: int) -> float:
    """The share of right ones, shrunk a little towards one half (Jeffreys)."""
    return min((right + 0.5) / (cases + 1), HIGHEST)


def measured(model: str, reason: str, verdicts: Sequence[bool], basis: str) -> Row:
    """The row of a rule without a score."""
    return Row(
        model, "confidence", reason, 0.0, share(sum(verdicts), len(verdicts)), len(verdicts), basis
    )


def bands(
    scored: Iterable[tuple[float, bool]], fewest: int = FEWEST
) -> Iterator[tuple[float, float, int]]:
    """Cut scored cases into bands: the lowest score, the share of right ones, the cases of each.

    Bands with too few cases are joined with the one below, and a band in which fewer are right than
    in the one below as well, so that a higher score never means less.
    """
    found = sorted(scored)
    pieces = [
        (low, [right for value, right in found if low <= value < high])
        for low, high in zip(EDGES, (*EDGES[1:], 2.0), strict=True)
    ]
    joined: list[tuple[float, list[bool]]] = []
    for low, verdicts in pieces:
        joined.append((low, verdicts))
        while len(joined) > 1 and (
            len(joined[-1][1]) < fewest
            or len(joined[-2][1]) < fewest
            or _mean(joined[-1][1]) < _mean(joined[-2][1])
        ):
            (low_, below), (_, above) = joined[-2:]
            joined[-2:] = [(low_, below + above)]
    for low, verdicts in joined:
        yield low, share(sum(verdicts), len(verdicts)), len(verdicts)


def _mean(verdicts: Sequence[bool]) -> float:
    return sum(verdicts) / len(verdicts) if verdicts else 0.0


def replace_rows(path: Path, models: Collection[str], rows: Iterable[Row]) -> None:
    """Put rows into a table in the place of those of some models; the others stay as they are."""
    kept: list[list[str]] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(reader, None)
            kept = [row for row in reader if row[0] not in models]
    written = [
        [
            row.model,
            row.kind,
            row.name,
            "" if row.lowest is None else f"{row.lowest:g}",
            f"{row.value:.2f}",
            f"{row.cases}",
            row.basis,
        ]
        for row in rows
    ]
    lines = [
        "\t".join(row) for row in [list(COLUMNS), *sorted(kept + written, key=lambda row: row[0])]
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
