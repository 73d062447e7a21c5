from __future__ import annotations

import re
import runpy
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyshacl import validate
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from servanda import iris, lexicon, resources
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import language
from servanda.model import Part, PassageKind
from servanda.vocab import FORCE, SV

FOLDER = resources.ontology()
REFERENCE = FOLDER / "reference"
PARTS = sorted(FOLDER.glob("*.ttl"))
OURS = "https://w3id.org/servanda/"
EX = Namespace("https://example.org/")
FULL_NAMES = (SKOS.prefLabel, SKOS.altLabel, SV.formerName, SV.abbreviation)
NAMES = (*FULL_NAMES, SV.demonym, SV.shortName)
OWNERS = (SV.organOf, SV.policyOf, SV.locatedIn, SV.represents)
KINDS = {"actor": SV.Actor, "event": SV.Event, "place": SV.Place, "policy": SV.Policy, "tenure": SV.Tenure}
TERRITORIES = frozenset(  # of ISO 3166-1: neither members of the United Nations nor VA, PS and TW
    "AX AS AI AQ AW BM BV IO VG BQ KY CX CC CK CW FK FO GF PF TF GI GL GP GU GG HM HK IM JE MO"
    " MQ YT MS NC NU NF MP PN PR RE BL SH MF PM SX GS SJ TK TC VI UM WF EH".split()
)
POLICIES = ("Agreement", "Law", "Plan", "Program")
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
OWL_2_RL_DATATYPES = {  # the same, section 4.2, as far as the ontology needs them
    RDF.langString,
    XSD.anyURI,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.string,
}
BUILT_IN = {  # what OWL declares itself: https://www.w3.org/TR/owl2-syntax/#Annotation_Properties
    *(OWL.versionIRI, OWL.versionInfo, OWL.imports, RDFS.comment, RDFS.isDefinedBy, RDFS.label, RDFS.seeAlso),
    *(OWL.disjointWith, OWL.hasValue, OWL.onProperty, RDF.type, RDFS.range, RDFS.subClassOf),
    RDFS.subPropertyOf,
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


def entities(reference: Graph) -> set[URIRef]:
    """All that the reference data describe but their own headers."""
    headers = set(reference.subjects(RDF.type, OWL.Ontology))
    return {node for node in reference.subjects() if isinstance(node, URIRef)} - headers


def bearers(reference: Graph, predicates: Iterable[URIRef]) -> dict[str, set[str]]:
    """The entities that each name given by the predicates belongs to, whatever its case."""
    found = defaultdict(set)
    for predicate in predicates:
        for node, name in reference.subject_objects(predicate):
            found[str(name).casefold()].add(str(node))
    return found


def closed(*graphs: Graph) -> Graph:
    union = Graph()
    for graph in graphs:
        union += graph
    DeductiveClosure(OWLRL_Semantics).expand(union)
    return union


def outlined(ontology: Graph, data: Graph) -> Graph:
    """The ontology and data, without literals, and with all things made one of which the same is said.

    What contradicts itself still does: a rule that holds for a thing holds for what it became, too, and
    what literals may be is no matter of classes.
    """
    terms = set(ontology.all_nodes())
    triples = [triple for triple in ontology + data if not isinstance(triple[2], Literal)]
    said: dict[Node, set[tuple[Node | None, Node | None]]] = defaultdict(set)
    for node, link, value in triples:
        said[node].add((link, value if value in terms else None))
        said[value].add((None, link))
    first: dict[frozenset[object], Node] = {}
    one = {node: node if node in terms else first.setdefault(frozenset(said[node]), node) for node in said}
    outline = Graph()
    for node, link, value in triples:
        outline.add((one[node], link, one[value]))
    return outline


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
    data.add((EX.declaration, SV.kindEvidence, EX.title))
    data.add((EX.annex, RDF.type, SV.Annex))
    data.add((EX.preamble, RDF.type, SV.PreambularParagraph))
    return closed(ontology, data)


# --- the files ---------------------------------------------------------------------------------


def test_the_ontology_imports_all_its_parts_and_nothing_else(ontology: Graph) -> None:
    """servanda.ttl imports each part by the IRI of its header, and nothing from outside."""
    whole = URIRef(iris.ONTOLOGY_GRAPH)
    parts = {f"{whole}/{path.stem}" for path in PARTS} - {f"{whole}/servanda"}

    assert {str(part) for part in ontology.objects(None, OWL.imports)} == parts
    assert {str(part) for part in ontology.subjects(RDF.type, OWL.Ontology)} == parts | {str(whole)}


def test_all_files_have_one_version(ontology: Graph, reference: Graph) -> None:
    """The version IRI of a file ends with its version, which all files share."""
    graph = ontology + reference
    headers = set(graph.subjects(RDF.type, OWL.Ontology))

    (version,) = {graph.value(header, OWL.versionInfo) for header in headers}
    for header in headers:
        assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")


def test_the_ontology_keeps_its_style(ontology: Graph) -> None:
    """Names, labels, definitions and headers are as shapes/ontology-style.ttl wants them."""
    own = Graph()
    for triple in ontology:
        if isinstance(triple[0], BNode) or str(triple[0]).startswith(OURS):
            own.add(triple)
    conforms, _, text = validate(own, shacl_graph=parsed(resources.shapes() / "ontology-style.ttl"))

    assert conforms, text


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.ttl")), ids=lambda path: path.stem)
def test_reference_data_say_where_they_come_from(path: Path) -> None:
    """A file of reference data has the header of an ontology file, with its sources and their date."""
    graph = parsed(path)
    header = URIRef(f"{iris.ONTOLOGY_GRAPH}/reference/{path.stem}")
    only_header = Graph()
    for triple in graph.triples((header, None, None)):
        only_header.add(triple)
    style = parsed(resources.shapes() / "ontology-style.ttl")
    conforms, _, text = validate(only_header, shacl_graph=style)

    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [header]
    assert graph.value(header, DCTERMS.source)
    assert graph.value(header, DCTERMS.modified).datatype == XSD.date  # type: ignore[union-attr]
    assert conforms, text


def test_words_have_labels_of_their_own(ontology: Graph) -> None:
    """The label of a cue or role noun begins with its lemma, and no two share one."""
    labels = [(node, label) for node, label in ontology.subject_objects(RDFS.label) if "#" in str(node)]
    words = {node: str(label) for node, label in labels if ontology.value(node, SV.lemma)}

    assert set(words) == set(ontology.subjects(SV.lemma))
    assert len(set(words.values())) == len(words)
    assert all(label.startswith(f"{ontology.value(node, SV.lemma)} (") for node, label in words.items())


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


def test_the_datatypes_are_those_of_owl_2_rl(ontology: Graph) -> None:
    """No literal and no range has a datatype that OWL 2 RL lacks, such as xsd:date."""
    literals = {term for term in ontology.objects() if isinstance(term, Literal)}
    datatypes = {term.datatype or (RDF.langString if term.language else XSD.string) for term in literals}
    ranges = {value for value in ontology.objects(None, RDFS.range) if str(value).startswith(str(XSD))}

    assert datatypes | ranges <= OWL_2_RL_DATATYPES


def test_each_name_used_is_declared(ontology: Graph) -> None:
    """Each property, and each class of an axiom, is declared, those of other vocabularies, too."""
    kinds = (OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty)
    properties = {node for kind in kinds for node in ontology.subjects(RDF.type, kind)}
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    lower, upper = zip(*ontology.subject_objects(RDFS.subPropertyOf), strict=True)
    below, above = zip(*ontology.subject_objects(RDFS.subClassOf), strict=True)
    types = {kind for kind in ontology.objects(None, RDF.type) if not str(kind).startswith(str(OWL))}
    ranges = {value for value in ontology.objects(None, RDFS.range) if not str(value).startswith(str(XSD))}
    named = {node for node in (*below, *above, *types, *ranges) if isinstance(node, URIRef)}

    assert {*ontology.predicates(), *lower, *upper} <= properties | BUILT_IN
    assert named | set(ontology.objects(None, OWL.disjointWith)) <= classes


def test_a_name_is_of_one_kind(ontology: Graph) -> None:
    """No property is declared both for literals and for things, nor to be an annotation as well."""
    kinds = (OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty)
    uses = Counter(node for kind in kinds for node in ontology.subjects(RDF.type, kind))

    assert [node for node, times in uses.items() if times > 1] == []


def test_alignment_makes_no_class_a_concept(ontology: Graph) -> None:
    """No mapping of SKOS ties classes or properties, because it would make concepts of them."""
    mapped = {node for node, link in ontology.subject_predicates() if str(link).endswith("Match")}

    assert mapped <= set(ontology.subjects(RDF.type, SKOS.Concept))


def test_the_ontology_and_the_reference_data_are_consistent(ontology: Graph, reference: Graph) -> None:
    """Nothing that follows from the ontology and the reference data contradicts itself."""
    assert contradictions(closed(outlined(ontology, reference))) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        [(EX.louis, RDF.type, SV.Person), (EX.louis, RDF.type, SV.State)],
        [(EX.louis, RDF.type, SV.Person), (EX.louis, RDF.type, SV.Ministry)],
        [(EX.summit, RDF.type, SV.Event), (EX.treaty, SV.party, EX.summit)],
    ],
)
def test_a_contradiction_is_found(ontology: Graph, wrong: list[tuple[URIRef, URIRef, URIRef]]) -> None:
    """A thing of two kinds that exclude each other contradicts the ontology, however many others do not."""
    data = Graph()
    for name in ("ana", "juan", "mia"):
        data.add((EX[name], RDF.type, SV.Person))
        data.add((EX[f"{name}-summit"], RDF.type, SV.Event))
        data.add((EX[f"{name}-treaty"], SV.party, EX[name]))
    for triple in wrong:
        data.add(triple)

    assert contradictions(closed(outlined(ontology, data)))


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
    assert (EX.declaration, SV.citation, EX.title) in closure


