"""Tables of CSV: what the graph says, in rows that a parser of CSVW which is not ours checks and joins."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest
from csvw import CSVW
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from uritemplate import expand

from program import Program
from servanda import resources
from servanda.ask import Asking, ask, find, plain
from servanda.export.tables import files
from servanda.store import Store, as_table
from servanda.vocab import FORCE, PREFIXES, SV

_HERE = Path(__file__).parent
DECLARATIONS = _HERE.parent / "questions" / "declarations.trig"
AWKWARD = _HERE / "awkward.ttl"
METADATA = "csv-metadata.json"
TABLES = ("statements", "links", "actors", "policies", "documents", "mentions")
ID = "https://w3id.org/servanda/id/"
ROLES = "sv:bearer sv:addressee sv:beneficiary sv:concerns sv:involves sv:place sv:topic"
NORTH, SOUTH = f"{ID}actor/north", f"{ID}actor/south"

Row: TypeAlias = Mapping[str, str]
Tables: TypeAlias = Mapping[str, Sequence[Row]]

# rdflib 7.6 parses TriG through classes that it calls deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@cache
def loaded(path: Path) -> Store:
    return Store.load(path)


@cache
def content(path: Path) -> dict[str, bytes]:
    """The files that a graph is exported to."""
    return dict(files(loaded(path)))


@cache
def tables(path: Path) -> Tables:
    """The rows of each table, as Python's own reader of CSV has them."""
    return {name: rows_of(content(path)[f"{name}.csv"]) for name in TABLES}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@cache
def described(path: Path) -> dict[str, Any]:
    """The description of each table."""
    described = json.loads(content(path)[METADATA])
    return {table["url"].removesuffix(".csv"): table for table in described["tables"]}


def listed(cell: str) -> list[str]:
    """The values of a cell that may have several."""
    return cell.split("|") if cell else []


def asked(store: Store, name: str) -> list[dict[str, str]]:
    """The rows of a question of the library."""
    query = find(resources.queries(), name)
    answer = as_table(ask(store, query, asking=Asking(timeout=None)), name)
    return [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]


