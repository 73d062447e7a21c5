"""Validation: findings in order, reports that stay the same, and broken shapes that say where they break."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD

from servanda import iris, resources
from servanda.errors import ShapesError
from servanda.reason import infer
from servanda.store import UNNAMED_GRAPH, Store
from servanda.validate import Report, focus, load_shapes, read_shapes, validate
from servanda.validate.terms import LITERAL_FORM
from servanda.vocab import FORCE, PREFIXES, SV

EX = Namespace("https://example.org/")
NAME = str(EX.graph)
SHAPES = """
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix : <https://example.org/> .
    :Tree a sh:NodeShape ;
        sh:targetClass :Tree ;
        sh:property :tree-height , :tree-name , :tree-owner .
    :tree-height a sh:PropertyShape ;
        sh:path :height ; sh:maxInclusive 50 ;
        sh:severity sh:Warning ; sh:message "No tree is that high: measure again." .
    :tree-name a sh:PropertyShape ;
        sh:path :name ; sh:minCount 1 ;
        sh:severity sh:Violation ; sh:message "A tree has a name: give it one." .
    :tree-owner a sh:PropertyShape ;
        sh:path [ sh:inversePath :owns ] ; sh:minCount 1 ;
        sh:severity sh:Info ; sh:message "Nobody owns the tree." .
"""
PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"


def report(turtle: str, folder: Path, shapes: str = SHAPES) -> Report:
    """What `shapes` find in a small graph."""
    (folder / "tree.ttl").write_text(shapes, encoding="utf-8")
    data = Graph().parse(data=f"@prefix : <{EX}> . {turtle}", format="turtle")
    return validate(data, load_shapes(folder), NAME)


# --- findings ----------------------------------------------------------------------------------


def test_a_finding_says_where_what_and_how_grave(tmp_path: Path) -> None:
    """Focus node, path, value, severity, message and shape are those of the shape that was broken."""
    (finding,) = report(":ash a :Tree ; :name 'ash' ; :height 60 . :kim :owns :ash .", tmp_path).findings
    assert finding.focus == EX.ash
    assert finding.path == EX.height
    assert finding.value == Literal(60)
    assert finding.severity == "Warning"
    assert finding.message == "No tree is that high: measure again."
    assert finding.shape == EX["tree-height"]
    assert finding.component == SH.MaxInclusiveConstraintComponent


def test_what_is_missing_has_no_value_and_a_path_that_is_no_property_is_left_out(tmp_path: Path) -> None:
    """A missing name has a path and no value; a missing owner, looked for backwards, has neither."""
    name, owner = report(":ash a :Tree .", tmp_path).findings
    assert (name.path, name.value) == (EX.name, None)
    assert (owner.path, owner.value) == (None, None)


def test_a_literal_that_is_no_value_is_one_finding(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A day that does not exist is a violation with node, property and value; no shape sees or misses it."""
    shapes = f"""{SHAPES}
        :Tree sh:property :tree-felled . :tree-felled a sh:PropertyShape ;
        sh:path :planted ; sh:minCount 1 ; sh:lessThan :felled ;
        sh:severity sh:Violation ; sh:message "A tree is felled after it was planted." ."""
    days = "'2019-02-30'^^<{0}date> ; :felled '2020-01-01'^^<{0}date>".format(str(XSD))
    store = Store()
    (tmp_path / "data.ttl").write_text(f"@prefix : <{EX}> . :ash a :Tree ; :name 'ash' ; :planted {days} .")
    store.add(NAME, Store.load(tmp_path / "data.ttl").graph(UNNAMED_GRAPH))
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "tree.ttl").write_text(shapes, encoding="utf-8")
    capfd.readouterr()
    graph = focus(store, NAME)
    found = [
        finding
        for finding in validate(graph, load_shapes(tmp_path / "shapes"), NAME).findings
        if finding.severity == "Violation"
    ]
    (finding,) = found
    assert (finding.focus, finding.path, str(finding.value)) == (EX.ash, EX.planted, "2019-02-30")
    assert finding.message.startswith("The value is no xsd:date: ")
    assert set(graph.objects(EX.ash, EX.planted)) == {finding.value}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "turtle, message",
    [
        (
            ":s sv:benificiary :a .",
            "The ontology has no property sv:benificiary; did you mean sv:beneficiary?",
        ),
        (":s sv:deadLine :a .", "The ontology has no property sv:deadLine; did you mean sv:deadline?"),
        (":s sv:Statement :a .", "The ontology has no property sv:Statement"),
        (":s a sv:Promise .", "The ontology has no class sv:Promise"),
        (":s a sv:xyz .", "The ontology has no class sv:xyz: see the files of ontology/."),
        (
            ":s a sv:Person, :Moot. :Moot rdfs:subClassOf sv:Chamber. sv:Person owl:disjointWith sv:Chamber.",
            "Nothing is both sv:Person and sv:Chamber: take one of the two away.",
        ),
    ],
)
def test_terms_that_do_not_fit(tmp_path: Path, turtle: str, message: str) -> None:
    """A term that the ontology does not have, or two classes that exclude each other, are a violation."""
    names = f"@prefix sv: <{PREFIXES['sv']}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> ."
    (finding,) = report(f"{names} {turtle}", tmp_path).findings
    assert (finding.focus, finding.severity) == (EX.s, "Violation")
    assert finding.message.startswith(message)