def test_a_passage_has_the_wider_classes_too(closure: Graph) -> None:
    """An annex is a section, a preambular paragraph a paragraph, and both are passages."""
    annex, preamble = (set(closure.objects(node, RDF.type)) for node in (EX.annex, EX.preamble))

    assert {SV.Section, SV.Passage} <= annex
    assert {SV.Paragraph, SV.Passage} <= preamble
    assert not {SV.Section, SV.OperativeParagraph} & preamble


def test_the_kinds_of_passages_are_those_that_are_read(ontology: Graph) -> None:
    """The classes below `sv:Passage` are those that the model of a document knows."""
    below = set(ontology.transitive_subjects(RDFS.subClassOf, SV.Passage)) - {SV.Passage}

    assert below == {SV[kind] for kind in (*PassageKind, *Part)}


def test_a_passage_is_of_one_kind(ontology: Graph) -> None:
    """Of two kinds of passages one is below the other, or they exclude each other."""
    above = {
        SV[kind]: set(ontology.transitive_objects(SV[kind], RDFS.subClassOf))
        for kind in (*PassageKind, *Part)
    }
    apart = {frozenset(pair) for pair in ontology.subject_objects(OWL.disjointWith)}
    both = [
        (one, other)
        for one, other in combinations(above, 2)
        if one not in above[other] and other not in above[one]
        if not any(frozenset(pair) in apart for pair in product(above[one], above[other]))
    ]

    assert both == []


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

    for node in entities(reference):
        (label,) = reference.objects(node, SKOS.prefLabel)
        assert str(node) == iris.minted(kinds[node], str(label))