def number(store: Store, pattern: str) -> int:
    """The number of solutions of a pattern, each once."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return len(store.select(f"{prefixes}SELECT DISTINCT * WHERE {{ {pattern} }}"))


def written(path: Path, folder: Path) -> Path:
    """A folder with the files, which may be spoilt; its description."""
    for name, data in content(path).items():
        (folder / name).write_bytes(data)
    return folder / METADATA


@pytest.fixture(params=["corpus", "declarations", "awkward"])
def graph(request: pytest.FixtureRequest, built: Path) -> Path:
    """A graph: that of the corpus, one made up by hand, and one of texts that tables get wrong."""
    return {"corpus": built, "declarations": DECLARATIONS, "awkward": AWKWARD}[request.param]


# --- the rows ----------------------------------------------------------------------------------


def test_the_statements_are_those_of_the_question(servanda: Program, built: Path) -> None:
    """The table of statements is what `servanda query statements --format csv` prints, to the byte."""
    printed = servanda("query", "statements", "--data", built, "--format", "csv")
    assert content(built)["statements.csv"].decode() == printed.out
    assert len(tables(built)["statements"]) > 40


@pytest.mark.parametrize(
    "table, pattern",
    [
        ("statements", "?statement a sv:Statement ; sv:force ?force"),
        ("links", f"VALUES ?role {{ {ROLES} }} ?statement a sv:Statement ; ?role ?thing"),
        ("actors", "?actor a sv:Actor"),
        ("policies", "?policy a sv:Policy"),
        ("documents", "?document a sv:Instrument"),
        ("mentions", "?mention sv:mentions ?thing"),
    ],
)
def test_each_table_has_a_row_for_each(graph: Path, table: str, pattern: str) -> None:
    """A table has as many rows as the graph has things of its kind, and none twice."""
    rows = tables(graph)[table]
    key = described(graph)[table]["tableSchema"]["primaryKey"]
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
    assert len(rows) == number(loaded(graph), pattern) > 0


@pytest.mark.parametrize(
    "table, column, pattern",
    [
        ("actors", "name", "?actor a sv:Actor FILTER EXISTS { ?actor skos:prefLabel ?name }"),
        ("actors", "organ_of_iris", "?actor a sv:Actor ; sv:organOf ?other"),
        ("actors", "represents_iris", "?actor a sv:Actor ; sv:represents ?other"),
        ("actors", "member_iris", "?actor a sv:Actor ; sv:hasMember ?other"),
        ("actors", "codes", "?actor a sv:Actor ; skos:notation ?code"),
        ("actors", "abbreviations", "?actor a sv:Actor ; sv:abbreviation ?name"),
        ("actors", "demonyms", "?actor a sv:Actor ; sv:demonym ?name"),
        ("actors", "same_as_iris", "?actor a sv:Actor ; skos:exactMatch ?other"),
        ("actors", "may_mean_iris", "?actor a sv:Actor ; sv:mayMean ?other"),
        ("policies", "policy_of_iris", "?policy a sv:Policy ; sv:policyOf ?actor"),
        ("policies", "replaces_iris", "?policy a sv:Policy ; sv:replaces ?other"),
        ("policies", "abbreviations", "?policy a sv:Policy ; sv:abbreviation ?name"),
        ("documents", "party_iris", "?document a sv:Instrument ; sv:party ?actor"),
        ("documents", "date", "?document a sv:Instrument ; dcterms:date ?date"),
        ("mentions", "text", "?mention sv:mentions ?thing ; sv:evidence/oa:exact ?text"),
        ("statements", "deadline", "?statement sv:deadline ?day"),
        ("statements", "condition", "?statement sv:condition ?words"),
    ],
)
def test_each_column_has_each_value(graph: Path, table: str, column: str, pattern: str) -> None:
    """A column has as many values in all its cells as the graph has."""
    [schema] = [one for one in described(graph)[table]["tableSchema"]["columns"] if one["name"] == column]
    cells = [row[column] for row in tables(graph)[table] if row[column]]
    values = [value for cell in cells for value in (listed(cell) if "separator" in schema else [cell])]
    assert len(values) == number(loaded(graph), pattern)


def test_the_documents_are_those_of_the_question(graph: Path) -> None:
    """Documents have the words and numbers of the library's question, and those without a title are there."""
    rows = [row for row in tables(graph)["documents"] if row["title"]]
    answer = asked(loaded(graph), "documents")
    assert [{name: row[name] for name in answer[0]} for row in rows] == [
        row | {"parties": row["parties"].replace(" | ", " ¦ ")} for row in answer
    ]


def test_the_actors_are_those_of_the_question(graph: Path) -> None:
    """Actors that documents name are of the kind, and in as many places, as the library's question tells."""
    columns = ("kind", "documents", "mentions", "statements")
    answer = Counter(
        (row["actor"], *(row[name] for name in columns)) for row in asked(loaded(graph), "actors")
    )
    rows = [row for row in tables(graph)["actors"] if row["name"] and row["documents"] != "0"]
    assert Counter((row["name"], *(row[name] for name in columns)) for row in rows) == answer


def test_policies_are_named_as_often_as_the_question_says(built: Path) -> None:
    """A policy is named as often as the question of the library counts in all its passages together."""
    times = Counter[str]()
    for row in asked(loaded(built), "policies"):
        times[row["policy"]] += int(row["times"])
    named = {row["name"]: int(row["mentions"]) for row in tables(built)["policies"] if row["mentions"] != "0"}
    assert named == times


def test_links_say_who_the_names_are(graph: Path) -> None:
    """The names that a statement has in a role are those of the things that it is linked to in that role."""
    roles = (
        ("bearers", "bearer"),
        ("addressees", "addressee"),
        ("beneficiaries", "beneficiary"),
        ("places", "place"),
        ("institutions", "involves"),
        ("topics", "topic"),
    )
    policies = {row["policy"] for row in tables(graph)["policies"]}
    linked = defaultdict[tuple[str, str], set[str]](set)
    for row in tables(graph)["links"]:
        if row["role"] != "concerns" or row["thing"] in policies:
            linked[row["statement"], row["role"]].add(row["name"])
    for row in tables(graph)["statements"]:
        for column, role in (*roles, ("policies", "concerns")):
            assert row[column] == "|".join(sorted(linked[row["statement"], role]))


