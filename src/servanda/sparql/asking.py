"""What a query asks for, and what it may not do."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from servanda.errors import QueryError
from servanda.sparql.tokens import Token, line_of, tokens

_UPDATES = frozenset("add clear copy create delete drop insert load move with".split())


class Form(StrEnum):
    """What a query answers with: a table, a truth value, or triples."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"


_FORMS = frozenset(Form)
_BEGIN = "a query begins with SELECT, CONSTRUCT, ASK or DESCRIBE"


def form_of(query: str, where: str = "query") -> Form:
    """What kind of query this is. Raises QueryError, with the line, for an update and for what is no query.

    >>> form_of("BASE <https://select.example/> PREFIX ask: <urn:a:> CONSTRUCT WHERE { ?s ask:p ?o }")
    <Form.CONSTRUCT: 'construct'>
    """
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


def refuse_service(query: str, where: str = "query") -> None:
    """Nothing, if `query` sends nothing to another endpoint. Raises QueryError, with the line, if it does."""
    for token in tokens(query):
        if token.kind == "word" and token.text == "service":
            what = "SERVICE sends part of the query to another server; allow it with --allow-service"
            raise QueryError(what, f"{where}:{line_of(query, token.start)}")


def limited(query: str, most: int) -> str:
    r"""`query`, a SELECT, with no more than `most` rows as its answer.

    >>> limited("SELECT ?s { ?s ?p ?o } LIMIT 10 OFFSET 2", 3)
    'SELECT ?s { ?s ?p ?o } LIMIT 3 OFFSET 2'
    >>> limited("SELECT ?s { ?s ?p ?o } # all", 3)
    'SELECT ?s { ?s ?p ?o } # all\nLIMIT 3'
    """
    end = len(query)
    for word, number in _modifiers(query):
        if word.text == "limit":
            fewest = min(int(number.text), most)
            return f"{query[: number.start]}{fewest}{query[number.end :]}"
        if word.text == "values":
            end = word.start
    return f"{query[:end].rstrip()}\nLIMIT {most}" + (f"\n{query[end:]}" if query[end:] else "")


def _modifiers(query: str) -> Iterator[tuple[Token, Token]]:
    """What stands behind the last brace of the query's own pattern: each token, with the one that follows."""
    outer = [token for token in tokens(query) if token.depth == 0]
    ends = [place for place, token in enumerate(outer) if token.text == "}"]
    last = outer[ends[0] if ends else 0 :]
    yield from pairwise(last)
