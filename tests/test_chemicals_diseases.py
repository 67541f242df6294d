"""Which chemicals and diseases are stated as facts."""

import pytest

from mmrdf import Article, Figure, resolve
from mmrdf.records import Candidate, Entity, Hit, Kind, Mention, Word, Xref


def _decided(
    kind: Kind, text: str, xref: Xref | None, name: str | None = None, match: str | None = None
) -> Candidate:
    word = Word(figid="PMC1__f1", kind=kind, text=text)
    entity = Entity(kind=kind, xref=xref, name=name) if xref else None
    candidate = Candidate(word=word, entity=entity, hits=(Hit(match=match),))
    figure = resolve(
        Figure(
            figid="PMC1__f1",
            pmcid="PMC1",
            article=Article(pmcid="PMC1", title="On rare fevers", keywords=("osteolysis",)),
            caption="A caption on multiple\nmyeloma cells and Parkinson's.",
            mentions=(Mention(word=word, picture=None, candidates=(candidate,)),),
        )
    )
    assert isinstance(figure, Figure)
    return figure.mentions[0].candidates[0]


CHEBI = Xref(prefix="chebi", identifier="CHEBI:1")
HEADING = Xref(prefix="idmesh", identifier="D005947")
SUPPLEMENT = Xref(prefix="idmesh", identifier="C526611")
DISEASE = Xref(prefix="mesh", identifier="D009101")
RARE = Xref(prefix="mesh", identifier="C526611")
DOID = Xref(prefix="doid", identifier="9538")


@pytest.mark.parametrize(
    ("text", "xref", "name", "match", "expected"),
    [
        ("Fatty acid", CHEBI, "fatty acid", "Fatty Acids", ("assert", "name")),
        ("ATP", CHEBI, "ATP", "Adenosine Triphosphate", ("assert", "name")),
        ("Fatty Acyl CoA", CHEBI, None, "Fatty acyl CoA", ("assert", "name")),
        ("glycerol-3-phosphate", CHEBI, "Glycerol 3-phosphate", None, ("assert", "name")),
        ("Arg", CHEBI, "arginylarginine", "Arg-Arg", ("suggest", "other-name")),
        ("[O]", CHEBI, "superoxide", "Superoxides", ("suggest", "other-name")),
        ("Ca2+", CHEBI, "Ca2", None, ("suggest", "other-name")),
        ("Ca2+", CHEBI, "Ca(2+)", "Ca2+", ("assert", "name")),
        ("O2", CHEBI, "superoxide", "O2-", ("suggest", "other-name")),
        ("CO", CHEBI, "cobalt atom", "Co", ("suggest", "other-name")),
        ("↑", CHEBI, "*", "↓", ("suggest", "other-name")),
        ("Pyruvate", HEADING, None, None, ("assert", "heading")),
        ("Na", HEADING, None, None, ("assert", "heading")),
        ("Vitamin D3", HEADING, None, None, ("assert", "heading")),
        ("Glycerol-3-P", HEADING, None, None, ("suggest", "heading-unwitnessed")),
        ("PGE-2", HEADING, None, None, ("suggest", "heading-unwitnessed")),
        ("5'-AMP", HEADING, None, None, ("suggest", "heading-unwitnessed")),
        ("O", HEADING, None, None, ("suggest", "no-name")),
        ("Me  Me  Me ", SUPPLEMENT, None, None, ("suggest", "supplementary")),
        ("Foo", CHEBI, None, None, ("suggest", "no-name")),
        ("Foo", None, None, None, ("none", "no-identifier")),
    ],
)
def test_chemical(
    text: str, xref: Xref | None, name: str | None, match: str | None, expected: tuple[str, str]
) -> None:
    """The name is held against the word; without one, only main headings are trusted."""
    candidate = _decided("chemical", text, xref, name, match)

    assert (candidate.status, candidate.reason) == expected


@pytest.mark.parametrize(
    ("text", "xref", "name", "expected"),
    [
        ("Multiple Myeloma Cell", DISEASE, None, ("assert", "heading")),
        ("Osteolysis", DISEASE, None, ("assert", "heading")),
        ("OBS proteins", DISEASE, None, ("suggest", "heading-unwitnessed")),
        ("multiple", DISEASE, None, ("assert", "heading")),
        ("↑", DISEASE, None, ("suggest", "no-name")),
        ("Rare fever", DISEASE, None, ("assert", "heading")),
        (
            "Osteolysis",
            Xref(prefix="mesh", identifier="C526611"),
            None,
            ("suggest", "supplementary"),
        ),
        ("on", DISEASE, None, ("suggest", "heading-unwitnessed")),
        ("myelo", DISEASE, None, ("suggest", "heading-unwitnessed")),
        ("Multiple myeloma", DOID, "multiple myeloma", ("assert", "name")),
        ("Melanoma", DOID, "multiple myeloma", ("suggest", "other-name")),
        ("Multiple myeloma", DOID, None, ("suggest", "no-name")),
    ],
)
def test_disease(text: str, xref: Xref, name: str | None, expected: tuple[str, str]) -> None:
    """A disease without a name must be one of which the record speaks."""
    candidate = _decided("disease", text, xref, name)

    assert (candidate.status, candidate.reason) == expected
