"""One graph against the shapes: what is found, by either engine, and what is kept quiet."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Literal
from rdflib.namespace import SH

from servanda.validate import Report, engine, read_shapes, validate
from servanda.validate.terms import LITERAL_FORM
from validate.conftest import Held
from validate.trees import EX, NAME, SHAPES, store, written


def test_a_finding_says_where_what_and_how_grave(held: Held) -> None:
    """Focus node, path, value, severity, message and shape are those of the shape that was broken."""
    (finding,) = held(":ash a :Tree ; :name 'ash' ; :height 60 . :kim :owns :ash .").findings
    assert finding.focus == EX.ash
    assert finding.path == EX.height
    assert finding.value == Literal(60)
    assert finding.severity == "Warning"
    assert finding.message == "No tree is that high: measure again."
    assert finding.shape == EX["tree-height"]
    assert finding.component == SH.MaxInclusiveConstraintComponent


def test_what_is_missing_has_no_value_and_a_path_that_is_no_property_is_left_out(held: Held) -> None:
    """A missing name has a path and no value; a missing owner, looked for backwards, has neither."""
    name, owner = held(":ash a :Tree .").findings
    assert (name.path, name.value) == (EX.name, None)
    assert (owner.path, owner.value) == (None, None)


def test_a_literal_that_is_no_value_is_one_finding(held: Held, capfd: pytest.CaptureFixture[str]) -> None:
    """A day that does not exist is a violation with node, property and value; no shape sees or misses it."""
    shapes = f"""{SHAPES}
        :Tree sh:property :tree-felled . :tree-felled a sh:PropertyShape ;
        sh:path :planted ; sh:minCount 1 ; sh:lessThan :felled ;
        sh:severity sh:Violation ; sh:message "A tree is felled after it was planted." ."""
    days = "'2019-02-30'^^xsd:date ; :felled '2020-01-01'^^xsd:date"
    capfd.readouterr()
    found = held(f":ash a :Tree ; :name 'ash' ; :planted {days} .", shapes).findings
    (finding,) = (one for one in found if one.severity == "Violation")
    assert (finding.focus, finding.path, str(finding.value)) == (EX.ash, EX.planted, "2019-02-30")
    assert finding.message.startswith("The value is no xsd:date: ")
    assert finding.shape == LITERAL_FORM
    assert capfd.readouterr() == ("", "")


def test_the_graph_stays_as_it_was(tmp_path: Path, engine_name: str) -> None:
    """To validate adds no triple to a graph and takes none away, ill-formed literals included."""
    data = store(":ash a :Tree ; :planted '2019-02-30'^^xsd:date ; :height 60 ; :leaf [ :colour 'green' ] .")
    before = set(data.triples())
    assert validate(data, engine(read_shapes([written(tmp_path)]), engine_name), NAME).findings
    assert set(data.triples()) == before
    assert len(before) == 5


def test_a_report_says_by_what_and_for_what_it_was_made(held: Held, engine_name: str) -> None:
    """The name and version of the engine stand in the report, and the name of the graph."""
    made = held(":ash a :Bush .")
    assert made.engine.partition(" ")[0] == engine_name
    assert made == Report(NAME, (), made.engine)
    assert made.conforms


def test_the_profile_and_what_spoils_conformance_stand_in_the_report(
    tmp_path: Path, engine_name: str
) -> None:
    """`validate` hands on the profile and the least severity that counts, and holds conformance to it."""
    against = engine(read_shapes([written(tmp_path)]), engine_name)
    data = store(":ash a :Tree ; :name 'ash' .")
    strict = validate(data, against, NAME, "treaty", "Info")
    assert (strict.profile, strict.fails_on, strict.conforms) == ("treaty", "Info", False)
    assert validate(data, against, NAME).conforms