def test_owners_are_described(reference: Graph) -> None:
    """Whatever owns, holds or is represented by an entity is itself in the reference data."""
    owners = {owner for link in OWNERS for owner in reference.objects(None, link)}

    assert owners <= set(reference.subjects(SKOS.prefLabel))


def test_a_full_name_means_one_entity(reference: Graph) -> None:
    """No two entities share a label, a former name or an abbreviation, in whatever case."""
    full = bearers(reference, FULL_NAMES)

    assert {name: nodes for name, nodes in full.items() if len(nodes) > 1} == {}


def test_a_short_name_means_one_entity_of_an_owner(reference: Graph) -> None:
    """A short name has an owner, and no two entities of the same owner share it."""
    uses = Counter(
        (str(name).casefold(), frozenset(owner for link in OWNERS for owner in reference.objects(node, link)))
        for node, name in reference.subject_objects(SV.shortName)
    )

    assert [use for use, times in uses.items() if times > 1 or not use[1]] == []


def test_a_short_name_or_demonym_is_no_full_name(reference: Graph) -> None:
    """What means one thing wherever it stands is no name at all of another, nor a short name of itself.

    But the short name of a place counts beside other places of its state: "Texas and Georgia".
    """
    elsewhere = reference - Graph().parse(REFERENCE / "places.ttl")
    full = bearers(reference, FULL_NAMES)
    any_name = bearers(elsewhere, NAMES)
    for name, nodes in bearers(reference, set(NAMES) - {SV.shortName}).items():
        any_name[name] |= nodes
    short = bearers(elsewhere, [SV.shortName])

    assert {name: any_name[name] for name in full if any_name[name] != full[name]} == {}
    assert full.keys() & short.keys() == set()


