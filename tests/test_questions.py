"""The library of queries: what each answers, in full, in our store, in memory and on disk, and in rdflib.

A folder `questions/<query>/` holds what a query answers (`expected.csv`, `expected.nt` for triples or
`expected.txt` for yes and no), its `parameters.yaml` if it takes any, and a `data.ttl` or `data.trig` where
the shared `declarations.trig` does not show enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import Result, ResultRow
from rdflib.term import Identifier

from servanda import resources
from servanda.ask import Form, Query, ResultFormat, ask, bound_query, library, render
from servanda.ask.values import bind
from servanda.iris import BASE
from servanda.rdf import to_rdflib
from servanda.store import Answer, Store, Table, as_table
from servanda.store.disk import writing
from servanda.store.draft import fill
from servanda.vocab import PREFIXES, SV

QUESTIONS = Path(__file__).parent / "questions"
SHARED = QUESTIONS / "declarations.trig"
STATEMENTS = (
    "document, paragraph, statement, class, force, reaffirmed, negated, bearers, addressees, beneficiaries, "
    "action, start, end, sentence, deadline, period_start, period_end, condition, timing, purpose, places, "
    "policies, institutions, in_accordance_with, topics"
)
LIBRARY = library(resources.queries())
TABLES = [query for query in LIBRARY if query.form is Form.SELECT]
EACH = pytest.mark.parametrize("query", LIBRARY, ids=lambda query: query.name)

# rdflib 7.6 parses TriG through classes that it calls deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def data_of(query: Query) -> Path:
    own = sorted((QUESTIONS / query.name).glob("data.*"))
    return own[0] if own else SHARED


def values_of(query: Query) -> dict[str, str]:
    path = QUESTIONS / query.name / "parameters.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def store(path: Path) -> Store:
    return Store.load(path)


@cache
def dataset(path: Path) -> Dataset:
    return Dataset(default_union=True).parse(path, format=path.suffix[1:])


def asked(query: Query) -> Answer:
    """Our answer for the test's values."""
    return ask(store(data_of(query)), query, values_of(query))


def said(answer: Answer) -> object:
    """What an answer says: its columns and rows in order, a set of triples, or a truth value."""
    if isinstance(answer, Table):
        return answer.columns, answer.rows
    return frozenset(answer.triples()) if isinstance(answer, Store) else answer


def said_by_rdflib(answer: Result, columns: Sequence[str]) -> object:
    """What an answer of rdflib says, of the given columns."""
    if answer.type == "SELECT":
        rows = (row.asdict() for row in answer if isinstance(row, ResultRow))
        return tuple(columns), tuple(tuple(row.get(column) for column in columns) for row in rows)
    return frozenset(answer.graph) if answer.graph is not None else answer.askAnswer


def said_by_oxigraph(answer: object, columns: Sequence[str]) -> object:
    """What an answer of Oxigraph itself says, of the given columns."""
    if isinstance(answer, ox.QuerySolutions):
        return tuple(columns), tuple(tuple(to_rdflib(row[column]) for column in columns) for row in answer)
    if isinstance(answer, ox.QueryTriples):
        parts = ((triple.subject, triple.predicate, triple.object) for triple in answer)
        return frozenset(tuple(map(to_rdflib, triple)) for triple in parts)
    return bool(answer)


def columns_of(answer: Answer) -> Sequence[str]:
    return answer.columns if isinstance(answer, Table) else ()


def rows_of(answer: Answer) -> tuple[tuple[Identifier | None, ...], ...]:
    return as_table(answer, "question").rows


def test_tests_and_queries() -> None:
    """Each query has its complete expected answer, and each answer its query."""
    answered = [path.parent.name for path in sorted(QUESTIONS.glob("*/expected.*"))]
    assert answered == [query.name for query in LIBRARY]
    assert [path.name for path in sorted(QUESTIONS.iterdir()) if path.is_dir()] == answered


@EACH
def test_answer(query: Query) -> None:
    """Our store gives the complete expected answer, row for row in order."""
    [file] = (QUESTIONS / query.name).glob("expected.*")
    expected, answer = file.read_text(encoding="utf-8"), asked(query)
    if isinstance(answer, bool):
        assert (file.suffix, f"{answer}\n".lower()) == (".txt", expected)
    elif isinstance(answer, Table):
        assert (file.suffix, render(answer, ResultFormat.CSV)) == (".csv", expected)
        assert len(answer), "an empty answer proves nothing"
    else:
        assert (file.suffix, answer.dump("ntriples").decode()) == (".nt", expected)
        assert len(answer), "an empty answer proves nothing"


