"""Each shape by example: graphs that pass, and for every named shape one that breaks it and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from servanda import resources
from servanda.build import check_rdf
from servanda.build.checking import AS_USUAL
from servanda.store import Store
from servanda.validate import Engine, Report, Shapes, engine, load_shapes, read_shapes, validate
from servanda.validate.terms import NAMED

EXAMPLES = Path(__file__).parent / "shapes"
CONCERN_FILES = sorted(resources.shapes().glob("*.ttl"))
PROFILE_FILES = sorted(resources.shapes().glob("profiles/*.ttl"))
FILES = [*CONCERN_FILES, *PROFILE_FILES]
BREAKING = sorted(EXAMPLES.glob("*/breaks-*.ttl"))
OF_DATA = [file for file in sorted(EXAMPLES.glob("*/*.ttl")) if file.parent.name != "ontology-style"]
SVSH = "https://w3id.org/servanda/shapes#"
GRAPH = "https://example.org/graph"
TERMS = "terms"
"""The concern whose shapes stand in no file, but in the code."""
SAID = (SH.name, SH.severity, SH.message)
CONCERNS = [*(file.stem for file in FILES), TERMS]
PROFILES = [file.stem for file in PROFILE_FILES]
BESIDE_A_PROFILE = ("document", "evidence", "statement")
"""The concerns that a profile's examples are held against together with it."""


@cache
def class_hierarchy() -> Graph:
    """The classes of the ontology, each below its parents and apart from those it excludes."""
    graph = Graph()
    for file in resources.ontology().glob("*.ttl"):
        for triple in Graph().parse(file):
            if triple[1] in {RDFS.subClassOf, OWL.disjointWith} and isinstance(triple[0], URIRef):
                graph.add(triple)
    return graph


@cache
def shapes_of(concern: str) -> Shapes:
    """The shapes of a concern alone, or those of a profile with what it is merged with."""
    folder = resources.shapes()
    if concern == TERMS:
        return load_shapes(folder)
    if concern not in PROFILES:
        return read_shapes([folder / f"{concern}.ttl"])
    return read_shapes([folder / f"{one}.ttl" for one in BESIDE_A_PROFILE] + [profile_file(concern)])


def profile_file(profile: str) -> Path:
    """The file that says how a profile differs from all shapes together."""
    return resources.shapes() / "profiles" / f"{profile}.ttl"


def report(example: Path) -> Report:
    """What the shapes of an example's concern or profile, the folder it lies in, find in it."""
    return findings(Graph().parse(example), shapes_of(example.parent.name))


def findings(data: Graph, shapes: Shapes) -> Report:
    """What `shapes` find in `data`, which is joined by the class hierarchy."""
    store = Store()
    store.add(GRAPH, data + class_hierarchy())
    return validate(store, engine_of(shapes), GRAPH)


@cache
def engine_of(shapes: Shapes) -> Engine:
    """The fastest engine with some shapes."""
    return engine(shapes)


def named_shapes(concern: str) -> set[str]:
    """The local names of a concern's shapes that can be broken."""
    if concern == TERMS:
        return {shape.removeprefix(SVSH) for shape in NAMED}
    graph = Graph().parse(next(file for file in FILES if file.stem == concern))
    return {str(shape).removeprefix(SVSH) for shape in breakable(graph)}


def breakable(graph: Graph) -> set[Node]:
    """The property shapes, the shapes with a query, and the node shapes with a message of their own."""
    nodes = set(graph.subjects(RDF.type, SH.NodeShape)) & set(graph.subjects(SH.message, None))
    return nodes | {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.sparql, None)}


def switched_off(profile: str) -> list[str]:
    """The local names of the shapes that do not apply under a profile."""
    graph = Graph().parse(profile_file(profile))
    return sorted(str(shape).removeprefix(SVSH) for shape in graph.subjects(SH.deactivated, None))


@pytest.mark.parametrize("concern", CONCERNS)
def test_a_valid_example_yields_no_finding(concern: str) -> None:
    """The valid example of each concern breaks no shape, not even one that warns or informs."""
    assert report(EXAMPLES / concern / "valid.ttl").findings == ()