def test_nothing_belongs_to_itself(reference: Graph) -> None:
    """Neither organs nor places go round in a circle."""
    for link in OWNERS:
        for node in set(reference.subjects(link)):
            above = {
                up
                for owner in reference.objects(node, link)
                for up in reference.transitive_objects(owner, link)
            }
            assert node not in above


def test_policies_are_owned_on_one_level(reference: Graph) -> None:
    """A policy belongs to states or to organizations of their own, not to the organs of a state."""
    states = set(reference.subjects(RDF.type, SV.State))
    organs = {node for state in states for node in reference.transitive_subjects(SV.organOf, state)} - states
    joint = {node for node in organs if len(set(reference.objects(node, SV.organOf))) > 1}

    assert set(reference.objects(None, SV.policyOf)) & (organs - joint) == set()


def test_a_tenure_is_whole(reference: Graph) -> None:
    """A tenure has one person, one office, and days of which the first comes before the last."""
    tenures = set(reference.subjects(RDF.type, SV.Tenure))

    assert tenures
    for tenure in tenures:
        (holder,) = reference.objects(tenure, SV.holder)
        (office,) = reference.objects(tenure, SV.officeHeld)
        days = [
            day.toPython()
            for link in (SV.heldFrom, SV.heldUntil)
            for day in reference.objects(tenure, link)
            if isinstance(day, Literal)
        ]
        assert (holder, RDF.type, SV.Person) in reference
        assert (office, RDF.type, SV.Office) in reference, office
        assert days == sorted(set(days))


def holders(reference: Graph, office: str, day: str) -> set[str]:
    """The labels of those who held an office on a day by the reference data."""
    found = set()
    for tenure in reference.subjects(SV.officeHeld, URIRef(iris.minted("actor", office))):
        first, last = (str(reference.value(tenure, link) or day) for link in (SV.heldFrom, SV.heldUntil))
        if first <= day <= last:
            found |= {
                str(reference.value(who, SKOS.prefLabel)) for who in reference.objects(tenure, SV.holder)
            }
    return found


@pytest.mark.parametrize(
    "office, day, holder",
    [
        ("President of the United States", "2019-06-07", "Donald Trump"),
        ("President of the United States", "2021-03-01", "Joe Biden"),
        ("President of Mexico", "2017-06-05", "Enrique Peña Nieto"),
        ("Prime Minister of Israel", "2000-01-01", "Ehud Barak"),
        ("Prime Minister of Israel", "2010-01-01", "Benjamin Netanyahu"),
    ],
)
def test_an_office_has_one_holder_on_a_day(reference: Graph, office: str, day: str, holder: str) -> None:
    """Who held an office on a day follows from the tenures, also for those who held it twice."""
    assert holders(reference, office, day) == {holder}


def test_no_two_persons_hold_an_office_at_once(reference: Graph) -> None:
    """Tenures of one office share no more than the day on which one follows the other."""
    terms = defaultdict(list)
    for tenure, office in reference.subject_objects(SV.officeHeld):
        last = reference.value(tenure, SV.heldUntil)
        if last:
            terms[office].append((str(reference.value(tenure, SV.heldFrom)), str(last)))

    for spans in terms.values():
        assert all(last <= first for (_, last), (first, _) in pairwise(sorted(spans)))


@pytest.mark.parametrize(
    "name, organs",
    [
        ("National Guard", ["National Guard of Mexico", "National Guard of the United States"]),
        (
            "Supreme Court",
            ["Supreme Court of the United States", "Supreme Court of Justice of the Nation of Mexico"],
        ),
        (
            "National Civil Police",
            ["National Civil Police of El Salvador", "National Civil Police of Guatemala"],
        ),
    ],
)
def test_namesakes_stay_apart_by_their_owner(reference: Graph, name: str, organs: list[str]) -> None:
    """Organs of two states share a short name, and each belongs to its own."""
    nodes = [URIRef(iris.minted("actor", organ)) for organ in organs]
    owners = {owner for node in nodes for owner in reference.objects(node, SV.organOf)}

    assert set(nodes) <= set(reference.subjects(SV.shortName, Literal(name, lang="en")))
    assert len(owners) == len(nodes)


