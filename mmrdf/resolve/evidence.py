"""The evidence model: weights of features, and how often such cases were found to be right.

A model is one table of tab-separated text, so that a biologist can read and change it. A row is
either the *weight* of a feature of a score, or the *confidence* of a rule: the share of right ones
among the cases that the rule, with a score in this band, has decided on judged data.

==========  ====================================================================================
column      what
==========  ====================================================================================
model       whose row it is: ``gene``, ``text``, ``species``, ``level`` ...
kind        ``weight`` or ``confidence``
name        a feature, or the reason of a rule; ``reason:kind`` for one kind of thing alone
from        the lowest score of the band, between 0 and 1; empty for a weight
value       the weight in logits, or the confidence between 0 and 1
cases       the number of judged cases behind it
basis       the data they are of
==========  ====================================================================================

The scripts in ``benchmarks/`` learn the weights and measure the confidences.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import exp, fsum
from pathlib import Path
from sys import intern
from typing import NamedTuple

from mmrdf.errors import EvidenceModelError
from mmrdf.records import Status

#: The columns of a model's table, in their order.
COLUMNS = ("model", "kind", "name", "from", "value", "cases", "basis")

#: The model that comes with mmrdf.
SHIPPED = Path(__file__).with_name("evidence.tsv")

#: What is said of no rule is more than this; only a person's decision is certain.
HIGHEST = 0.99

#: The feature that all cases have.
BIAS = "bias"

# No weight is larger, above or below zero.
_HEAVIEST = 1e6


class Band(NamedTuple):
    """A row of a rule: its confidence from a score on, and what that was measured on.

    Args:
        lower: the lowest score of the band.
        confidence: the share of right ones, in two decimals.
        cases: the number of judged cases behind it.
        basis: the data they are of.
    """

    lower: float
    confidence: float
    cases: int = 0
    basis: str = ""


class EvidenceModel:
    """Weights and confidences, by model and name.

    Args:
        weights: of each model, the weight of each feature in logits.
        bands: of each model and reason, its rows, sorted by their lowest scores. A row may be given
            as a plain tuple.
        name: of the file that it was read from.

    >>> weights = {"gene": {"bias": 0.0, "symbol": 2.0}}
    >>> model = EvidenceModel(weights, {("gene", "symbol"): [(0.0, 0.9)]})
    >>> round(model.score("gene", ["symbol", "unheard"]), 2)
    0.88
    >>> model.confidence("gene", "symbol", 0.88)
    0.9
    """

    def __init__(
        self,
        weights: Mapping[str, Mapping[str, float]],
        bands: Mapping[tuple[str, str], Sequence[Band | tuple[float, float]]],
        name: str = "the evidence model",
    ) -> None:
        self.name = name
        self.weights = weights
        self.bands = {of: [Band(*row) for row in rows] for of, rows in bands.items()}

    def score(self, model: str, features: Iterable[str]) -> float:
        """The score of a case between 0 and 1; features without a weight count nothing."""
        weights = self.weights.get(model, {})
        found = [weights[name] for name in features if name in weights]
        found.append(weights.get(BIAS, 0.0))
        total = fsum(found)  # the same in whatever order
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def confidence(self, model: str, reason: str, score: float = 1.0, kind: str = "") -> float:
        """The measured share of right ones among such cases, two decimals.

        Args:
            model: whose rule it is.
            reason: the rule.
            score: the case's score.
            kind: the kind of thing, of which the model may know more than of the rule as a whole.

        Raises:
            EvidenceModelError: if the model has no row for the rule.
        """
        bands = self.rows(model, reason, kind)
        if not bands:
            raise EvidenceModelError(f"no confidence for {model}: {reason}")
        if len(bands) == 1:
            return bands[0].confidence
        place = bisect_right(bands, (score, 2.0)) - 1
        return bands[max(0, place)].confidence

    def rows(self, model: str, reason: str, kind: str = "") -> list[Band]:
        """The rows of a rule, those for one kind of thing if there are any; none if unknown.

        >>> bands = {("text", "symbol"): [(0.0, 0.97, 312, "BioRED")]}
        >>> EvidenceModel({}, bands).rows("text", "symbol", "gene")
        [Band(lower=0.0, confidence=0.97, cases=312, basis='BioRED')]
        """
        own = self.bands.get((model, f"{reason}:{kind}")) if kind else None
        return own or self.bands.get((model, reason)) or []

    @cached_property
    def missing(self) -> tuple[str, str] | None:
        """The first model and reason of the shipped table of which this has no row."""
        needed = ((model, reason.partition(":")[0]) for model, reason in opened().bands)
        return next((of for of in needed if of not in self.bands), None)


def read(path: Path) -> EvidenceModel:
    """Read a model's table.

    Raises:
        EvidenceModelError: with the line, if it is no such table.
    """
    weights: dict[str, dict[str, float]] = {}
    bands: dict[tuple[str, str], list[Band]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            if tuple(next(rows, ())) != COLUMNS:
                reason = f"the first line must name the columns {', '.join(COLUMNS)}"
                raise EvidenceModelError(f"{path}:1: {reason}")
            for number, row in enumerate(rows, 2):
                try:
                    _add(row, weights, bands)
                except ValueError as error:
                    raise EvidenceModelError(f"{path}:{number}: {error}") from error
    except OSError as error:
        raise EvidenceModelError(f"{path}: {error.strerror}") from error
    except (UnicodeError, csv.Error) as error:
        raise EvidenceModelError(f"{path}: {error}") from error
    for found in bands.values():
        found.sort()
    return EvidenceModel(weights, bands, str(path))


def _add(
    row: list[str],
    weights: dict[str, dict[str, float]],
    bands: dict[tuple[str, str], list[Band]],
) -> None:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} columns, not {len(COLUMNS)}")
    model, kind, name, lowest, value, cases, basis = row
    number = float(value)
    if kind == "weight":
        if not abs(number) <= _HEAVIEST:  # nor is it a NaN
            raise ValueError(f"{value} is no weight between {-_HEAVIEST:.0f} and {_HEAVIEST:.0f}")
        weights.setdefault(model, {})[name] = number
    elif kind == "confidence":
        lower = float(lowest or 0)
        if not 0 <= number <= 1:
            raise ValueError(f"{value} is no confidence between 0 and 1")
        if not 0 <= lower <= 1:
            raise ValueError(f"{lowest} is no lowest score between 0 and 1")
        confidence = round(min(number, HIGHEST), 2)
        band = Band(lower, confidence, int(cases or 0), intern(basis))
        bands.setdefault((model, name), []).append(band)
    else:
        raise ValueError(repr(kind))


def opened(path: Path | None = None) -> EvidenceModel:
    """A model, read once in each process while its file stays the same; the shipped one if None."""
    path = path or SHIPPED
    try:
        stamp = path.stat()
    except OSError as error:
        raise EvidenceModelError(f"{path}: {error.strerror}") from error
    return _opened(path, (stamp.st_ino, stamp.st_size, stamp.st_mtime_ns))


@lru_cache(maxsize=4)
def _opened(path: Path, _stamp: tuple[int, int, int]) -> EvidenceModel:
    return read(path)


class Judge(NamedTuple):
    """A model, and the confidence from which on something is stated."""

    model: EvidenceModel
    threshold: float = 0.9

    def is_enough(self, confidence: float) -> bool:
        """Whether something with this confidence is stated."""
        return confidence >= self.threshold

    def decide(
        self, model: str, reason: str, score: float = 1.0, kind: str = ""
    ) -> tuple[Status, float]:
        """The status and the confidence of what a rule has decided; see ``confidence``."""
        confidence = self.model.confidence(model, reason, score, kind)
        return ("asserted" if self.is_enough(confidence) else "suggested"), confidence


def judge(model: EvidenceModel | None = None, threshold: float = 0.9) -> Judge:
    """What decides with a model, the shipped one if None, and a threshold.

    Raises:
        EvidenceModelError: if the threshold is not between 0 and 1, or the model has no row for a
            rule of which the shipped one has any.

    >>> judge(threshold=0.8).is_enough(0.85)
    True
    """
    if not 0 <= threshold <= 1:  # nor is it a NaN
        raise EvidenceModelError(f"the threshold must be between 0 and 1, not {threshold}")
    model = model or opened()
    if model.missing:
        name, reason = model.missing
        raise EvidenceModelError(f"{model.name}: no confidence for {name}: {reason}")
    return Judge(model, threshold)
