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
SUPPLEMENT = Xref(prefix="mesh", identifier="C526611")
DOID = Xref(prefix="doid", identifier="9538")


def _heading(identifier: str) -> Xref:
    """A heading of MeSH in a table of chemicals."""
    return Xref(prefix="mesh", identifier=identifier)


def _mesh(identifier: str) -> Xref:
    """A heading of MeSH in a table of diseases."""
    return Xref(prefix="mesh", identifier=identifier)


@pytest.mark.parametrize(
    ("text", "xref", "name", "match", "expected"),
    [
        ("Fatty acid", CHEBI, "fatty acid", "Fatty Acids", ("asserted", "exact-name")),
        ("ATP", CHEBI, "ATP", "Adenosine Triphosphate", ("asserted", "exact-name")),
        ("Fatty Acyl CoA", CHEBI, None, "Fatty acyl CoA", ("asserted", "exact-name")),
        ("glycerol-3-phosphate", CHEBI, "Glycerol 3-phosphate", None, ("asserted", "exact-name")),
        ("Arg", CHEBI, "arginylarginine", "Arg-Arg", ("suggested", "identifier-name-mismatch")),
        ("[O]", CHEBI, "superoxide", "Superoxides", ("suggested", "identifier-name-mismatch")),
        ("Ca2+", CHEBI, "Ca2", None, ("suggested", "identifier-name-mismatch")),
        ("Ca2+", CHEBI, "Ca(2+)", "Ca2+", ("asserted", "exact-name")),
        ("O2", CHEBI, "superoxide", "O2-", ("suggested", "identifier-name-mismatch")),
        ("CO", CHEBI, "cobalt atom", "Co", ("suggested", "identifier-name-mismatch")),
        ("↑", CHEBI, "*", "↓", ("suggested", "identifier-name-mismatch")),
        # a mere synonym by which a gene or a family goes too
        ("RAS", CHEBI, "rasagiline", "RAS", ("suggested", "shared-name")),
        ("CHOP", CHEBI, "phosphocholine", "ChoP", ("suggested", "shared-name")),
        ("GDP", CHEBI, "guanosine diphosphate", "GDP", ("asserted", "exact-name")),
        # what is a chemical by its name alone
        (
            "antigens",
            Xref(prefix="chebi", identifier="CHEBI:59132"),
            None,
            "antigens",
            "chebi-non-chemical",
        ),
        (
            "Nucleus",
            Xref(prefix="chebi", identifier="CHEBI:33252"),
            "nucleus",
            None,
            "chebi-non-chemical",
        ),
        # by the names of the heading
        ("glucose", _heading("D005947"), None, None, ("asserted", "mesh-heading")),
        ("D-Glucose", _heading("D005947"), None, None, ("asserted", "mesh-heading")),
        ("Pyruvate", _heading("D011773"), None, None, ("asserted", "mesh-heading")),
        ("Lactate", _heading("D019344"), None, None, ("asserted", "mesh-heading")),
        ("acyl-CoAs", _heading("D000214"), None, None, ("asserted", "mesh-heading")),
        ("NADPH", _heading("D009249"), None, None, ("asserted", "mesh-heading")),
        ("Nadph", _heading("D009249"), None, None, ("asserted", "mesh-heading")),
        ("ADP", _heading("D000244"), None, None, ("asserted", "mesh-heading")),
        ("adp", _heading("D000244"), None, None, ("suggested", "identifier-name-mismatch")),
        ("NADP+", _heading("D009249"), None, None, ("suggested", "identifier-name-mismatch")),
        ("Acetie acid", _heading("D000596"), None, None, ("suggested", "identifier-name-mismatch")),
        ("Na", _heading("D012964"), None, None, ("suggested", "identifier-name-mismatch")),
        (
            "Glycerol-3-P",
            _heading("D005990"),
            None,
            None,
            ("suggested", "identifier-name-mismatch"),
        ),
        ("5'-AMP", _heading("D000249"), None, None, ("suggested", "identifier-name-mismatch")),
        ("O", _heading("D013481"), None, None, ("suggested", "no-name-to-compare")),
        (
            "Nodal Protein",
            _heading("D055457"),
            None,
            None,
            ("suggested", "mesh-heading-is-protein"),
        ),
        ("NODAL GSCPA", _heading("D055457"), None, None, ("suggested", "mesh-heading-is-protein")),
        ("Foo", _heading("D999999"), None, None, ("suggested", "mesh-heading-without-names")),
        ("Me  Me  Me ", SUPPLEMENT, None, None, ("suggested", "mesh-supplementary-concept")),
        ("Foo", CHEBI, None, None, ("suggested", "no-name-to-compare")),
        ("Foo", None, None, None, ("ungrounded", "no-identifier")),
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
        expected = ("suggested", expected)
    assert (candidate.status, candidate.reason) == expected


@pytest.mark.parametrize(
    ("text", "xref", "name", "expected"),
    [
        ("Multiple Myeloma", _mesh("D009101"), None, ("asserted", "mesh-heading")),
        (
            "Multiple Myeloma Cell",
            _mesh("D009101"),
            None,
            ("suggested", "identifier-name-mismatch"),
        ),
        ("multiple", _mesh("D009101"), None, ("suggested", "identifier-name-mismatch")),
        ("Parkinson\u2019s disease", _mesh("D010300"), None, ("asserted", "mesh-heading")),
        ("Osteolysis", _mesh("D010014"), None, ("asserted", "mesh-heading")),
        # not in the text, but no other thing has such a name
        ("anemias", _mesh("D000740"), None, ("asserted", "mesh-heading")),
        ("cancer", _mesh("D009369"), None, ("asserted", "mesh-heading")),
        ("Microangiopathy", _mesh("D057049"), None, ("suggested", "identifier-name-mismatch")),
        ("OBS proteins", _mesh("D011488"), None, ("suggested", "identifier-name-mismatch")),
        # short names, in the text and not
        ("STI", _mesh("D012749"), None, ("asserted", "mesh-heading")),
        ("SID", _mesh("D013398"), None, ("suggested", "mesh-heading-not-in-text")),
        ("↑", _mesh("D009101"), None, ("suggested", "no-name-to-compare")),
        ("Osteolysis", _mesh("C526611"), None, ("suggested", "mesh-supplementary-concept")),
        ("Multiple myeloma", DOID, "multiple myeloma", ("asserted", "exact-name")),
        ("Melanoma", DOID, "multiple myeloma", ("suggested", "identifier-name-mismatch")),
        ("Multiple myeloma", DOID, None, ("suggested", "no-name-to-compare")),
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

    assert reason("5-HT", "D012701") == "mesh-heading"
    assert reason("5-HT1A", "D012701") == "identifier-name-mismatch"
    assert reason("5-HT1A", "D055457") == "identifier-name-mismatch"
    assert reason("5-HT1A", "D999999") == "identifier-name-mismatch"
    assert reason("5-HT1A", "C526611") == "identifier-name-mismatch"


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

    assert decided("Na", "D012964") == ("mesh-heading", "Sodium (own)")
    assert decided("Sodium-23", "D012964") == ("mesh-heading", "Sodium (own)")
    assert decided("New headings", "D999999") == ("mesh-heading", "New heading")


def test_confidence() -> None:
    """A candidate has the confidence of its reason, and is stated if that reaches the threshold."""
    model = opened()
    found = {
        text: _decided("chemical", text, _heading("D005947")) for text in ("Glucose", "Glucoside")
    }
    confidences = {
        "Glucose": model.confidence("chemical", "mesh-heading"),
        "Glucoside": model.confidence("chemical", "identifier-name-mismatch"),
    }

    assert {text: c.confidence for text, c in found.items()} == confidences
    assert [c.status == "asserted" for c in found.values()] == [
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

    assert status("Na", _heading("D012964")) == "asserted"
    assert status("Nodal Protein", _heading("D055457")) == "suggested"
    assert status("antigen", Xref(prefix="chebi", identifier="CHEBI:59132")) == "suggested"


def test_every_reason_is_measured() -> None:
    """The shipped evidence model has a row for each reason, and says on how many cases."""
    for reason in chemicals_diseases.REASONS:
        assert 0 < opened().confidence(chemicals_diseases.MODEL, reason) < 1
