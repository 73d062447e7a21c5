from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from servanda import lexicon, resources
from servanda.errors import LexiconError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), copy)
    return copy


def test_names_know_their_entity_and_its_owner() -> None:
    """A name leads to its entity, with its class and whose it is; short names and acronyms are marked."""
    names = {name.form: name for name in lexicon.load(resources.ontology()).names}
    guard = names["National Guard of Mexico"].entity
    assert (guard.kind, guard.owners) == ("SecurityForce", ("https://w3id.org/servanda/id/actor/mexico",))
    assert names["MPP"].exact
    assert names["National Guard"].ambiguous
    assert names["Mexican"].adjective


def test_reporting_verbs_know_their_frames(folder: Path) -> None:
    """A reporting verb that is added to the ontology is known by its lemma, with the frames it is given."""
    with (folder / "report.ttl").open("a", encoding="utf-8") as report:
        report.write(
            '\nverb:hum a sv:ReportingVerb ; sv:lemma "hum" ; sv:frame frame:clause , frame:noun .\n'
        )
    assert lexicon.load(folder).reporting["hum"] == {"clause", "noun"}
    assert "hum" not in lexicon.load(resources.ontology()).reporting


def test_a_file_that_does_not_parse_is_named_with_its_line(folder: Path) -> None:
    """Broken Turtle is an error with the file and the line."""
    (folder / "force.ttl").write_text("@prefix a: <b> .\n\na:b a:c ; .. \n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"force\.ttl:3: this RDF does not parse: .*; mend this line"):
        lexicon.load(folder)


@pytest.mark.parametrize(
    "line, message",
    [
        ("cue:shun a sv:VerbCue ; sv:entails force:position .", "cue#shun> needs sv:lemma"),
        ('cue:shun a sv:VerbCue ; sv:lemma "shun" ; sv:entails force:position .', "cue#shun> needs sv:lemma"),
        (
            '<https://w3id.org/servanda/verb#hum> a sv:ReportingVerb ; sv:lemma "hum" .',
            "verb#hum> needs sv:lemma and sv:frame",
        ),
        ("<https://w3id.org/servanda/id/actor/x> a sv:State .", "actor/x> has no skos:prefLabel"),
    ],
)
def test_a_term_that_lacks_what_it_must_have_is_named(folder: Path, line: str, message: str) -> None:
    """A cue or verb without words or frame, or an actor without a name, is an error that names the term."""
    with (folder / "force.ttl").open("a", encoding="utf-8") as force:
        force.write(f"\n{line}\n")
    with pytest.raises(LexiconError, match=message):
        lexicon.load(folder)
