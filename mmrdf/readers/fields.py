"""The fields of a PFOCR record: clean values out of front matter, and the doubts they raise."""

from typing import Literal

from mmrdf import identifiers
from mmrdf.readers.frontmatter import Value
from mmrdf.readers.text import clean
from mmrdf.records import Notice, Source

#: What PFOCR writes where it has no value. A gene ``na`` is a value, ``NA`` is not.
MISSING = frozenset({".na.character", "NA", "NULL", "NaN", "null", "~"})

#: Fields that say nothing of the figure: constants, ranks, and what other fields say already.
REDUNDANT = frozenset({"seo", "pmc_ranked_result_index", "redirect_from"})


class Fields:
    """The fields of one front matter, cleaned one by one, with the doubts they raise."""

    def __init__(self, values: dict[str, Value], places: dict[str, int], source: Source) -> None:
        self.values = values
        self.places = places
        self.source = source
        self.record = "?"
        self.notices: list[Notice] = []
        self.seen: set[str] = set(REDUNDANT)

    def text(self, field: str) -> str | None:
        """The clean text of a field, None if it is absent or marked as missing."""
        self.seen.add(field)
        value = self.values.get(field, "")
        if isinstance(value, str):
            return present(value)
        self.doubt(field, "not-text", "a list or mapping where one text belongs; not used")
        return None

    def texts(self, field: str) -> tuple[str, ...]:
        """The distinct clean texts of a field that is a list, or one text."""
        self.seen.add(field)
        return self.listed(field, self.values.get(field, ""))

    def listed(self, field: str, value: Value) -> tuple[str, ...]:
        """The distinct clean texts of a list; a text alone is a list of one (R writes it so)."""
        items = value if isinstance(value, list) else [value]
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) < len(items):
            self.doubt(field, "not-text", "an entry that is no text; not used")
        return tuple(dict.fromkeys(filter(None, map(present, texts))))

    def mapping(self, field: str) -> dict[str, Value]:
        """The mapping of a field, empty if it is absent or something else."""
        self.seen.add(field)
        value = self.values.get(field, "")
        if isinstance(value, dict):
            return value
        if value:
            self.doubt(field, "not-a-mapping", "a text or list where a mapping belongs; not used")
        return {}

    def entries(self, field: str) -> list[dict[str, Value]]:
        """The mappings in a field that is a list of them, empty if it is absent or missing."""
        self.seen.add(field)
        value = self.values.get(field, "")
        items = value if isinstance(value, list) else [value]
        entries = [item for item in items if isinstance(item, dict)]
        odd = [
            i
            for i in items
            if not isinstance(i, dict) and not (isinstance(i, str) and not present(i))
        ]
        if odd:
            self.doubt(field, "not-a-mapping", "an entry that is no mention; not used")
        return entries

    def identifier(self, field: str, prefix: str) -> str | None:
        """The normal form of an identifier; one of the wrong form is a doubt, not a value."""
        text = self.text(field)
        found = identifiers.normal(prefix, text) if text else None
        if text and not found:
            self.doubt(field, f"not-{prefix}", f"{text!r} has not the form of {prefix}; not used")
        return found

    def doubt(
        self,
        field: str,
        code: str,
        message: str,
        *,
        at: Source | None = None,
        severity: Literal["Warning", "Info"] = "Warning",
    ) -> None:
        """Note a doubt about a field, or about a column of a table that is elsewhere."""
        here = Source(file=self.source.file, line=self.places.get(field, self.source.line))
        self.notices.append(
            Notice(
                source=at or here,
                record=self.record,
                field=field,
                code=code,
                message=message,
                severity=severity,
            )
        )

    def doubts(self) -> tuple[Notice, ...]:
        """All doubts, each once, those about what holds something and was not asked for too."""
        for field, value in self.values.items():
            if field not in self.seen and (present(value) if isinstance(value, str) else value):
                self.doubt(field, "unread", "this field is not read")
        return tuple(dict.fromkeys(self.notices))


def present(text: str) -> str | None:
    """The clean text, None if it is empty or a marker for a missing value."""
    found = clean(text) if text else None
    return None if found in MISSING else found