def test_mentions_and_links_lead_to_each_other(graph: Path) -> None:
    """The statements of a mention are those whose links name it, for the same thing."""
    links, mentions = tables(graph)["links"], tables(graph)["mentions"]
    there = {(row["statement"], row["thing"], one) for row in links for one in listed(row["mention_iris"])}
    back = {(one, row["thing"], row["mention"]) for row in mentions for one in listed(row["statement_iris"])}
    assert there == back
    assert there


def test_a_mention_stands_where_its_table_says(built: Path) -> None:
    """The text of a mention is what the document has between its offsets."""
    texts = {str(triple[0]): str(triple[2]) for triple in loaded(built).triples(None, SV.text)}
    for row in tables(built)["mentions"]:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]


# --- awkward texts -----------------------------------------------------------------------------


def test_texts_come_through_as_they_are() -> None:
    """Quotes, commas, line ends, spaces at the edges, other scripts and formulas are not lost or changed."""
    first, second = tables(AWKWARD)["statements"]
    assert first["action"] == '=HYPERLINK("http://example.org/","x")'
    assert first["condition"] == 'if "so", or\nnot; 100 % | more'
    assert first["sentence"] == 'one\n\ntwo, "three"\r\nfour'
    assert second["action"] == "+1 –2 مرحبا 你好 🙂"
    bare, treaty = tables(AWKWARD)["documents"]
    assert treaty["title"] == '="Treaty", on\r\nferries; and | bars'
    assert treaty["rights"] == "@all: \tnone\rwhatever"
    assert treaty["publisher"] == "  spaces around  "
    assert treaty["source"] == "https://example.org/a?b=1,2&c=3"
    texts = [row["text"] for row in tables(AWKWARD)["mentions"]]
    assert texts == ['-N, "\n', "both;\rsides", "both;\rsides", " Q ", "plan"]
    assert set(bare.values()) == {f"{ID}document/bare", "instrument", "0", ""}


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00|"), min_size=1, max_size=40))
def test_any_text_comes_through(text: str) -> None:
    """Any text is what Python's own reader of CSV reads again, alone in a cell and as one of several."""
    store, actor = Store(), URIRef(NORTH)
    label, other = (SKOS.prefLabel, Literal("A", lang="en")), (SKOS.altLabel, Literal(text))
    facts = (
        (RDF.type, SV.Actor),
        label,
        other,
        (SKOS.notation, Literal("B")),
        (SKOS.notation, Literal(text)),
    )
    store.add("https://example.org/graph", [(actor, what, value) for what, value in facts])
    document = URIRef(f"{ID}document/any")
    about = (
        (RDF.type, SV.Instrument),
        (DCTERMS.title, Literal(text, lang="en")),
        (DCTERMS.rights, Literal(text)),
    )
    store.add("https://example.org/graph", [(document, what, value) for what, value in about])
    found = dict(files(store))
    [row] = rows_of(found["actors.csv"])
    assert (row["other_names"], row["codes"]) == ("" if text == "A" else text, "|".join(sorted({"B", text})))
    [row] = rows_of(found["documents.csv"])
    assert (row["title"], row["rights"]) == (text, text)


def test_a_bar_divides_values_and_stands_in_none() -> None:
    """A bar within one of several values becomes a broken bar; a cell of one value keeps it."""
    north = next(row for row in tables(AWKWARD)["actors"] if row["actor"] == NORTH)
    assert north["name"] == 'North, "the" | Land'
    assert listed(north["state"]) == ['North, "the" ¦ Land']
    assert listed(north["abbreviations"]) == ["N¦L"]
    assert listed(north["other_names"]) == ["-N", "2030", "Nord;land\n", "Nordland", "N¦L"]
    assert listed(north["codes"]) == ["004", "NL", "NLD"]
    assert north["code"] == "NLD"


