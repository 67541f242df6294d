"""Which chemicals and diseases are stated as facts."""

from pathlib import Path

import pytest

from mmrdf import Article, Figure, resolve
from mmrdf.records import Candidate, Entity, Hit, Kind, Mention, Word, Xref
from mmrdf.resolve import chemicals_diseases
from mmrdf.resolve.evidence import Judge, opened
from mmrdf.resolve.lexicon import Lexicon
from mmrdf.resolve.lexicon.build import build
from mmrdf.resolve.names import Names


def _decided(  # noqa: PLR0913, PLR0917 (what a row of a table has)
    kind: Kind,
    text: str,
    xref: Xref | None,
    name: str | None = None,
    match: str | None = None,
    beside: str | None = None,
) -> Candidate:
    word = Word(figid="PMC1__f1", kind=kind, text=text)
    others = (_mesh(beside),) if beside else ()
    entity = Entity(kind=kind, xref=xref, name=name, others=others) if xref else None
    candidate = Candidate(word=word, entity=entity, hits=(Hit(match=match),))
    figure = resolve(
        Figure(
            figid="PMC1__f1",
            pmcid="PMC1",
            article=Article(pmcid="PMC1", title="On rare fevers", keywords=("osteolysis",)),
            caption="A caption on STIs, multiple\nmyeloma cells and Parkinson's.",
            mentions=(Mention(word=word, candidates=(candidate,)),),
        )
    )
    assert isinstance(figure, Figure)
    return figure.mentions[0].candidates[0]


CHEBI = Xref(prefix="chebi", identifier="CHEBI:1")
SUPPLEMENT = Xref(prefix="idmesh", identifier="C526611")
DOID = Xref(prefix="doid", identifier="9538")


def _heading(identifier: str) -> Xref:
    """A heading of MeSH in a table of chemicals."""
    return Xref(prefix="idmesh", identifier=identifier)


def _mesh(identifier: str) -> Xref:
    """A heading of MeSH in a table of diseases."""
    return Xref(prefix="mesh", identifier=identifier)


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
        # a mere synonym by which a gene or a family goes too
        ("RAS", CHEBI, "rasagiline", "RAS", ("suggest", "shared-name")),
        ("CHOP", CHEBI, "phosphocholine", "ChoP", ("suggest", "shared-name")),
        ("GDP", CHEBI, "guanosine diphosphate", "GDP", ("assert", "name")),
        # what is a chemical by its name alone
        ("antigens", Xref(prefix="chebi", identifier="CHEBI:59132"), None, "antigens", "role"),
        ("Nucleus", Xref(prefix="chebi", identifier="CHEBI:33252"), "nucleus", None, "role"),
        # by the names of the heading
        ("glucose", _heading("D005947"), None, None, ("assert", "heading")),
        ("D-Glucose", _heading("D005947"), None, None, ("assert", "heading")),
        ("Pyruvate", _heading("D011773"), None, None, ("assert", "heading")),
        ("Lactate", _heading("D019344"), None, None, ("assert", "heading")),
        ("acyl-CoAs", _heading("D000214"), None, None, ("assert", "heading")),
        ("NADPH", _heading("D009249"), None, None, ("assert", "heading")),
        ("Nadph", _heading("D009249"), None, None, ("assert", "heading")),
        ("ADP", _heading("D000244"), None, None, ("assert", "heading")),
        ("adp", _heading("D000244"), None, None, ("suggest", "other-name")),
        ("NADP+", _heading("D009249"), None, None, ("suggest", "other-name")),
        ("Acetie acid", _heading("D000596"), None, None, ("suggest", "other-name")),
        ("Na", _heading("D012964"), None, None, ("suggest", "other-name")),
        ("Glycerol-3-P", _heading("D005990"), None, None, ("suggest", "other-name")),
        ("5'-AMP", _heading("D000249"), None, None, ("suggest", "other-name")),
        ("O", _heading("D013481"), None, None, ("suggest", "no-name")),
        ("Nodal Protein", _heading("D055457"), None, None, ("suggest", "protein-heading")),
        ("NODAL GSCPA", _heading("D055457"), None, None, ("suggest", "protein-heading")),
        ("Foo", _heading("D999999"), None, None, ("suggest", "heading-unnamed")),
        ("Me  Me  Me ", SUPPLEMENT, None, None, ("suggest", "supplementary")),
        ("Foo", CHEBI, None, None, ("suggest", "no-name")),
        ("Foo", None, None, None, ("none", "no-identifier")),
    ],
)
def test_chemical(
    text: str,
    xref: Xref | None,
    name: str | None,
    match: str | None,
    expected: tuple[str, str] | str,
) -> None:
    """The name is held against the word, or those of the heading if there is none."""
    candidate = _decided("chemical", text, xref, name, match)

    if isinstance(expected, str):
        expected = ("suggest", expected)
    assert (candidate.status, candidate.reason) == expected