def test_findings_are_sorted_by_severity_then_by_node(tmp_path: Path) -> None:
    """Violations stand before warnings, these before infos, and each kind in the order of its nodes."""
    found = report(":oak a :Tree ; :height 99 . :ash a :Tree ; :height 77 .", tmp_path).findings
    assert [(finding.severity, finding.focus) for finding in found] == [
        (severity, tree) for severity in ("Violation", "Warning", "Info") for tree in (EX.ash, EX.oak)
    ]


def test_only_violations_spoil_conformance(tmp_path: Path) -> None:
    """A graph with warnings and infos conforms, so does one without targets; one with a violation never."""
    warned = report(":ash a :Tree ; :name 'ash' ; :height 60 .", tmp_path)
    assert warned.conforms
    assert len(warned.findings) == 2
    assert not report(":ash a :Tree .", tmp_path).conforms
    assert report(":ash a :Bush .", tmp_path) == Report(NAME, ())
    assert report(":ash a :Bush .", tmp_path).conforms


# --- reports -----------------------------------------------------------------------------------


def test_a_report_is_a_standard_one_without_blank_nodes(tmp_path: Path) -> None:
    """Each finding is a sh:ValidationResult with the properties that SHACL asks for and its own IRI."""
    found = report(":oak a :Tree ; :height 99 . :ash a :Tree .", tmp_path)
    graph = found.graph()
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = set(graph.objects(node, SH.result))
    assert str(graph.value(node, SH.conforms)) == "false"
    assert len(results) == len(found.findings) == 5
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    needed = {SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage}
    for result in results:
        assert needed <= set(graph.predicates(result))


def test_the_same_graph_gives_the_same_report(tmp_path: Path) -> None:
    """Two validations give the same triples: the IRI of a finding comes from what it says."""
    first = report(":oak a :Tree ; :height 99 . :ash a :Tree .", tmp_path)
    second = report(":ash a :Tree . :oak :height 99 ; a :Tree .", tmp_path)
    assert first == second
    assert set(first.graph()) == set(second.graph())