@EACH
def test_engines_agree(query: Query) -> None:
    """The query runs unchanged in rdflib too, and gives the same terms in the same order."""
    bindings, answer = bind(store(data_of(query)), query, values_of(query)), asked(query)
    theirs = dataset(data_of(query)).query(query.text, initBindings=bindings)
    assert said_by_rdflib(theirs, columns_of(answer)) == said(answer)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Store]:
    """The data of a file in a store on disk, made once and opened to be read."""
    folder = tmp_path_factory.mktemp("disk")

    @cache
    def stored(path: Path) -> Store:
        with writing(folder / path.parent.name) as place:
            fill(place, store(path))
            place.commit("a test")
        return Store.load(folder / path.parent.name)

    return stored


@EACH
def test_a_store_on_disk_answers_alike(query: Query, disk: Callable[[Path], Store]) -> None:
    """A store on disk gives the same terms in the same order; endpoints are asked in test_servers.py."""
    assert said(ask(disk(data_of(query)), query, values_of(query))) == said(asked(query))


@EACH
def test_standalone(query: Query) -> None:
    """A query declares the prefixes it uses and no more, each as the rest of the project has it, sorted."""
    declared = re.findall(r"^PREFIX (\S*): <(.*)>$", query.text, re.MULTILINE)
    assert declared == sorted((prefix, PREFIXES[prefix]) for prefix, _ in declared)
    body = re.split(r"^(?:SELECT|CONSTRUCT|ASK)\b", query.text, maxsplit=1, flags=re.MULTILINE)[1]
    assert {prefix for prefix, _ in declared} == set(re.findall(r"(?<![\w?$])([a-z]+):(?=\w)", body))


@pytest.mark.parametrize("query", TABLES, ids=lambda query: query.name)
def test_ordered(query: Query) -> None:
    """A query for rows ends in an ORDER BY, and among its keys is the IRI of what the rows are about."""
    keys = set(re.findall(r"\?(\w+)", query.text.rpartition("}")[2].partition("ORDER BY")[2]))
    subjects = {"dataset", "document", "figure", "mention", "passage", "reference", "statement"}
    assert keys & subjects or any(key.endswith("_term") for key in keys)


@EACH
def test_known_terms(query: Query) -> None:
    """A query names no term that the ontology does not have."""
    for name in re.findall(r"\bsv:(\w+)", query.text):
        assert SV[name]


@EACH
def test_second_language(query: Query) -> None:
    """Names in further languages neither multiply rows nor change them: English comes first."""
    both = Store.load(data_of(query))
    named = [
        (subject, property_, Literal("Ander Naam", lang=language))
        for property_ in (DCTERMS.title, RDFS.label, SKOS.prefLabel)
        for subject in dataset(data_of(query)).subjects(property_)
        for language in ("af", "nl")
    ]
    both.add("https://example.org/names", named)
    answer = ask(both, query, values_of(query))
    if isinstance(answer, Store):  # which may hold all names of a thing
        answer = answer.without(triple for triple in named if triple in answer.triples(*triple))
    assert said(answer) == said(asked(query))


@EACH
def test_one_name_without_english(query: Query) -> None:
    """Where nothing has an English name, one of the others is taken, always the same."""
    text = data_of(query).read_text(encoding="utf-8")
    answers = list[object]()
    for names in (r"\1@nl", r'\1@nl , "Zzz"@sv'):
        foreign = Store()
        for graph in (
            Dataset().parse(data=re.sub(r'(?<!heading )("[^"\n]*")@en', names, text), format="trig").graphs()
        ):
            foreign.add(str(graph.identifier), graph)
        answer = ask(foreign, query, values_of(query))
        if isinstance(answer, Store):  # which may hold all names of a thing
            answer = answer.without([one for one in answer.triples() if str(one[2]) == "Zzz"])
        answers.append(said(answer))
    assert answers[0] == answers[1]
    assert answers[0] not in (False, frozenset(), (columns_of(asked(query)), ()))


@EACH
def test_pasted_elsewhere(query: Query) -> None:
    """Without Servanda, in any engine, a query has its defaults, and takes values as its comment says."""
    optional = all(parameter.default is not None for parameter in query.parameters)
    data, columns = data_of(query), columns_of(asked(query))
    pasted: list[tuple[str, dict[str, str]]] = [(query.text, {})] if optional else []
    bound = bind(store(data), query, values_of(query))
    lines = "".join(f" VALUES ?{name} {{ {term.n3()} }}" for name, term in bound.items())
    pasted += [(query.text.replace("\nWHERE {", f"\nWHERE {{{lines}", 1), values_of(query))]
    for text, values in pasted:
        expected, ours = said(ask(store(data), query, values)), store(data).answer(text)
        if isinstance(ours, Table):
            ours = Table.of_terms(columns, [row[: len(columns)] for row in ours.rows])
        assert said(ours) == expected
        assert said_by_rdflib(dataset(data).query(text), columns) == expected