@pytest.mark.parametrize(
    ("text", "xref", "name", "expected"),
    [
        ("Multiple Myeloma", _mesh("D009101"), None, ("assert", "heading")),
        ("Multiple Myeloma Cell", _mesh("D009101"), None, ("suggest", "other-name")),
        ("multiple", _mesh("D009101"), None, ("suggest", "other-name")),
        ("Parkinson\u2019s disease", _mesh("D010300"), None, ("assert", "heading")),
        ("Osteolysis", _mesh("D010014"), None, ("assert", "heading")),
        # not in the text, but no other thing has such a name
        ("anemias", _mesh("D000740"), None, ("assert", "heading")),
        ("cancer", _mesh("D009369"), None, ("assert", "heading")),
        ("Microangiopathy", _mesh("D057049"), None, ("suggest", "other-name")),
        ("OBS proteins", _mesh("D011488"), None, ("suggest", "other-name")),
        # short names, in the text and not
        ("STI", _mesh("D012749"), None, ("assert", "heading")),
        ("SID", _mesh("D013398"), None, ("suggest", "heading-unwitnessed")),
        ("↑", _mesh("D009101"), None, ("suggest", "no-name")),
        ("Osteolysis", _mesh("C526611"), None, ("suggest", "supplementary")),
        ("Multiple myeloma", DOID, "multiple myeloma", ("assert", "name")),
        ("Melanoma", DOID, "multiple myeloma", ("suggest", "other-name")),
        ("Multiple myeloma", DOID, None, ("suggest", "no-name")),
    ],
)
def test_disease(text: str, xref: Xref, name: str | None, expected: tuple[str, str]) -> None:
    """A disease without a name must have a name of its heading; a short one the text must have."""
    candidate = _decided("disease", text, xref, name)

    assert (candidate.status, candidate.reason) == expected


def test_heading_beside() -> None:
    """A heading that stands beside an identifier of ChEBI lends its names, and no other reason."""
    serotonin = Xref(prefix="chebi", identifier="CHEBI:28790")

    def reason(text: str, heading: str) -> str:
        return _decided("chemical", text, serotonin, "serotonin", "Serotonin", heading).reason

    assert reason("5-HT", "D012701") == "heading"
    assert reason("5-HT1A", "D012701") == "other-name"
    assert reason("5-HT1A", "D055457") == "other-name"
    assert reason("5-HT1A", "D999999") == "other-name"
    assert reason("5-HT1A", "C526611") == "other-name"


@pytest.mark.parametrize(
    ("text", "xref", "name", "label"),
    [
        ("Lactate", _heading("D019344"), None, "Lactic Acid"),
        ("Acetie acid", _heading("D000596"), None, "Amino Acids"),
        ("NODAL", _heading("D055457"), None, "Nodal Protein"),
        ("Lactate", _heading("D019344"), "lactate", "lactate"),
        ("Foo", _heading("D999999"), None, None),
        ("Foo", SUPPLEMENT, None, None),
        ("Foo", CHEBI, None, None),
    ],
)
def test_label(text: str, xref: Xref, name: str | None, label: str | None) -> None:
    """A heading is called what MeSH calls it, and not what is written in the picture."""
    candidate = _decided("chemical", text, xref, name)

    assert candidate.entity
    assert candidate.entity.name == label


def test_names_of_a_users_lexicon(tmp_path: Path) -> None:
    """Names of a heading that only a lexicon of one's own has count too."""
    table = tmp_path / "mesh.tsv"
    table.write_text(
        "identifier\tkind\tlabel\tnames\tothers\n"
        "mesh:D012964\tchemical\tSodium (own)\tNatrium|Na\t\n"
        "mesh:D999999\tchemical\tNew heading\t\t\n"
    )
    path = tmp_path / "own.sqlite"
    build(path, [("tsv", table)])

    def decided(text: str, identifier: str) -> tuple[str, str | None]:
        word = Word(figid="PMC1__f1", kind="chemical", text=text)
        entity = Entity(kind="chemical", xref=_heading(identifier))
        candidates = (Candidate(word=word, entity=entity, hits=(Hit(),)),)
        mention = Mention(word=word, candidates=candidates)
        names, judge = Names(Lexicon(path)), Judge(opened())
        [candidate] = chemicals_diseases.decide(mention, names, judge).candidates
        assert candidate.entity
        return candidate.reason, candidate.entity.name

    assert decided("Na", "D012964") == ("heading", "Sodium (own)")
    assert decided("Sodium-23", "D012964") == ("heading", "Sodium (own)")
    assert decided("New headings", "D999999") == ("heading", "New heading")


def test_confidence() -> None:
    """A candidate has the confidence of its reason, and is stated if that reaches the threshold."""
    model = opened()
    found = {
        text: _decided("chemical", text, _heading("D005947")) for text in ("Glucose", "Glucoside")
    }
    confidences = {
        "Glucose": model.confidence("chemical", "heading"),
        "Glucoside": model.confidence("chemical", "other-name"),
    }

    assert {text: c.confidence for text, c in found.items()} == confidences
    assert [c.status == "assert" for c in found.values()] == [
        c >= 0.9 for c in confidences.values()
    ]
    assert _decided("chemical", "Foo", None).confidence is None


def test_threshold() -> None:
    """A lower threshold states more, but never a protein or a role as a chemical."""
    judge = Judge(opened(), 0.1)

    def status(text: str, xref: Xref) -> str:
        word = Word(figid="PMC1__f1", kind="chemical", text=text)
        candidate = Candidate(word=word, entity=Entity(kind="chemical", xref=xref), hits=(Hit(),))
        mention = Mention(word=word, candidates=(candidate,))
        return chemicals_diseases.decide(mention, Names(Lexicon()), judge).candidates[0].status

    assert status("Na", _heading("D012964")) == "assert"
    assert status("Nodal Protein", _heading("D055457")) == "suggest"
    assert status("antigen", Xref(prefix="chebi", identifier="CHEBI:59132")) == "suggest"


def test_every_reason_is_measured() -> None:
    """The shipped evidence model has a row for each reason, and says on how many cases."""
    for reason in chemicals_diseases.REASONS:
        assert 0 < opened().confidence(chemicals_diseases.MODEL, reason) < 1