def test_names_are_english_where_there_is_one() -> None:
    """A thing goes by its English label, else by that of the first language; the rest are its other names."""
    names = {row["actor"]: row for row in tables(AWKWARD)["actors"]}
    assert names[SOUTH]["name"] == "Südland"
    assert names[SOUTH]["other_names"] == "Sudterre"
    nameless = names[f"{ID}actor/nameless"]
    assert (nameless["name"], nameless["kind"]) == ("", "actor")
    guard = names[f"{ID}actor/south-guard"]
    assert (guard["kind"], guard["state"], guard["state_iris"]) == ("security force", "Südland", SOUTH)


def test_words_that_name_two_things_have_a_row_for_each() -> None:
    """A mention of two actors is two rows with the same offsets, each with its thing and its statements."""
    rows = [row for row in tables(AWKWARD)["mentions"] if row["start"] == "40"]
    assert [row["thing"] for row in rows] == [NORTH, SOUTH]
    statement = f"{ID}document/awkward#statement=5,9"
    assert [row["statement_iris"] for row in rows] == [statement, statement]
    assert {row["paragraph"] for row in rows} == {"1."}


def test_what_is_said_most_often_stands_first() -> None:
    """Actors are sorted by their statements, documents by date, mentions by place."""
    actors = tables(AWKWARD)["actors"]
    assert [row["statements"] for row in actors] == ["2", "1", "0", "0"]
    assert [row["start"] for row in tables(AWKWARD)["mentions"]] == ["30", "40", "40", "70", "100"]


def test_pandas_reads_the_tables(graph: Path) -> None:
    """A data frame has the same cells, and the day, the offsets and the truth values as such."""
    for name in TABLES:
        frame = pd.read_csv(io.BytesIO(content(graph)[f"{name}.csv"]), dtype=str, keep_default_na=False)
        assert frame.to_dict("records") == list(tables(graph)[name])
    frame = pd.read_csv(io.BytesIO(content(graph)["statements.csv"]), parse_dates=["deadline"])
    assert [str(frame[name].dtype) for name in ("negated", "start")] == ["bool", "int64"]
    assert frame["deadline"].dtype.kind == "M"


def test_the_same_graph_gives_the_same_bytes() -> None:
    """The order in which triples came in leaves no trace."""
    store = Store()
    store.add("https://example.org/graph", sorted(loaded(AWKWARD).triples(), reverse=True))
    assert dict(files(store)) == content(AWKWARD)


def test_an_empty_graph_gives_empty_tables() -> None:
    """Where there is nothing, the tables have their headers alone, and are described all the same."""
    empty = dict(files(Store()))
    assert {name: data.count(b"\n") for name, data in empty.items() if name != METADATA} == {
        f"{name}.csv": 1 for name in TABLES
    }
    assert empty[METADATA] == content(AWKWARD)[METADATA]


# --- the description ---------------------------------------------------------------------------


def as_described(metadata: Path) -> bool:
    """Whether tables are what their description says."""
    try:
        return bool(CSVW(str(metadata), validate=True).is_valid)
    except (ValueError, UserWarning):
        return False


def test_the_tables_are_as_described(graph: Path, tmp_path: Path) -> None:
    """A reader of CSVW finds each value of its datatype and form, each key once, and each link's end."""
    assert as_described(written(graph, tmp_path))
    read = CSVW(str(tmp_path / METADATA)).tables
    assert {str(table.url) for table in read} == {f"{name}.csv" for name in TABLES}
    for table in read:
        rows = tables(graph)[str(table.url).removesuffix(".csv")]
        assert len(list(table.iterdicts(strict=True))) == len(rows)


