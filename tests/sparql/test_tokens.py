"""What the text of a query says about its variables."""

from __future__ import annotations

import pytest

from servanda.errors import QueryError
from servanda.sparql import check_bindable, prefixes, variables


@pytest.mark.parametrize(
    "query, names",
    [
        ("SELECT ?a $b WHERE { ?a ?p $b }", {"a", "b", "p"}),
        ("SELECT ?a { ?a <https://e.org/?b> '?c', \"?d\" } # ?e", {"a"}),
        ('SELECT ?a { ?a ?p \'\'\'it\'s ?b\'\'\', """say "?c" \\"""" }', {"a", "p"}),
        ("SELECT ?a { ?a ?p ?b FILTER (?a<?b && ?b>3) }", {"a", "b", "p"}),
        ("PREFIX q: <https://e.org/#> # ?x\nSELECT ?a { ?a q:p\\?b ?c }", {"a", "c"}),
        ("ASK {}", set()),
    ],
)
def test_variables_are_found_where_they_are_variables(query: str, names: set[str]) -> None:
    """Strings, IRIs, comments and escapes in names hold no variables; both signs mark one."""
    assert variables(query) == names


def test_prefixes_are_found_where_names_are_used() -> None:
    """A prefix counts where a name has it, not inside a string, an IRI or a blank node."""
    query = "SELECT ?a { ?a ex:p _:b ; :q 'no:x' , <mailto:me> ; a rdf:List } # not:me"
    assert prefixes(query) == {"ex", "", "rdf"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?v ?s { ?s ?p ?v }",
        "select distinct ?s ?v where { ?s ?p ?v } order by ?s",
        "SELECT ?v ?s { { SELECT ?s ?v { ?s ?p ?v } } }",
        "SELECT ?v ?s { { SELECT ?s (COUNT(*) AS ?n) ?v { ?s ?p ?v } GROUP BY ?s ?v } }",
        "SELECT ?v ?s { ?s ?p ?v { SELECT ?s (MAX(?x) AS ?m) { ?s ?q ?x } GROUP BY ?s } }",
        "SELECT ?v ?s { ?s ?p ?x FILTER (STR(?v) = ?x) FILTER (?x IN (?v)) }",
        "SELECT ?v (IF(?v = 1, 2, 3) AS ?w) { ?s ?p ?x }",
        "CONSTRUCT { ?s a ?v } WHERE { ?s ?p ?v }",
        "PREFIX v: <https://e.org/select/> SELECT ?v { ?v v:select 'select' }",
    ],
)
def test_a_query_that_projects_the_variable_is_bindable(query: str) -> None:
    """Columns, projected sub-selects, sub-selects that do without it, expressions around it: all are fine."""
    check_bindable(query, ["v"])


@pytest.mark.parametrize(
    "query, line",
    [
        ("SELECT ?s { ?s ?p ?v }", 1),
        ("SELECT ?v ?s {\n {\n SELECT ?s { ?s ?p ?v } } }", 3),
        ("SELECT ?v ?s {\n { SELECT ?s { { SELECT ?s ?v { ?s ?p ?v } } } } }", 2),
        ("SELECT ?v ?s {\n { SELECT ?s (MAX(?v) AS ?m) { ?s ?p ?v } GROUP BY ?s } }", 2),
        ("SELECT ?v ?s {\n FILTER EXISTS { SELECT * { ?s ?p ?v } } }", 2),
        ("SELECT ?v ?s { ?s ?p ?x\n BIND(?v AS ?w) }", 2),
        ("SELECT ?v ?s { ?s ?p ?x\n BIND((?v) AS ?w) }", 2),
        ("SELECT ?v ?s { ?s ?p ?x FILTER\n(?v) }", 2),
        ("SELECT ?v ?s { ?s ?p ?x FILTER(!\nbound(?v)) }", 2),
        ("SELECT ?v\n (?v AS ?w) { }", 2),
    ],
)
def test_a_query_that_hides_the_variable_is_refused_with_its_line(query: str, line: int) -> None:
    """A sub-select that does not project the variable, and the variable alone as expression, are refused."""
    with pytest.raises(QueryError) as caught:
        check_bindable(query, ["v"], "mine.rq")
    assert caught.value.where == f"mine.rq:{line}"


def test_a_name_that_is_no_variable_is_refused() -> None:
    """A misspelt name is an error that says which."""
    with pytest.raises(QueryError, match=r"mine\.rq: the query has no variable \?actro"):
        check_bindable("SELECT ?actor { ?actor ?p ?o }", ["actro"], "mine.rq")
