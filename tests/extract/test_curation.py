"""A curator's lines in the reference data: what is the same, what is not, and what breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda import iris, resources
from servanda.errors import LexiconError
from servanda.extract import Extractor
from servanda.lexicon import load
from servanda.model import Entity, Extraction
from servanda.read import read

PREFIXES = """
    @prefix actor: <https://w3id.org/servanda/id/actor/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix policy: <https://w3id.org/servanda/id/policy/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix sv: <https://w3id.org/servanda/ontology#> .
"""
Curated = Callable[..., Extraction]


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """The ontology in a folder of its own, with the states of the reference data alone."""
    folder = tmp_path / "ontology"
    (folder / "reference").mkdir(parents=True)
    for path in resources.ontology().glob("*.ttl"):
        (folder / path.name).symlink_to(path)
    for name in ("countries.ttl", "countries-more.ttl"):
        (folder / "reference" / name).symlink_to(resources.ontology() / "reference" / name)
    return folder


@pytest.fixture
def curated(ontology: Path, tmp_path: Path) -> Curated:
    """What a declaration of Norway and Chile says, with a curator's lines in the reference data."""

    def extraction(lines: str, text: str, name: str = "ferries") -> Extraction:
        (ontology / "reference" / "curation.ttl").write_text(PREFIXES + lines, encoding="utf-8")
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{text}\n", encoding="utf-8")
        path.with_suffix(".yaml").write_text(
            "title: Norway-Chile Joint Declaration\ndate: 2020-05-04\n", encoding="utf-8"
        )
        return Extractor(load(ontology)).extract(read(path))

    return extraction


def named(extraction: Extraction) -> list[Entity]:
    """All that is named but the states."""
    return [mention.entity for mention in extraction.mentions if mention.entity.kind != "State"]


def test_what_is_said_to_be_the_same_is_one_actor(curated: Curated) -> None:
    """A new name that a line says to be a known actor means that actor from the next build on."""
    text = "We joined the Oslo Ferry Safety Board. We fund the Fjord Ferry Board."
    board = 'actor:fjord-ferry-board a sv:WorkingGroup ; skos:prefLabel "Fjord Ferry Board"@en .'

    apart = named(curated(board, text))
    assert [one.label for one in apart] == ["Oslo Ferry Safety Board", "Fjord Ferry Board"]
    same = named(curated(f"{board} actor:oslo-ferry-safety-board owl:sameAs actor:fjord-ferry-board .", text))
    assert [one.iri for one in same] == [iris.minted("actor", "Fjord Ferry Board")] * 2
    assert not any(one.minted for one in same)


def test_all_names_of_what_is_the_same_mean_one_actor(curated: Curated) -> None:
    """Two actors of the reference data that a line makes one are found as one by the names of both."""
    boards = """
        actor:ferry-board a sv:WorkingGroup ; skos:prefLabel "Ferry Board"@en .
        actor:boat-office a sv:WorkingGroup ; skos:prefLabel "Boat Office"@en ; sv:abbreviation "BOO"@en .
        actor:boat-office owl:sameAs actor:ferry-board .
    """
    found = named(curated(boards, "We thank the BOO and the Boat Office. We fund the Ferry Board."))

    assert {one.label for one in found} == {"Ferry Board"}
    assert len(found) == 3


def test_what_only_one_document_names_can_be_the_same_too(curated: Curated) -> None:
    """A line can say who the surname in one document means; other documents keep their own."""
    line = """
        actor:ana-prieto a sv:Person ; skos:prefLabel "Ana Prieto"@en .
        <https://w3id.org/servanda/id/document/ferries#actor=president-prieto> owl:sameAs actor:ana-prieto .
    """
    text = "We thank President Prieto."

    assert [one.label for one in named(curated(line, text))] == ["Ana Prieto"]
    assert [one.label for one in named(curated(line, text, "buoys"))] == ["President Prieto"]


