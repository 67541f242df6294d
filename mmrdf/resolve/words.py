"""A text cut into words, so that names can be looked for in it."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from mmrdf.resolve.lexicon import HEAD, key

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name.
_GAP = re.compile(r"[-\u2010-\u2015\u2212/'\u2019]|\s{1,3}")
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
# The words of the longest name that is looked for; the letters of the longest piece of a compound.
_LONGEST, _PIECE = 10, 2
_ION = re.compile(r"[A-Z][a-z]?[0-9]?")
# The share of capitals above which a text is written in capitals.
_SHOUTED = 0.7


class Text:
    """A text in words, with the names that its own abbreviations stand for."""

    def __init__(self, text: str, abbreviations: Mapping[str, str]) -> None:
        self.text = text
        self.words = [match.span() for match in _WORD.finditer(text)]
        self.written = [text[start:end] for start, end in self.words]
        self.long = [*map(abbreviations.get, self.written)]
        pairs = zip(self.written, self.long, strict=True)
        self.keys = [key(long or word) for word, long in pairs]
        firsts = map(_WORD.search, abbreviations)
        self._starts = frozenset(first[0] for first in firsts if first)
        self.gaps = [
            text[end:start]
            for (_, end), (start, _) in zip(self.words, self.words[1:], strict=False)
        ]
        # where a name may go on: from each word to the one behind the last that it may reach
        self.ends = [len(self.words)] * len(self.words)
        for number in reversed(range(len(self.gaps))):
            is_joined = self.gaps[number] == " " or _GAP.fullmatch(self.gaps[number])
            self.ends[number] = self.ends[number + 1] if is_joined else number + 1

    @cached_property
    def is_shouted(self) -> bool:
        """Whether the text is written in capitals."""
        letters = [*filter(str.isalpha, self.text)]
        return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)

    def firsts(self, known: Collection[str], heads: Collection[str]) -> list[int]:
        """The words with which a name may begin, or an abbreviation of the text itself.

        Args:
            known: the keys of all names.
            heads: how the longer ones begin.
        """
        forms = [
            f"{f}/" if gap == "/" else f
            for f, gap in zip(self.keys, (*self.gaps, ""), strict=False)
        ]
        text = "".join(forms)
        places = accumulate(map(len, forms), initial=0)
        following = (*self.keys[1:], "")
        return [
            number
            for number, (form, after, place) in enumerate(
                zip(self.keys, following, places, strict=False)
            )
            if text[place : place + HEAD] in heads
            or len(form) + len(after) <= HEAD + 1
            or form in known
            or form[:-1] in known  # a plural
            or self.written[number] in self._starts
        ]

    def runs(self, first: int, heads: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        """Yield the runs of words from one on: the last word, and the key with long forms.

        Args:
            first: the first word.
            heads: how long a name can be that begins so; longer runs are left out, unless they may
                be an abbreviation of the text itself.
        """
        form = ""
        is_free = self.written[first] in self._starts
        for last in range(first, min(first + _LONGEST, self.ends[first])):
            if last > first and self.gaps[last - 1] == "/":
                form += "/"
            form += self.keys[last]
            # a plural is longer by its s
            size = len(form) - 1
            if size > HEAD and size > heads.get(form[:HEAD], 0) and not is_free:
                return
            yield last, form

    def spelled(self, first: int, last: int) -> str:
        """A run with its abbreviations spelled out."""
        if not any(self.long[first : last + 1]):  # as nearly all
            return self.run(first, last)
        parts = [self.long[first] or self.written[first]]
        for number in range(first + 1, last + 1):
            parts += [self.gaps[number - 1], self.long[number] or self.written[number]]
        return "".join(parts)

    def run(self, first: int, last: int) -> str:
        """A run as it is written."""
        return self.text[self.words[first][0] : self.words[last][1]]

    def is_part(self, first: int, last: int) -> bool:
        """Whether a short piece hangs on a run by a hyphen: then it is no name of its own."""
        before = self.gaps[first - 1] if first else ""
        after = self.gaps[last] if last < len(self.gaps) else ""
        return (before in HYPHENS and before != "" and self._is_piece(first - 1)) or (
            after in HYPHENS and after != "" and self._is_piece(last + 1)
        )

    def is_number(self, first: int, last: int) -> bool:
        """Whether a run ends in a part of a number (1.13), or is the symbol of an ion (Ca2+)."""
        start, end = self.words[first][0], self.words[last][1]
        before, after = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        if len(before) > 1 and before[0].isdigit() and before[1] in ".,\u00b7":
            return True
        if after[:1] == "+" and _ION.fullmatch(self.run(first, last)):
            return True
        ends = self.text[end - 1 : end].isdigit()
        return ends and len(after) > 1 and after[0] in ".," and after[1].isdigit()

    def _is_piece(self, number: int) -> bool:
        piece = self.written[number]
        return len(piece) <= _PIECE and piece != "p"  # p-STAT3 is STAT3

    def following(self, last: int, count: int) -> list[str]:
        """The words after a run, so many at most, between which only blanks and hyphens are."""
        end = last
        while end < len(self.gaps) and end < last + count and self.gaps[end] in {" ", *HYPHENS}:
            end += 1
        return self.written[last + 1 : end + 1]

    def follows(self, last: int) -> str:
        """The word after a run, if only a blank, a bracket or a hyphen is between; else nothing."""
        if last >= len(self.gaps):
            return ""
        gap = self.gaps[last]
        is_near = not gap.strip(" )\n") or gap in HYPHENS
        return self.written[last + 1] if is_near else ""
