"""The words of a figure where a person has decided what they are, whatever the rules say.

A decision has confidence 1, and what it rules out 0. What the word is decided to be need not be one
of its candidates: it is added, by the name that the figure's own tables or the lexicon have for it,
and without a name where they have none. Such a candidate has ``decision`` as its source of match.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar, cast

from mmrdf.records import (
    Candidate,
    Entity,
    EntityKind,
    Figure,
    Hit,
    Mention,
    Notice,
    Passage,
    Phrase,
    Span,
    Status,
    TextMention,
    Word,
    Xref,
)
from mmrdf.resolve.curated_organism import CURATED, RULED_OUT
from mmrdf.resolve.decision_lines import KINDS, PLACES
from mmrdf.resolve.decisions import FigureDecisions, WordDecision
from mmrdf.resolve.entities import entity
from mmrdf.resolve.lexicon import Lexicon
from mmrdf.resolve.prose import passages
from mmrdf.resolve.reset import DECISION

_Named = TypeVar("_Named", Mention, TextMention)


def curated(figure: Figure, decisions: FigureDecisions, lexicon: Lexicon) -> Figure:
    """A resolved figure with what a person has decided about its words."""
    return _Curator(figure, decisions, lexicon).figure()


class _Curator:
    """Decisions on their way into a figure."""

    def __init__(self, figure: Figure, decisions: FigureDecisions, lexicon: Lexicon) -> None:
        self.before = figure
        self.decisions = decisions
        self.lexicon = lexicon
        self.words = decisions.words
        self.used: set[tuple[str, str]] = set()

    def figure(self) -> Figure:
        """The figure with all that is decided."""
        figure = self.before
        pictures = [m for m in figure.mentions if m.word.kind != "keyword"]
        keywords = [m for m in figure.mentions if m.word.kind == "keyword"]
        texts: list[TextMention] = []
        pictures = self._settled(pictures, "picture")
        for passage in passages(figure):
            own = [m for m in figure.text_mentions if m.phrase.passage == passage]
            own += self._unnoticed(passage, own)
            texts += self._settled(own, passage.part)
        keywords += self._unexplained(keywords)
        keywords = self._settled(keywords, "keyword")
        return replace(
            figure,
            mentions=(*pictures, *keywords),
            text_mentions=tuple(texts),
            notices=figure.notices + tuple(self._unused()),
        )

    def _settled(self, mentions: Sequence[_Named], place: str) -> list[_Named]:
        """The mentions of one place, in their order, with what is decided about them."""
        found = list(mentions)
        by_text: dict[str, list[int]] = {}
        for number, mention in enumerate(found):
            by_text.setdefault(_text(mention), []).append(number)
        for word, numbers in by_text.items():
            xrefs = self.decisions.xrefs(word, place)
            if xrefs is None:
                continue
            self.used.add((word, place))
            settled = self._of_one_word([found[n] for n in numbers], xrefs)
            for number, mention in zip(numbers, settled, strict=True):
                found[number] = mention
        return found

    def _of_one_word(self, mentions: Sequence[_Named], xrefs: Sequence[Xref]) -> list[_Named]:
        """The mentions of one word; each thing that it is stands in one that may be that."""
        known = {curie for m in mentions for c in m.candidates for curie in _curies(c)}
        added: dict[int, list[Candidate]] = {}
        for xref in xrefs:
            if xref.curie not in known:
                number = self._place(mentions, xref)
                candidate = self._added(mentions[number], xref)
                added.setdefault(number, []).append(candidate)
        curies = frozenset(xref.curie for xref in xrefs)
        return [
            _decided(mention, curies, added.get(number, ()))
            for number, mention in enumerate(mentions)
        ]

    def _place(self, mentions: Sequence[_Named], xref: Xref) -> int:
        """The first mention of the kind of an identifier, else the first of all."""
        term = self.lexicon.term(xref)
        kind = term.kind if term else KINDS[xref.prefix]
        kinds = [m.word.kind if isinstance(m, Mention) else "" for m in mentions]
        wanted = {"family": "gene"}.get(kind, kind)
        return kinds.index(wanted) if wanted in kinds else 0

    def _added(self, mention: Mention | TextMention, xref: Xref) -> Candidate:
        """What a word is that it was not taken for."""
        word = _word(mention)
        return _stated(
            Candidate(word=word, entity=self._entity(xref, word), hits=(Hit(origin=DECISION),))
        )

    def _entity(self, xref: Xref, word: Word | Phrase) -> Entity:
        """What has an identifier, as the figure or the lexicon knows it."""
        candidates = [c for m in self.before.mentions for c in m.candidates]
        candidates += [c for m in self.before.text_mentions for c in m.candidates]
        for found in (c.entity for c in candidates):
            if found and found.xref.curie == xref.curie:
                return _fit(found, word)
        if term := self.lexicon.term(xref):
            return _fit(entity(term), word)
        return _fit(Entity(kind=cast("EntityKind", KINDS[xref.prefix]), xref=xref), word)

    def _unnoticed(self, passage: Passage, found: Iterable[TextMention]) -> Iterator[TextMention]:
        """Yield the decided words that are written in a text and were not taken for names."""
        names = {_text(mention) for mention in found}
        taken = [span for mention in found for span in mention.phrase.spans]
        for word in sorted(self.words, key=len, reverse=True):
            if word not in names and self.decisions.xrefs(word, passage.part) is not None:
                for text, spans in _written(word, passage, taken).items():
                    taken += spans
                    phrase = Phrase(passage=passage, text=text, spans=tuple(spans))
                    yield TextMention(phrase=phrase, candidates=(Candidate(word=phrase),))

    def _unexplained(self, found: Iterable[Mention]) -> Iterator[Mention]:
        """Yield the decided keywords that were not taken for names, unless a word is decided."""
        names = {_text(mention) for mention in found}
        elsewhere = {word for word, _ in self.used}
        keywords = {_plain(keyword): keyword for keyword in reversed(self.before.keywords)}
        for it in self._all():
            is_meant = it.place == "keyword" or (not it.place and it.word not in elsewhere)
            if is_meant and it.word in keywords and it.word not in names:
                names.add(it.word)
                text = keywords[it.word]
                word = Word(figid=self.before.figid, kind="keyword", text=text)
                yield Mention(word=word, candidates=(Candidate(word=word),))

    def _all(self) -> Iterator[WordDecision]:
        return chain.from_iterable(self.words.values())

    def _unused(self) -> Iterator[Notice]:
        """Yield a doubt for each decision on a word that is not in the figure, at that place."""
        for it in self._all():
            if self.used.isdisjoint(
                (it.word, place) for place in PLACES if it.place in {"", place}
            ):
                notice = _unused(self.before, it)
                if notice not in self.before.notices:
                    yield notice


def _unused(figure: Figure, decision: WordDecision) -> Notice:
    where = f"in its {decision.place}" if decision.place else "in it"
    if decision.place == "keyword":
        where = "among its keywords"
    return Notice(
        source=figure.source,
        record=figure.figid,
        field="decisions",
        code="decision-not-used",
        message=f"{decision.source}: the word {decision.word!r} is not {where}",
    )


def _decided(mention: _Named, curies: frozenset[str], added: Sequence[Candidate]) -> _Named:
    """A mention with what is decided about each of its candidates."""
    candidates = [
        _ruled_out(c) if curies.isdisjoint(_curies(c)) else _stated(c)
        for c in mention.candidates
        if c.entity
    ]
    unnamed = next((c for c in mention.candidates if not c.entity), None)
    if not curies:
        none = unnamed or Candidate(word=_word(mention), hits=(Hit(origin=DECISION),))
        candidates.append(_stated(none))
    elif added and unnamed:  # it has an identifier now; how the word was found is kept
        first, *others = added
        candidates += [replace(first, hits=first.hits + unnamed.hits), *others]
    else:
        candidates += added or ([unnamed] if unnamed and not candidates else [])
    return replace(mention, candidates=tuple(candidates))


def _curies(candidate: Candidate) -> Iterator[str]:
    """What the source calls a candidate: a chemical may have a number of ChEBI and one of MeSH."""
    if candidate.entity:
        yield candidate.entity.xref.curie
        yield from (xref.curie for xref in candidate.entity.others)


def _stated(candidate: Candidate) -> Candidate:
    status: Status = "asserted" if candidate.entity else "ungrounded"
    return replace(candidate, status=status, reason=CURATED, confidence=1.0, waits_for=None)


def _ruled_out(candidate: Candidate) -> Candidate:
    return replace(candidate, status="suggested", reason=RULED_OUT, confidence=0.0, waits_for=None)


def _fit(found: Entity, word: Word | Phrase) -> Entity:
    """An entity as a word of its kind has it: of the picture's with one more identifier at most."""
    if isinstance(word, Phrase):
        return found
    mesh = tuple(xref for xref in found.others if xref.prefix == "mesh")[:1]
    kind = found.kind
    if kind == "concept" and word.kind in {"chemical", "disease"}:
        kind = cast("EntityKind", word.kind)
    return replace(found, kind=kind, others=mesh)


def _word(mention: Mention | TextMention) -> Word | Phrase:
    return mention.word if isinstance(mention, Mention) else mention.phrase


def _plain(text: str) -> str:
    """A text with one blank for all white space, as the file of decisions is read."""
    return " ".join(text.split())


def _text(mention: Mention | TextMention) -> str:
    return _plain(_word(mention).text)


def _written(word: str, passage: Passage, taken: Sequence[Span]) -> dict[str, list[Span]]:
    """Where a word is written in a text, but as a part of a longer name, by its spelling."""
    pattern = r"\s+".join(map(re.escape, word.split(" ")))
    found: dict[str, list[Span]] = {}
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", passage.text):
        start, end = match.span()
        if not any(span.start <= start and end <= span.end for span in taken):
            span = Span(passage=passage, start=start, end=end)
            found.setdefault(match[0], []).append(span)
    return found
