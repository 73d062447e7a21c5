"""The engines agree, focus node by focus node: on every example of the shapes, and on real documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rdflib import BNode
from rdflib.term import Identifier

from servanda import iris, resources
from servanda.build import Checking
from servanda.build.checking import AS_USUAL, checker_of
from servanda.describe import describe
from servanda.extract import Extractor
from servanda.rdf import quiet
from servanda.read import read
from servanda.store import Store
from servanda.validate import ENGINES, Finding, Profile, Shapes, engine, load_shapes, read_shapes, validate

EXAMPLES = resources.examples()
CONCERNS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.name != "ontology-style")
NAME = "https://example.org/graph"

Told = Counter[tuple[object, ...]]


def told(findings: tuple[Finding, ...]) -> Told:
    """All that findings say, and how often; a blank node of the shapes has another label in each engine."""
    return Counter(
        (
            _same(one.focus),
            one.path,
            _same(one.value),
            one.severity,
            one.message,
            _same(one.shape),
            one.component,
            one.place,
        )
        for one in findings
    )


def _same(term: Identifier | None) -> Identifier | str | None:
    return "a blank node" if isinstance(term, BNode) else term


def shapes_of(concern: str) -> Shapes:
    """The shapes that the examples of a concern are for: its file, its profile, or all where it has none."""
    if concern in set(Profile):
        return load_shapes(resources.shapes(), Profile(concern))
    file = resources.shapes() / f"{concern}.ttl"
    return read_shapes([file]) if file.is_file() else load_shapes(resources.shapes())


@pytest.mark.parametrize("concern", CONCERNS)
def test_the_engines_agree_on_every_example(concern: str) -> None:
    """The sound graph and each that breaks a shape have the same findings by either engine."""
    engines = [engine(shapes_of(concern), name) for name in ENGINES]
    known = checker_of(AS_USUAL).known
    files = sorted((EXAMPLES / concern).glob("*.ttl"))
    assert len(files) > 1
    for file in files:
        with quiet():
            data = Store.load(file)
            known.stand_beside(data)
        fast, reference = (told(validate(data, one, NAME).findings) for one in engines)
        assert fast == reference, file
        assert bool(fast) == (file.name != "valid.ttl"), file


def agreed(data: Store, graph: str) -> tuple[Finding, ...]:
    """What both engines find in the graph of a document, by the profile that fits it."""
    triples, _ = data.ntriples(graph)
    found = list[tuple[Finding, ...]]()
    for name in ENGINES:
        own = Store()
        own.add_ntriples(graph, triples)
        report = checker_of(Checking(engine=name)).report(own, graph)
        assert report.engine.startswith(f"{name} ")
        found.append(report.findings)
    assert told(found[0]) == told(found[1])
    assert found[0] == found[1]
    return found[0]


def test_the_engines_agree_on_a_built_corpus(built: Path) -> None:
    """The graphs of a build have the same findings in the same order, with the same places."""
    store = Store.load(built)
    ours = (iris.INFERRED_GRAPH, iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH)
    documents = [graph for graph in store.graphs() if graph not in ours]
    assert len(documents) == 2
    assert sum(len(agreed(store, graph)) for graph in documents) > 0


PARAGRAPH = """{number}. Norway and Chile will repair {count} piers by May {year}, if the {organ} agrees.

{more}. The Ministers urge to count the whales, and thank the {organ} for its 1,200 reports in {year}.

"""


def test_the_engines_agree_on_a_long_declaration(extractor: Extractor, tmp_path: Path) -> None:
    """A declaration with gaps, strangers, figures and deadlines, damaged by hand, has the same findings."""
    file = tmp_path / "piers.txt"
    paragraphs = (
        PARAGRAPH.format(number=3 * n, more=3 * n + 1, count=n + 2, year=2030 + n, organ=organ)
        for n, organ in enumerate(
            ["Harbour Council", "Coast Guard", "United Nations", "Pier Board"] * 3, start=1
        )
    )
    file.write_text(
        "Norway-Chile Joint Declaration\n\n4 May 2029\n\n" + "".join(paragraphs), encoding="utf-8"
    )
    extraction = extractor.extract(read(file))
    assert len(extraction.statements) == 24
    data = Store()
    graph = iris.document(extraction.document.name)
    data.add(graph, describe(extraction))
    sound = agreed(data, graph)
    assert {one.severity for one in sound} >= {"Info", "Warning"}
    triples, _ = data.ntriples(graph)
    damaged = Store()
    for old, new in ((b"#bearer>", b"#bearrer>"), (b'"2031-', b'"2021-'), (b'#exact> "', b'#exact> "x')):
        assert old in triples
        triples = triples.replace(old, new, 5)
    damaged.add_ntriples(graph, triples)
    shapes = {str(one.shape).partition("#")[2] for one in agreed(damaged, graph)}
    assert {"term-property", "statement-bearer", "span-quote"} <= shapes