@pytest.mark.parametrize("example", BREAKING, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_breaking_example_breaks_its_shape_alone(example: Path) -> None:
    """An example that breaks a shape yields findings of that shape, and of no other."""
    broken = {str(finding.shape) for finding in report(example).findings}
    assert broken == {SVSH + example.stem.removeprefix("breaks-")}


@pytest.mark.parametrize("concern", CONCERNS)
def test_every_named_shape_has_its_breaking_example(concern: str) -> None:
    """The breaking examples of a concern are exactly its named shapes: none is without, none is left over."""
    examples = (EXAMPLES / concern).glob("breaks-*.ttl")
    assert {example.stem.removeprefix("breaks-") for example in examples} == named_shapes(concern)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_named_shape_has_a_name_a_severity_and_a_message(file: Path) -> None:
    """A shape has an IRI, a severity and a message that says what to mend; all but queries have a name."""
    graph = Graph().parse(file)
    for shape in breakable(graph):
        assert isinstance(shape, URIRef)
        query = graph.value(shape, SH.sparql)
        said = {SH.severity: shape, SH.message: query} if query else dict.fromkeys(SAID, shape)
        for property_, subject in said.items():
            assert len(list(graph.objects(subject, property_))) == 1, (shape, property_)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_property_shape_is_used(file: Path) -> None:
    """Each property shape belongs to a node shape, and each node shape has a target."""
    graph = Graph().parse(file)
    assert set(graph.subjects(RDF.type, SH.PropertyShape)) == set(graph.objects(None, SH.property))
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        assert any((shape, target, None) in graph for target in targets), shape


def test_no_name_stands_for_two_shapes() -> None:
    """What a report names as its source is one shape: no two files have one of the same name."""
    names = [name for concern in CONCERNS for name in named_shapes(concern)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("file", CONCERN_FILES, ids=lambda file: file.stem)
def test_only_a_profile_switches_shapes_off(file: Path) -> None:
    """The files of the concerns hold what applies: none of their shapes is deactivated."""
    assert (None, SH.deactivated, None) not in Graph().parse(file)


@pytest.mark.parametrize(
    "profile, shape", [(profile, shape) for profile in PROFILES for shape in switched_off(profile)]
)
def test_what_a_profile_switches_off_is_not_found_under_it(profile: str, shape: str) -> None:
    """A shape that a profile switches off has a breaking example, and the profile finds it nowhere in it."""
    [example] = EXAMPLES.glob(f"*/breaks-{shape}.ttl")
    files = [resources.shapes() / f"{example.parent.name}.ttl", profile_file(profile)]
    found = findings(Graph().parse(example), read_shapes(files)).findings
    assert SVSH + shape not in {str(finding.shape) for finding in found}


@pytest.mark.parametrize(
    "before, after, shape",
    [
        ("    sv:force force:commitment ;\n", "", "statement-force"),
        ("force:commitment", "force:wish", "statement-force"),
        ('    sv:action "open the ferry by 1 June 2020" ;\n', "", "statement-action"),
        ("sv:evidence [", "sv:sentence [", "statement-evidence"),
        ("oa:start 23", "oa:start 22", "span-quote"),
        ("oa:start 23 ;", "oa:start 52 ;", "span-forward"),
        ("a sv:Commitment", "a sv:Recognition", "statement-class"),
        ("2020-06-01", "2020-01-06", "statement-deadline-order"),
        ("actor:norway a sv:State .", "", "statement-bearer-kind"),
        (
            "    sv:party actor:norway , actor:sweden .",
            "    sv:party actor:norway .",
            "joint-instrument-parties",
        ),
    ],
)
def test_what_a_hand_made_graph_says_must_be_right(before: str, after: str, shape: str) -> None:
    """The profile for hand-made graphs asks for less, and still finds each fault in what is said."""
    text = (EXAMPLES / "rdf" / "valid.ttl").read_text(encoding="utf-8")
    assert before in text
    found = findings(Graph().parse(data=text.replace(before, after), format="turtle"), shapes_of("rdf"))
    assert SVSH + shape in {str(finding.shape) for finding in found.findings}


def found_in(example: str, *changes: tuple[str, str]) -> list[str]:
    """The local names of the shapes that find something in an example after its text is changed."""
    file = EXAMPLES / f"{example}.ttl"
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    found = findings(Graph().parse(data=text, format="turtle"), shapes_of(file.parent.name)).findings
    return [str(finding.shape).removeprefix(SVSH) for finding in found]


@pytest.mark.parametrize(
    "before, after",
    [
        ("oa:start 32 ; oa:end 48", "oa:start 32 ; oa:end 50"),
        ("oa:start 49 ; oa:end 124", "oa:start 49 ; oa:end 123"),
        ("oa:start 49 ; oa:end 124", "oa:start 61 ; oa:end 124"),
        ("oa:start 60 ; oa:end 91", "oa:start 60 ; oa:end 93"),
    ],
    ids=["into the next one", "out of its section's end", "out of its section's start", "in one section"],
)
def test_passages_must_not_cross(before: str, after: str) -> None:
    """A passage that shares words with one beside it, or reaches out of the one it is in, is found."""
    assert "passage-overlap" in found_in("document/valid", (before, after))


def test_passages_without_positions_must_not_cross_either() -> None:
    """Where no passage has a position, all are compared with each other."""
    loose = [(f"    sv:order {position} ;\n", "") for position in range(1, 5)]
    assert "passage-overlap" not in found_in("document/valid", *loose)
    assert "passage-overlap" in found_in("document/breaks-passage-overlap", *loose)


def test_statements_without_passages_must_not_cross_either() -> None:
    """Where no statement stands in a passage, all of a document are compared with each other."""
    loose = ("    sv:inPassage <border#paragraph=263,347> ;\n", "")
    assert "statement-overlap" in found_in("statement/breaks-statement-overlap", loose)


def test_a_statement_within_the_words_of_another_is_sound() -> None:
    """Statements may be nested: only those that cross are found."""
    nested = ("oa:start 298 ; oa:end 330", "oa:start 313 ; oa:end 330")
    assert "statement-overlap" not in found_in("statement/breaks-statement-overlap", nested)


@pytest.mark.parametrize(
    "line",
    [
        "actor:chile sv:organOf actor:ministry . actor:ministry sv:organOf actor:norway .",
        "actor:chile sv:represents actor:norway .",
        "actor:chile <http://www.w3.org/ns/org#subOrganizationOf> actor:norway .",
        "actor:norway sv:hasMember actor:chile .",
        "actor:norway sv:headOfState actor:chile .",
        "actor:norway sv:organOf actor:chile .",
        "[] sv:holder actor:chile ; sv:officeHeld actor:king . actor:king sv:represents actor:norway .",
        "<border> sv:party actor:chile .",
        "<border> sv:signatory actor:chile .",
    ],
)
def test_a_bearer_who_belongs_to_a_party_is_sound(line: str) -> None:
    """Organs, officers and members of a party, and signatories, may bear a statement."""
    known = ("actor:chile a sv:State .", f"actor:chile a sv:State . {line}")
    assert found_in("statement/breaks-statement-bearer-party", known) == []


def test_a_body_of_unknown_owner_is_no_stranger() -> None:
    """A body such as a working group of which nobody says whose it is may be one of the parties'."""
    changed = ("actor:chile a sv:State .", "actor:chile a sv:WorkingGroup .")
    assert found_in("statement/breaks-statement-bearer-party", changed) == []


def test_a_body_of_a_stranger_is_a_stranger() -> None:
    """A body whose owner is known, and is no party, is found as a bearer."""
    owned = "actor:chile a sv:WorkingGroup ; sv:organOf actor:peru . actor:peru a sv:State ."
    changed = ("actor:chile a sv:State .", owned)
    assert found_in("statement/breaks-statement-bearer-party", changed) == ["statement-bearer-party"]


def test_a_bearer_who_is_no_actor_is_no_stranger_too() -> None:
    """Words in the place of a bearer are one finding: that they are no actor."""
    words = ("    sv:bearer actor:norway , actor:sweden ;", '    sv:bearer "Norway" ;')
    assert found_in("rdf/valid", words) == ["statement-bearer-kind"]


def test_a_group_speaks_for_its_members() -> None:
    """One party is enough for a joint text if it is a group of which two members are known."""
    members = "actor:norway sv:hasMember actor:bergen , actor:oslo .\ncue:will a sv:ModalCue ."
    changed = ("cue:will a sv:ModalCue .", members)
    assert found_in("document/breaks-joint-instrument-parties", changed) == []


@pytest.mark.parametrize(
    "before, after",
    [
        ('"Norwegian customs"@en', '"Norwegian customs"@nn'),
        ('"Norwegian customs"@en', '"Norwegian customs museum"@en'),
        ('"Norwegian customs"@en ;\n    sv:organOf actor:norway .', '"Norwegian customs"@en .'),
        ("agency a sv:Agency", "agency owl:differentFrom actor:norwegian-customs ; a sv:Agency"),
    ],
    ids=["another language", "another name", "no owner", "said to be different"],
)
def test_actors_are_namesakes_only_with_name_and_owner(before: str, after: str) -> None:
    """Two actors of one name are no finding if their owners differ, or if they are said to be different."""
    prefix = ("@prefix actor:", "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix actor:")
    assert found_in("actor/breaks-actor-duplicate", prefix, (before, after)) == []


def test_two_actors_of_one_name_without_owners_are_namesakes() -> None:
    """Two actors of one name of which no owner is known are found."""
    ownerless = (" ;\n    sv:organOf actor:norway .", " .")
    assert found_in("actor/breaks-actor-duplicate", ownerless) == ["actor-duplicate"]


# --- as the program validates them -------------------------------------------------------------


@pytest.mark.parametrize("example", OF_DATA, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_an_example_has_the_finding_that_it_is_named_for_and_no_other(example: Path) -> None:
    """Against all shapes together, each breaking example has one finding, and the valid ones have none."""
    (checked,) = check_rdf(example, AS_USUAL)
    found = [str(finding.shape).removeprefix(SVSH) for finding in checked.report.findings]
    assert found == ([] if example.stem == "valid" else [example.stem.removeprefix("breaks-")])
