"""Terms in the place of a query's variables, as RDF-dev's SEP-0007 has it, in the text of the query.

An endpoint takes nothing but text, so the terms are set into it, token by token and in SPARQL's own notation;
what somebody typed is never read as SPARQL. What results is what every kind of data is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from servanda.errors import QueryError
from servanda.rdf import to_oxigraph
from servanda.sparql.tokens import Token, line_of, tokens, variables

_ESCAPES = MappingProxyType(str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}))
_AFTER_BACKSLASH = re.compile(r"(?<=\\)[uU]")
_CLAUSES = frozenset({"group", "order", "select"})
_ENDS = frozenset({"{", "}", "from", "group", "having", "limit", "offset", "order", "values", "where"})
_NO_COLUMNS = frozenset({"distinct", "reduced"})


def check_bindable(query: str, names: Iterable[str], where: str = "query") -> None:
    """Nothing, if the variables `names` of `query` can all be replaced by terms.

    Raises QueryError, naming `where` and the line, for a name that is no variable of the query, or that the
    query itself gives values to, in `VALUES` or behind `AS`.
    """
    wanted = frozenset(names)
    for name in sorted(wanted - variables(query)):
        raise QueryError(f"the query has no variable ?{name}", where)
    for token in _given_values(query):
        if token.text in wanted:
            raise QueryError(
                f"?{token.text} is a parameter, so the query cannot give it values itself (VALUES, AS)",
                f"{where}:{line_of(query, token.start)}",
            )


def bound(query: str, terms: Mapping[str, Identifier], where: str = "query") -> str:
    """`query` with its variables in `terms` replaced by their terms; they are no columns any more.

    Names go without `?`. `where` says in messages where the query stands. Raises QueryError as
    `check_bindable` does, and DataError for a term that RDF does not allow.

    >>> bound("SELECT ?s ?v { ?s ?p ?v }", {"v": Literal("a")})
    'SELECT ?s  { ?s ?p "a" }'
    """
    check_bindable(query, terms, where)
    reading = _Binding({name: _written(term) for name, term in terms.items()})
    for token in tokens(query):
        reading.read(token)
    pieces, read = list[str](), 0
    for change in sorted(reading.changes, key=attrgetter("start")):
        pieces += query[read : change.start], change.text
        read = change.end
    return "".join([*pieces, query[read:]])


def _written(term: Identifier) -> str:
    r"""A term in SPARQL's notation.

    Engines differ on whether `\\u0041` in a string is a backslash and letters, or an escaped "A" (SPARQL 1.1,
    section 19.2); so a `u` behind a backslash is written by its own number, which all read alike.
    """
    to_oxigraph(term)
    if isinstance(term, URIRef):
        return f"<{term}>"
    if not isinstance(term, Literal):
        raise QueryError(f"{term!r} cannot be bound: it is neither an IRI nor a literal")
    quoted = f'"{_AFTER_BACKSLASH.sub(_by_number, str(term).translate(_ESCAPES))}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^<{term.datatype}>" if term.datatype else quoted


def _by_number(letter: re.Match[str]) -> str:
    return f"\\u{ord(letter[0]):04X}"


def _given_values(query: str) -> Iterator[Token]:
    """The variables to which a query gives values by itself."""
    last, in_head = "", False
    for token in tokens(query):
        if token.kind == "word" and token.text == "values":
            in_head = True
        elif token.text == "{":
            in_head = False
        elif token.kind == "variable" and (in_head or last == "as"):
            yield token
        last = token.text if token.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of a query, and what stands in its place."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Binding:
    """Reads a query token by token, and collects what is to be changed.

    `clause` is the one of SELECT, GROUP BY and ORDER BY that is being read; it began inside so many
    parentheses, those `outside`. `kept`: whether a SELECT has columns that stay; `dropped` are the others.
    """

    terms: Mapping[str, str]
    changes: list[_Change] = field(default_factory=list)
    clause: str = ""
    outside: int = 0
    parentheses: int = 0
    kept: bool = False
    dropped: list[Token] = field(default_factory=list)
    before: tuple[Token | None, Token | None] = (None, None)

    def read(self, token: Token) -> None:
        """Takes the next token."""
        if self.parentheses == self.outside and self._ends(token):
            self._leave()
        if token.kind == "word" and token.text in _CLAUSES:
            self.clause, self.outside, self.kept = token.text, self.parentheses, False
        elif token.kind == "variable" and token.text in self.terms:
            self._replace(token)
        elif token.text not in _NO_COLUMNS:
            self.kept = True
        if token.kind == "mark" and token.text in "()":
            self.parentheses += 1 if token.text == "(" else -1
        self.before = self.before[1], token

    def _ends(self, token: Token) -> bool:
        """Whether the clause that is being read has ended before `token`."""
        return token.text in _ENDS and token.kind in ("word", "mark")

    def _leave(self) -> None:
        """Ends a clause. A SELECT that no column is left of gets one back, under a name that no other has."""
        if self.clause == "select" and self.dropped and not self.kept:
            token = self.dropped.pop(0)
            name = f"{token.text}_{token.start}" if token.depth else token.text
            self._change(token, f"({self.terms[token.text]} AS ?{name})")
        for token in self.dropped:
            self._change(token, "")
        self.clause, self.dropped = "", []

    def _replace(self, token: Token) -> None:
        """Puts a term in the place of a variable, as what stands around allows it."""
        word, mark = self.before
        free = self.clause and self.parentheses == self.outside
        if free and self.clause == "select":
            self.dropped.append(token)
        elif word and mark and (word.text, mark.text) == ("bound", "("):
            self._change(word, "")
            self._change(token, "true")
        else:
            term = self.terms[token.text]
            self._change(token, f"({term})" if free else term)

    def _change(self, token: Token, text: str) -> None:
        self.changes.append(_Change(token.start, token.end, text))