def test_the_policies_that_declarations_name_are_there(ontology: Graph, reference: Graph) -> None:
    """The reference data have at least 120 policies, and each of their kinds."""
    policies = {kind: set(reference.subjects(RDF.type, SV[kind])) for kind in POLICIES}

    assert all(policies.values())
    assert len(set().union(*policies.values())) >= 120
    assert set(ontology.subjects(RDFS.subClassOf, SV.Policy)) == {SV[kind] for kind in POLICIES}


def test_a_successor_is_no_other_name_of_what_it_replaces(reference: Graph) -> None:
    """A policy shares no name with one it replaces, as USMCA and NAFTA do not, and both are described."""
    usmca, nafta = (
        URIRef(iris.minted("policy", name)) for name in ("United States-Mexico-Canada Agreement", "NAFTA")
    )
    pairs = set(reference.subject_objects(SV.replaces))

    assert (usmca, nafta) in pairs
    for pair in pairs:
        names = [
            {str(name).casefold() for link in NAMES for name in reference.objects(one, link)} for one in pair
        ]
        assert all(names)
        assert set.intersection(*names) == set()


def test_nothing_replaces_itself(reference: Graph) -> None:
    """The succession of policies does not go round in a circle."""
    for policy, earlier in reference.subject_objects(SV.replaces):
        assert policy not in set(reference.transitive_objects(earlier, SV.replaces))


def test_names_are_clean(reference: Graph) -> None:
    """A name is in English and has no white space but single spaces inside."""
    names = {name for link in NAMES for name in reference.objects(None, link)}

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


def test_a_country_matches_the_entry_of_its_own_code_in_the_eu_table(reference: Graph) -> None:
    """The exact match of a country ends with its alpha-3 code; five departments of France have none."""
    table = "http://publications.europa.eu/resource/authority/country/"
    matches = {str(node): str(match) for node, match in reference.subject_objects(SKOS.exactMatch)}
    codes = {
        str(state): f"{table}{code}"
        for state in reference.subjects(RDF.type, SV.State)
        for code in reference.objects(state, SKOS.notation)
        if re.fullmatch(r"[A-Z]{3}", str(code))
    }

    assert {state: match for state, match in matches.items() if codes.get(state, match) != match} == {}
    assert {codes[state].removeprefix(table) for state in codes.keys() - matches.keys()} == {
        *("GLP", "GUF", "MTQ", "MYT", "REU")
    }


def test_each_state_has_its_organs(reference: Graph) -> None:
    """A state has a government, a legislature, and offices of its head of state and head of government."""
    states = {
        state
        for state in reference.subjects(RDF.type, SV.State)
        if TERRITORIES.isdisjoint(map(str, reference.objects(state, SKOS.notation)))
    }

    assert len(states) == 193 + 3
    for state in states:
        kinds = Counter(
            kind
            for node in reference.subjects(SV.organOf, state)
            for kind in reference.objects(node, RDF.type)
        )
        assert (kinds[SV.Government], kinds[SV.Legislature]) == (1, 1), state
        for post in (SV.headOfState, SV.headOfGovernment):
            (office,) = reference.objects(state, post)
            assert (office, RDF.type, SV.Office) in reference
            assert (office, SV.represents, state) in reference


def test_a_chamber_belongs_to_a_legislature(reference: Graph) -> None:
    """Each chamber is an organ of one legislature, and each government of one state."""
    for kind, above in ((SV.Chamber, SV.Legislature), (SV.Government, SV.State)):
        for node in reference.subjects(RDF.type, kind):
            (owner,) = reference.objects(node, SV.organOf)
            assert (owner, RDF.type, above) in reference


def test_the_organizations_are_many(reference: Graph) -> None:
    """At least 120 organizations are founded by treaty or organs of such, and 60 are forums of states."""
    assert len(set(reference.subjects(RDF.type, SV.InternationalOrganization))) >= 120
    assert len(set(reference.subjects(RDF.type, SV.Forum))) >= 60


@pytest.mark.parametrize(
    "group, names",
    [
        ("G7", {"Canada", "France", "Germany", "Italy", "Japan", "United Kingdom", "United States"}),
        ("Quad", {"Australia", "India", "Japan", "United States"}),
        ("Mercosur", {"Argentina", "Bolivia", "Brazil", "Paraguay", "Uruguay"}),
        ("Weimar Triangle", {"France", "Germany", "Poland"}),
    ],
)
def test_a_group_has_its_members(reference: Graph, group: str, names: set[str]) -> None:
    """A group of few states has these states as members, and no other."""
    members = reference.objects(URIRef(iris.minted("actor", group)), SV.hasMember)

    assert {str(reference.value(member, SKOS.prefLabel)) for member in members} == names


