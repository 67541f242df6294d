"""What the scripts share that learn the evidence model: data, folds, weights, bands, the table.

A case is something that a rule has decided, with the features that speak for and against it, and
whether people found it right. Weights are those of a logistic regression. A confidence is the share
of right ones among the cases of a band of scores, where each case has the score that a model gives
it which was learned without its paper.
"""

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from mmrdf.resolve.evidence import BIAS, COLUMNS, HIGHEST, EvidenceModel

Row = tuple[str, str, str, str, str, str, str]


class Case(NamedTuple):
    """Something that a rule has decided.

    Args:
        reason: the rule, or rule and kind.
        features: what speaks for and against it; empty if the rule gives no score.
        group: the paper, by its PMCID or PMID: its cases are never learned from and tested at once.
        is_right: what people found.
    """

    reason: str
    features: tuple[str, ...]
    group: str
    is_right: bool


class Band(NamedTuple):
    """A range of scores, with the share of right ones among its cases."""

    lowest: float
    share: float
    cases: int


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table by column."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def paper(figid: str) -> str:
    """The paper of a figure.

    >>> paper("PMC10484658__JIR2023-7625817.001")
    'PMC10484658'
    """
    return figid.partition("__")[0]


def fold_of(group: str, folds: int) -> int:
    """The fold of a paper, the same in all scripts."""
    return crc32(group.encode()) % folds


def weights(
    cases: Sequence[Case], strength: float = 1.0, *, least: int = 2, penalty: str = "l2"
) -> dict[str, float]:
    """The weight of each feature in logits.

    Args:
        cases: what to learn from.
        strength: the inverse of the regularization's strength.
        least: the number of cases that a feature must have.
        penalty: ``l2``, or ``l1``, which leaves features out.
    """
    # what only measures needs neither
    import numpy as np  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    counts: dict[str, int] = {}
    for case in cases:
        for feature in case.features:
            counts[feature] = counts.get(feature, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= least)
    model = LogisticRegression(
        C=strength,
        l1_ratio=float(penalty == "l1"),
        solver="liblinear" if penalty == "l1" else "lbfgs",
        max_iter=5000,
        random_state=1,  # liblinear shuffles
    )
    table = [[float(name in set(case.features)) for name in names] for case in cases]
    model.fit(np.array(table), np.array([case.is_right for case in cases]))
    found = {BIAS: round(float(model.intercept_[0]), 2)}
    for name, value in zip(names, model.coef_[0], strict=True):
        if round(float(value), 2):
            found[name] = round(float(value), 2)
    return found


def scores(
    cases: Sequence[Case], learn: Callable[[Sequence[Case]], dict[str, float]], folds: int = 10
) -> list[float]:
    """The score of each case by a model that was learned without its paper."""
    found = [0.0] * len(cases)
    for fold in range(folds):
        rest = [case for case in cases if fold_of(case.group, folds) != fold]
        model = EvidenceModel({"": learn(rest)}, {})
        for number, case in enumerate(cases):
            if fold_of(case.group, folds) == fold:
                found[number] = model.score("", case.features)
    return found


# Where bands begin, if they have cases enough.
EDGES = (0.2, 0.4, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.985)


def bands(
    scored: Sequence[tuple[float, bool]], least: int = 12, edges: Sequence[float] = EDGES
) -> list[Band]:
    """Cut scores into bands of so many cases at least, of which each is right more often.

    The share of a band is drawn to its mean score.
    """
    blocks: list[list[tuple[float, bool]]] = []
    for block in _pieces(sorted(scored), least, edges):
        blocks.append(block)
        while len(blocks) > 1 and _mean(blocks[-2]) >= _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    found: list[Band] = []
    for block in blocks:
        right = sum(is_right for _, is_right in block)
        said = sum(score for score, _ in block) / len(block)
        lowest = block[0][0] if found else 0.0
        found.append(Band(lowest, shrunk(right, len(block), said, _SAID), len(block)))
    return found


# How many cases the scores themselves are worth.
_SAID = 5


def _pieces(
    scored: Sequence[tuple[float, bool]], least: int, edges: Sequence[float]
) -> Iterator[list[tuple[float, bool]]]:
    """Yield sorted cases in pieces that begin at edges and have so many cases."""
    piece: list[tuple[float, bool]] = []
    for edge in (*edges, 1.1):
        inside = [case for case in scored if case[0] < edge]
        scored = scored[len(inside) :]
        piece += inside
        if (len(piece) >= least and len(scored) >= least) or (edge > 1 and piece):
            yield piece
            piece = []


def _mean(block: Sequence[tuple[float, bool]]) -> float:
    return sum(is_right for _, is_right in block) / len(block)


def shrunk(right: int, cases: int, prior: float, weight: float) -> float:
    """A share that is drawn to what is expected, as if that had been seen in ``weight`` cases."""
    return min(HIGHEST, (right + weight * prior) / (cases + weight))