@EACH
def test_comment_says_how_to_paste(query: Query) -> None:
    """A query with parameters says, below its header, where a value goes when it is pasted elsewhere."""
    comment = " ".join(re.findall(r"^# (.*)$", query.text, re.MULTILINE))
    for parameter in query.parameters:
        assert f"${parameter.name}" in comment


def joins(part: object) -> Iterator[CompValue]:
    """Every join of an algebra expression."""
    if isinstance(part, CompValue):
        if part.name == "Join":
            yield part
        for value in part.values():
            yield from joins(value)
    elif isinstance(part, list):
        for value in part:
            yield from joins(value)


def twice(path: Path) -> ox.Store:
    """The data of `path` in Oxigraph itself, what is said of shared things standing in two named graphs."""
    held, shared = ox.Store(), ox.NamedNode("https://example.org/shared")
    held.load(path=str(path))
    documents = {quad.subject for quad in held.quads_for_pattern(None, ox.NamedNode(DCTERMS.title), None)}
    for quad in list(held):
        if quad.subject not in documents and "#" not in str(quad.subject):
            held.add(ox.Quad(quad.subject, quad.predicate, quad.object, shared))
    return held


@EACH
def test_shared_triples_twice(query: Query) -> None:
    """A server whose union yields a triple once for each graph that holds it gives the same answer."""
    path = data_of(query)
    text = bound_query(store(path), query, values_of(query))
    answer = twice(path).query(text, use_default_graph_as_union=True)
    assert said_by_oxigraph(answer, columns_of(asked(query))) == said(asked(query))


@EACH
def test_patterns_first(query: Query) -> None:
    """Plain patterns come before OPTIONAL and BIND: after one, Oxigraph joins them in quadratic time."""
    for join in joins(prepareQuery(query.text).algebra):
        assert (join.p1.name, join.p2.name) not in {("LeftJoin", "BGP"), ("Extend", "BGP")}


def test_contract() -> None:
    """The columns of `statements` are the contract with other tools, in this order."""
    [query] = [query for query in LIBRARY if query.name == "statements"]
    assert columns_of(ask(store(SHARED), query)) == tuple(STATEMENTS.split(", "))


PARTS = "2021-09-15-dams-statement#statement=468,473"


@pytest.mark.parametrize(
    "of, documents, rows",
    [
        ("", 3, None),
        (f"{BASE}document/2021-09-15-dams-statement", 1, None),
        ("2021-09-15-dams-statement", 1, None),
        (f"{BASE}document/{PARTS}", 1, 2),
        (PARTS.partition("#")[2], 1, 2),
        ("dams-statement", 0, 0),
        ("473", 0, 0),
    ],
)
def test_evidence_of(of: str, documents: int, rows: int | None) -> None:
    """Evidence is asked for by a whole IRI or its whole last part; a mere end matches nothing."""
    [query] = [query for query in LIBRARY if query.name == "evidence"]
    found = rows_of(ask(store(SHARED), query, {"of": of}))
    assert len({str(row[0]).partition("#")[0] for row in found}) == documents
    assert rows is None or len(found) == rows


@pytest.mark.parametrize(
    "parties, bearers, answer",
    [
        ("a b", "a b", ["true"]),
        ("a b c", "a b", ["false"]),
        ("a b", "a guard-of-a", []),
        ("a b", "guard-of-a b", ["true"]),
        ("a b", "a head-of-b", ["true"]),
        ("a b", "b head-of-b", []),
        ("", "a b", ["false"]),
        ("", "a", []),
    ],
)
def test_joint(parties: str, bearers: str, answer: list[str]) -> None:
    """Parties count, not bearers: organs and offices speak for their states; no parties are never all."""
    sv, ex = PREFIXES["sv"], "https://example.org/"
    lines = [f"<{ex}d> sv:party :{name} ." for name in parties.split()]
    lines += [f":s sv:bearer :{name} . :{name} skos:prefLabel '{name}'@en ." for name in bearers.split()]
    turtle = f"""
        @prefix : <{ex}> . @prefix sv: <{sv}> . @prefix oa: <{PREFIXES["oa"]}> .
        @prefix force: <{PREFIXES["force"]}> .
        @prefix skos: <{PREFIXES["skos"]}> . @prefix dcterms: <{PREFIXES["dcterms"]}> .
        :d dcterms:title "d"@en . force:commitment skos:prefLabel "commitment"@en .
        :guard-of-a sv:organOf :a . :head-of-b sv:represents :b .
        :s a sv:Commissive ; sv:statedIn :d ; sv:force force:commitment ; sv:action "act" ;
            sv:evidence :span . :span oa:start 0 . {" ".join(lines)}"""
    small = Store()
    small.add(ex, Graph().parse(data=turtle, format="turtle"))
    [query] = [query for query in LIBRARY if query.name == "joint-commitments"]
    assert [str(row[5]) for row in rows_of(ask(small, query))] == answer