def test_members_are_described(reference: Graph) -> None:
    """Each member is a state or an organization that is described, and no member of itself."""
    kinds = {SV.State, SV.InternationalOrganization, SV.Forum}

    for group, member in reference.subject_objects(SV.hasMember):
        assert reference.value(member, RDF.type) in kinds
        assert member != group


# --- names in a text -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(lexicon.load(FOLDER))


@pytest.mark.parametrize(
    "text, names",
    [
        ("New Mexico and the Gulf of Mexico", ["New Mexico", "Gulf of Mexico"]),
        ("New Jersey, Washington State and Atlanta, Georgia", ["New Jersey", "Washington State", "Atlanta"]),
        ("the Indian Ocean and the Sea of Japan", ["Indian Ocean", "Sea of Japan"]),
        ("the Jordan River and the Congo Basin", ["Jordan River", "Congo Basin"]),
        ("Northern Ireland and British Columbia", ["Northern Ireland", "British Columbia"]),
        ("from the North Pole to the South Pole", []),
        ("an Inter-American Court", ["Americas"]),
        ("Central African forests", []),
        ("the Central African Republic", ["Central African Republic"]),
        ("the South Korean National Security Council", ["South Korea"]),
        ("the AU Peace and Security Council", ["African Union Peace and Security Council"]),
        ("the Security Council", ["United Nations Security Council"]),
        ("Prime Minister Bennett and Prime Minister Modi", ["Narendra Modi"]),
        ("a Mutual Defense Treaty, a Washington Declaration and Vision 2030", []),
        ("OPEC and OPEC+", ["Organization of the Petroleum Exporting Countries", "OPEC+"]),
        ("women and girls, young people and youth", ["women and girls", "young people", "youth"]),
        ("victims and survivors of COVAX AMC", ["victims and survivors", "COVAX Advance Market Commitment"]),
        ("the Mexican delegation", ["Mexico"]),
        ("Congolese and Guinean, Dominican or Korean ports", []),
        ("the Congo, and Congo-Brazzaville", ["Republic of the Congo"]),
        ("the Knesset, the Storting", ["Knesset of Israel", "Parliament of Norway"]),
        ("the President of Guinea-Bissau", ["President of Guinea-Bissau", "Guinea-Bissau"]),
        ("the Parliament, the Senate and the President", []),
        ("the EU and the European Commission", ["European Union", "European Commission"]),
        ("a European Commission of Human Rights", ["European Commission of Human Rights"]),
        ("the Commission, the Council, the Forum, the Group and the Secretary General", []),
        ("ONE CROP OF PALM OIL", []),
        ("non-permanent members of the Security Council", ["United Nations Security Council"]),
        ("T-MEC/USMCA", ["United States-Mexico-Canada Agreement"] * 2),
        (
            "from NAFTA to the U.S.-Mexico-Canada Agreement",
            ["NAFTA", "United States-Mexico-Canada Agreement"],
        ),
        ("New START, a New Start and the Hiroshima Summit", ["New START Treaty", "G7 Hiroshima Summit"]),
        ("a Summit, a G20 Summit and COP 27", ["G20", "27th Conference of the Parties"]),
    ],
)
def test_a_name_within_another_name_is_not_read(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    """The longer name counts, and what may mean several things means none without its owner."""
    assert [found.entity.label for found in gazetteer.find(language().make_doc(text))] == names


def test_each_full_name_of_a_policy_or_event_is_found(gazetteer: Gazetteer) -> None:
    """A full name in a sentence means its own policy or event, and none that is part of its name."""
    full = [
        name
        for name in lexicon.load(FOLDER).names
        if gazetteer.is_a(name.entity, "Policy", "Event") and not name.ambiguous
    ]
    missed = {
        name.form
        for name in full
        if {
            found.entity for found in gazetteer.find(language().make_doc(f"By the {_plain(name.form)}, too."))
        }
        != {name.entity}
    }

    assert full
    assert missed == set()


def _plain(name: str) -> str:
    """The name with straight quotation marks, as a passage is parsed."""
    return name.translate(str.maketrans("‘’“”", "''\"\""))


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
    assert graph.value(holland, SKOS.exactMatch) == URIRef(
        "http://publications.europa.eu/resource/authority/country/NLD"
    )