def wilson(right: int, cases: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(end, 3) for end in wilson(190, 200)]
    [0.910, 0.973]
    """
    if not cases:
        return 0.0, 1.0
    z, share = 1.96, right / cases
    middle, spread = (
        share + z * z / (2 * cases),
        z * math.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)),
    )
    return (middle - spread) / (1 + z * z / cases), (middle + spread) / (1 + z * z / cases)


def share(right: int, cases: int) -> str:
    """A share with its counts and interval, to be printed."""
    if not cases:
        return "- (0)"
    low, high = wilson(right, cases)
    return f"{right / cases:.3f} ({right}/{cases}; {low:.3f}-{high:.3f})"


def weight_rows(
    model: str, learned: dict[str, float], cases: Sequence[Case], basis: str
) -> list[Row]:
    """The rows of the weights of a model, the highest first."""
    counts = {BIAS: len(cases)}
    for case in cases:
        for feature in case.features:
            counts[feature] = counts.get(feature, 0) + 1
    order = sorted(learned, key=lambda name: (name != BIAS, -learned[name], name))
    return [
        (model, "weight", name, "", f"{learned[name]:.2f}", str(counts[name]), basis)
        for name in order
    ]


def confidence_row(model: str, reason: str, band: Band, basis: str) -> Row:
    """The row of the confidence of a rule, in a band of scores."""
    value = min(HIGHEST, max(0.01, band.share))
    lowest = f"{band.lowest:.3f}" if band.lowest else ""
    return (model, "confidence", reason, lowest, f"{value:.2f}", str(band.cases), basis)


def rule_rows(  # noqa: PLR0913 (all but five are keywords)
    model: str,
    cases: Sequence[Case],
    scored: Sequence[float],
    reasons: Iterable[str],
    basis: str,
    *,
    edges: Sequence[float] = EDGES,
) -> list[Row]:
    """The rows of the confidences of rules that give scores.

    All rules of a model share the bands. In each the share of a rule is drawn to that of all; if
    the rule has no case there, it is that of all, and the basis says so.

    Args:
        model: whose rules they are.
        cases: what the rules have decided, each with features.
        scored: the score of each case, by a model that does not know its paper.
        reasons: the rules, also those without a case.
        basis: the data.
        edges: where bands may begin.
    """
    judged = [(score, case.is_right) for score, case in zip(scored, cases, strict=True)]
    pooled = bands(judged, edges=edges)
    ends = [*(band.lowest for band in pooled[1:]), math.inf]
    rows = []
    for reason in reasons:
        for band, end in zip(pooled, ends, strict=True):
            inside = [
                case.is_right
                for score, case in zip(scored, cases, strict=True)
                if case.reason == reason and band.lowest <= score < end
            ]
            value = shrunk(sum(inside), len(inside), band.share, _WEIGHT)
            found = Band(band.lowest, value, len(inside))
            data = basis if inside else f"{basis}; pooled"
            rows.append(confidence_row(model, reason, found, data))
    return rows


# How many cases the expectation is worth: of a band of scores, and of a rule that doubts, which is
# expected to be right in one case of ten.
_WEIGHT, _DOUBT = 25, 5
# How often another organism is right than the one by whose identifiers genes are named.
_ELSEWHERE = 0.02


def plain_row(model: str, reason: str, verdicts: Sequence[bool], basis: str) -> Row:
    """The row of a rule that gives no score, its share drawn a little to one half (Jeffreys)."""
    value = shrunk(sum(verdicts), len(verdicts), 0.5, 1)
    return confidence_row(model, reason, Band(0, value, len(verdicts)), basis)


def doubt_rows(model: str, cases: Sequence[Case], reasons: Iterable[str], basis: str) -> list[Row]:
    """The rows of the confidences of rules that doubt, and give no score."""
    rows = []
    for reason in reasons:
        if reason == "gene-of-another-organism":  # right only if the organism is wrong
            rows.append(confidence_row(model, reason, Band(0, _ELSEWHERE, 0), "by definition"))
            continue
        judged = [case.is_right for case in cases if case.reason == reason]
        value = shrunk(sum(judged), len(judged), 0.1, _DOUBT)
        rows.append(confidence_row(model, reason, Band(0, value, len(judged)), basis))
    return rows


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows of some models into a table, and leave those of the others as they are."""
    new = list(rows)
    models = {row[0] for row in new}
    old: list[Row] = []
    if path.exists():
        old = [tuple(r[c] or "" for c in COLUMNS) for r in read(path) if r["model"] not in models]  # type: ignore[misc]
    lines = ["\t".join(row) for row in (COLUMNS, *sorted(old + new, key=lambda row: row[0]))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# The fewest cases of a bin that can be told to be near or off, and how far off is near.
_BIN, _NEAR = 30, 0.07


def print_calibration(judged: Iterable[tuple[float, bool]], width: float = 0.1) -> None:
    """Print stated against observed shares, by bins of the stated confidence.

    A bin of 30 cases or more is within bounds if the shares differ by 0.07 at most, or the stated
    one is in the 95 % interval of the other.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in judged:
        bins.setdefault(min(int(confidence / width + 1e-9), int(1 / width) - 1), []).append(
            (confidence, is_right)
        )
    verdicts = []
    print("stated  observed                              cases")
    for _, found in sorted(bins.items()):
        stated = sum(confidence for confidence, _ in found) / len(found)
        right = sum(is_right for _, is_right in found)
        low, high = wilson(right, len(found))
        is_near = abs(stated - right / len(found)) <= _NEAR or low <= stated <= high
        verdict = "" if len(found) < _BIN else "ok" if is_near else "OFF"
        verdicts.append(verdict)
        print(f"{stated:.3f}   {share(right, len(found)):38}{verdict}")
    full, near = len(verdicts) - verdicts.count(""), verdicts.count("ok")
    print(f"bins of {_BIN} cases or more: {full}, within bounds: {near}")
