"""What a query asks for, and what it may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from servanda.errors import QueryError
from servanda.sparql.tokens import Token, line_of, tokens

_UPDATES = frozenset("add clear copy create delete drop insert load move with".split())
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U000([0-9A-Fa-f]{5}))")
_COMPARES = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^'#]*['#]")
"""What looks like an IRI, but may be `<` and an operand, in which a string or a comment begins."""

_OPERANDS = frozenset({"variable", "number", "string", "name", "tag", "iri"})
_GRAPHS = frozenset({"from", "graph", "named"})

_MOST = 2**63 - 1
"""Behind LIMIT Oxigraph takes a number of 64 bits; more rows there are nowhere."""

_DEEPEST = 500
"""So many braces and parentheses may be open at once; at some thousands Oxigraph ends the whole program."""


class Form(StrEnum):
    """What a query answers with: a table, a truth value, or triples."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"


_FORMS = frozenset(Form)
_BEGIN = "a query begins with SELECT, CONSTRUCT, ASK or DESCRIBE"


def form_of(query: str, where: str = "query") -> Form:
    """What kind of query this is.

    Raises QueryError, with the line, for an update, for what is no query, and for what is nested too deep.

    >>> form_of("BASE <https://select.example/> PREFIX ask: <urn:a:> CONSTRUCT WHERE { ?s ask:p ?o }")
    <Form.CONSTRUCT: 'construct'>
    """
    _refuse_depth(query, where)
    for token in tokens(query):
        if token.kind != "word" or token.text in ("base", "prefix"):
            continue
        if token.text in _FORMS:
            return Form(token.text)
        what = f"{_BEGIN}, not with {token.text.upper()}"
        if token.text in _UPDATES:
            what = f"this is an update ({token.text.upper()} …), and a graph that is asked is never changed"
        raise QueryError(what, f"{where}:{line_of(query, token.start)}")
    raise QueryError(f"there is no query here; {_BEGIN}", where)


def _refuse_depth(query: str, where: str) -> None:
    """Raises QueryError, with the line, for a query that nests deeper than engines bear."""
    depth = 0
    for token in tokens(query):
        if token.kind == "mark":
            depth += 1 if token.text in "{(" else -1 if token.text in "})" else 0
        if depth > _DEEPEST:
            what = f"more than {_DEEPEST} braces and parentheses are open here; nest less"
            raise QueryError(what, f"{where}:{line_of(query, token.start)}")


def refuse_service(query: str, where: str = "query") -> None:
    """Nothing, if `query` sends nothing to another endpoint. Raises QueryError, with the line, if it does.

    Engines read some texts otherwise than the letter of the grammar has it: they take a keyword without
    space around it, a `<` that could begin an IRI, escapes for letters of keywords. What may be SERVICE is
    refused.
    """
    for text in (query, _ESCAPED.sub(_character, query)):
        if "service" not in text.lower():
            continue
        for token in _services(text):
            what = "SERVICE sends part of the query to another server; allow it with --allow-service"
            if token.kind == "iri":
                what = f"{token.text} may be a comparison that hides SERVICE; write a space behind `<`"
            raise QueryError(what, f"{where}:{line_of(text, token.start)}")


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


def _services(query: str) -> Iterator[Token]:
    """The tokens with which `query` sends, or may send, a part of itself elsewhere."""
    parentheses, last, before = 0, Token("", "", 0, 0, 0), ""
    for token in tokens(query):
        if token.text in ("(", ")"):
            parentheses += 1 if token.text == "(" else -1
        behind_operand = last.kind in _OPERANDS or last.text in (")", "true", "false")
        if parentheses and behind_operand and token.kind == "iri" and _COMPARES.match(token.text):
            yield token
        if token.kind == "word" and "service" in token.text:
            yield token
        if token.text == "{" and _names_service(last) and before not in _GRAPHS:
            yield last
        last, before = token, last.text


def _names_service(token: Token) -> bool:
    """Whether engines may read a name as the keyword and a name without a prefix of its own."""
    return token.kind == "name" and "service" in token.text.partition(":")[0].lower()


def limited(query: str, most: int) -> str:
    r"""`query`, a SELECT, with no more than `most` rows as its answer.

    >>> limited("SELECT ?s { ?s ?p ?o } LIMIT 10 OFFSET 2", 3)
    'SELECT ?s { ?s ?p ?o } LIMIT 3 OFFSET 2'
    >>> limited("SELECT ?s { ?s ?p ?o } # all", 3)
    'SELECT ?s { ?s ?p ?o } # all\nLIMIT 3'
    """
    end = len(query)
    most = min(most, _MOST)
    for word, number in _modifiers(query):
        if word.text == "limit":
            fewest = min(int(number.text), most)
            return f"{query[: number.start]}{fewest}{query[number.end :]}"
        if word.text == "values":
            end = word.start
    return f"{query[:end].rstrip()}\nLIMIT {most}" + (f"\n{query[end:]}" if query[end:] else "")


def _modifiers(query: str) -> Iterator[tuple[Token, Token]]:
    """The words behind the query's own pattern, each with the token that follows."""
    outer = [token for token in tokens(query) if token.depth == 0]
    ends = [place for place, token in enumerate(outer) if token.text == "}"]
    last = outer[ends[0] if ends else 0 :]
    yield from ((word, after) for word, after in pairwise(last) if word.kind == "word")