def test_what_is_said_to_be_different_stays_apart(curated: Curated) -> None:
    """A short name is not taken for the fuller one that begins like it where a line says they differ."""
    text = "We signed the Interim Agreement between Norway and Chile. We will apply the Interim Agreement."
    fuller, short = named(curated("", text))
    assert fuller == short
    line = f"<{iris.local(iris.document('ferries'), 'policy', 'Interim Agreement')}> owl:differentFrom"
    fuller, short = named(curated(f"{line} <{fuller.iri}> .", text))
    assert (fuller.label, short.label) == (
        "Interim Agreement between Norway and Chile",
        "Interim Agreement",
    )


def test_a_name_like_a_known_one_may_be_it_unless_a_line_says_no(curated: Curated) -> None:
    """A new name of the same noun with a word more has the known one as a candidate; a line takes it away."""
    board = 'actor:ferry-safety-board a sv:WorkingGroup ; skos:prefLabel "Ferry Safety Board"@en .'
    text = "We joined the Oslo Ferry Safety Board."

    (entity,) = named(curated(board, text))
    assert entity.may_be == (iris.minted("actor", "Ferry Safety Board"),)
    line = "actor:ferry-safety-board owl:differentFrom actor:oslo-ferry-safety-board ."
    assert [one.may_be for one in named(curated(f"{board} {line}", text))] == [()]


def test_a_line_decides_what_an_unresolved_name_means(curated: Curated) -> None:
    """The words of one place that may mean several things mean what a line says, from then on."""
    offices = """
        actor:mayor-of-norway a sv:Office ; skos:prefLabel "Mayor of Norway"@en ;
            sv:shortName "Mayor"@en ; sv:represents actor:norway .
        actor:mayor-of-chile a sv:Office ; skos:prefLabel "Mayor of Chile"@en ;
            sv:shortName "Mayor"@en ; sv:represents actor:chile .
    """
    text = "We thank the Mayor."

    (name,) = curated(offices, text).unresolved
    assert [one.label for one in name.candidates] == ["Mayor of Chile", "Mayor of Norway"]
    iri = iris.part(iris.document("ferries"), "unresolved", name.span)
    decided = curated(f"{offices} <{iri}> owl:sameAs actor:mayor-of-chile .", text)
    assert decided.unresolved == ()
    assert [one.label for one in named(decided)] == ["Mayor of Chile"]


@pytest.mark.parametrize(
    "lines, message",
    [
        ("actor:a owl:sameAs actor:b . actor:b owl:sameAs actor:a .", "owl:sameAs itself, in a circle"),
        ("actor:a owl:sameAs actor:norway , actor:chile .", "keep one of the two"),
        (
            "actor:a owl:sameAs actor:norway . actor:norway owl:differentFrom actor:a .",
            "owl:sameAs and owl:differentFrom",
        ),
        (
            'policy:pact a sv:Agreement ; skos:prefLabel "Pact"@en . actor:norway owl:sameAs policy:pact .',
            "one is an Actor and one is not",
        ),
        ('actor:a owl:sameAs actor:b . actor:b skos:prefLabel "B"@en .', "which is not described"),
    ],
)
def test_lines_that_contradict_each_other_are_errors(ontology: Path, lines: str, message: str) -> None:
    """A circle, two ends, a yes and a no, and things of different classes are refused."""
    (ontology / "reference" / "curation.ttl").write_text(PREFIXES + lines, encoding="utf-8")

    with pytest.raises(LexiconError, match=message):
        load(ontology)


def test_a_line_that_does_not_parse_is_named_with_the_reason(ontology: Path) -> None:
    """The error has the file, the line, and what the parser expected there."""
    (ontology / "reference" / "curation.ttl").write_text("@prefix a: <urn:a> .\na:b a:c a:d\na:e a:f a:g .\n")

    with pytest.raises(LexiconError, match=r"curation\.ttl:3: .* A dot is expected .* or the one before"):
        load(ontology)


def test_the_same_as_nothing_is_an_error(ontology: Path) -> None:
    """A line that makes something the same as what nobody describes is refused, with what to do."""
    line = "actor:boat-office owl:sameAs actor:ferry-board ."
    (ontology / "reference" / "curation.ttl").write_text(PREFIXES + line, encoding="utf-8")

    with pytest.raises(LexiconError, match=r"ferry-board>, which is not described; give that one a class"):
        load(ontology)
