"""What the text of a query says about its variables."""

from __future__ import annotations

import pytest

from servanda.sparql import line_of, prefixes, variables


@pytest.mark.parametrize(
    "query, names",
    [
        ("SELECT ?a $b WHERE { ?a ?p $b }", {"a", "b", "p"}),
        ("SELECT ?a { ?a <https://e.org/?b> '?c', \"?d\" } # ?e", {"a"}),
        ('SELECT ?a { ?a ?p \'\'\'it\'s ?b\'\'\', """say "?c" \\"""" }', {"a", "p"}),
        ("SELECT ?a { ?a ?p ?b FILTER (?a<?b && ?b>3) }", {"a", "b", "p"}),
        ("PREFIX q: <https://e.org/#> # ?x\nSELECT ?a { ?a q:p\\?b ?c }", {"a", "c"}),
        ("SELECT ?a { FILTER (?a<?b&&?c>?d) }", {"a", "b", "c", "d"}),
        ("SELECT ?a { ?a <https://e.org/\\u0041?b> 'it\\'s ?c', '\\\\', ?d }", {"a", "d"}),
        ("SELECT ?a # ?b\r { ?a <urn:p> ?c }", {"a", "c"}),
        ("SELECT ?\u00e9 ?e\u0301 ?a\u00b7b { ?s?p?o }", {"\u00e9", "e\u0301", "a\u00b7b", "s", "p", "o"}),
        ("ASK {}", set()),
    ],
)
def test_variables_are_found_where_they_are_variables(query: str, names: set[str]) -> None:
    """Strings, IRIs, comments and escapes in names hold no variables; both signs mark one.

    What engines take for a comparison is none, even if an IRI could stand there.
    """
    assert variables(query) == names


def test_prefixes_are_found_where_names_are_used() -> None:
    """A prefix counts where a name has it, not inside a string, an IRI or a blank node."""
    query = "SELECT ?a { ?a ex:p _:b ; :q 'no:x' , <mailto:me> ; a rdf:List.e.g:it a 1.x-y:z } # not:me"
    assert prefixes(query) == {"ex", "", "rdf", "x-y"}


def test_lines_are_counted_from_one() -> None:
    """A place stands in the line of the feeds before it."""
    assert [line_of("a\nb\n\nc", place) for place in (0, 1, 2, 5)] == [1, 1, 2, 4]