# --- shapes that are broken --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, line, what",
    [
        (f"{PREFIX}\nthis is no Turtle .", ":3", "does not parse: Bad syntax"),
        (f"{PREFIX}<#s> a sh:NodeShape ;\n  sh:minCuont 1 .", ":3", "SHACL has no term sh:minCuont"),
        (f"{PREFIX}<#s> a sh:Group .", ":2", "SHACL has no term sh:Group"),
        (f"{PREFIX}<#s> sh:minCount 1 .", "", "holds no shapes"),
        ("", "", "holds no shapes"),
        (
            f"{PREFIX}<#s> a sh:NodeShape ;\n sh:sparql [ sh:select 'SELECT $this {{ $this ex:p 1 }}' ] .",
            ":3",
            "the prefix ex: is not declared",
        ),
    ],
)
def test_a_broken_file_of_shapes_says_where(tmp_path: Path, text: str, line: str, what: str) -> None:
    """A file that does not parse, misspells a term or holds no shape is an error with file and line."""
    file = tmp_path / "broken.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        load_shapes(tmp_path)
    assert caught.value.where == f"{file}{line}"
    assert what in caught.value.what
    assert "\n" not in caught.value.what


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:property [ sh:path :name ; sh:minCount 'one' ]",
        "sh:property [ sh:minCount 1 ]",
        "sh:property [ sh:path :name ; sh:pattern '(' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { ?x ' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { VALUES ?x { 1 } $this ?p ?x }' ]",
    ],
)
def test_a_shape_that_cannot_be_evaluated_is_named(
    tmp_path: Path, constraint: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A constraint that makes no sense is an error with file and shape, and nothing is printed."""
    file = tmp_path / "wrong.ttl"
    file.write_text(
        f"{PREFIX}@prefix : <{EX}> .\n:Wrong a sh:NodeShape ; sh:targetClass :Tree ; {constraint} .",
        encoding="utf-8",
    )
    with pytest.raises(ShapesError) as caught:
        report(":ash a :Tree ; :name 'ash' .", tmp_path)
    assert caught.value.where == str(file)
    assert f"the shape {EX.Wrong} cannot be evaluated" in caught.value.what
    assert "\n" not in caught.value.what
    assert capfd.readouterr().err == ""


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, and a file that is not there, are errors with the file's name."""
    (tmp_path / "binary.ttl").write_bytes(b"\xff\x00")
    with pytest.raises(ShapesError, match=r"binary\.ttl: this file of shapes cannot be read"):
        load_shapes(tmp_path)
    with pytest.raises(ShapesError, match=r"missing\.ttl: this file of shapes cannot be read"):
        read_shapes([tmp_path / "missing.ttl"])


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    """No file of shapes is an error: to validate nothing would be to pass everything."""
    with pytest.raises(ShapesError, match="there is no file of shapes"):
        load_shapes(tmp_path)


def test_the_shapes_of_the_project_are_loaded_without_those_for_the_ontology() -> None:
    """`load_shapes` takes every file but the one that holds the ontology itself."""
    loaded = {file.stem for file, _ in load_shapes(resources.shapes()).files}
    assert loaded == {"actor", "document", "evidence", "figure", "policy", "report", "statement", "topic"}


# --- what is validated -------------------------------------------------------------------------

DOCUMENT = str(EX.document)


@pytest.fixture
def store() -> Store:
    """A document with one statement of one bearer, among reference data with a chain of owners."""
    store = Store()
    ontology = Graph()
    for file in resources.ontology().glob("*.ttl"):
        ontology.parse(file)
    store.add(iris.ONTOLOGY_GRAPH, ontology)
    names = ("guard", "ministry", "state", "stranger")
    store.add(iris.REFERENCE_GRAPH, [(EX[name], SKOS.prefLabel, Literal(name, lang="en")) for name in names])
    owners = [(EX.guard, SV.organOf, EX.ministry), (EX.ministry, SV.organOf, EX.state)]
    store.add(iris.REFERENCE_GRAPH, [*owners, (EX.guard, RDF.type, SV.SecurityForce)])
    statement = [(EX.statement, RDF.type, SV.Statement), (EX.statement, SV.force, FORCE.commitment)]
    store.add(DOCUMENT, [*statement, (EX.statement, SV.bearer, EX.guard)])
    infer(store)
    return store


def test_the_focus_holds_what_the_document_names(store: Store) -> None:
    """Beside the document's triples stand the entities it names, with those they belong to, and no others."""
    graph = focus(store, DOCUMENT)
    assert set(store.graph(DOCUMENT)) < set(graph)
    named = {EX[name] for name in ("guard", "ministry", "state")}
    assert set(graph.subjects(SKOS.prefLabel, None)) == named
    assert (EX.guard, RDF.type, SV.SecurityForce) in graph


def test_the_focus_holds_classes_and_their_hierarchy(store: Store) -> None:
    """The class hierarchy, the classes of forces, and those inferred for statements, let sh:class work."""
    graph = focus(store, DOCUMENT)
    assert (SV.SecurityForce, RDFS.subClassOf, SV.Institution) in graph
    assert (FORCE.commitment, RDF.type, SV.Force) in graph
    assert (EX.statement, RDF.type, SV.Commissive) in graph
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_the_reference_data_conforms() -> None:
    """The reference data that the project ships breaks no shape at all."""
    store, ontology, reference = Store(), Graph(), Graph()
    for file in resources.ontology().glob("*.ttl"):
        ontology.parse(file)
    for file in (resources.ontology() / "reference").glob("*.ttl"):
        reference.parse(file)
    store.add(iris.ONTOLOGY_GRAPH, ontology)
    store.add(iris.REFERENCE_GRAPH, reference)
    found = validate(
        focus(store, iris.REFERENCE_GRAPH), load_shapes(resources.shapes()), iris.REFERENCE_GRAPH
    )
    assert found.findings == ()
    assert len(set(reference.subjects(SKOS.prefLabel, None))) > 249


EXAMPLES = Path(__file__).parent / "shapes"
HIERARCHY = (
    (SV.JointDeclaration, SV.Instrument),
    (SV.Section, SV.Passage),
    (SV.Annex, SV.Section),
    (SV.Paragraph, SV.Passage),
    (SV.OperativeParagraph, SV.Paragraph),
    (SV.State, SV.Actor),
)


def test_a_document_of_no_known_kind_comes_first() -> None:
    """Where the class of a document is missing, that is the first of the many findings that follow."""
    text = (EXAMPLES / "document" / "valid.ttl").read_text(encoding="utf-8")
    data = Graph().parse(data=text.replace("a sv:JointDeclaration ;", ""), format="turtle")
    for below, above in HIERARCHY:
        data.add((below, RDFS.subClassOf, above))
    shapes = read_shapes([resources.shapes() / "document.ttl"])
    first, second, *_ = validate(data, shapes, "https://w3id.org/servanda/id/document/border").findings
    assert str(first.focus).endswith("/document/border")
    assert str(first.shape).endswith("#document-kind")
    assert "#" in str(second.focus)


@pytest.mark.parametrize(
    "dates, severities",
    [
        ((), {"date-missing": "Warning"}),
        (('"2020-05-04"^^xsd:date', '"2020-05-05"^^xsd:date'), {"date": "Violation"}),
        (('"4 May 2020"',), {"date": "Violation"}),
        (('"2020-02-30"^^xsd:date',), {"literal-form": "Violation"}),
    ],
)
def test_a_missing_date_is_no_wrong_one(dates: tuple[str, ...], severities: dict[str, str]) -> None:
    """A document without a date conforms, with a warning; one with two, or with words as date, does not."""
    text = (EXAMPLES / "document" / "valid.ttl").read_text(encoding="utf-8")
    said = f"dcterms:date {' , '.join(dates)} ;" if dates else ""
    data = Graph().parse(data=text.replace('dcterms:date "2020-05-04"^^xsd:date ;', said), format="turtle")
    for below, above in HIERARCHY:
        data.add((below, RDFS.subClassOf, above))
    found = validate(data, read_shapes([resources.shapes() / "document.ttl"]), NAME).findings
    shapes = {str(finding.shape).partition("#")[2].removeprefix("document-"): finding for finding in found}
    assert {shape: finding.severity for shape, finding in shapes.items()} == severities


def test_an_offset_that_the_iri_does_not_name_is_found() -> None:
    """A span whose IRI names other offsets than it has is a violation, though it quotes the text."""
    text = (EXAMPLES / "evidence" / "valid.ttl").read_text(encoding="utf-8").replace("char=0,6", "char=0,7")
    data = Graph().parse(data=text, format="turtle")
    data.add((SV.JointDeclaration, RDFS.subClassOf, SV.Instrument))
    found = validate(data, read_shapes([resources.shapes() / "evidence.ttl"]), NAME).findings
    quotes = {str(finding.value) for finding in found if str(finding.shape).endswith("#span-quote")}
    assert quotes == {"https://w3id.org/servanda/id/document/border#char=0,7"}


def test_a_deadline_that_is_no_day_is_not_missing_too() -> None:
    """A deadline that is not well-formed is no deadline that is missing beside its evidence."""
    text = (EXAMPLES / "evidence" / "valid.ttl").read_text(encoding="utf-8")
    data = Graph().parse(data=text.replace("2020-06-01", "2020-02-30"), format="turtle")
    for below, above in HIERARCHY:
        data.add((below, RDFS.subClassOf, above))
    found = validate(data, read_shapes([resources.shapes() / "evidence.ttl"]), NAME).findings
    assert [(finding.path, finding.shape) for finding in found] == [(SV.deadline, LITERAL_FORM)]


@pytest.mark.parametrize("what", ["condition", "deadline", "period", "timing", "purpose", "accordance"])
def test_evidence_without_its_value_is_found(what: str) -> None:
    """Words that a value was read from, without the value, are a violation at the statement."""
    text = (EXAMPLES / "evidence" / "valid.ttl").read_text(encoding="utf-8")
    text += f"<border#statement=23,53> sv:{what}Evidence <border#char=0,6> ."
    text = text.replace(
        '    sv:deadline "2020-06-01"^^xsd:date ;\n    sv:deadlineEvidence <border#char=39,53> .', "."
    )
    data = Graph().parse(
        data=text.replace("sv:statedIn <border> ;\n.", "sv:statedIn <border> ."), format="turtle"
    )
    for below, above in HIERARCHY:
        data.add((below, RDFS.subClassOf, above))
    found = validate(data, read_shapes([resources.shapes() / "evidence.ttl"]), NAME).findings
    assert [str(finding.shape).partition("#")[2] for finding in found] == ["citation-missing"]


def test_a_changed_character_is_found() -> None:
    """A span that does not quote the text is a violation at its document, with the span as value."""
    example = EXAMPLES / "evidence" / "breaks-span-quote.ttl"
    data = Graph().parse(example)
    data.add((SV.JointDeclaration, RDFS.subClassOf, SV.Instrument))
    shapes = read_shapes([resources.shapes() / "evidence.ttl"])
    document = "https://w3id.org/servanda/id/document/border"
    quotes = [f for f in validate(data, shapes, document).findings if str(f.shape).endswith("#span-quote")]
    assert [(finding.focus, finding.value) for finding in quotes] == [
        (URIRef(document), URIRef(f"{document}#char=0,6"))
    ]


def test_the_reference_data_conform_to_the_shapes() -> None:
    """All that the reference data describe is sound, whether a document names it or not."""
    store = Store()
    for graph, files in (
        (iris.ONTOLOGY_GRAPH, resources.ontology().glob("*.ttl")),
        (iris.REFERENCE_GRAPH, resources.ontology().glob("reference/*.ttl")),
    ):
        for file in sorted(files):
            store.add(graph, Store.load(file).graph(UNNAMED_GRAPH))
    infer(store)
    data = focus(store, iris.REFERENCE_GRAPH)

    assert len(set(data.subjects(RDF.type, SV.State))) == 249
    found = validate(data, load_shapes(resources.shapes()), iris.REFERENCE_GRAPH).findings
    assert [finding.message for finding in found] == []