@pytest.mark.parametrize(
    "name,folder,values,answer",
    [
        ("is-committed", "", {"actor": "Norland", "policy": "River Programme"}, True),
        ("is-committed", "", {"actor": "Sudland", "policy": "River Programme"}, False),  # it only means to
        ("is-committed", "", {"actor": "Norland", "policy": "Ostra Accord"}, False),
        ("has-overdue", "", {"on": "2021-10-16", "actor": "Sudland"}, True),
        ("has-overdue", "", {"on": "2021-10-15", "actor": "Sudland"}, False),  # the very day
        ("has-overdue", "", {"on": "2021-10-16", "actor": "Norland"}, False),
        ("has-overdue", "", {"on": "2021-10-16"}, True),
        (
            "has-overdue",
            "overdue",
            {"on": "2020-02-28"},
            False,
        ),  # denied, of weaker force, of a later document
        ("has-overdue", "overdue", {"on": "2020-02-29"}, True),
        ("has-overdue", "overdue", {"on": "2020-07-01", "actor": "fishermen"}, False),
    ],
)
def test_yes_and_no(name: str, folder: str, values: dict[str, str], answer: bool) -> None:  # noqa: FBT001
    """A question that is answered with yes or no is answered with no where it has to, in rdflib too."""
    data = QUESTIONS / folder / "data.trig" if folder else SHARED
    [query] = [query for query in LIBRARY if query.name == name]
    assert ask(store(data), query, values) is answer
    theirs = dataset(data).query(query.text, initBindings=bind(store(data), query, values))
    assert theirs.askAnswer is answer


def test_anybody_may_be_somebody_unknown() -> None:
    """What is overdue of bearers that are words alone is overdue of anybody, but of no actor."""
    borne = list(store(SHARED).triples(None, SV.bearer, None))
    data = store(SHARED).without(borne)
    data.add(BASE, ((said, SV.unresolvedBearer, Literal("the undersigned")) for said, _, _ in borne))
    [query] = [query for query in LIBRARY if query.name == "has-overdue"]
    assert ask(data, query, {"on": "2021-10-16"}) is True
    assert ask(data, query, {"on": "2021-10-16", "actor": "Sudland"}) is False


def test_no_document_is_its_own_source() -> None:
    """Of documents of the day that a reaffirmation tells, the one that reaffirms is none it comes from."""
    [query] = [query for query in LIBRARY if query.name == "reaffirmed-from"]
    [row] = rows_of(ask(store(SHARED), query))
    day, said, statement = row[0], row[9], row[11]
    dates = store(SHARED).triples(None, DCTERMS.date, said)
    places = [triple for triple in dates if triple[0] in store(SHARED).values(statement, SV.refersTo)]
    moved = store(SHARED).without(places)
    assert day is not None
    moved.add(BASE, [(place, DCTERMS.date, day) for place, _, _ in places])
    [row] = rows_of(ask(moved, query))
    assert (row[9], row[10]) == (day, None)


def test_honest_data() -> None:
    """In the shared data every span quotes its document's text, and every part is named by its offsets."""
    graph: Graph = dataset(SHARED)
    oa = PREFIXES["oa"]
    for span in graph.subjects(RDF.type, SV.Span):
        text = str(graph.value(graph.value(span, SV.spanOf), SV.text))
        start, end = (graph.value(span, URIRef(oa + name)).toPython() for name in ("start", "end"))  # type: ignore[union-attr]
        assert text[start:end] == str(graph.value(span, URIRef(f"{oa}exact")))
    for part, span in graph.subject_objects(SV.evidence):
        assert str(part).rpartition("=")[2] == str(span).rpartition("=")[2]
