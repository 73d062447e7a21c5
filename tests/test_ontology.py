from __future__ import annotations

import re
import runpy
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyshacl import validate
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import ORG, OWL, RDF, RDFS, SKOS

from servanda import iris, resources
from servanda.vocab import FORCE, SV

FOLDER = resources.ontology()
REFERENCE = FOLDER / "reference"
PARTS = sorted(FOLDER.glob("*.ttl"))
EX = Namespace("https://example.org/")
OWNERS = (SV.organOf, SV.policyOf, SV.locatedIn)
KINDS = {"actor": SV.Actor, "event": SV.Event, "place": SV.Place, "policy": SV.Policy}
OWL_2_RL = {  # what the ontology may use of OWL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
    OWL.AnnotationProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.Restriction,
    OWL.TransitiveProperty,
    OWL.disjointWith,
    OWL.hasValue,
    OWL.imports,
    OWL.onProperty,
    OWL.versionIRI,
    OWL.versionInfo,
}


def parsed(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return parsed(*PARTS)


@pytest.fixture(scope="module")
def reference() -> Graph:
    return parsed(*REFERENCE.glob("*.ttl"))


def closed(*graphs: Graph) -> Graph:
    union = Graph()
    for graph in graphs:
        union += graph
    DeductiveClosure(OWLRL_Semantics).expand(union)
    return union


def contradictions(closure: Graph) -> set[str]:
    """The messages that owlrl leaves in a graph that contradicts itself."""
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return {str(message) for message in closure.objects(None, error)}


@pytest.fixture(scope="module")
def closure(ontology: Graph) -> Graph:
    """All that follows from the ontology and from one example of each inference it is there for."""
    data = Graph()
    for force in ("obligation", "commitment", "intention", "recommendation", "permission"):
        data.add((EX[force], SV.force, FORCE[force]))
    for force in ("position", "recognition", "endorsement"):
        data.add((EX[force], SV.force, FORCE[force]))
    data.add((EX.obliged, RDF.type, SV.Obligation))
    data.add((EX.declaration, SV.party, EX.mexico))
    data.add((EX.unit, ORG.subOrganizationOf, EX.ministry))
    data.add((EX.ministry, SV.organOf, EX.mexico))
    data.add((EX.obligation, SV.deadlineEvidence, EX.words))
    return closed(ontology, data)


# --- the files ---------------------------------------------------------------------------------


def test_the_ontology_imports_all_its_parts_and_nothing_else(ontology: Graph) -> None:
    """servanda.ttl imports each part by the IRI of its header, and nothing from outside."""
    whole = URIRef(iris.ONTOLOGY_GRAPH)
    parts = {f"{whole}/{path.stem}" for path in PARTS} - {f"{whole}/servanda"}

    assert {str(part) for part in ontology.objects(None, OWL.imports)} == parts
    assert {str(part) for part in ontology.subjects(RDF.type, OWL.Ontology)} == parts | {str(whole)}


def test_the_header_says_what_the_ontology_is(ontology: Graph) -> None:
    """The version of the header is that of its version IRI."""
    whole = URIRef(iris.ONTOLOGY_GRAPH)

    assert ontology.value(whole, OWL.versionIRI) == URIRef(
        f"{whole}/{ontology.value(whole, OWL.versionInfo)}"
    )


def test_the_ontology_keeps_its_style(ontology: Graph) -> None:
    """Names, labels, definitions and headers are as shapes/ontology-style.ttl wants them."""
    conforms, _, text = validate(ontology, shacl_graph=parsed(resources.shapes() / "ontology-style.ttl"))

    assert conforms, text


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_terms_are_sorted(path: Path) -> None:
    """A file describes its terms in the order of their names, classes before properties."""
    terms = re.findall(r"^sv:(\w+) ", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert terms == sorted(terms)


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.ttl")), ids=lambda path: path.stem)
def test_reference_data_are_sorted(path: Path) -> None:
    """A file of reference data describes its entities in the order of their IRIs, each once."""
    entities = re.findall(r"^(\w+:\S+) ", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert entities == sorted(set(entities))


# --- what follows ------------------------------------------------------------------------------


def test_the_ontology_stays_within_owl_2_rl(ontology: Graph) -> None:
    """Only constructs of OWL 2 RL occur, and a restriction stands only where RL allows a has-value."""
    used = {term for triple in ontology for term in triple if str(term).startswith(str(OWL))}

    assert used == OWL_2_RL
    assert not [value for value in ontology.objects(None, RDFS.subClassOf) if isinstance(value, BNode)]


def test_the_ontology_and_the_reference_data_are_consistent(ontology: Graph, reference: Graph) -> None:
    """Nothing that follows from the ontology and the reference data contradicts itself."""
    assert contradictions(closed(ontology, reference)) == set()


def test_a_contradiction_is_found(ontology: Graph) -> None:
    """A thing that is a person and a state at once contradicts the ontology."""
    data = Graph()
    data.add((EX.louis, RDF.type, SV.Person))
    data.add((EX.louis, RDF.type, SV.State))

    assert contradictions(closed(ontology, data))


@pytest.mark.parametrize(
    "force, classes",
    [
        ("obligation", {SV.Obligation, SV.Commitment, SV.Commissive}),
        ("commitment", {SV.Commitment, SV.Commissive}),
        ("intention", {SV.Intention, SV.Commissive}),
        ("recommendation", {SV.Recommendation, SV.Directive}),
        ("permission", {SV.Permission, SV.Directive}),
        ("position", {SV.Position, SV.Assertive}),
        ("recognition", {SV.Recognition, SV.Assertive}),
        ("endorsement", {SV.Endorsement, SV.Expressive}),
    ],
)
def test_the_class_follows_from_the_force(closure: Graph, force: str, classes: set[URIRef]) -> None:
    """A statement has the classes of its force, and no other force than its own."""
    types = {kind for kind in closure.objects(EX[force], RDF.type) if str(kind).startswith(str(SV))}

    assert types == classes | {SV.Statement}
    assert set(closure.objects(EX[force], SV.force)) == {FORCE[force]}


def test_the_force_does_not_follow_from_the_class(closure: Graph) -> None:
    """An obligation is a commitment, but it does not get the force of one."""
    assert (EX.obliged, RDF.type, SV.Commitment) in closure
    assert (EX.obliged, SV.force, None) not in closure


def test_a_party_is_inferred(closure: Graph) -> None:
    """Whoever is party to an instrument is a party, and so an actor."""
    assert {SV.Party, SV.Actor} <= set(closure.objects(EX.mexico, RDF.type))


def test_organs_belong_to_what_their_owners_belong_to(closure: Graph) -> None:
    """A sub-organisation of a state's organ is an organ of that state, which is no organisation."""
    assert (EX.unit, SV.organOf, EX.mexico) in closure
    assert (EX.mexico, RDF.type, ORG.Organization) not in closure


def test_evidence_is_a_citation_but_no_other_evidence(closure: Graph) -> None:
    """The words of a deadline are cited, and are not the words of the statement."""
    assert (EX.obligation, SV.citation, EX.words) in closure
    assert (EX.obligation, SV.evidence, EX.words) not in closure


# --- the reference data --------------------------------------------------------------------------


def test_each_entity_has_one_preferred_label_that_its_iri_is_made_of(
    ontology: Graph, reference: Graph
) -> None:
    """An entity's IRI is made of its kind and its only preferred label, as a minted one would be."""
    kinds = {
        node: kind
        for kind, top in KINDS.items()
        for leaf in ontology.transitive_subjects(RDFS.subClassOf, top)
        for node in reference.subjects(RDF.type, leaf)
    }

    for node in set(reference.subjects()):
        (label,) = reference.objects(node, SKOS.prefLabel)
        assert str(node) == iris.minted(kinds[node], str(label))


def test_owners_are_described(reference: Graph) -> None:
    """Whatever owns, holds or is represented by an entity is itself in the reference data."""
    owners = {owner for link in (*OWNERS, SV.represents) for owner in reference.objects(None, link)}

    assert owners <= set(reference.subjects(SKOS.prefLabel))


def test_a_full_name_means_one_entity(reference: Graph) -> None:
    """No two entities share a label or an abbreviation, in whatever case."""
    bearers = defaultdict(set)
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SV.abbreviation):
        for node, name in reference.subject_objects(predicate):
            bearers[str(name).casefold()].add(str(node))

    assert {name: nodes for name, nodes in bearers.items() if len(nodes) > 1} == {}


def test_a_short_name_means_one_entity_of_an_owner(reference: Graph) -> None:
    """A short name has an owner, and no two entities of the same owner share it."""
    uses = Counter(
        (str(name).casefold(), frozenset(owner for link in OWNERS for owner in reference.objects(node, link)))
        for node, name in reference.subject_objects(SV.shortName)
    )

    assert [use for use, times in uses.items() if times > 1 or not use[1]] == []


def test_a_short_name_is_no_full_name(reference: Graph) -> None:
    """What means something only with its owner is not the full name of something else."""
    full = {str(name) for link in (SKOS.prefLabel, SKOS.altLabel) for name in reference.objects(None, link)}

    assert {str(name) for name in reference.objects(None, SV.shortName)} & full == set()


def test_names_are_clean(reference: Graph) -> None:
    """A name is in English and has no white space but single spaces inside."""
    names = {
        name
        for link in (SKOS.prefLabel, SKOS.altLabel, SV.abbreviation, SV.demonym, SV.shortName)
        for name in reference.objects(None, link)
    }

    assert [name for name in names if not str(name) or " ".join(str(name).split()) != str(name)] == []
    assert {name.language for name in names if isinstance(name, Literal)} == {"en"}
    assert not [name for name in names if not isinstance(name, Literal)]


def test_all_countries_are_there(reference: Graph) -> None:
    """The 249 entries of ISO 3166-1 have their three codes each, told apart by their form."""
    states = set(reference.subjects(RDF.type, SV.State))
    forms = (r"[A-Z]{2}", r"[A-Z]{3}", r"[0-9]{3}")

    assert len(states) == 249
    for state in states:
        codes = [str(code) for code in reference.objects(state, SKOS.notation)]
        assert len(codes) == 3
        assert all(sum(bool(re.fullmatch(form, code)) for code in codes) == 1 for form in forms)


# --- the countries' generator --------------------------------------------------------------------


@pytest.fixture(scope="module")
def countries() -> Callable[[Graph], str]:
    """What writes countries.ttl, from the corrections made by hand."""
    for library in ("pycountry", "countryinfo"):
        pytest.importorskip(library, reason=f"countries.ttl is written with {library}, not installed here")
    turtle: Callable[[Graph], str] = runpy.run_path(str(REFERENCE / "countries.py"))["turtle"]
    return turtle


def test_countries_are_as_their_script_writes_them(countries: Callable[[Graph], str]) -> None:
    """countries.py writes countries.ttl byte for byte."""
    written = countries(parsed(REFERENCE / "countries-more.ttl"))

    assert written == (REFERENCE / "countries.ttl").read_text(encoding="utf-8")


def test_corrections_replace_what_the_libraries_say(countries: Callable[[Graph], str]) -> None:
    """A preferred label or demonym given by hand takes the place of the libraries'."""
    more = Graph().parse(
        data="""
            @prefix actor: <https://w3id.org/servanda/id/actor/> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix sv: <https://w3id.org/servanda/ontology#> .
            actor:holland skos:notation "NL" ; skos:prefLabel "Holland"@en ; sv:demonym "Hollandish"@en .
        """,
        format="turtle",
    )
    graph = Graph().parse(data=countries(more), format="turtle")
    holland = URIRef(iris.minted("actor", "Holland"))

    assert graph.value(holland, SKOS.prefLabel) == Literal("Holland", lang="en")
    assert Literal("Netherlands", lang="en") in set(graph.objects(holland, SKOS.altLabel))
    assert graph.value(holland, SV.demonym) is None