@pytest.mark.parametrize(
    "table, column, value",
    [
        ("statements", "deadline", "soon"),
        ("statements", "negated", "perhaps"),
        ("statements", "start", "five"),
        ("statements", "force", "threat"),
        ("statements", "class", ""),
        ("statements", "document", f"{ID}document/other"),
        ("links", "role", "friend"),
        ("links", "statement", f"{ID}document/awkward#statement=6,7"),
        ("links", "thing", ""),
        ("actors", "actor", NORTH),
        ("actors", "organ_of_iris", "North"),
        ("documents", "date", "2020-02-30"),
        ("mentions", "document", f"{ID}document/other"),
    ],
)
def test_what_is_described_can_be_broken(tmp_path: Path, table: str, column: str, value: str) -> None:
    """A reader of CSVW finds a cell that is not as described, a key that is there twice, one that is not."""
    metadata = written(AWKWARD, tmp_path)
    rows = [dict(row) for row in tables(AWKWARD)[table]]
    rows[-1][column] = value
    with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert not as_described(metadata)


def test_values_are_read_with_their_types(tmp_path: Path) -> None:
    """By its description, a truth value, a number, a day, a list and a blank cell are read as such."""
    found = CSVW(str(written(AWKWARD, tmp_path))).tables
    read = {str(table.url): list(table.iterdicts(strict=True)) for table in found}
    first, second = read["statements.csv"]
    assert (first["reaffirmed"], first["negated"], first["start"]) == (True, False, 5)
    assert f"{first['deadline']:%Y-%m-%d}" == "2030-01-01"
    assert second["deadline"] is None
    assert second["topics"] == []
    north = next(row for row in read["actors.csv"] if row["actor"] == NORTH)
    assert north["codes"] == ["004", "NL", "NLD"]
    assert read["documents.csv"][1]["publisher"] == "  spaces around  "


def test_every_column_is_described(graph: Path) -> None:
    """The columns that a table has are those described, in that order, each with a sentence."""
    for name, table in described(graph).items():
        columns = [one for one in table["tableSchema"]["columns"] if not one.get("virtual")]
        header = content(graph)[f"{name}.csv"].decode().partition("\n")[0]
        assert header == ",".join(one["titles"] for one in columns)
        assert all(one["dc:description"].endswith(".") for one in columns)


def test_the_forces_are_those_of_the_ontology(built: Path) -> None:
    """A force that the description admits is one of the ontology, where it has the same name."""
    columns = described(built)["statements"]["tableSchema"]["columns"]
    [force] = [one for one in columns if one["name"] == "force"]
    known = loaded(built).triples(None, RDF.type, SV.Force)
    labels = {str(triple[0]): str(loaded(built).value(triple[0], SKOS.prefLabel)) for triple in known}
    assert labels == {f"{FORCE}{name}": name for name in force["datatype"]["format"].split("|")}


def said(path: Path) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    """The triples that tables say by their description (CSV2RDF, minimal), with strings as RDF has them."""
    for name, table in described(path).items():
        schema = table["tableSchema"]
        for row in tables(path)[name]:
            for column in schema["columns"]:
                if "propertyUrl" not in column or row.get(column["name"]) == "":
                    continue
                subject = expand(column.get("aboutUrl", schema["aboutUrl"]), dict(row))
                for value in values(column, row):
                    yield URIRef(subject), URIRef(expand(column["propertyUrl"], dict(row))), value


def values(column: Mapping[str, Any], row: Row) -> Iterator[URIRef | Literal]:
    """What a cell says, as terms."""
    if "valueUrl" in column:
        yield URIRef(expand(column["valueUrl"], dict(row)))
        return
    datatype = column["datatype"]
    base = datatype if isinstance(datatype, str) else datatype["base"]
    for text in listed(row[column["name"]]) if "separator" in column else [row[column["name"]]]:
        yield Literal(text) if base == "string" else Literal(text, datatype=XSD[base])


def test_what_the_description_says_is_true(graph: Path) -> None:
    """Every triple that the description makes of a row stands in the graph."""
    triples, properties = set(loaded(graph).triples()), Counter[str]()
    for triple in said(graph):
        assert triple in triples
        properties[str(triple[1])] += 1
    assert {str(SV.statedIn), str(SV.bearer), str(SV.mentions), str(SV.action)} <= properties.keys()
